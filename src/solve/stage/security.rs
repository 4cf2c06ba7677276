//! Security levels: what a player can be sure of, whatever the others do.
//!
//! ```text
//! pure:   max over own moves of   min over the others' profiles of   u_i
//! mixed:  max over own mixes of   min over the others' profiles of   E u_i  =  min over joint mixes of the others …
//! ```
//!
//! The two sides of the second line are linear programs dual to each other (von Neumann's minimax theorem). With payoffs
//! `A > 0`, to which a shift leads, they are `max Σ y_j` over `A y ≤ 1, y ≥ 0` and its prices: the best is one over the
//! level. That is solved in exact fractions, and only where that is too much work both in floating
//! point. The answer is bracketed by what the two mixes guarantee, evaluated on the payoffs themselves.
//!
//! References: 1. J. von Neumann, "Zur Theorie der Gesellschaftsspiele", *Mathematische Annalen* 100, 1928. 2. R. D.
//! Luce, H. Raiffa, *Games and Decisions*, 1957, ch. 4 and app. 2.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Zero};

use super::exact_lp::ExactProgram;
use super::extreme_equilibria::{positive_integers, to_f64};
use super::lp::{LinearProgram, to_simplex};
use super::normal_form::exact;
use super::{NormalForm, StageError};

const METHOD: &str = "the security level";
/// The most by which the two bounds may differ in floating point, as a share of the range of the payoffs.
const GAP: f64 = 1e-9;

/// What a player can be sure of.
#[derive(Debug, Clone, PartialEq)]
pub struct Security {
    /// The best of the worst, over pure moves.
    pub pure_level: f64,
    /// The moves that secure it.
    pub pure_moves: Vec<usize>,
    /// The best of the worst expected payoff, over mixes: what `mix` guarantees.
    pub level: f64,
    /// A mix that secures it.
    pub mix: Vec<f64>,
    /// The others' joint mix that holds the player down to it, over their profiles (the last player's move fastest).
    pub punishment: Vec<f64>,
    /// Certificate: no mix can secure more than `level + gap`.
    pub gap: f64,
    /// The level as a fraction, where it was found in exact fractions: then the gap is 0.
    pub exact: Option<BigRational>,
}

/// A mix that secures a level, the others' joint mix that allows no more, and both bounds.
struct Bracket {
    mix: Vec<f64>,
    punishment: Vec<f64>,
    level: f64,
    gap: f64,
    exact: Option<BigRational>,
}

/// The security levels of one player, from 0.
pub fn security(game: &NormalForm, player: usize) -> Result<Security, StageError> {
    game.check_player(player)?;
    let moves = game.players()[player].moves.len();
    let stride = game.stride(player);
    let others: Vec<usize> =
        (0..game.profile_count()).filter(|profile| (profile / stride).is_multiple_of(moves)).collect();
    let table: Vec<Vec<f64>> = (0..moves)
        .map(|own| others.iter().map(|base| game.payoffs_at(base + own * stride)[player]).collect())
        .collect();

    let worst: Vec<f64> = table.iter().map(|row| least(row)).collect();
    let pure_level = most(&worst);
    let Bracket { mix, punishment, level, gap, exact } = match exactly(&table)? {
        Some(found) => found,
        None => in_floating_point(&table)?,
    };
    let pure_moves = (0..moves).filter(|&own| worst[own] == pure_level).collect();
    Ok(Security { pure_level, pure_moves, level, mix, punishment, gap, exact })
}

/// In exact fractions; `None` where that is too much work.
fn exactly(table: &[Vec<f64>]) -> Result<Option<Bracket>, StageError> {
    let fractions = |row: &Vec<f64>| row.iter().map(|&payoff| exact(payoff)).collect::<Result<Vec<_>, _>>();
    let payoffs = table.iter().map(fractions).collect::<Result<Vec<_>, _>>()?;
    let constraints = positive_integers(&payoffs).into_iter().map(|mut row| {
        row.push(BigInt::one());
        row
    });
    let Some(mut program) = ExactProgram::new(constraints.collect()) else { return Ok(None) };
    let columns = table[0].len();
    let Some(found) = program.maximise(&vec![BigInt::one(); columns]) else { return Ok(None) };
    let sum: BigInt = found.x.iter().sum();
    let mix_of = |parts: &[BigInt]| -> Vec<BigRational> {
        parts.iter().map(|part| BigRational::new(part.clone(), sum.clone())).collect()
    };
    let (mix, punishment) = (mix_of(&found.prices), mix_of(&found.x));
    let mean = |weighted: &mut dyn Iterator<Item = (&BigRational, &BigRational)>| -> BigRational {
        weighted.filter(|(p, _)| !p.is_zero()).map(|(p, payoff)| p * payoff).sum()
    };
    let secured = (0..columns).map(|j| mean(&mut mix.iter().zip(payoffs.iter().map(|row| &row[j])))).min();
    let allowed = payoffs.iter().map(|row| mean(&mut punishment.iter().zip(row))).max();
    let level = match (secured, allowed) {
        (Some(secured), Some(allowed)) if secured == allowed && mix.iter().sum::<BigRational>().is_one() => {
            secured
        }
        _ => return Err(StageError::Unverified { method: METHOD, violation: f64::NAN }),
    };
    Ok(Some(Bracket {
        mix: mix.iter().map(to_f64).collect(),
        punishment: punishment.iter().map(to_f64).collect(),
        level: to_f64(&level),
        gap: 0.0,
        exact: Some(level),
    }))
}

