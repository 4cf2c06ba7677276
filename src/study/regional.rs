//! Regional sensitivity: which factors are distributed differently where a case of interest comes about.
//!
//! Points are split into those of interest and the others; of each factor the Kolmogorov–Smirnov distance between the two
//! distributions is taken, sup |F₁ − F₂|: 0 if the factor does not matter (by itself), 1 if it decides. The p-value is how
//! likely a distance as large would be if the split had nothing to do with the factor. It rests on the split alone, so it
//! holds for points of any design that treats factors independently. Where values of a factor are tied (levels), it is too
//! large and never too small. Factors that only matter together can have small distances; see
//! [`sobol_indices`](super::sobol_indices).
//!
//! # References
//!
//! 1. Spear & Hornberger, "Eutrophication in Peel Inlet — II", Water Research 14, 1980.
//! 2. Hodges, "The significance probability of the Smirnov two-sample test", Arkiv för Matematik 3, 1958 (exact).
//! 3. Stephens, "Use of the Kolmogorov–Smirnov, Cramér–von Mises and related statistics without extensive tables", JRSS B
//!    32, 1970 (large samples).
//! 4. Holm, "A simple sequentially rejective multiple test procedure", Scandinavian Journal of Statistics 6, 1979.

use super::estimate::{AnalysisError, all_finite, as_many, enough};
use crate::solve::exp;

/// Up to this product of the sizes of the two samples the p-value is exact.
const EXACT_UP_TO: usize = 4_000_000;

/// How a factor's distribution differs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Regional {
    /// The Kolmogorov–Smirnov distance.
    pub distance: f64,
    /// The value of the factor at which the two distribution functions are furthest apart (the least such).
    pub at: f64,
    /// The p-value of this factor alone.
    pub p: f64,
    /// The p-value corrected for looking at several factors (Holm): below 0.05 for any factor that does not matter in at
    /// most 5 % of studies.
    pub adjusted: f64,
}

/// Each factor's distance between the points of interest and the others; `factors` holds the values of one factor each.
///
/// # Errors
/// If a value is no finite number, a factor has another number of values than there are points, or all points are of one
/// class.
pub fn regional(factors: &[Vec<f64>], of_interest: &[bool]) -> Result<Vec<Regional>, AnalysisError> {
    let interest = of_interest.iter().filter(|&&is| is).count();
    enough("points of interest", interest, 1)?;
    enough("points that are not of interest", of_interest.len() - interest, 1)?;
    let of = |values: &Vec<f64>| {
        as_many("a factor", values.len(), of_interest.len())?;
        all_finite("a factor", values)?;
        let (distance, at) = distance(values, of_interest, interest);
        let p = p_value(distance, interest, of_interest.len() - interest);
        Ok(Regional { distance, at, p, adjusted: p })
    };
    let mut found: Vec<Regional> = factors.iter().map(of).collect::<Result<_, _>>()?;
    let mut order: Vec<usize> = (0..found.len()).collect();
    order.sort_by(|&a, &b| found[a].p.total_cmp(&found[b].p));
    let mut largest: f64 = 0.0;
    for (rank, &factor) in order.iter().enumerate() {
        largest = largest.max((found[factor].p * (order.len() - rank) as f64).min(1.0));
        found[factor].adjusted = largest;
    }
    Ok(found)
}

/// The distance of two samples, and where it is reached.
fn distance(values: &[f64], of_interest: &[bool], interest: usize) -> (f64, f64) {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|&a, &b| values[a].total_cmp(&values[b]));
    let (ones, others) = (interest as f64, (values.len() - interest) as f64);
    let (mut below, mut largest) = ([0usize; 2], (0.0, values[order[0]]));
    for tied in order.chunk_by(|&a, &b| values[a] == values[b]) {
        for &point in tied {
            below[usize::from(of_interest[point])] += 1;
        }
        let apart = (below[1] as f64 / ones - below[0] as f64 / others).abs();
        if apart > largest.0 {
            largest = (apart, values[tied[0]]);
        }
    }
    largest
}

/// P[D ≥ distance] for two samples of one continuous distribution.
#[must_use]
pub fn p_value(distance: f64, one: usize, other: usize) -> f64 {
    if one.saturating_mul(other) <= EXACT_UP_TO {
        exact(distance, one, other)
    } else {
        asymptotic(distance, one, other)
    }
}

/// All orders of the two samples are equally likely: paths from (0, 0) to (n, m) that reach the distance somewhere. All
/// terms are positive, so small values are exact too.
fn exact(distance: f64, one: usize, other: usize) -> f64 {
    let (n, m) = (one as f64, other as f64);
    // Distances are multiples of 1/(n m): half of one less forgives rounding.
    let reached = ((distance * n * m).round() - 0.5) / (n * m);
    let reaches = |i: usize, j: usize| (i as f64 / n - j as f64 / m).abs() > reached;
    // Of the paths to (i, j), the share that has reached it.
    let mut share = vec![0.0; other + 1];
    for i in 0..=one {
        for j in 0..=other {
            share[j] = if reaches(i, j) {
                1.0
            } else if i + j == 0 {
                0.0
            } else {
                let from_left = if j > 0 { j as f64 * share[j - 1] } else { 0.0 };
                (i as f64 * share[j] + from_left) / (i + j) as f64
            };
        }
    }
    share[other]
}

/// Kolmogorov's limit with Stephens' correction.
fn asymptotic(distance: f64, one: usize, other: usize) -> f64 {
    let size = (one as f64 * other as f64 / (one + other) as f64).sqrt();
    let lambda = (size + 0.12 + 0.11 / size) * distance;
    if lambda < 0.2 {
        return 1.0;
    }
    let term = |k: i32| {
        let sign = if k % 2 == 0 { -1.0 } else { 1.0 };
        sign * exp(-2.0 * f64::from(k * k) * lambda * lambda)
    };
    (2.0 * (1..=100).map(term).sum::<f64>()).clamp(0.0, 1.0)
}
