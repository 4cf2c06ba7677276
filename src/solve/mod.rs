//! Exact answers: what the analyst would see if every play of the game were played.

pub mod stage;
