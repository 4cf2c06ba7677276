//! `standoff check`: every mistake of a scenario, with its place; with `--expect`, whether its statements hold.

mod statements;

use super::bar::Bar;
use super::error::{CliError, load_error};
use super::screen::{CAUTION, Screen};
use clap::Args;
use standoff::prose::numbers::many;
use standoff::results::statements::Verdict;
use standoff::results::to_json;
use standoff::run::glance;
use standoff::scenario::{self, Loaded, Problem, Request};
use standoff::study::statements::Examination;
use std::io;

/// Look for mistakes in scenarios, and with --expect check what they say of themselves
///
/// Mistakes and warnings go to stderr as FILE:LINE:COLUMN: MESSAGE. With --expect, each scenario is solved exactly, and
/// every `order` and `expect` statement is printed with its figures and its claim. The exit code is 2 if there is a
/// mistake, and 1 if a statement does not hold that is not marked `open`.
#[derive(Args)]
#[command(after_help = "Examples:
  standoff check
  standoff check my-scenario.toml
  standoff check --expect korea-2018 textbook/chicken")]
pub(super) struct Check {
    /// Scenarios of the library, or files; all of the library, if none is named
    #[arg(value_name = "NAME|FILE")]
    names: Vec<String>,
    /// Check the orders and the expectations, on exact solutions
    #[arg(long)]
    expect: bool,
    /// Print the statements as one JSON document, and nothing else
    #[arg(long, requires = "expect")]
    json: bool,
}

impl Check {
    pub(super) fn run(self) -> Result<(), CliError> {
        let names = match self.names.is_empty() {
            true => scenario::list().into_iter().map(|entry| entry.name).collect(),
            false => self.names,
        };
        match self.expect {
            true => expect(&names, self.json),
            false => mistakes(&names),
        }
    }
}

/// Looks for mistakes.
fn mistakes(names: &[String]) -> Result<(), CliError> {
    let (mut out, mut err) = (Screen::stdout(), Screen::stderr());
    let mut wrong = 0;
    for name in names {
        match glance(&Request::new(name)) {
            Ok((loaded, game)) => {
                warn(&mut err, &loaded.warnings)?;
                let mut told = vec![
                    many(game.space.tracks(), "track"),
                    many(game.space.states(), "state"),
                    many(game.profiles(), "move profile"),
                    many(game.type_profile_count(), "type profile"),
                ];
                told.extend(besides(&loaded));
                out.line(&format!("ok  {name}: {}", told.join(", ")))?;
            }
            Err(error) => {
                wrong += 1;
                load_error(&mut err, &error)?;
            }
        }
    }
    if wrong > 0 && names.len() > 1 {
        err.line(&format!("{wrong} of {} have mistakes", many(names.len(), "scenario")))?;
    }
    out.flush()?;
    if wrong > 0 { Err(CliError::Mistakes) } else { Ok(()) }
}

/// What else a person may want to know: what was warned of, and what is left to `--expect`.
fn besides(loaded: &Loaded) -> Vec<String> {
    let statements = loaded.scenario.orders.len() + loaded.scenario.expects.len();
    let mut told = Vec::new();
    if statements > 0 {
        told.push(format!("{} for --expect", many(statements, "statement")));
    }
    if !loaded.warnings.is_empty() {
        told.push(many(loaded.warnings.len(), "warning"));
    }
    told
}

/// Checks the statements.
fn expect(names: &[String], json: bool) -> Result<(), CliError> {
    let mut err = Screen::stderr();
    let examination = match Examination::open(names) {
        Ok(examination) => examination,
        Err(errors) => {
            errors.iter().try_for_each(|error| load_error(&mut err, error))?;
            return Err(CliError::Mistakes);
        }
    };
    examination.warnings().try_for_each(|warning| warn(&mut err, std::slice::from_ref(warning)))?;
    let found = {
        let bar = Bar::new();
        examination.examine(|doing| {
            bar.say(format!("solving {} ({} of {})", doing.scenario, doing.number, doing.of));
        })
    };
    let mut out = Screen::stdout();
    match json {
        true => out.json(&to_json(&found))?,
        false => statements::print(&mut out, &found)?,
    }
    out.flush()?;
    match found.count(Verdict::Fails) {
        0 => Ok(()),
        1 => Err(CliError::Unmet("a statement does not hold".to_owned())),
        failing => Err(CliError::Unmet(format!("{failing} statements do not hold"))),
    }
}

/// Tells of warnings.
pub(super) fn warn(screen: &mut Screen, warnings: &[Problem]) -> io::Result<()> {
    warnings.iter().try_for_each(|warning| {
        screen.labelled(CAUTION, &format!("{}: warning: ", warning.place), &warning.message)
    })
}
