//! Effects: the rules of the scenario, the effects of moves, and what follows when a chance does not come up.

use std::collections::{HashMap, HashSet};

use super::amount::amount;
use super::chance;
use super::condition::{Sight, condition};
use super::reader::Reader;
use super::track::level_in_range;
use crate::scenario::document::{Node, Table};
use crate::scenario::limits;
use crate::scenario::model::{Amount, Condition, Effect, TrackIndex};

const KEYS: [&str; 8] = ["id", "label", "when", "chance", "set", "shift", "outcome", "else"];

/// What an effect can change.
const CHANGES: [&str; 4] = ["set", "shift", "outcome", "else"];

/// Reads lists of effects and holds their ids to be unique in the scenario.
#[derive(Debug, Default)]
pub(super) struct EffectReader {
    /// The path of the list that each id stands in. The types of an actor share the lists of its moves.
    lists: HashMap<String, String>,
    /// Every effect so far; what types share counts once.
    keys: HashSet<String>,
}

/// How an effect is told from all others.
struct Address {
    id: Option<String>,
    /// `rule.talks-fade`, `actor.us.move.relief.effects.0`.
    path: String,
}

impl EffectReader {
    /// Reads the list of effects at `path`: `rule`, or `actor.us.move.relief.effects`.
    pub(super) fn list(&mut self, reader: &mut Reader, node: &Node, path: &str) -> Vec<Effect> {
        self.nested(reader, node, path, 0)
    }

    fn nested(&mut self, reader: &mut Reader, node: &Node, path: &str, depth: usize) -> Vec<Effect> {
        let what = path.rsplit('.').next().unwrap_or(path);
        let Some(list) = reader.list(node, format_args!("`{what}`")) else { return Vec::new() };
        if depth > limits::ELSE_DEPTH {
            reader.problem(&node.place, format!("`else` lists nest at most {} deep.", limits::ELSE_DEPTH));
            return Vec::new();
        }
        let mut effects = Vec::new();
        let mut here = HashSet::new();
        for (position, node) in list.iter().enumerate() {
            let Some(table) = reader.table(node, "An effect", &KEYS) else { continue };
            let id = table.get("id").and_then(|entry| self.id(reader, &entry.node, path, &mut here));
            let step = id.clone().unwrap_or_else(|| position.to_string());
            let address = Address { id, path: format!("{path}.{step}") };
            self.keys.insert(address.key().to_owned());
            if self.keys.len() > limits::EFFECTS {
                let message = format!(
                    "A scenario has at most {} effects, those of moves and of `else` included.",
                    limits::EFFECTS
                );
                reader.problem(&node.place, message);
                break;
            }
            effects.push(self.effect(reader, node, table, address, depth));
        }
        effects
    }

    /// The id of an effect in the list at `path`; `here` are those of the list so far.
    fn id(
        &mut self,
        reader: &mut Reader,
        node: &Node,
        path: &str,
        here: &mut HashSet<String>,
    ) -> Option<String> {
        let id = reader.text(node, "`id`", limits::ID)?;
        reader.id(id, "an effect", &node.place);
        let list = self.lists.entry(id.to_owned()).or_insert_with(|| path.to_owned());
        if list != path || !here.insert(id.to_owned()) {
            let message =
                format!("Two effects have the id `{id}`; an effect's id is unique in the scenario.");
            reader.problem(&node.place, message);
        }
        Some(id.to_owned())
    }

    fn effect(
        &mut self,
        reader: &mut Reader,
        node: &Node,
        table: &Table,
        address: Address,
        depth: usize,
    ) -> Effect {
        let get = |key| table.get(key).map(|entry| &entry.node);
        if address.id.is_none() && CHANGES.iter().all(|key| !table.contains_key(*key)) {
            let message = "This effect does nothing: give it `set`, `shift`, `outcome` or `else`, or an `id` that a \
                           payoff can name.";
            reader.problem(&node.place, message);
        }
        if let (Some(entry), None) = (table.get("else"), get("chance")) {
            reader.problem(&entry.key_place, "`else` never comes about without a `chance`.");
        }
        let when =
            get("when").map_or_else(Condition::default, |node| condition(reader, node, Sight::StateAndMoves));
        let chance = get("chance").map_or(Amount::Constant(1.0), |node| {
            let chance = amount(reader, node, "`chance`");
            chance::check(reader, node, &chance, &when, address.key());
            chance
        });
        let outcome = get("outcome").and_then(|node| {
            let name = reader.text(node, "`outcome`", limits::ID)?;
            reader.outcome_of_effect(name, &node.place)
        });
        let otherwise = format!("{}.else", address.path);
        Effect {
            label: reader.label(table, address.key()),
            when,
            chance,
            set: get("set").map_or_else(Vec::new, |node| set(reader, node)),
            shift: get("shift").map_or_else(Vec::new, |node| shift(reader, node)),
            outcome,
            otherwise: get("else")
                .map_or_else(Vec::new, |node| self.nested(reader, node, &otherwise, depth + 1)),
            key: address.key().to_owned(),
            id: address.id,
        }
    }
}

impl Address {
    /// Unique in the scenario.
    fn key(&self) -> &str {
        self.id.as_deref().unwrap_or(&self.path)
    }
}

/// `{ TRACK = LEVEL }`.
fn set(reader: &mut Reader, node: &Node) -> Vec<(TrackIndex, i32)> {
    let Some(table) = changes(reader, node, "`set`") else { return Vec::new() };
    let mut changes = Vec::new();
    for (name, entry) in table {
        let Some(index) = reader.track(name, &entry.key_place) else { continue };
        let Some(track) = reader.names.track(index).cloned() else { continue };
        changes.extend(level_in_range(reader, &entry.node, &track, "The level").map(|level| (index, level)));
    }
    changes
}

/// `{ TRACK = LEVELS }`.
fn shift(reader: &mut Reader, node: &Node) -> Vec<(TrackIndex, i32)> {
    let Some(table) = changes(reader, node, "`shift`") else { return Vec::new() };
    let mut changes = Vec::new();
    for (name, entry) in table {
        let index = reader.track(name, &entry.key_place);
        let what = format!("The shift of `{name}`");
        let Some(by) = reader.integer(&entry.node, what, -limits::LEVELS, limits::LEVELS) else { continue };
        if by == 0 {
            reader.problem(&entry.node.place, format!("A shift of `{name}` by 0 does nothing."));
        }
        changes.extend(index.zip(i32::try_from(by).ok()));
    }
    changes
}

/// A table of tracks.
fn changes<'a>(reader: &mut Reader, node: &'a Node, what: &str) -> Option<&'a Table> {
    let table = reader.map(node, what)?;
    if table.is_empty() {
        reader.problem(&node.place, format!("{what} is empty: name a track, or leave it out."));
    }
    Some(table)
}
