//! A stage game between two given types, and what is left of it when moves count by their stance alone.
//!
//! A stage game has private types; a *pair game* is what it is between one type of each actor, who here know whom they
//! face in this round (from the next round on beliefs are fixed, as in the induction). Its moves are then merged into
//! two for each of two actors: to *concede*, and not to, which is to hold or to escalate. A merged move is the mix over
//! the moves in it that the type's equilibrium mix leaves when it is known which of the two is meant,
//!
//! ```text
//! w(m) = σ(m) / Σ σ over the moves of the same kind,   or even weights where that sum is 0.
//! ```

use super::stage::{Bimatrix, NormalForm, StageError, normal_form::Player};
use super::stage_games::StageGame;
use crate::game::{ActionIndex, Game, TypeIndex};
use crate::prose::numbers::power_of_ten;
use crate::scenario::{Scenario, Stance};

/// Payoffs are told apart no better than this, as a share of a player's largest, or of its
/// [`scale`].
pub const TOLERANCE: f64 = 1e-9;

/// What a stage game is between two types when moves count by their stance alone. Move 1 is to concede, move 2 not to.
#[derive(Debug, Clone, PartialEq)]
pub struct Reduction {
    /// The payoffs.
    pub game: Bimatrix,
    /// For each actor, the actions that each of the two moves stands for, with their weights.
    pub weights: [[Vec<(ActionIndex, f64)>; 2]; 2],
    /// For each actor, the difference below which its payoffs count as equal.
    pub tolerances: [f64; 2],
}

/// Why a stage game does not reduce to conceding or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Irreducible {
    /// There are more actors than two.
    Actors,
    /// This actor has no move that concedes.
    NoConcession(usize),
    /// This actor has no move but those that concede.
    OnlyConcessions(usize),
}

/// Reduces a stage game between two types, given each type's equilibrium mix over its actor's actions.
pub fn reduce(
    game: &Game,
    stage: &StageGame<'_>,
    types: &[TypeIndex],
    mixes: &[Vec<f64>],
) -> Result<Reduction, Irreducible> {
    let &[row, column] = types else { return Err(Irreducible::Actors) };
    let weights = [merged(game, stage, row, mixes)?, merged(game, stage, column, mixes)?];
    // Millions of stage games are reduced for one diagnosis: what stands where is looked up once.
    let places = [0, 1].map(|player| {
        let own = &stage.choices.of_actor[player];
        let place =
            |&(action, p): &(ActionIndex, f64)| (own.binary_search(&action).expect("it can be taken"), p);
        weights[player].each_ref().map(|merged| merged.iter().map(place).collect::<Vec<_>>())
    });
    let columns = stage.choices.of_actor[1].len();
    let [a, b] = [row, column].map(|kind| {
        [0, 1].map(|own| {
            [0, 1].map(|other| {
                let mut sum = 0.0;
                for &(a, p) in &places[0][own] {
                    for &(b, q) in &places[1][other] {
                        sum += p * q * stage.payoff(a * columns + b, kind);
                    }
                }
                rounded(sum, scale(game, kind))
            })
        })
    });
    let tolerance = |kind: TypeIndex, cells: &[[f64; 2]; 2]| {
        let largest =
            cells.iter().flatten().fold(scale(game, kind), |most: f64, payoff| most.max(payoff.abs()));
        TOLERANCE * largest
    };
    let tolerances = [tolerance(row, &a), tolerance(column, &b)];
    let bimatrix = Bimatrix::new(&[&a[0], &a[1]], &[&b[0], &b[1]]).map_err(|_| Irreducible::Actors)?;
    Ok(Reduction { game: bimatrix, weights, tolerances })
}

/// The two moves that a type's actions are merged into.
fn merged(
    game: &Game,
    stage: &StageGame<'_>,
    kind: TypeIndex,
    mixes: &[Vec<f64>],
) -> Result<[Vec<(ActionIndex, f64)>; 2], Irreducible> {
    let actor = game.types[kind].actor;
    let concedes = |&action: &ActionIndex| game.actors[actor].actions[action].stance == Stance::Concede;
    let (yes, no): (Vec<ActionIndex>, Vec<ActionIndex>) =
        stage.choices.of_type[kind].iter().copied().partition(concedes);
    match (yes.is_empty(), no.is_empty()) {
        (true, _) => return Err(Irreducible::NoConcession(actor)),
        (_, true) => return Err(Irreducible::OnlyConcessions(actor)),
        _ => {}
    }
    Ok([yes, no].map(|actions| {
        let sum: f64 = actions.iter().map(|&action| mixes[kind][action]).sum();
        let even = 1.0 / actions.len() as f64;
        let weight = |&action: &ActionIndex| {
            (action, if sum > f64::MIN_POSITIVE { mixes[kind][action] / sum } else { even })
        };
        actions.iter().map(weight).collect()
    }))
}

/// The game between one type of each actor, with the labels of the scenario. Payoffs are rounded to what they are good
/// for ([`rounded`]).
///
/// # Errors
/// Where a payoff is not finite.
pub fn pair_game(
    scenario: &Scenario,
    game: &Game,
    stage: &StageGame<'_>,
    types: &[TypeIndex],
) -> Result<NormalForm, StageError> {
    let own = |&kind: &TypeIndex| stage.choices.of_type[kind].as_slice();
    let actions: Vec<&[ActionIndex]> = types.iter().map(own).collect();
    let players = types.iter().zip(&actions).map(|(&kind, actions)| {
        let actor = &scenario.actors[game.types[kind].actor];
        let named = &actor.types[game.types[kind].index];
        let label = match named.id.is_empty() {
            true => actor.label.clone(),
            false => format!("{} ({})", actor.label, named.label),
        };
        let label_of = |action: &ActionIndex| {
            actor.moves[game.actors[game.types[kind].actor].actions[*action].move_index].label.clone()
        };
        Player { label, moves: actions.iter().map(label_of).collect() }
    });
    let mut payoffs = Vec::new();
    let mut places = vec![0; actions.len()];
    for mut rest in 0..actions.iter().map(|own| own.len()).product::<usize>() {
        for (place, own) in places.iter_mut().zip(&actions).rev() {
            *place = own[rest % own.len()];
            rest /= own.len();
        }
        let profile = stage.profile(&places);
        payoffs.extend(types.iter().map(|&kind| rounded(stage.payoff(profile, kind), scale(game, kind))));
    }
    NormalForm::new(format!("{}, round {}", scenario.title, stage.round), players.collect(), payoffs)
}

/// The unit in which differences of what a type gets count: 1, or where all its numbers are smaller the power of ten next
/// to the largest. What comes out of sums of such numbers is good for so many digits of it, and noise beyond.
#[must_use]
pub fn scale(game: &Game, kind: TypeIndex) -> f64 {
    match game.types[kind].payoff.largest() {
        largest if largest > 0.0 => 10f64.powi(power_of_ten(largest)).min(1.0),
        _ => 1.0,
    }
}

/// A payoff to nine decimals of a type's [`scale`]: values of a solved game are no more exact
/// than that, and sums of written numbers come out as written.
#[must_use]
pub fn rounded(payoff: f64, scale: f64) -> f64 {
    if scale < 1.0 {
        // Powers of ten beyond 22 are no whole numbers in floating point: the text is what is rounded.
        let places = (9 - power_of_ten(scale)) as usize;
        return format!("{payoff:.places$}").parse().unwrap_or(payoff);
    }
    if payoff.abs() < 1e6 { (payoff * 1e9).round() / 1e9 } else { payoff }
}

#[cfg(test)]
#[path = "reduction_tests.rs"]
mod tests;
