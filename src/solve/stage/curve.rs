//! The curve that a logit branch is: its equation, derivative and tangent.
//!
//! `F(y, t) = y − (t/c) Λ (u(σ(y)) − ū) = 0`, with `y` the logits, `σ` softmax block by block, `ū` each block's mean
//! payoff, `t = c s`, and `c` the length of `Λ(u − ū)` at uniform play, which gives `t` the size of the logits.
//!
//! References: as in `logit`.

use super::linear::{Lu, dot};
use super::logit::LogitSystem;

/// `F` and what is needed of it, for one system.
pub(super) struct Curve<'a, S: ?Sized> {
    pub(super) system: &'a S,
    pub(super) n: usize,
    /// The length scale `c` of `t`.
    pub(super) scale: f64,
}

/// The quantities of one point.
pub(super) struct Evaluation {
    pub(super) mixes: Vec<f64>,
    pub(super) payoffs: Vec<f64>,
    /// `Λ (u − ū)`.
    pub(super) drive: Vec<f64>,
}

/// A point of the curve with its tangent; both have `t` as their last coordinate.
pub(super) struct Point {
    pub(super) at: Vec<f64>,
    pub(super) tangent: Vec<f64>,
    pub(super) positive: bool,
    pub(super) mixes: Vec<f64>,
}

impl<S: LogitSystem + ?Sized> Curve<'_, S> {
    pub(super) fn evaluate(&self, logits: &[f64]) -> Evaluation {
        let mut mixes = vec![0.0; self.n];
        let mut payoffs = vec![0.0; self.n];
        let mut start = 0;
        for block in self.system.blocks() {
            let range = start..start + block.moves;
            softmax(&logits[range.clone()], &mut mixes[range]);
            start += block.moves;
        }
        self.system.payoffs(&mixes, &mut payoffs);
        let mut drive = payoffs.clone();
        let mut start = 0;
        for block in self.system.blocks() {
            let own = &mut drive[start..start + block.moves];
            let mean = own.iter().sum::<f64>() / own.len() as f64;
            own.iter_mut().for_each(|payoff| *payoff = block.rationality * (*payoff - mean));
            start += block.moves;
        }
        Evaluation { mixes, payoffs, drive }
    }

    /// The derivative of `F` at `(y, t)`, `n` rows of `n + 1`, with a last row of one's own.
    pub(super) fn bordered(&self, t: f64, at: &Evaluation, last: &[f64]) -> Vec<f64> {
        let (n, width) = (self.n, self.n + 1);
        let mut jacobian = vec![0.0; n * n];
        self.system.jacobian(&at.mixes, &mut jacobian);
        let mut bordered = vec![0.0; width * width];
        let mut start = 0;
        for block in self.system.blocks() {
            let rows = start..start + block.moves;
            let factor = block.rationality * t / self.scale;
            for l in 0..n {
                let mean = rows.clone().map(|k| jacobian[k * n + l]).sum::<f64>() / block.moves as f64;
                for k in rows.clone() {
                    bordered[k * width + l] = factor * (jacobian[k * n + l] - mean);
                }
            }
            start += block.moves;
        }
        // Through softmax: ∂z_l/∂y_m = z_l (δ_lm − z_m) within a block.
        for k in 0..n {
            let row = &mut bordered[k * width..(k + 1) * width];
            let mut start = 0;
            for block in self.system.blocks() {
                let range = start..start + block.moves;
                let mean = dot(&row[range.clone()], &at.mixes[range.clone()]);
                for l in range {
                    row[l] = -at.mixes[l] * (row[l] - mean);
                }
                start += block.moves;
            }
            row[k] += 1.0;
            row[n] = -at.drive[k] / self.scale;
        }
        bordered[n * width..].copy_from_slice(last);
        bordered
    }

    /// The largest `λ |u|`.
    pub(super) fn largest_logit(&self, payoffs: &[f64]) -> f64 {
        let rationalities =
            self.system.blocks().iter().flat_map(|block| vec![block.rationality; block.moves]);
        payoffs
            .iter()
            .zip(rationalities)
            .fold(0.0, |most, (payoff, lambda)| most.max((lambda * payoff).abs()))
    }

    /// `F(y, t)`.
    pub(super) fn miss(&self, at: &[f64], evaluation: &Evaluation) -> Vec<f64> {
        let share = at[self.n] / self.scale;
        at.iter().zip(&evaluation.drive).map(|(y, drive)| y - share * drive).collect()
    }

    /// The tangent at a point, on the side of the direction given.
    pub(super) fn point(&self, at: Vec<f64>, direction: &[f64]) -> Point {
        let evaluation = self.evaluate(&at[..self.n]);
        let lu = Lu::new(self.n + 1, self.bordered(at[self.n], &evaluation, direction));
        let mut unit = vec![0.0; self.n + 1];
        unit[self.n] = 1.0;
        let mut tangent = lu.solve(&unit);
        let length = dot(&tangent, &tangent).sqrt();
        tangent.iter_mut().for_each(|entry| *entry /= length);
        Point { at, tangent, positive: lu.determinant_is_positive(), mixes: evaluation.mixes }
    }
}

/// `exp(y_k) / Σ exp(y_l)`, without overflow.
pub(super) fn softmax(logits: &[f64], mix: &mut [f64]) {
    let most = logits.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let mut sum = 0.0;
    for (probability, logit) in mix.iter_mut().zip(logits) {
        *probability = (logit - most).exp();
        sum += *probability;
    }
    mix.iter_mut().for_each(|probability| *probability /= sum);
}

pub(super) fn largest_difference(a: &[f64], b: &[f64]) -> f64 {
    // A NaN must come through, and f64::max would drop it.
    a.iter().zip(b).map(|(x, y)| (x - y).abs()).fold(0.0, |most, gap| if gap <= most { most } else { gap })
}
