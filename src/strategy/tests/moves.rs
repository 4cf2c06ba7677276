//! From strategies to moves, by hand: stances, weights, availability, tracks, the clock, noise.

use super::games::{a_move, quiet, scenario, track_is};
use crate::game::Game;
use crate::scenario::{
    Atom, Comparison, Condition, Move, ScriptLine, Stance::*, StrategyChoice, StrategyRule, StrategyRule::*,
};
use crate::strategy::{Memory, View, behaviour};

const ALWAYS: Condition = Condition(Vec::new());

/// Ten rounds of an actor with some moves, one who can concede or hold, and one more of these.
fn game(start: i32, moves: Vec<(Move, f64)>) -> Game {
    let other = || [Concede, Hold].map(|stance| a_move(stance, 1.0, 0.0, ALWAYS)).to_vec();
    Game::compile(&scenario(10, start, vec![moves, other(), other()])).unwrap()
}

/// What the first actor does in a round with a memory (at first: `None`).
fn mix_in(game: &Game, choice: &StrategyChoice, round: u32, memory: Option<u32>) -> Vec<f64> {
    let available: Vec<_> = game.available(0, game.epochs.at(round), &game.start).collect();
    let view = View { game, kind: 0, round, levels: &game.start, available: &available };
    let behaviour = behaviour(choice, game, 0).unwrap();
    let memory = memory.map_or_else(|| behaviour.start(game, 0), Memory::State);
    let mut mix = vec![f64::NAN; game.actors[0].actions.len()];
    behaviour.mix(&view, &memory, &mut mix);
    mix
}

fn mix(game: &Game, rule: StrategyRule) -> Vec<f64> {
    mix_in(game, &quiet(rule), 1, None)
}

#[test]
fn a_stance_is_shared_by_weight() {
    let game = game(
        0,
        vec![
            a_move(Concede, 1.0, 0.0, ALWAYS),
            a_move(Concede, 3.0, 0.0, ALWAYS),
            a_move(Hold, 4.0, 0.0, ALWAYS),
        ],
    );
    assert_eq!(mix(&game, AlwaysConcede), [0.25, 0.75, 0.0]);
    assert_eq!(mix(&game, Random), [0.125, 0.375, 0.5]);
    assert_eq!(mix(&game, GenerousTitForTat { generosity: 0.5 }), [0.25, 0.75, 0.0]);
    assert_eq!(mix_in(&game, &quiet(GenerousTitForTat { generosity: 0.5 }), 2, Some(1)), [0.125, 0.375, 0.5]);
}

#[test]
fn a_stance_without_a_move_gives_way_to_the_nearest() {
    let only = |stances: &[_]| game(0, stances.iter().map(|&s| a_move(s, 1.0, 0.0, ALWAYS)).collect());
    let no_hold = only(&[Concede, Escalate]);
    assert_eq!(mix(&no_hold, AlwaysHold), [0.0, 1.0]);
    assert_eq!(mix(&no_hold, SuspiciousTitForTat), [0.0, 1.0]);
    assert_eq!(mix(&only(&[Hold, Escalate]), AlwaysConcede), [1.0, 0.0]);
    assert_eq!(mix(&only(&[Concede, Hold]), AlwaysEscalate), [0.0, 1.0]);
    assert_eq!(mix(&only(&[Concede]), AlwaysEscalate), [1.0]);
    assert_eq!(mix(&only(&[Escalate]), AlwaysConcede), [1.0]);
    assert_eq!(mix(&only(&[Concede]), AlwaysHold), [1.0]);
}

#[test]
fn a_move_that_is_not_available_here_takes_no_share() {
    let low = track_is(Comparison::Below, 3);
    let game = game(
        3,
        vec![
            a_move(Concede, 1.0, 0.0, low),
            a_move(Hold, 1.0, 0.0, ALWAYS),
            a_move(Escalate, 1.0, 0.0, ALWAYS),
        ],
    );
    assert_eq!(mix(&game, AlwaysConcede), [0.0, 1.0, 0.0]);
    assert_eq!(mix(&game, Mixed { probabilities: vec![0.5, 0.1, 0.4] }), [0.0, 0.2, 0.8]);
    assert_eq!(mix(&game, Mixed { probabilities: vec![1.0, 0.0, 0.0] }), [0.0, 1.0, 0.0]);
    for rule in [FictitiousPlay, RegretMatching] {
        assert_eq!(mix(&game, rule), [0.0, 0.5, 0.5]);
    }
    assert_eq!(
        mix(&game, RothErev { strength: 9.0, forgetting: 0.1, experimentation: 0.2 }),
        [0.0, 0.5, 0.5]
    );
}

