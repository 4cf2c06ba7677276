//! What a run leaves: plain documented structs, and how they are written and read back.

pub mod summary;

pub use summary::*;
