//! What `robustness` found: `robustness.json`, `robustness --json`, and the table of its samples.
//!
//! Numbers are in full precision; rounding is for people. Two kinds of range must not be taken for each other: that of a
//! share of samples (`low`, `high`: 95 % Wilson intervals) is how far a limited number of samples can mislead, and
//! narrows as they grow; that of an outcome over the samples ([`BandFigures`]) is how far the assumptions leave it open,
//! and does not.

use super::study::ROUNDING;
use super::table::{Cell, Holds, Table};
use crate::prose::numbers::{count, share};
use crate::prose::percent;
use serde::{Deserialize, Serialize};

/// Everything that came of samples of a scenario's payoffs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RobustnessFigures {
    /// Version of the format: [`FORMAT`](super::FORMAT).
    pub format: u32,
    /// Name of the scenario.
    pub scenario: String,
    /// Its title.
    pub title: String,
    /// SHA-256 of the effective scenario as it stands, in hexadecimal.
    pub scenario_hash: String,
    /// Version of `standoff`.
    pub version: String,
    /// Seed of the samples.
    pub seed: u64,
    /// Samples asked for; shares are shares of all of these.
    pub samples: usize,
    /// Samples without figures, and why. They hold nothing.
    pub failed: Vec<FailedSample>,
    /// How far a number without a plausible range lies from the scenario's at most, as a part of that.
    pub spread: f64,
    /// What is sampled, in file order.
    pub numbers: Vec<NumberFigures>,
    /// The orders of the scenario, in file order.
    pub orders: Vec<KeptOrder>,
    /// How plays end, in file order.
    pub outcomes: Vec<BandFigures>,
    /// What the file expects, in file order.
    pub statements: Vec<HeldFigures>,
    /// The results in plain sentences.
    pub findings: Vec<String>,
}

/// A sample without figures.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FailedSample {
    /// Its number, from 1.
    pub sample: usize,
    /// Why it has none.
    pub why: String,
}

/// A number that is sampled.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NumberFigures {
    /// Its path.
    pub path: String,
    /// What it is in the scenario.
    pub value: f64,
    /// The least that it can be, orders aside.
    pub low: f64,
    /// The most.
    pub high: f64,
    /// Whether these are its plausible range in the scenario; else they come from the spread.
    pub plausible: bool,
}

/// An order of the scenario.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct KeptOrder {
    /// As written.
    pub says: String,
    /// The claim behind it.
    pub claim: Option<String>,
    /// Whether every sample keeps it: all do, but where it is marked `open` and does not hold in the scenario.
    pub kept: bool,
}

/// A share of the samples.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct SampleShare {
    /// How many samples.
    pub count: usize,
    /// Their share of all samples.
    pub share: f64,
    /// Lower end of its 95 % Wilson interval.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// How likely an outcome is over the samples. The range is that of the assumptions, not an error of sampling.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BandFigures {
    /// The outcome's name.
    pub id: String,
    /// For people.
    pub label: String,
    /// Exact probability in the scenario as it stands.
    pub stands: f64,
    /// Least over the samples.
    pub least: f64,
    /// 5 % of the samples are below.
    pub low: f64,
    /// Half of them are below.
    pub median: f64,
    /// 5 % are above.
    pub high: f64,
    /// Greatest.
    pub most: f64,
    /// In how many samples no other outcome is as likely.
    pub likeliest: SampleShare,
}

/// How often an expectation holds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HeldFigures {
    /// As written.
    pub says: String,
    /// The claim behind it.
    pub claim: Option<String>,
    /// Why it is known not to hold yet in the scenario.
    pub open: Option<String>,
    /// Where it is written: `FILE:LINE:COLUMN`.
    pub place: String,
    /// Why it was not asked.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub not_asked: Option<String>,
    /// Whether it holds in the scenario as it stands.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub stands: Option<bool>,
    /// In how many samples it holds.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub holds: Option<SampleShare>,
    /// Which numbers differ most between the samples in which it holds and those in which it fails: three at most, and
    /// only where that is no chance.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub apart: Vec<ApartFigures>,
}

