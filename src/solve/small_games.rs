//! Small scenarios that the tests of this folder share.

use super::{Induction, equilibrium_by_round};
use crate::game::{Game, Kernel};
use crate::scenario::{Scenario, load_text};

/// Two tracks, types, chances with something instead, outcomes by rule and by condition, payoffs of every kind.
pub(super) const MIXED: &str = r#"
title = "Mixed"
rounds = 3
[track.heat]
range = [-1, 2]
start = 0
[track.gifts]
range = [0, 1]
start = 0
[actor.a]
discount = 0.9
rationality = 0.7
payoff.track.heat = -1
payoff.move.give = { base = -0.5, per = { heat = 0.25 } }
payoff.rule.clash = -3
payoff.outcome = { war = -20, peace = 5 }
[actor.a.move.give]
stance = "concede"
effects = [{ set = { gifts = 1 } }]
[actor.a.move.wait]
[actor.a.move.press]
stance = "escalate"
when = ["heat <= 1"]
effects = [{ chance = 0.6, shift = { heat = 1 } }]
[actor.a.type.soft]
prior = 0.3
payoff.move.give = 0.5
[actor.a.type.hard]
prior = 0.7
payoff.move.press = 1
[actor.b]
discount = 0.8
rationality = 1.5
payoff.against.a.give = { wait = 2, give = 1 }
payoff.round = { base = 0.1, per = { "heat*gifts" = -0.5 } }
payoff.outcome = { war = -10, peace = 4 }
[actor.b.move.give]
stance = "concede"
[actor.b.move.wait]
[[rule]]
id = "clash"
when = ["a escalates", "b holds"]
chance = { base = 0.3, per = { heat = 0.1 } }
shift = { heat = 1 }
else = [{ chance = 0.5, shift = { heat = -1 } }]
[[rule]]
id = "spark"
when = ["heat == 2"]
chance = 0.25
outcome = "war"
[[outcome]]
id = "peace"
when = ["gifts == 1", "b concedes"]
[[outcome]]
id = "war"
[[outcome]]
id = "drift"
otherwise = true
"#;

/// A scenario, its game, its kernel and its equilibrium.
pub(super) struct SolvedGame {
    pub(super) scenario: Scenario,
    pub(super) game: Game,
    pub(super) kernel: Kernel,
    pub(super) solved: Induction,
}

pub(super) fn solved(text: &str) -> SolvedGame {
    let scenario = load_text("test", text).unwrap_or_else(|error| panic!("{error}")).scenario;
    let game = Game::compile(&scenario).unwrap();
    let kernel = Kernel::build(&game).unwrap();
    let solved = equilibrium_by_round(&game, &kernel).unwrap();
    SolvedGame { scenario, game, kernel, solved }
}

/// Two actors who are told what they get: `R, S, T, P` of each, conceding first.
pub(super) fn two(rounds: u32, a: [f64; 4], b: [f64; 4], rationality: f64) -> String {
    let actor = |name: &str, other: &str, [r, s, t, p]: [f64; 4]| {
        format!(
            "[actor.{name}]\nrationality = {rationality}\n[actor.{name}.payoff.against.{other}]\n\
             yield = {{ yield = {r}, stand = {s} }}\nstand = {{ yield = {t}, stand = {p} }}\n\
             [actor.{name}.move.yield]\nstance = \"concede\"\n[actor.{name}.move.stand]\n"
        )
    };
    format!(
        "title = \"Two\"\nrounds = {rounds}\n{}{}[[outcome]]\nid = \"over\"\notherwise = true\n",
        actor("a", "b", a),
        actor("b", "a", b)
    )
}
