//! Laying one tree over another: the one mechanism behind `extends`, types, `--set` and the factors of a study.
//!
//! Tables merge, values replace, lists of tables merge by `id` and take new members at their end. `remove = ["PATH", …]`
//! takes something of the base away before the rest is laid over it. Three things are whole and are not mixed with what
//! they replace: a strategy, an amount by level with a linear one, and a list of tables without ids (rules and orders
//! excepted, which are added).

use super::about::{following, forget};
use super::document::{Entry, Node, Table, Value};
use super::limits;
use super::path::{Missing, Path};
use super::place::{Place, Problem};

/// Lays `over` over `base`, its `remove` list first.
pub(super) fn overlay(base: &mut Node, mut over: Node, problems: &mut Vec<Problem>) {
    for (path, place) in take_removals(&mut over, problems) {
        let removed = Path::parse(&path).and_then(|path| path.remove(base));
        match removed {
            Ok(()) => forget(base, &path),
            Err(_) if problems.len() >= limits::PROBLEMS => break,
            Err(Missing { message, .. }) => {
                problems.push(Problem { place, message: format!("There is nothing to remove: {message}") });
            }
        }
    }
    following(base, |base| lay(base, over, ""));
}

/// Takes the `remove` list out of an overlay.
fn take_removals(over: &mut Node, problems: &mut Vec<Problem>) -> Vec<(String, Place)> {
    let Value::Table(table) = &mut over.value else { return Vec::new() };
    let Some(Entry { node, .. }) = table.shift_remove("remove") else { return Vec::new() };
    let mut wrong = |place| {
        if problems.len() >= limits::PROBLEMS {
            return;
        }
        let message = "`remove` must be a list of paths, such as `[\"rule.talks-fade\"]`.".to_owned();
        problems.push(Problem { place, message });
    };
    let Value::List(list) = node.value else {
        wrong(node.place);
        return Vec::new();
    };
    if list.len() > limits::REMOVALS {
        let message = format!("`remove` lists {} paths; the most is {}.", list.len(), limits::REMOVALS);
        problems.push(Problem { place: node.place, message });
        return Vec::new();
    }
    let mut removals = Vec::new();
    for item in list {
        match item.value {
            Value::Text(path) => removals.push((path, item.place)),
            _ => wrong(item.place),
        }
    }
    removals
}

/// Lays `over` over `base`, which stands under `key`.
pub(super) fn lay(base: &mut Node, over: Node, key: &str) {
    if let (Some(number), Some(table)) = (base.as_number(), over.as_table())
        && number.is_finite()
        && table.contains_key("per")
    {
        // A number is a linear amount that depends on nothing.
        let entry = Entry { key_place: base.place.clone(), node: base.clone() };
        base.value = Value::Table(Table::from([("base".to_owned(), entry)]));
    }
    match (&mut base.value, over.value) {
        (Value::Table(below), Value::Table(above)) if !is_whole(key, below, &above) => {
            lay_table(below, above);
        }
        (Value::List(below), Value::List(above)) if merges_by_id(key, below, &above) => {
            lay_members(below, above);
        }
        (_, value) => *base = Node { value, place: over.place },
    }
}

fn lay_table(below: &mut Table, above: Table) {
    for (key, entry) in above {
        match below.get_mut(&key) {
            Some(existing) => lay(&mut existing.node, entry.node, &key),
            None => drop(below.insert(key, entry)),
        }
    }
}

fn lay_members(below: &mut Vec<Node>, above: Vec<Node>) {
    let places = below.iter().enumerate().filter_map(|(place, node)| Some((node.id()?.to_owned(), place)));
    let places: std::collections::HashMap<String, usize> = places.collect();
    for node in above {
        match node.id().and_then(|id| places.get(id)) {
            Some(place) => lay(&mut below[*place], node, ""),
            None => below.push(node),
        }
    }
}

