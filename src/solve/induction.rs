//! The logit Markov equilibrium with private types and fixed beliefs, by backward induction.
//!
//! In state x of round t, profile a pays type θ of actor i
//!
//! ```text
//! Q_iθ(x, a) = g_iθ(x, a) + Σ_x' P(x' | x, a) · [ s_iθ(x') + (δ_iθ · V_iθ(x', t+1), or the outcome's payoff) ]
//! ```
//!
//! with g the credits of the moves and of the effects that fire, and s the standing payoff of the tracks at the round's
//! end. The mixes of all types at (x, t) are the logit equilibrium of that stage game on its principal branch
//! ([`super::response`]), and `V_iθ(x, t)` is what it gives. Each round's mixes are the guess for the round before.
//!
//! The induction starts after the last round that actors plan for. Without foresight that is the last round played, and
//! what goes on there is credited the `otherwise` outcome. With foresight the tracks are valued as if they stayed for
//! ever as they then stand.
//!
//! References: McKelvey & Palfrey 1995; Breitmoser, Tan & Zizzo, "On the beliefs off the path: equilibrium refinement
//! due to quantal response and level-k", Games and Economic Behavior 86, 2014 (Markov logit equilibria).

use super::response::{Layout, Solved, Stage, Workspace};
use super::valuation::{Lanes, Valuation, add};
use super::{Certificate, SolveError, Worst, with_lanes};
use crate::game::{Game, Kernel, Level, StateIndex};
use crate::strategy::PolicyTable;
use rayon::prelude::*;

/// Positions that one task solves.
const CHUNK: usize = 128;

/// A solved game.
#[derive(Debug)]
pub struct Induction {
    /// The mixes of all types in every state of the rounds played.
    pub policy: PolicyTable,
    /// For each type, the expected discounted payoff at the start, the others' types drawn from the priors.
    pub values: Vec<f64>,
    /// How good the solution is.
    pub certificate: Certificate,
}

/// The logit Markov equilibrium of a game.
///
/// # Errors
/// [`SolveError::Uncertified`] where a stage game's fixed point fails its certificate: it names the worst state. A
/// fixed point that did not converge is never returned.
pub fn equilibrium(game: &Game, kernel: &Kernel) -> Result<Induction, SolveError> {
    solve(game, kernel, true)
}

/// Every round's logit equilibrium on its own: actors who look at this round's payoff only.
///
/// # Errors
/// As [`equilibrium`].
pub fn myopic(game: &Game, kernel: &Kernel) -> Result<Induction, SolveError> {
    solve(game, kernel, false)
}

fn solve(game: &Game, kernel: &Kernel, future: bool) -> Result<Induction, SolveError> {
    with_lanes!(game.types.len(), L => Backward::<L>::new(game, kernel, future).run())
}

struct Backward<'a, const L: usize> {
    game: &'a Game,
    kernel: &'a Kernel,
    valuation: Valuation<'a, L>,
    layouts: Vec<Layout>,
    future: bool,
    /// Value of each position at the beginning of the round above; empty after the last.
    next: Vec<Lanes<L>>,
    /// What each state of the grid is worth to those who come out of a head in it.
    middle: Vec<Lanes<L>>,
    certificate: Certificate,
    worst: Worst,
}

/// Where each position's mixes stand among those of an epoch.
struct Places {
    offsets: Vec<usize>,
    length: usize,
}

impl<'a, const L: usize> Backward<'a, L> {
    fn new(game: &'a Game, kernel: &'a Kernel, future: bool) -> Self {
        Backward {
            game,
            kernel,
            valuation: Valuation::new(game, kernel),
            layouts: kernel.all_choices().iter().map(|choices| Layout::new(game, choices)).collect(),
            future,
            next: Vec::new(),
            middle: vec![[0.0; L]; game.space.states()],
            certificate: Certificate::default(),
            worst: Worst::default(),
        }
    }

