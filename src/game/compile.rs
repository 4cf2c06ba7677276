//! From a checked scenario to a game.

use super::amount::Amount;
use super::effect::{Effect, EffectIndex};
use super::epoch::Epochs;
use super::gate::Gate;
use super::payoff::Payoff;
use super::slot;
use super::space::{Level, Space};
use super::{Action, Actor, Game, Type};
use crate::scenario::{self, Problem, Scenario};
use std::collections::HashMap;

/// Entries of the table of effects that can apply under a profile; beyond it a game is too large to play.
const ROOT_LIMIT: usize = 20_000_000;

pub(super) fn compile(scenario: &Scenario) -> Result<Game, Problem> {
    let tracks: Vec<(i32, usize)> = scenario.tracks.iter().map(|t| (t.low, t.size())).collect();
    let space = Space::new(&tracks, order(scenario));
    let epochs = Epochs::of(conditions(scenario).into_iter(), scenario.rounds + scenario.foresight);

    // Actions first, without their effects: conditions name them.
    let variants: Vec<Vec<Variant<'_>>> = scenario.actors.iter().map(variants).collect();
    let bare: Vec<Vec<Action>> = variants
        .iter()
        .map(|variants| {
            let action = |v: &Variant<'_>| Action {
                move_index: v.move_index,
                stance: v.definition.stance,
                effects: Vec::new(),
            };
            variants.iter().map(action).collect()
        })
        .collect();
    let bare: Vec<&[Action]> = bare.iter().map(Vec::as_slice).collect();
    let mut arena = Arena { effects: Vec::new(), space: &space, actions: &bare, epochs: &epochs };

    let actions: Vec<Vec<Action>> = variants
        .iter()
        .map(|variants| {
            let action = |v: &Variant<'_>| Action {
                move_index: v.move_index,
                stance: v.definition.stance,
                effects: arena.add_all(&v.definition.effects),
            };
            variants.iter().map(action).collect()
        })
        .collect();
    let rules = arena.add_all(&scenario.rules);
    let mut effects = arena.effects;
    give_slots(&mut effects);

    let gate = |condition| Gate::compile(condition, &space, &bare, &epochs);
    let mut types = Vec::new();
    let mut actors = Vec::new();
    for (a, actor) in scenario.actors.iter().enumerate() {
        let first = types.len();
        for (index, kind) in actor.types.iter().enumerate() {
            let own = |v: &Variant<'_>| {
                v.types.contains(&index).then(|| kind.moves[v.move_index].as_ref()).flatten()
            };
            types.push(Type {
                actor: a,
                index,
                prior: kind.prior,
                discount: kind.discount,
                rationality: kind.rationality,
                available: variants[a].iter().map(|v| own(v).map(|m| gate(&m.when))).collect(),
                weight: variants[a].iter().map(|v| own(v).map_or(0.0, |m| m.weight)).collect(),
                payoff: payoff(&kind.payoff, &variants, a, &effects, &space),
            });
        }
        actors.push(Actor {
            moves: actor.moves.len(),
            actions: actions[a].clone(),
            types: first..types.len(),
        });
    }
    let outcomes = scenario.outcomes.iter().map(|o| o.when.as_ref().map(gate)).collect();
    let start = scenario.tracks.iter().map(|t| (t.start - t.low) as Level).collect();
    let mut game = Game {
        space,
        start,
        rounds: scenario.rounds,
        foresight: scenario.foresight,
        branch: scenario.branch,
        actors,
        types,
        effects,
        rules,
        outcomes,
        otherwise: scenario.otherwise,
        epochs,
        roots: Vec::new(),
    };
    game.roots = roots(&game).ok_or_else(|| Problem {
        place: scenario.place.clone(),
        message: format!(
            "{} move profiles times {} effects are too many; write fewer moves, actors or rules",
            game.profiles(),
            game.effects.len()
        ),
    })?;
    Ok(game)
}

