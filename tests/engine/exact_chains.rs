//! Chains with known answers: the exact solver meets them, and what is sampled lies within 4 standard errors.
//!
//! `O10` and `O19` are entries of a table computed with sympy and numpy, O10 confirmed by QuantEcon and by Axelrod runs of
//! 200,000 turns; `TB20` is Feller's gambler. The plays are fewer in everyday tests; a million each are played by
//! `cargo test --release --test all exact_chains -- --ignored`.

use crate::common::{CHICKEN, Case, DILEMMA, END, Own, close, share_within, two_by_two, within};

const TFT: &str = "{ tit-for-tat = { noise = 0.05 } }";
const WSLS: &str = "{ pavlov = { noise = 0.05 } }";
const ALLC: &str = "{ always-concede = { noise = 0.05 } }";
const ALLD: &str = "{ always-hold = { noise = 0.05 } }";
const RANDOM: &str = "{ random = { noise = 0.05 } }";
const GRIM: &str = "{ memory-one = { cc = 1, cd = 0, dc = 0, dd = 0, noise = 0.05 } }";
const GTFT: &str = "{ generous-tit-for-tat = { generosity = 0.3333333333333333, noise = 0.05 } }";

fn pair(payoffs: Own, left: &str, right: &str, rounds: u32, discount: f64, rest: &str) -> Case {
    let more = [left, right].map(|strategy| format!("discount = {discount}\nstrategy = {strategy}"));
    let more = [more[0].as_str(), more[1].as_str()];
    Case::written(&two_by_two(&format!("rounds = {rounds}"), [payoffs; 2], more, rest))
}

/// O10: left, right, and what both get a turn in chicken and in the dilemma.
const LONG_RUN: [(&str, &str, [f64; 2], [f64; 2]); 11] = [
    (TFT, TFT, [-2.5, -2.5], [2.25, 2.25]),
    (TFT, WSLS, [-2.5, -2.5], [2.25, 2.25]),
    (TFT, RANDOM, [-2.5, -2.5], [2.25, 2.25]),
    (WSLS, WSLS, [-22.0 / 25.0, -22.0 / 25.0], [5553.0 / 2000.0, 5553.0 / 2000.0]),
    (WSLS, ALLD, [-26.0 / 5.0, -43.0 / 10.0], [27.0 / 40.0, 117.0 / 40.0]),
    (TFT, ALLC, [-1.0 / 400.0, -37.0 / 400.0], [12141.0 / 4000.0, 11241.0 / 4000.0]),
    (TFT, ALLD, [-3457.0 / 400.0, -3421.0 / 400.0], [4401.0 / 4000.0, 5301.0 / 4000.0]),
    (ALLC, ALLD, [-11.0 / 8.0, 17.0 / 40.0], [81.0 / 400.0, 1881.0 / 400.0]),
    (ALLD, ALLD, [-361.0 / 40.0, -361.0 / 40.0], [459.0 / 400.0, 459.0 / 400.0]),
    (GRIM, GRIM, [-44.0 / 5.0, -44.0 / 5.0], [477.0 / 400.0, 477.0 / 400.0]),
    (GTFT, GTFT, [-5.0 / 32.0, -5.0 / 32.0], [183.0 / 64.0, 183.0 / 64.0]),
];

#[test]
fn noisy_memory_one_pairs_get_in_the_long_run_what_the_chain_says() {
    for (left, right, chicken, dilemma) in LONG_RUN {
        for (payoffs, known) in [(CHICKEN, chicken), (DILEMMA, dilemma)] {
            // What a late round pays: the difference of two horizons.
            let [longer, shorter] =
                [400, 399].map(|rounds| pair(payoffs, left, right, rounds, 1.0, END).exact().payoff);
            for side in [0, 1] {
                close(&format!("{left} {right}"), longer[side] - shorter[side], known[side], 1e-9);
            }
        }
    }
}

fn sampled_pairs(plays: u64) {
    const ROUNDS: u32 = 100;
    for (left, right, chicken, dilemma) in LONG_RUN {
        for (payoffs, known) in [(CHICKEN, chicken), (DILEMMA, dilemma)] {
            let case = pair(payoffs, left, right, ROUNDS, 1.0, END);
            let (tally, exact) = (case.sample(plays), case.exact());
            for side in [0, 1] {
                within(4.0, &format!("{left} {right}"), &tally.payoff[side], exact.payoff[side]);
                // Concession at the start weighs a while; grim forgets it last.
                close("per turn", exact.payoff[side] / f64::from(ROUNDS), known[side], 1.0);
            }
        }
    }
}

#[test]
fn noisy_memory_one_pairs_play_as_they_solve() {
    sampled_pairs(2_000);
}

#[test]
#[ignore = "a million plays of 22 pairs; for --release"]
fn a_million_plays_of_noisy_memory_one_pairs_play_as_they_solve() {
    sampled_pairs(1_000_000);
}

/// O19: both at the mixed equilibrium, straight once in ten: no crash in n rounds with probability 0.99ⁿ.
#[test]
fn at_the_mixed_equilibrium_a_hundredth_crashes_in_each_round() {
    let mixed = "{ mixed = { give = 0.9, hold = 0.1 } }";
    let crash = "[[rule]]\nwhen = [\"left holds\", \"right holds\"]\noutcome = \"crash\"\n[[outcome]]\nid = \"crash\"\n";
    for (rounds, survival) in
        [(5, 0.950_990_049_9), (10, 0.904_382_075), (20, 0.817_906_937_6), (100, 0.366_032_341_3)]
    {
        let case = pair(CHICKEN, mixed, mixed, rounds, 1.0, &format!("{crash}{END}"));
        close("survival", case.share("end"), survival, 1e-9);
        let tally = case.sample(20_000);
        let ended = tally.ended[case.outcome("end")].iter().sum();
        share_within(4.0, "survival", ended, tally.plays, survival);
    }
}

