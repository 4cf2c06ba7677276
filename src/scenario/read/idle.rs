//! Warnings of what can never come about: rules that never fire, moves that can never be made, outcomes that never end a
//! play.
//!
//! For each track, the levels that it can come to are gathered round by round, as if what happens to one track said
//! nothing of the others. So whatever is warned of never happens, and not all that never happens is warned of: a rule that
//! this leaves open is a [doubt](crate::scenario::Doubt), which the states that plays come to settle.

use super::reader::Reader;
use crate::scenario::document::Node;
use crate::scenario::model::{Actor, Amount, Atom, Condition, Effect, Scenario};
use crate::scenario::{About, Doubt, suggest};

/// Warns of what can never come about in the file that was asked for; what it extends may have parts that it rules out.
pub(super) fn warn(reader: &mut Reader, root: &Node, scenario: &Scenario) {
    let reach = Reach::of(scenario);
    let mut doubts = Vec::new();
    let mut tell = |node: Option<&Node>, what: String, why: String| {
        if let Some(node) = node.filter(|node| node.place.file == root.place.file) {
            reader.report.warning(&node.place, format!("{what}: {why}."));
        }
    };
    for (index, rule) in scenario.rules.iter().enumerate() {
        if let Some(why) = reach.untold_obstacle(&rule.when) {
            let node = root.get("rule").and_then(|rules| rules.as_list()?.get(index));
            tell(node, format!("The rule {} can never fire", suggest::quote(&rule.key)), why);
        } else if rule.when.0.iter().any(|atom| matches!(atom, Atom::Track { .. } | Atom::Round { .. })) {
            let node = root.get("rule").and_then(|rules| rules.as_list()?.get(index));
            doubts.extend(node.filter(|node| node.place.file == root.place.file).map(|node| Doubt {
                place: node.place.clone(),
                effect: rule.key.clone(),
                about: About::Rule,
            }));
        }
    }
    for (index, outcome) in scenario.outcomes.iter().enumerate() {
        if let Some(why) = outcome.when.as_ref().and_then(|when| reach.untold_obstacle(when)) {
            let node = root.get("outcome").and_then(|outcomes| outcomes.as_list()?.get(index));
            tell(node, format!("The `when` of the outcome {} never holds", suggest::quote(&outcome.id)), why);
        }
    }
    for actor in &scenario.actors {
        for (index, named) in actor.moves.iter().enumerate() {
            let mut made = actor.types.iter().filter_map(|kind| kind.moves[index].as_ref());
            let Some(first) = made.next() else { continue };
            let obstacles: Option<Vec<String>> =
                std::iter::once(first).chain(made).map(|one| reach.untold_obstacle(&one.when)).collect();
            if let Some(mut obstacles) = obstacles {
                let moves = root.get("actor").and_then(|actors| actors.get(&actor.id)?.get("move"));
                let node = moves.and_then(|moves| moves.get(&named.id));
                let what = format!("The move {} can never be made", suggest::quote(&named.id));
                tell(node, what, obstacles.swap_remove(0));
            }
        }
    }
    reader.doubts.extend(doubts);
}

/// What can come about, or more than that.
struct Reach<'a> {
    scenario: &'a Scenario,
    /// For each track and level, lowest first, whether the track can come to it.
    levels: Vec<Vec<bool>>,
}

