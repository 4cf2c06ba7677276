//! The parameters of a strategy.

use super::reader::Reader;
use super::track::level_in_range;
use crate::scenario::document::{Node, Table};
use crate::scenario::model::TrackIndex;
use crate::scenario::{limits, suggest};

/// The parameters given to a strategy, and those it has asked for.
pub(super) struct Parameters<'a> {
    /// The strategy.
    pub(super) name: &'a str,
    /// Where the parameters stand.
    pub(super) node: &'a Node,
    /// What is given.
    pub(super) table: &'a Table,
    /// What was asked for.
    pub(super) known: Vec<&'a str>,
}

impl<'a> Parameters<'a> {
    pub(super) fn get(&mut self, key: &'static str) -> Option<&'a Node> {
        self.known.push(key);
        self.table.get(key).map(|entry| &entry.node)
    }

    pub(super) fn needed(
        &mut self,
        reader: &mut Reader,
        key: &'static str,
        meaning: &str,
    ) -> Option<&'a Node> {
        let found = self.get(key);
        if found.is_none() {
            reader.problem(
                &self.node.place,
                format!("`{}` needs the parameter `{key}`: {meaning}.", self.name),
            );
        }
        found
    }

    /// A probability; needed where there is no default.
    pub(super) fn probability(
        &mut self,
        reader: &mut Reader,
        key: &'static str,
        default: Option<f64>,
    ) -> Option<f64> {
        let node = match default {
            Some(_) => self.get(key),
            None => self.needed(reader, key, "a probability from 0 to 1"),
        };
        match node {
            Some(node) => reader.probability(node, format_args!("`{key}`")),
            None => default,
        }
    }

    pub(super) fn integer(
        &mut self,
        reader: &mut Reader,
        key: &'static str,
        default: i64,
        low: i64,
        high: i64,
    ) -> Option<i64> {
        match self.get(key) {
            Some(node) => reader.integer(node, format_args!("`{key}`"), low, high),
            None => Some(default),
        }
    }

    /// `track` and `level`.
    pub(super) fn threshold(&mut self, reader: &mut Reader) -> Option<(TrackIndex, i32)> {
        let track = self.needed(reader, "track", "the track it watches");
        let level = self.needed(reader, "level", "the level of that track at which it turns");
        let (track, level) = (track?, level?);
        let index =
            reader.text(track, "`track`", limits::ID).and_then(|name| reader.track(name, &track.place))?;
        let track = reader.names.track(index)?.clone();
        Some((index, level_in_range(reader, level, &track, "`level`")?))
    }

    pub(super) fn refuse_unknown(&self, reader: &mut Reader) {
        for (key, entry) in self.table.iter().filter(|(key, _)| !self.known.contains(&key.as_str())) {
            let hint = match suggest::nearest(key, self.known.iter().copied()) {
                Some(nearest) => format!("Did you mean `{nearest}`?"),
                None => format!("It has {}.", suggest::enumerate(&self.known, "and")),
            };
            let message = format!("`{}` has no parameter {}. {hint}", self.name, suggest::quote(key));
            reader.problem(&entry.key_place, message);
        }
    }
}
