//! Where the numbers of the library come from: each is supported by a claim or is an assumption that says so.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use standoff::scenario::{
    Loaded, Request, Scenario, ScenarioFile, Support, is_within, list, load, load_text, numbers,
};

fn scenario(name: &str) -> Scenario {
    load(&Request::new(name)).unwrap_or_else(|error| panic!("{name}: {error}")).scenario
}

fn names() -> Vec<String> {
    list().into_iter().map(|entry| entry.name).collect()
}

#[test]
fn every_number_of_the_library_has_a_claim_or_is_called_an_assumption() {
    let mut untold = Vec::new();
    for name in names() {
        for number in numbers(&scenario(&name)) {
            if number.support().is_none() && number.assumed.is_none() {
                untold.push(format!("{name}: {} = {}", number.path, number.value));
            }
        }
    }
    assert!(
        untold.is_empty(),
        "name a claim that supports these, or a reason under [assumed]:\n{}",
        untold.join("\n")
    );
}

#[test]
fn a_number_that_is_added_without_either_is_noticed() {
    let text = "extends = \"korea-2018\"\nactor.us.payoff.move.hold = 1";
    let Loaded { scenario, .. } = load_text("test", text).unwrap();
    let untold: Vec<String> = numbers(&scenario)
        .into_iter()
        .filter(|number| number.support().is_none() && number.assumed.is_none())
        .map(|number| number.path)
        .collect();
    assert_eq!(untold, ["actor.us.payoff.move.hold"]);
}

#[test]
fn every_claim_of_the_article_supports_something_or_is_out_of_scope_with_a_reason() {
    let scenario = scenario("korea-2018");
    let mut sections: BTreeMap<&str, usize> = BTreeMap::new();
    for claim in &scenario.claims {
        *sections.entry(&claim.id[..1]).or_default() += 1;
        match &claim.out_of_scope {
            None => assert!(!claim.supports.is_empty(), "{} supports nothing", claim.id),
            Some(why) => assert!(claim.supports.is_empty() && why.len() > 20, "{}: {why}", claim.id),
        }
    }
    let expected = [("A", 13), ("B", 13), ("C", 12), ("D", 18), ("E", 16), ("X", 4)];
    assert_eq!(sections.into_iter().collect::<Vec<_>>(), expected);
    let out: Vec<&str> = scenario
        .claims
        .iter()
        .filter(|claim| claim.out_of_scope.is_some())
        .map(|claim| claim.id.as_str())
        .collect();
    assert_eq!(out, ["X1", "X2", "X3", "X4"]);
}

/// X4: no probability, duration or payoff is given. What is given is where tracks stand, in words.
#[test]
fn the_article_gives_the_value_of_no_payoff_and_of_no_chance() {
    for number in numbers(&scenario("korea-2018")) {
        if number.support() == Some(Support::Value) {
            let is_level =
                number.path.ends_with(".start") || number.path.split('.').rev().nth(1) == Some("set");
            assert!(is_level, "{} = {}", number.path, number.value);
        }
    }
}

#[test]
fn claims_of_the_library_support_something_or_are_out_of_scope() {
    for name in names() {
        let scenario = scenario(&name);
        let ordered = |id: &str| scenario.orders.iter().any(|order| order.claim.as_deref() == Some(id));
        for claim in &scenario.claims {
            let told = !claim.supports.is_empty() || claim.out_of_scope.is_some() || ordered(&claim.id);
            // A variant may take away what a claim of its base supports.
            let is_variant = ScenarioFile::open(&name).unwrap().variation().is_some();
            assert!(told || is_variant, "{name}: {} supports nothing", claim.id);
        }
    }
}

#[test]
fn what_is_called_an_assumption_is_a_number_or_a_change() {
    for name in names() {
        let (scenario, variation) = (scenario(&name), ScenarioFile::open(&name).unwrap().variation());
        let (numbers, changes) = (numbers(&scenario), variation.map_or_else(Vec::new, |own| own.changes));
        for assumed in &scenario.assumed {
            let is_number = numbers.iter().any(|number| is_within(&assumed.path, &number.path));
            let is_change = changes.iter().any(|change| is_within(&assumed.path, &change.path));
            assert!(is_number || is_change, "{name}: nothing is assumed at {}", assumed.path);
            assert!(assumed.why.len() > 10, "{name}: {} says no reason", assumed.path);
        }
    }
}

