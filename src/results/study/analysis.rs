//! What a design was made to tell: shares of variance, elementary effects, where cases of interest come about.
//!
//! All of it is worked out from the points alone. Measures are named as in statements: `share(war)`, `value(us)`.

use super::{DecisionFigures, Level, ROUNDING, StudyFigures, TournamentFigures};
use crate::prose::numbers::{estimate, exact_share, number, number_within};
use serde::{Deserialize, Serialize};

/// An analysis of the points of a sweep.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Analysis {
    /// Which share of the variance of each measure is whose (design `saltelli`).
    SobolIndices {
        /// Independent scrambles of the design that the intervals are from.
        replicates: usize,
        /// Each measure.
        measures: Vec<VarianceFigures>,
    },
    /// What steps of each factor do to each measure (design `morris`).
    ElementaryEffects {
        /// Trajectories of steps.
        trajectories: usize,
        /// Each measure.
        measures: Vec<EffectsFigures>,
    },
    /// Where cases of interest come about (designs `grid`, `lhs` and `sobol`).
    Discovery(DiscoveryFigures),
    /// Where a statement begins or ceases to hold (a grid over one number).
    TippingPoints(TippingFigures),
    /// What the choices of an actor are worth to it over all futures.
    Choice(DecisionFigures),
    /// Strategies of one actor against those of another (a grid over the two).
    Tournament(TournamentFigures),
    /// There is none, though the design is made for one.
    LeftOut {
        /// Why.
        why: String,
    },
}

/// An estimate with its 95 % interval.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct IntervalFigures {
    /// The estimate.
    pub value: f64,
    /// Lower end of the interval; nothing where nothing bounds it.
    pub low: Option<f64>,
    /// Upper end.
    pub high: Option<f64>,
}

/// Shares of the variance that a measure has over all factors (Sobol' indices).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct VarianceFigures {
    /// The measure: `share(war)`.
    pub measure: String,
    /// Its mean over the ranges of the factors.
    pub mean: f64,
    /// Its variance there, noise taken off.
    pub variance: f64,
    /// Why there are no indices: nothing of what follows is there then.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub nothing: Option<Nothing>,
    /// Which share of the variance that was seen is noise of sampling; absent where figures are exact. The indices are
    /// those of what is left.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub noise: Option<IntervalFigures>,
    /// Each factor, in the order of the factors.
    pub factors: Vec<FactorIndices>,
    /// Each pair of factors, where the design tells them.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub pairs: Vec<PairIndex>,
    /// What no factor does by itself: 1 less all first-order indices.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub interactions: Option<IntervalFigures>,
}

/// Why there is no variance to share out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Nothing {
    /// The measure is the same at all points.
    Constant,
    /// It varies no more than its noise explains.
    OnlyNoise,
}

/// Which share of a measure's variance is a factor's.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FactorIndices {
    /// Path of the factor.
    pub path: String,
    /// First-order index: what would vanish in the mean if the factor were known. An estimate may lie a little below 0.
    pub first: IntervalFigures,
    /// Total index: what would be left if all others were known.
    pub total: IntervalFigures,
}

/// Which share of a measure's variance two factors have together, beyond what each has.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PairIndex {
    /// Paths of the two.
    pub paths: [String; 2],
    /// Second-order index.
    pub index: IntervalFigures,
}

/// Elementary effects on a measure (Morris): its change over the whole range of a factor.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EffectsFigures {
    /// The measure: `share(war)`.
    pub measure: String,
    /// Each factor, in the order of the factors.
    pub factors: Vec<FactorEffects>,
}

/// Elementary effects of one factor.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FactorEffects {
    /// Path of the factor.
    pub path: String,
    /// μ: mean of the effects.
    pub mu: f64,
    /// μ*: mean of their sizes.
    pub mu_star: IntervalFigures,
    /// σ: their standard deviation. Large where the effect depends on where one is.
    pub sigma: f64,
    /// Standard deviation that the noise of sampling alone gives an effect; absent where figures are exact.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub noise: Option<f64>,
}

