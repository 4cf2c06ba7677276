//! Effects as operators on distributions over states: the definition of a round for the exact solver.

use super::effect::EffectIndex;
use super::space::StateIndex;
use super::{ActionIndex, Game};
use crate::scenario::OutcomeIndex;
use std::sync::atomic::{AtomicU64, Ordering};

/// How much may be done to find out where rounds lead, by all threads together.
#[derive(Debug)]
pub(super) struct Effort {
    /// Entries that one [`Mass`] may have.
    most: usize,
    /// Entries that effects may still be applied to.
    left: AtomicU64,
}

/// The effort was not enough.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Spent {
    /// One mass has more entries than it may.
    Room,
    /// All work that was allowed is done.
    Work,
}

impl Effort {
    /// So many entries in one mass, and so many that effects are applied to in all.
    pub(super) fn new(most: usize, work: u64) -> Effort {
        Effort { most, left: AtomicU64::new(work) }
    }

    /// Notes that so much was done.
    pub(super) fn spend(&self, entries: usize) -> Result<(), Spent> {
        let less = |left: u64| left.checked_sub(entries as u64);
        match self.left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, less) {
            Ok(_) => Ok(()),
            Err(_) => Err(Spent::Work),
        }
    }
}

/// What becomes of some probability mass in a round. Nothing in it is normalised.
#[derive(Debug, Default)]
pub(super) struct Mass {
    /// Plays that go on.
    pub(super) going: Vec<(StateIndex, f64)>,
    /// Plays that have ended, and the state they ended in.
    pub(super) ended: Vec<(OutcomeIndex, StateIndex, f64)>,
    /// Named effects that fired, and the state they fired in.
    pub(super) fired: Vec<(EffectIndex, StateIndex, f64)>,
    /// Entries that effects were applied to and that are not noted yet.
    applied: usize,
}

/// So many entries are noted at once: threads that note each would wait for one another.
const NOTED: usize = 4096;

impl Mass {
    /// All mass in one state.
    pub(super) fn at(state: StateIndex) -> Mass {
        Mass { going: vec![(state, 1.0)], ..Mass::default() }
    }

    /// Applies effects in order, however much that is.
    pub(super) fn apply(
        &mut self,
        game: &Game,
        effects: &[EffectIndex],
        epoch: usize,
        actions: &[ActionIndex],
    ) {
        let endless = Effort::new(usize::MAX, u64::MAX);
        self.apply_within(game, effects, epoch, actions, &endless).expect("no effort is too much");
    }

    /// Applies effects in order, with no more than some effort.
    pub(super) fn apply_within(
        &mut self,
        game: &Game,
        effects: &[EffectIndex],
        epoch: usize,
        actions: &[ActionIndex],
        effort: &Effort,
    ) -> Result<(), Spent> {
        let going = std::mem::take(&mut self.going);
        self.going = self.through(game, effects, epoch, actions, going, effort)?;
        effort.spend(std::mem::take(&mut self.applied))
    }

    /// Number of entries.
    pub(super) fn len(&self) -> usize {
        self.going.len() + self.ended.len() + self.fired.len()
    }

    /// Ends the plays that stand in an outcome.
    pub(super) fn end(&mut self, game: &Game, epoch: usize, actions: &[ActionIndex]) {
        let mut levels = vec![0; game.space.tracks()];
        let ended = &mut self.ended;
        self.going.retain(|&(state, probability)| {
            game.space.decode(state, &mut levels);
            let outcome = game.outcome_at(epoch, &levels, actions);
            ended.extend(outcome.map(|outcome| (outcome, state, probability)));
            outcome.is_none()
        });
    }

    /// Merges entries of the same kind and state, and sorts them.
    pub(super) fn tidy(&mut self) {
        merge(&mut self.going, |&(state, _)| state, |entry| &mut entry.1);
        merge(&mut self.ended, |&(outcome, state, _)| (outcome, state), |entry| &mut entry.2);
        merge(&mut self.fired, |&(effect, state, _)| (effect, state), |entry| &mut entry.2);
    }

    fn through(
        &mut self,
        game: &Game,
        effects: &[EffectIndex],
        epoch: usize,
        actions: &[ActionIndex],
        mut going: Vec<(StateIndex, f64)>,
        effort: &Effort,
    ) -> Result<Vec<(StateIndex, f64)>, Spent> {
        let space = &game.space;
        let mut next = Vec::with_capacity(16);
        for &index in effects {
            let effect = &game.effects[index];
            if !effect.gate.open_to(epoch, actions)
                || !going.iter().any(|&(state, _)| effect.gate.open_in(space, state))
            {
                continue;
            }
            self.applied += going.len();
            if self.applied > NOTED {
                effort.spend(std::mem::take(&mut self.applied))?;
            }
            if self.len() + going.len() > effort.most {
                return Err(Spent::Room);
            }
            next.clear();
            for &(state, mass) in &going {
                if !effect.gate.open_in(space, state) {
                    next.push((state, mass));
                    continue;
                }
                let chance = match effect.slot {
                    None => 1.0,
                    Some(_) => effect.chance.in_state(space, state).clamp(0.0, 1.0),
                };
                if chance > 0.0 {
                    if effect.named {
                        self.fired.push((index, state, mass * chance));
                    }
                    let after = effect.from(space, state);
                    match effect.outcome {
                        Some(outcome) => self.ended.push((outcome, after, mass * chance)),
                        None => next.push((after, mass * chance)),
                    }
                }
                if chance < 1.0 {
                    let rest = (state, mass * (1.0 - chance));
                    if effect.otherwise.is_empty() {
                        next.push(rest);
                    } else {
                        let after =
                            self.through(game, &effect.otherwise, epoch, actions, vec![rest], effort)?;
                        next.extend(after);
                    }
                }
            }
            // Without this the list would double with every effect that can leave the state as it is.
            merge(&mut next, |&(state, _)| state, |entry| &mut entry.1);
            std::mem::swap(&mut going, &mut next);
        }
        Ok(going)
    }
}

fn merge<E: Copy, K: Ord>(entries: &mut Vec<E>, key: impl Fn(&E) -> K, mass: impl Fn(&mut E) -> &mut f64) {
    if entries.len() < 2 {
        return;
    }
    entries.sort_by_key(&key); // stable: equal keys are added in the order in which they came
    entries.dedup_by(|later, kept| {
        let same = key(later) == key(kept);
        if same {
            *mass(kept) += *mass(later);
        }
        same
    });
}
