//! `standoff check`: every mistake of a scenario, with its place.

use super::error::{CliError, load_error};
use super::screen::{CAUTION, Screen};
use clap::Args;
use standoff::prose::numbers::count;
use standoff::run::compile;
use standoff::scenario::{self, Problem, Request};
use std::io;

/// Look for mistakes in scenarios: all of the library, if none is named
///
/// Mistakes and warnings go to stderr as FILE:LINE:COLUMN: MESSAGE. The exit code is 2 if there is a mistake.
#[derive(Args)]
pub(super) struct Check {
    /// Scenarios of the library, or files
    #[arg(value_name = "NAME|FILE")]
    names: Vec<String>,
}

impl Check {
    pub(super) fn run(self) -> Result<(), CliError> {
        let names = match self.names.is_empty() {
            true => scenario::list().into_iter().map(|entry| entry.name).collect(),
            false => self.names,
        };
        let (mut out, mut err) = (Screen::stdout(), Screen::stderr());
        let mut wrong = false;
        for name in &names {
            match compile(&Request::new(name)) {
                Ok((loaded, game)) => {
                    warn(&mut err, &loaded.warnings)?;
                    out.line(&format!(
                        "ok  {name}: {} of {}, {} of moves, {} of types",
                        many(game.space.states(), "state"),
                        many(loaded.scenario.tracks.len(), "track"),
                        many(game.profiles(), "profile"),
                        many(game.type_profiles().len(), "profile"),
                    ))?;
                }
                Err(error) => {
                    wrong = true;
                    load_error(&mut err, &error)?;
                }
            }
        }
        out.flush()?;
        if wrong { Err(CliError::Mistakes) } else { Ok(()) }
    }
}

/// Tells of warnings.
pub(super) fn warn(screen: &mut Screen, warnings: &[Problem]) -> io::Result<()> {
    warnings.iter().try_for_each(|warning| {
        screen.labelled(CAUTION, &format!("{}: warning: ", warning.place), &warning.message)
    })
}

/// `1 state`, `50,400 states`.
pub(super) fn many(number: usize, what: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{} {what}{plural}", count(number as u64))
}
