//! Forward propagation of several profiles of types at once, one in each lane.
//!
//! A round has two halves, as in the [`Kernel`]. In the *heads*, the mass of each pair of a state and of the strategies'
//! memories is spread over what the actors do and where it leads; in the *tails*, over what happens by itself. What is
//! paid and counted is gathered by pattern and by set of choices, and looked up once a round.

use super::flow::{Flow, Purpose};
use super::valuation::{Lanes, Valuation, add};
use crate::game::{ActionIndex, Game, Kernel, Level, StateIndex, TypeIndex};
use crate::play::Cast;
use crate::strategy::{Memory, Seen, View};
use rayon::prelude::*;

/// The heads of a round are spread in so many parts, which are added up in order: the same for any number of threads.
const PARTS: usize = 4;
/// Fewer entries than this are not worth parting.
const SMALL: usize = 512;

/// A game, a cast, and what the game pays.
pub(super) struct Forward<'a, const L: usize> {
    pub(super) game: &'a Game,
    kernel: &'a Kernel,
    cast: &'a Cast,
    valuation: Valuation<'a, L>,
    /// Where the masses of each set of choices begin among those of all sets.
    choice_places: Vec<usize>,
    /// Length of the masses of all sets of choices.
    choice_masses: usize,
}

/// Who plays in each lane.
struct Seating<'a> {
    types: &'a [Vec<TypeIndex>],
    /// Number of memories of each actor, the same in all lanes.
    radix: Vec<u32>,
    memories: usize,
}

impl<'a, const L: usize> Forward<'a, L> {
    pub(super) fn new(game: &'a Game, kernel: &'a Kernel, cast: &'a Cast) -> Self {
        let mut choice_masses = 0;
        let choice_places = kernel
            .all_choices()
            .iter()
            .map(|choices| {
                choice_masses += choices.profiles.len();
                choice_masses - choices.profiles.len()
            })
            .collect();
        Forward { game, kernel, cast, valuation: Valuation::new(game, kernel), choice_places, choice_masses }
    }

    /// Number of memories of a type's strategy.
    pub(super) fn memories(&self, kind: TypeIndex) -> u32 {
        self.cast.behaviour(kind).memories().expect("strategies that learn were refused")
    }

    /// Carries the distribution from the start to the last round; a flow for each profile of types. With more than one
    /// profile, no strategy may have a memory.
    pub(super) fn propagate<const P: usize>(&self, purpose: Purpose, types: &[Vec<TypeIndex>]) -> Vec<Flow> {
        self.propagate_watched::<P>(purpose, types, &mut |_, _, _| {})
    }

    /// The same, with a look at where plays stand when each round begins: round, position, mass in each lane; positions
    /// rise, and come again for each memory.
    pub(super) fn propagate_watched<const P: usize>(
        &self,
        purpose: Purpose,
        types: &[Vec<TypeIndex>],
        watch: &mut dyn FnMut(u32, usize, &[f64; P]),
    ) -> Vec<Flow> {
        let Forward { game, kernel, .. } = self;
        let radix: Vec<u32> = types[0].iter().map(|&kind| self.memories(kind)).collect();
        let memories = radix.iter().product::<u32>() as usize;
        let seating = Seating { types, radix, memories };
        let mut flows = vec![Flow::new(game); types.len()];
        for flow in &mut flows {
            let start = game.space.encode(&game.start);
            flow.stand(game, 0, std::iter::once((start, 1.0)));
        }
        let mut now = Mass::<P>::new(kernel.states().len() * memories);
        let mut next = Mass::<P>::new(kernel.states().len() * memories);
        let mut parts: Vec<Part<L, P>> = (0..PARTS).map(|_| Part::new(self, memories)).collect();
        let mut weight = [[1.0; L]; P];
        now.add(
            self.start(&seating),
            1.0,
            &std::array::from_fn(|lane| f64::from(u8::from(lane < types.len()))),
        );
        for round in 1..=game.rounds {
            now.sort();
            now.entries().for_each(|(index, mass)| watch(round, index / memories, mass));
            self.heads(purpose, &seating, round, &mut now, &mut parts);
            let (part, others) = parts.split_first_mut().expect("there is a part");
            others.iter_mut().for_each(|other| part.join(other));
            self.tails(purpose, round, memories, part, &mut next, &mut flows);
            self.settle(purpose, round, &seating, part, &mut weight, &mut flows);
            std::mem::swap(&mut now, &mut next);
            if purpose == Purpose::Figures {
                now.sort();
                for (lane, flow) in flows.iter_mut().enumerate() {
                    let state = |index: usize| kernel.states()[index / memories];
                    flow.stand(game, round, now.entries().map(|(index, mass)| (state(index), mass[lane])));
                }
            }
        }
        flows
    }

