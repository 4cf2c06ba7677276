//! Texts that nobody would write: whatever is read ends in a value or in an error with its place, and in no time.
//!
//! Each target takes what the library and the tests have, changes it, and reads it. The same seed gives the same inputs. A
//! plain `cargo test` reads a few thousand; `FUZZ_SECONDS=600 cargo test --test all fuzz:: -- --test-threads=1` goes on for
//! that long in each target, from `FUZZ_SEED` (2018) on; `.ci/fuzz` does so in the background of other work. What makes a target
//! panic is left in a file, whose name the failure tells.

#![allow(clippy::print_stdout)] // how much was tried is told

mod mutate;
mod targets;

use rand::SeedableRng as _;
use rand_chacha::ChaCha8Rng;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// An input that takes longer to read than this is a fault.
const PATIENCE: Duration = Duration::from_secs(20);

fn setting(name: &str) -> Option<u64> {
    std::env::var(name)
        .ok()
        .map(|text| text.parse().unwrap_or_else(|_| panic!("{name} is a number, not {text}")))
}

/// Reads changed texts: so many of them, or for as many seconds as are asked for. `read` panics at a fault.
fn fuzz(name: &str, inputs: u64, corpus: &[Vec<u8>], mut read: impl FnMut(&[u8])) {
    assert!(!corpus.is_empty(), "{name}: there is nothing to change");
    let seconds = setting("FUZZ_SECONDS");
    let seed = setting("FUZZ_SEED").unwrap_or(2018);
    let begin = Instant::now();
    let mut number = 0;
    while seconds.map_or(number < inputs, |seconds| begin.elapsed().as_secs() < seconds) {
        let mut random = ChaCha8Rng::seed_from_u64(seed);
        random.set_stream(number);
        let pick = |random: &mut ChaCha8Rng| &corpus[rand::RngExt::random_range(random, 0..corpus.len())];
        let (text, other) = (pick(&mut random), pick(&mut random));
        let input = mutate::mutate(&mut random, text, other);
        let started = worked();
        let is_read = catch_unwind(AssertUnwindSafe(|| read(&input))).is_ok();
        let took = worked() - started;
        if !is_read || took > PATIENCE {
            let file = left(name, number, &input);
            panic!("{name}: input {number} of seed {seed} took {took:?}; it is in {}", file.display());
        }
        number += 1;
    }
    println!("{name}: {number} inputs from seed {seed} in {:.0?}", begin.elapsed());
}

/// How long this thread has worked. Where other work keeps it waiting, that is no fault of an input.
#[cfg(unix)]
fn worked() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    Duration::new(time.tv_sec.unsigned_abs(), time.tv_nsec.try_into().unwrap())
}

/// How long this process has been there.
#[cfg(not(unix))]
fn worked() -> Duration {
    static BEGIN: std::sync::LazyLock<Instant> = std::sync::LazyLock::new(Instant::now);
    BEGIN.elapsed()
}

fn left(name: &str, number: u64, input: &[u8]) -> PathBuf {
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("fuzz-{name}-{number}"));
    std::fs::write(&file, input).unwrap();
    file
}

/// All files below a folder that end so.
fn files(folder: &str, ending: &str) -> Vec<Vec<u8>> {
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)];
    let mut found = Vec::new();
    while let Some(next) = folders.pop() {
        for path in std::fs::read_dir(next).unwrap().map(|entry| entry.unwrap().path()) {
            match path.is_dir() {
                true => folders.push(path),
                false if path.extension().is_some_and(|one| one == ending) => found.push(path),
                false => {}
            }
        }
    }
    found.sort();
    found.into_iter().map(|path| std::fs::read(path).unwrap()).collect()
}
