//! The figures of a sweep, as `study.json` and `sweep --json` give them, and the table of its points.
//!
//! Numbers are in full precision; rounding is for people. A field that is absent was not computed.

mod analysis;
mod decision;
mod points;
mod table;

pub use analysis::*;
pub use decision::*;
pub use points::Points;
pub(crate) use table::{POINT, is_of_figures};

use crate::play::interval::Z95;
use crate::prose::numbers::{estimate, exact_share, fixed};
use crate::prose::plain;
use crate::scenario::statement::{Expect, PointMeasure};
use indexmap::IndexMap;
use serde::{Deserialize, Serialize};
use std::collections::HashSet;
use std::fmt;

/// Instead of a path, where a factor puts other scenarios in place of the one at hand.
pub const SCENARIO: &str = "scenario";
/// Shares that differ by less differ by rounding alone.
pub const ROUNDING: f64 = 1e-9;

/// Everything a sweep found out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StudyFigures {
    /// Version of the format: [`FORMAT`](super::FORMAT).
    pub format: u32,
    /// Name of the scenario.
    pub scenario: String,
    /// Its title.
    pub title: String,
    /// SHA-256 of the effective scenario before anything is varied, in hexadecimal.
    pub scenario_hash: String,
    /// Version of `standoff`.
    pub version: String,
    /// Seed of the design and of all plays.
    pub seed: u64,
    /// Number of plays sampled at each point; 0 where figures are exact.
    pub plays: u64,
    /// `grid`, `lhs`, `sobol`, `one-at-a-time`, `morris`, `saltelli` or `saved` (points from a file).
    pub design: String,
    /// How the points of a Saltelli design follow each other.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub saltelli: Option<SaltelliFigures>,
    /// How many points a grid has: those after it were looked at to narrow down tipping points.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub grid: Option<usize>,
    /// Which points are of interest, where that was said: a statement such as `share(war) > 0.05`.
    #[serde(rename = "where", skip_serializing_if = "Option::is_none", default)]
    pub interest: Option<String>,
    /// The path of what an actor chooses: the last factor, of which all values are looked at in each future.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub choice: Option<String>,
    /// The payoff that is good enough, where that was said.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub enough: Option<f64>,
    /// What is varied, in the order given.
    pub factors: Vec<FactorFigures>,
    /// Names and labels of the outcomes, in file order.
    pub outcomes: Vec<NamedFigures>,
    /// Names and labels of the actors, in file order.
    pub actors: Vec<NamedFigures>,
    /// The scenario as it stands, with nothing varied.
    pub base: PointFigures,
    /// All points, in the order of the design.
    pub points: Points,
    /// How many times as many plays, each point under luck of its own, would make differences from the scenario as it stands
    /// as precise as the common luck does: the median over all points and outcomes that differ. Absent where figures are
    /// exact.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub variance_reduction: Option<f64>,
    /// What the design is made for: one that is for looking only has none.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub analysis: Option<Analysis>,
    /// What came out, a plain sentence each.
    pub findings: Vec<String>,
}

/// What is varied.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FactorFigures {
    /// Path of the value in the scenario.
    pub path: String,
    /// `linear`, `log`, `whole` (whole numbers) or `list`.
    pub scale: String,
    /// The ends of the range, or all that is listed.
    pub values: Vec<Level>,
}

/// How the points of a Saltelli design follow each other: replicate by replicate, base row by base row, and in a row
/// *A*, *AB*₁ …, *BA*₁ … (with second order), *B*.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaltelliFigures {
    /// How many independent scrambles of the design there are.
    pub replicates: usize,
    /// Whether they tell what pairs of factors do together.
    pub second_order: bool,
}

/// Something with a name in the scenario.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamedFigures {
    /// Its name.
    pub id: String,
    /// For people.
    pub label: String,
}

/// A value of a factor.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Level {
    /// A number.
    Number(f64),
    /// Anything else, as it is written in TOML; a bare word such as a strategy's name stands without quotes.
    Text(String),
}

impl fmt::Display for Level {
    /// As it is written in a setting.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Level::Number(number) => write!(f, "{number}"),
            Level::Text(text) => f.write_str(text),
        }
    }
}

impl Level {
    /// Each of some levels once, in the order in which they come first.
    #[must_use]
    pub fn distinct(levels: impl Iterator<Item = Level>) -> Vec<Level> {
        // Numbers are told apart by their bits, but for the two zeros, which are one.
        let key = |level: &Level| match level {
            Level::Number(number) => (Some((number + 0.0).to_bits()), None),
            Level::Text(text) => (None, Some(text.clone())),
        };
        let mut seen = HashSet::new();
        levels.filter(|level| seen.insert(key(level))).collect()
    }

