//! What comes of the propagation of one profile of types.

use crate::game::{Game, Level, StateIndex};

/// What one propagation is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    /// Everything but first times.
    Figures,
    /// The first time that an actor makes a move: plays in which it has been made are dropped.
    First {
        /// The actor.
        actor: usize,
        /// The move in the scenario.
        index: usize,
    },
}

/// Figures of one profile of types; as in [`Exact`](super::Exact), where not said otherwise.
#[derive(Debug, Clone)]
pub(super) struct Flow {
    pub(super) ended: Vec<Vec<f64>>,
    /// Of each actor, as the type it has.
    pub(super) payoff: Vec<f64>,
    pub(super) levels: Vec<Vec<Vec<f64>>>,
    pub(super) made: Vec<Vec<Vec<f64>>>,
    pub(super) fired: Vec<f64>,
    /// For each track, where ended plays stand.
    resting: Vec<Vec<f64>>,
}

impl Flow {
    /// Nothing has happened yet.
    pub(super) fn new(game: &Game) -> Flow {
        let rounds = game.rounds as usize;
        let tracks = 0..game.space.tracks();
        Flow {
            ended: vec![vec![0.0; rounds]; game.outcomes.len()],
            payoff: vec![0.0; game.actors.len()],
            levels: tracks.clone().map(|t| vec![vec![0.0; game.space.size(t)]; rounds + 1]).collect(),
            made: game.actors.iter().map(|actor| vec![vec![0.0; rounds]; actor.moves]).collect(),
            fired: vec![0.0; game.effects.len()],
            resting: tracks.map(|t| vec![0.0; game.space.size(t)]).collect(),
        }
    }

    /// Some plays end.
    pub(super) fn end(&mut self, outcome: usize, levels: &[Level], mass: f64, round: u32) {
        self.ended[outcome][round as usize - 1] += mass;
        for (resting, &level) in self.resting.iter_mut().zip(levels) {
            resting[usize::from(level)] += mass;
        }
    }

    /// Notes where the tracks stand after a round: ended plays at their last state, and those that go on where `going`
    /// says.
    pub(super) fn stand(&mut self, game: &Game, round: u32, going: impl Iterator<Item = (StateIndex, f64)>) {
        for (levels, resting) in self.levels.iter_mut().zip(&self.resting) {
            levels[round as usize].clone_from(resting);
        }
        for (state, mass) in going {
            for (track, levels) in self.levels.iter_mut().enumerate() {
                levels[round as usize][usize::from(game.space.level(state, track))] += mass;
            }
        }
    }
}
