//! What a scenario says about its own parts: ranges of doubt, assumptions, what claims support, orders. When a part is
//! changed, what was said about it follows.

use std::collections::HashSet;

use super::document::{Entry, Node, Table, Value};
use super::file::number;
use super::model::Support;
use super::path::{Path, is_within};
use super::place::Place;
use super::statement::{ChainTerm, parse_order};

/// Forgets what is said about a part that is removed.
pub(super) fn forget(root: &mut Node, removed: &str) {
    let Value::Table(root) = &mut root.value else { return };
    let gone = |path: &str| is_within(removed, path);
    for key in ["uncertain", "assumed"] {
        if let Some(table) = table_mut(root, key) {
            table.retain(|path, _| !gone(path));
        }
    }
    if let Some(Value::List(orders)) = root.get_mut("order").map(|entry| &mut entry.node.value) {
        orders.retain(|order| {
            let chain = order.get("says").and_then(Node::as_text).and_then(|says| parse_order(says).ok());
            let of_removed = |term: &ChainTerm| matches!(term, ChainTerm::Path(path) if gone(path));
            !chain.is_some_and(|chain| chain.terms.iter().any(of_removed))
        });
    }
    for (_, paths) in supports_mut(root) {
        paths.retain(|path| !path.as_text().is_some_and(gone));
    }
}

/// Changes a scenario. What was said about a part that then is none any more is forgotten: a chance that was linear may
/// have become a number, and its `base` is gone. A claim that gave a value which is another one now supports its sign.
pub(super) fn following(root: &mut Node, change: impl FnOnce(&mut Node)) {
    let before: Vec<Remark> = remarks(root).into_iter().filter(|remark| remark.leads(root)).collect();
    let given = |root: &Node, remark: &Remark| remark.given_by(root).cloned();
    let values: Vec<Option<Node>> = before.iter().map(|remark| given(root, remark)).collect();
    change(root);
    let (mut lost, mut weakened) = (HashSet::new(), HashSet::new());
    for (remark, value) in before.into_iter().zip(values) {
        if !remark.leads(root) {
            lost.insert(remark.place);
        } else if let (Some(old), Some(new)) = (&value, remark.given_by(root))
            && !old.says_the_same(new)
        {
            weakened.insert(remark.place);
        }
    }
    if lost.is_empty() && weakened.is_empty() {
        return;
    }
    let Value::Table(root) = &mut root.value else { return };
    for key in ["uncertain", "assumed"] {
        if let Some(table) = table_mut(root, key) {
            table.retain(|_, entry| !lost.contains(&entry.node.place));
        }
    }
    for (_, paths) in supports_mut(root) {
        paths.retain(|path| !lost.contains(&path.place));
    }
    weaken(root, &weakened);
}

/// Something said about a part, known by where it is written.
struct Remark {
    about: About,
    path: String,
    place: Place,
}

#[derive(PartialEq)]
enum About {
    Range,
    Assumption,
    Support,
    Value,
}

impl Remark {
    /// Whether there is such a part, of the kind that this can be said about.
    fn leads(&self, root: &Node) -> bool {
        match self.about {
            About::Range => number(root, &self.path).is_ok(),
            _ => self.part(root).is_some(),
        }
    }

    /// The part whose value is given.
    fn given_by<'a>(&self, root: &'a Node) -> Option<&'a Node> {
        if self.about == About::Value { self.part(root) } else { None }
    }

    fn part<'a>(&self, root: &'a Node) -> Option<&'a Node> {
        Path::parse(&self.path).and_then(|path| path.get(root)).ok()
    }
}

fn remarks(root: &Node) -> Vec<Remark> {
    let mut remarks = Vec::new();
    let mut note = |about, path: &str, place: &Place| {
        remarks.push(Remark { about, path: path.to_owned(), place: place.clone() });
    };
    let entries = |key| root.get(key).and_then(Node::as_table).into_iter().flatten();
    entries("uncertain").for_each(|(path, entry)| note(About::Range, path, &entry.node.place));
    entries("assumed").for_each(|(path, entry)| note(About::Assumption, path, &entry.node.place));
    for (_, claim) in entries("claim") {
        let Some(supports) = claim.node.get("supports") else { continue };
        for path in supports.as_list().unwrap_or_default() {
            note(About::Support, path.as_text().unwrap_or_default(), &path.place);
        }
        for (kind, paths) in supports.as_table().into_iter().flatten() {
            for path in paths.node.as_list().unwrap_or_default() {
                let about = if kind == Support::Value.id() { About::Value } else { About::Support };
                note(about, path.as_text().unwrap_or_default(), &path.place);
            }
        }
    }
    remarks
}

