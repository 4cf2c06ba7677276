//! `standoff chart`: the charts of a results folder, drawn again.

use super::error::CliError;
use super::screen::Screen;
use clap::Args;
use standoff::chart::Kind;
use standoff::run::redraw;
use std::path::PathBuf;

/// Draw the charts of a results folder again
#[derive(Args)]
pub(super) struct Chart {
    /// A folder that a run, a sweep or `robustness` has left, such as output/korea-2018/run-2018
    dir: PathBuf,
    /// Draw this chart of a run only; may be repeated
    #[arg(long = "kind", value_parser = clap::builder::PossibleValuesParser::new(Kind::ALL.map(Kind::name)))]
    kinds: Vec<String>,
}

impl Chart {
    pub(super) fn run(self) -> Result<(), CliError> {
        let chosen: Vec<Kind> =
            Kind::ALL.into_iter().filter(|kind| self.kinds.iter().any(|name| name == kind.name())).collect();
        let kinds = if self.kinds.is_empty() { Kind::ALL.to_vec() } else { chosen };
        let mut screen = Screen::stdout();
        for path in redraw(&self.dir, &kinds)? {
            screen.line(&path.display().to_string())?;
        }
        Ok(screen.flush()?)
    }
}
