//! Correlated equilibrium: what a mediator who whispers a move to each player can bring about.
//!
//! A distribution `p` over profiles is one iff nobody gains by doing otherwise than told:
//!
//! ```text
//! Σ over a with a_i = k of  p(a) (u_i(a) − u_i(l, a_−i)) ≥ 0   for every player i and moves k, l.
//! ```
//!
//! These are linear, so the best and the worst for any weighting of the players is a linear program. It is solved in
//! exact fractions, and in floating point only where that is too much work. Each answer
//! is checked against the inequalities, and bounded from above by its dual: for any `μ ≥ 0`, no correlated
//! equilibrium is worth more than `max over a of w(a) + Σ μ_ikl (u_i(a) − u_i(l, a_−i))`.
//!
//! References: 1. R. J. Aumann, "Subjectivity and correlation in randomized strategies", *Journal of Mathematical
//! Economics* 1, 1974. 2. R. J. Aumann, "Correlated equilibrium as an expression of Bayesian rationality",
//! *Econometrica* 55, 1987.

use num_traits::Zero;

use super::correlated_exact::ExactMediator;
use super::lp::{LinearProgram, to_simplex};
use super::{NormalForm, StageError};

pub(super) const METHOD: &str = "the correlated equilibrium";
/// The most that a check may miss in floating point, as a share of the range of the payoffs.
const TOLERANCE: f64 = 1e-9;
/// So many profiles and no more; the program's table is dense.
const MOST_PROFILES: usize = 4_096;

/// A correlated equilibrium that is best for some weighting of the players.
#[derive(Debug, Clone, PartialEq)]
pub struct CorrelatedEquilibrium {
    /// The probability of each profile, the last player's move fastest.
    pub distribution: Vec<f64>,
    /// Each player's expected payoff.
    pub payoffs: Vec<f64>,
    /// The weighted sum of them that was maximised.
    pub value: f64,
    /// Certificate: the most that anyone gains by disobeying, times the probability of being told so; never much
    /// above 0.
    pub violation: f64,
    /// Certificate: no correlated equilibrium is worth more than `value + gap`.
    pub gap: f64,
    /// Whether it was found in exact fractions: then both certificates are 0.
    pub exact: bool,
}

/// The extremes of what correlation can do.
#[derive(Debug, Clone, PartialEq)]
pub struct CorrelatedExtremes {
    /// The greatest sum of payoffs.
    pub best_total: CorrelatedEquilibrium,
    /// The least sum of payoffs; its `value` is minus the sum.
    pub worst_total: CorrelatedEquilibrium,
    /// The best for each player.
    pub best_for: Vec<CorrelatedEquilibrium>,
    /// The worst for each player; its `value` is minus that player's payoff.
    pub worst_for: Vec<CorrelatedEquilibrium>,
}

/// The best and the worst correlated equilibria, in sum and for each player.
pub fn correlated_extremes(game: &NormalForm) -> Result<CorrelatedExtremes, StageError> {
    let n = game.players().len();
    let mut mediator = Mediator::of(game)?;
    let mut for_each = |weight: f64| {
        let only = |player: usize| {
            let mut weights = vec![0.0; n];
            weights[player] = weight;
            mediator.best(&weights)
        };
        (0..n).map(only).collect::<Result<Vec<_>, _>>()
    };
    let (best_for, worst_for) = (for_each(1.0)?, for_each(-1.0)?);
    Ok(CorrelatedExtremes {
        best_total: mediator.best(&vec![1.0; n])?,
        worst_total: mediator.best(&vec![-1.0; n])?,
        best_for,
        worst_for,
    })
}

/// The correlated equilibrium with the greatest sum of payoffs, each player's times its weight.
///
/// ```
/// use standoff::solve::stage::{Bimatrix, correlated::correlated_equilibrium};
/// let chicken = Bimatrix::symmetric(6.0, 2.0, 7.0, 0.0).unwrap().normal_form();
/// let best = correlated_equilibrium(&chicken, &[1.0, 1.0]).unwrap();
/// assert!((best.payoffs[0] - 5.25).abs() < 1e-9);
/// ```
pub fn correlated_equilibrium(
    game: &NormalForm,
    weights: &[f64],
) -> Result<CorrelatedEquilibrium, StageError> {
    Mediator::of(game)?.best(weights)
}

