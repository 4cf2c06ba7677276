//! How many nodes a tree has, counted without building it.
//!
//! Histories that lead to one state have the same tree below them. So the states of a round are gone through once each,
//! with how many histories lead there: many histories cost no more than one, and a tree that is too large is known for
//! it after as many steps as it may have nodes.

use super::ExtensiveError;
use crate::game::{ActionIndex, EffectIndex, Game, Level, TypeIndex};
use std::collections::BTreeMap;

/// Looks whether a tree has no more nodes than this.
///
/// # Errors
/// [`ExtensiveError::TooLarge`].
pub(super) fn at_most(game: &Game, most: usize) -> Result<(), ExtensiveError> {
    let possible = |kind: &TypeIndex| game.types[*kind].prior > 0.0;
    let drawn = game.actors.iter().map(|actor| actor.types.clone().filter(possible).count());
    let mut count = Count { game, left: most };
    // The nodes at which types are drawn.
    let mut profiles: usize = 1;
    for several in drawn.filter(|&several| several > 1) {
        count.add(profiles)?;
        profiles = profiles.saturating_mul(several);
    }
    for index in 0..game.type_profile_count() {
        let (types, probability) = game.type_profile(index);
        if probability > 0.0 {
            count.plays(&types)?;
        }
    }
    Ok(())
}

struct Count<'a> {
    game: &'a Game,
    /// Nodes that there may still be.
    left: usize,
}

/// The states that the histories of a round lead to, and how many lead to each.
type After = BTreeMap<Vec<Level>, usize>;

impl Count<'_> {
    fn add(&mut self, nodes: usize) -> Result<(), ExtensiveError> {
        self.left = self.left.checked_sub(nodes).ok_or(ExtensiveError::TooLarge)?;
        Ok(())
    }

    /// The plays of one profile of types.
    fn plays(&mut self, types: &[TypeIndex]) -> Result<(), ExtensiveError> {
        let last = self.game.rounds + self.game.foresight;
        let mut standing = After::from([(self.game.start.clone(), 1)]);
        for round in 1..=last {
            let mut after = After::new();
            for (levels, histories) in &standing {
                self.round(types, round, levels, *histories, &mut after)?;
            }
            standing = after;
        }
        self.add(standing.into_values().fold(0, usize::saturating_add))
    }

    /// One round from one state.
    fn round(
        &mut self,
        types: &[TypeIndex],
        round: u32,
        levels: &[Level],
        histories: usize,
        after: &mut After,
    ) -> Result<(), ExtensiveError> {
        let game = self.game;
        let epoch = game.epochs.at(round);
        let available: Vec<Vec<ActionIndex>> =
            types.iter().map(|&kind| game.available(kind, epoch, levels).collect()).collect();
        let mut profiles: usize = 1;
        for own in &available {
            self.add(histories.saturating_mul(profiles))?;
            profiles = profiles.saturating_mul(own.len());
        }
        for index in 0..profiles {
            let mut rest = index;
            let mut actions = vec![0; types.len()];
            for (action, own) in actions.iter_mut().zip(&available).rev() {
                *action = own[rest % own.len()];
                rest /= own.len();
            }
            let mut pending = game.roots(epoch, game.profile(&actions)).to_vec();
            pending.reverse();
            let mut branches = vec![(levels.to_vec(), pending)];
            while let Some((levels, pending)) = branches.pop() {
                self.effects(epoch, &actions, levels, pending, histories, &mut branches, after)?;
            }
        }
        Ok(())
    }

    /// Effects up to the next chance, or to the round's end.
    #[expect(clippy::too_many_arguments, reason = "it is one step of a walk, taken out of its loop")]
    fn effects(
        &mut self,
        epoch: usize,
        actions: &[ActionIndex],
        mut levels: Vec<Level>,
        mut pending: Vec<EffectIndex>,
        histories: usize,
        branches: &mut Vec<(Vec<Level>, Vec<EffectIndex>)>,
        after: &mut After,
    ) -> Result<(), ExtensiveError> {
        let game = self.game;
        while let Some(index) = pending.pop() {
            let effect = &game.effects[index];
            if !effect.gate.open(epoch, &levels, actions) {
                continue;
            }
            let chance = if effect.slot.is_none() { 1.0 } else { effect.probability(&levels) };
            if chance < 1.0 {
                let mut instead = pending.clone();
                instead.extend(effect.otherwise.iter().rev());
                if chance <= 0.0 {
                    pending = instead;
                    continue;
                }
                self.add(histories)?;
                branches.push((levels.clone(), instead));
            }
            effect.apply(&game.space, &mut levels);
            if effect.outcome.is_some() {
                return self.add(histories);
            }
        }
        match game.outcome_at(epoch, &levels, actions) {
            Some(_) => self.add(histories),
            None => {
                let before = after.entry(levels).or_insert(0);
                *before = before.saturating_add(histories);
                Ok(())
            }
        }
    }
}
