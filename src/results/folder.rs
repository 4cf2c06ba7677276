//! A results folder in the making.
//!
//! Everything goes into a hidden folder beside the final one, which takes its place in one step when all is written. A
//! run that is interrupted leaves what was there before; its own half-written folder is removed, by itself or by the
//! next run.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write as _};
use std::path::{Path, PathBuf};

use serde::Serialize;
use tempfile::TempDir;

use super::error::ResultsError;
use super::json::{MANIFEST, SUMMARY, json_to, read_manifest, to_json};
use super::manifest::Manifest;
use super::place::{results_folder, scenario_folder};
use super::plays::{PlayColumns, PlayWriter};
use super::summary::Summary;
use super::swap::{self, LOCK, MAKING};
use super::table::Table;

/// A results folder in the making. Dropped before [`Draft::finish`], it leaves nothing.
#[derive(Debug)]
pub struct Draft {
    place: PathBuf,
    kind: &'static str,
    seed: u64,
    settings_hash: String,
    making: TempDir,
    /// Held as long as this run lives.
    lock: File,
    files: Vec<String>,
}

impl Draft {
    /// Begins the folder of a run below `root`; creates what is missing on the way there.
    ///
    /// It will be `<scenario>/run-<seed>`, or `<scenario>/run-<seed>-<hash>` where a run with other settings has that
    /// name already. A run with the same settings is replaced.
    pub fn begin(root: &Path, scenario: &str, seed: u64, settings_hash: &str) -> Result<Draft, ResultsError> {
        Draft::begin_kind(root, scenario, "run", seed, settings_hash)
    }

    /// Begins the folder of a sweep, in the same way: `<scenario>/sweep-<seed>`.
    pub fn begin_sweep(
        root: &Path,
        scenario: &str,
        seed: u64,
        settings_hash: &str,
    ) -> Result<Draft, ResultsError> {
        Draft::begin_kind(root, scenario, "sweep", seed, settings_hash)
    }

    /// Begins the folder of samples of payoffs, in the same way: `<scenario>/robustness-<seed>`.
    pub fn begin_robustness(
        root: &Path,
        scenario: &str,
        seed: u64,
        settings_hash: &str,
    ) -> Result<Draft, ResultsError> {
        Draft::begin_kind(root, scenario, "robustness", seed, settings_hash)
    }

