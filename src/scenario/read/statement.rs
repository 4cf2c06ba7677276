//! `[uncertain]`, `[[order]]` and `[[expect]]`: what studies and checks of the scenario start from.

use super::measure::{self, Others, Scope};
use super::names::{Names, entries};
use super::reader::Reader;
use crate::scenario::document::Node;
use crate::scenario::extends::Origin;
use crate::scenario::file::number;
use crate::scenario::model::{Claim, Uncertain};
use crate::scenario::path::Path;
use crate::scenario::place::Place;
use crate::scenario::statement::{
    Chain, ChainTerm, EXPECT, Expect, Order, OrderTerm, Statement, parse_expect, parse_order,
};
use crate::scenario::{limits, suggest};

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

/// Reads the orders: their paths must lead to numbers. Those that do not hold are warned of.
pub(super) fn orders(
    reader: &mut Reader,
    node: &Node,
    root: &Node,
    claims: &[Claim],
) -> Vec<Statement<Order>> {
    let mut orders = Vec::new();
    for (statement, place) in statements(reader, node, "order", claims) {
        match order(&reader.names, root, &statement.says) {
            Ok(means) => {
                if let (Some(at), None) = (means.broken_at(), &statement.open) {
                    reader.report.warning(&place, broken(&statement.says, &means.terms[at..at + 2]));
                }
                orders.push(statement.meaning(means));
            }
            // A variant may write in another form what its base orders.
            Err(message) if statement.place.file != root.place.file => {
                let says = suggest::quote(&statement.says);
                reader.report.warning(&place, format!("The order {says} says nothing here: {message}"));
            }
            Err(message) => reader.problem(&place, message),
        }
    }
    orders
}

fn order(names: &Names, root: &Node, says: &str) -> Result<Order, String> {
    let Chain { terms, links } = parse_order(says)?;
    let term = |term: ChainTerm| {
        Ok(match term {
            ChainTerm::Number(value) => OrderTerm { path: None, value },
            ChainTerm::Path(path) => {
                let value = number(root, &path).or_else(|message| match is_zero(names, root, &path) {
                    true => Ok(0.0),
                    false => Err(message),
                })?;
                OrderTerm { path: Some(path), value }
            }
        })
    };
    Ok(Order { terms: terms.into_iter().map(term).collect::<Result<_, String>>()?, links })
}

/// Whether a path is that of a payoff which is written nowhere, and so is 0.
fn is_zero(names: &Names, root: &Node, path: &str) -> bool {
    let Ok(path) = Path::parse(path) else { return false };
    let steps = path.names();
    let ["actor", actor, ref inner @ ..] = steps[..] else { return false };
    let Some(written) = root.get("actor").and_then(|actors| actors.get(actor)) else { return false };
    let payoff = match *inner {
        ["type", kind, ref payoff @ ..] if entries(written.get("type")).any(|(id, _)| id == kind) => payoff,
        _ => inner,
    };
    match *payoff {
        ["payoff", "outcome", id] => names.outcomes().contains(id),
        ["payoff", "rule", id] => names.effect(id).is_some(),
        ["payoff", "track", id] => names.tracks().any(|track| track == id),
        ["payoff", "move", id] => names.moves_of(actor).is_some_and(|moves| moves.contains(id)),
        _ => false,
    }
}

fn broken(says: &str, two: &[OrderTerm]) -> String {
    let told = |term: &OrderTerm| match &term.path {
        Some(path) => format!("{} is {}", suggest::quote(path), term.value),
        None => term.value.to_string(),
    };
    let (larger, smaller) = (told(&two[0]), told(&two[1]));
    format!("The order {} does not hold: {larger}, and {smaller}.", suggest::quote(says))
}

/// Reads the expectations: what their measures name must be there.
pub(super) fn expects(
    reader: &mut Reader,
    node: &Node,
    root: &Node,
    origin: &Origin,
    claims: &[Claim],
) -> Vec<Statement<Expect>> {
    let mut expects = Vec::new();
    let mut others = Others::new(origin);
    for (statement, place) in statements(reader, node, EXPECT, claims) {
        let own = Scope::new(&reader.names, root);
        let mut figure = |call| measure::figure(&own, &mut others, &call);
        let read = parse_expect(&statement.says).and_then(|expect| expect.try_map(&mut figure));
        match read {
            Ok(means) => expects.push(statement.meaning(means)),
            Err(message) => reader.problem(&place, message),
        }
    }
    expects
}

/// Reads a list of statements under `key`, and where each is said.
fn statements(reader: &mut Reader, node: &Node, key: &str, claims: &[Claim]) -> Vec<(Statement<()>, Place)> {
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
        if let (Some(says), Some(entry)) = (says, table.get("says")) {
            let place = entry.node.place.clone();
            statements.push((Statement { says, claim, open, place: node.place.clone(), means: () }, place));
        }
    }
    statements
}
