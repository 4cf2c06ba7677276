//! `standoff sweep` as a person or a script meets it.

use crate::common::calls::{call, files, journal_lines, kill_at, print};
use serde_json::Value;
use std::fs;
use std::path::Path;

fn json(folder: &Path, arguments: &str) -> Value {
    serde_json::from_str(&print(folder, &format!("{arguments} --json"))).unwrap()
}

#[test]
fn a_point_has_the_figures_of_a_run_with_the_same_settings() {
    let folder = tempfile::tempdir().unwrap();
    let study = json(folder.path(), "sweep textbook/chicken-logit --vary actor.left.rationality=0.1..0.4:4");
    let points = study["points"].as_array().unwrap();
    assert_eq!(points.len(), 4);
    for point in points {
        let rationality = &point["factors"]["actor.left.rationality"];
        let setting = format!("--set actor.left.rationality={rationality}");
        let run = json(folder.path(), &format!("run textbook/chicken-logit --plays 0 --exact {setting}"));
        for list in ["outcomes", "actors"] {
            let (swept, ran) = (point[list].as_array().unwrap(), run[list].as_array().unwrap());
            assert_eq!(swept.len(), ran.len());
            for (swept, ran) in swept.iter().zip(ran) {
                for field in ["id", "share", "low", "high", "exact", "payoff_mean", "payoff_se"] {
                    assert_eq!(swept.get(field), ran.get(field), "{list} {field} at {rationality}");
                }
                assert!(swept["exact"].is_number());
            }
        }
    }
}

/// Feller's formula: from a purse of s, fortune (10) comes first with probability (1 − r^s) / (1 − r^10), r = (1 − p) / p.
#[test]
fn the_points_of_the_gamblers_ruin_are_those_of_the_formula() {
    let folder = tempfile::tempdir().unwrap();
    let vary = "--vary track.purse.start=1..9 --vary rule.bet.chance=0.3,0.45,0.6";
    let study = json(folder.path(), &format!("sweep textbook/gamblers-ruin {vary}"));
    let points = study["points"].as_array().unwrap();
    assert_eq!(points.len(), 27);
    for point in points {
        let factor = |path: &str| point["factors"][path].as_f64().unwrap();
        let (start, p) = (factor("track.purse.start"), factor("rule.bet.chance"));
        let r = (1.0 - p) / p;
        let expected = (1.0 - r.powf(start)) / (1.0 - r.powi(10));
        let outcomes = point["outcomes"].as_array().unwrap();
        let fortune = outcomes.iter().find(|outcome| outcome["id"] == "fortune").unwrap();
        let share = fortune["exact"].as_f64().unwrap();
        assert!((share - expected).abs() < 1e-9, "{start} {p}: {share} {expected}");
    }
}

#[test]
fn a_crossing_of_one_half_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let told = print(folder.path(), "sweep textbook/gamblers-ruin --vary rule.bet.chance=0.41..0.59:10");
    let told = told.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(told.contains("crosses 50 % between rule.bet.chance = 0.49, with 45.0 %, and 0.51,"), "{told}");
    assert!(told.contains("The likeliest outcome changes from `"), "{told}");
}

#[test]
fn sampled_points_are_those_of_runs_under_the_same_luck() {
    let folder = tempfile::tempdir().unwrap();
    let call = "sweep textbook/gamblers-ruin --vary track.purse.start=3,7 --plays 600 --seed 7";
    let study = json(folder.path(), call);
    for (point, start) in study["points"].as_array().unwrap().iter().zip([3, 7]) {
        let run = json(
            folder.path(),
            &format!("run textbook/gamblers-ruin --plays 600 --seed 7 --set track.purse.start={start}"),
        );
        for (swept, ran) in
            point["outcomes"].as_array().unwrap().iter().zip(run["outcomes"].as_array().unwrap())
        {
            assert_eq!(swept["share"], ran["share"]);
            assert_eq!(swept["low"], ran["low"]);
            let change = &swept["change"];
            assert!(change["low"].as_f64() <= change["value"].as_f64());
            assert!(change["value"].as_f64() <= change["high"].as_f64());
        }
        assert!(point["outcomes"][0].get("exact").is_none());
    }
}

