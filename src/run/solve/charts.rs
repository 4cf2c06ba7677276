//! Charts of what was solved, in a folder of one's choice.

use std::path::{Path, PathBuf};

use crate::chart::{Chart, Format, Kind};
use crate::results::{ResultsError, replace_file};
use crate::run::leave::chart_files;

/// Writes charts, into a folder, and gives the files.
///
/// # Errors
/// Where the folder can not be written to.
pub fn leave_charts(folder: &Path, charts: &[(Kind, Chart)]) -> Result<Vec<PathBuf>, ResultsError> {
    let files = chart_files(charts, &Format::USUAL).map(|(name, bytes)| {
        // Among results, charts have a folder of their own; here it is named already.
        let path = folder.join(Path::new(&name).file_name().unwrap_or_default());
        replace_file(&path, &bytes)?;
        Ok(path)
    });
    files.collect()
}