/// Tracks from the one that the moves' consequences concern least to the one they concern most. States next to each
/// other then mostly lead to the same place, which the solver makes use of.
fn order(scenario: &Scenario) -> Vec<usize> {
    let mut mentions = vec![0; scenario.tracks.len()];
    let mut atoms = |condition: &scenario::Condition| {
        let mut moves = false;
        for atom in &condition.0 {
            match atom {
                scenario::Atom::Track { track, .. } => mentions[*track] += 1,
                scenario::Atom::Plays { .. } | scenario::Atom::Takes { .. } => moves = true,
                scenario::Atom::Round { .. } => {}
            }
        }
        moves
    };
    let mut touched = Vec::new();
    let mut effects: Vec<(&scenario::Effect, bool)> =
        scenario.rules.iter().map(|rule| (rule, false)).collect();
    for kind in scenario.actors.iter().flat_map(|actor| &actor.types) {
        for definition in kind.moves.iter().flatten() {
            atoms(&definition.when);
            effects.extend(definition.effects.iter().map(|effect| (effect, true)));
        }
    }
    while let Some((effect, of_move)) = effects.pop() {
        let of_move = atoms(&effect.when) || of_move;
        effects.extend(effect.otherwise.iter().map(|child| (child, of_move)));
        if of_move {
            touched.extend(effect.set.iter().map(|&(track, _)| track));
            touched.extend(effect.shift.iter().map(|&(track, _)| track));
        }
    }
    touched.into_iter().for_each(|track| mentions[track] += 1);
    let mut order: Vec<usize> = (0..mentions.len()).collect();
    order.sort_by_key(|&track| mentions[track]);
    order
}

/// A move as some types of an actor have it.
struct Variant<'a> {
    move_index: usize,
    definition: &'a scenario::Move,
    types: Vec<usize>,
}

fn variants(actor: &scenario::Actor) -> Vec<Variant<'_>> {
    let mut variants: Vec<Variant<'_>> = Vec::new();
    for move_index in 0..actor.moves.len() {
        for (index, kind) in actor.types.iter().enumerate() {
            let Some(definition) = &kind.moves[move_index] else { continue };
            let same = |v: &&mut Variant<'_>| {
                v.move_index == move_index
                    && v.definition.stance == definition.stance
                    && v.definition.effects == definition.effects
            };
            match variants.iter_mut().find(same) {
                Some(variant) => variant.types.push(index),
                None => variants.push(Variant { move_index, definition, types: vec![index] }),
            }
        }
    }
    variants
}

/// Effects as they are compiled, one after the other.
struct Arena<'a> {
    effects: Vec<Effect>,
    space: &'a Space,
    actions: &'a [&'a [Action]],
    epochs: &'a Epochs,
}

impl Arena<'_> {
    fn add_all(&mut self, effects: &[scenario::Effect]) -> Vec<EffectIndex> {
        effects.iter().map(|effect| self.add(effect)).collect()
    }

    fn add(&mut self, effect: &scenario::Effect) -> EffectIndex {
        let otherwise = self.add_all(&effect.otherwise);
        self.effects.push(Effect {
            key: effect.key.clone(),
            named: effect.id.is_some(),
            label: effect.label.clone(),
            gate: Gate::compile(&effect.when, self.space, self.actions, self.epochs),
            chance: Amount::compile(&effect.chance, self.space),
            slot: None,
            set: effect
                .set
                .iter()
                .map(|&(t, level)| (t, (level - self.space.written(t, 0)) as Level))
                .collect(),
            shift: effect.shift.clone(),
            outcome: effect.outcome,
            otherwise,
        });
        self.effects.len() - 1
    }
}

