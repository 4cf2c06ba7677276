//! Random numbers of studies: what a seed, a purpose and a number fix for ever.
//!
//! ChaCha20 (Bernstein, "ChaCha, a variant of Salsa20", 2008), keyed by the seed and the purpose, its stream numbered.
//! Two purposes, or two numbers of one purpose, share nothing; and nothing depends on threads, since whoever works in
//! parallel takes a stream for each piece of work. Only words are taken from the generator: how they become choices is
//! decided here, so that results outlive upgrades of the libraries.

use crate::play::unit;
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// What random numbers are drawn for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// The cells and places of a Latin hypercube; a stream for each factor.
    LatinHypercube = 1,
    /// Scrambling a Sobol' sequence; the number of a word is the dimension.
    Scramble = 2,
    /// Trajectories of Morris; a stream for each trajectory.
    Trajectory = 3,
    /// Bootstrap resamples; a stream for each resample.
    Resample = 4,
    /// Halves of the data for PRIM; a stream for each half.
    Half = 5,
    /// Weights of futures; a stream for each draw.
    Weights = 6,
    /// Seeds of the replicates of a design; a stream for each.
    Replicate = 7,
    /// Which points are kept back from a search.
    KeptBack = 8,
    /// Payoffs that keep their order; a stream for each sample.
    Payoffs = 9,
}

/// A stream of random numbers.
#[derive(Debug, Clone)]
pub(crate) struct Random(ChaCha20Rng);

impl Random {
    /// Opens a stream at its start. Every seed counts, 0 too.
    pub(crate) fn new(seed: u64, purpose: Purpose, number: u64) -> Random {
        let mut key = *b"........standoff: a study's luck";
        key[..8].copy_from_slice(&seed.to_le_bytes());
        key[31] = purpose as u8;
        let mut generator = ChaCha20Rng::from_seed(key);
        generator.set_stream(number);
        Random(generator)
    }

    /// 64 random bits.
    pub(crate) fn word(&mut self) -> u64 {
        self.0.next_u64()
    }

    /// A number in [0, 1): every multiple of 2⁻⁵³ is equally likely.
    pub(crate) fn unit(&mut self) -> f64 {
        unit(self.word())
    }

    /// One of 0 … `count` − 1, all equally likely (Lemire, "Fast random integer generation in an interval", ACM TOMACS
    /// 29, 2019).
    pub(crate) fn below(&mut self, count: u32) -> u32 {
        loop {
            let product = u64::from(self.0.next_u32()) * u64::from(count);
            let low = product as u32;
            if low >= count || low >= count.wrapping_neg() % count.max(1) {
                return (product >> 32) as u32;
            }
        }
    }

    /// Puts things into a random order, all orders equally likely (Fisher & Yates).
    pub(crate) fn shuffle<T>(&mut self, things: &mut [T]) {
        for place in (1..things.len()).rev() {
            things.swap(place, self.below(place as u32 + 1) as usize);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seeds_purposes_and_numbers_have_streams_of_their_own() {
        let mut words = Vec::new();
        for seed in [0, 1] {
            for purpose in [Purpose::LatinHypercube, Purpose::Resample] {
                for number in [0, 1] {
                    words.push(Random::new(seed, purpose, number).word());
                }
            }
        }
        words.sort_unstable();
        words.dedup();
        assert_eq!(words.len(), 8);
    }

    #[test]
    fn all_numbers_below_a_bound_come_up_alike() {
        let mut random = Random::new(7, Purpose::Resample, 0);
        let mut counts = [0u32; 6];
        for _ in 0..60_000 {
            counts[random.below(6) as usize] += 1;
        }
        assert!(counts.iter().all(|&count| count.abs_diff(10_000) < 400), "{counts:?}");
    }
}
