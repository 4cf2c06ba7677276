//! Small scenarios by hand.

use crate::game::Game;
use crate::scenario::{
    Actor, ActorType, Against, Amount, Atom, Branch, Comparison, Condition, Move, MoveName, Outcome, Payoff,
    Place, Scenario, Stance, StrategyChoice, StrategyRule, Track,
};

/// (R, S, T, P) of Axelrod's Chicken: R = (0, 0), S = -1, T = 1, P = -10.
pub(super) const CHICKEN: [f64; 4] = [0.0, -1.0, 1.0, -10.0];
/// (R, S, T, P) of the usual Prisoner's Dilemma.
pub(super) const PRISONERS_DILEMMA: [f64; 4] = [3.0, 0.0, 5.0, 1.0];

/// A strategy without noise.
pub(super) fn quiet(rule: StrategyRule) -> StrategyChoice {
    StrategyChoice { rule, noise: 0.0 }
}

/// `TRACK < LEVEL` or `TRACK >= LEVEL` of the only track.
pub(super) fn track_is(comparison: Comparison, level: i32) -> Condition {
    Condition(vec![Atom::Track { track: 0, comparison, level }])
}

/// A move by its stance, weight and own payoff, available where a condition holds.
pub(super) fn a_move(stance: Stance, weight: f64, payoff: f64, when: Condition) -> (Move, f64) {
    (Move { stance, weight, when, effects: Vec::new() }, payoff)
}

/// A game of actors with some moves and one track from 0 to 5 that starts where told and never changes.
pub(super) fn scenario(rounds: u32, start: i32, actors: Vec<Vec<(Move, f64)>>) -> Scenario {
    let actors = actors.into_iter().enumerate().map(|(a, moves)| actor(&format!("actor-{a}"), moves));
    Scenario {
        name: String::new(),
        title: String::new(),
        summary: String::new(),
        rounds,
        foresight: 0,
        branch: Branch::Principal,
        calendar: None,
        sources: Vec::new(),
        claims: Vec::new(),
        assumed: Vec::new(),
        tracks: vec![Track {
            id: "tension".into(),
            label: String::new(),
            low: 0,
            high: 5,
            start,
            levels: Vec::new(),
        }],
        actors: actors.collect(),
        rules: Vec::new(),
        outcomes: vec![Outcome { id: "over".into(), label: String::new(), when: None }],
        otherwise: 0,
        uncertain: Vec::new(),
        orders: Vec::new(),
        expects: Vec::new(),
        record: None,
        effective: String::new(),
        hash: String::new(),
        place: Place::default(),
    }
}

fn actor(id: &str, moves: Vec<(Move, f64)>) -> Actor {
    let names = (0..moves.len()).map(|m| MoveName { id: format!("move-{m}"), label: String::new() });
    Actor {
        id: id.into(),
        place: Place::default(),
        label: String::new(),
        moves: names.collect(),
        types: vec![ActorType {
            id: String::new(),
            label: String::new(),
            prior: 1.0,
            discount: 1.0,
            rationality: 1.0,
            strategy: quiet(StrategyRule::Random),
            payoff: Payoff {
                track: vec![vec![0.0; 6]],
                round: Amount::Constant(0.0),
                moves: moves.iter().map(|&(_, payoff)| Amount::Constant(payoff)).collect(),
                against: Vec::new(),
                rule: Vec::new(),
                outcome: vec![Amount::Constant(0.0)],
            },
            moves: moves.into_iter().map(|(definition, _)| Some(definition)).collect(),
        }],
    }
}

/// A game of concede (move 0) and hold (move 1), with what each pair of moves (CC, CD, DC, DD) gives to row and column.
pub(super) fn two_by_two(rounds: u32, row: [f64; 4], column: [f64; 4]) -> Game {
    let moves =
        || [Stance::Concede, Stance::Hold].map(|s| a_move(s, 1.0, 0.0, Condition::default())).to_vec();
    let mut scenario = scenario(rounds, 0, vec![moves(), moves()]);
    for (own, payoffs) in [row, column].into_iter().enumerate() {
        let cells = payoffs.iter().enumerate().map(|(cell, &payoff)| {
            let actions = [cell / 2, cell % 2];
            Against {
                other: 1 - own,
                own_move: actions[own],
                other_move: actions[1 - own],
                amount: Amount::Constant(payoff),
            }
        });
        scenario.actors[own].types[0].payoff.against = cells.collect();
    }
    Game::compile(&scenario).unwrap()
}

/// The same for both: what conceding and not conceding give, as (R, S, T, P).
pub(super) fn symmetric(rounds: u32, [r, s, t, p]: [f64; 4]) -> Game {
    two_by_two(rounds, [r, s, t, p], [r, t, s, p])
}
