//! `graduated-reciprocation`: a small first concession, matched for as long as the other matches it, stopped if not.
//!
//! Graduated and Reciprocated Initiatives in Tension-reduction (GRIT). It *opens* with its smallest concession and gives
//! the other a round in which to answer; once answered it *matches*, with any of its concessions, round by round. A
//! concession that stays unanswered for a round stops it: it holds, until the other makes a move of its own, which it
//! takes up where it began, with the smallest concession.
//!
//! The smallest concession is the available conceding move that costs the actor least by itself (`payoff.move`), the
//! first of them in file order. Source: Osgood, *An Alternative to War or Surrender* (1962); Lindskold, *Psychological
//! Bulletin* 85 (1978). Memory: opening, waiting for an answer, matching, stopped. Parameters: none.

use super::catalogue::{Entry, Family};
use super::{Automaton, Seen, View, stance};
use crate::scenario::Stance;

pub(super) const ENTRY: Entry = Entry {
    name: "graduated-reciprocation",
    family: Family::Field,
    summary: "a small first concession, matched for as long as the other matches it, stopped if not (GRIT)",
    source: "Osgood 1962",
    parameters: &[],
};

const OPENING: u32 = 0;
const WAITING: u32 = 1;
const MATCHING: u32 = 2;
const STOPPED: u32 = 3;

/// Tension reduced step by step.
pub(super) struct GraduatedReciprocation;

impl Automaton for GraduatedReciprocation {
    fn memories(&self) -> u32 {
        4
    }

    fn start(&self) -> u32 {
        OPENING
    }

    fn mix(&self, view: &View<'_>, memory: u32, mix: &mut [f64]) {
        match memory {
            OPENING => stance::smallest(view, Stance::Concede, mix),
            MATCHING => stance::spread(view, Stance::Concede, 1.0, mix),
            _ => stance::spread(view, Stance::Hold, 1.0, mix),
        }
    }

    fn next(&self, memory: u32, seen: &Seen<'_>) -> u32 {
        match (memory, seen.others_conceded()) {
            (STOPPED, true) => OPENING,
            (_, true) => MATCHING,
            // An initiative that could not be taken is not one that went unanswered.
            (OPENING, false) if !seen.i_conceded() => OPENING,
            (OPENING | MATCHING, false) => WAITING,
            _ => STOPPED,
        }
    }
}
