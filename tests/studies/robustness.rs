//! `standoff robustness` as a person or a script meets it, and against volumes that are known.

use crate::common::calls::{call, files, journal_lines, kill_at, print, tiny};
use serde_json::Value;
use standoff::results::robustness::{HeldFigures, RobustnessFigures};
use standoff::scenario::{Request, load};
use standoff::study::robustness::{Robustness, robustness};
use std::fs;
use std::path::Path;

/// One round of Chicken, T > R > S > P for each, all four numbers between 1 and 5 and nothing else known of them. The
/// four gaps of the ordered numbers and the ends of the range are then all alike, and so every claim about two gaps has a
/// volume that can be told: that one gap exceeds another has 1/2, that it exceeds twice another 1/3.
const CHICKEN: &str = r#"
    title  = "Chicken by its order"
    rounds = 1
    [actor.left.move.swerve]
    stance = "concede"
    [actor.left.move.straight]
    [actor.right.move.swerve]
    stance = "concede"
    [actor.right.move.straight]
    [actor.left.payoff.against.right]
    swerve   = { swerve = 3, straight = 2 }
    straight = { swerve = 4, straight = 1.5 }
    [actor.right.payoff.against.left]
    swerve   = { swerve = 3, straight = 2 }
    straight = { swerve = 4, straight = 1.5 }
    [[outcome]]
    id        = "over"
    otherwise = true
    [uncertain]
    "actor.left.payoff.against.right.straight.swerve"   = [1, 5]
    "actor.left.payoff.against.right.swerve.swerve"     = [1, 5]
    "actor.left.payoff.against.right.swerve.straight"   = [1, 5]
    "actor.left.payoff.against.right.straight.straight" = [1, 5]
    "actor.right.payoff.against.left.straight.swerve"   = [1, 5]
    "actor.right.payoff.against.left.swerve.swerve"     = [1, 5]
    "actor.right.payoff.against.left.swerve.straight"   = [1, 5]
    "actor.right.payoff.against.left.straight.straight" = [1, 5]
    [[order]]
    says = "actor.left.payoff.against.right: straight.swerve > swerve.swerve > swerve.straight > straight.straight"
    [[order]]
    says = "actor.right.payoff.against.left: straight.swerve > swerve.swerve > swerve.straight > straight.straight"
    [[expect]]                                   # the order alone makes it Chicken
    says = "class(Chicken) = 1 within 1e-9"
    [[expect]]                                   # (S - P) / ((S - P) + (T - R)): S - P > T - R
    says = "nash(left swerve) > 1/2"
    [[expect]]                                   # S - P > 2 (T - R)
    says = "nash(left swerve) > 2/3"
    [[expect]]
    says = "security(left) > 5"
"#;

/// A folder with a scenario in it.
fn with(text: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("case.toml"), text).unwrap();
    folder
}

fn figures(folder: &Path, arguments: &str) -> RobustnessFigures {
    serde_json::from_str(&print(folder, &format!("robustness {arguments} --json"))).unwrap()
}

#[test]
fn shares_of_samples_are_the_volumes_that_orders_leave() {
    let folder = with(CHICKEN);
    let found = figures(folder.path(), "case.toml --samples 1000 --no-charts");
    assert!(found.failed.is_empty() && found.numbers.len() == 8);
    for (statement, volume) in found.statements.iter().zip([1.0, 0.5, 1.0 / 3.0, 0.0]) {
        let holds = statement.holds.unwrap();
        assert!(holds.low <= volume && volume <= holds.high, "{}: {holds:?}", statement.says);
    }
    let [chicken, half, more, never] = &found.statements[..] else { panic!("there are four") };
    assert_eq!(chicken.holds.unwrap().count, 1000);
    assert_eq!(never.holds.unwrap().count, 0);
    // What never fails, and what never holds, has nothing that makes the difference.
    assert!(chicken.apart.is_empty() && never.apart.is_empty());
    // Left's mixture makes right indifferent: only right's payoffs decide.
    let decides = |one: &HeldFigures| {
        assert!(!one.apart.is_empty());
        one.apart.iter().all(|apart| apart.path.starts_with("actor.right.") && apart.p < 0.05)
    };
    assert!(decides(half) && decides(more));
}

