//! How often things happen in a play: the whole distribution, as plays come.

use crate::game::{EffectIndex, Game};
use std::collections::HashMap;

/// Entry n: plays in which something happened n times. It is as long as the largest n needs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Times(pub Vec<u64>);

impl Times {
    /// One more play, in which it happened so often.
    pub fn push(&mut self, times: u32) {
        self.add(times as usize, 1);
    }

    /// Adds all plays of another.
    pub fn join(&mut self, other: &Times) {
        // From the end, so that there is room at once.
        other.0.iter().enumerate().rev().for_each(|(times, &plays)| self.add(times, plays));
    }

    fn add(&mut self, times: usize, plays: u64) {
        if self.0.len() <= times {
            self.0.resize(times + 1, 0);
        }
        self.0[times] += plays;
    }
}

/// How often effects with an id fire in a play. What has one id, such as the variants of a move's effect under several
/// types, counts as one.
#[derive(Debug, Clone)]
pub(super) struct Firings {
    /// For each effect, its place among the ids; `None` without one.
    place: Vec<Option<usize>>,
    /// For each id, how often it has fired in the play at hand.
    now: Vec<u32>,
    /// Ids that have fired in the play at hand.
    touched: Vec<usize>,
    /// For each id, plays in which it fired; those in which it did not are left out.
    times: Vec<Times>,
}

impl Firings {
    pub(super) fn new(game: &Game) -> Firings {
        let mut places = HashMap::new();
        let mut place_of = |key| {
            let next = places.len();
            *places.entry(key).or_insert(next)
        };
        let place: Vec<Option<usize>> =
            game.effects.iter().map(|effect| effect.named.then(|| place_of(effect.key.as_str()))).collect();
        let ids = places.len();
        Firings { place, now: vec![0; ids], touched: Vec::new(), times: vec![Times::default(); ids] }
    }

    pub(super) fn fires(&mut self, effect: EffectIndex) {
        let Some(place) = self.place[effect] else { return };
        if self.now[place] == 0 {
            self.touched.push(place);
        }
        self.now[place] += 1;
    }

    pub(super) fn ends(&mut self) {
        for place in self.touched.drain(..) {
            self.times[place].push(std::mem::take(&mut self.now[place]));
        }
    }

    pub(super) fn join(&mut self, other: &Firings) {
        self.times.iter_mut().zip(&other.times).for_each(|(mine, theirs)| mine.join(theirs));
    }

    /// Of an effect with an id, over so many plays.
    pub(super) fn of(&self, effect: EffectIndex, plays: u64) -> Option<Times> {
        let mut times = self.times[self.place[effect]?].clone();
        let fired: u64 = times.0.iter().sum();
        times.add(0, plays - fired);
        Some(times)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_distribution_grows_with_what_is_put_into_it() {
        let mut times = Times::default();
        [2, 0, 2, 1].into_iter().for_each(|n| times.push(n));
        assert_eq!(times, Times(vec![1, 1, 2]));
        let mut short = Times(vec![5]);
        short.join(&times);
        assert_eq!(short, Times(vec![6, 1, 2]));
        times.join(&Times(vec![5]));
        assert_eq!(times, short);
    }
}
