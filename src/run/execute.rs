//! The run itself.

use std::path::PathBuf;

use super::error::RunError;
use super::job::Job;
use super::leave::{Leave, Leaving};
use super::selection::{bent, selection};
use super::stage::Stage;
use crate::play::{Progress, Sampling, Tally, play_many};
use crate::results::{Findings, ResultsError, Summary, shell_line};
use crate::solve::{FirstTimes, SolveError};

/// What a run is at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doing {
    /// Reading the scenario, and solving it where a strategy reasons.
    Solving,
    /// Playing.
    Playing(Progress),
    /// Working out exact figures.
    Propagating,
    /// Drawing charts and writing files.
    Writing,
}

/// What came of a run.
pub struct Run {
    /// The figures.
    pub summary: Summary,
    /// Where the files are, if any were wanted.
    pub folder: Option<PathBuf>,
    /// What else was in that folder, and what became of it: sentences.
    pub notes: Vec<String>,
    /// The command that runs it again.
    pub repeat: String,
}

/// Runs a job. Files are left where `leave` says; `report` hears what the run is at.
///
/// # Errors
/// Everything that [`RunError`] lists.
pub fn run(job: &Job, leave: Option<&Leave>, mut report: impl FnMut(Doing)) -> Result<Run, RunError> {
    job.check()?;
    report(Doing::Solving);
    let stage = Stage::set(&job.request)?;
    if job.exact {
        refuse_learners(&stage)?;
    }
    // Begun before the work: where nothing can be written, nobody should wait to hear it.
    let mut leaving = leave.map(|leave| Leaving::begin(leave, job, &stage)).transpose()?;
    let tally = sample(job, &stage, leaving.as_mut(), &mut report)?;
    let solved = if job.exact {
        report(Doing::Propagating);
        // Beside plays the first times are sampled; alone they have to be worked out, at the price of all the rest.
        let first_times = if tally.is_some() { FirstTimes::None } else { FirstTimes::All };
        let (exact, spent) = stage.exact_with_time(&first_times, &bent(&stage))?;
        Some((selection(&stage, spent / exact.mean_rounds())?, exact))
    } else {
        None
    };
    let (selection, solved) = solved.unzip();
    let summary = Findings {
        scenario: &stage.scenario,
        game: &stage.game,
        seed: job.seed,
        tally: tally.as_ref(),
        exact: solved.as_ref(),
        certificate: stage.casting.certificate,
        selection: selection.as_ref().and_then(Option::as_ref),
    }
    .summary();
    report(Doing::Writing);
    // What was worked out takes much room, and so do the charts.
    let Stage { scenario, casting, .. } = stage;
    drop(casting);
    let left = leaving.map(|leaving| leaving.finish(job, &scenario, &summary)).transpose()?;
    let (folder, notes) = left.map(|left| (left.folder, left.notes)).unzip();
    Ok(Run { summary, folder, notes: notes.unwrap_or_default(), repeat: shell_line(&job.command()) })
}

fn refuse_learners(stage: &Stage) -> Result<(), RunError> {
    let behaviours = stage.casting.cast.behaviours().iter().enumerate();
    match behaviours.into_iter().find(|(_, behaviour)| behaviour.learns()) {
        None => Ok(()),
        Some((kind, behaviour)) => Err(RunError::unsolved(
            &stage.scenario,
            SolveError::Learns { actor: stage.game.types[kind].actor, strategy: behaviour.name },
        )),
    }
}

fn sample(
    job: &Job,
    stage: &Stage,
    leaving: Option<&mut Leaving>,
    report: &mut impl FnMut(Doing),
) -> Result<Option<Tally>, RunError> {
    let Some(stop) = job.stop else { return Ok(None) };
    let sampling = Sampling { seed: job.seed, stop };
    let report = |progress| report(Doing::Playing(progress));
    let (game, cast) = (&stage.game, &stage.casting.cast);
    let tally = match leaving.and_then(|leaving| leaving.plays.as_mut()) {
        Some(plays) => play_many(game, cast, sampling, report, Some(&mut |play| plays.write(stage, play)))?,
        None => play_many::<ResultsError>(game, cast, sampling, report, None)?,
    };
    Ok(Some(tally))
}
