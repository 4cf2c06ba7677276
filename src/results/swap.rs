//! Putting a finished folder in the place of another, and clearing up after runs that were killed.
//!
//! A folder in the making holds a locked file `.lock` as long as its run lives; the system drops the lock when the run
//! dies, however it dies. Folders are made, judged and put in their places under the lock of the folder around them: there
//! is no moment at which one is there, its run lives, and its lock is not held. Where the system can swap two names in one
//! step (Linux, macOS), it does; else the old folder is first called `.old-<name>`, and a run that finds such a one
//! without a successor puts it back.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::lock::FolderLock;
use super::making::MAKING;

const OLD: &str = ".old-";
pub(super) const LOCK: &str = ".lock";

/// Puts `made` at `place`, whole, and removes what was there.
pub(super) fn put(made: &Path, place: &Path) -> io::Result<()> {
    if place.symlink_metadata().is_err() {
        return fs::rename(made, place);
    }
    if exchange(made, place).is_ok() {
        // The old folder now has the other name; should its removal fail, the next run tries again.
        let _ = fs::remove_dir_all(made);
        return Ok(());
    }
    let old = beside(place, OLD);
    fs::rename(place, &old)?;
    if let Err(error) = fs::rename(made, place) {
        let _ = fs::rename(&old, place);
        return Err(error);
    }
    let _ = fs::remove_dir_all(&old);
    Ok(())
}

#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn exchange(made: &Path, place: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, made, CWD, place, RenameFlags::EXCHANGE)?)
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

fn beside(place: &Path, prefix: &str) -> PathBuf {
    let name = place.file_name().unwrap_or_default().to_string_lossy();
    place.with_file_name(format!("{prefix}{name}"))
}

/// Removes what killed runs have left in a folder, and puts back what one of them had moved aside. What cannot be
/// removed stays: it is in nobody's way.
pub(super) fn clear_up(folder: &Path, guard: &FolderLock) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = entry.path();
        // Never through a link: only folders of our own making.
        if !entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            continue;
        }
        if let Some(place) = name.strip_prefix(OLD) {
            let place = folder.join(place);
            if place.symlink_metadata().is_err() {
                let _ = fs::rename(&path, &place);
            } else {
                let _ = fs::remove_dir_all(&path);
            }
        } else if name.starts_with(MAKING) && is_abandoned(&path, guard) {
            let _ = fs::remove_dir_all(&path);
        }
    }
}

/// Whether the run that was making this folder has ended.
fn is_abandoned(path: &Path, guard: &FolderLock) -> bool {
    let locked = File::open(path.join(LOCK)).map(|lock| lock.try_lock());
    match locked {
        Ok(Ok(())) => true,
        Ok(Err(TryLockError::WouldBlock)) => false,
        // Killed before it had a lock, or after its results had their place.
        Err(error) if error.kind() == io::ErrorKind::NotFound && guard.is_sure() => true,
        // Where nothing can be locked, only age tells.
        Ok(Err(TryLockError::Error(_))) | Err(_) => is_older_than(path, Duration::from_secs(24 * 3600)),
    }
}

fn is_older_than(path: &Path, age: Duration) -> bool {
    let modified = path.metadata().and_then(|data| data.modified());
    modified.is_ok_and(|time| time.elapsed().is_ok_and(|elapsed| elapsed > age))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder_with(path: &Path, text: &str) {
        fs::create_dir(path).unwrap();
        fs::write(path.join("file"), text).unwrap();
    }

    fn text(path: &Path) -> String {
        fs::read_to_string(path.join("file")).unwrap()
    }

    #[test]
    fn a_folder_takes_the_place_of_another() {
        let root = tempfile::tempdir().unwrap();
        let (made, place) = (root.path().join(".making-run-1.x"), root.path().join("run-1"));
        for round in ["first", "second"] {
            folder_with(&made, round);
            put(&made, &place).unwrap();
            assert_eq!(text(&place), round);
            assert_eq!(fs::read_dir(root.path()).unwrap().count(), 1, "nothing else is left");
        }
    }

    #[test]
    fn what_was_moved_aside_by_a_killed_run_comes_back() {
        let root = tempfile::tempdir().unwrap();
        let clear_up = || clear_up(root.path(), &FolderLock::take(root.path()).unwrap());
        folder_with(&root.path().join(".old-run-1"), "old");
        clear_up();
        assert_eq!(text(&root.path().join("run-1")), "old");
        folder_with(&root.path().join(".old-run-1"), "older");
        clear_up();
        assert_eq!(text(&root.path().join("run-1")), "old");
        assert_eq!(fs::read_dir(root.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_folder_in_the_making_is_removed_only_when_its_run_is_dead() {
        let root = tempfile::tempdir().unwrap();
        let clear_up = || clear_up(root.path(), &FolderLock::take(root.path()).unwrap());
        let making = root.path().join(".making-run-1.x");
        folder_with(&making, "half");
        let lock = File::create(making.join(LOCK)).unwrap();
        lock.lock().unwrap();
        clear_up();
        assert!(making.exists(), "its run lives");
        drop(lock);
        clear_up();
        assert!(!making.exists(), "its run is dead");
        folder_with(&making, "swapped out");
        clear_up();
        assert!(!making.exists(), "its run died before it could remove what was there before");
    }
}
