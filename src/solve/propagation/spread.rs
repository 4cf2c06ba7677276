//! One part of a round: mass is spread over what is done and where it leads.

use super::arrivals::Arrivals;
use super::{Forward, Turn, nothing, split, state_of};
use crate::game::{ActionIndex, Level, StateIndex};
use crate::solve::flow::Purpose;
use crate::solve::valuation::{Lanes, RUN, add, add_fused};
use crate::strategy::{Memory, Seen, View};
use std::ops::Range;

/// One part of a round: the mass of some positions is spread over what is done there and where it leads.
pub(super) struct Spread<'a, 'g, const L: usize, const P: usize> {
    pub(super) turn: Turn<'a, 'g, L>,
    pub(super) positions: Range<usize>,
    pub(super) now: &'a [[f64; P]],
    pub(super) part: &'a mut Part<L, P>,
}

/// Compiled once for each kind of processor.
impl<const L: usize, const P: usize> pulp::WithSimd for Spread<'_, '_, L, P> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: pulp::Simd>(mut self, _: S) {
        let Turn { forward, seating, .. } = self.turn;
        // At all other places there is nothing: legs take away what they spread.
        self.part.masses[..forward.game.space.states() * seating.memories].fill([0.0; P]);
        self.part.by_pattern.fill([0.0; P]);
        self.heads();
        self.legs();
    }
}

impl<const L: usize, const P: usize> Spread<'_, '_, L, P> {
    #[inline(always)]
    fn heads(&mut self) {
        let memories = self.turn.seating.memories;
        let mut position = self.positions.start;
        while position < self.positions.end {
            if memories == 1 && self.follow_one_another(position) {
                if !nothing(&self.now[position..position + RUN]) {
                    self.spread_run::<RUN>(position, 0);
                }
                position += RUN;
                continue;
            }
            for memory in 0..memories {
                if !nothing(&self.now[position * memories + memory..][..1]) {
                    self.spread_run::<1>(position, memory);
                }
            }
            position += 1;
        }
    }

    /// Whether the states of the next positions follow one another and lead to the same place.
    fn follow_one_another(&self, position: usize) -> bool {
        let Forward { game, kernel, .. } = self.turn.forward;
        let epoch = game.epochs.at(self.turn.round);
        position + RUN <= self.positions.end
            && (position..position + RUN - 1).all(|at| kernel.follow_one_another(epoch, at, at + 1))
    }

