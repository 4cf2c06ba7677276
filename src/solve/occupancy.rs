//! Where plays spend their time: the probability of each state when each round begins, for each profile of types.

use super::SolveError;
use super::exact::{groups, refuse_learners};
use super::flow::Purpose;
use super::propagation::Forward;
use super::with_lanes;
use crate::game::{Game, Kernel, TypeIndex};
use crate::play::Cast;
use rayon::prelude::*;

/// A state that is rarer than this is left out.
pub const RARE: f64 = 1e-9;

/// The probability of each position when each round begins, given the profile of types.
#[derive(Debug, Clone, PartialEq)]
pub struct Occupancy {
    /// The profiles of types, and the probability of each.
    pub profiles: Vec<(Vec<TypeIndex>, f64)>,
    /// For each round, from 1: positions, rising, and the probability of each under each profile of types. Positions
    /// that are rarer than [`RARE`] under every one are left out.
    pub rounds: Vec<Vec<(usize, Vec<f64>)>>,
    /// For each profile of types, the expected number of rounds, with those spent in what was left out.
    pub expected_rounds: Vec<f64>,
}

/// Propagates a game as a cast plays it, and notes where it stands.
///
/// # Errors
/// As [`exact`](super::exact).
pub fn occupancy(game: &Game, kernel: &Kernel, cast: &Cast) -> Result<Occupancy, SolveError> {
    refuse_learners(game, cast)?;
    with_lanes!(game.types.len(), L => run(&Forward::<L>::new(game, kernel, cast), kernel.states().len()))
}

/// Round, position, mass in each lane.
type Sighting = (u32, u32, Vec<f64>);

fn run<const L: usize>(forward: &Forward<'_, L>, positions: usize) -> Result<Occupancy, SolveError> {
    let game = forward.game;
    let profiles = game.type_profiles();
    let (types, width) = groups(forward, &profiles)?;
    let sightings: Vec<Vec<Sighting>> = types
        .par_chunks(width)
        .map(|group| match group.len() {
            1 => watch::<L, 1>(forward, group),
            2 => watch::<L, 2>(forward, group),
            3..=4 => watch::<L, 4>(forward, group),
            _ => watch::<L, { super::exact::WIDEST }>(forward, group),
        })
        .collect();
    let mut expected_rounds = vec![0.0; profiles.len()];
    let mut rounds = Vec::with_capacity(game.rounds as usize);
    let mut sightings: Vec<_> = sightings.into_iter().map(|group| group.into_iter().peekable()).collect();
    for round in 1..=game.rounds {
        let mut masses = vec![0.0; positions * profiles.len()];
        for (group, sightings) in sightings.iter_mut().enumerate() {
            while let Some((_, position, mass)) = sightings.next_if(|sighting| sighting.0 == round) {
                for (lane, mass) in mass.into_iter().enumerate() {
                    masses[position as usize * profiles.len() + group * width + lane] += mass;
                    expected_rounds[group * width + lane] += mass;
                }
            }
        }
        let of_position = masses.chunks_exact(profiles.len()).map(<[f64]>::to_vec).enumerate();
        rounds.push(of_position.filter(|(_, mass)| mass.iter().any(|&mass| mass > RARE)).collect());
    }
    Ok(Occupancy { profiles, rounds, expected_rounds })
}

fn watch<const L: usize, const P: usize>(
    forward: &Forward<'_, L>,
    group: &[Vec<TypeIndex>],
) -> Vec<Sighting> {
    let mut seen: Vec<Sighting> = Vec::new();
    forward.propagate_watched::<P>(Purpose::Figures, group, &mut |round, position, mass| {
        match seen.last_mut() {
            // The same state with other memories.
            Some((last_round, last, sum)) if (*last_round, *last) == (round, position as u32) => {
                sum.iter_mut().zip(mass).for_each(|(sum, mass)| *sum += mass);
            }
            _ => seen.push((round, position as u32, mass[..group.len()].to_vec())),
        }
    });
    seen
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