    fn run(mut self) -> Result<Induction, SolveError> {
        let game = self.game;
        let last = game.rounds + game.foresight;
        let mut policy = PolicyTable::new(game, self.kernel, 0..game.types.len());
        let mut epoch = usize::MAX;
        let mut places = Places { offsets: Vec::new(), length: 0 };
        let mut mixes: Vec<f64> = Vec::new();
        let mut before: Vec<f64> = Vec::new();
        for round in (1..=last).rev() {
            if game.epochs.at(round) != epoch {
                epoch = game.epochs.at(round);
                places = self.places(epoch);
                mixes = self.uniform(epoch, &places);
                before.clone_from(&mixes);
            }
            self.value_middle(epoch, round == last);
            // Guess by the trend of the last two rounds.
            for (last, guess) in mixes.iter().zip(&mut before) {
                *guess = (2.0 * last - *guess).clamp(0.0, 1.0);
            }
            std::mem::swap(&mut mixes, &mut before);
            self.round(epoch, round, &places, &mut mixes)?;
            if round <= game.rounds {
                policy.fill(self.kernel, round, self.rows(epoch, round, &places, &mixes));
            }
        }
        // A residual that is not a number fails too.
        if !(self.worst.residual <= super::RESIDUAL_LIMIT) {
            return Err(SolveError::Uncertified {
                residual: self.worst.residual,
                state: self.name(self.worst.state),
                round: self.worst.round,
            });
        }
        let start = self.kernel.position(game.space.encode(&game.start)).expect("a play begins at its start");
        let values = self.next[start][..game.types.len()].to_vec();
        Ok(Induction { policy, values, certificate: self.certificate })
    }

    fn places(&self, epoch: usize) -> Places {
        let mut length = 0;
        let offsets = (0..self.kernel.states().len())
            .map(|position| {
                let at = length;
                if self.kernel.explored(epoch, position) {
                    length += self.layouts[self.kernel.choices_index(epoch, position)].mixes();
                }
                at
            })
            .collect();
        Places { offsets, length }
    }

    fn uniform(&self, epoch: usize, places: &Places) -> Vec<f64> {
        let mut mixes = Vec::with_capacity(places.length);
        for position in 0..self.kernel.states().len() {
            if self.kernel.explored(epoch, position) {
                for actions in &self.kernel.choices(epoch, position).of_type {
                    mixes.extend(std::iter::repeat_n(1.0 / actions.len() as f64, actions.len()));
                }
            }
        }
        mixes
    }

    /// What it is worth to come out of a head in a state: the tail, and what follows it.
    fn value_middle(&mut self, epoch: usize, last: bool) {
        let Backward { game, kernel, valuation, future, next, .. } = self;
        let follow = |position: usize| next[position];
        let after = |state: StateIndex, levels: &mut [Level]| {
            if *future {
                valuation.after(kernel, state, (!last).then_some(&follow), levels)
            } else {
                *valuation.standing(state)
            }
        };
        self.middle.par_chunks_mut(4 * CHUNK).enumerate().for_each(|(chunk, values)| {
            let mut levels = vec![0; game.space.tracks()];
            for (at, value) in values.iter_mut().enumerate() {
                let state = (chunk * 4 * CHUNK + at) as StateIndex;
                let Some(tail) = kernel.tail_at(epoch, state) else { continue };
                let pattern = kernel.pattern(tail);
                *value = valuation.pattern(tail, pattern, state, &mut levels);
                for &(offset, p) in pattern.going {
                    add(value, p, &after(state.wrapping_add_signed(offset), &mut levels));
                }
            }
        });
    }

    /// Solves the stage games of all states that a play can be in when a round begins.
    fn round(
        &mut self,
        epoch: usize,
        round: u32,
        places: &Places,
        mixes: &mut [f64],
    ) -> Result<(), SolveError> {
        let kernel = self.kernel;
        let count = kernel.states().len();
        let mut values = vec![[0.0; L]; count];
        let mut tasks = Vec::with_capacity(count.div_ceil(CHUNK));
        let mut rest = mixes;
        let mut done = 0;
        for (chunk, values) in values.chunks_mut(CHUNK).enumerate() {
            let first = chunk * CHUNK;
            let end = places.offsets.get(first + CHUNK).copied().unwrap_or(places.length);
            let (mine, others) = rest.split_at_mut(end - done);
            tasks.push((first, done, values, mine));
            rest = others;
            done = end;
        }
        let this = &*self;
        let reports: Vec<Result<(Certificate, Worst), SolveError>> = tasks
            .into_par_iter()
            .map_init(Room::<L>::new, |room, (first, offset, values, mixes)| {
                this.chunk(epoch, round, first, places, offset, values, mixes, room)
            })
            .collect();
        for report in reports {
            let (certificate, worst) = report?;
            self.certificate.join(&certificate);
            self.worst.join(worst);
        }
        self.next = values;
        Ok(())
    }

