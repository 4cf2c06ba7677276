//! A figure, and how far rounding may have taken it from what it stands for.
//!
//! Errors are carried through arithmetic to first order, so that what rounding alone decides is decided neither way: a
//! certain outcome has a share of 1, though its probabilities may sum to 0.9999999999999997.
//!
//! References: 1. N. J. Higham, *Accuracy and Stability of Numerical Algorithms*, 2nd ed., 2002, ch. 3–4.

use super::{Comparison, Operator};
use std::cmp::Ordering;

/// The error of what is summed over a distribution of plays, as a share of the largest term. Rounding leaves about
/// 10⁻¹³; ten times that is to spare for the longest plays.
pub const ROUNDING: f64 = 1e-12;

/// A figure with a bound on its error.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Measured {
    /// As it was worked out.
    pub value: f64,
    /// What it stands for is no further away.
    pub error: f64,
}

impl Measured {
    /// A number without any error.
    #[must_use]
    pub fn exact(value: f64) -> Measured {
        Measured { value, error: 0.0 }
    }

    /// A sum whose largest term is of this size.
    #[must_use]
    pub fn summed(value: f64, size: f64) -> Measured {
        Measured { value, error: ROUNDING * size.abs().max(value.abs()) }
    }

    pub(super) fn negative(self) -> Measured {
        Measured { value: -self.value, error: self.error }
    }

    pub(super) fn combined(self, operator: Operator, other: Measured) -> Measured {
        let (a, b) = (self, other);
        let relative = |each: Measured| each.error / each.value.abs();
        match operator {
            Operator::Plus => Measured { value: a.value + b.value, error: a.error + b.error },
            Operator::Minus => Measured { value: a.value - b.value, error: a.error + b.error },
            Operator::Times => Measured {
                value: a.value * b.value,
                error: a.error * b.value.abs() + b.error * a.value.abs(),
            },
            Operator::Over => {
                let value = a.value / b.value;
                Measured { value, error: a.error / b.value.abs() + value.abs() * relative(b) }
            }
        }
    }

    /// By how much it is more than another; nothing where that is no more than the error of both.
    #[must_use]
    pub fn more_than(self, other: Measured) -> f64 {
        let difference = self.value - other.value;
        if difference.abs() <= self.error + other.error { 0.0 } else { difference }
    }

    /// Whether it is larger, as far as their errors let that be told.
    #[must_use]
    pub fn is_above(self, other: Measured) -> bool {
        self.more_than(other) > 0.0
    }

    /// Whether the comparison holds: what their errors leave open counts as equal.
    #[must_use]
    pub fn compares(self, comparison: Comparison, other: Measured) -> bool {
        match self.more_than(other).partial_cmp(&0.0) {
            Some(order) => comparison.holds(order, Ordering::Equal),
            None => false,
        }
    }

    /// Whether the two are no further apart than a tolerance, or their errors.
    #[must_use]
    pub fn is_within(self, tolerance: f64, other: Measured) -> bool {
        (self.value - other.value).abs() <= tolerance + self.error + other.error
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_rounding_leaves_open_counts_as_equal() {
        let certain = Measured::summed(0.999_999_999_999_999_7, 1.0);
        let one = Measured::exact(1.0);
        assert!(certain.compares(Comparison::AtLeast, one) && certain.compares(Comparison::AtMost, one));
        assert!(!certain.compares(Comparison::Below, one) && !certain.compares(Comparison::Above, one));
        assert!(Measured::exact(0.999_999).compares(Comparison::Below, one));
    }

    #[test]
    fn errors_grow_with_what_they_are_errors_of() {
        let near = |found: Measured, value: f64, error: f64| {
            assert!((found.value - value).abs() < 1e-12 && (found.error - error).abs() < 1e-12, "{found:?}");
        };
        let (a, b) = (Measured { value: 2.0, error: 0.01 }, Measured { value: -4.0, error: 0.1 });
        near(a.combined(Operator::Plus, b), -2.0, 0.11);
        near(a.combined(Operator::Times, b), -8.0, 0.24);
        near(a.combined(Operator::Over, b), -0.5, 0.015);
    }

    #[test]
    fn what_is_no_number_holds_nothing() {
        let nothing = Measured::exact(0.0).combined(Operator::Over, Measured::exact(0.0));
        for comparison in [Comparison::Above, Comparison::Below, Comparison::AtLeast, Comparison::Unequal] {
            assert!(!nothing.compares(comparison, Measured::exact(0.0)));
        }
    }
}
