//! The tracks of a briefing: where each stands, and what moves it.

use super::Page;
use crate::cli::screen::{HEADING, Screen};
use standoff::prose::effect_name;
use standoff::report::endings::named;
use standoff::scenario::{Effect, Track, TrackIndex};
use std::io;

/// A briefing names so many things that move a track one way.
const MOST_MOVERS: usize = 6;

pub(super) fn print(screen: &mut Screen, page: &Page<'_>) -> io::Result<()> {
    screen.styled(HEADING, "How things move")?;
    for (index, track) in page.scenario.tracks.iter().enumerate() {
        let ways = movers(page, index).into_iter().map(|(way, mut movers)| {
            let left_out = if page.full { 0 } else { movers.len().saturating_sub(MOST_MOVERS) };
            movers.truncate(movers.len() - left_out);
            let more = if left_out > 0 { format!("; and {left_out} more") } else { String::new() };
            format!(" {way}\u{a0}{}{more}.", movers.join("; "))
        });
        let ways: Vec<String> = ways.collect();
        screen.paragraph("  ", "      ", &format!("{}.{}", told(track, page), ways.concat()))?;
    }
    Ok(())
}

/// `Talks, at first 1 (letters), of 0 (broken off) to 5 (deal in force)`, or with all levels.
fn told(track: &Track, page: &Page<'_>) -> String {
    let mark = page.marks.at(&format!("track.{}.start", track.id));
    let level = |level: i32| match track.level_name(level) {
        name if name == level.to_string() => name,
        name => format!("{level} ({name})"),
    };
    let start = level(track.start);
    if page.full {
        let all: Vec<String> = (track.low..=track.high).map(level).collect();
        return format!("{}, at first {}{mark}, of {}", track.label, track.start, all.join(", "));
    }
    format!("{}, at first {start}{mark}, of {} to {}", track.label, level(track.low), level(track.high))
}

/// What raises a track, what lowers it, and what sets it to a level; rules and moves by their names.
fn movers(page: &Page<'_>, track: TrackIndex) -> Vec<(String, Vec<String>)> {
    let mut ways: Vec<(String, Vec<String>)> = ["↑", "↓"].map(|way| (way.to_owned(), Vec::new())).to_vec();
    let mut note = |way: String, name: &String| {
        let at = ways.iter().position(|(known, _)| *known == way).unwrap_or_else(|| {
            ways.push((way, Vec::new()));
            ways.len() - 1
        });
        if !ways[at].1.contains(name) {
            ways[at].1.push(name.clone());
        }
    };
    for (name, effects) in sources(page) {
        for effect in effects {
            each(effect, &name, &mut |effect, name| {
                for &(_, by) in effect.shift.iter().filter(|(moved, _)| *moved == track) {
                    note(if by > 0 { "↑" } else { "↓" }.to_owned(), name);
                }
                for &(_, to) in effect.set.iter().filter(|(moved, _)| *moved == track) {
                    note(format!("→\u{a0}{to}:"), name);
                }
            });
        }
    }
    ways.retain(|(_, movers)| !movers.is_empty());
    ways
}

/// Moves and rules with what they set in motion, each under its name.
fn sources<'a>(page: &Page<'a>) -> Vec<(String, Vec<&'a Effect>)> {
    let scenario = page.scenario;
    let mut sources: Vec<(String, Vec<&Effect>)> = Vec::new();
    for actor in &scenario.actors {
        for (index, named) in actor.moves.iter().enumerate() {
            let made = actor.types.iter().filter_map(|kind| kind.moves[index].as_ref());
            let mark = page.marks.at(&format!("actor.{}.move.{}", actor.id, named.id));
            sources.push((format!("{}{mark}", named.label), made.flat_map(|one| &one.effects).collect()));
        }
    }
    for rule in &scenario.rules {
        sources.push((named(page.scenario, &page.marks, rule), vec![rule]));
    }
    sources
}

/// An effect and all that may follow instead, with the names that they go by.
fn each(effect: &Effect, name: &String, visit: &mut impl FnMut(&Effect, &String)) {
    visit(effect, name);
    for other in &effect.otherwise {
        let own = effect_name(&other.key, other.id.is_some(), &other.label);
        each(other, if own.is_empty() { name } else { &own }, visit);
    }
}
