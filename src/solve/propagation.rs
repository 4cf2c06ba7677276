//! Forward propagation of several profiles of types at once, one in each lane.
//!
//! A round has two halves, as in the [`Kernel`]. In the *heads*, the mass of each pair of a state and of the strategies'
//! memories is spread over what the actors do and where it leads; in the *tails*, over what happens by itself. What is
//! paid and counted is gathered by pattern and by set of choices, and looked up once a round.

use super::flow::{Flow, Purpose};
use super::valuation::{Lanes, Valuation, add, add_fused};
use crate::game::{ActionIndex, Game, Kernel, Level, StateIndex, TypeIndex};
use crate::play::Cast;
use crate::strategy::{Memory, Seen, View};
use rayon::prelude::*;
use std::ops::Range;

/// The heads of a round are spread in so many parts, which are added up in order: the same for any number of threads.
const PARTS: usize = 4;
/// Fewer entries than this are not worth parting.
const SMALL: usize = 512;
/// So many states that follow one another and lead to the same place are spread at once.
const RUN: usize = 4;

/// A game, a cast, and what the game pays.
pub(super) struct Forward<'a, const L: usize> {
    pub(super) game: &'a Game,
    kernel: &'a Kernel,
    cast: &'a Cast,
    valuation: Valuation<'a, L>,
    choices: Vec<Laid>,
    /// Number of profiles of all sets of choices.
    profiles: usize,
    /// Where each actor's actions begin among those of all.
    action_places: Vec<usize>,
    actions: usize,
}

