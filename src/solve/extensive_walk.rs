//! The walk over the tree: decisions, effects, what is paid, and what follows.
//!
//! Branches that are still to be followed stand on a list, the next one last: a tree may be as deep as it has nodes.

use super::super::stage::StageError;
use super::{Builder, ExtensiveError, MOST_REMEMBERED, Node, fraction};
use crate::game::{ActionIndex, EffectIndex, Game, Level, TypeIndex};
use crate::scenario::OutcomeIndex;
use num_rational::BigRational;
use num_traits::{One, Zero};
use std::fmt::Write as _;
use std::sync::Arc;

/// Where a play stands.
#[derive(Clone)]
pub(super) struct Standing {
    pub(super) types: Vec<TypeIndex>,
    pub(super) round: u32,
    pub(super) levels: Vec<Level>,
    /// What everybody has seen, as text.
    pub(super) history: Arc<str>,
    /// For each actor, what it was paid, in terms of the first round.
    pub(super) paid: Vec<BigRational>,
    /// For each actor, δ to the power of the rounds that are over.
    pub(super) weight: Vec<BigRational>,
}

/// A branch that is still to be followed: what the actors have decided in the round so far, and after all of them have,
/// the effects that are still to happen, the next one last.
pub(super) struct Branch {
    standing: Standing,
    actions: Vec<ActionIndex>,
    pending: Option<Vec<EffectIndex>>,
}

impl Standing {
    pub(super) fn start(game: &Game, types: Vec<TypeIndex>) -> Standing {
        let actors = types.len();
        Standing {
            types,
            round: 1,
            levels: game.start.clone(),
            history: Arc::from(""),
            paid: vec![BigRational::zero(); actors],
            weight: vec![BigRational::one(); actors],
        }
    }
}

impl Builder<'_> {
    /// Everything that follows the drawing of types.
    pub(super) fn play(&mut self, standing: Standing) -> Result<(), ExtensiveError> {
        let mut branches = vec![Branch { standing, actions: Vec::new(), pending: None }];
        while let Some(Branch { standing, actions, pending }) = branches.pop() {
            match pending {
                None => self.decide(standing, actions, &mut branches)?,
                Some(pending) => self.effects(standing, &actions, pending, &mut branches)?,
            }
        }
        Ok(())
    }

    fn decide(
        &mut self,
        mut standing: Standing,
        actions: Vec<ActionIndex>,
        branches: &mut Vec<Branch>,
    ) -> Result<(), ExtensiveError> {
        let actor = actions.len();
        if actor == standing.types.len() {
            let types = &self.game.types;
            self.credit(&mut standing, |kind, levels| {
                types[kind].payoff.of_actions(types[kind].actor, levels, &actions)
            })?;
            let epoch = self.game.epochs.at(standing.round);
            let mut roots = self.game.roots(epoch, self.game.profile(&actions)).to_vec();
            roots.reverse();
            branches.push(Branch { standing, actions, pending: Some(roots) });
            return Ok(());
        }
        let info_set = self.info_set(standing.types[actor], &standing);
        self.push(Node::Decision { info_set })?;
        for &action in self.form.info_sets[info_set].actions.iter().rev() {
            let actions = actions.iter().copied().chain([action]).collect();
            branches.push(Branch { standing: standing.clone(), actions, pending: None });
        }
        Ok(())
    }

    /// Lets effects happen, the last of `pending` first, up to the next chance.
    fn effects(
        &mut self,
        mut standing: Standing,
        actions: &[ActionIndex],
        mut pending: Vec<EffectIndex>,
        branches: &mut Vec<Branch>,
    ) -> Result<(), ExtensiveError> {
        let game = self.game;
        let epoch = game.epochs.at(standing.round);
        while let Some(index) = pending.pop() {
            let effect = &game.effects[index];
            if !effect.gate.open(epoch, &standing.levels, actions) {
                continue;
            }
            let chance = if effect.slot.is_none() { 1.0 } else { effect.probability(&standing.levels) };
            let instead = |mut pending: Vec<EffectIndex>| {
                pending.extend(effect.otherwise.iter().rev());
                pending
            };
            if chance <= 0.0 {
                pending = instead(pending);
                continue;
            }
            if chance < 1.0 {
                let p = fraction(chance)?;
                let label = if effect.label.is_empty() { effect.key.clone() } else { effect.label.clone() };
                let both = vec![("yes".to_owned(), p.clone()), ("no".to_owned(), BigRational::one() - p)];
                self.push(Node::Chance { label, branches: both })?;
                branches.push(Branch {
                    standing: standing.clone(),
                    actions: actions.to_vec(),
                    pending: Some(instead(pending.clone())),
                });
            }
            self.credit_effect(&mut standing, index)?;
            effect.apply(&game.space, &mut standing.levels);
            if let Some(outcome) = effect.outcome {
                return self.end_round(standing, actions, Some(outcome), branches);
            }
            if chance < 1.0 {
                branches.push(Branch { standing, actions: actions.to_vec(), pending: Some(pending) });
                return Ok(());
            }
        }
        let outcome = game.outcome_at(epoch, &standing.levels, actions);
        self.end_round(standing, actions, outcome, branches)
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
        branches: &mut Vec<Branch>,
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
        self.remember(&mut standing, actions)?;
        branches.push(Branch { standing, actions: Vec::new(), pending: None });
        Ok(())
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
    fn remember(&mut self, standing: &mut Standing, actions: &[ActionIndex]) -> Result<(), ExtensiveError> {
        let mut history = format!("{}; ", standing.history);
        for (at, ((&action, actor), named)) in
            actions.iter().zip(&self.game.actors).zip(&self.scenario.actors).enumerate()
        {
            history += if at > 0 { "/" } else { "" };
            history += &named.moves[actor.actions[action].move_index].id;
        }
        for (track, (named, &level)) in self.scenario.tracks.iter().zip(&standing.levels).enumerate() {
            let _ = write!(history, " {}={}", named.id, self.game.space.written(track, level));
        }
        self.remembered += history.len();
        if self.remembered > MOST_REMEMBERED {
            return Err(ExtensiveError::TooLong);
        }
        standing.history = history.into();
        Ok(())
    }
}
