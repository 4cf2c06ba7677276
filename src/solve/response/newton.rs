//! Newton's method on `z = Φ(z)`, the averaged mixes that answer themselves.

use super::wide::{Lanes, Wide, add_product, any, invert, map, product};
use super::{Room, Stage};

/// Newton's method has converged after so many steps, or does not.
const NEWTON_STEPS: usize = 16;
/// Once so close, one more step of Newton's method reaches the limits of the numbers.
pub(super) const CLOSE: f64 = 1e-8;
/// Once so close, one more step is close enough to go on from.
pub(super) const NEAR: f64 = 1e-4;

impl<const W: usize> Stage<'_, W> {
    /// Newton's method from `room.z` in some lanes, until one step beyond the accuracy wanted; the others stay where they
    /// are. Each step must shrink what is lacking by the factor `shrinks`, or the method has gone astray: close to a fixed
    /// point, and to no other, it squares it. The determinant of `I − ∂Φ/∂z` close to the answer where it converges, and
    /// otherwise no number; its inverse stands in `room.inverse`.
    #[inline(always)]
    pub(super) fn newton_steps(
        &self,
        scale: &Wide<W>,
        lanes: &Lanes<W>,
        (wanted, shrinks): (&Wide<W>, f64),
        room: &mut Room<W>,
    ) -> Wide<W> {
        let mut found = [f64::NAN; W];
        let mut going = *lanes;
        let mut before = [f64::INFINITY; W];
        let mut determinant = [0.0; W];
        for step in 0..NEWTON_STEPS {
            let residual = self.answers(scale, room);
            // On the way the first inverse serves for all steps: the guess is close.
            if step == 0 || (0..W).any(|lane| going[lane] && wanted[lane] < NEAR) {
                determinant = self.invert_slope(scale, room);
            }
            // Far from the answer Newton's method has nothing to say; NaN fails too.
            let stepping: Lanes<W> = std::array::from_fn(|lane| {
                going[lane]
                    && residual[lane] < 1.0
                    && residual[lane] <= shrinks * before[lane]
                    && determinant[lane] != 0.0
            });
            before = residual;
            self.step(&stepping, &room.inverse, &room.step, &mut room.z);
            for lane in 0..W {
                // The step that was just made squares the residual; whoever asked measures it.
                if stepping[lane] && residual[lane] <= wanted[lane] {
                    found[lane] = determinant[lane];
                }
                going[lane] = stepping[lane] && !(residual[lane] <= wanted[lane]);
            }
            if !any(&going) {
                break;
            }
        }
        found
    }

    /// Adds to the unknown entries of `z` an inverse times what they lack.
    #[inline(always)]
    fn step(&self, lanes: &Lanes<W>, inverse: &[Wide<W>], lack: &[Wide<W>], z: &mut [Wide<W>]) {
        let unknown = self.layout.unknown();
        for (z, row) in z[unknown.clone()].iter_mut().zip(inverse.chunks_exact(unknown.len())) {
            let step = product(row, lack);
            *z = std::array::from_fn(|lane| if lanes[lane] { z[lane] + step[lane] } else { z[lane] });
        }
    }

    /// Inverts `I − ∂Φ/∂z` at what was last answered into `room.inverse`; the determinants.
    #[inline(always)]
    pub(super) fn invert_slope(&self, scale: &Wide<W>, room: &mut Room<W>) -> Wide<W> {
        match self.layout.two() {
            Some((other, own)) => self.matrix_of_two(own, other, scale, room),
            None => self.matrix(scale, room),
        }
        invert(self.layout.unknown().len(), &mut room.matrix, &mut room.inverse)
    }

    /// Fills `room.matrix` with `I − ∂Φ/∂z` at `room.z`, to which `room.mix` responds.
    fn matrix(&self, scale: &Wide<W>, room: &mut Room<W>) {
        let layout = self.layout;
        let width = layout.width;
        let Room { z, mix, matrix, slope, .. } = room;
        matrix.clear();
        matrix.resize(width * width, [0.0; W]);
        for k in 0..width {
            matrix[k * width + k] = [1.0; W];
        }
        for (kind, seat) in layout.seats.iter().enumerate() {
            let own = layout.average(seat.actor);
            // dU(a)/dz_k for the others' k.
            slope.clear();
            slope.resize(own.len() * width, [0.0; W]);
            let pay = &self.pay[kind * layout.profiles..(kind + 1) * layout.profiles];
            for (pay, digits) in pay.iter().zip(layout.digits.chunks_exact(layout.actors.len())) {
                let at = |actor: usize| layout.actors[actor].1 + usize::from(digits[actor]);
                let others = || (0..layout.actors.len()).filter(|&other| other != seat.actor);
                for other in others() {
                    let weight = others()
                        .filter(|&third| third != other)
                        .fold([1.0; W], |weight, third| map(&weight, &z[at(third)], |weight, z| weight * z));
                    add_product(
                        &mut slope[usize::from(digits[seat.actor]) * width + at(other)],
                        &weight,
                        pay,
                    );
                }
            }
            let mix = &mix[seat.mix()];
            let factor = scale.map(|scale| -seat.prior * scale * seat.rationality);
            for k in (0..width).filter(|k| !own.contains(k)) {
                let mut mean = [0.0; W];
                for (&a, p) in seat.available.iter().zip(mix) {
                    add_product(&mut mean, p, &slope[a * width + k]);
                }
                for (&a, p) in seat.available.iter().zip(mix) {
                    let weight = map(&factor, p, |factor, p| factor * p);
                    let above = map(&slope[a * width + k], &mean, |slope, mean| slope - mean);
                    add_product(&mut matrix[(own.start + a) * width + k], &weight, &above);
                }
            }
        }
    }

    /// Fills `room.matrix` with `I − ∂Φ_own/∂z_other · ∂Φ_other/∂z_own` at the responses in `room.mix`: its determinant is
    /// that of the whole.
    #[inline(always)]
    fn matrix_of_two(&self, own: usize, other: usize, scale: &Wide<W>, room: &mut Room<W>) {
        let (size, others) = (self.layout.actors[own].0, self.layout.actors[other].0);
        let Room { mix, matrix, slope, .. } = room;
        slope.clear();
        slope.resize(2 * size * others, [0.0; W]);
        let (answer, first) = slope.split_at_mut(size * others);
        self.slope_of_two(own, &scale.map(|scale| -scale), mix, answer);
        self.slope_of_two(other, scale, mix, first);
        matrix.clear();
        for (row, answer) in answer.chunks_exact(others).enumerate() {
            for column in 0..size {
                let mut entry = [if row == column { 1.0 } else { 0.0 }; W];
                for (answer, first) in answer.iter().zip(first[column..].iter().step_by(size)) {
                    add_product(&mut entry, answer, first);
                }
                matrix.push(entry);
            }
        }
    }

    /// Adds `scale · ∂z_actor/∂z_other` of two actors at the actor's responses, one row for each of its actions.
    #[inline(always)]
    fn slope_of_two(&self, actor: usize, scale: &Wide<W>, mix: &[Wide<W>], slope: &mut [Wide<W>]) {
        let layout = self.layout;
        let (rows, columns) = (layout.actors[0].0, layout.actors[1].0);
        let (others, own_step, other_step) =
            if actor == 0 { (columns, columns, 1) } else { (rows, 1, columns) };
        for (kind, seat) in layout.seats_of(actor) {
            let pay = &self.pay[kind * layout.profiles..(kind + 1) * layout.profiles];
            let mix = &mix[seat.mix()];
            let factor = scale.map(|scale| scale * seat.prior * seat.rationality);
            for k in 0..others {
                let column =
                    || seat.available.iter().map(|&a| (a, &pay[a * own_step + k * other_step])).zip(mix);
                let mut mean = [0.0; W];
                for ((_, pay), p) in column() {
                    add_product(&mut mean, p, pay);
                }
                for ((a, pay), p) in column() {
                    let weight = map(&factor, p, |factor, p| factor * p);
                    let above = map(pay, &mean, |pay, mean| pay - mean);
                    add_product(&mut slope[a * others + k], &weight, &above);
                }
            }
        }
    }
}
