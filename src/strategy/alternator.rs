//! `alternator`: concede first, then do the opposite of what it did itself.
//!
//! Source: Alternator of the Axelrod library, where it stands as a benchmark. It goes by what it did, not by what it
//! meant: after a slip it takes the step again. Memory: what to do next. Parameters: none.

use super::catalogue::{Entry, Family};
use super::{Automaton, Seen, View, stance};

pub(super) const ENTRY: Entry = Entry {
    name: "alternator",
    family: Family::Reciprocal,
    summary: "concede and hold by turns",
    source: "Axelrod library",
    parameters: &[],
};

/// Now this, now that.
pub(super) struct Alternator;

impl Automaton for Alternator {
    fn memories(&self) -> u32 {
        2
    }

    fn start(&self) -> u32 {
        stance::CONCEDE
    }

    fn mix(&self, view: &View<'_>, memory: u32, mix: &mut [f64]) {
        stance::intend(view, memory, mix);
    }

    fn next(&self, _memory: u32, seen: &Seen<'_>) -> u32 {
        stance::remember(!seen.i_conceded())
    }
}
