//! Where the numbers of a scenario come from.

use super::marks::Marks;
use crate::cli::screen::{DIM, HEADING, Screen};
use standoff::prose::numbers::{count, share};
use standoff::scenario::Scenario;
use std::io;

/// Lists sources, claims with what they support, and the share of assumptions.
pub(super) fn list(screen: &mut Screen, scenario: &Scenario) -> io::Result<()> {
    screen.gap()?;
    screen.styled(HEADING, "Sources")?;
    for source in &scenario.sources {
        let date = if source.date.is_empty() { String::new() } else { format!(", {}", source.date) };
        screen.paragraph("  ", "      ", &format!("{}: {}{date}", source.id, source.title))?;
    }
    screen.gap()?;
    screen.styled(HEADING, "Claims, and what they support here")?;
    for claim in &scenario.claims {
        screen.paragraph(&format!("  {:5} ", claim.id), "        ", &claim.says)?;
        let supports = match &claim.out_of_scope {
            Some(why) => format!("out of scope: {why}"),
            None if claim.supports.is_empty() => "supports nothing here".to_owned(),
            None => claim.supports.join(", "),
        };
        screen.styled_paragraph(DIM, "        → ", "          ", &supports)?;
    }
    screen.gap()?;
    let marks = Marks::of(scenario);
    let (all, assumed) = (marks.numbers(), marks.assumptions());
    let part = if all == 0 { 0.0 } else { assumed as f64 / all as f64 };
    screen.paragraph(
        "",
        "",
        &format!(
            "{} numbers; no claim supports {} of them ({}): they are assumptions.",
            count(all as u64),
            count(assumed as u64),
            share(part)
        ),
    )
}
