//! What really happened, beside what was played.

use super::screen::{HEADING, Screen};
use standoff::report::record;
use standoff::results::Summary;
use std::io;

/// Prints what happened, where a scenario tells it.
pub(super) fn print(screen: &mut Screen, summary: &Summary) -> io::Result<()> {
    let Some(figures) = &summary.record else { return Ok(()) };
    let facts = record::facts(summary, figures);
    screen.gap()?;
    screen.styled(HEADING, &facts.caption)?;
    screen.rows(facts)?;
    for left_out in record::left_out(&figures.facts) {
        screen.paragraph("  ", "    ", &left_out)?;
    }
    if let Some(statements) = record::statements(summary, figures) {
        screen.rows(statements)?;
    }
    if let Some(score) = &figures.score {
        screen.paragraph("", "  ", &record::total(score))?;
    }
    screen.paragraph("", "  ", &record::closing(figures))
}
