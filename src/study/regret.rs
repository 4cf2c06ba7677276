//! Choosing under deep uncertainty: what each policy is worth over futures that nobody has probabilities for.
//!
//! The table has a row for each policy and a column for each future; larger is better. The **regret** of a policy in a
//! future is how much more the best policy gets there (Savage), in units of the payoff: relative regrets, as in parts of
//! the literature, lose their meaning where payoffs are 0 or negative, as those of games are.
//!
//! No criterion is the right one. They agree where a policy is robust, and where they do not, that is what has to be
//! discussed.
//!
//! # References
//!
//! 1. Savage, "The theory of statistical decision", JASA 46, 1951 (regret); Wald, "Statistical decision functions", 1950
//!    (maximin); Hurwicz, "Optimality criteria for decision making under ignorance", Cowles Commission 370, 1951.
//! 2. Starr, "Product design and decision theory", 1962; Schneller & Sphicas, "Decision making under uncertainty: Starr's
//!    domain criterion", Theory and Decision 15, 1983.
//! 3. McPhail et al., "Robustness metrics: how are they calculated, when should they be used and why do they give different
//!    results?", Earth's Future 6, 2018.

use super::estimate::{AnalysisError, Estimate, all_finite, as_many, enough, quantile};
use super::random::{Purpose, Random};
use crate::play::interval::wilson;
use crate::scenario::Comparison;
use crate::scenario::statement::Measured;
use crate::solve::ln;

/// How a policy does over all futures.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Robustness {
    /// The largest regret; the policy that has it smallest is Savage's choice.
    pub largest_regret: f64,
    /// The regret that is exceeded in one of ten futures.
    pub regret_90: f64,
    /// The mean regret.
    pub mean_regret: f64,
    /// The worst payoff; the policy that has it largest is the maximin choice.
    pub worst: f64,
    /// The best payoff.
    pub best: f64,
    /// The mean payoff (Laplace: all futures equally likely).
    pub mean: f64,
    /// Hurwicz' mixture, optimism × best + (1 − optimism) × worst.
    pub hurwicz: f64,
    /// In which share of the futures the policy is best; where several are, they share it.
    pub best_in: f64,
    /// Starr's domain: for which share of all probability distributions over the futures the policy has the best
    /// expected payoff, with Wilson's interval. Where several have, they share it.
    pub starr: Estimate,
    /// In which share of the futures the policy gets what is needed (satisficing); nothing if nothing is said to be needed.
    pub satisficing: Option<f64>,
}

/// What the analyst sets.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Attitude {
    /// Hurwicz' weight of the best future, from 0 (maximin) to 1 (maximax).
    pub optimism: f64,
    /// The payoff that is good enough.
    pub needed: Option<f64>,
    /// How many probability distributions are drawn for Starr's domain; at least 1.
    pub draws: usize,
    /// What they are drawn by.
    pub seed: u64,
}

impl Default for Attitude {
    fn default() -> Attitude {
        Attitude { optimism: 0.5, needed: None, draws: 10_000, seed: 0 }
    }
}

/// Whether a payoff is no less than what is needed, but for rounding.
fn is_enough(payoff: f64, needed: f64) -> bool {
    !Measured::summed(payoff, payoff).compares(Comparison::Below, Measured::exact(needed))
}

