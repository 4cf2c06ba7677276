//! The curve that a logit branch is: its equation, derivative and tangent.
//!
//! With `ℓ = ln z` the log-probabilities and `r = σ(sΛu)` the responses, `σ` softmax block by block, the curve is
//!
//! ```text
//! F(w, τ) = (ln r(s, eˡ) − ℓ) / cosh w = 0,   ℓ = −sinh w,   c s = sinh τ,
//! ```
//!
//! with one `ℓ` for each class of moves that the game makes equal ([`Classes`]) and `c` the size of `Λu`. In log-odds a
//! move of probability e⁻³⁰⁰ keeps its meaning; and since both logits and rationality may grow to millions, lengths are
//! measured by their inverse hyperbolic sines: as they are as long as they are small, and in proportion to their size
//! where they are large. So a fold is as round at `λ |u| = 10⁶` as at 1.
//!
//! References: as in `logit`.

use super::super::exp::exp;
use super::super::ln::{asinh, ln, sinh};
use super::linear::{Lu, dot};
use super::logit::LogitSystem;
use super::synchrony::{Classes, ranges};
use std::ops::Range;

/// Below this a log-probability is that of 0.
const NOTHING: f64 = -745.0;

/// `F` and what is needed of it, for one system.
pub(super) struct Curve<'a, S: ?Sized> {
    system: &'a S,
    blocks: Vec<Range<usize>>,
    classes: Classes,
    /// `c`, in units of `λu`.
    unit: f64,
}

/// The quantities of one point.
pub(super) struct Evaluation {
    /// `s`.
    share: f64,
    /// `ℓ`, and `z` with it.
    pub(super) logs: Vec<f64>,
    pub(super) mixes: Vec<f64>,
    pub(super) payoffs: Vec<f64>,
    /// `ln r` and `r`.
    pub(super) log_responses: Vec<f64>,
    pub(super) responses: Vec<f64>,
    /// What rounding may leave of `ln r − ℓ` at a point of the curve.
    rounding: f64,
}

/// A point of the curve with its tangent; both have `τ` as their last coordinate.
pub(super) struct Point {
    pub(super) at: Vec<f64>,
    pub(super) tangent: Vec<f64>,
    /// Whether the determinant of `F`'s derivative over the tangent is positive. Along a curve without crossings it keeps
    /// its sign, and it is the other one on the other side of a fold or on a neighbouring branch.
    pub(super) positive: bool,
    /// How far that derivative is from a singular one: 0 where branches cross, little where they pass close by.
    pub(super) regular: f64,
    pub(super) mixes: Vec<f64>,
}

impl<'a, S: LogitSystem + ?Sized> Curve<'a, S> {
    /// The curve from uniform play, in the coordinates of what the game makes equal.
    pub(super) fn new(system: &'a S) -> Self {
        let (classes, size) = Classes::coarsest(system);
        let unit = if size > 0.0 { size } else { 1.0 };
        Self { system, blocks: ranges(system), classes, unit }
    }

    /// The same curve with nothing held equal.
    pub(super) fn parted(&self) -> Self {
        let moves = self.classes.of.len();
        Self { blocks: self.blocks.clone(), classes: Classes::single(moves), ..*self }
    }

    /// Whether the game makes something equal.
    pub(super) fn has_equals(&self) -> bool {
        self.classes.first.len() < self.classes.of.len()
    }

    /// The class of each move.
    pub(super) fn classes(&self) -> &[usize] {
        &self.classes.of
    }

    /// Whether all quantities of the system are numbers.
    pub(super) fn is_finite(&self) -> bool {
        self.unit.is_finite()
    }

    /// The number of coordinates besides `τ`.
    pub(super) fn size(&self) -> usize {
        self.classes.first.len()
    }

    /// `τ` at a share of the rationality asked for, and the other way round.
    pub(super) fn tau(&self, share: f64) -> f64 {
        asinh(self.unit * share)
    }

    pub(super) fn share(&self, tau: f64) -> f64 {
        sinh(tau) / self.unit
    }

    /// Uniform play without rationality.
    pub(super) fn start(&self) -> Vec<f64> {
        let uniform = self.blocks.iter().flat_map(|block| vec![-ln(block.len() as f64); block.len()]);
        self.coordinates(&uniform.collect::<Vec<_>>(), 0.0)
    }

