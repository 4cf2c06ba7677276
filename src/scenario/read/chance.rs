//! Chances must lie in [0, 1]; those that can leave it in some state are clamped, which deserves a warning.

use std::collections::BTreeMap;

use super::reader::Reader;
use crate::scenario::document::Node;
use crate::scenario::model::{Amount, Atom, Condition, TrackIndex};

/// Largest number of states looked at for one chance; a chance of more is not looked into.
const STATES: usize = 1 << 18;

/// Levels of the tracks that a chance depends on.
type State = Vec<(TrackIndex, i32)>;

/// Refuses a constant chance outside [0, 1], and warns of one that can leave it in a state where `when` holds.
pub(super) fn check(reader: &mut Reader, node: &Node, chance: &Amount, when: &Condition) {
    let farthest = match chance {
        Amount::Constant(value) if (0.0..=1.0).contains(value) => None,
        Amount::Constant(value) => {
            reader.problem(&node.place, format!("`chance` must be a number from 0 to 1, but is {value}."));
            None
        }
        Amount::Linear { base, per } => farthest_linear(reader, *base, per, when),
        Amount::ByLevel { track, values } => farthest_level(reader, *track, values, when),
    };
    let Some((state, value)) = farthest else { return };
    let named = state
        .iter()
        .filter_map(|(track, level)| Some(format!("`{} == {level}`", reader.names.track(*track)?.id)));
    let state = named.collect::<Vec<_>>().join(" and ");
    let (shown, clamped) = ((value * 1e6).round() / 1e6, value.clamp(0.0, 1.0));
    let message = format!("This chance leaves [0, 1]: where {state} it is {shown} and counts as {clamped}.");
    reader.report.warning(&node.place, message);
}

fn farthest_level(
    reader: &Reader,
    track: TrackIndex,
    values: &[f64],
    when: &Condition,
) -> Option<(State, f64)> {
    let levels = allowed(reader, track, when)?;
    let low = reader.names.track(track)?.low;
    farthest(
        levels
            .into_iter()
            .filter_map(|level| Some((vec![(track, level)], *values.get((level - low) as usize)?))),
    )
}

fn farthest_linear(
    reader: &Reader,
    base: f64,
    per: &[(f64, TrackIndex, Option<TrackIndex>)],
    when: &Condition,
) -> Option<(State, f64)> {
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
    let state = |number: usize| {
        let mut rest = number;
        let digit = |(track, levels): (&TrackIndex, &Vec<i32>)| {
            let level = levels[rest % levels.len()];
            rest /= levels.len();
            (*track, level)
        };
        levels.iter().map(digit).collect::<State>()
    };
    let value = |state: &State| {
        let level = |track: TrackIndex| {
            state.iter().find(|(other, _)| *other == track).map_or(0.0, |(_, level)| f64::from(*level))
        };
        per.iter().fold(base, |sum, (factor, first, second)| {
            sum + factor * level(*first) * second.map_or(1.0, level)
        })
    };
    farthest((0..states).map(state).map(|state| (value(&state), state)).map(|(value, state)| (state, value)))
}

/// The state in which a value is farthest outside [0, 1], if any leaves it.
fn farthest(valued: impl Iterator<Item = (State, f64)>) -> Option<(State, f64)> {
    let excess = |value: f64| (value - 1.0).max(-value);
    // The rounding of a sum is no reason to warn.
    let outside = valued.filter(|(_, value)| excess(*value) > 1e-12);
    outside.max_by(|left, right| excess(left.1).total_cmp(&excess(right.1)))
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