/// Effects of one key (a move's, in several types' variants) share a slot.
fn give_slots(effects: &mut [Effect]) {
    let uncertain = |effect: &Effect| effect.chance.constant().is_none_or(|chance| chance < 1.0);
    let mut keys: Vec<&str> = effects.iter().filter(|e| uncertain(e)).map(|e| e.key.as_str()).collect();
    let mut seen = std::collections::HashSet::new();
    keys.retain(|key| seen.insert(*key));
    let slots = slot::assign(keys.iter().copied());
    let by_key: HashMap<String, u32> = keys.into_iter().map(str::to_owned).zip(slots).collect();
    for effect in effects.iter_mut().filter(|e| uncertain(e)) {
        effect.slot = by_key.get(&effect.key).copied();
    }
}

fn payoff(
    payoff: &scenario::Payoff,
    variants: &[Vec<Variant<'_>>],
    actor: usize,
    effects: &[Effect],
    space: &Space,
) -> Payoff {
    let compile = |amount| Amount::compile(amount, space);
    let actions_of = |actor: usize, wanted: usize| {
        let of_move = move |(_, v): &(usize, &Variant<'_>)| v.move_index == wanted;
        variants[actor].iter().enumerate().filter(of_move).map(|(action, _)| action)
    };
    let mut against = Vec::new();
    for cell in &payoff.against {
        for own in actions_of(actor, cell.own_move) {
            for other in actions_of(cell.other, cell.other_move) {
                against.push((cell.other, own, other, compile(&cell.amount)));
            }
        }
    }
    let track =
        payoff.track.iter().enumerate().filter(|(_, values)| values.iter().any(|&value| value != 0.0));
    let mut effect: Vec<_> = payoff
        .rule
        .iter()
        .flat_map(|(id, amount)| {
            let named = effects.iter().enumerate().filter(move |(_, e)| e.named && e.key == *id);
            named.map(move |(index, _)| (index, compile(amount)))
        })
        .filter(|(_, amount)| !amount.is_zero())
        .collect();
    effect.sort_by_key(|(index, _)| *index);
    Payoff {
        action: variants[actor].iter().map(|v| compile(&payoff.moves[v.move_index])).collect(),
        against,
        track: track.map(|(t, values)| (t, values.clone().into())).collect(),
        round: compile(&payoff.round),
        outcome: payoff.outcome.iter().map(compile).collect(),
        effect,
        largest: payoff.largest(),
    }
}

/// Every condition of a scenario.
fn conditions(scenario: &Scenario) -> Vec<&scenario::Condition> {
    fn of_effects<'a>(effects: &'a [scenario::Effect], into: &mut Vec<&'a scenario::Condition>) {
        for effect in effects {
            into.push(&effect.when);
            of_effects(&effect.otherwise, into);
        }
    }
    let mut all = Vec::new();
    of_effects(&scenario.rules, &mut all);
    for kind in scenario.actors.iter().flat_map(|actor| &actor.types) {
        for definition in kind.moves.iter().flatten() {
            all.push(&definition.when);
            of_effects(&definition.effects, &mut all);
        }
    }
    all.extend(scenario.outcomes.iter().filter_map(|outcome| outcome.when.as_ref()));
    all
}

/// For each epoch and profile, the effects that can apply. `None` where they are too many.
fn roots(game: &Game) -> Option<Vec<Vec<EffectIndex>>> {
    let most = game.effects.len().max(1);
    if game.profiles().saturating_mul(game.epochs.count()).saturating_mul(most) > ROOT_LIMIT {
        return None;
    }
    let mut roots = Vec::with_capacity(game.profiles() * game.epochs.count());
    for epoch in 0..game.epochs.count() {
        for profile in 0..game.profiles() {
            let actions = game.actions_of(profile);
            let of_moves = game.actors.iter().zip(&actions).flat_map(|(actor, &a)| &actor.actions[a].effects);
            let all = of_moves.chain(&game.rules).copied();
            roots.push(all.filter(|&e| game.effects[e].gate.open_to(epoch, &actions)).collect());
        }
    }
    Some(roots)
}
