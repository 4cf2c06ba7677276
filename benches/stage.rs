//! How long one stage game takes.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use standoff::solve::stage::extreme_equilibria::extreme_equilibria;
use standoff::solve::stage::logit::logit_equilibrium;
use standoff::solve::stage::{Bimatrix, NormalForm};

/// Payoffs from 0 to `most`, the same ones every time.
fn payoffs(count: usize, most: u32, seed: u32) -> Vec<f64> {
    let mut word = seed;
    (0..count)
        .map(|_| {
            word = word.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            f64::from((word >> 8) % (most + 1))
        })
        .collect()
}

fn bimatrix(moves: usize, most: u32, unit: f64) -> Bimatrix {
    let scaled = payoffs(2 * moves * moves, most, 2018).into_iter().map(|payoff| payoff * unit).collect();
    NormalForm::unnamed(&[moves, moves], scaled).and_then(|game| game.bimatrix()).expect("a 10×10 game")
}

fn enumeration(c: &mut Criterion) {
    let mut group = c.benchmark_group("all equilibria of a bimatrix");
    group.sample_size(10);
    for (name, game) in [
        ("6×6, whole payoffs", bimatrix(6, 100, 1.0)),
        ("10×10, whole payoffs", bimatrix(10, 100, 1.0)),
        ("10×10, few values (degenerate)", bimatrix(10, 3, 1.0)),
        ("10×10, sixteen digits", bimatrix(10, 1_000_000, 1.0 / 3.0)),
    ] {
        group.bench_function(name, |b| b.iter(|| extreme_equilibria(black_box(&game))));
    }
    group.finish();
}

fn branch(c: &mut Criterion) {
    let mut group = c.benchmark_group("principal logit branch");
    let six = bimatrix(6, 100, 0.1).normal_form();
    for rationality in [1.0, 30.0] {
        group.bench_function(format!("6×6, λ = {rationality}"), |b| {
            b.iter(|| logit_equilibrium(black_box(&six), &[rationality; 2]));
        });
    }
    let chicken = Bimatrix::symmetric(0.0, -1.0, 1.0, -10.0).expect("a 2×2 game").normal_form();
    for (name, rationality) in [("before", 0.4), ("beyond", 2.0)] {
        group.bench_function(format!("Chicken, {name} the pitchfork"), |b| {
            b.iter(|| logit_equilibrium(black_box(&chicken), &[rationality; 2]));
        });
    }
    group.finish();
}

criterion_group!(benches, enumeration, branch);
criterion_main!(benches);
