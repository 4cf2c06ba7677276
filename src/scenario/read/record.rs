//! `[record]`: what really happened. `scenario::record` tells what can stand there.

use super::calendar;
use super::measure::{Scope, measure};
use super::provenance;
use super::reader::Reader;
use super::track::level_in_range;
use crate::scenario::document::{Node, Table, Value};
use crate::scenario::model::{Calendar, Source, TrackIndex};
use crate::scenario::record::{Compared, Fact, Record, RecordEvent, RecordStatement};
use crate::scenario::statement::{Call, Formula, Measure, Operator, parse_side};
use crate::scenario::{effective, limits, suggest};

const KEYS: [&str; 6] = ["note", "source", "until", "event", "compare", "statement"];
const EVENT_KEYS: [&str; 8] = ["date", "round", "says", "source", "move", "rule", "level", "outcome"];

/// Reads the record. Where one that comes with `extends` speaks of what is not here, there is none, and a warning.
pub(super) fn record(
    reader: &mut Reader,
    node: &Node,
    root: &Node,
    calendar: Option<&Calendar>,
    sources: &[Source],
) -> Option<Record> {
    if calendar.is_none() && root.get("calendar").is_some() {
        // What is wrong with the calendar is told there; without it no date can be read.
        return None;
    }
    let before = std::mem::take(&mut reader.report);
    let record = RecordReader { reader, root, calendar, sources }.record(node);
    let found = std::mem::replace(&mut reader.report, before).finish();
    let problems = found.err().unwrap_or_default().0;
    let is_inherited = |file: &str| file == node.place.file && file != root.place.file;
    match problems.first() {
        Some(first) if problems.iter().all(|problem| is_inherited(&problem.place.file)) => {
            let message = format!(
                "What really happened is not compared, since its record in {} speaks of what is not here: {} \
                 `remove = [\"record\"]` takes it away.",
                suggest::quote(&first.place.to_string()),
                first.message
            );
            reader.report.warning(&root.place, message);
            None
        }
        _ => {
            problems.into_iter().for_each(|problem| reader.report.problem(&problem.place, problem.message));
            record
        }
    }
}

struct RecordReader<'a, 'b> {
    reader: &'b mut Reader,
    root: &'a Node,
    calendar: Option<&'a Calendar>,
    /// Those of the scenario.
    sources: &'a [Source],
}

impl RecordReader<'_, '_> {
    fn record(&mut self, node: &Node) -> Option<Record> {
        let table = self.reader.table(node, "`record`", &KEYS)?;
        let get = |key| table.get(key).map(|entry| &entry.node);
        let note = self.text(table, "note", limits::PROSE).unwrap_or_default();
        let sources = get("source").map_or_else(Vec::new, |node| provenance::sources(self.reader, node));
        let until = get("until").and_then(|node| self.moment(node, "`until`"));
        let mut events = Vec::new();
        for node in get("event").and_then(|node| self.reader.list(node, "`event`")).unwrap_or_default() {
            events.extend(self.event(node, &sources));
        }
        if get("until").is_none() && events.iter().all(|event| event.outcome.is_none()) {
            let message = "The record needs `until`, the date or the round up to which it is complete, unless an event \
                           ends the play with an `outcome`.";
            self.reader.problem(&node.place, message);
        }
        let mut compare = Vec::new();
        for node in get("compare").and_then(|node| self.reader.list(node, "`compare`")).unwrap_or_default() {
            let fact = self.named(node, "What is compared", |scope, says| {
                Ok(Compared { says: says.to_owned(), fact: fact(scope, says)? })
            });
            compare.extend(fact);
        }
        let mut statements = Vec::new();
        for node in
            get("statement").and_then(|node| self.reader.list(node, "`statement`")).unwrap_or_default()
        {
            statements.extend(self.statement(node));
        }
        let hash = effective::sha256(effective::value(node).to_string());
        Some(Record { note, sources, until, events, compare, statements, hash })
    }

