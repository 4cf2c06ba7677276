//! Sobol' indices of every measure, from the replicates of a Saltelli design.

use super::interval;
use super::measures::Measures;
use super::words::{part, part_to};
use crate::prose::numbers::exact_share;
use crate::results::study::{Analysis, FactorIndices, Nothing, PairIndex, StudyFigures, VarianceFigures};
use crate::scenario::statement::PointMeasure;
use crate::study::sampled::Results;
use crate::study::sobol_indices::{Finding, Layout, replicated};

/// Outcomes that are told, those whose shares vary most.
const HEADLINES: usize = 3;

pub(super) fn analysis(measures: &Measures<'_>) -> Result<Analysis, String> {
    let study = measures.study;
    let saltelli = study.saltelli.ok_or("it is not told how the points follow each other")?;
    let layout = Layout { factors: study.factors.len(), second_order: saltelli.second_order };
    let of = |measure| variance(measures, layout, saltelli.replicates, measure);
    let found = measures.all().map(of).collect::<Result<Vec<_>, _>>()?;
    Ok(Analysis::SobolIndices { replicates: saltelli.replicates, measures: found })
}

fn variance(
    measures: &Measures<'_>,
    layout: Layout,
    replicates: usize,
    measure: PointMeasure,
) -> Result<VarianceFigures, String> {
    let points = &measures.study.points;
    let size = (points.len() / replicates.max(1)).max(1);
    let parts = (0..points.len()).step_by(size).map(|from| from..points.len().min(from + size));
    let values = measures.values(measure);
    let batches = parts.map(|part| Measures::batches(points.range(part), measure));
    let batches = batches.collect::<Result<Vec<_>, _>>()?;
    let results: Vec<Results<'_>> = match batches.iter().all(Vec::is_empty) {
        true => values.chunks(size).map(Results::Exact).collect(),
        false => batches.iter().map(|batches| Results::Batches(batches)).collect(),
    };
    let found = replicated(layout, &results).map_err(|error| error.to_string())?;
    let path = |factor: usize| measures.study.factors[factor].path.clone();
    let empty = |mean, variance, nothing| VarianceFigures {
        measure: measures.name(measure),
        mean,
        variance,
        nothing,
        noise: None,
        factors: Vec::new(),
        pairs: Vec::new(),
        interactions: None,
    };
    Ok(match found {
        Finding::NoVariance { value } => empty(value, 0.0, Some(Nothing::Constant)),
        Finding::OnlyNoise { mean, .. } => empty(mean, 0.0, Some(Nothing::OnlyNoise)),
        Finding::Indices(found) => VarianceFigures {
            noise: found.noise.map(interval),
            factors: found
                .first
                .iter()
                .zip(&found.total)
                .enumerate()
                .map(|(factor, (first, total))| FactorIndices {
                    path: path(factor),
                    first: interval(*first),
                    total: interval(*total),
                })
                .collect(),
            pairs: found
                .second
                .iter()
                .map(|pair| PairIndex {
                    paths: [path(pair.factors.0), path(pair.factors.1)],
                    index: interval(pair.index),
                })
                .collect(),
            interactions: Some(interval(found.interactions)),
            ..empty(found.mean, found.variance, None)
        },
    })
}

/// For each of the outcomes whose shares vary most, the factor with the largest total index.
pub(super) fn told(study: &StudyFigures) -> Vec<String> {
    let shares = study.most_varied();
    let Some((_, first)) = shares.first() else {
        return vec!["Nothing that is varied moves the share of an outcome beyond noise.".to_owned()];
    };
    let mut told: Vec<String> = shares
        .iter()
        .take(HEADLINES)
        .filter_map(|(outcome, found)| sentence(study, *outcome, found))
        .collect();
    told.extend(first.noise.as_ref().map(|noise| {
        format!(
            "Noise of sampling made {} of the variance that was seen of the first, and is taken off.",
            part_to(noise, 1)
        )
    }));
    told
}

fn sentence(study: &StudyFigures, outcome: usize, found: &VarianceFigures) -> Option<String> {
    let most = *found.strongest().first()?;
    let together = found.interactions.as_ref()?;
    Some(format!(
        "`{}`, with {} in the mean over all ranges: {} makes {} of the variance of its share by itself, and {} with what it \
         does together with others. What factors do only together makes {}.",
        study.outcomes[outcome].label,
        exact_share(found.mean),
        most.path,
        part(&most.first),
        part(&most.total),
        part(together),
    ))
}
