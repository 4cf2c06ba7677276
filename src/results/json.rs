//! Reading and writing the JSON files of a results folder.

use std::fs::File;
use std::io::{self, BufReader, Write};
use std::path::Path;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::diagnosis::DiagnosisFigures;
use super::error::ResultsError;
use super::manifest::Manifest;
use super::robustness::RobustnessFigures;
use super::study::StudyFigures;
use super::summary::{FORMAT, Summary};

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
    read(&folder.join(SUMMARY))
}

/// Reads the figures of a sweep's folder.
pub fn read_study(folder: &Path) -> Result<StudyFigures, ResultsError> {
    read(&folder.join(STUDY))
}

/// Reads what the folder of `robustness` holds.
pub fn read_robustness(folder: &Path) -> Result<RobustnessFigures, ResultsError> {
    read(&folder.join(ROBUSTNESS))
}

/// Reads the manifest of a results folder.
pub fn read_manifest(folder: &Path) -> Result<Manifest, ResultsError> {
    read(&folder.join(MANIFEST))
}

/// Reads the diagnosis of a results folder, where a report has left one.
pub fn read_diagnosis(folder: &Path) -> Result<DiagnosisFigures, ResultsError> {
    read(&folder.join(DIAGNOSIS))
}

#[derive(Deserialize)]
struct Format {
    format: u32,
}

fn read<T: DeserializeOwned>(path: &Path) -> Result<T, ResultsError> {
    // The format first: a file of another version should be called that, not broken.
    let Format { format } = parse(path)?;
    if format != FORMAT {
        return Err(ResultsError::Format { path: path.to_owned(), found: format, expected: FORMAT });
    }
    parse(path)
}

/// Reads a file piece by piece: that of a large study would fill the memory.
fn parse<T: DeserializeOwned>(path: &Path) -> Result<T, ResultsError> {
    let file = File::open(path).map_err(ResultsError::io("read", path))?;
    serde_json::from_reader(BufReader::new(file)).map_err(|source| match source.is_io() {
        true => ResultsError::io("read", path)(source.into()),
        false => ResultsError::Json { path: path.to_owned(), source },
    })
}
