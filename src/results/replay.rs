//! One play, told round by round.

use crate::game::EffectIndex;
use serde::Serialize;

/// A play from the drawing of types to its outcome. Actors, tracks and moves go by their index in the scenario.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Replay {
    /// Name of the scenario.
    pub scenario: String,
    /// Version of `standoff` that played it.
    pub version: String,
    /// The seed of the run.
    pub seed: u64,
    /// Number of the play, from 1.
    pub play: u64,
    /// For each actor, the type that was drawn; an empty name for an actor without types.
    pub types: Vec<String>,
    /// Level of each track at the start.
    pub start: Vec<i32>,
    /// The rounds played.
    pub rounds: Vec<RoundTold>,
    /// What somebody who sees all but the types comes to believe about each actor that has types.
    pub beliefs: Vec<BeliefTold>,
    /// Name of the outcome.
    pub outcome: String,
    /// Discounted payoff of each actor.
    pub payoffs: Vec<f64>,
}

/// A round of a play.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RoundTold {
    /// The round, from 1.
    pub round: u32,
    /// Its date, or its number.
    pub moment: String,
    /// What each actor did.
    pub picks: Vec<Pick>,
    /// What happened then, in order.
    pub happenings: Vec<Happening>,
    /// Level of each track at the end.
    pub levels: Vec<i32>,
}

/// Beliefs about the type of an actor.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct BeliefTold {
    /// The actor, as an index.
    pub actor: usize,
    /// Its types.
    pub types: Vec<String>,
    /// For the start and after each round, the probability of each type given the moves so far (Bayes' rule; see
    /// [`Beliefs`](crate::play::Beliefs)).
    pub by_round: Vec<Vec<f64>>,
}

/// What an actor did.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Pick {
    /// Its move, as an index.
    pub index: usize,
    /// The move's name.
    pub id: String,
    /// With which probability its type makes this move there.
    pub probability: f64,
}

/// An effect that fired, or that could have.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Happening {
    /// The effect, as an index into [`Game::effects`](crate::game::Game::effects).
    #[serde(skip)]
    pub effect: EffectIndex,
    /// The effect's id, or its path.
    pub key: String,
    /// What it is called; empty where it has no name.
    pub name: String,
    /// The draw, where it was left to chance.
    pub chance: Option<Chance>,
    /// What it changed; empty where it did not come up or had nothing to change.
    pub changes: Vec<Change>,
}

impl Happening {
    /// Whether it happened, rather than only could have.
    #[must_use]
    pub fn came_up(&self) -> bool {
        self.chance.is_none_or(|chance| chance.came_up)
    }
}

/// A draw.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Chance {
    /// The probability of coming up.
    pub probability: f64,
    /// Whether it came up.
    pub came_up: bool,
}

/// A change of a track.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Change {
    /// The track, as an index.
    pub track: usize,
    /// Its level before.
    pub from: i32,
    /// Its level after.
    pub to: i32,
}
