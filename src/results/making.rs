//! What this process has in the making, so that nothing of it is left where the process is told to end.
//!
//! Files and folders in the making have names that begin with `.making-`, in the folder in which they are to have their
//! place. Each is removed by its owner, unless it has got its place; where the owner is told to end, by [`give_up`]; and
//! where the owner was killed, by the next that writes into the same folder.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::error::ResultsError;
use super::lock::FolderLock;

/// How the names of files and folders in the making begin.
pub(super) const MAKING: &str = ".making-";

/// Letters of a name that are taken over into that of what is in the making.
const LONGEST: usize = 40;
/// Things of one name in the making at most.
const MOST: u32 = 10_000;

/// What is in the making and what is kept, of all threads.
static AT_WORK: Mutex<AtWork> = Mutex::new(AtWork { making: Vec::new(), kept: Vec::new() });

struct AtWork {
    making: Vec<PathBuf>,
    kept: Vec<Kept>,
}

/// What a piece of work that is not done has found so far.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// The journal that holds it.
    pub journal: PathBuf,
    /// Kind of work: `sweep` or `robustness`.
    pub work: String,
    /// How many entries it has.
    pub entries: usize,
}

fn at_work() -> MutexGuard<'static, AtWork> {
    AT_WORK.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Removes what this process has in the making, and gives what is kept of its work. It is for a process that is told to
/// end, and has to end then: whatever thread tries to put something in its place afterwards waits for ever.
#[must_use]
pub fn give_up() -> Vec<Kept> {
    let mut at_work = at_work();
    for path in std::mem::take(&mut at_work.making) {
        // Its owner may be writing into it: under another name it is out of reach.
        let gone = path.with_file_name(format!("{}.gone", name(&path)));
        let _ = fs::rename(&path, &gone);
        remove(&gone);
    }
    let kept = at_work.kept.clone();
    std::mem::forget(at_work);
    kept
}

/// A file or a folder in the making. Dropped, it is removed.
#[derive(Debug)]
pub(super) struct Making {
    path: PathBuf,
    is_settled: bool,
}

impl Making {
    /// Makes a folder for what is to be at `place`, beside it.
    pub(super) fn folder(place: &Path) -> Result<Making, ResultsError> {
        Making::begin(place, |path| fs::create_dir(path))
    }

    /// Makes a file for what is to be at `place`, beside it.
    pub(super) fn file(
        place: &Path,
        write: impl Fn(&Path) -> io::Result<()>,
    ) -> Result<Making, ResultsError> {
        Making::begin(place, write)
    }

    fn begin(place: &Path, make: impl Fn(&Path) -> io::Result<()>) -> Result<Making, ResultsError> {
        // Names have a longest length; how long theirs is, is up to people.
        let stem: String = name(place).chars().take(LONGEST).collect();
        let mut at_work = at_work();
        for number in 0.. {
            // Another process of this number may be on another machine, or dead.
            let path = place.with_file_name(format!("{MAKING}{stem}.{}-{number}", std::process::id()));
            match make(&path) {
                Ok(()) => {
                    at_work.making.push(path.clone());
                    return Ok(Making { path, is_settled: false });
                }
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists && number < MOST => {}
                Err(error) => {
                    if error.kind() != io::ErrorKind::AlreadyExists {
                        remove(&path);
                    }
                    return Err(ResultsError::io("write", place)(error));
                }
            }
        }
        unreachable!("the last number returns")
    }

    /// Where it is being made.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Gives it its place; `put` has the path at which it was made.
    pub(super) fn settle(
        mut self,
        put: impl FnOnce(&Path) -> Result<(), ResultsError>,
    ) -> Result<(), ResultsError> {
        let mut at_work = at_work();
        // Where it fails, it is removed: by the drop, which waits for this.
        let done = put(&self.path);
        if done.is_ok() {
            self.is_settled = true;
            at_work.making.retain(|path| *path != self.path);
        }
        drop(at_work);
        done
    }

    /// What a kill leaves: it stays as it is.
    #[cfg(test)]
    pub(super) fn abandon(mut self) -> PathBuf {
        self.is_settled = true;
        at_work().making.retain(|path| *path != self.path);
        self.path.clone()
    }
}

impl Drop for Making {
    fn drop(&mut self) {
        if !self.is_settled {
            let mut at_work = at_work();
            remove(&self.path);
            at_work.making.retain(|path| *path != self.path);
        }
    }
}

/// Does something to a journal that keeps a piece of work, and notes how many entries it has then; nothing once it is
/// closed.
pub(super) fn keep(
    journal: &Path,
    work: &str,
    entries: Option<usize>,
    done: impl FnOnce() -> io::Result<()>,
) -> io::Result<()> {
    let mut at_work = at_work();
    done()?;
    let known = at_work.kept.iter().position(|kept| kept.journal == journal);
    match (known, entries) {
        (Some(place), Some(entries)) => at_work.kept[place].entries = entries,
        (Some(place), None) => drop(at_work.kept.remove(place)),
        (None, Some(entries)) => {
            at_work.kept.push(Kept { journal: journal.to_owned(), work: work.to_owned(), entries });
        }
        (None, None) => {}
    }
    Ok(())
}

/// Removes what is in the making in a folder that nobody else writes into meanwhile: whoever made it is dead.
pub(super) fn clear_up(folder: &Path, guard: &FolderLock, is_of_the_kind: fn(&fs::FileType) -> bool) {
    if !guard.is_sure() {
        return;
    }
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let is_making = entry.file_name().to_string_lossy().starts_with(MAKING);
        if is_making && entry.file_type().is_ok_and(|kind| is_of_the_kind(&kind)) {
            remove(&entry.path());
        }
    }
}

/// Removes a file or a folder with all in it, never through a link. What cannot be removed stays: it is in nobody's way.
pub(super) fn remove(path: &Path) {
    let is_folder = path.symlink_metadata().is_ok_and(|data| data.is_dir());
    let _ = if is_folder { fs::remove_dir_all(path) } else { fs::remove_file(path) };
}

fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_gets_no_place_is_removed() {
        let root = tempfile::tempdir().unwrap();
        let place = root.path().join("run-1");
        let making = Making::folder(&place).unwrap();
        fs::write(making.path().join("half"), "half").unwrap();
        let other = Making::folder(&place).unwrap();
        assert_ne!(making.path(), other.path());
        drop(other);
        let failed = making.settle(|_| Err(ResultsError::InTheWay { path: place.clone() }));
        assert!(failed.is_err());
        assert_eq!(fs::read_dir(root.path()).unwrap().count(), 0);
        let making = Making::folder(&place).unwrap();
        making.settle(|made| fs::rename(made, &place).map_err(ResultsError::io("put", &place))).unwrap();
        assert!(place.is_dir());
    }

    #[test]
    fn a_long_name_is_no_hindrance() {
        let root = tempfile::tempdir().unwrap();
        let place = root.path().join("ä".repeat(120));
        assert!(Making::file(&place, |path| fs::write(path, "")).is_ok());
    }
}
