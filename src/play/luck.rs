//! Randomness: every decision and every chance of every round of every play has a number of its own.
//!
//! Play `k` of seed `s` draws from a ChaCha stream: its key comes from `s`, its stream number is `k`. The place of a
//! number in the stream depends on the round and the slot alone ([`crate::game`] gives slots by name), so a play can be
//! repeated by itself, nothing depends on threads, and two variants of a scenario under one seed meet the same luck
//! (*common random numbers*).
//!
//! Only words are taken from the generator; how they become choices is decided here, so that results outlive upgrades
//! of the libraries. Of what plays, this module alone knows the generator.

use crate::game::SLOTS_PER_ROUND;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// Numbers that the generator makes in one go.
const PAGE: u32 = 32;
/// Decisions come first in a stream: one slot for each actor, of which there are at most this many.
const DECISIONS: u32 = 8;
/// Chances begin here, in numbers; far beyond the decisions of the last round that a scenario can have.
const CHANCES: u64 = 1 << 34;
/// ChaCha counts in words of 32 bits, two for a number.
const WORDS: u64 = 2;

/// The numbers of one seed.
#[derive(Debug, Clone)]
pub struct Luck {
    generator: ChaCha8Rng,
    decisions: Page,
    chances: Vec<Page>,
}

#[derive(Debug, Clone)]
struct Page {
    number: u64,
    numbers: [u64; PAGE as usize],
}

/// A page that holds nothing yet.
const UNREAD: u64 = u64::MAX;

impl Luck {
    /// The numbers of a seed; every seed counts, 0 too.
    #[must_use]
    pub fn new(seed: u64) -> Luck {
        let mut key = [0; 32];
        for (part, place) in key.chunks_exact_mut(8).zip(1..) {
            part.copy_from_slice(&split_mix(seed, place).to_le_bytes());
        }
        let empty = Page { number: UNREAD, numbers: [0; PAGE as usize] };
        let pages = (SLOTS_PER_ROUND / PAGE) as usize;
        Luck { generator: ChaCha8Rng::from_seed(key), decisions: empty.clone(), chances: vec![empty; pages] }
    }

    /// Turns to a play; plays are numbered from 1.
    pub fn turn_to(&mut self, play: u64) {
        self.generator.set_stream(play);
        self.decisions.number = UNREAD;
        for page in &mut self.chances {
            page.number = UNREAD;
        }
    }

    /// The number in [0, 1) of an actor's decision in a round; in round 0 it draws the actor's type.
    pub fn decision(&mut self, round: u32, actor: usize) -> f64 {
        let place = u64::from(round) * u64::from(DECISIONS) + actor as u64;
        read(&mut self.generator, &mut self.decisions, place)
    }

    /// The number in [0, 1) of a chance in a round.
    pub fn chance(&mut self, round: u32, slot: u32) -> f64 {
        let place = CHANCES + u64::from(round) * u64::from(SLOTS_PER_ROUND) + u64::from(slot);
        read(&mut self.generator, &mut self.chances[(slot / PAGE) as usize], place)
    }
}

fn read(generator: &mut ChaCha8Rng, page: &mut Page, place: u64) -> f64 {
    let number = place / u64::from(PAGE);
    if page.number != number {
        generator.set_word_pos(u128::from(number * u64::from(PAGE) * WORDS));
        page.numbers.fill_with(|| generator.next_u64());
        page.number = number;
    }
    unit(page.numbers[(place % u64::from(PAGE)) as usize])
}

/// A number in [0, 1) from the upper 53 of 64 random bits: every multiple of 2⁻⁵³ is equally likely.
pub(crate) fn unit(word: u64) -> f64 {
    (word >> 11) as f64 * (1.0 / (1u64 << 53) as f64)
}

/// The word at a place, from 1, of the sequence of Steele, Lea & Flood's SplitMix64 that a seed begins.
pub(crate) fn split_mix(seed: u64, place: u64) -> u64 {
    let mut z = seed.wrapping_add(place.wrapping_mul(0x9e37_79b9_7f4a_7c15));
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_depends_on_its_place_alone() {
        let mut forward = Luck::new(0);
        let mut backward = Luck::new(0);
        forward.turn_to(17);
        backward.turn_to(3);
        let _ = backward.chance(9, 100);
        backward.turn_to(17);
        let places: Vec<(u32, u32)> =
            (1..20).flat_map(|round| [0, 31, 32, 4095].map(|slot| (round, slot))).collect();
        let ahead: Vec<f64> = places.iter().map(|&(round, slot)| forward.chance(round, slot)).collect();
        let back: Vec<f64> = places.iter().rev().map(|&(round, slot)| backward.chance(round, slot)).collect();
        assert!(ahead.iter().eq(back.iter().rev()));
    }

    #[test]
    fn seeds_plays_rounds_and_slots_have_different_numbers() {
        let mut numbers = Vec::new();
        for seed in [0, 1, u64::MAX] {
            let mut luck = Luck::new(seed);
            for play in [1, 2] {
                luck.turn_to(play);
                numbers.extend((0..4).map(|actor| luck.decision(1, actor)));
                numbers.extend((0..4).map(|slot| luck.chance(1, slot)));
                numbers.push(luck.decision(2, 0));
            }
        }
        numbers.sort_unstable_by(f64::total_cmp);
        let all = numbers.len();
        numbers.dedup();
        assert_eq!(numbers.len(), all);
        assert!(numbers.iter().all(|number| (0.0..1.0).contains(number)));
    }

    /// If this changes, every published result changes with it.
    #[test]
    fn the_numbers_of_seed_2018_stay_what_they_are() {
        let mut luck = Luck::new(2018);
        luck.turn_to(1);
        let first = [luck.decision(0, 0), luck.decision(1, 1), luck.chance(1, 0)];
        assert_eq!(first, FIRST_OF_2018);
    }

    /// These and the next come from a ChaCha8 written in Python after Bernstein's paper, whose first word for a zero key
    /// is the published 3e00ef2f (and 76b8e0ad with 20 rounds).
    const FIRST_OF_2018: [f64; 3] = [0.4424968894005551, 0.5372011815230645, 0.5644960085715138];

    #[test]
    fn the_numbers_are_those_of_an_independent_chacha8() {
        let mut luck = Luck::new(0);
        luck.turn_to(17);
        assert_eq!(luck.decision(3, 1), 0.8042430675082799);
        let mut luck = Luck::new(u64::MAX);
        luck.turn_to(1_000_000);
        assert_eq!(luck.chance(24, 255), 0.009178351684351771);
    }
}
