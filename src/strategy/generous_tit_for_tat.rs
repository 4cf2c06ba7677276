//! `generous-tit-for-tat`: as `tit-for-tat`, but forgives with some probability where the other did not concede.
//!
//! Source: Nowak & Sigmund, "Tit for tat in heterogeneous populations", *Nature* 355 (1992), where the best generosity
//! is 1/3 for the usual Prisoner's Dilemma (3, 0, 5, 1). Memory: what the other did. Parameters: `generosity`.

use super::catalogue::{Entry, Family, Parameter};
use super::{Automaton, Seen, View, stance};

pub(super) const ENTRY: Entry = Entry {
    name: "generous-tit-for-tat",
    family: Family::Reciprocal,
    summary: "as tit-for-tat, but sometimes concede even after the other did not",
    source: "Nowak & Sigmund 1992",
    parameters: &[Parameter {
        name: "generosity",
        meaning: "probability of conceding after the other did not",
        default: Some("1/3"),
        range: "0 to 1",
    }],
};

/// Does what the other did, or forgives.
pub(super) struct GenerousTitForTat {
    pub(super) generosity: f64,
}

impl Automaton for GenerousTitForTat {
    fn memories(&self) -> u32 {
        2
    }

    fn start(&self) -> u32 {
        stance::CONCEDE
    }

    fn mix(&self, view: &View<'_>, memory: u32, mix: &mut [f64]) {
        stance::concede_with(view, if memory == stance::CONCEDE { 1.0 } else { self.generosity }, mix);
    }

    fn next(&self, _memory: u32, seen: &Seen<'_>) -> u32 {
        stance::remember(seen.others_conceded())
    }
}