#[test]
fn noise_draws_by_weight_from_outside_the_intended_stance() {
    let moves = || {
        vec![
            a_move(Concede, 1.0, 0.0, ALWAYS),
            a_move(Concede, 1.0, 0.0, ALWAYS),
            a_move(Hold, 1.0, 0.0, ALWAYS),
            a_move(Escalate, 3.0, 0.0, ALWAYS),
        ]
    };
    let noisy = |rule| mix_in(&game(0, moves()), &StrategyChoice { rule, noise: 0.2 }, 1, None);
    let close = |found: Vec<f64>, expected: [f64; 4]| {
        assert!(
            found.iter().zip(expected).all(|(a, b)| (a - b).abs() < 1e-15),
            "{found:?}, not {expected:?}"
        );
    };
    close(noisy(AlwaysConcede), [0.4, 0.4, 0.05, 0.15]);
    close(noisy(AlwaysHold), [0.04, 0.04, 0.8, 0.12]);
    let half = Mixed { probabilities: vec![0.5, 0.0, 0.5, 0.0] };
    close(noisy(half), [0.4 + 0.02, 0.02, 0.4 + 0.025, 0.075 + 0.06]);
}

#[test]
fn noise_has_nowhere_to_go_where_all_moves_share_a_stance() {
    let game = game(0, vec![a_move(Hold, 1.0, 0.0, ALWAYS), a_move(Hold, 1.0, 0.0, ALWAYS)]);
    let choice = StrategyChoice { rule: Mixed { probabilities: vec![0.9, 0.1] }, noise: 0.5 };
    assert_eq!(mix_in(&game, &choice, 1, None), [0.9, 0.1]);
}

#[test]
fn brinkmanship_climbs_to_the_level_and_salami_slices_below_it() {
    let at = |start| {
        game(
            start,
            vec![
                a_move(Concede, 1.0, 0.0, ALWAYS),
                a_move(Hold, 1.0, 0.0, ALWAYS),
                a_move(Escalate, 1.0, -5.0, ALWAYS),
                a_move(Escalate, 1.0, -1.0, ALWAYS),
            ],
        )
    };
    let brinkmanship = || Brinkmanship { track: 0, level: 3 };
    assert_eq!(mix(&at(2), brinkmanship()), [0.0, 0.0, 0.5, 0.5]);
    assert_eq!(mix(&at(3), brinkmanship()), [1.0, 0.0, 0.0, 0.0]);
    let salami = || Salami { track: 0, level: 3 };
    assert_eq!(mix(&at(2), salami()), [0.0, 0.0, 0.0, 1.0]);
    assert_eq!(mix(&at(3), salami()), [0.0, 1.0, 0.0, 0.0]);
}

#[test]
fn run_the_clock_concedes_in_the_last_rounds() {
    let game = game(0, [Concede, Hold].map(|stance| a_move(stance, 1.0, 0.0, ALWAYS)).to_vec());
    let concedes = |last, round| mix_in(&game, &quiet(RunTheClock { last }), round, None)[0] == 1.0;
    assert_eq!([1, 7, 8, 9, 10].map(|round| concedes(3, round)), [false, false, true, true, true]);
    assert!(!concedes(0, 10));
    assert!(concedes(99, 1));
}

#[test]
fn the_first_line_of_a_script_that_holds_gives_the_mix() {
    let round = |round| Condition(vec![Atom::Round { comparison: Comparison::AtLeast, round }]);
    let high = track_is(Comparison::AtLeast, 4);
    let moves = [(Concede, high.clone()), (Hold, ALWAYS), (Escalate, ALWAYS)];
    let lines = vec![
        ScriptLine { when: high, mix: vec![(0, 1.0)] },
        ScriptLine { when: round(9), mix: vec![(0, 5.0)] },
        ScriptLine { when: round(5), mix: vec![(0, 2.0), (1, 3.0), (2, 1.0)] },
    ];
    let at = |start, round| {
        let game = game(start, moves.clone().map(|(stance, when)| a_move(stance, 1.0, 0.0, when)).to_vec());
        mix_in(&game, &quiet(Script { lines: lines.clone() }), round, None)
    };
    assert_eq!(at(4, 1), [1.0, 0.0, 0.0]);
    assert_eq!(at(3, 5), [0.0, 0.75, 0.25], "what is not available gives its share to the rest");
    assert_eq!(at(3, 9), [0.0, 1.0, 0.0], "nothing is left of the mix");
    assert_eq!(at(3, 1), [0.0, 1.0, 0.0], "no line applies");
}

#[test]
fn graduated_reciprocation_begins_with_its_cheapest_concession() {
    let game = game(
        0,
        vec![
            a_move(Concede, 1.0, -3.0, ALWAYS),
            a_move(Concede, 1.0, -1.0, ALWAYS),
            a_move(Concede, 1.0, -1.0, ALWAYS),
            a_move(Hold, 1.0, 0.0, ALWAYS),
        ],
    );
    assert_eq!(mix(&game, GraduatedReciprocation), [0.0, 1.0, 0.0, 0.0]);
    let third = 1.0 / 3.0;
    assert_eq!(mix_in(&game, &quiet(GraduatedReciprocation), 2, Some(2)), [third, third, third, 0.0]);
}
