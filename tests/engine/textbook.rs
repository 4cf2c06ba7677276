//! The scenarios of the textbook folder have the answers that their summaries tell. (The gambler's ruin stands in
//! `exact_chains`, chicken in `equilibrium`.)

use crate::common::{Case, close, share_within};
use standoff::results::stage_game::StageFigures;
use standoff::run::Solution;
use standoff::scenario::load_text;

fn setting(path: &str, value: impl std::fmt::Display) -> String {
    format!("{path}={value}")
}

fn binomial(n: u32, k: u32) -> f64 {
    (0..k).map(|i| f64::from(n.saturating_sub(i)) / f64::from(i + 1)).product()
}

/// Dresher 1962; Avenhaus, von Stengel & Zamir 2002: V(n, m) = C(n − 1, m) / Σᵢ C(n, i).
fn dresher(n: u32, m: u32) -> f64 {
    binomial(n - 1, m) / (0..=m).map(|i| binomial(n, i)).sum::<f64>()
}

fn inspection(n: u32, m: u32, rationality: f64) -> Case {
    Case::named(
        "textbook/inspection",
        &[
            setting("track.periods.start", n),
            setting("track.inspections.start", m),
            setting("actor.state.rationality", rationality),
            setting("actor.inspectorate.rationality", rationality),
        ],
    )
}

#[test]
fn dreshers_formula_gives_the_published_values() {
    for (n, m, value) in [(2, 1, 1.0 / 3.0), (3, 1, 0.5), (4, 1, 0.6), (4, 2, 3.0 / 11.0)] {
        close("V", dresher(n, m), value, 1e-15);
    }
}

/// A logit response gives away at most ln(2) / rationality in a period, to either side's favour.
#[test]
fn the_inspection_game_is_worth_what_dresher_says() {
    for rationality in [100.0, 1000.0] {
        for n in 1..=6 {
            for m in 0..=3 {
                let case = inspection(n, m, rationality);
                let tolerance = f64::from(n) * f64::ln(2.0) / rationality;
                close(&format!("V({n}, {m}) at λ = {rationality}"), case.value(0), dresher(n, m), tolerance);
                close("zero-sum", case.value(0) + case.value(1), 0.0, 1e-12);
                let exact = case.exact();
                let [caught, undetected] = ["caught", "undetected"].map(|id| exact.share(case.outcome(id)));
                close("value by outcomes", undetected - caught, case.value(0), 1e-9);
                close("unfinished", case.share("unfinished"), 0.0, 0.0);
            }
        }
    }
}

/// Fudenberg & Tirole 1991, §4.5.2: p = c / (v + c) in every round; both give way at once with probability p / (2 − p).
#[test]
fn in_the_war_of_attrition_each_gives_way_as_often_as_the_cost_is_in_prize_and_cost() {
    for (prize, both) in [(1.0_f64, 1.0 / 3.0), (4.0, 1.0 / 9.0), (9.0, 1.0 / 19.0)] {
        for (discount, rationality) in [(0.95, 500.0), (0.5, 500.0), (0.95, 5000.0)] {
            let mut settings = vec![setting("rounds", 300)];
            for (own, other) in [("left", "right"), ("right", "left")] {
                settings.push(setting(&format!("actor.{own}.discount"), discount));
                settings.push(setting(&format!("actor.{own}.rationality"), rationality));
                settings.push(setting(&format!("actor.{own}.payoff.against.{other}.hold.give-way"), prize));
            }
            let case = Case::named("textbook/war-of-attrition", &settings);
            let exact = case.exact();
            let gives_way: f64 = 1.0 / (prize + 1.0);
            // With odds of h : 1 against giving way, holding is worth ln(h)/λ and not 0, in this round and in the next;
            // the tolerance is what that moves p by, in p (v + c − δV) = c − δV + ln(h)/λ.
            let worth = f64::ln(prize.max(1.1)) / rationality;
            let tolerance = 4.0 * worth / (prize + 1.0) + 1e-9;
            close(&format!("v = {prize}"), exact.made[0][0][0], gives_way, tolerance);
            close("symmetric", exact.made[0][0][0], exact.made[1][0][0], 1e-10);
            close("both at once", exact.share(case.outcome("both-give-way")), both, 4.0 * tolerance);
            // Rounds in which both hold: all but the last.
            let waiting = (1.0 - gives_way).powi(2) / (1.0 - (1.0 - gives_way).powi(2));
            close(
                "rounds of waiting",
                exact.mean_rounds() - 1.0,
                waiting,
                12.0 * tolerance * waiting * (prize + 1.0),
            );
            close("worth of the war", case.value(0), 0.0, 2.0 * worth + 1e-9);
        }
    }
}