impl<'a> Reach<'a> {
    fn of(scenario: &'a Scenario) -> Reach<'a> {
        let start = scenario
            .tracks
            .iter()
            .map(|track| (track.low..=track.high).map(|level| level == track.start).collect());
        let mut reach = Reach { scenario, levels: start.collect() };
        for _round in 0..scenario.rounds + scenario.foresight {
            let before = reach.levels.clone();
            for actor in &scenario.actors {
                // Of all that an actor could do it does one thing.
                let at_first = reach.levels.clone();
                let mut after = at_first.clone();
                for made in actor.types.iter().flat_map(|kind| kind.moves.iter().flatten()) {
                    if reach.obstacle(&made.when).is_none() {
                        reach.happen(&made.effects);
                        let reached = reach.levels.iter().flatten();
                        after.iter_mut().flatten().zip(reached).for_each(|(all, own)| *all |= own);
                        reach.levels.clone_from(&at_first);
                    }
                }
                reach.levels = after;
            }
            reach.happen(&scenario.rules);
            if reach.levels == before {
                break;
            }
        }
        reach
    }

    /// Adds the levels to which effects lead.
    fn happen(&mut self, effects: &[Effect]) {
        for effect in effects.iter() {
            if self.obstacle(&effect.when).is_some() {
                continue;
            }
            if effect.chance != Amount::Constant(0.0) {
                self.change(effect);
            }
            if effect.chance != Amount::Constant(1.0) {
                self.happen(&effect.otherwise);
            }
        }
    }

    fn change(&mut self, effect: &Effect) {
        for (index, track) in self.scenario.tracks.iter().enumerate() {
            let of = |list: &[(usize, i32)]| {
                list.iter().find(|(moved, _)| *moved == index).map(|(_, amount)| *amount)
            };
            let (set, by) = (of(&effect.set), of(&effect.shift).unwrap_or(0));
            let from: Vec<i32> = match set {
                Some(level) => vec![level],
                None => self.fitting(&effect.when, index),
            };
            for level in from {
                let to = level.saturating_add(by).clamp(track.low, track.high);
                self.levels[index][(to - track.low) as usize] = true;
            }
        }
    }

    /// The levels of a track that it can come to and that a condition allows.
    fn fitting(&self, condition: &Condition, index: usize) -> Vec<i32> {
        let low = self.scenario.tracks[index].low;
        let levels =
            (low..).zip(&self.levels[index]).filter(|(_, reached)| **reached).map(|(level, _)| level);
        let allows = |level: &i32| {
            condition.0.iter().all(|atom| match atom {
                Atom::Track { track, comparison, level: bound } if *track == index => {
                    comparison.holds(*level, *bound)
                }
                _ => true,
            })
        };
        levels.filter(allows).collect()
    }

    /// Why a condition can never hold, if it can not and that has not been told where the condition was read.
    fn untold_obstacle(&self, condition: &Condition) -> Option<String> {
        let is_told = condition.0.iter().any(|atom| match atom {
            Atom::Track { track, comparison, level } => {
                let track = &self.scenario.tracks[*track];
                !(track.low..=track.high).any(|possible| comparison.holds(possible, *level))
            }
            _ => false,
        });
        if is_told { None } else { self.obstacle(condition) }
    }

    /// Why a condition can never hold, if it can not.
    fn obstacle(&self, condition: &Condition) -> Option<String> {
        for (at, atom) in condition.0.iter().enumerate() {
            // What was said of a track before was asked of all conditions on it.
            let asked = |earlier: &Atom| matches!((earlier, atom), (Atom::Track { track, .. }, Atom::Track { track: same, .. }) if track == same);
            if condition.0[..at].iter().any(asked) {
                continue;
            }
            match atom {
                Atom::Track { track, .. } if self.fitting(condition, *track).is_empty() => {
                    let named = &self.scenario.tracks[*track];
                    let all = self.fitting(&Condition::default(), *track);
                    let all: Vec<String> = all.iter().map(i32::to_string).collect();
                    return Some(format!("{} only ever is {}", suggest::quote(&named.id), all.join(", ")));
                }
                Atom::Round { .. } if !self.has_round(condition) => {
                    return Some("there is no such round".to_owned());
                }
                Atom::Plays { actor, .. } | Atom::Takes { actor, .. }
                    if !self.has_move(condition, *actor) =>
                {
                    let named = &self.scenario.actors[*actor];
                    return Some(format!("no move of {} fits", suggest::quote(&named.id)));
                }
                _ => {}
            }
        }
        None
    }

    fn has_round(&self, condition: &Condition) -> bool {
        (1..=i64::from(self.scenario.rounds) + i64::from(self.scenario.foresight)).any(|now| {
            condition.0.iter().all(|atom| match atom {
                Atom::Round { comparison, round } => comparison.holds(now, *round),
                _ => true,
            })
        })
    }

    /// Whether an actor has a move that can be made and that the condition allows.
    fn has_move(&self, condition: &Condition, index: usize) -> bool {
        let actor: &Actor = &self.scenario.actors[index];
        actor.types.iter().any(|kind| {
            kind.moves.iter().enumerate().any(|(number, made)| {
                let Some(made) = made else { return false };
                let fits = condition.0.iter().all(|atom| match atom {
                    Atom::Plays { actor, moves, avoids } if *actor == index => {
                        moves.contains(&number) != *avoids
                    }
                    Atom::Takes { actor, stance } if *actor == index => made.stance == *stance,
                    _ => true,
                });
                fits && self.obstacle(&made.when).is_none()
            })
        })
    }
}
