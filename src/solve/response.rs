//! One stage game with private types: its logit responses, and its fixed point on the principal branch.
//!
//! Type θ of actor i plays action a with probability `σ_iθ(a) ∝ exp(λ_iθ · U_iθ(a))`, where `U_iθ(a)` is its expected
//! payoff against the others' *averaged mixes* `z_j = Σ_θ prior_jθ · σ_jθ` (fixed beliefs). Millions of these games are
//! solved for one equilibrium, so the way to the fixed point depends on how hard the game is:
//!
//! 1. **Proved.** A change of `z_j` by `d` (in total variation, ‖·‖₁) moves actor i's averaged mix by at most `κ_ij·d`,
//!    with `κ_ij = Σ_θ prior_iθ·λ_iθ·D_ijθ/4` and `D_ijθ` the largest interaction
//!    `|u(a,b) − u(a′,b) − u(a,b′) + u(a′,b′)|`. Where the matrix κ contracts (its powers vanish), the fixed point is
//!    the only one, hence on the principal branch, and plain iteration from anywhere finds it.
//! 2. **Carried.** Otherwise, if the neighbouring round's stage game was solved on its principal branch and that branch
//!    was regular with room to spare, Newton's method carries its fixed point over to this round, as long as the way
//!    from there (added up over rounds) stays short of that room. Every few rounds the next step is taken instead and
//!    the two are compared.
//! 3. **Continued.** Otherwise all λ are scaled by `s` from where the bound proves uniqueness up to `s = 1`, by Newton's
//!    method on `z`, as long as the branch stays regular: `det(I − ∂Φ/∂z)` keeps away from zero on the way.
//! 4. **Traced.** Otherwise by arc length ([`super::stage::logit`]), which turns folds and passes pitchforks straight.
//!
//! References: McKelvey & Palfrey, "Quantal response equilibria for normal form games", Games and Economic Behavior 10,
//! 1995; Turocy, "A dynamic homotopy interpretation of the logistic quantal response equilibrium correspondence",
//! Games and Economic Behavior 51, 2005.

use super::stage::StageError;
use super::stage::linear::solve_in_place;
use super::stage::logit::{Block, LogitSystem, TraceOptions, principal_branch};
use super::valuation::Lanes;
use crate::game::{Choices, Game};

/// The averaged mixes of an answer reproduce themselves to within this.
const TOLERANCE: f64 = 1e-13;
/// Iterations before plain iteration gives way to Newton's method.
const PATIENCE: usize = 400;
/// Once so close, one more step of Newton's method reaches the limits of the numbers.
const CLOSE: f64 = 1e-7;
/// An answer with a larger residual is sought again by a slower way.
const CERTIFIED: f64 = 1e-12;
/// Newton's method has converged after so many steps, or does not.
const NEWTON_STEPS: usize = 12;
/// A factor by which plain iteration must come closer each time, or Newton's method takes over.
const SLOW: f64 = 0.3;
/// κ counts as contracting where its spectral radius is at most this.
const CONTRACTS: f64 = 0.999;
/// A branch whose Jacobian's determinant falls below this share of its value at s = 0 (one) is traced instead.
const REGULAR: f64 = 0.02;

/// How far averaged mixes may move in all, where the branch is as regular as at uniform play, before it is followed anew.
const ROOM: f64 = 0.25;
/// Two ways to a fixed point have led to different ones where they are further apart than this.
const STRAYED: f64 = 1e-6;

/// Who plays what in a set of choices: the layout that all stage games with these choices share.
#[derive(Debug, Clone)]
pub(super) struct Layout {
    /// For each actor, number of actions, and where its averaged mix begins in `z`.
    actors: Vec<(usize, usize)>,
    /// For each profile, the place of each actor's action in its mix.
    digits: Vec<u16>,
    /// For each type.
    seats: Vec<Seat>,
    /// Length of `z`.
    width: usize,
    /// Length of all types' mixes.
    mixes: usize,
}

#[derive(Debug, Clone)]
struct Seat {
    actor: usize,
    prior: f64,
    rationality: f64,
    /// Places of its available actions in its actor's mix.
    available: Vec<u16>,
    /// Where its mix begins among all types' mixes.
    offset: usize,
}

