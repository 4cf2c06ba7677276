//! What can go wrong with a command, and the exit code that says so.

use super::screen::{ALARM, Screen};
use standoff::report::ReportError;
use standoff::results::ResultsError;
use standoff::run::{RedrawError, RunError};
use standoff::scenario::LoadError;
use standoff::study::robustness::RobustnessError;
use standoff::study::sweep::SweepError;
use std::io;
use std::process::ExitCode;

/// A command failed.
#[derive(Debug, thiserror::Error)]
pub(crate) enum CliError {
    /// The run failed.
    #[error(transparent)]
    Run(#[from] RunError),
    /// The sweep failed.
    #[error(transparent)]
    Sweep(#[from] SweepError),
    /// The samples of payoffs failed.
    #[error(transparent)]
    Robustness(#[from] RobustnessError),
    /// The results can not be read or written.
    #[error(transparent)]
    Results(#[from] ResultsError),
    /// The charts can not be drawn again.
    #[error(transparent)]
    Redraw(#[from] RedrawError),
    /// There is no report.
    #[error(transparent)]
    Report(#[from] ReportError),
    /// The call is not understood, or asks for help.
    #[error(transparent)]
    Call(#[from] clap::Error),
    /// There is nothing to work with.
    #[error("there are no threads to work with: {0}")]
    Threads(String),
    /// Nothing can be printed.
    #[error("cannot print: {0}")]
    Print(#[from] io::Error),
    /// The call is wrong in a way that its parser does not see.
    #[error("{0}")]
    Usage(String),
    /// Something does not come out as it should.
    #[error("{0}")]
    Unmet(String),
    /// Mistakes were found, and are told already.
    #[error("mistakes were found")]
    Mistakes,
}

impl From<LoadError> for CliError {
    fn from(error: LoadError) -> CliError {
        CliError::Run(error.into())
    }
}

impl CliError {
    /// Tells what went wrong, on stderr.
    pub(crate) fn print(&self) {
        let mut screen = Screen::stderr();
        // Where stderr is closed there is nobody left to tell.
        let _ = match self {
            CliError::Mistakes => Ok(()),
            CliError::Call(error) => screen.call_error(&error.render()),
            CliError::Print(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
            CliError::Run(RunError::Scenario(error))
            | CliError::Sweep(SweepError::Run(RunError::Scenario(error)))
            | CliError::Robustness(RobustnessError::Run(RunError::Scenario(error))) => {
                load_error(&mut screen, error)
            }
            error => screen.labelled(ALARM, "error: ", &error.to_string()),
        };
    }

    /// 0 where a reader closed the pipe, 2 where the call or the scenario is wrong, 1 where the work failed.
    pub(crate) fn exit_code(&self) -> ExitCode {
        match self {
            CliError::Print(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
            CliError::Usage(_)
            | CliError::Mistakes
            | CliError::Call(_)
            | CliError::Redraw(RedrawError::Nothing { .. }) => ExitCode::from(2),
            CliError::Redraw(RedrawError::Results(error)) if error.is_of_the_caller() => ExitCode::from(2),
            CliError::Run(error) if error.is_of_the_caller() => ExitCode::from(2),
            CliError::Report(error) if error.is_of_the_caller() => ExitCode::from(2),
            CliError::Sweep(error) if error.is_of_the_caller() => ExitCode::from(2),
            CliError::Robustness(error) if error.is_of_the_caller() => ExitCode::from(2),
            _ => ExitCode::from(1),
        }
    }
}

/// Every mistake of a scenario, one a line, as compilers do: `file:line:column: message`.
pub(super) fn load_error(screen: &mut Screen, error: &LoadError) -> io::Result<()> {
    match error {
        LoadError::Problems(problems) => {
            problems.0.iter().try_for_each(|problem| screen.line(&problem.to_string()))
        }
        other => screen.labelled(ALARM, "error: ", &other.to_string()),
    }
}
