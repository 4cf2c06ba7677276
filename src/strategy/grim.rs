//! `grim`: concede until the other does not for the first time, then never again.
//!
//! Source: Friedman, "A non-cooperative equilibrium for supergames", *Review of Economic Studies* 38 (1971); Grudger of
//! Axelrod's tournaments. Memory: what to do next. Parameters: none.

use super::catalogue::{Entry, Family};
use super::{Automaton, Seen, View, stance};

pub(super) const ENTRY: Entry = Entry {
    name: "grim",
    family: Family::Reciprocal,
    summary: "concede until the other does not for the first time, then never again",
    source: "Friedman 1971",
    parameters: &[],
};

/// Never forgives.
pub(super) struct Grim;

impl Automaton for Grim {
    fn memories(&self) -> u32 {
        2
    }

    fn start(&self) -> u32 {
        stance::CONCEDE
    }

    fn mix(&self, view: &View<'_>, memory: u32, mix: &mut [f64]) {
        stance::intend(view, memory, mix);
    }

    fn next(&self, memory: u32, seen: &Seen<'_>) -> u32 {
        stance::remember(memory == stance::CONCEDE && seen.others_conceded())
    }
}