/// Where a statement begins or ceases to hold, as one number varies.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TippingFigures {
    /// The statement.
    #[serde(rename = "where")]
    pub interest: String,
    /// Whether it holds at the lower end of the range.
    pub holds_at_first: bool,
    /// The places in ascending order; none where there is no tipping point in the range.
    pub points: Vec<TippingPointFigures>,
}

/// A tipping point.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct TippingPointFigures {
    /// The value of the factor. The interval of an exact measure is what the search narrowed the place down to; an end
    /// that lies beyond the range is absent.
    pub at: IntervalFigures,
    /// What happens there as the factor grows.
    pub crossing: Crossing,
    /// How many crossings there can not be told from one another; 1 where nothing is in doubt.
    pub crossings: usize,
}

/// What happens at a tipping point, as the factor grows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Crossing {
    /// The statement begins to hold.
    Begins,
    /// It ceases to hold.
    Ceases,
    /// The threshold is met, and not crossed.
    Touches,
}

/// Where cases of interest come about.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DiscoveryFigures {
    /// Which factors are distributed differently where they do: one list for what was asked for; where nothing was, one
    /// for each outcome, whose points of interest are those with more of it than half of all points have.
    pub regional: Vec<RegionalFigures>,
    /// The box of factors in which they are dense (PRIM), where it was asked for and there is one.
    #[serde(rename = "box", skip_serializing_if = "Option::is_none", default)]
    pub prim: Option<PrimFigures>,
}

/// Which factors are distributed differently at points of interest (regional sensitivity).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RegionalFigures {
    /// What holds at the points of interest: `share(war) > 0.05`.
    #[serde(rename = "where")]
    pub interest: String,
    /// How many points that is.
    pub points: usize,
    /// Each factor whose values have an order, the most different first.
    pub factors: Vec<FactorRegion>,
}

/// How differently one factor is distributed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FactorRegion {
    /// Path of the factor.
    pub path: String,
    /// Kolmogorov–Smirnov distance between its values at the points of interest and at the others.
    pub distance: f64,
    /// The value up to which the two distributions are furthest apart.
    pub at: f64,
    /// Whether the points of interest lie more often above that value.
    pub above: bool,
    /// p-value, corrected for looking at several factors (Holm).
    pub p: f64,
}

/// A box of factors in which points of interest are dense (PRIM), and those on the way to it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PrimFigures {
    /// What holds at the points of interest.
    #[serde(rename = "where")]
    pub interest: String,
    /// How many points the box was found in, and how many of them are of interest.
    pub found_in: BoxCount,
    /// All boxes of the search, from the one around all points on: the trade-off between coverage and density.
    pub boxes: Vec<BoxFigures>,
    /// Number of the box that is told, from 0: the one with the best harmonic mean of coverage and density.
    pub chosen: usize,
    /// The limits of that box.
    pub limits: Vec<LimitFigures>,
    /// How it does at points that were kept back from the search; nothing where they are too few.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub kept_back: Option<BoxScore>,
}

/// How many points, and how many of them are of interest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct BoxCount {
    /// Points.
    pub points: usize,
    /// Points of interest among them.
    pub of_interest: usize,
}

/// One box of a search.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct BoxFigures {
    /// What it holds.
    pub holds: BoxCount,
    /// Share of all points of interest that it holds.
    pub coverage: f64,
    /// Share of its points that are of interest.
    pub density: f64,
    /// How many factors it restricts.
    pub restricted: usize,
}

/// One limit of a box.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LimitFigures {
    /// Path of the factor.
    pub path: String,
    /// The least value, where it is limited downwards.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub low: Option<f64>,
    /// The greatest, where it is limited upwards.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub high: Option<f64>,
    /// What is let in, where the factor is a list.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub among: Option<Vec<Level>>,
    /// Quasi-p-value: how likely the box would be as dense by chance if this limit did nothing; of two sides the larger.
    pub quasi_p: f64,
    /// In which share of random halves of the points a box of like coverage has this limit; of two sides the smaller.
    pub comes_back: f64,
}

