//! Logit quantal response equilibrium: the principal branch.
//!
//! A player's move `k` is played with probability
//!
//! ```text
//! z_k = exp(λ u_k(z)) / Σ_l exp(λ u_l(z)),
//! ```
//!
//! with `u(z)` the expected payoffs against the others' mixes and `λ ≥ 0` the player's rationality. At λ = 0
//! everybody plays uniformly; as all λ grow together from there, `λ = s·λ_i` with `s` from 0 to 1, the solution
//! moves along a curve, the *principal branch*. It is followed by its length and not by `s`, since it can fold
//! back, and in the logits `y = λ u` and not in the mixes, so that a move of probability e⁻³⁰⁰ keeps its meaning.
//!
//! Where branches cross (the *pitchfork* of a symmetric game) the branch goes straight on: what the symmetry of
//! the game makes equal stays equal. The curve is oriented by continuity of its tangent; the sign of a
//! determinant, the other usual way, turns round at every pitchfork. That sign is watched only because it
//! changes where a step has jumped to a neighbouring branch, and such a step is cut until it either no longer
//! does or is too short to have jumped.
//!
//! References: 1. R. D. McKelvey, T. R. Palfrey, "Quantal response equilibria for normal form games", *Games and
//! Economic Behavior* 10, 1995. 2. T. L. Turocy, "A dynamic homotopy interpretation of the logistic quantal
//! response equilibrium correspondence", *Games and Economic Behavior* 51, 2005. 3. E. L. Allgower, K. Georg,
//! *Introduction to Numerical Continuation Methods*, 2003.

use super::arclength;
use super::{NormalForm, StageError};

/// One who mixes: a player, or one type of a player.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Block {
    /// How many moves it mixes; at least one.
    pub moves: usize,
    /// λ, per unit of payoff; finite, at least 0.
    pub rationality: f64,
}

/// Anything that answers mixes with expected payoffs: a normal form, or a stage game with private types.
///
/// The blocks' mixes stand one after the other in one slice, and so do the payoffs of their moves.
pub trait LogitSystem {
    /// Those who mix, in the order of their places in the slices.
    fn blocks(&self) -> &[Block];

    /// Writes what each move of each block earns when all play `mixes`. Must be smooth in `mixes`, and must accept
    /// mixes that do not sum to one.
    fn payoffs(&self, mixes: &[f64], payoffs: &mut [f64]);

    /// Writes `∂u_k/∂z_l` at row `k`, column `l`, row by row.
    ///
    /// As provided, it takes the difference over a whole unit of `z_l`: exact where payoffs are linear in each
    /// block's mix, as expected payoffs are. Any other system brings a method of its own.
    fn jacobian(&self, mixes: &[f64], jacobian: &mut [f64]) {
        let n = mixes.len();
        let (mut at, mut low, mut high) = (mixes.to_vec(), vec![0.0; n], vec![0.0; n]);
        for l in 0..n {
            // From 0 to 1, not from z to z + 1: so nothing of a tiny z's influence is rounded away.
            at[l] = 0.0;
            self.payoffs(&at, &mut low);
            at[l] = 1.0;
            self.payoffs(&at, &mut high);
            at[l] = mixes[l];
            for k in 0..n {
                jacobian[k * n + l] = high[k] - low[k];
            }
        }
    }

    /// The length of the slices.
    fn dimension(&self) -> usize {
        self.blocks().iter().map(|block| block.moves).sum()
    }
}

/// How the branch is followed; the default serves.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TraceOptions {
    /// The largest residual of an answer; where `λ |u|` is above 1000 or so, what its rounding leaves is allowed.
    pub tolerance: f64,
    /// Give up after so many steps.
    pub most_steps: usize,
    /// Divides how far a step may turn or change a mix: 1 as a rule, more to check that nothing changes.
    pub caution: f64,
    /// Keep the points of the branch on the way.
    pub keep_path: bool,
}

