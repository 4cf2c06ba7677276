//! Where cases of interest come about: factor by factor, and in a box of factors.

use super::interval;
use super::measures::{Measures, span};
use super::words::ends;
use crate::prose::numbers::{count, fixed, number, p_value};
use crate::results::study::{
    Analysis, BoxCount, BoxFigures, BoxScore, DiscoveryFigures, FactorFigures, FactorRegion, Level,
    LimitFigures, PointFigures, PrimFigures, ROUNDING, RegionalFigures, StudyFigures,
};
use crate::scenario::statement::PointMeasure;
use crate::study::estimate::{AnalysisError, quantile};
use crate::study::prim::{Data, Factor, Kind, Limit, Prim, PrimBox, Settings, Side};
use crate::study::random::{Purpose, Random};
use crate::study::regional::regional;

/// From so many points on a quarter of them is kept back from the search for a box.
const ENOUGH_TO_KEEP_BACK: usize = 40;
/// Random halves of the points in which limits have to come back.
const HALVES: usize = 50;
/// A p-value below which a factor is told.
const SURE: f64 = 0.05;
/// Sentences on single factors.
const HEADLINES: usize = 3;

pub(super) fn analysis(measures: &Measures<'_>) -> Result<Analysis, String> {
    let study = measures.study;
    let wrong = |error: AnalysisError| error.to_string();
    let (Some(interest), Some(statement)) = (&study.interest, study.statement()) else {
        let above_the_median = |outcome| {
            let measure = PointMeasure::Share(outcome);
            let values = measures.values(measure);
            let mut sorted = values.clone();
            sorted.sort_by(f64::total_cmp);
            let median = shortest(quantile(&sorted, 0.5), &sorted);
            let is: Vec<bool> = values.iter().map(|&value| value > median).collect();
            let says = format!("{} > {median}", measures.name(measure));
            (span(&values) > ROUNDING && is.contains(&true)).then(|| region(measures, says, &is))
        };
        let outcomes = (0..study.outcomes.len()).filter_map(above_the_median);
        let regional = outcomes.collect::<Result<Vec<_>, _>>().map_err(wrong)?;
        return Ok(Analysis::Discovery(DiscoveryFigures { regional, prim: None }));
    };
    let statement = statement?;
    let holds = |point: PointFigures| statement.holds(study.outcomes.len(), |one| point.measure(one));
    let is: Vec<bool> = study.points.iter().map(holds).collect();
    let many = is.iter().filter(|&&is| is).count();
    if many == 0 || many == is.len() {
        let which = if many == 0 { "none" } else { "all" };
        return Err(format!("`{interest}` holds at {which} of the points"));
    }
    let regional = vec![region(measures, interest.clone(), &is).map_err(wrong)?];
    let prim = found_box(measures, interest, &is).map_err(wrong)?;
    Ok(Analysis::Discovery(DiscoveryFigures { regional, prim }))
}

/// The number with fewest digits, three at least, that as many of some values are above as above this one.
fn shortest(number: f64, sorted: &[f64]) -> f64 {
    let below = |number: f64| sorted.partition_point(|&value| value <= number);
    let cut = |digits: usize| format!("{number:.digits$e}").parse().ok();
    (2..17).filter_map(cut).find(|&cut: &f64| below(cut) == below(number)).unwrap_or(number)
}

/// How differently each factor is distributed; of lists those whose values are numbers.
fn region(measures: &Measures<'_>, says: String, is: &[bool]) -> Result<RegionalFigures, AnalysisError> {
    let study = measures.study;
    let values = |path: &str| -> Option<Vec<f64>> {
        study.points.iter().map(|point| point.factors.get(path)?.number()).collect()
    };
    let numbers: Vec<(&str, Vec<f64>)> = study
        .factors
        .iter()
        .filter_map(|factor| Some((factor.path.as_str(), values(&factor.path)?)))
        .collect();
    let columns: Vec<Vec<f64>> = numbers.iter().map(|(_, values)| values.clone()).collect();
    let found = regional(&columns, is)?;
    let mut factors: Vec<FactorRegion> = numbers
        .iter()
        .zip(&found)
        .map(|((path, values), found)| {
            let up_to = |wanted: bool| {
                let all = || values.iter().zip(is).filter(|(_, is)| **is == wanted);
                all().filter(|(value, _)| **value <= found.at).count() as f64 / all().count() as f64
            };
            FactorRegion {
                path: (*path).to_owned(),
                distance: found.distance,
                at: found.at,
                above: up_to(true) < up_to(false),
                p: found.adjusted,
            }
        })
        .collect();
    factors.sort_by(|a, b| b.distance.total_cmp(&a.distance));
    let points = is.iter().filter(|&&is| is).count();
    Ok(RegionalFigures { interest: says, points, factors })
}

