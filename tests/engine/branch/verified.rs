//! `solve --verify`: every stage game followed anew.

use standoff::run::verify;
use standoff::scenario::{Request, list};

/// Verifies a scenario, and says how it went.
fn look(name: &str) -> (u64, f64) {
    let found = verify(&Request::new(name), &|_, _| ()).unwrap_or_else(|error| panic!("{name}: {error}"));
    assert_eq!(found.contradicted, 0, "{found:?}");
    assert_eq!(found.stage_games, found.certificate.stage_games, "{name}");
    (found.stage_games, found.largest_difference)
}

#[test]
fn what_is_played_is_where_the_branch_leads_in_every_stage_game() {
    for name in ["textbook/chicken", "textbook/aumann-chicken", "textbook/brinkmanship"] {
        look(name);
    }
}

#[test]
#[ignore = "millions of branches: hours"]
fn what_is_played_is_where_the_branch_leads_in_every_stage_game_of_the_library() {
    let mut all = 0;
    for entry in list() {
        let (games, gap) = look(&entry.name);
        all += games;
        println!("{}: {games} stage games, {gap:.0e} at most", entry.name);
    }
    println!("{all} stage games");
}