/// A set of choices, laid out for the arithmetic.
struct Laid {
    /// Where its profiles begin among those of all sets.
    place: usize,
    /// For each profile, the action of each actor.
    actions: Vec<ActionIndex>,
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
        let mut profiles = 0;
        let choices = kernel.all_choices().iter().map(|choices| {
            let place = profiles;
            profiles += choices.profiles.len();
            let actions = choices.profiles.iter().flat_map(|&profile| game.actions_of(profile)).collect();
            Laid { place, actions }
        });
        let choices = choices.collect();
        let mut actions = 0;
        let action_places = game.actors.iter().map(|actor| {
            actions += actor.actions.len();
            actions - actor.actions.len()
        });
        let action_places = action_places.collect();
        let valuation = Valuation::new(game, kernel);
        Forward { game, kernel, cast, valuation, choices, profiles, action_places, actions }
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
        let entries = kernel.states().len() * memories;
        let mut now = vec![[0.0; P]; entries];
        let mut next = now.clone();
        let parts = if entries < SMALL { 1 } else { PARTS };
        let mut parts: Vec<Part<L, P>> = (0..parts).map(|_| Part::new(self, memories)).collect();
        let mut weight = [[1.0; L]; P];
        // Where ended plays stand, by states of the grid.
        let mut rest = vec![[0.0; P]; game.space.states()];
        now[self.start(&seating)] = std::array::from_fn(|lane| f64::from(u8::from(lane < types.len())));
        self.stand(0, memories, &now, &rest, &mut flows);
        for round in 1..=game.rounds {
            for (index, mass) in present(&now) {
                watch(round, index / memories, mass);
            }
            let share = kernel.states().len().div_ceil(parts.len());
            parts.par_iter_mut().enumerate().for_each(|(index, part)| {
                let positions = (index * share).min(kernel.states().len())
                    ..((index + 1) * share).min(kernel.states().len());
                let heads =
                    Heads { forward: self, purpose, seating: &seating, round, positions, now: &now, part };
                pulp::Arch::new().dispatch(heads);
            });
            next.fill([0.0; P]);
            let (part, others) = parts.split_first_mut().expect("there is a part");
            others.iter_mut().for_each(|other| part.join(other));
            let tails = Tails { forward: self, purpose, round, memories, part: &mut *part, next: &mut next };
            pulp::Arch::new().dispatch(tails);
            for (outcome, state, mass) in part.ended.drain(..) {
                add(&mut rest[state as usize], 1.0, &mass);
                for (flow, mass) in flows.iter_mut().zip(mass) {
                    flow.ended[outcome as usize][round as usize - 1] += mass;
                }
            }
            self.settle(purpose, round, &seating, part, &mut weight, &mut flows);
            std::mem::swap(&mut now, &mut next);
            if purpose == Purpose::Figures {
                self.stand(round, memories, &now, &rest, &mut flows);
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

    /// Notes where the tracks stand after a round: ended plays at their last state.
    fn stand<const P: usize>(
        &self,
        round: u32,
        memories: usize,
        going: &[[f64; P]],
        rest: &[[f64; P]],
        flows: &mut [Flow],
    ) {
        let space = &self.game.space;
        let mut standing = rest.to_vec();
        for (index, mass) in present(going) {
            add(&mut standing[self.kernel.states()[index / memories] as usize], 1.0, mass);
        }
        let mut levels = vec![0; space.tracks()];
        for (state, mass) in present(&standing) {
            space.decode(state as StateIndex, &mut levels);
            for (flow, mass) in flows.iter_mut().zip(mass) {
                for (track, &level) in flow.levels.iter_mut().zip(&levels) {
                    track[round as usize][usize::from(level)] += mass;
                }
            }
        }
    }

    #[inline(always)]
    fn spread<const P: usize>(
        &self,
        purpose: Purpose,
        seating: &Seating<'_>,
        round: u32,
        positions: Range<usize>,
        now: &[[f64; P]],
        part: &mut Part<L, P>,
    ) {
        let memories = seating.memories;
        let epoch = self.game.epochs.at(round);
        let mut position = positions.start;
        while position < positions.end {
            if memories == 1 && self.follow_one_another(epoch, position, positions.end) {
                if !nothing(&now[position..position + RUN]) {
                    self.spread_run::<RUN, P>(purpose, seating, round, position, 0, now, part);
                }
                position += RUN;
                continue;
            }
            for memory in 0..memories {
                if !nothing(&now[position * memories + memory..][..1]) {
                    self.spread_run::<1, P>(purpose, seating, round, position, memory, now, part);
                }
            }
            position += 1;
        }
    }

    /// Whether the states of the next positions follow one another and lead to the same place.
    fn follow_one_another(&self, epoch: usize, position: usize, end: usize) -> bool {
        let kernel = self.kernel;
        let state = kernel.states()[position];
        position + RUN <= end
            && (position..position + RUN).zip(state..).all(|(position, state)| {
                kernel.states()[position] == state && kernel.explored(epoch, position)
            })
            && (position + 1..position + RUN)
                .all(|other| kernel.row_index(epoch, other) == kernel.row_index(epoch, position))
    }

    /// Spreads the mass of positions whose states follow one another and lead to the same place.
    #[inline(always)]
    #[allow(clippy::too_many_arguments, reason = "where it is in a round")]
    fn spread_run<const N: usize, const P: usize>(
        &self,
        purpose: Purpose,
        seating: &Seating<'_>,
        round: u32,
        position: usize,
        memory: usize,
        now: &[[f64; P]],
        part: &mut Part<L, P>,
    ) {
        let Forward { game, kernel, valuation, .. } = self;
        let epoch = game.epochs.at(round);
        let memories = seating.memories;
        let figures = purpose == Purpose::Figures;
        let masses: &[[f64; P]; N] =
            now[position * memories + memory..][..N].try_into().expect("as many as asked for");
        let state = kernel.states()[position];
        let row = kernel.row(epoch, position);
        let choices = kernel.choices(epoch, position);
        let laid = &self.choices[row.choices as usize];
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
                    self.cast.behaviour(kind).mix(&view, &Memory::State(part.memory[actor]), mix);
                }
            }
            for (lane, types) in seating.types.iter().enumerate() {
                for (&kind, &place) in types.iter().zip(&self.action_places) {
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
        for (k, (&head, actions)) in row.heads.iter().zip(laid.actions.chunks_exact(actors)).enumerate() {
            let mut weights = *masses;
            for (&action, &place) in actions.iter().zip(&self.action_places) {
                for (weight, played) in weights.iter_mut().zip(&played[place + action]) {
                    for lane in 0..P {
                        weight[lane] *= played[lane];
                    }
                }
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
                self.note(head, &weights, part);
                if valuation.against_varies() {
                    for (weight, state) in weights.iter().zip(state..) {
                        game.space.decode(state, &mut part.levels);
                        let pay = valuation.varying_pairs(&part.levels, actions);
                        (0..P).for_each(|lane| add(&mut part.paid[lane], weight[lane], &pay));
                    }
                }
            }
            let after = if memories > 1 { self.remember(seating, round, state, actions, part) } else { 0 };
            for &(offset, p) in kernel.going(head) {
                let at = state.wrapping_add_signed(offset) as usize * memories + after;
                let middle: &mut [[f64; P]; N] =
                    (&mut part.middle[at..at + N]).try_into().expect("as many as asked for");
                for n in 0..N {
                    add_fused(&mut middle[n], p, &weights[n]);
                }
            }
        }
        part.played = played;
        self.pay_noted(state, part);
    }

    /// The memories of all actors, one number, after those in `part.memory` have seen a round.
    fn remember<const P: usize>(
        &self,
        seating: &Seating<'_>,
        round: u32,
        state: StateIndex,
        actions: &[ActionIndex],
        part: &mut Part<L, P>,
    ) -> usize {
        let game = self.game;
        game.space.decode(state, &mut part.levels);
        let mut after = 0;
        for (actor, &kind) in seating.types[0].iter().enumerate() {
            let seen = Seen { game, actor, round, levels: &part.levels, actions };
            let mut memory = Memory::State(part.memory[actor]);
            self.cast.behaviour(kind).see(&mut memory, &seen, &[]);
            after = after * seating.radix[actor] as usize + state_of(&memory) as usize;
        }
        after
    }

    /// Notes what a pattern ends and which of its effects pay by the state, from states that follow one another.
    #[inline(always)]
    fn note<const N: usize, const P: usize>(
        &self,
        index: u32,
        masses: &[[f64; P]; N],
        part: &mut Part<L, P>,
    ) {
        let pattern = self.kernel.pattern(index);
        for &(outcome, offset, p) in pattern.ended {
            note(&mut part.ending, (outcome, offset), p, masses);
        }
        if self.valuation.varies(index) {
            for &(effect, offset, p) in pattern.fired {
                if self.valuation.of_varying_effect(effect).is_some() {
                    note(&mut part.varying, (effect, offset), p, masses);
                }
            }
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
            let table = self.valuation.of_varying_effect(effect).expect("only such are noted");
            let first = state.wrapping_add_signed(offset);
            for (mass, state) in masses.iter().zip(first..).filter(|(mass, _)| !nothing(&[**mass])) {
                (0..P).for_each(|lane| add(&mut part.paid[lane], mass[lane], &table[state as usize]));
            }
        }
    }

    #[inline(always)]
    fn follow_tails<const P: usize>(
        &self,
        purpose: Purpose,
        round: u32,
        memories: usize,
        part: &mut Part<L, P>,
        next: &mut [[f64; P]],
    ) {
        let Forward { game, kernel, valuation, .. } = self;
        let epoch = game.epochs.at(round);
        let figures = purpose == Purpose::Figures;
        let goes_on = round < game.rounds;
        let mut middle = std::mem::take(&mut part.middle);
        // Where plays stand when the rounds run out, whatever is remembered.
        let mut last = vec![[0.0; P]; if goes_on { 0 } else { game.space.states() }];
        for (index, mass) in present(&middle) {
            let (state, memory) = ((index / memories) as StateIndex, index % memories);
            let tail = kernel.tail_at(epoch, state).expect("a head leads here");
            if figures {
                add(&mut part.by_pattern[tail as usize], 1.0, mass);
                self.note(tail, std::array::from_ref(mass), part);
                self.pay_noted(state, part);
            }
            for &(offset, p) in kernel.going(tail) {
                let after = state.wrapping_add_signed(offset);
                if goes_on {
                    let position = kernel.position(after).expect("a play can go on here");
                    add(&mut next[position * memories + memory], p, mass);
                } else {
                    add(&mut last[after as usize], p, mass);
                }
            }
        }
        middle.fill([0.0; P]);
        part.middle = middle;
        if !figures {
            return;
        }
        for (index, mass) in present(next) {
            let pay = valuation.standing(kernel.states()[index / memories]);
            (0..P).for_each(|lane| add(&mut part.paid[lane], mass[lane], pay));
        }
        for (state, mass) in present(&last) {
            let pay = valuation.ending(game.otherwise, state as StateIndex, &mut part.scratch);
            (0..P).for_each(|lane| add(&mut part.paid[lane], mass[lane], &pay));
            part.ended.push((game.otherwise as u32, state as StateIndex, *mass));
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
        for ((set, choices), laid) in kernel.all_choices().iter().enumerate().zip(&self.choices) {
            for (k, (&profile, pay)) in choices.profiles.iter().zip(valuation.moves(set as u32)).enumerate() {
                let mass = std::mem::replace(&mut part.by_choice[laid.place + k], [0.0; P]);
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

/// One part of a round's heads, compiled once for each kind of processor.
struct Heads<'a, 'g, const L: usize, const P: usize> {
    forward: &'a Forward<'g, L>,
    purpose: Purpose,
    seating: &'a Seating<'a>,
    round: u32,
    positions: Range<usize>,
    now: &'a [[f64; P]],
    part: &'a mut Part<L, P>,
}

impl<const L: usize, const P: usize> pulp::WithSimd for Heads<'_, '_, L, P> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: pulp::Simd>(self, _: S) {
        let Heads { forward, purpose, seating, round, positions, now, part } = self;
        forward.spread(purpose, seating, round, positions, now, part);
    }
}

/// The tails of a round, compiled once for each kind of processor.
struct Tails<'a, 'g, const L: usize, const P: usize> {
    forward: &'a Forward<'g, L>,
    purpose: Purpose,
    round: u32,
    memories: usize,
    part: &'a mut Part<L, P>,
    next: &'a mut [[f64; P]],
}

impl<const L: usize, const P: usize> pulp::WithSimd for Tails<'_, '_, L, P> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: pulp::Simd>(self, _: S) {
        let Tails { forward, purpose, round, memories, part, next } = self;
        forward.follow_tails(purpose, round, memories, part, next);
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

/// What one part of a round's heads, or all of them, have led to.
struct Part<const L: usize, const P: usize> {
    /// Mass of each state of the grid and memory between head and tail.
    middle: Vec<[f64; P]>,
    /// Mass of each profile of each set of choices.
    by_choice: Vec<[f64; P]>,
    /// Mass of each pattern.
    by_pattern: Vec<[f64; P]>,
    /// What was paid by the state, for each lane and type.
    paid: [Lanes<L>; P],
    /// Of states that follow one another: outcomes, or effects that pay by the state, each with an offset from those
    /// states, and the mass in each.
    ending: Vec<Noted<P>>,
    varying: Vec<Noted<P>>,
    /// Plays that ended: outcome, state, mass.
    ended: Vec<(u32, StateIndex, [f64; P])>,
    levels: Vec<Level>,
    scratch: Vec<Level>,
    memory: Vec<u32>,
    /// Of each type.
    mixes: Vec<Vec<f64>>,
    /// For each action of each actor, how likely it is in each state of a run and each lane.
    played: Vec<[[f64; P]; RUN]>,
}

impl<const L: usize, const P: usize> Part<L, P> {
    fn new(forward: &Forward<'_, L>, memories: usize) -> Self {
        let game = forward.game;
        let actions = |kind: &crate::game::Type| vec![0.0; game.actors[kind.actor].actions.len()];
        Part {
            middle: vec![[0.0; P]; game.space.states() * memories],
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
        }
    }

    /// Takes over everything from another part.
    fn join(&mut self, other: &mut Self) {
        let take = |mine: &mut Vec<[f64; P]>, theirs: &mut Vec<[f64; P]>| {
            for (mine, theirs) in mine.iter_mut().zip(theirs) {
                add(mine, 1.0, theirs);
                *theirs = [0.0; P];
            }
        };
        take(&mut self.middle, &mut other.middle);
        take(&mut self.by_choice, &mut other.by_choice);
        take(&mut self.by_pattern, &mut other.by_pattern);
        for (mine, theirs) in self.paid.iter_mut().zip(&mut other.paid) {
            add(mine, 1.0, theirs);
            *theirs = [0.0; L];
        }
        self.ended.append(&mut other.ended);
    }
}

/// The entries of a dense distribution that have mass in some lane.
#[inline(always)]
fn present<const P: usize>(masses: &[[f64; P]]) -> impl Iterator<Item = (usize, &[f64; P])> {
    masses.iter().enumerate().filter(|(_, mass)| !nothing(std::slice::from_ref(*mass)))
}

/// Whether there is no mass at all.
#[inline(always)]
fn nothing<const P: usize>(masses: &[[f64; P]]) -> bool {
    let mut sum = [0.0; P];
    masses.iter().for_each(|mass| add(&mut sum, 1.0, mass));
    sum.iter().sum::<f64>() == 0.0
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
