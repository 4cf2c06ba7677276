//! What was measured at a point of a study, and how it differs between two points under the same luck.
//!
//! Play *k* of every point draws the same random numbers (*common random numbers*), so points are compared play by play: of
//! the differences, which vary far less than the measures themselves, the mean is taken.
//!
//! Bonett & Price, "Adjusted Wald confidence interval for a difference of binomial proportions based on paired data",
//! Journal of Educational and Behavioral Statistics 37, 2012; Wilson, "Probable inference, the law of succession, and
//! statistical inference", JASA 22, 1927.

use super::estimate::{AnalysisError, Estimate, all_finite, as_many, enough};
use crate::play::interval::{Z95, wilson};

/// A measure at one point of a study.
#[derive(Debug, Clone, PartialEq)]
pub enum Measured {
    /// Known without error, as from an exact solution.
    Exact(f64),
    /// A number for each play, or the mean of each batch of plays; independent of each other.
    Sample(Vec<f64>),
    /// Whether an event happened, for each play.
    Events(Vec<bool>),
}

impl Measured {
    /// The measure and its interval: Student's for a mean, Wilson's for a share.
    ///
    /// # Errors
    /// If a number is not finite, or there is no play.
    pub fn estimate(&self) -> Result<Estimate, AnalysisError> {
        self.check()?;
        Ok(match self {
            Measured::Exact(value) => Estimate::exact(*value),
            Measured::Sample(values) => Estimate::mean(values),
            Measured::Events(events) => {
                let count = events.iter().filter(|&&event| event).count();
                let (low, high) = wilson(count as u64, events.len() as u64);
                Estimate { value: count as f64 / events.len() as f64, low, high }
            }
        })
    }

    /// How much larger the measure is here than at another point under the same luck, with the interval of paired
    /// differences: Student's for means, [`difference_of_shares`] for events.
    ///
    /// # Errors
    /// If a number is not finite, there is no play, or the two do not fit each other.
    pub fn beyond(&self, other: &Measured) -> Result<Estimate, AnalysisError> {
        self.check()?;
        other.check()?;
        as_many("what is compared", self.len(), other.len())?;
        match (self, other) {
            (Measured::Exact(here), Measured::Exact(there)) => Ok(Estimate::exact(here - there)),
            (Measured::Sample(here), Measured::Sample(there)) => {
                let differences: Vec<f64> =
                    here.iter().zip(there).map(|(here, there)| here - there).collect();
                Ok(Estimate::mean(&differences))
            }
            (Measured::Events(here), Measured::Events(there)) => {
                let only = |wanted: (bool, bool)| {
                    here.iter().zip(there).filter(|&(&a, &b)| (a, b) == wanted).count()
                };
                Ok(difference_of_shares(only((true, false)), only((false, true)), here.len()))
            }
            _ => Err(AnalysisError::WrongLength {
                what: "what is compared",
                expected: "two measures of one kind".into(),
                found: self.len(),
            }),
        }
    }

    fn len(&self) -> usize {
        match self {
            Measured::Exact(_) => 1,
            Measured::Sample(values) => values.len(),
            Measured::Events(events) => events.len(),
        }
    }

    fn check(&self) -> Result<(), AnalysisError> {
        enough("plays", self.len(), 1)?;
        match self {
            Measured::Exact(value) => all_finite("the measure", &[*value]),
            Measured::Sample(values) => all_finite("the measure", values),
            Measured::Events(_) => Ok(()),
        }
    }
}

/// By how much the share of plays with an event differs between two points under the same luck: from how many of `plays`
/// plays have the event at the first point only, and at the second only. Bonett and Price's interval: as if two plays more
/// had been seen, one of either kind; so it has a width also where no play differs.
///
/// # Panics
/// If there is no play.
#[must_use]
pub fn difference_of_shares(only_first: usize, only_second: usize, plays: usize) -> Estimate {
    assert!(plays > 0, "a share needs plays");
    let adjusted = |count: usize| (count as f64 + 1.0) / (plays as f64 + 2.0);
    let (first, second) = (adjusted(only_first), adjusted(only_second));
    let middle = first - second;
    let half_width = Z95 * ((first + second - middle * middle) / (plays as f64 + 2.0)).sqrt();
    Estimate {
        value: (only_first as f64 - only_second as f64) / plays as f64,
        low: (middle - half_width).max(-1.0),
        high: (middle + half_width).min(1.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_luck_makes_differences_sharp() {
        let luck = [3.0, -1.0, 4.0, 1.0, -5.0];
        let here = Measured::Sample(luck.iter().map(|luck| luck + 0.5).collect());
        let there = Measured::Sample(luck.to_vec());
        let difference = here.beyond(&there).unwrap();
        assert!((difference.low - 0.5).abs() < 1e-12 && (difference.high - 0.5).abs() < 1e-12);
        assert!(here.estimate().unwrap().high > 4.0);
    }

    #[test]
    fn a_difference_of_shares_follows_the_formula() {
        // 12 and 4 of 98 plays: adjusted 0.13 and 0.05, so 0.08 ± 1.96 √((0.18 − 0.0064) / 100).
        let found = difference_of_shares(12, 4, 98);
        let half = Z95 * (0.1736f64 / 100.0).sqrt();
        assert!((found.low - (0.08 - half)).abs() < 1e-15 && (found.high - (0.08 + half)).abs() < 1e-15);
        let alike = difference_of_shares(0, 0, 100);
        assert!(alike.value == 0.0 && alike.low < -0.01 && alike.high > 0.01);
    }

    #[test]
    fn measures_that_do_not_fit_are_refused() {
        let events = Measured::Events(vec![true]);
        assert!(events.beyond(&Measured::Exact(0.5)).is_err());
        assert!(events.beyond(&Measured::Events(vec![true, false])).is_err());
        assert!(Measured::Sample(vec![1.0, f64::NAN]).estimate().is_err());
        assert!(Measured::Events(Vec::new()).estimate().is_err());
    }
}