/// How a box does at points that it was not found in.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct BoxScore {
    /// The points.
    pub all: BoxCount,
    /// Those of them that the box holds.
    pub holds: BoxCount,
    /// Share of the points of interest that it holds, with Wilson's interval.
    pub coverage: IntervalFigures,
    /// Share of the points it holds that are of interest, with Wilson's interval.
    pub density: IntervalFigures,
}

impl IntervalFigures {
    /// A share for people, with its interval where it has one: `83 % (72–90 %)`.
    #[must_use]
    pub fn told_as_share(&self) -> String {
        match (self.low, self.high) {
            (Some(low), Some(high)) => estimate(self.value, low, high),
            _ => exact_share(self.value),
        }
    }

    /// A number for people, with its interval where that has a width: `−12.3 (−12.9 to −11.7)`.
    #[must_use]
    pub fn told(&self) -> String {
        match (self.low, self.high) {
            // Of a width that is more than rounding.
            (Some(low), Some(high)) if high - low > ROUNDING * self.value.abs().max(1.0) => {
                let told = |value: f64| number_within(value, (high - low) / 2.0);
                format!("{}\u{a0}({}\u{a0}to\u{a0}{})", told(self.value), told(low), told(high))
            }
            _ => number(self.value),
        }
    }
}

impl VarianceFigures {
    /// The factors, the one with the largest total index first.
    #[must_use]
    pub fn strongest(&self) -> Vec<&FactorIndices> {
        let mut factors: Vec<_> = self.factors.iter().collect();
        factors.sort_by(|a, b| b.total.value.total_cmp(&a.total.value));
        factors
    }
}

impl EffectsFigures {
    /// The factors, the one with the largest μ* first.
    #[must_use]
    pub fn strongest(&self) -> Vec<&FactorEffects> {
        let mut factors: Vec<_> = self.factors.iter().collect();
        factors.sort_by(|a, b| b.mu_star.value.total_cmp(&a.mu_star.value));
        factors
    }

    /// The largest μ*.
    #[must_use]
    pub fn most(&self) -> f64 {
        self.factors.iter().map(|effects| effects.mu_star.value).fold(0.0, f64::max)
    }
}

impl StudyFigures {
    /// The outcome that a measure is the share of, as an index.
    #[must_use]
    pub fn outcome_of(&self, measure: &str) -> Option<usize> {
        let id = measure.strip_prefix("share(")?.strip_suffix(')')?;
        self.outcomes.iter().position(|outcome| outcome.id == id)
    }

    /// The outcomes whose shares vary, the one with the largest variance first.
    #[must_use]
    pub fn most_varied(&self) -> Vec<(usize, &VarianceFigures)> {
        let Some(Analysis::SobolIndices { measures, .. }) = &self.analysis else { return Vec::new() };
        let varied = measures.iter().filter(|found| found.nothing.is_none());
        let mut shares: Vec<_> =
            varied.filter_map(|found| Some((self.outcome_of(&found.measure)?, found))).collect();
        shares.sort_by(|a, b| b.1.variance.total_cmp(&a.1.variance));
        shares
    }

    /// The outcomes that elementary effects move, the one with the largest effect first.
    #[must_use]
    pub fn most_affected(&self) -> Vec<(usize, &EffectsFigures)> {
        let Some(Analysis::ElementaryEffects { measures, .. }) = &self.analysis else { return Vec::new() };
        let moved = measures.iter().filter(|found| found.most() > ROUNDING);
        let mut shares: Vec<_> =
            moved.filter_map(|found| Some((self.outcome_of(&found.measure)?, found))).collect();
        shares.sort_by(|a, b| b.1.most().total_cmp(&a.1.most()));
        shares
    }
}
