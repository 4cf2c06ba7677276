//! Effects: what can happen in a round, and the order in which it does.

use super::amount::Amount;
use super::gate::Gate;
use super::space::{Level, Space, StateIndex};
use super::{ActionIndex, Game, ProfileIndex};
use crate::scenario::OutcomeIndex;

/// Index of an effect in [`Game::effects`].
pub type EffectIndex = usize;

/// Something that can happen in a round.
#[derive(Debug, Clone, PartialEq)]
pub struct Effect {
    /// Its unique name in the scenario.
    pub key: String,
    /// Whether it was given an id (and so is counted and can be credited).
    pub named: bool,
    /// For people.
    pub label: String,
    /// It can only fire where this is open.
    pub gate: Gate,
    /// With which probability it fires then (clamp to [0, 1]).
    pub chance: Amount,
    /// Its place in a round's randomness; `None` where it is certain and needs no draw.
    pub slot: Option<u32>,
    /// Tracks set to a level, applied first.
    pub set: Vec<(usize, Level)>,
    /// Tracks moved by some levels and clamped, applied second.
    pub shift: Vec<(usize, i32)>,
    /// The outcome it ends the play with.
    pub outcome: Option<OutcomeIndex>,
    /// What follows when the chance does not come up.
    pub otherwise: Vec<EffectIndex>,
}

impl Effect {
    /// The probability with which it fires in a state where its gate is open.
    #[must_use]
    pub fn probability(&self, levels: &[Level]) -> f64 {
        self.chance.at(levels).clamp(0.0, 1.0)
    }

    /// Applies what it changes.
    pub fn apply(&self, space: &Space, levels: &mut [Level]) {
        for &(track, level) in &self.set {
            levels[track] = level;
        }
        for &(track, by) in &self.shift {
            levels[track] = shifted(space, track, levels[track], by);
        }
    }

    /// The tracks that it changes; those that it sets and shifts come twice.
    pub(super) fn changed(&self) -> impl Iterator<Item = usize> {
        self.set.iter().map(|&(track, _)| track).chain(self.shift.iter().map(|&(track, _)| track))
    }

    /// The level that its changes lead to on one track.
    pub(super) fn level_from(&self, space: &Space, track: usize, level: Level) -> Level {
        let set = self.set.iter().filter(|&&(t, _)| t == track).fold(level, |_, &(_, to)| to);
        let shifts = self.shift.iter().filter(|&&(t, _)| t == track);
        shifts.fold(set, |level, &(_, by)| shifted(space, track, level, by))
    }

    /// The state that its changes lead to from another.
    pub(super) fn from(&self, space: &Space, mut state: StateIndex) -> StateIndex {
        let move_to = |state: StateIndex, track: usize, level: Level| {
            let by = i32::from(level) - i32::from(space.level(state, track));
            state.wrapping_add_signed(by * space.stride(track) as i32)
        };
        for &(track, level) in &self.set {
            state = move_to(state, track, level);
        }
        for &(track, by) in &self.shift {
            state = move_to(state, track, shifted(space, track, space.level(state, track), by));
        }
        state
    }
}

/// A level moved by some levels and clamped to its track.
fn shifted(space: &Space, track: usize, level: Level, by: i32) -> Level {
    (i64::from(level) + i64::from(by)).clamp(0, space.size(track) as i64 - 1) as Level
}

/// Who looks on while a round unfolds.
pub trait Witness {
    /// A chance was drawn: its effect, its probability, and whether it came up.
    fn chance(&mut self, _effect: EffectIndex, _probability: f64, _fired: bool) {}
    /// An effect fires; the tracks are those before its change.
    fn fires(&mut self, effect: EffectIndex, levels: &[Level]);
}

impl Game {
    /// Lets the effects of a round happen (step 2 of a round), changing `levels`. `draw` gives the uniform number in
    /// [0, 1) of a slot. Returns the outcome if an effect ends the play.
    pub fn unfold(
        &self,
        epoch: usize,
        profile: ProfileIndex,
        actions: &[ActionIndex],
        levels: &mut [Level],
        draw: &mut impl FnMut(u32) -> f64,
        witness: &mut impl Witness,
    ) -> Option<OutcomeIndex> {
        self.unfold_list(self.roots(epoch, profile), epoch, actions, levels, draw, witness)
    }

    fn unfold_list(
        &self,
        effects: &[EffectIndex],
        epoch: usize,
        actions: &[ActionIndex],
        levels: &mut [Level],
        draw: &mut impl FnMut(u32) -> f64,
        witness: &mut impl Witness,
    ) -> Option<OutcomeIndex> {
        for &index in effects {
            let effect = &self.effects[index];
            if !effect.gate.open(epoch, levels, actions) {
                continue;
            }
            let fired = match effect.slot {
                None => true,
                Some(slot) => {
                    let probability = effect.probability(levels);
                    let fired = draw(slot) < probability;
                    witness.chance(index, probability, fired);
                    fired
                }
            };
            let ended = if fired {
                witness.fires(index, levels);
                effect.apply(&self.space, levels);
                effect.outcome
            } else {
                self.unfold_list(&effect.otherwise, epoch, actions, levels, draw, witness)
            };
            if ended.is_some() {
                return ended;
            }
        }
        None
    }
}
