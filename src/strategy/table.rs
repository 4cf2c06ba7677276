//! A strategy as a table: what the solver has worked out, for each round and each state that a play can be in.
//!
//! One [`PolicyTable`] serves all types that were solved together, and is shared by them. It keeps, for each round and
//! each position in reach, a row with the mix of each type over its available actions, in flat lists. Of each mix the
//! last entry is left out, being what the others leave: a type without a choice takes no room. Probabilities are kept as
//! [`Packed`], so that 37,000 positions of 24 rounds with five types of five moves fit into 100 MB.

use super::{Automaton, View};
use crate::game::{ActionIndex, Epochs, Game, Kernel, StateIndex, TypeIndex};
use rayon::prelude::*;
use std::ops::Range;
use std::sync::Arc;

/// So many positions are filled in by one task.
const CHUNK: usize = 1024;
/// No position, no row.
const NONE: u32 = u32::MAX;

/// Probabilities as whole multiples of 2⁻³⁹, five bytes each. 0, 1 and ½ are kept as they are; others change by less than
/// 10⁻¹², far less than the residual that an equilibrium may have.
#[derive(Debug, Clone, Default)]
struct Packed(Vec<u8>);

impl Packed {
    const BYTES: usize = 5;
    const ONE: f64 = (1_u64 << 39) as f64;
    /// Eight bytes are read at once and three of them thrown away, so three stand behind the last probability.
    const BEHIND: usize = size_of::<u64>() - Packed::BYTES;

    fn push(&mut self, probability: f64) {
        let units = (probability * Packed::ONE + 0.5) as u64;
        self.0.extend_from_slice(&units.to_le_bytes()[..Packed::BYTES]);
    }

    fn len(&self) -> usize {
        self.0.len() / Packed::BYTES
    }

    fn close(&mut self) {
        self.0.extend_from_slice(&[0; Packed::BEHIND]);
        self.0.shrink_to_fit();
    }

    fn get(&self, index: usize) -> f64 {
        let bytes = &self.0[index * Packed::BYTES..][..size_of::<u64>()];
        let units = u64::from_le_bytes(bytes.try_into().expect("eight bytes"));
        (units & ((1 << (8 * Packed::BYTES)) - 1)) as f64 / Packed::ONE
    }
}

/// Mixes by round, state and type.
#[derive(Debug, Clone)]
pub struct PolicyTable {
    /// The types it has mixes for.
    kinds: Range<TypeIndex>,
    epochs: Epochs,
    /// Position of each state of the grid.
    position: Vec<u32>,
    /// For each epoch and position, which of `shapes` its rows have.
    shape_at: Vec<Vec<u32>>,
    shapes: Vec<Shape>,
    /// By round, from 1; empty until it is filled.
    rounds: Vec<Round>,
}

/// How a row is laid out.
#[derive(Debug, Clone)]
struct Shape {
    /// For each type: where its mix begins in a stored row, and its available actions.
    of_type: Vec<(u32, Box<[ActionIndex]>)>,
}

#[derive(Debug, Clone, Default)]
struct Round {
    /// For each position, where its row begins among the entries of its chunk.
    rows: Vec<u32>,
    /// The entries of each chunk of [`CHUNK`] positions.
    entries: Vec<Packed>,
}

impl PolicyTable {
    /// An empty table for some types of a game (all of them: `0..game.types.len()`) in the rounds played.
    #[must_use]
    pub fn new(game: &Game, kernel: &Kernel, kinds: Range<TypeIndex>) -> PolicyTable {
        PolicyTable::up_to(game.rounds, game, kernel, kinds)
    }

