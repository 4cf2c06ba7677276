//! Drawing the charts of a results folder again.

use std::path::{Path, PathBuf};

use super::leave::DPI;
use crate::chart::{self, Chart, Kind};
use crate::results::{
    MANIFEST, ResultsError, STUDY, read_manifest, read_study, read_summary, replace_file, to_json,
};

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
    let mut manifest = read_manifest(folder)?;
    let mut written = Vec::new();
    for (stem, chart) in charts {
        for (ending, bytes) in [("svg", chart.svg().into_bytes()), ("png", chart.png(DPI))] {
            let name = format!("charts/{stem}.{ending}");
            let path = folder.join(&name);
            replace_file(&path, &bytes)?;
            written.push(path);
            if !manifest.files.contains(&name) {
                manifest.files.push(name);
            }
        }
    }
    manifest.files.sort();
    replace_file(&folder.join(MANIFEST), to_json(&manifest).as_bytes())?;
    Ok(written)
}