impl Layout {
    pub(super) fn new(game: &Game, choices: &Choices) -> Layout {
        let mut actors = Vec::new();
        let mut width = 0;
        for actions in &choices.of_actor {
            actors.push((actions.len(), width));
            width += actions.len();
        }
        let place = |actor: usize, action: usize| {
            choices.of_actor[actor].binary_search(&action).expect("an actor has the actions of its types")
                as u16
        };
        let digits = choices
            .profiles
            .iter()
            .flat_map(|&profile| {
                (0..game.actors.len()).map(move |actor| (actor, game.action_in(profile, actor)))
            })
            .map(|(actor, action)| place(actor, action))
            .collect();
        let mut mixes = 0;
        let seats = game
            .types
            .iter()
            .zip(&choices.of_type)
            .map(|(kind, actions)| {
                let available: Vec<u16> = actions.iter().map(|&action| place(kind.actor, action)).collect();
                let offset = mixes;
                mixes += available.len();
                Seat {
                    actor: kind.actor,
                    prior: kind.prior,
                    rationality: kind.rationality,
                    available,
                    offset,
                }
            })
            .collect();
        Layout { actors, digits, seats, width, mixes }
    }

    /// Length of all types' mixes, one after the other, each over the type's available actions.
    pub(super) fn mixes(&self) -> usize {
        self.mixes
    }
}

/// How a fixed point was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// It is the only one.
    Proved,
    /// From the neighbouring round's, by a short and regular way.
    Carried,
    /// On a regular branch from uniform play.
    Continued,
    /// By arc length; the branch folded so many times.
    Traced {
        /// Turns of the branch.
        folds: usize,
    },
}

/// A solved stage game; the mixes are in the caller's slice.
#[derive(Debug, Clone, Copy)]
pub(super) struct Solved<const L: usize> {
    /// Expected payoff of each type.
    pub(super) value: Lanes<L>,
    /// Largest difference between a probability and the response to the others' averaged mixes.
    pub(super) residual: f64,
    /// Largest gain of a type from its best action over its mix.
    pub(super) gain: f64,
    /// How it was found.
    pub(super) way: Way,
    /// Whether carrying the neighbouring round's answer over had led elsewhere.
    pub(super) strayed: bool,
}

/// One step of Newton's method.
struct Step {
    /// Largest difference between `z` and the response to it, before the step.
    residual: f64,
    /// Of `I − ∂Φ/∂z`, before the step.
    determinant: f64,
}

/// Room to work in; one for each thread.
pub(super) struct Workspace<const L: usize> {
    z: Vec<f64>,
    last: Vec<f64>,
    utility: Vec<Lanes<L>>,
    mix: Vec<f64>,
    jacobian: Vec<f64>,
    slope: Vec<f64>,
    step: Vec<f64>,
}

impl<const L: usize> Workspace<L> {
    pub(super) fn new() -> Workspace<L> {
        Workspace {
            z: Vec::new(),
            last: Vec::new(),
            utility: Vec::new(),
            mix: Vec::new(),
            jacobian: Vec::new(),
            slope: Vec::new(),
            step: Vec::new(),
        }
    }
}

/// A stage game: what each type gets under each profile.
pub(super) struct Stage<'a, const L: usize> {
    pub(super) layout: &'a Layout,
    pub(super) pay: &'a [Lanes<L>],
}

/// What the neighbouring round lends to this one.
pub(super) struct Neighbour<'a> {
    /// All types' mixes there.
    pub(super) mixes: &'a [f64],
    /// How far averaged mixes may still move from there until the branch has to be followed again.
    pub(super) trust: &'a mut f64,
    /// Whether the branch is to be followed although they may, and the two ways compared.
    pub(super) check: bool,
}