/// A game whose correlated equilibria are asked for, for one weighting of the players after the other.
pub(super) struct Mediator<'a> {
    game: &'a NormalForm,
    /// As long as that is not too much work.
    exact: Option<ExactMediator>,
}

impl<'a> Mediator<'a> {
    pub(super) fn of(game: &'a NormalForm) -> Result<Self, StageError> {
        let profiles = game.profile_count();
        if profiles > MOST_PROFILES {
            return Err(StageError::TooLarge {
                method: METHOD,
                size: format!("{profiles} profiles"),
                limit: MOST_PROFILES,
            });
        }
        Ok(Self { game, exact: ExactMediator::new(game)? })
    }

    pub(super) fn best(&mut self, weights: &[f64]) -> Result<CorrelatedEquilibrium, StageError> {
        let n = self.game.players().len();
        if weights.len() != n {
            return Err(StageError::Shape { expected: n, found: weights.len() });
        }
        if weights.iter().any(|weight| !weight.is_finite()) {
            return Err(StageError::NotFinite);
        }
        if let Some(exact) = &mut self.exact {
            if let Some(found) = exact.best(weights)? {
                return Ok(found);
            }
            self.exact = None;
        }
        in_floating_point(self.game, weights)
    }
}

fn in_floating_point(game: &NormalForm, weights: &[f64]) -> Result<CorrelatedEquilibrium, StageError> {
    let (n, profiles) = (game.players().len(), game.profile_count());
    let objective: Vec<f64> = (0..profiles)
        .map(|a| game.payoffs_at(a).iter().zip(weights).map(|(payoff, weight)| payoff * weight).sum())
        .collect();
    let (middle, half) = centre(&objective);
    let scaled: Vec<f64> = objective.iter().map(|value| (value - middle) / half).collect();
    let ranges: Vec<f64> = (0..n).map(|player| range(game, player)).collect();
    let obedience = gains(
        game,
        |player, profile, instead| {
            (game.payoffs_at(profile)[player] - game.payoffs_at(instead)[player]) / ranges[player]
        },
        |row| row.iter().any(|gain| *gain != 0.0),
    );

    let mut primal = LinearProgram::maximise(METHOD, scaled.iter().map(|&weight| (weight, (0.0, 1.0))));
    for row in &obedience {
        primal.at_least(row, 0.0);
    }
    primal.equal(&vec![1.0; profiles], 1.0);
    let mut distribution = primal.solve()?;
    to_simplex(&mut distribution);

    // Dual: minimise v with v ≥ w(a) + Σ μ g(a).
    let multipliers = std::iter::repeat_n((0.0, (0.0, f64::INFINITY)), obedience.len());
    let mut dual = LinearProgram::maximise(METHOD, multipliers.chain([(-1.0, (-2.0, 2.0))]));
    for (a, value) in scaled.iter().enumerate() {
        let row: Vec<f64> = obedience.iter().map(|gains| -gains[a]).chain([1.0]).collect();
        dual.at_least(&row, *value);
    }
    let multipliers = dual.solve()?;
    let bound = (0..profiles)
        .map(|a| {
            let gains = obedience.iter().zip(&multipliers).map(|(gains, mu)| mu.max(0.0) * gains[a]);
            scaled[a] + gains.sum::<f64>()
        })
        .fold(f64::NEG_INFINITY, f64::max);

    let mean = |values: &[f64]| distribution.iter().zip(values).map(|(p, value)| p * value).sum::<f64>();
    let scaled_gap = (bound - mean(&scaled)).abs();
    let scaled_violation = obedience.iter().map(|row| -mean(row)).fold(0.0, f64::max);
    for violation in [scaled_gap, scaled_violation] {
        if violation.is_nan() || violation > TOLERANCE {
            return Err(StageError::Unverified { method: METHOD, violation });
        }
    }
    let payoffs: Vec<f64> = (0..n)
        .map(|player| distribution.iter().enumerate().map(|(a, p)| p * game.payoffs_at(a)[player]).sum())
        .collect();
    let value = payoffs.iter().zip(weights).map(|(payoff, weight)| payoff * weight).sum();
    let violation = scaled_violation * ranges.iter().copied().fold(0.0, f64::max);
    let gap = scaled_gap * half;
    Ok(CorrelatedEquilibrium { distribution, payoffs, value, violation, gap, exact: false })
}

