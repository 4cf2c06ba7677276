//! The report of a run: its sections, in reading order.

mod answer;
pub(super) mod asked;
mod limits;

use super::document::{Block, Document, Figure, Section};
use super::marks::Marks;
use super::origins::origins;
use super::repeat::repeat;
use super::{diagnosis, figures, record};
use crate::chart::{Kind, draw};
use crate::results::diagnosis::DiagnosisFigures;
use crate::results::{Manifest, Summary};
use crate::scenario::Scenario;

/// What a report of a run is made of.
#[derive(Clone, Copy)]
pub struct Findings<'a> {
    /// The figures.
    pub summary: &'a Summary,
    /// How they came about.
    pub manifest: &'a Manifest,
    /// The effective scenario.
    pub scenario: &'a Scenario,
    /// Which game it is, where that was worked out.
    pub diagnosis: Option<&'a DiagnosisFigures>,
}

/// The report of a run.
#[must_use]
pub fn of_run(found: &Findings<'_>) -> Document {
    let marks = Marks::of(found.scenario);
    let sections = [
        Some(asked::section(found, &marks)),
        Some(answer::section(found.summary)),
        over_time(found.summary),
        Some(payoffs(found.summary)),
        hindcast(found.summary),
        game(found),
        Some(origins(found.scenario, &marks)),
        Some(limits::section(found, &marks)),
        Some(repeat(found.manifest, &figures::plays_and_seed(found.summary))),
    ];
    Document {
        title: found.summary.title.clone(),
        subtitle: format!("{}.", figures::what_was_run(found.summary)),
        sections: sections.into_iter().flatten().collect(),
    }
}

/// A chart, where there is something to show in it.
fn figure(summary: &Summary, kind: Kind) -> Option<Block> {
    Some(Block::Figure(Figure { name: kind.name(), chart: draw(summary, kind)? }))
}

fn over_time(summary: &Summary) -> Option<Section> {
    let mut blocks: Vec<Block> = Vec::new();
    blocks.extend(figure(summary, Kind::OutcomesOverTime));
    blocks.extend(figure(summary, Kind::TracksOverTime));
    blocks.extend(figure(summary, Kind::MovesOverTime));
    blocks.extend(figure(summary, Kind::FirstTimes));
    blocks.extend(figures::first_times(summary).map(Block::Table));
    (!blocks.is_empty()).then(|| Section::new("course", "How it goes", blocks))
}

fn payoffs(summary: &Summary) -> Section {
    let mut blocks = vec![Block::Table(figures::payoffs(summary))];
    blocks.extend(figures::payoffs_by_type(summary).map(Block::Table));
    blocks.extend(figure(summary, Kind::PayoffsByOutcome));
    blocks.extend(figure(summary, Kind::PayoffsAsPlane));
    Section::new("payoffs", "What each actor got", blocks)
}

fn hindcast(summary: &Summary) -> Option<Section> {
    let record = summary.record.as_ref()?;
    let mut blocks = vec![Block::Table(record::facts(summary, record))];
    let left_out = record::left_out(&record.facts);
    blocks.extend((!left_out.is_empty()).then_some(Block::List(left_out)));
    blocks.extend(record::statements(summary, record).map(Block::Table));
    blocks.extend(record.score.as_ref().map(|score| Block::Text(record::total(score))));
    blocks.push(Block::Text(record::closing(record)));
    Some(Section::new("record", "Beside what really happened", blocks))
}

/// Which game it is, and what certifies the equilibrium.
fn game(found: &Findings<'_>) -> Option<Section> {
    let mut blocks = Vec::new();
    if let Some(figures) = found.diagnosis {
        let intro = "What each type of each actor stands to get if all play the equilibrium, and what the ends are worth to it.";
        blocks.push(Block::Text(intro.to_owned()));
        blocks.push(Block::Table(diagnosis::worths(figures)));
        blocks.extend(figures.warnings.iter().map(|warning| Block::Text(format!("Warning: {warning}"))));
        blocks.push(Block::Heading("The games that the actors are in".to_owned()));
        blocks.push(Block::Text(format!("{}.", diagnosis::TIME)));
        let chart = draw(figures, Kind::GamesOverTime);
        blocks.extend(chart.map(|chart| Block::Figure(Figure { name: Kind::GamesOverTime.name(), chart })));
        blocks.extend(figures.pairs.iter().map(|pair| Block::Table(diagnosis::time(figures, pair))));
        if figures.pairs.iter().any(|pair| !pair.classes.is_empty()) {
            blocks.push(Block::Text(diagnosis::LETTERS.to_owned()));
        }
    }
    // The equilibrium that is played; where none is, the one that the values of the diagnosis come from.
    let certificate =
        found.summary.certificate.as_ref().or(found.diagnosis.map(|figures| &figures.certificate));
    if let Some(certificate) = certificate {
        blocks.push(Block::Heading("Certificate".to_owned()));
        blocks.push(Block::Text(figures::certified(certificate)));
        blocks.extend(figures::selected(found.summary).map(Block::Text));
    }
    (!blocks.is_empty()).then(|| Section::new("game", "Which game it is", blocks))
}
