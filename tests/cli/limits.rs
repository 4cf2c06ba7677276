//! What is too much is refused before it is begun, with its numbers and what to do; nothing is aborted.

use super::call;
use std::fmt::Write as _;
use std::path::Path;
use std::time::{Duration, Instant};

/// Tracks of two levels, each of which may rise in every round. `a` has a move at each level of the first track, and
/// where `covered` is not, none where the second one is up.
fn many_tracks(tracks: usize, covered: bool) -> String {
    let mut text = "title = \"t\"\nrounds = 3\n".to_owned();
    for track in 0..tracks {
        writeln!(text, "[track.t{track}]\nrange = [0, 1]\nstart = 0").unwrap();
    }
    let never = if covered { "" } else { ", \"t1 == 0\"" };
    writeln!(
        text,
        "[actor.a.move.x]\nwhen = [\"t0 == 0\"{never}]\n[actor.a.move.y]\nwhen = [\"t0 == 1\"{never}]"
    )
    .unwrap();
    writeln!(text, "[actor.b.move.z]").unwrap();
    for track in usize::from(!covered) * 2..tracks {
        writeln!(text, "[[rule]]\nchance = 0.5\nshift = {{ t{track} = 1 }}").unwrap();
    }
    text + "[[outcome]]\nid = \"end\"\notherwise = true\n"
}

/// Actors with so many types each.
fn many_types(actors: usize, types: usize) -> String {
    let mut text = "title = \"t\"\nrounds = 2\n".to_owned();
    for actor in 0..actors {
        writeln!(text, "[actor.a{actor}]\nrationality = 1\n[actor.a{actor}.move.x]\n[actor.a{actor}.move.y]")
            .unwrap();
        for kind in 0..types {
            let prior = 1.0 / types as f64;
            writeln!(text, "[actor.a{actor}.type.k{kind}]\nprior = {prior}\npayoff.move.x = {kind}").unwrap();
        }
    }
    text + "[[outcome]]\nid = \"end\"\notherwise = true\n"
}

fn written(folder: &Path, text: &str) {
    std::fs::write(folder.join("s.toml"), text).unwrap();
}

/// A call, its exit code and what it complains of.
fn refused(folder: &Path, arguments: &str) -> (Option<i32>, String) {
    let output = call(folder, arguments);
    (output.status.code(), String::from_utf8(output.stderr).unwrap())
}

#[test]
fn work_that_does_not_fit_is_refused_with_its_numbers_and_a_way_out() {
    let folder = tempfile::tempdir().unwrap();
    let cases = [
        // Where states lead: looked ahead at.
        (
            many_tracks(16, true),
            "run s.toml --plays 10 --max-memory 100MB",
            "finding out where each of 65536 states",
        ),
        // One state alone leads to too many.
        (
            many_tracks(22, true),
            "run s.toml --plays 10 --max-memory 50MB",
            "finding out where each of 4194304 states",
        ),
        // Tables by states, by multiplication.
        (
            many_tracks(24, true),
            "solve s.toml --max-memory 20MB",
            "finding out where each of 16777216 states",
        ),
        // Where plays are, for each combination of types.
        (many_types(8, 8), "solve s.toml --max-memory 500MB", "in 16777216 combinations"),
        (
            many_types(2, 2),
            "sweep s.toml --vary rounds=1,2 --plays 1000000000 --max-memory 1GB",
            "1000000000 plays",
        ),
    ];
    for (scenario, arguments, what) in cases {
        written(folder.path(), &scenario);
        let (code, complaint) = refused(folder.path(), arguments);
        assert_eq!(code, Some(2), "{arguments}: {complaint}");
        for part in [what, " of memory, and ", "allow more with --max-memory"] {
            assert!(complaint.contains(part), "{arguments}: {complaint}");
        }
    }
    written(folder.path(), &many_types(2, 2));
    let (code, complaint) = refused(folder.path(), "run s.toml --max-memory 12parsecs");
    assert_eq!(code, Some(2));
    assert!(complaint.contains("is no size of memory"), "{complaint}");
}

#[test]
fn a_check_takes_a_moment_and_says_what_it_did_not_look_at() {
    let folder = tempfile::tempdir().unwrap();
    let begin = Instant::now();
    for (scenario, seen) in
        [(many_tracks(20, true), true), (many_tracks(22, false), false), (many_types(8, 8), true)]
    {
        written(folder.path(), &scenario);
        let (code, complaint) = refused(folder.path(), "check s.toml");
        assert_eq!(code, Some(0), "{complaint}");
        assert_eq!(complaint.is_empty(), seen, "{complaint}");
        assert!(seen || complaint.contains("warning: not looked at"), "{complaint}");
    }
    assert!(begin.elapsed() < Duration::from_secs(60), "{:?}", begin.elapsed());
    // What was not looked at is looked at before anything is played.
    written(folder.path(), &many_tracks(22, false));
    let arguments = "run s.toml --plays 10 --max-memory 100MB --strategy a=random --strategy b=random";
    let (code, complaint) = refused(folder.path(), arguments);
    assert_eq!(code, Some(2), "{complaint}");
    assert!(complaint.contains("too large to check that every actor always has a move"), "{complaint}");
}