    /// Spreads the mass of positions whose states follow one another and lead to the same place.
    #[inline(always)]
    fn spread_run<const N: usize>(&mut self, position: usize, memory: usize) {
        let Spread { turn, now, .. } = *self;
        let Turn { forward, purpose, seating, round } = turn;
        let Forward { game, kernel, valuation, .. } = forward;
        let epoch = game.epochs.at(round);
        let memories = seating.memories;
        let figures = purpose == Purpose::Figures;
        let masses: &[[f64; P]; N] =
            now[position * memories + memory..][..N].try_into().expect("as many as asked for");
        let state = kernel.states()[position];
        let row = kernel.row(epoch, position);
        let choices = kernel.choices(epoch, position);
        let laid = &forward.choices[row.choices as usize];
        let part = &mut *self.part;
        split(memory as u32, &seating.radix, &mut part.memory);
        let mut played = std::mem::take(&mut part.played);
        for n in 0..N {
            // Where no play is, no strategy has an answer.
            if nothing(&masses[n..=n]) {
                continue;
            }
            game.space.decode(state + n as StateIndex, &mut part.levels);
            for (kind, mix) in part.mixes.iter_mut().enumerate() {
                let actor = game.types[kind].actor;
                let view =
                    View { game, kind, round, levels: &part.levels, available: &choices.of_type[kind] };
                // With memories there is one lane, and the other types are not in it.
                if memories == 1 || seating.types[0][actor] == kind {
                    forward.cast.behaviour(kind).mix(&view, &Memory::State(part.memory[actor]), mix);
                }
            }
            for (lane, types) in seating.types.iter().enumerate() {
                for (&kind, &place) in types.iter().zip(&forward.action_places) {
                    for (played, &probability) in played[place..].iter_mut().zip(&part.mixes[kind]) {
                        played[n][lane] = probability;
                    }
                }
                if figures {
                    for &(kind, action) in valuation.varying_moves() {
                        if types[game.types[kind].actor] == kind {
                            let pay = game.types[kind].payoff.of_action(action, &part.levels);
                            part.paid[lane][kind] += masses[n][lane] * part.mixes[kind][action] * pay;
                        }
                    }
                }
            }
        }
        let actors = game.actors.len();
        // What runs of states lead to is gathered by place, where it comes from many profiles.
        let by_place = N == RUN;
        let mut present = 0;
        for (k, (&head, actions)) in row.heads.iter().zip(laid.actions.chunks_exact(actors)).enumerate() {
            let mut weights = *masses;
            for (&action, &place) in actions.iter().zip(&forward.action_places) {
                for (weight, played) in weights.iter_mut().zip(&played[place + action]) {
                    for lane in 0..P {
                        weight[lane] *= played[lane];
                    }
                }
            }
            if by_place {
                part.weights[k] = [[0.0; P]; RUN];
            }
            if nothing(&weights) {
                continue;
            }
            let mut sum = [0.0; P];
            weights.iter().for_each(|weight| add(&mut sum, 1.0, weight));
            add(&mut part.by_choice[laid.place + k], 1.0, &sum);
            if let Purpose::First { actor, index } = purpose
                && game.actors[actor].actions[actions[actor]].move_index == index
            {
                continue;
            }
            if figures {
                add(&mut part.by_pattern[head as usize], 1.0, &sum);
                forward.note(head, &weights, part);
                if valuation.against_varies() {
                    for (weight, state) in weights.iter().zip(state..) {
                        game.space.decode(state, &mut part.levels);
                        let pay = valuation.varying_pairs(&part.levels, actions);
                        (0..P).for_each(|lane| add(&mut part.paid[lane], weight[lane], &pay));
                    }
                }
            }
            if by_place {
                part.weights[k][..N].copy_from_slice(&weights);
                present += 1;
                continue;
            }
            let after = if memories > 1 { turn.remember(state, actions, part) } else { 0 };
            for &(offset, p) in kernel.going(head) {
                let at = state.wrapping_add_signed(offset) as usize * memories + after;
                part.come(at, p, &weights);
            }
        }
        if by_place && 2 * present >= row.heads.len() {
            self.part.gather(state, forward.arrivals(epoch, position));
        } else if by_place {
            for (k, &head) in row.heads.iter().enumerate() {
                let weights = part.weights[k];
                if !nothing(&weights) {
                    for &(offset, p) in kernel.going(head) {
                        part.come(state.wrapping_add_signed(offset) as usize, p, &weights);
                    }
                }
            }
        }
        let part = &mut *self.part;
        part.played = played;
        forward.pay_noted(state, part);
    }

    /// Follows the legs, those first to which only heads lead.
    #[inline(always)]
    fn legs(&mut self) {
        let Turn { forward: Forward { game, kernel, .. }, seating, round, .. } = self.turn;
        let epoch = game.epochs.at(round);
        let (grid, memories) = (game.space.states(), seating.memories);
        for leg in (1..kernel.places(epoch) / grid).rev() {
            let patterns = kernel.leg(epoch, leg);
            let mut state = 0;
            while state < grid {
                let at = (leg * grid + state) * memories;
                let run = (memories == 1).then(|| patterns[state..].first_chunk::<RUN>()).flatten();
                if let Some(run) = run
                    && (nothing(&self.part.masses[at..at + RUN]) || *run == [run[0]; RUN])
                {
                    self.follow::<RUN>(run[0], state, at);
                    state += RUN;
                    continue;
                }
                for memory in 0..memories {
                    self.follow::<1>(patterns[state], state, at + memory);
                }
                state += 1;
            }
        }
    }

