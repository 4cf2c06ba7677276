//! Designs are those of SciPy and SALib, bit for bit.

use super::oracle::{json, numbers, points_and_results, rows};
use standoff::study::design::{Design, Saltelli, Scramble, Sobol, scale};
use std::f64::consts::PI;

#[test]
fn the_sobol_sequence_is_that_of_scipy() {
    for (name, factors, points) in
        [("sobol_d6_n16_unscrambled.csv", 6, 16), ("sobol_d12_n64_unscrambled.csv", 12, 64)]
    {
        assert_eq!(Sobol::new(factors, points, Scramble::None).unwrap().all(), rows(name));
    }
}

#[test]
fn it_is_that_of_scipy_in_512_dimensions() {
    let known = json("sobol_d512_points.json");
    let sequence = Sobol::new(512, 1 << 20, Scramble::None).unwrap();
    for number in [23, 100_003] {
        let expected = numbers(&known["points"][number.to_string()]);
        let found: Vec<f64> = sequence.point(number).iter().map(|u| u * f64::from(1 << 30)).collect();
        assert_eq!(found, expected);
    }
}

#[test]
fn saltellis_design_is_that_of_salib() {
    for (name, second_order) in [
        ("saltelli_ishigami_n8_first_unscrambled.csv", false),
        ("saltelli_ishigami_n8_second_unscrambled.csv", true),
    ] {
        let (expected, _) = points_and_results(name);
        let design = Saltelli::new(3, 8, second_order, Scramble::None).unwrap();
        let scaled = |point: Vec<f64>| -> Vec<f64> { point.into_iter().map(|u| scale(u, -PI, PI)).collect() };
        let found: Vec<Vec<f64>> = design.all().into_iter().map(scaled).collect();
        assert_eq!(found, expected);
    }
}

#[test]
fn saltellis_design_grows_by_base_rows() {
    let scramble = Scramble::Owen { seed: 4 };
    let small = Saltelli::new(4, 8, true, scramble).unwrap().all();
    let large = Saltelli::new(4, 32, true, scramble).unwrap().all();
    assert_eq!(small[..], large[..small.len()]);
}
