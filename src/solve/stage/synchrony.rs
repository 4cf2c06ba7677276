//! What the structure of a game makes equal on the branch from uniform play.
//!
//! A partition of all moves into classes is *balanced* where log-probabilities that are equal within each class are
//! answered by log-probabilities that are equal within each class. The logit equilibria of that kind then form a curve of
//! their own, which begins at uniform play, where everything is equal. The branch from uniform play is that curve for the
//! coarsest balanced partition: symmetric players stay alike on it, also where asymmetric branches cross it (a pitchfork),
//! and in the classes' own coordinates such a crossing is a point like any other.
//!
//! The partition is found by splitting. Payoffs are polynomials in the mixes, and polynomials that agree at a few points in
//! general position agree (Schwartz 1980); so classes are split by what their moves earn at some points at which all
//! classes found so far are equal, until nothing splits any more.
//!
//! References: 1. I. Stewart, M. Golubitsky, M. Pivato, "Symmetry groupoids and patterns of synchrony in coupled cell
//! networks", *SIAM Journal on Applied Dynamical Systems* 2, 2003. 2. J. T. Schwartz, "Fast probabilistic algorithms for
//! verification of polynomial identities", *Journal of the ACM* 27, 1980.

use super::super::exp::exp;
use super::logit::LogitSystem;
use std::ops::Range;

/// Payoffs times rationality that differ by less than this share of the largest difference count as equal: more than what
/// hundreds of rounds of rounding leave of an equality, and less than anybody means who writes a payoff.
const EQUAL: f64 = 1e-9;
/// How widely logits are spread at the points where payoffs are compared.
const SPREADS: [f64; 3] = [2.0, 4.0, 8.0];

/// A balanced partition of all moves of all blocks.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Classes {
    /// The class of each move.
    pub(super) of: Vec<usize>,
    /// A move of each class.
    pub(super) first: Vec<usize>,
}

impl Classes {
    /// Every move in a class of its own.
    pub(super) fn single(moves: usize) -> Self {
        Self { of: (0..moves).collect(), first: (0..moves).collect() }
    }

    /// The coarsest balanced partition, and the largest `λ |u − ū|` met on the way, with `ū` a block's mean payoff.
    pub(super) fn coarsest<S: LogitSystem + ?Sized>(system: &S) -> (Self, f64) {
        let blocks = ranges(system);
        // At points at which nothing is equal, so that what rounding leaves is not compared with itself.
        let apart = Self::single(system.dimension()).drives(system, &blocks);
        let size = apart.iter().flatten().fold(0.0, |most: f64, drive| most.max(drive.abs()));
        // Blocks with other numbers of moves have nothing in common even at uniform play.
        let moves = |block: &Range<usize>| vec![block.len(); block.len()];
        let mut classes = Self::numbered(&blocks.iter().flat_map(moves).collect::<Vec<_>>());
        loop {
            let finer = Self::numbered(&classes.split(system, &blocks, EQUAL * size));
            if finer.first.len() == classes.first.len() {
                return (classes, size);
            }
            classes = finer;
        }
    }

    /// A label for each move, the same only for moves that stay together.
    fn split<S: LogitSystem + ?Sized>(
        &self,
        system: &S,
        blocks: &[Range<usize>],
        equal: f64,
    ) -> Vec<Vec<usize>> {
        // Moves of one class belong to blocks with the same classes: else their probabilities would part.
        let mut labels: Vec<Vec<usize>> = vec![Vec::new(); self.of.len()];
        for block in blocks {
            let mut within = self.of[block.clone()].to_vec();
            within.sort_unstable();
            for (label, &class) in labels[block.clone()].iter_mut().zip(&self.of[block.clone()]) {
                label.push(class);
                label.extend_from_slice(&within);
            }
        }
        for drive in self.drives(system, blocks) {
            let mut order: Vec<usize> = (0..drive.len()).collect();
            order.sort_by(|&a, &b| drive[a].total_cmp(&drive[b]));
            let mut group = 0;
            for (place, &at) in order.iter().enumerate() {
                group += usize::from(place > 0 && drive[at] - drive[order[place - 1]] > equal);
                labels[at].push(group);
            }
        }
        labels
    }

    /// `λ (u − ū)` of each move at some points at which the classes are equal.
    fn drives<S: LogitSystem + ?Sized>(&self, system: &S, blocks: &[Range<usize>]) -> Vec<Vec<f64>> {
        let mut mixes = vec![0.0; self.of.len()];
        let mut place = 0;
        let mut drives = Vec::new();
        for spread in SPREADS {
            let of_class: Vec<f64> = self
                .first
                .iter()
                .map(|_| {
                    place += 1;
                    // Multiples of the golden section are nowhere near a simple relation to each other; those by square
                    // numbers are not as far from the next ones either, so that no two blocks have the same odds.
                    -spread * (f64::from(place * place) * 0.618_033_988_749_894_9).fract()
                })
                .collect();
            for block in blocks {
                let mix = &mut mixes[block.clone()];
                for (probability, &class) in mix.iter_mut().zip(&self.of[block.clone()]) {
                    *probability = exp(of_class[class]);
                }
                let sum: f64 = mix.iter().sum();
                mix.iter_mut().for_each(|probability| *probability /= sum);
            }
            let mut drive = vec![0.0; mixes.len()];
            system.payoffs(&mixes, &mut drive);
            for (block, range) in system.blocks().iter().zip(blocks) {
                let own = &mut drive[range.clone()];
                let mean = own.iter().sum::<f64>() / own.len() as f64;
                own.iter_mut().for_each(|payoff| *payoff = block.rationality * (*payoff - mean));
            }
            drives.push(drive);
        }
        drives
    }

