//! Least discount factors against exact ones.

use super::super::examples::{aumann, axelrod, ordinal_chicken, prisoners};
use super::*;

fn text(fraction: &Option<BigRational>) -> String {
    fraction.as_ref().map_or_else(|| "none".to_owned(), ToString::to_string)
}

fn chicken_of_levine() -> Bimatrix {
    Bimatrix::symmetric(3.0, 1.0, 4.0, 0.0).unwrap()
}

/// O13: exact; QuantEcon's Abreu–Sannikov switches on at the same values.
#[test]
fn chicken_is_kept_peaceful_by_reverting_to_the_deviators_concession() {
    for (game, forever, one_round, mixed) in [
        (chicken_of_levine(), "1/3", "1/2", "1/2"),
        (aumann(), "1/5", "1/4", "3/7"),
        (axelrod(), "1/2", "none", "10/11"),
    ] {
        let found = least_discount(&game, [0, 0]).unwrap();
        assert_eq!(text(&found.discount), forever);
        for player in &found.players {
            assert_eq!(text(&player.discount), forever);
            assert_eq!(text(&player.one_round), one_round);
            assert_eq!(text(&player.by_equilibrium[1]), mixed);
            assert!(player.pure && player.harshest);
            assert_eq!(player.deviation, 1);
        }
        // Each is punished by the other's favourite equilibrium.
        let [row, column] = &found.players;
        assert_eq!(found.equilibria.mixes_f64(row.punishment), [vec![1.0, 0.0], vec![0.0, 1.0]]);
        assert_eq!(found.equilibria.mixes_f64(column.punishment), [vec![0.0, 1.0], vec![1.0, 0.0]]);
    }
}

/// TB12.
#[test]
fn ordinal_chicken_takes_one_half() {
    assert_eq!(text(&least_discount(&ordinal_chicken(), [0, 0]).unwrap().discount), "1/2");
}

/// O13's trap.
#[test]
fn grim_play_is_not_subgame_perfect_in_chicken() {
    for (game, believed, gain) in
        [(chicken_of_levine(), "1/4", 1), (aumann(), "1/7", 2), (axelrod(), "1/11", 9)]
    {
        let grim = grim_reversion(&game, [0, 0], [1, 1]).unwrap();
        assert!(!grim.is_subgame_perfect());
        assert_eq!(text(&grim.if_believed[0]), believed);
        assert_eq!(grim.gains[1], BigRational::from_integer(gain.into()));
    }
}

/// O13: QuantEcon, on at 0.5 and off at 0.49.
#[test]
fn the_dilemma_is_solved_by_grim_play_from_one_half_on() {
    let found = least_discount(&prisoners(), [0, 0]).unwrap();
    assert_eq!(text(&found.discount), "1/2");
    assert!(found.players[0].harshest);
    let grim = grim_reversion(&prisoners(), [0, 0], [1, 1]).unwrap();
    assert!(grim.is_subgame_perfect());
    assert_eq!(text(&grim.if_believed[0]), "1/2");
}

#[test]
fn a_stage_equilibrium_takes_no_patience_and_a_worse_profile_is_never_kept_to() {
    let hunt = Bimatrix::symmetric(4.0, 1.0, 3.0, 2.0).unwrap();
    assert_eq!(text(&least_discount(&hunt, [0, 0]).unwrap().discount), "0");
    assert_eq!(text(&least_discount(&prisoners(), [0, 1]).unwrap().discount), "none");
    assert_eq!(
        least_discount(&prisoners(), [0, 2]),
        Err(StageError::NoSuchMove { player: 1, number: 2, moves: 2 })
    );
}
