//! Effects: the rules of the scenario, the effects of moves, and what follows when a chance does not come up.

use std::collections::HashMap;

use super::amount::amount;
use super::chance;
use super::condition::{Sight, condition};
use super::reader::Reader;
use super::track::level_in_range;
use crate::scenario::document::{Node, Table};
use crate::scenario::limits;
use crate::scenario::model::{Amount, Condition, Effect, TrackIndex};

const KEYS: [&str; 8] = ["id", "label", "when", "chance", "set", "shift", "outcome", "else"];

/// Reads lists of effects and holds their ids to be unique in the scenario.
#[derive(Debug, Default)]
pub(super) struct EffectReader {
    /// The list that each id stands in. The types of an actor share the lists of its moves.
    lists: HashMap<String, String>,
    /// Number of effects read, those of types included only where they are new.
    keys: std::collections::HashSet<String>,
}

impl EffectReader {
    /// Reads the list of effects at `path`: `rule`, or `actor.us.move.relief.effects`.
    pub(super) fn list(&mut self, reader: &mut Reader, node: &Node, path: &str) -> Vec<Effect> {
        self.nested(reader, node, path, 0)
    }

    fn nested(&mut self, reader: &mut Reader, node: &Node, path: &str, depth: usize) -> Vec<Effect> {
        let Some(list) = reader.list(node, format_args!("`{}`", last_step(path))) else { return Vec::new() };
        if depth > limits::ELSE_DEPTH {
            reader.problem(&node.place, format!("`else` lists nest at most {} deep.", limits::ELSE_DEPTH));
            return Vec::new();
        }
        let mut here = std::collections::HashSet::new();
        let mut effects = Vec::new();
        for (position, node) in list.iter().enumerate() {
            let Some(table) = reader.table(node, "An effect", &KEYS) else { continue };
            let id = table.get("id").and_then(|entry| {
                let id = reader.text(&entry.node, "`id`", limits::ID)?;
                reader.id(id, "an effect", &entry.node.place);
                let list = self.lists.entry(id.to_owned()).or_insert_with(|| path.to_owned());
                if list != path || !here.insert(id) {
                    let message =
                        format!("Two effects have the id `{id}`; an effect's id is unique in the scenario.");
                    reader.problem(&entry.node.place, message);
                }
                Some(id)
            });
            let path = match id {
                Some(id) => format!("{path}.{id}"),
                None => format!("{path}.{position}"),
            };
            let key = id.map_or_else(|| path.clone(), str::to_owned);
            self.keys.insert(key.clone());
            if self.keys.len() > limits::EFFECTS {
                reader.problem(
                    &node.place,
                    format!(
                        "A scenario has at most {} effects, those of moves and of `else` included.",
                        limits::EFFECTS
                    ),
                );
                break;
            }
            effects.push(self.effect(reader, node, table, id, key, &path, depth));
        }
        effects
    }

    fn effect(
        &mut self,
        reader: &mut Reader,
        node: &Node,
        table: &Table,
        id: Option<&str>,
        key: String,
        path: &str,
        depth: usize,
    ) -> Effect {
        let get = |key| table.get(key).map(|entry| &entry.node);
        let when =
            get("when").map_or_else(Condition::default, |node| condition(reader, node, Sight::StateAndMoves));
        let chance = get("chance").map_or(Amount::Constant(1.0), |node| {
            let chance = amount(reader, node, "`chance`");
            chance::check(reader, node, &chance, &when);
            chance
        });
        let effect = Effect {
            label: reader.label(table, &key),
            id: id.map(str::to_owned),
            when,
            chance,
            set: get("set").map_or_else(Vec::new, |node| set(reader, node)),
            shift: get("shift").map_or_else(Vec::new, |node| shift(reader, node)),
            outcome: get("outcome").and_then(|node| {
                let name = reader.text(node, "`outcome`", limits::ID)?;
                reader.outcome_of_effect(name, &node.place)
            }),
            otherwise: get("else")
                .map_or_else(Vec::new, |node| self.nested(reader, node, &format!("{path}.else"), depth + 1)),
            key,
        };
        if id.is_none() && ["set", "shift", "outcome", "else"].iter().all(|key| !table.contains_key(*key)) {
            let message = "This effect does nothing: give it `set`, `shift`, `outcome` or `else`, or an `id` that a payoff can name.";
            reader.problem(&node.place, message);
        }
        if let (Some(entry), None) = (table.get("else"), get("chance")) {
            reader.problem(&entry.key_place, "`else` never comes about without a `chance`.");
        }
        effect
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

fn changes<'a>(reader: &mut Reader, node: &'a Node, what: &str) -> Option<&'a Table> {
    let table = reader.map(node, what)?;
    if table.is_empty() {
        reader.problem(&node.place, format!("{what} is empty: name a track, or leave it out."));
    }
    Some(table)
}

fn last_step(path: &str) -> &str {
    path.rsplit('.').next().unwrap_or(path)
}
