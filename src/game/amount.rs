//! Amounts as tables over track levels.

use super::space::{Level, Space, StateIndex};
use crate::scenario;

/// A chance or a payoff number, as a function of the tracks.
#[derive(Debug, Clone, PartialEq)]
pub struct Amount {
    base: f64,
    /// Track, and a value for each of its levels.
    tables: Vec<(usize, Box<[f64]>)>,
    /// Coefficient times the product of two tracks' written levels.
    products: Vec<(f64, usize, usize)>,
    lows: Box<[i32]>,
}

impl Amount {
    /// The constant zero.
    #[must_use]
    pub fn zero() -> Amount {
        Amount { base: 0.0, tables: Vec::new(), products: Vec::new(), lows: Box::default() }
    }

    pub(super) fn compile(amount: &scenario::Amount, space: &Space) -> Amount {
        let lows = (0..space.tracks()).map(|t| space.written(t, 0)).collect();
        match amount {
            scenario::Amount::Constant(value) => {
                Amount { base: *value, lows: Box::default(), ..Amount::zero() }
            }
            scenario::Amount::ByLevel { track, values } => {
                Amount { tables: vec![(*track, values.clone().into())], ..Amount::zero() }
            }
            scenario::Amount::Linear { base, per } => {
                let mut linear = Amount { base: *base, lows, ..Amount::zero() };
                for &(coefficient, first, second) in per {
                    match second {
                        Some(second) => linear.products.push((coefficient, first, second)),
                        None => linear.tables.push((
                            first,
                            (0..space.size(first))
                                .map(|level| coefficient * f64::from(space.written(first, level as Level)))
                                .collect(),
                        )),
                    }
                }
                linear
            }
        }
    }

    /// Its value in a state.
    #[must_use]
    pub fn at(&self, levels: &[Level]) -> f64 {
        self.value(|track| levels[track])
    }

    /// Its value in a state, by the state's number.
    pub(super) fn in_state(&self, space: &Space, state: StateIndex) -> f64 {
        self.value(|track| space.level(state, track))
    }

    fn value(&self, level: impl Fn(usize) -> Level) -> f64 {
        let mut value = self.base;
        for (track, table) in &self.tables {
            value += table[usize::from(level(*track))];
        }
        for &(coefficient, first, second) in &self.products {
            let written = |track: usize| f64::from(self.lows[track] + i32::from(level(track)));
            value += coefficient * written(first) * written(second);
        }
        value
    }

    /// Its value, if it is the same in every state.
    #[must_use]
    pub fn constant(&self) -> Option<f64> {
        (self.tables.is_empty() && self.products.is_empty()).then_some(self.base)
    }

    /// Whether it is zero in every state.
    #[must_use]
    pub fn is_zero(&self) -> bool {
        self.constant() == Some(0.0)
    }

    /// The tracks it looks at one by one, with a value for each level.
    pub(super) fn tables(&self) -> impl Iterator<Item = (usize, &[f64])> {
        self.tables.iter().map(|(track, table)| (*track, &**table))
    }

    /// The tracks it multiplies with each other.
    pub(super) fn factors(&self) -> impl Iterator<Item = usize> {
        self.products.iter().flat_map(|&(_, first, second)| [first, second])
    }
}
