//! `run-the-clock`: hold, and concede only in the last rounds.
//!
//! Source: the deadline effect of bargaining (Roth, Murnighan & Schoumaker, *American Economic Review* 78, 1988); as
//! negotiation practice, stalling until the other side's calendar forces a decision. Memory: none. Parameters: `last`.

use super::catalogue::{Entry, Family, Parameter};
use super::{Automaton, View, stance};

pub(super) const ENTRY: Entry = Entry {
    name: "run-the-clock",
    family: Family::Field,
    summary: "hold, and concede only in the last rounds",
    source: "Roth, Murnighan & Schoumaker 1988",
    parameters: &[Parameter {
        name: "last",
        meaning: "number of rounds at the end in which it concedes",
        default: Some("1"),
        range: "0 or more",
    }],
};

/// Waits for the deadline.
pub(super) struct RunTheClock {
    pub(super) last: u32,
}

impl Automaton for RunTheClock {
    fn mix(&self, view: &View<'_>, _memory: u32, mix: &mut [f64]) {
        let left_after = view.game.rounds.saturating_sub(view.round);
        stance::intend(view, stance::remember(left_after < self.last), mix);
    }
}
