//! Why a scenario could not be loaded.

use std::path::PathBuf;

use super::place::{Problem, Problems};

/// Why a scenario could not be loaded.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// The scenario, or a setting laid over it, is wrong.
    #[error(transparent)]
    Problems(#[from] Problems),
    /// Neither the library nor the disk has it.
    #[error("There is no scenario {name}.{hint}")]
    UnknownName {
        /// As asked for, in backticks.
        name: String,
        /// The nearest name, as a sentence that starts with a space; or empty.
        hint: String,
    },
    /// A file could not be read.
    #[error("cannot read {}: {source}", path.display())]
    Io {
        /// Which file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
}

impl From<Problem> for LoadError {
    fn from(problem: Problem) -> Self {
        LoadError::Problems(Problems(vec![problem]))
    }
}
