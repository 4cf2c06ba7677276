//! What a round has led to, added up over its parts: where plays stand, what was paid, what happened.

use super::spread::Part;
use super::{CHUNK, Forward, Turn, nothing};
use crate::game::StateIndex;
use crate::solve::flow::{Flow, Purpose};
use crate::solve::valuation::{Lanes, add};
use rayon::prelude::*;

impl<const L: usize> Forward<'_, L> {
    /// Notes where the tracks stand after a round: ended plays at their last state.
    pub(super) fn stand<const P: usize>(
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
    pub(super) fn gather<const P: usize>(
        &self,
        memories: usize,
        parts: &[Part<L, P>],
        now: &mut [[f64; P]],
    ) -> [Lanes<L>; P] {
        add_up(now, |index, mass| {
            let state = self.kernel.states()[index / memories];
            let at = state as usize * memories + index % memories;
            *mass = [0.0; P];
            parts.iter().for_each(|part| add(mass, 1.0, &part.masses[at]));
            (*mass, self.valuation.standing(state))
        })
    }

    /// Ends the plays that the last round has left.
    pub(super) fn run_out<const P: usize>(
        &self,
        memories: usize,
        parts: &[Part<L, P>],
        gathered: &mut Gathered<L, P>,
    ) {
        let Forward { game, valuation, .. } = self;
        let mut scratch = vec![0; game.space.tracks()];
        for state in 0..game.space.states() {
            let mut mass = [0.0; P];
            for part in parts {
                let here = &part.masses[state * memories..][..memories];
                here.iter().for_each(|more| add(&mut mass, 1.0, more));
            }
            if nothing(&[mass]) {
                continue;
            }
            let pay = valuation.ending(game.otherwise, state as StateIndex, &mut scratch);
            (0..P).for_each(|lane| add(&mut gathered.paid[lane], mass[lane], &pay));
            gathered.ended.push((game.otherwise as u32, state as StateIndex, mass));
        }
    }

    /// Adds up how much mass each pattern had in a round; what that pays.
    pub(super) fn settle_patterns<const P: usize>(
        &self,
        parts: &[Part<L, P>],
        of_pattern: &mut [[f64; P]],
    ) -> [Lanes<L>; P] {
        add_up(of_pattern, |index, total| {
            let mut mass = [0.0; P];
            parts.iter().for_each(|part| add(&mut mass, 1.0, &part.by_pattern[index]));
            add(total, 1.0, &mass);
            (mass, self.valuation.fixed(index as u32))
        })
    }

    /// Looks up what was gathered by set of choices and by outcome in a round, and empties it.
    pub(super) fn settle<const P: usize>(
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

/// What all parts of a round have led to.
pub(super) struct Gathered<const L: usize, const P: usize> {
    by_choice: Vec<[f64; P]>,
    pub(super) by_outcome: Vec<[f64; P]>,
    /// Mass of each pattern in all rounds.
    pub(super) of_pattern: Vec<[f64; P]>,
    paid: [Lanes<L>; P],
    pub(super) ended: Vec<(u32, StateIndex, [f64; P])>,
}

impl<const L: usize, const P: usize> Gathered<L, P> {
    pub(super) fn new(forward: &Forward<'_, L>) -> Self {
        Gathered {
            by_choice: vec![[0.0; P]; forward.profiles],
            by_outcome: vec![[0.0; P]; forward.game.outcomes.len()],
            of_pattern: vec![[0.0; P]; forward.kernel.patterns()],
            paid: [[0.0; L]; P],
            ended: Vec::new(),
        }
    }

    /// Takes over everything from a part, but for its masses and patterns.
    pub(super) fn take(&mut self, part: &mut Part<L, P>) {
        for (mine, theirs) in self.by_choice.iter_mut().zip(&mut part.by_choice) {
            add(mine, 1.0, theirs);
            *theirs = [0.0; P];
        }
        self.pay(&part.paid);
        part.paid = [[0.0; L]; P];
        self.ended.append(&mut part.ended);
    }

    pub(super) fn pay(&mut self, more: &[Lanes<L>; P]) {
        for (paid, more) in self.paid.iter_mut().zip(more) {
            add(paid, 1.0, more);
        }
    }
}

/// Works out each entry, which gives a mass and what that pays; all that is paid.
fn add_up<'a, const L: usize, const P: usize>(
    entries: &mut [[f64; P]],
    each: impl Fn(usize, &mut [f64; P]) -> ([f64; P], &'a Lanes<L>) + Sync,
) -> [Lanes<L>; P] {
    let of_chunk = |(chunk, entries): (usize, &mut [[f64; P]])| {
        let mut paid = [[0.0; L]; P];
        for (index, entry) in (chunk * CHUNK..).zip(entries) {
            let (mass, pay) = each(index, entry);
            if !nothing(&[mass]) {
                (0..P).for_each(|lane| add(&mut paid[lane], mass[lane], pay));
            }
        }
        paid
    };
    let of_chunks: Vec<_> = entries.par_chunks_mut(CHUNK).enumerate().map(of_chunk).collect();
    let mut paid = [[0.0; L]; P];
    for more in of_chunks {
        (0..P).for_each(|lane| add(&mut paid[lane], 1.0, &more[lane]));
    }
    paid
}
