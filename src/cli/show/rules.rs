//! The rules of a scenario: in brief, grouped by what they change first, or in full and in order.

use super::marks::Marks;
use crate::cli::screen::{HEADING, Screen};
use standoff::prose::{Words, effect_name};
use standoff::scenario::{Effect, Scenario};
use std::io;

/// One paragraph for each track, one for rules that end a play. Those that only count are told with the payoffs.
pub(super) fn in_brief(screen: &mut Screen, scenario: &Scenario, marks: &Marks) -> io::Result<()> {
    screen.styled(HEADING, "Rules, by what they change first")?;
    let mut groups: Vec<(&str, Vec<String>)> =
        scenario.tracks.iter().map(|track| (track.label.as_str(), Vec::new())).collect();
    groups.push(("Ends the play", Vec::new()));
    for rule in &scenario.rules {
        if let Some(group) = group(scenario, rule) {
            groups[group].1.push(brief(scenario, marks, rule));
        }
    }
    for (label, rules) in groups.iter().filter(|(_, rules)| !rules.is_empty()) {
        screen.paragraph("  ", "      ", &format!("{label}: {}", rules.join("; ")))?;
    }
    Ok(())
}

/// Index of a rule's group; none where it changes nothing.
fn group(scenario: &Scenario, rule: &Effect) -> Option<usize> {
    let tracks = scenario.tracks.len();
    let first = |effect: &Effect| {
        let track = effect
            .set
            .iter()
            .map(|(track, _)| *track)
            .chain(effect.shift.iter().map(|(track, _)| *track))
            .next();
        track.or(effect.outcome.map(|_| tracks))
    };
    first(rule).or_else(|| rule.otherwise.iter().find_map(first))
}

/// `Talks progress (40 %: Talks +1)*`; a rule without a name is told with its condition.
fn brief(scenario: &Scenario, marks: &Marks, rule: &Effect) -> String {
    let words = Words::of(scenario);
    let name = effect_name(&rule.key, rule.id.is_some(), &rule.label);
    let mark = marks.at(&path(rule));
    if name.is_empty() {
        return format!("{}{mark}", words.whole_effect(rule));
    }
    format!("{name} ({}){mark}", words.effect(rule))
}

/// A rule's path, as claims name it.
fn path(rule: &Effect) -> String {
    if rule.id.is_some() { format!("rule.{}", rule.key) } else { rule.key.clone() }
}

/// Every rule with its condition, in the order in which they apply.
pub(super) fn in_full(screen: &mut Screen, scenario: &Scenario) -> io::Result<()> {
    let marks = Marks::of(scenario);
    let words = Words::of(scenario);
    screen.gap()?;
    screen.styled(HEADING, "Rules, in the order in which they apply (* an assumption is in it)")?;
    for (index, rule) in scenario.rules.iter().enumerate() {
        let name = effect_name(&rule.key, rule.id.is_some(), &rule.label);
        let blank = if name.is_empty() { "" } else { ": " };
        let text = format!("{name}{}{blank}{}", marks.at(&path(rule)), words.whole_effect(rule));
        screen.paragraph(&format!("  {:>3}  ", index + 1), "       ", &text)?;
    }
    Ok(())
}
