//! Choices over uncertain futures, tournaments, and points from a file.

use standoff::results::study::{Analysis, DecisionFigures, Response, StudyFigures, TournamentFigures};
use standoff::scenario::Request;
use standoff::study::sweep::{DesignKind, Sweep, SweepError, sweep};
use std::fs;
use std::path::Path;

fn job(name: &str, vary: &[&str]) -> Sweep {
    let mut job = Sweep::new(Request::new(name));
    job.vary = vary.iter().map(|&factor| factor.to_owned()).collect();
    job
}

fn study(job: &Sweep) -> StudyFigures {
    sweep(job, None, |_| {}).unwrap().study
}

fn tournament(study: &StudyFigures) -> &TournamentFigures {
    match &study.analysis {
        Some(Analysis::Tournament(found)) => found,
        other => panic!("{other:?}"),
    }
}

fn decision(study: &StudyFigures) -> &DecisionFigures {
    match &study.analysis {
        Some(Analysis::Choice(found)) => found,
        other => panic!("{other:?}"),
    }
}

/// Axelrod's payoffs over 200 rounds, by hand: 200 R = 600; against one who always defects tit for tat gets P from the
/// second round on, 199, and that one T + 199 P = 204; one who always cooperates gets S from it, 0, and it T, 1000.
#[test]
fn axelrods_tournament_is_as_it_was() {
    let names = "always-concede,always-hold,tit-for-tat";
    let vary = [format!("actor.row.strategy={names}"), format!("actor.column.strategy={names}")];
    let study = study(&job("textbook/prisoners-dilemma", &[&vary[0], &vary[1]]));
    let found = tournament(&study);
    let payoffs = [[600.0, 0.0, 600.0], [1000.0, 200.0, 204.0], [600.0, 199.0, 600.0]];
    for (row, expected) in payoffs.iter().enumerate() {
        for (column, expected) in expected.iter().enumerate() {
            let actors = |row, column| study.points.get(found.pairing(row, column).point - 1).unwrap().actors;
            assert!((actors(row, column)[0].payoff_mean - expected).abs() < 1e-9);
            // The game is the same for both.
            assert!((actors(column, row)[1].payoff_mean - expected).abs() < 1e-9);
        }
    }
    let mutual: Vec<bool> =
        found.pairings.iter().map(|pairing| pairing.is_mutual() == Response::Best).collect();
    assert_eq!(mutual, [false, false, false, false, true, false, false, false, true]);
    // Against one who always cooperates only defecting is a best response.
    assert_eq!(found.pairing(1, 0).responses, [Response::Best, Response::Beaten]);
    let [side, _] = &found.sides;
    let of = |choice: usize| &side.choices[choice];
    assert!((of(0).mean.value - 400.0).abs() < 1e-9 && (of(2).mean.value - 1399.0 / 3.0).abs() < 1e-9);
    assert!((of(0).largest_regret - 400.0).abs() < 1e-9 && (of(1).largest_regret - 396.0).abs() < 1e-9);
    assert_eq!(side.ranked()[0].choice.to_string(), "always-hold");
    assert!(
        study.findings[0].starts_with("2 pairs are best responses to each other: "),
        "{:?}",
        study.findings
    );
}

