//! What people read: numbers rounded to what they are worth, and the parts of a scenario in plain words.

pub mod numbers;
mod words;

pub use words::{Words, effect_name, percent, plain};
