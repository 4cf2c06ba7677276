//! `standoff robustness`: what stands if only the order of the payoffs is known.

use super::bar::Bar;
use super::check::warn;
use super::error::CliError;
use super::lay::Lay;
use super::out::Out;
use super::screen::{DIM, HEADING, Screen};
use clap::Args;
use standoff::prose::numbers::{count, many};
use standoff::report::Table;
use standoff::report::robustness::{self as report, bands};
use standoff::results::robustness::{HeldFigures, RobustnessFigures};
use standoff::results::to_json;
use standoff::study::robustness::{Found, Robustness as Job, robustness};
use std::io;

/// See what stands if only the order of the payoffs is known: draw them anew, and solve each time
///
/// All payoffs are drawn, uniformly, from those that keep every `order` of the scenario: within their `uncertain` range, or
/// within the spread about what they are. Each sample is solved exactly, and every `expect` statement is asked of it. Other
/// numbers that an order names (chances, discount factors, rationality) are drawn too; all else stays as it is.
#[derive(Args)]
#[command(after_help = "What was stopped goes on where it was when the same command is given again.

Examples:
  standoff robustness korea-2018
  standoff robustness textbook/chicken-logit --samples 1000 --spread 0.2
  standoff robustness korea-2018/inspectors-in --others --samples 100")]
pub(super) struct Robustness {
    /// A scenario of the library, or a file
    #[arg(value_name = "NAME|FILE")]
    name: String,
    /// How many samples; more of them keep the first
    #[arg(long, default_value_t = 200, value_name = "N")]
    samples: usize,
    /// How far a number without a plausible range lies from the scenario's at most: 0.5 for half as much up to half as
    /// much again; its sign stays
    #[arg(long, default_value_t = 0.5, value_name = "PART")]
    spread: f64,
    /// Ask the statements too that read figures in other scenarios: each of those is solved once more for each sample
    #[arg(long)]
    others: bool,
    /// Seed of the samples
    #[arg(long, default_value_t = 2018)]
    seed: u64,
    #[command(flatten)]
    lay: Lay,
    #[command(flatten)]
    pub(super) out: Out,
}

impl Robustness {
    pub(super) fn run(self) -> Result<(), CliError> {
        let job = Job {
            request: self.lay.over(&self.name),
            samples: self.samples,
            spread: self.spread,
            others: self.others,
            seed: self.seed,
        };
        let leave = self.out.leave()?;
        let found = {
            let mut bar = Bar::new();
            robustness(&job, Some(&leave), |progress| bar.samples(progress.done as u64, progress.of as u64))?
        };
        warn(&mut Screen::stderr(), &found.warnings)?;
        Screen::stderr().notes(&found.notes)?;
        let mut screen = Screen::stdout();
        if self.out.json {
            screen.json(&to_json(&found.figures))?;
        } else {
            print(&mut screen, &found)?;
        }
        Ok(screen.flush()?)
    }
}

fn print(screen: &mut Screen, found: &Found) -> io::Result<()> {
    let figures = &found.figures;
    screen.styled(HEADING, &figures.title)?;
    screen.paragraph("", "", &what_was_done(found))?;
    screen.gap()?;
    statements(screen, figures)?;
    table(screen, bands(figures))?;
    screen.gap()?;
    screen.styled(HEADING, "What stands in this model")?;
    figures.findings.iter().try_for_each(|finding| screen.paragraph("  ", "    ", finding))?;
    screen.gap()?;
    screen.left(found.folder.as_deref(), &found.repeat)
}

/// `200 samples of 61 numbers of korea-2018 that keep 23 orders, each solved exactly; 12 within …`
fn what_was_done(found: &Found) -> String {
    let figures = &found.figures;
    let kept = figures.orders.iter().filter(|order| order.kept).count();
    let plausible = figures.numbers.iter().filter(|number| number.plausible).count();
    let orders = match kept {
        0 => ", bound by no order".to_owned(),
        kept => format!(" that keep {}", many(kept, "order")),
    };
    let taken = match found.taken_over {
        0 => String::new(),
        taken => format!("; {} taken over from before", many(taken, "sample")),
    };
    let ranges = match plausible {
        0 => format!("each {}", figures.within("what it is")),
        some => format!(
            "{} within a plausible range, {} {}",
            count(some as u64),
            count((figures.numbers.len() - some) as u64),
            figures.within("what they are")
        ),
    };
    format!(
        "{} of {} of {}{orders}, each solved exactly; {ranges}{taken}",
        many(figures.samples, "sample"),
        many(figures.numbers.len(), "number"),
        figures.scenario,
    )
}

/// A table of the report, its caption as a heading.
fn table(screen: &mut Screen, table: Table) -> io::Result<()> {
    screen.styled(HEADING, &table.caption)?;
    screen.rows(table)
}

/// The statements that were asked, and how many were not.
fn statements(screen: &mut Screen, figures: &RobustnessFigures) -> io::Result<()> {
    if figures.asked().next().is_some() {
        table(screen, report::statements(figures))?;
    }
    let left: Vec<&HeldFigures> = figures.statements.iter().filter(|one| one.not_asked.is_some()).collect();
    if let Some(first) = left.first() {
        let why = first.not_asked.as_deref().unwrap_or_default();
        let told = format!("{} not asked; `{}`: {why}.", many(left.len(), "statement"), first.says);
        screen.styled_paragraph(DIM, "  ", "    ", &told)?;
    }
    if !figures.statements.is_empty() {
        screen.gap()?;
    }
    Ok(())
}