    /// The coordinates of log-probabilities that are equal where the game makes them so.
    pub(super) fn coordinates(&self, logs: &[f64], tau: f64) -> Vec<f64> {
        let mut at: Vec<f64> = self.classes.first.iter().map(|&first| asinh(-logs[first])).collect();
        at.push(tau);
        at
    }

    pub(super) fn evaluate(&self, at: &[f64]) -> Evaluation {
        let of_class: Vec<f64> = at[..self.size()].iter().map(|&w| -sinh(w)).collect();
        let logs: Vec<f64> = self.classes.of.iter().map(|&class| of_class[class]).collect();
        let mixes = logs.iter().map(|&log| probability(log.min(700.0))).collect();
        self.respond(logs, mixes, self.share(at[self.size()]))
    }

    /// The responses to mixes at a share of the rationality.
    fn respond(&self, logs: Vec<f64>, mixes: Vec<f64>, share: f64) -> Evaluation {
        let mut payoffs = vec![0.0; mixes.len()];
        self.system.payoffs(&mixes, &mut payoffs);
        let (mut log_responses, mut responses) = (payoffs.clone(), payoffs.clone());
        for (block, range) in self.system.blocks().iter().zip(&self.blocks) {
            let (logits, responses) = (&mut log_responses[range.clone()], &mut responses[range.clone()]);
            pulp::Arch::new().dispatch(Softmax { slope: share * block.rationality, logits, responses });
        }
        let rounding = self.rounding(&payoffs);
        Evaluation { share, logs, mixes, payoffs, log_responses, responses, rounding }
    }

    /// The responses to mixes at all of the rationality asked for.
    pub(super) fn responses_to(&self, mixes: &[f64]) -> Evaluation {
        self.respond(mixes.iter().map(|&mix| ln(mix)).collect(), mixes.to_vec(), 1.0)
    }

    /// What rounding may leave of logits that are worked out from payoffs.
    pub(super) fn rounding(&self, payoffs: &[f64]) -> f64 {
        let logits = self.system.blocks().iter().zip(&self.blocks).flat_map(|(block, range)| {
            payoffs[range.clone()].iter().map(|payoff| (block.rationality * payoff).abs())
        });
        8.0 * f64::EPSILON * logits.fold(1.0, f64::max)
    }

    /// A point of the curve with its mixes normed to the last digit, and the responses to those.
    pub(super) fn normed(&self, at: &[f64]) -> Evaluation {
        let found = self.evaluate(at);
        self.respond(found.logs, self.norm(found.mixes), found.share)
    }

    fn norm(&self, mut mixes: Vec<f64>) -> Vec<f64> {
        for range in &self.blocks {
            let sum: f64 = mixes[range.clone()].iter().sum();
            mixes[range.clone()].iter_mut().for_each(|mix| *mix /= sum);
        }
        mixes
    }

    /// `F`, and whether all of it is rounding.
    pub(super) fn miss(&self, at: &[f64], evaluation: &Evaluation) -> (Vec<f64>, bool) {
        let mut is_rounding = true;
        let miss = self.classes.first.iter().zip(at).map(|(&k, &w)| {
            let miss = evaluation.log_responses[k] - evaluation.logs[k];
            is_rounding &=
                miss.abs() <= evaluation.rounding.max(8.0 * f64::EPSILON * evaluation.logs[k].abs());
            miss / cosh(w)
        });
        (miss.collect(), is_rounding)
    }

    /// The derivative of `F`, with a last row of one's own.
    pub(super) fn bordered(&self, at: &[f64], evaluation: &Evaluation, last: &[f64]) -> Vec<f64> {
        let (n, size) = (evaluation.mixes.len(), self.size());
        let width = size + 1;
        let mut jacobian = vec![0.0; n * n];
        self.system.jacobian(&evaluation.mixes, &mut jacobian);
        let lengths: Vec<f64> = at.iter().map(|&coordinate| cosh(coordinate)).collect();
        let mut bordered = vec![0.0; width * width];
        for (block, range) in self.system.blocks().iter().zip(&self.blocks) {
            let responses = &evaluation.responses[range.clone()];
            let own = |row: &dyn Fn(usize) -> f64| -> f64 {
                responses.iter().zip(range.clone()).map(|(response, k)| response * row(k)).sum()
            };
            let mean = own(&|k| evaluation.payoffs[k]);
            let means: Vec<f64> = (0..n).map(|l| own(&|k| jacobian[k * n + l])).collect();
            let slope = evaluation.share * block.rationality;
            for (row, &k) in self.classes.first.iter().enumerate().filter(|(_, k)| range.contains(k)) {
                let entries = &mut bordered[row * width..(row + 1) * width];
                // ∂ℓ_l/∂w = −cosh w of its class.
                for (l, &class) in self.classes.of.iter().enumerate() {
                    entries[class] -= slope
                        * (jacobian[k * n + l] - means[l])
                        * evaluation.mixes[l]
                        * (lengths[class] / lengths[row]);
                }
                entries[row] += 1.0;
                entries[size] = block.rationality * (evaluation.payoffs[k] - mean) * lengths[size]
                    / (self.unit * lengths[row]);
            }
        }
        bordered[size * width..].copy_from_slice(last);
        bordered
    }

