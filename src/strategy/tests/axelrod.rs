//! Axelrod's Chicken (0, −1, 1, −10) without noise. The totals were computed with the Axelrod library.

use super::chain::Match;
use super::games::{CHICKEN, quiet, symmetric};
use crate::scenario::StrategyRule::{self, *};

fn totals(row: StrategyRule, column: StrategyRule) -> [f64; 2] {
    let game = symmetric(10, CHICKEN);
    Match::new(&game, &quiet(row), &quiet(column)).total(10, 1.0)
}

#[test]
fn one_who_always_concedes_loses_ten_rounds_to_one_who_never_does() {
    assert_eq!(totals(AlwaysConcede, AlwaysHold), [-10.0, 10.0]);
    assert_eq!(totals(AlwaysHold, AlwaysHold), [-100.0, -100.0]);
}

#[test]
fn always_escalate_plays_as_always_hold_where_there_is_nothing_to_escalate_with() {
    assert_eq!(totals(AlwaysConcede, AlwaysEscalate), [-10.0, 10.0]);
}

#[test]
fn one_who_never_concedes_crashes_with_those_who_answer() {
    assert_eq!(totals(AlwaysHold, TitForTat), [-89.0, -91.0]);
    assert_eq!(totals(AlwaysHold, Grim), [-89.0, -91.0]);
    assert_eq!(totals(AlwaysHold, Pavlov), [-45.0, -55.0]);
    assert_eq!(totals(AlwaysHold, Bully), [-1.0, -19.0]);
}

#[test]
fn tit_for_tat_depends_on_how_the_two_begin() {
    assert_eq!(totals(TitForTat, TitForTat), [0.0, 0.0]);
    assert_eq!(totals(TitForTat, SuspiciousTitForTat), [0.0, 0.0]);
    assert_eq!(totals(SuspiciousTitForTat, SuspiciousTitForTat), [-100.0, -100.0]);
    assert_eq!(totals(Grim, SuspiciousTitForTat), [-80.0, -80.0]);
}

#[test]
fn bully_goes_round_in_circles() {
    assert_eq!(totals(TitForTat, Bully), [-31.0, -29.0]);
    assert_eq!(totals(Bully, Bully), [-50.0, -50.0]);
    assert_eq!(totals(Pavlov, Bully), [-34.0, -26.0]);
}

#[test]
fn tit_for_two_tats_never_answers_an_alternator() {
    assert_eq!(totals(TitForTwoTats, Alternator), [-5.0, 5.0]);
}

#[test]
fn a_tournament_of_nine_over_200_turns_gives_the_librarys_scores() {
    let field = [
        (AlwaysConcede, -0.313125),
        (TitForTat, -1.5575),
        (TitForTwoTats, -1.576875),
        (Pavlov, -1.873125),
        (Bully, -1.98625),
        (Alternator, -2.18),
        (Grim, -2.9225),
        (SuspiciousTitForTat, -3.21125),
        (AlwaysHold, -5.854375),
    ];
    let game = symmetric(200, CHICKEN);
    for (i, (rule, score)) in field.iter().enumerate() {
        let others = field.iter().enumerate().filter(|(j, _)| *j != i);
        let total: f64 = others
            .map(|(_, (other, _))| {
                Match::new(&game, &quiet(rule.clone()), &quiet(other.clone())).total(200, 1.0)[0]
            })
            .sum();
        assert!((total / (8.0 * 200.0) - score).abs() < 1e-12, "{rule:?}: {}", total / 1600.0);
    }
}
