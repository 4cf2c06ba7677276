//! Paths name one value of a scenario: `track.tension.start`, `rule.missile-shock.chance.per.tension`.
//!
//! A step is a key of a table, the `id` of a table in a list (`rule.missile-shock`, `outcome.staged`), or a position in
//! a list, from 0 (`payoff.move.relief.levels.0`).

use super::document::{Entry, Node, Table, Value};
use super::limits;
use super::overlay;
use super::place::Place;
use super::suggest;

/// A path, step by step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Path {
    steps: Vec<Step>,
}

/// One step and where it starts in the path's text, in characters from 0.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Step {
    name: String,
    column: u32,
}

/// A path that leads nowhere: how far it came, and a sentence that says so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Missing {
    /// Where the wrong step starts in the path's text, in characters from 0.
    pub(super) column: u32,
    /// What is missing, and the nearest name.
    pub(super) message: String,
}

/// Whether a path is another one or leads to a part of what that leads to: `rule.a.chance` is within `rule.a`.
#[must_use]
pub fn is_within(outer: &str, inner: &str) -> bool {
    inner.strip_prefix(outer).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

impl Path {
    /// Splits a text at its dots. A step may stand in double quotes.
    pub(super) fn parse(text: &str) -> Result<Path, Missing> {
        let mut steps = Vec::new();
        let mut column = 0;
        for part in text.split('.') {
            let name = part.trim().trim_matches('"');
            if name.is_empty() {
                let message =
                    "A path is made of names with dots between them, such as `track.tension.start`.";
                return Err(Missing { column, message: message.to_owned() });
            }
            if steps.len() == limits::PATH_STEPS {
                let message = format!("A path has at most {} steps.", limits::PATH_STEPS);
                return Err(Missing { column, message });
            }
            steps.push(Step { name: name.to_owned(), column });
            column += part.chars().count() as u32 + 1;
        }
        Ok(Path { steps })
    }

    /// The names of the steps.
    pub(super) fn names(&self) -> Vec<&str> {
        self.steps.iter().map(|step| step.name.as_str()).collect()
    }

    /// The value that the path leads to.
    pub(super) fn get<'a>(&self, root: &'a Node) -> Result<&'a Node, Missing> {
        let mut node = root;
        for (depth, step) in self.steps.iter().enumerate() {
            node = child(node, &step.name).ok_or_else(|| self.missing(depth, node))?;
        }
        Ok(node)
    }

    /// The same with the ids of tables in lists instead of their positions.
    pub(super) fn by_ids(&self, root: &Node) -> String {
        let mut node = Some(root);
        let mut names = Vec::new();
        for step in &self.steps {
            let found = node.and_then(|node| child(node, &step.name));
            let is_in_list = node.is_some_and(|node| node.as_list().is_some());
            let id = found.and_then(Node::id).filter(|_| is_in_list);
            names.push(id.unwrap_or(&step.name).to_owned());
            node = found;
        }
        names.join(".")
    }

    /// Lays a value over what the path leads to. Tables on the way that are not written yet appear; tracks, actors and
    /// their like must exist, since a single value cannot make one.
    pub(super) fn set(&self, root: &mut Node, value: Node, place: &Place) -> Result<(), Missing> {
        let mut node = root;
        for (depth, step) in self.steps.iter().enumerate() {
            if child(node, &step.name).is_none() {
                if self.must_exist(depth) || node.as_list().is_some() {
                    return Err(self.missing(depth, node));
                }
                overlay::lay(node, self.nested(depth, value, place), "");
                return Ok(());
            }
            // Checked above; written so because a failed search would keep the borrow.
            let Some(next) = child_mut(node, &step.name) else { return Ok(()) };
            node = next;
        }
        let key = self.steps.last().map_or("", |step| &step.name);
        overlay::lay(node, value, key);
        Ok(())
    }

    /// Takes away what the path leads to.
    pub(super) fn remove(&self, root: &mut Node) -> Result<(), Missing> {
        let Some((last, front)) = self.steps.split_last() else { return Ok(()) };
        self.get(root)?;
        let mut node = root;
        for step in front {
            let Some(next) = child_mut(node, &step.name) else { return Ok(()) };
            node = next;
        }
        let position = node.as_list().and_then(|list| position(list, &last.name));
        match &mut node.value {
            Value::Table(table) => drop(table.shift_remove(&last.name)),
            Value::List(list) => drop(position.map(|position| list.remove(position))),
            _ => {}
        }
        Ok(())
    }

    /// The value inside tables of their own for the steps from `depth` on.
    fn nested(&self, depth: usize, value: Node, place: &Place) -> Node {
        self.steps[depth..].iter().rev().fold(value, |node, step| {
            let key_place = Place { column: place.column + step.column, ..place.clone() };
            let table = Table::from([(step.name.clone(), Entry { key_place: key_place.clone(), node })]);
            Node { value: Value::Table(table), place: key_place }
        })
    }

    /// Whether the step names one of a collection whose members a single value cannot make.
    fn must_exist(&self, depth: usize) -> bool {
        let before: Vec<&str> = self.steps[..depth].iter().map(|step| step.name.as_str()).collect();
        matches!(
            before[..],
            ["track" | "actor" | "source" | "claim" | "rule" | "outcome"] | ["actor", _, "move" | "type"]
        )
    }

    fn missing(&self, depth: usize, node: &Node) -> Missing {
        let step = &self.steps[depth];
        let before: Vec<&str> = self.steps[..depth].iter().map(|step| step.name.as_str()).collect();
        let before = before.join(".");
        let whole = if before.is_empty() { "The scenario".to_owned() } else { suggest::quote(&before) };
        let name = suggest::quote(&step.name);
        let message = match &node.value {
            Value::Table(table) => {
                let hint = suggest::hint(&step.name, table.keys().map(String::as_str));
                format!("{whole} has no {name}.{hint}")
            }
            Value::List(list) => {
                let hint = match suggest::hint(&step.name, list.iter().filter_map(Node::id)) {
                    hint if hint.is_empty() => " Members of a list go by position, from 0.".to_owned(),
                    hint => hint,
                };
                format!("{whole} has no {name}.{hint}")
            }
            _ => format!("{whole} is a single value and has no {name}."),
        };
        Missing { column: step.column, message }
    }
}

