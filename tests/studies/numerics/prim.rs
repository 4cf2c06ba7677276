//! Boxes are those of the EMA workbench, one by one.

use super::models::Dice;
use super::oracle::{assert_near, json, numbers, points_and_results};
use serde_json::Value;
use standoff::study::prim::{
    Data, Factor, Kind, Limit, Objective, Prim, PrimBox, SetAside, Settings, Side, Trajectory, quantile,
};

fn data(name: &str, kinds: &[Kind]) -> Data {
    let (points, results) = points_and_results(name);
    let factor = |(number, &kind): (usize, &Kind)| {
        Factor::new(kind, points.iter().map(|point| point[number]).collect())
    };
    let factors = kinds.iter().enumerate().map(factor).collect();
    Data::new(factors, results.iter().map(|&result| result == 1.0).collect()).unwrap()
}

/// Holds a box to be the known one.
#[track_caller]
fn assert_is(found: &PrimBox, known: &Value, names: &[&str], kinds: &[Kind]) {
    assert_eq!(found.points as u64, known["n"].as_u64().unwrap());
    assert_eq!(found.of_interest as u64, known["k"].as_u64().unwrap());
    assert_eq!(found.restricted as u64, known["res_dim"].as_u64().unwrap());
    for key in ["coverage", "density", "mass"] {
        let value = match key {
            "coverage" => found.coverage,
            "density" => found.density,
            _ => found.mass,
        };
        assert!(known[key].is_null() || known[key] == value, "{key}: {value} and not {}", known[key]);
    }
    for (factor, (name, kind)) in names.iter().zip(kinds).enumerate() {
        let limit = numbers(&known["limits"][name]);
        match &found.limits[factor] {
            Limit::Range { low, high } if *kind == Kind::Real => {
                assert_eq!([*low, *high], limit[..], "{name}");
            }
            // Theirs may stand between two whole numbers.
            Limit::Range { low, high } => {
                assert_eq!([*low, *high], [limit[0].ceil(), limit[1].floor()], "{name}");
            }
            Limit::Among(categories) => {
                assert!(categories.iter().map(|&category| f64::from(category)).eq(limit), "{name}");
            }
        }
        let known = known["qp"].get(name).map_or(vec![-1.0, -1.0], numbers);
        let quasi_p = |sides: &[Side]| {
            let found = found.quasi_p.iter().find(|one| one.factor == factor && sides.contains(&one.side));
            found.map_or(-1.0, |one| one.value)
        };
        let values = [quasi_p(&[Side::Lower, Side::Categories]), quasi_p(&[Side::Upper])];
        assert_near(&values, &known, 1e-12);
        for (value, known) in values.iter().zip(&known) {
            assert!((value / known - 1.0).abs() < 1e-9, "{value} {known}");
        }
    }
}

#[track_caller]
fn assert_are(found: &Trajectory, known: &Value, names: &[&str], kinds: &[Kind]) {
    let known = known.as_array().unwrap();
    assert_eq!(found.boxes.len(), known.len());
    for (found, known) in found.boxes.iter().zip(known) {
        assert_is(found, known, names, kinds);
    }
}

#[test]
fn every_box_is_that_of_the_ema_workbench() {
    let (names, kinds) = (["a", "b", "c"], [Kind::Real; 3]);
    let data = data("prim_float256.csv", &kinds);
    let known = &json("prim_float256.json")["cases"];
    let default = Settings::default();
    for (case, settings) in [
        ("default(threshold=0.8)", default),
        ("lenient2", Settings { objective: Objective::Lenient2, ..default }),
        ("original", Settings { objective: Objective::Original, ..default }),
        ("peel_alpha=0.1", Settings { peel: 0.1, ..default }),
    ] {
        let known = &known[case];
        let mut prim = Prim::new(&data, settings).unwrap();
        let found = prim.find().unwrap();
        assert_are(&found, &known["box1_trajectory"], &names, &kinds);
        prim.set_aside(found.last(), SetAside::Points);
        let second = prim.find().unwrap();
        let known = &known["box2_trajectory"];
        // Where a box is not dense enough for them they give the first alone.
        match known.as_array().unwrap().len() {
            1 => assert_is(&second.boxes[0], &known[0], &names, &kinds),
            _ => assert_are(&second, known, &names, &kinds),
        }
    }
}

#[test]
fn boxes_of_factors_of_all_kinds_are_those_of_the_ema_workbench() {
    let (names, kinds) = (["r", "w", "c", "s"], [Kind::Real, Kind::Whole, Kind::Category, Kind::Real]);
    let data = data("prim_mixed.csv", &kinds);
    let known = &json("prim_mixed.json")["cases"];
    for (case, objective) in [
        ("lenient1", Objective::Lenient1),
        ("lenient2", Objective::Lenient2),
        ("original", Objective::Original),
    ] {
        let prim = Prim::new(&data, Settings { objective, ..Settings::default() }).unwrap();
        assert_are(&prim.find().unwrap(), &known[case][0], &names, &kinds);
    }
}

#[test]
fn quantiles_are_those_of_the_ema_workbench() {
    for known in json("prim_quantile.json").as_array().unwrap() {
        let mut numbers = numbers(&known["data"]);
        numbers.sort_by(f64::total_cmp);
        assert_eq!(quantile(&numbers, known["q"].as_f64().unwrap()), known["value"].as_f64().unwrap());
    }
}

