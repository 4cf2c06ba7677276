//! Results of the points of a study, and what is known of their noise.

use super::estimate::{AnalysisError, all_finite, as_many, enough};

/// Results, a number for each point of a design, in its order.
#[derive(Debug, Clone, Copy)]
pub enum Results<'a> {
    /// Without noise, as from an exact solution.
    Exact(&'a [f64]),
    /// Means with noise that is independent between points: each has luck of its own.
    Noisy {
        /// The means.
        values: &'a [f64],
        /// Their standard errors.
        errors: &'a [f64],
    },
    /// For each of two or more batches of plays, all of the same size, the mean at every point. Batches are independent;
    /// in a batch points may share their luck (common random numbers) in any way.
    Batches(&'a [Vec<f64>]),
}

const RESULTS: &str = "the results";

impl Results<'_> {
    /// The result of each point: of batches, their mean.
    ///
    /// # Errors
    /// If one is no finite number, standard errors are not as many as results or not finite, or batches are fewer than two
    /// or differ in length.
    pub fn values(&self) -> Result<Vec<f64>, AnalysisError> {
        match self {
            Results::Exact(values) => {
                all_finite(RESULTS, values)?;
                Ok(values.to_vec())
            }
            Results::Noisy { values, errors } => {
                as_many("the standard errors", errors.len(), values.len())?;
                all_finite(RESULTS, values)?;
                all_finite("the standard errors", errors)?;
                Ok(values.to_vec())
            }
            Results::Batches(batches) => {
                enough("batches", batches.len(), 2)?;
                for batch in *batches {
                    as_many("a batch", batch.len(), batches[0].len())?;
                    all_finite(RESULTS, batch)?;
                }
                let count = batches.len() as f64;
                let mean = |point: usize| batches.iter().map(|batch| batch[point]).sum::<f64>() / count;
                Ok((0..batches[0].len()).map(mean).collect())
            }
        }
    }
}