    /// The tangent at a point, on the side of the direction given.
    pub(super) fn point(&self, at: Vec<f64>, direction: &[f64]) -> Point {
        let evaluation = self.evaluate(&at);
        let lu = Lu::new(self.size() + 1, self.bordered(&at, &evaluation, direction));
        let mut unit = vec![0.0; self.size() + 1];
        unit[self.size()] = 1.0;
        let mut tangent = lu.solve(&unit);
        let length = dot(&tangent, &tangent).sqrt();
        tangent.iter_mut().for_each(|entry| *entry /= length);
        Point {
            at,
            tangent,
            positive: lu.determinant_is_positive(),
            regular: 1.0 / lu.inverse_norm(),
            mixes: self.norm(evaluation.mixes),
        }
    }

    /// Newton's method across the direction given: its first correction must not be longer than `reach`, and each further
    /// one much shorter than the one before, as it is close to a point of the curve and to no other.
    pub(super) fn newton(&self, mut at: Vec<f64>, across: &[f64], reach: f64) -> Option<Vec<f64>> {
        let mut most = reach;
        for _ in 0..12 {
            let evaluation = self.evaluate(&at);
            let (mut miss, is_rounding) = self.miss(&at, &evaluation);
            miss.push(0.0);
            let correction = Lu::new(self.size() + 1, self.bordered(&at, &evaluation, across)).solve(&miss);
            let length = dot(&correction, &correction).sqrt();
            // Close to a crossing the system is nearly singular: there a miss that is all rounding must do.
            if length <= SETTLED || (is_rounding && length <= reach) {
                return Some(at);
            }
            // Also refuses what is not a number.
            if length.is_nan() || length > most {
                return None;
            }
            most = CONTRACTION * length;
            at.iter_mut().zip(&correction).for_each(|(entry, change)| *entry -= change);
        }
        None
    }
}

/// Newton's method has settled where its correction is no longer than this.
const SETTLED: f64 = 1e-11;
/// Each correction must be shorter than the one before by this factor.
const CONTRACTION: f64 = 0.25;

/// Payoffs become the logarithms of the responses to them; compiled once for each kind of processor.
struct Softmax<'a> {
    slope: f64,
    logits: &'a mut [f64],
    responses: &'a mut [f64],
}

impl pulp::WithSimd for Softmax<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: pulp::Simd>(self, _: S) {
        let Softmax { slope, logits, responses } = self;
        let mut most = f64::NEG_INFINITY;
        for payoff in logits.iter() {
            most = most.max(*payoff);
        }
        let mut sum = 0.0;
        for logit in logits.iter_mut() {
            *logit = slope * (*logit - most);
            sum += probability(*logit);
        }
        let norm = ln(sum);
        for (logit, response) in logits.iter_mut().zip(responses) {
            *logit -= norm;
            *response = probability(*logit);
        }
    }
}

#[inline(always)]
fn probability(log: f64) -> f64 {
    if log < NOTHING { 0.0 } else { exp(log) }
}

fn cosh(x: f64) -> f64 {
    let sinh = sinh(x);
    sinh.mul_add(sinh, 1.0).sqrt()
}

pub(super) fn largest_difference(a: &[f64], b: &[f64]) -> f64 {
    // A NaN must come through, and f64::max would drop it.
    a.iter().zip(b).map(|(x, y)| (x - y).abs()).fold(0.0, |most, gap| if gap <= most { most } else { gap })
}