    /// From labels to classes, numbered as they first appear.
    fn numbered<L: PartialEq>(labels: &[L]) -> Self {
        let mut first: Vec<usize> = Vec::new();
        let of = labels
            .iter()
            .enumerate()
            .map(|(at, label)| {
                first.iter().position(|&other| labels[other] == *label).unwrap_or_else(|| {
                    first.push(at);
                    first.len() - 1
                })
            })
            .collect();
        Self { of, first }
    }
}

/// Where each block's moves stand.
pub(super) fn ranges<S: LogitSystem + ?Sized>(system: &S) -> Vec<Range<usize>> {
    let mut start = 0;
    let mut range = |moves: usize| {
        start += moves;
        start - moves..start
    };
    system.blocks().iter().map(|block| range(block.moves)).collect()
}

#[cfg(test)]
mod tests {
    use super::super::examples::{aumann, ochs, ordinal_chicken};
    use super::super::logit::LogitGame;
    use super::super::{Bimatrix, NormalForm};
    use super::*;

    fn classes(game: &NormalForm, rationalities: &[f64]) -> Vec<usize> {
        Classes::coarsest(&LogitGame::new(game, rationalities).unwrap()).0.of
    }

    #[test]
    fn players_in_the_same_place_stay_alike() {
        assert_eq!(classes(&aumann().normal_form(), &[2.0, 2.0]), [0, 1, 0, 1]);
        // Uniform play is an equilibrium at any rationality.
        assert_eq!(classes(&ordinal_chicken().normal_form(), &[2.0, 2.0]), [0, 0, 0, 0]);
        // One who chooses better is in another place, unless payoffs make up for it.
        assert_eq!(classes(&aumann().normal_form(), &[2.0, 2.5]), [0, 1, 2, 3]);
        let halved = Bimatrix::new(&[&[6.0, 2.0], &[7.0, 0.0]], &[&[3.0, 3.5], &[1.0, 0.0]]).unwrap();
        assert_eq!(classes(&halved.normal_form(), &[2.0, 4.0]), [0, 1, 0, 1]);
        assert_eq!(classes(&ochs().normal_form(), &[1.0, 1.0]), [0, 1, 2, 3]);
    }

    #[test]
    fn moves_that_do_the_same_stay_alike() {
        let game =
            Bimatrix::new(&[&[1.0, 4.0], &[1.0, 4.0], &[3.0, 0.0]], &[&[2.0, 0.5], &[2.0, 0.5], &[0.0, 7.0]]);
        assert_eq!(classes(&game.unwrap().normal_form(), &[1.0, 1.0]), [0, 0, 1, 2, 3]);
    }

    #[test]
    fn two_players_are_told_from_a_third_by_what_that_one_does() {
        // Red's and Alice's gains are the same as long as black plays as red does (a card game; red, black, Alice).
        let payoffs = (0..8usize).flat_map(|profile| {
            let [red, black, meet] = [4, 2, 1].map(|bit| if profile & bit == 0 { 1.0 } else { 0.0 });
            let from_red = if red == 1.0 { 1.0 + meet } else { 1.0 };
            let from_black = if black == 1.0 { 1.0 - 3.0 * meet } else { -1.0 };
            [from_red, from_black, -0.5 * (from_red + from_black)]
        });
        let game = NormalForm::unnamed(&[2, 2, 2], payoffs.collect()).unwrap();
        assert_eq!(classes(&game, &[1.0; 3]), [0, 1, 2, 3, 4, 5]);
    }

    #[test]
    fn an_order_of_places_in_a_circle_is_found() {
        // Each of three players wants to do what the next one does not.
        let payoffs = (0..8usize)
            .flat_map(|profile| {
                let does = move |i: usize| profile >> (2 - i % 3) & 1;
                (0..3).map(move |i| f64::from(u8::from(does(i) != does(i + 1))) + 0.1 * does(i) as f64)
            })
            .collect();
        let game = NormalForm::unnamed(&[2, 2, 2], payoffs).unwrap();
        assert_eq!(classes(&game, &[1.0; 3]), [0, 1, 0, 1, 0, 1]);
    }

    #[test]
    fn a_hair_less_than_rounding_leaves_parts_nothing_and_a_hair_more_does() {
        let with = |hair: f64| {
            let game = Bimatrix::new(&[&[0.0, -1.0], &[1.0 + hair, -10.0]], &[&[0.0, 1.0], &[-1.0, -10.0]]);
            classes(&game.unwrap().normal_form(), &[1.0, 1.0])
        };
        assert_eq!(with(1e-10), [0, 1, 0, 1]);
        assert_eq!(with(1e-6), [0, 1, 2, 3]);
    }
}
