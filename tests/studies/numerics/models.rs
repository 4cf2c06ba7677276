//! Functions whose indices are known, and random numbers to disturb them with.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use std::f64::consts::{PI, TAU};

/// The Ishigami function, a = 7, b = 0.1, of factors in [0, 1] that stand for [−π, π].
pub(crate) fn ishigami(point: &[f64]) -> f64 {
    let [x, y, z] = [0, 1, 2].map(|factor| -PI + point[factor] * TAU);
    x.sin() + 7.0 * y.sin().powi(2) + 0.1 * z.powi(4) * x.sin()
}

/// Its variance and its indices, from the closed form.
pub(crate) const ISHIGAMI_VARIANCE: f64 = 13.844_587_940_719_254;
pub(crate) const ISHIGAMI_FIRST: [f64; 3] = [0.313_905_191_1, 0.442_411_144_8, 0.0];
pub(crate) const ISHIGAMI_TOTAL: [f64; 3] = [0.557_588_855_2, 0.442_411_144_8, 0.243_683_664_1];

/// The G function of Sobol' with these constants.
pub(crate) fn g_function(constants: &[f64], point: &[f64]) -> f64 {
    point.iter().zip(constants).map(|(x, a)| ((4.0 * x - 2.0).abs() + a) / (1.0 + a)).product()
}

/// Random numbers of the tests.
pub(crate) struct Dice(ChaCha8Rng);

impl Dice {
    pub(crate) fn new(seed: u64) -> Dice {
        Dice(ChaCha8Rng::seed_from_u64(seed))
    }

    /// Uniform in [0, 1).
    pub(crate) fn unit(&mut self) -> f64 {
        (self.0.next_u64() >> 11) as f64 / (1u64 << 53) as f64
    }

    /// Standard normal (Box & Muller).
    pub(crate) fn normal(&mut self) -> f64 {
        (-2.0 * (1.0 - self.unit()).ln()).sqrt() * (TAU * self.unit()).cos()
    }
}
