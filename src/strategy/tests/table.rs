//! The table of mixes that the solver leaves.

use super::games::{a_move, scenario, track_is};
use crate::game::{Game, Kernel};
use crate::scenario::{Amount, Comparison, Condition, Effect, Move, Stance, StrategyChoice, StrategyRule};
use crate::strategy::{Behaviour, Memory, PolicyTable, View};
use std::sync::Arc;

/// Tension rises by one in each round in which the first actor escalates; it can not at 2 or above. Three rounds.
fn ladder() -> Game {
    let always = Condition::default;
    let raise = Effect {
        key: "raise".into(),
        id: None,
        label: String::new(),
        when: always(),
        chance: Amount::Constant(1.0),
        set: Vec::new(),
        shift: vec![(0, 1)],
        outcome: None,
        otherwise: Vec::new(),
    };
    let (escalate, payoff) = a_move(Stance::Escalate, 1.0, 0.0, track_is(Comparison::Below, 2));
    let climber = vec![
        a_move(Stance::Concede, 1.0, 0.0, always()),
        a_move(Stance::Hold, 1.0, 0.0, always()),
        (Move { effects: vec![raise], ..escalate }, payoff),
    ];
    let bystander = vec![a_move(Stance::Hold, 1.0, 0.0, always())];
    Game::compile(&scenario(3, 0, vec![climber, bystander])).unwrap()
}

/// A row that tells its round and position: 1/(2 + round + position), half of the rest, the rest.
fn row(kernel: &Kernel, round: u32, at: usize) -> Vec<f64> {
    let first = 1.0 / (2.0 + f64::from(round) + at as f64);
    let mut climber = match kernel.choices(0, at).of_type[0].len() {
        3 => vec![first, (1.0 - first) / 2.0, (1.0 - first) / 2.0],
        _ => vec![first, 1.0 - first],
    };
    climber.push(1.0);
    climber
}

fn filled(game: &Game, kernel: &Kernel) -> PolicyTable {
    let mut table = PolicyTable::new(game, kernel, 0..2);
    for round in (1..=3).rev() {
        table.fill(kernel, round, |at, entries| entries.extend(row(kernel, round, at)));
    }
    table
}

#[test]
fn a_table_gives_back_what_the_solver_put_in() {
    let game = ladder();
    let kernel = Kernel::build(&game).unwrap();
    let table = filled(&game, &kernel);
    let mut rows = 0;
    for round in 1..=3 {
        for (at, &state) in kernel.states().iter().enumerate().filter(|&(at, _)| kernel.in_reach(at, round)) {
            let (mut climber, mut bystander) = ([0.0; 3], [0.0; 1]);
            table.mix(0, round, state, &mut climber);
            table.mix(1, round, state, &mut bystander);
            let actions = &kernel.choices(0, at).of_type[0];
            for (&action, expected) in actions.iter().zip(row(&kernel, round, at)) {
                assert!((climber[action] - expected).abs() < 2e-12);
            }
            assert_eq!(actions.len() == 2, climber[2] == 0.0, "what is not available is not played");
            assert_eq!(bystander, [1.0]);
            rows += 1;
        }
    }
    assert_eq!(rows, 1 + 2 + 3);
}

#[test]
fn a_table_keeps_no_room_for_what_is_out_of_reach_or_leaves_no_choice() {
    let game = ladder();
    let kernel = Kernel::build(&game).unwrap();
    // Five rows with three moves and one with two, a probability of five bytes less each, and three bytes behind the rows
    // of each round; and the numbers of rows, positions and shapes.
    let positions = kernel.states().len();
    let probabilities = 5 * (5 * 2 + 1) + 3 * 3;
    assert_eq!(filled(&game, &kernel).bytes(), probabilities + 4 * (3 * positions + positions + 6));
}

#[test]
fn certainties_and_even_odds_are_kept_to_the_last_bit() {
    let game = ladder();
    let kernel = Kernel::build(&game).unwrap();
    let mut table = PolicyTable::new(&game, &kernel, 0..1);
    for row in [[0.0, 1.0, 0.0], [1.0, 0.0, 0.0], [0.5, 0.25, 0.25], [0.0, 0.0, 1.0]] {
        table.fill(&kernel, 1, |_, entries| entries.extend(row));
        let mut mix = [0.0; 3];
        table.mix(0, 1, kernel.states()[0], &mut mix);
        assert_eq!(mix, row);
    }
}

#[test]
fn a_table_can_be_of_one_actor_alone() {
    let game = ladder();
    let kernel = Kernel::build(&game).unwrap();
    let mut table = PolicyTable::new(&game, &kernel, 1..2);
    table.fill(&kernel, 1, |_, row| row.push(1.0));
    let mut mix = [0.0];
    table.mix(1, 1, kernel.states()[0], &mut mix);
    assert_eq!(mix, [1.0]);
}

#[test]
fn a_planned_strategy_plays_its_table_with_its_noise() {
    let game = ladder();
    let kernel = Kernel::build(&game).unwrap();
    let table = Arc::new(filled(&game, &kernel));
    let choice = StrategyChoice { rule: StrategyRule::Equilibrium, noise: 0.5 };
    let planned = Behaviour::planned(&choice, Arc::clone(&table));
    assert_eq!((planned.name, planned.memories()), ("equilibrium", Some(1)));
    let view = View { game: &game, kind: 0, round: 2, levels: &[1], available: &[0, 1, 2] };
    let mut mix = [0.0; 3];
    planned.mix(&view, &Memory::State(0), &mut mix);
    // Intended 1/5, 2/5, 2/5; a slip goes to either of the two others alike.
    for (found, intended) in mix.iter().zip([0.2, 0.4, 0.4]) {
        assert!((found - (0.5 * intended + 0.25 * (1.0 - intended))).abs() < 2e-12);
    }
}

#[test]
#[should_panic(expected = "a row has an entry for each available action of each type")]
fn a_row_has_to_be_whole() {
    let game = ladder();
    let kernel = Kernel::build(&game).unwrap();
    PolicyTable::new(&game, &kernel, 0..2).fill(&kernel, 2, |_, row| row.extend([0.2; 9]));
}
