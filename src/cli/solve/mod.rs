//! `standoff solve`: which game a scenario is, in all or in one state of one round; and games for Gambit.

mod diagnosis;
mod reduction;
mod stage;

use super::bar::Bar;
use super::check::warn;
use super::error::CliError;
use super::lay::Lay;
use super::screen::{CAUTION, DIM, HEADING, Screen};
use super::writable::{can_write_file, can_write_folder};
use clap::{Args, ValueEnum};
use standoff::chart::{Chart, Kind, draw_all};
use standoff::report::figures::verified;
use standoff::results::{replace_file, to_json};
use standoff::run::{Doing, Form, Solution, glance, leave_charts, look_up, tree, verify};
use standoff::scenario::Request;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

/// Say which game a scenario is, and analyse the game of one state in one round
///
/// Without --at or --round: the diagnosis of the whole scenario, which is the share of playing time in each class of
/// game, Chicken or Deadlock or another, for each pair of types. With them: the game of that state in that round, with
/// all its equilibria.
#[derive(Args)]
#[command(after_help = "Examples:
  standoff solve korea-2018
  standoff solve korea-2018 --at tension=4,talks=0
  standoff solve textbook/chicken --round 1 --json
  standoff solve textbook/chicken --round 1 --charts pictures
  standoff solve korea-2018/as-told --verify
  standoff solve korea-2018 --round 3 --types us=dealmaker --export nfg --output stage.nfg
  standoff solve textbook/chicken --set rounds=2 --export efg")]
pub(super) struct Solve {
    /// A scenario of the library, or a file
    #[arg(value_name = "NAME|FILE")]
    name: String,
    /// The round to look at; without it, the first in which a play can be in the state
    #[arg(long)]
    round: Option<u32>,
    /// The state to look at, by level or its name; tracks that are not named stand as they start
    #[arg(long, value_name = "TRACK=LEVEL", value_delimiter = ',')]
    at: Vec<String>,
    /// Which types meet, where all moves are analysed or exported; by default the likeliest
    #[arg(long, value_name = "ACTOR=TYPE", value_delimiter = ',')]
    types: Vec<String>,
    #[command(flatten)]
    lay: Lay,
    /// Draw it too, as SVG and PNG, into this folder
    ///
    /// Of the whole scenario: the share of plays in each class of game, round by round. Of the game of one state: its table with best responses and equilibria, its payoffs as a plane, and where there are
    /// two moves each, or conceding and holding, all branches of logit equilibria. These are of two actors.
    #[arg(long, value_name = "DIR", conflicts_with = "export")]
    charts: Option<PathBuf>,
    /// Follow the branch of every stage game anew, by arc length from random play, and compare what is played with it
    ///
    /// It takes a hundred times as long as solving. The exit code is 1 where a probability differs.
    #[arg(long, conflicts_with_all = ["export", "round", "at", "types", "charts"])]
    verify: bool,
    /// Print the figures as one JSON document, and nothing else
    #[arg(long, conflicts_with = "export")]
    json: bool,
    /// Write a game for Gambit: the stage game in either form, or the whole scenario as a tree
    #[arg(long, value_enum)]
    export: Option<Export>,
    /// The file for --export; standard output by default
    #[arg(long, value_name = "FILE", requires = "export")]
    output: Option<PathBuf>,
}

/// A file for Gambit.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Export {
    /// The stage game in normal form, labelled, in fractions
    Nfg,
    /// The stage game in the plain form that OpenSpiel reads too
    NfgPlain,
    /// The whole scenario in extensive form: for few rounds and few chances
    Efg,
}

impl Solve {
    pub(super) fn run(self) -> Result<(), CliError> {
        let request = self.lay.over(&self.name);
        if let Some(file) = &self.output {
            can_write_file(file)?;
        }
        if let Some(folder) = &self.charts {
            can_write_folder(folder)?;
        }
        if self.export == Some(Export::Efg) {
            if self.round.is_some() || !self.at.is_empty() || !self.types.is_empty() {
                let why = "--export efg writes the whole scenario: --round, --at and --types have no place";
                return Err(CliError::Usage(why.to_owned()));
            }
            let (loaded, game) = glance(&request)?;
            warn(&mut Screen::stderr(), &loaded.warnings)?;
            return self.write(&tree(&loaded.scenario, &game)?);
        }
        // A mistake in what is asked for is told before anything is solved.
        let (loaded, game) = glance(&request)?;
        look_up(&loaded.scenario, &game, self.round, &self.at, &self.types)?;
        if self.verify {
            return self.verified(&request);
        }
        let solution = {
            let mut bar = Bar::new();
            bar.show(Doing::Solving);
            Solution::find(&request)?
        };
        warn(&mut Screen::stderr(), &solution.warnings)?;
        let pair = solution.pair(&self.types)?;
        let spot = solution.spot(self.round, &self.at)?;
        if let Some(export) = self.export {
            let form = if export == Export::Nfg { Form::Labelled } else { Form::Plain };
            return self.write(&solution.nfg(spot, &pair, form)?);
        }
        let mut screen = Screen::stdout();
        if self.round.is_none() && self.at.is_empty() && self.types.is_empty() {
            let figures = solution.diagnosis()?;
            match self.json {
                true => screen.json(&to_json(&figures))?,
                false => diagnosis::print(&mut screen, &figures)?,
            }
            self.draw(&mut screen, &draw_all(&figures), "nobody is in a game of conceding or not")?;
        } else {
            let figures = solution.stage(spot, &pair)?;
            match self.json {
                true => screen.json(&to_json(&figures))?,
                false => stage::print(&mut screen, &figures)?,
            }
            let actors = figures.pair.players.len();
            let nothing = format!("charts of a stage game are of two actors, and here are {actors}");
            self.draw(&mut screen, &draw_all(&figures), &nothing)?;
        }
        Ok(screen.flush()?)
    }

    /// Follows every branch anew, and says how that compares.
    fn verified(&self, request: &Request) -> Result<(), CliError> {
        let bar = Mutex::new(Bar::new());
        let heard = |done, of| {
            let mut bar = bar.lock().unwrap_or_else(PoisonError::into_inner);
            bar.rounds(u64::from(done), u64::from(of));
        };
        let figures = verify(request, &heard)?;
        drop(bar);
        let mut screen = Screen::stdout();
        match self.json {
            true => screen.json(&to_json(&figures))?,
            false => {
                screen.styled(HEADING, &figures.title)?;
                screen.paragraph("", "  ", &verified(&figures))?;
            }
        }
        screen.flush()?;
        match figures.contradicted {
            0 => Ok(()),
            _ => Err(CliError::Unmet("what is played is not what the branch leads to".to_owned())),
        }
    }

    /// Draws charts where they are wanted, and says where they are, or why there is none.
    fn draw(&self, screen: &mut Screen, charts: &[(Kind, Chart)], nothing: &str) -> Result<(), CliError> {
        let Some(folder) = &self.charts else { return Ok(()) };
        if charts.is_empty() {
            let why = format!("nothing is drawn: {nothing}");
            return Ok(Screen::stderr().labelled(CAUTION, "warning: ", &why)?);
        }
        leave_charts(folder, charts)?;
        if !self.json {
            screen.gap()?;
            screen.labelled(DIM, "Files   ", &folder.display().to_string())?;
        }
        Ok(())
    }

    fn write(&self, text: &str) -> Result<(), CliError> {
        match &self.output {
            Some(path) => Ok(replace_file(path, text.as_bytes())?),
            None => {
                let mut screen = Screen::stdout();
                screen.line(text.trim_end())?;
                Ok(screen.flush()?)
            }
        }
    }
}
