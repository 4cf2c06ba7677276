//! The only fixed point of a stage game, sought from the neighbouring round's.
//!
//! Newton's method with the Jacobian's inverse kept, which every step corrects by what it has shown (Broyden's method).
//! It is taken anew where that does not serve. Reference: Broyden, "A class of methods for solving nonlinear simultaneous
//! equations", Mathematics of Computation 19, 1965.

use super::wide::{Lanes, Wide, add_product, any, blend, distance, map, product};
use super::{CERTIFIED, Room, Solved, Stage};

/// Averaged mixes that reproduce themselves to within this are found.
const TOLERANCE: f64 = 1e-11;
/// Steps with one Jacobian or another until a fixed point counts as not found.
const STEPS: usize = 16;
/// A step must come closer by this factor, or the Jacobian is taken anew.
const SLOW: f64 = 0.1;
/// A Jacobian is not kept where averaged mixes have moved further than this since it was taken.
const STALE: f64 = 0.02;

impl<const W: usize> Stage<'_, W> {
    /// Seeks the fixed points from the neighbouring round's, in the lanes where there is one: where they are found is returned.
    /// It says nothing about which fixed point is found where there are several.
    pub(super) fn warm(&self, lanes: &Lanes<W>, solved: &mut Solved<W>, room: &mut Room<W>) -> Lanes<W> {
        let guessed: Lanes<W> = std::array::from_fn(|lane| lanes[lane] && solved.moved[lane].is_finite());
        if !any(&guessed) {
            return guessed;
        }
        // The guess goes on by the trend of the last three rounds.
        let past = solved.z.iter().zip(&solved.before).zip(&solved.earlier);
        for (z, ((here, before), earlier)) in room.z.iter_mut().zip(past) {
            *z = std::array::from_fn(|lane| {
                (3.0 * (here[lane] - before[lane]) + earlier[lane]).clamp(0.0, 1.0)
            });
        }
        self.chord(&guessed, solved, room);
        self.certify(room);
        let found = std::array::from_fn(|lane| guessed[lane] && room.residual[lane] <= CERTIFIED);
        let way = distance(&room.z, &solved.z);
        for (moved, way) in solved.moved.iter_mut().zip(way) {
            *moved += way;
        }
        let Solved { z, before, earlier, .. } = &mut *solved;
        blend(earlier, before, &found);
        blend(before, z, &found);
        solved.take(&found, room);
        found
    }

    /// Broyden's method from `room.z` with the inverse kept, as long as that serves.
    #[inline(always)]
    pub(super) fn chord_steps(&self, lanes: &Lanes<W>, solved: &mut Solved<W>, room: &mut Room<W>) {
        let scale: Wide<W> = [1.0; W];
        let unknown = self.layout.unknown();
        let mut stale = (0..W).any(|lane| lanes[lane] && solved.moved[lane] > STALE);
        let mut before = [f64::INFINITY; W];
        room.last.clear();
        for _ in 0..STEPS {
            let residual = self.answers(&scale, room);
            let going: Lanes<W> = std::array::from_fn(|lane| lanes[lane] && !(residual[lane] <= TOLERANCE));
            if !any(&going) {
                return;
            }
            if stale || (0..W).any(|lane| going[lane] && residual[lane] > SLOW * before[lane]) {
                self.invert_slope(&scale, room);
                blend(&mut solved.inverse, &room.inverse, lanes);
                for lane in (0..W).filter(|&lane| lanes[lane]) {
                    solved.moved[lane] = 0.0;
                }
                stale = false;
                room.last.clear();
            }
            self.broyden(&mut solved.inverse, room);
            for (z, step) in room.z[unknown.clone()].iter_mut().zip(&room.last) {
                *z = map(z, step, |z, step| z + step);
            }
            before = residual;
        }
    }

    /// Corrects the inverse by the step in `room.last`, if there is one, and puts the next in its place.
    #[inline(always)]
    fn broyden(&self, inverse: &mut [Wide<W>], room: &mut Room<W>) {
        let size = self.layout.unknown().len();
        let Room { last, next, along, step: lack, .. } = room;
        next.clear();
        for row in inverse.chunks_exact(size) {
            next.push(product(row, lack));
        }
        if !last.is_empty() {
            // With H the inverse, s the last step and t = H·lack the next: H += t·(sᵀH) / (sᵀs − sᵀt), and t grows by the
            // factor sᵀs / (sᵀs − sᵀt).
            let length = product(last, last);
            let apart = map(&length, &product(last, next), |length, overlap| length - overlap);
            // Where the next step is not much shorter than the last nothing is corrected.
            let weight =
                map(&apart, &length, |apart, length| if apart > 0.5 * length { 1.0 / apart } else { 0.0 });
            along.clear();
            along.resize(size, [0.0; W]);
            for (row, last) in inverse.chunks_exact(size).zip(last.iter()) {
                for (along, entry) in along.iter_mut().zip(row) {
                    add_product(along, last, entry);
                }
            }
            for (row, next) in inverse.chunks_exact_mut(size).zip(next.iter_mut()) {
                let weighted = map(next, &weight, |next, weight| next * weight);
                for (entry, along) in row.iter_mut().zip(along.iter()) {
                    add_product(entry, &weighted, along);
                }
                let overlap = map(&length, &apart, |length, apart| length - apart);
                let grown = *next;
                add_product(next, &map(&overlap, &weight, |overlap, weight| overlap * weight), &grown);
            }
        }
        std::mem::swap(last, next);
    }
}