/// What is sampled agrees with what is exact, and nothing is called sure that the plays do not tell.
#[test]
fn a_sampled_tournament_agrees_with_the_exact_one() {
    let vary = [
        "actor.left.strategy=always-hold,{ memory-one = { cc = 0.9, cd = 0.2, dc = 0.6, dd = 0.3 } },random",
        "actor.right.strategy=always-concede,random",
    ];
    let mut sampled = job("textbook/chicken", &vary);
    sampled.request.settings.push("rounds=6".to_owned());
    let exact = study(&sampled);
    sampled.plays = Some(400);
    let sampled = study(&sampled);
    let (truth, told) = (tournament(&exact), tournament(&sampled));
    let mut sure = 0;
    for (truth, told) in truth.pairings.iter().zip(&told.pairings) {
        for side in 0..2 {
            assert_ne!(truth.responses[side], Response::Perhaps);
            if told.responses[side] != Response::Perhaps {
                assert_eq!(told.responses[side], truth.responses[side]);
                sure += 1;
            }
        }
    }
    assert!(sure >= 6, "{sure} of 12 are told");
    for (truth, told) in truth.sides.iter().zip(&told.sides) {
        assert!(truth.noise.is_none() && told.noise.unwrap() > 0.0);
        for (truth, told) in truth.choices.iter().zip(&told.choices) {
            let half = (told.mean.high.unwrap() - told.mean.low.unwrap()) / 2.0;
            assert!((truth.mean.value - told.mean.value).abs() < 2.5 * half, "{truth:?} {told:?}");
        }
    }
    assert!(sampled.variance_reduction.is_none_or(|gain| gain > 0.0));
}

/// Each figure again, from the payoffs of the points.
#[test]
fn choices_are_told_by_the_payoffs_of_their_points() {
    let mut job = job("textbook/chicken-logit", &["actor.right.rationality=0.05..0.45", "rounds=5..30"]);
    job.choice = Some("actor.left.strategy=equilibrium,grim,always-concede".to_owned());
    job.enough = Some(-20.0);
    job.design = Some(DesignKind::LatinHypercube);
    job.points = Some(9);
    let study = study(&job);
    let found = decision(&study);
    assert_eq!((found.actor.as_str(), found.futures, found.choices.len()), ("left", 9, 3));
    let all: Vec<_> = study.points.iter().collect();
    assert_eq!(all.len(), 27);
    let payoffs: Vec<Vec<f64>> = (0..3)
        .map(|choice| {
            let points = all.iter().skip(choice).step_by(3);
            points.map(|point| point.actors[0].payoff_mean).collect()
        })
        .collect();
    for (choice, figures) in found.choices.iter().enumerate() {
        let regrets: Vec<f64> = (0..9)
            .map(|future| {
                let best = payoffs.iter().map(|row| row[future]).fold(f64::NEG_INFINITY, f64::max);
                best - payoffs[choice][future]
            })
            .collect();
        let near = |a: f64, b: f64| assert!((a - b).abs() < 1e-9, "{a} {b}");
        near(figures.largest_regret, regrets.iter().copied().fold(0.0, f64::max));
        near(figures.mean_regret, regrets.iter().sum::<f64>() / 9.0);
        near(figures.mean.value, payoffs[choice].iter().sum::<f64>() / 9.0);
        near(figures.worst, payoffs[choice].iter().copied().fold(f64::INFINITY, f64::min));
        let enough = payoffs[choice].iter().filter(|&&payoff| payoff >= -20.0).count();
        near(figures.satisficing.unwrap().value, enough as f64 / 9.0);
        assert!(figures.best_in.low.unwrap() <= figures.best_in.value);
    }
    // A future is the same for all choices.
    for future in all.chunks(3) {
        let values = |point: usize| [0, 1].map(|factor| future[point].factors[factor].clone());
        assert_eq!(values(0), values(1));
        assert_eq!(values(0), values(2));
    }
    assert_eq!(study.findings.len(), 4, "{:?}", study.findings);
}

#[test]
fn points_of_a_file_are_looked_at_again() {
    let folder = tempfile::tempdir().unwrap();
    let first =
        study(&job("textbook/gamblers-ruin", &["track.purse.start=2..8:3", "rule.bet.chance=0.4,0.6"]));
    let path = folder.path().join("points.csv");
    fs::write(&path, first.table().to_csv()).unwrap();
    let mut again = Sweep::new(Request::new("textbook/gamblers-ruin"));
    again.saved = Some(path.clone());
    let again = study(&again);
    assert_eq!(again.design, "saved");
    assert_eq!(again.points.len(), first.points.len());
    for (one, other) in first.points.iter().zip(&again.points) {
        assert_eq!((&one.factors, &one.outcomes), (&other.factors, &other.outcomes));
    }
    // A table of one's own, with a cell that leaves the scenario's value.
    fs::write(&path, "rule.bet.chance,track.purse.start\n0.45,\n,7\n").unwrap();
    let mut own = Sweep::new(Request::new("textbook/gamblers-ruin"));
    own.saved = Some(path);
    let own = study(&own);
    let varied: Vec<Vec<usize>> = own.points.iter().map(|point| point.varied).collect();
    assert_eq!(varied, [[0], [1]]);
}

