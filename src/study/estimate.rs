//! A figure and how far it can be trusted: estimates, Student's quantile, and what analyses refuse.

use crate::play::interval::Z95;
use statrs::distribution::{ContinuousCDF, StudentsT};
use thiserror::Error;

/// A figure and its 95 % interval. Of an exact figure the interval is the figure itself.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimate {
    /// The figure.
    pub value: f64,
    /// Lower end of the 95 % interval; −∞ where nothing bounds it.
    pub low: f64,
    /// Upper end of the 95 % interval; ∞ where nothing bounds it.
    pub high: f64,
}

impl Estimate {
    /// A figure without error.
    #[must_use]
    pub fn exact(value: f64) -> Estimate {
        Estimate { value, low: value, high: value }
    }

    /// A figure with the same distance to both ends.
    #[must_use]
    pub fn within(value: f64, half_width: f64) -> Estimate {
        Estimate { value, low: value - half_width, high: value + half_width }
    }

    /// A figure that is normally distributed with this standard error.
    #[must_use]
    pub fn normal(value: f64, standard_error: f64) -> Estimate {
        Estimate::within(value, Z95 * standard_error)
    }

    /// The mean of independent values, with Student's interval. Of one value alone nothing bounds it.
    ///
    /// # Panics
    /// If there is no value.
    #[must_use]
    pub fn mean(values: &[f64]) -> Estimate {
        assert!(!values.is_empty(), "a mean needs values");
        let (mean, deviation) = mean_and_deviation(values);
        if values.len() == 1 {
            return Estimate::within(mean, f64::INFINITY);
        }
        Estimate::within(mean, student(values.len() - 1) * deviation / (values.len() as f64).sqrt())
    }

    /// Whether the interval holds a number, its ends included.
    #[must_use]
    pub fn holds(&self, number: f64) -> bool {
        self.low <= number && number <= self.high
    }
}

/// The mean of values and their standard deviation with *n* − 1 in its denominator; of one value, 0.
pub(crate) fn mean_and_deviation(values: &[f64]) -> (f64, f64) {
    let count = values.len() as f64;
    let mean = values.iter().sum::<f64>() / count;
    let squares: f64 = values.iter().map(|value| (value - mean).powi(2)).sum();
    (mean, if values.len() > 1 { (squares / (count - 1.0)).sqrt() } else { 0.0 })
}

/// Two-sided 95 % quantile of Student's distribution.
///
/// # Panics
/// Without a degree of freedom.
#[must_use]
pub(crate) fn student(degrees_of_freedom: usize) -> f64 {
    let distribution = StudentsT::new(0.0, 1.0, degrees_of_freedom as f64);
    distribution.expect("there are degrees of freedom").inverse_cdf(0.975)
}

/// A quantile of sorted numbers, linear between neighbours (Hyndman & Fan's type 7, the default of R and NumPy).
///
/// # Panics
/// If there is no number.
#[must_use]
pub(crate) fn quantile(sorted: &[f64], part: f64) -> f64 {
    let place = part * (sorted.len() - 1) as f64;
    let below = sorted[place.floor() as usize];
    let above = sorted[place.ceil() as usize];
    below + (above - below) * place.fract()
}

/// Why results can not be analysed.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum AnalysisError {
    /// A result that is no number. An analysis that left it out would be biased, and one that went on would be wrong.
    #[error("row {row} (counted from 1) of {what} is {value}, and no finite number")]
    NotFinite {
        /// What is analysed.
        what: &'static str,
        /// Which row, from 1.
        row: usize,
        /// What stands there.
        value: f64,
    },
    /// Another number of values than belongs to the design.
    #[error("{found} values of {what}; expected {expected}")]
    WrongLength {
        /// What is analysed.
        what: &'static str,
        /// How many values, in words.
        expected: String,
        /// How many there are.
        found: usize,
    },
    /// Too little to say anything.
    #[error("{found} {what}; an analysis needs {least} at least")]
    TooFew {
        /// What there is too little of.
        what: &'static str,
        /// How many are needed.
        least: usize,
        /// How many there are.
        found: usize,
    },
    /// Points that are no trajectories.
    #[error(
        "row {row} (counted from 1) of the points does not continue a trajectory: expected one factor to move, each once"
    )]
    NoTrajectory {
        /// Which row, from 1.
        row: usize,
    },
    /// A setting that makes no sense.
    #[error("{what} is {value}; expected {expected}")]
    Setting {
        /// Which setting.
        what: &'static str,
        /// What it may be, in words.
        expected: &'static str,
        /// What it is.
        value: f64,
    },
}

/// Refuses numbers of which one is not finite, and names its row.
pub(crate) fn all_finite(what: &'static str, values: &[f64]) -> Result<(), AnalysisError> {
    match values.iter().position(|value| !value.is_finite()) {
        Some(row) => Err(AnalysisError::NotFinite { what, row: row + 1, value: values[row] }),
        None => Ok(()),
    }
}

/// Refuses fewer than `least`.
pub(crate) fn enough(what: &'static str, found: usize, least: usize) -> Result<(), AnalysisError> {
    if found < least { Err(AnalysisError::TooFew { what, least, found }) } else { Ok(()) }
}

/// Refuses another number of values than expected.
pub(crate) fn as_many(what: &'static str, found: usize, expected: usize) -> Result<(), AnalysisError> {
    if found == expected {
        return Ok(());
    }
    Err(AnalysisError::WrongLength { what, expected: expected.to_string(), found })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Computed with SciPy 1.17.1 (`scipy.stats.t.ppf(0.975, n)`).
    #[test]
    fn the_quantile_of_student_is_that_of_scipy() {
        let known = [
            (1, 12.706_204_736_174_694),
            (3, 3.182_446_305_283_71),
            (7, 2.364_624_251_592_784_4),
            (15, 2.131_449_545_559_774),
            (9999, 1.960_201_263_621_358),
        ];
        for (degrees, expected) in known {
            assert!((student(degrees) - expected).abs() < 1e-9 * expected, "{degrees}: {}", student(degrees));
        }
    }

    #[test]
    fn a_mean_of_four_values() {
        // 1, 2, 3, 6: mean 3, standard deviation √(14/3).
        let mean = Estimate::mean(&[1.0, 2.0, 3.0, 6.0]);
        assert_eq!(mean.value, 3.0);
        assert!((mean.high - 3.0 - 3.182_446_305_283_71 * (14.0f64 / 3.0).sqrt() / 2.0).abs() < 1e-9);
        assert_eq!(Estimate::mean(&[5.0]).high, f64::INFINITY);
    }

    #[test]
    fn a_quantile_is_linear_between_neighbours() {
        assert_eq!(quantile(&[1.0, 2.0, 4.0], 0.75), 3.0);
        assert_eq!(quantile(&[1.0, 2.0, 4.0], 1.0), 4.0);
        assert_eq!(quantile(&[7.0], 0.3), 7.0);
    }

    #[test]
    fn what_is_no_number_is_refused_by_its_row() {
        let error = all_finite("the results", &[0.0, f64::NAN]).unwrap_err();
        assert_eq!(error.to_string(), "row 2 (counted from 1) of the results is NaN, and no finite number");
    }
}
