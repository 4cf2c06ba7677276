//! `always-concede`, `always-hold`, `always-escalate`: one stance, whatever happens.
//!
//! Source: Cooperator and Defector of Axelrod's tournaments (*The Evolution of Cooperation*, 1984); in Chicken, the one
//! who always swerves and the one who throws the steering wheel out of the window (Schelling 1960; Kahn 1965).
//! Memory: none. Parameters: none.

use super::catalogue::{Entry, Family};
use super::{Automaton, View, stance};
use crate::scenario::Stance;

pub(super) const CONCEDE: Entry = Entry {
    name: "always-concede",
    family: Family::Fixed,
    summary: "concede in every round",
    source: "Cooperator; Axelrod 1984",
    parameters: &[],
};

pub(super) const HOLD: Entry = Entry {
    name: "always-hold",
    family: Family::Fixed,
    summary: "hold in every round",
    source: "Defector; Axelrod 1984",
    parameters: &[],
};

pub(super) const ESCALATE: Entry = Entry {
    name: "always-escalate",
    family: Family::Fixed,
    summary: "escalate in every round",
    source: "Defector; Axelrod 1984",
    parameters: &[],
};

/// One stance for ever.
pub(super) struct Always(pub(super) Stance);

impl Automaton for Always {
    fn mix(&self, view: &View<'_>, _memory: u32, mix: &mut [f64]) {
        stance::spread(view, self.0, 1.0, mix);
    }
}
