//! What somebody who sees everything but the types comes to believe about them, by Bayes' rule.
//!
//! The prior of a type of an actor is multiplied, round after round, with the probability with which that type would have
//! made the move that the actor made, in the state where it was and after all that had happened:
//!
//! ```text
//! P(θ | h₁ … hₜ) ∝ prior(θ) · ∏ₛ σ_θ(move of round s | state of round s, h₁ … hₛ₋₁)
//! ```
//!
//! Types are drawn independently and strategies look at nothing but what everybody sees, so that the beliefs about one actor
//! do not depend on those about another. The actors of the model themselves do not learn in this way.

use super::cast::Cast;
use super::one::RoundSeen;
use crate::game::{Game, TypeIndex};
use crate::strategy::{Memory, Seen, View};

/// Beliefs in the course of a play.
pub struct Beliefs<'a> {
    game: &'a Game,
    cast: &'a Cast,
    /// What each type would remember of this play.
    memories: Vec<Memory>,
    /// For each moment, from the start on, the probability of each type of the game among those of its actor.
    by_round: Vec<Vec<f64>>,
}

impl<'a> Beliefs<'a> {
    /// Beliefs before the first round: the priors.
    #[must_use]
    pub fn new(game: &'a Game, cast: &'a Cast) -> Beliefs<'a> {
        let memories = (0..game.types.len()).map(|kind| cast.behaviour(kind).start(game, kind)).collect();
        let priors = game.types.iter().map(|kind| kind.prior).collect();
        Beliefs { game, cast, memories, by_round: vec![priors] }
    }

    /// Takes a round into account: what was done in it, and in which state.
    pub fn see(&mut self, round: &RoundSeen<'_>) {
        let game = self.game;
        let before = &self.by_round[self.by_round.len() - 1];
        let mut after: Vec<f64> =
            (0..game.types.len()).map(|kind| before[kind] * self.likelihood(kind, round)).collect();
        for actor in &game.actors {
            let all: f64 = after[actor.types.clone()].iter().sum();
            match all > 0.0 {
                true => after[actor.types.clone()].iter_mut().for_each(|one| *one /= all),
                // Nobody would have done it: rounding of the draw's last digit. It teaches nothing.
                false => after[actor.types.clone()].copy_from_slice(&before[actor.types.clone()]),
            }
        }
        self.by_round.push(after);
        let mut lesson = Vec::new();
        for kind in 0..game.types.len() {
            let (actor, behaviour) = (game.types[kind].actor, self.cast.behaviour(kind));
            let (levels, actions) = (round.before, round.actions);
            if behaviour.learns() {
                game.lesson(kind, game.epochs.at(round.round), levels, actions, &mut lesson);
            }
            let seen = Seen { game, actor, round: round.round, levels, actions };
            behaviour.see(&mut self.memories[kind], &seen, &lesson);
        }
    }

    /// With which probability a type would have made the move that its actor made.
    fn likelihood(&self, kind: TypeIndex, round: &RoundSeen<'_>) -> f64 {
        let game = self.game;
        let actor = game.types[kind].actor;
        let available: Vec<usize> = game.available(kind, game.epochs.at(round.round), round.before).collect();
        let view = View { game, kind, round: round.round, levels: round.before, available: &available };
        let mut mix = vec![0.0; game.actors[actor].actions.len()];
        self.cast.behaviour(kind).mix(&view, &self.memories[kind], &mut mix);
        mix[round.actions[actor]]
    }

    /// For each moment, the start and the end of each round seen, the probability of each type of the game among those of its
    /// actor.
    #[must_use]
    pub fn by_round(&self) -> &[Vec<f64>] {
        &self.by_round
    }
}
