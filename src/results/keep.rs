//! What stays in a folder of results when the same run comes again.
//!
//! The run replaces what it leaves itself. Everything else in the folder is somebody's: files that the manifest does not
//! name are taken over as they are. Those that it names, but that this run does not leave (a report, charts of another
//! size, the plays of `--save-plays`), were made of the figures: they stay as long as the figures are the same, and go
//! with them otherwise, unless somebody has changed them since.
//!
//! Nothing is moved away from where it is: links to the files go into the new folder before that takes its place, so that
//! at every moment one of the two is whole.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::error::ResultsError;
use super::json::{MANIFEST, sum_of};
use super::lock;
use super::making::MAKING;
use super::manifest::Manifest;
use super::swap::LOCK;
use crate::prose::listed;

/// How many files are named in a note.
const NAMED: usize = 8;

/// Takes over from the folder at `place` into the one that is to replace it. `files` are those that are new, with their
/// sums; those of earlier calls that are still right are added. Gives what there is to say, in sentences.
pub(super) fn take_over(
    place: &Path,
    made: &Path,
    before: &Manifest,
    files: &mut BTreeMap<String, String>,
) -> Result<Vec<String>, ResultsError> {
    let is_same = before.is_of_the_same_figures(files);
    let (mut theirs, mut renamed, mut old) = (Vec::new(), Vec::new(), Vec::new());
    for file in walk(place).map_err(ResultsError::io("read", place))? {
        let (path, name) = (place.join(&file), name(&file));
        let is_new = files.contains_key(&name);
        let mut to = made.join(&file);
        match (before.files.get(&name), is_new) {
            (Some(_), true) => continue,
            (Some(sum), false) if is_same => {
                files.insert(name, sum.clone());
            }
            (Some(sum), false) if sum_of(&path).is_ok_and(|found| found == *sum) => {
                old.push(name);
                continue;
            }
            (None, true) => {
                let beside = |number: u32| PathBuf::from(format!("{}.kept-{number}", file.display()));
                let is_free = |other: &PathBuf| [place, made].iter().all(|at| !is_there(&at.join(other)));
                let other = (1..).map(beside).find(is_free).unwrap_or_default();
                renamed.push(format!("{name} (now {})", other.display()));
                to = made.join(other);
            }
            (_, false) => theirs.push(name),
        }
        link(&path, &to).map_err(ResultsError::io("keep", &path))?;
    }
    let at = place.display();
    let mut notes = Vec::new();
    theirs.extend(renamed);
    if !theirs.is_empty() {
        notes.push(format!("{at}: left alone, since no run has left it there: {}", some(&theirs)));
    }
    if !old.is_empty() {
        notes.push(format!("{at}: gone, since it was made of figures that are no more: {}", some(&old)));
    }
    Ok(notes)
}

/// The first of them, and how many more there are.
fn some(names: &[String]) -> String {
    let mut told: Vec<String> = names.iter().take(NAMED).cloned().collect();
    if names.len() > NAMED {
        told.push(format!("{} more", names.len() - NAMED));
    }
    listed(&told)
}

/// All files below a folder, by their paths from there, in order; of the program's own none that are for a while. An
/// empty folder counts as a file.
fn walk(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let (mut found, mut folders) = (Vec::new(), vec![PathBuf::new()]);
    while let Some(below) = folders.pop() {
        for entry in fs::read_dir(folder.join(&below))? {
            let entry = entry?;
            let path = below.join(entry.file_name());
            let last = entry.file_name().to_string_lossy().into_owned();
            let is_ours = last.starts_with(MAKING) || last == lock::NAME;
            if is_ours || [LOCK, MANIFEST].iter().any(|ours| path == Path::new(ours)) {
                continue;
            }
            // Never through a link.
            let is_folder = entry.file_type()?.is_dir() && fs::read_dir(entry.path())?.next().is_some();
            if is_folder { &mut folders } else { &mut found }.push(path);
        }
    }
    found.sort();
    Ok(found)
}

/// A path as manifests write it: with `/` between folders.
fn name(path: &Path) -> String {
    let parts: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
    parts.join("/")
}

fn is_there(path: &Path) -> bool {
    path.symlink_metadata().is_ok()
}

/// Makes a file be at another place, too: the file itself, where the system can do that, else a copy.
fn link(path: &Path, to: &Path) -> io::Result<()> {
    if let Some(folder) = to.parent() {
        fs::create_dir_all(folder)?;
    }
    if path.symlink_metadata()?.is_dir() {
        return fs::create_dir_all(to);
    }
    fs::hard_link(path, to).or_else(|_| fs::copy(path, to).map(drop))
}
