//! From stances to moves: what lets one strategy work in every scenario.
//!
//! Within a stance the probability is shared by the moves' weight. A stance without an available move gives way to the
//! nearest one on the scale `escalate ↔ hold ↔ concede`; so *not conceding* is `hold`, or `escalate` where no `hold` is
//! available.

use super::View;
use crate::game::ActionIndex;
use crate::scenario::Stance;

/// Memory of the strategies that only remember what to do next: concede.
pub(super) const CONCEDE: u32 = 0;
/// Memory of the strategies that only remember what to do next: do not concede.
pub(super) const HOLD: u32 = 1;

/// More actors than a scenario can have: a round keeps so many slots of luck for decisions.
const MOST_ACTORS: usize = 16;

/// The memory of one who will or will not concede next.
pub(super) fn remember(concede: bool) -> u32 {
    if concede { CONCEDE } else { HOLD }
}

/// Does what is remembered: [`CONCEDE`] or [`HOLD`].
pub(super) fn intend(view: &View<'_>, memory: u32, mix: &mut [f64]) {
    spread(view, if memory == CONCEDE { Stance::Concede } else { Stance::Hold }, 1.0, mix);
}

/// Concedes with a probability, and else does not.
pub(super) fn concede_with(view: &View<'_>, probability: f64, mix: &mut [f64]) {
    if probability > 0.0 {
        spread(view, Stance::Concede, probability, mix);
    }
    if probability < 1.0 {
        spread(view, Stance::Hold, 1.0 - probability, mix);
    }
}

/// Adds a probability to the available moves of a stance, or of the nearest one that has any, by their weight.
pub(super) fn spread(view: &View<'_>, stance: Stance, probability: f64, mix: &mut [f64]) {
    let weight = &view.game.types[view.kind].weight;
    for &stance in by_nearness(stance) {
        let total: f64 = of(view, stance).map(|action| weight[action]).sum();
        if total > 0.0 {
            of(view, stance).for_each(|action| mix[action] += probability * weight[action] / total);
            return;
        }
    }
}

/// Gives everything to the smallest move of a stance: the available one that costs the actor least by itself
/// (`payoff.move`, as it stands in this state; `payoff.against` is left out), the first of them in file order. Where the
/// stance has no available move, to the nearest stance as a whole.
pub(super) fn smallest(view: &View<'_>, stance: Stance, mix: &mut [f64]) {
    let worth = |action| own_payoff(view, action);
    let best =
        of(view, stance).map(|action| (action, worth(action))).reduce(|a, b| if b.1 > a.1 { b } else { a });
    match best {
        Some((action, _)) => mix[action] += 1.0,
        None => spread(view, stance, 1.0, mix),
    }
}

/// Shares 1 among the available actions in proportion to numbers, one for each action of the actor; whether there was
/// anything to share by.
pub(super) fn share_by(view: &View<'_>, shares: &[f64], mix: &mut [f64]) -> bool {
    let total: f64 = view.available.iter().map(|&action| shares[action]).sum();
    if total > 0.0 {
        view.available.iter().for_each(|&action| mix[action] += shares[action] / total);
    }
    total > 0.0
}

/// Where a track stands, as files write it.
pub(super) fn level(view: &View<'_>, track: usize) -> i32 {
    view.game.space.written(track, view.levels[track])
}

/// The available actions of a stance.
fn of(view: &View<'_>, stance: Stance) -> impl Iterator<Item = ActionIndex> {
    let actions = &view.game.actors[view.actor()].actions;
    view.available.iter().copied().filter(move |&action| actions[action].stance == stance)
}

fn by_nearness(stance: Stance) -> &'static [Stance; 3] {
    match stance {
        Stance::Concede => &[Stance::Concede, Stance::Hold, Stance::Escalate],
        Stance::Hold => &[Stance::Hold, Stance::Escalate, Stance::Concede],
        Stance::Escalate => &[Stance::Escalate, Stance::Hold, Stance::Concede],
    }
}

/// What a move gives by itself, whatever the others do.
fn own_payoff(view: &View<'_>, action: ActionIndex) -> f64 {
    // An action that no one has: no cell of `payoff.against` answers to it.
    let mut actions = [ActionIndex::MAX; MOST_ACTORS];
    actions[view.actor()] = action;
    view.game.types[view.kind].payoff.of_actions(view.actor(), view.levels, &actions)
}
