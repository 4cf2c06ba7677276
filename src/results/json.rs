//! Results as JSON files, written and read back.
//!
//! What is read back is looked at before it is used: that the file is as it was written (the manifest holds the SHA-256 of
//! every file, and its own), and that what it says fits together ([`Checked`]). So whoever has figures from here may rely
//! on them.

use std::fs::File;
use std::io::{self, BufReader, Read as _, Take, Write};
use std::path::Path;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::check::Checked;
use super::diagnosis::DiagnosisFigures;
use super::error::ResultsError;
use super::manifest::Manifest;
use super::robustness::RobustnessFigures;
use super::study::StudyFigures;
use super::summary::{FORMAT, Summary};
use crate::scenario::{hexadecimal, regular};

/// Name of the file that holds a [`Summary`].
pub const SUMMARY: &str = "summary.json";
/// Name of the file that holds the figures of a sweep.
pub const STUDY: &str = "study.json";
/// Name of the file that holds a [`RobustnessFigures`].
pub const ROBUSTNESS: &str = "robustness.json";
/// Name of the file that holds a [`Manifest`].
pub const MANIFEST: &str = "manifest.json";
/// Name of the file that holds a [`DiagnosisFigures`].
pub const DIAGNOSIS: &str = "diagnosis.json";

/// Bytes that a file of figures has at most: 1 GiB, more than the largest sweep leaves.
const LONGEST: u64 = 1 << 30;
/// Bytes of a manifest: a scenario of the largest size, and the names of more files than there are charts.
const LONGEST_MANIFEST: u64 = 1 << 26;
/// How often a folder is looked at again that is replaced while it is read.
const TRIES: usize = 5;

/// The text of a JSON file: indented, with a newline at its end.
pub fn to_json<T: Serialize>(value: &T) -> String {
    let mut text = Vec::new();
    json_to(&mut text, value).expect("results have text keys only, and memory takes them");
    String::from_utf8(text).expect("JSON is UTF-8")
}

/// Writes the text of a JSON file.
pub(super) fn json_to(mut out: impl Write, value: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut out, value)?;
    out.write_all(b"\n")
}

/// Reads the summary of a results folder.
pub fn read_summary(folder: &Path) -> Result<Summary, ResultsError> {
    read(folder)
}

/// Reads the figures of a sweep's folder.
pub fn read_study(folder: &Path) -> Result<StudyFigures, ResultsError> {
    read(folder)
}

/// Reads what the folder of `robustness` holds.
pub fn read_robustness(folder: &Path) -> Result<RobustnessFigures, ResultsError> {
    read(folder)
}

/// Reads the diagnosis of a results folder, where a report has left one.
pub fn read_diagnosis(folder: &Path) -> Result<DiagnosisFigures, ResultsError> {
    read(folder)
}

/// Reads the manifest of a results folder.
pub fn read_manifest(folder: &Path) -> Result<Manifest, ResultsError> {
    let manifest = parse_manifest(folder)?;
    manifest.check().map_err(|why| ResultsError::Damaged {
        path: folder.join(MANIFEST),
        why,
        again: "run the scenario again".to_owned(),
    })?;
    Ok(manifest)
}

/// Reads a manifest without looking whether it is as it was written: damaged results are replaced like others.
pub(super) fn parse_manifest(folder: &Path) -> Result<Manifest, ResultsError> {
    parse(&folder.join(MANIFEST), LONGEST_MANIFEST)
}

/// Reads figures that the manifest of their folder names, and looks at them.
fn read<T: DeserializeOwned + Checked>(folder: &Path) -> Result<T, ResultsError> {
    Ok(*read_with_manifest(folder)?.1)
}

/// The same, with that manifest.
pub(super) fn read_with_manifest<T: DeserializeOwned + Checked>(
    folder: &Path,
) -> Result<(Manifest, Box<T>), ResultsError> {
    let path = folder.join(T::FILE);
    let mut manifest = read_manifest(folder)?;
    let damaged = |manifest: &Manifest, why: String| ResultsError::Damaged {
        path: path.clone(),
        why,
        again: T::again(folder, manifest),
    };
    for _ in 0..TRIES {
        let sum = sum_of(&path).map_err(ResultsError::io("read", &path))?;
        if manifest.files.get(T::FILE) == Some(&sum) {
            let figures: T = parse(&path, LONGEST)?;
            figures.check().map_err(|why| damaged(&manifest, why))?;
            return Ok((manifest, Box::new(figures)));
        }
        // Another run may have put its own in place between the two.
        let now = read_manifest(folder)?;
        if now == manifest {
            break;
        }
        manifest = now;
    }
    let why = match manifest.files.contains_key(T::FILE) {
        true => "it is not as it was written, its SHA-256 is not the one in manifest.json",
        false => "manifest.json does not name it",
    };
    Err(damaged(&manifest, why.to_owned()))
}

#[derive(Deserialize)]
struct Format {
    format: u32,
}

/// Reads a file piece by piece: that of a large study would fill the memory.
fn parse<T: DeserializeOwned>(path: &Path, most: u64) -> Result<T, ResultsError> {
    fn figures<T: DeserializeOwned>(path: &Path, most: u64) -> Result<T, ResultsError> {
        let file = regular::open(path, most).map_err(ResultsError::io("read", path))?;
        serde_json::from_reader(BufReader::new(file)).map_err(|source| match source.is_io() {
            true => ResultsError::io("read", path)(source.into()),
            false => ResultsError::Json { path: path.to_owned(), source },
        })
    }
    // The format first: a file of another version should be called that, not broken.
    let Format { format } = figures(path, most)?;
    if format != FORMAT {
        return Err(ResultsError::Format { path: path.to_owned(), found: format, expected: FORMAT });
    }
    figures(path, most)
}

/// SHA-256 of a file that a run has left, in hexadecimal.
pub(super) fn sum_of(path: &Path) -> io::Result<String> {
    let mut file: Take<File> = regular::open(path, u64::MAX)?;
    let (mut sum, mut piece) = (Sha256::new(), vec![0; 1 << 16]);
    loop {
        match file.read(&mut piece)? {
            0 => return Ok(hexadecimal(&sum.finalize())),
            read => sum.update(&piece[..read]),
        }
    }
}
