//! The points of a sweep, a row each.

use super::super::screen::{HEADING, Screen};
use standoff::prose::numbers::{count, with_error};
use standoff::results::study::{PointFigures, StudyFigures};
use std::io;

/// Points that are printed at most; all of them are in the files.
const MOST_ROWS: usize = 25;

/// The points, a row each: the factors and the shares of all outcomes.
pub(super) fn points(screen: &mut Screen, study: &StudyFigures) -> io::Result<()> {
    // Where all plays end in the same way, what differs is what the actors get.
    let paid = study.outcomes.len() == 1;
    let (heading, columns) = match paid {
        true => ("Mean discounted payoffs", &study.actors),
        false => ("How plays end", &study.outcomes),
    };
    let what = match (study.plays, paid) {
        (0, _) => "exactly",
        (_, true) => "with the standard error",
        (_, false) => "with 95 % intervals",
    };
    screen.styled(HEADING, &format!("{heading}, {what}; point 0 is the scenario as it stands"))?;
    let mut header = vec!["Point"];
    header.extend(study.factors.iter().map(|factor| factor.path.as_str()));
    header.extend(columns.iter().map(|column| column.label.as_str()));
    let row = |point: &PointFigures| {
        let mut row = vec![point.point.to_string()];
        row.extend(study.factors.iter().map(|factor| point.value_told(&factor.path)));
        match point.failed {
            Some(_) => row.extend(columns.iter().map(|_| "failed".to_owned())),
            None if paid => {
                row.extend(point.actors.iter().map(|actor| with_error(actor.payoff_mean, actor.payoff_se)));
            }
            None => row.extend(point.outcomes.iter().map(|outcome| outcome.told(study.plays))),
        }
        row
    };
    let rows = std::iter::once(&study.base).chain(&study.points).take(MOST_ROWS + 1).map(row).collect();
    screen.table(&header, rows, 0)?;
    match study.points.len().saturating_sub(MOST_ROWS) {
        0 => Ok(()),
        more => screen.line(&format!("  and {} more in points.csv", count(more as u64))),
    }
}
