//! Pseudo-arclength continuation of a logit branch: predictor along the tangent, Newton corrector across it.
//!
//! Steps are short where the tangent turns or a mix changes much, and grow without limit where the logits run
//! straight to infinity.
//!
//! References: as in `logit`; the step control is that of E. L. Allgower, K. Georg, 2003, §6.1.

use super::StageError;
use super::curve::{Curve, Point, largest_difference};
use super::linear::{Lu, dot};
use super::logit::{BranchPoint, LogitEquilibrium, LogitSystem, TraceOptions};

/// The tangent may turn by so much in one step, in radians.
const MOST_TURN: f64 = 0.3;
/// No probability may change by more in one step.
const MOST_CHANGE: f64 = 0.15;
/// Crossings are closed in on to this length, times the root of the size of the logits: still far above rounding.
const FINE: f64 = 1e-6;
/// At that length, a step across a true crossing leaves its tangent by less than this, in radians. Where branches
/// only pass each other at a distance ε (in payoff), it would leave it by about ε / FINE².
const STRAIGHT: f64 = 1e-2;
/// A shorter step than this is not taken.
const SHORTEST: f64 = 1e-11;

impl Point {
    fn leads_straight_to(&self, next: &Self) -> bool {
        let chord: Vec<f64> = next.at.iter().zip(&self.at).map(|(to, from)| to - from).collect();
        let along = dot(&chord, &self.tangent);
        let across: f64 = chord.iter().zip(&self.tangent).map(|(c, t)| (c - along * t).powi(2)).sum();
        across.sqrt() <= STRAIGHT * along
    }
}

pub(super) fn trace<S: LogitSystem + ?Sized>(
    system: &S,
    options: &TraceOptions,
) -> Result<LogitEquilibrium, StageError> {
    let n = system.dimension();
    let mut curve = Curve { system, n, scale: 1.0 };
    let drive = curve.evaluate(&vec![0.0; n]).drive;
    let length = dot(&drive, &drive).sqrt();
    if !length.is_finite() {
        return Err(StageError::NotFinite);
    }
    curve.scale = length.max(1.0);
    let (most_turn, most_change) = (MOST_TURN / options.caution, MOST_CHANGE / options.caution);
    let fine = FINE * curve.scale.sqrt();

    let mut forwards = vec![0.0; n + 1];
    forwards[n] = 1.0;
    let mut here = curve.point(vec![0.0; n + 1], &forwards);
    let (mut steps, mut folds, mut crossings, mut path) = (0, 0, Vec::new(), Vec::new());
    if options.keep_path {
        path.push(BranchPoint { scale: 0.0, mixes: here.mixes.clone() });
    }
    let mut step = 0.5;
    // Where the determinant changed its sign within a step: the length within which it does.
    let mut suspect: Option<f64> = None;
    let lost = |here: &Point, steps, reason| StageError::BranchLost {
        scale: here.at[n] / curve.scale,
        steps,
        reason,
    };

    loop {
        if steps >= options.most_steps {
            return Err(lost(&here, steps, "the steps allowed are used up"));
        }
        if step < SHORTEST {
            return Err(lost(&here, steps, "no step is short enough to stay on it"));
        }
        let Some(next) = curve.step(&here, step) else {
            step *= 0.5;
            continue;
        };
        let turn = dot(&here.tangent, &next.tangent).clamp(-1.0, 1.0).acos();
        let change = largest_difference(&here.mixes, &next.mixes);
        if turn > most_turn || change > most_change {
            step *= 0.5;
            continue;
        }
        if next.positive != here.positive && !(step <= 2.0 * fine && here.leads_straight_to(&next)) {
            suspect = Some(step);
            step *= 0.5;
            continue;
        }
        if next.at[n] >= curve.scale {
            let Some(answer) = curve.land(&here, &next, options.tolerance) else {
                step *= 0.5;
                continue;
            };
            if options.keep_path {
                path.push(BranchPoint { scale: 1.0, mixes: answer.mixes.clone() });
            }
            // λu itself is known to no more than its rounding.
            let tolerance = options.tolerance.max(4.0 * f64::EPSILON * curve.largest_logit(&answer.payoffs));
            if answer.residual > tolerance {
                return Err(StageError::Residual { residual: answer.residual, tolerance });
            }
            return Ok(LogitEquilibrium { folds, crossings, steps: steps + 1, path, ..answer });
        }

        steps += 1;
        if (next.tangent[n] > 0.0) != (here.tangent[n] > 0.0) {
            folds += 1;
        }
        if next.positive != here.positive {
            crossings.push(0.5 * (here.at[n] + next.at[n]) / curve.scale);
            suspect = None;
        }
        if options.keep_path {
            path.push(BranchPoint { scale: next.at[n] / curve.scale, mixes: next.mixes.clone() });
        }
        here = next;
        // Bisection towards a suspected crossing, or the step that the bend of the curve allows.
        let taken = step;
        step *= (0.5 * most_turn / turn).min(0.5 * most_change / change).clamp(0.5, 3.0);
        suspect = suspect.map(|within| within - taken).filter(|&within| within > 0.0);
        if let Some(within) = suspect {
            step = step.min(if within > fine { 0.5 * within } else { 2.0 * fine });
        }
    }
}

