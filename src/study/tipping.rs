//! Tipping points: where a measure crosses a threshold as one factor moves over its range.
//!
//! The measure is looked at on a grid; between neighbours on different sides of the threshold the place is narrowed down by
//! the ITP method, which never takes many more steps than bisection and far fewer where the measure is smooth. All crossings
//! that the grid separates are found, whether the measure is monotone or not; two between the same neighbours are missed
//! together, and a finer grid finds them.
//!
//! **Interval.** The true place *x*\* has the threshold as its true measure. So the 95 % interval of the place is the set of
//! *x* around the one found at which the threshold lies in the 95 % interval of the measure: the test "is *x* the place?" is
//! inverted, and holds its level without an assumption about slopes or error there. To either side the set is followed
//! until it ends; where the range ends first nothing bounds it. Crossings with overlapping intervals can not be told from
//! one another and are reported as one.
//!
//! A measure of plays should meet the same luck at every *x*; then it is a fixed function and the search never goes astray.
//!
//! Oliveira & Takahashi, "An enhancement of the bisection method average performance preserving minmax optimality", ACM
//! TOMS 47, 2020 (ITP). Casella & Berger, "Statistical inference", 2002, section 9.2 (inverting a test).

use super::estimate::{AnalysisError, Estimate};
use thiserror::Error;

/// Where and how finely to look.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Search {
    /// The least value of the factor.
    pub low: f64,
    /// The largest.
    pub high: f64,
    /// How many values the grid has, both ends included; at least 2.
    pub points: usize,
    /// How closely a place is narrowed down, in units of the factor.
    pub tolerance: f64,
    /// What the measure has to cross.
    pub threshold: f64,
}

/// What was found.
#[derive(Debug, Clone, PartialEq)]
pub struct Tipping {
    /// The grid: values of the factor, and the measure there.
    pub grid: Vec<(f64, Estimate)>,
    /// All tipping points, in ascending order; none where the measure stays on one side of the threshold.
    pub points: Vec<TippingPoint>,
    /// How often the measure was looked at.
    pub evaluations: usize,
}

/// A place where the measure crosses the threshold.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TippingPoint {
    /// The value of the factor, and its interval: −∞ or ∞ where the range ends before the interval does. Of an exact measure
    /// the interval is what the search narrowed the place down to.
    pub at: Estimate,
    /// Which way the measure crosses.
    pub crossing: Crossing,
    /// How many crossings were found here that can not be told from one another; 1 where nothing is in doubt.
    pub crossings: usize,
}

/// How a measure goes on, as the factor grows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Crossing {
    /// From below the threshold to above it.
    Rising,
    /// From above the threshold to below it.
    Falling,
    /// It comes to the threshold and ends on the side it came from, or the range ends there.
    Touching,
}

/// Why a search fails.
#[derive(Debug, Error)]
pub enum TippingError<E> {
    /// A setting makes no sense, or the measure is no finite number somewhere.
    #[error(transparent)]
    Search(AnalysisError),
    /// The measure could not be had.
    #[error(transparent)]
    Measure(E),
}

impl Search {
    /// Looks for all tipping points of a measure.
    ///
    /// # Errors
    /// If a setting makes no sense, or the measure can not be had or is no finite number somewhere.
    pub fn find<E>(
        &self,
        measure: impl FnMut(f64) -> Result<Estimate, E>,
    ) -> Result<Tipping, TippingError<E>> {
        self.check().map_err(TippingError::Search)?;
        let mut look = Look { search: *self, measure, evaluations: 0 };
        let step = |number: usize| {
            let part = number as f64 / (self.points - 1) as f64;
            if number + 1 == self.points { self.high } else { self.low + (self.high - self.low) * part }
        };
        let mut grid = Vec::with_capacity(self.points);
        for x in (0..self.points).map(step) {
            grid.push((x, look.at(x)?));
        }
        let mut points = Vec::new();
        for suspect in suspects(&grid, self.threshold) {
            points.push(look.refine(&suspect)?);
        }
        Ok(Tipping { grid, points: merged(points), evaluations: look.evaluations })
    }

    fn check(&self) -> Result<(), AnalysisError> {
        let refuse = |what, expected, value| Err(AnalysisError::Setting { what, expected, value });
        match self {
            search if !search.low.is_finite() => refuse("the range's low end", "a finite number", search.low),
            search if !search.high.is_finite() || search.high <= search.low => {
                refuse("the range's high end", "a finite number above its low end", search.high)
            }
            search if search.points < 2 => {
                refuse("the number of grid points", "2 or more", search.points as f64)
            }
            search if !(search.tolerance > 0.0) => {
                refuse("the tolerance", "a number above 0", search.tolerance)
            }
            search if !search.threshold.is_finite() => {
                refuse("the threshold", "a finite number", search.threshold)
            }
            _ => Ok(()),
        }
    }
}