    /// Where a play begins: the start and the first memories.
    fn start(&self, seating: &Seating<'_>) -> usize {
        let position =
            self.kernel.position(self.game.space.encode(&self.game.start)).expect("a play begins here");
        let first = |&kind: &TypeIndex| state_of(&self.cast.behaviour(kind).start(self.game, kind));
        let memory = seating.types[0]
            .iter()
            .zip(&seating.radix)
            .fold(0, |index, (kind, radix)| index * radix + first(kind));
        position * seating.memories + memory as usize
    }

    fn heads<const P: usize>(
        &self,
        purpose: Purpose,
        seating: &Seating<'_>,
        round: u32,
        now: &mut Mass<P>,
        parts: &mut [Part<L, P>],
    ) {
        let share =
            if now.touched.len() < SMALL { now.touched.len() } else { now.touched.len().div_ceil(PARTS) };
        let entries: Vec<&[u32]> = now.touched.chunks(share.max(1)).collect();
        let amounts = &now.amounts;
        parts.par_iter_mut().zip(entries).for_each(|(part, entries)| {
            pulp::Arch::new().dispatch(
                #[inline(always)]
                || self.spread(purpose, seating, round, entries, amounts, part),
            );
        });
        now.clear();
    }

    #[inline(always)]
    fn spread<const P: usize>(
        &self,
        purpose: Purpose,
        seating: &Seating<'_>,
        round: u32,
        entries: &[u32],
        amounts: &[[f64; P]],
        part: &mut Part<L, P>,
    ) {
        let Forward { game, kernel, valuation, .. } = self;
        let epoch = game.epochs.at(round);
        let memories = seating.memories;
        let figures = purpose == Purpose::Figures;
        let first_lane = &seating.types[0];
        for &index in entries {
            let mass = &amounts[index as usize];
            let (position, memory) = (index as usize / memories, index as usize % memories);
            let state = kernel.states()[position];
            let row = kernel.row(epoch, position);
            let choices = kernel.choices(epoch, position);
            game.space.decode(state, &mut part.levels);
            split(memory as u32, &seating.radix, &mut part.memory);
            for (kind, mix) in part.mixes.iter_mut().enumerate() {
                let actor = game.types[kind].actor;
                let view =
                    View { game, kind, round, levels: &part.levels, available: &choices.of_type[kind] };
                // With memories there is one lane, and the other types are not in it.
                if memories == 1 || first_lane[actor] == kind {
                    self.cast.behaviour(kind).mix(&view, &Memory::State(part.memory[actor]), mix);
                }
            }
            if figures {
                let mixes = &part.mixes;
                for (lane, types) in seating.types.iter().enumerate() {
                    for &(kind, action) in valuation.varying_moves() {
                        if types[game.types[kind].actor] == kind {
                            let pay = game.types[kind].payoff.of_action(action, &part.levels);
                            part.paid[lane][kind] += mass[lane] * mixes[kind][action] * pay;
                        }
                    }
                }
            }
            let first_choice = self.choice_places[row.choices as usize];
            for (k, &head) in row.heads.iter().enumerate() {
                let mut weight = *mass;
                let mut rest = k;
                let mut dropped = false;
                for (actor, own) in choices.of_actor.iter().enumerate().rev() {
                    let action = own[rest % own.len()];
                    rest /= own.len();
                    part.actions[actor] = action;
                    for (weight, types) in weight.iter_mut().zip(seating.types) {
                        *weight *= part.mixes[types[actor]][action];
                    }
                    dropped |= purpose
                        == Purpose::First { actor, index: game.actors[actor].actions[action].move_index };
                }
                if weight.iter().all(|&weight| weight == 0.0) {
                    continue;
                }
                add(&mut part.by_choice[first_choice + k], 1.0, &weight);
                if dropped {
                    continue;
                }
                let pattern = kernel.pattern(head);
                if figures {
                    add(&mut part.by_pattern[head as usize], 1.0, &weight);
                    if valuation.against_varies() {
                        let pay = valuation.varying_pairs(&part.levels, &part.actions);
                        (0..P).for_each(|lane| add(&mut part.paid[lane], weight[lane], &pay));
                    }
                    self.by_state(head, state, &weight, part);
                }
                let mut after = 0;
                if memories > 1 {
                    for (actor, &kind) in first_lane.iter().enumerate() {
                        let seen = Seen { game, actor, round, levels: &part.levels, actions: &part.actions };
                        let mut memory = Memory::State(part.memory[actor]);
                        self.cast.behaviour(kind).see(&mut memory, &seen, &[]);
                        after = after * seating.radix[actor] as usize + state_of(&memory) as usize;
                    }
                }
                for &(offset, p) in pattern.going {
                    part.middle.add(
                        state.wrapping_add_signed(offset) as usize * memories + after,
                        p,
                        &weight,
                    );
                }
            }
        }
    }

