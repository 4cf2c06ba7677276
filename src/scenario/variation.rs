//! What a scenario changes of the one that it extends.

use super::document::{Node, Value};
use super::effective;
use super::statement::EXPECT;

/// A scenario as a variation of another one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Variation {
    /// The scenario that it extends: a name of the library, or a file.
    pub base: String,
    /// What is another in it, in the order of the base; what is new comes last.
    pub changes: Vec<Change>,
}

/// One difference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The path of what is another.
    pub path: String,
    /// What stands there in the base, as written; `None` if nothing does.
    pub before: Option<String>,
    /// What stands there now; `None` if it was removed.
    pub after: Option<String>,
}

/// Keys at the top that tell of the scenario and are no part of the game.
const ASIDE: [&str; 9] =
    ["title", "summary", "source", "claim", "assumed", "uncertain", "order", "record", EXPECT];
/// The longest value that is told in full.
const LONGEST: usize = 200;

/// Every difference between two trees.
pub(super) fn changes(base: &Node, tree: &Node) -> Vec<Change> {
    let mut changes = Vec::new();
    for key in keys(base, tree).into_iter().filter(|key| !ASIDE.contains(key)) {
        compare(key.to_owned(), base.get(key), tree.get(key), &mut changes);
    }
    changes
}

fn compare(path: String, before: Option<&Node>, after: Option<&Node>, changes: &mut Vec<Change>) {
    match (before, after) {
        (Some(before), Some(after)) if before.says_the_same(after) => {}
        (Some(left), Some(right)) if is_open(left) && is_open(right) => {
            for key in keys(left, right) {
                compare(format!("{path}.{key}"), left.get(key), right.get(key), changes);
            }
        }
        (Some(left), Some(right)) if has_members(left) && has_members(right) => {
            for name in names(left, right) {
                compare(format!("{path}.{name}"), member(left, &name), member(right, &name), changes);
            }
        }
        (None, Some(new)) if is_open(new) && !is_named(new) => {
            for key in keys(new, new) {
                compare(format!("{path}.{key}"), None, new.get(key), changes);
            }
        }
        (before, after) => {
            changes.push(Change { path, before: before.map(spelled), after: after.map(spelled) });
        }
    }
}

/// A table that is told part by part.
fn is_open(node: &Node) -> bool {
    let whole = ["by", "script", "mixed"];
    node.as_table().is_some_and(|table| !whole.iter().any(|key| table.contains_key(*key)))
}

/// A track, a move, a rule: where all of it is new, it is told as one.
fn is_named(node: &Node) -> bool {
    node.get("id").is_some() || node.get("label").is_some()
}

fn keys<'a>(left: &'a Node, right: &'a Node) -> Vec<&'a str> {
    let of = |node: &'a Node| node.as_table().into_iter().flat_map(|table| table.keys()).map(String::as_str);
    merged(of(left), of(right))
}

/// A list of tables, of which each goes by its id or its position, as in paths.
fn has_members(node: &Node) -> bool {
    node.as_list().is_some_and(|list| list.iter().all(|member| member.as_table().is_some()))
}

fn names(left: &Node, right: &Node) -> Vec<String> {
    let of = |node: &Node| -> Vec<String> {
        let members = node.as_list().unwrap_or_default().iter().enumerate();
        members.map(|(at, member)| member.id().map_or_else(|| at.to_string(), str::to_owned)).collect()
    };
    merged(of(left).into_iter(), of(right).into_iter())
}

fn merged<T: PartialEq>(left: impl Iterator<Item = T>, right: impl Iterator<Item = T>) -> Vec<T> {
    let mut all: Vec<T> = left.collect();
    for name in right {
        if !all.contains(&name) {
            all.push(name);
        }
    }
    all
}

fn member<'a>(list: &'a Node, name: &str) -> Option<&'a Node> {
    let list = list.as_list()?;
    let by_id = list.iter().find(|member| member.id() == Some(name));
    by_id.or_else(|| name.parse::<usize>().ok().and_then(|at| list.get(at)).filter(|one| one.id().is_none()))
}

/// As written, if that is short.
fn spelled(node: &Node) -> String {
    if let Some(script) = node.get("script").and_then(Node::as_list) {
        return format!("a script of {} lines", script.len());
    }
    let mut node = node.clone();
    if let Value::Table(table) = &mut node.value {
        // It stands in the path.
        table.shift_remove("id");
    }
    let text = effective::value(&node).to_string();
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

impl Node {
    /// Whether the values are equal, wherever they are written.
    pub(super) fn says_the_same(&self, other: &Node) -> bool {
        match (&self.value, &other.value) {
            (Value::List(left), Value::List(right)) => {
                left.len() == right.len() && left.iter().zip(right).all(|(a, b)| a.says_the_same(b))
            }
            (Value::Table(left), Value::Table(right)) => {
                left.len() == right.len()
                    && left.iter().all(|(key, entry)| {
                        right.get(key).is_some_and(|other| entry.node.says_the_same(&other.node))
                    })
            }
            _ => match (self.as_number(), other.as_number()) {
                (Some(left), Some(right)) => left == right,
                _ => self.value == other.value,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::document::parse;
    use super::*;

    fn told(base: &str, tree: &str) -> Vec<String> {
        let changes = changes(&parse("base", base).unwrap(), &parse("tree", tree).unwrap());
        let side = |side: Option<String>| side.unwrap_or_else(|| "-".to_owned());
        changes
            .into_iter()
            .map(|change| format!("{}: {} > {}", change.path, side(change.before), side(change.after)))
            .collect()
    }

    #[test]
    fn what_differs_is_told_where_it_differs() {
        let base =
            "title = 'A'\nrule = [ { id = 'a', chance = 0.1 }, { id = 'b', chance = 1 } ]\n[x]\ny = 1\nz = 2";
        let tree = "title = 'B'\nrule = [ { id = 'a', chance = 0.2 }, { id = 'c', label = 'C' } ]\n[x]\nz = 2.0\nw = 3";
        assert_eq!(
            told(base, tree),
            [
                "rule.a.chance: 0.1 > 0.2",
                "rule.b: { chance = 1 } > -",
                "rule.c: - > { label = \"C\" }",
                "x.y: 1 > -",
                "x.w: - > 3"
            ]
        );
    }

    #[test]
    fn members_without_ids_go_by_position_and_amounts_are_whole() {
        let base = "e = [ { set = 1 } ]\nc = { by = 'x', levels = [1, 2] }";
        let tree = "e = [ { set = 1 }, { id = 'n', set = 2 } ]\nc = { by = 'x', levels = [1, 3] }";
        assert_eq!(
            told(base, tree),
            ["e.n: - > { set = 2 }", "c: { by = \"x\", levels = [1, 2] } > { by = \"x\", levels = [1, 3] }"]
        );
    }
}