/// Where to look closer.
struct Suspect {
    /// Values of the factor that the place lies between; those at which the measure is the threshold, if it is.
    between: (f64, f64),
    /// The measure there, less the threshold; 0 where it is met.
    ends: (f64, f64),
    crossing: Crossing,
    /// A slope, to guess how wide an interval is; 0 if unknown.
    slope: f64,
}

/// Neighbours on different sides of the threshold, and runs that lie on it.
fn suspects(grid: &[(f64, Estimate)], threshold: f64) -> Vec<Suspect> {
    let beyond: Vec<(f64, f64)> = grid.iter().map(|&(x, measure)| (x, measure.value - threshold)).collect();
    let mut suspects = Vec::new();
    let mut before: Option<(f64, f64)> = None;
    for run in beyond.chunk_by(|a, b| (a.1 == 0.0) == (b.1 == 0.0)) {
        let (first, last) = (run[0], run[run.len() - 1]);
        if first.1 == 0.0 {
            let after = beyond.iter().copied().find(|after| after.0 > last.0);
            let sides = before.zip(after);
            let crossing = sides.map_or(Crossing::Touching, |(before, after)| crossing(before.1, after.1));
            let slope = sides.map_or(0.0, |(before, after)| (after.1 - before.1) / (after.0 - before.0));
            suspects.push(Suspect { between: (first.0, last.0), ends: (0.0, 0.0), crossing, slope });
            continue;
        }
        for pair in run.windows(2).filter(|pair| (pair[0].1 > 0.0) != (pair[1].1 > 0.0)) {
            let (from, to) = (pair[0], pair[1]);
            suspects.push(Suspect {
                between: (from.0, to.0),
                ends: (from.1, to.1),
                crossing: crossing(from.1, to.1),
                slope: (to.1 - from.1) / (to.0 - from.0),
            });
        }
        before = Some(last);
    }
    suspects
}

/// How a measure goes from one side to another.
fn crossing(from: f64, to: f64) -> Crossing {
    match (from > 0.0, to > 0.0) {
        (false, true) => Crossing::Rising,
        (true, false) => Crossing::Falling,
        _ => Crossing::Touching,
    }
}

/// The measure, being looked at.
struct Look<M> {
    search: Search,
    measure: M,
    evaluations: usize,
}

impl<E, M: FnMut(f64) -> Result<Estimate, E>> Look<M> {
    fn at(&mut self, x: f64) -> Result<Estimate, TippingError<E>> {
        self.evaluations += 1;
        let found = (self.measure)(x).map_err(TippingError::Measure)?;
        if !found.value.is_finite() || found.low.is_nan() || found.high.is_nan() {
            let (what, expected) = ("the measure", "a finite number with an interval");
            return Err(TippingError::Search(AnalysisError::Setting { what, expected, value: found.value }));
        }
        Ok(found)
    }

    /// The tipping point that a suspect stands for.
    fn refine(&mut self, suspect: &Suspect) -> Result<TippingPoint, TippingError<E>> {
        let (low, high) = if suspect.ends == (0.0, 0.0) { suspect.between } else { self.narrow(suspect)? };
        let middle = f64::midpoint(low, high);
        let here = self.at(middle)?;
        let mut at = Estimate { value: middle, low, high };
        // At a jump the interval of the measure may miss the threshold on both sides of the place: then it is the place.
        if here.low < here.high && here.holds(self.search.threshold) {
            let guess = (here.high - here.low) / 2.0 / suspect.slope.abs();
            let step =
                if guess.is_finite() { guess.max(self.search.tolerance) } else { self.search.tolerance };
            at.low = at.low.min(self.end(middle, -step)?);
            at.high = at.high.max(self.end(middle, step)?);
        }
        Ok(TippingPoint { at, crossing: suspect.crossing, crossings: 1 })
    }

