//! `tit-for-tat`: concede first, then iff the other did in the last round.
//!
//! Source: Anatol Rapoport's entry to the tournaments of Axelrod, *The Evolution of Cooperation* (1984).
//! Memory: what to do next. Parameters: none.

use super::catalogue::{Entry, Family};
use super::{Automaton, Seen, View, stance};

pub(super) const ENTRY: Entry = Entry {
    name: "tit-for-tat",
    family: Family::Reciprocal,
    summary: "concede first, then iff the other did in the last round",
    source: "Rapoport, in Axelrod 1984",
    parameters: &[],
};

/// Does what the other did.
pub(super) struct TitForTat;

impl Automaton for TitForTat {
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
        stance::remember(seen.others_conceded())
    }
}
