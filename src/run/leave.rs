//! The folder that a run leaves.

use std::collections::BTreeMap;
use std::fmt;
use std::path::PathBuf;

use super::error::RunError;
use super::job::Job;
use super::stage::Stage;
use crate::chart::{self, Chart, Format, Subject};
use crate::play::Play;
use crate::results::{
    Draft, FORMAT, Left, Manifest, PlayColumns, PlayRow, PlayWriter, ResultsError, Settings, Summary,
    shell_line,
};
use crate::scenario::{Actor, Scenario};

/// The files of charts, by their stems, drawn one after the other as they are asked for.
pub(in crate::run) fn chart_files<'a, S: fmt::Display>(
    charts: &'a [(S, Chart)],
    formats: &'a [Format],
) -> impl Iterator<Item = (String, Vec<u8>)> + 'a {
    charts.iter().flat_map(move |(stem, chart)| {
        formats.iter().map(move |format| (format!("charts/{stem}.{}", format.ending()), chart.file(*format)))
    })
}

/// What a run leaves, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leave {
    /// The folder for the results of all scenarios.
    pub root: PathBuf,
    /// Whether charts are drawn.
    pub charts: bool,
    /// Whether every play is written down.
    pub plays: bool,
}

/// A folder in the making.
pub(super) struct Leaving {
    draft: Draft,
    charts: bool,
    /// Every play, where they are written down.
    pub(super) plays: Option<Plays>,
}

impl Leaving {
    pub(super) fn begin(leave: &Leave, job: &Job, stage: &Stage) -> Result<Leaving, RunError> {
        let hash = job.settings(&stage.scenario).hash(&stage.scenario.hash);
        let mut draft = Draft::begin(&leave.root, &stage.scenario.name, job.seed, &hash)?;
        let wanted = leave.plays && job.stop.is_some();
        let plays = wanted.then(|| Plays::begin(&mut draft, stage)).transpose()?;
        Ok(Leaving { draft, charts: leave.charts, plays })
    }

    pub(super) fn finish(
        mut self,
        job: &Job,
        scenario: &Scenario,
        summary: &Summary,
    ) -> Result<Left, RunError> {
        let mut command = job.command();
        if let Some(plays) = self.plays {
            plays.writer.finish()?;
            command.push("--save-plays".to_owned());
        }
        self.draft.write_summary(summary)?;
        let origin = Origin { command, scenario, plays: summary.plays, settings: job.settings(scenario) };
        Ok(finish(self.draft, self.charts, summary, origin)?)
    }
}

/// What results come from, for the manifest of their folder.
pub(crate) struct Origin<'a> {
    /// The command that makes them, without what it says of charts.
    pub(crate) command: Vec<String>,
    /// The scenario, with all that is laid over it.
    pub(crate) scenario: &'a Scenario,
    /// Plays sampled; 0 where figures are exact.
    pub(crate) plays: u64,
    /// What was asked for.
    pub(crate) settings: Settings,
}

/// Draws charts into a folder that holds all other results, writes its manifest and puts it in its place.
pub(crate) fn finish<'a>(
    mut draft: Draft,
    charts: bool,
    of: impl Into<Subject<'a>>,
    origin: Origin<'_>,
) -> Result<Left, ResultsError> {
    let Origin { mut command, scenario, plays, settings } = origin;
    if charts {
        for (name, bytes) in chart_files(&chart::draw_all(of), &Format::USUAL) {
            draft.write(&name, &bytes)?;
        }
    } else {
        command.push("--no-charts".to_owned());
    }
    draft.finish(Manifest {
        format: FORMAT,
        version: env!("CARGO_PKG_VERSION").to_owned(),
        repeat: shell_line(&command),
        command,
        scenario: scenario.name.clone(),
        scenario_hash: scenario.hash.clone(),
        seed: settings.seed,
        plays,
        settings_hash: settings.hash(&scenario.hash),
        settings,
        effective_scenario: scenario.effective.clone(),
        files: BTreeMap::new(),
        sum: String::new(),
    })
}

/// `plays.csv`, in the names of the scenario.
pub(super) struct Plays {
    writer: PlayWriter,
}

impl Plays {
    fn begin(draft: &mut Draft, stage: &Stage) -> Result<Plays, ResultsError> {
        let scenario = &stage.scenario;
        let id = |actor: &Actor| actor.id.clone();
        let columns = PlayColumns {
            typed_actors: scenario.actors.iter().filter(|actor| actor.has_types()).map(id).collect(),
            actors: scenario.actors.iter().map(id).collect(),
            tracks: scenario.tracks.iter().map(|track| track.id.clone()).collect(),
            moves: scenario
                .actors
                .iter()
                .flat_map(|actor| actor.moves.iter().map(|one| (actor.id.clone(), one.id.clone())))
                .collect(),
        };
        Ok(Plays { writer: draft.plays(&columns)? })
    }

    pub(super) fn write(&mut self, stage: &Stage, play: &Play) -> Result<(), ResultsError> {
        let Stage { scenario, game, .. } = stage;
        let types: Vec<&str> = scenario
            .actors
            .iter()
            .zip(&play.types)
            .filter(|(actor, _)| actor.has_types())
            .map(|(actor, &kind)| actor.types[game.types[kind].index].id.as_str())
            .collect();
        let levels: Vec<i32> =
            play.levels.iter().enumerate().map(|(track, &level)| game.space.written(track, level)).collect();
        self.writer.write(&PlayRow {
            play: play.number,
            types: &types,
            outcome: &scenario.outcomes[play.outcome].id,
            rounds: play.rounds,
            payoffs: &play.payoffs,
            levels: &levels,
            counts: &play.counts.concat(),
        })
    }
}