    /// Narrows a place down to the tolerance (ITP, with the parameters that its authors recommend).
    fn narrow(&mut self, suspect: &Suspect) -> Result<(f64, f64), TippingError<E>> {
        let (mut a, mut b) = suspect.between;
        let (mut from, mut to) = suspect.ends;
        let half = self.search.tolerance / 2.0;
        let steps = ((b - a) / self.search.tolerance).log2().ceil().max(0.0) + 1.0;
        let truncation = 0.2 / (b - a);
        for step in 0.. {
            // Numbers that lie next to each other have nothing between.
            if b - a <= self.search.tolerance || f64::midpoint(a, b) <= a || f64::midpoint(a, b) >= b {
                break;
            }
            let middle = f64::midpoint(a, b);
            let radius = (half * f64::exp2(steps - f64::from(step)) - (b - a) / 2.0).max(0.0);
            let secant = (to * a - from * b) / (to - from);
            let side = (middle - secant).signum();
            let shift = truncation * (b - a).powi(2);
            let truncated = if shift <= (middle - secant).abs() { secant + side * shift } else { middle };
            let projected =
                if (truncated - middle).abs() <= radius { truncated } else { middle - side * radius };
            let x = if projected > a && projected < b { projected } else { middle };
            let value = self.at(x)?.value - self.search.threshold;
            if value == 0.0 {
                return Ok((x, x));
            }
            if (value > 0.0) == (from > 0.0) {
                (a, from) = (x, value);
            } else {
                (b, to) = (x, value);
            }
        }
        Ok((a, b))
    }

    /// Where the interval of a place ends on one side: the first step outwards at which the measure is told from the
    /// threshold, to within a sixty-fourth of the way there or the tolerance.
    fn end(&mut self, place: f64, step: f64) -> Result<f64, TippingError<E>> {
        let (limit, beyond) = match step < 0.0 {
            true => (self.search.low, f64::NEG_INFINITY),
            false => (self.search.high, f64::INFINITY),
        };
        let clamp = |x: f64| if step < 0.0 { x.max(limit) } else { x.min(limit) };
        let (mut inside, mut reach) = (place, step);
        let mut outside = loop {
            let x = clamp(place + reach);
            if !self.at(x)?.holds(self.search.threshold) {
                break x;
            }
            if x == limit {
                return Ok(beyond);
            }
            inside = x;
            reach *= 2.0;
        };
        while (outside - inside).abs() > self.search.tolerance.max((outside - place).abs() / 64.0) {
            let x = f64::midpoint(inside, outside);
            if x == inside || x == outside {
                break;
            }
            if self.at(x)?.holds(self.search.threshold) {
                inside = x;
            } else {
                outside = x;
            }
        }
        Ok(outside)
    }
}

/// Makes one of neighbours whose intervals overlap.
fn merged(points: Vec<TippingPoint>) -> Vec<TippingPoint> {
    let mut merged: Vec<TippingPoint> = Vec::new();
    // Of those that are one, the values of the first and the last.
    let mut spans: Vec<(f64, f64)> = Vec::new();
    for point in points {
        match merged.last_mut().zip(spans.last_mut()) {
            Some((last, span)) if point.at.low < last.at.high => {
                last.at.low = last.at.low.min(point.at.low);
                last.at.high = last.at.high.max(point.at.high);
                span.1 = point.at.value;
                last.at.value = f64::midpoint(span.0, span.1);
                last.crossing = together(last.crossing, point.crossing);
                last.crossings += point.crossings;
            }
            _ => {
                spans.push((point.at.value, point.at.value));
                merged.push(point);
            }
        }
    }
    merged
}

