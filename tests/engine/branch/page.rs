//! What `solve --round` says of one game in two places.

use super::one_shot::{OneShot, generic, symmetric};
use crate::engine::random_scenarios::read;
use standoff::run::Solution;
use standoff::scenario::Loaded;

/// The page of a 2×2 game names what is played, and which logit equilibrium is the principal one: they are one point.
fn look(name: &str, game: &OneShot, wrong: &mut Vec<String>) {
    let loaded = Loaded { scenario: read(name, &game.text()), warnings: Vec::new(), doubts: Vec::new() };
    let solution = match Solution::of(loaded) {
        Ok(solution) => solution,
        Err(error) => return wrong.push(format!("{name}: {error}")),
    };
    let spot = solution.spot(Some(1), &[]).expect("there is a round 1");
    let pair = solution.pair(&[]).expect("there are no types");
    let page = match solution.stage(spot, &pair) {
        Ok(page) => page,
        Err(error) => return wrong.push(format!("{name}: {error}")),
    };
    let played = [0, 1].map(|side| page.types[side].moves[0].probability);
    let logit = &page.reductions[0].game.as_ref().expect("it is a game of conceding or not").logit;
    let principal: Vec<[f64; 2]> =
        logit.iter().filter(|point| point.principal).map(|point| point.concede).collect();
    let same = |point: &[f64; 2]| (0..2).all(|side| (point[side] - played[side]).abs() < 1e-7);
    // The list of all logit equilibria says the same of the same point.
    let listed =
        page.logit.iter().filter(|found| found.played).map(|found| [found.mixes[0][0], found.mixes[1][0]]);
    let listed: Vec<[f64; 2]> = listed.collect();
    if listed.len() != 1 || !same(&listed[0]) {
        wrong.push(format!(
            "{name}: played {played:?}, listed {listed:?} of {}\n{}",
            page.logit.len(),
            game.text()
        ));
    }
    if principal.len() != 1 || !same(&principal[0]) {
        wrong.push(format!("{name}: played {played:?}, principal {principal:?}\n{}", game.text()));
    }
}

#[test]
fn a_page_never_names_two_points_as_played_and_as_principal() {
    let of_two = |game: &OneShot| game.moves == [2, 2];
    let mut wrong = Vec::new();
    let generic = (0..).map(|number| (format!("generic-{number}"), generic(number)));
    let alike = (0..).map(|number| (format!("symmetric-{number}"), symmetric(number)));
    let games: Vec<(String, OneShot)> = generic
        .filter(|(_, game)| of_two(game))
        .take(100)
        .chain(alike.filter(|(_, game)| of_two(game)).take(100))
        .collect();
    games.iter().for_each(|(name, game)| look(name, game, &mut wrong));
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), games.len(), wrong.join("\n"));
}