impl<S: LogitSystem + ?Sized> Curve<'_, S> {
    /// One step along the tangent and back to the curve; nothing where Newton does not settle at once.
    fn step(&self, from: &Point, step: f64) -> Option<Point> {
        let start: Vec<f64> =
            from.at.iter().zip(&from.tangent).map(|(at, along)| at + step * along).collect();
        let at = self.newton(start, &from.tangent, 0.5 * step)?;
        let point = self.point(at, &from.tangent);
        point.tangent.iter().all(|entry| entry.is_finite()).then_some(point)
    }

    /// Newton's method across the direction given, which must not lead further away than `reach`.
    fn newton(&self, mut at: Vec<f64>, across: &[f64], reach: f64) -> Option<Vec<f64>> {
        let mut last = reach;
        for _ in 0..8 {
            let evaluation = self.evaluate(&at[..self.n]);
            let mut miss = self.miss(&at, &evaluation);
            miss.push(0.0);
            let correction = Lu::new(self.n + 1, self.bordered(at[self.n], &evaluation, across)).solve(&miss);
            let length = dot(&correction, &correction).sqrt();
            let size = at.iter().fold(1.0, |most: f64, entry| most.max(entry.abs()));
            // Close to a crossing the system is nearly singular: there a miss that is all rounding must do.
            let rounding = miss.iter().all(|entry| entry.abs() <= 8.0 * f64::EPSILON * size);
            if length <= 1e-11 * size || rounding {
                return Some(at);
            }
            // Also refuses what is not a number.
            if length.is_nan() || length > last {
                return None;
            }
            last = 0.5 * length;
            at.iter_mut().zip(&correction).for_each(|(entry, change)| *entry -= change);
        }
        None
    }

    /// The point at `s = 1` between two points of the curve.
    fn land(&self, from: &Point, to: &Point, tolerance: f64) -> Option<LogitEquilibrium> {
        let n = self.n;
        let share = (self.scale - from.at[n]) / (to.at[n] - from.at[n]);
        let between: Vec<f64> = from.at.iter().zip(&to.at).map(|(a, b)| a + share * (b - a)).collect();
        let mut fixed = vec![0.0; n + 1];
        fixed[n] = 1.0;
        let mut at = between;
        at[n] = self.scale;
        let gap: f64 = from.at.iter().zip(&to.at).map(|(a, b)| (a - b).powi(2)).sum::<f64>().sqrt();
        let mut at = self.newton(at, &fixed, gap)?;
        // Polish until rounding stops it.
        let mut best = self.answer(&at);
        for _ in 0..8 {
            if best.residual <= 1e-3 * tolerance {
                break;
            }
            let evaluation = self.evaluate(&at[..n]);
            let mut miss = self.miss(&at, &evaluation);
            miss.push(0.0);
            let correction = Lu::new(n + 1, self.bordered(at[n], &evaluation, &fixed)).solve(&miss);
            at.iter_mut().zip(&correction).for_each(|(entry, change)| *entry -= change);
            let next = self.answer(&at);
            if next.residual.is_nan() || next.residual >= best.residual {
                break;
            }
            best = next;
        }
        let change =
            largest_difference(&from.mixes, &best.mixes).max(largest_difference(&to.mixes, &best.mixes));
        (change <= MOST_CHANGE).then_some(best)
    }

    /// The point as an answer, with its residual.
    fn answer(&self, at: &[f64]) -> LogitEquilibrium {
        let logits = at[..self.n].to_vec();
        let evaluation = self.evaluate(&logits);
        let response = self.evaluate(&evaluation.drive).mixes;
        LogitEquilibrium {
            residual: largest_difference(&response, &evaluation.mixes),
            mixes: evaluation.mixes,
            logits,
            payoffs: evaluation.payoffs,
            folds: 0,
            crossings: Vec::new(),
            steps: 0,
            path: Vec::new(),
        }
    }
}