#[test]
fn the_document_has_the_fields_that_readers_rely_on() {
    let folder = tempfile::tempdir().unwrap();
    let vary = "--vary rounds=2..3 --vary actor.left.strategy=grim,pavlov";
    let study = json(folder.path(), &format!("sweep textbook/chicken {vary} --seed 5"));
    assert_eq!(study["format"], 1);
    assert_eq!(study["scenario"], "textbook/chicken");
    assert_eq!((study["seed"].as_u64(), study["design"].as_str()), (Some(5), Some("grid")));
    let points = study["points"].as_array().unwrap();
    assert_eq!(points.len(), 4);
    assert_eq!(points[3]["factors"]["rounds"], 3.0);
    assert_eq!(points[3]["factors"]["actor.left.strategy"], "pavlov");

    let place = folder.path().join("output/textbook/chicken/sweep-5");
    let written: Value = serde_json::from_slice(&fs::read(place.join("study.json")).unwrap()).unwrap();
    assert_eq!(written, study);
    let table = fs::read_to_string(place.join("points.csv")).unwrap();
    let outcomes = study["outcomes"].as_array().unwrap().len();
    assert!(table.starts_with("point,rounds,actor.left.strategy,outcome,share,low,high,exact,"));
    assert_eq!(table.lines().count(), 1 + 5 * outcomes);
    let manifest: Value = serde_json::from_slice(&fs::read(place.join("manifest.json")).unwrap()).unwrap();
    let repeat = manifest["repeat"].as_str().unwrap();
    assert!(repeat.starts_with("standoff sweep textbook/chicken --vary rounds=2..3"), "{repeat}");
    assert_eq!(manifest["settings"]["study"]["design"], "grid");
}

#[test]
fn a_bad_factor_is_told_with_its_place_before_anything_runs() {
    let folder = tempfile::tempdir().unwrap();
    let cases = [
        ("actor.lefd.rationality=0..1", "--vary actor.lefd.rationality=0..1:1:7: `actor` has no `lefd`."),
        (
            "actor.left.rationality=1..0",
            "--vary actor.left.rationality=1..0:1:24: The range from 1 to 0 is empty",
        ),
        ("actor.left.discount=0.5..2", "--vary actor.left.discount=0.5..2:1:26: "),
        ("actor.left.strategy=grim,grimm", "--vary actor.left.strategy=grim,grimm:1:26: "),
        ("rounds=1.5..3", "--vary rounds=1.5..3:1:8: "),
    ];
    for (factor, expected) in cases {
        let output = call(folder.path(), &format!("sweep textbook/chicken-logit --vary {factor}"));
        let told = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{factor}");
        assert!(told.starts_with(expected), "{factor}: {told}");
        assert!(output.stdout.is_empty());
    }
    for (call_, expected) in [
        ("sweep textbook/chicken", "nothing to vary"),
        ("sweep textbook/chicken --vary rounds=2..3 --vary rounds=4..5", "varied twice"),
        ("sweep textbook/chicken --vary rounds=2..3 --points 9", "leave out --points"),
        ("sweep textbook/chicken --vary rounds=2..3 --design girds", "the designs are grid"),
        ("sweep textbook/chicken --vary rounds=2..3 --design saltelli --points 20", "a multiple of 8"),
        ("sweep textbook/chicken --vary rounds=2..3 --second-order", "is for `saltelli`"),
        ("sweep textbook/chicken --vary rounds=2..3 --design morris --plays 15", "a multiple of 10"),
        ("sweep textbook/chicken --vary rounds=2..3 --design morris --where share(end)>0", "not of `morris`"),
        (
            "sweep textbook/chicken --vary rounds=2..3 --where share(x)>0",
            "--where share(x)>0:1:1: There is no",
        ),
        (
            "sweep textbook/gamblers-ruin --vary rule.bet.chance=0.4..0.5 --where most(ruin)",
            "is one of a comparison",
        ),
        (
            "sweep textbook/gamblers-ruin --vary rule.bet.chance=0.4..0.5 --plays 9 --where share(ruin)>share(fortune)",
            "where one measure by itself crosses a number",
        ),
    ] {
        let output = call(folder.path(), call_);
        assert_eq!(output.status.code(), Some(2), "{call_}");
        assert!(String::from_utf8_lossy(&output.stderr).contains(expected), "{call_}");
    }
    assert!(!folder.path().join("output").exists());
}

#[test]
fn a_point_that_fails_is_kept_as_failed() {
    let folder = tempfile::tempdir().unwrap();
    // One that learns has no exact figures; the others have.
    let vary = "--vary actor.left.strategy=grim,fictitious-play";
    let study = json(folder.path(), &format!("sweep textbook/chicken --set rounds=5 {vary}"));
    let [grim, learner] = &study["points"].as_array().unwrap()[..] else { panic!("two points") };
    assert!(grim.get("failed").is_none());
    assert!(learner["failed"].as_str().unwrap().contains("learns"));
    assert_eq!(learner["outcomes"], Value::Array(vec![]));
    assert!(study["findings"][0].as_str().unwrap().starts_with("1 point has no figures; point 2:"));
}

