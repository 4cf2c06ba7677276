//! `standoff report`: the report of a results folder.

use super::bar::Bar;
use super::error::CliError;
use super::screen::Screen;
use clap::{Args, ValueEnum};
use standoff::report::{Doing, Format, write};
use std::path::PathBuf;

/// Write the report of a run: what was asked, the answer, the charts, where the numbers come from, and the limits
///
/// Both reports go into the folder: report.html, one page that needs nothing else and works without a network; and
/// report.md for pandoc and for repositories, with its charts as SVG files. Where the run had --exact, the report says
/// which game the scenario is; that takes as long as `standoff solve`, the first time.
#[derive(Args)]
#[command(after_help = "Examples:
  standoff report output/korea-2018/run-2018
  standoff report output/korea-2018/run-2018 --format html")]
pub(super) struct Report {
    /// A folder that a run has left, such as output/korea-2018/run-2018
    dir: PathBuf,
    /// Write this form only
    #[arg(long, value_enum)]
    format: Option<Form>,
}

/// How a report is written down.
#[derive(Clone, Copy, ValueEnum)]
enum Form {
    /// One page that needs nothing else
    Html,
    /// Text, with charts as SVG files
    Markdown,
}

impl Report {
    pub(super) fn run(self) -> Result<(), CliError> {
        let formats = match self.format {
            None => vec![Format::Html, Format::Markdown],
            Some(Form::Html) => vec![Format::Html],
            Some(Form::Markdown) => vec![Format::Markdown],
        };
        let written = {
            let bar = Bar::new();
            write(&self.dir, &formats, |doing| {
                bar.say(match doing {
                    Doing::Solving => "working out which game it is".to_owned(),
                    Doing::Writing => "drawing charts and writing files".to_owned(),
                });
            })?
        };
        let mut screen = Screen::stdout();
        for path in written {
            screen.line(&path.display().to_string())?;
        }
        Ok(screen.flush()?)
    }
}
