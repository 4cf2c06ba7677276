//! How long the analyses of studies take, on all cores.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use standoff::study::design::{Design, Saltelli, Scramble, Sobol};
use standoff::study::prim::{Data, Factor, Kind, Prim, Settings};
use standoff::study::sampled::Results;
use standoff::study::sobol_indices::{Layout, RESAMPLES, bootstrapped};

/// The G function of Sobol' with ten factors.
fn g_function(point: &[f64]) -> f64 {
    let constant = |factor: usize| [0.0, 1.0, 4.5, 9.0, 99.0][factor.min(4)];
    point
        .iter()
        .enumerate()
        .map(|(k, x)| ((4.0 * x - 2.0).abs() + constant(k)) / (1.0 + constant(k)))
        .product()
}

/// Ten factors, 8,192 base rows: 180,224 points.
fn sobol_indices(c: &mut Criterion) {
    let design = Saltelli::new(10, 8192, true, Scramble::Owen { seed: 1 }).expect("it is possible");
    let results: Vec<f64> = design.all().iter().map(|point| g_function(point)).collect();
    let layout = Layout { factors: 10, second_order: true };
    let mut group = c.benchmark_group("Sobol' indices");
    group.sample_size(10);
    group.bench_function("design of 8,192 base rows, 10 factors", |b| b.iter(|| black_box(&design).all()));
    group.bench_function("of them, second order, 1,000 resamples", |b| {
        b.iter(|| bootstrapped(layout, Results::Exact(black_box(&results)), RESAMPLES, 1));
    });
    group.finish();
}

/// 10,000 points of six factors, of interest in a corner of two of them.
fn prim(c: &mut Criterion) {
    let design = Sobol::new(6, 10_000, Scramble::Owen { seed: 1 }).expect("it is possible").all();
    let factor = |factor: usize| Factor::new(Kind::Real, design.iter().map(|point| point[factor]).collect());
    let is = |(number, point): (usize, &Vec<f64>)| (point[0] > 0.6 && point[1] < 0.5) ^ (number % 20 == 0);
    let data = Data::new((0..6).map(factor).collect(), design.iter().enumerate().map(is).collect());
    let data = data.expect("all are numbers");
    let mut group = c.benchmark_group("PRIM");
    group.sample_size(10);
    group.bench_function("all boxes, 10,000 points, 6 factors", |b| {
        b.iter(|| Prim::new(black_box(&data), Settings::default()).expect("some are of interest").find());
    });
    group.finish();
}

criterion_group!(benches, sobol_indices, prim);
criterion_main!(benches);