fn refused(path: &Path, text: &str) -> String {
    fs::write(path, text).unwrap();
    let mut job = Sweep::new(Request::new("textbook/gamblers-ruin"));
    job.saved = Some(path.to_owned());
    let error = sweep(&job, None, |_| {}).err().expect("it is refused");
    error.to_string().replace(&path.display().to_string(), "FILE")
}

#[test]
fn a_file_that_holds_no_points_is_refused_with_the_place() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("points.csv");
    for (text, expected) in [
        ("", "FILE:1:1: There is no column of a factor"),
        ("point,share\n1,0.5\n", "FILE:1:1: There is no column of a factor"),
        ("rule.bet.chance\n", "FILE:1:1: There is no point below"),
        ("rule.bet.chance,track.purse.start\n0.4,5\n0.4\n", "FILE:3:1: This is no table of points"),
        ("rule.bet.chance,track.purse.start\n0.4,5\n,\n", "FILE:3:1: This point varies nothing"),
        (
            "rule.bet.chance,track.purse.start\n0.4,\n0.5,\n",
            "FILE:1:1: No point has a value of `track.purse.start`",
        ),
        ("rule.bat.chance\n0.4\n0.5\n", "FILE:1:6: `rule` has no `bat`"),
        ("rule.bet.chance,track.purse.start\n0.4,5\n0.5,99\n", "FILE:3:5: "),
        ("rule.bet.chance\n0.4\nnan\n", "FILE:3:1: "),
        (
            "rule.bet.chance,rule.bet.chance\n0.4,0.5\n",
            "FILE:1:17: There are two columns of `rule.bet.chance`.",
        ),
    ] {
        let told = refused(&path, text);
        assert!(told.starts_with(expected), "{text:?}: {told}");
    }
    let missing = folder.path().join("none.csv");
    let mut job = Sweep::new(Request::new("textbook/gamblers-ruin"));
    job.saved = Some(missing);
    assert!(sweep(&job, None, |_| {}).err().unwrap().to_string().starts_with("cannot read "));
}

#[test]
fn what_does_not_go_together_is_refused() {
    let base = || job("textbook/chicken-logit", &["actor.right.rationality=0.05..0.45"]);
    let with = |change: fn(&mut Sweep)| {
        let mut job = base();
        change(&mut job);
        sweep(&job, None, |_| {}).err().expect("it is refused")
    };
    let error = with(|job| job.choice = Some("rounds=2,3".into()));
    assert!(matches!(error, SweepError::NobodysChoice(_)), "{error}");
    let error = with(|job| job.choice = Some("actor.left.strategy=grim,grimm".into()));
    assert!(error.to_string().starts_with("--choose actor.left.strategy=grim,grimm:1:26: "), "{error}");
    let error = with(|job| {
        job.choice = Some("actor.left.strategy=grim,pavlov".into());
        job.design = Some(DesignKind::Morris);
    });
    assert!(matches!(error, SweepError::Choice("morris")), "{error}");
    let error = with(|job| job.enough = Some(1.0));
    assert!(matches!(error, SweepError::Enough), "{error}");
    let error = with(|job| {
        job.choice = Some("actor.left.strategy=grim,pavlov".into());
        job.plays = Some(15);
    });
    assert!(matches!(error, SweepError::Batches(15)), "{error}");
    let error = with(|job| job.design = Some(DesignKind::Saved));
    assert!(matches!(error, SweepError::NoFile), "{error}");
}

#[test]
fn a_study_file_says_what_a_command_line_says() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("study.toml");
    let text = r#"