/// How each policy does; `payoffs` has a row for each, with a payoff for each future.
///
/// # Errors
/// If a payoff is no finite number, rows differ in length, there is no policy or no future, or the attitude makes no sense.
pub fn robustness(payoffs: &[Vec<f64>], attitude: Attitude) -> Result<Vec<Robustness>, AnalysisError> {
    enough("policies", payoffs.len(), 1)?;
    let futures = payoffs[0].len();
    enough("futures", futures, 1)?;
    enough("draws", attitude.draws, 1)?;
    for row in payoffs {
        as_many("the payoffs of a policy", row.len(), futures)?;
        all_finite("the payoffs of a policy", row)?;
    }
    if !(0.0..=1.0).contains(&attitude.optimism) {
        let (what, expected) = ("optimism", "a number from 0 to 1");
        return Err(AnalysisError::Setting { what, expected, value: attitude.optimism });
    }
    let best_of = |future: usize| payoffs.iter().map(|row| row[future]).fold(f64::NEG_INFINITY, f64::max);
    let best: Vec<f64> = (0..futures).map(best_of).collect();
    let mut best_in = vec![0.0; payoffs.len()];
    for future in 0..futures {
        let column: Vec<f64> = payoffs.iter().map(|row| row[future]).collect();
        share_out(&column, &mut best_in);
    }
    let domains = starr(payoffs, attitude);
    let of = |(policy, row): (usize, &Vec<f64>)| {
        let mut regrets: Vec<f64> = row.iter().zip(&best).map(|(payoff, best)| best - payoff).collect();
        regrets.sort_unstable_by(f64::total_cmp);
        let mean = |values: &[f64]| values.iter().sum::<f64>() / futures as f64;
        let worst = row.iter().copied().fold(f64::INFINITY, f64::min);
        let best = row.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let enough = |needed: f64| {
            row.iter().filter(|&&payoff| is_enough(payoff, needed)).count() as f64 / futures as f64
        };
        Robustness {
            largest_regret: regrets[futures - 1],
            regret_90: quantile(&regrets, 0.9),
            mean_regret: mean(&regrets),
            worst,
            best,
            mean: mean(row),
            hurwicz: attitude.optimism * best + (1.0 - attitude.optimism) * worst,
            best_in: best_in[policy] / futures as f64,
            starr: domains[policy],
            satisficing: attitude.needed.map(enough),
        }
    };
    Ok(payoffs.iter().enumerate().map(of).collect())
}

/// Gives a point to the largest; several share it.
fn share_out(values: &[f64], points: &mut [f64]) {
    let most = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let count = values.iter().filter(|&&value| value == most).count();
    for (value, points) in values.iter().zip(points) {
        if *value == most {
            *points += 1.0 / count as f64;
        }
    }
}

/// Starr's domain of each policy, by distributions drawn uniformly from the simplex.
fn starr(payoffs: &[Vec<f64>], attitude: Attitude) -> Vec<Estimate> {
    let mut points = vec![0.0; payoffs.len()];
    let mut weights = vec![0.0; payoffs[0].len()];
    for draw in 0..attitude.draws {
        let mut random = Random::new(attitude.seed, Purpose::Weights, draw as u64);
        // Exponentials over their sum are uniform on the simplex; the sum is the same for all policies.
        weights.fill_with(|| -ln(1.0 - random.unit()));
        let expected =
            |row: &Vec<f64>| row.iter().zip(&weights).map(|(payoff, weight)| payoff * weight).sum();
        let expected: Vec<f64> = payoffs.iter().map(expected).collect();
        share_out(&expected, &mut points);
    }
    let interval = |points: f64| {
        let (low, high) = wilson(points.round() as u64, attitude.draws as u64);
        Estimate { value: points / attitude.draws as f64, low, high }
    };
    points.into_iter().map(interval).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn starrs_domain_of_two_futures_is_a_part_of_an_interval() {
        // 3 p against 1 (1 − p) + 1 p: the first is best where p > 1/3.
        let found = robustness(&[vec![3.0, 0.0], vec![1.0, 1.0]], Attitude::default()).unwrap();
        assert!(found[0].starr.holds(2.0 / 3.0) && found[1].starr.holds(1.0 / 3.0), "{found:?}");
        assert_eq!(found[0].starr.value + found[1].starr.value, 1.0);
    }

    #[test]
    fn policies_that_are_alike_share() {
        let found = robustness(&[vec![1.0, 2.0], vec![1.0, 2.0]], Attitude::default()).unwrap();
        assert_eq!((found[0].best_in, found[0].starr.value, found[0].largest_regret), (0.5, 0.5, 0.0));
    }

    #[test]
    fn hurwicz_goes_from_maximin_to_maximax() {
        let of = |optimism| {
            let attitude = Attitude { optimism, ..Attitude::default() };
            robustness(&[vec![-4.0, 0.0, 6.0]], attitude).map(|found| found[0].hurwicz)
        };
        assert_eq!([0.0, 0.25, 1.0].map(|optimism| of(optimism).unwrap()), [-4.0, -1.5, 6.0]);
        assert_eq!(of(1.5).unwrap_err().to_string(), "optimism is 1.5; expected a number from 0 to 1");
    }

    #[test]
    fn a_payoff_that_is_no_number_is_refused() {
        let error = robustness(&[vec![0.0, 1.0], vec![f64::NAN, 1.0]], Attitude::default()).unwrap_err();
        assert!(error.to_string().starts_with("row 1 (counted from 1) of the payoffs of a policy is NaN"));
    }
}
