//! The principal branch from uniform play by Newton's method, as long as it stays regular.
//!
//! From the share of all λ up to which a bound proves that there is one fixed point only, the share grows step by step. Each
//! step guesses the next fixed point by the trend of the last two and must find it close by: Newton's method has to square
//! what is lacking from the first step on, the guess must hardly be corrected, and `I − ∂Φ/∂z`, which is the identity at
//! uniform play, must keep a positive determinant and stay away from a singular matrix. At a fold or at a crossing of
//! branches it is one. Since `∂Φ/∂z` grows with the share, and with its square where one of two actors answers the other's
//! answer, an eigenvalue that is ρ below 1 does not reach 1 while the share grows by less than ρ/2 of itself: no step is
//! longer than that, so none leads past a crossing.

use super::newton::{CLOSE, NEAR};
use super::wide::{Lanes, Wide, any, blend, distance, max};
use super::{CONTRACTS, Room, Stage};

/// Iterations of plain answering where Newton's method does not find the only fixed point from uniform play.
const PATIENCE: usize = 400;
/// The share of all λ grows at first by this factor, and by no more than [`FASTEST`].
const FIRST: f64 = 1.6;
const FASTEST: f64 = 2.5;
/// A branch is left to the tracer where steps would have to be shorter than this factor, or where `I − ∂Φ/∂z` comes so close
/// to a singular matrix.
const SLOWEST: f64 = 1.01;
const REGULAR: f64 = 0.05;
/// A step may move averaged mixes by no more, and miss them by no more.
const STRIDE: f64 = 0.2;
const MISS: f64 = 0.05;
/// Newton's method must shrink what is lacking by this factor in each step.
const SHRINKS: f64 = 0.25;

/// How accurate a fixed point has to be: all that is possible where the way ends.
fn wanted<const W: usize>(scale: &Wide<W>) -> Wide<W> {
    scale.map(|scale| if scale < 1.0 { NEAR } else { CLOSE })
}

impl<const W: usize> Stage<'_, W> {
    /// Follows the branch in some lanes from a scale at which it is the only one, given the bounds of κ's spectral radius,
    /// up to 1, in steps that grow as long as Newton's method takes them. Leaves the fixed points in `room.z`. The lanes
    /// where the branch stayed regular all the way.
    pub(super) fn climb(&self, radius: &Wide<W>, lanes: &Lanes<W>, room: &mut Room<W>) -> Lanes<W> {
        let mut scale: Wide<W> =
            radius.map(|radius| if radius <= CONTRACTS { 1.0 } else { CONTRACTS / radius });
        let found = self.settle(&scale, lanes, room);
        let mut climbing: Lanes<W> = std::array::from_fn(|lane| lanes[lane] && !found[lane].is_nan());
        let mut astray: Lanes<W> = climbing.map(|climbing| !climbing);
        let regular = self.regularity(room);
        let mut factor: Wide<W> = std::array::from_fn(|lane| f64::min(FIRST, 1.0 + 0.5 * regular[lane]));
        // The step before, as the logarithm of its factor; infinite where there is no trend yet.
        let mut taken = [f64::INFINITY; W];
        let mut here = room.z.clone();
        let mut before = here.clone();
        let mut guess = here.clone();
        loop {
            for lane in 0..W {
                climbing[lane] &= scale[lane] < 1.0;
            }
            if !any(&climbing) {
                return astray.map(|astray| !astray);
            }
            let next: Wide<W> = std::array::from_fn(|lane| {
                if climbing[lane] { (scale[lane] * factor[lane]).min(1.0) } else { scale[lane] }
            });
            // Bounded by the factors: no digit of the answer hangs on it.
            let step: Wide<W> = std::array::from_fn(|lane| next[lane] / scale[lane] - 1.0);
            let trend: Wide<W> =
                std::array::from_fn(|lane| if climbing[lane] { step[lane] / taken[lane] } else { 0.0 });
            for (guess, (here, before)) in guess.iter_mut().zip(here.iter().zip(&before)) {
                *guess = std::array::from_fn(|lane| {
                    (here[lane] + trend[lane] * (here[lane] - before[lane])).clamp(0.0, 1.0)
                });
            }
            room.z.clone_from(&guess);
            let determinant = self.newton(&next, &climbing, (&wanted(&next), SHRINKS), room);
            let regular = self.regularity(room);
            let stride = distance(&room.z, &here);
            let miss = distance(&room.z, &guess);
            let mut retreat = [false; W];
            for lane in 0..W {
                if !climbing[lane] {
                    continue;
                }
                let is_regular = determinant[lane] > 0.0 && regular[lane] > REGULAR;
                if is_regular && stride[lane] < STRIDE && miss[lane] < MISS {
                    scale[lane] = next[lane];
                    // The next step, in units of the share reached now.
                    taken[lane] = step[lane] / (1.0 + step[lane]);
                    factor[lane] = (factor[lane] * 1.25).min(FASTEST).min(1.0 + 0.5 * regular[lane]);
                } else {
                    factor[lane] = factor[lane].sqrt();
                    if factor[lane] < SLOWEST {
                        (climbing[lane], astray[lane]) = (false, true);
                    }
                    retreat[lane] = true;
                }
            }
            blend(&mut room.z, &here, &retreat);
            let moved: Lanes<W> = std::array::from_fn(|lane| climbing[lane] && !retreat[lane]);
            blend(&mut before, &here, &moved);
            here.clone_from(&room.z);
        }
    }

    /// How far `I − ∂Φ/∂z`, whose inverse stands in `room.inverse`, is from a singular matrix at least: the inverse of its
    /// inverse's largest row sum.
    #[inline(always)]
    fn regularity(&self, room: &Room<W>) -> Wide<W> {
        let mut largest = [0.0; W];
        for row in room.inverse.chunks_exact(self.layout.unknown().len()) {
            let mut sum = [0.0; W];
            for entry in row {
                for lane in 0..W {
                    sum[lane] += entry[lane].abs();
                }
            }
            largest = max(&largest, &sum);
        }
        for most in &mut largest {
            *most = 1.0 / *most;
        }
        largest
    }

    /// Finds the only fixed point, in some lanes: by Newton's method from uniform play, and where that goes astray by
    /// answering on and on. The determinants there; no number where neither gets there.
    fn settle(&self, scale: &Wide<W>, lanes: &Lanes<W>, room: &mut Room<W>) -> Wide<W> {
        let mut uniform = vec![[0.0; W]; self.layout.width];
        for actor in 0..self.layout.actors.len() {
            let actions = self.layout.actors[actor].0;
            uniform[self.layout.average(actor)].fill([1.0 / actions as f64; W]);
        }
        blend(&mut room.z, &uniform, lanes);
        let at_leisure = (&wanted(scale), f64::INFINITY);
        let mut found = self.newton(scale, lanes, at_leisure, room);
        let astray: Lanes<W> = std::array::from_fn(|lane| lanes[lane] && found[lane].is_nan());
        if any(&astray) {
            let kept = room.z.clone();
            blend(&mut room.z, &uniform, &astray);
            for _ in 0..PATIENCE {
                self.answer(scale, room);
                room.z.copy_from_slice(&room.answer);
            }
            let fixed: Lanes<W> = astray.map(|astray| !astray);
            blend(&mut room.z, &kept, &fixed);
            let again = self.newton(scale, &astray, at_leisure, room);
            found = std::array::from_fn(|lane| if astray[lane] { again[lane] } else { found[lane] });
        }
        found
    }
}
