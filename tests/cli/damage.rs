//! Folders of results that something has happened to: an error with its place and what to do, never a figure or a panic.

#![allow(clippy::print_stderr)] // the whole comparison tells its figures

use crate::common::calls::{self, TINY, call, files, print, tiny};
use serde_json::Value;
use standoff::chart::Format;
use standoff::report;
use standoff::results::to_json;
use standoff::run::{Drawing, redraw};
use std::collections::HashSet;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

/// [`calls::forge`] with figures.
fn forge(folder: &Path, file: &str, figures: &Value) {
    calls::forge(folder, file, to_json(figures).as_bytes());
}

fn read(folder: &Path, file: &str) -> Value {
    serde_json::from_slice(&fs::read(folder.join(file)).unwrap()).unwrap()
}

/// Folders of every kind of results, each with its file of figures.
fn every_kind(root: &Path) -> Vec<(PathBuf, &'static str)> {
    let vary = "--vary rule.slip.chance=0.1..0.9";
    let choose = "--choose actor.a.strategy=random,always-hold";
    let calls = [
        ("run tiny.toml --plays 50 --exact", "run-2018", "summary.json"),
        ("robustness tiny.toml --samples 20", "robustness-2018", "robustness.json"),
        (&format!("sweep tiny.toml {vary}:3 --seed 1"), "sweep-1", "study.json"),
        (
            &format!("sweep tiny.toml {vary}:4 --vary rounds=1..4:2 --plays 20 --seed 2"),
            "sweep-2",
            "study.json",
        ),
        (
            &format!("sweep tiny.toml {vary} --vary rounds=1..4 --design morris --seed 3"),
            "sweep-3",
            "study.json",
        ),
        (
            &format!("sweep tiny.toml {vary} --vary rounds=1..4 --design saltelli --points 16 --seed 4"),
            "sweep-4",
            "study.json",
        ),
        (
            &format!(
                "sweep tiny.toml {choose} {vary} --vary rounds=1..4 --design lhs --points 4 --enough 0 --seed 5"
            ),
            "sweep-5",
            "study.json",
        ),
        (
            "tournament tiny.toml --side a=random,always-hold --side b=random,always-hold --seed 6",
            "sweep-6",
            "study.json",
        ),
        (&format!("sweep tiny.toml {vary} --vary rounds=1..4 --seed 7"), "sweep-7", "study.json"),
        ("compare tiny.toml other.toml --plays 20 --seed 9", "sweep-9", "study.json"),
    ];
    let other = TINY.replace("chance = 0.3", "chance = 0.6");
    fs::write(root.join("other.toml"), other).unwrap();
    let mut folders = Vec::new();
    for (arguments, place, file) in calls {
        print(root, &format!("{arguments} --no-charts"));
        folders.push((root.join("output/tiny").join(place), file));
    }
    // Where a statement begins to hold.
    let tipping = format!("sweep tiny.toml {vary}:4 --seed 8 --no-charts --where");
    let mut words: Vec<String> = tipping.split(' ').map(str::to_owned).collect();
    words.push("share(war) > 0.5".to_owned());
    assert!(calls::standoff(root).args(words).output().unwrap().status.success());
    folders.push((root.join("output/tiny/sweep-8"), "study.json"));
    // A report leaves which game it is.
    print(root, "report output/tiny/run-2018");
    folders.push((root.join("output/tiny/run-2018"), "diagnosis.json"));
    folders
}

#[test]
fn a_changed_file_of_any_kind_is_an_error_that_names_it_and_what_to_do() {
    let root = tiny();
    for (folder, file) in every_kind(root.path()) {
        let before = files(root.path());
        let whole = fs::read_to_string(folder.join(file)).unwrap();
        let place = folder.strip_prefix(root.path()).unwrap().display().to_string();
        for damaged in [whole.replacen("0.", "1.", 1), whole[..whole.len() / 2].to_owned(), String::new()] {
            fs::write(folder.join(file), damaged).unwrap();
            let output = call(root.path(), &format!("chart {place}"));
            let told = String::from_utf8(output.stderr).unwrap();
            assert_eq!(output.status.code(), Some(1), "{place}/{file}: {told}");
            assert!(told.starts_with(&format!("error: {place}/{file} is damaged: ")), "{told}");
            let again = if file == "diagnosis.json" { "standoff report " } else { "run it again: standoff " };
            assert!(told.contains(again), "{told}");
            if file != "diagnosis.json" {
                let output = call(root.path(), &format!("report {place}"));
                assert_eq!(output.status.code(), Some(1), "{place}/{file}");
            }
        }
        fs::write(folder.join(file), whole).unwrap();
        assert!(files(root.path()) == before, "nothing has been written");
    }
}

