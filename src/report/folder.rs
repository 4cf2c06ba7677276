//! The report of a results folder, written into it; and that of several, beside them.

use std::path::{Path, PathBuf};

use super::{Document, Findings, Ran, html, markdown, of_robustness, of_run, of_runs, of_study};
use crate::results::diagnosis::DiagnosisFigures;
use crate::results::{
    DIAGNOSIS, MANIFEST, Manifest, ROBUSTNESS, ResultsError, STUDY, SUMMARY, add_files, read_diagnosis,
    read_manifest, read_robustness, read_study, read_summary, replace_file, to_json,
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
        "there is no folder {}: a report is of a folder that a run or a sweep has left, such as output/korea-2018/run-2018", .0.display()
    )]
    NoFolder(PathBuf),
    /// The folder is not what a run left.
    #[error(
        "{} holds no {missing}: a report is of a folder that a run or a sweep has left{hint}", folder.display()
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

/// Writes the report of what a run, a sweep or samples of payoffs have left into its folder, and gives the files. `report` hears what it is
/// at.
///
/// Where a run was exact, the report says which game the scenario is. That is worked out once, and left as
/// `diagnosis.json`.
///
/// # Errors
/// Everything that [`ReportError`] lists.
pub fn write(
    folder: &Path,
    formats: &[Format],
    report: impl FnMut(Doing),
) -> Result<Vec<PathBuf>, ReportError> {
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    let has = |name: &str| folder.join(name).is_file();
    let document = match (has(STUDY), has(ROBUSTNESS)) {
        (true, _) => study(folder)?,
        (_, true) => robustness(folder)?,
        _ => run(folder, report, &mut files)?,
    };
    for format in formats {
        files.extend(written(&document, *format, "report"));
    }
    Ok(add_files(folder, files)?)
}

/// Writes a report that puts several runs side by side into a folder of its own, and gives the files.
///
/// # Errors
/// Where one of the folders is not what a run has left, or nothing can be written.
pub fn write_compared(
    folders: &[PathBuf],
    into: &Path,
    formats: &[Format],
) -> Result<Vec<PathBuf>, ReportError> {
    let runs = folders.iter().map(|folder| read(folder)).collect::<Result<Vec<Ran>, ReportError>>()?;
    let document = of_runs(&runs);
    let files = formats.iter().flat_map(|format| written(&document, *format, "comparison"));
    files
        .map(|(name, bytes)| {
            let path = into.join(name);
            replace_file(&path, &bytes)?;
            Ok(path)
        })
        .collect()
}

/// The report of a sweep.
fn study(folder: &Path) -> Result<Document, ReportError> {
    let manifest = manifest(folder)?;
    Ok(of_study(&read_study(folder)?, &manifest, &effective(folder, &manifest)?.scenario))
}

/// The report of samples of payoffs.
fn robustness(folder: &Path) -> Result<Document, ReportError> {
    let manifest = manifest(folder)?;
    Ok(of_robustness(&read_robustness(folder)?, &manifest, &effective(folder, &manifest)?.scenario))
}

/// The report of a run; what had to be worked out for it goes to the files.
fn run(
    folder: &Path,
    mut report: impl FnMut(Doing),
    files: &mut Vec<(String, Vec<u8>)>,
) -> Result<Document, ReportError> {
    let (summary, manifest) = read(folder)?;
    let loaded = effective(folder, &manifest)?;
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
    Ok(of_run(&Findings {
        summary: &summary,
        manifest: &manifest,
        scenario: &loaded.scenario,
        diagnosis: diagnosis.as_ref(),
    }))
}

/// The scenario of a manifest.
fn effective(folder: &Path, manifest: &Manifest) -> Result<Loaded, ReportError> {
    let wrong = |source| ReportError::Effective { path: folder.join(MANIFEST), source };
    scenario::load_text(&manifest.scenario, &manifest.effective_scenario).map_err(wrong)
}

fn diagnose(loaded: Loaded) -> Result<DiagnosisFigures, RunError> {
    Solution::of(loaded)?.diagnosis()
}

/// The files of a document with this stem.
fn written(document: &Document, format: Format, stem: &str) -> Vec<(String, Vec<u8>)> {
    match format {
        Format::Html => vec![(format!("{stem}.html"), html::page(document).into_bytes())],
        Format::Markdown => {
            let charts = document.figures();
            let charts = charts.map(|figure| (markdown::place(figure.name), figure.chart.svg().into_bytes()));
            let text = (format!("{stem}.md"), markdown::text(document).into_bytes());
            charts.chain([text]).collect()
        }
    }
}

/// What a run has left.
fn read(folder: &Path) -> Result<Ran, ReportError> {
    there(folder, SUMMARY)?;
    there(folder, MANIFEST)?;
    Ok((read_summary(folder)?, manifest(folder)?))
}

fn manifest(folder: &Path) -> Result<Manifest, ReportError> {
    there(folder, MANIFEST)?;
    Ok(read_manifest(folder)?)
}

/// Says what is expected where a file is not there.
fn there(folder: &Path, file: &'static str) -> Result<(), ReportError> {
    if folder.join(file).is_file() {
        return Ok(());
    }
    if folder.is_dir() {
        let hint = hint(folder);
        return Err(ReportError::NoResults { folder: folder.to_owned(), missing: file, hint });
    }
    let name = folder.to_string_lossy();
    Err(match scenario::list().iter().find(|LibraryEntry { name: known, .. }| *known == name) {
        Some(entry) => ReportError::Scenario(entry.name.clone()),
        None => ReportError::NoFolder(folder.to_owned()),
    })
}

/// A folder of results below this one.
fn hint(folder: &Path) -> String {
    let Ok(entries) = std::fs::read_dir(folder) else { return String::new() };
    let mut below: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| [SUMMARY, STUDY, ROBUSTNESS].iter().any(|file| path.join(file).is_file()))
        .collect();
    below.sort();
    below.first().map_or_else(String::new, |path| format!("; try {}", path.display()))
}