const LONG: &str = "sweep textbook/chicken-logit --vary actor.left.rationality=0.05..0.45 \
                    --vary actor.right.rationality=0.05..0.45 --design sobol --points 160 --no-charts";

#[test]
fn threads_change_no_byte() {
    let (one, four) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let call = "sweep textbook/chicken-logit --vary actor.left.rationality=0.1..0.4:9";
    print(one.path(), &format!("{call} --threads 1"));
    print(four.path(), &format!("{call} --threads 4"));
    assert_eq!(files(one.path()), files(four.path()));
    print(one.path(), &format!("{call} --plays 1500 --threads 1"));
    print(four.path(), &format!("{call} --plays 1500 --threads 4"));
    assert_eq!(files(one.path()), files(four.path()));
    assert!(files(one.path()).keys().any(|name| name.ends_with("charts/outcomes-by-factor.png")));
}

#[test]
fn a_sweep_that_is_killed_nine_times_ends_in_the_same_bytes() {
    let (whole, killed) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    print(whole.path(), LONG);
    let lines = [1, 2, 9, 20, 41, 66, 90, 121, 150];
    let kills = lines.into_iter().filter(|&lines| kill_at(killed.path(), LONG, lines)).count();
    assert!(kills > 0, "no kill came in time");
    let done = journal_lines(killed.path());
    let told = print(killed.path(), LONG);
    if done > 1 {
        assert!(told.contains("taken over from before"), "{told}");
    }
    assert_eq!(files(whole.path()), files(killed.path()));
}

#[test]
fn a_sweep_of_more_points_keeps_those_that_are_done() {
    let (once, twice) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let more = LONG.replace("--points 160", "--points 24");
    print(once.path(), &more);
    // Stopped, and finished: both serve another design with the same values.
    let few = LONG.replace("--points 160", "--points 8");
    assert!(!print(twice.path(), &few).contains("taken over"));
    let told = print(twice.path(), &more).split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(told.contains("; 8 points taken over from before"), "{told}");
    let study = |folder: &Path| {
        let place = folder.join("output/textbook/chicken-logit");
        let folders = fs::read_dir(place).unwrap().map(|entry| entry.unwrap().path().join("study.json"));
        let studies = folders.filter_map(|path| fs::read_to_string(path).ok());
        studies.filter(|study| study.contains("\"point\": 24")).collect::<Vec<_>>()
    };
    assert_eq!(study(once.path()), study(twice.path()));
    // To do the same again is to check it.
    assert!(!print(once.path(), &more).contains("taken over"));
}

#[test]
fn a_change_of_anything_starts_anew_and_is_named() {
    let folder = tempfile::tempdir().unwrap();
    assert!(kill_at(folder.path(), LONG, 4), "the sweep was done before the kill");
    let few = LONG.replace("--points 160", "--points 2");
    for (change, named) in [
        ("--set rounds=2", "nothing is laid over its scenario"),
        ("--seed 7", "its seed is 2018"),
        ("--plays 100", "its figures are exact"),
    ] {
        let output = call(folder.path(), &format!("{few} {change}"));
        let complaint = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{complaint}");
        assert!(!String::from_utf8_lossy(&output.stdout).contains("taken over"), "{change}");
        assert!(complaint.contains("of another sweep, and is left as it is: "), "{complaint}");
        assert!(complaint.contains(named), "{complaint}");
    }
    let output = call(folder.path(), LONG);
    assert!(String::from_utf8_lossy(&output.stdout).contains("taken over"));
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn a_search_for_a_tipping_point_that_is_killed_goes_on() {
    let (whole, killed) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let search = "sweep textbook/gamblers-ruin --vary rule.bet.chance=0.3..0.7:4 --plays 30000 --no-charts \
                  --where share(fortune)>0.5";
    print(whole.path(), search);
    // The head, four points of the grid, and some beyond it.
    let kills = [3, 7, 9].into_iter().filter(|&lines| kill_at(killed.path(), search, lines)).count();
    assert!(kills > 0, "no kill came in time");
    print(killed.path(), search);
    assert_eq!(files(whole.path()), files(killed.path()));
}
