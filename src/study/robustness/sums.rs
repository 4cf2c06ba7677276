//! What the samples come to: shares of them in which something holds, and how far outcomes are left open.

use super::numbers::Numbers;
use super::{Robustness, told};
use crate::play::interval::wilson;
use crate::results::FORMAT;
use crate::results::robustness::{
    ApartFigures, BandFigures, FailedSample, HeldFigures, RobustnessFigures, SampleFigures, SampleShare,
};
use crate::scenario::Scenario;
use crate::study::estimate::quantile;
use crate::study::regional::regional;

/// Numbers that are named as making the difference, at most.
const MOST_APART: usize = 3;
/// A difference is told if one as large comes about by chance in fewer studies than this part of them.
const LEVEL: f64 = 0.05;

/// All figures, given the scenario as it stands and the samples.
pub(super) fn figures(
    job: &Robustness,
    scenario: &Scenario,
    numbers: Numbers,
    not_asked: &[Option<String>],
    standing: &SampleFigures,
    samples: &[SampleFigures],
) -> RobustnessFigures {
    let known: Vec<&SampleFigures> = samples.iter().filter(|sample| sample.failed.is_none()).collect();
    let failed = |sample: &SampleFigures| {
        let why = sample.failed.clone()?;
        Some(FailedSample { sample: sample.sample, why })
    };
    let paths: Vec<&str> = numbers.figures.iter().map(|one| one.path.as_str()).collect();
    let mut asked = 0;
    let mut statements = Vec::new();
    for (statement, why) in scenario.expects.iter().zip(not_asked) {
        let mut held = HeldFigures {
            says: statement.says.clone(),
            claim: statement.claim.clone(),
            open: statement.open.clone(),
            place: statement.place.to_string(),
            not_asked: why.clone(),
            stands: None,
            holds: None,
            apart: Vec::new(),
        };
        if why.is_none() {
            let holds: Vec<bool> = known.iter().map(|sample| sample.holds[asked]).collect();
            held.stands = Some(standing.holds[asked]);
            held.holds = Some(share(holds.iter().filter(|&&holds| holds).count(), samples.len()));
            held.apart = apart(&paths, &known, &holds);
            asked += 1;
        }
        statements.push(held);
    }
    let mut figures = RobustnessFigures {
        format: FORMAT,
        scenario: scenario.name.clone(),
        title: scenario.title.clone(),
        scenario_hash: scenario.hash.clone(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        seed: job.seed,
        samples: samples.len(),
        failed: samples.iter().filter_map(failed).collect(),
        spread: job.spread,
        outcomes: bands(scenario, standing, &known, samples.len()),
        statements,
        findings: Vec::new(),
        numbers: numbers.figures,
        orders: numbers.orders,
    };
    figures.findings = told::findings(&figures);
    figures
}

fn share(count: usize, of: usize) -> SampleShare {
    let (low, high) = wilson(count as u64, of as u64);
    SampleShare { count, share: count as f64 / of as f64, low, high }
}

fn bands(
    scenario: &Scenario,
    standing: &SampleFigures,
    known: &[&SampleFigures],
    samples: usize,
) -> Vec<BandFigures> {
    let band = |(index, outcome): (usize, &crate::scenario::Outcome)| {
        let mut shares: Vec<f64> = known.iter().map(|sample| sample.shares[index]).collect();
        shares.sort_by(f64::total_cmp);
        let part =
            |part: f64| if shares.is_empty() { standing.shares[index] } else { quantile(&shares, part) };
        let is_likeliest = |sample: &&&SampleFigures| {
            let others = || sample.shares.iter().enumerate().filter(|(other, _)| *other != index);
            others().all(|(_, other)| sample.shares[index] > *other)
        };
        BandFigures {
            id: outcome.id.clone(),
            label: outcome.label.clone(),
            stands: standing.shares[index],
            least: part(0.0),
            low: part(0.05),
            median: part(0.5),
            high: part(0.95),
            most: part(1.0),
            likeliest: share(known.iter().filter(is_likeliest).count(), samples),
        }
    };
    scenario.outcomes.iter().enumerate().map(band).collect()
}

/// The numbers that differ most between the samples in which a statement holds and the others.
fn apart(paths: &[&str], known: &[&SampleFigures], holds: &[bool]) -> Vec<ApartFigures> {
    let columns: Vec<Vec<f64>> =
        (0..paths.len()).map(|at| known.iter().map(|sample| sample.numbers[at]).collect()).collect();
    // A statement that always holds, or never, tells nothing apart.
    let Ok(found) = regional(&columns, holds) else { return Vec::new() };
    let mut order: Vec<usize> = (0..found.len()).filter(|&at| found[at].adjusted < LEVEL).collect();
    order.sort_by(|&a, &b| found[b].distance.total_cmp(&found[a].distance));
    order.truncate(MOST_APART);
    let told = |at: usize| {
        let held = |is_inside: &dyn Fn(f64) -> bool| {
            let inside = || columns[at].iter().zip(holds).filter(|(value, _)| is_inside(**value));
            inside().filter(|(_, holds)| **holds).count() as f64 / inside().count() as f64
        };
        let one = &found[at];
        ApartFigures {
            path: paths[at].to_owned(),
            distance: one.distance,
            p: one.adjusted,
            at: one.at,
            held_below: held(&|value| value <= one.at),
            held_above: held(&|value| value > one.at),
        }
    };
    order.into_iter().map(told).collect()
}