    /// What a pattern pays by the state, and what it ends.
    #[inline]
    fn by_state<const P: usize>(
        &self,
        index: u32,
        state: StateIndex,
        mass: &[f64; P],
        part: &mut Part<L, P>,
    ) {
        let pattern = self.kernel.pattern(index);
        if let Some(pay) = self.valuation.by_state(index, pattern, state, &mut part.scratch) {
            (0..P).for_each(|lane| add(&mut part.paid[lane], mass[lane], &pay));
            for &(outcome, offset, p) in pattern.ended {
                part.ended.push((outcome, state.wrapping_add_signed(offset), mass.map(|mass| mass * p)));
            }
        }
    }

    fn tails<const P: usize>(
        &self,
        purpose: Purpose,
        round: u32,
        memories: usize,
        part: &mut Part<L, P>,
        next: &mut Mass<P>,
        flows: &mut [Flow],
    ) {
        let Forward { game, kernel, valuation, .. } = self;
        let epoch = game.epochs.at(round);
        let figures = purpose == Purpose::Figures;
        let mut middle = std::mem::replace(&mut part.middle, Mass::new(0));
        middle.sort();
        for (index, mass) in middle.entries() {
            let (state, memory) = ((index / memories) as StateIndex, index % memories);
            let tail = kernel.tail_at(epoch, state).expect("a head leads here");
            if figures {
                add(&mut part.by_pattern[tail as usize], 1.0, mass);
                self.by_state(tail, state, mass, part);
            }
            for &(offset, p) in kernel.pattern(tail).going {
                let after = state.wrapping_add_signed(offset);
                let pay = if round < game.rounds {
                    let position = kernel.position(after).expect("a play can go on here");
                    next.add(position * memories + memory, p, mass);
                    *valuation.standing(after)
                } else {
                    if figures {
                        part.ended.push((game.otherwise as u32, after, mass.map(|mass| mass * p)));
                    }
                    valuation.ending(game.otherwise, after, &mut part.scratch)
                };
                if figures {
                    (0..P).for_each(|lane| add(&mut part.paid[lane], mass[lane] * p, &pay));
                }
            }
        }
        middle.clear();
        part.middle = middle;
        for (outcome, state, mass) in part.ended.drain(..) {
            game.space.decode(state, &mut part.scratch);
            for (flow, mass) in flows.iter_mut().zip(mass) {
                flow.end(outcome as usize, &part.scratch, mass, round);
            }
        }
    }

    /// Looks up what was gathered by pattern and by set of choices, and empties it.
    fn settle<const P: usize>(
        &self,
        purpose: Purpose,
        round: u32,
        seating: &Seating<'_>,
        part: &mut Part<L, P>,
        discounts: &mut [Lanes<L>; P],
        flows: &mut [Flow],
    ) {
        let Forward { game, kernel, valuation, .. } = self;
        for ((set, choices), &place) in kernel.all_choices().iter().enumerate().zip(&self.choice_places) {
            for (k, (&profile, pay)) in choices.profiles.iter().zip(valuation.moves(set as u32)).enumerate() {
                let mass = std::mem::replace(&mut part.by_choice[place + k], [0.0; P]);
                if mass.iter().all(|&mass| mass == 0.0) {
                    continue;
                }
                for (lane, flow) in flows.iter_mut().enumerate() {
                    add(&mut part.paid[lane], mass[lane], pay);
                    for (actor, moves) in flow.made.iter_mut().enumerate() {
                        let index = game.actors[actor].actions[game.action_in(profile, actor)].move_index;
                        let counts =
                            purpose == Purpose::Figures || purpose == Purpose::First { actor, index };
                        if counts {
                            moves[index][round as usize - 1] += mass[lane];
                        }
                    }
                }
            }
        }
        for (index, mass) in part.by_pattern.iter_mut().enumerate() {
            if mass.iter().all(|&mass| mass == 0.0) {
                continue;
            }
            for (lane, flow) in flows.iter_mut().enumerate() {
                add(&mut part.paid[lane], mass[lane], valuation.fixed(index as u32));
                for &(effect, _, p) in kernel.pattern(index as u32).fired {
                    flow.fired[effect as usize] += mass[lane] * p;
                }
            }
            *mass = [0.0; P];
        }
        for (lane, (flow, types)) in flows.iter_mut().zip(seating.types).enumerate() {
            for (actor, &kind) in types.iter().enumerate() {
                flow.payoff[actor] += discounts[lane][kind] * part.paid[lane][kind];
                discounts[lane][kind] *= valuation.discount[kind];
            }
            part.paid[lane] = [0.0; L];
        }
    }
}