/// Whether the upper table takes the place of the lower one instead of merging with it.
fn is_whole(key: &str, below: &Table, above: &Table) -> bool {
    let by_level = |table: &Table| table.get("by").is_some_and(|entry| entry.node.as_text().is_some());
    let linear = |table: &Table| table.contains_key("base") || table.contains_key("per");
    key == "strategy" || by_level(below) && linear(above) || linear(below) && by_level(above)
}

fn merges_by_id(key: &str, below: &[Node], above: &[Node]) -> bool {
    let tables = |list: &[Node]| list.iter().all(|node| node.as_table().is_some());
    tables(below)
        && tables(above)
        && (matches!(key, "rule" | "order") || above.iter().any(|node| node.id().is_some()))
}

#[cfg(test)]
mod tests {
    use super::super::document::parse;
    use super::super::effective;
    use super::*;

    fn laid(base: &str, over: &str) -> String {
        let mut base = parse("base", base).unwrap();
        let mut problems = Vec::new();
        overlay(&mut base, parse("over", over).unwrap(), &mut problems);
        assert_eq!(problems, []);
        effective::text(&base)
    }

    fn same(laid: &str, expected: &str) {
        assert_eq!(laid, effective::text(&parse("expected", expected).unwrap()));
    }

    #[test]
    fn tables_merge_and_values_replace() {
        same(&laid("a = { b = 1, c = [1, 2] }", "a = { c = [3], d = 4 }"), "a = { b = 1, c = [3], d = 4 }");
    }

    #[test]
    fn lists_of_tables_merge_by_id() {
        let base = "rule = [ { id = 'a', chance = 0.1 }, { id = 'b', chance = 0.2 } ]";
        let over = "rule = [ { id = 'b', label = 'B' }, { id = 'c' } ]";
        same(
            &laid(base, over),
            "rule = [ { id = 'a', chance = 0.1 }, { id = 'b', chance = 0.2, label = 'B' }, { id = 'c' } ]",
        );
    }

    #[test]
    fn effects_without_ids_replace_but_rules_without_ids_are_added() {
        same(&laid("effects = [ { x = 1 } ]", "effects = [ { y = 2 } ]"), "effects = [ { y = 2 } ]");
        same(&laid("rule = [ { x = 1 } ]", "rule = [ { y = 2 } ]"), "rule = [ { x = 1 }, { y = 2 } ]");
    }

    #[test]
    fn strategies_and_kinds_of_amounts_replace() {
        same(&laid("strategy = { script = [] }", "strategy = { grim = {} }"), "strategy = { grim = {} }");
        let by = "chance = { by = 'x', levels = [1] }";
        let linear = "chance = { base = 1, per = { x = 1 } }";
        same(&laid(linear, by), by);
        same(&laid(by, linear), linear);
        same(&laid(linear, "chance = { per = { y = 2 } }"), "chance = { base = 1, per = { x = 1, y = 2 } }");
        same(&laid("chance = 1", "chance = { per = { y = 2 } }"), "chance = { base = 1, per = { y = 2 } }");
        same(&laid(by, "chance = 0.5"), "chance = 0.5");
    }

    #[test]
    fn what_is_removed_is_gone_and_may_be_written_anew() {
        let base = "[a]\nx = 1\ny = 2\n[uncertain]\n\"a.x\" = [0, 1]\n[claim.C]\nsupports = ['a.x', 'a.y']";
        let over = "remove = ['a.x']";
        same(&laid(base, over), "[a]\ny = 2\n[uncertain]\n[claim.C]\nsupports = ['a.y']");
        same(&laid("[a]\nx = 1", "remove = ['a']\n[a]\nz = 3"), "[a]\nz = 3");
    }

    #[test]
    fn removing_what_is_not_there_is_a_mistake() {
        let mut base = parse("base", "[a]\nxyz = 1").unwrap();
        let mut problems = Vec::new();
        overlay(&mut base, parse("over", "remove = ['a.xyzz', 3]").unwrap(), &mut problems);
        assert_eq!(problems[1].message, "There is nothing to remove: `a` has no `xyzz`. Did you mean `xyz`?");
    }
}
