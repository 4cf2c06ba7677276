//! Tornado diagrams: how far each factor alone moves a measure from its base.
//!
//! From the points of [`OneAtATime`](super::design::OneAtATime): the base, and each factor at its two ends while the others
//! stay. Differences are of plays under the same luck, so their intervals are those of [paired](super::paired) differences.
//! What factors do together does not show; [Sobol' indices](super::sobol_indices) show it.
//!
//! Howard, "Decision analysis: practice and promise", Management Science 34, 1988.

use super::estimate::{AnalysisError, Estimate};
use super::paired::Measured;

/// What one factor does to a measure.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bar {
    /// The factor, from 0.
    pub factor: usize,
    /// The measure at the low end, less that at the base.
    pub low: Estimate,
    /// The measure at the high end, less that at the base.
    pub high: Estimate,
    /// The measure at the high end, less that at the low end.
    pub swing: Estimate,
}

impl Bar {
    /// How long the bar is: from the least to the most of the base and the two ends.
    #[must_use]
    pub fn length(&self) -> f64 {
        let (low, high) = (self.low.value, self.high.value);
        low.max(high).max(0.0) - low.min(high).min(0.0)
    }
}

/// The bars of a diagram, the longest first; of equals the first factor. For each factor what was measured at its low and
/// its high end.
///
/// # Errors
/// If a measure is no finite number, or they do not fit each other.
pub fn tornado(base: &Measured, ends: &[[Measured; 2]]) -> Result<Vec<Bar>, AnalysisError> {
    let bar = |(factor, [low, high]): (usize, &[Measured; 2])| {
        let (swing, low, high) = (high.beyond(low)?, low.beyond(base)?, high.beyond(base)?);
        Ok(Bar { factor, low, high, swing })
    };
    let mut bars: Vec<Bar> = ends.iter().enumerate().map(bar).collect::<Result<_, _>>()?;
    bars.sort_by(|a, b| b.length().total_cmp(&a.length()));
    Ok(bars)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_bar_comes_first() {
        let ends =
            [(0.9, 1.1), (1.5, 1.25), (1.0, 0.6)].map(|(a, b)| [Measured::Exact(a), Measured::Exact(b)]);
        let bars = tornado(&Measured::Exact(1.0), &ends).unwrap();
        let order: Vec<usize> = bars.iter().map(|bar| bar.factor).collect();
        assert_eq!(order, [1, 2, 0]);
        assert_eq!(bars[0].low, Estimate::exact(0.5));
        assert_eq!(bars[0].swing, Estimate::exact(-0.25));
        assert_eq!(bars[0].length(), 0.5);
    }
}
