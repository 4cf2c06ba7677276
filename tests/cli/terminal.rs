//! Every command on a terminal: progress is drawn there, lines are as wide as it is, and the call ends.

use super::print;
use super::readme::{commands, folder};
use crate::common::terminal::{OnTerminal, Size};
use std::collections::BTreeSet;
use std::time::Duration;

/// Far more than any of these calls takes on a machine whose other work comes first.
const LIMIT: Duration = Duration::from_secs(600);

/// A command of the README, with a scenario that takes no seconds in the place of one that does: how it is shown on a
/// terminal is the same.
fn quick(words: &[String]) -> Vec<String> {
    let is_work = ["run", "solve", "sweep", "chart", "report"].contains(&words[0].as_str());
    let quick = |word: String| match word.as_str() {
        "korea-2018" if is_work => "korea-2018/as-told".to_owned(),
        "cuba-1962" if words[0] == "robustness" => "textbook/chicken-ordinal".to_owned(),
        "output/korea-2018/run-2018" => "output/korea-2018/as-told/run-2018".to_owned(),
        _ => word,
    };
    words.iter().cloned().map(quick).collect()
}

/// The names of all commands, as the help lists them.
fn all() -> BTreeSet<String> {
    let help = print(&std::env::temp_dir(), "--help");
    let list = help.lines().skip_while(|line| *line != "Commands:").skip(1);
    let names = list.take_while(|line| !line.is_empty()).filter(|line| !line.starts_with("   "));
    names.filter_map(|line| line.split_whitespace().next()).map(str::to_owned).collect()
}

fn every_command_ends(size: Size) {
    let folder = folder();
    let written: Vec<Vec<String>> = commands().into_iter().map(|(_, words)| quick(&words)).collect();
    let besides = ["check", "check --expect --json textbook/chicken", "report output/border/run-2018", "man"];
    let besides = besides.map(|call| call.split(' ').map(str::to_owned).collect());
    let more = [["completions", "bash"].map(str::to_owned).to_vec(), vec!["help".to_owned()]];
    let mut seen = BTreeSet::new();
    for words in written.into_iter().chain(besides).chain(more) {
        let (status, printed) = OnTerminal::begin(folder.path(), &words, size).end(LIMIT);
        let call = words.join(" ");
        let status = status.unwrap_or_else(|| panic!("standoff {call} does not end; it printed:\n{printed}"));
        assert!(status.success(), "standoff {call}: {status}\n{printed}");
        assert!(!printed.is_empty(), "standoff {call} prints nothing");
        seen.insert(words[0].clone());
    }
    assert_eq!(seen, all(), "these are tried, and these there are");
}

#[test]
fn every_command_ends_on_a_terminal() {
    every_command_ends((80, 24));
}

#[test]
fn every_command_ends_on_a_wider_terminal() {
    every_command_ends((120, 40));
}
