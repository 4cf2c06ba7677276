//! A stage game of any number of actors with private types and fixed beliefs, and its logit response.
//!
//! A *block* is a type of an actor, with the moves that it has; a *coordinate* is a move of a block, all blocks counted
//! through. An actor meets each other actor as one mix over that actor's coordinates: the mixes of its types, averaged
//! by their priors. What a move is worth is then multilinear in the coordinates of the others.

use super::matrix::Matrix;
use std::ops::Range;

/// A type of an actor.
#[derive(Debug, Clone)]
pub(crate) struct Kind {
    pub(crate) actor: usize,
    pub(crate) prior: f64,
    pub(crate) lambda: f64,
    pub(crate) moves: usize,
}

#[derive(Debug)]
struct Block {
    prior: f64,
    moves: Range<usize>,
    /// What the others can do: a coordinate for each other actor.
    others: Vec<Vec<usize>>,
    /// λ times the payoff, by own move and what the others do; the mean of the own moves taken off.
    worth: Vec<Vec<f64>>,
}

#[derive(Debug)]
pub(crate) struct Game {
    blocks: Vec<Block>,
    /// The block of each coordinate.
    block_of: Vec<usize>,
}

impl Game {
    /// From the types, those of one actor next to each other, and what a type gets by a move of its own against one
    /// coordinate of each other actor, in order.
    pub(crate) fn new(kinds: &[Kind], pay: impl Fn(usize, usize, &[usize]) -> f64) -> Game {
        let mut ranges = Vec::new();
        let mut block_of = Vec::new();
        for (block, kind) in kinds.iter().enumerate() {
            ranges.push(block_of.len()..block_of.len() + kind.moves);
            block_of.extend(std::iter::repeat_n(block, kind.moves));
        }
        let actors = 1 + kinds.iter().map(|kind| kind.actor).max().expect("there are actors");
        let blocks = (0..kinds.len()).map(|block| {
            let kind = &kinds[block];
            let mut others = vec![Vec::new()];
            for other in (0..actors).filter(|&other| other != kind.actor) {
                let coordinates: Vec<usize> =
                    (0..block_of.len()).filter(|&c| kinds[block_of[c]].actor == other).collect();
                others = others
                    .iter()
                    .flat_map(|profile: &Vec<usize>| {
                        coordinates.iter().map(move |&c| profile.iter().copied().chain([c]).collect())
                    })
                    .collect();
            }
            let mut worth: Vec<Vec<f64>> = (0..kind.moves)
                .map(|own| others.iter().map(|profile| kind.lambda * pay(block, own, profile)).collect())
                .collect();
            for column in 0..others.len() {
                let mean = worth.iter().map(|row| row[column]).sum::<f64>() / kind.moves as f64;
                worth.iter_mut().for_each(|row| row[column] -= mean);
            }
            Block { prior: kind.prior, moves: ranges[block].clone(), others, worth }
        });
        Game { blocks: blocks.collect(), block_of: block_of.clone() }
    }

    /// How many coordinates there are.
    pub(crate) fn size(&self) -> usize {
        self.block_of.len()
    }

    /// The coordinates of each block.
    pub(crate) fn blocks(&self) -> impl Iterator<Item = Range<usize>> {
        self.blocks.iter().map(|block| block.moves.clone())
    }

    /// The largest difference that a move can make, times λ.
    pub(crate) fn range(&self) -> f64 {
        let spread = |block: &Block, column: usize| {
            let of = || block.worth.iter().map(|row| row[column]);
            of().fold(f64::NEG_INFINITY, f64::max) - of().fold(f64::INFINITY, f64::min)
        };
        let each =
            |block: &Block| (0..block.others.len()).map(|column| spread(block, column)).fold(0.0, f64::max);
        self.blocks.iter().map(each).fold(0.0, f64::max)
    }

    fn weight(&self, coordinate: usize, p: &[f64]) -> f64 {
        self.blocks[self.block_of[coordinate]].prior * p[coordinate]
    }

    /// What each move is worth against the mixes `p`, times λ, up to a constant for each block.
    pub(crate) fn gains(&self, p: &[f64]) -> Vec<f64> {
        let mut gains = Vec::with_capacity(self.size());
        for block in &self.blocks {
            let weights: Vec<f64> = block
                .others
                .iter()
                .map(|profile| profile.iter().map(|&c| self.weight(c, p)).product())
                .collect();
            gains.extend(
                block.worth.iter().map(|row| row.iter().zip(&weights).map(|(a, w)| a * w).sum::<f64>()),
            );
        }
        gains
    }

    /// The derivatives of [`gains`](Game::gains): a row for each gain, a column for each coordinate of `p`.
    pub(crate) fn slopes(&self, p: &[f64]) -> Matrix {
        let mut slopes = Matrix::zero(self.size(), self.size());
        for block in &self.blocks {
            for (column, profile) in block.others.iter().enumerate() {
                for (place, &c) in profile.iter().enumerate() {
                    let rest = profile.iter().enumerate().filter(|&(other, _)| other != place);
                    let weight: f64 = rest.map(|(_, &other)| self.weight(other, p)).product();
                    let weight = weight * self.blocks[self.block_of[c]].prior;
                    for (own, row) in block.moves.clone().zip(&block.worth) {
                        slopes[(own, c)] += weight * row[column];
                    }
                }
            }
        }
        slopes
    }

    /// Logarithms of the probabilities that exponents give, block by block, exact where one is next to 1.
    pub(crate) fn log_softmax(&self, exponents: &[f64]) -> Vec<f64> {
        let mut logs = exponents.to_vec();
        for moves in self.blocks() {
            let of = &exponents[moves.clone()];
            let best = (0..of.len()).max_by(|&a, &b| of[a].total_cmp(&of[b])).expect("a block has moves");
            let others: f64 = (0..of.len()).filter(|&m| m != best).map(|m| (of[m] - of[best]).exp()).sum();
            logs[moves].iter_mut().for_each(|log| *log -= of[best] + others.ln_1p());
        }
        logs
    }

    /// The logarithms of the logit response to the mixes `p`, all λ scaled by `s`.
    pub(crate) fn response(&self, p: &[f64], s: f64) -> Vec<f64> {
        let exponents: Vec<f64> = self.gains(p).iter().map(|gain| s * gain).collect();
        self.log_softmax(&exponents)
    }

    /// The largest difference between a probability and the response to all of them.
    pub(crate) fn residual(&self, p: &[f64]) -> f64 {
        let apart = |(p, log): (&f64, f64)| (p - log.exp()).abs();
        p.iter().zip(self.response(p, 1.0)).map(apart).fold(0.0, f64::max)
    }

    /// Values that belong to the coordinates, block by block.
    pub(crate) fn by_block(&self, of: &[f64]) -> Vec<Vec<f64>> {
        self.blocks().map(|moves| of[moves].to_vec()).collect()
    }
}