/// How a number differs between the samples in which a statement holds and those in which it fails.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ApartFigures {
    /// Its path.
    pub path: String,
    /// The Kolmogorov–Smirnov distance between its two distributions.
    pub distance: f64,
    /// The p-value of that, corrected for looking at all numbers (Holm).
    pub p: f64,
    /// Where the two are furthest apart.
    pub at: f64,
    /// Share of samples with the number up to there in which the statement holds.
    pub held_below: f64,
    /// Share of those with the number above it.
    pub held_above: f64,
}

/// One sample: what was drawn, and what came of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SampleFigures {
    /// Its number, from 1.
    pub sample: usize,
    /// What is laid over the scenario, in the order of [`RobustnessFigures::numbers`].
    pub numbers: Vec<f64>,
    /// Exact probability of each outcome; empty where the sample failed.
    pub shares: Vec<f64>,
    /// Of each statement that was asked, whether it holds; empty where the sample failed.
    pub holds: Vec<bool>,
    /// Why there are no figures.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub failed: Option<String>,
}

/// A share of an outcome, for people: rounding of the solver does not show.
#[must_use]
pub fn told(outcome: f64) -> String {
    if outcome < ROUNDING {
        share(0.0)
    } else if outcome > 1.0 - ROUNDING {
        share(1.0)
    } else {
        share(outcome)
    }
}

impl RobustnessFigures {
    /// How far a number without a plausible range lies from what it is: `within 50 % of what it is`.
    #[must_use]
    pub fn within(&self, what_it_is: &str) -> String {
        let sign = if self.spread > 1.0 { ", the sign kept" } else { "" };
        format!("within {} of {what_it_is}{sign}", percent(self.spread))
    }

    /// The statements that were asked, in file order.
    pub fn asked(&self) -> impl Iterator<Item = (&HeldFigures, SampleShare)> {
        self.statements.iter().filter_map(|one| Some((one, one.holds?)))
    }

    /// What is drawn, for people: `the payoffs that keep the 23 orders of the scenario`.
    #[must_use]
    pub fn drawn(&self) -> String {
        match self.orders.iter().filter(|order| order.kept).count() {
            0 => "the payoffs, which no order binds".to_owned(),
            1 => "the payoffs that keep the one order of the scenario".to_owned(),
            kept => format!("the payoffs that keep the {} orders of the scenario", count(kept as u64)),
        }
    }

    /// The outcome that is likeliest in most samples; of equals the first.
    #[must_use]
    pub fn likeliest(&self) -> Option<&BandFigures> {
        self.outcomes.iter().rev().max_by_key(|outcome| outcome.likeliest.count)
    }

    /// A row for each sample, with the numbers in columns of their paths, the outcomes as `share(ID)`, and each statement
    /// that was asked in a column of its own words: `true`, `false`, or empty where the sample failed.
    #[must_use]
    pub fn table<'a>(&'a self, samples: &'a [SampleFigures]) -> Table<'a> {
        let mut columns = vec![("sample".into(), Holds::Whole)];
        columns.extend(self.numbers.iter().map(|number| (number.path.as_str().into(), Holds::Number)));
        columns.extend(
            self.outcomes.iter().map(|outcome| (format!("share({})", outcome.id).into(), Holds::Number)),
        );
        columns.extend(self.asked().map(|(statement, _)| (statement.says.as_str().into(), Holds::Truth)));
        columns.push(("failed".into(), Holds::Text));
        let width = columns.len();
        let rows = samples.iter().map(move |sample| {
            let mut row = vec![Cell::Whole(sample.sample as u64)];
            row.extend(sample.numbers.iter().chain(&sample.shares).map(|&number| Cell::Number(number)));
            row.extend(sample.holds.iter().map(|&holds| Cell::Truth(holds)));
            row.resize(width - 1, Cell::Nothing);
            row.push(sample.failed.as_deref().map_or(Cell::Nothing, Cell::text));
            row
        });
        Table { columns, rows: Box::new(rows) }
    }
}
