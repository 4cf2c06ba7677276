//! The rules of a scenario in full and in order, and how plays end.

use super::Page;
use crate::cli::screen::{HEADING, Screen};
use standoff::prose::{Words, effect_name};
use standoff::report::{self, endings::named};
use std::io;

/// Every rule with its condition, in the order in which they apply.
pub(super) fn in_full(screen: &mut Screen, page: &Page<'_>) -> io::Result<()> {
    let words = Words::of(page.scenario);
    screen.styled(HEADING, "Rules, in the order in which they apply")?;
    for (index, rule) in page.scenario.rules.iter().enumerate() {
        let whole = words.whole_effect(rule);
        let text = match effect_name(&rule.key, rule.id.is_some(), &rule.label) {
            name if name.is_empty() => named(page.scenario, &page.marks, rule),
            _ => format!("{}: {whole}", named(page.scenario, &page.marks, rule)),
        };
        screen.paragraph(&format!("  {:>3}  ", index + 1), "       ", &text)?;
    }
    Ok(())
}

/// Every outcome, and what brings it about.
pub(super) fn endings(screen: &mut Screen, page: &Page<'_>) -> io::Result<()> {
    screen.styled(HEADING, "How it ends")?;
    for ending in report::endings::endings(page.scenario, &page.marks) {
        screen.paragraph("  ", "      ", &format!("{}: {}", ending.outcome, ending.told()))?;
    }
    Ok(())
}