    /// Follows a leg from states that follow one another and lead to the same place. `at` is the first one's entry among
    /// the masses.
    #[inline(always)]
    fn follow<const N: usize>(&mut self, pattern: u32, state: usize, at: usize) {
        let Spread { turn: Turn { forward, purpose, seating, .. }, part, .. } = self;
        let here: &mut [[f64; P]; N] =
            (&mut part.masses[at..at + N]).try_into().expect("as many as asked for");
        if nothing(here) {
            return;
        }
        let masses = std::mem::replace(here, [[0.0; P]; N]);
        for &(offset, p) in forward.kernel.going(pattern) {
            let at = at.wrapping_add_signed(offset as isize * seating.memories as isize);
            let next: &mut [[f64; P]; N] =
                (&mut part.masses[at..at + N]).try_into().expect("as many as asked for");
            for n in 0..N {
                add_fused(&mut next[n], p, &masses[n]);
            }
        }
        if *purpose == Purpose::Figures {
            let mut sum = [0.0; P];
            masses.iter().for_each(|mass| add(&mut sum, 1.0, mass));
            add(&mut part.by_pattern[pattern as usize], 1.0, &sum);
            forward.note(pattern, &masses, part);
            forward.pay_noted(state as StateIndex, part);
        }
    }
}

impl<const L: usize> Turn<'_, '_, L> {
    /// The memories of all actors, one number, after those in `part.memory` have seen a round.
    fn remember<const P: usize>(
        &self,
        state: StateIndex,
        actions: &[ActionIndex],
        part: &mut Part<L, P>,
    ) -> usize {
        let Turn { forward: Forward { game, cast, .. }, seating, round, .. } = *self;
        game.space.decode(state, &mut part.levels);
        let mut after = 0;
        for (actor, &kind) in seating.types[0].iter().enumerate() {
            let seen = Seen { game, actor, round, levels: &part.levels, actions };
            let mut memory = Memory::State(part.memory[actor]);
            cast.behaviour(kind).see(&mut memory, &seen, &[]);
            after = after * seating.radix[actor] as usize + state_of(&memory) as usize;
        }
        after
    }
}

impl<const L: usize> Forward<'_, L> {
    /// Notes what a pattern ends and which of its effects pay by the state, from states that follow one another.
    #[inline(always)]
    fn note<const N: usize, const P: usize>(
        &self,
        index: u32,
        masses: &[[f64; P]; N],
        part: &mut Part<L, P>,
    ) {
        for &(outcome, offset, p) in self.kernel.pattern(index).ended {
            note(&mut part.ending, (outcome, offset), p, masses);
        }
        for &(effect, offset, p) in self.valuation.varying(index) {
            note(&mut part.varying, (effect, offset), p, masses);
        }
    }

    /// Pays for what was noted from states that follow one another.
    fn pay_noted<const P: usize>(&self, state: StateIndex, part: &mut Part<L, P>) {
        for ((outcome, offset), masses) in part.ending.drain(..) {
            let first = state.wrapping_add_signed(offset);
            for (mass, state) in masses.iter().zip(first..).filter(|(mass, _)| !nothing(&[**mass])) {
                let pay = self.valuation.ending(outcome as usize, state, &mut part.scratch);
                (0..P).for_each(|lane| add(&mut part.paid[lane], mass[lane], &pay));
                part.ended.push((outcome, state, *mass));
            }
        }
        for ((effect, offset), masses) in part.varying.drain(..) {
            let table = self.valuation.of_varying_effect(effect);
            let first = state.wrapping_add_signed(offset);
            for (mass, state) in masses.iter().zip(first..).filter(|(mass, _)| !nothing(&[**mass])) {
                (0..P).for_each(|lane| add(&mut part.paid[lane], mass[lane], &table[state as usize]));
            }
        }
    }
}

/// What happens at an offset from each state of a run, and the mass there.
type Noted<const P: usize> = ((u32, i32), [[f64; P]; RUN]);

