//! What a round teaches: the payoff that each action would have been expected to bring.

use super::mass::Mass;
use super::space::Level;
use super::{ActionIndex, Game, TypeIndex};

impl Game {
    /// Writes, for each action of a type's actor, what a round would have been expected to pay it had it taken that
    /// action and the others done what they did: all credits of this round, chances averaged, and nothing of the
    /// future. NaN for actions that are not available.
    pub fn lesson(
        &self,
        kind: TypeIndex,
        epoch: usize,
        levels: &[Level],
        actions: &[ActionIndex],
        payoffs: &mut Vec<f64>,
    ) {
        let actor = self.types[kind].actor;
        payoffs.clear();
        payoffs.resize(self.actors[actor].actions.len(), f64::NAN);
        let mut actions = actions.to_vec();
        for action in self.available(kind, epoch, levels) {
            actions[actor] = action;
            payoffs[action] = self.expected_round(kind, epoch, levels, &actions);
        }
    }

    /// What a round is expected to pay a type under a profile.
    fn expected_round(
        &self,
        kind: TypeIndex,
        epoch: usize,
        levels: &[Level],
        actions: &[ActionIndex],
    ) -> f64 {
        let payoff = &self.types[kind].payoff;
        let mut mass = Mass::at(self.space.encode(levels));
        mass.apply(self, self.roots(epoch, self.profile(actions)), epoch, actions);
        mass.end(self, epoch, actions);
        let mut sum = payoff.of_actions(self.types[kind].actor, levels, actions);
        for &(effect, state, p) in &mass.fired {
            if let Some(amount) = payoff.of_effect(effect) {
                sum += p * amount.at(&self.space.levels(state));
            }
        }
        for &(state, p) in &mass.going {
            sum += p * payoff.of_standing(&self.space.levels(state));
        }
        for &(outcome, state, p) in &mass.ended {
            let levels = self.space.levels(state);
            sum += p * (payoff.of_standing(&levels) + payoff.outcome(outcome).at(&levels));
        }
        sum
    }
}
