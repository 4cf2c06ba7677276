//! Scenario files: what they may say, what is told of mistakes, where numbers come from, and what they claim.

mod gaps;
mod mistakes;
mod properties;
mod provenance;
mod record;
mod scenario;
mod statements;
