//! Which moves the structure of a game makes alike: the coarsest partition of all coordinates such that, as long as
//! moves of one class have the same probability, their logit responses are the same too.
//!
//! The branch from uniform play stays within the subspace that such a partition spells, at pitchforks too. It is found
//! by refinement: start with all moves of blocks of one size in one class, draw mixes that keep to the classes, and split
//! what responds differently, until nothing does. Responses are polynomials of the classes' probabilities, so that mixes
//! drawn at random tell them apart for sure.

use super::game::Game;
use crate::engine::random_scenarios::generator::Dice;

/// What is no further apart than this, as a share of the range of payoffs times λ, is equal.
const EQUAL: f64 = 1e-9;
/// Mixes drawn to tell classes apart.
const DRAWS: u64 = 6;

/// The class of each coordinate, numbered from 0.
pub(crate) fn classes(game: &Game) -> Vec<usize> {
    let mut classes = vec![0; game.size()];
    for moves in game.blocks() {
        classes[moves.clone()].fill(moves.len());
    }
    loop {
        let before = count(&classes);
        for draw in 0..DRAWS {
            let gains = game.gains(&mix(game, &classes, draw));
            classes = split(game, &classes, &gains);
        }
        if count(&classes) == before {
            return classes;
        }
    }
}

fn count(classes: &[usize]) -> usize {
    let mut distinct = classes.to_vec();
    distinct.sort_unstable();
    distinct.dedup();
    distinct.len()
}

/// A mix in which moves of one class have one probability.
fn mix(game: &Game, classes: &[usize], draw: u64) -> Vec<f64> {
    let mut mix = vec![0.0; game.size()];
    for moves in game.blocks() {
        let weight = |c: usize| 0.1 + Dice::new(1 + draw * 1000 + classes[c] as u64).share();
        let total: f64 = moves.clone().map(weight).sum();
        moves.for_each(|c| mix[c] = weight(c) / total);
    }
    mix
}

/// Splits classes by what moves gain, and by what classes stand beside them in their blocks.
fn split(game: &Game, classes: &[usize], gains: &[f64]) -> Vec<usize> {
    let tolerance = EQUAL * game.range();
    // By class and gain.
    let mut order: Vec<usize> = (0..classes.len()).collect();
    order.sort_by(|&a, &b| classes[a].cmp(&classes[b]).then(gains[a].total_cmp(&gains[b])));
    let mut finer = vec![0; classes.len()];
    for pair in order.windows(2) {
        let same = classes[pair[0]] == classes[pair[1]] && gains[pair[1]] - gains[pair[0]] <= tolerance;
        finer[pair[1]] = finer[pair[0]] + usize::from(!same);
    }
    // By the whole block.
    let mut keys = vec![(0, Vec::new()); classes.len()];
    for moves in game.blocks() {
        let mut beside = finer[moves.clone()].to_vec();
        beside.sort_unstable();
        moves.for_each(|c| keys[c] = (finer[c], beside.clone()));
    }
    let mut distinct = keys.clone();
    distinct.sort();
    distinct.dedup();
    keys.iter().map(|key| distinct.binary_search(key).expect("it is one of them")).collect()
}

#[cfg(test)]
mod tests {
    use super::super::one_shot::{OneShot, generic, symmetric};
    use super::*;

    fn permutations(n: usize) -> Vec<Vec<usize>> {
        if n == 0 {
            return vec![Vec::new()];
        }
        let longer = |shorter: Vec<usize>| {
            (0..n).map(move |place| {
                let mut longer = shorter.clone();
                longer.insert(place, n - 1);
                longer
            })
        };
        permutations(n - 1).into_iter().flat_map(longer).collect()
    }

    /// The orbits of all coordinates of a game of two under its automorphisms: exchanges of moves and of players that
    /// leave what matters of the payoffs as it is. By trying them all.
    fn orbits(of: &OneShot) -> Vec<usize> {
        let game = of.game();
        let [rows, columns] = of.moves[..] else { panic!("two players") };
        // By own coordinate and the other's.
        let gains: Vec<Vec<f64>> = (0..rows + columns)
            .map(|sure| {
                game.gains(&(0..rows + columns).map(|c| f64::from(u8::from(c == sure))).collect::<Vec<_>>())
            })
            .collect();
        let other_side = |a: usize, b: usize| (a < rows) != (b < rows);
        let mut orbit: Vec<usize> = (0..rows + columns).collect();
        for exchanged in [false, true] {
            if exchanged && rows != columns {
                continue;
            }
            for first in permutations(rows) {
                for second in permutations(columns) {
                    let (to_first, to_second) = if exchanged { (rows, 0) } else { (0, rows) };
                    let image: Vec<usize> = first
                        .iter()
                        .map(|m| to_first + m)
                        .chain(second.iter().map(|m| to_second + m))
                        .collect();
                    let kept = (0..image.len()).all(|a| {
                        let same = |b: usize| {
                            (gains[b][a] - gains[image[b]][image[a]]).abs() <= EQUAL * game.range()
                        };
                        (0..image.len()).filter(|&b| other_side(a, b)).all(same)
                    });
                    if kept {
                        for (c, to) in image.iter().enumerate() {
                            let (low, high) = (orbit[c].min(orbit[*to]), orbit[c].max(orbit[*to]));
                            orbit.iter_mut().filter(|orbit| **orbit == high).for_each(|orbit| *orbit = low);
                        }
                    }
                }
            }
        }
        orbit
    }

    /// Blocks in which all moves are alike stay at uniform play, whatever other blocks are alike to them.
    fn uniform_blocks_as_one(game: &Game, classes: &mut [usize]) {
        for moves in game.blocks() {
            if classes[moves.clone()].iter().all(|class| *class == classes[moves.start]) {
                classes[moves].fill(usize::MAX);
            }
        }
    }

    #[test]
    fn what_automorphisms_exchange_is_alike_and_hardly_anything_else() {
        let (mut same, mut structured) = (0, 0);
        for number in 0..96 {
            let game = symmetric(number);
            let (mut classes, mut orbits) = (classes(&game.game()), orbits(&game));
            uniform_blocks_as_one(&game.game(), &mut classes);
            uniform_blocks_as_one(&game.game(), &mut orbits);
            for (a, b) in (0..classes.len()).flat_map(|a| (0..a).map(move |b| (a, b))) {
                assert!(
                    orbits[a] != orbits[b] || classes[a] == classes[b],
                    "{number}: {orbits:?} {classes:?}"
                );
            }
            structured += usize::from(count(&orbits) < orbits.len());
            same += usize::from(count(&classes) == count(&orbits));
        }
        assert_eq!(structured, 96);
        assert!(same >= 94, "{same}");
    }

    #[test]
    fn in_generic_games_no_two_moves_are_alike() {
        for number in 0..100 {
            let game = generic(number).game();
            assert_eq!(count(&classes(&game)), game.size(), "{number}");
        }
    }
}
