//! Effects as operators on distributions over states: the definition of a round for the exact solver.

use super::effect::EffectIndex;
use super::space::StateIndex;
use super::{ActionIndex, Game};
use crate::scenario::OutcomeIndex;

/// What becomes of some probability mass in a round. Nothing in it is normalised.
#[derive(Debug, Default)]
pub(super) struct Mass {
    /// Plays that go on.
    pub(super) going: Vec<(StateIndex, f64)>,
    /// Plays that have ended, and the state they ended in.
    pub(super) ended: Vec<(OutcomeIndex, StateIndex, f64)>,
    /// Named effects that fired, and the state they fired in.
    pub(super) fired: Vec<(EffectIndex, StateIndex, f64)>,
}

impl Mass {
    /// All mass in one state.
    pub(super) fn at(state: StateIndex) -> Mass {
        Mass { going: vec![(state, 1.0)], ..Mass::default() }
    }

    /// Applies effects in order.
    pub(super) fn apply(
        &mut self,
        game: &Game,
        effects: &[EffectIndex],
        epoch: usize,
        actions: &[ActionIndex],
    ) {
        let going = std::mem::take(&mut self.going);
        self.going = self.through(game, effects, epoch, actions, going);
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
    ) -> Vec<(StateIndex, f64)> {
        let space = &game.space;
        let mut next = Vec::with_capacity(16);
        for &index in effects {
            let effect = &game.effects[index];
            if !effect.gate.open_to(epoch, actions)
                || !going.iter().any(|&(state, _)| effect.gate.open_in(space, state))
            {
                continue;
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
                        next.extend(self.through(game, &effect.otherwise, epoch, actions, vec![rest]));
                    }
                }
            }
            // Without this the list would double with every effect that can leave the state as it is.
            merge(&mut next, |&(state, _)| state, |entry| &mut entry.1);
            std::mem::swap(&mut going, &mut next);
        }
        going
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
