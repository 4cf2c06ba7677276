//! Random games of one round, as the slow reference reads them and as scenarios: generic ones, and ones whose players
//! or moves are alike.

use super::game::{Game, Kind};
use crate::engine::random_scenarios::generator::Dice;
use std::fmt::Write;

/// A game of one round.
#[derive(Debug, Clone)]
pub(crate) struct OneShot {
    pub(crate) lambdas: Vec<f64>,
    /// How many moves each player has.
    pub(crate) moves: Vec<usize>,
    /// By player and profile of moves, the last player's changing fastest.
    pub(crate) pay: Vec<Vec<f64>>,
}

const PLAYERS: [&str; 3] = ["row", "column", "third"];

impl OneShot {
    fn of_two(lambdas: [f64; 2], moves: [usize; 2], pay: [&dyn Fn(usize, usize) -> f64; 2]) -> OneShot {
        let table = |pay: &dyn Fn(usize, usize) -> f64| {
            (0..moves[0] * moves[1]).map(|at| pay(at / moves[1], at % moves[1])).collect()
        };
        OneShot { lambdas: lambdas.into(), moves: moves.into(), pay: pay.into_iter().map(table).collect() }
    }

    fn profiles(&self) -> Vec<Vec<usize>> {
        self.moves.iter().fold(vec![Vec::new()], |profiles, &moves| {
            let longer =
                |profile: Vec<usize>| (0..moves).map(move |m| profile.iter().copied().chain([m]).collect());
            profiles.into_iter().flat_map(longer).collect()
        })
    }

    pub(crate) fn game(&self) -> Game {
        let kind =
            |(actor, &moves): (usize, &usize)| Kind { actor, prior: 1.0, lambda: self.lambdas[actor], moves };
        let kinds: Vec<Kind> = self.moves.iter().enumerate().map(kind).collect();
        let mut first = vec![0];
        self.moves.iter().for_each(|moves| first.push(first.last().expect("there is one") + moves));
        Game::new(&kinds, |player, own, others| {
            let mut others = others.iter();
            let place = (0..self.moves.len()).fold(0, |place, at| {
                let made = if at == player {
                    own
                } else {
                    others.next().expect("one for each other player") - first[at]
                };
                place * self.moves[at] + made
            });
            self.pay[player][place]
        })
    }

    /// The game as a scenario. The first move concedes.
    pub(crate) fn text(&self) -> String {
        let mut text = "title = \"One round\"\nrounds = 1\n".to_owned();
        for (player, name) in PLAYERS.iter().enumerate().take(self.moves.len()) {
            writeln!(text, "[actor.{name}]\nrationality = {:?}", self.lambdas[player]).unwrap();
            if self.moves.len() == 2 {
                writeln!(text, "[actor.{name}.payoff.against.{}]", PLAYERS[1 - player]).unwrap();
                for own in 0..self.moves[player] {
                    let cell = |other: usize| {
                        let place = if player == 0 { [own, other] } else { [other, own] };
                        let pay = self.pay[player][place[0] * self.moves[1] + place[1]];
                        format!("m{other} = {pay:?}")
                    };
                    let cells: Vec<String> = (0..self.moves[1 - player]).map(cell).collect();
                    writeln!(text, "m{own} = {{ {} }}", cells.join(", ")).unwrap();
                }
            } else {
                writeln!(text, "[actor.{name}.payoff.rule]").unwrap();
                for (place, profile) in self.profiles().iter().enumerate() {
                    writeln!(text, "{} = {:?}", rule(profile), self.pay[player][place]).unwrap();
                }
            }
            for own in 0..self.moves[player] {
                let stance = if own == 0 { "concede" } else { "hold" };
                writeln!(text, "[actor.{name}.move.m{own}]\nstance = \"{stance}\"").unwrap();
            }
        }
        if self.moves.len() > 2 {
            for profile in self.profiles() {
                let when = |(player, made): (usize, &usize)| format!("\"{} plays m{made}\"", PLAYERS[player]);
                let when: Vec<String> = profile.iter().enumerate().map(when).collect();
                writeln!(text, "[[rule]]\nid = \"{}\"\nwhen = [{}]", rule(&profile), when.join(", "))
                    .unwrap();
            }
        }
        text + "[[outcome]]\nid = \"end\"\notherwise = true\n"
    }
}

fn rule(profile: &[usize]) -> String {
    let made: Vec<String> = profile.iter().map(ToString::to_string).collect();
    format!("p-{}", made.join("-"))
}

/// A payoff within 10 of 0, to three decimals; whole, where so wished.
fn payoff(dice: &mut Dice, whole: bool) -> f64 {
    if whole { dice.roll(9) as f64 - 4.0 } else { (dice.share() * 20_000.0 - 10_000.0).round() / 1000.0 }
}

