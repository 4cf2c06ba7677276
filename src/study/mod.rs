//! Looking at many scenarios, or many variants of one, together.

pub mod statements;
