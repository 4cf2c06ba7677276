//! `standoff sweep`: one scenario at many points of what varies in it.

use super::bar::Bar;
use super::check::warn;
use super::error::CliError;
use super::lay::Lay;
use super::screen::{DIM, HEADING, Screen};
use clap::Args;
use standoff::prose::numbers::{count, fixed, share, with_error};
use standoff::results::study::{ChangeFigures, Level, PointFigures, Reach, StudyFigures};
use standoff::results::to_json;
use standoff::run::{Leave, MOST_PLAYS, compile};
use standoff::study::sweep::{DesignKind, Sweep as Job, Swept, sweep};
use std::io;
use std::path::PathBuf;

/// Points that are printed at most; all of them are in the files.
const MOST_ROWS: usize = 25;
/// Outcomes that have a tornado table of their own, those that move most.
const HEADLINES: usize = 3;

/// See what would change the answer: solve a scenario, or play it, at many points of what varies in it
#[derive(Args)]
#[command(
    after_help = "What varies is written PATH=LO..HI (numbers; whole ones where the scenario takes no others), \
PATH=LO..HI:N (N of them, evenly spaced), PATH=log:LO..HI:N (evenly spaced by ratio), or PATH=a,b,c (these values). \
Without --vary it is what the scenario declares uncertain, one factor at a time.

A sweep that was stopped goes on where it was when the same command is given again.

Examples:
  standoff sweep korea-2018
  standoff sweep textbook/chicken-logit --vary actor.left.rationality=0.1..0.4:7
  standoff sweep textbook/gamblers-ruin --vary track.purse.start=1..9
  standoff sweep textbook/prisoners-dilemma --vary actor.row.strategy=grim,pavlov --plays 1000
  standoff sweep my-scenario.toml --design sobol --points 128"
)]
pub(super) struct Sweep {
    /// A scenario of the library, or a file
    #[arg(value_name = "NAME|FILE")]
    name: String,
    /// What varies, and between what: PATH=LO..HI, PATH=LO..HI:N, PATH=log:LO..HI or PATH=a,b,c
    #[arg(long, value_name = "PATH=VALUES")]
    vary: Vec<String>,
    /// How points are chosen: grid, lhs (Latin hypercube), sobol, one-at-a-time or morris; a grid where --vary says what
    /// varies, else one-at-a-time
    #[arg(long, value_name = "DESIGN")]
    design: Option<DesignKind>,
    /// How many points lhs, sobol and morris have [default: 64, and 10 trajectories for morris]
    #[arg(long, value_name = "N")]
    points: Option<usize>,
    /// How many times to play at each point, under the same luck at all; without it, figures are exact
    #[arg(long, value_parser = clap::value_parser!(u64).range(1..=MOST_PLAYS))]
    plays: Option<u64>,
    /// Seed of random designs and of all plays
    #[arg(long, default_value_t = 2018)]
    seed: u64,
    #[command(flatten)]
    lay: Lay,
    /// How many threads to use; all cores by default
    #[arg(long, value_parser = clap::value_parser!(u16).range(1..=1024))]
    threads: Option<u16>,
    /// The folder for results
    #[arg(long, default_value = "output", value_name = "DIR")]
    output: PathBuf,
    /// Print the figures as one JSON document, and nothing else
    #[arg(long)]
    json: bool,
    /// Draw no chart
    #[arg(long)]
    no_charts: bool,
}

impl Sweep {
    pub(super) fn run(self) -> Result<(), CliError> {
        super::run::use_threads(self.threads)?;
        let request = self.lay.over(&self.name);
        warn(&mut Screen::stderr(), &compile(&request)?.0.warnings)?;
        let job = Job {
            request,
            vary: self.vary,
            design: self.design,
            points: self.points,
            plays: self.plays,
            seed: self.seed,
        };
        let leave = Leave { root: self.output, charts: !self.no_charts, plays: false };
        let swept = {
            let mut bar = Bar::new();
            sweep(&job, Some(&leave), |progress| bar.points(progress.done as u64, progress.of as u64))?
        };
        let mut screen = Screen::stdout();
        if self.json {
            screen.json(&to_json(&swept.study))?;
        } else {
            print(&mut screen, &swept)?;
        }
        Ok(screen.flush()?)
    }
}

fn print(screen: &mut Screen, swept: &Swept) -> io::Result<()> {
    let study = &swept.study;
    screen.styled(HEADING, &study.title)?;
    screen.paragraph("", "", &what_was_done(swept))?;
    screen.gap()?;
    let alone = study.design == DesignKind::OneAtATime.name();
    if alone && study.factors.len() > 1 {
        tornado(screen, study)?;
    } else {
        points(screen, study)?;
    }
    screen.gap()?;
    screen.styled(HEADING, "What moves the outcomes of this model")?;
    study.findings.iter().try_for_each(|finding| screen.paragraph("  ", "    ", finding))?;
    screen.gap()?;
    if let Some(folder) = &swept.folder {
        screen.labelled(DIM, "Files   ", &folder.display().to_string())?;
    }
    screen.labelled(DIM, "Repeat  ", &swept.repeat)
}

