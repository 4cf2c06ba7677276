//! Strategies with memory one under noise, in the long run. The figures are exact fractions (sympy); QuantEcon's Markov
//! chains and 200,000-turn matches of the Axelrod library agree. Extortion: Press & Dyson 2012.

use super::chain::Match;
use super::games::{CHICKEN, PRISONERS_DILEMMA, symmetric};
use crate::scenario::{StrategyChoice, StrategyRule, StrategyRule::*};

const EXACT: f64 = 1e-9;

fn assert_long_run(
    payoffs: [f64; 4],
    noise: f64,
    row: &StrategyRule,
    column: &StrategyRule,
    expected: [f64; 2],
) {
    let game = symmetric(1, payoffs);
    let [first, second] = [row, column].map(|rule| StrategyChoice { rule: rule.clone(), noise });
    let pair = Match::new(&game, &first, &second);
    let found = pair.payoffs(&pair.long_run());
    for side in 0..2 {
        assert!(
            (found[side] - expected[side]).abs() < EXACT,
            "{row:?} - {column:?}: {found:?}, not {expected:?}"
        );
    }
}

/// Chicken and Prisoner's Dilemma with ε = 1/20.
fn assert_noisy(row: &StrategyRule, column: &StrategyRule, chicken: [f64; 2], dilemma: [f64; 2]) {
    assert_long_run(CHICKEN, 0.05, row, column, chicken);
    assert_long_run(PRISONERS_DILEMMA, 0.05, row, column, dilemma);
}

fn memory_one(after: [f64; 4]) -> StrategyRule {
    MemoryOne { after, first: 1.0 }
}

#[test]
fn noisy_tit_for_tat_spends_a_quarter_of_its_time_in_each_cell() {
    for other in [TitForTat, Pavlov, Random] {
        assert_noisy(&TitForTat, &other, [-2.5; 2], [2.25; 2]);
    }
    assert_noisy(
        &TitForTat,
        &AlwaysConcede,
        [-1.0 / 400.0, -37.0 / 400.0],
        [12141.0 / 4000.0, 11241.0 / 4000.0],
    );
    assert_noisy(
        &TitForTat,
        &AlwaysHold,
        [-3457.0 / 400.0, -3421.0 / 400.0],
        [4401.0 / 4000.0, 5301.0 / 4000.0],
    );
}

#[test]
fn noisy_pavlov_mends_its_errors_but_is_exploited() {
    assert_noisy(&Pavlov, &Pavlov, [-22.0 / 25.0; 2], [5553.0 / 2000.0; 2]);
    assert_noisy(&Pavlov, &AlwaysHold, [-26.0 / 5.0, -43.0 / 10.0], [27.0 / 40.0, 117.0 / 40.0]);
    let game = symmetric(1, CHICKEN);
    let noisy = StrategyChoice { rule: Pavlov, noise: 0.05 };
    for (found, expected) in
        Match::new(&game, &noisy, &noisy).long_run().iter().zip([0.817, 0.0475, 0.0475, 0.088])
    {
        assert!((found - expected).abs() < EXACT);
    }
}

#[test]
fn noise_flips_the_fixed_ones_too() {
    assert_noisy(&AlwaysConcede, &AlwaysHold, [-11.0 / 8.0, 17.0 / 40.0], [81.0 / 400.0, 1881.0 / 400.0]);
    assert_noisy(&AlwaysHold, &AlwaysHold, [-361.0 / 40.0; 2], [459.0 / 400.0; 2]);
}

#[test]
fn one_that_concedes_only_after_both_did_ends_in_mutual_defiance() {
    let never_again = || memory_one([1.0, 0.0, 0.0, 0.0]);
    assert_noisy(&never_again(), &never_again(), [-44.0 / 5.0; 2], [477.0 / 400.0; 2]);
}

#[test]
fn generosity_of_a_third_withstands_noise() {
    let generous = || GenerousTitForTat { generosity: 1.0 / 3.0 };
    assert_noisy(&generous(), &generous(), [-5.0 / 32.0; 2], [183.0 / 64.0; 2]);
}

#[test]
fn memory_one_holds_most_of_the_family() {
    let (third, other) = (1.0 / 3.0, memory_one([0.8, 0.3, 0.6, 0.1]));
    let same = [
        (TitForTat, [1.0, 0.0, 1.0, 0.0]),
        (Pavlov, [1.0, 0.0, 0.0, 1.0]),
        (GenerousTitForTat { generosity: third }, [1.0, third, 1.0, third]),
        (Bully, [0.0, 1.0, 0.0, 1.0]),
        (Alternator, [0.0, 0.0, 1.0, 1.0]),
        (Random, [0.5; 4]),
    ];
    let game = symmetric(1, CHICKEN);
    for (rule, after) in same {
        let [named, spelt] = [rule.clone(), memory_one(after)].map(|rule| {
            Match::new(
                &game,
                &StrategyChoice { rule, noise: 0.01 },
                &StrategyChoice { rule: other.clone(), noise: 0.01 },
            )
            .long_run()
        });
        assert!(named.iter().zip(spelt).all(|(a, b)| (a - b).abs() < EXACT), "{rule:?}");
    }
}

#[test]
fn extortion_takes_three_times_the_surplus() {
    let extort_3 = || memory_one([11.0 / 13.0, 0.5, 7.0 / 26.0, 0.0]);
    let extort_2 = memory_one([8.0 / 9.0, 0.5, 1.0 / 3.0, 0.0]);
    let game = PRISONERS_DILEMMA;
    assert_long_run(game, 0.0, &extort_3(), &AlwaysConcede, [41.0 / 11.0, 21.0 / 11.0]);
    assert_long_run(game, 0.0, &extort_3(), &Pavlov, [26.0 / 11.0, 16.0 / 11.0]);
    assert_long_run(game, 0.0, &extort_3(), &Random, [41.0 / 16.0, 73.0 / 48.0]);
    assert_long_run(game, 0.0, &extort_2, &AlwaysConcede, [3.5, 2.25]);
}

#[test]
fn noisy_tit_for_tat_and_pavlov_discounted_from_the_first_round() {
    // Computed with numpy: δ = 0.9, ε = 0.05, values normalised by 1 − δ.
    let game = symmetric(10, CHICKEN);
    let normalised = |row: StrategyRule, column: StrategyRule| {
        let [row, column] = [row, column].map(|rule| StrategyChoice { rule, noise: 0.05 });
        Match::new(&game, &row, &column).total(1000, 0.9).map(|value| 0.1 * value)
    };
    let close = |found: [f64; 2], expected: [f64; 2]| {
        assert!(
            (0..2).all(|side| (found[side] - expected[side]).abs() < EXACT),
            "{found:?}, not {expected:?}"
        );
    };
    close(normalised(TitForTat, Pavlov), [-1.428_575_946_740_59, -1.414_602_481_756_387_4]);
    close(normalised(Pavlov, Pavlov), [-0.7945; 2]);
    close(normalised(TitForTat, AlwaysHold), [-7.91575, -7.65475]);

    let [row, column] = [TitForTat, Pavlov].map(|rule| StrategyChoice { rule, noise: 0.05 });
    let pair = Match::new(&game, &row, &column);
    assert!((pair.total(10, 1.0)[0] - -11.573_448_558_012_032).abs() < EXACT);
    assert!((pair.rounds(10)[9][3] - 0.180_098_689_720_952_58).abs() < EXACT);
}
