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

use super::response::{Layout, Neighbour, Solved, Stage, Workspace};
use super::valuation::{Lanes, Valuation, add};
use super::values::Values;
use super::{Certificate, SolveError, Worst, with_lanes};
use crate::game::{Game, Kernel, Level, StateIndex};
use crate::strategy::PolicyTable;
use rayon::prelude::*;
use std::ops::Range;

/// Positions that one task solves.
const CHUNK: usize = 128;
/// So many positions next to each other are valued at once.
const RUN: usize = 8;
/// So often, in rounds, fixed points that could be carried over are found from uniform play instead, and compared.
const CHECK_EVERY: u32 = 32;

/// A solved game.
#[derive(Debug)]
pub struct Induction {
    /// The mixes of all types in every state of the rounds played.
    pub policy: PolicyTable,
    /// For each type, the expected discounted payoff at the start, the others' types drawn from the priors.
    pub values: Vec<f64>,
    /// How good the solution is.
    pub certificate: Certificate,
    /// What every state is worth in every round, where it was asked for.
    pub by_round: Option<Values>,
}

/// The logit Markov equilibrium of a game, with what every state is worth in every round.
///
/// # Errors
/// As [`equilibrium`].
pub fn equilibrium_by_round(game: &Game, kernel: &Kernel) -> Result<Induction, SolveError> {
    solve(game, kernel, true, true)
}

/// The logit Markov equilibrium of a game.
///
/// # Errors
/// [`SolveError::Uncertified`] where a stage game's fixed point fails its certificate: it names the worst state. A
/// fixed point that did not converge is never returned.
pub fn equilibrium(game: &Game, kernel: &Kernel) -> Result<Induction, SolveError> {
    solve(game, kernel, true, false)
}

/// Every round's logit equilibrium on its own: actors who look at this round's payoff only.
///
/// # Errors
/// As [`equilibrium`].
pub fn myopic(game: &Game, kernel: &Kernel) -> Result<Induction, SolveError> {
    solve(game, kernel, false, false)
}

fn solve(game: &Game, kernel: &Kernel, future: bool, keep: bool) -> Result<Induction, SolveError> {
    let solved =
        with_lanes!(game.types.len(), L => Backward::<L>::new(game, kernel, future, true).run(keep)?);
    if let Some(solved) = solved {
        return Ok(solved);
    }
    // A fixed point had strayed from the principal branch: follow every branch from uniform play.
    let solved =
        with_lanes!(game.types.len(), L => Backward::<L>::new(game, kernel, future, false).run(keep)?);
    Ok(solved.expect("nothing is carried over, so nothing strays"))
}