/// What one part of a round's heads, or all of them, have led to.
struct Part<const L: usize, const P: usize> {
    middle: Mass<P>,
    /// Mass of each profile of each set of choices.
    by_choice: Vec<[f64; P]>,
    /// Mass of each pattern.
    by_pattern: Vec<[f64; P]>,
    /// What was paid by the state, for each lane and type.
    paid: [Lanes<L>; P],
    /// Plays that ended: outcome, state, mass.
    ended: Vec<(u32, StateIndex, [f64; P])>,
    levels: Vec<Level>,
    scratch: Vec<Level>,
    memory: Vec<u32>,
    /// Of each type.
    mixes: Vec<Vec<f64>>,
    actions: Vec<ActionIndex>,
}

impl<const L: usize, const P: usize> Part<L, P> {
    fn new(forward: &Forward<'_, L>, memories: usize) -> Self {
        let game = forward.game;
        let actions = |kind: &crate::game::Type| vec![0.0; game.actors[kind.actor].actions.len()];
        Part {
            middle: Mass::new(game.space.states() * memories),
            by_choice: vec![[0.0; P]; forward.choice_masses],
            by_pattern: vec![[0.0; P]; forward.kernel.patterns()],
            paid: [[0.0; L]; P],
            ended: Vec::new(),
            levels: vec![0; game.space.tracks()],
            scratch: vec![0; game.space.tracks()],
            memory: vec![0; game.actors.len()],
            mixes: game.types.iter().map(actions).collect(),
            actions: vec![0; game.actors.len()],
        }
    }

    /// Takes over everything from another part.
    fn join(&mut self, other: &mut Self) {
        other.middle.sort();
        for (index, mass) in other.middle.entries() {
            self.middle.add(index, 1.0, mass);
        }
        other.middle.clear();
        let take = |mine: &mut Vec<[f64; P]>, theirs: &mut Vec<[f64; P]>| {
            for (mine, theirs) in mine.iter_mut().zip(theirs) {
                add(mine, 1.0, theirs);
                *theirs = [0.0; P];
            }
        };
        take(&mut self.by_choice, &mut other.by_choice);
        take(&mut self.by_pattern, &mut other.by_pattern);
        for (mine, theirs) in self.paid.iter_mut().zip(&mut other.paid) {
            add(mine, 1.0, theirs);
            *theirs = [0.0; L];
        }
        self.ended.append(&mut other.ended);
    }
}

/// A sparse distribution in a dense array, one number for each lane.
struct Mass<const P: usize> {
    amounts: Vec<[f64; P]>,
    present: Vec<bool>,
    touched: Vec<u32>,
}

impl<const P: usize> Mass<P> {
    fn new(length: usize) -> Self {
        Mass { amounts: vec![[0.0; P]; length], present: vec![false; length], touched: Vec::new() }
    }

    #[inline(always)]
    fn add(&mut self, index: usize, weight: f64, mass: &[f64; P]) {
        if !self.present[index] {
            self.present[index] = true;
            self.touched.push(index as u32);
        }
        add(&mut self.amounts[index], weight, mass);
    }

    fn sort(&mut self) {
        self.touched.sort_unstable();
    }

    fn entries(&self) -> impl Iterator<Item = (usize, &[f64; P])> {
        self.touched.iter().map(|&index| (index as usize, &self.amounts[index as usize]))
    }

    fn clear(&mut self) {
        for index in self.touched.drain(..) {
            self.amounts[index as usize] = [0.0; P];
            self.present[index as usize] = false;
        }
    }
}

/// The memory of each actor.
fn split(mut memory: u32, radix: &[u32], memories: &mut [u32]) {
    for (own, radix) in memories.iter_mut().zip(radix).rev() {
        *own = memory % radix;
        memory /= radix;
    }
}

/// The number of a memory of a strategy that does not learn.
fn state_of(memory: &Memory) -> u32 {
    match memory {
        Memory::State(state) => *state,
        Memory::Numbers(_) => unreachable!("strategies that learn were refused"),
    }
}
