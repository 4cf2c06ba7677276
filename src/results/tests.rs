//! A results folder as a run sees it: written whole, never half; others' folders are left alone.

use std::fs;
use std::path::Path;

use super::*;

fn summary(plays: u64) -> Summary {
    Summary {
        format: FORMAT,
        scenario: "korea-2018".into(),
        title: "Title".into(),
        scenario_hash: "ab".into(),
        version: "0.1.0".into(),
        seed: 2018,
        plays,
        moments: vec!["start".into(), "1".into()],
        round_unit: "round".into(),
        outcomes: vec![],
        actors: vec![],
        // Numbers that a careless reader of JSON gets wrong in the last digit.
        rounds: RoundFigures {
            mean: 0.1 + 0.2,
            se: 1e-17,
            surviving: vec![1.0, 1.0 / 3.0],
            exact: Some(2.0f64.sqrt()),
        },
        tracks: vec![],
        moves: vec![],
        effects: vec![],
        certificate: None,
        record: None,
    }
}

fn settings(plays: u64) -> Settings {
    Settings {
        seed: 2018,
        plays,
        precision: None,
        exact: false,
        set: vec![],
        strategy: vec![],
        study: None,
        robustness: None,
    }
}

fn manifest(plays: u64) -> Manifest {
    let settings = settings(plays);
    let command = vec!["standoff".to_owned(), "run".into(), "korea-2018".into()];
    Manifest {
        format: FORMAT,
        version: "0.1.0".into(),
        repeat: shell_line(&command),
        command,
        scenario: "korea-2018".into(),
        scenario_hash: "ab".into(),
        seed: 2018,
        plays,
        settings_hash: settings.hash("ab"),
        settings,
        effective_scenario: "title = \"Title\"\n".into(),
        files: vec![],
    }
}

fn begin(root: &Path, plays: u64) -> Draft {
    Draft::begin(root, "korea-2018", 2018, &settings(plays).hash("ab")).unwrap()
}

fn run(root: &Path, plays: u64) -> std::path::PathBuf {
    let mut draft = begin(root, plays);
    draft.write_summary(&summary(plays)).unwrap();
    draft.write("charts/outcome-shares.svg", b"<svg/>").unwrap();
    draft.finish(manifest(plays)).unwrap()
}

/// Names below a folder.
fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

#[test]
fn a_run_is_read_back_as_it_was_written() {
    let root = tempfile::tempdir().unwrap();
    let place = run(root.path(), 100);
    assert_eq!(place, root.path().join("korea-2018/run-2018"));
    assert_eq!(names(&place), ["charts", "manifest.json", "summary.json"]);
    assert_eq!(read_summary(&place).unwrap(), summary(100));
    let read = read_manifest(&place).unwrap();
    assert_eq!(read.files, ["charts/outcome-shares.svg", "summary.json"]);
    assert_eq!(read.repeat, "standoff run korea-2018");
}

#[test]
fn the_same_run_replaces_its_folder_whole_and_another_gets_its_own() {
    let root = tempfile::tempdir().unwrap();
    let first = run(root.path(), 100);
    let bytes = fs::read(first.join(MANIFEST)).unwrap();
    fs::write(first.join("left-over"), "").unwrap();
    assert_eq!(run(root.path(), 100), first);
    assert_eq!(
        names(&first),
        ["charts", "manifest.json", "summary.json"],
        "the folder is replaced, not merged"
    );
    assert_eq!(fs::read(first.join(MANIFEST)).unwrap(), bytes, "the same run leaves the same bytes");

    let second = run(root.path(), 200);
    let digits = &settings(200).hash("ab")[..8];
    assert_eq!(second, root.path().join(format!("korea-2018/run-2018-{digits}")));
    assert_eq!(run(root.path(), 200), second);
    assert_eq!(read_summary(&first).unwrap().plays, 100);
    assert_eq!(names(&root.path().join("korea-2018")).len(), 2, "nothing temporary is left");
}

#[test]
fn two_runs_with_other_settings_at_once_do_not_replace_each_other() {
    let root = tempfile::tempdir().unwrap();
    let (one, two) = (begin(root.path(), 100), begin(root.path(), 200));
    let (one, two) = (one.finish(manifest(100)).unwrap(), two.finish(manifest(200)).unwrap());
    assert_ne!(one, two);
    assert_eq!(read_manifest(&one).unwrap().plays, 100);
    assert_eq!(read_manifest(&two).unwrap().plays, 200);
}

#[test]
fn a_run_that_fails_leaves_the_old_folder_and_nothing_else() {
    let root = tempfile::tempdir().unwrap();
    let place = run(root.path(), 100);
    let mut draft = begin(root.path(), 100);
    draft.write("summary.json", b"half a summ").unwrap();
    drop(draft);
    assert_eq!(read_summary(&place).unwrap(), summary(100));
    assert_eq!(names(&root.path().join("korea-2018")), ["run-2018"]);
}

