//! Which logit equilibrium is played: the one on the branch from uniform play, in every stage game, against a slow tracer
//! that shares no code with the product's.
//!
//! The whole comparison, with its figures and all that fails:
//! `cargo test --test all engine::branch -- --ignored --nocapture`.

#![allow(clippy::print_stdout)] // the whole comparison tells its figures

mod alike;
mod cases;
mod compare;
mod game;
mod induction;
mod large;
mod many_rounds;
mod matrix;
mod one_shot;
mod page;
mod selection;
mod slow;
mod verified;

use compare::Score;
use one_shot::OneShot;

fn games(kind: &str, count: u64, game: impl Fn(u64) -> OneShot) -> Score {
    let mut score = Score::default();
    for number in 0..count {
        let game = game(number);
        score.add(&format!("{kind}-{number}"), &game.text(), compare::one_shot(&game));
    }
    score
}

fn scenarios(count: u64) -> Score {
    let mut score = Score::default();
    for number in 0..count {
        let (name, text) = (format!("scenario-{number}"), many_rounds::scenario(number));
        score.add(&name, &text, compare::scenario(&name, &text));
    }
    score
}

#[test]
fn games_whose_players_or_moves_are_alike_are_played_on_the_branch_that_keeps_them_so() {
    games("symmetric", 180, one_shot::symmetric).expect_right();
}

#[test]
fn games_that_are_nearly_symmetric_are_played_as_symmetric_ones_or_as_generic_ones() {
    games("nearly-symmetric", 60, one_shot::nearly_symmetric).expect_right();
}

#[test]
fn generic_games_are_played_on_the_branch_from_uniform_play() {
    games("generic", 100, one_shot::generic).expect_right();
}

#[test]
fn every_round_of_a_scenario_is_played_on_its_own_branch_from_uniform_play() {
    scenarios(20).expect_right();
}

#[test]
#[ignore = "thousands of games and their slow reference: minutes"]
fn thousands_of_games_and_hundreds_of_scenarios_are_played_on_the_branch_from_uniform_play() {
    let told = |what: &str, score: Score| {
        score.tell(what);
        score
    };
    let scores = [
        told("Symmetric", games("symmetric", 1000, one_shot::symmetric)),
        told("Nearly symmetric", games("nearly-symmetric", 1000, one_shot::nearly_symmetric)),
        told("Generic", games("generic", 2000, one_shot::generic)),
        told("Scenarios", scenarios(500)),
    ];
    scores.iter().for_each(Score::expect_right);
}