/// The rows worth keeping of those for each player, move told and move made instead: an entry for each profile, of the
/// profile and what it becomes by that; 0 where another move is told.
pub(super) fn gains<T: Clone + Zero>(
    game: &NormalForm,
    entry: impl Fn(usize, usize, usize) -> T,
    keep: impl Fn(&[T]) -> bool,
) -> Vec<Vec<T>> {
    let mut rows = Vec::new();
    for (player, own) in game.players().iter().enumerate() {
        let (moves, stride) = (own.moves.len(), game.stride(player));
        for told in 0..moves {
            for made in (0..moves).filter(|&made| made != told) {
                let mut row = vec![T::zero(); game.profile_count()];
                for (profile, gain) in row.iter_mut().enumerate() {
                    if profile / stride % moves == told {
                        *gain = entry(player, profile, profile - told * stride + made * stride);
                    }
                }
                if keep(&row) {
                    rows.push(row);
                }
            }
        }
    }
    rows
}

/// The range of a player's payoffs; 1 where it has none.
pub(super) fn range(game: &NormalForm, player: usize) -> f64 {
    let payoffs: Vec<f64> = (0..game.profile_count()).map(|a| game.payoffs_at(a)[player]).collect();
    2.0 * centre(&payoffs).1
}

/// The middle of the range of some numbers, and half of its length (½ where that is 0).
fn centre(values: &[f64]) -> (f64, f64) {
    let (low, high) = values
        .iter()
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), &value| (low.min(value), high.max(value)));
    (0.5 * (low + high), if high > low { 0.5 * (high - low) } else { 0.5 })
}

#[cfg(test)]
mod tests {
    use super::super::examples::{aumann, axelrod, close, prisoners};
    use super::*;

    fn all_close(found: &[f64], known: &[f64]) {
        assert_eq!(found.len(), known.len());
        for (found, known) in found.iter().zip(known) {
            close(*found, *known, 1e-10);
        }
    }

    /// O4: scipy.
    #[test]
    fn aumanns_mediator_can_give_five_and_a_quarter_each_and_at_worst_three_point_six() {
        let found = correlated_extremes(&aumann().normal_form()).unwrap();
        all_close(&found.best_total.distribution, &[0.5, 0.25, 0.25, 0.0]);
        all_close(&found.best_total.payoffs, &[5.25, 5.25]);
        all_close(&found.worst_total.distribution, &[0.0, 0.4, 0.4, 0.2]);
        all_close(&found.worst_total.payoffs, &[3.6, 3.6]);
        all_close(&found.best_for[0].payoffs, &[7.0, 2.0]);
        all_close(&found.worst_for[0].payoffs, &[2.0, 7.0]);
        for each in found.best_for.iter().chain([&found.best_total, &found.worst_total]) {
            assert!(each.violation <= 1e-9 && each.gap <= 1e-9);
        }
    }

    /// O4: scipy.
    #[test]
    fn axelrods_chicken_cannot_be_mediated_above_zero_or_below_ten_nineteenths() {
        let found = correlated_extremes(&axelrod().normal_form()).unwrap();
        close(found.best_total.value, 0.0, 1e-10);
        all_close(&found.worst_total.distribution, &[0.0, 9.0 / 19.0, 9.0 / 19.0, 1.0 / 19.0]);
        all_close(&found.worst_total.payoffs, &[-10.0 / 19.0; 2]);
    }

    #[test]
    fn no_mediator_helps_in_the_dilemma() {
        let found = correlated_extremes(&prisoners().normal_form()).unwrap();
        for each in [&found.best_total, &found.worst_total, &found.best_for[1]] {
            all_close(&each.distribution, &[0.0, 0.0, 0.0, 1.0]);
        }
    }

    #[test]
    fn where_nobody_cares_anything_is_an_equilibrium() {
        let game = NormalForm::unnamed(&[2, 2], vec![1.0; 8]).unwrap();
        let found = correlated_equilibrium(&game, &[1.0, 1.0]).unwrap();
        close(found.value, 2.0, 1e-12);
    }

    #[test]
    fn every_player_needs_a_weight() {
        assert_eq!(
            correlated_equilibrium(&aumann().normal_form(), &[1.0]),
            Err(StageError::Shape { expected: 2, found: 1 })
        );
    }
}
