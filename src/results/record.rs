//! What really happened, beside the figures of a run: [`crate::scenario::record`] tells what a file says of it.

use serde::{Deserialize, Serialize};

/// What really happened, and where it falls among the plays; among exact probabilities where nothing was sampled.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RecordFigures {
    /// What the file says of its record.
    pub note: String,
    /// The last round up to which it is known what happened.
    pub known: u32,
    /// The facts that are compared, how it ended last.
    pub facts: Vec<FactFigures>,
    /// The statements that are scored.
    pub statements: Vec<ScoredFigures>,
    /// All scores together; absent where no statement could be scored.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub score: Option<ScoreFigures>,
}

/// One fact. `below`, `equal` and `above` sum to 1 and are absent where there is nothing to compare; a mid-p percentile
/// is `below + equal / 2`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FactFigures {
    /// As written: `first(dprk test)`; `end` for how it ended.
    pub says: String,
    /// For people.
    pub label: String,
    /// What happened, for people: a date, a number, a level, an outcome.
    pub happened: String,
    /// The round of a first time, how often, or a level; absent for a first time that did not come and for an outcome.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub value: Option<i64>,
    /// Share of plays in which it was earlier, fewer or lower.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub below: Option<f64>,
    /// Share of plays in which it was the same.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub equal: Option<f64>,
    /// Share of plays in which it was later or never, more or higher.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub above: Option<f64>,
    /// Why it is not compared.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub why_not: Option<String>,
}

/// One statement. Where `why_not` is absent it is scored, and `log_score` is null only for minus infinity.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ScoredFigures {
    /// As written: `first(dprk test, 12)`.
    pub says: String,
    /// For people.
    pub label: String,
    /// Whether it is true of what happened.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub happened: Option<bool>,
    /// Its probability in the model.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub probability: Option<f64>,
    /// Lower end of the probability's 95 % Wilson interval; the probability itself where it is exact.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub low: Option<f64>,
    /// Upper end.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub high: Option<f64>,
    /// Natural logarithm of the probability of what happened.
    pub log_score: Option<f64>,
    /// Square of what the probability lacks to 1 where the statement is true, to 0 where it is not.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub brier: Option<f64>,
    /// Why it is not scored.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub why_not: Option<String>,
}

/// The score of all statements that are scored (Good 1952; Brier 1950). Null stands for minus infinity.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ScoreFigures {
    /// How many there are.
    pub statements: u64,
    /// Sum of the log scores: 0 at best. Whoever gives each statement one half has −0.693 for each.
    pub log: Option<f64>,
    /// The same with each probability at the end of its interval that is worse.
    pub log_low: Option<f64>,
    /// The same with each probability at the end of its interval that is better.
    pub log_high: Option<f64>,
    /// What plays of the model itself have in the mean: the model's own uncertainty.
    pub log_own: f64,
    /// Mean of the Brier scores: 0 at best. Whoever gives each statement one half has 0.25.
    pub brier: f64,
    /// What plays of the model itself have in the mean.
    pub brier_own: f64,
}