/// The points that a box is looked for in, and those that are kept back from the search: a random quarter.
fn divided(points: usize, seed: u64) -> (Vec<usize>, Vec<usize>) {
    let mut all: Vec<usize> = (0..points).collect();
    if points < ENOUGH_TO_KEEP_BACK {
        return (all, Vec::new());
    }
    Random::new(seed, Purpose::KeptBack, 0).shuffle(&mut all);
    let mut back = all.split_off(points - points / 4);
    all.sort_unstable();
    back.sort_unstable();
    (all, back)
}

fn found_box(
    measures: &Measures<'_>,
    interest: &str,
    is: &[bool],
) -> Result<Option<PrimFigures>, AnalysisError> {
    let study = measures.study;
    let Some(points) =
        study.points.iter().map(|point| measures.coordinates(&point)).collect::<Option<Vec<_>>>()
    else {
        return Ok(None);
    };
    let (searched, back) = divided(points.len(), study.seed);
    let data = |numbers: &[usize]| {
        let factor = |(index, factor): (usize, &FactorFigures)| {
            let kind = match factor.scale.as_str() {
                "list" => Kind::Category,
                "whole" => Kind::Whole,
                _ => Kind::Real,
            };
            Factor::new(kind, numbers.iter().map(|&number| points[number][index]).collect())
        };
        let of_interest = numbers.iter().map(|&number| is[number]).collect();
        Data::new(study.factors.iter().enumerate().map(factor).collect(), of_interest)
    };
    let among = data(&searched)?;
    let of_interest = searched.iter().filter(|&&number| is[number]).count();
    if of_interest == 0 {
        return Ok(None);
    }
    let prim = Prim::new(&among, Settings::default())?;
    let Some(trajectory) = prim.find() else { return Ok(None) };
    let chosen = trajectory.balanced();
    let found = &trajectory.boxes[chosen];
    let kept_back = match back.is_empty() {
        true => None,
        false => {
            let score = found.score(&data(&back)?)?;
            Some(BoxScore {
                all: BoxCount {
                    points: back.len(),
                    of_interest: back.iter().filter(|&&number| is[number]).count(),
                },
                holds: BoxCount { points: score.points, of_interest: score.of_interest },
                coverage: interval(score.coverage),
                density: interval(score.density),
            })
        }
    };
    let figures = |found: &PrimBox| BoxFigures {
        holds: BoxCount { points: found.points, of_interest: found.of_interest },
        coverage: found.coverage,
        density: found.density,
        restricted: found.restricted,
    };
    Ok(Some(PrimFigures {
        interest: interest.to_owned(),
        found_in: BoxCount { points: searched.len(), of_interest },
        boxes: trajectory.boxes.iter().map(figures).collect(),
        chosen,
        limits: limits(measures, &prim, found),
        kept_back,
    }))
}

