//! What was asked: the story, who plays what, how it can end, and what was laid over the scenario.

use super::super::document::{Block, Section, Table, names};
use super::super::endings::endings;
use super::super::marks::Marks;
use super::Findings;
use crate::prose::numbers::many;
use crate::prose::{Words, percent};
use crate::scenario::{Actor, ActorType, Scenario, moments};

pub(super) fn section(found: &Findings<'_>, marks: &Marks) -> Section {
    let scenario = found.scenario;
    let mut blocks = Vec::new();
    if !scenario.summary.trim().is_empty() {
        blocks.push(Block::Text(scenario.summary.clone()));
    }
    blocks.push(Block::Text(format!("{}.", time(scenario))));
    let settings = &found.manifest.settings;
    let laid: Vec<String> = settings
        .set
        .iter()
        .map(|set| format!("set {set}"))
        .chain(settings.strategy.iter().map(|strategy| format!("strategy {strategy}")))
        .collect();
    if !laid.is_empty() {
        blocks.push(Block::Text("Laid over the scenario for this run:".to_owned()));
        blocks.push(Block::List(laid));
    }
    blocks.push(Block::Table(actors(scenario)));
    let words = Words::of(scenario);
    let differ: Vec<String> = scenario
        .actors
        .iter()
        .flat_map(|actor| {
            words.moves_that_differ(actor).into_iter().map(|told| format!("{}: {told}.", actor.label))
        })
        .collect();
    if !differ.is_empty() {
        blocks.push(Block::Text("The types of an actor differ in their moves:".to_owned()));
        blocks.push(Block::List(differ));
    }
    let rows = endings(scenario, marks).iter().map(|end| vec![end.outcome.clone(), end.told()]).collect();
    blocks.push(Block::Table(Table::new(
        "How a play can end, and what brings it about",
        names(&["Outcome", "Brought about"]),
        rows,
        2,
    )));
    if marks.any() {
        blocks.push(Block::Text("Numbers marked * are assumptions.".to_owned()));
    }
    Section::new("asked", "What was asked", blocks)
}

/// `korea-2018: 24 months, Nov 2018 to Oct 2020; actors plan for 36 more`.
#[must_use]
pub fn time(scenario: &Scenario) -> String {
    let unit = scenario.calendar.as_ref().map_or("round", |calendar| &calendar.unit);
    let dates = moments(scenario.calendar.as_ref(), scenario.rounds);
    let dates = match (&scenario.calendar, dates.get(1), dates.last()) {
        (Some(_), Some(first), Some(last)) => format!(", {first} to {last}"),
        _ => String::new(),
    };
    let foresight = match scenario.foresight {
        0 => String::new(),
        further => format!("; actors plan for {further} more"),
    };
    format!("{}: {}{dates}{foresight}", scenario.name, many(scenario.rounds as usize, unit))
}

/// Who plays what.
fn actors(scenario: &Scenario) -> Table {
    let words = Words::of(scenario);
    let row = |actor: &Actor, kind: &ActorType| {
        let named = match kind.id.is_empty() {
            true => String::new(),
            false => format!("{} ({})", kind.label, percent(kind.prior)),
        };
        vec![actor.label.clone(), named, words.strategy(&kind.strategy)]
    };
    let rows = scenario.actors.iter().flat_map(|actor| actor.types.iter().map(move |kind| (actor, kind)));
    let rows: Vec<Vec<String>> = rows.map(|(actor, kind)| row(actor, kind)).collect();
    if scenario.actors.iter().any(Actor::has_types) {
        return Table::new("Who plays what", names(&["Actor", "Type", "Strategy"]), rows, 3);
    }
    let rows = rows.into_iter().map(|row| vec![row[0].clone(), row[2].clone()]).collect();
    Table::new("Who plays what", names(&["Actor", "Strategy"]), rows, 2)
}
