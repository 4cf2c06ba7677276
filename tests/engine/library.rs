//! Every scenario of the library: what is sampled agrees with what is solved, and what is solved with itself.

use crate::common::{Case, share_within};
use standoff::play::Moments;
use standoff::scenario::{Request, list, load};

const PLAYS: u64 = 100_000;
/// With some thousand figures compared, one further off than this comes up once in fifty seeds.
const ERRORS: f64 = 4.5;

/// The scenarios that are wanted and that the solver takes: without strategies that learn.
fn cases(wanted: impl Fn(&str) -> bool) -> impl Iterator<Item = Case> {
    let names = list().into_iter().map(|entry| entry.name).filter(move |name| wanted(name));
    names
        .map(|name| {
            let loaded = load(&Request::new(&name)).unwrap_or_else(|error| panic!("{error}"));
            Case::of(loaded.scenario)
        })
        .filter(|case| !case.casting.cast.behaviours().iter().any(standoff::strategy::Behaviour::learns))
}

fn variant_of_korea(name: &str) -> bool {
    name.starts_with("korea-2018/")
}

/// A mean within [`ERRORS`] of the exact one, the variance being at least what is known of it: where something is rare,
/// the sample may have seen nothing.
fn within(what: &str, sampled: &Moments, exact: f64, variance: f64) {
    let error = sampled.standard_error().max((variance / PLAYS as f64).sqrt());
    let apart = (sampled.mean - exact).abs();
    assert!(
        apart <= ERRORS * error + 1e-9 * (1.0 + exact.abs()),
        "{what}: {} ± {error}, exactly {exact}",
        sampled.mean
    );
}

fn agree(case: &Case) {
    let (tally, exact) = (case.sample(PLAYS), case.exact());
    let Case { scenario, .. } = case;
    let what = |figure: &str| format!("{}, {figure}", scenario.name);
    for (index, outcome) in scenario.outcomes.iter().enumerate() {
        let count = tally.ended[index].iter().sum();
        share_within(ERRORS, &what(&outcome.id), count, PLAYS, exact.share(index));
    }
    let last = |ended: &Vec<f64>| ended.iter().zip(1..).map(|(p, t)| p * f64::from(t * t)).sum::<f64>();
    let spread = exact.ended.iter().map(last).sum::<f64>() - exact.mean_rounds().powi(2);
    within(&what("rounds"), &tally.rounds, exact.mean_rounds(), spread);
    for (index, actor) in scenario.actors.iter().enumerate() {
        within(&what(&actor.id), &tally.payoff[index], exact.payoff[index], 0.0);
        for (at, one) in actor.moves.iter().enumerate() {
            let figure = format!("{} {}", actor.id, one.id);
            within(
                &what(&figure),
                &tally.moves[index][at].count,
                exact.count(index, at),
                exact.count(index, at),
            );
        }
    }
    for (index, track) in scenario.tracks.iter().enumerate() {
        let (sampled, solved) = (tally.levels(index), &exact.levels[index]);
        for (level, (&count, &share)) in
            sampled.last().unwrap().iter().zip(solved.last().unwrap()).enumerate()
        {
            share_within(ERRORS, &what(&format!("{} at {level}", track.id)), count, PLAYS, share);
        }
    }
}

#[test]
fn what_is_sampled_agrees_with_what_is_solved() {
    let mut agreed = 0;
    for case in cases(|name| !variant_of_korea(name)) {
        agree(&case);
        agreed += 1;
    }
    assert!(agreed > 20, "the library has more scenarios that can be solved");
}

#[test]
#[ignore = "solves and plays every variant of korea-2018; for --release"]
fn what_is_sampled_agrees_with_what_is_solved_in_every_variant_of_korea() {
    cases(variant_of_korea).for_each(|case| agree(&case));
}

/// Where nobody looks beyond the last round and nobody has secrets, the induction's value is what the play brings.
#[test]
fn the_value_of_a_game_is_what_its_play_brings() {
    let mut compared = 0;
    for case in cases(|name| !name.starts_with("korea-2018")) {
        let Case { scenario, game, casting, .. } = &case;
        let plain = game.foresight == 0 && scenario.actors.iter().all(|actor| !actor.has_types());
        let (true, Some(values)) = (plain, &casting.values) else { continue };
        if !casting.cast.behaviours().iter().all(|behaviour| behaviour.name == "equilibrium") {
            continue;
        }
        for (value, payoff) in values.iter().zip(case.exact().payoff) {
            assert!((value - payoff).abs() <= 1e-9, "{}: {value}, played {payoff}", scenario.name);
        }
        compared += 1;
    }
    assert!(compared > 5, "the library has more plain games of equilibrium");
}
