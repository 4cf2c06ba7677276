//! Warnings of cells of `payoff.against` that are left out while others are written: they count 0, which is seldom meant.

use super::reader::Reader;
use crate::scenario::document::Node;
use crate::scenario::model::{Actor, ActorIndex, Scenario};

/// So many cells are named, and the rest counted.
const NAMED: usize = 3;

/// Warns of them, and of an actor without any payoff that another has payoffs against, in the file that was asked for.
pub(super) fn warn(reader: &mut Reader, root: &Node, scenario: &Scenario) {
    let mut tell = |node: Option<&Node>, message: String| {
        if let Some(node) = node.filter(|node| node.place.file == root.place.file) {
            reader.report.warning(&node.place, message);
        }
    };
    for actor in &scenario.actors {
        let written = root.get("actor").and_then(|actors| actors.get(&actor.id));
        for (index, other) in scenario.actors.iter().enumerate() {
            let missing = missing(actor, index, other);
            // Where a type alone writes cells, that is where the matrix stands.
            let matrix = |node: &Node| node.get("payoff")?.get("against")?.get(&other.id).cloned();
            let of_types = || {
                let types = written?.get("type")?;
                actor.types.iter().find_map(|kind| matrix(types.get(&kind.id)?))
            };
            let matrix = written.and_then(matrix).or_else(of_types);
            if missing.is_empty() {
                continue;
            }
            let named: Vec<String> = missing.iter().take(NAMED).cloned().collect();
            let more = match missing.len().saturating_sub(NAMED) {
                0 => String::new(),
                more => format!(" and {more} more"),
            };
            let message = format!(
                "`payoff.against.{}` leaves out what `{}` gets for {}{more}: that counts 0. Write 0 where it is meant.",
                other.id,
                actor.id,
                named.join(", ")
            );
            tell(matrix.as_ref(), message);
        }
    }
    for (index, actor) in scenario.actors.iter().enumerate() {
        let gets_nothing = actor.types.iter().all(|kind| kind.payoff.is_empty());
        let against = scenario.actors.iter().find(|other| {
            let mut cells = other.types.iter().flat_map(|kind| &kind.payoff.against);
            cells.any(|cell| cell.other == index)
        });
        if let (true, Some(other)) = (gets_nothing, against) {
            let node = root.get("actor").and_then(|actors| actors.get(&actor.id));
            let (id, against) = (&actor.id, &other.id);
            tell(
                node,
                format!(
                    "`{id}` has no payoff at all, while `{against}` has payoffs against it: whatever happens is worth 0 to it."
                ),
            );
        }
    }
}

/// The cells of an actor's matrix against another that no type has, where some have others: `` `wait` against `go` ``.
fn missing(actor: &Actor, index: ActorIndex, other: &Actor) -> Vec<String> {
    let cells =
        || actor.types.iter().flat_map(|kind| &kind.payoff.against).filter(|cell| cell.other == index);
    if cells().next().is_none() {
        return Vec::new();
    }
    let mut missing = Vec::new();
    for (own, own_name) in actor.moves.iter().enumerate() {
        for (theirs, their_name) in other.moves.iter().enumerate() {
            if !cells().any(|cell| (cell.own_move, cell.other_move) == (own, theirs)) {
                missing.push(format!("`{}` against `{}`", own_name.id, their_name.id));
            }
        }
    }
    missing
}
