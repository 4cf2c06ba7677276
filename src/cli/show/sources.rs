//! Where the numbers of a scenario come from.

use super::Page;
use crate::cli::screen::{DIM, HEADING, Screen};
use standoff::report::sources;
use std::io;

/// Lists sources, claims with what they support, and assumptions.
pub(super) fn list(screen: &mut Screen, page: &Page<'_>) -> io::Result<()> {
    let scenario = page.scenario;
    if !scenario.sources.is_empty() {
        screen.gap()?;
        screen.styled(HEADING, "Sources")?;
    }
    for source in &scenario.sources {
        screen.paragraph("  ", "      ", &sources::source(source))?;
    }
    if !scenario.claims.is_empty() {
        screen.gap()?;
        screen.styled(HEADING, "Claims, and what they support here")?;
    }
    for claim in &scenario.claims {
        screen.paragraph(&format!("  {:5} ", claim.id), "        ", &claim.says)?;
        for supported in sources::supported(scenario, claim) {
            screen.styled_paragraph(DIM, "        → ", "          ", &supported)?;
        }
    }
    let assumptions = sources::assumptions(scenario, &page.marks);
    if !assumptions.is_empty() {
        screen.gap()?;
        screen.styled(HEADING, "Assumptions: numbers that no claim supports")?;
    }
    for assumption in assumptions {
        let why = if assumption.why.is_empty() { String::new() } else { format!(": {}", assumption.why) };
        screen.paragraph("  ", "      ", &format!("{}{why}", assumption.numbers))?;
    }
    screen.gap()?;
    if let Some(claims) = sources::claims(scenario) {
        screen.paragraph("", "", &claims)?;
    }
    screen.paragraph("", "", &sources::tally(&page.marks))
}
