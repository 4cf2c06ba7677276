//! The principal branch from uniform play by Newton's method, as long as it stays regular.

use super::newton::{CLOSE, NEAR};
use super::wide::{Lanes, Wide, any, blend, distance};
use super::{CONTRACTS, REGULAR, Room, Stage};

/// Iterations of plain answering where Newton's method does not find the only fixed point from uniform play.
const PATIENCE: usize = 400;
/// The share of all λ grows at first by this factor, and by no more than [`FASTEST`].
const FIRST: f64 = 1.6;
const FASTEST: f64 = 2.0;
/// A branch is left to the tracer where steps would have to be shorter than this factor.
const SLOWEST: f64 = 1.02;
/// A step may move averaged mixes by no more.
const STRIDE: f64 = 0.25;

/// How accurate a fixed point has to be: all that is possible where the way ends.
fn wanted<const W: usize>(scale: &Wide<W>) -> Wide<W> {
    scale.map(|scale| if scale < 1.0 { NEAR } else { CLOSE })
}

impl<const W: usize> Stage<'_, W> {
    /// Follows the branch in some lanes from a scale at which it is the only one, given the bounds of κ's spectral radius,
    /// up to 1, in steps that grow as long as Newton's method takes them. Leaves the fixed points in `room.z`. The smallest
    /// determinant on the way; no number where the branch does not stay regular.
    #[inline(always)]
    pub(super) fn climb(&self, radius: &Wide<W>, lanes: &Lanes<W>, room: &mut Room<W>) -> Wide<W> {
        let mut scale: Wide<W> =
            radius.map(|radius| if radius <= CONTRACTS { 1.0 } else { CONTRACTS / radius });
        let found = self.settle(&scale, lanes, room);
        let mut climbing: Lanes<W> = std::array::from_fn(|lane| lanes[lane] && !found[lane].is_nan());
        let mut least: Wide<W> = found.map(|found| if found.is_nan() { f64::NAN } else { 1.0 });
        let mut factor = [FIRST; W];
        let mut before = room.z.clone();
        loop {
            for lane in 0..W {
                climbing[lane] &= scale[lane] < 1.0;
            }
            if !any(&climbing) {
                return least;
            }
            let next: Wide<W> = std::array::from_fn(|lane| {
                if climbing[lane] { (scale[lane] * factor[lane]).min(1.0) } else { scale[lane] }
            });
            let determinant = self.newton(&next, &climbing, &wanted(&next), room);
            let stride = distance(&room.z, &before);
            let mut retreat = [false; W];
            for lane in 0..W {
                if !climbing[lane] {
                    continue;
                }
                if determinant[lane] > REGULAR && stride[lane] < STRIDE {
                    scale[lane] = next[lane];
                    least[lane] = least[lane].min(determinant[lane]);
                    factor[lane] = (factor[lane] * 1.25).min(FASTEST);
                } else {
                    factor[lane] = factor[lane].sqrt();
                    if determinant[lane] <= REGULAR || factor[lane] < SLOWEST {
                        (climbing[lane], least[lane]) = (false, f64::NAN);
                    }
                    retreat[lane] = true;
                }
            }
            blend(&mut room.z, &before, &retreat);
            before.clone_from(&room.z);
        }
    }

    /// Finds the only fixed point, in some lanes: by Newton's method from uniform play, and where that goes astray by
    /// answering on and on. The determinants there; no number where neither gets there.
    #[inline(always)]
    fn settle(&self, scale: &Wide<W>, lanes: &Lanes<W>, room: &mut Room<W>) -> Wide<W> {
        let mut uniform = vec![[0.0; W]; self.layout.width];
        for actor in 0..self.layout.actors.len() {
            let actions = self.layout.actors[actor].0;
            uniform[self.layout.average(actor)].fill([1.0 / actions as f64; W]);
        }
        blend(&mut room.z, &uniform, lanes);
        let mut found = self.newton(scale, lanes, &wanted(scale), room);
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
            let again = self.newton(scale, &astray, &wanted(scale), room);
            found = std::array::from_fn(|lane| if astray[lane] { again[lane] } else { found[lane] });
        }
        found
    }
}
