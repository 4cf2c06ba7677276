//! Where what happened falls among the plays, against what is worked out by hand and in other ways.

use super::{CRISIS, HISTORY};
use standoff::play::Stop;
use standoff::results::record::{FactFigures, RecordFigures};
use standoff::results::{read_summary, to_json};
use standoff::run::{Job, Leave, run};
use standoff::scenario::Request;
use std::path::Path;

/// The record of a run of a text, which is put into a file of a folder.
fn compared(folder: &Path, text: &str, plays: u64) -> RecordFigures {
    let file = folder.join("written.toml");
    std::fs::write(&file, text).unwrap();
    let mut job = Job::new(Request::new(&file.display().to_string()));
    job.stop = (plays > 0).then_some(Stop::Plays(plays));
    job.exact = plays == 0;
    run(&job, None, |_| {}).unwrap().summary.record.unwrap()
}

fn parts(fact: &FactFigures) -> [f64; 3] {
    [fact.below, fact.equal, fact.above].map(Option::unwrap)
}

fn close(left: f64, right: f64) {
    assert!((left - right).abs() < 1e-12, "{left}, expected {right}");
}

/// A month ends it with 0.5 × 0.2, and a threat comes in half of the months played.
#[test]
fn exact_figures_are_those_worked_out_by_hand() {
    let folder = tempfile::tempdir().unwrap();
    let record = compared(folder.path(), &format!("{CRISIS}{HISTORY}"), 0);
    // First in month 1; in month 2 after a month of waiting in peace.
    let [below, equal, above] = parts(&record.facts[0]);
    close(below, 0.5);
    close(equal, 0.4 * 0.5);
    close(above, 0.3);
    // How often is not solved for.
    for fact in &record.facts[1..3] {
        assert_eq!((fact.below, fact.value), (None, Some(2)));
        assert!(fact.why_not.as_ref().unwrap().contains("sampled"));
    }
    // Drift is four months without peace.
    let last = record.facts.last().unwrap();
    close(last.equal.unwrap(), 0.9f64.powi(4));
    let [never, ends, early, beyond] = &record.statements[..] else { panic!("{record:?}") };
    close(never.probability.unwrap(), 0.5);
    close(never.log_score.unwrap(), 0.5f64.ln());
    close(ends.probability.unwrap(), 1.0);
    close(ends.log_score.unwrap(), 0.0);
    close(early.probability.unwrap(), 1.0 - 0.9f64.powi(3));
    close(early.brier.unwrap(), (1.0 - 0.9f64.powi(3)).powi(2));
    assert_eq!((beyond.probability, beyond.happened), (None, None));
    assert_eq!(beyond.why_not.as_deref(), Some("no play goes on so long"));
    assert_eq!(record.score.as_ref().unwrap().statements, 3);
    close(record.score.unwrap().log.unwrap(), (0.5 * 0.9f64.powi(3)).ln());
}

#[test]
fn sampled_figures_are_counts_of_plays() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("crisis.toml");
    std::fs::write(&file, format!("{CRISIS}{HISTORY}")).unwrap();
    let mut job = Job::new(Request::new(&file.display().to_string()));
    job.stop = Some(Stop::Plays(3000));
    let leave = Leave { root: folder.path().to_owned(), charts: false, plays: true };
    let done = run(&job, Some(&leave), |_| {}).unwrap();
    let record = done.summary.record.as_ref().unwrap();
    let left = done.folder.unwrap();

    let mut plays = csv::Reader::from_path(left.join("plays.csv")).unwrap();
    let header = plays.headers().unwrap().clone();
    let column = |name: &str| header.iter().position(|column| column == name).unwrap();
    let rows: Vec<csv::StringRecord> = plays.records().map(Result::unwrap).collect();
    let share = |name: &str, fits: &dyn Fn(&str) -> bool| {
        rows.iter().filter(|row| fits(&row[column(name)])).count() as f64 / 3000.0
    };
    let threats = |row: &str| row.parse::<u32>().unwrap();
    let [below, equal, above] = parts(&record.facts[1]);
    close(below, share("count.north.threaten", &|row| threats(row) < 2));
    close(equal, share("count.north.threaten", &|row| threats(row) == 2));
    close(above, share("count.north.threaten", &|row| threats(row) > 2));
    // The rule fires when the move is made.
    assert_eq!(parts(&record.facts[2]), parts(&record.facts[1]));
    let [below, equal, above] = parts(&record.facts[3]);
    close(below + equal, 1.0);
    close(equal, share("track.heat", &|row| row == "2"));
    assert_eq!(above, 0.0);
    close(record.facts[4].equal.unwrap(), share("outcome", &|row| row == "drift"));
    let said = &record.statements[0];
    assert!(said.low.unwrap() < said.probability.unwrap() && said.probability.unwrap() < said.high.unwrap());
    // What is written can be read.
    assert_eq!(to_json(&read_summary(&left).unwrap()), to_json(&done.summary));
}

#[test]
fn sampled_and_exact_figures_agree() {
    let record = |plays: u64| {
        let mut job = Job::new(Request::new("cuba-1962"));
        job.stop = (plays > 0).then_some(Stop::Plays(plays));
        job.exact = plays == 0;
        run(&job, None, |_| {}).unwrap().summary.record.unwrap()
    };
    let (sampled, exact) = (record(20_000), record(0));
    for (left, right) in sampled.facts[..3].iter().zip(&exact.facts) {
        for (left, right) in parts(left).into_iter().zip(parts(right)) {
            assert!((left - right).abs() < 0.02, "{left} {right}");
        }
    }
    for (left, right) in sampled.statements.iter().zip(&exact.statements) {
        assert_eq!(left.happened, right.happened);
        assert!((left.probability.unwrap() - right.probability.unwrap()).abs() < 0.02, "{left:?} {right:?}");
        assert_eq!(right.low, right.high);
    }
}

#[test]
fn a_first_time_that_did_not_come_is_the_latest() {
    let folder = tempfile::tempdir().unwrap();
    let text = "[record]\nuntil = 3\ncompare = [\"first(north threaten)\"]\n";
    let record = compared(folder.path(), &format!("{CRISIS}{text}"), 0);
    let fact = &record.facts[0];
    assert_eq!((fact.happened.as_str(), fact.value), ("not by Mar 2000", None));
    // Never by month 3: three months of waiting, or fewer and then peace.
    let never = 0.4f64.powi(3) + 0.1 * (1.0 + 0.4 + 0.16);
    let [below, equal, above] = parts(fact);
    close(below, 1.0 - never);
    close(equal, never);
    assert_eq!(above, 0.0);
    // And how it ended is not known.
    assert_eq!(record.facts[1].why_not.as_deref(), Some("the record stops before the rounds do"));
    assert_eq!(record.score, None);
}

#[test]
fn what_the_model_rules_out_scores_minus_infinity() {
    let folder = tempfile::tempdir().unwrap();
    let never = CRISIS.replace("wait = 0.5, threaten = 0.5", "wait = 1");
    for plays in [0, 1000] {
        let record = compared(
            folder.path(),
            &format!("{never}{HISTORY}").replace("threaten, 1", "threaten, 2"),
            plays,
        );
        let said = &record.statements[0];
        assert_eq!((said.happened, said.probability, said.log_score), (Some(true), Some(0.0), None));
        assert_eq!(said.brier, Some(1.0));
        let score = record.score.unwrap();
        assert_eq!((score.log, score.log_low), (None, None));
        // Exactly never; or as good as never, as far as a thousand plays can tell.
        assert_eq!(score.log_high.is_some(), plays > 0);
    }
}
