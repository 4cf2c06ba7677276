//! Settles what only the states that plays come to can tell: whether a chance leaves [0, 1] in one of them, and whether a
//! rule ever applies.
//!
//! The states are walked round by round from the start, all that a profile of moves leads to at once, whoever plays what.
//! A walk that is too long is broken off: what it saw by then it saw, and of what it did not see nothing is said.

use super::effect::EffectIndex;
use super::space::{Level, StateIndex};
use super::{ActionIndex, Game, ProfileIndex};
use crate::scenario::{About, Doubt, Problem, Scenario};
use rustc_hash::FxHashSet;

/// So many times an effect is looked at in a state, and no more.
const BUDGET: usize = 2_000_000;
/// The rounding of a sum is no reason to warn.
const ROUNDING: f64 = 1e-12;

/// The warnings that doubts come to, in the order of their places.
#[must_use]
pub fn settle(game: &Game, scenario: &Scenario, doubts: &[Doubt]) -> Vec<Problem> {
    if doubts.is_empty() {
        return Vec::new();
    }
    let walk = Walk::through(game);
    let of = |doubt: &Doubt| {
        let with_key = |&index: &EffectIndex| game.effects[index].key == doubt.effect;
        let effects: Vec<EffectIndex> = (0..game.effects.len()).filter(with_key).collect();
        let message = match doubt.about {
            About::Chance => {
                let farthest = effects.iter().filter_map(|&index| walk.farthest[index]);
                let (state, value) = farthest.max_by(|a, b| excess(a.1).total_cmp(&excess(b.1)))?;
                chance(game, scenario, effects[0], state, value)
            }
            About::Rule if walk.is_whole && effects.iter().all(|&index| !walk.applies[index]) => {
                format!(
                    "The rule `{}` can never fire: no play comes to where its `when` holds.",
                    doubt.effect
                )
            }
            About::Rule => return None,
        };
        Some(Problem { place: doubt.place.clone(), message })
    };
    let mut problems: Vec<Problem> = doubts.iter().filter_map(of).collect();
    problems.sort_by(|left, right| left.place.cmp(&right.place));
    problems.dedup();
    problems
}

fn chance(game: &Game, scenario: &Scenario, effect: EffectIndex, state: StateIndex, value: f64) -> String {
    let amount = &game.effects[effect].chance;
    let mut tracks: Vec<usize> = amount.tables().map(|(track, _)| track).chain(amount.factors()).collect();
    tracks.sort_unstable();
    tracks.dedup();
    let level = |&track: &usize| {
        let level = game.space.written(track, game.space.level(state, track));
        format!("`{} == {level}`", scenario.tracks[track].id)
    };
    let state = tracks.iter().map(level).collect::<Vec<_>>().join(" and ");
    let (shown, clamped) = ((value * 1e6).round() / 1e6, value.clamp(0.0, 1.0));
    format!("This chance leaves [0, 1]: where {state} it is {shown} and counts as {clamped}.")
}

/// By how much a chance lies outside [0, 1].
fn excess(value: f64) -> f64 {
    (value - 1.0).max(-value)
}

/// What was seen on a walk.
struct Walk<'a> {
    game: &'a Game,
    /// Of each effect, where its chance was farthest outside [0, 1] while its condition held in a round that is played, and
    /// what it was there.
    farthest: Vec<Option<(StateIndex, f64)>>,
    /// Of each effect, whether its condition held somewhere.
    applies: Vec<bool>,
    looks_left: usize,
    /// Whether the round is one that is played, and not only planned for.
    is_played: bool,
    is_whole: bool,
}

type States = FxHashSet<StateIndex>;

impl<'a> Walk<'a> {
    fn through(game: &'a Game) -> Walk<'a> {
        let effects = game.effects.len();
        let mut walk = Walk {
            game,
            farthest: vec![None; effects],
            applies: vec![false; effects],
            looks_left: BUDGET,
            is_played: true,
            is_whole: true,
        };
        walk.is_whole = walk.all_rounds().is_some();
        walk
    }

    /// `None` where the budget is spent.
    fn all_rounds(&mut self) -> Option<()> {
        let game = self.game;
        let mut reached = States::default();
        reached.insert(game.space.encode(&game.start));
        let mut frontier: Vec<StateIndex> = reached.iter().copied().collect();
        let mut last_epoch = None;
        for round in 1..=game.rounds + game.foresight {
            let epoch = game.epochs.at(round);
            self.is_played = round <= game.rounds;
            if last_epoch.replace(epoch) != Some(epoch) {
                // What can be done is another thing: all states are looked at again.
                frontier = reached.iter().copied().collect();
            }
            // A state that was reached before can be stood in later only as one of these, in the same epoch.
            frontier.sort_unstable();
            let mut next = Vec::new();
            for profile in 0..game.profiles() {
                let actions = game.actions_of(profile);
                for state in self.round(epoch, profile, &actions, &frontier)? {
                    if reached.insert(state) {
                        next.push(state);
                    }
                }
            }
            frontier = next;
        }
        Some(())
    }

    /// The states to which a profile leads from some states where it can be played.
    fn round(
        &mut self,
        epoch: usize,
        profile: ProfileIndex,
        actions: &[ActionIndex],
        from: &[StateIndex],
    ) -> Option<States> {
        let game = self.game;
        let can = |levels: &[Level]| {
            game.actors.iter().zip(actions).all(|(actor, &action)| {
                actor.types.clone().filter(|&kind| game.types[kind].prior > 0.0).any(|kind| {
                    let gate = game.types[kind].available[action].as_ref();
                    gate.is_some_and(|gate| gate.open(epoch, levels, &[]))
                })
            })
        };
        self.look(from.len())?;
        let states: States = from.iter().copied().filter(|&state| can(&game.space.levels(state))).collect();
        if states.is_empty() {
            return Some(states);
        }
        let mut states = self.apply(game.roots(epoch, profile), epoch, actions, states)?;
        states.retain(|&state| game.outcome_at(epoch, &game.space.levels(state), actions).is_none());
        Some(states)
    }

    /// The states in which plays still go on after some effects, one after the other.
    fn apply(
        &mut self,
        effects: &[EffectIndex],
        epoch: usize,
        actions: &[ActionIndex],
        mut states: States,
    ) -> Option<States> {
        for &index in effects {
            let effect = &self.game.effects[index];
            if !effect.gate.open_to(epoch, actions) {
                continue;
            }
            self.look(states.len())?;
            let (mut after, mut not) = (States::default(), States::default());
            for state in states {
                if !effect.gate.open_in(&self.game.space, state) {
                    after.insert(state);
                    continue;
                }
                self.applies[index] = true;
                let chance = effect.chance.in_state(&self.game.space, state);
                let so_far = self.farthest[index].map_or(ROUNDING, |(_, value)| excess(value));
                if self.is_played && excess(chance) > so_far {
                    self.farthest[index] = Some((state, chance));
                }
                if chance > 0.0 && effect.outcome.is_none() {
                    after.insert(effect.from(&self.game.space, state));
                }
                if chance < 1.0 {
                    not.insert(state);
                }
            }
            after.extend(self.apply(&effect.otherwise, epoch, actions, not)?);
            states = after;
        }
        Some(states)
    }

    fn look(&mut self, times: usize) -> Option<()> {
        self.looks_left = self.looks_left.checked_sub(times.max(1))?;
        Some(())
    }
}
