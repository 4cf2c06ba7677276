//! The picture of the crate's front page, held by a test: each folder uses only what stands above it.

use std::fs;
use std::path::{Path, PathBuf};

/// The folders of `src`, each using only those before it. The command line is a crate of its own and may use all.
const ORDER: [&str; 12] = [
    "scenario", "game", "strategy", "prose", "play", "solve", "results", "chart", "run", "study", "report",
    "cli",
];

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(sources(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}

/// Every source file, with its text.
fn texts() -> Vec<(PathBuf, String)> {
    let files = sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"));
    files.into_iter().map(|path| (path.clone(), fs::read_to_string(path).unwrap())).collect()
}

/// The folder of `src` that a file belongs to; `lib` and `main` for those at the top.
fn folder(path: &Path) -> String {
    let inner = path.strip_prefix(Path::new(env!("CARGO_MANIFEST_DIR")).join("src")).unwrap();
    inner.components().next().unwrap().as_os_str().to_string_lossy().trim_end_matches(".rs").to_owned()
}

/// The names that follow `crate::` in a line of code, not in its texts; `{a, b}` are several.
fn named(line: &str) -> Vec<String> {
    let mut names = Vec::new();
    let line: String = line.split('"').step_by(2).collect();
    for rest in line.split("crate::").skip(1) {
        let list = rest.strip_prefix('{').and_then(|rest| rest.split('}').next());
        let parts = list.map_or_else(|| vec![rest], |list| list.split(',').collect());
        let first = |part: &str| -> String {
            part.trim().chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_').collect()
        };
        names.extend(parts.into_iter().map(first));
    }
    names
}

#[test]
fn each_folder_uses_only_those_above_it() {
    let mut wrong = Vec::new();
    for (path, text) in texts() {
        let home = folder(&path);
        let Some(place) = ORDER.iter().position(|name| *name == home) else {
            assert!(["lib", "main"].contains(&home.as_str()), "{home} has no place in the order");
            continue;
        };
        // Tests may look at everything: they come at the foot of a file, or in a file of their own.
        let is_test = path.components().any(|part| part.as_os_str().to_string_lossy().contains("tests"));
        let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
        for (number, line) in
            code.lines().enumerate().filter(|(_, line)| !line.trim_start().starts_with("//"))
        {
            for name in named(line) {
                let used = ORDER.iter().position(|other| *other == name);
                if !is_test && used.is_some_and(|used| used > place) {
                    wrong.push(format!("{}:{}: {home} uses {name}", path.display(), number + 1));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_folder_of_the_picture_is_there() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for name in ["scenario", "game", "play", "solve", "results", "chart", "cli"] {
        assert!(src.join(name).join("mod.rs").is_file(), "{name}");
    }
}

#[test]
fn only_the_command_line_prints_and_exits() {
    let printing =
        ["println!", "eprintln!", "print!(", "eprint!(", "process::exit", "io::stdout", "io::stderr"];
    for (path, text) in texts().into_iter().filter(|(path, _)| folder(path) != "cli") {
        for word in printing {
            assert!(!text.contains(word), "{} has {word}", path.display());
        }
    }
}

#[test]
fn standard_error_has_one_owner() {
    // A lock that lives as long as a bar draws is a program that never ends.
    for (path, text) in texts().into_iter().filter(|(path, _)| !path.ends_with("cli/stderr.rs")) {
        for word in ["io::stderr", "anstream::stderr", "eprint", "StderrLock", "ProgressDrawTarget"] {
            assert!(!text.contains(word), "{} has {word}", path.display());
        }
    }
}

#[test]
fn main_is_short() {
    let main = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/main.rs")).unwrap();
    assert!(main.lines().count() <= 30);
}

#[test]
fn no_source_knows_a_place_on_somebodys_machine() {
    for (path, text) in texts() {
        for word in ["/home/", "/Users/", "/root/", "C:\\Users", "/work/"] {
            assert!(!text.contains(word), "{} has {word}", path.display());
        }
    }
}
