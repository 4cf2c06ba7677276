//! `tit-for-two-tats`: concede, unless the other did not in both of the last two rounds.
//!
//! Source: Axelrod, *The Evolution of Cooperation* (1984), who found that it would have won his first tournament.
//! Memory: for how many rounds on end the other has not conceded, up to two. Parameters: none.

use super::catalogue::{Entry, Family};
use super::{Automaton, Seen, View, stance};

pub(super) const ENTRY: Entry = Entry {
    name: "tit-for-two-tats",
    family: Family::Reciprocal,
    summary: "concede, unless the other did not in both of the last two rounds",
    source: "Axelrod 1984",
    parameters: &[],
};

/// Patient once.
pub(super) struct TitForTwoTats;

impl Automaton for TitForTwoTats {
    fn memories(&self) -> u32 {
        3
    }

    fn mix(&self, view: &View<'_>, memory: u32, mix: &mut [f64]) {
        stance::intend(view, stance::remember(memory < 2), mix);
    }

    fn next(&self, memory: u32, seen: &Seen<'_>) -> u32 {
        if seen.others_conceded() { 0 } else { (memory + 1).min(2) }
    }
}