    /// An empty table for all rounds up to the last one wanted, which can be one that is only planned for.
    #[must_use]
    pub fn up_to(last: u32, game: &Game, kernel: &Kernel, kinds: Range<TypeIndex>) -> PolicyTable {
        let mut position = vec![NONE; game.space.states()];
        for (at, &state) in kernel.states().iter().enumerate() {
            position[state as usize] = at as u32;
        }
        let shapes = kernel.all_choices().iter().map(|choices| {
            let mut stored = 0;
            let mut of_type = Vec::with_capacity(kinds.len());
            for actions in &choices.of_type[kinds.clone()] {
                of_type.push((stored as u32, actions.as_slice().into()));
                stored += actions.len().saturating_sub(1);
            }
            Shape { of_type }
        });
        let positions = kernel.states().len();
        PolicyTable {
            shapes: shapes.collect(),
            shape_at: (0..game.epochs.count())
                .map(|epoch| {
                    let choices =
                        |at| if kernel.explored(epoch, at) { kernel.row(epoch, at).choices } else { NONE };
                    (0..positions).map(choices).collect()
                })
                .collect(),
            epochs: game.epochs.clone(),
            rounds: vec![Round::default(); last as usize],
            kinds,
            position,
        }
    }

    /// Fills a round. `row` is asked for each position in reach when it begins, in any order, and appends the mix of each
    /// type of the table over its available actions ([`Choices::of_type`](crate::game::Choices)), one after the other,
    /// complete. Rounds can be filled in any order.
    ///
    /// # Panics
    /// Where the round is none of the table's, or where a row is not as long as it should be.
    pub fn fill(&mut self, kernel: &Kernel, round: u32, row: impl Fn(usize, &mut Vec<f64>) + Sync) {
        let shape_at = &self.shape_at[self.epochs.at(round)];
        let mut rows = vec![NONE; shape_at.len()];
        let fill = |(chunk, rows): (usize, &mut [u32])| {
            let mut entries = Packed::default();
            let mut complete = Vec::new();
            for (at, place) in (chunk * CHUNK..).zip(rows) {
                if !kernel.in_reach(at, round) {
                    continue;
                }
                complete.clear();
                row(at, &mut complete);
                *place = entries.len() as u32;
                let mut rest = &complete[..];
                for (_, actions) in &self.shapes[shape_at[at] as usize].of_type {
                    let (mix, others) = rest.split_at(actions.len());
                    mix[..actions.len().saturating_sub(1)].iter().for_each(|&p| entries.push(p));
                    rest = others;
                }
                assert!(rest.is_empty(), "a row has an entry for each available action of each type");
            }
            entries.close();
            entries
        };
        let entries = rows.par_chunks_mut(CHUNK).enumerate().map(fill).collect();
        self.rounds[round as usize - 1] = Round { rows, entries };
    }

    /// Writes the mix of a type in a state; `mix` comes filled with zeros and has an entry for each action of the actor.
    ///
    /// # Panics
    /// Where a play can not be in that state when that round begins, or the round has not been filled.
    pub fn mix(&self, kind: TypeIndex, round: u32, state: StateIndex, mix: &mut [f64]) {
        let at = self.position[state as usize] as usize;
        let filled = &self.rounds[round as usize - 1];
        let (begin, actions) =
            &self.shapes[self.shape_at[self.epochs.at(round)][at] as usize].of_type[kind - self.kinds.start];
        let Some((&last, others)) = actions.split_last() else { return };
        let mut rest = 1.0;
        if !others.is_empty() {
            let begin = (filled.rows[at] + begin) as usize;
            let entries = &filled.entries[at / CHUNK];
            for (&action, index) in others.iter().zip(begin..) {
                let probability = entries.get(index);
                mix[action] = probability;
                rest -= probability;
            }
        }
        // Rounding can leave a hair below zero.
        mix[last] = f64::max(rest, 0.0);
    }

    /// How much memory it takes.
    #[must_use]
    pub fn bytes(&self) -> usize {
        let entries = |round: &Round| round.entries.iter().map(|packed| packed.0.len()).sum::<usize>();
        let rounds = self.rounds.iter().map(|round| 4 * round.rows.len() + entries(round));
        4 * self.position.len()
            + 4 * self.shape_at.iter().map(Vec::len).sum::<usize>()
            + rounds.sum::<usize>()
    }
}

impl Automaton for Arc<PolicyTable> {
    fn mix(&self, view: &View<'_>, _memory: u32, mix: &mut [f64]) {
        PolicyTable::mix(self, view.kind, view.round, view.game.space.encode(view.levels), mix);
    }
}
