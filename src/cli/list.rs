//! `standoff list`: what there is to run.

use super::error::CliError;
use super::screen::{HEADING, Screen};
use clap::Args;
use standoff::scenario::{self, LibraryEntry};
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

/// One line each, variants beneath what they vary; names first: easy to read, and to cut in a shell.
fn scenarios(screen: &mut Screen) -> std::io::Result<()> {
    let entries = scenario::list();
    let mut rows: Vec<(usize, &LibraryEntry)> = Vec::new();
    for entry in entries.iter().filter(|entry| entry.extends.is_none()) {
        beneath(&entries, entry, 0, &mut rows);
    }
    let folder = |entry: &LibraryEntry| entry.name.split('/').next().map(str::to_owned);
    for (at, group) in rows.chunk_by(|(_, left), (_, right)| folder(left) == folder(right)).enumerate() {
        if at > 0 {
            screen.gap()?;
        }
        // Each depth has a column of its own: names beneath are longer.
        let widest = |depth| {
            let alike = group.iter().filter(|(other, _)| *other == depth);
            alike.map(|(_, entry)| entry.name.len()).max().unwrap_or(0)
        };
        for (depth, entry) in group {
            let (indent, width) = (2 * depth, widest(*depth));
            let title = below(&entries, entry);
            screen.cut(&format!("{:indent$}{:width$}  {title}", "", entry.name))?;
        }
    }
    Ok(())
}

/// A title beneath that of the scenario it extends, without the words in which both begin.
fn below(entries: &[LibraryEntry], entry: &LibraryEntry) -> String {
    let base = entries.iter().find(|other| Some(&other.name) == entry.extends.as_ref());
    let Some(base) = base else { return entry.title.clone() };
    let words = |title: &'_ str| -> Vec<String> { title.split(' ').map(str::to_owned).collect() };
    let (own, other) = (words(&entry.title), words(&base.title));
    let bare = |word: &String| word.trim_end_matches(',').to_owned();
    let common = own.iter().zip(&other).take_while(|(left, right)| bare(left) == bare(right)).count();
    if common < 2 || common == own.len() {
        entry.title.clone()
    } else {
        format!("… {}", own[common..].join(" "))
    }
}

/// A scenario and, under it, those that extend it.
fn beneath<'a>(
    entries: &'a [LibraryEntry],
    entry: &'a LibraryEntry,
    depth: usize,
    rows: &mut Vec<(usize, &'a LibraryEntry)>,
) {
    rows.push((depth, entry));
    for variant in entries.iter().filter(|other| other.extends.as_ref() == Some(&entry.name)) {
        beneath(entries, variant, depth + 1, rows);
    }
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
