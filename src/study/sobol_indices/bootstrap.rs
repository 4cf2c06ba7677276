//! Intervals from base rows drawn again.

use super::Finding;
use super::figures::{figures, finding, moments};
use super::results::{Checked, Layout};
use super::terms::{Scale, Terms};
use crate::study::estimate::{AnalysisError, Estimate, as_many, enough, mean_and_deviation};
use crate::study::random::{Purpose, Random};
use crate::study::sampled::Results;
use rayon::prelude::*;

/// How many resamples are usual.
pub const RESAMPLES: usize = 1000;

/// Resamples that share a pass over the table, and rows that stay near the processor in it.
const TOGETHER: usize = 8;
const ROWS: usize = 32;

/// Indices with intervals from `resamples` bootstrap resamples; a seed fixes them. The results are in the order of a
/// [`Saltelli`](crate::study::design::Saltelli) design.
///
/// # Errors
/// If a result is no finite number (its row is named), their number does not fit the layout, or there are fewer than two
/// base rows or two resamples.
pub fn bootstrapped(
    layout: Layout,
    results: Results<'_>,
    resamples: usize,
    seed: u64,
) -> Result<Finding, AnalysisError> {
    analysed(layout, results, resamples, |resample, counts| {
        let mut random = Random::new(seed, Purpose::Resample, resample as u64);
        for _ in 0..counts.len() {
            counts[random.below(counts.len() as u32) as usize] += 1.0;
        }
    })
}

/// The same with given resamples: for each, the numbers of the base rows drawn, from 0.
///
/// # Errors
/// As [`bootstrapped`]; or if a resample draws another number of rows than there are, or a row that there is not.
pub fn bootstrapped_by(
    layout: Layout,
    results: Results<'_>,
    resamples: &[Vec<usize>],
) -> Result<Finding, AnalysisError> {
    let rows = Checked::new(layout, results)?.rows;
    for resample in resamples {
        as_many("a resample", resample.len(), rows)?;
        if let Some(&row) = resample.iter().find(|&&row| row >= rows) {
            return Err(AnalysisError::Setting {
                what: "a row of a resample",
                expected: "the number of a base row, counted from 0",
                value: row as f64,
            });
        }
    }
    analysed(layout, results, resamples.len(), |resample, counts| {
        for &row in &resamples[resample] {
            counts[row] += 1.0;
        }
    })
}

/// Indices, with a way to count how often a resample draws each row.
fn analysed(
    layout: Layout,
    results: Results<'_>,
    resamples: usize,
    count: impl Fn(usize, &mut [f64]) + Sync,
) -> Result<Finding, AnalysisError> {
    enough("resamples", resamples, 2)?;
    let study = [Checked::new(layout, results)?];
    let scale = match Scale::of(&study) {
        Ok(scale) => scale,
        Err(value) => return Ok(Finding::NoVariance { value }),
    };
    let terms = Terms::new(&study[0], scale);
    Ok(finding(terms.places, scale, &moments(terms.places, terms.means()), |values| {
        let numbers: Vec<usize> = (0..resamples).collect();
        let again = |numbers: &[usize]| together(&terms, numbers, &count);
        let drawn: Vec<Vec<f64>> = numbers.par_chunks(TOGETHER).flat_map_iter(again).collect();
        let interval = |(figure, &value): (usize, &f64)| {
            // A resample without variance says nothing.
            let again: Vec<f64> =
                drawn.iter().map(|figures| figures[figure]).filter(|figure| figure.is_finite()).collect();
            match again.len() {
                0 | 1 => Estimate::within(value, f64::INFINITY),
                _ => Estimate::normal(value, mean_and_deviation(&again).1),
            }
        };
        values.iter().enumerate().map(interval).collect()
    }))
}

/// The figures of some resamples, in one pass over the table.
fn together(terms: &Terms, numbers: &[usize], count: impl Fn(usize, &mut [f64])) -> Vec<Vec<f64>> {
    let width = terms.places.width();
    let mut counts = vec![0.0; terms.rows * numbers.len()];
    for (&number, counts) in numbers.iter().zip(counts.chunks_exact_mut(terms.rows)) {
        count(number, counts);
    }
    let mut sums = vec![vec![0.0; width]; numbers.len()];
    for (part, rows) in terms.table.chunks(ROWS * width).enumerate() {
        for (sums, counts) in sums.iter_mut().zip(counts.chunks_exact(terms.rows)) {
            for (row, &count) in rows.chunks_exact(width).zip(&counts[part * ROWS..]) {
                if count > 0.0 {
                    for (sum, term) in sums.iter_mut().zip(row) {
                        *sum += count * term;
                    }
                }
            }
        }
    }
    let means = |sums: Vec<f64>| -> Vec<f64> { sums.iter().map(|sum| sum / terms.rows as f64).collect() };
    sums.into_iter().map(|sums| figures(terms.places, &moments(terms.places, means(sums)))).collect()
}
