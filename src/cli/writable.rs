//! Whether results can be written where they are wanted, asked before the work that they come from.

use super::error::CliError;
use std::path::{Path, PathBuf};

/// Looks whether files can be put into a folder, which need not be there yet.
pub(super) fn can_write_folder(folder: &Path) -> Result<(), CliError> {
    let (place, found) = nearest(folder);
    let why = match found {
        None => "there is no such place".to_owned(),
        Some(found) if !found.is_dir() => format!("{} is no folder", place.display()),
        // It has no name, and is gone as soon as it is let go.
        Some(_) => match tempfile::tempfile_in(&place) {
            Ok(_) => return Ok(()),
            Err(error) => error.to_string(),
        },
    };
    Err(CliError::Unmet(format!("cannot write into {}: {why}", folder.display())))
}

/// Looks whether a file can be written.
pub(super) fn can_write_file(file: &Path) -> Result<(), CliError> {
    if file.is_dir() {
        return Err(CliError::Unmet(format!("cannot write {}: it is a folder", file.display())));
    }
    can_write_folder(file.parent().unwrap_or(Path::new("")))
}

/// The folder itself, or the nearest one above it that is there.
fn nearest(folder: &Path) -> (PathBuf, Option<std::fs::Metadata>) {
    let here = |path: &Path| if path.as_os_str().is_empty() { PathBuf::from(".") } else { path.to_owned() };
    let there = folder.ancestors().map(here).find_map(|path| Some((path.clone(), path.metadata().ok()?)));
    there.map_or_else(|| (here(folder), None), |(path, found)| (path, Some(found)))
}
