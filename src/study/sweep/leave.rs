//! The files of a sweep.

use super::Sweep;
use crate::results::study::StudyFigures;
use crate::results::{Draft, ResultsError, STUDY, Settings, to_json};
use crate::run::{Leave, Origin, finish};
use crate::scenario::Scenario;
use std::path::PathBuf;

/// Name of the table.
const POINTS: &str = "points.csv";

/// Writes all of them into a folder in the making, and puts it in its place.
pub(super) fn all(
    mut draft: Draft,
    leave: &Leave,
    job: &Sweep,
    scenario: &Scenario,
    settings: Settings,
    study: &StudyFigures,
) -> Result<PathBuf, ResultsError> {
    draft.write(STUDY, to_json(study).as_bytes())?;
    draft.write(POINTS, &study.csv())?;
    finish(
        draft,
        leave.charts,
        study,
        Origin { command: job.command(), scenario, plays: study.plays, settings },
    )
}
