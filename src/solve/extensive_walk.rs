//! One round of the tree: decisions, effects, what is paid, and what follows.

use super::super::stage::StageError;
use super::{Builder, ExtensiveError, Node, fraction};
use crate::game::{ActionIndex, EffectIndex, Game, Level, TypeIndex};
use crate::scenario::OutcomeIndex;
use num_rational::BigRational;
use num_traits::{One, Zero};
use std::fmt::Write as _;

/// Where a play stands.
#[derive(Clone)]
pub(super) struct Standing {
    pub(super) types: Vec<TypeIndex>,
    pub(super) round: u32,
    pub(super) levels: Vec<Level>,
    /// What everybody has seen, as text.
    pub(super) history: String,
    /// For each actor, what it was paid, in terms of the first round.
    pub(super) paid: Vec<BigRational>,
    /// For each actor, δ to the power of the rounds that are over.
    pub(super) weight: Vec<BigRational>,
}

impl Standing {
    pub(super) fn start(game: &Game, types: Vec<TypeIndex>) -> Standing {
        let actors = types.len();
        Standing {
            types,
            round: 1,
            levels: game.start.clone(),
            history: String::new(),
            paid: vec![BigRational::zero(); actors],
            weight: vec![BigRational::one(); actors],
        }
    }
}

impl Builder<'_> {
    /// A round and all that follows it.
    pub(super) fn round(&mut self, standing: &Standing) -> Result<(), ExtensiveError> {
        self.decide(standing, &mut Vec::new())
    }

    fn decide(&mut self, standing: &Standing, actions: &mut Vec<ActionIndex>) -> Result<(), ExtensiveError> {
        let actor = actions.len();
        if actor == standing.types.len() {
            let mut after = standing.clone();
            let types = &self.game.types;
            self.credit(&mut after, |kind, levels| {
                types[kind].payoff.of_actions(types[kind].actor, levels, actions)
            })?;
            let epoch = self.game.epochs.at(standing.round);
            let mut roots = self.game.roots(epoch, self.game.profile(actions)).to_vec();
            roots.reverse();
            return self.effects(after, actions, roots);
        }
        let info_set = self.info_set(standing.types[actor], standing);
        self.push(Node::Decision { info_set })?;
        for action in self.form.info_sets[info_set].actions.clone() {
            actions.push(action);
            self.decide(standing, actions)?;
            actions.pop();
        }
        Ok(())
    }

    /// Lets effects happen, the last of `pending` first.
    fn effects(
        &mut self,
        mut standing: Standing,
        actions: &[ActionIndex],
        mut pending: Vec<EffectIndex>,
    ) -> Result<(), ExtensiveError> {
        let game = self.game;
        let epoch = game.epochs.at(standing.round);
        while let Some(index) = pending.pop() {
            let effect = &game.effects[index];
            if !effect.gate.open(epoch, &standing.levels, actions) {
                continue;
            }
            let chance = if effect.slot.is_none() { 1.0 } else { effect.probability(&standing.levels) };
            let instead = |pending: &[EffectIndex]| {
                let mut pending = pending.to_vec();
                pending.extend(effect.otherwise.iter().rev());
                pending
            };
            if chance <= 0.0 {
                pending = instead(&pending);
                continue;
            }
            if chance < 1.0 {
                let p = fraction(chance)?;
                let label = if effect.label.is_empty() { effect.key.clone() } else { effect.label.clone() };
                let branches = vec![("yes".to_owned(), p.clone()), ("no".to_owned(), BigRational::one() - p)];
                self.push(Node::Chance { label, branches })?;
                let without = (standing.clone(), instead(&pending));
                self.fire(standing, actions, pending, index)?;
                return self.effects(without.0, actions, without.1);
            }
            self.credit_effect(&mut standing, index)?;
            effect.apply(&game.space, &mut standing.levels);
            if let Some(outcome) = effect.outcome {
                return self.end_round(standing, actions, Some(outcome));
            }
        }
        let outcome = game.outcome_at(epoch, &standing.levels, actions);
        self.end_round(standing, actions, outcome)
    }

    /// The branch in which an effect fires, and all that follows it.
    fn fire(
        &mut self,
        mut standing: Standing,
        actions: &[ActionIndex],
        pending: Vec<EffectIndex>,
        index: EffectIndex,
    ) -> Result<(), ExtensiveError> {
        let effect = &self.game.effects[index];
        self.credit_effect(&mut standing, index)?;
        effect.apply(&self.game.space, &mut standing.levels);
        match effect.outcome {
            Some(outcome) => self.end_round(standing, actions, Some(outcome)),
            None => self.effects(standing, actions, pending),
        }
    }

    fn credit_effect(&self, standing: &mut Standing, index: EffectIndex) -> Result<(), ExtensiveError> {
        let types = &self.game.types;
        self.credit(standing, |kind, levels| {
            types[kind].payoff.of_effect(index).map_or(0.0, |amount| amount.at(levels))
        })
    }

    fn end_round(
        &mut self,
        mut standing: Standing,
        actions: &[ActionIndex],
        outcome: Option<OutcomeIndex>,
    ) -> Result<(), ExtensiveError> {
        let game = self.game;
        let types = &game.types;
        self.credit(&mut standing, |kind, levels| types[kind].payoff.of_standing(levels))?;
        let last = standing.round == game.rounds + game.foresight;
        if let Some(outcome) = outcome.or((last && game.foresight == 0).then_some(game.otherwise)) {
            self.credit(&mut standing, |kind, levels| types[kind].payoff.outcome(outcome).at(levels))?;
            let label = self.scenario.outcomes[outcome].label.clone();
            return self.push(Node::End { label, payoffs: standing.paid });
        }
        self.discount(&mut standing)?;
        if last {
            self.stand_for_ever(&mut standing)?;
            return self.push(Node::End { label: "as it stands".to_owned(), payoffs: standing.paid });
        }
        standing.round += 1;
        self.remember(&mut standing, actions);
        self.round(&standing)
    }

    fn discount(&self, standing: &mut Standing) -> Result<(), StageError> {
        for (weight, &kind) in standing.weight.iter_mut().zip(&standing.types) {
            *weight *= fraction(self.game.types[kind].discount)?;
        }
        Ok(())
    }

    /// After the last round planned, tracks stay as they are.
    fn stand_for_ever(&self, standing: &mut Standing) -> Result<(), ExtensiveError> {
        for (actor, &kind) in standing.types.iter().enumerate() {
            let kind = &self.game.types[kind];
            let each = fraction(kind.payoff.of_standing(&standing.levels))?;
            // Scenarios with foresight are checked to have a discount below 1.
            let left = BigRational::one() - fraction(kind.discount)?;
            if !each.is_zero() {
                standing.paid[actor] += each * &standing.weight[actor] / left;
            }
        }
        Ok(())
    }

    /// Adds to the public history what was done and where it led.
    fn remember(&self, standing: &mut Standing, actions: &[ActionIndex]) {
        let mut seen: Vec<&str> = Vec::new();
        for ((&action, actor), named) in actions.iter().zip(&self.game.actors).zip(&self.scenario.actors) {
            seen.push(&named.moves[actor.actions[action].move_index].id);
        }
        let mut seen = seen.join("/");
        for (track, (named, &level)) in self.scenario.tracks.iter().zip(&standing.levels).enumerate() {
            let _ = write!(seen, " {}={}", named.id, self.game.space.written(track, level));
        }
        let _ = write!(standing.history, "; {seen}");
    }
}
