//! What brings each outcome of a scenario about, in words.

use super::marks::Marks;
use crate::prose::{Words, effect_name};
use crate::scenario::{ActorType, Amount, Effect, OutcomeIndex, Scenario};

/// How a play can end in one way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ending {
    /// The outcome, for people.
    pub outcome: String,
    /// The ways to it: `when Talks at least 3`, `A crisis slides into war (0.1 %)`.
    pub ways: Vec<String>,
    /// Whether only effects bring it about, so that its share follows from their chances.
    pub is_hazard: bool,
}

impl Ending {
    /// All ways on one line.
    #[must_use]
    pub fn told(&self) -> String {
        if self.ways.is_empty() { "by nothing here".to_owned() } else { self.ways.join("; ") }
    }
}

/// Every outcome, and what brings it about.
#[must_use]
pub fn endings(scenario: &Scenario, marks: &Marks) -> Vec<Ending> {
    let ending = |(index, outcome): (usize, &crate::scenario::Outcome)| {
        let mut ways = Vec::new();
        if let Some(when) = &outcome.when {
            ways.push(format!("when {}", Words::of(scenario).condition(when)));
        }
        let hazards = hazards(scenario, marks, index);
        let is_hazard = !hazards.is_empty() && outcome.when.is_none() && index != scenario.otherwise;
        ways.extend(hazards);
        if index == scenario.otherwise {
            ways.push("when the rounds run out".to_owned());
        }
        Ending { outcome: outcome.label.clone(), ways, is_hazard }
    };
    scenario.outcomes.iter().enumerate().map(ending).collect()
}

/// A rule's name with its mark; one without a name is told by what it does.
#[must_use]
pub fn named(scenario: &Scenario, marks: &Marks, rule: &Effect) -> String {
    let mark = marks.at(&path(rule));
    match effect_name(&rule.key, rule.id.is_some(), &rule.label) {
        name if name.is_empty() => format!("{}{mark}", Words::of(scenario).whole_effect(rule)),
        name => format!("{name}{mark}"),
    }
}

/// A rule's path, as claims name it.
fn path(rule: &Effect) -> String {
    if rule.id.is_some() { format!("rule.{}", rule.key) } else { rule.key.clone() }
}

/// The effects that end plays so, with their chances: `A crisis slides into war (0.1 %)`.
fn hazards(scenario: &Scenario, marks: &Marks, outcome: OutcomeIndex) -> Vec<String> {
    let of = |name: &str, effects: &[Effect]| {
        let mut told = Vec::new();
        effects.iter().for_each(|effect| hazard(scenario, effect, name, outcome, &mut told));
        told
    };
    let mut told = Vec::new();
    for actor in &scenario.actors {
        for (index, move_name) in actor.moves.iter().enumerate() {
            // Each type's own ways; a way that all types have is told once.
            let mut ways: Vec<(String, Vec<&ActorType>)> = Vec::new();
            for kind in &actor.types {
                let effects = kind.moves[index].as_ref().map_or(&[][..], |one| &one.effects[..]);
                for way in of(&move_name.label, effects) {
                    match ways.iter_mut().find(|(known, _)| *known == way) {
                        // Two effects of one move may tell the same.
                        Some((_, types)) if types.contains(&kind) => {}
                        Some((_, types)) => types.push(kind),
                        None => ways.push((way, vec![kind])),
                    }
                }
            }
            told.extend(ways.into_iter().map(|(way, types)| match types.len() == actor.types.len() {
                true => way,
                false => format!("{way}, if {} is {}", actor.label, any_of(&types)),
            }));
        }
    }
    told.extend(
        scenario.rules.iter().flat_map(|rule| of(&named(scenario, marks, rule), std::slice::from_ref(rule))),
    );
    told
}

/// `red`, `red or black`.
fn any_of(types: &[&ActorType]) -> String {
    types.iter().map(|kind| kind.label.as_str()).collect::<Vec<_>>().join(" or ")
}

fn hazard(scenario: &Scenario, effect: &Effect, name: &str, outcome: OutcomeIndex, told: &mut Vec<String>) {
    if effect.outcome == Some(outcome) {
        let chance = match &effect.chance {
            Amount::Constant(1.0) => String::new(),
            chance => format!(" ({})", Words::of(scenario).chance(chance)),
        };
        told.push(format!("{name}{chance}"));
    }
    for other in &effect.otherwise {
        let own = effect_name(&other.key, other.id.is_some(), &other.label);
        let name = if own.is_empty() { format!("{name}, if not") } else { own };
        hazard(scenario, other, &name, outcome, told);
    }
}