impl Default for TraceOptions {
    fn default() -> Self {
        Self { tolerance: 1e-12, most_steps: 20_000, caution: 1.0, keep_path: false }
    }
}

/// One point of a branch.
#[derive(Debug, Clone, PartialEq)]
pub struct BranchPoint {
    /// The share `s` of the rationality asked for.
    pub scale: f64,
    /// All blocks' mixes there.
    pub mixes: Vec<f64>,
}

/// The point of the principal branch at the rationality asked for, with its certificate.
#[derive(Debug, Clone, PartialEq)]
pub struct LogitEquilibrium {
    /// All blocks' mixes, one after the other.
    pub mixes: Vec<f64>,
    /// `ln z` up to a constant for each block: tells moves apart whose probability is 0 in an `f64`.
    pub logits: Vec<f64>,
    /// What each move earns there.
    pub payoffs: Vec<f64>,
    /// The largest difference between a probability and its logit response.
    pub residual: f64,
    /// How often the branch turned back, or forth again, in `s` on the way.
    pub folds: usize,
    /// The `s` at which another branch was crossed on the way, ascending as a rule: pitchforks.
    pub crossings: Vec<f64>,
    /// Steps along the curve.
    pub steps: usize,
    /// The points on the way, from uniform play on, where asked for; else empty.
    pub path: Vec<BranchPoint>,
}

/// Follows the principal branch of a system from uniform play to its rationalities.
pub fn principal_branch<S: LogitSystem + ?Sized>(
    system: &S,
    options: &TraceOptions,
) -> Result<LogitEquilibrium, StageError> {
    let blocks = system.blocks();
    if blocks.is_empty() || blocks.iter().any(|block| block.moves == 0) {
        return Err(StageError::Empty);
    }
    if blocks.iter().any(|block| !(block.rationality.is_finite() && block.rationality >= 0.0)) {
        return Err(StageError::Rationality(blocks.len()));
    }
    arclength::trace(system, options)
}

/// The logit equilibrium on the principal branch of a normal-form game, a λ for each player.
///
/// ```
/// use standoff::solve::stage::{Bimatrix, logit::logit_equilibrium};
/// let chicken = Bimatrix::symmetric(6.0, 2.0, 7.0, 0.0).unwrap().normal_form();
/// let found = logit_equilibrium(&chicken, &[1.0, 1.0]).unwrap();
/// assert!((found.mixes[1] - 0.428849246717).abs() < 1e-11);
/// assert!(found.residual <= 1e-12 && found.folds == 0);
/// ```
pub fn logit_equilibrium(game: &NormalForm, rationalities: &[f64]) -> Result<LogitEquilibrium, StageError> {
    principal_branch(&LogitGame::new(game, rationalities)?, &TraceOptions::default())
}

/// A normal form with a rationality for each player.
#[derive(Debug, Clone)]
pub struct LogitGame<'a> {
    game: &'a NormalForm,
    blocks: Vec<Block>,
}

impl<'a> LogitGame<'a> {
    /// A game, and λ for each player in order.
    pub fn new(game: &'a NormalForm, rationalities: &[f64]) -> Result<Self, StageError> {
        if rationalities.len() != game.players().len() {
            return Err(StageError::Rationality(game.players().len()));
        }
        let blocks = game
            .players()
            .iter()
            .zip(rationalities)
            .map(|(player, &rationality)| Block { moves: player.moves.len(), rationality })
            .collect();
        Ok(Self { game, blocks })
    }
}

impl LogitSystem for LogitGame<'_> {
    fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    fn payoffs(&self, mixes: &[f64], payoffs: &mut [f64]) {
        self.game.expected_payoffs(mixes, payoffs);
    }

    fn jacobian(&self, mixes: &[f64], jacobian: &mut [f64]) {
        self.game.payoff_derivatives(mixes, jacobian);
    }
}

#[cfg(test)]
#[path = "logit_tests.rs"]
mod tests;
