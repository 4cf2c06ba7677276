//! The command line: what can be asked for, one subcommand a file. Each parses, calls the library, prints.

mod bar;
mod chart;
mod check;
mod compare;
mod completions;
mod error;
mod interrupt;
mod lay;
mod list;
mod look;
mod man;
mod out;
mod record;
mod replay;
mod report;
mod robustness;
mod run;
mod screen;
mod show;
mod solve;
mod stderr;
mod summary;
mod sweep;
mod threads;
mod tournament;
mod writable;

use clap::error::ErrorKind;
use clap::{Parser, Subcommand};
use error::CliError;
use screen::Screen;
use standoff::game::memory;
use standoff::prose::listed;
use std::process::ExitCode;

/// Turns the story of a diplomatic standoff into a game, plays it, solves it, and shows what comes of it.
#[derive(Parser)]
#[command(version, max_term_width = 100, after_help = "`standoff COMMAND --help` tells more, with examples.")]
pub(crate) struct Cli {
    /// How much memory work may take, such as 16GB; by default three quarters of what the machine has. Work that would
    /// take more is refused before it is begun
    #[arg(long, global = true, display_order = 900, value_name = "SIZE", value_parser = memory::read)]
    max_memory: Option<u64>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    List(list::List),
    Show(show::Show),
    Check(check::Check),
    Run(run::Run),
    Replay(replay::Replay),
    Solve(solve::Solve),
    Sweep(sweep::Sweep),
    Compare(compare::Compare),
    Tournament(tournament::Tournament),
    Robustness(robustness::Robustness),
    Chart(chart::Chart),
    Report(report::Report),
    Completions(completions::Completions),
    Man(man::Man),
}

/// Does what was asked for, and gives the exit code.
pub(crate) fn main() -> ExitCode {
    interrupt::listen();
    let done = parse().and_then(|cli| cli.map_or(Ok(()), Cli::run));
    interrupt::wait_if_over();
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            error.print();
            error.exit_code()
        }
    }
}

/// Understands the call; nothing where it asks for help, which is printed then.
fn parse() -> Result<Option<Cli>, CliError> {
    match Cli::try_parse() {
        Ok(cli) => Ok(Some(cli)),
        Err(error) if error.kind() == ErrorKind::InvalidUtf8 => Err(no_text()),
        Err(error) if error.use_stderr() => Err(error.into()),
        Err(help) => {
            // Into a full disk, or a pipe that is closed.
            help.print()?;
            Screen::stdout().flush()?;
            Ok(None)
        }
    }
}

/// Of a call with a word that is no text, and can not be said again in a command or a manifest.
fn no_text() -> CliError {
    let words = std::env::args_os().filter(|word| word.to_str().is_none());
    let told: Vec<String> = words.map(|word| format!("`{}`", word.to_string_lossy())).collect();
    CliError::Usage(format!(
        "{} is not UTF-8 text: a file or folder of such a name has to be renamed",
        listed(&told)
    ))
}

impl Cli {
    fn run(self) -> Result<(), CliError> {
        if let Some(bytes) = self.max_memory {
            memory::allow(bytes);
        }
        threads::work_with(self.command.threads())?;
        match self.command {
            Command::List(list) => list.run(),
            Command::Show(show) => show.run(),
            Command::Check(check) => check.run(),
            Command::Run(run) => run.run(),
            Command::Replay(replay) => replay.run(),
            Command::Solve(solve) => solve.run(),
            Command::Sweep(sweep) => sweep.run(),
            Command::Compare(compare) => compare.run(),
            Command::Tournament(tournament) => tournament.run(),
            Command::Robustness(robustness) => robustness.run(),
            Command::Chart(chart) => chart.run(),
            Command::Report(report) => report.run(),
            Command::Completions(completions) => completions.run(),
            Command::Man(man) => man.run(),
        }
    }
}

impl Command {
    /// How many threads it is told to use.
    fn threads(&self) -> Option<u16> {
        match self {
            Command::Run(run) => run.threads,
            Command::Sweep(sweep) => sweep.means.out.threads,
            Command::Compare(compare) => compare.means.out.threads,
            Command::Tournament(tournament) => tournament.means.out.threads,
            Command::Robustness(robustness) => robustness.out.threads,
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Cli;
    use clap::CommandFactory as _;

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }
}
