//! Extreme equilibria against numbers computed elsewhere.

use super::super::examples::{aumann, axelrod, lopsided};
use super::*;

fn text(mix: &ExactMix) -> String {
    mix.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}

fn listed(found: &ExtremeEquilibria) -> Vec<[String; 2]> {
    (0..found.equilibria.len()).map(|number| found.mixes(number).map(text)).collect()
}

fn matrix(rows: &[Vec<f64>]) -> Vec<&[f64]> {
    rows.iter().map(Vec::as_slice).collect()
}

/// O1: Gambit's enummixed, exact; also Nashpy and QuantEcon.
#[test]
fn axelrods_chicken_has_two_pure_equilibria_and_a_mixed_one_at_nine_tenths() {
    let found = extreme_equilibria(&axelrod()).unwrap();
    assert_eq!(listed(&found), [["1 0", "0 1"], ["9/10 1/10", "9/10 1/10"], ["0 1", "1 0"]]);
    assert_eq!(found.equilibria[1].values, [exact(-0.1).unwrap(), exact(-0.1).unwrap()]);
    assert_eq!(found.components.len(), 3);
    assert!(found.certificate.small_integers);
}

/// O2: Gambit, exact.
#[test]
fn aumanns_chicken_has_value_fourteen_thirds_in_its_mixed_equilibrium() {
    let found = extreme_equilibria(&aumann()).unwrap();
    assert_eq!(listed(&found)[1], ["2/3 1/3", "2/3 1/3"]);
    assert_eq!(found.equilibria[1].values[0].to_string(), "14/3");
}

/// O3: Gambit, exact. Each mix is set by the other's payoffs.
#[test]
fn a_lopsided_game_has_its_mixes_the_right_way_round() {
    assert_eq!(listed(&extreme_equilibria(&lopsided()).unwrap())[1], ["3/5 2/5", "7/9 2/9"]);
}

/// TB2: the family of Rapoport and Chammah.
#[test]
fn a_costlier_crash_is_rarer_in_rapoports_and_chammahs_chicken() {
    for (crash, concede) in [
        (-3.0, "1/2 1/2"),
        (-5.0, "3/4 1/4"),
        (-10.0, "8/9 1/9"),
        (-20.0, "18/19 1/19"),
        (-40.0, "38/39 1/39"),
    ] {
        let found = extreme_equilibria(&Bimatrix::symmetric(1.0, -2.0, 2.0, crash).unwrap()).unwrap();
        assert_eq!(listed(&found)[1], [concede, concede]);
    }
}

/// O8: Nashpy's issue 222, solved with Gambit.
#[test]
fn a_degenerate_game_has_a_continuum() {
    let game = Bimatrix::new(&[&[-3.0, 3.0], &[-3.0, 5.0]], &[&[2.0, 7.0], &[4.0, 2.0]]).unwrap();
    let found = extreme_equilibria(&game).unwrap();
    assert_eq!(listed(&found), [["2/7 5/7", "1 0"], ["0 1", "1 0"]]);
    assert_eq!(found.components.len(), 1);
    assert!(found.components[0].is_continuum());
    assert_eq!(found.components[0].subsets, [NashSubset { rows: vec![0, 1], columns: vec![0] }]);
}

#[test]
fn a_game_without_a_motive_has_one_continuum_of_everything() {
    let game = Bimatrix::new(&[&[1.0; 3], &[1.0; 3]], &[&[1.0; 3], &[1.0; 3]]).unwrap();
    let found = extreme_equilibria(&game).unwrap();
    assert_eq!(found.equilibria.len(), 6);
    assert_eq!(found.components.len(), 1);
    assert_eq!(found.components[0].subsets, [NashSubset { rows: vec![0, 1], columns: vec![0, 1, 2] }]);
}

/// von Stengel 1999; O8: Gambit's enummixed returns 75.
#[test]
fn von_stengels_game_has_seventy_five_equilibria() {
    let row = [
        [9504.0, -660.0, 19976.0, -20526.0, 1776.0, -8976.0],
        [-111771.0, 31680.0, -130944.0, 168124.0, -8514.0, 52764.0],
        [397584.0, -113850.0, 451176.0, -586476.0, 29216.0, -178761.0],
        [171204.0, -45936.0, 208626.0, -263076.0, 14124.0, -84436.0],
        [1303104.0, -453420.0, 1227336.0, -1718376.0, 72336.0, -461736.0],
        [737154.0, -227040.0, 774576.0, -1039236.0, 48081.0, -300036.0],
    ];
    let column = [
        [72336.0, 48081.0, 29216.0, 14124.0, 1776.0, -8514.0],
        [-461736.0, -300036.0, -178761.0, -84436.0, -8976.0, 52764.0],
        [1227336.0, 774576.0, 451176.0, 208626.0, 19976.0, -130944.0],
        [-1718376.0, -1039236.0, -586476.0, -263076.0, -20526.0, 168124.0],
        [1303104.0, 737154.0, 397584.0, 171204.0, 9504.0, -111771.0],
        [-453420.0, -227040.0, -113850.0, -45936.0, -660.0, 31680.0],
    ];
    let game = Bimatrix::new(&row.each_ref().map(|r| &r[..]), &column.each_ref().map(|r| &r[..])).unwrap();
    let found = extreme_equilibria(&game).unwrap();
    assert_eq!(found.equilibria.len(), 75);
    assert_eq!(found.components.len(), 75);
}

/// Every non-empty set of moves supports one equilibrium.
#[test]
fn n_by_n_coordination_has_two_to_the_n_less_one_equilibria() {
    for n in 1..=7 {
        let rows: Vec<Vec<f64>> =
            (0..n).map(|i| (0..n).map(|j| f64::from(u8::from(i == j))).collect()).collect();
        let game = Bimatrix::new(&matrix(&rows), &matrix(&rows)).unwrap();
        assert_eq!(extreme_equilibria(&game).unwrap().equilibria.len(), (1 << n) - 1);
    }
}

#[test]
fn shifting_and_stretching_payoffs_changes_no_equilibrium() {
    let plain = extreme_equilibria(&aumann()).unwrap();
    let stretched = Bimatrix::symmetric(0.6e-7, 0.2e-7, 0.7e-7, 0.0).unwrap();
    assert_eq!(listed(&extreme_equilibria(&stretched).unwrap()), listed(&plain));
}
