//! Strategies: how an actor picks its moves. One a file, each with its definition, source and parameters.
//!
//! A strategy gives each available action a probability. Those with finite memory are small automata
//! ([`Automaton`]), so that the exact solver can carry their memory along as extra state; those that learn
//! ([`Learner`]) remember numbers and can only be sampled. Those that reason are worked out by the solver and come back
//! as a [`PolicyTable`]. [`behaviour()`] makes a [`Behaviour`] of what a scenario says, noise included; [`catalogue`]
//! lists them all.

mod alternator;
mod always;
mod behaviour;
mod brinkmanship;
mod bully;
pub mod catalogue;
mod fictitious_play;
mod generous_tit_for_tat;
mod graduated_reciprocation;
mod grim;
mod memory_one;
mod mixed;
mod noise;
mod pavlov;
mod random;
mod reasoning;
mod regret_matching;
mod roth_erev;
mod run_the_clock;
mod salami;
mod script;
mod stance;
mod suspicious_tit_for_tat;
mod table;
#[cfg(test)]
mod tests;
mod tit_for_tat;
mod tit_for_two_tats;
mod wait_for_other;

pub use behaviour::{Behaviour, Memory, NeedsSolver, Rule, behaviour};
pub use table::PolicyTable;

use crate::game::{ActionIndex, Game, Level, TypeIndex};
use crate::scenario::{ActorIndex, Stance};

/// What an actor knows when it picks a move.
#[derive(Debug, Clone, Copy)]
pub struct View<'a> {
    /// The game.
    pub game: &'a Game,
    /// Who picks; its type tells the actor.
    pub kind: TypeIndex,
    /// The round, from 1.
    pub round: u32,
    /// The tracks.
    pub levels: &'a [Level],
    /// The actions it can take, ascending, never empty.
    pub available: &'a [ActionIndex],
}

impl View<'_> {
    /// Who picks.
    #[must_use]
    pub fn actor(&self) -> ActorIndex {
        self.game.types[self.kind].actor
    }
}

/// What an actor sees of a round when it is over: everything that was done.
#[derive(Debug, Clone, Copy)]
pub struct Seen<'a> {
    /// The game.
    pub game: &'a Game,
    /// Who looks.
    pub actor: ActorIndex,
    /// The round, from 1.
    pub round: u32,
    /// The tracks at its beginning.
    pub levels: &'a [Level],
    /// The action of each actor.
    pub actions: &'a [ActionIndex],
}

impl Seen<'_> {
    /// The stance that an actor took.
    #[must_use]
    pub fn stance(&self, actor: ActorIndex) -> Stance {
        self.game.actors[actor].actions[self.actions[actor]].stance
    }

    /// Whether the one who looks conceded.
    #[must_use]
    pub fn i_conceded(&self) -> bool {
        self.stance(self.actor) == Stance::Concede
    }

    /// Whether the other conceded; with several others, whether all of them did.
    #[must_use]
    pub fn others_conceded(&self) -> bool {
        (0..self.actions.len()).all(|other| other == self.actor || self.stance(other) == Stance::Concede)
    }
}

/// A strategy with finite memory.
pub trait Automaton: Send + Sync {
    /// Number of memories; they are numbered from 0.
    fn memories(&self) -> u32 {
        1
    }

    /// The memory before the first round.
    fn start(&self) -> u32 {
        0
    }

    /// Writes the probability of each action of the actor (not only the available ones). `mix` comes filled with
    /// zeros, has an entry for each action, and must sum to 1 over the available ones.
    fn mix(&self, view: &View<'_>, memory: u32, mix: &mut [f64]);

    /// The memory after a round.
    fn next(&self, memory: u32, _seen: &Seen<'_>) -> u32 {
        memory
    }
}

/// A strategy that learns from one round to the next, within a play.
pub trait Learner: Send + Sync {
    /// How many numbers it remembers.
    fn numbers(&self, game: &Game, kind: TypeIndex) -> usize;

    /// Fills the memory before the first round of a play; it comes filled with zeros.
    fn begin(&self, _game: &Game, _kind: TypeIndex, _memory: &mut [f64]) {}

    /// As [`Automaton::mix`].
    fn mix(&self, view: &View<'_>, memory: &[f64], mix: &mut [f64]);

    /// Learns from a round. `payoffs` holds, for each action of the actor, what this round would have been expected to
    /// pay had it taken that action and the others done what they did (NaN for actions that were not available).
    fn learn(&self, memory: &mut [f64], seen: &Seen<'_>, payoffs: &[f64]);
}
