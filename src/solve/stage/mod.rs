//! The theory of one normal-form game: plain matrices of payoffs, no scenario.
//!
//! One algorithm a file, under its textbook name. Every answer comes with how it was obtained: a residual, a
//! gap between bounds, or exact fractions; a number that did not converge is an error, never an answer.

mod arclength;
pub mod bimatrix;
pub mod correlated;
mod correlated_exact;
pub mod correlated_payoffs;
pub mod critical_risk;
mod curve;
mod error;
mod exact_lp;
#[cfg(test)]
mod examples;
pub mod extreme_equilibria;
pub mod gambit;
pub(crate) mod linear;
pub mod logit;
pub mod logit_2x2;
pub mod logit_curves_2x2;
pub mod logit_search;
mod lp;
pub mod nash_subsets;
pub mod normal_form;
pub mod ordinal;
pub mod pitchfork;
mod polytope;
pub mod pure;
pub mod repeated;
pub mod security;
mod synchrony;

pub use bimatrix::Bimatrix;
pub use error::StageError;
pub use normal_form::NormalForm;
