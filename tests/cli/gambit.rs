//! Our equilibria against Gambit's, through the `.nfg` and `.efg` files that we write.
//!
//! Needs a Python with `pygambit` (`pip install pygambit`), named by `STANDOFF_PYTHON` or found as `python3`; without
//! one it says that it was skipped.

#![allow(clippy::print_stderr)] // a skipped test must say so

use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};
use standoff::game::{Game, Kernel};
use standoff::scenario::load_text;
use standoff::solve::gambit_tree::efg;
use standoff::solve::stage::extreme_equilibria::extreme_equilibria;
use standoff::solve::stage::gambit::{labelled_nfg, plain_nfg};
use standoff::solve::stage::logit::logit_equilibrium;
use standoff::solve::stage::normal_form::Player;
use standoff::solve::stage::pure::pure_equilibria;
use standoff::solve::stage::{Bimatrix, NormalForm};
use standoff::solve::{equilibrium, extensive_form};

/// What `tests/cli/gambit_agrees.py` exits with where Gambit is missing.
const SKIPPED: i32 = 77;

fn random(shape: &[usize], values: u32, unit: f64, seed: u32) -> NormalForm {
    let mut word = seed;
    let count = shape.iter().product::<usize>() * shape.len();
    let payoffs = (0..count)
        .map(|_| {
            word = word.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            f64::from((word >> 8) % values) * unit
        })
        .collect();
    NormalForm::unnamed(shape, payoffs).unwrap()
}

/// Every game, and the rationalities at which its logit equilibria are compared; none where symmetry makes Gambit,
/// which breaks it, and us, who keep it, take different branches.
fn games() -> Vec<(&'static str, NormalForm, Vec<f64>)> {
    let symmetric = |r, s, t, p| Bimatrix::symmetric(r, s, t, p).unwrap().normal_form();
    let odd = Player {
        label: "United  \"States\"".to_owned(),
        moves: ["a\\b", "", "a\\b"].map(str::to_owned).to_vec(),
    };
    let plain = Player { label: "DPRK".to_owned(), moves: ["test", "talk"].map(str::to_owned).to_vec() };
    let payoffs = vec![0.1, -2.5, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 1e-7, -300.0, 7.0, 8.0];
    let fold = Bimatrix::new(
        &[&[28.0, 16.0, 29.0], &[19.0, 26.0, 21.0], &[27.0, 15.0, 9.0]],
        &[&[28.0, 27.0, 23.0], &[6.0, 8.0, 29.0], &[1.0, 27.0, 10.0]],
    );
    let pennies = Bimatrix::new(&[&[1.1141, 0.0], &[0.0, 0.2785]], &[&[0.0, 1.1141], &[1.1141, 0.0]]);
    let nashpy = Bimatrix::new(&[&[-3.0, 3.0], &[-3.0, 5.0]], &[&[2.0, 7.0], &[4.0, 2.0]]);
    vec![
        ("axelrod", symmetric(0.0, -1.0, 1.0, -10.0), vec![0.1, 0.2, 0.4]),
        ("aumann", symmetric(6.0, 2.0, 7.0, 0.0), vec![0.5, 1.0]),
        ("labels", NormalForm::new("An \"odd\" one", vec![odd, plain], payoffs).unwrap(), vec![0.5]),
        ("ochs", pennies.unwrap().normal_form(), vec![1.0, 2.0, 3.0]),
        ("nashpy-222", nashpy.unwrap().normal_form(), vec![0.5]),
        ("fold", fold.unwrap().normal_form(), vec![0.3, 3.0, 5.0]),
        ("four-by-five", random(&[4, 5], 1000, 0.01, 3), vec![1.0, 4.0]),
        ("degenerate", random(&[4, 4], 3, 1.0, 5), vec![]),
        ("six-by-six", random(&[6, 6], 100, 0.1, 8), vec![1.0, 3.0]),
        ("three-players", random(&[2, 3, 2], 10, 1.0, 11), vec![0.5, 1.0]),
    ]
}

fn answers(game: &NormalForm, rationalities: &[f64]) -> Value {
    let extreme = game.bimatrix().ok().map(|game| {
        let found = extreme_equilibria(&game).unwrap();
        (0..found.equilibria.len())
            .map(|number| {
                found.mixes(number).map(|mix| mix.iter().map(ToString::to_string).collect::<Vec<_>>())
            })
            .collect::<Vec<_>>()
    });
    let pure: Vec<Vec<usize>> = pure_equilibria(game).into_iter().map(|found| found.moves).collect();
    let logit: Vec<Value> = rationalities
        .iter()
        .map(|&lambda| {
            let found = logit_equilibrium(game, &vec![lambda; game.players().len()]).unwrap();
            json!({ "lambda": lambda, "mixes": found.mixes })
        })
        .collect();
    json!({ "pure": pure, "extreme": extreme, "logit": logit })
}

