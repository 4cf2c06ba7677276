//! The names that a scenario defines, gathered before anything refers to them.

use std::collections::HashSet;

use indexmap::{IndexMap, IndexSet};

use super::reader::Reader;
use crate::scenario::document::{Node, Table};
use crate::scenario::model::{ActorIndex, MoveIndex, OutcomeIndex, Track, TrackIndex};
use crate::scenario::place::Place;
use crate::scenario::{limits, suggest};

/// What conditions, payoffs and effects can refer to, in file order.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// `None` where a track's definition is wrong: then nothing is said about its levels.
    tracks: IndexMap<String, Option<Track>>,
    /// Each actor's moves, over all of its types.
    actors: IndexMap<String, IndexSet<String>>,
    outcomes: IndexSet<String>,
    effects: IndexSet<String>,
    used_tracks: HashSet<TrackIndex>,
    /// Outcomes that effects bring about.
    used_outcomes: HashSet<OutcomeIndex>,
}

impl Names {
    /// Notes a track, and its definition if that is sound.
    pub(super) fn add_track(&mut self, id: &str, track: Option<Track>) {
        self.tracks.insert(id.to_owned(), track);
    }

    /// Gathers all other names from the tree.
    pub(super) fn gather(&mut self, root: &Node) {
        self.actors =
            entries(root.get("actor")).map(|(id, actor)| (id.to_owned(), move_names(actor))).collect();
        self.outcomes = members(root.get("outcome")).filter_map(Node::id).map(str::to_owned).collect();
        gather_effects(root.get("rule"), 0, &mut self.effects);
        for (_, actor) in entries(root.get("actor")) {
            let types = entries(actor.get("type")).map(|(_, variant)| variant);
            for (_, made) in
                std::iter::once(actor).chain(types).flat_map(|variant| entries(variant.get("move")))
            {
                gather_effects(made.get("effects"), 0, &mut self.effects);
            }
        }
    }

    /// The names of all tracks.
    pub(super) fn tracks(&self) -> impl Iterator<Item = &str> + Clone {
        keys(&self.tracks)
    }

    /// The names of all actors.
    pub(super) fn actors(&self) -> impl Iterator<Item = &str> + Clone {
        keys(&self.actors)
    }

    /// The moves of the actor of this name, over all of its types.
    pub(super) fn moves_of(&self, id: &str) -> Option<&IndexSet<String>> {
        self.actors.get(id)
    }

    /// The names of all outcomes.
    pub(super) fn outcomes(&self) -> &IndexSet<String> {
        &self.outcomes
    }

    /// The track of this index, if its definition is sound.
    pub(super) fn track(&self, track: TrackIndex) -> Option<&Track> {
        self.tracks[track].as_ref()
    }

    /// Number of tracks.
    pub(super) fn track_count(&self) -> usize {
        self.tracks.len()
    }

    /// Whether there is an actor of this name.
    pub(super) fn has_actor(&self, id: &str) -> bool {
        self.actors.contains_key(id)
    }

    /// The moves of an actor, over all of its types.
    pub(super) fn moves(&self, actor: ActorIndex) -> &IndexSet<String> {
        &self.actors[actor]
    }

    /// Number of outcomes.
    pub(super) fn outcome_count(&self) -> usize {
        self.outcomes.len()
    }

    /// Position of an effect among all that have ids.
    pub(super) fn effect(&self, id: &str) -> Option<usize> {
        self.effects.get_index_of(id)
    }

    /// The ids of all effects that have one.
    pub(super) fn effects(&self) -> impl Iterator<Item = &str> + Clone {
        self.effects.iter().map(String::as_str)
    }

    /// The tracks that nothing referred to.
    pub(super) fn unused_tracks(&self) -> impl Iterator<Item = &str> {
        let tracks = self.tracks.keys().enumerate();
        tracks.filter(|(track, _)| !self.used_tracks.contains(track)).map(|(_, id)| id.as_str())
    }

    /// Whether an effect brings the outcome about.
    pub(super) fn is_outcome_used(&self, outcome: OutcomeIndex) -> bool {
        self.used_outcomes.contains(&outcome)
    }
}

impl Reader {
    /// The track of this name.
    pub(super) fn track(&mut self, name: &str, place: &Place) -> Option<TrackIndex> {
        let found = self.names.tracks.get_index_of(name);
        match found {
            Some(track) => drop(self.names.used_tracks.insert(track)),
            None => self.report.unknown(place, "There is no track", name, keys(&self.names.tracks)),
        }
        found
    }