#[test]
fn figures_that_contradict_themselves_are_an_error_even_where_the_sums_are_right() {
    let root = tiny();
    let kinds = every_kind(root.path());
    let mut refused = 0;
    for (folder, file) in kinds {
        let whole = read(&folder, file);
        let mut wrong: Vec<Value> = Vec::new();
        for list in ["outcomes", "actors", "points", "moments", "types", "pairs"] {
            if whole[list].is_array() {
                for edit in [
                    |list: &mut Vec<Value>| list.push(list[0].clone()),
                    |list: &mut Vec<Value>| drop(list.pop()),
                ] {
                    let mut other = whole.clone();
                    edit(other[list].as_array_mut().unwrap());
                    wrong.push(other);
                }
            }
        }
        for share in ["/outcomes/0/share", "/base/outcomes/0/share", "/outcomes/0/stands", "/pairs/0/unseen"]
        {
            let mut other = whole.clone();
            if let Some(place) = other.pointer_mut(share) {
                *place = 7.5.into();
                wrong.push(other);
            }
        }
        for wrong in wrong {
            forge(&folder, file, &wrong);
            let place = folder.strip_prefix(root.path()).unwrap().display().to_string();
            let output = call(root.path(), &format!("chart {place}"));
            let told = String::from_utf8(output.stderr).unwrap();
            // A pair of types less, or a point less at the end, contradicts nothing.
            assert!([Some(0), Some(1)].contains(&output.status.code()), "{place}: {told}");
            if output.status.code() == Some(1) {
                assert!(told.contains(&format!("{file} is damaged: ")), "{told}");
                refused += 1;
            }
        }
        forge(&folder, file, &whole);
    }
    assert!(refused > 60, "{refused}");
}

/// The places of all values in a document, one of each form: `/points/0/outcomes/1/share` stands for all of its kind.
fn places(value: &Value, at: &str, form: &str, seen: &mut HashSet<String>, found: &mut Vec<String>) {
    if seen.insert(form.to_owned()) {
        found.push(at.to_owned());
    }
    match value {
        Value::Array(list) => {
            for (index, inner) in list.iter().enumerate() {
                // The last of a list is another place than the others.
                let mark = if index + 1 == list.len() { "-" } else { "+" };
                places(inner, &format!("{at}/{index}"), &format!("{form}/{mark}"), seen, found);
            }
        }
        Value::Object(map) => {
            for (key, inner) in map {
                let key = key.replace('~', "~0").replace('/', "~1");
                places(inner, &format!("{at}/{key}"), &format!("{form}/{key}"), seen, found);
            }
        }
        _ => {}
    }
}

/// What can be wrong with a value.
fn wrong(value: &Value) -> Vec<Value> {
    match value {
        Value::Array(list) => {
            let mut short = list.clone();
            short.pop();
            let mut long = list.clone();
            long.extend(list.first().cloned());
            vec![Value::Array(short), Value::Array(long), Value::Array(Vec::new())]
        }
        Value::Number(_) => vec![7.5.into(), (-3).into(), 1e300.into(), 0.into(), u64::MAX.into()],
        Value::String(_) => vec!["".into(), "another".into()],
        Value::Bool(is) => vec![(!is).into()],
        Value::Null => vec![0.5.into()],
        Value::Object(_) => vec![Value::Null],
    }
}

