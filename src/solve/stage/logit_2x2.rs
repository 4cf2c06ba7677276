//! All logit equilibria of a 2×2 game, and where their number changes.
//!
//! With `x` and `y` the probabilities of the first moves, `d_i(·) = α_i + β_i ·` what the first move gains over the
//! second, and `ℓ = logit x`, an equilibrium is a zero of
//!
//! ```text
//! H(ℓ) = ℓ − λ_1 d_1(y),   y = σ(λ_2 d_2(σ(ℓ))),   H'(ℓ) = 1 − m,   m = λ_1 λ_2 β_1 β_2 x(1−x) y(1−y).
//! ```
//!
//! `ln x(1−x) + ln y(1−y)` is concave in `x`, so `m > 1` holds on one interval at most: `H` rises, falls, rises. It
//! has one zero, or three, and bracketing its three monotone pieces finds every one of them. An equilibrium is
//! *stable* under logit dynamics `ż = σ(λu) − z` iff `m < 1`, its eigenvalues there being `−1 ± √m`.
//!
//! References: 1. R. D. McKelvey, T. R. Palfrey, *Games and Economic Behavior* 10, 1995. 2. D. Fudenberg, D. K.
//! Levine, *The Theory of Learning in Games*, 1998, ch. 4 (smooth fictitious play).

use super::logit::logit_equilibrium;
use super::{Bimatrix, StageError};
use crate::solve::{exp, exp_of_any, ln};

/// One logit equilibrium of a 2×2 game.
#[derive(Debug, Clone, PartialEq)]
pub struct LogitBranch2x2 {
    /// The row player's and the column player's mix.
    pub mixes: [[f64; 2]; 2],
    /// On the principal branch: connected to uniform play as both λ grow together.
    pub principal: bool,
    /// Whether logit dynamics return to it.
    pub stable: bool,
    /// `m`, the product of the two responses' slopes; stable where it is below 1.
    pub multiplier: f64,
    /// The largest difference between a probability and its logit response.
    pub residual: f64,
}

/// A rationality at which the number of logit equilibria changes between one and three.
#[derive(Debug, Clone, PartialEq)]
pub struct Fold2x2 {
    /// As a multiple of the rationalities given.
    pub scale: f64,
    /// As it passes, rising, two equilibria appear; else two vanish.
    pub appear: bool,
    /// Where the two are one.
    pub mixes: [[f64; 2]; 2],
}

/// Every logit equilibrium at these rationalities of row and column, by rising probability of row's first move.
pub fn logit_branches_2x2(
    game: &Bimatrix,
    rationalities: [f64; 2],
) -> Result<Vec<LogitBranch2x2>, StageError> {
    game.check_two_by_two()?;
    let principal = logit_equilibrium(&game.normal_form(), &rationalities)?;
    let principal = principal.logits[0] - principal.logits[1];
    let response = Response::new(game, rationalities);
    let zeros = response.zeros();
    let distance = |zero: f64| (zero - principal).abs();
    let nearest = zeros.iter().copied().min_by(|&a, &b| distance(a).total_cmp(&distance(b)));
    Ok(zeros.iter().map(|&zero| response.branch(zero, Some(zero) == nearest)).collect())
}

/// The folds of all branches as the rationalities grow together up to `most` times those given, found on a grid of
/// 1000 scales in equal ratios and then located to rounding; two folds within one cell of the grid would be missed.
/// A pitchfork, which [`pitchforks`](super::pitchfork::pitchforks) locates better, appears here too.
pub fn logit_folds_2x2(
    game: &Bimatrix,
    rationalities: [f64; 2],
    most: f64,
) -> Result<Vec<Fold2x2>, StageError> {
    const CELLS: u32 = 1000;
    game.check_two_by_two()?;
    if !(rationalities.iter().all(|lambda| lambda.is_finite() && *lambda >= 0.0) && most.is_finite()) {
        return Err(StageError::Rationality(2));
    }
    let at = |scale: f64| Response::new(game, rationalities.map(|lambda| scale * lambda));
    // x(1−x)y(1−y) ≤ 1/16, so below this scale m < 1 everywhere.
    let least = 4.0 / at(1.0).steepness.max(0.0).sqrt();
    let mut folds = Vec::new();
    if least >= most {
        return Ok(folds);
    }
    let ratio = exp_of_any(ln(most / least) / f64::from(CELLS));
    let (mut low, mut before) = (least, false);
    for cell in 1..=CELLS {
        let high = if cell == CELLS { most } else { least * ratio.powi(cell as i32) };
        let after = at(high).has_three();
        if after != before {
            let scale = bisect(low, high, |scale| at(scale).has_three() == before);
            // On the side where all three exist.
            let there = (1..).map(|ulps| scale + f64::from(if after { ulps } else { -ulps }) * scale * 1e-15);
            let there = there.take(50).map(at).find(Response::has_three);
            let there = there.unwrap_or_else(|| at(if after { high } else { low }));
            folds.push(Fold2x2 { scale, appear: after, mixes: there.touching() });
        }
        (low, before) = (high, after);
    }
    Ok(folds)
}

