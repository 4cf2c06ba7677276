//! What hangs on which equilibrium is played: `branch`, what a run says of it, and the page of a stage game.

use crate::common::calls::print;
use serde_json::Value;
use std::path::Path;

fn json(call: &str) -> Value {
    let folder = tempfile::tempdir().unwrap();
    serde_json::from_str(&print(folder.path(), call)).unwrap()
}

/// The chance that `left` swerves in the first round, and the list of logit equilibria.
fn page(settings: &str) -> (f64, Vec<Value>) {
    let call = "solve textbook/chicken --round 1 --json --set rounds=1 --set actor.left.rationality=1 --set actor.right.rationality=1";
    let page = json(&format!("{call}{settings}"));
    let swerves = page["types"][0]["moves"][0]["probability"].as_f64().unwrap();
    (swerves, page["logit"].as_array().unwrap().clone())
}

#[test]
fn in_symmetric_chicken_both_do_alike_and_either_is_given_its_way_where_that_is_asked_for() {
    let (alike, listed) = page("");
    assert_eq!(listed.len(), 3);
    let stable: Vec<bool> = listed.iter().map(|found| found["stable"].as_bool().unwrap()).collect();
    let played: Vec<bool> = listed.iter().map(|found| found["played"].as_bool().unwrap()).collect();
    assert_eq!((stable.iter().filter(|stable| **stable).count(), played), (2, vec![true, false, false]));
    assert!(!stable[0], "the symmetric one is unstable beyond its pitchfork");
    let (left, right) = (page(" --set branch=left").0, page(" --set branch=right").0);
    assert!(left < 0.3 && alike > 0.5 && right > 0.95, "{left} {alike} {right}");
    let found: Vec<f64> = listed.iter().map(|found| found["mixes"][0][0].as_f64().unwrap()).collect();
    assert!(found.iter().any(|own| (own - left).abs() < 1e-9), "{found:?}");
    assert!(found.iter().any(|own| (own - right).abs() < 1e-9), "{found:?}");
}

#[test]
fn the_page_says_in_its_first_lines_that_what_is_played_is_unstable() {
    let call =
        "solve textbook/chicken --round 1 --set actor.left.rationality=1 --set actor.right.rationality=1";
    let told = print(Path::new("."), call);
    let first: Vec<&str> = told.lines().skip(1).take(3).map(str::trim).collect();
    assert!(
        first.join(" ").contains("3 logit equilibria are found, and the one played is unstable"),
        "{told}"
    );
    let calm = print(
        Path::new("."),
        "solve textbook/chicken --round 1 --set actor.left.rationality=0.2 --set actor.right.rationality=0.2",
    );
    assert!(!calm.contains("logit equilibria are found"), "{calm}");
}

#[test]
fn a_run_says_how_much_time_hangs_on_the_choice_and_how_plays_would_end_otherwise() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/branch/common-interest.toml");
    let call = format!("run {file} --exact --plays 0 --no-charts --json");
    let run = json(&call);
    let selection = &run["selection"];
    assert!(selection["time"].as_f64().unwrap() > 0.99, "{selection}");
    let branches = selection["branches"].as_array().unwrap();
    assert_eq!(branches.len(), 2);
    for branch in branches {
        let actor = branch["actor"].as_str().unwrap();
        let other = json(&format!("{call} --set branch={actor}"));
        for (share, outcome) in
            branch["shares"].as_array().unwrap().iter().zip(other["outcomes"].as_array().unwrap())
        {
            assert_eq!(share, &outcome["exact"], "{actor}");
        }
        assert!(other["certificate"]["chosen"].as_u64().unwrap() > 0);
        assert!(other.get("selection").is_none(), "nothing is said of a choice that was made");
    }
    // Where nothing folds, nothing is said.
    assert!(
        json("run textbook/gamblers-ruin --exact --plays 0 --no-charts --json").get("selection").is_none()
    );
}

#[test]
fn a_branch_of_nobody_is_a_mistake_with_its_place() {
    let call =
        crate::common::calls::call(Path::new("."), "run textbook/chicken --plays 10 --set branch=lefty");
    let told = String::from_utf8(call.stderr).unwrap();
    assert!(told.contains("There is no actor `lefty`"), "{told}");
}
