//! What the points of a sweep mean: the analysis that its design is made for.
//!
//! Figures alone are read, so what is found can be found again from `study.json`. A point that failed leaves the analysis
//! out: without it indices would be biased, and with a number made up for it they would be wrong.

pub(super) mod choice;
mod discovery;
mod elementary_effects;
mod measures;
mod sobol_indices;
pub(super) mod tipping;
mod words;

use super::plan::DesignKind;
use crate::results::study::{Analysis, IntervalFigures, StudyFigures};
use crate::study::estimate::Estimate;
use measures::Measures;
use std::str::FromStr;

/// The analysis of a sweep; none where its design is for looking only.
#[must_use]
pub fn analyse(study: &StudyFigures) -> Option<Analysis> {
    let kind = DesignKind::from_str(&study.design).ok()?;
    let is_asked_for = study.interest.is_some();
    let of_grid = if tipping::is_asked_for(study) { tipping::analysis } else { discovery::analysis };
    let analysis: fn(&Measures<'_>) -> Result<Analysis, String> = match kind {
        _ if study.choice.is_some() => choice::analysis,
        _ if choice::is_tournament(study) => choice::tournament,
        DesignKind::Saltelli => sobol_indices::analysis,
        DesignKind::Morris => elementary_effects::analysis,
        DesignKind::LatinHypercube | DesignKind::Sobol | DesignKind::Saved => discovery::analysis,
        DesignKind::Grid if is_asked_for => of_grid,
        DesignKind::Grid | DesignKind::OneAtATime => return None,
    };
    let failed = study.points.failures();
    let found = match failed {
        0 => analysis(&Measures::of(study)),
        1 => Err("a point has no figures".to_owned()),
        failed => Err(format!("{failed} points have no figures")),
    };
    Some(found.unwrap_or_else(|why| Analysis::LeftOut { why }))
}

/// The sentences of an analysis.
pub(super) fn told(study: &StudyFigures) -> Vec<String> {
    match &study.analysis {
        Some(Analysis::SobolIndices { .. }) => sobol_indices::told(study),
        Some(Analysis::ElementaryEffects { .. }) => elementary_effects::told(study),
        Some(Analysis::Discovery(found)) => discovery::told(study, found),
        Some(Analysis::TippingPoints(found)) => tipping::told(study, found),
        Some(Analysis::Choice(found)) => choice::told(study, found),
        Some(Analysis::Tournament(found)) => choice::told_of_tournament(study, found),
        Some(Analysis::LeftOut { why }) => vec![format!("The analysis is left out: {why}.")],
        None => Vec::new(),
    }
}

fn interval(estimate: Estimate) -> IntervalFigures {
    let end = |end: f64| end.is_finite().then_some(end);
    IntervalFigures { value: estimate.value, low: end(estimate.low), high: end(estimate.high) }
}