    /// For people.
    #[must_use]
    pub fn told(&self) -> String {
        self.number().map_or_else(|| self.to_string(), plain)
    }

    /// The number, if it is one.
    #[must_use]
    pub fn number(&self) -> Option<f64> {
        match self {
            Level::Number(number) => Some(*number),
            Level::Text(_) => None,
        }
    }
}

/// What came out at a point.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PointFigures {
    /// Its number in the design, from 1; 0 for the scenario as it stands.
    pub point: usize,
    /// The value of each factor there, by its path. One that the scenario does not write and the point does not vary is
    /// absent.
    pub factors: IndexMap<String, Level>,
    /// The factors that the point varies, as indices; the others stand as in the scenario.
    pub varied: Vec<usize>,
    /// How plays ended, in file order; empty where the point failed.
    pub outcomes: Vec<ShareFigures>,
    /// What the actors got; empty where the point failed.
    pub actors: Vec<PointPayoff>,
    /// The seed of its plays, where it is not that of the study.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub seed: Option<u64>,
    /// Why there are no figures, where the point failed.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub failed: Option<String>,
}

/// How often plays ended in one way, as in a run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ShareFigures {
    /// The outcome's name.
    pub id: String,
    /// Share of plays that ended so; the exact probability where nothing was sampled.
    pub share: f64,
    /// Lower end of the share's 95 % Wilson interval; the share itself where it is exact.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// Exact probability.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub exact: Option<f64>,
    /// How much larger the share is than in the scenario as it stands.
    pub change: ChangeFigures,
    /// The share in each batch of the plays, all of one size, where an analysis has to know how much of it is noise.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub batches: Vec<f64>,
}

/// A difference from the scenario as it stands. Sampled ones are paired: the same plays under the same luck.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct ChangeFigures {
    /// The difference.
    pub value: f64,
    /// Lower end of its 95 % interval (Bonett and Price's); the difference itself where it is exact.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// What one actor got, as in a run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PointPayoff {
    /// The actor's name.
    pub id: String,
    /// Mean discounted payoff.
    pub payoff_mean: f64,
    /// Its standard error; 0 where it is exact.
    pub payoff_se: f64,
    /// Exact mean discounted payoff.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub exact: Option<f64>,
    /// The mean in each batch of the plays, as of the shares.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub batches: Vec<f64>,
}

impl PointFigures {
    /// A measure of it: a share, or the mean of a payoff.
    ///
    /// # Panics
    /// If the point failed, or there is no such outcome or actor.
    #[must_use]
    pub fn measure(&self, measure: PointMeasure) -> f64 {
        match measure {
            PointMeasure::Share(outcome) => self.outcomes[outcome].share,
            PointMeasure::Value(actor) => self.actors[actor].payoff_mean,
        }
    }

    /// The value of a factor there, for people.
    #[must_use]
    pub fn value_told(&self, path: &str) -> String {
        self.factors.get(path).map_or_else(|| "–".to_owned(), Level::told)
    }
}

impl ChangeFigures {
    /// For people, in percentage points: `+3.1`, `−0.52 (−0.91 to −0.13)` where this many plays were sampled.
    #[must_use]
    pub fn told(&self, plays: u64) -> String {
        let sign = |value: f64| {
            let text = fixed(100.0 * value, if value.abs() < 0.01 { 2 } else { 1 });
            if value > 0.0 { format!("+{text}") } else { text }
        };
        match plays {
            0 => sign(self.value),
            _ => format!("{}\u{a0}({}\u{a0}to\u{a0}{})", sign(self.value), sign(self.low), sign(self.high)),
        }
    }
}

impl ShareFigures {
    /// For people: with its interval where this many plays were sampled, to three figures where it is exact.
    #[must_use]
    pub fn told(&self, plays: u64) -> String {
        match plays {
            0 if self.share < ROUNDING => exact_share(0.0),
            0 => exact_share(self.share),
            _ => estimate(self.share, self.low, self.high),
        }
    }
}

/// How far one factor alone moves the share of an outcome: a bar of a tornado diagram. What factors do together does not
/// show.
///
/// Howard, "Decision analysis: practice and promise", Management Science 34, 1988.
#[derive(Debug, Clone)]
pub struct Reach {
    /// The factor, as an index.
    pub factor: usize,
    /// The point at which the share is least, of those that vary nothing else.
    pub least: PointFigures,
    /// The point at which it is greatest.
    pub most: PointFigures,
    /// From the least share to the greatest, that of the scenario as it stands among them.
    pub length: f64,
}

