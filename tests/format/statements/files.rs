//! Statements of several files: what is inherited, what is read elsewhere, what is told.

use super::{examine, expects};
use standoff::results::statements::Verdict;
use standoff::scenario::{LoadError, ScenarioFile};
use standoff::study::statements::Examination;
use std::fs;
use std::path::Path;

fn write(folder: &Path, name: &str, text: &str) -> String {
    let file = folder.join(name);
    fs::write(&file, text).unwrap();
    file.display().to_string()
}

#[test]
fn a_variant_inherits_orders_and_no_expectations() {
    let folder = tempfile::tempdir().unwrap();
    let order = "[[order]]\nsays = \"actor.left.rationality >= 0.5\"\n";
    let base = format!("extends = \"textbook/chicken\"\n{order}{}", expects(&["share(played-out) > 0"]));
    let base = write(folder.path(), "base.toml", &base);
    let more = "[[order]]\nsays = \"actor.left.rationality > actor.right.rationality\"\n";
    let variant = format!("extends = \"base.toml\"\nactor.left.rationality = 0.4\n{more}");
    let variant = write(folder.path(), "variant.toml", &variant);

    let found = examine(&[base.clone(), variant]);
    let told = |at: usize| -> Vec<(&str, Verdict)> {
        found.scenarios[at].statements.iter().map(|one| (one.says.as_str(), one.verdict)).collect()
    };
    assert_eq!(
        told(0),
        [("actor.left.rationality >= 0.5", Verdict::Holds), ("share(played-out) > 0", Verdict::Holds)]
    );
    assert_eq!(
        told(1),
        [
            ("actor.left.rationality >= 0.5", Verdict::Fails),
            ("actor.left.rationality > actor.right.rationality", Verdict::Fails)
        ]
    );
    assert_eq!(
        found.scenarios[1].statements.iter().map(|one| one.inherited).collect::<Vec<_>>(),
        [true, false]
    );
    // What is laid over a file is not what the file speaks of.
    let mut file = ScenarioFile::open(&base).unwrap();
    assert_eq!(file.check().unwrap().scenario.expects.len(), 1);
    file.set("rounds=2").unwrap();
    let loaded = file.check().unwrap();
    assert_eq!((loaded.scenario.orders.len(), loaded.scenario.expects.len()), (1, 0));
}

#[test]
fn figures_are_read_in_other_scenarios_which_are_solved_once() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "short.toml", "extends = \"textbook/gamblers-ruin\"\nrounds = 7\n");
    let says = [
        "share(ruin) in short = share(ruin, 7) in textbook/gamblers-ruin within 1e-12",
        "share(undecided) in short.toml > share(undecided) + 0.5",
        "share(fortune) = share(fortune) in textbook/gamblers-ruin within 0",
        "most(undecided) in short",
    ];
    let long = format!("extends = \"textbook/gamblers-ruin\"\n{}", expects(&says));
    let long = write(folder.path(), "long.toml", &long);
    let mut solved = Vec::new();
    let found = Examination::open(&[long]).unwrap().examine(|doing| {
        solved.push((doing.scenario.to_owned(), doing.number, doing.of));
    });
    assert_eq!(found.count(Verdict::Holds), says.len(), "{found:#?}");
    // `long` is the library's scenario with another text: the same game.
    assert_eq!(solved.len(), 2, "{solved:?}");
    assert!(solved[0].0.ends_with("short.toml") && (solved[1].1, solved[1].2) == (2, 2), "{solved:?}");
}

#[test]
fn a_scenario_may_read_another_that_reads_it_in_turn() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, other: &str| {
        let says = format!("value(left) = value(left) in {other} within 1e-9");
        write(folder.path(), name, &format!("extends = \"textbook/chicken\"\n{}", expects(&[&says])))
    };
    let names = [file("one.toml", "two"), file("two.toml", "one")];
    assert_eq!(examine(&names).count(Verdict::Holds), 2);
}

#[test]
fn what_keeps_another_scenario_from_being_read_is_told_once() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "wrong.toml", "extends = \"textbook/chicken\"\nrounds = 7\nforesight = -1\n");
    let says = ["value(left) in wrong > 0", "value(right) in wrong > 0"];
    let text = format!("extends = \"textbook/chicken\"\n{}", expects(&says));
    let name = write(folder.path(), "right.toml", &text);
    let Err(errors) = Examination::open(&[name]) else { panic!("a scenario with a mistake was opened") };
    let [LoadError::Problems(problems)] = &errors[..] else { panic!("{errors:?}") };
    assert!(problems.0[0].to_string().contains("wrong.toml:3:13: `foresight`"), "{problems}");
}

#[test]
fn open_statements_are_told_apart() {
    let folder = tempfile::tempdir().unwrap();
    let text = "extends = \"textbook/chicken\"\n\
                [[expect]]\nsays = \"value(left) > 0\"\nopen = \"The crash costs too much.\"\n\
                [[expect]]\nsays = \"value(left) < 0\"\nopen = \"We thought otherwise.\"\n";
    let found = examine(&[write(folder.path(), "open.toml", text)]);
    assert_eq!((found.count(Verdict::Open), found.count(Verdict::OpenHolds)), (1, 1));
    assert_eq!(found.count(Verdict::Fails), 0);
}
