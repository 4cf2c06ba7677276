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

mod bound;
mod layout;
mod newton;
mod trace;

pub(super) use layout::Layout;

use super::exp::exp;
use super::stage::StageError;
use super::valuation::{Lanes, add};

/// The averaged mixes of an answer reproduce themselves to within this.
const TOLERANCE: f64 = 1e-13;
/// Iterations before plain iteration gives way to Newton's method.
const PATIENCE: usize = 400;
/// An answer with a larger residual is sought again by a slower way.
const CERTIFIED: f64 = 1e-11;
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

/// Room to work in; one for each thread.
pub(super) struct Workspace<const L: usize> {
    z: Vec<f64>,
    last: Vec<f64>,
    utility: Vec<Lanes<L>>,
    mix: Vec<f64>,
    jacobian: Vec<f64>,
    pivots: Vec<usize>,
    weights: Vec<Lanes<L>>,
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
            pivots: Vec::new(),
            weights: Vec::new(),
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
        let carried = self.carry(&mut neighbour, work);
        if carried && !neighbour.check {
            let solved = self.certify(mixes, work, Way::Carried);
            if solved.residual <= CERTIFIED {
                return Ok(solved);
            }
        }
        let radius = self.contraction();
        if radius <= CONTRACTS && (carried || self.settle(1.0, work)) {
            let solved = self.certify(mixes, work, Way::Proved);
            if solved.residual <= CERTIFIED {
                *neighbour.trust = ROOM;
                return Ok(solved);
            }
        }
        let before = carried.then(|| work.z.clone());
        let mut solved = None;
        *neighbour.trust = 0.0;
        if radius > CONTRACTS
            && let Some(room) = self.climb(CONTRACTS / radius, work)
        {
            let climbed = self.certify(mixes, work, Way::Continued);
            if climbed.residual <= CERTIFIED {
                *neighbour.trust = ROOM * room;
                solved = Some(climbed);
            }
        }
        let solved = match solved {
            Some(solved) => solved,
            None => {
                // Where the traced answer is steep, answering it anew would spoil it: it is measured as it is.
                let way = self.trace(mixes, work)?;
                let mut solved = Solved { value: [0.0; L], residual: 0.0, gain: 0.0, way, strayed: false };
                self.measure_all(layout.order(), mixes, work, &mut solved);
                solved
            }
        };
        let strayed = before.is_some_and(|before| largest_difference(&before, &work.z) > STRAYED);
        Ok(Solved { strayed, ..solved })
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
                        add(u, weight, cell);
                    }
                }
            } else {
                for (row, &weight) in pay.zip(&z[..rows]) {
                    for (cell, u) in row.iter().zip(utility.iter_mut()) {
                        add(u, weight, cell);
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
            add(&mut utility[usize::from(digits[actor])], weight, pay);
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
                *probability = rationality * (utility[usize::from(a)][lane] - best);
            }
            own.iter_mut().for_each(|probability| *probability = exp(*probability));
            own.iter().for_each(|probability| sum += probability);
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

    /// Writes the mixes at the averaged mixes found, and measures how good they are.
    #[inline(always)]
    fn certify(&self, mixes: &mut [f64], work: &mut Workspace<L>, way: Way) -> Solved<L> {
        let order = self.layout.order();
        let mut solved = Solved { value: [0.0; L], residual: 0.0, gain: 0.0, way, strayed: false };
        for &actor in order {
            self.respond(actor, 1.0, &mut work.z, &mut work.utility, &mut work.mix);
        }
        mixes.copy_from_slice(&work.mix);
        // The last actor has answered what the others do; its response is exact, and its utilities are at hand.
        let (last, others) = order.split_last().expect("a game has actors");
        self.measure(*last, mixes, work, &mut solved);
        // What the others do must be their response to what was done after they had answered.
        self.measure_all(others, mixes, work, &mut solved);
        solved
    }

    /// Has actors answer the averaged mixes in `work.z`, each by itself, and measures their mixes by it.
    #[inline(always)]
    fn measure_all(&self, actors: &[usize], mixes: &[f64], work: &mut Workspace<L>, solved: &mut Solved<L>) {
        work.last.clone_from(&work.z);
        for &actor in actors {
            work.z.clone_from(&work.last);
            self.respond(actor, 1.0, &mut work.z, &mut work.utility, &mut work.mix);
            self.measure(actor, mixes, work, solved);
        }
        work.z.clone_from(&work.last);
    }

    /// Adds what an actor's types get and how far their mixes are from their responses, which stand in `work.mix`.
    #[inline(always)]
    fn measure(&self, actor: usize, mixes: &[f64], work: &Workspace<L>, solved: &mut Solved<L>) {
        for (lane, seat) in self.layout.seats.iter().enumerate().filter(|(_, seat)| seat.actor == actor) {
            let own = seat.offset..seat.offset + seat.available.len();
            let utility = |a: &u16| work.utility[usize::from(*a)][lane];
            let value: f64 =
                seat.available.iter().zip(&mixes[own.clone()]).map(|(a, p)| p * utility(a)).sum();
            let best = seat.available.iter().map(utility).fold(f64::NEG_INFINITY, f64::max);
            solved.value[lane] = value;
            solved.gain = solved.gain.max(best - value);
            solved.residual = solved.residual.max(largest_difference(&mixes[own.clone()], &work.mix[own]));
        }
    }
}

fn largest_difference(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).fold(0.0, |most, (a, b)| most.max((a - b).abs()))
}
