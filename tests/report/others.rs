//! The reports of a sweep and of several runs.

use super::{left, reported};
use standoff::report::{Format, write_compared};
use standoff::results::{read_study, read_summary};
use standoff::run::Leave;
use standoff::scenario::Request;
use standoff::study::sweep::{Sweep, sweep};

#[test]
fn a_sweep_has_a_report_with_its_findings_and_its_points() {
    let root = tempfile::tempdir().unwrap();
    let vary = vec!["track.purse.start=3..7:5".to_owned()];
    let job = Sweep { vary, seed: 1, ..Sweep::new(Request::new("textbook/gamblers-ruin")) };
    let leave = Leave { root: root.path().to_owned(), charts: false, plays: false };
    let folder = sweep(&job, Some(&leave), |_| {}).unwrap().folder.unwrap();
    let (page, markdown) = reported(&folder);
    let study = read_study(&folder).unwrap();
    assert!(!study.findings.is_empty() && study.points.len() == 5);
    for point in &study.points {
        for outcome in &point.outcomes {
            assert!(page.contains(&outcome.told(0)), "{}", outcome.told(0));
        }
    }
    for text in ["track.purse.start", "3 to 7", "What it does not say"] {
        assert!(page.contains(text) && markdown.contains(text), "{text}");
    }
    assert_eq!(page.matches("<figure").count(), 1);
    assert_eq!((page, markdown), reported(&folder), "the same bytes");
}

#[test]
fn runs_stand_side_by_side_with_a_column_each() {
    let root = tempfile::tempdir().unwrap();
    let names = ["textbook/chicken", "textbook/hawk-dove", "cuba-1962"];
    let folders: Vec<_> = names.iter().map(|name| left(root.path(), name, 100, false)).collect();
    let into = root.path().join("together");
    let written = write_compared(&folders, &into, &[Format::Html, Format::Markdown]).unwrap();
    let names: Vec<_> =
        written.iter().map(|path| path.strip_prefix(&into).unwrap().to_str().unwrap()).collect();
    assert_eq!(names, ["comparison.html", "charts/runs-compared.svg", "comparison.md"]);
    let page = std::fs::read_to_string(&written[0]).unwrap();
    for folder in &folders {
        let summary = read_summary(folder).unwrap();
        assert!(page.contains(&format!(": {}</th>", summary.scenario)), "{}", summary.scenario);
        for outcome in &summary.outcomes {
            let share = standoff::prose::numbers::estimate(outcome.share, outcome.low, outcome.high);
            assert!(page.contains(&share), "{}: {share}", outcome.label);
        }
    }
    assert!(page.contains("not in this scenario"), "outcomes that a scenario lacks are told");
}
