//! Intervals from independent replicates of a whole design.

use super::Finding;
use super::figures::{figures, finding, moments};
use super::results::{Checked, Layout};
use super::terms::{Scale, Terms};
use crate::study::estimate::{AnalysisError, Estimate, as_many, enough, mean_and_deviation, student};
use crate::study::sampled::Results;

/// Indices of several designs that differ in their scramble alone (and, where results are sampled, in their seed).
/// Numerators and variances are means over all, each centred on its own mean; the intervals are Student's over the
/// jackknife's pseudo-values of the replicates, so they hold for the points of Sobol' sequences, where the bootstrap's are
/// far too wide. In 2,000 simulated studies of the Ishigami function, of 8 replicates of 64, 256 and 1,024 base rows, 94.6 to
/// 96.2 % of them held the truth.
///
/// Tukey, "Bias and confidence in not-quite large samples", Annals of Mathematical Statistics 29, 1958.
///
/// # Errors
/// If a result is no finite number, their number does not fit the layout, replicates differ in size or in what is known
/// of their noise, or there are fewer than two.
pub fn replicated(layout: Layout, replicates: &[Results<'_>]) -> Result<Finding, AnalysisError> {
    enough("replicates", replicates.len(), 2)?;
    let studies: Vec<Checked<'_>> =
        replicates.iter().map(|&results| Checked::new(layout, results)).collect::<Result<_, _>>()?;
    let scale = match Scale::of(&studies) {
        Ok(scale) => scale,
        Err(value) => return Ok(Finding::NoVariance { value }),
    };
    let scales: Vec<Scale> = studies.iter().map(|study| scale.about_the_mean_of(study)).collect();
    let terms: Vec<Terms> =
        studies.iter().zip(&scales).map(|(study, &scale)| Terms::new(study, scale)).collect();
    let places = terms[0].places;
    for terms in &terms {
        as_many("the base rows of a replicate", terms.rows, studies[0].rows)?;
        as_many("what is known of a replicate", terms.places.width(), places.width())?;
    }
    let of_one = |(terms, own): (&Terms, &Scale)| {
        let mut moments = moments(places, terms.means());
        moments[0] += (own.mean - scale.mean) / scale.deviation;
        moments
    };
    let each: Vec<Vec<f64>> = terms.iter().zip(&scales).map(of_one).collect();
    let count = each.len() as f64;
    let sums: Vec<f64> =
        (0..places.width()).map(|term| each.iter().map(|moments| moments[term]).sum()).collect();
    let all: Vec<f64> = sums.iter().map(|sum| sum / count).collect();
    Ok(finding(places, scale, &all, |values| {
        let without = |left_out: &Vec<f64>| {
            let rest: Vec<f64> =
                sums.iter().zip(left_out).map(|(sum, one)| (sum - one) / (count - 1.0)).collect();
            figures(places, &rest)
        };
        let without: Vec<Vec<f64>> = each.iter().map(without).collect();
        let interval = |(figure, &value): (usize, &f64)| {
            let pseudo: Vec<f64> =
                without.iter().map(|without| count * value - (count - 1.0) * without[figure]).collect();
            let error = mean_and_deviation(&pseudo).1 / count.sqrt();
            let half_width = student(each.len() - 1) * error;
            Estimate::within(value, if half_width.is_finite() { half_width } else { f64::INFINITY })
        };
        values.iter().enumerate().map(interval).collect()
    }))
}
