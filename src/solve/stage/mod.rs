//! The theory of one normal-form game: plain matrices of payoffs, no scenario.
//!
//! One algorithm a file, under its textbook name. Every answer comes with how it was obtained: a residual, a
//! gap between bounds, or exact fractions; a number that did not converge is an error, never an answer.

mod arclength;
mod curve;
mod error;
pub(crate) mod linear;
pub mod logit;
pub mod normal_form;

pub use error::StageError;
pub use normal_form::{Bimatrix, NormalForm};
