//! `check --expect`: what it prints, and what a script sees.

use super::{call, print};

const BASE: &str = "extends = \"textbook/gamblers-ruin\"\n";

#[test]
fn a_statement_that_fails_fails_the_command_unless_it_is_open() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, more: &str| {
        std::fs::write(
            folder.path().join(name),
            format!("{BASE}[[expect]]\nsays = \"share(ruin) < 0.7\"\n{more}"),
        )
        .unwrap();
    };
    write("fails.toml", "");
    let output = call(folder.path(), "check --expect fails.toml");
    assert_eq!(output.status.code(), Some(1));
    let printed = String::from_utf8(output.stdout).unwrap();
    assert!(printed.contains("fails   share(ruin) < 0.7   0.73, not < 0.7"), "{printed}");
    assert!(printed.ends_with("1 statement: 0 hold, 1 fail\n"), "{printed}");
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "error: a statement does not hold\n");

    write("open.toml", "open = \"The bank is too rich.\"\n");
    let printed = print(folder.path(), "check --expect open.toml");
    assert!(printed.contains("open.toml:2:1: share(ruin) < 0.7 is open: The bank is too rich."), "{printed}");
    // Without --expect, only mistakes count.
    let printed = print(folder.path(), "check fails.toml");
    assert!(printed.ends_with("1 statement for --expect\n"), "{printed}");
}

#[test]
fn a_misspelt_statement_is_a_mistake_of_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let text = format!("{BASE}[[expect]]\nsays = \"share(riun) > 0\"\n");
    std::fs::write(folder.path().join("misspelt.toml"), text).unwrap();
    for command in ["check", "check --expect", "run"] {
        let output = call(folder.path(), &format!("{command} misspelt.toml"));
        assert_eq!(output.status.code(), Some(2), "{command}");
        assert_eq!(
            String::from_utf8(output.stderr).unwrap(),
            "misspelt.toml:3:8: There is no outcome `riun`. Did you mean `ruin`?\n"
        );
        assert_eq!(output.stdout, b"");
    }
}

#[test]
fn the_document_has_every_digit() {
    let folder = tempfile::tempdir().unwrap();
    let document = print(folder.path(), "check --expect --json textbook/gamblers-ruin");
    let document: serde_json::Value = serde_json::from_str(&document).unwrap();
    let statement = &document["scenarios"][0]["statements"][0];
    assert_eq!((&statement["kind"], &statement["verdict"]), (&"expect".into(), &"holds".into()));
    let share = statement["figures"][0]["value"].as_f64().unwrap();
    let in_the_textbook = (1.0 - (0.55_f64 / 0.45).powi(5)) / (1.0 - (0.55_f64 / 0.45).powi(10));
    assert!((share - in_the_textbook).abs() < 1e-12, "{share}");
}