/// Scenarios of few rounds, by name: Chicken of two drivers with different stakes, and a threat that leaves something to
/// chance, with a track, an outcome by rule, and something instead. δ = 1: Gambit's logit response is to what a play
/// pays in all, ours to what it pays from this round on.
const SCENARIOS: [(&str, &str); 2] = [
    (
        "two-rounds",
        r#"
title = "Two rounds of \"Chicken\""
rounds = 2
[actor.a]
rationality = 0.3
payoff.against.b.swerve = { straight = -1 }
payoff.against.b.straight = { swerve = 1, straight = -10 }
[actor.a.move.swerve]
stance = "concede"
[actor.a.move.straight]
[actor.b]
rationality = 0.3
payoff.against.a.swerve = { straight = -2 }
payoff.against.a.straight = { swerve = 3, straight = -4 }
[actor.b.move.swerve]
stance = "concede"
[actor.b.move.straight]
[[outcome]]
id = "over"
otherwise = true
"#,
    ),
    (
        "chance",
        r#"
title = "A threat that leaves something to chance"
rounds = 2
[track.heat]
range = [0, 2]
start = 0
[actor.a]
rationality = 0.4
payoff.track.heat = -0.5
payoff.move.press = 1.5
payoff.outcome = { crash = -6, settled = 2 }
[actor.a.move.wait]
[actor.a.move.press]
stance = "escalate"
effects = [{ label = "Pressure tells", chance = 0.7, shift = { heat = 1 }, else = [{ chance = 0.25, outcome = "crash" }] }]
[actor.b]
rationality = 0.4
payoff.track.heat = -1
payoff.move.give = -1.2
payoff.rule.accident = -1
payoff.outcome = { crash = -9, settled = 1 }
[actor.b.move.give]
stance = "concede"
effects = [{ chance = 0.5, outcome = "settled" }]
[actor.b.move.wait]
[[rule]]
id = "accident"
when = ["heat >= 1"]
chance = { base = 0.05, per = { heat = 0.15 } }
outcome = "crash"
[[outcome]]
id = "crash"
[[outcome]]
id = "settled"
[[outcome]]
id = "open"
otherwise = true
"#,
    ),
];

/// The tree of a scenario, and what our equilibrium plays in it: for each player, a mix for each of its information
/// sets in their order.
fn tree(text: &str) -> (String, Value) {
    let scenario = load_text("test", text).unwrap().scenario;
    let game = Game::compile(&scenario).unwrap();
    let kernel = Kernel::build(&game).unwrap();
    let solved = equilibrium(&game, &kernel).unwrap();
    let form = extensive_form(&scenario, &game).unwrap();
    let mixes: Vec<Vec<Vec<f64>>> = (0..game.actors.len())
        .map(|actor| {
            let own = form.info_sets.iter().filter(|set| set.actor == actor);
            own.map(|set| {
                let mut mix = vec![0.0; game.actors[actor].actions.len()];
                solved.policy.mix(set.kind, set.round, set.state, &mut mix);
                set.actions.iter().map(|&action| mix[action]).collect()
            })
            .collect()
        })
        .collect();
    let lambda = game.types[0].rationality;
    (efg(&form), json!({ "lambda": lambda, "mixes": mixes, "values": solved.values }))
}

#[test]
fn gambit_reads_our_games_and_finds_the_same_equilibria() {
    let folder = tempfile::tempdir().unwrap();
    for (name, game, rationalities) in games() {
        let write = |ending: &str, text: String| {
            std::fs::write(folder.path().join(format!("{name}.{ending}")), text).unwrap();
        };
        write("labelled.nfg", labelled_nfg(&game));
        write("plain.nfg", plain_nfg(&game));
        write("json", answers(&game, &rationalities).to_string());
    }
    for (name, text) in SCENARIOS {
        let (tree, answers) = tree(text);
        std::fs::write(folder.path().join(format!("{name}.efg")), tree).unwrap();
        std::fs::write(folder.path().join(format!("{name}.tree")), answers.to_string()).unwrap();
    }
    let python = std::env::var("STANDOFF_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli/gambit_agrees.py");
    let Ok(output) = Command::new(&python).arg(script).arg(folder.path()).output() else {
        eprintln!("skipped: there is no {python} to run Gambit with");
        return;
    };
    let said =
        String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    if output.status.code() == Some(SKIPPED) {
        eprintln!("skipped: {}", said.trim());
        return;
    }
    assert!(output.status.success(), "{said}");
    eprintln!("{}", said.trim());
}