/// The member of a table or a list by its name.
fn child<'a>(node: &'a Node, name: &str) -> Option<&'a Node> {
    match &node.value {
        Value::Table(table) => table.get(name).map(|entry| &entry.node),
        Value::List(list) => position(list, name).map(|position| &list[position]),
        _ => None,
    }
}

fn child_mut<'a>(node: &'a mut Node, name: &str) -> Option<&'a mut Node> {
    match &mut node.value {
        Value::Table(table) => table.get_mut(name).map(|entry| &mut entry.node),
        Value::List(list) => position(list, name).map(|position| &mut list[position]),
        _ => None,
    }
}

/// The position in a list of the table with this id, or of this position written as a number.
fn position(list: &[Node], name: &str) -> Option<usize> {
    let by_id = list.iter().position(|node| node.id() == Some(name));
    by_id.or_else(|| name.parse().ok().filter(|position| *position < list.len()))
}

#[cfg(test)]
mod tests {
    use super::super::document::parse;
    use super::*;

    const TEXT: &str = r#"
        [track.tension]
        start = 2
        [actor.us.payoff.move]
        relief = { by = "steps", levels = [1, 2] }
        [[rule]]
        id = "shock"
        chance = { base = 0.3, per = { "ties*talks" = 0.05 } }
        [[rule]]
        else = [ { id = "shrug", chance = 0.5 } ]
    "#;

    fn number(root: &Node, path: &str) -> Result<f64, String> {
        let path = Path::parse(path).map_err(|missing| missing.message)?;
        path.get(root).map(|node| node.as_number().unwrap()).map_err(|missing| missing.message)
    }

    fn set(root: &mut Node, path: &str, value: i64) -> Result<(), String> {
        let node = Node { value: Value::Integer(value), place: Place::default() };
        Path::parse(path).unwrap().set(root, node, &Place::default()).map_err(|missing| missing.message)
    }

    #[test]
    fn a_path_leads_through_tables_ids_and_positions() {
        let root = parse("f", TEXT).unwrap();
        assert_eq!(number(&root, "track.tension.start"), Ok(2.0));
        assert_eq!(number(&root, "actor.us.payoff.move.relief.levels.1"), Ok(2.0));
        assert_eq!(number(&root, "rule.shock.chance.per.ties*talks"), Ok(0.05));
        assert_eq!(number(&root, "rule.shock.chance.per.\"ties*talks\""), Ok(0.05));
        assert_eq!(number(&root, "rule.1.else.shrug.chance"), Ok(0.5));
        assert_eq!(number(&root, "rule.1.else.0.chance"), Ok(0.5));
    }

    #[test]
    fn a_wrong_step_is_named_with_the_nearest_right_one() {
        let root = parse("f", TEXT).unwrap();
        let missing = Path::parse("rule.shok.chance").unwrap().get(&root).unwrap_err();
        assert_eq!(missing.column, 5);
        assert!(missing.message.ends_with("Did you mean `shock`?"), "{}", missing.message);
        assert_eq!(
            number(&root, "track.tensoin.start").unwrap_err(),
            "`track` has no `tensoin`. Did you mean `tension`?"
        );
        assert_eq!(
            number(&root, "track.tension.start.x").unwrap_err(),
            "`track.tension.start` is a single value and has no `x`."
        );
        assert!(Path::parse("a..b").is_err());
    }

    #[test]
    fn setting_makes_the_tables_on_the_way_but_no_track() {
        let mut root = parse("f", TEXT).unwrap();
        set(&mut root, "actor.us.payoff.outcome.war", -300).unwrap();
        assert_eq!(number(&root, "actor.us.payoff.outcome.war"), Ok(-300.0));
        set(&mut root, "rule.shock.chance.per.tension", 1).unwrap();
        assert_eq!(number(&root, "rule.shock.chance.per.ties*talks"), Ok(0.05));
        assert!(set(&mut root, "track.tensoin.start", 1).unwrap_err().contains("tension"));
        assert!(set(&mut root, "actor.us.payoff.move.relief.levels.2", 1).is_err());
    }

    #[test]
    fn removing_takes_a_value_or_a_member_away() {
        let mut root = parse("f", TEXT).unwrap();
        Path::parse("rule.shock").unwrap().remove(&mut root).unwrap();
        assert_eq!(root.get("rule").unwrap().as_list().unwrap().len(), 1);
        assert!(Path::parse("rule.shock").unwrap().remove(&mut root).is_err());
    }
}
