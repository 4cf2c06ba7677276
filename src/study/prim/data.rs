//! Points, and which of them are of interest.

use crate::study::estimate::{AnalysisError, all_finite, as_many, enough};

/// What the values of a factor are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Real numbers; a limit may stand between two of them.
    Real,
    /// Whole numbers; a limit is one of them, and a peel takes one value at least.
    Whole,
    /// Categories, numbered from 0: no order, any of them may be left out.
    Category,
}

/// A factor's value at each point.
#[derive(Debug, Clone, PartialEq)]
pub struct Factor {
    pub(super) kind: Kind,
    pub(super) values: Vec<f64>,
}

impl Factor {
    /// A factor of some kind.
    #[must_use]
    pub fn new(kind: Kind, values: Vec<f64>) -> Factor {
        Factor { kind, values }
    }
}

/// Points with their factors, and which of them are of interest.
#[derive(Debug, Clone, PartialEq)]
pub struct Data {
    pub(super) factors: Vec<Factor>,
    pub(super) of_interest: Vec<bool>,
}

impl Data {
    /// Points to look for boxes among.
    ///
    /// # Errors
    /// If there is no factor, no point, a factor has another number of values than there are points, or one that is no
    /// finite number, or not whole where it must be.
    pub fn new(factors: Vec<Factor>, of_interest: Vec<bool>) -> Result<Data, AnalysisError> {
        enough("factors", factors.len(), 1)?;
        enough("points", of_interest.len(), 1)?;
        for factor in &factors {
            as_many("a factor", factor.values.len(), of_interest.len())?;
            all_finite("a factor", &factor.values)?;
            let wrong = |value: f64| match factor.kind {
                Kind::Real => false,
                Kind::Whole => value.fract() != 0.0,
                Kind::Category => value.fract() != 0.0 || !(0.0..65_536.0).contains(&value),
            };
            if let Some(&value) = factor.values.iter().find(|&&value| wrong(value)) {
                let (what, expected) = match factor.kind {
                    Kind::Category => ("a category", "a whole number from 0 to 65535"),
                    _ => ("a value of a whole-number factor", "a whole number"),
                };
                return Err(AnalysisError::Setting { what, expected, value });
            }
        }
        Ok(Data { factors, of_interest })
    }

    /// How many points there are.
    #[must_use]
    pub fn points(&self) -> usize {
        self.of_interest.len()
    }

    /// The value of each factor at a point.
    pub(super) fn point(&self, point: usize) -> Vec<f64> {
        self.factors.iter().map(|factor| factor.values[point]).collect()
    }

    /// Some of the points, by their numbers.
    pub(super) fn some(&self, points: &[usize]) -> Data {
        let factor = |factor: &Factor| {
            Factor::new(factor.kind, points.iter().map(|&point| factor.values[point]).collect())
        };
        Data {
            factors: self.factors.iter().map(factor).collect(),
            of_interest: points.iter().map(|&point| self.of_interest[point]).collect(),
        }
    }

    /// Factors in the order in which candidates are looked at: by kind, then as they stand.
    pub(super) fn in_order(&self) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.factors.len()).collect();
        order.sort_by_key(|&factor| self.factors[factor].kind);
        order
    }
}
