//! Games with known answers, for the tests.

use super::Bimatrix;

/// Chicken as in the Axelrod library: 0, −1, 1, −10.
pub(super) fn axelrod() -> Bimatrix {
    Bimatrix::symmetric(0.0, -1.0, 1.0, -10.0).unwrap()
}

/// Aumann's Chicken: 6, 2, 7, 0.
pub(super) fn aumann() -> Bimatrix {
    Bimatrix::symmetric(6.0, 2.0, 7.0, 0.0).unwrap()
}

/// Chicken of ranks: 3, 2, 4, 1.
pub(super) fn ordinal_chicken() -> Bimatrix {
    Bimatrix::symmetric(3.0, 2.0, 4.0, 1.0).unwrap()
}

/// The Prisoner's Dilemma: 3, 0, 5, 1.
pub(super) fn prisoners() -> Bimatrix {
    Bimatrix::symmetric(3.0, 0.0, 5.0, 1.0).unwrap()
}

/// Chicken with different prices of a crash.
pub(super) fn lopsided() -> Bimatrix {
    Bimatrix::new(&[&[4.0, 1.0], &[5.0, -2.5]], &[&[4.0, 5.0], &[1.0, -0.5]]).unwrap()
}

/// Ochs's game of matching pennies, as in McKelvey and Palfrey 1995.
pub(super) fn ochs() -> Bimatrix {
    Bimatrix::new(&[&[1.1141, 0.0], &[0.0, 0.2785]], &[&[0.0, 1.1141], &[1.1141, 0.0]]).unwrap()
}

/// Fails unless two numbers are as close as that.
#[track_caller]
pub(super) fn close(found: f64, known: f64, tolerance: f64) {
    assert!((found - known).abs() <= tolerance, "{found} is not {known}");
}
