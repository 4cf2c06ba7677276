//! `standoff run`: play scenarios, sum up, leave results.

use super::bar::Bar;
use super::check::warn;
use super::error::CliError;
use super::lay::Lay;
use super::screen::Screen;
use super::summary;
use super::writable::can_write_folder;
use clap::Args;
use standoff::play::Stop;
use standoff::results::{Summary, to_json};
use standoff::run::{Doing, Job, Leave, MOST_PLAYS, glance, run};
use std::path::PathBuf;

/// Play scenarios many times, solve them with --exact, and leave figures and charts
#[derive(Args)]
#[command(after_help = "Examples:
  standoff run korea-2018
  standoff run korea-2018 --exact --plays 100000
  standoff run textbook/chicken --set rounds=20 --strategy left=grim
  standoff run my-scenario.toml --json")]
pub(super) struct Run {
    /// Scenarios of the library, or files
    #[arg(required = true, value_name = "NAME|FILE")]
    names: Vec<String>,
    /// How many times to play; 0 with --exact for exact figures alone
    #[arg(long, default_value_t = 10_000, value_parser = clap::value_parser!(u64).range(0..=MOST_PLAYS))]
    plays: u64,
    /// Seed of all plays: the same seed gives the same results, whatever the number of threads
    #[arg(long, default_value_t = 2018)]
    seed: u64,
    /// Play until the 95 % interval of every outcome's share reaches at most this far, such as 0.005
    #[arg(long, conflicts_with = "plays", value_name = "HALF-WIDTH")]
    precision: Option<f64>,
    /// Work out exact figures too, and say how far the sampled ones are from them
    #[arg(long)]
    exact: bool,
    #[command(flatten)]
    lay: Lay,
    /// How many threads to use; all cores by default
    #[arg(long, value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(super) threads: Option<u16>,
    /// The folder for results
    #[arg(long, default_value = "output", value_name = "DIR")]
    output: PathBuf,
    /// Print the figures as one JSON document, and nothing else; an array where several scenarios are named
    #[arg(long)]
    json: bool,
    /// Draw no charts
    #[arg(long)]
    no_charts: bool,
    /// Write every play to plays.csv
    #[arg(long)]
    save_plays: bool,
}

impl Run {
    pub(super) fn run(self) -> Result<(), CliError> {
        if self.plays == 0 && !self.exact {
            return Err(CliError::Usage("--plays 0 leaves nothing to do without --exact".to_owned()));
        }
        can_write_folder(&self.output)?;
        // All are looked at before the first is run: nobody should find the mistake in the last after an hour.
        for name in &self.names {
            let (loaded, _) = glance(&self.lay.over(name))?;
            warn(&mut Screen::stderr(), &loaded.warnings)?;
        }
        let mut screen = Screen::stdout();
        let mut summaries = Vec::new();
        for (index, name) in self.names.iter().enumerate() {
            let done = {
                let mut bar = Bar::new();
                run(&self.job(name), Some(&self.leave()), |doing: Doing| bar.show(doing))?
            };
            Screen::stderr().notes(&done.notes)?;
            if self.json {
                summaries.push(done.summary);
            } else {
                if index > 0 {
                    screen.gap()?;
                }
                summary::print(&mut screen, &done)?;
                screen.flush()?;
            }
        }
        if self.json {
            screen.json(&document(&summaries))?;
        }
        Ok(screen.flush()?)
    }

    fn job(&self, name: &str) -> Job {
        let stop = match (self.precision, self.plays) {
            (Some(precision), _) => Some(Stop::Precision(precision)),
            (None, 0) => None,
            (None, plays) => Some(Stop::Plays(plays)),
        };
        Job { request: self.lay.over(name), seed: self.seed, stop, exact: self.exact }
    }

    fn leave(&self) -> Leave {
        Leave { root: self.output.clone(), charts: !self.no_charts, plays: self.save_plays }
    }
}

fn document(summaries: &[Summary]) -> String {
    match summaries {
        [summary] => to_json(summary),
        several => to_json(&several),
    }
}
