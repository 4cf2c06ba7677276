//! Which results a folder holds, and what there is to say where it holds none.

use std::collections::VecDeque;
use std::path::{Path, PathBuf};

use super::error::ResultsError;
use super::json::{MANIFEST, ROBUSTNESS, STUDY, SUMMARY, read_manifest, read_with_manifest};
use super::manifest::Manifest;
use super::robustness::RobustnessFigures;
use super::study::StudyFigures;
use super::summary::Summary;
use crate::scenario::{self, LibraryEntry};

/// Entries of folders that are looked through for results below a folder that has none.
const LOOKED_THROUGH: usize = 1000;

/// What a folder holds.
#[derive(Debug, Clone, PartialEq)]
pub struct Results {
    /// What is needed to repeat it.
    pub manifest: Manifest,
    /// The figures.
    pub figures: Figures,
}

/// Figures of any kind.
#[derive(Debug, Clone, PartialEq)]
pub enum Figures {
    /// Of a run.
    Run(Box<Summary>),
    /// Of a sweep, a comparison or a tournament.
    Study(Box<StudyFigures>),
    /// Of samples of payoffs.
    Robustness(Box<RobustnessFigures>),
}

impl Results {
    /// Reads what a folder holds, and looks whether it is whole.
    ///
    /// # Errors
    /// Where it holds no results, or damaged ones.
    pub fn open(folder: &Path) -> Result<Results, ResultsError> {
        there(folder)?;
        let files = read_manifest(folder)?.files;
        let (manifest, figures) = match (files.contains_key(STUDY), files.contains_key(ROBUSTNESS)) {
            (true, _) => read_with_manifest(folder).map(|(all, study)| (all, Figures::Study(study)))?,
            (_, true) => read_with_manifest(folder).map(|(all, found)| (all, Figures::Robustness(found)))?,
            _ if files.contains_key(SUMMARY) => {
                read_with_manifest(folder).map(|(all, summary)| (all, Figures::Run(summary)))?
            }
            _ => return Err(none(folder, SUMMARY)),
        };
        Ok(Results { manifest, figures })
    }

    /// Reads what a run has left.
    ///
    /// # Errors
    /// As [`Results::open`], and where it is no run that has left the folder.
    pub fn open_run(folder: &Path) -> Result<(Summary, Manifest), ResultsError> {
        match Results::open(folder)? {
            Results { manifest, figures: Figures::Run(summary) } => Ok((*summary, manifest)),
            _ => Err(none(folder, SUMMARY)),
        }
    }
}

/// Says what is expected where there is nothing.
fn there(folder: &Path) -> Result<(), ResultsError> {
    if folder.join(MANIFEST).symlink_metadata().is_ok() {
        return Ok(());
    }
    if folder.is_dir() {
        return Err(none(folder, MANIFEST));
    }
    let name = folder.to_string_lossy();
    Err(match scenario::list().iter().find(|LibraryEntry { name: known, .. }| *known == name) {
        Some(entry) => ResultsError::Scenario(entry.name.clone()),
        None => ResultsError::NoFolder(folder.to_owned()),
    })
}

fn none(folder: &Path, missing: &'static str) -> ResultsError {
    let hint = below(folder).map_or_else(String::new, |path| format!("; did you mean {}?", path.display()));
    ResultsError::NoResults { folder: folder.to_owned(), missing, hint }
}

/// The first folder of results below this one, the nearest first.
fn below(folder: &Path) -> Option<PathBuf> {
    let mut folders = VecDeque::from([folder.to_owned()]);
    let mut left = LOOKED_THROUGH;
    while let Some(next) = folders.pop_front() {
        let entries = std::fs::read_dir(next).into_iter().flatten().flatten().take(left);
        let mut inside: Vec<PathBuf> = entries
            .filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()))
            .filter(|entry| !entry.file_name().to_string_lossy().starts_with('.'))
            .map(|entry| entry.path())
            .collect();
        left = left.saturating_sub(inside.len());
        inside.sort();
        if let Some(found) = inside.iter().find(|path| path.join(MANIFEST).is_file()) {
            return Some(found.clone());
        }
        folders.extend(inside);
    }
    None
}
