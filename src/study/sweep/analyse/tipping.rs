//! Where a statement begins or ceases to hold as one number varies: tipping points.
//!
//! The grid of the sweep is where the search begins; points that it looks at beyond are points of the sweep like all
//! others. So what it found can be found again from the figures, without looking at anything anew.

use super::interval;
use super::measures::Measures;
use crate::play::interval::Z95;
use crate::prose::numbers::{count, fixed};
use crate::results::study::{
    Analysis, Crossing, FactorFigures, IntervalFigures, Level, PointFigures, StudyFigures, TippingFigures,
    TippingPointFigures,
};
use crate::scenario::statement::{Expect, Formula, PointMeasure, Side};
use crate::study::estimate::Estimate;
use crate::study::factor::Factor;
use crate::study::sweep::plan::DesignKind;
use crate::study::tipping::{self, Search};

/// How closely a place is narrowed down, in parts of the range.
const TOLERANCE: f64 = 1e-4;

/// Whether a sweep asks where a statement begins to hold: a grid over one number, with a statement.
pub(in crate::study::sweep) fn is_asked_for(study: &StudyFigures) -> bool {
    let is_grid = study.design == DesignKind::Grid.name();
    is_grid && study.interest.is_some() && matches!(&study.factors[..], [factor] if factor.scale != "list")
}

pub(super) fn analysis(measures: &Measures<'_>) -> Result<Analysis, String> {
    let points = &measures.study.points;
    let factor = &measures.study.factors[0];
    let known = |level: &Level| {
        let found = points.iter().find(|point| point.factors.get(&factor.path) == Some(level));
        found.ok_or_else(|| format!("there is no point at {level}"))
    };
    find(measures.study, known).map(Analysis::TippingPoints)
}

/// Looks for the tipping points; `look` gives the figures at a value of the factor.
pub(in crate::study::sweep) fn find(
    study: &StudyFigures,
    mut look: impl FnMut(&Level) -> Result<PointFigures, String>,
) -> Result<TippingFigures, String> {
    let interest = study.interest.as_deref().unwrap_or_default();
    let factor = &study.factors[0];
    let range = Factor::of(factor).ok_or("what varies is no number")?;
    let statement = study.statement().ok_or("no statement says where to look")??;
    let gap = Gap::of(statement, study)?;
    // The grid proper: what was looked at beyond it came later.
    let grid = study.grid.ok_or("it is not told how many points the grid has")?;
    let search = Search { low: 0.0, high: 1.0, points: grid, tolerance: TOLERANCE, threshold: 0.0 };
    let found = search.find(|coordinate| {
        let point = look(&range.between(coordinate))?;
        match point.failed {
            None => Ok(gap.at(&point)),
            Some(why) => Err(why),
        }
    });
    let found = found.map_err(|error| match error {
        tipping::TippingError::Search(error) => error.to_string(),
        tipping::TippingError::Measure(why) => why,
    })?;
    let value = |coordinate: f64| range.between(coordinate).number().unwrap_or(f64::NAN);
    let point = |point: &tipping::TippingPoint| {
        let end = |coordinate: f64| if coordinate.is_finite() { value(coordinate) } else { coordinate };
        let Estimate { value: at, low, high } = point.at;
        let crossing = match point.crossing {
            tipping::Crossing::Touching => Crossing::Touches,
            tipping::Crossing::Rising => Crossing::Begins,
            tipping::Crossing::Falling => Crossing::Ceases,
        };
        TippingPointFigures {
            at: interval(Estimate { value: value(at), low: end(low), high: end(high) }),
            crossing,
            crossings: point.crossings,
        }
    };
    let first = found.grid.first().map_or(0.0, |(_, measure)| measure.value);
    Ok(TippingFigures {
        interest: interest.to_owned(),
        holds_at_first: first > 0.0,
        points: found.points.iter().map(point).collect(),
    })
}

/// By how much a comparison holds at a point.
struct Gap {
    statement: Expect<PointMeasure>,
    outcomes: usize,
    /// Whether plays are sampled, so that the gap has an interval.
    is_sampled: bool,
}

impl Gap {
    fn of(statement: Expect<PointMeasure>, study: &StudyFigures) -> Result<Gap, String> {
        let is_sampled = study.plays > 0;
        check(&statement, is_sampled)?;
        Ok(Gap { statement, outcomes: study.outcomes.len(), is_sampled })
    }

