//! What `solve --json` says about a whole scenario.
//!
//! Numbers are in full precision; rounding is for people.

use super::summary::CertificateFigures;
use serde::{Deserialize, Serialize};

/// Which game a scenario is in this model.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DiagnosisFigures {
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
    /// What one round is: `month`, `round`, ….
    pub round_unit: String,
    /// Names of the moments between rounds: entry 0 is the start, entry t the end of round t.
    pub moments: Vec<String>,
    /// Every type of every actor.
    pub types: Vec<TypeWorth>,
    /// Every pair of types: one type of each actor.
    pub pairs: Vec<PairTime>,
    /// Where declared orders of outcomes are contradicted.
    pub warnings: Vec<String>,
    /// What certifies the equilibrium that continuation values come from.
    pub certificate: CertificateFigures,
}

/// What a type stands to get.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TypeWorth {
    /// The actor's name.
    pub actor: String,
    /// The actor, for people.
    pub actor_label: String,
    /// The type's name; empty where the actor has no types.
    pub id: String,
    /// The type, for people.
    pub label: String,
    /// Probability of being drawn.
    pub prior: f64,
    /// The value of the game: expected discounted payoff at the start if all play the equilibrium (fixed beliefs).
    pub value: f64,
    /// What the tracks at the start pay in one round.
    pub standing: f64,
    /// Present value of the tracks staying for ever as they start; absent where that is without bound.
    pub status_quo: Option<f64>,
    /// What each outcome pays once, in file order.
    pub outcomes: Vec<OutcomeWorth>,
}

/// What one outcome pays a type.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OutcomeWorth {
    /// The outcome's name.
    pub id: String,
    /// For people.
    pub label: String,
    /// With the tracks as they start.
    pub payoff: f64,
    /// Whether it depends on the tracks.
    pub varies: bool,
}

/// How one pair of types spends its time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PairTime {
    /// The name of each actor's type; empty where it has none.
    pub types: Vec<String>,
    /// The same for people, with the actors' labels.
    pub labels: Vec<String>,
    /// Probability that these are drawn.
    pub probability: f64,
    /// Rounds that they are expected to play.
    pub expected_rounds: f64,
    /// Entry t−1: probability that they play round t.
    pub going_by_round: Vec<f64>,
    /// The games they are in, the most common first.
    pub classes: Vec<ClassShare>,
    /// Shares of time in which a side has no choice between conceding and not.
    pub without_choice: Vec<NoChoice>,
    /// Share of time in states too rare to be looked at.
    pub unseen: f64,
}

/// Share of expected playing time in one ordinal class.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ClassShare {
    /// The name of the 2×2 game: `Chicken`, `Called Bluff`, ….
    pub name: String,
    /// Each actor's order of `T` (hold, the other concedes), `R` (both concede), `P` (both hold), `S` (concede alone).
    pub preferences: [String; 2],
    /// Equilibria in pure moves: `concede` or `hold` for each actor.
    pub pure: Vec<[String; 2]>,
    /// Share of expected playing time.
    pub share: f64,
    /// Entry t−1: probability that round t is played, and in this game.
    pub by_round: Vec<f64>,
}

/// Share of time without a choice between conceding and not.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NoChoice {
    /// Why, for people.
    pub why: String,
    /// Share of expected playing time.
    pub share: f64,
    /// Entry t−1: probability that round t is played, and without a choice for this reason.
    pub by_round: Vec<f64>,
}
