//! Warnings of labels that two things share: tables and charts tell them apart by their labels alone.

use super::reader::Reader;
use crate::scenario::document::Node;
use crate::scenario::model::Scenario;
use crate::scenario::suggest;

/// Warns of outcomes, tracks, actors, an actor's moves and an actor's types with one label, in the file that was asked for.
pub(super) fn warn<'a>(reader: &mut Reader, root: &'a Node, scenario: &Scenario) {
    let below = |keys: &[&str]| keys.iter().try_fold(root, |node, key| node.get(key));
    let outcomes = root.get("outcome").and_then(Node::as_list).unwrap_or_default();
    let of_outcome = |id: &str| outcomes.iter().find(|node| node.id() == Some(id));
    let mut look = |what: &str, named: Named<'_>, node: &dyn Fn(&str) -> Option<&'a Node>| {
        for (id, message) in shared(what, &named) {
            if let Some(node) = node(id).filter(|node| node.place.file == root.place.file) {
                reader.report.warning(&node.place, message);
            }
        }
    };
    let outcomes = scenario.outcomes.iter().map(|one| (&*one.id, &*one.label));
    look("outcomes", outcomes.collect(), &of_outcome);
    let tracks = scenario.tracks.iter().map(|one| (&*one.id, &*one.label));
    look("tracks", tracks.collect(), &|id| below(&["track", id]));
    let actors = scenario.actors.iter().map(|one| (&*one.id, &*one.label));
    look("actors", actors.collect(), &|id| below(&["actor", id]));
    for actor in &scenario.actors {
        let moves = actor.moves.iter().map(|one| (&*one.id, &*one.label));
        look("moves", moves.collect(), &|id| below(&["actor", &actor.id, "move", id]));
        let types = actor.types.iter().map(|one| (&*one.id, &*one.label));
        look("types", types.collect(), &|id| below(&["actor", &actor.id, "type", id]));
    }
}

/// Ids and labels.
type Named<'a> = Vec<(&'a str, &'a str)>;

/// Those that have the label of one before, and what is said of them.
fn shared<'a>(what: &str, named: &Named<'a>) -> Vec<(&'a str, String)> {
    let told = |(at, (id, label)): (usize, &(&'a str, &'a str))| {
        let (first, _) = named[..at].iter().find(|(_, other)| other == label)?;
        let label = suggest::quote(label);
        let message =
            format!("The {what} `{first}` and `{id}` have one label, {label}: nobody can tell them apart.");
        Some((*id, message))
    };
    named.iter().enumerate().filter_map(told).collect()
}
