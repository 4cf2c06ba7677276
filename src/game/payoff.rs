//! What a type gets, as tables.

use super::ActionIndex;
use super::amount::Amount;
use super::effect::EffectIndex;
use super::space::Level;
use crate::scenario::OutcomeIndex;

/// Payoffs of one type of an actor.
#[derive(Debug, Clone, PartialEq)]
pub struct Payoff {
    /// For each of its actions.
    pub(super) action: Vec<Amount>,
    /// Other actor, own action, the other's action.
    pub(super) against: Vec<(usize, ActionIndex, ActionIndex, Amount)>,
    /// Track, and a value for each of its levels.
    pub(super) track: Vec<(usize, Box<[f64]>)>,
    /// Each round at its end, beside the tracks.
    pub(super) round: Amount,
    /// For each outcome.
    pub(super) outcome: Vec<Amount>,
    /// Sorted by effect.
    pub(super) effect: Vec<(EffectIndex, Amount)>,
    /// See [`largest`](Payoff::largest).
    pub(super) largest: f64,
}

impl Payoff {
    /// Step 1 of a round: `payoff.move` and `payoff.against` for the actions taken, at the tracks before any effect.
    #[must_use]
    pub fn of_actions(&self, actor: usize, levels: &[Level], actions: &[ActionIndex]) -> f64 {
        self.of_action(actions[actor], levels) + self.of_pairs(actor, levels, actions, |_| true)
    }

    /// The part of `payoff.against` whose amounts are wanted.
    #[must_use]
    pub fn of_pairs(
        &self,
        actor: usize,
        levels: &[Level],
        actions: &[ActionIndex],
        wanted: impl Fn(&Amount) -> bool,
    ) -> f64 {
        let taken = |(other, mine, theirs, amount): &&(usize, ActionIndex, ActionIndex, Amount)| {
            *mine == actions[actor] && *theirs == actions[*other] && wanted(amount)
        };
        self.against.iter().filter(taken).map(|(.., amount)| amount.at(levels)).sum()
    }

    /// `payoff.move` of one of its actions.
    #[must_use]
    pub fn of_action(&self, action: ActionIndex, levels: &[Level]) -> f64 {
        self.action[action].at(levels)
    }

    /// `payoff.move` of each of its actions.
    pub fn actions(&self) -> impl Iterator<Item = &Amount> {
        self.action.iter()
    }

    /// Whether some `payoff.against` depends on the state.
    #[must_use]
    pub fn against_varies(&self) -> bool {
        self.against.iter().any(|(_, _, _, amount)| amount.constant().is_none())
    }

    /// Step 2: `payoff.rule` of an effect that fires, at the tracks before its change.
    #[must_use]
    pub fn of_effect(&self, effect: EffectIndex) -> Option<&Amount> {
        self.effect.binary_search_by_key(&effect, |(index, _)| *index).ok().map(|at| &self.effect[at].1)
    }

    /// Step 4: `payoff.track` and `payoff.round` at a round's end.
    #[must_use]
    pub fn of_standing(&self, levels: &[Level]) -> f64 {
        self.track.iter().map(|(track, table)| table[usize::from(levels[*track])]).sum::<f64>()
            + self.round.at(levels)
    }

    /// The largest of all its numbers, without its sign: what is small beside it is no difference.
    #[must_use]
    pub fn largest(&self) -> f64 {
        self.largest
    }

    /// Step 5: `payoff.outcome`.
    #[must_use]
    pub fn outcome(&self, outcome: OutcomeIndex) -> &Amount {
        &self.outcome[outcome]
    }
}
