//! How fast the engine plays and solves whole scenarios.

use std::convert::Infallible;
use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use standoff::game::{Game, Kernel};
use standoff::play::{Sampling, Stop, Tally, play_many};
use standoff::scenario::{Request, Scenario, load};
use standoff::solve::{Casting, FirstTimes, cast, equilibrium, exact};

fn scenario(name: &str, settings: &[&str]) -> Scenario {
    let settings = settings.iter().map(|&setting| setting.to_owned()).collect();
    load(&Request { settings, ..Request::new(name) }).expect("the library is sound").scenario
}

/// A scenario, ready to be played.
fn ready(name: &str, settings: &[&str]) -> (Game, Casting) {
    let scenario = scenario(name, settings);
    let game = Game::compile(&scenario).expect("it compiles");
    let casting = cast(&scenario, &game).expect("it can be solved");
    (game, casting)
}

fn play(game: &Game, casting: &Casting, plays: u64) -> Tally {
    let sampling = Sampling { seed: 2018, stop: Stop::Plays(plays) };
    let Ok(tally) = play_many::<Infallible>(game, &casting.cast, sampling, |_| {}, None);
    tally
}

/// Plays a second, on all cores.
fn plays(c: &mut Criterion) {
    let memory_one = "{ memory-one = { cc = 0.9, cd = 0.25, dc = 0.6, dd = 0.1, noise = 0.05 } }";
    let strategies = ["left", "right"].map(|side| format!("actor.{side}.strategy={memory_one}"));
    let chicken = ready("textbook/chicken", &["rounds=200", &strategies[0], &strategies[1]]);
    let korea = ready("korea-2018", &[]);
    let mut group = c.benchmark_group("plays");
    group.sample_size(10);
    for (name, (game, casting), count) in
        [("chicken, 200 rounds, noisy memory-one", &chicken, 5_000), ("korea-2018", &korea, 20_000)]
    {
        group.throughput(Throughput::Elements(count));
        group.bench_function(name, |b| b.iter(|| play(game, casting, black_box(count))));
    }
    group.finish();
}

/// The parts of a solution of the baseline, on all cores.
fn solution(c: &mut Criterion) {
    let scenario = scenario("korea-2018", &[]);
    let game = Game::compile(&scenario).expect("it compiles");
    let kernel = Kernel::build(&game).expect("it fits");
    let casting = cast(&scenario, &game).expect("it can be solved");
    let mut group = c.benchmark_group("korea-2018");
    group.sample_size(10);
    group.bench_function("kernel", |b| b.iter(|| Kernel::build(black_box(&game))));
    group.bench_function("equilibrium", |b| b.iter(|| equilibrium(black_box(&game), &kernel)));
    group.bench_function("exact distribution", |b| {
        b.iter(|| exact(black_box(&game), &kernel, &casting.cast, &FirstTimes::None));
    });
    group.finish();
}

criterion_group!(benches, plays, solution);
criterion_main!(benches);
