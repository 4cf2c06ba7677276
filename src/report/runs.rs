//! The report that puts several runs side by side.

use super::document::{Block, Document, Figure, Section, Table, names};
use super::figures::{is_sampled, plays_and_seed};
use crate::chart::{Kind, draw, letter};
use crate::prose::numbers::{estimate, exact_share, number, with_error};
use crate::results::{Manifest, OutcomeFigures, Summary};

/// A run and how it came about.
pub type Ran = (Summary, Manifest);

/// The report of several runs, in the order given.
#[must_use]
pub fn of_runs(runs: &[Ran]) -> Document {
    let summaries: Vec<&Summary> = runs.iter().map(|(summary, _)| summary).collect();
    let kind = Kind::RunsCompared;
    let chart =
        draw(summaries.as_slice(), kind).map(|chart| Block::Figure(Figure { name: kind.name(), chart }));
    let mut answer: Vec<Block> = chart.into_iter().collect();
    answer.push(Block::Table(shares(&summaries)));
    answer.push(Block::Table(payoffs(&summaries)));
    let commands = runs.iter().map(|(_, manifest)| Block::Command(manifest.repeat.clone()));
    let scenarios: Vec<&str> = summaries.iter().map(|summary| summary.scenario.as_str()).collect();
    Document {
        title: "Runs side by side".to_owned(),
        subtitle: scenarios.join(", "),
        sections: vec![
            Section::new("asked", "What was run", vec![Block::Table(ran(runs))]),
            Section::new("answer", "What came of it in this model", answer),
            Section::new("limits", "What it does not say", vec![Block::List(limits())]),
            Section::new("repeat", "How to repeat it", commands.collect()),
        ],
    }
}

/// The runs, with what tells them apart.
fn ran(runs: &[Ran]) -> Table {
    let row = |(at, (summary, manifest)): (usize, &Ran)| {
        let hash: String = manifest.scenario_hash.chars().take(8).collect();
        let settings = &manifest.settings;
        let laid = [settings.set.as_slice(), settings.strategy.as_slice()].concat().join("; ");
        vec![
            letter(at),
            summary.title.clone(),
            format!("{} ({hash})", summary.scenario),
            laid,
            plays_and_seed(summary),
        ]
    };
    let header = names(&["Run", "Title", "Scenario and its hash", "Laid over it", "Plays"]);
    Table::new("The runs", header, runs.iter().enumerate().map(row).collect(), 5)
}

/// A column for each run.
fn header(first: &str, runs: &[&Summary]) -> Vec<String> {
    let titles = runs.iter().enumerate().map(|(at, run)| format!("{}: {}", letter(at), run.scenario));
    std::iter::once(first.to_owned()).chain(titles).collect()
}

/// Ids and labels of all runs, in the order in which they come up.
fn labelled<'a>(all: impl Iterator<Item = (&'a str, &'a str)>) -> Vec<(&'a str, &'a str)> {
    let mut found: Vec<(&str, &str)> = Vec::new();
    for (id, label) in all {
        if found.iter().all(|(known, _)| *known != id) {
            found.push((id, label));
        }
    }
    found
}

/// How plays end in each run.
fn shares(runs: &[&Summary]) -> Table {
    let told = |run: &Summary, outcome: &OutcomeFigures| match is_sampled(run) {
        true => estimate(outcome.share, outcome.low, outcome.high),
        false => exact_share(outcome.share),
    };
    let outcomes = runs.iter().flat_map(|run| &run.outcomes);
    let row = |(id, label): (&str, &str)| {
        let cell = |run: &&Summary| {
            let outcome = run.outcomes.iter().find(|outcome| outcome.id == id);
            outcome.map_or_else(|| "–".to_owned(), |outcome| told(run, outcome))
        };
        std::iter::once(label.to_owned()).chain(runs.iter().map(cell)).collect()
    };
    let all = labelled(outcomes.map(|outcome| (outcome.id.as_str(), outcome.label.as_str())));
    let caption = "How plays end, with 95 % intervals where plays were sampled";
    Table::new(caption, header("Outcome", runs), all.into_iter().map(row).collect(), 1)
}

/// What the actors get in each run.
fn payoffs(runs: &[&Summary]) -> Table {
    let row = |(id, label): (&str, &str)| {
        let cell = |run: &&Summary| {
            let actor = run.actors.iter().find(|actor| actor.id == id);
            actor.map_or_else(
                || "–".to_owned(),
                |actor| match is_sampled(run) {
                    true => with_error(actor.payoff_mean, actor.payoff_se),
                    false => number(actor.payoff_mean),
                },
            )
        };
        std::iter::once(label.to_owned()).chain(runs.iter().map(cell)).collect()
    };
    let actors = runs.iter().flat_map(|run| &run.actors);
    let all = labelled(actors.map(|actor| (actor.id.as_str(), actor.label.as_str())));
    let caption = "Mean discounted payoffs, with the standard error where plays were sampled";
    Table::new(caption, header("Actor", runs), all.into_iter().map(row).collect(), 1)
}

fn limits() -> Vec<String> {
    vec![
        "Every share is a share in its model, under the assumptions of its scenario. It is no forecast.".to_owned(),
        "Intervals are for the error of sampling alone. Runs of one seed meet the same luck: where they differ in little, their \
         difference is known more finely than the intervals suggest."
            .to_owned(),
        "Payoffs of different scenarios are in units of their own and can be compared only where those are the same."
            .to_owned(),
    ]
}
