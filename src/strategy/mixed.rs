//! `mixed`: fixed probabilities of the moves, each round on its own.
//!
//! Source: the mixed strategy of the textbooks (von Neumann & Morgenstern 1944). Memory: none. Parameters: a probability
//! for each move, summing to 1. Moves that are not available give theirs to the rest in proportion; where nothing is
//! left, the actor holds.

use super::catalogue::{Entry, Family, Parameter};
use super::{Automaton, View, stance};
use crate::game::{Game, TypeIndex};
use crate::scenario::{MoveIndex, Stance};

pub(super) const ENTRY: Entry = Entry {
    name: "mixed",
    family: Family::Fixed,
    summary: "fixed probabilities of the moves",
    source: "von Neumann & Morgenstern 1944",
    parameters: &[Parameter {
        name: "MOVE",
        meaning: "probability of this move; moves not named have 0",
        default: None,
        range: "0 to 1, summing to 1",
    }],
};

/// Probabilities by action.
pub(super) struct Mixed(Box<[f64]>);

impl Mixed {
    pub(super) fn new(probabilities: &[f64], game: &Game, kind: TypeIndex) -> Mixed {
        Mixed(by_action(probabilities.iter().copied().enumerate(), game, kind))
    }
}

impl Automaton for Mixed {
    fn mix(&self, view: &View<'_>, _memory: u32, mix: &mut [f64]) {
        if !stance::share_by(view, &self.0, mix) {
            stance::spread(view, Stance::Hold, 1.0, mix);
        }
    }
}

/// Numbers by move as numbers by action of a type: 0 for moves that are not named, and for what the type lacks.
pub(super) fn by_action(
    by_move: impl IntoIterator<Item = (MoveIndex, f64)>,
    game: &Game,
    kind: TypeIndex,
) -> Box<[f64]> {
    let kind = &game.types[kind];
    let actions = &game.actors[kind.actor].actions;
    let mut numbers = vec![0.0; actions.len()];
    for (move_index, number) in by_move {
        // Of the actions that make a move for several types, a type has one at most.
        let own =
            |action: &usize| actions[*action].move_index == move_index && kind.available[*action].is_some();
        if let Some(action) = (0..actions.len()).find(own) {
            numbers[action] += number;
        }
    }
    numbers.into()
}
