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

/// A round is worked out in so many parts, which are added up in order: the same for any number of threads.
const PARTS: usize = 4;
/// States that one task gathers or looks at.
const CHUNK: usize = 4096;
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
        let parts = if entries < SMALL { 1 } else { PARTS };
        let mut parts: Vec<Part<L, P>> = (0..parts).map(|_| Part::new(self, memories)).collect();
        let count = parts.len();
        // For each part of the heads, the mass of each state of the grid and memory between head and tail.
        let mut middles = vec![vec![[0.0; P]; game.space.states() * memories]; parts.len()];
        let mut gathered = Gathered::new(self);
        let mut weight = [[1.0; L]; P];
        // Where ended plays stand, by states of the grid.
        let mut rest = vec![[0.0; P]; game.space.states()];
        now[self.start(&seating)] = std::array::from_fn(|lane| f64::from(u8::from(lane < types.len())));
        self.stand(0, memories, &now, &rest, &mut flows);
        for round in 1..=game.rounds {
            for (index, mass) in present(&now) {
                watch(round, index / memories, mass);
            }
            let turn = Turn { forward: self, purpose, seating: &seating, round };
            // As much for each part to do.
            let stood_at: Vec<usize> = present(&now).map(|(index, _)| index / memories).collect();
            let bound = |index: usize| match index * stood_at.len() / count {
                0 => 0,
                at => stood_at.get(at).copied().unwrap_or(kernel.states().len()),
            };
            parts.par_iter_mut().zip(&mut middles).enumerate().for_each(|(index, (part, middle))| {
                let positions = bound(index)..bound(index + 1);
                pulp::Arch::new().dispatch(Heads { turn, positions, now: &now, part, middle });
            });
            parts.par_iter_mut().enumerate().for_each(|(index, part)| {
                let all = game.space.states() * memories;
                let entries = index * all / count..(index + 1) * all / count;
                pulp::Arch::new().dispatch(Tails { turn, entries, middles: &middles, part });
            });
            let paid = self.gather(memories, &parts, &mut now);
            parts.iter_mut().for_each(|part| gathered.take(part));
            gathered.pay(&paid);
            if round == game.rounds && purpose == Purpose::Figures {
                self.run_out(&parts, &mut gathered);
            }
            for (outcome, state, mass) in gathered.ended.drain(..) {
                add(&mut rest[state as usize], 1.0, &mass);
                add(&mut gathered.by_outcome[outcome as usize], 1.0, &mass);
            }
            self.settle(turn, &mut gathered, &mut weight, &mut flows);
            if purpose == Purpose::Figures {
                self.stand(round, memories, &now, &rest, &mut flows);
            }
        }
        for (index, mass) in gathered.of_pattern.iter().enumerate() {
            for &(effect, _, p) in kernel.pattern(index as u32).fired {
                for (flow, mass) in flows.iter_mut().zip(mass) {
                    flow.fired[effect as usize] += mass * p;
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
        let of_chunk = |(chunk, rest): (usize, &[[f64; P]])| {
            let mut levels = vec![0; space.tracks()];
            let mut sums: Vec<Vec<[f64; P]>> =
                (0..space.tracks()).map(|track| vec![[0.0; P]; space.size(track)]).collect();
            for (state, rest) in ((chunk * CHUNK) as StateIndex..).zip(rest) {
                let mut mass = *rest;
                if let Some(position) = self.kernel.position(state) {
                    let going = &going[position * memories..(position + 1) * memories];
                    going.iter().for_each(|going| add(&mut mass, 1.0, going));
                }
                if nothing(&[mass]) {
                    continue;
                }
                space.decode(state, &mut levels);
                for (sums, &level) in sums.iter_mut().zip(&levels) {
                    add(&mut sums[usize::from(level)], 1.0, &mass);
                }
            }
            sums
        };
        let of_chunks: Vec<_> = rest.par_chunks(CHUNK).enumerate().map(of_chunk).collect();
        for (track, sums) in of_chunks.iter().flat_map(|sums| sums.iter().enumerate()) {
            for (level, sum) in sums.iter().enumerate() {
                for (flow, mass) in flows.iter_mut().zip(sum) {
                    flow.levels[track][round as usize][level] += mass;
                }
            }
        }
    }

    /// Adds up where the parts' plays go on, into `now`; what the states there pay at the round's end.
    fn gather<const P: usize>(
        &self,
        memories: usize,
        parts: &[Part<L, P>],
        now: &mut [[f64; P]],
    ) -> [Lanes<L>; P] {
        let of_chunk = |(chunk, now): (usize, &mut [[f64; P]])| {
            let mut paid = [[0.0; L]; P];
            for (index, mass) in (chunk * CHUNK..).zip(now) {
                *mass = [0.0; P];
                parts.iter().for_each(|part| add(mass, 1.0, &part.next[index]));
                if !nothing(&[*mass]) {
                    let pay = self.valuation.standing(self.kernel.states()[index / memories]);
                    (0..P).for_each(|lane| add(&mut paid[lane], mass[lane], pay));
                }
            }
            paid
        };
        let of_chunks: Vec<_> = now.par_chunks_mut(CHUNK).enumerate().map(of_chunk).collect();
        let mut paid = [[0.0; L]; P];
        for more in of_chunks {
            (0..P).for_each(|lane| add(&mut paid[lane], 1.0, &more[lane]));
        }
        paid
    }

    /// Ends the plays that the last round has left.
    fn run_out<const P: usize>(&self, parts: &[Part<L, P>], gathered: &mut Gathered<L, P>) {
        let Forward { game, valuation, .. } = self;
        let mut scratch = vec![0; game.space.tracks()];
        for state in 0..game.space.states() {
            let mut mass = [0.0; P];
            parts.iter().for_each(|part| add(&mut mass, 1.0, &part.last[state]));
            if nothing(&[mass]) {
                continue;
            }
            let pay = valuation.ending(game.otherwise, state as StateIndex, &mut scratch);
            (0..P).for_each(|lane| add(&mut gathered.paid[lane], mass[lane], &pay));
            gathered.ended.push((game.otherwise as u32, state as StateIndex, mass));
        }
    }

    /// Looks up what was gathered by pattern and by set of choices in a round, and empties it.
    fn settle<const P: usize>(
        &self,
        turn: Turn<'_, '_, L>,
        gathered: &mut Gathered<L, P>,
        discounts: &mut [Lanes<L>; P],
        flows: &mut [Flow],
    ) {
        let Forward { game, kernel, valuation, .. } = self;
        for ((set, choices), laid) in kernel.all_choices().iter().enumerate().zip(&self.choices) {
            for (k, (&profile, pay)) in choices.profiles.iter().zip(valuation.moves(set as u32)).enumerate() {
                let mass = std::mem::replace(&mut gathered.by_choice[laid.place + k], [0.0; P]);
                if nothing(&[mass]) {
                    continue;
                }
                for (lane, flow) in flows.iter_mut().enumerate() {
                    add(&mut gathered.paid[lane], mass[lane], pay);
                    for (actor, moves) in flow.made.iter_mut().enumerate() {
                        let index = game.actors[actor].actions[game.action_in(profile, actor)].move_index;
                        let counts = turn.purpose == Purpose::Figures
                            || turn.purpose == Purpose::First { actor, index };
                        if counts {
                            moves[index][turn.round as usize - 1] += mass[lane];
                        }
                    }
                }
            }
        }
        for (index, mass) in gathered.by_pattern.iter_mut().enumerate() {
            if nothing(&[*mass]) {
                continue;
            }
            for (paid, mass) in gathered.paid.iter_mut().zip(*mass) {
                add(paid, mass, valuation.fixed(index as u32));
            }
            add(&mut gathered.of_pattern[index], 1.0, mass);
            *mass = [0.0; P];
        }
        for (outcome, mass) in gathered.by_outcome.iter_mut().enumerate() {
            for (flow, mass) in flows.iter_mut().zip(*mass) {
                flow.ended[outcome][turn.round as usize - 1] += mass;
            }
            *mass = [0.0; P];
        }
        for (lane, (flow, types)) in flows.iter_mut().zip(turn.seating.types).enumerate() {
            for (actor, &kind) in types.iter().enumerate() {
                flow.payoff[actor] += discounts[lane][kind] * gathered.paid[lane][kind];
                discounts[lane][kind] *= valuation.discount[kind];
            }
            gathered.paid[lane] = [0.0; L];
        }
    }
}

/// A round of a propagation.
#[derive(Clone, Copy)]
struct Turn<'a, 'g, const L: usize> {
    forward: &'a Forward<'g, L>,
    purpose: Purpose,
    seating: &'a Seating<'a>,
    round: u32,
}

/// One part of a round's heads: the mass of some positions is spread over what is done there and where it leads.
struct Heads<'a, 'g, const L: usize, const P: usize> {
    turn: Turn<'a, 'g, L>,
    positions: Range<usize>,
    now: &'a [[f64; P]],
    part: &'a mut Part<L, P>,
    middle: &'a mut [[f64; P]],
}

/// Compiled once for each kind of processor.
impl<const L: usize, const P: usize> pulp::WithSimd for Heads<'_, '_, L, P> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: pulp::Simd>(mut self, _: S) {
        self.middle.fill([0.0; P]);
        self.spread();
    }
}