#[test]
fn the_limits_of_the_solver_are_told_when_a_file_is_checked() {
    let folder = tempfile::tempdir().unwrap();
    let many = |what: &str| vec![format!("\"{what}\""); 2000].join(", ");
    let cases = [
        (many_types(5, 16), "The actors have 80 types together; the most is 64."),
        (
            many_types(2, 2)
                .replace("[actor.a0.move.x]", &format!("[actor.a0.move.x]\nwhen = [{}]", many("round >= 1"))),
            "`when` lists 2000 conditions; the most is 128.",
        ),
        (
            format!("extends = \"textbook/chicken\"\nremove = [{}]\n", many("actor.nobody")),
            "`remove` lists 2000 paths; the most is 1000.",
        ),
    ];
    for (scenario, message) in cases {
        written(folder.path(), &scenario);
        let (code, complaint) = refused(folder.path(), "check s.toml");
        assert_eq!(code, Some(2), "{complaint}");
        assert!(complaint.contains(message), "{complaint}");
        assert!(complaint.lines().count() < 10, "{complaint}");
    }
}

#[test]
fn a_tree_of_many_rounds_is_refused_and_not_an_overflow() {
    let folder = tempfile::tempdir().unwrap();
    let (code, complaint) = refused(folder.path(), "solve textbook/gamblers-ruin --export efg");
    assert_eq!(code, Some(2), "{complaint}");
    assert!(complaint.contains("more than 50000 nodes"), "{complaint}");
}

#[test]
fn what_can_be_refused_at_once_is_refused_before_anything_is_solved() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("file"), "").unwrap();
    // Solving would be refused for its memory: then nothing else would be told.
    let cases = [
        ("solve korea-2018 --at nope=1", "there is no track `nope`"),
        ("solve korea-2018 --round 999", "there is no round 999"),
        ("solve korea-2018 --types us=zz", "`us=zz` names no type"),
        ("solve korea-2018 --charts file", "cannot write into file: file is no folder"),
        ("solve korea-2018 --export nfg --output file/there/x.nfg", "cannot write into file/there"),
        ("sweep korea-2018 --output file", "cannot write into file"),
        ("run korea-2018 --output file", "cannot write into file"),
        ("robustness korea-2018 --output file/x", "cannot write into file/x"),
        ("replay korea-2018 --play 1 --chart file/x.svg", "cannot write into file"),
    ];
    for (arguments, message) in cases {
        let (code, complaint) = refused(folder.path(), &format!("{arguments} --max-memory 1MB"));
        assert!(matches!(code, Some(1 | 2)), "{arguments}: {complaint}");
        assert!(complaint.contains(message), "{arguments}: {complaint}");
    }
}

#[test]
fn long_words_make_no_table_and_no_heading_wider_than_the_screen() {
    let folder = tempfile::tempdir().unwrap();
    let (word, wide) = ("x".repeat(150), "平".repeat(150));
    let text = many_types(2, 2)
        .replace("title = \"t\"", &format!("title = \"{word}\""))
        .replace("[actor.a0]", &format!("[actor.a0]\nlabel = \"{word}\""))
        .replace("[actor.a1]", &format!("[actor.a1]\nlabel = \"{wide}\""))
        .replace("[actor.a0.move.x]", &format!("[actor.a0.move.x]\nlabel = \"{wide}\"\nstance = \"concede\""))
        .replace("id = \"end\"", &format!("id = \"end\"\nlabel = \"{word}\""));
    written(folder.path(), &text);
    for arguments in [
        "show s.toml --full",
        "run s.toml --plays 20 --no-charts",
        "solve s.toml --round 1",
        "solve s.toml",
        "sweep s.toml --vary rounds=1,2 --vary actor.a0.strategy=random,grim --no-charts",
        "tournament s.toml --no-charts",
        "robustness s.toml --samples 3 --no-charts",
    ] {
        let output = call(folder.path(), arguments);
        assert!(output.status.success(), "{arguments}: {}", String::from_utf8_lossy(&output.stderr));
        let printed = String::from_utf8(output.stdout).unwrap();
        // A command is one line, to be copied.
        for line in printed.lines().filter(|line| !line.starts_with("Repeat") && !line.starts_with("Files")) {
            let width: usize = line.chars().map(|letter| if letter == '平' { 2 } else { 1 }).sum();
            assert!(width <= 80, "{arguments}: {width} columns: {line}");
        }
    }
}
