//! Tests of all strategies: against figures of the literature, computed exactly.

mod axelrod;
mod chain;
mod games;
mod learning;
mod memories;
mod memory_one;
mod moves;
mod table;
mod whole;