/// `H` of one game at one pair of rationalities.
pub(super) struct Response {
    /// `λ_i α_i` and `λ_i β_i`.
    row: (f64, f64),
    column: (f64, f64),
    /// `λ_1 λ_2 β_1 β_2`.
    steepness: f64,
}

impl Response {
    pub(super) fn new(game: &Bimatrix, rationalities: [f64; 2]) -> Self {
        let line = |player: usize| {
            let gain = |other| game.payoff(player, 0, other) - game.payoff(player, 1, other);
            (rationalities[player] * gain(1), rationalities[player] * (gain(0) - gain(1)))
        };
        let (row, column) = (line(0), line(1));
        Self { row, column, steepness: row.1 * column.1 }
    }

    /// logit y.
    fn column_logit(&self, logit: f64) -> f64 {
        self.column.0 + self.column.1 * sigma(logit)
    }

    fn row_logit(&self, logit: f64) -> f64 {
        self.row.0 + self.row.1 * sigma(self.column_logit(logit))
    }

    fn h(&self, logit: f64) -> f64 {
        logit - self.row_logit(logit)
    }

    fn multiplier(&self, logit: f64) -> f64 {
        self.steepness * slope(logit) * slope(self.column_logit(logit))
    }

    /// An interval that holds every zero.
    fn range(&self) -> (f64, f64) {
        let (one, other) = (self.row.0, self.row.0 + self.row.1);
        (one.min(other) - 1.0, one.max(other) + 1.0)
    }

    /// The two points where `H' = 0`, if there are.
    fn turns(&self) -> Option<(f64, f64)> {
        if self.steepness <= 16.0 {
            return None;
        }
        // Where m is largest: d/dx ln m = (1 − 2x)/(x(1 − x)) + (1 − 2y) λ_2 β_2 falls through zero.
        let rising = |logit: f64| {
            let y = self.column_logit(logit);
            (sigma(-logit) - sigma(logit)) + slope(logit) * (sigma(-y) - sigma(y)) * self.column.1 > 0.0
        };
        let top = bisect(-745.0, 745.0, rising);
        (self.multiplier(top) > 1.0).then(|| {
            let left = bisect(-745.0, top, |logit| self.multiplier(logit) < 1.0);
            (left, bisect(top, 745.0, |logit| self.multiplier(logit) > 1.0))
        })
    }

    fn has_three(&self) -> bool {
        self.turns().is_some_and(|(left, right)| self.h(left) > 0.0 && self.h(right) < 0.0)
    }

    /// The row logit of every equilibrium, rising: one or three.
    pub(super) fn zeros(&self) -> Vec<f64> {
        let (least, most) = self.range();
        let below = |logit: f64| self.h(logit) < 0.0;
        let Some((left, right)) = self.turns() else { return vec![bisect(least, most, below)] };
        match (self.h(left) > 0.0, self.h(right) < 0.0) {
            (true, true) => vec![
                bisect(least.min(left), left, below),
                bisect(left, right, |logit| !below(logit)),
                bisect(right, most.max(right), below),
            ],
            (true, false) => vec![bisect(least.min(left), left, below)],
            (false, _) => vec![bisect(right, most.max(right), below)],
        }
    }

    /// The turn of `H` that is nearest to a zero, as mixes.
    fn touching(&self) -> [[f64; 2]; 2] {
        let (left, right) = self.turns().unwrap_or((0.0, 0.0));
        self.mixes(if self.h(left).abs() < self.h(right).abs() { left } else { right })
    }

    pub(super) fn mixes(&self, logit: f64) -> [[f64; 2]; 2] {
        let y = self.column_logit(logit);
        [[sigma(logit), sigma(-logit)], [sigma(y), sigma(-y)]]
    }

    fn branch(&self, logit: f64, principal: bool) -> LogitBranch2x2 {
        let multiplier = self.multiplier(logit);
        LogitBranch2x2 {
            mixes: self.mixes(logit),
            principal,
            stable: multiplier < 1.0,
            multiplier,
            residual: (sigma(logit) - sigma(self.row_logit(logit))).abs(),
        }
    }
}

