//! Playing a game: randomness, one play, many plays, and what is counted of them.
//!
//! This is the Monte Carlo side. A [`Player`] plays one play at a time, following the definition of a round step by
//! step; [`play_many`] plays them in fixed chunks on all cores and folds the tallies in order.

mod beliefs;
mod cast;
pub mod interval;
mod luck;
mod many;
mod one;
mod tally;
mod times;

pub use beliefs::Beliefs;
pub use cast::Cast;
pub use luck::Luck;
pub(crate) use luck::{split_mix, unit};
pub use many::{Keep, Progress, Sampling, Stop, play_many, precision_sizes};
pub use one::{Observer, Play, Player, RoundSeen};
pub use tally::{Moments, MoveTally, QUANTILE_ERROR, Spread, Tally};
pub use times::Times;
