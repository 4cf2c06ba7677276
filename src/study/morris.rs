//! Elementary effects: which factors matter at all, from few points (Morris screening).
//!
//! The elementary effect of a factor at a point is (y₊ − y₋) / δ, with δ the length of the step in the unit cube; so it is
//! a change per whole range of the factor. Over trajectories, **μ** is the mean of the effects, **μ\*** the mean of their
//! sizes (how much the factor matters, effects of both signs included), and **σ** their standard deviation (how much the
//! effect depends on where one is: curvature or interaction).
//!
//! **Noise.** Where results are sampled, their noise enters every effect and makes μ\* and σ larger: a factor that does
//! nothing has a μ\* of √(2/π) ≈ 0.8 noise deviations. With common random numbers most of it cancels within a step. How much
//! is left is reported with each factor, so that it can be told from an effect.
//!
//! Morris, "Factorial sampling plans for preliminary computational experiments", Technometrics 33, 1991; Campolongo,
//! Cariboni & Saltelli, "An effective screening design for sensitivity analysis of large models", Environmental Modelling &
//! Software 22, 2007 (μ\*).

use super::design::delta;
use super::estimate::{AnalysisError, Estimate, as_many, enough, mean_and_deviation};
use super::random::{Purpose, Random};
use super::sampled::Results;

/// The effects of one factor.
#[derive(Debug, Clone, PartialEq)]
pub struct Effects {
    /// The elementary effect in each trajectory.
    pub effects: Vec<f64>,
    /// μ, their mean.
    pub mu: f64,
    /// μ\*, the mean of their sizes; its interval is 1.96 standard deviations of bootstrap resamples wide to either side.
    pub mu_star: Estimate,
    /// σ, their standard deviation (*n* − 1).
    pub sigma: f64,
    /// The standard deviation that noise alone gives an effect, its root mean square over the trajectories; nothing where
    /// results are exact.
    pub noise: Option<f64>,
}

/// The effects of each factor, from the points of [`Trajectories`](super::design::Trajectories) on so many levels and
/// the result at each. Points may be scaled to ranges: only which factor moved, and which way, is read from them.
///
/// # Errors
/// If a result is no finite number (its row is named), points and results differ in number, there are fewer than two
/// trajectories or two resamples, or the points are no trajectories.
pub fn elementary_effects(
    points: &[Vec<f64>],
    results: Results<'_>,
    levels: usize,
    resamples: usize,
    seed: u64,
) -> Result<Vec<Effects>, AnalysisError> {
    enough("resamples", resamples, 2)?;
    enough("levels", levels, 2)?;
    let values = results.values()?;
    let steps = steps(points, values.len())?;
    let delta = delta(levels);
    let of = |(factor, rows): (usize, &Vec<Step>)| {
        let effects = rows.iter().map(|step| step.change(&values) / delta).collect();
        let noise = noise(rows, results).map(|noise| noise / delta);
        summed_up(factor, effects, noise, resamples, seed)
    };
    Ok(steps.iter().enumerate().map(of).collect())
}

/// Two neighbours in a trajectory.
struct Step {
    /// Where the factor is lower, and where it is higher.
    lower: usize,
    upper: usize,
}

impl Step {
    /// How much larger the result is where the factor is higher.
    fn change(&self, results: &[f64]) -> f64 {
        results[self.upper] - results[self.lower]
    }
}

/// The steps of each factor, one in each trajectory.
fn steps(points: &[Vec<f64>], results: usize) -> Result<Vec<Vec<Step>>, AnalysisError> {
    as_many("the results", results, points.len())?;
    let factors = points.first().map_or(0, Vec::len);
    let length = factors + 1;
    enough("factors", factors, 1)?;
    enough("trajectories", results / length, 2)?;
    as_many("the results", results, results / length * length)?;
    let mut steps: Vec<Vec<Step>> = (0..factors).map(|_| Vec::new()).collect();
    for (trajectory, points) in points.chunks(length).enumerate() {
        for (number, pair) in points.windows(2).enumerate() {
            let before = trajectory * length + number;
            let (factor, up) = moved(&pair[0], &pair[1])
                .filter(|&(factor, _)| steps[factor].len() == trajectory)
                .ok_or(AnalysisError::NoTrajectory { row: before + 2 })?;
            let (lower, upper) = if up { (before, before + 1) } else { (before + 1, before) };
            steps[factor].push(Step { lower, upper });
        }
    }
    Ok(steps)
}

