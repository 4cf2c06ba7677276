//! `suspicious-tit-for-tat`: hold first, then concede iff the other did in the last round.
//!
//! Source: Boyd & Lorberbaum, "No pure strategy is evolutionarily stable in the repeated Prisoner's Dilemma game",
//! *Nature* 327 (1987). Memory: what to do next. Parameters: none.

use super::catalogue::{Entry, Family};
use super::{Automaton, Seen, View, stance};

pub(super) const ENTRY: Entry = Entry {
    name: "suspicious-tit-for-tat",
    family: Family::Reciprocal,
    summary: "hold first, then concede iff the other did in the last round",
    source: "Boyd & Lorberbaum 1987",
    parameters: &[],
};

/// Does what the other did, but begins by holding.
pub(super) struct SuspiciousTitForTat;

impl Automaton for SuspiciousTitForTat {
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
        stance::remember(seen.others_conceded())
    }
}
