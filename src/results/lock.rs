//! One at a time: a lock on a folder, for whoever puts something into it or takes something out of it.
//!
//! The lock is on a file `.standoff.lock` of that folder. The system drops it when its holder dies, however it dies.
//! Who lets go of it removes the file; who has waited for a file that is gone begins again with a new one, so that no two
//! ever hold locks on files of which both believe that they are the one.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

use super::error::ResultsError;

/// Name of the file.
pub(super) const NAME: &str = ".standoff.lock";

/// A folder in which nobody else writes meanwhile.
#[derive(Debug)]
pub(super) struct FolderLock {
    file: File,
    path: PathBuf,
    is_sure: bool,
}

impl FolderLock {
    /// Waits until nobody else has the lock, and takes it.
    pub(super) fn take(folder: &Path) -> io::Result<FolderLock> {
        let path = folder.join(NAME);
        loop {
            let file = OpenOptions::new().write(true).create(true).truncate(false).open(&path)?;
            let locked = loop {
                match file.lock() {
                    Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                    locked => break locked,
                }
            };
            if locked.is_err() || !is_removed(&file) {
                // Where nothing can be locked at all, work goes on without.
                return Ok(FolderLock { file, path, is_sure: locked.is_ok() });
            }
        }
    }

    /// The lock for writing into a folder that another may be swapped for: that on the folder around it, or on itself
    /// where one may not write beside it.
    pub(super) fn around(folder: &Path) -> Result<FolderLock, ResultsError> {
        let failed = |source| ResultsError::io("write into", folder)(source);
        let place = folder.canonicalize().map_err(failed)?;
        let beside = place.parent().map(FolderLock::take);
        beside.and_then(Result::ok).map_or_else(|| FolderLock::take(&place), Ok).map_err(failed)
    }

    /// Whether others are kept out: not every file system can lock.
    pub(super) fn is_sure(&self) -> bool {
        self.is_sure
    }
}

impl Drop for FolderLock {
    fn drop(&mut self) {
        // Only where those that wait for it can see that it is gone.
        if self.is_sure && cfg!(unix) {
            let _ = fs::remove_file(&self.path);
        }
        // Were it not so before: the lock goes with the file that closes.
        let _ = self.file.unlock();
    }
}

/// Whether a file that is open has no name any more.
#[cfg(unix)]
pub(super) fn is_removed(file: &File) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    file.metadata().is_ok_and(|data| data.nlink() == 0)
}

#[cfg(not(unix))]
pub(super) fn is_removed(_: &File) -> bool {
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    #[test]
    fn of_many_that_want_a_folder_one_has_it_at_a_time() {
        let folder = tempfile::tempdir().unwrap();
        let inside = AtomicUsize::new(0);
        let work = || {
            for _ in 0..200 {
                let lock = FolderLock::take(folder.path()).unwrap();
                assert!(lock.is_sure());
                assert_eq!(inside.fetch_add(1, Ordering::SeqCst), 0, "two are inside");
                std::hint::spin_loop();
                assert_eq!(inside.fetch_sub(1, Ordering::SeqCst), 1);
            }
        };
        std::thread::scope(|scope| (0..8).for_each(|_| drop(scope.spawn(work))));
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0, "nothing is left behind");
    }

    #[test]
    fn what_a_kill_leaves_of_a_lock_is_taken_over() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(NAME), "").unwrap();
        drop(FolderLock::take(folder.path()).unwrap());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[test]
    fn the_lock_for_writing_into_a_folder_is_that_around_it() {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join("run-1");
        fs::create_dir(&folder).unwrap();
        let lock = FolderLock::around(&folder).unwrap();
        assert!(root.path().join(NAME).exists());
        drop(lock);
        assert!(FolderLock::around(&root.path().join("nowhere")).is_err());
    }
}