struct Backward<'a, const L: usize> {
    game: &'a Game,
    kernel: &'a Kernel,
    valuation: Valuation<'a, L>,
    layouts: Vec<Layout>,
    future: bool,
    /// Whether fixed points may be carried over from one round to the next.
    carry: bool,
    /// Value of each position at the beginning of the round above; empty after the last.
    next: Vec<Lanes<L>>,
    /// Position of the start.
    start: usize,
    /// Whether no play ends before its last round.
    endless: bool,
    /// What `next` is worth at the start, where no play ends early: then it is the same whatever is done, and is left
    /// out of the stage games, so that what grows over the rounds does not blur what is at stake in one.
    base: Lanes<L>,
    /// What the tail pays from each state of the grid, the plays that go on apart; the same in all rounds of an epoch.
    tail_pay: Vec<Lanes<L>>,
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
    fn new(game: &'a Game, kernel: &'a Kernel, future: bool, carry: bool) -> Self {
        Backward {
            game,
            kernel,
            valuation: Valuation::new(game, kernel),
            layouts: kernel.all_choices().iter().map(|choices| Layout::new(game, choices)).collect(),
            future,
            carry,
            next: Vec::new(),
            start: kernel.position(game.space.encode(&game.start)).expect("a play begins at its start"),
            endless: (0..kernel.patterns()).all(|pattern| kernel.pattern(pattern as u32).ended.is_empty()),
            base: [0.0; L],
            tail_pay: vec![[0.0; L]; game.space.states()],
            middle: vec![[0.0; L]; game.space.states()],
            certificate: Certificate::default(),
            worst: Worst::default(),
        }
    }

    /// Solves all rounds, the last first; `None` if a fixed point strayed on the way.
    fn run(mut self, keep: bool) -> Result<Option<Induction>, SolveError> {
        let game = self.game;
        let last = game.rounds + game.foresight;
        let mut policy = PolicyTable::new(game, self.kernel, 0..game.types.len());
        let mut kept = keep.then(|| Values::new(game));
        let mut epoch = usize::MAX;
        let mut places = Places { offsets: Vec::new(), length: 0 };
        let mut mixes: Vec<f64> = Vec::new();
        let mut before: Vec<f64> = Vec::new();
        let mut trust: Vec<f64> = Vec::new();
        for round in (1..=last).rev() {
            if game.epochs.at(round) != epoch {
                epoch = game.epochs.at(round);
                places = self.places(epoch);
                mixes = self.uniform(epoch, &places);
                before.clone_from(&mixes);
                self.pay_tails(epoch);
                trust = vec![0.0; self.kernel.states().len()];
            }
            self.value_middle(epoch, round == last);
            // Guess by the trend of the last two rounds.
            for (last, guess) in mixes.iter().zip(&mut before) {
                *guess = (2.0 * last - *guess).clamp(0.0, 1.0);
            }
            std::mem::swap(&mut mixes, &mut before);
            if self.round(epoch, round, &places, &before, &mut mixes, &mut trust)? {
                return Ok(None);
            }
            if let Some(kept) = &mut kept {
                kept.keep(round, &self.next);
            }
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
        let values = self.next[self.start][..game.types.len()].to_vec();
        Ok(Some(Induction { policy, values, certificate: self.certificate, by_round: kept }))
    }

    fn places(&self, epoch: usize) -> Places {
        let mut length = 0;
        let offsets = (0..self.kernel.states().len())
            .map(|position| {
                let at = length;
                if self.kernel.explored(epoch, position) {
                    length += self.layouts[self.kernel.row(epoch, position).choices as usize].mixes();
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

    fn pay_tails(&mut self, epoch: usize) {
        let Backward { game, kernel, valuation, tail_pay, .. } = self;
        tail_pay.par_iter_mut().enumerate().for_each_init(
            || vec![0; game.space.tracks()],
            |levels, (state, pay)| {
                let state = state as StateIndex;
                if let Some(tail) = kernel.tail_at(epoch, state) {
                    *pay = valuation.pattern(tail, kernel.pattern(tail), state, levels);
                }
            },
        );
    }

    /// What it is worth to come out of a head in a state: the tail, and what follows it.
    fn value_middle(&mut self, epoch: usize, last: bool) {
        if self.endless && self.future && !last {
            self.base = self.next[self.start];
        }
        let Backward { game, kernel, valuation, future, next, base, tail_pay, .. } = self;
        let follow = |position: usize| std::array::from_fn(|lane| next[position][lane] - base[lane]);
        let mut after = vec![[0.0; L]; game.space.states()];
        after.par_chunks_mut(4 * CHUNK).enumerate().for_each(|(chunk, values)| {
            let mut levels = vec![0; game.space.tracks()];
            for (at, value) in values.iter_mut().enumerate() {
                let state = (chunk * 4 * CHUNK + at) as StateIndex;
                *value = if *future {
                    valuation.after(kernel, state, (!last).then_some(&follow), &mut levels)
                } else {
                    *valuation.standing(state)
                };
            }
        });
        self.middle.par_chunks_mut(4 * CHUNK).enumerate().for_each(|(chunk, values)| {
            for (at, value) in values.iter_mut().enumerate() {
                let state = (chunk * 4 * CHUNK + at) as StateIndex;
                let Some(tail) = kernel.tail_at(epoch, state) else { continue };
                *value = tail_pay[state as usize];
                for &(offset, p) in kernel.pattern(tail).going {
                    add(value, p, &after[state.wrapping_add_signed(offset) as usize]);
                }
            }
        });
    }

    /// Solves the stage games of all states that a play can be in when a round begins. Whether one strayed.
    fn round(
        &mut self,
        epoch: usize,
        round: u32,
        places: &Places,
        before: &[f64],
        mixes: &mut [f64],
        trust: &mut [f64],
    ) -> Result<bool, SolveError> {
        let count = self.kernel.states().len();
        let mut values = vec![[0.0; L]; count];
        let mut tasks = Vec::with_capacity(count.div_ceil(CHUNK));
        let mut rest = mixes;
        let mut done = 0;
        for (chunk, (values, trust)) in values.chunks_mut(CHUNK).zip(trust.chunks_mut(CHUNK)).enumerate() {
            let first = chunk * CHUNK;
            let end = places.offsets.get(first + CHUNK).copied().unwrap_or(places.length);
            let (mine, others) = rest.split_at_mut(end - done);
            tasks.push(Task { first, values, trust, mixes: mine, before: &before[done..end], offset: done });
            rest = others;
            done = end;
        }
        let this = &*self;
        let reports: Vec<Result<Report, SolveError>> = tasks
            .into_par_iter()
            .map_init(Room::<L>::new, |room, task| {
                pulp::Arch::new().dispatch(
                    #[inline(always)]
                    || this.chunk(epoch, round, places, task, room),
                )
            })
            .collect();
        let mut strayed = false;
        for report in reports {
            let report = report?;
            self.certificate.join(&report.certificate);
            self.worst.join(report.worst);
            strayed |= report.strayed;
        }
        for value in &mut values {
            for (lane, value) in value.iter_mut().enumerate() {
                *value += self.valuation.discount[lane] * self.base[lane];
            }
        }
        self.next = values;
        Ok(strayed)
    }

    #[inline(always)]
    fn chunk(
        &self,
        epoch: usize,
        round: u32,
        places: &Places,
        task: Task<'_, L>,
        room: &mut Room<L>,
    ) -> Result<Report, SolveError> {
        let kernel = self.kernel;
        let mut report = Report::default();
        let Task { first, values, trust, mixes, before, offset } = task;
        let end = first + values.len();
        let mut position = first;
        while position < end {
            if !kernel.explored(epoch, position) || !kernel.in_reach(position, round) {
                position += 1;
                continue;
            }
            let run = self.run_from(epoch, round, position, end);
            self.stage_payoffs(epoch, run.clone(), room);
            let layout = &self.layouts[kernel.row(epoch, position).choices as usize];
            for (pay, position) in room.pay.iter().zip(run.clone()) {
                let state = kernel.states()[position];
                let start = places.offsets[position] - offset;
                let own = start..start + layout.mixes();
                let trust = &mut trust[position - first];
                if !self.carry {
                    *trust = 0.0;
                }
                let check = (round + position as u32).is_multiple_of(CHECK_EVERY);
                let neighbour = Neighbour { mixes: &before[own.clone()], trust, check };
                let solved = Stage { layout, pay }
                    .solve(&mut mixes[own], neighbour, &mut room.work)
                    .map_err(|source| SolveError::Stage { state: self.name(state), round, source })?;
                let Solved { value, residual, gain, way, strayed } = solved;
                values[position - first] = value;
                report.certificate.count(residual, gain, way);
                report.worst.see(residual, state, round);
                report.strayed |= strayed;
            }
            position = run.end;
        }
        Ok(report)
    }

    /// The positions from one on that have its row and whose states follow one another.
    fn run_from(&self, epoch: usize, round: u32, first: usize, end: usize) -> Range<usize> {
        let kernel = self.kernel;
        let row = kernel.row_index(epoch, first);
        let state = kernel.states()[first];
        let alike = |&position: &usize| {
            kernel.explored(epoch, position)
                && kernel.in_reach(position, round)
                && kernel.row_index(epoch, position) == row
                && kernel.states()[position] == state + (position - first) as u32
        };
        first..first + (first..end.min(first + RUN)).take_while(alike).count()
    }

    /// Fills `room.pay` with what each profile pays at each position of a run, the future included.
    #[inline(always)]
    fn stage_payoffs(&self, epoch: usize, run: Range<usize>, room: &mut Room<L>) {
        let kernel = self.kernel;
        let row = kernel.row(epoch, run.start);
        if room.row != Some(kernel.row_index(epoch, run.start)) {
            room.row = Some(kernel.row_index(epoch, run.start));
            room.fixed.clear();
            room.fixed.extend_from_slice(self.valuation.moves(row.choices));
            for (pay, &head) in room.fixed.iter_mut().zip(&row.heads) {
                add(pay, 1.0, self.valuation.fixed(head));
            }
        }
        let state = kernel.states()[run.start];
        let choices = kernel.choices(epoch, run.start);
        room.levels.resize(self.game.space.tracks(), 0);
        room.pay.resize_with(RUN, Vec::new);
        for (at, pay) in room.pay[..run.len()].iter_mut().enumerate() {
            self.game.space.decode(state + at as u32, &mut room.levels);
            pay.clone_from(&room.fixed);
            self.valuation.add_varying_moves(&choices.profiles, &room.levels, pay);
        }
        for (k, &head) in row.heads.iter().enumerate() {
            let pattern = kernel.pattern(head);
            let mut sums = [[0.0; L]; RUN];
            for &(step, p) in pattern.going {
                let first = state.wrapping_add_signed(step) as usize;
                for (sum, value) in sums.iter_mut().zip(&self.middle[first..first + run.len()]) {
                    add(sum, p, value);
                }
            }
            for (at, (pay, sum)) in room.pay[..run.len()].iter_mut().zip(&sums).enumerate() {
                add(&mut pay[k], 1.0, sum);
                let by_state = self.valuation.by_state(head, pattern, state + at as u32, &mut room.levels);
                if let Some(more) = by_state {
                    add(&mut pay[k], 1.0, &more);
                }
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
            let length = self.layouts[kernel.row(epoch, at).choices as usize].mixes();
            &mixes[places.offsets[at]..places.offsets[at] + length]
        })
    }
}

/// The positions of one chunk, and where their answers go.
struct Task<'a, const L: usize> {
    /// The first position.
    first: usize,
    values: &'a mut [Lanes<L>],
    trust: &'a mut [f64],
    mixes: &'a mut [f64],
    /// Mixes of the neighbouring round.
    before: &'a [f64],
    /// Where `mixes` begin among those of the epoch.
    offset: usize,
}

/// What a chunk reports.
#[derive(Default)]
struct Report {
    certificate: Certificate,
    worst: Worst,
    strayed: bool,
}

/// Room to work in; one for each thread.
struct Room<const L: usize> {
    /// The row that `fixed` is of.
    row: Option<usize>,
    /// What each profile of the row pays whatever the state, the future apart.
    fixed: Vec<Lanes<L>>,
    /// For each position of a run, what each profile pays.
    pay: Vec<Vec<Lanes<L>>>,
    levels: Vec<Level>,
    work: Workspace<L>,
}

impl<const L: usize> Room<L> {
    fn new() -> Self {
        Room { row: None, fixed: Vec::new(), pay: Vec::new(), levels: Vec::new(), work: Workspace::new() }
    }
}
