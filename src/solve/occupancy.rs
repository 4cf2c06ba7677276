//! Where plays spend their time: the probability of each state when each round begins, for each profile of types.

use super::exact::{refuse_learners, width};
use super::flow::Purpose;
use super::propagation::Forward;
use super::{SolveError, needs, with_lanes};
use crate::game::{Game, Kernel, TypeIndex};
use crate::play::Cast;
use rayon::prelude::*;
use std::collections::BTreeMap;

/// A state that is rarer than this is left out: in `korea-2018` that is less than 0.0003 of the time.
pub const RARE: f64 = 1e-7;

/// The probability of each position when each round begins, given the profile of types.
#[derive(Debug, Clone, PartialEq)]
pub struct Occupancy {
    /// The profiles of types, and the probability of each.
    pub profiles: Vec<(Vec<TypeIndex>, f64)>,
    /// For each round, from 1: positions, rising, and the probability of each under each profile of types. Positions
    /// that are rarer than [`RARE`] under every one are left out.
    pub rounds: Vec<Vec<(usize, Vec<f64>)>>,
    /// For each profile of types and each round, from 1, the probability that it is played, with what was left out.
    pub going: Vec<Vec<f64>>,
    /// For each profile of types, the expected number of rounds, with those spent in what was left out.
    pub expected_rounds: Vec<f64>,
}

/// Propagates a game as a cast plays it, and notes where it stands.
///
/// # Errors
/// As [`exact`](super::exact).
pub fn occupancy(game: &Game, kernel: &Kernel, cast: &Cast) -> Result<Occupancy, SolveError> {
    refuse_learners(game, cast)?;
    needs::for_occupancy(game, kernel, cast)?;
    with_lanes!(game.types.len(), L => run(&Forward::<L>::new(game, kernel, cast)))
}

/// Where one group of profiles of types is seen, by round, and the probability that each of them still plays.
struct Sightings {
    rounds: Vec<Vec<(usize, Vec<f64>)>>,
    going: Vec<Vec<f64>>,
}

fn run<const L: usize>(forward: &Forward<'_, L>) -> Result<Occupancy, SolveError> {
    let game = forward.game;
    let profiles: Vec<(Vec<TypeIndex>, f64)> = game.type_profiles().collect();
    let width = width(game, forward.kernel, forward.cast)?;
    let types: Vec<Vec<TypeIndex>> = profiles.iter().map(|(types, _)| types.clone()).collect();
    let sightings: Vec<Sightings> = types
        .par_chunks(width)
        .map(|group| match group.len() {
            1 => watch::<L, 1>(forward, group),
            2 => watch::<L, 2>(forward, group),
            3..=4 => watch::<L, 4>(forward, group),
            _ => watch::<L, { super::exact::WIDEST }>(forward, group),
        })
        .collect();
    let going: Vec<Vec<f64>> = sightings.iter().flat_map(|group| group.going.clone()).collect();
    let expected_rounds = going.iter().map(|by_round| by_round.iter().sum()).collect();
    let rounds = (0..game.rounds as usize).map(|round| {
        let mut all: BTreeMap<usize, Vec<f64>> = BTreeMap::new();
        for (group, sightings) in sightings.iter().enumerate() {
            for (position, masses) in &sightings.rounds[round] {
                let of_position = all.entry(*position).or_insert_with(|| vec![0.0; profiles.len()]);
                of_position[group * width..][..masses.len()].copy_from_slice(masses);
            }
        }
        all.into_iter().collect()
    });
    let rounds = rounds.collect();
    Ok(Occupancy { profiles, rounds, going, expected_rounds })
}

fn watch<const L: usize, const P: usize>(forward: &Forward<'_, L>, group: &[Vec<TypeIndex>]) -> Sightings {
    let mut rounds = vec![Vec::new(); forward.game.rounds as usize];
    let mut going = vec![vec![0.0; forward.game.rounds as usize]; group.len()];
    // The place seen last, with the mass of all memories so far.
    let mut last = (1, 0, [0.0; P]);
    let mut leave = |(round, position, mass): (u32, usize, [f64; P])| {
        going.iter_mut().zip(mass).for_each(|(by_round, mass)| by_round[round as usize - 1] += mass);
        if mass.iter().any(|&mass| mass > RARE) {
            rounds[round as usize - 1].push((position, mass[..group.len()].to_vec()));
        }
    };
    forward.propagate::<P>(Purpose::Places, group, &mut |round, position, mass| {
        if (last.0, last.1) != (round, position) {
            leave(std::mem::replace(&mut last, (round, position, [0.0; P])));
        }
        last.2.iter_mut().zip(mass).for_each(|(sum, mass)| *sum += mass);
    });
    leave(last);
    Sightings { rounds, going }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{Request, load};
    use crate::solve::{FirstTimes, cast, exact};

    #[test]
    fn time_is_what_the_exact_distribution_says() {
        for name in ["textbook/gamblers-ruin", "textbook/chicken"] {
            let scenario = load(&Request::new(name)).unwrap().scenario;
            let game = Game::compile(&scenario).unwrap();
            let kernel = Kernel::build(&game).unwrap();
            let cast = cast(&scenario, &game).unwrap().cast;
            let found = occupancy(&game, &kernel, &cast).unwrap();
            let exact = exact(&game, &kernel, &cast, &FirstTimes::None).unwrap();
            assert!((found.expected_rounds[0] - exact.mean_rounds()).abs() < 1e-9, "{name}");
            // The first round begins at the start.
            let start = kernel.position(game.space.encode(&game.start)).unwrap();
            assert_eq!(found.rounds[0], [(start, vec![1.0])], "{name}");
        }
    }
}
