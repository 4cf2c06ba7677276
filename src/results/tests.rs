//! A results folder as a run sees it: written whole, never half; others' folders are left alone.

use std::fs;
use std::path::Path;

use super::*;
use crate::scenario::sha256;

/// The scenario of all runs here.
const EFFECTIVE: &str = "title = \"Title\"\n";

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
        outcomes: vec![OutcomeFigures {
            id: "end".into(),
            label: "The end".into(),
            count: plays,
            share: 1.0,
            low: 0.9,
            high: 1.0,
            by_round: vec![0.0, 1.0],
            exact: Some(1.0),
            z: None,
        }],
        actors: vec![ActorFigures {
            id: "us".into(),
            label: "Us".into(),
            payoff_mean: -0.1 - 0.2,
            payoff_se: 1e-17,
            by_outcome: vec![PayoffFigures { plays, mean: None, quantiles: None }],
            types: vec![TypeFigures {
                id: String::new(),
                label: String::new(),
                plays,
                payoff_mean: None,
                exact: None,
            }],
            exact: None,
            z: None,
        }],
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
        selection: None,
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
        record: None,
        study: None,
        robustness: None,
    }
}

/// The hash of the settings and the scenario.
fn hash(plays: u64) -> String {
    settings(plays).hash(&sha256(EFFECTIVE))
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
        scenario_hash: sha256(EFFECTIVE),
        seed: 2018,
        plays,
        settings_hash: hash(plays),
        settings,
        effective_scenario: EFFECTIVE.into(),
        files: std::collections::BTreeMap::new(),
        sum: String::new(),
    }
}

fn begin(root: &Path, plays: u64) -> Draft {
    Draft::begin(root, "korea-2018", 2018, &hash(plays)).unwrap()
}

fn run(root: &Path, plays: u64) -> std::path::PathBuf {
    let mut draft = begin(root, plays);
    draft.write_summary(&summary(plays)).unwrap();
    draft.write("charts/outcome-shares.svg", b"<svg/>").unwrap();
    draft.finish(manifest(plays)).unwrap().folder
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
    assert_eq!(read.files.keys().collect::<Vec<_>>(), ["charts/outcome-shares.svg", "summary.json"]);
    assert_eq!(read.files["charts/outcome-shares.svg"], sha256("<svg/>"));
    assert_eq!(read.repeat, "standoff run korea-2018");
}

#[test]
fn the_same_run_replaces_what_it_left_and_another_gets_a_folder_of_its_own() {
    let root = tempfile::tempdir().unwrap();
    let first = run(root.path(), 100);
    let bytes = fs::read(first.join(MANIFEST)).unwrap();
    assert_eq!(run(root.path(), 100), first);
    assert_eq!(names(&first), ["charts", "manifest.json", "summary.json"]);
    assert_eq!(fs::read(first.join(MANIFEST)).unwrap(), bytes, "the same run leaves the same bytes");

    let second = run(root.path(), 200);
    let digits = &hash(200)[..8];
    assert_eq!(second, root.path().join(format!("korea-2018/run-2018-{digits}")));
    assert_eq!(run(root.path(), 200), second);
    assert_eq!(read_summary(&first).unwrap().plays, 100);
    assert_eq!(names(&root.path().join("korea-2018")).len(), 2, "nothing temporary is left");
}

#[test]
fn what_people_put_beside_results_stays_there_and_is_told() {
    let root = tempfile::tempdir().unwrap();
    let place = run(root.path(), 100);
    fs::write(place.join("NOTES.txt"), "mine").unwrap();
    fs::write(place.join("charts/mine.svg"), "mine").unwrap();
    fs::create_dir_all(place.join("paper/empty")).unwrap();
    fs::write(place.join("paper/draft.md"), "mine").unwrap();
    let mut draft = begin(root.path(), 100);
    draft.write_summary(&summary(100)).unwrap();
    // A name that somebody has used already.
    draft.write("NOTES.txt", b"ours").unwrap();
    let left = draft.finish(manifest(100)).unwrap();
    let [note] = &left.notes[..] else { panic!("{:?}", left.notes) };
    for name in ["charts/mine.svg", "paper/draft.md", "paper/empty", "NOTES.txt (now NOTES.txt.kept-1)"] {
        assert!(note.contains(name), "{note}");
    }
    let read = |name: &str| fs::read_to_string(place.join(name)).unwrap();
    assert_eq!(["NOTES.txt.kept-1", "charts/mine.svg", "paper/draft.md"].map(read), ["mine", "mine", "mine"]);
    assert_eq!(read("NOTES.txt"), "ours");
    assert!(place.join("paper/empty").is_dir());
    let files = read_manifest(&place).unwrap().files;
    let named = ["NOTES.txt", "charts/outcome-shares.svg", "summary.json"];
    assert_eq!(files.into_keys().collect::<Vec<_>>(), named, "what is theirs is not listed");
}

