//! Regional sensitivity and robustness are those of SciPy and NumPy; intervals of shares those of statsmodels.

use super::models::Dice;
use super::oracle::{assert_near, json, numbers};
use standoff::play::interval::wilson;
use standoff::study::regional::{p_value, regional};
use standoff::study::regret::{Attitude, Robustness, robustness};

#[test]
fn intervals_of_shares_are_those_of_statsmodels() {
    for row in json("proportion_ci.json")["rows"].as_array().unwrap() {
        let [count, plays] = ["k", "n"].map(|key| row[key].as_u64().unwrap());
        let (low, high) = wilson(count, plays);
        assert_near(&[low, high], &numbers(&row["wilson"]), 1e-12);
    }
}

#[test]
fn distances_and_their_p_values_are_those_of_scipy() {
    for row in json("ks_2samp.json")["rows"].as_array().unwrap() {
        let number = |key: &str| row[key].as_f64().unwrap();
        let [one, other] = ["n", "m"].map(|key| row[key].as_u64().unwrap() as usize);
        let (distance, known) = (number("D"), number("exact"));
        let found = p_value(distance, one, other);
        if one * other <= 4_000_000 {
            assert!((found / known - 1.0).abs() < 1e-9, "{one} {other}: {found} and not {known}");
        } else {
            assert!((found / known - 1.0).abs() < 0.01, "{one} {other}: {found} and not {known}");
        }
        if row["x"].is_array() {
            let (x, y) = (numbers(&row["x"]), numbers(&row["y"]));
            let of_interest: Vec<bool> = (0..one + other).map(|point| point < one).collect();
            let regional = regional(&[[x, y].concat()], &of_interest).unwrap()[0];
            assert_near(&[regional.distance], &[distance], 1e-14);
            assert_eq!(regional.p, found);
        }
    }
}

#[test]
fn factors_that_do_nothing_are_seldom_accused() {
    // Of 400 studies with six factors that do nothing, one or more factors stand out in about 5 %.
    let mut dice = Dice::new(21);
    let mut study = || {
        let factors: Vec<Vec<f64>> = (0..6).map(|_| (0..120).map(|_| dice.unit()).collect()).collect();
        let of_interest: Vec<bool> = (0..120).map(|_| dice.unit() < 0.4).collect();
        let found = regional(&factors, &of_interest).unwrap();
        assert!(found.iter().all(|one| one.adjusted >= one.p));
        found.iter().any(|one| one.adjusted < 0.05)
    };
    let accused = (0..400).filter(|_| study()).count();
    assert!((6..=34).contains(&accused), "{accused}");
}

#[test]
fn a_factor_that_decides_is_found_where_it_does() {
    let values: Vec<f64> = (0..200).map(|point| f64::from(point) / 200.0).collect();
    let of_interest: Vec<bool> = values.iter().map(|&value| value >= 0.7).collect();
    let found = regional(&[values], &of_interest).unwrap()[0];
    assert_eq!((found.distance, found.at), (1.0, 0.695));
    assert!(found.p < 1e-40 && found.p > 0.0, "{}", found.p);
}

#[test]
fn points_of_one_class_can_not_be_compared() {
    let error = regional(&[vec![0.0, 1.0]], &[true, true]).unwrap_err().to_string();
    assert_eq!(error, "0 points that are not of interest; an analysis needs 1 at least");
}

#[test]
fn robustness_is_that_of_numpy() {
    let known = json("regret.json");
    let payoffs: Vec<Vec<f64>> = known["payoffs"].as_array().unwrap().iter().map(numbers).collect();
    let [optimism, needed] = ["optimism", "needed"].map(|key| known[key].as_f64().unwrap());
    let attitude = Attitude { optimism, needed: Some(needed), ..Attitude::default() };
    let found = robustness(&payoffs, attitude).unwrap();
    let compare = |key: &str, of: fn(&Robustness) -> f64| {
        assert_near(&found.iter().map(of).collect::<Vec<_>>(), &numbers(&known[key]), 1e-14);
    };
    compare("largest_regret", |policy| policy.largest_regret);
    compare("regret_90", |policy| policy.regret_90);
    compare("mean_regret", |policy| policy.mean_regret);
    compare("worst", |policy| policy.worst);
    compare("best", |policy| policy.best);
    compare("mean", |policy| policy.mean);
    compare("hurwicz", |policy| policy.hurwicz);
    compare("best_in", |policy| policy.best_in);
    compare("satisficing", |policy| policy.satisficing.unwrap());
    for (found, known) in found.iter().zip(numbers(&known["starr_of_4_000_000_draws"])) {
        assert!(found.starr.holds(known), "{:?} and not {known}", found.starr);
    }
}
