//! Equilibria with known answers. `O…` are entries of a table of games solved with Gambit 17, QuantEcon or mpmath to 30
//! digits, each named where it is used; `TB…` are from textbooks.

use crate::common::{AUMANN, CHICKEN, Case, END, Own, close, two_by_two, within};
use standoff::scenario::{Request, StrategyChoice, StrategyRule, load};

fn symmetric(payoffs: Own, rationality: f64, rounds: u32) -> Case {
    let more = format!("rationality = {rationality}\nstrategy = \"equilibrium\"");
    Case::written(&two_by_two(&format!("rounds = {rounds}"), [payoffs; 2], [&more, &more], END))
}

fn one_round(payoffs: [Own; 2], rationality: f64) -> [f64; 2] {
    let more = format!("rationality = {rationality}\nstrategy = \"equilibrium\"");
    let exact = Case::written(&two_by_two("rounds = 1", payoffs, [&more, &more], END)).exact();
    [exact.count(0, 1), exact.count(1, 1)]
}

/// O5, λ = 0.4: 0.3054130533 (mpmath 0.30541305335, Gambit 0.3054130533).
#[test]
fn in_repeated_chicken_each_side_goes_straight_as_gambit_says() {
    const STRAIGHT: f64 = 0.305_413_053_3;
    let case = symmetric(CHICKEN, 0.4, 20);
    let (exact, tally) = (case.exact(), case.sample(20_000));
    for side in [0, 1] {
        for (round, p) in exact.made[side][1].iter().enumerate() {
            close(&format!("side {side}, round {}", round + 1), *p, STRAIGHT, 1e-8);
        }
        within(4.0, "times straight", &tally.moves[side][1].count, 20.0 * STRAIGHT);
    }
}

/// O5: the symmetric branch by mpmath, 30 digits; Gambit agrees below the pitchfork and stops there.
#[test]
fn the_principal_branch_stays_symmetric_beyond_the_pitchfork() {
    // (λ, Axelrod's chicken, Aumann's chicken); the pitchforks are at 0.48918 and 1.37218 (O6).
    let table = [
        (0.1, 0.420_543_337_941, 0.488_374_042_676),
        (0.2, 0.368_763_194_577, 0.478_272_775_023),
        (0.4, 0.305_413_053_4, 0.461_596_757_71),
        (0.5, 0.284_474_612_9, 0.454_636_427_032),
        (1.0, 0.224_159_125_765, 0.428_849_246_717),
        (2.0, 0.176_881_133_729, 0.400_537_600_868),
        (5.0, 0.136_836_369_089, 0.369_078_219_637),
        (10.0, 0.119_930_851_436, 0.353_461_883_39),
    ];
    for (rationality, chicken, aumann) in table {
        for (payoffs, straight) in [(CHICKEN, chicken), (AUMANN, aumann)] {
            let [left, right] = one_round([payoffs; 2], rationality);
            close(&format!("λ = {rationality}, left"), left, straight, 1e-9);
            close(&format!("λ = {rationality}, right"), right, straight, 1e-9);
        }
    }
}

/// λ = 0.6 lies between the pitchfork and the table: the defining equation p = 1/(1 + exp(λ(a + bp))) of O6.
#[test]
fn right_after_the_pitchfork_the_branch_is_symmetric_too() {
    let [left, right] = one_round([CHICKEN; 2], 0.6);
    close("left and right", left, right, 1e-12);
    // A policy is kept in steps of 2e-12.
    close("its own equation", left, 1.0 / (1.0 + (0.6 * (-1.0 + 10.0 * left)).exp()), 5e-12);
}

/// Twenty rounds beyond the pitchfork: no round leaves the branch.
#[test]
fn no_round_of_repeated_chicken_leaves_the_symmetric_branch() {
    let exact = symmetric(CHICKEN, 2.0, 20).exact();
    for side in [0, 1] {
        exact.made[side][1].iter().for_each(|p| close("straight", *p, 0.176_881_133_729, 1e-9));
    }
}

