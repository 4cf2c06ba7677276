//! `standoff sweep`: one scenario at many points of what varies in it.

mod analysis;
mod points;
mod scenarios;
mod tornado;

use super::bar::Bar;
use super::check::warn;
use super::error::CliError;
use super::lay::Lay;
use super::out::Out;
use super::screen::{HEADING, Screen};
use clap::Args;
use standoff::prose::numbers::{count, many, number};
use standoff::report::decisions;
use standoff::results::study::Analysis;
use standoff::results::to_json;
use standoff::run::{MOST_PLAYS, compile};
use standoff::study::sweep::{DesignKind, Sweep as Job, Swept, sweep};
use std::io;
use std::path::PathBuf;
use std::str::FromStr;

/// Columns of a table from which on they are numbered where their names have no room.
const MOST_NAMED: usize = 6;

/// See what would change the answer: solve a scenario, or play it, at many points of what varies in it
#[derive(Args)]
#[command(
    after_help = "What varies is written PATH=LO..HI (numbers; whole ones where the scenario takes no others), \
PATH=LO..HI:N (N of them, evenly spaced), PATH=log:LO..HI:N (evenly spaced by ratio), or PATH=a,b,c (these values); \
scenario=NAME,NAME puts other scenarios in place of the one at hand. \
Without --vary it is what the scenario declares uncertain, one factor at a time.

A sweep that was stopped goes on where it was when the same command is given again, and one with more points or \
other factors keeps the points that are there.

Examples:
  standoff sweep korea-2018
  standoff sweep textbook/chicken-logit --vary actor.left.rationality=0.1..0.4:7
  standoff sweep textbook/gamblers-ruin --vary track.purse.start=1..9
  standoff sweep textbook/prisoners-dilemma --vary actor.row.strategy=grim,pavlov --plays 1000
  standoff sweep textbook/gamblers-ruin --vary rule.bet.chance=0.4..0.6 --where 'share(fortune) > 0.5'
  standoff sweep korea-2018 --choose actor.us.strategy=equilibrium,grim,always-hold --points 32
  standoff sweep my-scenario.toml --design saltelli --points 256
  standoff sweep my-scenario.toml --design sobol --points 512 --where 'share(war) > 0.05'"
)]
pub(super) struct Sweep {
    /// A scenario of the library, or a file
    #[arg(value_name = "NAME|FILE", required_unless_present = "study")]
    name: Option<String>,
    /// A file that says what to sweep: `scenario`, `vary`, `design` and all else by the names of these options
    #[arg(long, value_name = "FILE", conflicts_with_all = ["name", "vary", "choose", "enough", "design", "points", "second_order", "interest"])]
    study: Option<PathBuf>,
    /// What varies, and between what: PATH=LO..HI, PATH=LO..HI:N, PATH=log:LO..HI or PATH=a,b,c
    #[arg(long, value_name = "PATH=VALUES")]
    vary: Vec<String>,
    /// What an actor chooses, as actor.us.strategy=grim,pavlov: which choice is worth most to it, and which it regrets
    /// least, over the points of all else that varies
    #[arg(long, value_name = "PATH=VALUES")]
    choose: Option<String>,
    /// The payoff that is good enough for the actor that chooses
    #[arg(long, value_name = "PAYOFF", allow_negative_numbers = true, requires = "choose")]
    enough: Option<f64>,
    /// How points are chosen: grid, lhs (Latin hypercube), sobol, one-at-a-time, morris (elementary effects), saltelli
    /// (Sobol' indices), or FILE.csv: a table of points, such as points.csv. A grid where --vary says what varies, sobol
    /// with --choose alone, else one-at-a-time
    #[arg(long, value_name = "DESIGN")]
    design: Option<Design>,
    /// How many points lhs, sobol and morris have [default: 64, and 10 trajectories for morris]; of saltelli base points,
    /// each of which makes as many points as there are factors and two more
    #[arg(long, value_name = "N")]
    points: Option<usize>,
    /// What pairs of factors do together, too (saltelli); about twice as many points
    #[arg(long)]
    second_order: bool,
    /// Ask where something holds (grid, lhs, sobol), as `share(war) > 0.05`: a statement over share(OUTCOME) and
    /// value(ACTOR). Of one number it tells the tipping points, of several factors which matter and in which box
    #[arg(long = "where", value_name = "STATEMENT")]
    interest: Option<String>,
    #[command(flatten)]
    pub(super) means: Means,
}

impl Sweep {
    pub(super) fn run(self) -> Result<(), CliError> {
        if let Some(path) = &self.study {
            let mut job = Job::read(path)?;
            self.means.lay.over_all(&mut job.request);
            return sweep_and_print(job, &self.means);
        }
        let name = self.name.expect("it is required without a study file");
        let (design, saved) = match self.design {
            None => (None, None),
            Some(Design::Kind(kind)) => (Some(kind), None),
            Some(Design::Saved(path)) => (None, Some(path)),
        };
        let job = Job {
            vary: self.vary,
            choice: self.choose,
            enough: self.enough,
            design,
            saved,
            points: self.points,
            second_order: self.second_order,
            interest: self.interest,
            ..Job::new(self.means.lay.over(&name))
        };
        sweep_and_print(job, &self.means)
    }
}