fn what_was_done(swept: &Swept) -> String {
    let study = &swept.study;
    let figures = match study.plays {
        0 => "exact figures".to_owned(),
        plays => format!("{} plays at each from seed {}", count(plays), study.seed),
    };
    let of = |number: usize, what: &str| {
        format!("{} {what}{}", count(number as u64), if number == 1 { "" } else { "s" })
    };
    let taken = match swept.taken_over {
        0 => String::new(),
        taken => format!("; {} taken over from before", of(taken, "point")),
    };
    format!(
        "{} of {} ({}), {}: {figures}{taken}",
        of(study.points.len(), "point"),
        of(study.factors.len(), "factor"),
        study.design,
        study.scenario
    )
}

fn value(point: &PointFigures, path: &str) -> String {
    point.factors.get(path).map_or_else(|| "–".to_owned(), Level::to_string)
}

/// The points, a row each: the factors and the shares of all outcomes.
fn points(screen: &mut Screen, study: &StudyFigures) -> io::Result<()> {
    // Where all plays end in the same way, what differs is what the actors get.
    let paid = study.outcomes.len() == 1;
    let (heading, columns) = match paid {
        true => ("Mean discounted payoffs", &study.actors),
        false => ("How plays end", &study.outcomes),
    };
    let what = match (study.plays, paid) {
        (0, _) => "exactly",
        (_, true) => "with the standard error",
        (_, false) => "with 95 % intervals",
    };
    screen.styled(HEADING, &format!("{heading}, {what}; point 0 is the scenario as it stands"))?;
    let mut header = vec!["Point"];
    header.extend(study.factors.iter().map(|factor| factor.path.as_str()));
    header.extend(columns.iter().map(|column| column.label.as_str()));
    let row = |point: &PointFigures| {
        let mut row = vec![point.point.to_string()];
        row.extend(study.factors.iter().map(|factor| value(point, &factor.path)));
        match point.failed {
            Some(_) => row.extend(columns.iter().map(|_| "failed".to_owned())),
            None if paid => {
                row.extend(point.actors.iter().map(|actor| with_error(actor.payoff_mean, actor.payoff_se)));
            }
            None => row.extend(point.outcomes.iter().map(|outcome| outcome.told(study.plays))),
        }
        row
    };
    let rows = std::iter::once(&study.base).chain(&study.points).take(MOST_ROWS + 1).map(row).collect();
    screen.table(&header, rows, 0)?;
    match study.points.len().saturating_sub(MOST_ROWS) {
        0 => Ok(()),
        more => screen.line(&format!("  and {} more in points.csv", count(more as u64))),
    }
}

/// For each of the outcomes that move most, what each factor alone does to it.
fn tornado(screen: &mut Screen, study: &StudyFigures) -> io::Result<()> {
    for (index, (outcome, reaches)) in study.most_moved().iter().take(HEADLINES).enumerate() {
        if index > 0 {
            screen.gap()?;
        }
        let base = study.base.outcomes[*outcome].told(study.plays);
        screen.styled(
            HEADING,
            &format!("{}: {base} in the scenario as it stands", study.outcomes[*outcome].label),
        )?;
        let row = |reach: &Reach<'_>| {
            let path = &study.factors[reach.factor].path;
            let end = |point: &PointFigures| {
                let outcome = &point.outcomes[*outcome];
                // Of a sampled share the interval of the change is the one that counts, and the narrower.
                let told = if study.plays == 0 { outcome.told(0) } else { share(outcome.share) };
                [value(point, path), told, change(study, &outcome.change)]
            };
            let mut row = vec![path.clone()];
            row.extend(reach.in_order().into_iter().flat_map(end));
            row
        };
        screen.table(
            &["Factor", "From", "Share", "Change", "To", "Share", "Change"],
            reaches.iter().map(row).collect(),
            1,
        )?;
    }
    Ok(())
}

/// A change in percentage points: `+3.1`, `−0.52 (−0.91 to −0.13)`.
fn change(study: &StudyFigures, change: &ChangeFigures) -> String {
    let sign = |value: f64| {
        let text = fixed(100.0 * value, if value.abs() < 0.01 { 2 } else { 1 });
        if value > 0.0 { format!("+{text}") } else { text }
    };
    match study.plays {
        0 => sign(change.value),
        _ => format!("{}\u{a0}({}\u{a0}to\u{a0}{})", sign(change.value), sign(change.low), sign(change.high)),
    }
}
