//! Warnings of labels that two things share: tables and charts tell them apart by their labels alone.

use super::reader::Reader;
use crate::scenario::document::Node;
use crate::scenario::model::Scenario;
use crate::scenario::suggest;

/// Warns of outcomes, tracks, actors, an actor's moves and an actor's types with one label, in the file that was asked for.
pub(super) fn warn(reader: &mut Reader, root: &Node, scenario: &Scenario) {
    let child = |node: Option<&Node>, keys: &[&str]| {
        keys.iter().try_fold(node?.clone(), |node, key| node.get(key).cloned())
    };
    let mut found: Vec<(Option<Node>, String)> = Vec::new();
    let outcomes = root.get("outcome").and_then(Node::as_list).unwrap_or_default();
    let labels = scenario.outcomes.iter().map(|one| (one.id.as_str(), one.label.as_str()));
    for (at, message) in shared("outcomes", labels) {
        found.push((outcomes.get(at).cloned(), message));
    }
    let labels = scenario.tracks.iter().map(|one| (one.id.as_str(), one.label.as_str()));
    for (at, message) in shared("tracks", labels) {
        found.push((child(Some(root), &["track", &scenario.tracks[at].id]), message));
    }
    let labels = scenario.actors.iter().map(|one| (one.id.as_str(), one.label.as_str()));
    for (at, message) in shared("actors", labels) {
        found.push((child(Some(root), &["actor", &scenario.actors[at].id]), message));
    }
    for actor in &scenario.actors {
        let labels = actor.moves.iter().map(|one| (one.id.as_str(), one.label.as_str()));
        for (at, message) in shared("moves", labels) {
            found.push((child(Some(root), &["actor", &actor.id, "move", &actor.moves[at].id]), message));
        }
        let labels = actor.types.iter().map(|one| (one.id.as_str(), one.label.as_str()));
        for (at, message) in shared("types", labels) {
            found.push((child(Some(root), &["actor", &actor.id, "type", &actor.types[at].id]), message));
        }
    }
    for (node, message) in found {
        if let Some(node) = node.filter(|node| node.place.file == root.place.file) {
            reader.report.warning(&node.place, message);
        }
    }
}

/// Those that have the label of one before, by their place, and what is said of them.
fn shared<'a>(what: &str, named: impl Iterator<Item = (&'a str, &'a str)>) -> Vec<(usize, String)> {
    let named: Vec<(&str, &str)> = named.collect();
    let told = |(at, (id, label)): (usize, &(&str, &str))| {
        let (first, _) = named[..at].iter().find(|(_, other)| other == label)?;
        let label = suggest::quote(label);
        let message =
            format!("The {what} `{first}` and `{id}` have one label, {label}: nobody can tell them apart.");
        Some((at, message))
    };
    named.iter().enumerate().filter_map(told).collect()
}
