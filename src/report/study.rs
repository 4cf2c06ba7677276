//! The report of a sweep: what was varied, what moves the outcomes, and at which points.

use super::decisions;
use super::document::{Block, Document, Figure, Section, Table, names};
use super::marks::Marks;
use super::origins::origins;
use super::repeat::repeat;
use crate::chart::draw_all;
use crate::prose::numbers::{count, exact_share, many, number, with_error};
use crate::results::Manifest;
use crate::results::study::{FactorFigures, Level, PointFigures, ROUNDING, StudyFigures};
use crate::scenario::Scenario;
use crate::scenario::statement::PointMeasure;

/// Points that a report tells at most; all of them are in `points.csv`.
const MOST_ROWS: usize = 25;

/// The report of a sweep.
#[must_use]
pub fn of_study(study: &StudyFigures, manifest: &Manifest, scenario: &Scenario) -> Document {
    let marks = Marks::of(scenario);
    let cite = match study.plays {
        0 => format!("{}, each solved exactly", many(study.points.len(), "point")),
        plays => format!(
            "{} of {} each, seed {}",
            many(study.points.len(), "point"),
            many(plays as usize, "play"),
            study.seed
        ),
    };
    Document {
        title: study.title.clone(),
        subtitle: format!("A sweep of {}: {cite}.", study.scenario),
        sections: vec![
            asked(study, scenario),
            answer(study),
            all_points(study),
            origins(scenario, &marks),
            limits(study),
            repeat(manifest, &cite),
        ],
    }
}

fn asked(study: &StudyFigures, scenario: &Scenario) -> Section {
    let mut blocks = Vec::new();
    if !scenario.summary.trim().is_empty() {
        blocks.push(Block::Text(scenario.summary.clone()));
    }
    blocks.push(Block::Text(format!(
        "How far does the answer depend on {}? The scenario was worked out at {}, chosen by the design {}.",
        many(study.factors.len(), "value"),
        many(study.points.len(), "point"),
        study.design
    )));
    let row = |factor: &FactorFigures| {
        vec![factor.path.clone(), between(factor), study.base.value_told(&factor.path)]
    };
    let header = names(&["Value", "Varied", "In the scenario"]);
    let rows = study.factors.iter().map(row).collect();
    let texts = header.len();
    blocks.push(Block::Table(Table::new("What was varied", header, rows, texts)));
    Section::new("asked", "What was asked", blocks)
}

/// Between what a factor varies: `1 to 9`, `grim, pavlov`.
fn between(factor: &FactorFigures) -> String {
    let values: Vec<String> = factor.values.iter().map(Level::told).collect();
    match (factor.scale.as_str(), values.as_slice()) {
        ("list", _) => values.join(", "),
        ("log", [low, high]) => format!("{low} to {high}, by ratio"),
        (_, [low, high]) => format!("{low} to {high}"),
        _ => values.join(", "),
    }
}

fn answer(study: &StudyFigures) -> Section {
    let mut blocks = vec![Block::List(study.findings.clone())];
    blocks.extend(decisions::tables(study).into_iter().map(Block::Table));
    let charts = draw_all(study).into_iter();
    blocks.extend(charts.map(|(kind, chart)| Block::Figure(Figure { name: kind.name(), chart })));
    Section::new("answer", study.heading(), blocks)
}

