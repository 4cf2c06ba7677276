//! The rules of a scenario in full and in order, and how plays end.

use super::Page;
use crate::cli::screen::{HEADING, Screen};
use standoff::prose::{Words, effect_name};
use standoff::scenario::{Effect, OutcomeIndex};
use std::io;

/// A rule's name with its mark; one without a name is told by what it does.
pub(super) fn named(page: &Page<'_>, rule: &Effect) -> String {
    let mark = page.marks.at(&path(rule));
    match effect_name(&rule.key, rule.id.is_some(), &rule.label) {
        name if name.is_empty() => format!("{}{mark}", Words::of(page.scenario).whole_effect(rule)),
        name => format!("{name}{mark}"),
    }
}

/// A rule's path, as claims name it.
fn path(rule: &Effect) -> String {
    if rule.id.is_some() { format!("rule.{}", rule.key) } else { rule.key.clone() }
}

/// Every rule with its condition, in the order in which they apply.
pub(super) fn in_full(screen: &mut Screen, page: &Page<'_>) -> io::Result<()> {
    let words = Words::of(page.scenario);
    screen.styled(HEADING, "Rules, in the order in which they apply")?;
    for (index, rule) in page.scenario.rules.iter().enumerate() {
        let whole = words.whole_effect(rule);
        let text = match effect_name(&rule.key, rule.id.is_some(), &rule.label) {
            name if name.is_empty() => named(page, rule),
            _ => format!("{}: {whole}", named(page, rule)),
        };
        screen.paragraph(&format!("  {:>3}  ", index + 1), "       ", &text)?;
    }
    Ok(())
}

/// Every outcome, and what brings it about.
pub(super) fn endings(screen: &mut Screen, page: &Page<'_>) -> io::Result<()> {
    let scenario = page.scenario;
    screen.styled(HEADING, "How it ends")?;
    for (index, outcome) in scenario.outcomes.iter().enumerate() {
        let mut ways = Vec::new();
        if let Some(when) = &outcome.when {
            ways.push(format!("when {}", Words::of(scenario).condition(when)));
        }
        ways.extend(hazards(page, index));
        if index == scenario.otherwise {
            ways.push("when the rounds run out".to_owned());
        }
        let ways = if ways.is_empty() { "by nothing here".to_owned() } else { ways.join("; ") };
        screen.paragraph("  ", "      ", &format!("{}: {ways}", outcome.label))?;
    }
    Ok(())
}

/// The effects that end plays so, with their chances: `A crisis slides into war (0.1 %)`.
fn hazards(page: &Page<'_>, outcome: OutcomeIndex) -> Vec<String> {
    let scenario = page.scenario;
    let moves = scenario.actors.iter().flat_map(|actor| {
        let made = actor.moves.iter().enumerate().map(|(index, named)| {
            let one = actor.types.iter().find_map(|kind| kind.moves[index].as_ref());
            (named.label.clone(), one.map_or(&[][..], |one| &one.effects[..]))
        });
        made.collect::<Vec<_>>()
    });
    let rules = scenario.rules.iter().map(|rule| (named(page, rule), std::slice::from_ref(rule)));
    let mut told = Vec::new();
    for (name, effects) in moves.chain(rules) {
        for effect in effects {
            hazard(page, effect, &name, outcome, &mut told);
        }
    }
    told
}

fn hazard(page: &Page<'_>, effect: &Effect, name: &str, outcome: OutcomeIndex, told: &mut Vec<String>) {
    if effect.outcome == Some(outcome) {
        let chance = match &effect.chance {
            standoff::scenario::Amount::Constant(1.0) => String::new(),
            chance => format!(" ({})", Words::of(page.scenario).chance(chance)),
        };
        told.push(format!("{name}{chance}"));
    }
    for other in &effect.otherwise {
        let own = effect_name(&other.key, other.id.is_some(), &other.label);
        let name = if own.is_empty() { format!("{name}, if not") } else { own };
        hazard(page, other, &name, outcome, told);
    }
}