    fn begin_kind(
        root: &Path,
        scenario: &str,
        kind: &'static str,
        seed: u64,
        settings_hash: &str,
    ) -> Result<Draft, ResultsError> {
        let folder = scenario_folder(root, scenario);
        fs::create_dir_all(&folder).map_err(ResultsError::io("create", &folder))?;
        swap::clear_up(&folder);
        let place = results_folder(&folder, kind, seed, settings_hash)?;
        let prefix = format!("{MAKING}{}.", place.file_name().unwrap_or_default().to_string_lossy());
        let mut builder = tempfile::Builder::new();
        builder.prefix(&prefix);
        // Results are for everyone that may read the folder around them, as any other file one makes.
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o777));
        let making = builder.tempdir_in(&folder).map_err(ResultsError::io("create a folder in", &folder))?;
        let path = making.path().join(LOCK);
        let lock = File::create(&path).map_err(ResultsError::io("create", &path))?;
        // Where nothing can be locked, the next run goes by age.
        let _ = lock.lock();
        Ok(Draft {
            place,
            kind,
            seed,
            settings_hash: settings_hash.to_owned(),
            making,
            lock,
            files: Vec::new(),
        })
    }

    /// Where the results will be, unless a run with other settings gets there first.
    pub fn place(&self) -> &Path {
        &self.place
    }

    /// Writes one file; `name` may have folders in it (`charts/outcome-shares.svg`).
    pub fn write(&mut self, name: &str, bytes: &[u8]) -> Result<(), ResultsError> {
        self.write_with(name, |file| file.write_all(bytes))
    }

    /// Writes one file piece by piece, so that it need not fit into memory.
    pub fn write_with(
        &mut self,
        name: &str,
        write: impl FnOnce(&mut BufWriter<File>) -> io::Result<()>,
    ) -> Result<(), ResultsError> {
        let path = self.file(name)?;
        let written = File::create(&path).and_then(|file| {
            let mut file = BufWriter::new(file);
            write(&mut file)?;
            file.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all()
        });
        written.map_err(ResultsError::io("write", &path))
    }

    /// Writes one file as JSON.
    pub fn write_json(&mut self, name: &str, value: &impl Serialize) -> Result<(), ResultsError> {
        self.write_with(name, |file| json_to(file, value))
    }

    /// Writes a table in each of its forms: `NAME.csv` and `NAME.parquet`.
    pub fn write_table<'a>(&mut self, name: &str, table: impl Fn() -> Table<'a>) -> Result<(), ResultsError> {
        self.write_with(&format!("{name}.csv"), |file| table().csv(file))?;
        self.write_with(&format!("{name}.parquet"), |file| table().parquet(file))
    }

    /// Writes `summary.json`.
    pub fn write_summary(&mut self, summary: &Summary) -> Result<(), ResultsError> {
        self.write_json(SUMMARY, summary)
    }

    /// Begins `plays.csv`; rows are written as they come.
    pub fn plays(&mut self, columns: &PlayColumns) -> Result<PlayWriter, ResultsError> {
        let path = self.file("plays.csv")?;
        PlayWriter::begin(path, columns)
    }

    /// The place of a new file, noted for the manifest.
    fn file(&mut self, name: &str) -> Result<PathBuf, ResultsError> {
        let path = self.making.path().join(name);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).map_err(ResultsError::io("create", folder))?;
        }
        if !self.files.iter().any(|known| known == name) {
            self.files.push(name.to_owned());
        }
        Ok(path)
    }

    /// What a kill leaves: the folder stays as it is, the lock goes.
    #[cfg(test)]
    pub(super) fn abandon(self) -> PathBuf {
        self.making.keep()
    }

    /// Writes the manifest, with the list of the other files, and puts the folder in its place. Gives that place.
    pub fn finish(mut self, mut manifest: Manifest) -> Result<PathBuf, ResultsError> {
        self.files.sort();
        manifest.files = std::mem::take(&mut self.files);
        self.write_json(MANIFEST, &manifest)?;
        let lock = self.making.path().join(LOCK);
        fs::remove_file(&lock).map_err(ResultsError::io("remove", &lock))?;
        // Looked up again: another run may have taken the name since.
        let folder = self.place.parent().unwrap_or(Path::new(".")).to_owned();
        self.place = results_folder(&folder, self.kind, self.seed, &self.settings_hash)?;
        swap::put(self.making.path(), &self.place)
            .map_err(ResultsError::io("put the results at", &self.place))?;
        // The name is gone, or is that of an old folder that could not be removed: nothing to take back.
        let _ = self.making.keep();
        drop(self.lock);
        Ok(self.place)
    }
}

/// Writes files into a folder of results that is there, and into its manifest. Gives their places, in the same order.
pub fn add_files(folder: &Path, files: Vec<(String, Vec<u8>)>) -> Result<Vec<PathBuf>, ResultsError> {
    let mut manifest = read_manifest(folder)?;
    let mut written = Vec::with_capacity(files.len());
    for (name, bytes) in files {
        let path = folder.join(&name);
        replace_file(&path, &bytes)?;
        written.push(path);
        if !manifest.files.contains(&name) {
            manifest.files.push(name);
        }
    }
    manifest.files.sort();
    replace_file(&folder.join(MANIFEST), to_json(&manifest).as_bytes())?;
    Ok(written)
}

/// Writes one file by rename from a temporary beside it: there is always the old one or the new one, whole.
pub fn replace_file(path: &Path, bytes: &[u8]) -> Result<(), ResultsError> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(folder).map_err(ResultsError::io("create", folder))?;
    let written = (|| {
        let mut builder = tempfile::Builder::new();
        builder.prefix(".making-");
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
        let mut file = builder.tempfile_in(folder)?;
        file.write_all(bytes)?;
        file.as_file().sync_all()?;
        file.persist(path).map_err(|error| error.error)?;
        Ok(())
    })();
    written.map_err(ResultsError::io("write", path))
}
