//! `pavlov`: win-stay, lose-shift. Concede first, then iff both did or neither did in the last round.
//!
//! Source: Nowak & Sigmund, "A strategy of win-stay, lose-shift that outperforms tit-for-tat in the Prisoner's Dilemma
//! game", *Nature* 364 (1993). Memory: what to do next. Parameters: none.

use super::catalogue::{Entry, Family};
use super::{Automaton, Seen, View, stance};

pub(super) const ENTRY: Entry = Entry {
    name: "pavlov",
    family: Family::Reciprocal,
    summary: "concede first, then iff both or neither did in the last round (win-stay, lose-shift)",
    source: "Nowak & Sigmund 1993",
    parameters: &[],
};

/// Stays with what went well.
pub(super) struct Pavlov;

impl Automaton for Pavlov {
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
        stance::remember(seen.i_conceded() == seen.others_conceded())
    }
}
