//! Elementary effects on every measure, from the trajectories of Morris.

use super::interval;
use super::measures::Measures;
use super::words::ends;
use crate::prose::numbers::fixed;
use crate::results::study::{Analysis, EffectsFigures, FactorEffects, FactorFigures, StudyFigures};
use crate::scenario::statement::PointMeasure;
use crate::study::morris::{Effects, elementary_effects};
use crate::study::sampled::Results;
use crate::study::sweep::plan::MORRIS_LEVELS;

/// Outcomes that are told, those that move most.
const HEADLINES: usize = 3;
/// Resamples for the interval of μ*.
const RESAMPLES: usize = 1000;

pub(super) fn analysis(measures: &Measures<'_>) -> Result<Analysis, String> {
    let study = measures.study;
    let points = study.points.iter().map(|point| measures.coordinates(&point)).collect::<Option<Vec<_>>>();
    let points = points.ok_or("a point has no value of a factor")?;
    let of = |measure| effects(measures, &points, measure);
    let found = measures.all().map(of).collect::<Result<Vec<_>, _>>()?;
    let trajectories = study.points.len() / (study.factors.len() + 1);
    Ok(Analysis::ElementaryEffects { trajectories, measures: found })
}

fn effects(
    measures: &Measures<'_>,
    points: &[Vec<f64>],
    measure: PointMeasure,
) -> Result<EffectsFigures, String> {
    let study = measures.study;
    let values = measures.values(measure);
    let batches = Measures::batches(study.points.iter(), measure)?;
    let results = if batches.is_empty() { Results::Exact(&values) } else { Results::Batches(&batches) };
    let found = elementary_effects(points, results, MORRIS_LEVELS, RESAMPLES, study.seed);
    let found = found.map_err(|error| error.to_string())?;
    let factor = |(effects, factor): (Effects, &FactorFigures)| FactorEffects {
        path: factor.path.clone(),
        mu: effects.mu,
        mu_star: interval(effects.mu_star),
        sigma: effects.sigma,
        noise: effects.noise,
    };
    let factors = found.into_iter().zip(&study.factors).map(factor).collect();
    Ok(EffectsFigures { measure: measures.name(measure), factors })
}

/// For each of the outcomes that move most, the factor that moves it most.
pub(super) fn told(study: &StudyFigures) -> Vec<String> {
    let all = study.most_affected();
    if all.is_empty() {
        return vec!["No step of a factor moves the share of an outcome.".to_owned()];
    }
    let points = |share: f64| fixed(100.0 * share, 1);
    let sentence = |(outcome, found): &(usize, &EffectsFigures)| {
        let effects = *found.strongest().first()?;
        let noise = effects.noise.map_or_else(String::new, |noise| {
            format!("; noise of sampling alone gives a step {}", points(noise))
        });
        Some(format!(
            "`{}` moves most with {}: over its range by {} percentage points in the mean of the trajectories (μ*, \
             95\u{a0}% interval {}), and σ = {}{noise}.",
            study.outcomes[*outcome].label,
            effects.path,
            points(effects.mu_star.value),
            ends(&effects.mu_star, 1),
            points(effects.sigma),
        ))
    };
    all.iter().take(HEADLINES).filter_map(sentence).collect()
}
