//! Looking at many scenarios, or many variants of one, together.
//!
//! [`statements`] solves scenarios and examines what they claim. [`sweep`] looks at one scenario at many points of its
//! [`factor`]s. All else here is numerical: a [`design`] says which points
//! of some factors to look at, and an analysis says what the results there mean. These see arrays of numbers and a seed,
//! and know nothing of games; one method a module.
//!
//! | question | module |
//! |---|---|
//! | Which points? | [`design`]: grid, Latin hypercube, Sobol', Saltelli, Morris, one at a time |
//! | Which factors matter at all? | [`morris`]: elementary effects |
//! | Which share of the variance is whose, and what is noise? | [`sobol_indices`] |
//! | How far does each factor alone move a measure? | [`Reach`](crate::results::study::Reach) |
//! | Where does a measure cross a threshold? | [`tipping`] |
//! | Where do the cases of interest come about? | [`prim`]: boxes; [`regional`]: one factor at a time |
//! | Which policy is robust? | [`regret`] |
//! | What stands if only the order of payoffs is known? | [`robustness`] |
//! | How sure is a figure, a difference under the same luck, a result? | [`estimate`], [`paired`], [`sampled`] |
//!
//! Every analysis refuses a result that is no finite number, and names its row. Every interval is one of 95 %. The same
//! numbers and the same seed give the same figures to the last digit, for any number of threads.
//!
//! ```
//! use standoff::study::design::{Design, Saltelli, Scramble, scale};
//! use standoff::study::sampled::Results;
//! use standoff::study::sobol_indices::{Finding, Layout, RESAMPLES, bootstrapped};
//!
//! // A result of two factors, the second of which matters only with the first.
//! let result = |tension: f64, restraint: f64| tension * restraint;
//! let design = Saltelli::new(2, 512, true, Scramble::Owen { seed: 2018 })?;
//! let results: Vec<f64> = design
//!     .all()
//!     .iter()
//!     .map(|point| result(scale(point[0], 0.0, 6.0), scale(point[1], -1.0, 1.0)))
//!     .collect();
//! let layout = Layout { factors: 2, second_order: true };
//! let Finding::Indices(found) = bootstrapped(layout, Results::Exact(&results), RESAMPLES, 1)? else {
//!     unreachable!("the result varies");
//! };
//! // Exactly: nothing, ¾, and ¼ for the two together.
//! assert!(found.first[0].value.abs() < 0.02);
//! assert!((found.first[1].value - 0.75).abs() < 0.02);
//! assert!((found.second[0].index.value - 0.25).abs() < 0.02);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod design;
pub mod estimate;
pub mod factor;
pub mod morris;
mod order_polytope;
pub mod paired;
pub mod prim;
mod random;
pub mod regional;
pub mod regret;
pub mod robustness;
pub mod sampled;
pub mod sobol_indices;
pub mod statements;
pub mod sweep;
pub mod tipping;
