//! What every state is worth in every round, as the induction leaves it.

use super::valuation::Lanes;
use crate::game::{Game, TypeIndex};

/// The value of each position to each type at the beginning of each round played, and of the one after the last where
/// actors plan that far.
#[derive(Debug, Clone, PartialEq)]
pub struct Values {
    types: usize,
    /// By round, from 1; for each position, an entry for each type.
    rounds: Vec<Vec<f64>>,
}

impl Values {
    pub(super) fn new(game: &Game) -> Values {
        Values { types: game.types.len(), rounds: vec![Vec::new(); game.rounds as usize + 1] }
    }

    /// Keeps the values of a round, unless it lies beyond those kept.
    pub(super) fn keep<const L: usize>(&mut self, round: u32, values: &[Lanes<L>]) {
        if let Some(kept) = self.rounds.get_mut(round as usize - 1) {
            *kept = values.iter().flat_map(|value| &value[..self.types]).copied().collect();
        }
    }

    /// For each type, what a position is worth at the beginning of a round; `None` where nobody plans for that round.
    #[must_use]
    pub fn at(&self, round: u32, position: usize) -> Option<&[f64]> {
        let values = self.rounds.get(round as usize - 1)?;
        values.get(position * self.types..(position + 1) * self.types)
    }

    /// To one type.
    #[must_use]
    pub fn of(&self, round: u32, position: usize, kind: TypeIndex) -> Option<f64> {
        Some(self.at(round, position)?[kind])
    }
}
