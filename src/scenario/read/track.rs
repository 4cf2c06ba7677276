//! `[track.ID]`: bounded integers that make up the state.

use super::reader::Reader;
use crate::scenario::document::{Node, Value};
use crate::scenario::limits;
use crate::scenario::model::Track;

const KEYS: [&str; 4] = ["label", "range", "start", "levels"];

/// Reads all tracks and notes their names. Those with mistakes are noted and left out.
pub(super) fn tracks(reader: &mut Reader, node: &Node) -> Vec<Track> {
    let Some(table) = reader.map(node, "`track`") else { return Vec::new() };
    if table.len() > limits::TRACKS {
        reader.problem(
            &node.place,
            format!("A scenario has at most {} tracks, not {}.", limits::TRACKS, table.len()),
        );
    }
    let mut tracks = Vec::new();
    for (id, entry) in table.iter().take(limits::TRACKS) {
        reader.id(id, "a track", &entry.key_place);
        if id == "round" {
            reader.problem(
                &entry.key_place,
                "A track cannot be called `round`: conditions use that word for the round.",
            );
        }
        let track = track(reader, id, &entry.node);
        reader.names.add_track(id, track.clone());
        tracks.extend(track);
    }
    let states = tracks.iter().try_fold(1_u64, |states, track| states.checked_mul(track.size() as u64));
    if states.is_none_or(|states| states > limits::STATES) {
        let message = format!("The tracks make more than {} states, the most there may be.", limits::STATES);
        reader.problem(&node.place, format!("{message} Use fewer tracks or shorter ranges."));
    }
    tracks
}

fn track(reader: &mut Reader, id: &str, node: &Node) -> Option<Track> {
    let table = reader.table(node, format!("The track `{id}`"), &KEYS)?;
    let get = |key| table.get(key).map(|entry| &entry.node);
    let label = reader.label(table, id);
    let (low, high) = match get("range") {
        Some(node) => range(reader, node)?,
        None => {
            let message = format!("The track `{id}` needs a `range`, such as `range = [0, 5]`.");
            reader.problem(&node.place, message);
            return None;
        }
    };
    let levels = match get("levels") {
        Some(node) => levels(reader, node, (high - low) as usize + 1)?,
        None => Vec::new(),
    };
    let mut track = Track { id: id.to_owned(), label, low, high, start: low, levels };
    match get("start") {
        Some(node) => track.start = level_in_range(reader, node, &track, "`start`").unwrap_or(low),
        None => reader.problem(
            &node.place,
            format!("The track `{id}` needs a `start`: its level at the start of a play."),
        ),
    }
    Some(track)
}

fn range(reader: &mut Reader, node: &Node) -> Option<(i32, i32)> {
    let Some([low_node, high_node]) = node.as_list() else {
        reader.wrong(node, "`range`", "a list of the lowest and the highest level, such as `[0, 5]`");
        return None;
    };
    let low = reader.integer(low_node, "The lowest level", -limits::LEVEL, limits::LEVEL);
    let high = reader.integer(high_node, "The highest level", -limits::LEVEL, limits::LEVEL);
    let (low, high) = (low?, high?);
    if low >= high {
        reader.problem(
            &node.place,
            format!(
                "The lowest level of a `range` must be below the highest, but {low} is not below {high}."
            ),
        );
        return None;
    }
    if high - low >= limits::LEVELS {
        reader.problem(
            &node.place,
            format!("A track has at most {} levels, not {}.", limits::LEVELS, high - low + 1),
        );
        return None;
    }
    Some((i32::try_from(low).ok()?, i32::try_from(high).ok()?))
}

fn levels(reader: &mut Reader, node: &Node, size: usize) -> Option<Vec<String>> {
    let list = reader.list(node, "`levels`")?;
    let names: Vec<String> = list
        .iter()
        .map(|name| reader.text(name, "The name of a level", limits::LABEL).unwrap_or_default().to_owned())
        .collect();
    if names.len() != size {
        reader.problem(
            &node.place,
            format!("`levels` must name each of the track's {size} levels, but it has {}.", names.len()),
        );
        return None;
    }
    for (position, name) in names.iter().enumerate().filter(|(_, name)| !name.is_empty()) {
        if names[..position].contains(name) {
            reader.problem(&list[position].place, format!("Two levels of the track are called `{name}`."));
        }
    }
    Some(names)
}

/// A level of a track by its number or its name, within the track's range.
pub(super) fn level_in_range(reader: &mut Reader, node: &Node, track: &Track, what: &str) -> Option<i32> {
    if let Value::Text(name) = &node.value {
        let found = track.levels.iter().position(|level| !level.is_empty() && level == name);
        if found.is_none() {
            let known = track.levels.iter().map(String::as_str).filter(|level| !level.is_empty());
            reader.report.unknown(&node.place, format!("The track `{}` has no level", track.id), name, known);
        }
        return found.map(|position| track.low + position as i32);
    }
    let level = reader.integer(
        node,
        format!("{what} of the track `{}`", track.id),
        track.low.into(),
        track.high.into(),
    )?;
    i32::try_from(level).ok()
}
