//! What people read: numbers rounded to what they are worth, and the parts of a scenario in plain words.

mod by_type;
mod clean;
mod mixture;
pub mod numbers;
mod payoffs;
mod words;
mod written;

pub use by_type::types_told;
pub use clean::{clean, escaped, is_hidden};
pub use mixture::mixture;
pub use payoffs::Payoffs;
pub use words::Words;
pub use written::{change_by, effect_name, listed, percent, plain};
