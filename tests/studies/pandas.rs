//! The tables of studies as pandas reads them, in one line and with the types one expects.
//!
//! Needs a Python with `pandas` (`pip install pandas pyarrow`), named by `STANDOFF_PYTHON` or found as `python3`; without one it
//! says that it was skipped.

#![allow(clippy::print_stderr)] // a skipped test must say so

use standoff::run::Leave;
use standoff::scenario::Request;
use standoff::study::robustness::{Robustness, robustness};
use standoff::study::sweep::{Sweep, sweep};
use std::path::Path;
use std::process::Command;

/// What a script exits with where a module is missing.
const SKIPPED: i32 = 77;

/// Reads the table, and prints types and shares in the order of the points.
const SCRIPT: &str = r#"
points = pandas.read_csv(sys.argv[1], float_precision="round_trip")
for column in ["point", "rule.bet.chance", "outcome", "share", "change", "seed", "plays"]:
    print(column, points[column].dtype.kind)
wide = points.pivot(index="point", columns="outcome", values="share")
assert ((wide.sum(axis=1) - 1).abs() < 1e-9).all()
print(" ".join(repr(float(share)) for share in wide["fortune"]))
"#;

#[test]
fn pandas_reads_the_points_in_one_line() {
    let mut job = Sweep::new(Request::new("textbook/gamblers-ruin"));
    job.vary =
        vec!["rule.bet.chance=0.3..0.6:4".to_owned(), "actor.gambler.strategy=random,always-hold".to_owned()];
    job.plays = Some(200);
    let study = sweep(&job, None, |_| {}).unwrap().study;
    let folder = tempfile::tempdir().unwrap();
    let table = folder.path().join("points.csv");
    std::fs::write(&table, study.table().to_csv()).unwrap();
    let Some(said) = python("pandas", SCRIPT, &table) else { return };
    let lines: Vec<&str> = said.lines().collect();
    let kinds: Vec<&str> = lines[..7].iter().map(|line| line.rsplit(' ').next().unwrap()).collect();
    assert_eq!([kinds[0], kinds[1], kinds[3], kinds[4], kinds[5], kinds[6]], ["i", "f", "f", "f", "i", "i"]);
    let outcome = study.outcomes.iter().position(|outcome| outcome.id == "fortune").unwrap();
    let all = std::iter::once(study.base.clone()).chain(&study.points);
    let expected: Vec<f64> = all.map(|point| point.outcomes[outcome].share).collect();
    let read: Vec<f64> = lines[7].split(' ').map(|share| share.parse().unwrap()).collect();
    assert_eq!(read, expected);
}

/// Reads both forms of the table, and compares them value by value.
const PARQUET: &str = r#"
points = pandas.read_parquet(sys.argv[1])
table = pandas.read_csv(sys.argv[1].replace(".parquet", ".csv"), float_precision="round_trip")
assert list(points.columns) == list(table.columns)
assert points["seed"].dtype == "uint64" and points["point"].dtype == "int64"
for column in points.columns:
    both = points[column].isna() & table[column].isna()
    assert (both | (points[column] == table[column])).all(), column
print(len(points))
"#;

#[test]
fn pandas_reads_the_same_points_from_parquet() {
    let mut job = Sweep::new(Request::new("textbook/gamblers-ruin"));
    job.vary =
        vec!["rule.bet.chance=0.3..0.6:4".to_owned(), "actor.gambler.strategy=random,always-hold".to_owned()];
    let folder = tempfile::tempdir().unwrap();
    let leave = Leave { root: folder.path().to_owned(), charts: false, plays: false };
    let swept = sweep(&job, Some(&leave), |_| {}).unwrap();
    let table = swept.folder.unwrap().join("points.parquet");
    let Some(said) = python("pandas, pyarrow", PARQUET, &table) else { return };
    let rows: usize = swept.study.points.iter().map(|point| point.outcomes.len()).sum();
    assert_eq!(said.trim(), (rows + swept.study.base.outcomes.len()).to_string());
}

/// Reads the samples of payoffs: numbers, shares and statements each with their type.
const SAMPLES: &str = r#"
samples = pandas.read_csv(sys.argv[1], index_col="sample", float_precision="round_trip")
shares = samples.filter(like="share(").iloc[:, :6]
assert ((shares.sum(axis=1) - 1).abs() < 1e-9).all()
assert samples["most(trade)"].dtype.kind == "b"
print(" ".join(repr(float(number)) for number in samples["actor.us.payoff.outcome.war"]), int(samples["most(trade)"].sum()))
"#;

#[test]
fn pandas_reads_the_samples_of_payoffs_in_one_line() {
    let job = Robustness { samples: 6, ..Robustness::new(Request::new("cuba-1962")) };
    let found = robustness(&job, None, |_| {}).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let table = folder.path().join("samples.csv");
    std::fs::write(&table, found.figures.table(&found.samples).to_csv()).unwrap();
    let Some(said) = python("pandas", SAMPLES, &table) else { return };
    let war = found.figures.numbers.iter().position(|one| one.path == "actor.us.payoff.outcome.war").unwrap();
    let (trade, holds) = found.figures.asked().find(|(one, _)| one.says == "most(trade)").unwrap();
    assert!(trade.not_asked.is_none());
    let mut expected: Vec<f64> = found.samples.iter().map(|sample| sample.numbers[war]).collect();
    expected.push(holds.count as f64);
    let read: Vec<f64> = said.split_whitespace().map(|number| number.parse().unwrap()).collect();
    assert_eq!(read, expected);
}

/// What a script that needs these modules prints of a table; nothing where it can not be run here.
fn python(modules: &str, script: &str, table: &Path) -> Option<String> {
    let needed = format!(
        "import sys\ntry:\n    import {modules}\nexcept ImportError as missing:\n    print(missing)\n    sys.exit({SKIPPED})\n"
    );
    let python = std::env::var("STANDOFF_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let Ok(output) = Command::new(&python).args(["-c", &(needed + script)]).arg(table).output() else {
        eprintln!("skipped: there is no {python} to run pandas with");
        return None;
    };
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    if output.status.code() == Some(SKIPPED) {
        eprintln!("skipped: {}", said.trim());
        return None;
    }
    assert!(output.status.success(), "{said}{}", String::from_utf8_lossy(&output.stderr));
    Some(said)
}