fn brinkmanship(hardliners: f64, risk: f64) -> Case {
    Case::named(
        "textbook/brinkmanship",
        &[
            setting("actor.ussr.type.hard-line.prior", hardliners),
            setting("rule.out-of-hand.chance", risk),
            setting("actor.us.rationality", 2000),
            setting("actor.ussr.rationality", 2000),
        ],
    )
}

/// Dixit & Skeath: the soft give way iff q > 0.6, and only then and for q < 0.375 (1 − p)/p is the threat made.
#[test]
fn a_threat_is_made_where_its_risk_is_large_enough_and_small_enough() {
    for hardliners in [0.1, 0.2, 0.3, 1.0 / 3.0, 0.38, 0.4, 0.5, 0.7] {
        for risk in [0.1, 0.5, 0.59, 0.61, 0.7, 0.74, 0.76, 0.9, 1.0] {
            let case = brinkmanship(hardliners, risk);
            let works = risk > 0.6 && risk < 0.375 * (1.0 - hardliners) / hardliners;
            let what = format!("p = {hardliners}, q = {risk}");
            close(&what, 1.0 - case.share("no-threat"), f64::from(u8::from(works)), 1e-3);
            close(&what, case.share("withdrawal"), if works { 1.0 - hardliners } else { 0.0 }, 1e-3);
            close(&what, case.share("disaster"), if works { risk * hardliners } else { 0.0 }, 1e-3);
        }
    }
}

/// p < 3/11 for a certain threat; p < 5/13 for any threat at all, tried on a fine grid of risks.
#[test]
fn too_many_hardliners_leave_no_threat_worth_its_risk() {
    let threatens = |hardliners: f64, risk: f64| brinkmanship(hardliners, risk).share("no-threat") < 0.5;
    assert!(threatens(3.0 / 11.0 - 0.005, 1.0) && !threatens(3.0 / 11.0 + 0.005, 1.0));
    let some =
        |hardliners: f64| (600..700).step_by(5).any(|q| threatens(hardliners, f64::from(q) / 1000.0 + 0.002));
    assert!(some(5.0 / 13.0 - 0.005) && !some(5.0 / 13.0 + 0.005));
}

#[test]
fn the_textbook_scenarios_play_as_they_solve() {
    for name in ["inspection", "war-of-attrition", "brinkmanship", "chicken-ordinal", "hawk-dove"] {
        let case = Case::named(&format!("textbook/{name}"), &[]);
        let (exact, tally) = (case.exact(), case.sample(20_000));
        for (outcome, ended) in tally.ended.iter().enumerate() {
            let share = exact.share(outcome).clamp(0.0, 1.0);
            // Outcomes too rare for a normal approximation are looked at in `random_scenarios`.
            if share * (1.0 - share) * 20_000.0 > 10.0 || share == 0.0 || share == 1.0 {
                share_within(4.0, name, ended.iter().sum(), tally.plays, share);
            }
        }
    }
}

#[test]
fn a_game_is_the_same_in_whatever_units_its_payoffs_are_written() {
    let figures = |unit: f64| {
        let cell = |payoff: f64| format!("{:e}", payoff * unit);
        let row = format!(
            "cooperate = {{ cooperate = {}, defect = {} }}\ndefect = {{ cooperate = {}, defect = {} }}\n",
            cell(3.0),
            cell(0.0),
            cell(5.0),
            cell(1.0)
        );
        let text = format!(
            "title = \"Prisoner's Dilemma\"\nrounds = 1\n[actor.a.move.cooperate]\nstance = \"concede\"\n[actor.a.move.defect]\n\
             [actor.b.move.cooperate]\nstance = \"concede\"\n[actor.b.move.defect]\n[actor.a.payoff.against.b]\n{row}\
             [actor.b.payoff.against.a]\n{row}[[outcome]]\nid = \"end\"\notherwise = true\n"
        );
        let solution = Solution::of(load_text("units", &text).unwrap()).unwrap();
        let spot = solution.spot(Some(1), &[]).unwrap();
        solution.stage(spot, &solution.pair(&[]).unwrap()).unwrap()
    };
    let one = figures(1.0);
    for unit in [1e-12, 1e-9, 1e-4, 1e6] {
        let other = figures(unit);
        assert_eq!(other.pair.pure, one.pair.pure, "{unit:e}");
        let equilibria = |figures: &StageFigures| figures.pair.nash.as_ref().unwrap().extreme.len();
        assert_eq!(equilibria(&other), equilibria(&one), "{unit:e}");
        let name = |figures: &StageFigures| figures.reductions[0].game.as_ref().unwrap().name.clone();
        assert_eq!(name(&other), name(&one), "{unit:e}");
    }
}
