//! The folder that a sweep leaves.

use super::Sweep;
use crate::chart::{self, Format};
use crate::results::study::StudyFigures;
use crate::results::{Draft, FORMAT, Manifest, ResultsError, STUDY, Settings, shell_line, to_json};
use crate::run::{Leave, chart_files, compile};
use std::path::PathBuf;

/// Name of the table.
const POINTS: &str = "points.csv";

/// A folder in the making.
pub(super) struct Leaving {
    draft: Draft,
    charts: bool,
    hash: String,
}

impl Leaving {
    pub(super) fn begin(
        leave: &Leave,
        job: &Sweep,
        scenario: &str,
        hash: &str,
    ) -> Result<Leaving, ResultsError> {
        let draft = Draft::begin_sweep(&leave.root, scenario, job.seed, hash)?;
        Ok(Leaving { draft, charts: leave.charts, hash: hash.to_owned() })
    }

    pub(super) fn finish(
        mut self,
        job: &Sweep,
        settings: Settings,
        study: &StudyFigures,
    ) -> Result<PathBuf, super::SweepError> {
        let mut command = job.command();
        self.draft.write(STUDY, to_json(study).as_bytes())?;
        self.draft.write(POINTS, &study.csv())?;
        if self.charts {
            for (name, bytes) in chart_files(&chart::draw_all(study), &Format::USUAL) {
                self.draft.write(&name, &bytes)?;
            }
        } else {
            command.push("--no-charts".to_owned());
        }
        let manifest = Manifest {
            format: FORMAT,
            version: study.version.clone(),
            repeat: shell_line(&command),
            command,
            scenario: study.scenario.clone(),
            scenario_hash: study.scenario_hash.clone(),
            seed: job.seed,
            plays: study.plays,
            settings,
            settings_hash: self.hash,
            effective_scenario: compile(&job.request)?.0.scenario.effective,
            files: Vec::new(),
        };
        Ok(self.draft.finish(manifest)?)
    }
}
