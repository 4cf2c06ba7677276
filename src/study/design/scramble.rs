//! Nested uniform scrambling (Owen) of points in base 2.
//!
//! Each binary digit is flipped or not by a fair coin that belongs to the digits before it. The points stay a net, each
//! of them becomes uniformly distributed, and means over them become unbiased with an error that falls almost as
//! *N*<sup>−3/2</sup> for smooth integrands. Independent scrambles of one net are independent estimates, which is what
//! honest intervals are made of.
//!
//! The coins are hashes of the digits before (the counter-based SplitMix64 of Steele, Lea & Flood, OOPSLA 2014), so no
//! tree has to be kept and any point can be had by itself. Laine–Karras hashing does all digits of a value in one
//! multiplication chain but its coins are not independent; ours costs some tens of nanoseconds a value, far below any
//! evaluation.
//!
//! Owen, "Randomly permuted (t,m,s)-nets and (t,s)-sequences", 1995; "Scrambled net variance for integrals of smooth
//! functions", Annals of Statistics 25, 1997. Burley, "Practical hash-based Owen scrambling", JCGT 9, 2020.

use crate::play::split_mix;
use crate::study::random::{Purpose, Random};

/// Whether, and by which seed, a Sobol' sequence is scrambled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scramble {
    /// Not at all: the first point is the origin.
    None,
    /// By Owen's nested uniform scrambling.
    Owen {
        /// Fixes all coins; different seeds are independent scrambles.
        seed: u64,
    },
}

/// The key of each dimension's coins; those of a dimension do not depend on how many follow it.
pub(super) fn keys(seed: u64, dimensions: usize) -> Vec<u64> {
    let mut random = Random::new(seed, Purpose::Scramble, 0);
    (0..dimensions).map(|_| random.word()).collect()
}

/// A coordinate in [0, 1) of which 32 binary digits were given: these scrambled, and 21 more drawn.
pub(super) fn scrambled(digits: u32, key: u64) -> f64 {
    let mut flips = 0;
    for place in 0..32 {
        // A one before them tells digits of different numbers apart: 1, 10, 11, 100 …
        let before = (1u64 << place) | (u64::from(digits) >> (32 - place));
        flips = flips << 1 | (split_mix(key, before) >> 63) as u32;
    }
    let tail = split_mix(key, (1u64 << 32) | u64::from(digits)) >> 43;
    (u64::from(digits ^ flips) << 21 | tail) as f64 * (1.0 / (1u64 << 53) as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_before_the_first_difference_are_flipped_alike() {
        for key in keys(3, 20) {
            for (a, b) in [(0, 1 << 31), (0x1234_5678, 0x1234_5679), (0xffff_0000, 0xfff0_0000)] {
                let top = |digits| (scrambled(digits, key) * (1u64 << 32) as f64) as u32;
                assert_eq!((top(a) ^ top(b)).leading_zeros(), (a ^ b).leading_zeros());
            }
        }
    }

    #[test]
    fn a_scrambled_value_is_uniform_over_seeds() {
        let values: Vec<f64> = (0..4000).map(|seed| scrambled(0, keys(seed, 1)[0])).collect();
        let mean = values.iter().sum::<f64>() / 4000.0;
        let square = values.iter().map(|value| value * value).sum::<f64>() / 4000.0;
        assert!((mean - 0.5).abs() < 0.015 && (square - 1.0 / 3.0).abs() < 0.015, "{mean} {square}");
    }
}