impl<const L: usize> Stage<'_, L> {
    /// Solves it. `mixes` holds a guess (any mixes) and then the answer.
    #[inline(always)]
    pub(super) fn solve(
        &self,
        mixes: &mut [f64],
        mut neighbour: Neighbour<'_>,
        work: &mut Workspace<L>,
    ) -> Result<Solved<L>, StageError> {
        let layout = self.layout;
        work.z.clear();
        work.z.resize(layout.width, 0.0);
        work.utility.resize(layout.actors.iter().map(|a| a.0).max().unwrap_or(0), [0.0; L]);
        work.mix.resize(layout.mixes, 0.0);
        self.average(mixes, &mut work.z);
        let radius = self.contraction();
        if radius <= CONTRACTS && (self.newton(1.0, work).is_some() || self.settle(1.0, work)) {
            *neighbour.trust = ROOM;
            let solved = self.certify(mixes, work, Way::Proved);
            if solved.residual <= CERTIFIED {
                return Ok(solved);
            }
        }
        let carried = self.carry(&mut neighbour, work);
        if carried && !neighbour.check {
            let solved = self.certify(mixes, work, Way::Carried);
            if solved.residual <= CERTIFIED {
                return Ok(solved);
            }
        }
        let before = carried.then(|| work.z.clone());
        let way = match (radius > CONTRACTS).then(|| self.climb(CONTRACTS / radius, work)).flatten() {
            Some(room) => {
                *neighbour.trust = ROOM * room;
                Way::Continued
            }
            None => {
                *neighbour.trust = 0.0;
                self.trace(work)?
            }
        };
        let strayed = before.is_some_and(|before| largest_difference(&before, &work.z) > STRAYED);
        Ok(Solved { strayed, ..self.certify(mixes, work, way) })
    }

    /// Carries the neighbouring round's answer over by Newton's method from the guess; false where that is not safe.
    fn carry(&self, neighbour: &mut Neighbour<'_>, work: &mut Workspace<L>) -> bool {
        if *neighbour.trust <= 0.0 {
            return false;
        }
        let regular = self.newton(1.0, work).is_some_and(|determinant| determinant > REGULAR);
        let mut there = vec![0.0; self.layout.width];
        self.average(neighbour.mixes, &mut there);
        *neighbour.trust -= largest_difference(&work.z, &there);
        regular && *neighbour.trust > 0.0
    }

    /// Averaged mixes of all types' mixes.
    #[inline(always)]
    fn average(&self, mixes: &[f64], z: &mut [f64]) {
        z.fill(0.0);
        for seat in &self.layout.seats {
            let start = self.layout.actors[seat.actor].1;
            for (&place, &probability) in seat.available.iter().zip(&mixes[seat.offset..]) {
                z[start + usize::from(place)] += seat.prior * probability;
            }
        }
    }

    /// Expected payoff of each action of an actor, for all lanes (those of other actors come out meaningless).
    #[inline(always)]
    fn utilities(&self, actor: usize, z: &[f64], utility: &mut [Lanes<L>]) {
        let actors = &self.layout.actors;
        for u in &mut utility[..actors[actor].0] {
            *u = [0.0; L];
        }
        if let [(rows, _), (columns, second)] = **actors {
            let pay = self.pay.chunks_exact(columns);
            if actor == 0 {
                for (row, u) in pay.zip(utility.iter_mut()) {
                    for (cell, &weight) in row.iter().zip(&z[second..]) {
                        super::valuation::add(u, weight, cell);
                    }
                }
            } else {
                for (row, &weight) in pay.zip(&z[..rows]) {
                    for (cell, u) in row.iter().zip(utility.iter_mut()) {
                        super::valuation::add(u, weight, cell);
                    }
                }
            }
            return;
        }
        for (pay, digits) in self.pay.iter().zip(self.layout.digits.chunks_exact(actors.len())) {
            let mut weight = 1.0;
            for (other, &digit) in digits.iter().enumerate() {
                if other != actor {
                    weight *= z[actors[other].1 + usize::from(digit)];
                }
            }
            super::valuation::add(&mut utility[usize::from(digits[actor])], weight, pay);
        }
    }

    /// Logit response of each type of an actor to `z`, with all λ scaled: into `mix`, and averaged into `z`.
    #[inline(always)]
    fn respond(&self, actor: usize, scale: f64, z: &mut [f64], utility: &mut [Lanes<L>], mix: &mut [f64]) {
        self.utilities(actor, z, utility);
        let (actions, start) = self.layout.actors[actor];
        z[start..start + actions].fill(0.0);
        for (lane, seat) in self.layout.seats.iter().enumerate() {
            if seat.actor != actor {
                continue;
            }
            let own = &mut mix[seat.offset..seat.offset + seat.available.len()];
            let rationality = scale * seat.rationality;
            let best = seat
                .available
                .iter()
                .map(|&a| utility[usize::from(a)][lane])
                .fold(f64::NEG_INFINITY, f64::max);
            let mut sum = 0.0;
            for (probability, &a) in own.iter_mut().zip(&seat.available) {
                *probability = (rationality * (utility[usize::from(a)][lane] - best)).exp();
                sum += *probability;
            }
            let norm = 1.0 / sum;
            for (probability, &a) in own.iter_mut().zip(&seat.available) {
                *probability *= norm;
                z[start + usize::from(a)] += seat.prior * *probability;
            }
        }
    }

    /// Iterates responses, one actor after the other, until `z` reproduces itself; turns to Newton's method where that
    /// is slow. False if neither gets there.
    #[inline(always)]
    fn settle(&self, scale: f64, work: &mut Workspace<L>) -> bool {
        let mut distance = f64::INFINITY;
        for _ in 0..PATIENCE {
            work.last.clone_from(&work.z);
            for actor in 0..self.layout.actors.len() {
                self.respond(actor, scale, &mut work.z, &mut work.utility, &mut work.mix);
            }
            let before = distance;
            distance = largest_difference(&work.z, &work.last);
            if distance <= TOLERANCE {
                return true;
            }
            if distance > SLOW * before && self.newton(scale, work).is_some() {
                return true;
            }
        }
        false
    }

    /// Newton's method on `z = Φ(z)`. The determinant of `I − ∂Φ/∂z` close to the answer, if it converges.
    #[inline(always)]
    fn newton(&self, scale: f64, work: &mut Workspace<L>) -> Option<f64> {
        for _ in 0..NEWTON_STEPS {
            let step = if self.layout.actors.len() == 2 {
                self.step_of_two(scale, work)
            } else {
                self.step(scale, work)
            };
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
        let determinant = solve_in_place(width, &mut work.jacobian, &mut work.step);
        for (k, z) in work.z.iter_mut().enumerate() {
            *z = work.last[k] + work.step[k];
        }
        Step { residual, determinant }
    }

    /// One step of Newton's method with two actors. The second answers the first's answer, so that the unknown is the
    /// second's averaged mix alone: `y = Φ₂(Φ₁(y))`, and `det(I − ∂Φ₂/∂x · ∂Φ₁/∂y)` is the determinant of the whole.
    #[inline(always)]
    fn step_of_two(&self, scale: f64, work: &mut Workspace<L>) -> Step {
        let [(rows, _), (columns, second)] = *self.layout.actors else {
            unreachable!("there are two actors")
        };
        let first_slope = rows * columns;
        work.slope.clear();
        work.slope.resize(2 * first_slope, 0.0);
        work.step.clear();
        work.step.extend_from_slice(&work.z[second..]);
        self.respond(0, scale, &mut work.z, &mut work.utility, &mut work.mix);
        self.slope_of_two(0, scale, &work.mix, &mut work.slope[..first_slope]);
        self.respond(1, scale, &mut work.z, &mut work.utility, &mut work.mix);
        self.slope_of_two(1, scale, &work.mix, &mut work.slope[first_slope..]);
        let mut residual: f64 = 0.0;
        for (step, &new) in work.step.iter_mut().zip(&work.z[second..]) {
            *step = new - *step;
            residual = residual.max(step.abs());
        }
        work.jacobian.clear();
        work.jacobian.resize(columns * columns, 0.0);
        let (first, answer) = work.slope.split_at(first_slope);
        for (row, (entries, answer)) in
            work.jacobian.chunks_exact_mut(columns).zip(answer.chunks_exact(rows)).enumerate()
        {
            for (&weight, first) in answer.iter().zip(first.chunks_exact(columns)) {
                entries.iter_mut().zip(first).for_each(|(entry, &slope)| *entry -= weight * slope);
            }
            entries[row] += 1.0;
        }
        // The old y is what stands in z now less the residual.
        work.z[second..].iter_mut().zip(&work.step).for_each(|(z, residual)| *z -= residual);
        let determinant = solve_in_place(columns, &mut work.jacobian, &mut work.step);
        work.z[second..].iter_mut().zip(&work.step).for_each(|(z, step)| *z += step);
        Step { residual, determinant }
    }

    /// Writes `∂z_actor/∂z_other` of two actors at the actor's responses, one row for each of its actions.
    #[inline(always)]
    fn slope_of_two(&self, actor: usize, scale: f64, mix: &[f64], slope: &mut [f64]) {
        let layout = self.layout;
        let (rows, columns) = (layout.actors[0].0, layout.actors[1].0);
        let (others, own_step, other_step) =
            if actor == 0 { (columns, columns, 1) } else { (rows, 1, columns) };
        for (lane, seat) in layout.seats.iter().enumerate().filter(|(_, seat)| seat.actor == actor) {
            let mix = &mix[seat.offset..seat.offset + seat.available.len()];
            let factor = seat.prior * scale * seat.rationality;
            for k in 0..others {
                let pay = |a: u16| self.pay[usize::from(a) * own_step + k * other_step][lane];
                let mean: f64 = seat.available.iter().zip(mix).map(|(&a, p)| p * pay(a)).sum();
                for (&a, p) in seat.available.iter().zip(mix) {
                    slope[usize::from(a) * others + k] += factor * p * (pay(a) - mean);
                }
            }
        }
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

    /// Follows the branch from a scale at which it is the only one up to 1, in steps that grow as long as Newton's
    /// method takes them. The smallest determinant on the way; `None` where the branch does not stay regular.
    fn climb(&self, proved: f64, work: &mut Workspace<L>) -> Option<f64> {
        for &(actions, start) in &self.layout.actors {
            work.z[start..start + actions].fill(1.0 / actions as f64);
        }
        if !self.settle(proved, work) {
            return None;
        }
        let mut least: f64 = 1.0;
        let mut scale = proved;
        let mut factor = 1.6;
        let mut before: Vec<f64> = work.z.clone();
        while scale < 1.0 {
            let next = (scale * factor).min(1.0);
            match self.newton(next, work) {
                Some(determinant) if determinant > REGULAR && largest_difference(&work.z, &before) < 0.25 => {
                    scale = next;
                    least = least.min(determinant);
                    factor = (factor * 1.25).min(2.0);
                    before.clone_from(&work.z);
                }
                Some(determinant) if determinant <= REGULAR => return None,
                _ => {
                    factor = factor.sqrt();
                    work.z.clone_from(&before);
                    if factor < 1.02 {
                        return None;
                    }
                }
            }
        }
        Some(least)
    }

    fn trace(&self, work: &mut Workspace<L>) -> Result<Way, StageError> {
        let system = TypedStage {
            stage: self,
            blocks: self
                .layout
                .seats
                .iter()
                .map(|seat| Block { moves: seat.available.len(), rationality: seat.rationality })
                .collect(),
        };
        let answer = principal_branch(&system, &TraceOptions::default())?;
        self.average(&answer.mixes, &mut work.z);
        Ok(Way::Traced { folds: answer.folds })
    }

    /// Writes the mixes at the averaged mixes found, and measures how good they are.
    #[inline(always)]
    fn certify(&self, mixes: &mut [f64], work: &mut Workspace<L>, way: Way) -> Solved<L> {
        let layout = self.layout;
        for actor in 0..layout.actors.len() {
            self.respond(actor, 1.0, &mut work.z, &mut work.utility, &mut work.mix);
        }
        mixes.copy_from_slice(&work.mix);
        // What each type does must be its response to what the others do now.
        let mut value = [0.0; L];
        let mut residual: f64 = 0.0;
        let mut gain: f64 = 0.0;
        work.last.clone_from(&work.z);
        for actor in 0..layout.actors.len() {
            work.z.clone_from(&work.last);
            self.respond(actor, 1.0, &mut work.z, &mut work.utility, &mut work.mix);
            for (lane, seat) in layout.seats.iter().enumerate().filter(|(_, seat)| seat.actor == actor) {
                let own = seat.offset..seat.offset + seat.available.len();
                let utility = |a: &u16| work.utility[usize::from(*a)][lane];
                value[lane] =
                    seat.available.iter().zip(&mixes[own.clone()]).map(|(a, p)| p * utility(a)).sum();
                let best = seat.available.iter().map(utility).fold(f64::NEG_INFINITY, f64::max);
                gain = gain.max(best - value[lane]);
                residual = residual.max(largest_difference(&mixes[own.clone()], &work.mix[own]));
            }
        }
        Solved { value, residual, gain, way, strayed: false }
    }

    /// An upper bound of κ's spectral radius.
    #[inline(always)]
    fn contraction(&self) -> f64 {
        let layout = self.layout;
        let n = layout.actors.len();
        let mut kappa = vec![0.0; n * n];
        for i in 0..n {
            for j in (0..n).filter(|&j| j != i) {
                let interaction = self.interaction(i, j);
                kappa[i * n + j] = layout
                    .seats
                    .iter()
                    .enumerate()
                    .filter(|(_, seat)| seat.actor == i)
                    .map(|(lane, seat)| seat.prior * seat.rationality * interaction[lane] / 4.0)
                    .sum();
            }
        }
        if n == 2 {
            return (kappa[1] * kappa[2]).sqrt();
        }
        // The largest row sum of κ² bounds the square of its radius.
        let row = |i: usize| -> f64 {
            (0..n).map(|k| (0..n).map(|j| kappa[i * n + j] * kappa[j * n + k]).sum::<f64>()).sum()
        };
        (0..n).map(row).fold(0.0, f64::max).sqrt()
    }

    /// For each lane, the largest interaction between actor i's choice and actor j's.
    #[inline(always)]
    fn interaction(&self, i: usize, j: usize) -> Lanes<L> {
        let layout = self.layout;
        let mut most: Lanes<L> = [0.0; L];
        if let [(rows, _), (columns, _)] = *layout.actors {
            let (own, other, own_step, other_step) =
                if i == 0 { (rows, columns, columns, 1) } else { (columns, rows, 1, columns) };
            for a in 0..own {
                for b in a + 1..own {
                    let mut high = [f64::NEG_INFINITY; L];
                    let mut low = [f64::INFINITY; L];
                    for c in 0..other {
                        let (x, y) = (
                            &self.pay[a * own_step + c * other_step],
                            &self.pay[b * own_step + c * other_step],
                        );
                        for lane in 0..L {
                            let difference = x[lane] - y[lane];
                            high[lane] = high[lane].max(difference);
                            low[lane] = low[lane].min(difference);
                        }
                    }
                    for lane in 0..L {
                        most[lane] = most[lane].max(high[lane] - low[lane]);
                    }
                }
            }
            return most;
        }
        // With more than two actors, whatever the rest do: i's a against b, j's c against d.
        let n = layout.actors.len();
        let faster = |actor: usize| layout.actors[actor + 1..].iter().map(|a| a.0).product::<usize>();
        let (own_step, other_step) = (faster(i), faster(j));
        for (k, digits) in layout.digits.chunks_exact(n).enumerate() {
            for a in 0..usize::from(digits[i]) {
                for c in 0..usize::from(digits[j]) {
                    let down = (usize::from(digits[i]) - a) * own_step;
                    let across = (usize::from(digits[j]) - c) * other_step;
                    for (lane, most) in most.iter_mut().enumerate() {
                        let interaction =
                            self.pay[k][lane] - self.pay[k - down][lane] - self.pay[k - across][lane]
                                + self.pay[k - down - across][lane];
                        *most = most.max(interaction.abs());
                    }
                }
            }
        }
        most
    }
}

/// A stage game as the tracer sees it: a block for each type.
struct TypedStage<'a, const L: usize> {
    stage: &'a Stage<'a, L>,
    blocks: Vec<Block>,
}

impl<const L: usize> LogitSystem for TypedStage<'_, L> {
    fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    fn payoffs(&self, mixes: &[f64], payoffs: &mut [f64]) {
        let layout = self.stage.layout;
        let mut z = vec![0.0; layout.width];
        self.stage.average(mixes, &mut z);
        let mut utility = vec![[0.0; L]; layout.width];
        for actor in 0..layout.actors.len() {
            self.stage.utilities(actor, &z, &mut utility);
            for (lane, seat) in layout.seats.iter().enumerate().filter(|(_, seat)| seat.actor == actor) {
                for (pay, &a) in payoffs[seat.offset..].iter_mut().zip(&seat.available) {
                    *pay = utility[usize::from(a)][lane];
                }
            }
        }
    }
}

fn largest_difference(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).fold(0.0, |most, (a, b)| most.max((a - b).abs()))
}
