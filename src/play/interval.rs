//! Intervals of shares: what k of n plays say of a probability.
//!
//! References: Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22, 1927;
//! Brown, Cai & DasGupta, "Interval estimation for a binomial proportion", Statistical Science 16, 2001.

/// Two-sided 95 % quantile of the normal distribution.
pub const Z95: f64 = 1.959_963_984_540_054;

/// The 95 % Wilson score interval of a share. Of nothing, (0, 1).
#[must_use]
pub fn wilson(successes: u64, trials: u64) -> (f64, f64) {
    if trials == 0 {
        return (0.0, 1.0);
    }
    let n = trials as f64;
    let share = successes as f64 / n;
    let shrink = 1.0 + Z95 * Z95 / n;
    let middle = (share + Z95 * Z95 / (2.0 * n)) / shrink;
    let half = Z95 / shrink * (share * (1.0 - share) / n + Z95 * Z95 / (4.0 * n * n)).sqrt();
    // At the ends the formula is exact on paper and not in floating point.
    let low = if successes == 0 { 0.0 } else { middle - half };
    let high = if successes == trials { 1.0 } else { middle + half };
    (low, high)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Computed with statsmodels 0.15.0 (`proportion_confint`).
    #[test]
    fn wilson_intervals_are_those_of_statsmodels() {
        for (successes, trials, low, high) in [
            (0, 100, 0.0, 0.036_993_498_206_985_69),
            (1, 100, 0.001_767_432_064_140_647, 0.054_486_196_178_705_33),
            (13, 100, 0.077_571_674_272_405_1, 0.209_803_514_400_764_3),
            (50, 100, 0.403_831_530_365_995_6, 0.596_168_469_634_004_4),
        ] {
            let (l, h) = wilson(successes, trials);
            assert!((l - low).abs() < 1e-12 && (h - high).abs() < 1e-12, "{successes} of {trials}: {l} {h}");
        }
    }
}
