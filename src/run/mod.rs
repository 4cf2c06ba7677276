//! A run from end to end: load, compile, cast, play and solve, sum up, leave a folder.
//!
//! This is what the command line does, as one call; whoever drives `standoff` from a program of their own starts here.
//!
//! ```
//! use standoff::play::Stop;
//! use standoff::run::{Job, run};
//! use standoff::scenario::Request;
//!
//! let mut job = Job::new(Request::new("textbook/chicken"));
//! job.stop = Some(Stop::Plays(100));
//! job.exact = true;
//! let run = run(&job, None, |_doing| {})?;
//! assert_eq!(run.summary.plays, 100);
//! assert!((run.summary.outcomes[0].exact.unwrap() - 1.0).abs() < 1e-9);
//! # Ok::<(), standoff::run::RunError>(())
//! ```

mod error;
mod execute;
mod job;
mod leave;
mod redraw;
mod replay;
mod selection;
mod solve;
mod stage;

pub use error::RunError;
pub use execute::{Doing, Run, run};
pub use job::{Job, MOST_PLAYS};
pub use leave::Leave;
pub(crate) use leave::{Origin, finish};
pub use redraw::{Drawing, RedrawError, redraw};
pub use replay::replay;
pub use solve::{Form, Solution, Spot, leave_charts, look_up, tree, verify};
pub use stage::{Stage, compile, glance};