/// Root mean square of the noise of a factor's changes.
fn noise(steps: &[Step], results: Results<'_>) -> Option<f64> {
    let variance = |step: &Step| match results {
        Results::Exact(_) => 0.0,
        Results::Noisy { errors, .. } => errors[step.lower].powi(2) + errors[step.upper].powi(2),
        Results::Batches(batches) => {
            let changes: Vec<f64> = batches.iter().map(|batch| step.change(batch)).collect();
            mean_and_deviation(&changes).1.powi(2) / batches.len() as f64
        }
    };
    let mean = steps.iter().map(variance).sum::<f64>() / steps.len() as f64;
    (!matches!(results, Results::Exact(_))).then(|| mean.sqrt())
}

/// The one factor that moved between two points, and whether up.
fn moved(from: &[f64], to: &[f64]) -> Option<(usize, bool)> {
    if from.len() != to.len() {
        return None;
    }
    let mut moves = (0..from.len()).filter(|&factor| from[factor] != to[factor]);
    let factor = moves.next()?;
    moves.next().is_none().then(|| (factor, to[factor] > from[factor]))
}

fn summed_up(factor: usize, effects: Vec<f64>, noise: Option<f64>, resamples: usize, seed: u64) -> Effects {
    let (mu, sigma) = mean_and_deviation(&effects);
    let sizes: Vec<f64> = effects.iter().map(|effect| effect.abs()).collect();
    let mut random = Random::new(seed, Purpose::Resample, factor as u64);
    let count = sizes.len();
    let mut again =
        || (0..count).map(|_| sizes[random.below(count as u32) as usize]).sum::<f64>() / count as f64;
    let means: Vec<f64> = (0..resamples).map(|_| again()).collect();
    let interval = Estimate::normal(mean_and_deviation(&sizes).0, mean_and_deviation(&means).1);
    let mu_star = Estimate { low: interval.low.max(0.0), ..interval };
    Effects { effects, mu, mu_star, sigma, noise }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::study::design::{Design, Trajectories};

    #[test]
    fn a_linear_function_has_its_slopes_as_effects() {
        let design = Trajectories::new(3, 10, 4, 1).unwrap();
        let value = |point: &[f64]| 2.0 * point[0] - 5.0 * point[1];
        let points = design.all();
        let results: Vec<f64> = points.iter().map(|point| value(point)).collect();
        let effects = elementary_effects(&points, Results::Exact(&results), 4, 100, 1).unwrap();
        for (effects, slope) in effects.iter().zip([2.0, -5.0, 0.0]) {
            assert!((effects.mu - slope).abs() < 1e-12 && effects.sigma < 1e-12);
            assert!((effects.mu_star.value - f64::abs(slope)).abs() < 1e-12);
        }
    }

    #[test]
    fn noise_is_told_from_effects() {
        // The second factor does nothing. Batches share a level of luck, which cancels, and each result has noise of its own.
        let design = Trajectories::new(2, 400, 4, 1).unwrap();
        let points = design.all();
        let mut random = Random::new(9, Purpose::Resample, 0);
        // Twelve uniform numbers: almost normal, variance 1.
        let mut normal = || (0..12).map(|_| random.unit()).sum::<f64>() - 6.0;
        let batches: Vec<Vec<f64>> = (0..8)
            .map(|_| {
                let level = 50.0 * normal();
                points.iter().map(|point| level + 3.0 * point[0] + 0.8 * normal()).collect()
            })
            .collect();
        let found = elementary_effects(&points, Results::Batches(&batches), 4, 100, 1).unwrap();
        // √2 · 0.8 / √8 for a difference, over δ = 2/3.
        for effects in &found {
            assert!((effects.noise.unwrap() - 0.6).abs() < 0.03, "{:?}", effects.noise);
        }
        assert!((found[1].mu_star.value - 0.8 * 0.6).abs() < 0.03 && (found[0].mu - 3.0).abs() < 0.1);
        let values: Vec<f64> = points.iter().map(|point| 3.0 * point[0]).collect();
        let noisy = Results::Noisy { values: &values, errors: &vec![0.2; values.len()] };
        let noise = elementary_effects(&points, noisy, 4, 100, 1).unwrap()[1].noise.unwrap();
        assert!((noise - 0.2 * 2f64.sqrt() * 1.5).abs() < 1e-12);
    }

    #[test]
    fn what_can_not_be_analysed_is_refused() {
        let design = Trajectories::new(2, 3, 4, 1).unwrap();
        let mut points = design.all();
        let mut results = vec![1.0; 9];
        results[4] = f64::INFINITY;
        let error = |points: &[Vec<f64>], results: &[f64]| {
            elementary_effects(points, Results::Exact(results), 4, 100, 1).unwrap_err().to_string()
        };
        assert!(error(&points, &results).starts_with("row 5 (counted from 1) of the results is inf"));
        results[4] = 1.0;
        assert_eq!(error(&points, &results[..8]), "8 values of the results; expected 9");
        points[4] = points[3].clone();
        assert!(
            error(&points, &results).starts_with("row 5 (counted from 1) of the points does not continue")
        );
    }
}
