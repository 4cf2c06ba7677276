//! What a variant changes of the scenario that it extends, and why.

use super::Page;
use crate::cli::screen::{DIM, HEADING, Screen};
use standoff::prose::numbers::many;
use standoff::scenario::{Change, Variation, is_within};
use std::io;

pub(super) fn print(screen: &mut Screen, page: &Page<'_>, variation: &Variation) -> io::Result<()> {
    let base = &variation.base;
    screen.gap()?;
    let changes = many(variation.changes.len(), "change");
    screen.styled(HEADING, &format!("A variant of {base}, by {changes}"))?;
    for change in &variation.changes {
        screen.paragraph("  ", "      ", &told(change))?;
        let why = why(page, &change.path);
        if !why.is_empty() {
            screen.styled_paragraph(DIM, "      ", "      ", &why)?;
        }
    }
    if page.full {
        return Ok(());
    }
    screen.paragraph("  ", "  ", &format!("All else is as in {base}."))
}

fn told(change: &Change) -> String {
    let path = &change.path;
    match (&change.before, &change.after) {
        (Some(before), Some(after)) => format!("{path}: {before} → {after}"),
        (None, Some(after)) => format!("{path}: new, {after}"),
        (_, None) => format!("{path}: removed"),
    }
}

/// The reason that the file gives, or the claims that bear on it.
fn why(page: &Page<'_>, path: &str) -> String {
    let scenario = page.scenario;
    let said = scenario.assumed.iter().filter(|one| is_within(&one.path, path));
    if let Some(closest) = said.max_by_key(|one| one.path.len()) {
        return closest.why.clone();
    }
    let bears = |supported: &str| is_within(supported, path) || is_within(path, supported);
    let claims = scenario.claims.iter().filter(|claim| claim.supports.iter().any(|part| bears(&part.path)));
    claims.map(|claim| format!("{}: {}", claim.id, claim.says)).collect::<Vec<_>>().join(" ")
}
