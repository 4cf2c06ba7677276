//! What is read: scenarios, statements, factors and settings, study files, journals, folders of results.

use super::{files, fuzz};
use crate::common::calls::{forge, print};
use standoff::game::Game;
use standoff::report::{Format, write};
use standoff::results::Journal;
use standoff::run::{Drawing, redraw};
use standoff::scenario::{Expect, LoadError, Problems, Request, load, load_text};
use standoff::study::factor::Factor;
use standoff::study::sweep::Sweep;
use std::fs;

/// A scenario that is quick to read, for what is laid over one.
const CHICKEN: &str = "textbook/chicken";

/// Each mistake has a place in the text, and says something.
fn placed(problems: &Problems, text: &str) {
    assert!(!problems.0.is_empty());
    let lines = text.split('\n').count() as u32;
    for problem in &problems.0 {
        assert!(problem.place.line >= 1 && problem.place.column >= 1, "{problem}");
        assert!(problem.place.file != "fuzzed" || problem.place.line <= lines, "{problem}");
        assert!(!problem.message.is_empty());
    }
}

#[test]
fn scenarios() {
    let corpus: Vec<_> = [files("scenarios", "toml"), files("tests/wrong", "toml")].concat();
    fuzz("scenarios", 1500, &corpus, |input| {
        let text = String::from_utf8_lossy(input);
        match load_text("fuzzed", &text) {
            Ok(loaded) => {
                if let Err(problem) = Game::glance(&loaded.scenario) {
                    placed(&Problems(vec![problem]), &text);
                }
            }
            Err(LoadError::Problems(problems)) => placed(&problems, &text),
            Err(LoadError::UnknownName { .. } | LoadError::Io { .. }) => {}
        }
    });
}

#[test]
fn statements() {
    // What the library says, a statement a text.
    let written = files("scenarios", "toml").concat();
    let corpus: Vec<Vec<u8>> = String::from_utf8(written)
        .unwrap()
        .lines()
        .filter_map(|line| {
            Some(line.strip_prefix("says")?.split_once('"')?.1.trim_end_matches('"').as_bytes().to_vec())
        })
        .collect();
    let base = "title = \"t\"\nrounds = 2\n[track.talks]\nrange = [0, 3]\nstart = 0\n[actor.us.move.hold]\n[actor.us.move.relief]\n\
                [actor.dprk.move.test]\n[[outcome]]\nid = \"war\"\n[[outcome]]\nid = \"peace\"\notherwise = true\n";
    fuzz("statements", 20_000, &corpus, |input| {
        let says = String::from_utf8_lossy(input);
        let _ = Expect::of_point(&says, &["war", "staged"], &["us", "dprk"]);
        for table in ["expect", "order"] {
            let quoted = format!("{:?}", says.replace(|letter: char| letter.is_control(), " "));
            let text = format!("{base}[[{table}]]\nsays = {}\n", quoted.replace("\\'", "'"));
            if let Err(LoadError::Problems(problems)) = load_text("fuzzed", &text) {
                placed(&problems, &text);
            }
        }
    });
}

#[test]
fn factors_and_settings() {
    let corpus: Vec<Vec<u8>> = [
        "actor.left.rationality=0.1..0.4:7",
        "actor.left.rationality=log:0.1..0.4",
        "actor.left.strategy=grim,pavlov,{ tit-for-tat = { noise = 0.05 } }",
        "rounds=1..12",
        "actor.left.payoff.against.right.swerve.straight=-1,2,3.5",
        "scenario=textbook/chicken,textbook/chicken-logit",
        "actor.right.discount=0.9",
        "actor.left.move.swerve.weight=1e3",
    ]
    .map(|text| text.as_bytes().to_vec())
    .to_vec();
    let request = Request::new(CHICKEN);
    fuzz("factors-and-settings", 3000, &corpus, |input| {
        let text = String::from_utf8_lossy(input).into_owned();
        // With ten thousand values to be tried, one would wait for each.
        if text.matches(',').count() < 30
            && let Ok(factor) = Factor::parse(&text)
            && factor.levels() < 100
            && let Ok(factor) = factor.checked(&request)
        {
            assert!(!factor.all_levels().is_empty());
        }
        let laid = Request { settings: vec![text.clone()], ..request.clone() };
        if let Err(LoadError::Problems(problems)) = load(&laid) {
            placed(&problems, &text);
        }
        let played = Request { strategies: vec![text.clone()], ..request.clone() };
        if let Err(LoadError::Problems(problems)) = load(&played) {
            placed(&problems, &text);
        }
    });
}