/// Random points of which those with a > 0.6 and b < 0.5 are of interest, but for some labels.
fn corner(points: usize, seed: u64) -> Data {
    let mut dice = Dice::new(seed);
    let columns: Vec<Vec<f64>> = (0..6).map(|_| (0..points).map(|_| dice.unit()).collect()).collect();
    let is = |point: usize| columns[0][point] > 0.6 && columns[1][point] < 0.5;
    let of_interest = (0..points).map(|point| is(point) ^ (dice.unit() < 0.05)).collect();
    Data::new(columns.into_iter().map(|values| Factor::new(Kind::Real, values)).collect(), of_interest)
        .unwrap()
}

#[test]
fn the_limits_that_made_the_cases_come_back_and_others_do_not() {
    let data = corner(1000, 1);
    let prim = Prim::new(&data, Settings::default()).unwrap();
    let found = prim.find().unwrap();
    let chosen = &found.boxes[found.balanced()];
    assert!(chosen.coverage > 0.7 && chosen.density > 0.8, "{chosen:?}");
    for limit in prim.reproduced(chosen, 40, 7) {
        let made =
            (limit.factor, limit.side) == (0, Side::Lower) || (limit.factor, limit.side) == (1, Side::Upper);
        assert_eq!(limit.by_coverage > 0.9, made, "{limit:?}");
        assert!(!made || limit.chosen);
    }
    assert_eq!(prim.reproduced(chosen, 10, 7), prim.reproduced(chosen, 10, 7));
}

#[test]
fn a_box_does_worse_on_other_points_than_on_those_it_was_chosen_by() {
    // Labels by chance alone: whatever is dense is dense by accident.
    let mut dice = Dice::new(3);
    let mut random = || {
        let columns: Vec<Vec<f64>> = (0..6).map(|_| (0..400).map(|_| dice.unit()).collect()).collect();
        let of_interest = (0..400).map(|_| dice.unit() < 0.3).collect();
        Data::new(columns.into_iter().map(|values| Factor::new(Kind::Real, values)).collect(), of_interest)
            .unwrap()
    };
    let (data, others) = (random(), random());
    let found = Prim::new(&data, Settings::default()).unwrap().find().unwrap();
    let chosen = found.last();
    let score = chosen.score(&others).unwrap();
    assert!(chosen.density > 0.45, "{}", chosen.density);
    assert!(score.density.holds(0.3) && score.density.high < chosen.density, "{score:?}");
    let same = chosen.score(&data).unwrap();
    assert_eq!(
        (same.points, same.density.value, same.coverage.value),
        (chosen.points, chosen.density, chosen.coverage)
    );
}

#[test]
fn a_box_has_no_end_where_it_restricts_nothing() {
    let data = corner(1000, 1);
    let found = Prim::new(&data, Settings::default()).unwrap().find().unwrap();
    let chosen = &found.boxes[found.balanced()];
    assert!(chosen.restricts(0, Side::Lower) && !chosen.restricts(2, Side::Upper));
    let mut point = [0.9, 0.2, 0.5, 0.5, 0.5, 0.5];
    assert!(chosen.holds(&point));
    point[2] = 1.5;
    assert!(chosen.holds(&point));
    point[0] = 0.3;
    assert!(!chosen.holds(&point));
}

#[test]
fn two_corners_are_found_one_after_the_other_either_way() {
    // One is larger: where two are alike, every peel takes as much of one as it gains of the other, and the search stops.
    let mut dice = Dice::new(5);
    let columns: Vec<Vec<f64>> = (0..3).map(|_| (0..2000).map(|_| dice.unit()).collect()).collect();
    let first = |p: usize| columns[0][p] < 0.4 && columns[1][p] < 0.5;
    let second = |p: usize| columns[0][p] > 0.8 && columns[2][p] > 0.7;
    let of_interest: Vec<bool> = (0..2000).map(|point| first(point) || second(point)).collect();
    let factors = columns.iter().map(|values| Factor::new(Kind::Real, values.clone())).collect();
    let data = Data::new(factors, of_interest).unwrap();
    for what in [SetAside::Points, SetAside::Interest] {
        let mut prim = Prim::new(&data, Settings::default()).unwrap();
        let one = prim.find().unwrap();
        assert!(one.last().density > 0.99 && one.last().coverage > 0.5, "{:?}", one.last());
        prim.set_aside(one.last(), what);
        let other = prim.find().unwrap();
        assert!(other.last().density > 0.99 && other.last().coverage > 0.15, "{what:?} {:?}", other.last());
    }
}

#[test]
fn what_can_not_be_analysed_is_refused() {
    let of = |values: Vec<f64>, kind, of_interest: Vec<bool>| {
        let data =
            Data::new(vec![Factor::new(kind, values)], of_interest).map_err(|error| error.to_string())?;
        Prim::new(&data, Settings::default()).map(|_| ()).map_err(|error| error.to_string())
    };
    assert_eq!(
        of(vec![0.0, f64::NAN], Kind::Real, vec![true, false]).unwrap_err(),
        "row 2 (counted from 1) of a factor is NaN, and no finite number"
    );
    assert_eq!(
        of(vec![0.0, 1.5], Kind::Whole, vec![true, false]).unwrap_err(),
        "a value of a whole-number factor is 1.5; expected a whole number"
    );
    assert_eq!(
        of(vec![0.0, 1.0], Kind::Real, vec![false, false]).unwrap_err(),
        "0 cases of interest; an analysis needs 1 at least"
    );
}