impl<const L: usize, const P: usize> Heads<'_, '_, L, P> {
    #[inline(always)]
    fn spread(&mut self) {
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
        let Heads { turn, now, .. } = *self;
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
        for (k, (&head, actions)) in row.heads.iter().zip(laid.actions.chunks_exact(actors)).enumerate() {
            let mut weights = *masses;
            for (&action, &place) in actions.iter().zip(&forward.action_places) {
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
                forward.note(head, &weights, part);
                if valuation.against_varies() {
                    for (weight, state) in weights.iter().zip(state..) {
                        game.space.decode(state, &mut part.levels);
                        let pay = valuation.varying_pairs(&part.levels, actions);
                        (0..P).for_each(|lane| add(&mut part.paid[lane], weight[lane], &pay));
                    }
                }
            }
            let after = if memories > 1 { turn.remember(state, actions, part) } else { 0 };
            for &(offset, p) in kernel.going(head) {
                let at = state.wrapping_add_signed(offset) as usize * memories + after;
                let middle: &mut [[f64; P]; N] =
                    (&mut self.middle[at..at + N]).try_into().expect("as many as asked for");
                for n in 0..N {
                    add_fused(&mut middle[n], p, &weights[n]);
                }
            }
        }
        part.played = played;
        forward.pay_noted(state, part);
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

/// One part of a round's tails: what happens by itself from some entries of all parts' middles on.
struct Tails<'a, 'g, const L: usize, const P: usize> {
    turn: Turn<'a, 'g, L>,
    entries: Range<usize>,
    middles: &'a [Vec<[f64; P]>],
    part: &'a mut Part<L, P>,
}

/// Compiled once for each kind of processor.
impl<const L: usize, const P: usize> pulp::WithSimd for Tails<'_, '_, L, P> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: pulp::Simd>(self, _: S) {
        let Tails { turn: Turn { forward, purpose, seating, round }, entries, middles, part } = self;
        let Forward { game, kernel, .. } = forward;
        let (epoch, memories) = (game.epochs.at(round), seating.memories);
        let goes_on = round < game.rounds;
        part.next.fill([0.0; P]);
        part.last.resize(if goes_on { 0 } else { game.space.states() }, [0.0; P]);
        for index in entries {
            let mut mass = [0.0; P];
            for middle in middles {
                add(&mut mass, 1.0, &middle[index]);
            }
            if nothing(&[mass]) {
                continue;
            }
            let (state, memory) = ((index / memories) as StateIndex, index % memories);
            let tail = kernel.tail_at(epoch, state).expect("a head leads here");
            if purpose == Purpose::Figures {
                add(&mut part.by_pattern[tail as usize], 1.0, &mass);
                forward.note(tail, &[mass], part);
                forward.pay_noted(state, part);
            }
            for &(offset, p) in kernel.going(tail) {
                let after = state.wrapping_add_signed(offset);
                if goes_on {
                    let position = kernel.position(after).expect("a play can go on here");
                    add_fused(&mut part.next[position * memories + memory], p, &mass);
                } else {
                    add_fused(&mut part.last[after as usize], p, &mass);
                }
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
struct Part<const L: usize, const P: usize> {
    /// Mass of each position and memory where plays go on.
    next: Vec<[f64; P]>,
    /// In the last round instead, mass of each state of the grid, whatever is remembered.
    last: Vec<[f64; P]>,
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
            next: vec![[0.0; P]; forward.kernel.states().len() * memories],
            last: Vec::new(),
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
}

/// What all parts of a round have led to.
struct Gathered<const L: usize, const P: usize> {
    by_choice: Vec<[f64; P]>,
    by_pattern: Vec<[f64; P]>,
    by_outcome: Vec<[f64; P]>,
    /// Mass of each pattern in all rounds.
    of_pattern: Vec<[f64; P]>,
    paid: [Lanes<L>; P],
    ended: Vec<(u32, StateIndex, [f64; P])>,
}

impl<const L: usize, const P: usize> Gathered<L, P> {
    fn new(forward: &Forward<'_, L>) -> Self {
        Gathered {
            by_choice: vec![[0.0; P]; forward.profiles],
            by_pattern: vec![[0.0; P]; forward.kernel.patterns()],
            by_outcome: vec![[0.0; P]; forward.game.outcomes.len()],
            of_pattern: vec![[0.0; P]; forward.kernel.patterns()],
            paid: [[0.0; L]; P],
            ended: Vec::new(),
        }
    }

    /// Takes over everything from a part, but for where plays go on.
    fn take(&mut self, part: &mut Part<L, P>) {
        let take = |mine: &mut Vec<[f64; P]>, theirs: &mut Vec<[f64; P]>| {
            for (mine, theirs) in mine.iter_mut().zip(theirs) {
                add(mine, 1.0, theirs);
                *theirs = [0.0; P];
            }
        };
        take(&mut self.by_choice, &mut part.by_choice);
        take(&mut self.by_pattern, &mut part.by_pattern);
        self.pay(&part.paid);
        part.paid = [[0.0; L]; P];
        self.ended.append(&mut part.ended);
    }

    fn pay(&mut self, more: &[Lanes<L>; P]) {
        for (paid, more) in self.paid.iter_mut().zip(more) {
            add(paid, 1.0, more);
        }
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
