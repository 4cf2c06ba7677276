//! `wait-for-other`: hold until the other has conceded, answer with one concession, and wait again.
//!
//! Each side's "you first" of a standoff. Where a concession can be made in every round it is `suspicious-tit-for-tat`;
//! but an answer that could not be given at once (no such move was available, or the hand slipped) is still owed.
//! Source: action for action, as in the Joint Statement of the Six-Party Talks (19 September 2005); conditional
//! cooperation of Axelrod 1984. Memory: whether an answer is owed. Parameters: none.

use super::catalogue::{Entry, Family};
use super::{Automaton, Seen, View, stance};

pub(super) const ENTRY: Entry = Entry {
    name: "wait-for-other",
    family: Family::Field,
    summary: "hold until the other has conceded, answer with one concession, wait again; an answer that could not be given, \
              or that slipped by noise, is still owed",
    source: "action for action; Six-Party Talks 2005",
    parameters: &[],
};

/// Never first.
pub(super) struct WaitForOther;

impl Automaton for WaitForOther {
    fn memories(&self) -> u32 {
        2
    }

    fn start(&self) -> u32 {
        stance::HOLD
    }

    fn mix(&self, view: &View<'_>, memory: u32, mix: &mut [f64]) {
        stance::intend(view, memory, mix);
    }

    fn next(&self, memory: u32, seen: &Seen<'_>) -> u32 {
        let owed = memory == stance::CONCEDE && !seen.i_conceded();
        stance::remember(seen.others_conceded() || owed)
    }
}
