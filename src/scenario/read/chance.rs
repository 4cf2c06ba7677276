//! Chances must lie in [0, 1]; those that leave it in some state are clamped, which deserves a warning if plays come there.

use std::collections::BTreeMap;

use super::reader::Reader;
use crate::scenario::document::Node;
use crate::scenario::model::{Amount, Atom, Condition, TrackIndex};
use crate::scenario::{About, Doubt};

/// Largest number of states looked at for one chance; one of more is doubted without a look.
const STATES: usize = 1 << 18;
/// The rounding of a sum is no reason to warn.
const ROUNDING: f64 = 1e-12;

/// Refuses a constant chance outside [0, 1], and doubts one of the effect `key` that leaves it at some levels that `when`
/// allows: which states plays come to is another matter.
pub(super) fn check(reader: &mut Reader, node: &Node, chance: &Amount, when: &Condition, key: &str) {
    let is_doubted = match chance {
        Amount::Constant(value) => {
            if !(0.0..=1.0).contains(value) {
                let message = format!("`chance` must be a number from 0 to 1, but is {value}.");
                reader.problem(&node.place, message);
            }
            false
        }
        Amount::Linear { base, per } => leaves_linear(reader, *base, per, when).unwrap_or(true),
        Amount::ByLevel { track, values } => leaves_by_level(reader, *track, values, when),
    };
    if is_doubted {
        let (place, effect) = (node.place.clone(), key.to_owned());
        reader.doubts.push(Doubt { place, effect, about: About::Chance });
    }
}

fn leaves(value: f64) -> bool {
    !(-ROUNDING..=1.0 + ROUNDING).contains(&value)
}

fn leaves_by_level(reader: &Reader, track: TrackIndex, values: &[f64], when: &Condition) -> bool {
    let Some(named) = reader.names.track(track) else { return false };
    let levels = allowed(reader, track, when).unwrap_or_default();
    levels.iter().filter_map(|level| values.get((level - named.low) as usize)).any(|value| leaves(*value))
}

/// `None` where there is too much to look at, or a track's definition is wrong.
fn leaves_linear(
    reader: &Reader,
    base: f64,
    per: &[(f64, TrackIndex, Option<TrackIndex>)],
    when: &Condition,
) -> Option<bool> {
    let mut levels: BTreeMap<TrackIndex, Vec<i32>> = BTreeMap::new();
    for (_, first, second) in per {
        for track in std::iter::once(first).chain(second) {
            levels.insert(*track, allowed(reader, *track, when)?);
        }
    }
    // What is linear in a track is extreme at its ends; only squares need a look in between.
    for (track, levels) in &mut levels {
        let is_squared = per.iter().any(|(_, first, second)| first == track && *second == Some(*track));
        if let ([first, .., last], false) = (&levels[..], is_squared) {
            *levels = vec![*first, *last];
        }
    }
    let states = levels.values().try_fold(1_usize, |states, levels| states.checked_mul(levels.len()))?;
    if states > STATES {
        return None;
    }
    let value = |number: usize| {
        let mut rest = number;
        let digit = |(track, levels): (&TrackIndex, &Vec<i32>)| {
            let level = levels[rest % levels.len()];
            rest /= levels.len();
            (*track, f64::from(level))
        };
        let state: BTreeMap<TrackIndex, f64> = levels.iter().map(digit).collect();
        per.iter().fold(base, |sum, (factor, first, second)| {
            sum + factor * state[first] * second.map_or(1.0, |second| state[&second])
        })
    };
    Some((0..states).any(|state| leaves(value(state))))
}

/// The levels of a track that `when` allows; `None` for a track whose definition is wrong.
fn allowed(reader: &Reader, index: TrackIndex, when: &Condition) -> Option<Vec<i32>> {
    let track = reader.names.track(index)?;
    let holds = |level: &i32| {
        when.0.iter().all(|atom| match atom {
            Atom::Track { track, comparison, level: bound } if *track == index => {
                comparison.holds(*level, *bound)
            }
            _ => true,
        })
    };
    Some((track.low..=track.high).filter(holds).collect())
}
