//! The report of a run: it says what the figures say, in every form; whatever stands in a scenario comes out as text;
//! the same results give the same bytes, and nothing is asked of anybody else's machine.

#![allow(clippy::print_stderr)] // a skipped test must say so

mod browser;
mod calls;
mod hostile;
mod others;
mod says;
mod types;

use standoff::play::Stop;
use standoff::report::{Doing, Format, write};
use standoff::run::{Job, Leave, run};
use standoff::scenario::Request;
use std::path::{Path, PathBuf};

/// Runs a scenario into a folder without charts, and gives the folder of its results.
fn left(root: &Path, name: &str, plays: u64, exact: bool) -> PathBuf {
    let stop = (plays > 0).then_some(Stop::Plays(plays));
    let job = Job { stop, exact, ..Job::new(Request::new(name)) };
    let leave = Leave { root: root.to_owned(), charts: false, plays: false };
    run(&job, Some(&leave), |_| {}).unwrap_or_else(|error| panic!("{name}: {error}")).folder.unwrap()
}

/// Writes both reports of a folder: the page and the Markdown.
fn reported(folder: &Path) -> (String, String) {
    write(folder, &[Format::Html, Format::Markdown], |_: Doing| {}).unwrap();
    let read = |name: &str| std::fs::read_to_string(folder.join(name)).unwrap();
    (read("report.html"), read("report.md"))
}
