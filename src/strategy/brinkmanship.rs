//! `brinkmanship`: escalate while a track is below a level, concede where it stands at or above it.
//!
//! Source: Schelling, *The Strategy of Conflict* (1960) and *Arms and Influence* (1966): the deliberate creation of a
//! shared risk, up to the point where it is too much for oneself. Memory: none, so it climbs again when the track has
//! come down. Parameters: `track`, `level`.

use super::catalogue::{Entry, Family, Parameter};
use super::{Automaton, View, stance};
use crate::scenario::{Stance, TrackIndex};

pub(super) const ENTRY: Entry = Entry {
    name: "brinkmanship",
    family: Family::Field,
    summary: "escalate while a track is below a level, concede from there on",
    source: "Schelling 1960, 1966",
    parameters: &[
        Parameter { name: "track", meaning: "the track to watch", default: None, range: "a track" },
        Parameter { name: "level", meaning: "where to give way", default: None, range: "a level" },
    ],
};

/// Up to the brink.
pub(super) struct Brinkmanship {
    pub(super) track: TrackIndex,
    pub(super) level: i32,
}

impl Automaton for Brinkmanship {
    fn mix(&self, view: &View<'_>, _memory: u32, mix: &mut [f64]) {
        let below = stance::level(view, self.track) < self.level;
        stance::spread(view, if below { Stance::Escalate } else { Stance::Concede }, 1.0, mix);
    }
}
