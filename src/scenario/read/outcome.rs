//! `[[outcome]]`: how a play can end.

use std::collections::HashSet;

use super::condition::{Sight, condition};
use super::reader::Reader;
use crate::scenario::document::Node;
use crate::scenario::limits;
use crate::scenario::model::{Outcome, OutcomeIndex};

const KEYS: [&str; 4] = ["id", "label", "when", "otherwise"];

/// Reads all outcomes, and which of them is the `otherwise` one.
pub(super) fn outcomes(reader: &mut Reader, node: &Node) -> (Vec<Outcome>, Option<OutcomeIndex>) {
    let (mut outcomes, mut otherwise, mut ids) = (Vec::new(), None, HashSet::new());
    let Some(list) = reader.list(node, "`outcome`") else { return (outcomes, otherwise) };
    if list.len() > limits::OUTCOMES {
        reader.problem(
            &node.place,
            format!("A scenario has at most {} outcomes, not {}.", limits::OUTCOMES, list.len()),
        );
    }
    for node in list.iter().take(limits::OUTCOMES) {
        let Some((outcome, is_otherwise)) = outcome(reader, node) else { continue };
        if !ids.insert(outcome.id.clone()) {
            reader.problem(&node.place, format!("Two outcomes have the id `{}`.", outcome.id));
        }
        if is_otherwise && otherwise.replace(outcomes.len()).is_some() {
            reader.problem(
                &node.place,
                "Exactly one outcome has `otherwise = true`, and this is a second one.",
            );
        }
        outcomes.push(outcome);
    }
    if otherwise.is_none() {
        let message = "One outcome needs `otherwise = true`: it is what a play is when its rounds run out.";
        reader.problem(&node.place, message);
    }
    (outcomes, otherwise)
}

fn outcome(reader: &mut Reader, node: &Node) -> Option<(Outcome, bool)> {
    let table = reader.table(node, "An outcome", &KEYS)?;
    let get = |key| table.get(key).map(|entry| &entry.node);
    let Some(id_node) = get("id") else {
        reader.problem(&node.place, "An outcome needs an `id`.");
        return None;
    };
    let id = reader.text(id_node, "`id`", limits::ID)?;
    reader.id(id, "an outcome", &id_node.place);
    let when = get("when").map(|node| condition(reader, node, Sight::StateAndMoves));
    if let Some(node) = get("when").filter(|node| node.as_list().is_some_and(<[Node]>::is_empty)) {
        reader.problem(&node.place, "An empty `when` would end every play in its first round; leave it out.");
    }
    let otherwise = get("otherwise").and_then(|node| reader.flag(node, "`otherwise`")).unwrap_or(false);
    if let Some(node) = get("when").filter(|_| otherwise) {
        reader.problem(
            &node.place,
            "The `otherwise` outcome is what a play is when its rounds run out; it has no `when`.",
        );
    }
    let outcome = Outcome { id: id.to_owned(), label: reader.label(table, id), when };
    Some((outcome, otherwise))
}

/// Warns of outcomes that nothing can bring about.
pub(super) fn warn_unreachable(
    reader: &mut Reader,
    node: &Node,
    outcomes: &[Outcome],
    otherwise: Option<OutcomeIndex>,
) {
    let nodes = node.as_list().unwrap_or_default();
    for (index, (outcome, node)) in outcomes.iter().zip(nodes).enumerate() {
        if outcome.when.is_none() && otherwise != Some(index) && !reader.names.is_outcome_used(index) {
            let message = format!(
                "Nothing brings about the outcome `{}`: it has no `when`, and no effect names it.",
                outcome.id
            );
            reader.report.warning(&node.place, message);
        }
    }
}
