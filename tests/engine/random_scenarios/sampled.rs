//! Sampled figures beside exact ones.
//!
//! About a hundred thousand figures are compared, so each may stray far by chance: shares until Chernoff's bound on the
//! probability of straying so far falls below e⁻¹⁶ (5.7 standard errors), means by 5.7 standard errors and what plays
//! too rare to be seen can carry. Small errors that all figures share would pass; their scores together would not.

use standoff::game::Game;
use standoff::play::{Moments, Tally};
use standoff::solve::Exact;

/// Natural logarithm of how improbable a deviation may be.
const LIMIT: f64 = 16.0;
const STANDARD_ERRORS: f64 = 5.7;

/// Scores of all means: deviation by standard error.
#[derive(Debug, Default)]
pub(crate) struct Scores(Vec<f64>);

impl Scores {
    /// The scores are many and correlated in small groups: their mean and spread are those of standard normal numbers.
    pub(crate) fn look_normal(&self) {
        let count = self.0.len() as f64;
        let mean = self.0.iter().sum::<f64>() / count;
        let spread = self.0.iter().map(|score| score * score).sum::<f64>() / count;
        assert!(
            count > 500.0 && mean.abs() < 0.15 && (spread - 1.0).abs() < 0.15,
            "{count}, {mean}, {spread}"
        );
    }
}

/// n·KL(k/n ‖ p): the bound on −ln P(a share at least this far off).
fn surprise(plays: u64, count: u64, p: f64) -> f64 {
    // Rounding of the exact figure.
    let p = if p < 1e-12 {
        0.0
    } else if p > 1.0 - 1e-12 {
        1.0
    } else {
        p
    };
    let share = count as f64 / plays as f64;
    let part = |q: f64, p: f64| if q == 0.0 { 0.0 } else { q * (q / p).ln() };
    plays as f64 * (part(share, p) + part(1.0 - share, 1.0 - p))
}

/// Compares all figures of a run.
pub(crate) fn compare(name: &str, game: &Game, tally: &Tally, exact: &Exact, scores: &mut Scores) {
    let share = |what: String, count: u64, p: f64| {
        let surprise = surprise(tally.plays, count, p);
        assert!(surprise < LIMIT, "{name}: {what}: {count} of {} plays, exactly {p}", tally.plays);
    };
    for (outcome, by_round) in tally.ended.iter().enumerate() {
        for (t, &count) in by_round.iter().enumerate() {
            share(format!("outcome {outcome} in round {}", t + 1), count, exact.ended[outcome][t]);
        }
        share(format!("outcome {outcome}"), by_round.iter().sum(), exact.share(outcome));
    }
    for (actor, moves) in tally.moves.iter().enumerate() {
        for (index, of) in moves.iter().enumerate() {
            let first = exact.first[actor][index].as_ref().expect("all were asked for");
            for (t, &p) in first.iter().enumerate() {
                let what = format!("move {index} of actor {actor} in round {}", t + 1);
                share(format!("first {what}"), of.first[t], p);
                share(what, of.made[t], exact.made[actor][index][t]);
            }
            let what = format!("times of move {index} of actor {actor}");
            mean(name, &what, &of.count, exact.count(actor, index), f64::from(game.rounds), scores);
        }
    }
    for track in 0..game.space.tracks() {
        for (round, levels) in tally.levels(track).iter().enumerate() {
            for (level, &count) in levels.iter().enumerate() {
                let what = format!("track {track} at level {level} after round {round}");
                share(what, count, exact.levels[track][round][level]);
            }
        }
    }
    // Payoffs of a round and of an outcome are below 10 in these scenarios.
    let range = 10.0 * f64::from(game.rounds + 1);
    for (actor, moments) in tally.payoff.iter().enumerate() {
        mean(name, &format!("payoff of actor {actor}"), moments, exact.payoff[actor], range, scores);
    }
    for (kind, moments) in tally.by_type.iter().enumerate() {
        let exact = exact.by_type[kind].expect("every type has a positive prior here");
        mean(name, &format!("payoff of type {kind}"), moments, exact, range, scores);
    }
    mean(name, "rounds", &tally.rounds, exact.mean_rounds(), f64::from(game.rounds), scores);
    for (effect, (&count, &times)) in tally.fired.iter().zip(&exact.fired).enumerate() {
        // An effect fires once a round at most; the solver counts those with an id.
        if game.effects[effect].named {
            let rounds = tally.plays * u64::from(game.rounds);
            let what = format!("{} fires", game.effects[effect].key);
            // Rounds of one play go together: as if there were fewer of them.
            let surprise = surprise(rounds, count, times / f64::from(game.rounds)) / f64::from(game.rounds);
            assert!(
                surprise < LIMIT,
                "{name}: {what}: {count} in {} plays, exactly {times} a play",
                tally.plays
            );
        }
    }
}

fn mean(name: &str, what: &str, moments: &Moments, exact: f64, range: f64, scores: &mut Scores) {
    let error = moments.standard_error();
    let apart = moments.mean - exact;
    let unseen = range * LIMIT / moments.count as f64;
    assert!(
        apart.abs() <= STANDARD_ERRORS * error + unseen.min(0.1 * range) + 1e-9,
        "{name}: {what}: {} ± {error}, exactly {exact}",
        moments.mean
    );
    // Where nothing varies, or hardly, there is no score.
    if error > 1e-3 {
        scores.0.push(apart / error);
    }
}
