//! The report of a results folder, written into it; and that of several, beside them.

use std::path::{Path, PathBuf};

use super::{Document, Findings, Ran, html, markdown, of_robustness, of_run, of_runs, of_study};
use crate::results::diagnosis::DiagnosisFigures;
use crate::results::{
    DIAGNOSIS, Figures, MANIFEST, Manifest, Results, ResultsError, add_files, read_diagnosis, replace_file,
    to_json,
};
use crate::run::{RunError, Solution};
use crate::scenario::{self, LoadError, Loaded};

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
        matches!(self, ReportError::Results(error) if error.is_of_the_caller())
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
    mut report: impl FnMut(Doing),
) -> Result<Vec<PathBuf>, ReportError> {
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    let Results { manifest, figures } = Results::open(folder)?;
    let loaded = effective(folder, &manifest)?;
    let document = match &figures {
        Figures::Study(study) => of_study(study, &manifest, &loaded.scenario),
        Figures::Robustness(found) => of_robustness(found, &manifest, &loaded.scenario),
        Figures::Run(summary) => {
            let diagnosis = match summary.rounds.exact {
                Some(_) => Some(game(folder, &loaded, &mut report, &mut files)?),
                None => None,
            };
            report(Doing::Writing);
            let scenario = &loaded.scenario;
            of_run(&Findings { summary, manifest: &manifest, scenario, diagnosis: diagnosis.as_ref() })
        }
    };
    for format in formats {
        files.extend(written(&document, *format, "report"));
    }
    Ok(add_files(folder, &manifest, &files)?)
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
    let runs = folders.iter().map(|folder| Results::open_run(folder));
    let runs = runs.collect::<Result<Vec<Ran>, ResultsError>>()?;
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

/// Which game it is: as a report has left it, or worked out and left for the next.
fn game(
    folder: &Path,
    loaded: &Loaded,
    report: &mut impl FnMut(Doing),
    files: &mut Vec<(String, Vec<u8>)>,
) -> Result<DiagnosisFigures, ReportError> {
    let known = read_diagnosis(folder).ok();
    if let Some(known) = known.filter(|one| one.scenario_hash == loaded.scenario.hash) {
        return Ok(known);
    }
    report(Doing::Solving);
    let found = Solution::of(loaded.clone())?.diagnosis()?;
    files.push((DIAGNOSIS.to_owned(), to_json(&found).into_bytes()));
    Ok(found)
}

/// The scenario of a manifest.
fn effective(folder: &Path, manifest: &Manifest) -> Result<Loaded, ReportError> {
    let wrong = |source| ReportError::Effective { path: folder.join(MANIFEST), source };
    scenario::load_text(&manifest.scenario, &manifest.effective_scenario).map_err(wrong)
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