/// Adds mass to what is noted under a key; there are a few keys only.
#[inline(always)]
fn note<const N: usize, const P: usize>(
    noted: &mut Vec<Noted<P>>,
    key: (u32, i32),
    weight: f64,
    masses: &[[f64; P]; N],
) {
    let at = noted.iter().position(|(known, _)| *known == key).unwrap_or_else(|| {
        noted.push((key, [[0.0; P]; RUN]));
        noted.len() - 1
    });
    for (sum, mass) in noted[at].1.iter_mut().zip(masses) {
        add(sum, weight, mass);
    }
}

/// What one part of a round has led to.
pub(super) struct Part<const L: usize, const P: usize> {
    /// Mass of each place of the round and memory.
    pub(super) masses: Vec<[f64; P]>,
    /// Mass of each profile of each set of choices.
    pub(super) by_choice: Vec<[f64; P]>,
    /// Mass of each pattern.
    pub(super) by_pattern: Vec<[f64; P]>,
    /// What was paid by the state, for each lane and type.
    pub(super) paid: [Lanes<L>; P],
    /// Of states that follow one another: outcomes, or effects that pay by the state, each with an offset from those
    /// states, and the mass in each.
    ending: Vec<Noted<P>>,
    varying: Vec<Noted<P>>,
    /// Plays that ended: outcome, state, mass.
    pub(super) ended: Vec<(u32, StateIndex, [f64; P])>,
    levels: Vec<Level>,
    scratch: Vec<Level>,
    memory: Vec<u32>,
    /// Of each type.
    mixes: Vec<Vec<f64>>,
    /// For each action of each actor, how likely it is in each state of a run and each lane.
    played: Vec<[[f64; P]; RUN]>,
    /// The mass of each profile in each state of a run and each lane.
    weights: Vec<[[f64; P]; RUN]>,
}

impl<const L: usize, const P: usize> Part<L, P> {
    pub(super) fn new(forward: &Forward<'_, L>, memories: usize) -> Self {
        let game = forward.game;
        let actions = |kind: &crate::game::Type| vec![0.0; game.actors[kind.actor].actions.len()];
        Part {
            masses: vec![[0.0; P]; forward.kernel.most_places() * memories],
            by_choice: vec![[0.0; P]; forward.profiles],
            by_pattern: vec![[0.0; P]; forward.kernel.patterns()],
            paid: [[0.0; L]; P],
            ending: Vec::new(),
            varying: Vec::new(),
            ended: Vec::new(),
            levels: vec![0; game.space.tracks()],
            scratch: vec![0; game.space.tracks()],
            memory: vec![0; game.actors.len()],
            mixes: game.types.iter().map(actions).collect(),
            played: vec![[[0.0; P]; RUN]; forward.actions],
            weights: vec![[[0.0; P]; RUN]; forward.most_profiles],
        }
    }

    /// Mass comes to places that follow one another.
    #[inline(always)]
    fn come<const N: usize>(&mut self, at: usize, p: f64, weights: &[[f64; P]; N]) {
        let masses: &mut [[f64; P]; N] =
            (&mut self.masses[at..at + N]).try_into().expect("as many as asked for");
        for n in 0..N {
            add_fused(&mut masses[n], p, &weights[n]);
        }
    }

    /// The mass in `weights` comes to where it leads from states that follow one another.
    #[inline(always)]
    fn gather(&mut self, state: StateIndex, arrivals: &Arrivals) {
        let mut begin = 0;
        for &(offset, end) in &arrivals.places {
            let at = state.wrapping_add_signed(offset) as usize;
            let masses: &mut [[f64; P]; RUN] =
                (&mut self.masses[at..at + RUN]).try_into().expect("as many as asked for");
            let mut sums = *masses;
            for &(k, p) in &arrivals.from[begin..end as usize] {
                let weights = &self.weights[k as usize];
                for n in 0..RUN {
                    add_fused(&mut sums[n], p, &weights[n]);
                }
            }
            *masses = sums;
            begin = end as usize;
        }
    }
}
