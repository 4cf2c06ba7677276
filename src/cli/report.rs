//! `standoff report`: the report of a results folder, or of several side by side.

use super::bar::Bar;
use super::error::CliError;
use super::screen::Screen;
use clap::{Args, ValueEnum};
use standoff::report::{Doing, Format, write, write_compared};
use std::path::PathBuf;

/// Write the report of a run, a sweep or samples of payoffs: what was asked, the answer, the charts, where the numbers come from, the limits
///
/// The report of one folder goes into it: report.html, one page that needs nothing else and works without a network; and
/// report.md for pandoc and for repositories, with its charts as SVG files. Where a run had --exact, the report says
/// which game the scenario is; that takes as long as `standoff solve`, the first time. Several folders of runs are put
/// side by side, in comparison.html and comparison.md.
#[derive(Args)]
#[command(after_help = "Examples:
  standoff report output/korea-2018/run-2018
  standoff report output/korea-2018/sweep-2018 --format html
  standoff report output/korea-2018/run-2018 output/korea-2018/dealmakers/run-2018")]
pub(super) struct Report {
    /// A folder that a run, a sweep or `robustness` has left, such as output/korea-2018/run-2018; or several of runs
    #[arg(required = true, value_name = "DIR")]
    dirs: Vec<PathBuf>,
    /// Write this form only
    #[arg(long, value_enum)]
    format: Option<Form>,
    /// The folder for a comparison of several runs
    #[arg(long, default_value = "output", value_name = "DIR")]
    output: PathBuf,
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
        let written = match self.dirs.as_slice() {
            [dir] => {
                let bar = Bar::new();
                write(dir, &formats, |doing| {
                    bar.say(match doing {
                        Doing::Solving => "working out which game it is".to_owned(),
                        Doing::Writing => "drawing charts and writing files".to_owned(),
                    });
                })?
            }
            several => write_compared(several, &self.output, &formats)?,
        };
        let mut screen = Screen::stdout();
        for path in written {
            screen.line(&path.display().to_string())?;
        }
        Ok(screen.flush()?)
    }
}
