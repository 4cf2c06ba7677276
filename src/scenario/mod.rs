//! What the analyst wrote and what it means.
//!
//! A text becomes a tree of values that know their places ([`document`]); trees are laid over one another
//! ([`overlay`]: `extends`, types, `--set` and a study's factors are all the same thing); one reader turns the tree
//! into a checked [`Scenario`] and collects every mistake on the way.

mod calendar;
pub mod model;
pub mod place;
pub mod strategy;

pub use calendar::moments;
pub use model::*;
pub use place::{Place, Problem, Problems};
pub use strategy::{ScriptLine, StrategyChoice, StrategyRule};