    #[expect(
        clippy::redundant_closure_for_method_calls,
        reason = "a method is of one lifetime, a closure of any"
    )]
    fn event(&mut self, node: &Node, sources: &[Source]) -> Option<RecordEvent> {
        let table = self.reader.table(node, "An event", &EVENT_KEYS)?;
        let get = |key| table.get(key).map(|entry| &entry.node);
        let round = match (get("date"), get("round")) {
            (Some(node), None) | (None, Some(node)) => self.moment(node, "The time of an event"),
            _ => {
                let message = "An event has a `date`, such as `\"2018-11-30\"`, or a `round`, and not both.";
                self.reader.problem(&node.place, message);
                None
            }
        };
        let says = self.text(table, "says", limits::PROSE);
        if get("says").is_none() {
            self.reader.problem(&node.place, "An event needs `says`: what happened.");
        }
        let source = self.text(table, "source", limits::ID);
        if let (Some(name), Some(node)) = (&source, get("source")) {
            let known = sources.iter().chain(self.sources).map(|source| source.id.as_str());
            if !known.clone().any(|id| id == name) {
                self.reader.report.unknown(&node.place, "There is no source", name, known);
            }
        }
        let moves = self.each(get("move"), "`move`", |scope, made| scope.made(made));
        let rules = self.each(get("rule"), "`rule`", |scope, id| scope.effect(id));
        let outcome =
            get("outcome").and_then(|node| self.named(node, "`outcome`", |scope, id| scope.outcome(id)));
        let levels = get("level").map_or_else(Vec::new, |node| self.levels(node));
        let date = get("date").and_then(Node::as_text).unwrap_or_default().to_owned();
        Some(RecordEvent { date, round: round?, says: says?, source, moves, rules, levels, outcome })
    }

    /// `{ TRACK = LEVEL }`.
    fn levels(&mut self, node: &Node) -> Vec<(TrackIndex, i32)> {
        let mut levels = Vec::new();
        for (name, entry) in self.reader.map(node, "`level`").into_iter().flatten() {
            match Scope::unbounded(&self.reader.names, self.root).track(name) {
                Ok(index) => {
                    let Some(track) = self.reader.names.track(index).cloned() else { continue };
                    let level = level_in_range(self.reader, &entry.node, &track, "The level");
                    levels.extend(level.map(|level| (index, level)));
                }
                Err(message) => self.reader.problem(&entry.key_place, message),
            }
        }
        levels
    }

    fn statement(&mut self, node: &Node) -> Option<RecordStatement> {
        let table = self.reader.table(node, "`statement`", &["says", "label"])?;
        let label = self.text(table, "label", limits::LABEL);
        let Some(says) = table.get("says") else {
            self.reader.problem(&node.place, "`statement` needs `says`: the statement itself.");
            return None;
        };
        self.named(&says.node, "`says`", |scope, says| {
            Ok(RecordStatement { says: says.to_owned(), label: label.clone(), any_of: any_of(scope, says)? })
        })
    }

    /// A round, or a date as the round that it falls in.
    fn moment(&mut self, node: &Node, what: &str) -> Option<i64> {
        match &node.value {
            Value::Text(date) => match calendar::round(self.calendar, date) {
                Ok(round) => Some(round),
                Err(message) => {
                    self.reader.problem(&node.place, message);
                    None
                }
            },
            _ => self.reader.integer(node, what, 0, limits::ROUNDS),
        }
    }

    /// The text under a key.
    fn text(&mut self, table: &Table, key: &str, longest: usize) -> Option<String> {
        let node = &table.get(key)?.node;
        self.reader.text(node, format_args!("`{key}`"), longest).map(str::to_owned)
    }

    /// What a text means in this scenario.
    fn named<T>(
        &mut self,
        node: &Node,
        what: &str,
        read: impl Fn(&Scope<'_>, &str) -> Result<T, String>,
    ) -> Option<T> {
        let text = self.reader.text(node, what, limits::PROSE)?;
        match read(&Scope::unbounded(&self.reader.names, self.root), text) {
            Ok(found) => Some(found),
            Err(message) => {
                self.reader.problem(&node.place, message);
                None
            }
        }
    }

    /// What a text means, or each of a list.
    fn each<T>(
        &mut self,
        node: Option<&Node>,
        what: &str,
        read: impl Fn(&Scope<'_>, &str) -> Result<T, String>,
    ) -> Vec<T> {
        let Some(node) = node else { return Vec::new() };
        let nodes = node.as_list().unwrap_or(std::slice::from_ref(node));
        nodes.iter().filter_map(|node| self.named(node, what, &read)).collect()
    }
}

/// `first(ACTOR MOVE)`, `count(ACTOR MOVE)`, `count(RULE)` or `level(TRACK, ROUND)`.
fn fact(scope: &Scope<'_>, says: &str) -> Result<Fact, String> {
    const FORMS: &str =
        "`first(ACTOR MOVE)`, `count(ACTOR MOVE)`, `count(RULE)` and `level(TRACK, ROUND)` can be compared";
    let Formula::Figure(Call { name, arguments, of: None }) = parse_side(says)? else {
        return Err(format!("{} cannot be compared: {FORMS}.", suggest::quote(says)));
    };
    Ok(match (name, &arguments[..]) {
        ("first", [made]) => {
            let (actor, made) = scope.made(made)?;
            Fact::First { actor, made }
        }
        ("count", [id]) if !id.contains(char::is_whitespace) => Fact::Rules { id: scope.effect(id)? },
        ("count", [made]) => {
            let (actor, made) = scope.made(made)?;
            Fact::Moves { actor, made }
        }
        ("level", [track, round]) => {
            Fact::Level { track: scope.track(track)?, round: scope.round(round, 1)? }
        }
        _ => return Err(format!("{} cannot be compared: {FORMS}.", suggest::quote(says))),
    })
}

/// `first(ACTOR MOVE, ROUND)`, or a sum of `share(OUTCOME)` or `share(OUTCOME, ROUND)` over different outcomes.
fn any_of(scope: &Scope<'_>, says: &str) -> Result<Vec<Measure>, String> {
    let wrong = || {
        format!(
            "{} is not true or false of a play: `first(ACTOR MOVE, ROUND)` is, and a sum of `share(OUTCOME)` or \
             `share(OUTCOME, ROUND)` over different outcomes.",
            suggest::quote(says)
        )
    };
    let mut calls = Vec::new();
    if !gather(parse_side(says)?, &mut calls) {
        return Err(wrong());
    }
    let mut measures = Vec::new();
    for call in &calls {
        let found = match call.name {
            "share" | "first" => measure(scope, call)?,
            _ => return Err(wrong()),
        };
        let is_new = |other: &Measure| match (&found, other) {
            (Measure::Share { outcome, .. }, Measure::Share { outcome: other, .. }) => outcome != other,
            _ => false,
        };
        if call.of.is_some() || !measures.iter().all(is_new) {
            return Err(wrong());
        }
        measures.push(found);
    }
    Ok(measures)
}

/// The calls of a sum; false for anything else.
fn gather<'a>(formula: Formula<Call<'a>>, calls: &mut Vec<Call<'a>>) -> bool {
    match formula {
        Formula::Figure(call) => calls.push(call),
        Formula::Arithmetic(left, Operator::Plus, right) => {
            return gather(*left, calls) && gather(*right, calls);
        }
        _ => return false,
    }
    true
}
