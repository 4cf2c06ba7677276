//! What `check --expect --json` says: every statement of some scenarios, with its figures.
//!
//! Numbers are in full precision; rounding is for people.

use serde::{Deserialize, Serialize};

/// Every statement of some scenarios.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StatementsFigures {
    /// Version of the format: [`FORMAT`](super::summary::FORMAT).
    pub format: u32,
    /// Version of `standoff`.
    pub version: String,
    /// In the order asked for.
    pub scenarios: Vec<ScenarioStatements>,
}

impl StatementsFigures {
    /// How many statements came out so.
    #[must_use]
    pub fn count(&self, verdict: Verdict) -> usize {
        self.scenarios.iter().flat_map(|one| &one.statements).filter(|one| one.verdict == verdict).count()
    }
}

/// The statements of one scenario.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ScenarioStatements {
    /// Name of the scenario.
    pub scenario: String,
    /// Its title.
    pub title: String,
    /// SHA-256 of the effective scenario, in hexadecimal.
    pub scenario_hash: String,
    /// Orders first, then expectations, each in file order.
    pub statements: Vec<StatementFigures>,
}

/// One statement, and what came out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StatementFigures {
    /// Whether it orders what is put in, or expects what comes out.
    pub kind: StatementKind,
    /// As written.
    pub says: String,
    /// The claim behind it.
    pub claim: Option<String>,
    /// Why it is known not to hold yet.
    pub open: Option<String>,
    /// Where it is written: `FILE:LINE:COLUMN`.
    pub place: String,
    /// Whether it is written in a file that this one extends.
    pub inherited: bool,
    /// What came out.
    pub verdict: Verdict,
    /// What was compared, in the order of the statement; two for an expectation, none where they are not known.
    pub figures: Vec<Reading>,
    /// What stands between each figure and the next: `<`, `<=`, `>`, `>=` or `=`.
    pub signs: Vec<String>,
    /// How far apart the sides of a `=` may be.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub within: Option<f64>,
    /// How far rounding may have taken the sides apart, or together: what it leaves open counts as equal.
    #[serde(skip_serializing_if = "is_zero", default)]
    pub error: f64,
    /// Why the figures are not known.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub unknown: Option<String>,
}

fn is_zero(error: &f64) -> bool {
    *error == 0.0
}

/// The two kinds of statements.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StatementKind {
    /// `[[order]]`
    Order,
    /// `[[expect]]`
    Expect,
}

/// What comes out of a statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// It holds.
    Holds,
    /// It does not hold, or its figures could not be worked out.
    Fails,
    /// It does not hold, and is marked `open`.
    Open,
    /// It holds, though it is marked `open`.
    OpenHolds,
}

/// A figure of a statement.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    /// What it is, in the words of the statement.
    pub of: String,
    /// What it comes to.
    pub value: f64,
}
