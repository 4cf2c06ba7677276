//! What `solve --verify --json` says.

use super::summary::CertificateFigures;
use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

/// How an equilibrium compares with the branches of its stage games, followed anew.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct VerificationFigures {
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
    /// Number of stage games followed, those of rounds that are planned for and not played among them.
    pub stage_games: u64,
    /// Those in which a probability differs by more than 10⁻⁶.
    pub contradicted: u64,
    /// The largest difference between a probability that is played and the one that the branch leads to.
    pub largest_difference: f64,
    /// The round of that.
    pub round: u32,
    /// Its name.
    pub moment: String,
    /// The state of that: each track and its level.
    pub state: IndexMap<String, i32>,
    /// How the equilibrium was solved.
    pub certificate: CertificateFigures,
}