/// The limits of a box, a factor each.
fn limits(measures: &Measures<'_>, prim: &Prim<'_>, found: &PrimBox) -> Vec<LimitFigures> {
    let study = measures.study;
    let again = prim.reproduced(found, HALVES, study.seed);
    let limit = |(factor, limit): (usize, &Limit)| {
        let sides: Vec<_> = found.quasi_p.iter().filter(|limit| limit.factor == factor).collect();
        if sides.is_empty() {
            return None;
        }
        let is_on = |side| sides.iter().any(|limit| limit.side == side);
        let (low, high, among) = match limit {
            Limit::Range { low, high } => {
                (is_on(Side::Lower).then_some(*low), is_on(Side::Upper).then_some(*high), None)
            }
            Limit::Among(categories) => {
                let values = &study.factors[factor].values;
                let level = |&category: &u32| -> Level { values[category as usize].clone() };
                (None, None, Some(categories.iter().map(level).collect()))
            }
        };
        let comes_back = again.iter().filter(|again| again.factor == factor && again.chosen);
        Some(LimitFigures {
            path: study.factors[factor].path.clone(),
            low,
            high,
            among,
            quasi_p: sides.iter().map(|limit| limit.value).fold(0.0, f64::max),
            comes_back: comes_back.map(|again| again.by_coverage).fold(1.0, f64::min),
        })
    };
    found.limits.iter().enumerate().filter_map(limit).collect()
}

/// The sentences: on single factors, then on the box.
pub(super) fn told(study: &StudyFigures, found: &DiscoveryFigures) -> Vec<String> {
    let mut told: Vec<String> =
        found.regional.iter().filter_map(|found| of_one_factor(study, found)).take(HEADLINES).collect();
    told.extend(found.prim.iter().flat_map(of_the_box));
    told
}

/// The factor that is distributed most differently where cases of interest come about.
fn of_one_factor(study: &StudyFigures, found: &RegionalFigures) -> Option<String> {
    let all = study.points.len();
    let first = found.factors.first()?;
    let where_ = format!("`{}` ({} of {} points)", found.interest, found.points, count(all as u64));
    if first.p > SURE {
        return study.interest.as_ref().map(|_| {
            format!(
                "No single factor is distributed differently where {where_}: the least p-value is {}.",
                p_value(first.p)
            )
        });
    }
    Some(format!(
        "Where {where_}, {} lies more often {} {} than elsewhere: the distributions are {} apart (Kolmogorov–Smirnov, \
         p-value {}).",
        first.path,
        if first.above { "above" } else { "at or below" },
        number(first.at),
        number(first.distance),
        p_value(first.p),
    ))
}

fn of_the_box(found: &PrimFigures) -> Vec<String> {
    if found.limits.is_empty() {
        return vec![format!(
            "No box of factors is denser in points where `{}` than all points are.",
            found.interest
        )];
    }
    let chosen = &found.boxes[found.chosen];
    let limits: Vec<String> = found.limits.iter().map(limit_told).collect();
    let percent = |share: f64| format!("{}\u{a0}%", fixed(100.0 * share, 0));
    let mut told = vec![format!(
        "`{}` comes about mostly where {}: at {} of the {} points there, which are {} of all points where it does; {} of all \
         points are such.",
        found.interest,
        joined(&limits),
        chosen.holds.of_interest,
        chosen.holds.points,
        percent(chosen.coverage),
        percent(found.found_in.of_interest as f64 / found.found_in.points as f64),
    )];
    if let Some(score) = &found.kept_back {
        told.push(format!(
            "At {} points that were kept back from the search the box holds {}, of which {} are such: {} (95\u{a0}% interval \
             {}\u{a0}%).",
            score.all.points,
            score.holds.points,
            score.holds.of_interest,
            percent(score.density.value),
            ends(&score.density, 0),
        ));
    }
    told
}

/// `tension is at least 2.1 and at most 4`.
fn limit_told(limit: &LimitFigures) -> String {
    let path = &limit.path;
    match (limit.low, limit.high, &limit.among) {
        (_, _, Some(among)) => {
            let among: Vec<String> = among.iter().map(Level::told).collect();
            format!("{path} is {}", among.join(" or "))
        }
        (Some(low), Some(high), _) => format!("{path} lies from {} to {}", number(low), number(high)),
        (Some(low), None, _) => format!("{path} is at least {}", number(low)),
        (None, Some(high), _) => format!("{path} is at most {}", number(high)),
        (None, None, None) => path.clone(),
    }
}

fn joined(parts: &[String]) -> String {
    match parts.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
        None => String::new(),
    }
}
