//! `bully`: hold first, then do the opposite of what the other did: press the one who gives way, give way to the one
//! who does not (reverse tit-for-tat).
//!
//! Source: Nachbar, "Evolution in the finitely repeated Prisoner's Dilemma", *Journal of Economic Behavior and
//! Organization* 19 (1992); Bully of the Axelrod library. Memory: what to do next. Parameters: none.

use super::catalogue::{Entry, Family};
use super::{Automaton, Seen, View, stance};

pub(super) const ENTRY: Entry = Entry {
    name: "bully",
    family: Family::Reciprocal,
    summary: "hold first, then concede iff the other did not in the last round",
    source: "Nachbar 1992",
    parameters: &[],
};

/// Strong against the weak.
pub(super) struct Bully;

impl Automaton for Bully {
    fn memories(&self) -> u32 {
        2
    }

    fn start(&self) -> u32 {
        stance::HOLD
    }

    fn mix(&self, view: &View<'_>, memory: u32, mix: &mut [f64]) {
        stance::intend(view, memory, mix);
    }

    fn next(&self, _memory: u32, seen: &Seen<'_>) -> u32 {
        stance::remember(!seen.others_conceded())
    }
}
