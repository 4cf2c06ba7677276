//! Several at work in one folder at a time: nobody loses anything, and everybody ends well.

use crate::common::calls::{call, files, for_a_while, names, print, standoff, sum, tiny};
use standoff::results::{read_manifest, read_study, read_summary};
use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Child, Stdio};

/// Starts all calls, and then waits for all; each must succeed, and what it prints is given.
fn together(folder: &Path, calls: &[String]) -> Vec<String> {
    let start = |call: &String| -> Child {
        let mut command = standoff(folder);
        command.args(call.split_whitespace()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command.spawn().unwrap()
    };
    let started: Vec<Child> = calls.iter().map(start).collect();
    let ended = started.into_iter().zip(calls).map(|(child, call)| {
        let output = child.wait_with_output().unwrap();
        let complaint = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "standoff {call}: {}: {complaint}", output.status);
        assert_eq!(complaint, "", "standoff {call}");
        String::from_utf8(output.stdout).unwrap()
    });
    ended.collect()
}

/// Eight runs of one scenario at once: two that are the same, others of the same seed and another number of plays, which
/// want the same folder, and some of other seeds.
fn eight_at_once(round: usize) {
    let folder = tiny();
    // What is there already may be in the way.
    if round % 2 == 1 {
        print(folder.path(), "run tiny.toml --plays 20 --no-charts");
    }
    let asked = [(20, 2018), (20, 2018), (21, 2018), (22, 2018), (23, 2018), (20, 1), (21, 1), (20, 2)];
    let calls = asked
        .map(|(plays, seed)| format!("run tiny.toml --plays {plays} --seed {seed} --no-charts --threads 1"));
    let printed = together(folder.path(), &calls);
    let root = folder.path().join("output/tiny");
    let mut found = BTreeMap::new();
    for name in names(&root) {
        // Reading looks whether it is whole.
        let summary = read_summary(&root.join(&name)).unwrap();
        let twice = found.insert((summary.plays, summary.seed), name.clone());
        assert_eq!(twice, None, "round {round}: {name} is there twice");
    }
    for (asked, printed) in asked.iter().zip(printed) {
        let name =
            found.get(asked).unwrap_or_else(|| panic!("round {round}: {asked:?} is lost of {found:?}"));
        assert!(printed.contains(&format!("output/tiny/{name}\n")), "round {round}: {printed}");
    }
    assert_eq!(found.len(), 7, "round {round}");
    assert_eq!(for_a_while(folder.path()), Vec::<std::path::PathBuf>::new(), "round {round}");
}

#[test]
fn runs_that_start_together_all_leave_their_results() {
    (0..4).for_each(eight_at_once);
}

#[test]
#[ignore = "takes minutes; STANDOFF_ROUNDS says how often eight are started at once"]
fn runs_that_start_together_many_times_over_lose_nothing() {
    let rounds = std::env::var("STANDOFF_ROUNDS").map_or(50, |rounds| rounds.parse().unwrap());
    (0..rounds).for_each(eight_at_once);
}

#[test]
fn other_work_at_once_leaves_its_results_too() {
    let folder = tiny();
    let vary = "--vary rule.slip.chance=0.1..0.9";
    let calls = [
        format!("sweep tiny.toml {vary}:3 --no-charts"),
        format!("sweep tiny.toml {vary}:4 --no-charts"),
        format!("sweep tiny.toml {vary}:3 --plays 10 --no-charts"),
        "run tiny.toml --plays 20 --no-charts".to_owned(),
    ];
    together(folder.path(), &calls);
    let root = folder.path().join("output/tiny");
    let sweeps: Vec<_> = names(&root).into_iter().filter(|name| name.starts_with("sweep-")).collect();
    let mut points: Vec<_> =
        sweeps.iter().map(|name| read_study(&root.join(name)).unwrap().points.len()).collect();
    points.sort_unstable();
    assert_eq!(points, [3, 3, 4]);
}

#[test]
fn charts_and_reports_at_once_leave_a_manifest_that_lists_what_is_there() {
    let folder = tiny();
    print(folder.path(), "run tiny.toml --plays 20 --exact --no-charts");
    let place = "output/tiny/run-2018";
    let calls = [
        format!("report {place}"),
        format!("chart {place}"),
        format!("chart {place} --size column --format pdf"),
        format!("chart {place} --size slide --format svg --greyscale"),
    ];
    together(folder.path(), &calls);
    let place = folder.path().join(place);
    let mut there = files(&place);
    there.remove("manifest.json");
    let there: BTreeMap<String, String> =
        there.iter().map(|(name, bytes)| (name.clone(), sum(bytes))).collect();
    assert_eq!(read_manifest(&place).unwrap().files, there);
    assert!(
        there.keys().any(|name| name == "report.html") && there.keys().any(|name| name.ends_with(".pdf"))
    );
}

#[test]
fn what_people_put_beside_results_is_left_alone_and_told() {
    let folder = tiny();
    let run = "run tiny.toml --plays 20 --exact";
    print(folder.path(), run);
    let place = folder.path().join("output/tiny/run-2018");
    print(folder.path(), "report output/tiny/run-2018");
    print(folder.path(), "chart output/tiny/run-2018 --size column --format pdf");
    std::fs::write(place.join("NOTES.txt"), "mine").unwrap();
    let before = files(&place);
    let again = call(folder.path(), &format!("{run} --no-charts"));
    let told = String::from_utf8(again.stderr).unwrap();
    let note = "note: output/tiny/run-2018: left alone, since no run has left it there: NOTES.txt\n";
    assert_eq!((told.as_str(), again.status.code()), (note, Some(0)));
    let mut after = files(&place);
    assert_ne!(after["manifest.json"], before["manifest.json"], "the command has --no-charts now");
    after.insert("manifest.json".to_owned(), before["manifest.json"].clone());
    assert!(after == before, "reports, charts and notes are there as they were");
}

#[test]
fn what_really_happened_tells_results_apart() {
    let folder = tiny();
    let record = |outcome: &str| {
        let event = format!("[[record.event]]\nround = 1\nsays = \"It ended.\"\noutcome = \"{outcome}\"\n");
        let text = format!("{}\n[record]\nnote = \"So it was.\"\n{event}", crate::common::calls::TINY);
        std::fs::write(folder.path().join("tiny.toml"), text).unwrap();
        print(folder.path(), "run tiny.toml --plays 20 --no-charts");
    };
    record("war");
    record("end");
    let root = folder.path().join("output/tiny");
    assert_eq!(names(&root).len(), 2, "the first has not been replaced");
    let told: Vec<String> = names(&root)
        .iter()
        .map(|name| read_summary(&root.join(name)).unwrap().record.unwrap().facts[0].happened.clone())
        .collect();
    assert_ne!(told[0], told[1]);
}
