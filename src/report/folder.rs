//! The report of a results folder, written into it.

use std::path::{Path, PathBuf};

use super::{Document, Findings, html, markdown, of_run};
use crate::results::diagnosis::DiagnosisFigures;
use crate::results::{
    DIAGNOSIS, MANIFEST, Manifest, ResultsError, SUMMARY, Summary, add_files, read_diagnosis, read_manifest,
    read_summary, to_json,
};
use crate::run::{RunError, Solution};
use crate::scenario::{self, LibraryEntry, LoadError, Loaded};

/// How a report is written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// One page that needs nothing else: `report.html`.
    Html,
    /// `report.md`, with its charts as SVG files in `charts`.
    Markdown,
}

/// What a report is being made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doing {
    /// Working out which game it is.
    Solving,
    /// Drawing and writing.
    Writing,
}

/// Why there is no report.
#[derive(Debug, thiserror::Error)]
pub enum ReportError {
    /// There is no such folder, but a scenario of that name.
    #[error("`{0}` is a scenario, and no folder with results: `standoff run {0}` leaves one, and names it")]
    Scenario(String),
    /// There is no such folder.
    #[error(
        "there is no folder {}: a report is of a folder that a run has left, such as output/korea-2018/run-2018", .0.display()
    )]
    NoFolder(PathBuf),
    /// The folder is not what a run left.
    #[error(
        "{} holds no {missing}: a report is of a folder that a run has left, with {SUMMARY} and {MANIFEST}{hint}", folder.display()
    )]
    NoResults {
        /// The folder.
        folder: PathBuf,
        /// The file that is not there.
        missing: &'static str,
        /// What to try instead; empty, or a clause.
        hint: String,
    },
    /// The results can not be read, or the report not written.
    #[error(transparent)]
    Results(#[from] ResultsError),
    /// The scenario in the manifest is none that this version reads.
    #[error("the scenario in {}: {source}", .path.display())]
    Effective {
        /// The manifest.
        path: PathBuf,
        /// What is wrong.
        source: LoadError,
    },
    /// The game can not be solved.
    #[error(transparent)]
    Unsolved(#[from] RunError),
}

impl ReportError {
    /// Whether the call is wrong, and not the work.
    #[must_use]
    pub fn is_of_the_caller(&self) -> bool {
        matches!(self, ReportError::Scenario(_) | ReportError::NoFolder(_) | ReportError::NoResults { .. })
    }
}

/// Writes the report of a run into its folder, and gives the files. `report` hears what it is at.
///
/// Where the run was exact, the report says which game the scenario is. That is worked out once, and left as
/// `diagnosis.json`.
///
/// # Errors
/// Everything that [`ReportError`] lists.
pub fn write(
    folder: &Path,
    formats: &[Format],
    mut report: impl FnMut(Doing),
) -> Result<Vec<PathBuf>, ReportError> {
    let (summary, manifest) = read(folder)?;
    let wrong = |source| ReportError::Effective { path: folder.join(MANIFEST), source };
    let loaded = scenario::load_text(&manifest.scenario, &manifest.effective_scenario).map_err(wrong)?;
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    let diagnosis = match summary.rounds.exact {
        None => None,
        Some(_) => {
            match read_diagnosis(folder).ok().filter(|one| one.scenario_hash == loaded.scenario.hash) {
                Some(known) => Some(known),
                None => {
                    report(Doing::Solving);
                    let found = diagnose(loaded.clone())?;
                    files.push((DIAGNOSIS.to_owned(), to_json(&found).into_bytes()));
                    Some(found)
                }
            }
        }
    };
    report(Doing::Writing);
    let document = of_run(&Findings {
        summary: &summary,
        manifest: &manifest,
        scenario: &loaded.scenario,
        diagnosis: diagnosis.as_ref(),
    });
    for format in formats {
        files.extend(written(&document, *format));
    }
    Ok(add_files(folder, files)?)
}

fn diagnose(loaded: Loaded) -> Result<DiagnosisFigures, RunError> {
    Solution::of(loaded)?.diagnosis()
}

/// The files of a document.
fn written(document: &Document, format: Format) -> Vec<(String, Vec<u8>)> {
    match format {
        Format::Html => vec![("report.html".to_owned(), html::page(document).into_bytes())],
        Format::Markdown => {
            let charts = document.figures();
            let charts = charts.map(|figure| (markdown::place(figure.name), figure.chart.svg().into_bytes()));
            let text = ("report.md".to_owned(), markdown::text(document).into_bytes());
            charts.chain([text]).collect()
        }
    }
}

/// What a run has left.
fn read(folder: &Path) -> Result<(Summary, Manifest), ReportError> {
    if !folder.is_dir() {
        let name = folder.to_string_lossy();
        return Err(match scenario::list().iter().find(|LibraryEntry { name: known, .. }| *known == name) {
            Some(entry) => ReportError::Scenario(entry.name.clone()),
            None => ReportError::NoFolder(folder.to_owned()),
        });
    }
    for missing in [SUMMARY, MANIFEST] {
        if !folder.join(missing).is_file() {
            let hint = hint(folder);
            return Err(ReportError::NoResults { folder: folder.to_owned(), missing, hint });
        }
    }
    Ok((read_summary(folder)?, read_manifest(folder)?))
}

/// A folder of results below this one.
fn hint(folder: &Path) -> String {
    let Ok(entries) = std::fs::read_dir(folder) else { return String::new() };
    let mut below: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.join(SUMMARY).is_file())
        .collect();
    below.sort();
    below.first().map_or_else(String::new, |path| format!("; try {}", path.display()))
}