/// Makes values that claims give into signs that they support.
fn weaken(root: &mut Table, weakened: &HashSet<Place>) {
    let Some(claims) = table_mut(root, "claim") else { return };
    for claim in claims.values_mut() {
        let Value::Table(claim) = &mut claim.node.value else { continue };
        let Some(supports) = table_mut(claim, "supports") else { continue };
        let Some(Value::List(values)) =
            supports.get_mut(Support::Value.id()).map(|entry| &mut entry.node.value)
        else {
            continue;
        };
        let changed: Vec<Node> = values.extract_if(.., |path| weakened.contains(&path.place)).collect();
        let Some(first) = changed.first() else { continue };
        let place = first.place.clone();
        let entry = || Entry {
            key_place: place.clone(),
            node: Node { value: Value::List(Vec::new()), place: place.clone() },
        };
        let signs = supports.entry(Support::Sign.id().to_owned()).or_insert_with(entry);
        if let Value::List(signs) = &mut signs.node.value {
            signs.extend(changed);
        }
    }
}

fn table_mut<'a>(table: &'a mut Table, key: &str) -> Option<&'a mut Table> {
    match &mut table.get_mut(key)?.node.value {
        Value::Table(table) => Some(table),
        _ => None,
    }
}

/// The lists of paths that claims support, and of what kind.
fn supports_mut(root: &mut Table) -> Vec<(&str, &mut Vec<Node>)> {
    let mut lists: Vec<(&str, &mut Vec<Node>)> = Vec::new();
    for claim in table_mut(root, "claim").into_iter().flat_map(|claims| claims.values_mut()) {
        let Value::Table(claim) = &mut claim.node.value else { continue };
        match claim.get_mut("supports").map(|entry| &mut entry.node.value) {
            Some(Value::List(paths)) => lists.push((Support::Sign.id(), paths)),
            Some(Value::Table(kinds)) => {
                for (kind, entry) in kinds {
                    if let Value::List(paths) = &mut entry.node.value {
                        lists.push((kind, paths));
                    }
                }
            }
            _ => {}
        }
    }
    lists
}

#[cfg(test)]
mod tests {
    use super::super::document::parse;
    use super::super::effective;
    use super::super::overlay::overlay;

    fn laid(base: &str, over: &str) -> String {
        let mut base = parse("base", base).unwrap();
        overlay(&mut base, parse("over", over).unwrap(), &mut Vec::new());
        effective::text(&base)
    }

    #[test]
    fn a_range_goes_with_the_number_that_it_was_of() {
        let base = "x.chance = { base = 0.1, per = { t = 0.2 } }\n[uncertain]\n\"x.chance.base\" = [0, 1]";
        assert!(!laid(base, "x.chance = 0.3").contains("[0, 1]"));
        assert!(laid(base, "x.chance.base = 0.3").contains("[0, 1]"));
        // A number that becomes linear is none any more.
        let base = "x.chance = 0.1\n[uncertain]\n\"x.chance\" = [0, 1]";
        assert!(!laid(base, "x.chance = { per = { t = 0.1 } }").contains("[0, 1]"));
        // What the overlay says itself stays, so that it is read and found wrong.
        assert!(
            laid(base, "x.chance = { per = { t = 0.1 } }\nuncertain.\"x.chance\" = [0, 2]")
                .contains("[0, 2]")
        );
    }

    #[test]
    fn a_value_that_a_claim_gave_is_no_longer_given_when_it_changes() {
        let base = "x = 1\ny = 2\n[claim.A.supports]\nvalue = ['x', 'y']\nsign = ['y']";
        assert!(laid(base, "z = 0").contains("value = [\"x\", \"y\"]"));
        let text = laid(base, "x = 3");
        assert!(text.contains("value = [\"y\"]") && text.contains("sign = [\"y\", \"x\"]"), "{text}");
    }
}
