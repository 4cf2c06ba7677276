//! `memory-one`: a probability of conceding for each pair of what one did oneself and what the other did.
//!
//! Written p = (p₁, p₂, p₃, p₄) after (own, other) = CC, CD, DC, DD, with C conceding. The family holds most of the
//! others: (1, 0, 1, 0) is tit-for-tat, (1, 0, 0, 1) pavlov, and the zero-determinant strategies, which fix how payoffs
//! relate, are members too.
//!
//! Source: Nowak & Sigmund 1993; Press & Dyson, "Iterated Prisoner's Dilemma contains strategies that dominate any
//! evolutionary opponent", *PNAS* 109 (2012). Memory: the last round. Parameters: `cc`, `cd`, `dc`, `dd`, `first`.

use super::catalogue::{Entry, Family, Parameter};
use super::{Automaton, Seen, View, stance};

pub(super) const ENTRY: Entry = Entry {
    name: "memory-one",
    family: Family::Reciprocal,
    summary: "concede with a probability that depends on what both did in the last round",
    source: "Nowak & Sigmund 1993; Press & Dyson 2012",
    parameters: &[
        after("cc", "probability of conceding after both conceded"),
        after("cd", "probability of conceding after oneself conceded and the other did not"),
        after("dc", "probability of conceding after the other conceded and oneself did not"),
        after("dd", "probability of conceding after neither conceded"),
        Parameter {
            name: "first",
            meaning: "probability of conceding in the first round",
            default: Some("1"),
            range: "0 to 1",
        },
    ],
};

/// What it does after one of the four pairs.
const fn after(name: &'static str, meaning: &'static str) -> Parameter {
    Parameter { name, meaning, default: None, range: "0 to 1" }
}

/// Memory before the first round; below it stand the four pairs.
const FIRST: u32 = 4;

/// Four probabilities, and one for the first round.
pub(super) struct MemoryOne {
    pub(super) after: [f64; 4],
    pub(super) first: f64,
}

impl Automaton for MemoryOne {
    fn memories(&self) -> u32 {
        5
    }

    fn start(&self) -> u32 {
        FIRST
    }

    fn mix(&self, view: &View<'_>, memory: u32, mix: &mut [f64]) {
        stance::concede_with(view, self.after.get(memory as usize).copied().unwrap_or(self.first), mix);
    }

    fn next(&self, _memory: u32, seen: &Seen<'_>) -> u32 {
        2 * u32::from(!seen.i_conceded()) + u32::from(!seen.others_conceded())
    }
}
