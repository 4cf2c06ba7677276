//! What a run or a sweep has found, as a document for people.
//!
//! A [`Document`] is built once from the results, in plain text, tables and charts; [`html`] and [`markdown`] write it
//! down, and [`write()`] does all that for a results folder. The tables and sentences are those that the command line
//! prints too.

pub mod decisions;
pub mod diagnosis;
mod document;
pub mod endings;
pub mod figures;
mod folder;
pub mod html;
pub mod markdown;
mod marks;
mod origins;
pub mod record;
mod repeat;
pub mod robustness;
mod run;
mod runs;
pub mod sources;
mod study;

pub use document::{Block, Document, Figure, Section, Table};
pub use folder::{Doing, Format, ReportError, write, write_compared};
pub use marks::Marks;
pub use robustness::of_robustness;
pub use run::asked::time;
pub use run::{Findings, of_run};
pub use runs::{Ran, of_runs};
pub use study::{of_study, points as points_of_study, spread as spread_of_study};
