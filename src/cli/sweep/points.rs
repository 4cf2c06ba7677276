//! The points of a sweep, a row each.

use super::super::screen::{HEADING, Screen};
use standoff::prose::numbers::count;
use standoff::report::points_of_study;
use standoff::results::study::StudyFigures;
use std::io;

/// The first points, a row each: the factors and the shares of all outcomes.
pub(super) fn points(screen: &mut Screen, study: &StudyFigures) -> io::Result<()> {
    let (table, more) = points_of_study(study);
    screen.styled(HEADING, &table.caption)?;
    screen.rows(table)?;
    match more {
        0 => Ok(()),
        more => screen.line(&format!("  and {} more in points.csv", count(more as u64))),
    }
}