/// A choice between two payoffs that is logit: `share(x) > 0.7` where they are further apart than ln(7/3)/2.
#[test]
fn where_a_likely_outcome_flips_is_where_logit_says() {
    let folder = with(
        r#"
        title  = "A choice"
        rounds = 1
        actor.nature.move.wait = {}
        [actor.one]
        rationality = 2
        move = { left = {}, right = {} }
        payoff.move = { left = 2.5, right = 1.5 }
        [[rule]]
        id      = "went-left"
        when    = ["one plays left"]
        outcome = "on-the-left"
        [[outcome]]
        id = "on-the-left"
        [[outcome]]
        id        = "on-the-right"
        otherwise = true
        [uncertain]
        "actor.one.payoff.move.left"  = [1, 3]
        "actor.one.payoff.move.right" = [1, 3]
        [[order]]
        says = "actor.one.payoff.move: left > right"
        [[expect]]
        says = "share(on-the-left) > 0.7"
        [[expect]]
        says = "most(on-the-left)"
    "#,
    );
    let found = figures(folder.path(), "case.toml --samples 2000 --no-charts");
    // The triangle 1 ≤ right ≤ left ≤ 3, cut at left − right = d.
    let d = (7.0f64 / 3.0).ln() / 2.0;
    let volume = (2.0 - d).powi(2) / 4.0;
    let holds = found.statements[0].holds.unwrap();
    assert!(holds.low <= volume && volume <= holds.high, "{volume}: {holds:?}");
    assert_eq!(found.statements[1].holds.unwrap().count, 2000);
    assert_eq!(found.outcomes[0].likeliest.count, 2000);
    // The share grows with the distance of the two, whose distribution is known: its quantiles are too.
    let share = |part: f64| 1.0 / (1.0 + (-2.0 * 2.0 * (1.0 - (1.0 - part).sqrt())).exp());
    let band = &found.outcomes[0];
    for (found, expected) in [(band.low, share(0.05)), (band.median, share(0.5)), (band.high, share(0.95))] {
        assert!((found - expected).abs() < 0.02, "{found} and {expected}");
    }
}

/// Each sample is laid over the scenario as `--set` does, and gives what a run gives; every order of the file holds.
#[test]
fn a_sample_is_the_scenario_with_its_numbers_set_and_keeps_its_orders() {
    let job = Robustness { samples: 3, ..Robustness::new(Request::new("cuba-1962")) };
    let found = robustness(&job, None, |_| {}).unwrap();
    assert!(found.figures.orders.iter().all(|order| order.kept));
    for sample in &found.samples {
        let mut request = job.request.clone();
        let laid = found.figures.numbers.iter().zip(&sample.numbers);
        request.settings.extend(laid.map(|(number, value)| format!("{}={value}", number.path)));
        let stage = standoff::run::Stage::set(&request).unwrap();
        let exact = stage.exact(&standoff::solve::FirstTimes::None).unwrap();
        for (outcome, share) in sample.shares.iter().enumerate() {
            assert!((exact.share(outcome) - share).abs() < 1e-12);
        }
    }
}

#[test]
fn orders_hold_in_every_sample_of_every_scenario_that_has_them() {
    for entry in standoff::scenario::list() {
        let loaded = load(&Request::new(&entry.name)).unwrap();
        let orders = &loaded.scenario.orders;
        if orders.is_empty()
            || orders.iter().any(|order| order.open.is_none() && order.means.broken_at().is_some())
        {
            continue;
        }
        let drawn = standoff::study::robustness::draws(&Request::new(&entry.name), 0.5, 2018, 3).unwrap();
        for (sample, numbers) in drawn.iter().enumerate() {
            let settings = numbers.iter().map(|(path, value)| format!("{path}={value}")).collect();
            let laid = load(&Request { settings, ..Request::new(&entry.name) }).unwrap();
            for (order, before) in laid.scenario.orders.iter().zip(orders) {
                let holds = order.means.broken_at().is_none() || before.means.broken_at().is_some();
                assert!(holds, "{} breaks `{}` in sample {}", entry.name, order.says, sample + 1);
            }
        }
    }
}

#[test]
fn an_order_that_is_broken_is_told_with_its_place() {
    let folder = tempfile::tempdir().unwrap();
    let output = call(folder.path(), "robustness cuba-1962 --set actor.us.payoff.outcome.war=9");
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(2), "{told}");
    assert!(told.contains("cuba-1962/baseline.toml:") && told.contains("Samples keep the orders"), "{told}");
    for (arguments, complaint) in [
        ("korea-2018 --samples 0", "0 samples can not be taken"),
        ("korea-2018 --spread 0", "a spread of 0 can not be had"),
        ("korea-2018 --spread 1e300", "at most 1000"),
        ("textbook/gamblers-ruin --set rounds=x", "--set rounds=x:1:8"),
        ("korea-2018 --set rounds=6", "is no round to look at"),
    ] {
        let output = call(folder.path(), &format!("robustness {arguments}"));
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.code() == Some(2) && told.contains(complaint), "{arguments}: {told}");
    }
    assert!(files(folder.path()).is_empty(), "a wrong call leaves nothing");
}

