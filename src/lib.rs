//! `standoff` turns the story of a diplomatic standoff into a game, plays it, solves it, and shows what comes of it.
//!
//! A scenario is a **finite stochastic game**: simultaneous moves, public tracks, private types, chance. Classic repeated
//! Chicken is the special case without tracks. Because everything is finite, the same scenario can be *sampled* (Monte
//! Carlo) and *solved* (exact outcome distribution, equilibrium), and each checks the other.
//!
//! ```text
//! scenario file ─► checked scenario ─► compiled game ─┬─► play  (Monte Carlo) ─┬─► results ─► charts
//!    (TOML)         names resolved     numbers only   └─► solve (exact)        ┘
//! ```
//!
//! Each arrow is a folder of the source, and each uses only what stands before it: [`scenario`], [`game`], [`strategy`],
//! [`prose`], [`play`], [`solve`], [`results`], [`chart`]. [`run`](mod@run) goes all the way in one call, [`study`] looks at
//! many scenarios together, and [`report`] tells people what was found:
//!
//! ```
//! use standoff::run::{Job, run};
//! use standoff::scenario::Request;
//!
//! let mut job = Job::new(Request::new("textbook/gamblers-ruin"));
//! job.exact = true;
//! let run = run(&job, None, |_doing| {})?;
//! let fortune = &run.summary.outcomes[0];
//! let in_the_textbook = (1.0 - (0.55_f64 / 0.45).powi(5)) / (1.0 - (0.55_f64 / 0.45).powi(10));
//! assert!((fortune.exact.unwrap() - in_the_textbook).abs() < 1e-9);
//! assert!(fortune.low < in_the_textbook && in_the_textbook < fortune.high);
//! # Ok::<(), standoff::run::RunError>(())
//! ```
//!
//! The pieces are there to be used by themselves. A study of many variants opens a scenario once, lays each point over
//! it, compiles, casts and solves:
//!
//! ```
//! use standoff::game::{Game, Kernel};
//! use standoff::scenario::ScenarioFile;
//! use standoff::solve::{FirstTimes, cast, exact};
//!
//! let written = ScenarioFile::open("textbook/chicken-ordinal")?;
//! let mut crashes = Vec::new();
//! for rationality in [0.0, 1.0, 2.0] {
//!     let mut point = written.clone();
//!     point.set_number("actor.left.rationality", rationality).unwrap();
//!     point.set_number("actor.right.rationality", rationality).unwrap();
//!     let scenario = point.check()?.scenario;
//!     let game = Game::compile(&scenario).unwrap();
//!     let casting = cast(&scenario, &game)?;
//!     let kernel = Kernel::build(&game)?;
//!     crashes.push(exact(&game, &kernel, &casting.cast, &FirstTimes::None)?.share(0));
//! }
//! assert!(crashes.iter().all(|crash| (crash - 0.25).abs() < 1e-9));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Words, used in one meaning throughout: an *actor* makes a *move* in each *round*; a move has a *stance* (concede, hold
//! or escalate); a *track* is a number on a scale that everybody sees; a *rule* is what can happen then; a *play* goes
//! from round 1 to its *outcome*; a *run* is many plays from one *seed*; a *type* is a private variant of an actor; a
//! *strategy* is how an actor picks moves.

pub mod chart;
pub mod game;
pub mod play;
pub mod prose;
pub mod report;
pub mod results;
pub mod run;
pub mod scenario;
pub mod solve;
pub mod strategy;
pub mod study;