/// A number between two, its logarithm uniform, to four decimals.
fn between(dice: &mut Dice, low: f64, high: f64) -> f64 {
    let number = low * (high / low).powf(dice.share());
    (number * 1e4).round() / 1e4
}

/// Payoffs drawn one by one; λ × range is between `low` and `high`.
pub(crate) fn drawn(number: u64, moves: &[usize], low: f64, high: f64) -> OneShot {
    let mut dice = Dice::new(number);
    let profiles: usize = moves.iter().product();
    let mut pays = || (0..profiles).map(|_| payoff(&mut dice, false)).collect();
    let pay = moves.iter().map(|_| pays()).collect();
    let lambda = between(&mut dice, low / 20.0, high / 20.0);
    let lambdas = moves.iter().map(|_| (lambda * (0.5 + 0.5 * dice.share()) * 1e4).round() / 1e4).collect();
    OneShot { lambdas, moves: moves.to_vec(), pay }
}

/// A random game without structure.
pub(crate) fn generic(number: u64) -> OneShot {
    let shapes: [&[usize]; 10] =
        [&[2, 2], &[3, 3], &[2, 3], &[4, 4], &[2, 2], &[3, 3, 2], &[3, 2], &[4, 4], &[3, 3], &[2, 2, 2]];
    drawn(1_000_000 + number, shapes[number as usize % shapes.len()], 0.5, 60.0)
}

/// A random game whose players or moves are alike, in one of eight ways.
pub(crate) fn symmetric(number: u64) -> OneShot {
    let mut dice = Dice::new(2_000_000 + number);
    let n = [2, 3, 2, 4][number as usize % 4];
    let whole = dice.percent(15);
    let cells: Vec<f64> = (0..n * n).map(|_| payoff(&mut dice, whole)).collect();
    let more: Vec<f64> = (0..n * n).map(|_| payoff(&mut dice, whole)).collect();
    // The larger of two: pitchforks come where λ is large.
    let lambda = between(&mut dice, 0.5 / 20.0, 60.0 / 20.0).max(between(&mut dice, 0.5 / 20.0, 60.0 / 20.0));
    let cell = |own: usize, other: usize| cells[own * n + other];
    let turned = |own: usize, other: usize| (other + n - own) % n;
    // A move and its twin: 0 and 1, 2 and 3; the last of three is its own.
    let twin = |own: usize| if own ^ 1 < n { own ^ 1 } else { own };
    let both = |of: &[f64], own: usize, other: usize| of[own * n + other] + of[twin(own) * n + twin(other)];
    match number as usize / 4 % 8 {
        // Both players alike, three times as often as the rest.
        0..=2 => OneShot::of_two([lambda; 2], [n; 2], [&|i, j| cell(i, j), &|i, j| cell(j, i)]),
        // One player's moves in another order: what is its move m is the other's move m + 1.
        3 => {
            OneShot::of_two([lambda; 2], [n; 2], [&|i, j| cell(i, (j + 1) % n), &|i, j| cell((j + 1) % n, i)])
        }
        // Payoffs of one twice as large and its λ half as large, with something more for what the other does.
        4 => OneShot::of_two(
            [lambda, lambda / 2.0],
            [n; 2],
            [&|i, j| cell(i, j), &|i, j| 2.0 * cell(j, i) + more[i]],
        ),
        // The same, three times, which rounds.
        5 => OneShot::of_two([3.0 * lambda, lambda], [n; 2], [&|i, j| cell(i, j), &|i, j| 3.0 * cell(j, i)]),
        // What counts is how far apart the moves are, around a circle: all moves are alike.
        6 => OneShot::of_two(
            [lambda, lambda * 0.75],
            [n; 2],
            [&|i, j| cells[turned(i, j)], &|i, j| more[turned(j, i)]],
        ),
        // Moves in pairs that can be exchanged, the players not alike.
        _ => OneShot::of_two(
            [lambda, lambda * 0.6],
            [n; 2],
            [&|i, j| both(&cells, i, j), &|i, j| both(&more, j, i)],
        ),
    }
}

/// A symmetric game with each payoff shifted by up to some share of 10: far less than counts as equal, or far more.
pub(crate) fn nearly_symmetric(number: u64) -> OneShot {
    let mut dice = Dice::new(5_000_000 + number);
    let mut game = symmetric(10_000 + number);
    let share = 10_f64.powf(if dice.percent(30) { -13.0 } else { -7.0 + 5.0 * dice.share() });
    for pay in game.pay.iter_mut().flatten() {
        *pay += 10.0 * share * (2.0 * dice.share() - 1.0);
    }
    game
}
