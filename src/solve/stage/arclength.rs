//! Pseudo-arclength continuation of a logit branch: predictor along the tangent, Newton corrector across it.
//!
//! Steps are short where the tangent turns, where a mix changes much, or where Newton's method has to correct much.
//! Along a curve without crossings the determinant of its equation and tangent keeps its sign; it has the other one on
//! the way back from a fold. So a step across which it changes has jumped, and is cut until it no longer does, or until it
//! is so short and straight that it must have passed a crossing. The sign does not tell a crossing of several branches at
//! once, or a bend that is left of one; so steps are no longer than the equation is far from a singular one.
//!
//! References: as in `logit`; the step control is that of E. L. Allgower, K. Georg, 2003, §6.1.

use super::StageError;
use super::curve::{Curve, Point, largest_difference};
use super::linear::{Lu, dot};
use super::logit::{BranchPoint, LogitEquilibrium, LogitSystem, TraceOptions};

/// The first step, and the longest: logits and rationality then grow by a factor of e where they are large.
const FIRST: f64 = 0.1;
const LONGEST: f64 = 1.0;
/// The tangent may turn by so much in one step, in radians.
const MOST_TURN: f64 = 0.3;
/// No probability may change by more in one step.
const MOST_CHANGE: f64 = 0.15;
/// The corrector may lead away from the predictor by this share of a step.
const MOST_CORRECTION: f64 = 0.25;
/// No step is longer than this share of how far the equation is from a singular one.
const REGULAR: f64 = 0.5;
/// Crossings are closed in on to this length: still far above rounding.
const FINE: f64 = 1e-6;
/// At that length, a step across a true crossing leaves its tangent by less than this, in radians. Where branches
/// only pass each other at a distance ε (in logits), it would leave it by about ε / FINE².
const STRAIGHT: f64 = 1e-2;
/// A shorter step than this is not taken.
const SHORTEST: f64 = 1e-10;
/// Releasing what the game makes equal may move a probability by no more than this: hairs that count as equalities.
const HAIR: f64 = 1e-2;

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
    let curve = Curve::new(system);
    if !curve.is_finite() {
        return Err(StageError::NotFinite);
    }
    let parted = curve.has_equals().then(|| curve.parted());
    let end = curve.tau(1.0);
    let tau = curve.size();
    let (most_turn, most_change) = (MOST_TURN / options.caution, MOST_CHANGE / options.caution);

    let mut forwards = vec![0.0; tau + 1];
    forwards[tau] = 1.0;
    let mut here = curve.point(curve.start(), &forwards);
    let (mut steps, mut folds, mut crossings, mut path) = (0, 0, Vec::new(), Vec::new());
    if options.keep_path {
        path.push(BranchPoint { scale: 0.0, mixes: here.mixes.clone() });
    }
    let mut step = FIRST / options.caution;
    // Where the determinant changed its sign within a step: the length within which it does.
    let mut suspect: Option<f64> = None;
    let lost = |here: &Point, steps, reason| StageError::BranchLost {
        scale: curve.share(here.at[tau]),
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
        if next.positive != here.positive && !(step <= 2.0 * FINE && here.leads_straight_to(&next)) {
            suspect = Some(step);
            step *= 0.5;
            continue;
        }
        // A fold just beyond the rationality asked for: the branch reaches it on the way there already.
        let turns_back = here.tangent[tau] > 0.0 && next.tangent[tau] < 0.0;
        if turns_back && next.at[tau] < end && here.at[tau] + step > end && step > FINE {
            step *= 0.5;
            continue;
        }
        if next.at[tau] >= end {
            let Some(answer) = curve.land(&here, &next, end) else {
                step *= 0.5;
                continue;
            };
            let answer = curve.polish(answer, parted.as_ref(), end);
            if options.keep_path {
                path.push(BranchPoint { scale: 1.0, mixes: answer.mixes.clone() });
            }
            // λu itself is known to no more than its rounding.
            let tolerance = options.tolerance.max(0.5 * curve.rounding(&answer.payoffs));
            if !(answer.residual <= tolerance) {
                return Err(StageError::Residual { residual: answer.residual, tolerance });
            }
            return Ok(LogitEquilibrium { folds, crossings, steps: steps + 1, path, ..answer });
        }

        steps += 1;
        if (next.tangent[tau] > 0.0) != (here.tangent[tau] > 0.0) {
            folds += 1;
        }
        if next.positive != here.positive {
            crossings.push(curve.share(0.5 * (here.at[tau] + next.at[tau])));
            suspect = None;
        }
        if let Some(parted) = &parted {
            crossings.extend(curve.crossing(parted, &here, &next));
        }
        if options.keep_path {
            path.push(BranchPoint { scale: curve.share(next.at[tau]), mixes: next.mixes.clone() });
        }
        here = next;
        // Bisection towards a suspected crossing, or the step that the bend of the curve allows.
        let taken = step;
        step *= (0.5 * most_turn / turn).min(0.5 * most_change / change).clamp(0.5, 3.0);
        step = step.min(LONGEST / options.caution).min(f64::max(REGULAR * here.regular, FINE));
        suspect = suspect.map(|within| within - taken).filter(|&within| within > 0.0);
        if let Some(within) = suspect {
            step = step.min(if within > FINE { 0.5 * within } else { 2.0 * FINE });
        }
    }
}

