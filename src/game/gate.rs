//! Conditions as tables of booleans.

use super::epoch::Epochs;
use super::space::{Level, Space, StateIndex};
use super::{Action, ActionIndex};
use crate::scenario::{Atom, Condition};

/// A compiled condition: open where every one of its tables says so.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Gate {
    /// Track, and whether each of its levels will do.
    tracks: Vec<(usize, Box<[bool]>)>,
    /// Actor, and whether each of its actions will do.
    actors: Vec<(usize, Box<[bool]>)>,
    /// Whether each epoch will do; empty where all do.
    epochs: Box<[bool]>,
}

impl Gate {
    pub(super) fn compile(
        condition: &Condition,
        space: &Space,
        actions: &[&[Action]],
        epochs: &Epochs,
    ) -> Gate {
        let mut gate = Gate::default();
        for atom in &condition.0 {
            match atom {
                Atom::Track { track, comparison, level } => {
                    let allowed = (0..space.size(*track))
                        .map(|l| comparison.holds(space.written(*track, l as Level), *level))
                        .collect();
                    narrow(&mut gate.tracks, *track, allowed);
                }
                Atom::Plays { actor, moves, avoids } => {
                    let allowed =
                        actions[*actor].iter().map(|a| moves.contains(&a.move_index) != *avoids).collect();
                    narrow(&mut gate.actors, *actor, allowed);
                }
                Atom::Takes { actor, stance } => {
                    let allowed = actions[*actor].iter().map(|a| a.stance == *stance).collect();
                    narrow(&mut gate.actors, *actor, allowed);
                }
                Atom::Round { comparison, round } => {
                    let holds = |epoch| comparison.holds(i64::from(epochs.first_round(epoch)), *round);
                    let before = std::mem::take(&mut gate.epochs);
                    gate.epochs = (0..epochs.count())
                        .map(|epoch| before.get(epoch).copied().unwrap_or(true) && holds(epoch))
                        .collect();
                }
            }
        }
        gate
    }

    /// Whether it is open. Where no actions are given yet, conditions on them are passed over.
    #[must_use]
    pub fn open(&self, epoch: usize, levels: &[Level], actions: &[ActionIndex]) -> bool {
        self.open_to(epoch, actions)
            && self.tracks.iter().all(|(track, allowed)| allowed[usize::from(levels[*track])])
    }

    /// Whether the tracks will do in a state.
    #[inline]
    pub(super) fn open_in(&self, space: &Space, state: StateIndex) -> bool {
        self.tracks.iter().all(|(track, allowed)| allowed[usize::from(space.level(state, *track))])
    }

    /// Whether the epoch and the actions will do, whatever the state.
    pub(super) fn open_to(&self, epoch: usize, actions: &[ActionIndex]) -> bool {
        self.epochs.get(epoch).copied().unwrap_or(true)
            && (actions.is_empty() || self.actors.iter().all(|(actor, allowed)| allowed[actions[*actor]]))
    }

    /// The tracks it looks at, and whether each level will do.
    pub(super) fn tables(&self) -> impl Iterator<Item = (usize, &[bool])> {
        self.tracks.iter().map(|(track, allowed)| (*track, &**allowed))
    }
}

/// Two statements about one track or actor are one table.
fn narrow(tables: &mut Vec<(usize, Box<[bool]>)>, index: usize, allowed: Box<[bool]>) {
    match tables.iter_mut().find(|(i, _)| *i == index) {
        Some((_, table)) => table.iter_mut().zip(allowed).for_each(|(old, new)| *old &= new),
        None => tables.push((index, allowed)),
    }
}
