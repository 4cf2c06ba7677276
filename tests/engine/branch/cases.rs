//! Scenarios with known values, from an independent arc-length tracer: what the slow reference here and what the product
//! say of them.

use super::induction;
use crate::common::{Case, close};
use crate::engine::random_scenarios::oracle::{Oracle, Plan};
use crate::engine::random_scenarios::read;
use standoff::scenario::Scenario;

/// What is right.
struct Known {
    text: &'static str,
    rounds: u32,
    /// In round 1, where nothing has happened: each actor's probability of its first move, to [`Known::within`].
    first_move: Option<[f64; 2]>,
    values: Option<[f64; 2]>,
    shares: &'static [(&'static str, f64)],
    within: f64,
}

const KNOWN: Known = Known { text: "", rounds: 0, first_move: None, values: None, shares: &[], within: 1e-6 };

macro_rules! file {
    ($name:literal) => {
        include_str!(concat!("../../data/branch/", $name, ".toml"))
    };
}

const SYMMETRIC_SUBSTITUTES: Known =
    Known { text: file!("symmetric-substitutes"), rounds: 1, values: Some([-0.770_709; 2]), ..KNOWN };
const TWO_ROUNDS: Known = Known {
    text: file!("two-rounds"),
    rounds: 2,
    first_move: Some([0.001_713_4, 0.999_077_5]),
    values: Some([1.968_796, -3.000_054]),
    shares: &[("war", 0.000_921), ("a-wins", 0.997_366), ("b-wins", 0.001_253), ("open", 0.000_461)],
    ..KNOWN
};
const FOLDS_ONCE: Known = Known {
    text: file!("folds-once"),
    rounds: 1,
    first_move: Some([0.0, 1.0]),
    values: Some([123.0, 40.0]),
    ..KNOWN
};
const THREE_BY_THREE: Known =
    Known { text: file!("three-by-three"), rounds: 1, values: Some([47.424_856, 3.793_171]), ..KNOWN };
const COMMON_INTEREST: Known = Known {
    text: file!("common-interest"),
    rounds: 5,
    values: Some([4.703_566; 2]),
    shares: &[("deal", 0.980_203), ("war", 0.019_745), ("open", 0.000_052)],
    ..KNOWN
};
const SYMMETRIC_CHICKEN: Known = Known {
    text: file!("symmetric-chicken"),
    rounds: 1,
    first_move: Some([0.186; 2]),
    within: 5e-4,
    ..KNOWN
};

/// What the slow reference says of a scenario.
struct Said {
    scenario: Scenario,
    first_move: [f64; 2],
    values: [f64; 2],
    /// By outcome.
    shares: Vec<f64>,
    folds: usize,
}

/// Holds the slow reference to what is known.
fn reference(known: &Known) -> Said {
    let mut scenario = read("known", known.text);
    scenario.rounds = known.rounds;
    let oracle = Oracle(&scenario);
    let slow = induction::solve(&oracle).expect("the reference decides");
    assert!(slow.residual < 1e-11, "{}", slow.residual);
    let plans: Vec<Vec<Plan<'_>>> = scenario.actors.iter().map(|_| vec![Plan::Table]).collect();
    let figures = oracle.figures(&plans, &slow.table);
    let share = |outcome: usize| {
        figures.ended.range((outcome, 0)..=(outcome, u32::MAX)).map(|(_, share)| share).sum::<f64>()
    };
    let shares: Vec<f64> = (0..scenario.outcomes.len()).map(share).collect();
    for (outcome, share) in known.shares {
        let index = scenario.outcomes.iter().position(|of| of.id == *outcome).expect("it is there");
        close(outcome, shares[index], *share, known.within);
    }
    let first_move = [0, 1].map(|actor| slow.table[&(actor, 0, 1, oracle.start())][0]);
    let values = [0, 1].map(|actor| slow.values[actor][0]);
    for actor in 0..2 {
        if let Some(known_move) = known.first_move {
            close("first move", first_move[actor], known_move[actor], known.within);
        }
        if let Some(known_values) = known.values {
            close("value", values[actor], known_values[actor], known.within);
        }
    }
    Said { scenario, first_move, values, shares, folds: slow.folds }
}

/// Holds the product to the slow reference, which is right.
fn check(known: &Known) {
    let Said { scenario, first_move, values, shares, .. } = reference(known);
    let case = Case::of(scenario);
    let exact = case.exact();
    for (outcome, share) in shares.into_iter().enumerate() {
        close(&case.scenario.outcomes[outcome].id, exact.share(outcome), share, 1e-8);
    }
    for actor in 0..2 {
        close("value", case.value(actor), values[actor], 1e-8 * (1.0 + values[actor].abs()));
        close("first move", exact.made[actor][0][0], first_move[actor], 1e-8);
    }
}

#[test]
fn the_slow_reference_gives_what_is_known() {
    [SYMMETRIC_SUBSTITUTES, TWO_ROUNDS, FOLDS_ONCE, THREE_BY_THREE, COMMON_INTEREST, SYMMETRIC_CHICKEN]
        .iter()
        .for_each(|known| _ = reference(known));
    // Back, and forth again.
    assert_eq!(reference(&FOLDS_ONCE).folds, 2);
}

#[test]
fn both_yield_alike_in_a_symmetric_game_of_substitutes() {
    check(&SYMMETRIC_SUBSTITUTES);
}

#[test]
fn round_one_is_on_its_own_branch_whatever_round_two_is_on() {
    check(&TWO_ROUNDS);
}

#[test]
fn a_branch_that_folds_once_leads_to_the_far_end() {
    check(&FOLDS_ONCE);
}

#[test]
fn three_moves_each_nearly_rational_are_solved() {
    check(&THREE_BY_THREE);
}

#[test]
fn both_sides_of_a_common_interest_keep_alike() {
    check(&COMMON_INTEREST);
}

#[test]
fn both_sides_of_a_common_interest_keep_alike_for_any_number_of_rounds() {
    for rounds in [64, 65, 70] {
        check(&Known {
            rounds,
            shares: &[("war", 0.019_745)],
            values: None,
            within: 1e-4,
            ..COMMON_INTEREST
        });
    }
}

#[test]
fn symmetric_chicken_is_played_alike_when_nearly_rational() {
    check(&SYMMETRIC_CHICKEN);
}