#[test]
fn every_change_of_a_korean_variant_says_why() {
    let variants = names().into_iter().filter(|name| name.starts_with("korea-2018/"));
    for name in variants {
        let scenario = scenario(&name);
        let variation = ScenarioFile::open(&name).unwrap().variation().unwrap();
        assert_eq!(variation.base, "korea-2018");
        assert!(!variation.changes.is_empty(), "{name} changes nothing");
        for change in variation.changes.iter().filter(|change| change.after.is_some()) {
            let said = scenario.assumed.iter().any(|assumed| is_within(&assumed.path, &change.path));
            assert!(said, "{name} does not say why {} is another", change.path);
        }
    }
}

#[test]
fn no_variant_repeats_a_number_of_what_it_extends() {
    for file in files(Path::new("scenarios")) {
        let own: toml::Table = fs::read_to_string(&file).unwrap().parse().unwrap();
        let Some(base) = own.get("extends").and_then(toml::Value::as_str) else { continue };
        let base: BTreeMap<String, f64> =
            numbers(&scenario(base)).into_iter().map(|number| (number.path, number.value)).collect();
        let mut written = Vec::new();
        gather(&toml::Value::Table(own), String::new(), &mut written);
        for (path, value) in written {
            assert_ne!(base.get(&path), Some(&value), "{}: {path} is so already", file.display());
        }
    }
}

/// The numbers of a table, by path; lists of numbers are written whole and are left out.
fn gather(value: &toml::Value, path: String, found: &mut Vec<(String, f64)>) {
    let below = |key: &str| if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") };
    match value {
        toml::Value::Integer(number) => found.push((path, *number as f64)),
        toml::Value::Float(number) => found.push((path, *number)),
        toml::Value::Table(table) => {
            for (key, value) in table {
                gather(value, below(key), found);
            }
        }
        toml::Value::Array(list) => {
            for value in list {
                if let Some(id) = value.get("id").and_then(toml::Value::as_str) {
                    gather(value, below(id), found);
                }
            }
        }
        _ => {}
    }
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let (folders, files): (Vec<PathBuf>, Vec<PathBuf>) = entries.partition(|path| path.is_dir());
    let inner = folders.iter().flat_map(|folder| self::files(folder));
    inner.chain(files).filter(|file| file.extension().is_some_and(|extension| extension == "toml")).collect()
}

#[test]
fn claims_support_signs_orders_and_values() {
    let text = r#"
        title = "Test"
        rounds = 3
        [claim.A1]
        says = "Waiting costs, and both cost."
        supports = ["actor.a.payoff.move.wait"]
        [claim.A2]
        says = "Bending costs 2."
        supports.value = ["actor.a.payoff.move.bend"]
        [claim.A3]
        says = "Running costs more than waiting."
        [assumed]
        "rounds" = "an example"
        "actor.b.payoff.move.wait" = "whatever A4 says"
        [claim.A4]
        says = "It costs b too."
        supports.sign = ["actor.b.payoff"]
        [actor.a]
        payoff.move = { wait = -1, bend = -2, run = -3 }
        move.wait = {}
        move.bend = {}
        move.run  = {}
        [actor.b]
        payoff.move.wait = -1
        move.wait = {}
        [[outcome]]
        id = "end"
        otherwise = true
        [[order]]
        says = "actor.a.payoff.move: wait > run"
        claim = "A3"
    "#;
    let scenario = load_text("test", text).unwrap().scenario;
    let support: Vec<(String, Option<Support>)> =
        numbers(&scenario).into_iter().map(|number| (number.path.clone(), number.support())).collect();
    let expected = [
        ("rounds", None),
        ("actor.a.payoff.move.wait", Some(Support::Order)),
        ("actor.a.payoff.move.bend", Some(Support::Value)),
        ("actor.a.payoff.move.run", Some(Support::Order)),
        ("actor.b.payoff.move.wait", None),
    ];
    let expected: Vec<(String, Option<Support>)> =
        expected.into_iter().map(|(path, support)| (path.to_owned(), support)).collect();
    assert_eq!(support, expected);
}
