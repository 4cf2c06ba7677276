//! `standoff list`: what there is to run.

use super::error::CliError;
use super::screen::{HEADING, Screen};
use clap::Args;
use standoff::scenario;
use standoff::strategy::catalogue::{self, NOISE, Parameter};

/// Name the scenarios of the library, or the strategies
#[derive(Args)]
pub(super) struct List {
    /// Name the strategies that --strategy and scenario files can choose
    #[arg(long)]
    strategies: bool,
}

impl List {
    pub(super) fn run(&self) -> Result<(), CliError> {
        let mut screen = Screen::stdout();
        if self.strategies {
            strategies(&mut screen)?;
        } else {
            scenarios(&mut screen)?;
        }
        Ok(screen.flush()?)
    }
}

/// One line each, names first: easy to read, and to cut in a shell.
fn scenarios(screen: &mut Screen) -> std::io::Result<()> {
    let entries = scenario::list();
    let widest = entries.iter().map(|entry| entry.name.len()).max().unwrap_or(0);
    entries.iter().try_for_each(|entry| screen.line(&format!("{:widest$}  {}", entry.name, entry.title)))
}

fn strategies(screen: &mut Screen) -> std::io::Result<()> {
    let mut family = None;
    for entry in catalogue::ALL {
        if family != Some(entry.family) {
            if family.is_some() {
                screen.gap()?;
            }
            screen.styled(HEADING, entry.family.label())?;
            family = Some(entry.family);
        }
        screen.paragraph("  ", "      ", &format!("{}: {}", entry.name, entry.summary))?;
        for one in entry.parameters {
            screen.paragraph("      ", "          ", &parameter(one))?;
        }
    }
    screen.gap()?;
    screen.paragraph("", "  ", &format!("Every strategy takes {}.", parameter(&NOISE)))?;
    screen.line("In a file: strategy = \"grim\", or strategy = { tit-for-tat = { noise = 0.05 } }.")?;
    screen.line(
        "On the command line: --strategy us=grim, or --strategy 'us={ tit-for-tat = { noise = 0.05 } }'.",
    )
}

fn parameter(one: &Parameter) -> String {
    let default = one.default.map_or_else(|| "needed".to_owned(), |default| format!("default {default}"));
    format!("{} ({}; {default}): {}", one.name, one.range, one.meaning)
}
