//! `points.csv` as pandas reads it, in one line and with the types one expects.
//!
//! Needs a Python with `pandas` (`pip install pandas`), named by `STANDOFF_PYTHON` or found as `python3`; without one it
//! says that it was skipped.

#![allow(clippy::print_stderr)] // a skipped test must say so

use standoff::scenario::Request;
use standoff::study::sweep::{Sweep, sweep};
use std::process::Command;

/// What the script exits with where pandas is missing.
const SKIPPED: i32 = 77;

/// Reads the table, and prints types and shares in the order of the points.
const SCRIPT: &str = r#"
import sys
try:
    import pandas
except ImportError:
    print("pandas is missing")
    sys.exit(77)
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
    std::fs::write(&table, study.csv()).unwrap();
    let python = std::env::var("STANDOFF_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let Ok(output) = Command::new(&python).args(["-c", SCRIPT]).arg(&table).output() else {
        eprintln!("skipped: there is no {python} to run pandas with");
        return;
    };
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    if output.status.code() == Some(SKIPPED) {
        eprintln!("skipped: {}", said.trim());
        return;
    }
    assert!(output.status.success(), "{said}{}", String::from_utf8_lossy(&output.stderr));
    let lines: Vec<&str> = said.lines().collect();
    let kinds: Vec<&str> = lines[..7].iter().map(|line| line.rsplit(' ').next().unwrap()).collect();
    assert_eq!([kinds[0], kinds[1], kinds[3], kinds[4], kinds[5], kinds[6]], ["i", "f", "f", "f", "i", "i"]);
    let outcome = study.outcomes.iter().position(|outcome| outcome.id == "fortune").unwrap();
    let all = std::iter::once(&study.base).chain(&study.points);
    let expected: Vec<f64> = all.map(|point| point.outcomes[outcome].share).collect();
    let read: Vec<f64> = lines[7].split(' ').map(|share| share.parse().unwrap()).collect();
    assert_eq!(read, expected);
}
