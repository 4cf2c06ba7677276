//! Where a round is cut: the head of each profile, and the legs that profiles have in common.

use super::senses::{Classes, Senses};
use crate::game::effect::EffectIndex;
use crate::game::mass::{Effort, Mass, Spent};
use crate::game::{ActionIndex, Game, StateIndex};

/// A leg is worth its own pass where it stands for so many profiles in the mean.
const SHARED: usize = 6;
/// A second row of legs takes no more places than this, the round's end and all legs counted.
const MOST_PLACES: usize = 1 << 20;

/// The parts of an epoch's rounds.
pub(super) struct Parts {
    /// The head of each profile.
    pub(super) heads: Vec<Part>,
    /// Leg n is `legs[n − 1]`; a leg leads to one of a smaller number.
    pub(super) legs: Vec<Part>,
    /// The numbers of the last leg of each row: no leg leads to another of its row.
    pub(super) rows: Vec<usize>,
}

/// Some effects in a row, under one or several profiles that they can not tell apart.
pub(super) struct Part {
    effects: Vec<EffectIndex>,
    /// Of one of the profiles.
    actions: Vec<ActionIndex>,
    /// The leg that follows; 0 where the round ends, after the check for outcomes.
    pub(super) next: usize,
    pub(super) senses: Senses,
}

impl Part {
    fn new(
        game: &Game,
        epoch: usize,
        effects: Vec<EffectIndex>,
        actions: &[ActionIndex],
        next: usize,
    ) -> Part {
        let mut senses = Senses::new(game);
        if next == 0 {
            let gates = game.outcomes.iter().flatten();
            gates.filter(|gate| gate.open_to(epoch, actions)).for_each(|gate| senses.gate(gate));
        }
        senses.before(game, epoch, &effects, actions);
        Part { effects, actions: actions.to_vec(), next, senses }
    }

    /// What becomes of all mass in one state.
    pub(super) fn run(
        &self,
        game: &Game,
        epoch: usize,
        state: StateIndex,
        effort: &Effort,
    ) -> Result<Mass, Spent> {
        let mut mass = Mass::at(state);
        mass.apply_within(game, &self.effects, epoch, &self.actions, effort)?;
        if self.next == 0 {
            mass.end(game, epoch, &self.actions);
        }
        mass.tidy();
        Ok(mass)
    }
}

/// A place to cut a round: before a rule, with the profiles in classes that the rest can not tell apart.
struct Cut {
    rule: usize,
    classes: Classes,
}

impl Parts {
    pub(super) fn of(game: &Game, epoch: usize) -> Parts {
        let actions: Vec<Vec<ActionIndex>> =
            (0..game.profiles()).map(|profile| game.actions_of(profile)).collect();
        let cuts = cuts(game, epoch, &actions);
        let mut parts = Parts { heads: Vec::new(), legs: Vec::new(), rows: Vec::new() };
        // The leg that each profile comes to after what is cut so far.
        let mut next = vec![0; actions.len()];
        let mut end = game.rules.len();
        for Cut { rule, classes } in &cuts {
            let before = parts.legs.len();
            for class in 0..classes.count {
                let first = classes.of.iter().position(|&of| of == class).expect("no class is empty");
                let effects = game.rules[*rule..end].to_vec();
                parts.legs.push(Part::new(game, epoch, effects, &actions[first], next[first]));
            }
            next.iter_mut().zip(&classes.of).for_each(|(next, &class)| *next = before + 1 + class as usize);
            parts.rows.push(parts.legs.len());
            end = *rule;
        }
        let in_legs = &game.rules[end..];
        let head = |(profile, actions): (usize, &Vec<ActionIndex>)| {
            let roots = game.roots(epoch, profile).iter().copied();
            let effects = roots.filter(|effect| !in_legs.contains(effect)).collect();
            Part::new(game, epoch, effects, actions, next[profile])
        };
        parts.heads = actions.iter().enumerate().map(head).collect();
        parts
    }
}

/// Where to cut, the last cut first: as early as all profiles that one leg stands for at the round's end still have it in
/// common; and once more, as early as legs stand for many profiles each.
fn cuts(game: &Game, epoch: usize, actions: &[Vec<ActionIndex>]) -> Vec<Cut> {
    let mut classes = Classes::one(actions.len());
    for gate in game.outcomes.iter().flatten() {
        classes.split(|profile| u64::from(gate.open_to(epoch, &actions[profile])));
    }
    let fewest = classes.count;
    let places = |legs: u32| (1 + legs as usize) * game.space.states();
    let is_shared = |classes: u32| classes as usize * SHARED <= actions.len();
    let (mut late, mut early) = (None, None);
    for rule in (0..=game.rules.len()).rev() {
        if let Some(&effect) = game.rules.get(rule) {
            split(game, epoch, actions, effect, &mut classes);
        }
        let cut = || Some(Cut { rule, classes: classes.clone() });
        let count = classes.count;
        if count == fewest && (count == 1 || is_shared(count) && places(count) <= MOST_PLACES) {
            late = cut();
        } else if is_shared(count) && places(fewest + count) <= MOST_PLACES {
            early = cut();
        } else {
            break;
        }
    }
    late.into_iter().chain(early).collect()
}

/// Takes profiles apart that an effect can tell apart.
fn split(
    game: &Game,
    epoch: usize,
    actions: &[Vec<ActionIndex>],
    effect: EffectIndex,
    classes: &mut Classes,
) {
    let effect = &game.effects[effect];
    classes.split(|profile| u64::from(effect.gate.open_to(epoch, &actions[profile])));
    effect.otherwise.iter().for_each(|&child| split(game, epoch, actions, child, classes));
}
