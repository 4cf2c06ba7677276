//! Ordinal classes against the names and numbers of the literature.

use std::collections::BTreeSet;

use super::super::examples::{aumann, axelrod, lopsided, ochs, prisoners};
use super::*;

/// A game from each player's T, R, P, S.
fn game(row: [f64; 4], column: [f64; 4]) -> Bimatrix {
    let ([t, r, p, s], [u, q, o, v]) = (row, column);
    Bimatrix::new(&[&[r, s], &[t, p]], &[&[q, u], &[v, o]]).unwrap()
}

fn name(row: [f64; 4], column: [f64; 4]) -> String {
    ordinal_class(&game(row, column), [1e-9; 2]).unwrap().name
}

const CHICKEN: [f64; 4] = [4.0, 3.0, 1.0, 2.0];
const DILEMMA: [f64; 4] = [4.0, 3.0, 2.0, 1.0];
const DEADLOCK: [f64; 4] = [4.0, 2.0, 3.0, 1.0];
const STAG_HUNT: [f64; 4] = [3.0, 4.0, 2.0, 1.0];

#[test]
fn the_games_of_the_textbooks_have_their_names() {
    for (each, known) in [
        (axelrod(), "Chicken"),
        (aumann(), "Chicken"),
        (lopsided(), "Chicken"),
        (prisoners(), "Prisoner's Dilemma"),
    ] {
        let found = ordinal_class(&each, [1e-9; 2]).unwrap();
        assert_eq!(found.name, known);
        assert!(found.symmetric && !found.ties && !found.cyclic);
    }
    assert_eq!(name(STAG_HUNT, STAG_HUNT), "Stag Hunt");
    assert_eq!(name(DEADLOCK, DEADLOCK), "Deadlock");
    assert_eq!(name([4.0, 2.0, 1.0, 3.0], [4.0, 2.0, 1.0, 3.0]), "Leader");
    assert_eq!(name([3.0, 2.0, 1.0, 4.0], [3.0, 2.0, 1.0, 4.0]), "Hero (moves exchanged)");
}

#[test]
fn games_of_different_preferences_have_the_names_of_snyder_and_diesing() {
    assert_eq!(name(DILEMMA, CHICKEN), "Called Bluff");
    assert_eq!(name(CHICKEN, DILEMMA), "Called Bluff");
    assert_eq!(name(DEADLOCK, CHICKEN), "Bully");
    assert_eq!(name([3.0, 2.0, 4.0, 1.0], CHICKEN), "Big Bully");
    assert_eq!(name(DILEMMA, STAG_HUNT), "Prisoner's Dilemma / Stag Hunt");
    // One wants to do as the other does, the other wants not to.
    assert_eq!(name(CHICKEN, STAG_HUNT), "Inspection (Chicken / Stag Hunt)");
}

#[test]
fn a_circle_of_wishes_is_an_inspection() {
    let found = ordinal_class(&ochs(), [1e-9; 2]).unwrap();
    assert!(found.cyclic && found.ties);
    assert!(found.name.starts_with("Inspection ("), "{}", found.name);
}

#[test]
fn a_tie_puts_a_game_on_the_border_of_two() {
    assert_eq!(
        name([4.0, 3.0, 1.0, 1.0], [4.0, 3.0, 1.0, 1.0]),
        "on the border of Chicken and Prisoner's Dilemma"
    );
    let close = game([4.0, 3.0, 1.0, 1.01], [4.0, 3.0, 1.0, 1.01]);
    assert_eq!(ordinal_class(&close, [0.0; 2]).unwrap().name, "Chicken");
    let found = ordinal_class(&close, [0.1; 2]).unwrap();
    assert!(found.ties && found.canonical.is_none());
    assert_eq!(found.preferences[0].order_text(), "T > R > P = S");
    assert_eq!(name([1.0; 4], [1.0; 4]), "preferences T = R = P = S");
}

/// Rapoport and Guyer 1966.
#[test]
fn there_are_seventy_eight_strict_ordinal_games() {
    let mut orders = Vec::new();
    for number in 0..256u32 {
        let ranks = [0, 2, 4, 6].map(|shift| (number >> shift & 3) as u8 + 1);
        if ranks.iter().collect::<BTreeSet<_>>().len() == 4 {
            orders.push(ranks);
        }
    }
    let classes: BTreeSet<Canonical> = orders
        .iter()
        .flat_map(|&row| orders.iter().map(move |&column| Canonical::of([row, column])))
        .collect();
    assert_eq!((orders.len(), classes.len()), (24, 78));
}

#[test]
fn every_strict_order_has_exactly_one_name() {
    let letters = [T, R, P, S];
    for number in 0..256usize {
        let order = [0, 2, 4, 6].map(|shift| letters[number >> shift & 3]);
        if order.iter().collect::<BTreeSet<_>>().len() == 4 {
            let count =
                NAMES.iter().filter(|(name, _)| *name == order || name.map(exchanged) == order).count();
            assert_eq!(count, 1, "{order:?}");
        }
    }
}

#[test]
fn renaming_moves_or_players_does_not_change_the_class() {
    let plain = ordinal_class(&game(DILEMMA, CHICKEN), [0.0; 2]).unwrap().canonical;
    let turned = ordinal_class(&game(CHICKEN, DILEMMA), [0.0; 2]).unwrap().canonical;
    let renamed = game([1.0, 2.0, 3.0, 4.0], [2.0, 1.0, 3.0, 4.0]);
    assert!(plain.is_some());
    assert_eq!(plain, turned);
    assert_eq!(plain, ordinal_class(&renamed, [0.0; 2]).unwrap().canonical);
}