#[test]
fn a_spread_is_told_as_it_is_drawn() {
    let folder = tiny();
    for (spread, ends, told) in [
        ("0.5", [0.5, 1.5], "within 50 % of what it is"),
        ("1", [0.0, 2.0], "within 100 % of what it is"),
        ("7", [0.0, 8.0], "within 700 % of what it is, the sign kept"),
    ] {
        let call = format!("tiny.toml --samples 60 --no-charts --spread {spread}");
        let printed = print(folder.path(), &format!("robustness {call}"));
        let printed = printed.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(printed.contains(&format!("each {told} ")), "{printed}");
        let place = printed.split("Files ").nth(1).unwrap().split(' ').next().unwrap();
        print(folder.path(), &format!("report {place}"));
        let report = fs::read_to_string(folder.path().join(place).join("report.md")).unwrap();
        assert!(report.replace('\u{a0}', " ").contains(&format!("it lies {told}. ")), "{report}");
        // The numbers, and what is drawn of them.
        let found = figures(folder.path(), &call);
        let table = fs::read_to_string(folder.path().join(place).join("samples.csv")).unwrap();
        let mut rows = csv::Reader::from_reader(table.as_bytes());
        let columns = rows.headers().unwrap().clone();
        let rows: Vec<csv::StringRecord> = rows.records().map(Result::unwrap).collect();
        for number in &found.numbers {
            let column = columns.iter().position(|name| name == number.path).unwrap();
            let parts = rows.iter().map(|row| row[column].parse::<f64>().unwrap() / number.value);
            let (low, high) =
                parts.fold((f64::INFINITY, 0.0_f64), |(low, high), part| (low.min(part), high.max(part)));
            assert!(ends[0] <= low && high <= ends[1], "{}: {low} to {high} times", number.path);
            assert!(high - low > 0.7 * (ends[1] - ends[0]), "{}: {low} to {high} times", number.path);
        }
    }
}

/// Statements about other scenarios are asked if that is wanted, with the same numbers laid over those.
#[test]
fn statements_about_other_scenarios_are_asked_under_the_same_payoffs() {
    let folder = tempfile::tempdir().unwrap();
    let name = "textbook/brinkmanship-certain --samples 40 --no-charts";
    let without = figures(folder.path(), name);
    let other = without.statements.iter().find(|one| one.says.contains(" in ")).unwrap();
    assert!(other.holds.is_none());
    assert_eq!(
        other.not_asked.as_deref(),
        Some("it reads figures in textbook/brinkmanship: ask with --others")
    );
    let with = figures(folder.path(), &format!("{name} --others"));
    assert!(with.statements.iter().all(|one| one.holds.is_some() && one.not_asked.is_none()));
    // The numbers drawn are the same.
    assert_eq!(with.outcomes, without.outcomes);
}

const LONG: &str = "robustness cuba-1962 --samples 12 --threads 1";

#[test]
fn samples_that_are_killed_go_on_and_end_in_the_same_bytes() {
    let (whole, killed) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let first = print(whole.path(), LONG);
    let kills = [2, 4, 8].into_iter().filter(|&done| kill_at(killed.path(), LONG, 1 + done)).count();
    assert!(kills > 0, "no kill came in time");
    let done = journal_lines(killed.path()) - 1;
    let told = print(killed.path(), LONG);
    let words: Vec<&str> = told.split_whitespace().collect();
    assert!(words.join(" ").contains(&format!("{done} samples taken over from before")), "{told}");
    assert_eq!(files(whole.path()), files(killed.path()));
    let after = |told: &str| told.split_once("\n\n").unwrap().1.to_owned();
    assert_eq!(after(&first), after(&told));
}

/// More samples keep the first: the table begins with the same rows.
#[test]
fn more_samples_begin_with_the_same() {
    let folder = with(CHICKEN);
    let table = |samples: usize| {
        print(folder.path(), &format!("robustness case.toml --samples {samples} --no-charts"));
        let found = files(folder.path());
        let tables =
            found.iter().filter(|(name, _)| name.ends_with("samples.csv")).map(|(_, bytes)| bytes.clone());
        tables.map(|bytes| String::from_utf8(bytes).unwrap()).max_by_key(String::len).unwrap()
    };
    let (few, many) = (table(5), table(20));
    assert!(many.starts_with(&few) && many.lines().count() == 21);
    let header = many.lines().next().unwrap();
    assert!(header.contains("share(over),class(Chicken) = 1 within 1e-9"), "{header}");
}

#[test]
fn the_folder_has_the_figures_the_charts_and_a_report() {
    let folder = with(CHICKEN);
    print(folder.path(), "robustness case.toml --samples 30");
    let place = folder.path().join("output/case/robustness-2018");
    let manifest: Value = serde_json::from_slice(&fs::read(place.join("manifest.json")).unwrap()).unwrap();
    assert_eq!(manifest["settings"]["robustness"]["samples"], 30);
    let before = fs::read(place.join("charts/statements-held.svg")).unwrap();
    print(folder.path(), "chart output/case/robustness-2018");
    assert_eq!(fs::read(place.join("charts/statements-held.svg")).unwrap(), before);
    print(folder.path(), "report output/case/robustness-2018");
    let report = fs::read_to_string(place.join("report.md")).unwrap();
    for part in ["nash(left swerve)", "What was drawn", "range of the assumptions", "What it does not say"] {
        assert!(report.contains(part), "{part}");
    }
    assert!(place.join("report.html").is_file());
}
