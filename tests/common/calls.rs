//! The binary as a person or a script meets it: calls, what they leave, and kills.

use sha2::{Digest as _, Sha256};
use standoff::results::{MANIFEST, Manifest, to_json};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

/// The binary, in a folder of its own, as a script calls it.
pub(crate) fn standoff(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_standoff"));
    command.current_dir(folder).env("NO_COLOR", "1").env_remove("CLICOLOR_FORCE");
    command
}

/// What a call gives.
pub(crate) fn call(folder: &Path, arguments: &str) -> Output {
    standoff(folder).args(arguments.split_whitespace()).output().unwrap()
}

/// What a call prints, which must succeed.
pub(crate) fn print(folder: &Path, arguments: &str) -> String {
    let output = call(folder, arguments);
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "standoff {arguments}: {complaint}");
    String::from_utf8(output.stdout).unwrap()
}

/// The places of all files below a folder, hidden ones too; of folders that vanish meanwhile none.
fn places(folder: &Path) -> Vec<PathBuf> {
    let (mut found, mut folders) = (Vec::new(), vec![folder.to_owned()]);
    while let Some(next) = folders.pop() {
        for path in fs::read_dir(next).into_iter().flatten().flatten().map(|entry| entry.path()) {
            if path.is_dir() { folders.push(path) } else { found.push(path) }
        }
    }
    found
}

/// Every file below a folder, hidden ones too, by its name from there.
pub(crate) fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let named = |path: PathBuf| {
        let name = path.strip_prefix(folder).unwrap().to_string_lossy().into_owned();
        (name, fs::read(path).unwrap())
    };
    places(folder).into_iter().map(named).collect()
}

/// How many lines the journals below a folder have, heads included.
pub(crate) fn journal_lines(folder: &Path) -> usize {
    let is_journal = |path: &PathBuf| path.extension().is_some_and(|ending| ending == "journal");
    let lines = |path| fs::read(path).map_or(0, |bytes| bytes.iter().filter(|&&byte| byte == b'\n').count());
    places(folder).into_iter().filter(is_journal).map(lines).sum()
}

/// Starts a call and kills it once its journal has so many lines, the head included; whether it was killed in time.
pub(crate) fn kill_at(folder: &Path, arguments: &str, lines: usize) -> bool {
    let mut command = standoff(folder);
    command.args(arguments.split_whitespace()).stdout(Stdio::null()).stderr(Stdio::null());
    let mut child = command.spawn().unwrap();
    let begin = Instant::now();
    let mut lives = true;
    while lives && journal_lines(folder) < lines && begin.elapsed() < Duration::from_secs(120) {
        std::thread::sleep(Duration::from_millis(1));
        lives = child.try_wait().unwrap().is_none();
    }
    let _ = child.kill();
    child.wait().unwrap();
    lives
}

/// A scenario that takes no time.
pub(crate) const TINY: &str = r#"
title = "Tiny"
rounds = 2
[actor.a]
strategy = "random"
payoff.outcome = { war = -5, end = 1 }
[actor.a.move.give]
stance = "concede"
[actor.a.move.hold]
[actor.b]
strategy = "random"
payoff.outcome = { war = -4, end = 2 }
[actor.b.move.give]
stance = "concede"
[actor.b.move.hold]
[[rule]]
id = "slip"
chance = 0.3
outcome = "war"
[[outcome]]
id = "war"
[[outcome]]
id = "end"
otherwise = true
"#;

/// A folder with that scenario, as `tiny.toml`.
pub(crate) fn tiny() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("tiny.toml"), TINY).unwrap();
    folder
}

/// Names of what is in a folder, hidden ones too, in order.
pub(crate) fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut names: Vec<String> =
        entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

/// Everything below a folder that is there for a while only: what is in the making, and locks.
pub(crate) fn for_a_while(folder: &Path) -> Vec<PathBuf> {
    let (mut found, mut folders) = (Vec::new(), vec![folder.to_owned()]);
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).into_iter().flatten().flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            if [".making-", ".old-", ".lock", ".standoff.lock"].iter().any(|mark| name.starts_with(mark)) {
                found.push(entry.path());
            } else if entry.path().is_dir() {
                folders.push(entry.path());
            }
        }
    }
    found
}

/// A SHA-256, as manifests have it.
pub(crate) fn sum(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Writes a file of a folder of results anew, and into the manifest what it is now: as if it had been written so.
pub(crate) fn forge(folder: &Path, file: &str, bytes: &[u8]) {
    fs::write(folder.join(file), bytes).unwrap();
    let mut manifest: Manifest = serde_json::from_slice(&fs::read(folder.join(MANIFEST)).unwrap()).unwrap();
    manifest.files.insert(file.to_owned(), sum(bytes));
    manifest.sum = String::new();
    manifest.sum = sum(to_json(&manifest).as_bytes());
    fs::write(folder.join(MANIFEST), to_json(&manifest)).unwrap();
}