impl<S: LogitSystem + ?Sized> Curve<'_, S> {
    /// One step along the tangent and back to the curve; nothing where Newton does not settle at once.
    fn step(&self, from: &Point, step: f64) -> Option<Point> {
        let start: Vec<f64> =
            from.at.iter().zip(&from.tangent).map(|(at, along)| at + step * along).collect();
        let at = self.newton(start, &from.tangent, MOST_CORRECTION * step)?;
        let point = self.point(at, &from.tangent);
        point.tangent.iter().all(|entry| entry.is_finite()).then_some(point)
    }

    /// The share of the rationality at which another branch is crossed between two points, if one is: a crossing of the
    /// curve on which nothing is held equal.
    fn crossing(&self, parted: &Self, from: &Point, to: &Point) -> Option<f64> {
        let tau = self.size();
        let side = |at: &[f64], tangent: &[f64]| {
            let evaluation = self.evaluate(at);
            let at = parted.coordinates(&evaluation.logs, at[tau]);
            let spread = |class: usize| tangent[class];
            let mut across: Vec<f64> = self.classes().iter().map(|&class| spread(class)).collect();
            across.push(tangent[tau]);
            Lu::new(at.len(), parted.bordered(&at, &evaluation, &across)).determinant_is_positive()
        };
        let before = side(&from.at, &from.tangent);
        if side(&to.at, &to.tangent) == before {
            return None;
        }
        let (mut low, mut high) = (0.0, 1.0);
        for _ in 0..40 {
            let middle = 0.5 * (low + high);
            let between = |a: &f64, b: &f64| a + middle * (b - a);
            let at: Vec<f64> = from.at.iter().zip(&to.at).map(|(a, b)| between(a, b)).collect();
            let at = self.newton(at, &from.tangent, f64::INFINITY)?;
            let point = self.point(at, &from.tangent);
            if side(&point.at, &point.tangent) == before {
                low = middle;
            } else {
                high = middle;
            }
        }
        let at = from.at[tau] + low * (to.at[tau] - from.at[tau]);
        Some(self.share(at))
    }

    /// The point at the rationality asked for, between two points of the curve.
    fn land(&self, from: &Point, to: &Point, end: f64) -> Option<Vec<f64>> {
        let tau = self.size();
        let share = (end - from.at[tau]) / (to.at[tau] - from.at[tau]);
        let mut at: Vec<f64> = from.at.iter().zip(&to.at).map(|(a, b)| a + share * (b - a)).collect();
        at[tau] = end;
        let mut fixed = vec![0.0; tau + 1];
        fixed[tau] = 1.0;
        let gap: f64 = from.at.iter().zip(&to.at).map(|(a, b)| (a - b).powi(2)).sum::<f64>().sqrt();
        let at = self.newton(at, &fixed, gap)?;
        let mixes = self.evaluate(&at).mixes;
        let change = largest_difference(&from.mixes, &mixes).max(largest_difference(&to.mixes, &mixes));
        (change <= MOST_CHANGE).then_some(at)
    }

    /// The answer at a point that has landed: by Newton's method until rounding stops it, first with what the game makes
    /// equal, then without.
    fn polish(&self, at: Vec<f64>, parted: Option<&Self>, end: f64) -> LogitEquilibrium {
        let answer = self.refine(at, end);
        let Some(parted) = parted else { return answer };
        let released = parted.refine(parted.coordinates(&answer.logits, end), end);
        let is_near = largest_difference(&released.mixes, &answer.mixes) <= HAIR;
        if is_near && released.residual < answer.residual { released } else { answer }
    }

    /// The answer that Newton's method comes to, until rounding stops it.
    pub(super) fn refine(&self, mut at: Vec<f64>, end: f64) -> LogitEquilibrium {
        let tau = self.size();
        let mut fixed = vec![0.0; tau + 1];
        fixed[tau] = 1.0;
        at[tau] = end;
        let mut best = self.answer(&at);
        for _ in 0..8 {
            let evaluation = self.evaluate(&at);
            let (mut miss, _) = self.miss(&at, &evaluation);
            miss.push(0.0);
            let correction = Lu::new(tau + 1, self.bordered(&at, &evaluation, &fixed)).solve(&miss);
            at.iter_mut().zip(&correction).for_each(|(entry, change)| *entry -= change);
            at[tau] = end;
            let next = self.answer(&at);
            // Also refuses what is not a number.
            if !(next.residual < best.residual) {
                break;
            }
            best = next;
        }
        best
    }

    /// The point as an answer, with its residual: its mixes are those whose logits it has, normed.
    fn answer(&self, at: &[f64]) -> LogitEquilibrium {
        let evaluation = self.normed(at);
        LogitEquilibrium {
            residual: largest_difference(&evaluation.responses, &evaluation.mixes),
            mixes: evaluation.mixes,
            logits: evaluation.logs,
            payoffs: evaluation.payoffs,
            folds: 0,
            crossings: Vec::new(),
            steps: 0,
            path: Vec::new(),
        }
    }
}
