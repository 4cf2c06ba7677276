//! What `solve --round T --at TRACK=LEVEL --json` says about the game of one state in one round.
//!
//! Numbers are in full precision; rounding is for people. Profiles of moves are listed with the last actor's move
//! changing fastest. Payoffs include what follows the round, with fixed beliefs.

use super::summary::CertificateFigures;
use super::two_by_two::{Arithmetic, ReductionFigures, SecurityFigures};
use serde::{Deserialize, Serialize};

/// The game of one state in one round.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StageFigures {
    /// Version of the format: [`FORMAT`](super::summary::FORMAT).
    pub format: u32,
    /// Name of the scenario.
    pub scenario: String,
    /// Its title.
    pub title: String,
    /// SHA-256 of the effective scenario, in hexadecimal.
    pub scenario_hash: String,
    /// Version of `standoff`.
    pub version: String,
    /// The round.
    pub round: u32,
    /// Its name: `Nov 2018`, or its number.
    pub moment: String,
    /// The state, track by track.
    pub state: Vec<TrackLevel>,
    /// What the actors can do, and what they do in equilibrium.
    pub types: Vec<StageType>,
    /// Logit equilibria of this stage game with all of its types: the one that is played, and what a search finds besides.
    #[serde(default)]
    pub logit: Vec<StageLogit>,
    /// The game between one type of each actor, who know whom they face: the one asked for, or the likeliest.
    pub pair: PairGame,
    /// Every pair of types, reduced to conceding or not.
    pub reductions: Vec<ReductionFigures>,
    /// What certifies the equilibrium that continuation values come from.
    pub certificate: CertificateFigures,
}

impl PairGame {
    /// What could not be worked out, and why, as one sentence's end.
    #[must_use]
    pub fn why_declined(&self) -> String {
        self.declined.join("; ")
    }
}

impl StageFigures {
    /// Which round it is: `round 1`, `Nov 2018 (round 1)`.
    #[must_use]
    pub fn round_told(&self) -> String {
        match self.moment == self.round.to_string() {
            true => format!("round {}", self.round),
            false => format!("{} (round {})", self.moment, self.round),
        }
    }

    /// Which state it is, track by track: `Talks 2 (working contact); Tension 2`. Empty where there are no tracks.
    #[must_use]
    pub fn state_told(&self) -> String {
        let level = |track: &TrackLevel| match track.name == track.level.to_string() {
            true => format!("{} {}", track.label, track.level),
            false => format!("{} {} ({})", track.label, track.level, track.name),
        };
        self.state.iter().map(level).collect::<Vec<_>>().join("; ")
    }

    /// The types of the [pair](StageFigures::pair), in the order of its players.
    #[must_use]
    pub fn paired(&self) -> Vec<&StageType> {
        let mut actors: Vec<&str> = self.types.iter().map(|kind| kind.actor.as_str()).collect();
        actors.dedup();
        let of = |(actor, id): (&str, &String)| {
            self.types.iter().find(|kind| kind.actor == actor && kind.id == *id)
        };
        actors.into_iter().zip(&self.pair.types).filter_map(of).collect()
    }
}

/// Where a track stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrackLevel {
    /// The track's name.
    pub id: String,
    /// For people.
    pub label: String,
    /// Its level.
    pub level: i32,
    /// The level's name, or its number.
    pub name: String,
}

/// A logit equilibrium of a stage game with all of its types.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StageLogit {
    /// Whether it is the one that is played.
    pub played: bool,
    /// Whether mixes nearby come back to it when they move towards the responses.
    pub stable: bool,
    /// For each type, the probability of each of its moves.
    pub mixes: Vec<Vec<f64>>,
    /// The largest difference between a probability and its logit response.
    pub residual: f64,
}

/// One type in a stage game.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StageType {
    /// The actor's name.
    pub actor: String,
    /// The actor and the type, for people.
    pub label: String,
    /// The type's name; empty where the actor has no types.
    pub id: String,
    /// Probability of being drawn.
    pub prior: f64,
    /// Its rationality λ, per unit of payoff.
    pub rationality: f64,
    /// What the state is worth to it in equilibrium.
    pub value: f64,
    /// What it can do.
    pub moves: Vec<StageMove>,
    /// What the others can do, as columns of the table: one move of each, by label.
    pub columns: Vec<Vec<String>>,
    /// Its payoffs: a row for each of its moves, a column for each of `columns`.
    pub payoffs: Vec<Vec<f64>>,
    /// Where what follows is worth the same to it whatever is done now: that worth.
    pub future: Option<f64>,
}

/// A move in a stage game.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StageMove {
    /// Its name.
    pub id: String,
    /// For people.
    pub label: String,
    /// `concede`, `hold` or `escalate`.
    pub stance: String,
    /// Its probability in the equilibrium.
    pub probability: f64,
    /// What it is expected to pay against the others' averaged mixes.
    pub expected: f64,
}

/// The game between one type of each actor, with all their moves.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PairGame {
    /// The name of each actor's type; empty where it has none.
    pub types: Vec<String>,
    /// Each player's label and moves.
    pub players: Vec<PairPlayer>,
    /// What each player gets at each profile of moves.
    pub payoffs: Vec<Vec<f64>>,
    /// Whether payoffs include what follows the round; they do not where that is worth the same whatever is done.
    pub with_future: bool,
    /// Equilibria in pure moves, by label.
    pub pure: Vec<Vec<String>>,
    /// All extreme equilibria, of two players.
    pub nash: Option<NashFigures>,
    /// The best and the worst correlated equilibria.
    pub correlated: Option<CorrelatedFigures>,
    /// The corners of what correlated equilibria can give two players, counter-clockwise: payoffs of the first and the
    /// second.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub correlated_payoffs: Option<Vec<[f64; 2]>>,
    /// What each player can be sure of; null where that could not be worked out.
    pub security: Vec<Option<SecurityFigures>>,
    /// What could not be worked out, and why.
    pub declined: Vec<String>,
}

/// A player of a pair game.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PairPlayer {
    /// The actor and the type, for people.
    pub label: String,
    /// The labels of its moves.
    pub moves: Vec<String>,
}

/// All Nash equilibria of a game of two players: mixtures within the components of these extreme ones.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NashFigures {
    /// The extreme equilibria.
    pub extreme: Vec<NashPoint>,
    /// Numbers of the extreme equilibria that hang together, from 0; more than one make a continuum.
    pub components: Vec<Vec<usize>>,
}

/// One extreme Nash equilibrium.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NashPoint {
    /// Each player's mix.
    pub mixes: Vec<Vec<f64>>,
    /// The same in exact fractions, where payoffs are as written and not continuation values.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub exact: Option<Vec<Vec<String>>>,
    /// What each player gets.
    pub payoffs: Vec<f64>,
}

/// The best and the worst correlated equilibria.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CorrelatedFigures {
    /// With the greatest sum of payoffs.
    pub best_total: CorrelatedPoint,
    /// With the least sum.
    pub worst_total: CorrelatedPoint,
    /// The best for each player.
    pub best_for: Vec<CorrelatedPoint>,
    /// The worst for each player.
    pub worst_for: Vec<CorrelatedPoint>,
}

/// One correlated equilibrium.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CorrelatedPoint {
    /// The probability of each profile of moves.
    pub distribution: Vec<f64>,
    /// What each player gets.
    pub payoffs: Vec<f64>,
    /// Whether it was worked out in exact fractions, or in floating point and then checked.
    pub arithmetic: Arithmetic,
}