scenario = "textbook/chicken-logit"
design   = "lhs"
points   = 4
seed     = 7
choose   = "actor.left.strategy=grim,pavlov"
set      = ["rounds=9"]

[vary]
"actor.right.rationality" = "0.05..0.45"
"actor.left.discount"     = [0.9, 0.95]
"#;
    fs::write(&path, text).unwrap();
    let read = Sweep::read(&path).unwrap();
    let mut written = job(
        "textbook/chicken-logit",
        &["actor.right.rationality=0.05..0.45", "actor.left.discount=0.9,0.95"],
    );
    written.places = read.places.clone();
    written.design = Some(DesignKind::LatinHypercube);
    written.points = Some(4);
    written.seed = 7;
    written.choice = Some("actor.left.strategy=grim,pavlov".into());
    written.request.settings.push("rounds=9".into());
    written.places = read.places.clone();
    assert_eq!(read, written);

    for (wrong, expected) in [
        ("design   = \"lhs\"", "design   = \"lsh\"", "FILE:3:12: no design is named `lsh`"),
        ("points   = 4", "points   = 0", "FILE:4:12: `points` must be a whole number from 1"),
        (
            "points   = 4",
            "pionts   = 4",
            "FILE:4:1: a study file has no key `pionts`. Did you mean `points`?",
        ),
        ("actor.right.rationality", "actor.right.rationalit", "FILE:10:28: "),
        ("0.05..0.45", "0.45..0.05", "FILE:10:29: The range from 0.45 to 0.05 is empty"),
        ("[0.9, 0.95]", "[0.9, 7]", "FILE:11:29: "),
        ("[0.9, 0.95]", "0.9", "FILE:11:29: `actor.left.discount` must be a text such as"),
        ("scenario = \"textbook/chicken-logit\"", "", "FILE:1:1: A study file names its `scenario`."),
        (
            "textbook/chicken-logit",
            "textbook/chickn-logit",
            "FILE:2:12: There is no scenario `textbook/chickn-logit`. Did you mean",
        ),
        ("\"rounds=9\"", "\"rounds=9\", \"rounds=x\"", "FILE:7:25: `rounds` must be a whole number"),
        ("[vary]", "strategy = [\"middle=grim\"]\n[vary]", "FILE:9:13: There is no actor `middle`"),
    ]
    .map(|(from, to, expected)| (text.replace(from, to), expected))
    {
        fs::write(&path, &wrong).unwrap();
        let told = Sweep::read(&path).unwrap_err().to_string().replace(&path.display().to_string(), "FILE");
        assert!(told.starts_with(expected), "{told}");
    }
}

#[test]
fn what_does_not_go_together_in_a_study_file_has_its_place_there() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("study.toml");
    let vary =
        "[vary]\n\"actor.right.rationality\" = \"0.05..0.45\"\n\"actor.left.discount\" = [0.9, 0.95]\n";
    for (lines, expected) in [
        ("design = \"none.csv\"", "FILE:2:10: cannot read "),
        ("enough = 3", "FILE:2:10: --enough is the payoff"),
        ("design = \"morris\"\nwhere = \"share(crash) > 0.5\"", "FILE:3:9: where cases of interest"),
        ("where = \"share(crush) > 0.5\"", "FILE:2:9: "),
        ("choose = \"rounds=2,3\"", "FILE:2:10: `rounds` is nothing that an actor chooses"),
        (
            "choose = \"actor.left.strategy=grim,pavlov\"\ndesign = \"morris\"",
            "FILE:2:10: what to choose can be",
        ),
        ("design = \"lhs\"\nsecond-order = true", "FILE:2:10: a design `lhs` does not tell pairs"),
    ] {
        fs::write(&path, format!("scenario = \"textbook/chicken-logit\"\n{lines}\n{vary}")).unwrap();
        let told = Sweep::read(&path).and_then(|job| sweep(&job, None, |_| {})).err().expect("it is refused");
        let told = told.to_string().replace(&path.display().to_string(), "FILE");
        assert!(told.starts_with(expected), "{lines}: {told}");
    }
}
