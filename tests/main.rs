//! What scholars, analysts and scripts meet, tested from outside, in one binary: so that the library is linked once.
//!
//! `cargo test --test all studies::` runs one room, `cargo test --test all -- --ignored` what takes minutes.

mod architecture;
mod charts;
mod cli;
mod common;
mod engine;
mod format;
mod fuzz;
mod report;
mod studies;
