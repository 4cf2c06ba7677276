//! The points of a sweep, a row each.

use super::super::screen::{HEADING, Screen};
use standoff::prose::numbers::count;
use standoff::report::{points_of_study, spread_of_study};
use standoff::results::study::StudyFigures;
use std::io;

/// Of more factors than this a row of a point has no room.
const MOST_FACTORS: usize = 2;

/// The first points, a row each, with the factors and the shares of all outcomes; between what the points lie, where there
/// are more factors than a row has room for.
pub(super) fn points(screen: &mut Screen, study: &StudyFigures) -> io::Result<()> {
    if study.factors.len() > MOST_FACTORS
        && let Some(table) = spread_of_study(study)
    {
        screen.styled(HEADING, &table.caption)?;
        return screen.rows(table);
    }
    let (table, more) = points_of_study(study);
    screen.styled(HEADING, &table.caption)?;
    screen.rows(table)?;
    match more {
        0 => Ok(()),
        more => screen.line(&format!("  and {} more in points.csv", count(more as u64))),
    }
}