    #[allow(clippy::too_many_arguments, reason = "one chunk of one round's slices")]
    fn chunk(
        &self,
        epoch: usize,
        round: u32,
        first: usize,
        places: &Places,
        offset: usize,
        values: &mut [Lanes<L>],
        mixes: &mut [f64],
        room: &mut Room<L>,
    ) -> Result<(Certificate, Worst), SolveError> {
        let kernel = self.kernel;
        let mut certificate = Certificate::default();
        let mut worst = Worst::default();
        for (at, value) in values.iter_mut().enumerate() {
            let position = first + at;
            if !kernel.explored(epoch, position) || !kernel.in_reach(position, round) {
                continue;
            }
            let state = kernel.states()[position];
            let index = kernel.choices_index(epoch, position);
            self.stage_payoffs(epoch, position, room);
            let layout = &self.layouts[index];
            let start = places.offsets[position] - offset;
            let own = &mut mixes[start..start + layout.mixes()];
            let stage = Stage { layout, pay: &room.pay };
            let Solved { value: solved, residual, gain, way } = stage
                .solve(own, &mut room.work)
                .map_err(|source| SolveError::Stage { state: self.name(state), round, source })?;
            *value = solved;
            certificate.count(residual, gain, way);
            worst.see(residual, state, round);
        }
        Ok((certificate, worst))
    }

    /// Fills `room.pay` with what each profile pays at a position, the future included.
    fn stage_payoffs(&self, epoch: usize, position: usize, room: &mut Room<L>) {
        let kernel = self.kernel;
        let state = kernel.states()[position];
        let index = kernel.choices_index(epoch, position);
        room.levels.resize(self.game.space.tracks(), 0);
        self.game.space.decode(state, &mut room.levels);
        let profiles = &kernel.choices(epoch, position).profiles;
        self.valuation.moves(index, profiles, &room.levels, &mut room.pay);
        for (pay, &head) in room.pay.iter_mut().zip(kernel.heads(epoch, position)) {
            let pattern = kernel.pattern(head);
            let extra = self.valuation.pattern(head, pattern, state, &mut room.levels);
            add(pay, 1.0, &extra);
            for &(step, p) in pattern.going {
                add(pay, p, &self.middle[state.wrapping_add_signed(step) as usize]);
            }
        }
    }

    fn name(&self, state: StateIndex) -> Vec<i32> {
        let space = &self.game.space;
        space.levels(state).iter().enumerate().map(|(track, &level)| space.written(track, level)).collect()
    }

    /// The mixes of the positions in reach, position by position.
    fn rows<'m>(
        &'m self,
        epoch: usize,
        round: u32,
        places: &'m Places,
        mixes: &'m [f64],
    ) -> impl Iterator<Item = &'m [f64]> {
        let kernel = self.kernel;
        let in_reach = (0..kernel.states().len()).filter(move |&at| kernel.in_reach(at, round));
        in_reach.map(move |at| {
            let length = self.layouts[kernel.choices_index(epoch, at)].mixes();
            &mixes[places.offsets[at]..places.offsets[at] + length]
        })
    }
}

/// Room to work in; one for each thread.
struct Room<const L: usize> {
    pay: Vec<Lanes<L>>,
    levels: Vec<Level>,
    work: Workspace<L>,
}

impl<const L: usize> Room<L> {
    fn new() -> Self {
        Room { pay: Vec::new(), levels: Vec::new(), work: Workspace::new() }
    }
}
