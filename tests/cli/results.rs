//! What a run prints and leaves.

use super::{call, print};
use crate::common::calls::files;
use serde_json::Value;

#[test]
fn the_number_of_threads_changes_no_byte_and_the_seed_does() {
    let folder = tempfile::tempdir().unwrap();
    let run = |options: &str| {
        print(folder.path(), &format!("run korea-2018/as-told --plays 2001 --save-plays --json {options}"))
    };
    let one = run("--seed 0 --threads 1 --output one");
    let two = run("--seed 0 --threads 2 --output two");
    assert_eq!(one, two);
    assert!(files(&folder.path().join("one")) == files(&folder.path().join("two")));
    let other = run("--seed 1 --no-charts");
    let shares = |text: &str| serde_json::from_str::<Value>(text).unwrap()["outcomes"].to_string();
    assert_ne!(shares(&one), shares(&other));
}

#[test]
fn json_is_one_document_with_the_promised_fields() {
    let folder = tempfile::tempdir().unwrap();
    let output =
        call(folder.path(), "run textbook/gamblers-ruin --plays 500 --exact --json --set rounds=100");
    assert_eq!(output.stderr, b"", "nothing but the document");
    let run: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((&run["format"], &run["seed"], &run["plays"]), (&1.into(), &2018.into(), &500.into()));
    assert_eq!(run["scenario"], "textbook/gamblers-ruin");
    for field in ["id", "share", "low", "high", "exact", "z"] {
        assert!(run["outcomes"][0].get(field).is_some(), "outcomes.{field}");
    }
    for field in ["id", "payoff_mean", "payoff_se", "exact"] {
        assert!(run["actors"][0].get(field).is_some(), "actors.{field}");
    }
    assert!(run["rounds"]["mean"].is_f64());
    assert_eq!(run["tracks"][0]["mean_by_round"].as_array().unwrap().len(), 101);
    assert_eq!(run["moves"][0]["first_by_round"].as_array().unwrap().len(), 100);
    assert!(run["moves"][0]["mean_count"].is_f64());

    let both = print(folder.path(), "run textbook/gamblers-ruin textbook/chicken --plays 10 --json");
    let both: Value = serde_json::from_str(&both).unwrap();
    assert_eq!(both.as_array().unwrap().len(), 2);
}

#[test]
fn exact_figures_stand_alone_where_nothing_is_sampled() {
    let folder = tempfile::tempdir().unwrap();
    let run = print(folder.path(), "run textbook/gamblers-ruin --plays 0 --exact --json --set rounds=100");
    let run: Value = serde_json::from_str(&run).unwrap();
    let outcome = &run["outcomes"][0];
    assert_eq!(run["plays"], 0);
    assert_eq!(outcome["share"], outcome["exact"]);
    assert!(outcome.get("z").is_none());
}

#[test]
fn a_run_to_a_precision_stops_when_it_has_it() {
    let folder = tempfile::tempdir().unwrap();
    let run = print(folder.path(), "run textbook/gamblers-ruin --precision 0.01 --json --no-charts");
    let run: Value = serde_json::from_str(&run).unwrap();
    for outcome in run["outcomes"].as_array().unwrap() {
        let half = (outcome["high"].as_f64().unwrap() - outcome["low"].as_f64().unwrap()) / 2.0;
        assert!(half <= 0.01, "{outcome}");
    }
    assert_eq!(run["plays"], 8192, "one of the sizes declared beforehand");
}

#[test]
fn the_same_run_has_one_folder_and_other_settings_have_another() {
    let folder = tempfile::tempdir().unwrap();
    let runs = || {
        let root = folder.path().join("output/textbook/chicken");
        let names = std::fs::read_dir(root).unwrap().map(|entry| entry.unwrap().file_name());
        let mut names: Vec<String> = names.map(|name| name.to_string_lossy().into_owned()).collect();
        names.sort();
        names
    };
    print(folder.path(), "run textbook/chicken --plays 50");
    let first = files(&folder.path().join("output/textbook/chicken/run-2018"));
    assert_eq!(first.keys().filter(|name| name.ends_with(".svg")).count(), 6);
    print(folder.path(), "run textbook/chicken --plays 50 --seed 2018");
    assert_eq!(runs(), ["run-2018"]);
    assert!(first == files(&folder.path().join("output/textbook/chicken/run-2018")));
    print(folder.path(), "run textbook/chicken --plays 51");
    assert_eq!(runs().len(), 2);
}

#[test]
fn the_manifest_tells_how_to_repeat_the_run() {
    let folder = tempfile::tempdir().unwrap();
    print(
        folder.path(),
        "run textbook/chicken --plays 50 --set rounds=9 --strategy left=grim --no-charts --threads 2",
    );
    let place = folder.path().join("output/textbook/chicken/run-2018");
    let before = files(&place);
    let manifest: Value = serde_json::from_slice(&before["manifest.json"]).unwrap();
    let repeat = manifest["repeat"].as_str().unwrap();
    assert_eq!(
        repeat,
        "standoff run textbook/chicken --plays 50 --seed 2018 --set rounds=9 --strategy left=grim --no-charts"
    );
    std::fs::remove_dir_all(&place).unwrap();
    print(folder.path(), repeat.strip_prefix("standoff ").unwrap());
    assert!(before == files(&place));
}

#[test]
fn charts_can_be_drawn_again() {
    let folder = tempfile::tempdir().unwrap();
    print(folder.path(), "run textbook/chicken --plays 50");
    let place = folder.path().join("output/textbook/chicken/run-2018");
    let before = files(&place);
    std::fs::remove_dir_all(place.join("charts")).unwrap();
    let drawn = print(folder.path(), "chart output/textbook/chicken/run-2018 --kind outcome-shares");
    assert_eq!(drawn.lines().count(), 2);
    print(folder.path(), "chart output/textbook/chicken/run-2018");
    assert!(before == files(&place));
}

#[test]
fn colours_are_for_terminals() {
    let folder = tempfile::tempdir().unwrap();
    let told = super::standoff(folder.path())
        .env_remove("NO_COLOR")
        .args(["replay", "textbook/chicken", "--play", "1"])
        .output()
        .unwrap();
    assert!(!told.stdout.contains(&0x1b));
    // Even where colours are forced, NO_COLOR has the last word.
    let forced = |no_color: bool| {
        let mut command = super::standoff(folder.path());
        command.env("CLICOLOR_FORCE", "1").args(["replay", "textbook/chicken", "--play", "1"]);
        if !no_color {
            command.env_remove("NO_COLOR");
        }
        command.output().unwrap().stdout.contains(&0x1b)
    };
    assert!(forced(false));
    assert!(!forced(true));
}
