//! Wrong calls and wrong scenarios: exit code 2, a message on stderr, nothing on stdout, no results.

use super::call;

#[test]
fn a_wrong_call_says_what_is_wrong_and_leaves_nothing() {
    let cases = [
        ("", "Usage"),
        ("run", "required"),
        ("run no-such-scenario", "There is no scenario `no-such-scenario`"),
        ("run ../korea-2018", "There is no scenario"),
        ("run textbook/chicken --plays 0", "--plays 0 leaves nothing to do without --exact"),
        ("run textbook/chicken --plays 10000000000", "is not in 0..=1000000000"),
        ("run textbook/chicken --plays -1", "unexpected argument"),
        ("run textbook/chicken --plays 5 --precision 0.01", "cannot be used with"),
        ("run textbook/chicken --precision 2", "lies between 0.0001 and 0.5"),
        ("run textbook/chicken --precision nan", "lies between 0.0001 and 0.5"),
        ("run textbook/chicken --threads 0", "is not in 1..=1024"),
        ("run textbook/chicken --seed -1", "unexpected argument"),
        ("run textbook/chicken --set rounds=soon", "--set rounds=soon:1:8: `rounds` must be a whole number"),
        ("run textbook/chicken --strategy middle=grim", "There is no actor `middle`"),
        (
            "run textbook/chicken --exact --strategy left=roth-erev",
            "no exact figures with an actor that learns: `left` plays `roth-erev`",
        ),
        // The second scenario is wrong: the first is not run either.
        ("run textbook/chicken nowhere", "There is no scenario `nowhere`"),
        ("replay textbook/chicken", "--play"),
        ("replay textbook/chicken --play 0", "0 is not in 1.."),
        ("replay textbook/chicken --play 1000000001", "there is no play 1000000001"),
        ("show nowhere", "There is no scenario `nowhere`"),
        ("check nowhere", "There is no scenario `nowhere`"),
        ("check --expect nowhere", "There is no scenario `nowhere`"),
        ("check --json textbook/chicken", "--expect"),
        ("chart . --kind pie", "invalid value 'pie'"),
        (
            "chart .",
            ". holds no manifest.json: results are in a folder that a run, a sweep or `robustness` has left",
        ),
        ("chart nowhere", "there is no folder nowhere: results are in a folder that a run"),
        ("chart textbook/chicken", "`textbook/chicken` is a scenario, and no folder with results"),
    ];
    for (arguments, message) in cases {
        let folder = tempfile::tempdir().unwrap();
        let output = call(folder.path(), arguments);
        let complaint = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "standoff {arguments}: {complaint}");
        assert!(complaint.contains(message), "standoff {arguments}: {complaint}");
        assert_eq!(output.stdout, b"", "standoff {arguments}");
        assert_eq!(
            std::fs::read_dir(folder.path()).unwrap().count(),
            0,
            "standoff {arguments} left something"
        );
    }
}

#[test]
fn work_that_fails_is_told_from_a_wrong_call() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("file"), "").unwrap();
    let output = call(folder.path(), "run textbook/chicken --output file/below");
    let complaint = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{complaint}");
    assert!(complaint.contains("cannot write into file/below: file is no folder"), "{complaint}");
}

#[test]
fn mistakes_are_told_like_a_compiler_does() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("mine.toml"), "title = 3\nrouds = 4\n").unwrap();
    for command in ["check", "run", "show"] {
        let output = call(folder.path(), &format!("{command} mine.toml"));
        let complaint = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2));
        assert!(complaint.lines().any(|line| line.starts_with("mine.toml:1:9: ")), "{complaint}");
        assert!(complaint.contains("mine.toml:2:1: "), "{complaint}");
        assert!(!complaint.contains('\u{1b}'), "no colours off a terminal");
        assert_eq!(output.stdout, b"");
    }
}

#[test]
fn what_a_scenario_says_cannot_command_the_terminal() {
    let folder = tempfile::tempdir().unwrap();
    let text = r#"
        title = "Tall\u001b[2J tale\u009b31m\u202e"
        summary = "\u001b]0;owned\u0007"
        rounds = 2
        [actor.a]
        label = "A\u001b[31m"
        [actor.a.move.wait]
        label = "Wait\r"
        [actor.b.move.wait]
        [[outcome]]
        id = "end"
        label = "\u001bc"
        otherwise = true
    "#;
    std::fs::write(folder.path().join("tall.toml"), text).unwrap();
    for arguments in [
        "show tall.toml",
        "run tall.toml --plays 10",
        "run tall.toml --plays 10 --json",
        "replay tall.toml --play 1",
    ] {
        let output = call(folder.path(), arguments);
        let shown = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
        assert!(output.status.success(), "{arguments}: {shown}");
        let unruly = |letter: char| letter.is_control() && letter != '\n' || letter == '\u{202e}';
        assert!(!shown.contains(unruly), "{arguments}: {shown:?}");
    }
}

#[test]
fn a_wrong_call_cannot_command_the_terminal() {
    for word in ["--\u{1b}]0;owned\u{7}", "\u{1b}[2J", "\u{9b}31m\u{202e}"] {
        for words in [vec![word], vec!["run", word], vec!["run", "textbook/chicken", "--plays", word]] {
            let folder = tempfile::tempdir().unwrap();
            let mut command = crate::common::calls::standoff(folder.path());
            // As on a terminal.
            let output =
                command.env_remove("NO_COLOR").env("CLICOLOR_FORCE", "1").args(&words).output().unwrap();
            let told = String::from_utf8(output.stderr).unwrap();
            assert_eq!(output.status.code(), Some(2), "{told}");
            let styles =
                told.split("\u{1b}[").skip(1).map(|rest| rest.split_once('m').map(|(style, _)| style));
            assert!(
                styles.flatten().all(|style| style.chars().all(|sign| "0123456789;".contains(sign))),
                "{told:?}"
            );
            for unruly in ["\u{1b}]", "\u{1b}[2J", "\u{7}", "\u{9b}", "\u{202e}"] {
                assert!(!told.contains(unruly), "{told:?}");
            }
        }
    }
}

#[cfg(unix)]
#[test]
fn a_name_that_is_no_text_is_named() {
    use std::os::unix::ffi::OsStrExt as _;
    let folder = tempfile::tempdir().unwrap();
    let name = std::ffi::OsStr::from_bytes(b"caf\xe9.toml");
    std::fs::write(folder.path().join(name), crate::common::calls::TINY).unwrap();
    let output = crate::common::calls::standoff(folder.path()).arg("check").arg(name).output().unwrap();
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(told.starts_with("error: `caf\u{fffd}.toml` is not UTF-8 text"), "{told}");
}

#[test]
fn what_is_repeated_can_be_called() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("-x.toml"), crate::common::calls::TINY).unwrap();
    std::fs::write(folder.path().join("-p.csv"), "rule.slip.chance\n0.1\n0.2\n").unwrap();
    for words in [
        vec!["run", "--plays", "20", "--no-charts", "--", "-x.toml"],
        vec!["sweep", "--design=-p.csv", "--no-charts", "--", "-x.toml"],
        vec!["robustness", "--samples", "3", "--no-charts", "--", "-x.toml"],
    ] {
        let output = crate::common::calls::standoff(folder.path()).args(words).output().unwrap();
        let printed = String::from_utf8(output.stdout).unwrap();
        let repeat = printed.lines().find_map(|line| line.strip_prefix("Repeat  standoff ")).unwrap();
        let again = crate::common::calls::print(folder.path(), repeat);
        assert!(again.contains(&format!("Repeat  standoff {repeat}\n")), "{again}");
    }
}
