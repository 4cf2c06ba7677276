//! What a run prints for people.

use super::record;
use super::screen::{HEADING, Screen};
use standoff::report::{Table, figures};
use standoff::run::Run;
use std::io;

/// Prints the summary of a run.
pub(super) fn print(screen: &mut Screen, run: &Run) -> io::Result<()> {
    let summary = &run.summary;
    screen.styled(HEADING, &summary.title)?;
    screen.paragraph("", "", &figures::what_was_run(summary))?;
    screen.gap()?;
    captioned(screen, figures::outcomes(summary))?;
    screen.gap()?;
    screen.line(&format!("Mean length: {}", figures::length(summary)))?;
    screen.gap()?;
    captioned(screen, figures::payoffs(summary))?;
    if let Some(first_times) = figures::first_times(summary) {
        screen.gap()?;
        captioned(screen, first_times)?;
    }
    record::print(screen, summary)?;
    if let Some(certificate) = &summary.certificate {
        screen.gap()?;
        screen.paragraph("", "  ", &figures::certified(certificate))?;
    }
    if let Some(selected) = figures::selected(summary) {
        screen.paragraph("", "  ", &selected)?;
    }
    screen.gap()?;
    screen.left(run.folder.as_deref(), &run.repeat)
}

fn captioned(screen: &mut Screen, table: Table) -> io::Result<()> {
    screen.styled(HEADING, &table.caption)?;
    screen.rows(table)
}
