//! The files of samples of payoffs.

use super::Robustness;
use crate::results::robustness::{RobustnessFigures, SampleFigures};
use crate::results::{Draft, Left, ROBUSTNESS, ResultsError, Settings};
use crate::run::{Leave, Origin, finish};
use crate::scenario::Scenario;

/// Name of the table.
const SAMPLES: &str = "samples";

/// Writes all of them into a folder in the making, and puts it in its place.
pub(super) fn all(
    mut draft: Draft,
    leave: &Leave,
    job: &Robustness,
    scenario: &Scenario,
    settings: Settings,
    figures: &RobustnessFigures,
    samples: &[SampleFigures],
) -> Result<Left, ResultsError> {
    draft.write_json(ROBUSTNESS, figures)?;
    draft.write_table(SAMPLES, || figures.table(samples))?;
    finish(draft, leave.charts, figures, Origin { command: job.command(), scenario, plays: 0, settings })
}
