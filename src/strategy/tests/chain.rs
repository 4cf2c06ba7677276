//! A match of two strategies in a repeated 2×2 game, exactly: a Markov chain over their memories.

use crate::game::Game;
use crate::scenario::StrategyChoice;
use crate::strategy::{Behaviour, Memory, Seen, View, behaviour};

/// Two strategies in a game.
pub(super) struct Match<'a> {
    pub(super) game: &'a Game,
    sides: [Behaviour; 2],
}

/// Probability of each pair of memories.
type Memories = Vec<f64>;

impl<'a> Match<'a> {
    pub(super) fn new(game: &'a Game, row: &StrategyChoice, column: &StrategyChoice) -> Match<'a> {
        Match { game, sides: [behaviour(row, game, 0).unwrap(), behaviour(column, game, 1).unwrap()] }
    }

    fn sizes(&self) -> [usize; 2] {
        [0, 1].map(|side| self.sides[side].memories().unwrap() as usize)
    }

    fn start(&self) -> Memories {
        let sizes = self.sizes();
        let mut memories = vec![0.0; sizes[0] * sizes[1]];
        let starts = [0, 1].map(|side| match self.sides[side].start(self.game, side) {
            Memory::State(state) => state as usize,
            Memory::Numbers(_) => unreachable!(),
        });
        memories[starts[0] * sizes[1] + starts[1]] = 1.0;
        memories
    }

    /// One round: probability of CC, CD, DC, DD, and of the memories after it.
    fn step(&self, round: u32, memories: &Memories) -> ([f64; 4], Memories) {
        let sizes = self.sizes();
        let (mut cells, mut after) = ([0.0; 4], vec![0.0; memories.len()]);
        for (pair, &probability) in memories.iter().enumerate().filter(|(_, p)| **p > 0.0) {
            let states = [pair / sizes[1], pair % sizes[1]].map(|state| Memory::State(state as u32));
            let mixes = [0, 1].map(|side| {
                let view = View { game: self.game, kind: side, round, levels: &[0], available: &[0, 1] };
                let mut mix = [0.0; 2];
                self.sides[side].mix(&view, &states[side], &mut mix);
                assert!((mix[0] + mix[1] - 1.0).abs() < 1e-12);
                mix
            });
            for (cell, share) in cells.iter_mut().enumerate() {
                let actions = [cell / 2, cell % 2];
                let p = probability * mixes[0][actions[0]] * mixes[1][actions[1]];
                let next = [0, 1].map(|side| {
                    let seen = Seen { game: self.game, actor: side, round, levels: &[0], actions: &actions };
                    let mut memory = states[side].clone();
                    self.sides[side].see(&mut memory, &seen, &[]);
                    let Memory::State(state) = memory else { unreachable!() };
                    state as usize
                });
                *share += p;
                after[next[0] * sizes[1] + next[1]] += p;
            }
        }
        (cells, after)
    }

    /// Probability of CC, CD, DC, DD in each round.
    pub(super) fn rounds(&self, rounds: u32) -> Vec<[f64; 4]> {
        let mut memories = self.start();
        (1..=rounds)
            .map(|round| {
                let (cells, after) = self.step(round, &memories);
                memories = after;
                cells
            })
            .collect()
    }

    /// What both get from cells.
    pub(super) fn payoffs(&self, cells: &[f64; 4]) -> [f64; 2] {
        [0, 1].map(|side| {
            let payoff = &self.game.types[side].payoff;
            (0..4).map(|cell| cells[cell] * payoff.of_actions(side, &[0], &[cell / 2, cell % 2])).sum()
        })
    }

    /// What both get in all rounds together, each weighted by a discount.
    pub(super) fn total(&self, rounds: u32, discount: f64) -> [f64; 2] {
        let mut total = [0.0; 2];
        let mut weight = 1.0;
        for cells in self.rounds(rounds) {
            let payoffs = self.payoffs(&cells);
            total = [0, 1].map(|side| total[side] + weight * payoffs[side]);
            weight *= discount;
        }
        total
    }

    /// Long-run frequencies of CC, CD, DC, DD, for a chain with one recurrent class and strategies that do not look at
    /// the clock: π P = π, Σ π = 1.
    pub(super) fn long_run(&self) -> [f64; 4] {
        let n = self.start().len();
        let unit = |i: usize| (0..n).map(|j| f64::from(i == j)).collect();
        let rows: Vec<Memories> = (0..n).map(|i| self.step(1, &unit(i)).1).collect();
        let mut system: Vec<Vec<f64>> =
            (0..n).map(|j| (0..n).map(|i| rows[i][j] - f64::from(i == j)).chain([0.0]).collect()).collect();
        system[n - 1] = vec![1.0; n + 1];
        self.step(1, &solve(system)).0
    }
}

/// Gauss–Jordan elimination of an augmented matrix.
fn solve(mut system: Vec<Vec<f64>>) -> Vec<f64> {
    let n = system.len();
    for column in 0..n {
        let pivot =
            (column..n).max_by(|&a, &b| system[a][column].abs().total_cmp(&system[b][column].abs())).unwrap();
        system.swap(column, pivot);
        let scale = system[column][column];
        system[column].iter_mut().for_each(|entry| *entry /= scale);
        let chosen = system[column].clone();
        for (_, entries) in system.iter_mut().enumerate().filter(|(row, _)| *row != column) {
            let factor = entries[column];
            entries.iter_mut().zip(&chosen).for_each(|(entry, chosen)| *entry -= factor * chosen);
        }
    }
    system.into_iter().map(|row| row[n]).collect()
}
