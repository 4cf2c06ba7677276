//! Sobol' indices: which share of the variance of a result comes from which factor.
//!
//! Of a result *Y* = *f*(X₁ … X_D) with independent factors, the *first-order* index of factor *k* is
//! Var E[Y | X_k] / Var Y, what would vanish on average if *k* were known; the *total* index is E Var[Y | X₋ₖ] / Var Y, what
//! would remain if all others were; and the *second-order* index of *j* and *k* is what the two do together beyond what
//! each does alone. From the results of a [`Saltelli`](crate::study::design::Saltelli) design,
//!
//! | | estimator | |
//! |---|---|---|
//! | first | mean B (ABₖ − A) / V | Saltelli et al. 2010, b |
//! | total | ½ mean (A − ABₖ)² / V | Jansen 1999 |
//! | second | mean (BAⱼ ABₖ − A B) / V − Sⱼ − Sₖ | Saltelli 2002 |
//!
//! with V the variance of A and B together. All results are first centred on their mean, as SALib does, for the
//! first-order estimator is sharp only then. Estimates can fall a little below 0 or above 1, and are left there: clipped
//! ones would be biased.
//!
//! # Intervals
//!
//! * [`bootstrapped`]: base rows are drawn again with replacement, all figures of a row together, and the half-width is
//!   1.96 standard deviations. Right for random points. For points of a Sobol' sequence it is several times too wide,
//!   since it forgets that they are spread evenly.
//! * [`replicated`]: several designs of independent scrambles; the interval is Student's over their jackknife
//!   pseudo-values. Right for Sobol' points, and sharper. 8 to 16 replicates are enough.
//!
//! # Noise
//!
//! Where each result is a mean over plays, part of its variance is noise. It inflates V and the total indices, so small
//! factors look alive and all others too small. [`Results`](super::sampled::Results) tells what is
//! known of it:
//!
//! * `Noisy`: a standard error for each row, with *noise independent between rows* (each row its own seed). Then
//!   the noise of V is ½ mean (s²_A + s²_B), that of a total numerator ½ mean (s²_A + s²_AB), and the other numerators,
//!   means of products of different rows, have none.
//! * `Batches`: every row was played in the same *G* ≥ 2 batches, *batches being independent of each other*;
//!   within a batch rows may share their luck (common random numbers) in any way. Every numerator Q is quadratic in the
//!   results, so its expected noise is the same multiple for all: (mean over batches of Q − Q of the mean) / (G − 1).
//!   This estimates f alone without an assumption about how luck is shared: it is the U-statistic that only multiplies
//!   results of different batches. With common luck most noise is shared by all rows and cancels between them; what
//!   counts as noise here is what is left.
//!
//! The intervals of [`bootstrapped`] hold for luck that is independent between rows. With luck shared by all rows give
//! each replicate of [`replicated`] luck of its own: then Student's interval holds, whatever is shared inside.
//!
//! # References
//!
//! 1. Sobol', "Global sensitivity indices for nonlinear mathematical models and their Monte Carlo estimates", Mathematics
//!    and Computers in Simulation 55, 2001.
//! 2. Saltelli, "Making best use of model evaluations to compute sensitivity indices", Computer Physics Communications 145,
//!    2002; Saltelli et al., "Variance based sensitivity analysis of model output", same journal 181, 2010.
//! 3. Jansen, "Analysis of variance designs for model output", Computer Physics Communications 117, 1999.
//! 4. Janon et al., "Asymptotic normality and efficiency of two Sobol index estimators", ESAIM: P&S 18, 2014 (bootstrap).
//! 5. Owen, "Scrambled net variance for integrals of smooth functions", Annals of Statistics 25, 1997 (replicates).

mod bootstrap;
mod figures;
mod replicates;
mod results;
mod terms;

pub use bootstrap::{RESAMPLES, bootstrapped, bootstrapped_by};
pub use replicates::replicated;
pub use results::Layout;

use super::estimate::Estimate;

/// What an analysis of variance found.
#[derive(Debug, Clone, PartialEq)]
pub enum Finding {
    /// All results are the same (up to 10⁻¹² of their size): there is no variance to share out.
    NoVariance {
        /// The value of all.
        value: f64,
    },
    /// The results vary no more than their noise explains.
    OnlyNoise {
        /// Their mean.
        mean: f64,
        /// Their variance.
        variance: f64,
    },
    /// There are shares.
    Indices(Indices),
}

/// Shares of variance. Factors are numbered from 0.
#[derive(Debug, Clone, PartialEq)]
pub struct Indices {
    /// Mean of the results over all points of *A* and *B*.
    pub mean: f64,
    /// Variance of the result over the factors, noise taken off.
    pub variance: f64,
    /// Which share of the variance that was seen is noise; nothing where results are exact.
    pub noise: Option<Estimate>,
    /// The first-order index of each factor.
    pub first: Vec<Estimate>,
    /// The total index of each factor.
    pub total: Vec<Estimate>,
    /// The second-order index of each pair *j* < *k*, by *j* and then by *k*; none without the blocks for it.
    pub second: Vec<Pair>,
    /// What no factor does alone: 1 − the sum of the first-order indices.
    pub interactions: Estimate,
}

/// What two factors do together.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pair {
    /// The two, the lower number first.
    pub factors: (usize, usize),
    /// Their second-order index.
    pub index: Estimate,
}
