//! `[uncertain]`, `[[order]]` and `[[expect]]`: what studies and checks of the scenario start from.

use super::reader::Reader;
use crate::scenario::document::Node;
use crate::scenario::file::number;
use crate::scenario::limits;
use crate::scenario::model::{Claim, Statement, Uncertain};

/// Reads plausible ranges: their paths must lead to numbers.
pub(super) fn uncertain(reader: &mut Reader, node: &Node, root: &Node) -> Vec<Uncertain> {
    let mut ranges = Vec::new();
    for (path, entry) in reader.map(node, "`uncertain`").into_iter().flatten() {
        if reader.report.is_full() {
            break;
        }
        if entry.node.as_table().is_some() {
            let message = "Write the whole path in quotes: `\"actor.us.payoff.outcome.war\" = [-500, -100]`.";
            reader.problem(&entry.key_place, message);
            continue;
        }
        if let Err(message) = number(root, path) {
            reader.problem(&entry.key_place, format!("Only a number can be uncertain: {message}"));
        }
        let Some([low, high]) = entry.node.as_list() else {
            reader.wrong(
                &entry.node,
                "A plausible range",
                "a list of the lowest and the highest value, such as `[0.1, 0.5]`",
            );
            continue;
        };
        let mut end = |node, what| reader.number(node, what, "", |_| true);
        let (Some(low), Some(high)) = (end(low, "The lowest value"), end(high, "The highest value")) else {
            continue;
        };
        if low > high {
            let message = format!("The lowest value of a range comes first, but {low} is above {high}.");
            reader.problem(&entry.node.place, message);
        }
        ranges.push(Uncertain { path: path.clone(), low, high });
    }
    ranges
}

/// Reads a list of statements under `key`.
pub(super) fn statements(reader: &mut Reader, node: &Node, key: &str, claims: &[Claim]) -> Vec<Statement> {
    let mut statements = Vec::new();
    for node in reader.list(node, format_args!("`{key}`")).unwrap_or_default() {
        let what = format!("`{key}`");
        let Some(table) = reader.table(node, &what, &["says", "claim", "open"]) else { continue };
        let mut text = |key| {
            let node = table.get(key).map(|entry| &entry.node)?;
            reader.text(node, format_args!("`{key}`"), limits::PROSE).map(str::to_owned)
        };
        let (says, claim, open) = (text("says"), text("claim"), text("open"));
        if !table.contains_key("says") {
            reader.problem(&node.place, format!("{what} needs `says`: the statement itself."));
        }
        if let (Some(name), Some(entry)) = (&claim, table.get("claim"))
            && !claims.iter().any(|claim| claim.id == *name)
        {
            let known = claims.iter().map(|claim| claim.id.as_str());
            reader.report.unknown(&entry.node.place, "There is no claim", name, known);
        }
        statements.push(Statement { says: says.unwrap_or_default(), claim, open, place: node.place.clone() });
    }
    statements
}
