//! Warnings of what a record says in vain: events that count for nothing, what cannot be compared, statements that are true
//! of every play.

use super::reader::Reader;
use crate::scenario::document::Node;
use crate::scenario::model::Scenario;
use crate::scenario::record::{RECORD, RecordStatement};
use crate::scenario::statement::Measure;
use crate::scenario::suggest;

/// Warns where the record stands in the file that was asked for: a variant may have fewer rounds than its base.
pub(super) fn warn(reader: &mut Reader, root: &Node, scenario: &Scenario) {
    let (Some(record), Some(node)) = (&scenario.record, root.get(RECORD)) else { return };
    let list = |key: &str| node.get(key).and_then(Node::as_list).unwrap_or_default();
    let mut tell = |node: &Node, message: String| {
        if node.place.file == root.place.file {
            reader.report.warning(&node.place, message);
        }
    };
    let rounds = i64::from(scenario.rounds);
    let is_played = |round: i64| (1..=rounds).contains(&round);
    if let (Some(until), Some(node)) = (record.until.filter(|until| *until < 1), node.get("until")) {
        tell(
            node,
            format!(
                "The record ends before the first round (it would be round {until}): nothing is compared."
            ),
        );
    }
    if !record.events.is_empty() && !record.events.iter().any(|event| is_played(event.round)) {
        tell(node, "No event of the record lies within the rounds: nothing of it is compared.".to_owned());
    } else {
        for (event, node) in record.events.iter().zip(list("event")) {
            let round = event.round;
            if round < 1 {
                tell(
                    node,
                    format!(
                        "This event lies before the first round (it would be round {round}) and counts for nothing."
                    ),
                );
            } else if record.until.is_some_and(|until| round > until) {
                tell(node, "This event lies after `until`, up to which the record is complete, and counts for nothing.".to_owned());
            }
        }
    }
    let course = record.course(scenario);
    for (compared, node) in record.compare.iter().zip(list("compare")) {
        if let Some(why) = course.why_not_compared(&compared.fact) {
            tell(node, format!("{} is not compared: {why}.", suggest::quote(&compared.says)));
        }
    }
    for (statement, node) in record.statements.iter().zip(list("statement")) {
        let says = suggest::quote(&statement.says);
        if let Some(why) = course.why_not_scored(statement) {
            tell(node, format!("{says} is not scored: {why}."));
        } else if is_always_true(statement, scenario) {
            tell(node, format!("{says} is true of every play: it names all outcomes, and scores nothing."));
        }
    }
}

/// Whether a statement is a sum over all outcomes, whenever they come.
fn is_always_true(statement: &RecordStatement, scenario: &Scenario) -> bool {
    let whenever = |by: Option<u32>| by.is_none_or(|by| by >= scenario.rounds);
    let named =
        statement.any_of.iter().filter(|one| matches!(one, Measure::Share { by, .. } if whenever(*by)));
    named.count() == scenario.outcomes.len()
}
