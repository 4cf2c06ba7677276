//! What can go wrong with results on disk. Every message names the path.

use std::io;
use std::path::{Path, PathBuf};

/// Results could not be written or read.
#[derive(Debug, thiserror::Error)]
pub enum ResultsError {
    /// The system refused.
    #[error("cannot {what} {path}: {source}", path = path.display())]
    Io {
        /// What was tried: `write`, `read`, ….
        what: &'static str,
        /// Where.
        path: PathBuf,
        /// Why not.
        source: io::Error,
    },
    /// The file is no JSON, or not of the form it should have.
    #[error("{path} is not a file that `standoff` wrote: {source}", path = path.display())]
    Json {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        source: serde_json::Error,
    },
    /// Another version of this program wrote the file.
    #[error(
        "{path} is of format {found}, and this version of `standoff` reads format {expected}; run the scenario again, or use the version that wrote it",
        path = path.display()
    )]
    Format {
        /// The file.
        path: PathBuf,
        /// The format it has.
        found: u32,
        /// The format that is read here.
        expected: u32,
    },
    /// The folder for these results holds something else.
    #[error("{path} is in the way: it is not what an earlier run left there; move it, or write to another folder with --output", path = path.display())]
    InTheWay {
        /// The folder or file.
        path: PathBuf,
    },
    /// The same work is being done already.
    #[error("{path} is being written: the same work is being done already", path = path.display())]
    AtWork {
        /// The journal.
        path: PathBuf,
    },
    /// A row has more or fewer values than the table has columns.
    #[error("a row of {path} has {found} values where the table has {expected} columns", path = path.display())]
    Row {
        /// The table.
        path: PathBuf,
        /// Number of values.
        found: usize,
        /// Number of columns.
        expected: usize,
    },
}

impl ResultsError {
    /// Turns an error of the system into one that says what was tried, and where.
    pub(super) fn io(what: &'static str, path: &Path) -> impl FnOnce(io::Error) -> ResultsError {
        let path = path.to_owned();
        move |source| ResultsError::Io { what, path, source }
    }
}
