//! What scenarios say of themselves, against numbers that are worked out here by other means.

mod files;
mod measures;
mod orders;

use standoff::results::statements::{StatementFigures, StatementsFigures, Verdict};
use standoff::scenario::list;
use standoff::study::statements::Examination;
use std::path::Path;

/// Examines some scenarios, by name or file.
fn examine(names: &[String]) -> StatementsFigures {
    let opened = Examination::open(names);
    let opened = opened.unwrap_or_else(|errors| {
        let told: Vec<String> = errors.iter().map(ToString::to_string).collect();
        panic!("{}", told.join("\n"))
    });
    opened.examine(|_| {})
}

/// The statements of a text, which is put into a file of a folder.
fn examine_text(folder: &Path, text: &str) -> Vec<StatementFigures> {
    let file = folder.join("written.toml");
    std::fs::write(&file, text).unwrap();
    examine(&[file.display().to_string()]).scenarios.remove(0).statements
}

/// Expectations as a file has them.
fn expects(says: &[&str]) -> String {
    says.iter().map(|says| format!("[[expect]]\nsays = \"{says}\"\n")).collect()
}

#[test]
fn the_textbook_is_right() {
    let names: Vec<String> =
        list().into_iter().map(|entry| entry.name).filter(|name| name.starts_with("textbook/")).collect();
    let found = examine(&names);
    let wrong = |one: &&StatementFigures| one.verdict != Verdict::Holds;
    let wrong: Vec<&StatementFigures> =
        found.scenarios.iter().flat_map(|one| &one.statements).filter(wrong).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(found.count(Verdict::Holds) >= 10);
}