/// O19: a ladder of rungs 0 to 5, up with probability 0.3 and down with 0.2, from rung 2 until either end.
fn ladder(rounds: u32) -> Case {
    let down = 0.2 / (1.0 - 0.3); // where not up
    Case::written(&format!(
        "title = \"Ladder\"\nrounds = {rounds}\ntrack.rung = {{ range = [0, 5], start = 2 }}\n\
         actor.one.move.watch = {{}}\nactor.other.move.watch = {{}}\n\
         [[rule]]\nid = \"up\"\nchance = 0.3\nshift = {{ rung = 1 }}\n\
         else = [{{ id = \"down\", chance = {down}, shift = {{ rung = -1 }} }}]\n\
         [[outcome]]\nid = \"peace\"\nwhen = [\"rung == 0\"]\n[[outcome]]\nid = \"war\"\nwhen = [\"rung == 5\"]\n{END}"
    ))
}

#[test]
fn the_escalation_ladder_ends_in_war_as_often_as_the_chain_says() {
    let case = ladder(2000);
    close("war", case.share("war"), 0.639_810_426_540_284_3, 1e-9);
    close("steps", case.exact().mean_rounds(), 11.990_521_327_014_218, 1e-9);
    let tally = case.sample(20_000);
    let wars = tally.ended[case.outcome("war")].iter().sum();
    share_within(4.0, "war", wars, tally.plays, 0.639_810_426_540_284_3);
    within(4.0, "steps", &tally.rounds, 11.990_521_327_014_218);

    let early = ladder(10);
    close("peace after ten steps", early.share("peace"), 0.240_841_355_6, 1e-9);
    close("war after ten steps", early.share("war"), 0.318_864_546, 1e-9);
}

/// O19, discount 0.9, normalised by 1 − δ.
#[test]
fn discounted_payoffs_of_noisy_pairs() {
    for (left, right, known) in [
        (TFT, WSLS, [-1.428_575_946_740_59, -1.414_602_481_756_387_4]),
        (WSLS, WSLS, [-0.7945, -0.7945]),
        (TFT, ALLD, [-7.91575, -7.65475]),
    ] {
        let case = pair(CHICKEN, left, right, 400, 0.9, END);
        let (exact, tally) = (case.exact(), case.sample(2_000));
        for side in [0, 1] {
            close(&format!("{left} {right}"), 0.1 * exact.payoff[side], known[side], 1e-9);
            within(4.0, &format!("{left} {right}"), &tally.payoff[side], exact.payoff[side]);
        }
    }
}

/// O19: tit for tat against win-stay, lose-shift, ten rounds.
#[test]
fn ten_rounds_of_noisy_tit_for_tat_against_pavlov() {
    let case = pair(CHICKEN, TFT, WSLS, 10, 1.0, END);
    close("left in all", case.exact().payoff[0], -11.573_448_558_012_032, 1e-9);
    within(4.0, "left in all", &case.sample(20_000).payoff[0], -11.573_448_558_012_032);

    let both =
        "[[outcome]]\nid = \"both-straight\"\nwhen = [\"round == 10\", \"left holds\", \"right holds\"]\n";
    let case = pair(CHICKEN, TFT, WSLS, 10, 1.0, &format!("{both}{END}"));
    close("both straight in round 10", case.share("both-straight"), 0.180_098_689_720_952_58, 1e-9);
}

/// TB20; Feller, volume I, chapter XIV: (1 − (q/p)⁵) / (1 − (q/p)¹⁰), and 5 · 5 rounds in the fair game.
fn gambler(up: f64, fortune: f64, plays: u64) {
    let case = Case::named("textbook/gamblers-ruin", &[format!("rule.bet.chance={up}")]);
    let (exact, tally) = (case.exact(), case.sample(plays));
    close("undecided", case.share("undecided"), 0.0, 1e-12);
    close("fortune", exact.share(case.outcome("fortune")), fortune, 1e-9);
    let won = tally.ended[case.outcome("fortune")].iter().sum();
    share_within(4.0, "fortune", won, tally.plays, fortune);
    within(4.0, "rounds", &tally.rounds, exact.mean_rounds());
    if up == 0.5 {
        close("mean duration", exact.mean_rounds(), 25.0, 1e-9);
    }
}

fn gamblers(plays: u64) {
    let by_formula = |up: f64| {
        let odds = (1.0 - up) / up;
        (1.0 - odds.powi(5)) / (1.0 - odds.powi(10))
    };
    close("Feller's number", by_formula(0.45), 0.2683, 5e-5);
    for up in [0.45, 0.55] {
        gambler(up, by_formula(up), plays);
    }
    gambler(0.5, 0.5, plays);
}

#[test]
fn the_gambler_is_ruined_as_often_as_feller_says() {
    gamblers(20_000);
}

#[test]
#[ignore = "three million plays; for --release"]
fn a_million_gamblers_are_ruined_as_often_as_feller_says() {
    gamblers(1_000_000);
}
