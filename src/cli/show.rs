//! `standoff show`: a briefing on a scenario.

use super::error::CliError;
use super::screen::Screen;
use clap::Args;
use standoff::run::compile;
use standoff::scenario::Request;

/// Brief on a scenario: actors, tracks, moves, rules, outcomes, and where the numbers come from
#[derive(Args)]
pub(super) struct Show {
    /// A scenario of the library, or a file
    #[arg(value_name = "NAME|FILE")]
    name: String,
    /// List the claims of the sources and what they support
    #[arg(long)]
    sources: bool,
}

impl Show {
    pub(super) fn run(self) -> Result<(), CliError> {
        let (_loaded, _game) = compile(&Request::new(&self.name))?;
        let _ = self.sources;
        let mut screen = Screen::stdout();
        Ok(screen.flush()?)
    }
}
