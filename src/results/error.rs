//! What can go wrong with results on disk. Every message names the path.

use std::io;
use std::path::{Path, PathBuf};

/// What is expected where there are no results.
const EXPECTED: &str = "results are in a folder that a run, a sweep or `robustness` has left";

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
    /// The file is not as it was written, or contradicts itself.
    #[error("{path} is damaged: {why}; {again}", path = path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        why: String,
        /// What to do.
        again: String,
    },
    /// Other results have taken the place of those that were read.
    #[error("{folder} has been replaced meanwhile: do it again with what is there now", folder = folder.display())]
    Replaced {
        /// The folder.
        folder: PathBuf,
    },
    /// There is no such folder, but a scenario of that name.
    #[error("`{0}` is a scenario, and no folder with results: `standoff run {0}` leaves one, and names it")]
    Scenario(String),
    /// There is no such folder.
    #[error("there is no folder {folder}: {EXPECTED}, such as output/korea-2018/run-2018", folder = .0.display())]
    NoFolder(PathBuf),
    /// The folder is not what a run left.
    #[error("{folder} holds no {missing}: {EXPECTED}{hint}", folder = folder.display())]
    NoResults {
        /// The folder.
        folder: PathBuf,
        /// The file that is not there.
        missing: &'static str,
        /// What to try instead; empty, or a clause.
        hint: String,
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
    /// Whether the call is wrong, and not the work.
    #[must_use]
    pub fn is_of_the_caller(&self) -> bool {
        matches!(self, ResultsError::Scenario(_) | ResultsError::NoFolder(_) | ResultsError::NoResults { .. })
    }

    /// Turns an error of the system into one that says what was tried, and where.
    pub(super) fn io(what: &'static str, path: &Path) -> impl FnOnce(io::Error) -> ResultsError {
        let path = path.to_owned();
        move |source| ResultsError::Io { what, path, source }
    }
}
