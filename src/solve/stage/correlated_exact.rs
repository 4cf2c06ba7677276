//! Correlated equilibrium in exact fractions.
//!
//! The program of [`correlated`](super::correlated) with whole numbers: the payoffs of each player are brought to a common
//! denominator, which changes nothing of who gains by what. That the probabilities sum to one is left to the objective: it
//! is shifted to be positive everywhere, so that the best of `Σ p ≤ 1` has `Σ p = 1`, as there always is an equilibrium
//! (Hart and Schmeidler 1989). Then `p = 0` is a start, and the [simplex method](super::exact_lp) needs no other.
//!
//! References: 1. S. Hart, D. Schmeidler, "Existence of correlated equilibria", *Mathematics of Operations Research* 14,
//! 1989.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Signed, Zero};

use super::correlated::{CorrelatedEquilibrium, METHOD, gains};
use super::exact_lp::{ExactOptimum, ExactProgram, MOST_ENTRIES, whole};
use super::extreme_equilibria::to_f64;
use super::normal_form::exact;
use super::{NormalForm, StageError};

/// A game whose correlated equilibria are asked for, for one weighting after the other.
pub(super) struct ExactMediator {
    /// Each player's payoffs, profile by profile.
    payoffs: Vec<Vec<BigRational>>,
    /// What is gained at each profile by doing otherwise than told: a row for each player, move told and move made.
    disobedience: Vec<Vec<BigInt>>,
    program: ExactProgram,
}

impl ExactMediator {
    /// `None` where the game is too large.
    pub(super) fn new(game: &NormalForm) -> Result<Option<Self>, StageError> {
        let profiles = game.profile_count();
        let pairs = |moves: usize| moves * (moves - 1);
        let rows: usize = game.shape().into_iter().map(pairs).sum();
        if rows * profiles > MOST_ENTRIES {
            return Ok(None);
        }
        let payoffs: Vec<Vec<BigRational>> = (0..game.players().len())
            .map(|player| (0..profiles).map(|a| exact(game.payoffs_at(a)[player])).collect())
            .collect::<Result<_, _>>()?;
        let unit: Vec<Vec<BigInt>> = payoffs.iter().map(|own| whole(own)).collect();
        let disobedience = gains(
            game,
            |player, profile, instead| &unit[player][instead] - &unit[player][profile],
            // Where nobody gains by it nobody has to be kept from it.
            |row| row.iter().any(BigInt::is_positive),
        );
        let constraints = disobedience.iter().cloned().map(|row| (row, BigInt::ZERO));
        let sum = (vec![BigInt::one(); profiles], BigInt::one());
        let rows = constraints.chain([sum]).map(|(mut row, most)| {
            row.push(most);
            row
        });
        let program = ExactProgram::new(rows.collect());
        Ok(program.map(|program| Self { payoffs, disobedience, program }))
    }

    /// The best for a weighting of the players. `None` where that is too much work.
    pub(super) fn best(&mut self, weights: &[f64]) -> Result<Option<CorrelatedEquilibrium>, StageError> {
        let weights: Vec<BigRational> =
            weights.iter().map(|&weight| exact(weight)).collect::<Result<_, _>>()?;
        let profiles = self.payoffs[0].len();
        let weighted = |a: usize| weights.iter().zip(&self.payoffs).map(|(w, own)| w * &own[a]).sum();
        let objective: Vec<BigRational> = (0..profiles).map(weighted).collect();
        let least = objective.iter().min().cloned().unwrap_or_else(BigRational::zero);
        let above: Vec<BigRational> = objective.iter().map(|value| value - &least).collect();
        let scaled: Vec<BigInt> = whole(&above).into_iter().map(|value| value + 1).collect();
        let Some(found) = self.program.maximise(&scaled) else { return Ok(None) };
        if !self.is_best(&found, &scaled) {
            return Err(StageError::Unverified { method: METHOD, violation: f64::NAN });
        }
        let share = |part: &BigInt| BigRational::new(part.clone(), found.over.clone());
        let distribution: Vec<BigRational> = found.x.iter().map(share).collect();
        let mean = |values: &[BigRational]| -> BigRational {
            let played = distribution.iter().zip(values).filter(|(p, _)| !p.is_zero());
            played.map(|(p, value)| p * value).sum()
        };
        Ok(Some(CorrelatedEquilibrium {
            payoffs: self.payoffs.iter().map(|own| to_f64(&mean(own))).collect(),
            value: to_f64(&mean(&objective)),
            distribution: distribution.iter().map(to_f64).collect(),
            violation: 0.0,
            gap: 0.0,
            exact: true,
        }))
    }

    /// Whether this is an equilibrium, and none is better: both checked in whole numbers, whatever way it was found.
    fn is_best(&self, found: &ExactOptimum, objective: &[BigInt]) -> bool {
        let ExactOptimum { x, prices, over } = found;
        let dot = |a: &[BigInt], b: &[BigInt]| -> BigInt {
            a.iter().zip(b).filter(|(a, b)| !a.is_zero() && !b.is_zero()).map(|(a, b)| a * b).sum()
        };
        let Some((price, multipliers)) = prices.split_last() else { return false };
        let nobody_gains = self.disobedience.iter().all(|row| !dot(row, x).is_positive());
        let is_distribution = x.iter().sum::<BigInt>() == *over && !x.iter().any(BigInt::is_negative);
        let bounds = objective.iter().enumerate().all(|(a, value)| {
            let gained = multipliers.iter().zip(&self.disobedience).filter(|(own, _)| !own.is_zero());
            let gained: BigInt = gained.map(|(own, row)| own * &row[a]).sum();
            price + gained >= value * over
        });
        let is_feasible = !prices.iter().any(BigInt::is_negative);
        nobody_gains && is_distribution && bounds && is_feasible && dot(objective, x) == *price
    }
}