fn in_floating_point(table: &[Vec<f64>]) -> Result<Bracket, StageError> {
    let all = || table.iter().flatten().copied();
    let (low, high) = (all().fold(f64::INFINITY, f64::min), all().fold(f64::NEG_INFINITY, f64::max));
    let range = high - low;
    let scaled = |payoff: f64| if range > 0.0 { (payoff - low) / range } else { 0.0 };
    let rows: Vec<Vec<f64>> = table.iter().map(|row| row.iter().copied().map(scaled).collect()).collect();
    let others = table[0].len();
    let columns: Vec<Vec<f64>> = (0..others).map(|j| rows.iter().map(|row| row[j]).collect()).collect();

    let mix = guarantee(&columns)?;
    let negated: Vec<Vec<f64>> =
        rows.iter().map(|row| row.iter().map(|payoff| 1.0 - payoff).collect()).collect();
    let punishment = guarantee(&negated)?;
    let mean =
        |weights: &[f64], payoffs: &[f64]| weights.iter().zip(payoffs).map(|(p, u)| p * u).sum::<f64>();
    let of_mix: Vec<f64> = (0..others)
        .map(|j| table.iter().zip(&mix).map(|(row, probability)| probability * row[j]).sum())
        .collect();
    let level = least(&of_mix);
    let bound = table.iter().map(|row| mean(&punishment, row)).fold(f64::NEG_INFINITY, f64::max);
    let gap = (bound - level).max(0.0);
    if gap.is_nan() || gap > GAP * range.max(f64::MIN_POSITIVE) {
        return Err(StageError::Unverified { method: METHOD, violation: gap });
    }
    Ok(Bracket { mix, punishment, level, gap, exact: None })
}

/// The mix `x` with the greatest `min over j of Σ_i x_i a_ij`, given the columns `a_·j`.
fn guarantee(columns: &[Vec<f64>]) -> Result<Vec<f64>, StageError> {
    let moves = columns[0].len();
    let variables = std::iter::repeat_n((0.0, (0.0, 1.0)), moves).chain([(1.0, (-1.0, 2.0))]);
    let mut program = LinearProgram::maximise(METHOD, variables);
    for column in columns {
        let row: Vec<f64> = column.iter().copied().chain([-1.0]).collect();
        program.at_least(&row, 0.0);
    }
    program.equal(&vec![1.0; moves], 1.0);
    let mut mix = program.solve()?;
    mix.truncate(moves);
    to_simplex(&mut mix);
    Ok(mix)
}

fn least(values: &[f64]) -> f64 {
    values.iter().copied().fold(f64::INFINITY, f64::min)
}

fn most(values: &[f64]) -> f64 {
    values.iter().copied().fold(f64::NEG_INFINITY, f64::max)
}

#[cfg(test)]
mod tests {
    use super::super::examples::{aumann, close, ochs, prisoners};
    use super::*;

    #[test]
    fn in_chicken_to_concede_secures_the_suckers_payoff() {
        let found = security(&aumann().normal_form(), 0).unwrap();
        assert_eq!((found.pure_level, found.pure_moves), (2.0, vec![0]));
        close(found.level, 2.0, 1e-12);
        assert_eq!(found.punishment, [0.0, 1.0]);
    }

    #[test]
    fn in_the_dilemma_to_hold_secures_the_punishment_for_either_player() {
        for player in [0, 1] {
            let found = security(&prisoners().normal_form(), player).unwrap();
            close(found.level, 1.0, 1e-12);
            assert_eq!(found.mix, [0.0, 1.0]);
        }
    }

    /// Row's maximin mix equalises its own payoffs: p · 1.1141 = (1 − p) · 0.2785.
    #[test]
    fn in_pennies_only_a_mix_secures_anything() {
        let found = security(&ochs().normal_form(), 0).unwrap();
        close(found.pure_level, 0.0, 0.0);
        close(found.mix[0], 0.2785 / 1.3926, 1e-12);
        close(found.level, 1.1141 * 0.2785 / 1.3926, 1e-12);
    }

    #[test]
    fn two_others_may_punish_together() {
        // The first player guesses whether the two others matched; they correlate to hold it to one half.
        let payoffs = (0..8)
            .flat_map(|profile: usize| {
                let (guess, b, c) = (profile >> 2 & 1, profile >> 1 & 1, profile & 1);
                [f64::from(u8::from((b == c) == (guess == 0))), 0.0, 0.0]
            })
            .collect();
        let game = NormalForm::unnamed(&[2, 2, 2], payoffs).unwrap();
        close(security(&game, 0).unwrap().level, 0.5, 1e-12);
    }

    #[test]
    fn a_player_who_does_not_care_is_sure_of_what_it_gets() {
        let game = NormalForm::unnamed(&[2, 2], [7.0, 1.0].repeat(4)).unwrap();
        let found = security(&game, 0).unwrap();
        assert_eq!((found.level, found.gap), (7.0, 0.0));
        assert_eq!(security(&game, 2), Err(StageError::NoSuchPlayer { player: 2, players: 2 }));
    }
}