/// What stands after `--design`.
#[derive(Clone)]
enum Design {
    Kind(DesignKind),
    Saved(PathBuf),
}

impl FromStr for Design {
    type Err = String;

    fn from_str(text: &str) -> Result<Design, String> {
        let is_table = text.to_ascii_lowercase().ends_with(".csv");
        if is_table { Ok(Design::Saved(text.into())) } else { text.parse().map(Design::Kind) }
    }
}

/// How points are looked at, and where what is found goes.
#[derive(Args)]
pub(super) struct Means {
    /// How many times to play at each point, under the same luck at all; without it, figures are exact
    #[arg(long, value_parser = clap::value_parser!(u64).range(1..=MOST_PLAYS))]
    plays: Option<u64>,
    /// Seed of random designs and of all plays [default: 2018]
    #[arg(long)]
    seed: Option<u64>,
    #[command(flatten)]
    pub(super) lay: Lay,
    #[command(flatten)]
    pub(super) out: Out,
}

/// Does the work, and prints what came of it.
pub(super) fn sweep_and_print(job: Job, means: &Means) -> Result<(), CliError> {
    let job = Job { plays: means.plays.or(job.plays), seed: means.seed.unwrap_or(job.seed), ..job };
    warn(&mut Screen::stderr(), &compile(&job.request)?.0.warnings)?;
    let leave = means.out.leave()?;
    let swept = {
        let mut bar = Bar::new();
        sweep(&job, Some(&leave), |progress| bar.points(progress.done as u64, progress.of as u64))?
    };
    Screen::stderr().notes(&swept.left_alone)?;
    let mut screen = Screen::stdout();
    if means.out.json {
        screen.json(&to_json(&swept.study))?;
    } else {
        print(&mut screen, &swept)?;
    }
    Ok(screen.flush()?)
}

fn print(screen: &mut Screen, swept: &Swept) -> io::Result<()> {
    let study = &swept.study;
    screen.styled(HEADING, &study.title)?;
    screen.paragraph("", "", &what_was_done(swept))?;
    screen.gap()?;
    let alone = study.design == DesignKind::OneAtATime.name();
    match &study.analysis {
        Some(Analysis::SobolIndices { replicates, measures }) => {
            analysis::sobol_indices(screen, study, *replicates, measures)?;
        }
        Some(Analysis::ElementaryEffects { trajectories, measures }) => {
            analysis::elementary_effects(screen, study, *trajectories, measures)?;
        }
        Some(Analysis::Discovery(found)) if study.interest.is_some() => analysis::discovery(screen, found)?,
        Some(Analysis::Choice(_) | Analysis::Tournament(_)) => {
            for mut table in decisions::tables(study) {
                screen.styled(HEADING, &table.caption)?;
                // Of the names of strategies there can be many, side by side.
                let is_wide = table.header.len() > MOST_NAMED;
                let columns = if is_wide { screen.number_columns(&mut table) } else { None };
                screen.rows(table)?;
                columns.iter().try_for_each(|columns| screen.paragraph("  ", "  ", columns))?;
                screen.gap()?;
            }
        }
        _ if study.compares_scenarios() => {
            scenarios::scenarios(screen, study)?;
        }
        _ if alone && study.factors.len() > 1 => tornado::tornado(screen, study)?,
        _ => points::points(screen, study)?,
    }
    if !matches!(study.analysis, Some(Analysis::Choice(_) | Analysis::Tournament(_))) {
        screen.gap()?;
    }
    screen.styled(HEADING, study.heading())?;
    study.findings.iter().try_for_each(|finding| screen.paragraph("  ", "    ", finding))?;
    screen.gap()?;
    screen.left(swept.folder.as_deref(), &swept.repeat)
}

fn what_was_done(swept: &Swept) -> String {
    let study = &swept.study;
    let figures = match study.plays {
        0 => "exact figures".to_owned(),
        plays => {
            let gain = study.variance_reduction.map_or_else(String::new, |gain| {
                format!(" (the common luck makes differences as precise as {} times the plays)", number(gain))
            });
            format!("{} plays at each from seed {}{gain}", count(plays), study.seed)
        }
    };
    let taken = match swept.taken_over {
        0 => String::new(),
        taken => format!("; {} taken over from before", many(taken, "point")),
    };
    if study.compares_scenarios() {
        return format!("{} side by side: {figures}{taken}", many(study.points.len() + 1, "scenario"));
    }
    format!(
        "{} of {} ({}), {}: {figures}{taken}",
        many(study.points.len(), "point"),
        many(study.factors.len(), "factor"),
        study.design,
        study.scenario
    )
}
