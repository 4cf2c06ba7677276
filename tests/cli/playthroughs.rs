//! One play of every scenario, told round by round, so that any change of the rules shows as a difference in a story.
//!
//! `BLESS=1 cargo test --test all playthroughs` writes the stories anew; read them before committing.

use standoff::scenario::list;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What is told where the first play is not the one most worth reading, and of games of two hundred rounds only a dozen.
const TOLD: [(&str, &str); 29] = [
    ("cuba-1962/no-secret-trade", "--play 2"),
    ("korea-2018", "--play 6"),
    ("korea-2018/as-told", "--play 2"),
    ("korea-2018/bend-a-little", "--play 10"),
    ("korea-2018/complete-first", "--play 9"),
    ("korea-2018/corresponding-measures", "--play 6"),
    ("korea-2018/dealmakers", "--play 4"),
    ("korea-2018/details-on-paper", "--play 10"),
    ("korea-2018/doves-reading", "--play 9"),
    ("korea-2018/fast-arsenal", "--play 8"),
    ("korea-2018/hardliners-rule", "--play 6"),
    ("korea-2018/hawks-reading", "--play 9"),
    ("korea-2018/inspectors-in", "--play 6"),
    ("korea-2018/leaky-sanctions", "--play 2"),
    ("korea-2018/maximum-pressure", "--play 10"),
    ("korea-2018/overclaimed-victory", "--play 4"),
    ("korea-2018/seoul-mediates", "--play 4"),
    ("korea-2018/summit-first", "--play 6"),
    ("textbook/aumann-chicken", "--play 7"),
    ("textbook/brams-cuba", "--play 2"),
    ("textbook/brinkmanship", "--play 2"),
    ("textbook/chicken", "--play 1 --set rounds=12"),
    ("textbook/chicken-logit", "--play 1 --set rounds=12"),
    ("textbook/gamblers-ruin", "--play 8"),
    ("textbook/hawk-dove", "--play 1 --set rounds=12"),
    ("textbook/inspection", "--play 11"),
    ("textbook/prisoners-dilemma", "--play 1 --set rounds=12"),
    ("textbook/prisoners-dilemma-defector", "--play 1 --set rounds=12"),
    ("textbook/tsebelis", "--play 9"),
];

/// The folder of the stories, and the file of a scenario's in it.
fn file(scenario: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/playthroughs").join(format!("{scenario}.txt"))
}

/// What `standoff replay` prints.
fn told(scenario: &str) -> String {
    let options = TOLD.iter().find(|(name, _)| *name == scenario).map_or("--play 1", |(_, options)| options);
    let mut command = Command::new(env!("CARGO_BIN_EXE_standoff"));
    command.args(["replay", scenario, "--seed", "2018"]).args(options.split(' ')).env("NO_COLOR", "1");
    let output = command.output().unwrap();
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{scenario}: {complaint}");
    assert_eq!(complaint, "", "{scenario}");
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn every_scenario_tells_its_story() {
    let bless = std::env::var_os("BLESS").is_some();
    for entry in list() {
        let (file, told) = (file(&entry.name), told(&entry.name));
        if bless {
            std::fs::create_dir_all(file.parent().unwrap()).unwrap();
            std::fs::write(&file, &told).unwrap();
        }
        let expected = std::fs::read_to_string(&file)
            .unwrap_or_else(|error| panic!("{}: {error}; BLESS=1 writes it", file.display()));
        snapbox::assert_data_eq!(told, snapbox::Data::text(expected));
    }
}

/// The stories in a folder, by the names of their scenarios.
fn stories(folder: &Path, before: &str, found: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = format!("{before}{}", path.file_stem().unwrap().to_string_lossy());
        if path.is_dir() {
            stories(&path, &format!("{name}/"), found);
        } else {
            found.insert(name);
        }
    }
}

#[test]
fn no_story_is_left_of_a_scenario_that_is_gone() {
    let mut found = BTreeSet::new();
    stories(&file("").with_file_name(""), "", &mut found);
    let known: BTreeSet<String> = list().into_iter().map(|entry| entry.name).collect();
    assert_eq!(found, known);
    let strangers: Vec<_> = TOLD.iter().filter(|(name, _)| !known.contains(*name)).collect();
    assert!(strangers.is_empty(), "{strangers:?}");
}
