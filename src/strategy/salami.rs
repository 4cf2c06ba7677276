//! `salami`: the smallest provocation while a track is below a level, hold where it stands at or above it.
//!
//! Slice by slice, each too thin to be worth an answer. Source: Schelling, *Arms and Influence* (1966), chapter 2; the
//! name is Rákosi's. The smallest provocation is the available escalating move that costs the actor least by itself
//! (`payoff.move`), the first of them in file order. Memory: none. Parameters: `track`, `level`.

use super::catalogue::{Entry, Family, Parameter};
use super::{Automaton, View, stance};
use crate::scenario::{Stance, TrackIndex};

pub(super) const ENTRY: Entry = Entry {
    name: "salami",
    family: Family::Field,
    summary: "the smallest provocation while a track is below a level, hold from there on",
    source: "Schelling 1966",
    parameters: &[
        Parameter { name: "track", meaning: "the track to watch", default: None, range: "a track" },
        Parameter { name: "level", meaning: "where to pause", default: None, range: "a level" },
    ],
};

/// Slice by slice.
pub(super) struct Salami {
    pub(super) track: TrackIndex,
    pub(super) level: i32,
}

impl Automaton for Salami {
    fn mix(&self, view: &View<'_>, _memory: u32, mix: &mut [f64]) {
        if stance::level(view, self.track) < self.level {
            stance::smallest(view, Stance::Escalate, mix);
        } else {
            stance::spread(view, Stance::Hold, 1.0, mix);
        }
    }
}
