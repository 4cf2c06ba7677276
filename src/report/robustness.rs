//! The report of samples of a scenario's payoffs: what was drawn, what stands, and what does not.

use super::document::{Block, Document, Figure, Section, Table, names};
use super::marks::Marks;
use super::origins::origins;
use super::repeat::repeat;
use crate::chart::draw_all;
use crate::prose::numbers::{estimate, exact_share, many, number, p_value, share_to};
use crate::results::Manifest;
use crate::results::robustness::{
    ApartFigures, BandFigures, HeldFigures, KeptOrder, NumberFigures, RobustnessFigures, SampleShare, told,
};
use crate::scenario::Scenario;

/// The report of samples of payoffs.
#[must_use]
pub fn of_robustness(figures: &RobustnessFigures, manifest: &Manifest, scenario: &Scenario) -> Document {
    let marks = Marks::of(scenario);
    let cite = format!(
        "{} of {}, each solved exactly, seed {}",
        many(figures.samples, "sample"),
        many(figures.numbers.len(), "number"),
        figures.seed
    );
    Document {
        title: figures.title.clone(),
        subtitle: format!(
            "What stands in {} when only the order of its payoffs is known: {cite}.",
            figures.scenario
        ),
        sections: vec![
            asked(figures, scenario),
            answer(figures),
            Section::new("numbers", "What was drawn", drawn(figures)),
            origins(scenario, &marks),
            limits(figures),
            repeat(manifest, &cite),
        ],
    }
}

fn asked(figures: &RobustnessFigures, scenario: &Scenario) -> Section {
    let mut blocks = Vec::new();
    if !scenario.summary.trim().is_empty() {
        blocks.push(Block::Text(scenario.summary.clone()));
    }
    blocks.push(Block::Text(format!(
        "Sources tell which ending an actor prefers to which, and not by how much. So the payoffs were drawn anew {} times, all \
         that keep the orders of the scenario being equally likely, and the game was solved exactly each time. What of its \
         results stands?",
        figures.samples
    )));
    Section::new("asked", "What was asked", blocks)
}

fn answer(figures: &RobustnessFigures) -> Section {
    let mut blocks = vec![Block::List(figures.findings.clone())];
    let charts = draw_all(figures).into_iter();
    blocks.extend(charts.map(|(kind, chart)| Block::Figure(Figure { name: kind.name(), chart })));
    if figures.asked().next().is_some() {
        blocks.push(Block::Table(statements(figures)));
    }
    let left = figures.statements.iter().filter(|one| one.not_asked.is_some());
    let left: Vec<String> = left
        .map(|one| format!("Not asked: {}: {}.", one.says, one.not_asked.clone().unwrap_or_default()))
        .collect();
    if !left.is_empty() {
        blocks.push(Block::List(left));
    }
    blocks.push(Block::Table(bands(figures)));
    let apart = apart(figures);
    if !apart.rows.is_empty() {
        blocks.push(Block::Table(apart));
    }
    Section::new("answer", "What stands in this model", blocks)
}

fn of(one: SampleShare) -> String {
    estimate(one.share, one.low, one.high)
}

/// In what share of the samples each statement holds.
#[must_use]
pub fn statements(figures: &RobustnessFigures) -> Table {
    let row = |(one, holds): (&HeldFigures, SampleShare)| {
        let stands = if one.stands == Some(true) { "holds" } else { "fails" };
        vec![one.says.clone(), one.claim.clone().unwrap_or_default(), stands.to_owned(), of(holds)]
    };
    let caption = "In what share of the samples each statement holds, with its 95 % interval";
    let header = names(&["Statement", "Claim", "As it stands", "Holds in"]);
    Table::new(caption, header, figures.asked().map(row).collect(), 2)
}

/// How far the assumptions leave each outcome open.
#[must_use]
pub fn bands(figures: &RobustnessFigures) -> Table {
    let row = |one: &BandFigures| {
        let shares = [one.low, one.median, one.high].map(told);
        let mut row = vec![one.label.clone(), exact_share(one.stands)];
        row.extend(shares);
        row.push(of(one.likeliest));
        row
    };
    let caption = "How plays end over the samples: the range of the assumptions, no error of sampling";
    let header = names(&["Outcome", "As it stands", "5 % below", "Median", "5 % above", "Likeliest in"]);
    Table::new(caption, header, figures.outcomes.iter().map(row).collect(), 1)
}

/// Which numbers differ between samples in which a statement holds and those in which it fails.
fn apart(figures: &RobustnessFigures) -> Table {
    let row = |says: &str, one: &ApartFigures| {
        vec![
            says.to_owned(),
            one.path.clone(),
            number(one.at),
            share_to(one.held_below, 0),
            share_to(one.held_above, 0),
            p_value(one.p),
        ]
    };
    let rows = figures.statements.iter().flat_map(|held| held.apart.iter().map(|one| row(&held.says, one)));
    let caption =
        "Where statements that do not always hold fail: the numbers that differ most, with Holm's p-value";
    let header = names(&["Statement", "Number", "At", "Holds up to there", "Holds above", "p"]);
    Table::new(caption, header, rows.collect(), 2)
}

fn drawn(figures: &RobustnessFigures) -> Vec<Block> {
    let kept = |one: &KeptOrder| {
        let claim = one.claim.as_ref().map_or_else(String::new, |claim| format!(" ({claim})"));
        let open = if one.kept { "" } else { "; marked open, does not hold, and binds nothing" };
        format!("{}{claim}{open}", one.says)
    };
    let row = |one: &NumberFigures| {
        let from = if one.plausible { "its plausible range" } else { "the spread" };
        let [value, low, high] = [one.value, one.low, one.high].map(number);
        vec![one.path.clone(), from.to_owned(), value, low, high]
    };
    let mut blocks = Vec::new();
    if !figures.orders.is_empty() {
        blocks.push(Block::Text("Every sample keeps these orders:".to_owned()));
        blocks.push(Block::List(figures.orders.iter().map(kept).collect()));
    }
    let header = names(&["Number", "Bounds from", "In the scenario", "From", "To"]);
    let caption = "The numbers that were drawn, uniformly between these bounds as far as the orders let them";
    blocks.push(Block::Table(Table::new(caption, header, figures.numbers.iter().map(row).collect(), 2)));
    blocks
}

fn limits(figures: &RobustnessFigures) -> Section {
    let mut points = vec![
        "Every share is a share in this model, under the assumptions of the scenario. It is no forecast, and a share of samples \
         is no probability that a statement is true: it says how much of what the orders allow agrees with it."
            .to_owned(),
        format!(
            "The bounds are assumptions too: where a number has no plausible range, it lies {}. Uniform is \
             one way of not knowing; another gives other shares.",
            figures.within("what it is")
        ),
        "What was not drawn stays as it is: the moves, the rules with their chances where no order names them, the types and \
         their priors."
            .to_owned(),
        "The intervals of shares are for the limited number of samples. The ranges of outcomes are not: they stay as wide with \
         any number of samples."
            .to_owned(),
    ];
    if !figures.failed.is_empty() {
        points.push(format!(
            "{} could not be solved and count as holding nothing; samples.csv says why.",
            many(figures.failed.len(), "sample")
        ));
    }
    Section::new("limits", "What it does not say", vec![Block::List(points)])
}
