//! Sobol' indices are those of SALib, and near the exact ones.

use super::models::{Dice, ISHIGAMI_FIRST, ISHIGAMI_TOTAL, ISHIGAMI_VARIANCE, g_function, ishigami};
use super::oracle::{assert_near, json, numbers, points_and_results};
use serde_json::Value;
use standoff::study::design::{Design, Saltelli, Scramble};
use standoff::study::estimate::Estimate;
use standoff::study::sampled::Results;
use standoff::study::sobol_indices::{
    Finding, Indices, Layout, RESAMPLES, bootstrapped, bootstrapped_by, replicated,
};

const ISHIGAMI: Layout = Layout { factors: 3, second_order: true };

fn indices(finding: Finding) -> Indices {
    match finding {
        Finding::Indices(indices) => indices,
        other => panic!("{other:?}"),
    }
}

fn values(estimates: &[Estimate]) -> Vec<f64> {
    estimates.iter().map(|estimate| estimate.value).collect()
}

fn second(indices: &Indices) -> Vec<Estimate> {
    indices.second.iter().map(|pair| pair.index).collect()
}

fn half_widths(estimates: &[Estimate]) -> Vec<f64> {
    estimates.iter().map(|estimate| estimate.high - estimate.value).collect()
}

/// Numbers by pairs of factors.
fn pairs(value: &Value) -> Vec<f64> {
    ["x1,x2", "x1,x3", "x2,x3"].iter().map(|pair| value[pair].as_f64().unwrap()).collect()
}

/// A file, its number of factors, and the function.
type Case<'a> = (&'a str, usize, &'a dyn Fn(&[f64]) -> f64);

