//! `random`: any available move, by weight.
//!
//! Source: Random of Axelrod's tournaments (*The Evolution of Cooperation*, 1984), a coin flip where there are two moves.
//! Memory: none. Parameters: none.

use super::catalogue::{Entry, Family};
use super::{Automaton, View, stance};

pub(super) const ENTRY: Entry = Entry {
    name: "random",
    family: Family::Fixed,
    summary: "any available move, by weight",
    source: "Random; Axelrod 1984",
    parameters: &[],
};

/// Any move.
pub(super) struct Random;

impl Automaton for Random {
    fn mix(&self, view: &View<'_>, _memory: u32, mix: &mut [f64]) {
        stance::share_by(view, &view.game.types[view.kind].weight, mix);
    }
}
