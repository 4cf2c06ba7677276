//! What is found: boxes, their limits, and how good they are.

use super::data::{Data, Factor, Kind};
use crate::play::interval::wilson;
use crate::study::estimate::{AnalysisError, Estimate, as_many};
use std::cmp::Ordering;

/// What a box lets a factor be.
#[derive(Debug, Clone, PartialEq)]
pub enum Limit {
    /// From `low` to `high`, both included.
    Range {
        /// The least.
        low: f64,
        /// The most.
        high: f64,
    },
    /// One of these categories, in ascending order.
    Among(Vec<u32>),
}

impl Limit {
    /// What holds all values of a factor.
    pub(super) fn around(factor: &Factor) -> Limit {
        match factor.kind {
            Kind::Category => {
                let mut categories: Vec<u32> = factor.values.iter().map(|&value| value as u32).collect();
                categories.sort_unstable();
                categories.dedup();
                Limit::Among(categories)
            }
            _ => {
                let least = factor.values.iter().copied().fold(f64::INFINITY, f64::min);
                let most = factor.values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
                Limit::Range { low: least, high: most }
            }
        }
    }

    /// Whether a value is let in.
    #[must_use]
    pub fn holds(&self, value: f64) -> bool {
        match self {
            Limit::Range { low, high } => *low <= value && value <= *high,
            Limit::Among(categories) => {
                let order = |&one: &u32| f64::from(one).partial_cmp(&value).unwrap_or(Ordering::Less);
                categories.binary_search_by(order).is_ok()
            }
        }
    }
}

/// A side of a box that a limit can stand on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Side {
    /// The least value.
    Lower,
    /// The most.
    Upper,
    /// The categories.
    Categories,
}

/// How likely a box would be as dense by chance if a limit did nothing.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct QuasiP {
    /// The factor that is limited, from 0.
    pub factor: usize,
    /// On which side.
    pub side: Side,
    /// P[X ≥ cases of interest in the box], X binomial with as many trials as the box has points and the density of the box
    /// without the limit. *Quasi*, for the limit was chosen by the same points.
    pub value: f64,
}

/// A box.
#[derive(Debug, Clone, PartialEq)]
pub struct PrimBox {
    /// The limit of each factor; that of a factor which is not restricted holds all its values.
    pub limits: Vec<Limit>,
    /// How many points it holds, of those that boxes were looked for among.
    pub points: usize,
    /// How many of them are of interest.
    pub of_interest: usize,
    /// Which share of all cases of interest it holds, those set aside included.
    pub coverage: f64,
    /// Which share of its points are of interest.
    pub density: f64,
    /// Which share of all points it holds.
    pub mass: f64,
    /// How many factors it restricts.
    pub restricted: usize,
    /// The quasi-p-value of each limit, by factor.
    pub quasi_p: Vec<QuasiP>,
}

/// How a box does on some points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Score {
    /// How many of the points it holds.
    pub points: usize,
    /// How many of those are of interest.
    pub of_interest: usize,
    /// Which share of the cases of interest it holds, with Wilson's interval. Of none, 0 with an interval of all.
    pub coverage: Estimate,
    /// Which share of its points are of interest, with Wilson's interval. Of none, 0 with an interval of all.
    pub density: Estimate,
    /// Which share of the points it holds.
    pub mass: f64,
}

impl PrimBox {
    /// Whether the box restricts a factor on a side.
    #[must_use]
    pub fn restricts(&self, factor: usize, side: Side) -> bool {
        self.quasi_p.iter().any(|limit| (limit.factor, limit.side) == (factor, side))
    }

    /// Whether a point lies in the box, given its value of each factor. Where the box does not restrict a factor it has no
    /// end, also beyond the points that it was found in.
    #[must_use]
    pub fn holds(&self, point: &[f64]) -> bool {
        self.quasi_p.iter().all(|limit| {
            let value = point[limit.factor];
            match (&self.limits[limit.factor], limit.side) {
                (Limit::Range { low, .. }, Side::Lower) => *low <= value,
                (Limit::Range { high, .. }, _) => value <= *high,
                (among, _) => among.holds(value),
            }
        })
    }

    /// How the box does on points that it was not found in, kept back or played later.
    ///
    /// # Errors
    /// If they have another number of factors.
    pub fn score(&self, data: &Data) -> Result<Score, AnalysisError> {
        as_many("factors", data.factors.len(), self.limits.len())?;
        let inside = (0..data.points()).filter(|&point| self.holds(&data.point(point)));
        let (mut points, mut of_interest) = (0, 0);
        for point in inside {
            points += 1;
            of_interest += usize::from(data.of_interest[point]);
        }
        let all = data.of_interest.iter().filter(|&&is| is).count();
        let share = |part: usize, whole: usize| {
            let (low, high) = wilson(part as u64, whole as u64);
            Estimate { value: part as f64 / whole.max(1) as f64, low, high }
        };
        Ok(Score {
            points,
            of_interest,
            coverage: share(of_interest, all),
            density: share(of_interest, points),
            mass: points as f64 / data.points() as f64,
        })
    }
}

/// All boxes of a search.
#[derive(Debug, Clone, PartialEq)]
pub struct Trajectory {
    /// The box around all points, those that were peeled, and those that were pasted, in this order; never empty.
    pub boxes: Vec<PrimBox>,
    /// The number of the last that was peeled.
    pub peeled: usize,
}

impl Trajectory {
    /// The last box: the densest that the search came to.
    ///
    /// # Panics
    /// Never: a trajectory has the box around all points.
    #[must_use]
    pub fn last(&self) -> &PrimBox {
        self.boxes.last().expect("a trajectory has a box")
    }

    /// The number of the box that best combines coverage and density (largest harmonic mean, the F₁ score); of equals the
    /// one that restricts fewest factors, then the first. A suggestion where nobody chooses.
    #[must_use]
    pub fn balanced(&self) -> usize {
        let merit = |found: &PrimBox| {
            let sum = found.coverage + found.density;
            if sum > 0.0 { 2.0 * found.coverage * found.density / sum } else { 0.0 }
        };
        let mut best = 0;
        for (number, found) in self.boxes.iter().enumerate() {
            let (mine, other) = (merit(found), merit(&self.boxes[best]));
            if mine > other || (mine == other && found.restricted < self.boxes[best].restricted) {
                best = number;
            }
        }
        best
    }
}