/// TB4, Aumann's chicken: x = 1/(1 + exp(−λ(2 − 3x))) gives way.
#[test]
fn the_crash_gets_rarer_with_rationality() {
    for (rationality, gives, crash) in [
        (0.0, 0.5, 0.25),
        (0.25, 0.5263, 0.2244),
        (1.0, 0.57115, 0.18391),
        (5.0, 0.63092, 0.13622),
        (20.0, 0.65591, 0.11839),
    ] {
        let [left, right] = one_round([AUMANN; 2], rationality);
        close("gives way", 1.0 - left, gives, 5e-5);
        close("crash", left * right, crash, 5e-5);
    }
}

/// TB4b: chicken by ranks has two more equilibria beyond λ = 2; the branch connected to uniform play stays at 1/2.
#[test]
fn chicken_by_ranks_stays_at_one_half() {
    for rationality in [1, 2, 3, 5, 20] {
        let settings: Vec<String> =
            ["left", "right"].map(|side| format!("actor.{side}.rationality={rationality}")).into();
        let case = Case::named("textbook/chicken-ordinal", &settings);
        close("crash", case.share("crash"), 0.25, 1e-10);
        close("value", case.value(0), 2.5, 1e-10);
    }
}

/// O3: row CC 4, CD 1, DC 5, DD −5/2; column 4, 1, 5, −1/2. Its branch has no pitchfork: followed here by plain
/// iteration in small steps of λ, which is stable on it.
#[test]
fn in_asymmetric_chicken_the_one_who_loses_more_gives_way() {
    let games = [[[4.0, 1.0], [5.0, -2.5]], [[4.0, 1.0], [5.0, -0.5]]];
    let mut straight = [0.5_f64; 2];
    let respond = |own: Own, other: f64, rationality: f64| {
        let gain = (1.0 - other) * (own[1][0] - own[0][0]) + other * (own[1][1] - own[0][1]);
        1.0 / (1.0 + (-rationality * gain).exp())
    };
    for step in 1..=10_000 {
        let rationality = f64::from(step) / 1000.0;
        for _ in 0..40 {
            let next =
                [respond(games[0], straight[1], rationality), respond(games[1], straight[0], rationality)];
            straight = [0, 1].map(|side| 0.5 * (straight[side] + next[side]));
        }
        if [100, 500, 1000, 1500, 2000, 4000, 10_000].contains(&step) {
            for _ in 0..100_000 {
                straight[0] = respond(games[0], straight[1], rationality);
                straight[1] = respond(games[1], straight[0], rationality);
            }
            let solved = one_round(games, rationality);
            for side in [0, 1] {
                close(&format!("λ = {rationality}, side {side}"), solved[side], straight[side], 1e-9);
            }
        }
    }
    assert!(straight[0] < 0.001 && straight[1] > 0.999, "{straight:?}");
}

/// O7: McKelvey & Palfrey 1995 on Ochs's matching pennies, by Gambit. The conceding move stands for the first row and
/// the first column.
#[test]
fn mckelvey_and_palfreys_matching_pennies() {
    let (row, column) = ([[1.1141, 0.0], [0.0, 0.2785]], [[0.0, 1.1141], [1.1141, 0.0]]);
    // The column's payoffs are written row by row; its own move comes first here.
    let column = [[column[0][0], column[1][0]], [column[0][1], column[1][1]]];
    for (rationality, up, left) in [
        (1.0, 0.586_784_036_4, 0.451_807_031_7),
        (2.0, 0.617_521_945_8, 0.371_981_664_8),
        (3.0, 0.616_896_850_1, 0.314_016_362_0),
    ] {
        let [down, right] = one_round([row, column], rationality);
        close(&format!("λ = {rationality}, up"), 1.0 - down, up, 1e-9);
        close(&format!("λ = {rationality}, left"), 1.0 - right, left, 1e-9);
    }
}

