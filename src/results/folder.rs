//! A results folder in the making.
//!
//! Everything goes into a hidden folder beside the final one, which takes its place in one step when all is written. A
//! run that is interrupted leaves what was there before; its own half-written folder is removed, by itself or by the
//! next run of the scenario. While a place is looked for and taken, the scenario's folder is locked: of runs that end
//! together each finds what the others have left.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write as _};
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::error::ResultsError;
use super::json::{MANIFEST, SUMMARY, json_to, parse_manifest, sum_of};
use super::keep::take_over;
use super::lock::FolderLock;
use super::making::Making;
use super::manifest::Manifest;
use super::place::{results_folder, scenario_folder};
use super::plays::{PlayColumns, PlayWriter};
use super::summary::Summary;
use super::swap::{self, LOCK};
use super::table::Table;

/// A results folder in the making. Dropped before [`Draft::finish`], it leaves nothing.
#[derive(Debug)]
pub struct Draft {
    place: PathBuf,
    kind: &'static str,
    seed: u64,
    settings_hash: String,
    making: Making,
    /// Held as long as this run lives.
    lock: File,
    files: Vec<String>,
}

/// Where results are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Left {
    /// Their folder.
    pub folder: PathBuf,
    /// What else was in the folder, and what became of it: sentences.
    pub notes: Vec<String>,
}

impl Draft {
    /// Begins the folder of a run below `root`; creates what is missing on the way there.
    ///
    /// It will be `<scenario>/run-<seed>`, or `<scenario>/run-<seed>-<hash>` where a run with other settings has that
    /// name already. What a run with the same settings has left is replaced.
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
        // Until the folder in the making is there and locked, nobody looks for abandoned ones.
        let guard = FolderLock::take(&folder).map_err(ResultsError::io("write into", &folder))?;
        swap::clear_up(&folder, &guard);
        let place = results_folder(&folder, kind, seed, settings_hash)?;
        let making = Making::folder(&place)?;
        let lock = File::create(making.path().join(LOCK)).map_err(ResultsError::io("write", &place))?;
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
        let file = self.file(name)?;
        let written = (|| {
            let mut file = BufWriter::new(file);
            write(&mut file)?;
            file.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all()
        })();
        written.map_err(ResultsError::io("write", &self.place.join(name)))
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
        let name = "plays.csv";
        let file = self.file(name)?;
        PlayWriter::begin(file, self.place.join(name), columns)
    }

    /// A new file, noted for the manifest. What goes wrong is told of the place that it is to have.
    fn file(&mut self, name: &str) -> Result<File, ResultsError> {
        let path = self.making.path().join(name);
        let made = path.parent().map_or(Ok(()), fs::create_dir_all).and_then(|()| File::create(&path));
        let file = made.map_err(ResultsError::io("write", &self.place.join(name)))?;
        if !self.files.iter().any(|known| known == name) {
            self.files.push(name.to_owned());
        }
        Ok(file)
    }

    /// What a kill leaves: the folder stays as it is, the lock goes.
    #[cfg(test)]
    pub(super) fn abandon(self) -> PathBuf {
        self.making.abandon()
    }

    /// Writes the manifest, with the list of the other files, and puts the folder in its place.
    pub fn finish(mut self, mut manifest: Manifest) -> Result<Left, ResultsError> {
        let folder = self.place.parent().unwrap_or(Path::new(".")).to_owned();
        let mut files = BTreeMap::new();
        for name in std::mem::take(&mut self.files) {
            let sum = sum_of(&self.making.path().join(&name));
            files.insert(name.clone(), sum.map_err(ResultsError::io("read", &self.place.join(&name)))?);
        }
        let guard = FolderLock::take(&folder).map_err(ResultsError::io("write into", &folder))?;
        // Looked up again: another run may have taken the name since.
        self.place = results_folder(&folder, self.kind, self.seed, &self.settings_hash)?;
        let notes = match parse_manifest(&self.place) {
            Ok(before) => take_over(&self.place, self.making.path(), &before, &mut files)?,
            Err(_) => Vec::new(),
        };
        manifest.files = files;
        manifest.sign();
        self.write_json(MANIFEST, &manifest)?;
        let place = &self.place;
        let put = |made: &Path| fs::remove_file(made.join(LOCK)).and_then(|()| swap::put(made, place));
        self.making.settle(|made| put(made).map_err(ResultsError::io("put the results at", place)))?;
        drop(self.lock);
        drop(guard);
        Ok(Left { folder: self.place, notes })
    }
}
