//! Typed access to the tree that collects mistakes instead of stopping at the first.

use std::collections::HashSet;
use std::fmt::Display;

use super::names::Names;
use crate::scenario::document::{Node, Table, Value};
use crate::scenario::place::{Place, Problem, Problems};
use crate::scenario::{Doubt, limits, suggest};

/// The tree's reader: what it knows, and what it found wrong.
#[derive(Debug, Default)]
pub(super) struct Reader {
    /// The names that conditions, payoffs and effects can use.
    pub(super) names: Names,
    /// What is wrong so far.
    pub(super) report: Report,
    /// What may be wrong.
    pub(super) doubts: Vec<Doubt>,
}

/// Mistakes and warnings.
#[derive(Debug, Default)]
pub(super) struct Report {
    problems: Vec<Problem>,
    warnings: Vec<Problem>,
    /// Types are read with what they share of their actor: what is wrong there is said once.
    said: HashSet<Problem>,
}

impl Report {
    /// Notes a mistake.
    pub(super) fn problem(&mut self, place: &Place, message: impl Into<String>) {
        let problem = Problem { place: place.clone(), message: message.into() };
        if !self.is_full() && self.said.insert(problem.clone()) {
            self.problems.push(problem);
        }
    }

    /// Notes something that is allowed and yet likely to be a mistake.
    pub(super) fn warning(&mut self, place: &Place, message: impl Into<String>) {
        let warning = Problem { place: place.clone(), message: message.into() };
        if self.said.insert(warning.clone()) {
            self.warnings.push(warning);
        }
    }

    /// Notes a name that does not exist, with the nearest that does. `what` comes before it: "There is no track".
    pub(super) fn unknown<'a>(
        &mut self,
        place: &Place,
        what: impl Display,
        name: &str,
        known: impl Iterator<Item = &'a str> + Clone,
    ) {
        if !self.is_full() {
            self.problem(place, format!("{what} {}.{}", suggest::quote(name), suggest::hint(name, known)));
        }
    }

    /// Whether there are so many mistakes that no more are reported.
    pub(super) fn is_full(&self) -> bool {
        self.problems.len() >= limits::PROBLEMS
    }

    /// Whether any mistake was found.
    pub(super) fn has_problems(&self) -> bool {
        !self.problems.is_empty()
    }

    /// The warnings, or the mistakes if there are any, in the order of their places.
    pub(super) fn finish(mut self) -> Result<Vec<Problem>, Problems> {
        self.problems.sort_by(|left, right| left.place.cmp(&right.place));
        self.warnings.sort_by(|left, right| left.place.cmp(&right.place));
        if self.problems.is_empty() { Ok(self.warnings) } else { Err(Problems(self.problems)) }
    }
}

impl Reader {
    /// Notes a mistake.
    pub(super) fn problem(&mut self, place: &Place, message: impl Into<String>) {
        self.report.problem(place, message);
    }

    /// A table with any keys. `what` opens the message: "`track`".
    pub(super) fn map<'a>(&mut self, node: &'a Node, what: impl Display) -> Option<&'a Table> {
        if node.as_table().is_none() {
            self.wrong(node, what, "a table");
        }
        node.as_table()
    }

    /// A table with these keys and no others.
    pub(super) fn table<'a>(
        &mut self,
        node: &'a Node,
        what: impl Display,
        keys: &[&str],
    ) -> Option<&'a Table> {
        let table = self.map(node, &what)?;
        for (key, entry) in table {
            if !keys.contains(&key.as_str()) && !self.report.is_full() {
                let hint = match suggest::nearest(key, keys.iter().copied()) {
                    Some(nearest) => format!("Did you mean `{nearest}`?"),
                    None => format!("It has {}.", suggest::enumerate(keys, "and")),
                };
                self.problem(&entry.key_place, format!("{what} has no key {}. {hint}", suggest::quote(key)));
            }
        }
        Some(table)
    }

    /// A list.
    pub(super) fn list<'a>(&mut self, node: &'a Node, what: impl Display) -> Option<&'a [Node]> {
        if node.as_list().is_none() {
            self.wrong(node, what, "a list");
        }
        node.as_list()
    }

    /// A text of at most so many characters.
    pub(super) fn text<'a>(&mut self, node: &'a Node, what: impl Display, longest: usize) -> Option<&'a str> {
        match node.as_text() {
            None => self.wrong(node, what, "a text in quotes"),
            Some(text) if text.chars().count() > longest => {
                self.problem(&node.place, format!("{what} is longer than {longest} characters."));
            }
            Some(text) => return Some(text),
        }
        None
    }

    /// The `label` of a table, or its id where it has none.
    pub(super) fn label(&mut self, table: &Table, id: &str) -> String {
        let label = table.get("label").and_then(|entry| self.text(&entry.node, "`label`", limits::LABEL));
        label.unwrap_or(id).to_owned()
    }

    /// `true` or `false`.
    pub(super) fn flag(&mut self, node: &Node, what: impl Display) -> Option<bool> {
        match node.value {
            Value::Flag(flag) => Some(flag),
            _ => {
                self.wrong(node, what, "`true` or `false`");
                None
            }
        }
    }

    /// A finite number for which `fits` holds; `range` says which: "from 0 to 1". Without one, any does.
    pub(super) fn number(
        &mut self,
        node: &Node,
        what: impl Display,
        range: &str,
        fits: impl Fn(f64) -> bool,
    ) -> Option<f64> {
        match node.as_number() {
            Some(number) if number.is_finite() && fits(number) => return Some(number),
            Some(number) if number.is_finite() => self.wrong(node, what, &format!("a number {range}")),
            Some(_) => self.wrong(node, what, "a finite number"),
            None => self.wrong(node, what, "a number"),
        }
        None
    }

    /// A number from 0 to 1.
    pub(super) fn probability(&mut self, node: &Node, what: impl Display) -> Option<f64> {
        self.number(node, what, "from 0 to 1", |number| (0.0..=1.0).contains(&number))
    }

    /// A whole number in a range.
    pub(super) fn integer(&mut self, node: &Node, what: impl Display, low: i64, high: i64) -> Option<i64> {
        match node.value {
            Value::Integer(number) if (low..=high).contains(&number) => Some(number),
            _ => {
                self.wrong(node, what, &format!("a whole number from {low} to {high}"));
                None
            }
        }
    }

    /// Notes that a value is of the wrong kind or size.
    pub(super) fn wrong(&mut self, node: &Node, what: impl Display, expected: &str) {
        self.problem(&node.place, format!("{what} must be {expected}, but is {}.", describe(node)));
    }
}

/// A value in a message.
fn describe(node: &Node) -> String {
    match &node.value {
        Value::Text(text) => format!("the text {}", suggest::quote(text)),
        Value::Integer(number) => number.to_string(),
        Value::Float(number) => format!("{number:?}"),
        Value::Flag(flag) => flag.to_string(),
        Value::List(list) => format!("a list of {}", list.len()),
        Value::Table(_) => "a table".to_owned(),
    }
}
