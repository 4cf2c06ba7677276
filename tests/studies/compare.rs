//! `standoff compare` as a person or a script meets it.

use crate::common::calls::{call, print};
use serde_json::Value;
use std::path::Path;

fn json(folder: &Path, arguments: &str) -> Value {
    serde_json::from_str(&print(folder, &format!("{arguments} --json"))).unwrap()
}

const TWO: &str = "textbook/brinkmanship textbook/brinkmanship-hard-line";

#[test]
fn each_scenario_has_the_figures_of_its_own_run() {
    let folder = tempfile::tempdir().unwrap();
    let study = json(folder.path(), &format!("compare {TWO}"));
    let points = [&study["base"], &study["points"][0]];
    for (point, name) in points.into_iter().zip(TWO.split(' ')) {
        assert_eq!(point["factors"]["scenario"], name);
        let run = json(folder.path(), &format!("run {name} --plays 0 --exact"));
        for (compared, ran) in
            point["outcomes"].as_array().unwrap().iter().zip(run["outcomes"].as_array().unwrap())
        {
            assert_eq!((&compared["id"], &compared["share"]), (&ran["id"], &ran["share"]));
        }
        for (compared, ran) in
            point["actors"].as_array().unwrap().iter().zip(run["actors"].as_array().unwrap())
        {
            assert_eq!(compared["payoff_mean"], ran["payoff_mean"]);
        }
    }
    let share = |point: &Value| point["outcomes"][0]["share"].as_f64().unwrap();
    let change = study["points"][0]["outcomes"][0]["change"]["value"].as_f64().unwrap();
    assert_eq!(change, share(points[1]) - share(points[0]));
    assert!(study["findings"][0].as_str().unwrap().starts_with("textbook/brinkmanship-hard-line"));
    let place = folder.path().join("output/textbook/brinkmanship/sweep-2018");
    assert!(place.join("charts/outcomes-by-value.svg").is_file());
}

#[test]
fn plays_are_paired() {
    let folder = tempfile::tempdir().unwrap();
    let study = json(folder.path(), &format!("compare {TWO} --plays 4000"));
    let point = &study["points"][0];
    // Under the same luck a difference is surer than the two shares are.
    for (here, there) in
        point["outcomes"].as_array().unwrap().iter().zip(study["base"]["outcomes"].as_array().unwrap())
    {
        let wide = |of: &Value| of["high"].as_f64().unwrap() - of["low"].as_f64().unwrap();
        assert!(wide(&here["change"]) < wide(here) + wide(there));
    }
}

#[test]
fn a_scenario_with_itself_is_no_different() {
    let folder = tempfile::tempdir().unwrap();
    let study = json(folder.path(), "compare textbook/chicken textbook/chicken --plays 500");
    assert_eq!(study["points"][0]["outcomes"][0]["change"]["value"], 0.0);
    assert!(study["findings"][0].as_str().unwrap().contains("as far as these plays tell"));
}

#[test]
fn what_cannot_be_compared_is_told_with_its_place() {
    let folder = tempfile::tempdir().unwrap();
    for (arguments, expected) in [
        ("compare textbook/chicken textbook/gamblers-ruin", "has other outcomes or actors than"),
        ("compare textbook/chicken textbook/chickn", "There is no scenario `textbook/chickn`"),
        ("compare textbook/chicken", "2 values required"),
    ] {
        let output = call(folder.path(), arguments);
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{arguments}");
        assert!(told.contains(expected), "{arguments}: {told}");
    }
    assert!(!folder.path().join("output").exists());
}
