//! Newton's method on `z = Φ(z)`, the averaged mixes that answer themselves.

use super::super::stage::linear::{factor, solve_factored};
use super::{Stage, Workspace};

/// Newton's method has converged after so many steps, or does not.
const NEWTON_STEPS: usize = 16;
/// Once so close, one more step of Newton's method reaches the limits of the numbers.
const CLOSE: f64 = 1e-8;
/// One step of Newton's method.
struct Step {
    /// Largest difference between `z` and the response to it, before the step.
    residual: f64,
    /// Of `I − ∂Φ/∂z`, before the step.
    determinant: f64,
}

impl<const L: usize> Stage<'_, L> {
    /// Newton's method from `work.z`. The determinant of `I − ∂Φ/∂z` close to the answer, if it converges.
    #[inline(always)]
    pub(super) fn newton(&self, scale: f64, work: &mut Workspace<L>) -> Option<f64> {
        if self.layout.actors.len() == 2 {
            return self.newton_of_two(scale, work);
        }
        for _ in 0..NEWTON_STEPS {
            let step = self.step(scale, work);
            // Far from the answer Newton's method has nothing to say; NaN fails too.
            if !(step.residual < 1.0) {
                return None;
            }
            // The step that was just made squares the residual; whoever asked measures it.
            if step.residual <= CLOSE {
                return Some(step.determinant);
            }
        }
        None
    }

    /// One step of Newton's method, all actors answering the same `z`.
    fn step(&self, scale: f64, work: &mut Workspace<L>) -> Step {
        let width = self.layout.width;
        work.jacobian.clear();
        work.jacobian.resize(width * width, 0.0);
        work.last.clone_from(&work.z);
        work.step.clear();
        work.step.resize(width, 0.0);
        for actor in 0..self.layout.actors.len() {
            work.z.clone_from(&work.last);
            self.respond(actor, scale, &mut work.z, &mut work.utility, &mut work.mix);
            let (actions, start) = self.layout.actors[actor];
            for k in start..start + actions {
                work.step[k] = work.z[k] - work.last[k];
            }
            self.slope(actor, scale, work);
        }
        let residual = work.step.iter().fold(0.0, |most: f64, step| most.max(step.abs()));
        for k in 0..width {
            work.jacobian[k * width + k] += 1.0;
        }
        let determinant = factor(width, &mut work.jacobian, &mut work.pivots);
        solve_factored(width, &work.jacobian, &work.pivots, &mut work.step);
        for (k, z) in work.z.iter_mut().enumerate() {
            *z = work.last[k] + work.step[k];
        }
        Step { residual, determinant }
    }

    /// Subtracts `∂z_actor/∂z` at `work.last` from the Jacobian's rows; `work.mix` holds the actor's responses.
    fn slope(&self, actor: usize, scale: f64, work: &mut Workspace<L>) {
        let layout = self.layout;
        let (actions, start) = layout.actors[actor];
        let width = layout.width;
        for (lane, seat) in layout.seats.iter().enumerate().filter(|(_, seat)| seat.actor == actor) {
            // dU(a)/dz_k for the others' k.
            work.slope.clear();
            work.slope.resize(actions * width, 0.0);
            for (pay, digits) in self.pay.iter().zip(layout.digits.chunks_exact(layout.actors.len())) {
                let own = usize::from(digits[actor]);
                for other in (0..layout.actors.len()).filter(|&other| other != actor) {
                    let weight: f64 = (0..layout.actors.len())
                        .filter(|&third| third != actor && third != other)
                        .map(|third| work.last[layout.actors[third].1 + usize::from(digits[third])])
                        .product();
                    work.slope[own * width + layout.actors[other].1 + usize::from(digits[other])] +=
                        weight * pay[lane];
                }
            }
            let mix = &work.mix[seat.offset..seat.offset + seat.available.len()];
            let factor = seat.prior * scale * seat.rationality;
            for k in (0..width).filter(|k| !(start..start + actions).contains(k)) {
                let at = |a: u16| work.slope[usize::from(a) * width + k];
                let mean: f64 = seat.available.iter().zip(mix).map(|(&a, p)| p * at(a)).sum();
                for (&a, p) in seat.available.iter().zip(mix) {
                    work.jacobian[(start + usize::from(a)) * width + k] -= factor * p * (at(a) - mean);
                }
            }
        }
    }

    /// Newton's method with two actors. One answers the other's answer, so that the unknown is the averaged mix of the
    /// one with fewer actions alone: `y = Φ₂(Φ₁(y))`, and `det(I − ∂Φ₂/∂x · ∂Φ₁/∂y)` is the determinant of the whole.
    #[inline(always)]
    fn newton_of_two(&self, scale: f64, work: &mut Workspace<L>) -> Option<f64> {
        let &[other, own] = self.layout.order() else { unreachable!("there are two actors") };
        let (size, start) = self.layout.actors[own];
        for _ in 0..NEWTON_STEPS {
            work.step.clear();
            work.step.extend_from_slice(&work.z[start..start + size]);
            self.respond(other, scale, &mut work.z, &mut work.utility, &mut work.mix);
            self.respond(own, scale, &mut work.z, &mut work.utility, &mut work.mix);
            let mut residual: f64 = 0.0;
            for (step, z) in work.step.iter_mut().zip(&mut work.z[start..start + size]) {
                let difference = *z - *step;
                *z = *step;
                *step = difference;
                residual = residual.max(difference.abs());
            }
            if !(residual < 1.0) {
                return None;
            }
            self.matrix_of_two(own, other, scale, work);
            let determinant = factor(size, &mut work.jacobian, &mut work.pivots);
            if determinant == 0.0 {
                return None;
            }
            solve_factored(size, &work.jacobian, &work.pivots, &mut work.step);
            for (z, step) in work.z[start..start + size].iter_mut().zip(&work.step) {
                *z += step;
            }
            if residual <= CLOSE {
                return Some(determinant);
            }
        }
        None
    }

    /// Fills `work.jacobian` with `I − ∂Φ_own/∂z_other · ∂Φ_other/∂z_own` at the responses in `work.mix`.
    #[inline(always)]
    fn matrix_of_two(&self, own: usize, other: usize, scale: f64, work: &mut Workspace<L>) {
        let (size, others) = (self.layout.actors[own].0, self.layout.actors[other].0);
        work.slope.clear();
        work.slope.resize(2 * size * others, 0.0);
        let (answer, first) = work.slope.split_at_mut(size * others);
        self.slope_of_two(own, scale, &work.mix, &mut work.weights, answer);
        self.slope_of_two(other, scale, &work.mix, &mut work.weights, first);
        work.jacobian.clear();
        work.jacobian.resize(size * size, 0.0);
        let rows = work.jacobian.chunks_exact_mut(size).zip(answer.chunks_exact(others));
        for (row, (entries, answer)) in rows.enumerate() {
            for (&weight, first) in answer.iter().zip(first.chunks_exact(size)) {
                entries.iter_mut().zip(first).for_each(|(entry, &slope)| *entry -= weight * slope);
            }
            entries[row] += 1.0;
        }
    }

    /// Writes `∂z_actor/∂z_other` of two actors at the actor's responses, one row for each of its actions. All types are
    /// done at once, one in each lane; lanes of the other actor have no weight.
    #[inline(always)]
    fn slope_of_two(
        &self,
        actor: usize,
        scale: f64,
        mix: &[f64],
        weights: &mut Vec<[f64; L]>,
        slope: &mut [f64],
    ) {
        let layout = self.layout;
        let (rows, columns) = (layout.actors[0].0, layout.actors[1].0);
        let (own, others, own_step, other_step) =
            if actor == 0 { (rows, columns, columns, 1) } else { (columns, rows, 1, columns) };
        weights.clear();
        weights.resize(own, [0.0; L]);
        let mut factor = [0.0; L];
        for (lane, seat) in layout.seats.iter().enumerate().filter(|(_, seat)| seat.actor == actor) {
            factor[lane] = seat.prior * scale * seat.rationality;
            for (&a, &p) in seat.available.iter().zip(&mix[seat.offset..]) {
                weights[usize::from(a)][lane] = p;
            }
        }
        for k in 0..others {
            let column = || self.pay[k * other_step..].iter().step_by(own_step).zip(weights.iter());
            let mut mean = [0.0; L];
            for (pay, weight) in column() {
                for lane in 0..L {
                    mean[lane] += weight[lane] * pay[lane];
                }
            }
            for (entry, (pay, weight)) in slope[k..].iter_mut().step_by(others).zip(column()) {
                let mut terms = [0.0; L];
                for lane in 0..L {
                    terms[lane] = factor[lane] * weight[lane] * (pay[lane] - mean[lane]);
                }
                *entry = terms.iter().sum();
            }
        }
    }
}
