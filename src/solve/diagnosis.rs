//! Which game a scenario really is: the share of expected playing time in each ordinal class, for each pair of types.
//!
//! At every state of every round that is not rarer than [`RARE`](super::RARE), the stage game between two types, with
//! what follows it, is reduced to conceding or not ([`reduce`]) and named by the order of each side's four payoffs.

use super::occupancy::{Occupancy, RARE};
use super::reduction::{Irreducible, Reduction, reduce};
use super::stage::Bimatrix;
use super::stage::ordinal::{OrdinalClass, ordinal_class};
use super::stage::pure::pure_equilibria;
use super::stage_games::{StageGame, stage_games};
use super::{SolveError, Values};
use crate::game::{Game, Kernel, TypeIndex};
use crate::strategy::PolicyTable;
use std::collections::BTreeMap;

/// How one pair of types spends its time.
#[derive(Debug, Clone, PartialEq)]
pub struct PairDiagnosis {
    /// One type of each actor.
    pub types: Vec<TypeIndex>,
    /// Probability that these are drawn.
    pub probability: f64,
    /// Rounds that they are expected to play.
    pub expected_rounds: f64,
    /// Entry t−1: probability that they play round t.
    pub going_by_round: Vec<f64>,
    /// The games they are in, the most common first.
    pub classes: Vec<ClassTime>,
    /// Times in which a side has no choice between conceding and not, the most common first.
    pub without_choice: Vec<(Irreducible, Time)>,
    /// Share of time in states too rare to be looked at.
    pub unseen: f64,
}

/// How much time is spent in one game.
#[derive(Debug, Clone, PartialEq)]
pub struct ClassTime {
    /// What game it is.
    pub class: OrdinalClass,
    /// Its equilibria in pure moves, for the first and the second actor: 0 concedes, 1 does not.
    pub pure: Vec<[usize; 2]>,
    /// How much.
    pub time: Time,
}

/// Some of the time that a pair of types plays.
#[derive(Debug, Clone, PartialEq)]
pub struct Time {
    /// Share of expected playing time.
    pub share: f64,
    /// Entry t−1: probability that round t is played and is of this time.
    pub by_round: Vec<f64>,
}

/// A game by the order of its payoffs, so that millions can be counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    /// For each player, the ranks of `R, S, T, P`, ties sharing one.
    Game([[u8; 4]; 2]),
    Not(Irreducible),
}

/// Diagnoses a solved game by the time that plays spend in its states.
///
/// # Errors
/// Where there are more types than the solver takes.
pub fn diagnose(
    game: &Game,
    kernel: &Kernel,
    policy: &PolicyTable,
    values: &Values,
    occupancy: &Occupancy,
) -> Result<Vec<PairDiagnosis>, SolveError> {
    let wanted: Vec<(u32, Vec<usize>)> = (1..)
        .zip(&occupancy.rounds)
        .map(|(round, seen)| (round, seen.iter().map(|(position, _)| *position).collect()))
        .collect();
    let kinds = stage_games(game, kernel, Some(values), &wanted, |stage| {
        let mixes = mixes(game, policy, stage);
        let kind = |(types, _): &(Vec<TypeIndex>, f64)| match reduce(game, stage, types, &mixes) {
            Ok(reduction) => Kind::Game(ranks(&reduction)),
            Err(why) => Kind::Not(why),
        };
        occupancy.profiles.iter().map(kind).collect::<Vec<Kind>>()
    })?;
    let rounds = occupancy.rounds.len();
    let mut times: Vec<BTreeMap<Kind, Vec<f64>>> = vec![BTreeMap::new(); occupancy.profiles.len()];
    for (round, (kinds, seen)) in kinds.iter().zip(&occupancy.rounds).enumerate() {
        for (kinds, (_, masses)) in kinds.iter().zip(seen) {
            for ((times, kind), mass) in times.iter_mut().zip(kinds).zip(masses) {
                if *mass > RARE {
                    times.entry(*kind).or_insert_with(|| vec![0.0; rounds])[round] += mass;
                }
            }
        }
    }
    let pairs = occupancy.profiles.iter().zip(&occupancy.going).zip(times);
    Ok(pairs.map(|(((types, probability), going), times)| pair(types, *probability, going, times)).collect())
}

/// Each type's equilibrium mix over its actor's actions, in a stage game of a round played.
#[must_use]
pub fn mixes(game: &Game, policy: &PolicyTable, stage: &StageGame<'_>) -> Vec<Vec<f64>> {
    let mix = |kind: TypeIndex| {
        let mut mix = vec![0.0; game.actors[game.types[kind].actor].actions.len()];
        policy.mix(kind, stage.round, stage.state, &mut mix);
        mix
    };
    (0..game.types.len()).map(mix).collect()
}

/// `R, S, T, P` of a player.
fn cells(game: &Bimatrix, player: usize) -> [f64; 4] {
    [(0, 0), (0, 1), (1, 0), (1, 1)].map(|(own, other)| game.payoff(player, own, other))
}

fn ranks(reduction: &Reduction) -> [[u8; 4]; 2] {
    [0, 1].map(|player| {
        let (cells, tolerance) = (cells(&reduction.game, player), reduction.tolerances[player]);
        let mut order = [0, 1, 2, 3];
        order.sort_by(|&a, &b| cells[a].total_cmp(&cells[b]));
        let mut ranks = [0; 4];
        for pair in order.windows(2) {
            ranks[pair[1]] = ranks[pair[0]] + u8::from(cells[pair[1]] - cells[pair[0]] > tolerance);
        }
        ranks
    })
}

fn pair(
    types: &[TypeIndex],
    probability: f64,
    going: &[f64],
    times: BTreeMap<Kind, Vec<f64>>,
) -> PairDiagnosis {
    let rounds: f64 = going.iter().sum();
    let (mut classes, mut without_choice) = (Vec::new(), Vec::new());
    let mut seen = 0.0;
    for (kind, by_round) in times {
        // Rounding must not make more than certainty.
        let time = Time { share: (by_round.iter().sum::<f64>() / rounds).min(1.0), by_round };
        seen += time.share;
        match kind {
            Kind::Game(ranks) => classes.push(ClassTime::of(ranks, time)),
            Kind::Not(why) => without_choice.push((why, time)),
        }
    }
    classes.sort_by(|a: &ClassTime, b| b.time.share.total_cmp(&a.time.share));
    without_choice.sort_by(|a: &(Irreducible, Time), b| b.1.share.total_cmp(&a.1.share));
    let unseen = (1.0 - seen).max(0.0);
    PairDiagnosis {
        types: types.to_vec(),
        probability,
        expected_rounds: rounds,
        going_by_round: going.iter().map(|p| p.min(1.0)).collect(),
        classes,
        without_choice,
        unseen,
    }
}

impl ClassTime {
    fn of(ranks: [[u8; 4]; 2], time: Time) -> ClassTime {
        let [[r, s, t, p], column] = ranks.map(|ranks| ranks.map(f64::from));
        let game = Bimatrix::new(&[&[r, s], &[t, p]], &[&[column[0], column[2]], &[column[1], column[3]]]);
        let game = game.expect("ranks are finite and two by two");
        let pure = pure_equilibria(&game.normal_form());
        ClassTime {
            class: ordinal_class(&game, [0.0; 2]).expect("the game is two by two"),
            pure: pure.iter().map(|found| [found.moves[0], found.moves[1]]).collect(),
            time,
        }
    }
}

#[cfg(test)]
#[path = "diagnosis_tests.rs"]
mod tests;