#[test]
fn a_run_that_is_killed_leaves_the_old_folder_and_the_next_clears_up() {
    let root = tempfile::tempdir().unwrap();
    let place = run(root.path(), 100);
    // Killed while writing: nobody takes the folder away, and the system drops the lock.
    let mut draft = begin(root.path(), 100);
    draft.write("summary.json", b"half a summ").unwrap();
    let left = draft.abandon();
    assert!(left.join("summary.json").exists());
    assert_eq!(read_summary(&place).unwrap(), summary(100));
    run(root.path(), 100);
    assert!(!left.exists());
    assert_eq!(names(&root.path().join("korea-2018")), ["run-2018"]);
}

#[test]
fn a_folder_that_is_not_ours_is_never_replaced() {
    let root = tempfile::tempdir().unwrap();
    let theirs = root.path().join("korea-2018/run-2018");
    fs::create_dir_all(&theirs).unwrap();
    fs::write(theirs.join("thesis.txt"), "ten years of work").unwrap();
    let ours = run(root.path(), 100);
    assert_ne!(ours, theirs);
    assert_eq!(names(&theirs), ["thesis.txt"]);
    fs::write(ours.join(MANIFEST), "{}").unwrap();
    let error = Draft::begin(root.path(), "korea-2018", 2018, &settings(100).hash("ab")).unwrap_err();
    assert!(matches!(error, ResultsError::InTheWay { .. }), "{error}");
}

#[test]
fn what_cannot_be_written_or_read_is_named() {
    let root = tempfile::tempdir().unwrap();
    fs::write(root.path().join("korea-2018"), "a file where a folder should be").unwrap();
    let error = Draft::begin(root.path(), "korea-2018", 2018, "00").unwrap_err().to_string();
    assert!(error.starts_with("cannot create ") && error.contains("korea-2018"), "{error}");

    let error = read_summary(root.path()).unwrap_err().to_string();
    assert!(error.starts_with("cannot read ") && error.contains("summary.json"), "{error}");
    fs::write(root.path().join(SUMMARY), "{\"format\": 99}").unwrap();
    assert!(read_summary(root.path()).unwrap_err().to_string().contains("is of format 99"));
    fs::write(root.path().join(SUMMARY), "{\"format\": 1, \"scen").unwrap();
    assert!(
        read_summary(root.path()).unwrap_err().to_string().contains("is not a file that `standoff` wrote")
    );
}

#[cfg(unix)]
#[test]
fn a_folder_that_may_not_be_written_to_is_an_error_and_no_panic() {
    use std::os::unix::fs::PermissionsExt as _;
    let root = tempfile::tempdir().unwrap();
    let closed = root.path().join("closed");
    fs::create_dir(&closed).unwrap();
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o555)).unwrap();
    // Root may write anywhere but where the system itself says no.
    for place in [closed.as_path(), Path::new("/proc")] {
        if let Err(error) = Draft::begin(place, "korea-2018", 2018, "00") {
            assert!(error.to_string().contains(&*place.to_string_lossy()), "{error}");
        } else {
            assert_eq!(place, closed, "only root gets here");
        }
        if let Err(error) = replace_file(&place.join("file"), b"bytes") {
            assert!(error.to_string().contains("file"), "{error}");
        }
    }
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o755)).unwrap();
}

#[test]
fn plays_are_written_row_by_row_in_full_precision() {
    let root = tempfile::tempdir().unwrap();
    let mut draft = begin(root.path(), 2);
    let columns = PlayColumns {
        typed_actors: vec!["dprk".into()],
        actors: vec!["us".into(), "dprk".into()],
        tracks: vec!["tension".into()],
        moves: vec![("us".into(), "hold".into()), ("dprk".into(), "test".into())],
    };
    let mut plays = draft.plays(&columns).unwrap();
    let row = PlayRow {
        play: 1,
        types: &["hardliner"],
        outcome: "stalemate",
        rounds: 24,
        payoffs: &[-0.1 - 0.2, 1e300],
        levels: &[-3],
        counts: &[24, 0],
    };
    plays.write(&row).unwrap();
    let short = plays.write(&PlayRow { counts: &[1], ..row }).unwrap_err();
    assert!(short.to_string().contains("has 8 values where the table has 9 columns"), "{short}");
    plays.finish().unwrap();
    let place = draft.finish(manifest(2)).unwrap();
    let text = fs::read_to_string(place.join("plays.csv")).unwrap();
    let mut lines = text.lines();
    assert_eq!(
        lines.next().unwrap(),
        "play,type.dprk,outcome,rounds,payoff.us,payoff.dprk,track.tension,count.us.hold,count.dprk.test"
    );
    let fields: Vec<&str> = lines.next().unwrap().split(',').collect();
    assert_eq!(fields[..5], ["1", "hardliner", "stalemate", "24", "-0.30000000000000004"]);
    assert_eq!(fields[5].parse::<f64>().unwrap(), 1e300);
    assert_eq!(read_manifest(&place).unwrap().files, ["plays.csv"]);
}

#[test]
fn one_file_is_replaced_whole() {
    let root = tempfile::tempdir().unwrap();
    let path = root.path().join("charts/outcome-shares.svg");
    for text in ["first", "second"] {
        replace_file(&path, text.as_bytes()).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), text);
    }
    assert_eq!(names(path.parent().unwrap()), ["outcome-shares.svg"]);
}