    /// The actor of this name.
    pub(super) fn actor(&mut self, name: &str, place: &Place) -> Option<ActorIndex> {
        let found = self.names.actors.get_index_of(name);
        if found.is_none() {
            self.report.unknown(place, "There is no actor", name, keys(&self.names.actors));
        }
        found
    }

    /// A move of an actor.
    pub(super) fn made(&mut self, actor: ActorIndex, name: &str, place: &Place) -> Option<MoveIndex> {
        let (id, moves) = self.names.actors.get_index(actor)?;
        let found = moves.get_index_of(name);
        if found.is_none() {
            let known = moves.iter().map(String::as_str);
            self.report.unknown(place, format!("{} has no move", suggest::quote(id)), name, known);
        }
        found
    }

    /// The outcome of this name.
    pub(super) fn outcome(&mut self, name: &str, place: &Place) -> Option<OutcomeIndex> {
        let found = self.names.outcomes.get_index_of(name);
        if found.is_none() {
            let known = self.names.outcomes.iter().map(String::as_str);
            self.report.unknown(place, "There is no outcome", name, known);
        }
        found
    }

    /// The outcome of this name, which an effect brings about.
    pub(super) fn outcome_of_effect(&mut self, name: &str, place: &Place) -> Option<OutcomeIndex> {
        let found = self.outcome(name, place)?;
        self.names.used_outcomes.insert(found);
        Some(found)
    }

    /// The rule, or other effect, of this id: its position among all that have ids.
    pub(super) fn effect(&mut self, name: &str, place: &Place) -> Option<usize> {
        let found = self.names.effect(name);
        if found.is_none() {
            let known = self.names.effects.iter().map(String::as_str);
            self.report.unknown(place, "There is no rule or effect", name, known);
        }
        found
    }

    /// A level of a track: a number, or a level's name.
    pub(super) fn level(&mut self, track: TrackIndex, text: &str, place: &Place) -> Option<i32> {
        if let Ok(level) = text.parse() {
            return Some(level);
        }
        let track = self.names.tracks[track].as_ref()?;
        let found = track.levels.iter().position(|name| !name.is_empty() && name == text);
        if found.is_none() {
            let known = track.levels.iter().map(String::as_str).filter(|name| !name.is_empty());
            let what =
                format!("A level of {} is a whole number or a name, and none is", suggest::quote(&track.id));
            self.report.unknown(place, what, text, known);
        }
        found.map(|position| track.low + position as i32)
    }

    /// Checks an id: kebab-case, and not a bare number, which would look like a position in a path.
    pub(super) fn id(&mut self, id: &str, what: &str, place: &Place) {
        let is_word = |part: &str| {
            !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
        };
        let is_kebab = id.split('-').all(is_word);
        if is_kebab && id.len() <= limits::ID && !id.chars().all(|c| c.is_ascii_digit()) {
            return;
        }
        let kebab = id.to_lowercase().replace(['_', ' '], "-");
        let hint =
            if is_kebab || kebab == id { String::new() } else { format!(" Try {}.", suggest::quote(&kebab)) };
        let message = format!(
            "{} cannot be the name of {what}: names are kebab-case, such as `long-test`, with a letter among them and at \
             most {} characters.{hint}",
            suggest::quote(id),
            limits::ID
        );
        self.problem(place, message);
    }
}

/// The moves of an actor and of its types, in file order.
fn move_names(actor: &Node) -> IndexSet<String> {
    let own = entries(actor.get("move"));
    let of_types = entries(actor.get("type")).flat_map(|(_, variant)| entries(variant.get("move")));
    own.chain(of_types).map(|(id, _)| id.to_owned()).collect()
}

fn gather_effects(list: Option<&Node>, depth: usize, ids: &mut IndexSet<String>) {
    for effect in members(list) {
        ids.extend(effect.id().map(str::to_owned));
        if depth < limits::ELSE_DEPTH {
            gather_effects(effect.get("else"), depth + 1, ids);
        }
    }
}

fn keys<V>(map: &IndexMap<String, V>) -> impl Iterator<Item = &str> + Clone {
    map.keys().map(String::as_str)
}

/// Keys and values of a table; nothing where there is no table.
pub(super) fn entries(node: Option<&Node>) -> impl Iterator<Item = (&str, &Node)> {
    let table: Option<&Table> = node.and_then(Node::as_table);
    table.into_iter().flat_map(|table| table.iter().map(|(key, entry)| (key.as_str(), &entry.node)))
}

/// Members of a list; nothing where there is no list.
pub(super) fn members(node: Option<&Node>) -> impl Iterator<Item = &Node> {
    node.and_then(Node::as_list).into_iter().flatten()
}
