//! What comes of the propagation of one profile of types.

use crate::game::Game;

/// What one propagation is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    /// Everything but first times.
    Figures,
    /// Where plays stand when each round begins, and nothing of what comes of it.
    Places,
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
}

impl Flow {
    /// Nothing has happened yet.
    pub(super) fn new(game: &Game) -> Flow {
        let rounds = game.rounds as usize;
        let tracks = 0..game.space.tracks();
        Flow {
            ended: vec![vec![0.0; rounds]; game.outcomes.len()],
            payoff: vec![0.0; game.actors.len()],
            levels: tracks.map(|t| vec![vec![0.0; game.space.size(t)]; rounds + 1]).collect(),
            made: game.actors.iter().map(|actor| vec![vec![0.0; rounds]; actor.moves]).collect(),
            fired: vec![0.0; game.effects.len()],
        }
    }
}
