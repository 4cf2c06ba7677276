//! The README's own commands, run as they stand there.
//!
//! Blocks of `console` show a command and what it prints, and both are checked; the commands of `sh` blocks have to
//! succeed. The `cargo` in front of a command stands for the binary that is being tested, and `cargo test` for this run.
//!
//! `BLESS=1 cargo test --test all readme` writes what is printed into the README; read it before committing.

use super::standoff;
use std::collections::HashSet;
use std::path::Path;

const README: &str = include_str!("../../README.md");
/// The pictures of the README, and where its commands draw them.
const PICTURES: [(&str, &str); 2] = [
    ("docs/outcome-shares.svg", "output/korea-2018/run-2018/charts/outcome-shares.svg"),
    ("docs/logit-branches.svg", "pictures/logit-branches.svg"),
];

/// The blocks of a language, each with the number of its first line.
fn blocks(language: &str) -> Vec<(usize, Vec<&'static str>)> {
    let mut blocks = Vec::new();
    let mut lines = README.lines().enumerate();
    while let Some((number, line)) = lines.next() {
        if line.trim() == format!("```{language}") {
            let block =
                lines.by_ref().map(|(_, line)| line).take_while(|line| line.trim() != "```").collect();
            blocks.push((number + 2, block));
        }
    }
    blocks
}

/// The words of a command, without `cargo run --release --` or `standoff`; none for the lines that are not ours to run.
fn words(line: &str) -> Option<Vec<String>> {
    let line = line.split(" #").next().unwrap_or_default().trim();
    let rest = line.strip_prefix("cargo run --release -- ").or_else(|| line.strip_prefix("standoff "))?;
    Some(shlex(rest))
}

/// Words between blanks, or between single quotes.
fn shlex(text: &str) -> Vec<String> {
    let parts = text.split('\'').enumerate();
    parts
        .flat_map(|(at, part)| match at % 2 {
            0 => part.split_whitespace().map(str::to_owned).collect::<Vec<_>>(),
            _ => vec![part.to_owned()],
        })
        .collect()
}

/// The commands of all blocks, each with the number of its block's first line.
pub(super) fn commands() -> Vec<(usize, Vec<String>)> {
    let of_console = |line: &'static str| line.strip_prefix("$ ");
    let console = blocks("console")
        .into_iter()
        .map(|(at, block)| (at, block.into_iter().filter_map(of_console).collect()));
    let sh = blocks("sh").into_iter();
    let mut commands: Vec<(usize, Vec<&str>)> = console.chain(sh).collect();
    commands.sort();
    let words = |(at, block): (usize, Vec<&str>)| {
        block.into_iter().filter_map(words).map(|words| (at, words)).collect::<Vec<_>>()
    };
    commands.into_iter().flat_map(words).collect()
}

/// A folder with what the README speaks of: the scenario that it has the reader write.
pub(super) fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (_, block) in blocks("toml") {
        if let Some(name) = block[0].strip_prefix("# ").filter(|name| name.ends_with(".toml")) {
            std::fs::write(folder.path().join(name), block.join("\n")).unwrap();
        }
    }
    folder
}

/// Without the paragraph on the certificate: how a stage game was solved hangs on the last digits of the machine's `exp`.
fn reproducible(printed: &str) -> String {
    let paragraphs = printed.split("\n\n").filter(|paragraph| !paragraph.starts_with("Equilibrium with "));
    paragraphs.collect::<Vec<_>>().join("\n\n")
}

fn run(folder: &Path, words: &[String], number: usize) -> String {
    let output = standoff(folder).args(words).output().unwrap();
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "README.md:{number}: standoff {}: {complaint}", words.join(" "));
    assert_eq!(complaint, "", "README.md:{number}: standoff {}", words.join(" "));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn every_command_of_the_readme_works_and_prints_what_is_shown() {
    let folder = folder();
    let mut ran = HashSet::new();
    let mut blessed = README.to_owned();
    for (number, block) in blocks("console") {
        let command = block[0].strip_prefix("$ ").unwrap_or_else(|| panic!("README.md:{number}: no command"));
        let words = words(command).expect("it is a command of ours");
        let printed = run(folder.path(), &words, number);
        let shown: String = block[1..].iter().map(|line| format!("{line}\n")).collect();
        if std::env::var_os("BLESS").is_some() {
            let call = format!("{}\n", block[0]);
            blessed = blessed.replacen(&format!("{call}{shown}```"), &format!("{call}{printed}```"), 1);
        } else {
            snapbox::assert_data_eq!(reproducible(&printed), snapbox::Data::text(reproducible(&shown)));
        }
        ran.insert(words);
    }
    let home = Path::new(env!("CARGO_MANIFEST_DIR"));
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(home.join("README.md"), blessed).unwrap();
    }
    for (number, block) in blocks("sh") {
        for line in block {
            if let Some(words) = words(line).filter(|words| ran.insert(words.clone())) {
                run(folder.path(), &words, number);
            }
        }
    }
    for (picture, drawn) in PICTURES {
        let drawn = folder.path().join(drawn);
        if std::env::var_os("BLESS").is_some() {
            std::fs::copy(&drawn, home.join(picture)).unwrap();
        }
        let drawn = std::fs::read_to_string(drawn).unwrap();
        assert!(
            drawn == std::fs::read_to_string(home.join(picture)).unwrap(),
            "{picture} shows something else"
        );
    }
    assert!(ran.len() >= 10, "the README shows how to use the program");
}

#[test]
fn the_readme_has_the_two_lines_that_everybody_needs() {
    let lines: Vec<&str> = README.lines().collect();
    assert!(lines.contains(&"cargo run --release -- run korea-2018"));
    assert!(lines.contains(&"cargo test"));
}

#[test]
fn the_readme_has_its_pictures() {
    assert!(PICTURES.iter().all(|(picture, _)| README.contains(&format!("]({picture})"))));
}