/// The scenario as it stands, and the first points: how plays end, or what the actors get where all plays end in the same
/// way. Gives how many points are left out, too.
#[must_use]
pub fn points(study: &StudyFigures) -> (Table, usize) {
    let paid = study.outcomes.len() == 1;
    let (heading, columns) = match paid {
        true => ("Mean discounted payoffs", &study.actors),
        false => ("How plays end", &study.outcomes),
    };
    let error = match (study.plays, paid) {
        (0, _) => "exactly",
        (_, true) => "with the standard error",
        (_, false) => "with 95 % intervals",
    };
    let mut header = names(&["Point"]);
    header.extend(study.factors.iter().map(|factor| factor.path.clone()));
    header.extend(columns.iter().map(|column| column.label.clone()));
    let row = |point: PointFigures| {
        let mut row = vec![count(point.point as u64)];
        row.extend(study.factors.iter().map(|factor| point.value_told(&factor.path)));
        match point.failed {
            Some(_) => row.extend(columns.iter().map(|_| "failed".to_owned())),
            None if paid => {
                row.extend(point.actors.iter().map(|actor| with_error(actor.payoff_mean, actor.payoff_se)));
            }
            None => row.extend(point.outcomes.iter().map(|outcome| outcome.told(study.plays))),
        }
        row
    };
    let points = std::iter::once(study.base.clone()).chain(study.points.iter());
    let rows = points.take(MOST_ROWS + 1).map(row).collect();
    let caption = format!("{heading}, {error}; point 0 is the scenario as it stands");
    (Table::new(&caption, header, rows, 0), study.points.len().saturating_sub(MOST_ROWS))
}

/// Between what the points lie: how plays end, or what the actors get where all plays end in the same way. `None` where no
/// point has figures.
#[must_use]
pub fn spread(study: &StudyFigures) -> Option<Table> {
    let known = || study.points.known();
    let row = |label: &String, one: PointMeasure, told: &dyn Fn(&PointFigures) -> String| {
        let by_size = |a: &PointFigures, b: &PointFigures| a.measure(one).total_cmp(&b.measure(one));
        let (least, most) = (known().min_by(by_size)?, known().max_by(by_size)?);
        let mut values: Vec<f64> = known().map(|point| point.measure(one)).collect();
        values.sort_by(f64::total_cmp);
        let median = f64::midpoint(values[(values.len() - 1) / 2], values[values.len() / 2]);
        let median = if let PointMeasure::Share(_) = one {
            exact_share(if median < ROUNDING { 0.0 } else { median })
        } else {
            number(median)
        };
        Some(vec![label.clone(), told(&study.base), told(&least), median, told(&most)])
    };
    let (heading, rows): (_, Option<Vec<_>>) = match study.outcomes.len() {
        1 => {
            let paid = |actor: usize| {
                let told = |point: &PointFigures| {
                    with_error(point.actors[actor].payoff_mean, point.actors[actor].payoff_se)
                };
                row(&study.actors[actor].label, PointMeasure::Value(actor), &told)
            };
            ("Mean discounted payoffs", (0..study.actors.len()).map(paid).collect())
        }
        outcomes => {
            let ended = |outcome: usize| {
                let told = |point: &PointFigures| point.outcomes[outcome].told(study.plays);
                row(&study.outcomes[outcome].label, PointMeasure::Share(outcome), &told)
            };
            ("How plays end", (0..outcomes).map(ended).collect())
        }
    };
    let caption = format!("{heading} over {}", many(known().count(), "point"));
    Some(Table::new(&caption, names(&["", "As it stands", "Least", "Median", "Most"]), rows?, 1))
}

fn all_points(study: &StudyFigures) -> Section {
    let (table, more) = points(study);
    // A point's number is its name.
    let mut blocks: Vec<Block> = spread(study).map(Block::Table).into_iter().collect();
    blocks.push(Block::Table(Table { numbers: 1, ..table }));
    if more > 0 {
        blocks.push(Block::Text(format!("{} more are in points.csv.", count(more as u64))));
    }
    Section::new("points", "The points", blocks)
}

fn limits(study: &StudyFigures) -> Section {
    let mut points = vec![
        "Every share is a share in this model, under the assumptions of the scenario. It is no forecast.".to_owned(),
        "The ranges are assumptions too: what moves an outcome most within them may move it less within others, and what \
         was not varied is not told."
            .to_owned(),
    ];
    if study.plays > 0 {
        points.push(
            "The intervals are for the error of sampling alone. All points met the same luck, so that changes are known more \
             finely than shares."
                .to_owned(),
        );
    }
    let failed = study.points.failures();
    if failed > 0 {
        points.push(format!("{} could not be worked out; points.csv says why.", many(failed, "point")));
    }
    Section::new("limits", "What it does not say", vec![Block::List(points)])
}