#[test]
fn what_was_made_of_figures_stays_as_long_as_they_do() {
    let root = tempfile::tempdir().unwrap();
    let place = run(root.path(), 100);
    let add = |name: &str| {
        let files = [(name.to_owned(), name.as_bytes().to_vec())];
        add_files(&place, &read_manifest(&place).unwrap(), &files).unwrap();
    };
    add("report.md");
    add("charts/outcome-shares-column.pdf");
    let before = fs::read(place.join(MANIFEST)).unwrap();
    run(root.path(), 100);
    assert!(place.join("report.md").exists() && place.join("charts/outcome-shares-column.pdf").exists());
    assert_eq!(fs::read(place.join(MANIFEST)).unwrap(), before);

    // Of other figures there is another report; but one that somebody has changed is theirs.
    fs::write(place.join("charts/outcome-shares-column.pdf"), "changed").unwrap();
    let mut draft = begin(root.path(), 100);
    let title = "Another version tells another title".to_owned();
    draft.write_summary(&Summary { title, ..summary(100) }).unwrap();
    let left = draft.finish(manifest(100)).unwrap();
    assert!(left.notes[0].contains("left alone") && left.notes[0].contains("column.pdf"), "{:?}", left.notes);
    assert!(left.notes[1].contains("gone") && left.notes[1].contains("report.md"), "{:?}", left.notes);
    assert!(!place.join("report.md").exists());
}

#[test]
fn two_runs_with_other_settings_at_once_do_not_replace_each_other() {
    let root = tempfile::tempdir().unwrap();
    let (one, two) = (begin(root.path(), 100), begin(root.path(), 200));
    let (one, two) = (one.finish(manifest(100)).unwrap().folder, two.finish(manifest(200)).unwrap().folder);
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
    let error = Draft::begin(root.path(), "korea-2018", 2018, &hash(100)).unwrap_err();
    assert!(matches!(error, ResultsError::InTheWay { .. }), "{error}");
}

#[test]
fn what_cannot_be_written_or_read_is_named() {
    let root = tempfile::tempdir().unwrap();
    fs::write(root.path().join("korea-2018"), "a file where a folder should be").unwrap();
    let error = Draft::begin(root.path(), "korea-2018", 2018, "00").unwrap_err().to_string();
    assert!(error.starts_with("cannot create ") && error.contains("korea-2018"), "{error}");

    let error = read_summary(root.path()).unwrap_err().to_string();
    assert!(error.starts_with("cannot read ") && error.contains("manifest.json"), "{error}");
    fs::write(root.path().join(MANIFEST), "{\"format\": 99}").unwrap();
    assert!(read_summary(root.path()).unwrap_err().to_string().contains("is of format 99"));
    fs::write(root.path().join(MANIFEST), "{\"format\": 1, \"scen").unwrap();
    assert!(
        read_summary(root.path()).unwrap_err().to_string().contains("is not a file that `standoff` wrote")
    );
}

