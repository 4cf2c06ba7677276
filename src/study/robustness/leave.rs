//! The folder that samples of payoffs leave.

use super::{Robustness, RobustnessError};
use crate::chart::{self, Format};
use crate::results::robustness::{RobustnessFigures, SampleFigures};
use crate::results::{Draft, FORMAT, Manifest, ROBUSTNESS, ResultsError, Settings, shell_line, to_json};
use crate::run::{Leave, chart_files};
use std::path::PathBuf;

/// Name of the table.
const SAMPLES: &str = "samples.csv";

/// A folder in the making.
pub(super) struct Leaving {
    draft: Draft,
    charts: bool,
    hash: String,
}

impl Leaving {
    pub(super) fn begin(
        leave: &Leave,
        job: &Robustness,
        scenario: &str,
        hash: &str,
    ) -> Result<Leaving, ResultsError> {
        let draft = Draft::begin_robustness(&leave.root, scenario, job.seed, hash)?;
        Ok(Leaving { draft, charts: leave.charts, hash: hash.to_owned() })
    }

    pub(super) fn finish(
        mut self,
        job: &Robustness,
        settings: Settings,
        figures: &RobustnessFigures,
        samples: &[SampleFigures],
        effective: &str,
    ) -> Result<PathBuf, RobustnessError> {
        let mut command = job.command();
        self.draft.write(ROBUSTNESS, to_json(figures).as_bytes())?;
        self.draft.write(SAMPLES, &figures.csv(samples))?;
        if self.charts {
            for (name, bytes) in chart_files(&chart::draw_all(figures), &Format::USUAL) {
                self.draft.write(&name, &bytes)?;
            }
        } else {
            command.push("--no-charts".to_owned());
        }
        let manifest = Manifest {
            format: FORMAT,
            version: figures.version.clone(),
            repeat: shell_line(&command),
            command,
            scenario: figures.scenario.clone(),
            scenario_hash: figures.scenario_hash.clone(),
            seed: job.seed,
            plays: 0,
            settings,
            settings_hash: self.hash,
            effective_scenario: effective.to_owned(),
            files: Vec::new(),
        };
        Ok(self.draft.finish(manifest)?)
    }
}
