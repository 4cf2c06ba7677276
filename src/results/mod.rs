//! What a run leaves: plain documented structs, and how they are written and read back.

mod figures;
pub mod summary;

pub use figures::Findings;
pub use summary::*;
