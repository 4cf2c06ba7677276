//! The files of a sweep.

use super::Sweep;
use crate::results::study::StudyFigures;
use crate::results::{Draft, Left, ResultsError, STUDY, Settings};
use crate::run::{Leave, Origin, finish};
use crate::scenario::Scenario;

/// Name of the table.
const POINTS: &str = "points";

/// Writes all of them into a folder in the making, and puts it in its place.
pub(super) fn all(
    mut draft: Draft,
    leave: &Leave,
    job: &Sweep,
    scenario: &Scenario,
    settings: Settings,
    study: &StudyFigures,
) -> Result<Left, ResultsError> {
    draft.write_json(STUDY, study)?;
    draft.write_table(POINTS, || study.table())?;
    finish(
        draft,
        leave.charts,
        study,
        Origin { command: job.command(), scenario, plays: study.plays, settings },
    )
}
