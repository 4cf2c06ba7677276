//! Many plays, on all cores, the same bytes for any number of threads.
//!
//! Plays fall into fixed chunks; each chunk is tallied by itself, and the tallies are joined in the order of the
//! chunks. What is played next never depends on what another thread has found out.

use super::cast::Cast;
use super::interval::wilson;
use super::one::{Play, Player};
use super::tally::Tally;
use crate::game::Game;
use rayon::prelude::*;

/// Plays of a chunk.
const CHUNK: u64 = 512;
/// Chunks that are in memory at once.
const WAVE: u64 = 32;

/// What is to be played.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sampling {
    /// The seed.
    pub seed: u64,
    /// When to stop.
    pub stop: Stop,
}

/// When a run has enough plays.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Stop {
    /// After so many.
    Plays(u64),
    /// When the 95 % Wilson interval of every outcome's share reaches at most this far from its middle. To keep
    /// the intervals honest it looks only at the sizes of [`precision_sizes`].
    Precision(f64),
}

/// How far a run has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Plays so far.
    pub done: u64,
    /// Plays in all, as far as is known.
    pub total: u64,
}

/// Who gets every play.
pub type Keep<'a, E> = &'a mut dyn FnMut(&Play) -> Result<(), E>;

/// The sizes at which a run to a given precision looks whether it has enough: 1,024 plays, and twice as many each time,
/// up to 2³⁰.
pub fn precision_sizes() -> impl Iterator<Item = u64> {
    (10..=30).map(|power| 1 << power)
}

/// Plays a game many times. `report` hears of the progress; `keep`, where given, gets every play in order.
///
/// # Errors
/// What `keep` returns.
pub fn play_many<E>(
    game: &Game,
    cast: &Cast,
    sampling: Sampling,
    mut report: impl FnMut(Progress),
    mut keep: Option<Keep<'_, E>>,
) -> Result<Tally, E> {
    let mut tally = Tally::new(game);
    let sizes: Vec<u64> = match sampling.stop {
        Stop::Plays(plays) => vec![plays],
        Stop::Precision(_) => precision_sizes().collect(),
    };
    for size in sizes {
        while tally.plays < size {
            let first = tally.plays / CHUNK;
            let last = size.div_ceil(CHUNK).min(first + WAVE);
            let keeps = keep.is_some();
            let wave: Vec<(Tally, Vec<Play>)> = (first..last)
                .into_par_iter()
                .map(|chunk| {
                    let mut player = Player::new(game, cast, sampling.seed);
                    let mut part = Tally::new(game);
                    let mut kept = Vec::new();
                    for number in chunk * CHUNK + 1..=((chunk + 1) * CHUNK).min(size) {
                        let play = player.play(number, &mut part);
                        if keeps {
                            kept.push(play.clone());
                        }
                    }
                    (part, kept)
                })
                .collect();
            for (part, kept) in wave {
                tally.join(&part);
                if let Some(keep) = &mut keep {
                    kept.iter().try_for_each(&mut **keep)?;
                }
            }
            report(Progress { done: tally.plays, total: size });
        }
        if let Stop::Precision(precision) = sampling.stop
            && widest(&tally) <= precision
        {
            break;
        }
    }
    Ok(tally)
}

/// The largest half-width of the outcomes' intervals.
fn widest(tally: &Tally) -> f64 {
    let half = |ended: &Vec<u64>| {
        let (low, high) = wilson(ended.iter().sum(), tally.plays);
        (high - low) / 2.0
    };
    tally.ended.iter().map(half).fold(0.0, f64::max)
}
