//! Drawing the charts of a results folder again.

use std::path::{Path, PathBuf};

use super::leave::DPI;
use crate::chart::{self, Kind};
use crate::results::{MANIFEST, ResultsError, read_manifest, read_summary, replace_file, to_json};

/// Draws charts of what a run has left, into its folder; charts with nothing to show are left out. Gives the files.
///
/// # Errors
/// Where the folder is not what a run left, or cannot be written to.
pub fn redraw(folder: &Path, kinds: &[Kind]) -> Result<Vec<PathBuf>, ResultsError> {
    let summary = read_summary(folder)?;
    let mut manifest = read_manifest(folder)?;
    let mut written = Vec::new();
    for &kind in kinds {
        let Some(chart) = chart::draw(&summary, kind) else { continue };
        for (ending, bytes) in [("svg", chart.svg().into_bytes()), ("png", chart.png(DPI))] {
            let name = format!("charts/{}.{ending}", kind.name());
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