#[test]
fn a_file_that_is_not_as_it_was_written_is_damaged() {
    let root = tempfile::tempdir().unwrap();
    let place = run(root.path(), 100);
    for name in [SUMMARY, MANIFEST] {
        let whole = fs::read_to_string(place.join(name)).unwrap();
        let changed = whole.replacen("2018", "2019", 1);
        assert_ne!(whole, changed);
        fs::write(place.join(name), changed).unwrap();
        let error = read_summary(&place).unwrap_err().to_string();
        assert!(error.contains(name) && error.contains("is damaged") && error.contains("again"), "{error}");
        fs::write(place.join(name), whole).unwrap();
    }
    read_summary(&place).unwrap();
    // To run it again is to mend it.
    fs::write(place.join(SUMMARY), "{}").unwrap();
    assert_eq!(run(root.path(), 100), place);
    assert_eq!(read_summary(&place).unwrap(), summary(100));
}

#[test]
fn figures_that_contradict_themselves_are_damaged_too() {
    let root = tempfile::tempdir().unwrap();
    let mut draft = begin(root.path(), 100);
    let mut wrong = summary(100);
    wrong.outcomes[0].share = 7.5;
    draft.write_summary(&wrong).unwrap();
    let place = draft.finish(manifest(100)).unwrap().folder;
    let error = read_summary(&place).unwrap_err().to_string();
    assert!(error.contains("`share` of the outcome end is 7.5") && error.contains("standoff run"), "{error}");
}

#[test]
fn charts_and_reports_of_results_that_were_replaced_are_not_added() {
    let root = tempfile::tempdir().unwrap();
    let place = run(root.path(), 100);
    let of = read_manifest(&place).unwrap();
    let mut draft = begin(root.path(), 100);
    draft.write_summary(&Summary { title: "Other".to_owned(), ..summary(100) }).unwrap();
    draft.finish(manifest(100)).unwrap();
    let added = add_files(&place, &of, &[("report.md".to_owned(), Vec::new())]);
    assert!(matches!(added, Err(ResultsError::Replaced { .. })));
    assert!(!place.join("report.md").exists());
}

#[test]
fn files_that_are_added_side_by_side_are_all_listed() {
    let root = tempfile::tempdir().unwrap();
    let place = run(root.path(), 100);
    let of = read_manifest(&place).unwrap();
    std::thread::scope(|scope| {
        for number in 0..8 {
            let (place, of) = (&place, &of);
            scope.spawn(move || {
                let name = |file| format!("charts/{number}-{file}.svg");
                let files: Vec<_> = (0..4).map(|file| (name(file), Vec::new())).collect();
                add_files(place, of, &files).unwrap();
            });
        }
    });
    let files = read_manifest(&place).unwrap().files;
    assert_eq!(files.len(), 2 + 8 * 4);
    assert!(files.keys().all(|name| place.join(name).is_file()));
}

#[test]
fn what_a_kill_leaves_in_a_folder_of_results_goes_with_the_next_file() {
    let root = tempfile::tempdir().unwrap();
    let place = run(root.path(), 100);
    fs::create_dir(place.join(".making-files.1-0")).unwrap();
    fs::write(place.join(".making-files.1-0/1"), "half").unwrap();
    add_files(&place, &read_manifest(&place).unwrap(), &[("report.md".to_owned(), Vec::new())]).unwrap();
    assert_eq!(names(&place), ["charts", "manifest.json", "report.md", "summary.json"]);
    fs::write(root.path().join(".making-play.svg.1-0"), "half").unwrap();
    replace_file(&root.path().join("play.svg"), b"whole").unwrap();
    assert_eq!(names(root.path()), ["korea-2018", "play.svg"]);
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
    let place = draft.finish(manifest(2)).unwrap().folder;
    let text = fs::read_to_string(place.join("plays.csv")).unwrap();
    let mut lines = text.lines();
    assert_eq!(
        lines.next().unwrap(),
        "play,type.dprk,outcome,rounds,payoff.us,payoff.dprk,track.tension,count.us.hold,count.dprk.test"
    );
    let fields: Vec<&str> = lines.next().unwrap().split(',').collect();
    assert_eq!(fields[..5], ["1", "hardliner", "stalemate", "24", "-0.30000000000000004"]);
    assert_eq!(fields[5].parse::<f64>().unwrap(), 1e300);
    assert_eq!(read_manifest(&place).unwrap().files.into_keys().collect::<Vec<_>>(), ["plays.csv"]);
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
