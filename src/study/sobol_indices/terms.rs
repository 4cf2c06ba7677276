//! What a base row adds to each numerator: a table of base rows by terms, whose means give all figures.
//!
//! All figures are functions of means of terms over base rows. So a bootstrap resample is a weighted mean of the rows of
//! this table, a replicate is the mean of its own rows, and each is a single pass over memory.

use super::results::{Checked, Layout};
use crate::study::sampled::Results;

/// Results are shifted and stretched before anything is computed, as SALib does.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scale {
    pub(super) mean: f64,
    pub(super) deviation: f64,
}

impl Scale {
    /// Mean and standard deviation of all rows of some studies together; nothing if all are the same.
    pub(super) fn of(studies: &[Checked<'_>]) -> Result<Scale, f64> {
        let values = || studies.iter().flat_map(|study| &study.values).copied();
        let count = values().count() as f64;
        let (low, high) =
            values().fold((f64::MAX, f64::MIN), |(low, high), value| (low.min(value), high.max(value)));
        if high - low <= 1e-12 * low.abs().max(high.abs()) {
            return Err(f64::midpoint(low, high));
        }
        let mean = values().sum::<f64>() / count;
        let square = values().map(|value| (value - mean).powi(2)).sum::<f64>() / count;
        Ok(Scale { mean, deviation: square.sqrt() })
    }

    /// The same stretch, about the mean of one study.
    pub(super) fn about_the_mean_of(self, study: &Checked<'_>) -> Scale {
        Scale { mean: study.values.iter().sum::<f64>() / study.values.len() as f64, ..self }
    }

    fn apply(self, value: f64) -> f64 {
        (value - self.mean) / self.deviation
    }
}

/// Where which term stands in a row of the table.
#[derive(Debug, Clone, Copy)]
pub(super) struct Places {
    pub(super) layout: Layout,
    /// Batches, where noise is known by them.
    pub(super) batches: usize,
    /// Whether the noise of each numerator follows.
    pub(super) noisy: bool,
}

impl Places {
    pub(super) fn of(study: &Checked<'_>) -> Places {
        let batches = match study.results {
            Results::Batches(batches) => batches.len(),
            _ => 0,
        };
        Places { layout: study.layout, batches, noisy: !matches!(study.results, Results::Exact(_)) }
    }

    /// Numerators that are quadratic in the results: the square, one for each first-order and each total index, A B and
    /// one for each pair.
    pub(super) fn quadratic(self) -> usize {
        1 + 2 * self.layout.factors
            + if self.layout.second_order { 1 + self.layout.pairs().count() } else { 0 }
    }

    /// Terms of a row: the mean of A and B, the numerators, the noise of each, the mean of A and B in each batch.
    pub(super) fn width(self) -> usize {
        1 + self.quadratic() * if self.noisy { 2 } else { 1 } + self.batches
    }

    pub(super) fn square(self) -> usize {
        1
    }

    pub(super) fn first(self, factor: usize) -> usize {
        2 + factor
    }

    pub(super) fn total(self, factor: usize) -> usize {
        2 + self.layout.factors + factor
    }

    pub(super) fn product(self) -> usize {
        2 + 2 * self.layout.factors
    }

    pub(super) fn pair(self, number: usize) -> usize {
        self.product() + 1 + number
    }

    /// Where the noise of a numerator stands.
    pub(super) fn noise(self, numerator: usize) -> usize {
        numerator + self.quadratic()
    }

    pub(super) fn batch(self, batch: usize) -> usize {
        1 + 2 * self.quadratic() + batch
    }
}

/// The table, row by row.
pub(super) struct Terms {
    pub(super) places: Places,
    pub(super) rows: usize,
    pub(super) table: Vec<f64>,
}

impl Terms {
    pub(super) fn new(study: &Checked<'_>, scale: Scale) -> Terms {
        let places = Places::of(study);
        let (block, width) = (study.layout.block(), places.width());
        let mut table = vec![0.0; study.rows * width];
        let mut scaled = vec![0.0; block];
        let mut batch_terms = vec![0.0; 1 + places.quadratic()];
        for (row, terms) in table.chunks_exact_mut(width).enumerate() {
            let range = row * block..(row + 1) * block;
            let mut lay = |from: &[f64], into: &mut [f64]| {
                for (scaled, &value) in scaled.iter_mut().zip(&from[range.clone()]) {
                    *scaled = scale.apply(value);
                }
                numerators(places, &scaled, into);
            };
            lay(&study.values, terms);
            match study.results {
                Results::Exact(_) => {}
                Results::Noisy { errors, .. } => {
                    let variance = |at: usize| (errors[row * block + at] / scale.deviation).powi(2);
                    let (a, b) = (variance(0), variance(block - 1));
                    terms[places.noise(places.square())] = (a + b) / 2.0;
                    for factor in 0..places.layout.factors {
                        terms[places.noise(places.total(factor))] = (a + variance(1 + factor)) / 2.0;
                    }
                }
                Results::Batches(batches) => {
                    let count = batches.len() as f64;
                    for (number, batch) in batches.iter().enumerate() {
                        lay(batch, &mut batch_terms);
                        terms[places.batch(number)] = batch_terms[0];
                        for numerator in 1..=places.quadratic() {
                            let beyond = batch_terms[numerator] - terms[numerator];
                            terms[places.noise(numerator)] += beyond / (count * (count - 1.0));
                        }
                    }
                }
            }
        }
        Terms { places, rows: study.rows, table }
    }

    /// The mean of every term over all rows.
    pub(super) fn means(&self) -> Vec<f64> {
        let mut sums = vec![0.0; self.places.width()];
        for row in self.table.chunks_exact(sums.len()) {
            for (sum, term) in sums.iter_mut().zip(row) {
                *sum += term;
            }
        }
        sums.iter().map(|sum| sum / self.rows as f64).collect()
    }
}

/// The mean of A and B and the numerators that the results of a base row make.
fn numerators(places: Places, results: &[f64], terms: &mut [f64]) {
    let factors = places.layout.factors;
    let (a, b) = (results[0], results[results.len() - 1]);
    terms[0] = (a + b) / 2.0;
    terms[places.square()] = (a * a + b * b) / 2.0;
    for factor in 0..factors {
        let ab = results[1 + factor];
        terms[places.first(factor)] = b * (ab - a);
        terms[places.total(factor)] = (a - ab).powi(2) / 2.0;
    }
    if places.layout.second_order {
        terms[places.product()] = a * b;
        for (number, (j, k)) in places.layout.pairs().enumerate() {
            terms[places.pair(number)] = results[1 + factors + j] * results[1 + k];
        }
    }
}
