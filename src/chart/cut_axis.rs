//! A linear axis with long empty stretches cut out.
//!
//! One outcome can be worth −300 and all others between −60 and −5. A logarithm would bend every distance; cutting out
//! what holds no data keeps one scale (the same number of units to the inch) on both sides of the cut, and the cut is
//! drawn.

use super::axis::Scale;

/// Space of a cut.
pub(super) const CUT: f64 = 26.0;

/// The axis: stretches from left to right, each with its scale.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct CutAxis {
    /// Lowest and highest number of each stretch, and the places of both.
    pub(super) stretches: Vec<((f64, f64), (f64, f64))>,
}

impl CutAxis {
    /// An axis between two places that shows all of these intervals; `None` without one.
    pub(super) fn new(intervals: &[(f64, f64)], from: f64, to: f64) -> Option<CutAxis> {
        let held = |value: f64| value.clamp(-1e15, 1e15);
        let mut sorted: Vec<(f64, f64)> = intervals
            .iter()
            .filter(|(low, high)| low.is_finite() && high.is_finite())
            .map(|&(low, high)| (held(low.min(high)), held(low.max(high))))
            .collect();
        sorted.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut groups: Vec<(f64, f64)> = Vec::new();
        for (low, high) in sorted {
            match groups.last_mut() {
                Some(last) if low <= last.1 => last.1 = last.1.max(high),
                _ => groups.push((low, high)),
            }
        }
        let (lowest, highest) = (groups.first()?.0, groups.last()?.1);
        let mut cuts: Vec<usize> = Vec::new();
        // The widest gap is cut while it is nearly as wide as all the rest, at most twice; where there are only points
        // and no spread that the gap would crush, only when it is much wider.
        let covered: f64 = groups.iter().map(|(low, high)| high - low).sum();
        while cuts.len() < 2 {
            let open = |n: &usize| !cuts.contains(n);
            let gap = |n: usize| groups[n + 1].0 - groups[n].1;
            let widest = (0..groups.len() - 1).filter(open).max_by(|&a, &b| gap(a).total_cmp(&gap(b)));
            let Some(widest) = widest else { break };
            let rest = highest - lowest - cuts.iter().map(|&n| gap(n)).sum::<f64>() - gap(widest);
            let limit = if covered > 0.1 * rest { 0.9 } else { 8.0 };
            if gap(widest) <= limit * rest || rest <= 1e-3 * (highest - lowest) {
                break;
            }
            cuts.push(widest);
        }
        cuts.sort_unstable();
        let mut parts: Vec<(f64, f64)> = Vec::new();
        let mut low = lowest;
        for &cut in &cuts {
            parts.push((low, groups[cut].1));
            low = groups[cut + 1].0;
        }
        parts.push((low, highest));
        Some(CutAxis { stretches: laid_out(&parts, from, to) })
    }

    /// Place of a number; one inside a cut is in its middle.
    pub(super) fn at(&self, value: f64) -> f64 {
        let mut before: Option<f64> = None;
        for &((low, high), (left, right)) in &self.stretches {
            if value < low {
                return before.map_or(left, |end| (end + left) / 2.0);
            }
            if value <= high {
                return Scale::new((low, left), (high, right)).at(value);
            }
            before = Some(right);
        }
        before.unwrap_or(0.0)
    }

    /// Middles of the cuts.
    pub(super) fn cuts(&self) -> Vec<f64> {
        self.stretches.windows(2).map(|pair| (pair[0].1.1 + pair[1].1.0) / 2.0).collect()
    }
}

/// Parts side by side on one scale, each with some room around it.
fn laid_out(parts: &[(f64, f64)], from: f64, to: f64) -> Vec<((f64, f64), (f64, f64))> {
    let total: f64 = parts.iter().map(|(low, high)| high - low).sum();
    let size = parts.iter().map(|(low, high)| low.abs().max(high.abs())).fold(0.0, f64::max);
    // Where all numbers are one, something around it.
    let total = if total > 0.0 { total } else { (size * 0.2).max(1.0) };
    let pad = total * if parts.len() > 1 { 0.05 } else { 0.03 };
    let padded: Vec<(f64, f64)> = parts.iter().map(|(low, high)| (low - pad, high + pad)).collect();
    let padded_total: f64 = padded.iter().map(|(low, high)| high - low).sum();
    let scale = (to - from - CUT * (parts.len() - 1) as f64) / padded_total;
    let mut at = from;
    let mut out = Vec::new();
    for (low, high) in padded {
        let end = at + (high - low) * scale;
        out.push(((low, high), (at, end)));
        at = end + CUT;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_far_interval_is_brought_near_on_the_same_scale() {
        let axis = CutAxis::new(&[(-340.0, -300.0), (-60.0, -5.0), (-40.0, -10.0)], 0.0, 500.0).unwrap();
        assert_eq!(axis.stretches.len(), 2);
        let units = |n: usize| {
            let ((low, high), (left, right)) = axis.stretches[n];
            (right - left) / (high - low)
        };
        assert!((units(0) - units(1)).abs() < 1e-9);
        assert!(axis.at(-300.0) < axis.at(-150.0) && axis.at(-150.0) < axis.at(-60.0));
        assert_eq!(axis.at(-150.0), axis.cuts()[0]);
    }

    #[test]
    fn near_intervals_two_points_and_one_number_are_not_cut() {
        for intervals in [
            vec![(-10.0, -5.0), (-4.0, 3.0)],
            vec![(0.0, 0.0), (-300.0, -300.0)],
            vec![(7.0, 7.0)],
            vec![(-10.0, -10.0), (-1.0, -1.0), (1.0, 1.0)],
        ] {
            let axis = CutAxis::new(&intervals, 0.0, 500.0).unwrap();
            assert!(axis.cuts().is_empty(), "{axis:?}");
            assert!(axis.at(intervals[0].0).is_finite());
        }
        assert_eq!(CutAxis::new(&[(f64::NAN, 1.0)], 0.0, 500.0), None);
    }
}