/// What two crossings are that follow each other: signs alternate, so up and down is nothing in the end.
fn together(first: Crossing, second: Crossing) -> Crossing {
    match (first, second) {
        (Crossing::Touching, other) | (other, Crossing::Touching) => other,
        _ => Crossing::Touching,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::convert::Infallible;

    const SEARCH: Search = Search { low: 0.0, high: 2.0, points: 5, tolerance: 1e-9, threshold: 0.0 };

    fn exact(search: Search, measure: impl Fn(f64) -> f64) -> Tipping {
        let Ok(found) = search.find(|x| Ok::<_, Infallible>(Estimate::exact(measure(x)))) else {
            panic!("the measure is a number")
        };
        found
    }

    #[test]
    fn an_exact_measure_is_narrowed_down_to_the_tolerance() {
        let found = exact(SEARCH, |x| x * x - 2.0);
        assert_eq!(found.points.len(), 1);
        let point = found.points[0];
        assert!(point.at.holds(2f64.sqrt()) && point.at.high - point.at.low <= 1e-9, "{point:?}");
        assert_eq!(point.crossing, Crossing::Rising);
        // Bisection alone would take 30 steps.
        assert!(found.evaluations <= 5 + 15, "{}", found.evaluations);
    }

    #[test]
    fn all_crossings_are_found() {
        let search = Search { points: 20, ..SEARCH };
        let found = exact(search, |x| (x - 0.3) * (x - 0.9) * (x - 1.7));
        let at: Vec<f64> = found.points.iter().map(|point| (point.at.value * 1e6).round() / 1e6).collect();
        assert_eq!(at, [0.3, 0.9, 1.7]);
        let crossings: Vec<Crossing> = found.points.iter().map(|point| point.crossing).collect();
        assert_eq!(crossings, [Crossing::Rising, Crossing::Falling, Crossing::Rising]);
    }

    #[test]
    fn a_measure_that_stays_on_one_side_has_none() {
        let found = exact(SEARCH, |x| x + 1.0);
        assert!(found.points.is_empty());
        assert_eq!((found.grid.len(), found.evaluations), (5, 5));
    }

    #[test]
    fn a_jump_is_found_by_halving() {
        let found = exact(SEARCH, |x| if x < 1.234_567 { -3.0 } else { 0.001 });
        assert!((found.points[0].at.value - 1.234_567).abs() < 1e-9);
        assert!(found.evaluations <= 5 + 33, "{}", found.evaluations);
    }

    #[test]
    fn a_stretch_on_the_threshold_is_one_place() {
        let found = exact(SEARCH, |x| {
            if x < 0.4 {
                -1.0
            } else if x < 1.2 {
                0.0
            } else {
                2.0
            }
        });
        let at = found.points[0].at;
        assert_eq!((at.value, at.low, at.high), (0.75, 0.5, 1.0));
        assert_eq!(found.points[0].crossing, Crossing::Rising);
        let touching = exact(SEARCH, |x| (x - 1.0).powi(2));
        assert_eq!((touching.points[0].at.value, touching.points[0].crossing), (1.0, Crossing::Touching));
    }

    #[test]
    fn an_interval_ends_where_the_measure_is_told_from_the_threshold() {
        // Known to within 0.1 everywhere: the interval of the place is 0.1 / slope to either side.
        let search = Search { tolerance: 1e-4, ..SEARCH };
        let Ok(found) = search.find(|x| Ok::<_, Infallible>(Estimate::within(2.0 * (x - 0.77), 0.1))) else {
            panic!("the measure is a number")
        };
        let at = found.points[0].at;
        assert!((at.value - 0.77).abs() < 1e-4);
        assert!((at.low - 0.72).abs() < 2e-3 && (at.high - 0.82).abs() < 2e-3, "{at:?}");
        let Ok(vague) = search.find(|x| Ok::<_, Infallible>(Estimate::within(x - 0.77, 1.0))) else {
            panic!("the measure is a number")
        };
        let at = vague.points[0].at;
        assert_eq!(at.low, f64::NEG_INFINITY);
        assert!((at.high - 1.77).abs() < 2e-2, "{at:?}");
    }

    #[test]
    fn crossings_that_can_not_be_told_apart_are_one() {
        let wobble = |x: f64| Estimate::within(x - 1.0 - 0.1 * (40.0 * (x - 1.0)).sin(), 0.2);
        let search = Search { points: 80, tolerance: 1e-3, ..SEARCH };
        let Ok(found) = search.find(|x| Ok::<_, Infallible>(wobble(x))) else {
            panic!("the measure is a number")
        };
        assert_eq!(found.points.len(), 1);
        let point = found.points[0];
        assert!(point.crossings == 3 && point.crossing == Crossing::Rising, "{point:?}");
        assert!((point.at.value - 1.0).abs() < 1e-3);
    }

    #[test]
    fn what_makes_no_sense_is_refused() {
        let error = |search: Search, value: f64| {
            search.find(|_| Ok::<_, Infallible>(Estimate::exact(value))).unwrap_err().to_string()
        };
        assert_eq!(
            error(Search { high: 0.0, ..SEARCH }, 1.0),
            "the range's high end is 0; expected a finite number above its low end"
        );
        assert_eq!(
            error(Search { tolerance: 0.0, ..SEARCH }, 1.0),
            "the tolerance is 0; expected a number above 0"
        );
        assert_eq!(error(SEARCH, f64::NAN), "the measure is NaN; expected a finite number with an interval");
        let failed =
            SEARCH.find(|x| if x < 1.0 { Ok(Estimate::exact(x)) } else { Err("the solver gave up") });
        assert!(matches!(failed, Err(TippingError::Measure("the solver gave up"))));
    }
}
