//! Every file of `tests/wrong` is a scenario with mistakes, and the `.err` beside it is what the analyst is told.
//!
//! Comments at the top of a file give what is laid over it: `# --set PATH=VALUE`, `# --strategy ACTOR=NAME`.
//! `BLESS=1 cargo test --test all mistakes` writes the messages anew; read them before committing.

use std::fs;
use std::path::{Path, PathBuf};

use standoff::scenario::{Request, load};

#[test]
fn every_mistake_is_told_in_its_place() {
    let mut files: Vec<PathBuf> = fs::read_dir("tests/wrong")
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "toml"))
        .collect();
    files.sort();
    assert!(files.len() >= 35, "the corpus is missing");
    let bless = std::env::var_os("BLESS").is_some();
    let mut differences = String::new();
    for file in files {
        let told = told(&file);
        let expected_file = file.with_extension("err");
        if bless {
            fs::write(&expected_file, &told).unwrap();
        }
        let expected = fs::read_to_string(&expected_file).unwrap_or_default();
        if told != expected {
            differences += &format!("{}\nexpected:\n{expected}\ntold:\n{told}\n", file.display());
        }
    }
    assert!(differences.is_empty(), "{differences}");
}

/// What is said of a file and the settings at its top.
fn told(file: &Path) -> String {
    let text = fs::read_to_string(file).unwrap();
    let options = |option: &str| -> Vec<String> {
        let arguments = text.lines().map_while(|line| line.strip_prefix("# "));
        arguments.filter_map(|line| line.strip_prefix(option)).map(str::to_owned).collect()
    };
    let name = file.display().to_string();
    let request = Request { name, settings: options("--set "), strategies: options("--strategy ") };
    match load(&request) {
        Ok(_) => panic!("{} loads without a mistake", file.display()),
        Err(error) => format!("{error}\n"),
    }
}