#[test]
fn indices_are_those_of_salib() {
    let constants = [0.0, 1.0, 4.5, 9.0, 99.0, 99.0, 99.0, 99.0];
    let g = |point: &[f64]| g_function(&constants, point);
    let cases: [Case<'_>; 2] = [("sobol_ishigami.json", 3, &ishigami), ("sobol_gfunction8.json", 8, &g)];
    for (name, factors, model) in cases {
        for known in json(name)["studies"].as_array().unwrap() {
            let base_rows = known["n"].as_u64().unwrap() as usize;
            let second_order = known["second_order"].as_bool().unwrap();
            let design = Saltelli::new(factors, base_rows, second_order, Scramble::None).unwrap();
            let results: Vec<f64> = design.all().iter().map(|point| model(point)).collect();
            let layout = Layout { factors, second_order };
            let found = indices(bootstrapped(layout, Results::Exact(&results), 200, 7).unwrap());
            assert_near(&values(&found.first), &numbers(&known["S1"]), 1e-12);
            assert_near(&values(&found.total), &numbers(&known["ST"]), 1e-12);
            if second_order {
                assert_near(&values(&second(&found)), &numbers(&known["S2"]), 1e-12);
            }
            // Drawn by another generator, a hundred against two hundred resamples.
            if base_rows >= 64 {
                for (found, expected) in half_widths(&found.total).iter().zip(numbers(&known["ST_conf"])) {
                    assert!((found / expected - 1.0).abs() < 0.4, "{name} {base_rows}: {found} {expected}");
                }
            }
        }
    }
}

#[test]
fn a_bootstrap_with_given_rows_is_that_of_salib() {
    let known = json("sobol_bootstrap_n8_r20.json");
    let drawn: Vec<Vec<f64>> = known["r_resample_index_rows_are_draws_cols_are_resamples"]
        .as_array()
        .unwrap()
        .iter()
        .map(numbers)
        .collect();
    let resamples: Vec<Vec<usize>> =
        (0..20).map(|resample| drawn.iter().map(|draw| draw[resample] as usize).collect()).collect();
    let (_, results) = points_and_results("saltelli_ishigami_n8_second_unscrambled.csv");
    let found = indices(bootstrapped_by(ISHIGAMI, Results::Exact(&results), &resamples).unwrap());
    assert_near(&values(&found.first), &numbers(&known["S1"]), 1e-12);
    assert_near(&values(&found.total), &numbers(&known["ST"]), 1e-12);
    assert_near(&half_widths(&found.first), &numbers(&known["S1_conf"]), 1e-12);
    assert_near(&half_widths(&found.total), &numbers(&known["ST_conf"]), 1e-12);
    assert_near(&values(&second(&found)), &pairs(&known["S2"]), 1e-12);
    assert_near(&half_widths(&second(&found)), &pairs(&known["S2_conf"]), 1e-12);
}

/// Results of Ishigami studies of scrambled designs, one for each seed.
fn replicates(count: u64, base_rows: usize) -> Vec<Vec<f64>> {
    let study = |seed| {
        let design = Saltelli::new(3, base_rows, true, Scramble::Owen { seed }).unwrap();
        design.all().iter().map(|point| ishigami(point)).collect()
    };
    (0..count).map(study).collect()
}

#[test]
fn replicates_give_sharper_intervals_than_the_bootstrap() {
    let studies = replicates(8, 1024);
    let results: Vec<Results<'_>> = studies.iter().map(|study| Results::Exact(study)).collect();
    let found = indices(replicated(ISHIGAMI, &results).unwrap());
    let pooled: Vec<f64> = studies.concat();
    let wide = indices(bootstrapped(ISHIGAMI, Results::Exact(&pooled), RESAMPLES, 1).unwrap());
    assert_near(&values(&found.total), &values(&wide.total), 0.01);
    for factor in 0..3 {
        assert!((found.first[factor].value - ISHIGAMI_FIRST[factor]).abs() < 0.02, "{found:?}");
        assert!((found.total[factor].value - ISHIGAMI_TOTAL[factor]).abs() < 0.02, "{found:?}");
    }
    let narrower = |narrow: &[Estimate], wide: &[Estimate]| {
        let ratios =
            half_widths(narrow).into_iter().zip(half_widths(wide)).map(|(narrow, wide)| narrow / wide);
        ratios.sum::<f64>() / narrow.len() as f64
    };
    assert!(narrower(&found.total, &wide.total) < 0.5);
    assert!((found.variance / ISHIGAMI_VARIANCE - 1.0).abs() < 0.01);
    assert!((found.interactions.value - 0.243_683_664_1).abs() < 0.02);
    assert!(found.noise.is_none());
}

/// A study whose noise makes up 0.3 of the variance that is seen: 4 batches of results for each row.
fn noisy(base_rows: usize, seed: u64, mut noise: impl FnMut(&[f64], usize) -> f64) -> Vec<Vec<f64>> {
    let design = Saltelli::new(3, base_rows, true, Scramble::Owen { seed }).unwrap();
    let points = design.all();
    (0..4).map(|batch| points.iter().map(|point| ishigami(point) + noise(point, batch)).collect()).collect()
}

/// Standard deviation of the noise of a mean of all batches that makes up 0.3 of the variance.
fn noise_deviation() -> f64 {
    (ISHIGAMI_VARIANCE * 0.3 / 0.7).sqrt()
}

#[track_caller]
fn assert_corrected(found: &Indices) {
    let noise = found.noise.unwrap();
    assert!((noise.value - 0.3).abs() < 0.03, "noise {noise:?}");
    assert!((found.variance / ISHIGAMI_VARIANCE - 1.0).abs() < 0.1, "{}", found.variance);
    for factor in 0..3 {
        let (first, total) = (found.first[factor], found.total[factor]);
        assert!((total.value - ISHIGAMI_TOTAL[factor]).abs() < 0.03, "total {factor}: {total:?}");
        assert!((first.value - ISHIGAMI_FIRST[factor]).abs() < 0.05, "first {factor}: {first:?}");
    }
}

#[test]
fn independent_noise_is_told_from_the_factors() {
    let mut dice = Dice::new(11);
    let deviation = noise_deviation();
    let batches = noisy(4096, 3, |_, _| 2.0 * deviation * dice.normal());
    let by_batches = bootstrapped(ISHIGAMI, Results::Batches(&batches), 200, 1).unwrap();
    assert_corrected(&indices(by_batches));
    let means = mean(&batches);
    let errors = vec![deviation; means.len()];
    let results = Results::Noisy { values: &means, errors: &errors };
    assert_corrected(&indices(bootstrapped(ISHIGAMI, results, 200, 1).unwrap()));
    // Who takes the means for exact is far off.
    let taken_for_exact = indices(bootstrapped(ISHIGAMI, Results::Exact(&means), 200, 1).unwrap());
    assert!(taken_for_exact.total[2].value > ISHIGAMI_TOTAL[2] + 0.15);
}

#[test]
fn noise_that_rows_share_is_told_from_the_factors() {
    // Luck common to all rows of a batch, of three kinds: the same for all (no noise between rows), one that grows with
    // the second factor, and one of each row's own. In each of several replicates the luck is another.
    let mut dice = Dice::new(12);
    let deviation = noise_deviation();
    // The mean over batches has half the deviation of a batch. The factor's part has variance 12 (u − ½)² on average 1.
    let (shared, own) = (0.6f64.sqrt(), 0.4f64.sqrt());
    let studies: Vec<Vec<Vec<f64>>> = (0..64)
        .map(|seed| {
            let luck: Vec<(f64, f64)> = (0..4).map(|_| (dice.normal(), dice.normal())).collect();
            noisy(128, seed, |point, batch| {
                let (level, slope) = luck[batch];
                let tilt = 12f64.sqrt() * (point[1] - 0.5) * slope;
                2.0 * deviation * (3.0 * level + shared * tilt + own * dice.normal())
            })
        })
        .collect();
    let results: Vec<Results<'_>> = studies.iter().map(|study| Results::Batches(study)).collect();
    let found = indices(replicated(ISHIGAMI, &results).unwrap());
    let noise = found.noise.unwrap();
    assert!((noise.value - 0.3).abs() < 0.05, "{noise:?}");
    for (total, exact) in found.total.iter().zip(ISHIGAMI_TOTAL) {
        assert!((total.value - exact).abs() < 0.05, "{total:?} and not {exact}");
    }
    // Who takes the means for exact sees the second factor and all others too large by far.
    let means: Vec<Vec<f64>> = studies.iter().map(|batches| mean(batches)).collect();
    let results: Vec<Results<'_>> = means.iter().map(|means| Results::Exact(means)).collect();
    let taken_for_exact = indices(replicated(ISHIGAMI, &results).unwrap());
    assert!(taken_for_exact.first[1].value > 0.7 * ISHIGAMI_FIRST[1] + 0.1);
}

/// The mean of each row over batches.
fn mean(batches: &[Vec<f64>]) -> Vec<f64> {
    (0..batches[0].len()).map(|row| batches.iter().map(|batch| batch[row]).sum::<f64>() / 4.0).collect()
}

#[test]
fn a_result_that_never_varies_has_no_shares() {
    let results = vec![0.1 + 0.2; 8 * 16];
    let found = bootstrapped(ISHIGAMI, Results::Exact(&results), RESAMPLES, 1).unwrap();
    assert_eq!(found, Finding::NoVariance { value: 0.1 + 0.2 });
}

#[test]
fn results_that_are_all_noise_have_no_shares() {
    let mut dice = Dice::new(2);
    let values: Vec<f64> = (0..8 * 256).map(|_| dice.normal()).collect();
    let errors = vec![1.1; values.len()];
    let found = bootstrapped(ISHIGAMI, Results::Noisy { values: &values, errors: &errors }, 100, 1).unwrap();
    assert!(
        matches!(found, Finding::OnlyNoise { variance, .. } if (variance - 1.0).abs() < 0.1),
        "{found:?}"
    );
}

#[test]
fn what_can_not_be_analysed_is_refused() {
    let mut results = vec![1.0; 8 * 16];
    results[40] = f64::NAN;
    let error = |results: &[f64]| {
        bootstrapped(ISHIGAMI, Results::Exact(results), RESAMPLES, 1).unwrap_err().to_string()
    };
    assert_eq!(error(&results), "row 41 (counted from 1) of the results is NaN, and no finite number");
    assert_eq!(
        error(&results[..20]),
        "20 values of the results; expected a multiple of 8, the rows of a base row"
    );
    assert_eq!(error(&results[..8]), "1 base rows; an analysis needs 2 at least");
}

#[test]
fn threads_change_no_digit() {
    let results = &replicates(1, 64)[0];
    let find = || bootstrapped(ISHIGAMI, Results::Exact(results), 100, 5).unwrap();
    let alone = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap().install(find);
    let many = rayon::ThreadPoolBuilder::new().num_threads(3).build().unwrap().install(find);
    assert_eq!(alone, many);
}