/// A zero-sum game of one state that some pairs of moves end: `stage[row][column]` is paid in the round, or for ever
/// from it on where `absorbs` says so. Payoffs are those of the λ-discounted game, λ = 1 − δ.
fn absorbing(discount: f64, rounds: u32, rationality: f64, stage: Own, absorbs: [[bool; 2]; 2]) -> Case {
    let own = |sign: f64| {
        let pay = |row: usize, column: usize| {
            let for_ever = if absorbs[row][column] { 1.0 / (1.0 - discount) } else { 1.0 };
            sign * stage[row][column] * for_ever
        };
        if sign > 0.0 {
            [[pay(0, 0), pay(0, 1)], [pay(1, 0), pay(1, 1)]]
        } else {
            [[pay(0, 0), pay(1, 0)], [pay(0, 1), pay(1, 1)]]
        }
    };
    let mut rest = String::from("[[outcome]]\nid = \"absorbed\"\n");
    for (row, column) in [(0, 0), (0, 1), (1, 0), (1, 1)] {
        if absorbs[row][column] {
            let verb = ["concedes", "holds"];
            rest += &format!(
                "[[rule]]\nwhen = [\"left {}\", \"right {}\"]\noutcome = \"absorbed\"\n",
                verb[row], verb[column]
            );
        }
    }
    let more = format!("discount = {discount}\nrationality = {rationality}\nstrategy = \"equilibrium\"");
    Case::written(&two_by_two(
        &format!("rounds = {rounds}"),
        [own(1.0), own(-1.0)],
        [&more, &more],
        &(rest + END),
    ))
}

/// O14, Gillette's Big Match: the top row absorbs, at 1 on the left and 0 on the right; the bottom row pays 0 or 1 and
/// goes on. For every λ the value is 1/2, and the top row is played with probability λ/(1 + λ).
///
/// A logit response gives away at most ln(2) / rationality in a round, for either side, and the errors of later rounds
/// are discounted: normalised, the value is at most ln(2) / rationality off, and δ^rounds for the end of the horizon.
#[test]
fn the_value_of_the_big_match_is_one_half() {
    let rationality = 1000.0;
    for lambda in [0.5, 0.1, 0.02] {
        let discount = 1.0 - lambda;
        let rounds = (-23.0 / f64::ln(discount)) as u32;
        let case = absorbing(
            discount,
            rounds,
            rationality,
            [[1.0, 0.0], [0.0, 1.0]],
            [[true, true], [false, false]],
        );
        let tolerance = f64::ln(2.0) / rationality + discount.powi(rounds as i32);
        close(&format!("value at λ = {lambda}"), lambda * case.value(0), 0.5, tolerance);
        close("zero-sum", case.value(0) + case.value(1), 0.0, 1e-9);
        close("absorbs in round 1", case.exact().made[0][0][0], lambda / (1.0 + lambda), 2e-3);
    }
}

/// O14: [[0, 1*], [1*, 0*]], whose value is 1/(1 + √λ). Tolerance as above.
#[test]
fn the_value_of_an_absorbing_game_goes_with_the_root_of_the_discount() {
    let rationality = 1000.0;
    for (lambda, value) in [
        (0.5, 0.585_786_437_626_904_9),
        (0.25, 2.0 / 3.0),
        (0.1, 0.759_746_926_647_957_8),
        (0.01, 10.0 / 11.0),
    ] {
        let discount = 1.0 - lambda;
        let rounds = (-23.0 / f64::ln(discount)) as u32;
        let case =
            absorbing(discount, rounds, rationality, [[0.0, 1.0], [1.0, 0.0]], [[false, true], [true, true]]);
        let tolerance = f64::ln(2.0) / rationality + discount.powi(rounds as i32);
        close(&format!("value at λ = {lambda}"), lambda * case.value(0), value, tolerance);
    }
}

/// Without foresight and private types, nothing separates what the equilibrium is worth from what is played.
#[test]
fn the_exact_payoff_of_the_textbook_games_is_the_value_of_the_induction() {
    let mut solved = 0;
    for entry in standoff::scenario::list() {
        let scenario = load(&Request::new(&entry.name)).expect("the library is sound").scenario;
        let mut types = scenario.actors.iter().flat_map(|actor| &actor.types);
        let plain = StrategyChoice { rule: StrategyRule::Equilibrium, noise: 0.0 };
        let single = scenario.actors.iter().all(|actor| actor.types.len() == 1);
        if !single || scenario.foresight > 0 || !types.all(|kind| kind.strategy == plain) {
            continue;
        }
        solved += 1;
        let case = Case::of(scenario);
        let exact = case.exact();
        for actor in 0..case.game.actors.len() {
            let what = format!("{}, actor {actor}", entry.name);
            close(&what, exact.payoff[actor], case.value(actor), 1e-9 * (1.0 + exact.payoff[actor].abs()));
        }
    }
    assert!(solved >= 2, "{solved}");
}