/// Changes every value of every kind of results in every way, one after the other, and draws and reports: each either
/// works or says what is wrong. Of every `step` changes one is tried.
fn no_change_is_a_panic(step: usize) {
    let root = tiny();
    let drawing = Drawing { formats: vec![Format::Svg], ..Drawing::default() };
    let (mut tried, mut refused, mut panicked) = (0, 0, Vec::new());
    for (folder, file) in every_kind(root.path()) {
        let whole = read(&folder, file);
        let (mut seen, mut found) = (HashSet::new(), Vec::new());
        places(&whole, "", "", &mut seen, &mut found);
        let changes = found.iter().flat_map(|place| {
            let all = wrong(whole.pointer(place).unwrap());
            all.into_iter().map(move |change| (place, change))
        });
        for (place, change) in changes.skip(step / 2).step_by(step) {
            let mut other = whole.clone();
            *other.pointer_mut(place).unwrap() = change.clone();
            forge(&folder, file, &other);
            tried += 1;
            let work = AssertUnwindSafe(|| {
                let drawn = redraw(&folder, &drawing).is_ok();
                // A diagnosis that is damaged would be worked out again, each time.
                let is_reported = file == "diagnosis.json" && !drawn;
                drawn && (is_reported || report::write(&folder, &[report::Format::Html], |_| {}).is_ok())
            });
            match catch_unwind(work) {
                Ok(done) => refused += usize::from(!done),
                Err(_) => panicked.push(format!("{}: {place} = {change}", folder.display())),
            }
        }
        forge(&folder, file, &whole);
    }
    eprintln!("{tried} changes, {refused} of them refused, {} panics", panicked.len());
    assert!(panicked.is_empty(), "{}", panicked.join("\n"));
}

#[test]
fn no_change_of_a_figure_is_a_panic() {
    no_change_is_a_panic(41);
}

#[test]
#[ignore = "takes minutes"]
fn no_change_of_any_figure_is_a_panic() {
    no_change_is_a_panic(1);
}

#[test]
fn no_points_are_taken_over_from_a_damaged_folder() {
    let root = tiny();
    let vary = "sweep tiny.toml --no-charts --vary rule.slip.chance=0.1..0.9";
    print(root.path(), &format!("{vary}:3"));
    let study = root.path().join("output/tiny/sweep-2018/study.json");
    let whole = fs::read_to_string(&study).unwrap();
    let changed = whole.replacen("\"share\": 0.", "\"share\": 0.9", 1);
    assert_ne!(whole, changed);
    fs::write(&study, changed).unwrap();
    let output = call(root.path(), &format!("{vary}:5"));
    let told = String::from_utf8(output.stderr).unwrap();
    let note = "note: no points are taken over: output/tiny/sweep-2018/study.json is damaged: ";
    assert!(output.status.success() && told.starts_with(note), "{told}");
    assert!(!String::from_utf8(output.stdout).unwrap().contains("taken over"));
    // Run again, it is whole, and of use again.
    print(root.path(), &format!("{vary}:3"));
    assert!(fs::read_to_string(&study).unwrap() == whole);
    assert!(print(root.path(), &format!("{vary}:9")).contains("taken over"));
}

#[cfg(unix)]
#[test]
fn what_is_no_regular_file_is_not_waited_for() {
    use rustix::fs::{CWD, FileType, Mode, mknodat};
    let root = tiny();
    print(root.path(), "run tiny.toml --plays 20 --exact --no-charts");
    print(root.path(), "report output/tiny/run-2018");
    let folder = root.path().join("output/tiny/run-2018");
    let pipe = |path: &Path| {
        fs::remove_file(path).ok();
        mknodat(CWD, path, FileType::Fifo, Mode::RUSR | Mode::WUSR, 0).unwrap();
    };
    let refused = |arguments: &str, code: i32| {
        let output = call(root.path(), arguments);
        let told = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(code), "{arguments}: {told}");
        assert!(told.contains("not a regular file"), "{arguments}: {told}");
    };
    pipe(&root.path().join("points.csv"));
    refused("sweep tiny.toml --design points.csv", 2);
    std::os::unix::fs::symlink("/dev/zero", root.path().join("zero.csv")).unwrap();
    refused("sweep tiny.toml --design zero.csv", 2);
    pipe(&root.path().join("study.toml"));
    refused("sweep --study study.toml", 2);
    pipe(&root.path().join("other.toml"));
    refused("check other.toml", 2);
    pipe(&folder.join("summary.json"));
    refused("chart output/tiny/run-2018", 1);
    refused("report output/tiny/run-2018", 1);
    pipe(&folder.join("manifest.json"));
    refused("chart output/tiny/run-2018", 1);
    refused("report output/tiny/run-2018", 1);
    // Who looks for a place for results passes such a folder by.
    print(root.path(), "run tiny.toml --plays 20 --exact --no-charts");
}
