//! Drawing the charts of a results folder again.

use std::path::{Path, PathBuf};

use super::leave::chart_files;
use crate::chart::{self, Chart, Kind};
use crate::results::{ROBUSTNESS, ResultsError, STUDY, add_files, read_robustness, read_study, read_summary};

/// Draws charts of what a run, a sweep or samples of payoffs have left, into its folder; charts with nothing to show are
/// left out. `kinds` are those of a run: of all else all are drawn. Gives the files.
///
/// # Errors
/// Where the folder is not what a run or a sweep left, or cannot be written to.
pub fn redraw(folder: &Path, kinds: &[Kind]) -> Result<Vec<PathBuf>, ResultsError> {
    let has = |name: &str| folder.join(name).is_file();
    let charts: Vec<(&str, Chart)> = match (has(STUDY), has(ROBUSTNESS)) {
        (true, _) => chart::draw_study(&read_study(folder)?),
        (_, true) => chart::draw_robustness(&read_robustness(folder)?),
        _ => {
            let summary = read_summary(folder)?;
            kinds.iter().filter_map(|&kind| Some((kind.name(), chart::draw(&summary, kind)?))).collect()
        }
    };
    add_files(folder, chart_files(&charts).collect())
}