#[test]
fn study_files() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("study.toml");
    let table = "point,actor.left.rationality,rounds,outcome\n1,0.1,3,over\n2,0.2,4,over\n";
    fs::write(folder.path().join("points.csv"), table).unwrap();
    let corpus: Vec<Vec<u8>> = [
        "scenario = \"textbook/chicken\"\ndesign = \"lhs\"\npoints = 16\nplays = 100\nseed = 7\n[vary]\n\
         \"actor.left.rationality\" = \"0.1..0.4\"\n\"actor.left.strategy\" = [\"grim\", \"pavlov\"]\n",
        "scenario = \"textbook/chicken\"\nchoose = \"actor.left.strategy=grim,pavlov\"\nenough = -3\nset = [\"rounds=3\"]\n",
        "scenario = \"textbook/chicken\"\ndesign = \"points.csv\"\n",
        "scenario = \"textbook/chicken\"\nwhere = \"share(over) > 0.5\"\nsecond-order = true\n[vary]\nrounds = [1, 2, 3]\n",
    ]
    .map(|text| text.as_bytes().to_vec())
    .to_vec();
    fuzz("study-files", 3000, &corpus, |input| {
        fs::write(&path, input).unwrap();
        if let Err(error) = Sweep::read(&path) {
            assert!(!error.to_string().is_empty());
        }
    });
}

#[test]
fn tables_of_points() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("points.csv");
    let corpus: Vec<Vec<u8>> = [
        "point,actor.left.rationality,rounds,outcome,share\n0,0.3,3,over,1\n1,0.1,3,over,1\n2,0.2,4,over,1\n",
        "actor.left.strategy,actor.right.strategy\ngrim,pavlov\n\"{ tit-for-tat = { noise = 0.05 } }\",grim\n",
        "rounds\n1\n2\n\n3\n",
    ]
    .map(|text| text.as_bytes().to_vec())
    .to_vec();
    fuzz("tables-of-points", 1500, &corpus, |input| {
        fs::write(&path, input).unwrap();
        let mut job = Sweep::new(Request::new(CHICKEN));
        job.saved = Some(path.clone());
        // A design of its own is refused after the table is read and before anything is solved.
        job.vary = vec!["rounds=1..3".to_owned()];
        let told = standoff::study::sweep::sweep(&job, None, |_| {}).map(|_| ()).unwrap_err().to_string();
        assert!(!told.is_empty());
    });
}

#[test]
fn journals() {
    let folder = tempfile::tempdir().unwrap();
    let head = ("head", 7);
    let entries: Vec<(u32, String)> = (0..20).map(|n| (n, format!("point {n} of \"twenty\""))).collect();
    let path = {
        let (mut journal, _) =
            Journal::open::<(u32, String), Vec<_>>(folder.path(), "s", "fuzz", &head).unwrap();
        entries.iter().for_each(|entry| journal.add(entry).unwrap());
        let mut found = Vec::new();
        let mut folders = vec![folder.path().to_owned()];
        while let Some(next) = folders.pop() {
            for path in fs::read_dir(next).unwrap().map(|entry| entry.unwrap().path()) {
                if path.is_dir() { folders.push(path) } else { found.push(path) }
            }
        }
        assert_eq!(found.len(), 1, "{found:?}");
        found.remove(0)
    };
    let whole = fs::read(&path).unwrap();
    fuzz("journals", 2000, std::slice::from_ref(&whole), |input| {
        fs::write(&path, input).unwrap();
        let (journal, read) =
            Journal::open::<(u32, String), Vec<(u32, String)>>(folder.path(), "s", "fuzz", &head).unwrap();
        // Whatever was done to it: what is taken over was written there.
        assert!(read.iter().all(|entry| entries.contains(entry)), "{read:?}");
        drop(journal);
    });
}

#[test]
fn folders_of_results() {
    let root = tempfile::tempdir().unwrap();
    let calls = [
        (
            "run textbook/chicken --plays 50 --exact --no-charts",
            "output/textbook/chicken/run-2018",
            "summary.json",
        ),
        (
            "sweep textbook/gamblers-ruin --vary rule.bet.chance=0.4..0.6:3 --no-charts",
            "output/textbook/gamblers-ruin/sweep-2018",
            "study.json",
        ),
        (
            "robustness textbook/chicken-logit --samples 5 --no-charts",
            "output/textbook/chicken-logit/robustness-2018",
            "robustness.json",
        ),
    ];
    for (arguments, folder, name) in calls {
        print(root.path(), arguments);
        let folder = root.path().join(folder);
        let corpus = vec![fs::read(folder.join(name)).unwrap()];
        fuzz(name, 200, &corpus, |input| {
            // As if it had been written so: else its sum would be all that is looked at.
            forge(&folder, name, input);
            let _ = redraw(
                &folder,
                &Drawing { formats: vec![standoff::chart::Format::Svg], ..Drawing::default() },
            );
            let _ = write(&folder, &[Format::Html], |_| {});
        });
    }
}