/// `1 / (1 + e^−ℓ)`.
pub(super) fn sigma(logit: f64) -> f64 {
    let small = exp(-logit.abs());
    if logit >= 0.0 { 1.0 / (1.0 + small) } else { small / (1.0 + small) }
}

/// `σ'(ℓ) = σ(ℓ) σ(−ℓ)`.
pub(super) fn slope(logit: f64) -> f64 {
    sigma(logit) * sigma(-logit)
}

/// The end of the part of an interval, from its low end on, where something holds; to the last bit.
pub(super) fn bisect(mut low: f64, mut high: f64, holds: impl Fn(f64) -> bool) -> f64 {
    loop {
        let middle = 0.5 * (low + high);
        if middle <= low || middle >= high {
            return middle;
        }
        if holds(middle) {
            low = middle;
        } else {
            high = middle;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::examples::{aumann, axelrod, close, lopsided, ochs, ordinal_chicken};
    use super::*;

    /// O6: mpmath; Gambit for Aumann's.
    #[test]
    fn the_asymmetric_branches_of_chicken_are_those_of_mpmath() {
        for (game, rationality, high, low, tolerance) in [
            (axelrod(), 1.0, 0.727341851974, 0.00188222156755, 1e-11),
            (axelrod(), 2.0, 0.880796731018, 1.65228778738e-7, 1e-11),
            (aumann(), 2.0, 0.851057953416, 0.0428461757602, 1e-11),
            (aumann(), 3.0, 0.95098891906, 0.0038382226195, 1e-11),
        ] {
            let found = logit_branches_2x2(&game, [rationality; 2]).unwrap();
            assert_eq!(found.len(), 3);
            close(found[0].mixes[0][1], high, tolerance);
            close(found[0].mixes[1][1], low, tolerance);
            close(found[2].mixes[0][1], low, tolerance);
            let labels: Vec<_> = found.iter().map(|branch| (branch.principal, branch.stable)).collect();
            assert_eq!(labels, [(false, true), (true, false), (false, true)]);
            assert!(found.iter().all(|branch| branch.residual <= 1e-12));
        }
    }

    /// TB4b.
    #[test]
    fn ordinal_chicken_has_three_equilibria_above_two_and_one_below() {
        let game = ordinal_chicken();
        for (rationality, high, low) in [(2.5, 0.8552, 0.1448), (3.0, 0.9293, 0.0707), (5.0, 0.9928, 0.0072)]
        {
            let found = logit_branches_2x2(&game, [rationality; 2]).unwrap();
            close(found[2].mixes[0][0], high, 6e-5);
            close(found[2].mixes[1][0], low, 6e-5);
            close(found[1].mixes[0][0], 0.5, 1e-15);
        }
        let below = logit_branches_2x2(&game, [1.9; 2]).unwrap();
        assert_eq!(below.len(), 1);
        assert!(below[0].principal && below[0].stable);
    }

    #[test]
    fn a_matching_game_has_one_stable_equilibrium_at_any_rationality() {
        let game = ochs();
        let found = logit_branches_2x2(&game, [50.0; 2]).unwrap();
        assert!(found.len() == 1 && found[0].stable && found[0].principal);
        assert_eq!(logit_folds_2x2(&game, [1.0; 2], 100.0).unwrap(), []);
    }

    #[test]
    fn an_asymmetric_game_has_a_fold_in_the_place_of_the_pitchfork() {
        let game = lopsided();
        let folds = logit_folds_2x2(&game, [1.0; 2], 50.0).unwrap();
        assert_eq!(folds.len(), 1);
        assert!(folds[0].appear);
        let count = |rationality: f64| logit_branches_2x2(&game, [rationality; 2]).unwrap().len();
        let fold = folds[0].scale;
        assert_eq!((count(fold * (1.0 - 1e-12)), count(fold * (1.0 + 1e-12))), (1, 3));
        // The double point solves both equations: it is a logit equilibrium with m = 1.
        let [[x, _], [y, _]] = folds[0].mixes;
        let (row, column) = (fold * (3.5 - 4.5 * y), fold * (1.5 - 2.5 * x));
        close(sigma(row), x, 1e-7);
        close(sigma(column), y, 1e-7);
        close(fold * fold * 4.5 * 2.5 * x * (1.0 - x) * y * (1.0 - y), 1.0, 1e-6);
    }
}
