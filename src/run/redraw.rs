//! Drawing the charts of a results folder again.

use std::path::{Path, PathBuf};

use super::leave::chart_files;
use crate::chart::{self, Chart, Kind};
use crate::results::{ResultsError, STUDY, add_files, read_study, read_summary};

/// Draws charts of what a run or a sweep has left, into its folder; charts with nothing to show are left out. `kinds` are
/// those of a run: of a sweep all are drawn. Gives the files.
///
/// # Errors
/// Where the folder is not what a run or a sweep left, or cannot be written to.
pub fn redraw(folder: &Path, kinds: &[Kind]) -> Result<Vec<PathBuf>, ResultsError> {
    let charts: Vec<(&str, Chart)> = match folder.join(STUDY).is_file() {
        true => chart::draw_study(&read_study(folder)?),
        false => {
            let summary = read_summary(folder)?;
            kinds.iter().filter_map(|&kind| Some((kind.name(), chart::draw(&summary, kind)?))).collect()
        }
    };
    add_files(folder, chart_files(&charts).collect())
}