impl Reach {
    /// Both points, in the order of the design: that of the factor's values.
    #[must_use]
    pub fn in_order(&self) -> [&PointFigures; 2] {
        let (least, most) = (&self.least, &self.most);
        if least.point < most.point { [least, most] } else { [most, least] }
    }
}

impl StudyFigures {
    /// Whether nothing varies but the scenario.
    #[must_use]
    pub fn compares_scenarios(&self) -> bool {
        self.factors.iter().all(|factor| factor.path == SCENARIO)
    }

    /// What [`variance_reduction`](Self::variance_reduction) is, from the points.
    #[must_use]
    pub fn gained_by_common_luck(&self) -> Option<f64> {
        if self.plays == 0 {
            return None;
        }
        let variance = |share: f64| share * (1.0 - share) / self.plays as f64;
        let gain = |here: ShareFigures, there: &ShareFigures| {
            let paired = ((here.change.high - here.change.low) / (2.0 * Z95)).powi(2);
            let apart = variance(here.share) + variance(there.share);
            (here.change.value != 0.0 && paired > 0.0).then(|| apart / paired)
        };
        let outcomes =
            self.points.iter().flat_map(|point| point.outcomes.into_iter().zip(&self.base.outcomes));
        let mut gains: Vec<f64> = outcomes.filter_map(|(here, there)| gain(here, there)).collect();
        gains.sort_by(f64::total_cmp);
        gains.get(gains.len() / 2).copied()
    }

    /// The label of an actor, by its name.
    #[must_use]
    pub fn actor_label<'a>(&'a self, id: &'a str) -> &'a str {
        self.actors.iter().find(|actor| actor.id == id).map_or(id, |actor| actor.label.as_str())
    }

    /// Heading of what came out.
    #[must_use]
    pub fn heading(&self) -> &'static str {
        match &self.analysis {
            Some(Analysis::Choice(_)) => "What to choose in this model",
            Some(Analysis::Tournament(_)) => "Which strategies do best in this model",
            _ if self.compares_scenarios() => "What is different",
            _ => "What moves the outcomes of this model",
        }
    }

    /// The values that a factor takes at the points, each once, in the order of the points.
    #[must_use]
    pub fn levels(&self, path: &str) -> Vec<Level> {
        Level::distinct(self.points.iter().filter_map(|mut point| point.factors.swap_remove(path)))
    }

    /// The statement that says which points are of interest, if there is one.
    ///
    /// # Errors
    /// A sentence, if it is no statement on the outcomes and actors: it was written by hand.
    pub fn statement(&self) -> Option<Result<Expect<PointMeasure>, String>> {
        let (outcomes, actors) = self.names();
        Some(Expect::of_point(self.interest.as_deref()?, &outcomes, &actors))
    }

    /// The names of the outcomes, and of the actors.
    #[must_use]
    pub fn names(&self) -> (Vec<&str>, Vec<&str>) {
        (
            self.outcomes.iter().map(|one| one.id.as_str()).collect(),
            self.actors.iter().map(|one| one.id.as_str()).collect(),
        )
    }

    /// How far each factor alone moves an outcome, the one that moves it most first; of equals the first. Those that do
    /// not move it are left out.
    #[must_use]
    pub fn reaches(&self, outcome: usize) -> Vec<Reach> {
        let share = |point: &PointFigures| point.outcomes[outcome].share;
        let base = share(&self.base);
        let reach = |factor: usize| {
            let least = self.points.alone(factor).min_by(|a, b| share(a).total_cmp(&share(b)))?;
            let most = self.points.alone(factor).max_by(|a, b| share(a).total_cmp(&share(b)))?;
            let length = share(&most).max(base) - share(&least).min(base);
            Some(Reach { factor, least, most, length })
        };
        let reaches = (0..self.factors.len()).filter_map(reach).filter(|reach| reach.length > ROUNDING);
        let mut reaches: Vec<Reach> = reaches.collect();
        reaches.sort_by(|a, b| b.length.total_cmp(&a.length));
        reaches
    }

    /// The outcomes with their [reaches](Self::reaches), the one that is moved most first; those that nothing moves are
    /// left out.
    #[must_use]
    pub fn most_moved(&self) -> Vec<(usize, Vec<Reach>)> {
        let mut moved: Vec<(usize, Vec<Reach>)> =
            (0..self.outcomes.len()).map(|outcome| (outcome, self.reaches(outcome))).collect();
        moved.retain(|(_, reaches)| !reaches.is_empty());
        moved.sort_by(|a, b| b.1[0].length.total_cmp(&a.1[0].length));
        moved
    }
}
