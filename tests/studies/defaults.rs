//! What a sweep says of the scenario as it stands, and of what nothing moves.

use crate::common::calls::{call, print};
use serde_json::Value;
use std::fs;
use std::path::Path;

fn case(folder: &Path, name: &str) {
    let from = Path::new("tests/data/cases").join(name);
    fs::copy(from, folder.join(name)).unwrap();
}

#[test]
fn a_default_is_the_value_of_the_scenario_as_it_stands() {
    let folder = tempfile::tempdir().unwrap();
    case(folder.path(), "default-discount.toml");
    let call = "sweep default-discount.toml --vary actor.a.discount=0.8..0.9:2";
    let printed = print(folder.path(), call);
    let row = printed.lines().find(|line| line.trim_start().starts_with("0 ")).unwrap();
    assert_eq!(row.split_whitespace().nth(1), Some("1"), "{row}");
    let points = folder.path().join("output/default-discount/sweep-2018/points.csv");
    assert!(fs::read_to_string(points).unwrap().lines().nth(1).unwrap().starts_with("0,1,"));
    let study: Value = serde_json::from_str(&print(folder.path(), &format!("{call} --json"))).unwrap();
    assert_eq!(study["base"]["factors"]["actor.a.discount"].as_f64(), Some(1.0));
}

#[test]
fn every_design_says_of_a_constant_outcome_that_it_is_constant() {
    let folder = tempfile::tempdir().unwrap();
    case(folder.path(), "constant-outcome.toml");
    for design in ["grid", "one-at-a-time", "lhs", "sobol", "morris", "saltelli --points 16"] {
        let call = format!(
            "sweep constant-outcome.toml --vary rule.noop.chance=0.1..0.9 --vary actor.a.discount=0.5..1 --design {design} --json"
        );
        let study: Value = serde_json::from_str(&print(folder.path(), &call)).unwrap();
        let findings = study["findings"].as_array().unwrap();
        let told = findings
            .iter()
            .any(|one| one.as_str().unwrap().starts_with("`end` has the same share at all points: 100"));
        assert!(told, "{design}: {findings:?}");
        let outcomes =
            study["points"].as_array().unwrap().iter().flat_map(|one| one["outcomes"].as_array().unwrap());
        for outcome in outcomes {
            assert!(outcome["share"].as_f64().unwrap() <= 1.0, "{design}: {outcome}");
        }
        if design == "morris" {
            for measure in study["analysis"]["measures"].as_array().unwrap() {
                for factor in measure["factors"].as_array().unwrap() {
                    let star = &factor["mu_star"];
                    let all = [&star["value"], &star["low"], &star["high"], &factor["mu"], &factor["sigma"]];
                    assert!(all.iter().all(|one| one.as_f64() == Some(0.0)), "{measure}");
                }
            }
        }
    }
}

#[test]
fn too_few_base_points_are_told_how_many_it_takes() {
    let folder = tempfile::tempdir().unwrap();
    case(folder.path(), "constant-outcome.toml");
    let output = call(
        folder.path(),
        "sweep constant-outcome.toml --vary rule.noop.chance=0.1..0.9 --design saltelli --points 8",
    );
    assert_eq!(
        String::from_utf8(output.stderr).unwrap(),
        "error: 8 base points cannot be parted into 8 replicates of two or more, which intervals come from: give 16 or \
         more, a multiple of 8 and best a power of two\n"
    );
}
