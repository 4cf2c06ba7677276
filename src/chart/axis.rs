//! Scales that turn numbers into places, and round numbers for their ticks.

use crate::prose::numbers::power_of_ten;

/// A linear scale from numbers to places.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Scale {
    from: (f64, f64),
    to: (f64, f64),
}

impl Scale {
    /// The scale that puts `from.0` at `from.1` and `to.0` at `to.1`.
    pub(super) fn new(from: (f64, f64), to: (f64, f64)) -> Scale {
        Scale { from, to }
    }

    /// Place of a number, held within the scale's ends; a number that is none is at the first end.
    pub(super) fn at(&self, value: f64) -> f64 {
        let span = self.to.0 - self.from.0;
        if !value.is_finite() || span == 0.0 {
            return self.from.1;
        }
        let step = ((value - self.from.0) / span).clamp(0.0, 1.0);
        self.from.1 + step * (self.to.1 - self.from.1)
    }

    /// The number at a place: what `at` undoes.
    pub(super) fn value(&self, at: f64) -> f64 {
        let span = self.to.1 - self.from.1;
        if span == 0.0 {
            self.from.0
        } else {
            self.from.0 + (at - self.from.1) / span * (self.to.0 - self.from.0)
        }
    }
}

/// Round numbers within `low..=high`, about `most` of them, and how many decimals they need.
pub(super) fn ticks(low: f64, high: f64, most: usize) -> (Vec<f64>, usize) {
    let span = high - low;
    if !(span.is_finite() && span > 0.0) {
        return (vec![low], 0);
    }
    let rough = span / most.max(1) as f64;
    let power = 10f64.powi(power_of_ten(rough));
    let step = [1.0, 2.0, 5.0, 10.0].into_iter().map(|by| by * power).find(|&step| step >= rough * 0.999);
    let step = step.unwrap_or(10.0 * power);
    let places = (-power_of_ten(step)).clamp(0, 12) as usize;
    let (first, last) = ((low / step - 1e-9).ceil(), (high / step + 1e-9).floor());
    let count = ((last - first).max(-1.0) as usize).min(10 * most.max(1));
    if last < first {
        return (Vec::new(), places);
    }
    ((0..=count).map(|n| (first + n as f64) * step).collect(), places)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_and_within_the_ends() {
        assert_eq!(ticks(-61.0, -4.0, 6).0, [-60.0, -50.0, -40.0, -30.0, -20.0, -10.0]);
        assert_eq!(ticks(0.0, 1.0, 5), (vec![0.0, 0.2, 0.4, 0.6000000000000001, 0.8, 1.0], 1));
        assert_eq!(ticks(3.0, 3.0, 5).0, [3.0]);
    }

    #[test]
    fn odd_numbers_are_no_panic() {
        assert_eq!(ticks(f64::NAN, 1.0, 5).0.len(), 1);
        assert_eq!(Scale::new((0.0, 10.0), (1.0, 20.0)).at(f64::NAN), 10.0);
        assert_eq!(Scale::new((0.0, 10.0), (0.0, 20.0)).at(7.0), 10.0);
    }
}
