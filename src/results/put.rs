//! Writing single files, whole or not at all.
//!
//! Each comes by rename from a temporary: there is always the old one or the new one. A folder is locked meanwhile, so
//! that nothing is lost of what others write at the same time; what is found there of temporaries is nobody's then, and
//! goes.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use super::error::ResultsError;
use super::json::{MANIFEST, read_manifest, to_json};
use super::lock::FolderLock;
use super::making::{self, Making};
use super::manifest::Manifest;
use crate::scenario::sha256;

/// Writes files into a folder of results that is there, and into its manifest, which has to be still that of the results
/// that the files were made from. Gives their places, in the same order.
///
/// # Errors
/// Where nothing can be written, or the results have been replaced meanwhile.
pub fn add_files(
    folder: &Path,
    of: &Manifest,
    files: &[(String, Vec<u8>)],
) -> Result<Vec<PathBuf>, ResultsError> {
    let guard = FolderLock::around(folder)?;
    making::clear_up(folder, &guard, fs::FileType::is_dir);
    let mut manifest = read_manifest(folder)?;
    if manifest.settings_hash != of.settings_hash || !manifest.is_of_the_same_figures(&of.files) {
        return Err(ResultsError::Replaced { folder: folder.to_owned() });
    }
    manifest.files.extend(files.iter().map(|(name, bytes)| (name.clone(), sha256(bytes))));
    manifest.sign();
    let manifest = to_json(&manifest);
    // The manifest comes first: whatever is there is named in it, wherever this ends.
    let all = || {
        let files = files.iter().map(|(name, bytes)| (name.as_str(), &bytes[..]));
        std::iter::once((MANIFEST, manifest.as_bytes())).chain(files).enumerate()
    };
    let making = Making::folder(&folder.join("files"))?;
    // All that can fail for want of room comes before anything has its place.
    for (number, (name, bytes)) in all() {
        let place = folder.join(name);
        let parent = place.parent().unwrap_or(folder);
        fs::create_dir_all(parent).map_err(ResultsError::io("create", parent))?;
        write(&making.path().join(number.to_string()), bytes).map_err(ResultsError::io("write", &place))?;
    }
    making.settle(|made| {
        for (number, (name, _)) in all() {
            let place = folder.join(name);
            fs::rename(made.join(number.to_string()), &place).map_err(ResultsError::io("write", &place))?;
        }
        making::remove(made);
        Ok(())
    })?;
    Ok(files.iter().map(|(name, _)| folder.join(name)).collect())
}

/// Writes one file.
///
/// # Errors
/// Where it can not be written.
pub fn replace_file(path: &Path, bytes: &[u8]) -> Result<(), ResultsError> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(folder).map_err(ResultsError::io("create", folder))?;
    let failed = |error| ResultsError::io("write", path)(error);
    let guard = FolderLock::take(folder).map_err(failed)?;
    making::clear_up(folder, &guard, fs::FileType::is_file);
    let making = Making::file(path, |made| write(made, bytes))?;
    making.settle(|made| fs::rename(made, path).map_err(failed))
}

fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = File::create_new(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}