    fn at(&self, point: &PointFigures) -> Estimate {
        let value = self.statement.margin(self.outcomes, |measure| point.measure(measure));
        if !self.is_sampled {
            return Estimate::exact(value);
        }
        // One measure by itself on one side: the ends of its interval are those of the gap, or turned round.
        let (low, high) = (
            self.statement.margin(self.outcomes, |measure| low(point, measure)),
            self.statement.margin(self.outcomes, |measure| high(point, measure)),
        );
        Estimate { value, low: low.min(high), high: low.max(high) }
    }
}

/// Checks, before anything is looked at, that a statement has tipping points.
///
/// # Errors
/// A sentence, where the statement has no two sides, or sampled ones whose difference has no interval.
pub(in crate::study::sweep) fn check(
    statement: &Expect<PointMeasure>,
    is_sampled: bool,
) -> Result<(), String> {
    let Expect::Compare { left, right, .. } = statement else {
        return Err("A tipping point is one of a comparison with `<`, `<=`, `>` or `>=`.".to_owned());
    };
    let is_plain = |side: &Side<PointMeasure>| matches!(side.formula, Formula::Figure(_));
    if is_sampled && (statement.figures().len() != 1 || !(is_plain(left) || is_plain(right))) {
        return Err("With --plays, a tipping point is where one measure by itself crosses a number, as in                     `share(war) > 0.05`; without --plays any comparison will do."
            .to_owned());
    }
    Ok(())
}

fn low(point: &PointFigures, measure: PointMeasure) -> f64 {
    match measure {
        PointMeasure::Share(outcome) => point.outcomes[outcome].low,
        PointMeasure::Value(actor) => point.actors[actor].payoff_mean - Z95 * point.actors[actor].payoff_se,
    }
}

fn high(point: &PointFigures, measure: PointMeasure) -> f64 {
    match measure {
        PointMeasure::Share(outcome) => point.outcomes[outcome].high,
        PointMeasure::Value(actor) => point.actors[actor].payoff_mean + Z95 * point.actors[actor].payoff_se,
    }
}

/// A sentence for each tipping point, or that there is none.
pub(super) fn told(study: &StudyFigures, found: &TippingFigures) -> Vec<String> {
    let factor = &study.factors[0];
    let (first, last) = (&factor.values[0], &factor.values[factor.values.len() - 1]);
    let TippingFigures { interest, .. } = found;
    if found.points.is_empty() {
        let how = if found.holds_at_first { "holds at all" } else { "holds at none of the" };
        return vec![format!(
            "No tipping point in range: `{interest}` {how} {} points with {} from {first} to {last}.",
            count(study.points.len() as u64),
            factor.path,
        )];
    }
    found.points.iter().map(|point| sentence(study, factor, interest, point)).collect()
}

fn sentence(
    study: &StudyFigures,
    factor: &FactorFigures,
    interest: &str,
    point: &TippingPointFigures,
) -> String {
    let does = match point.crossing {
        Crossing::Begins => "begins to hold",
        Crossing::Ceases => "ceases to hold",
        Crossing::Touches => "is just met",
    };
    let IntervalFigures { value, low, high } = point.at;
    let path = &factor.path;
    if factor.scale == "whole" && study.plays == 0 {
        let (low, high) = (low.unwrap_or(value), high.unwrap_or(value));
        return format!("`{interest}` {does} between {path} = {low} and {high}.");
    }
    // As many decimals as the search can tell apart.
    let ends: Vec<f64> = factor.values.iter().filter_map(Level::number).collect();
    let size = ends.last().zip(ends.first()).map_or(1.0, |(last, first)| last - first);
    let places = (-(TOLERANCE * size).log10()).clamp(0.0, 9.0);
    let places = if study.plays == 0 { places.ceil() } else { places.floor() } as usize;
    let end = |end: Option<f64>| end.map(|end| fixed(end, places));
    let interval = match (end(low), end(high)) {
        (Some(low), Some(high)) => format!("{low} to {high}"),
        (Some(low), None) => format!("from {low} on, beyond the range"),
        (None, Some(high)) => format!("up to {high}, from below the range"),
        (None, None) => "the whole range and beyond".to_owned(),
    };
    let what = if study.plays == 0 { "found between" } else { "95\u{a0}% interval" };
    let several = match point.crossings {
        1 => String::new(),
        crossings => format!("; {crossings} crossings there can not be told from one another"),
    };
    let interval = if study.plays == 0 { interval.replace(" to ", " and ") } else { interval };
    format!("`{interest}` {does} at {path} = {} ({what} {interval}{several}).", fixed(value, places))
}
