//! What a run leaves: plain documented structs, and how they are written and read back.
//!
//! A run's folder is `output/<scenario>/run-<seed>/` with `manifest.json`, `summary.json`, `plays.csv` when asked for,
//! and `charts/`. It is written whole: begin a [`Draft`], write into it, [`Draft::finish`] it. What is read back is checked.

mod check;
pub mod diagnosis;
mod error;
mod figures;
mod find;
mod folder;
mod hindcast;
mod journal;
mod json;
mod keep;
mod lock;
mod making;
mod manifest;
mod place;
mod plays;
mod put;
pub mod record;
mod replay;
pub mod robustness;
mod score;
pub mod stage_game;
pub mod statements;
pub mod study;
pub mod summary;
mod swap;
mod table;
#[cfg(test)]
mod tests;
pub mod two_by_two;
pub mod verification;

pub use error::ResultsError;
pub use figures::Findings;
pub use find::{Figures, Results};
pub use folder::{Draft, Left};
pub use journal::{Journal, OtherJournal};
pub use json::{
    DIAGNOSIS, MANIFEST, ROBUSTNESS, STUDY, SUMMARY, read_diagnosis, read_manifest, read_robustness,
    read_study, read_summary, to_json,
};
pub use making::{Kept, give_up};
pub(crate) use manifest::push_option;
pub use manifest::{Manifest, RobustnessSettings, Settings, StudySettings, shell_line};
pub use place::scenario_folder;
pub use plays::{PlayColumns, PlayRow, PlayWriter};
pub use put::{add_files, replace_file};
pub use replay::{BeliefTold, Chance, Change, Happening, Pick, Replay, RoundTold};
pub use summary::*;
pub use table::Table;
