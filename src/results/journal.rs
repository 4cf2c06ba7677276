//! What a long piece of work has found so far, so that it can go on after it was killed.
//!
//! A journal is a hidden file beside the folder of the results. A line is the beginning of the SHA-256 of an entry, a
//! space, and the entry as JSON. A line that was cut short or changed does not fit its sum: it and all after it are
//! dropped, and found out anew. The first line is the head: all that the entries depend on. The name of the file holds a
//! key of it, so work that differs in anything never writes into another's; what it differs in, the head tells. A journal
//! is locked while its work lives.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, BufRead, BufReader, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::error::ResultsError;
use super::lock::{FolderLock, is_removed};
use super::making;
use super::place::scenario_folder;
use crate::scenario::{regular, sha256};

/// Digits of the sum of a line, and of the key in the name of the file.
const DIGITS: usize = 16;
/// Bytes that a journal of other work has at most, to be read: 4 GiB.
const LONGEST: u64 = 1 << 32;
/// How the name of a journal ends.
const ENDING: &str = ".journal";

/// A journal, open and locked.
#[derive(Debug)]
pub struct Journal {
    path: PathBuf,
    file: File,
    work: String,
    /// How many it has.
    entries: usize,
}

/// A journal of other work on the same scenario, as it was found.
#[derive(Debug)]
pub struct OtherJournal<H, E> {
    /// The file.
    pub path: PathBuf,
    /// What its entries depend on.
    pub head: H,
    /// Its entries.
    pub entries: E,
    /// Whether its work lives, and goes on writing it.
    pub is_at_work: bool,
}

impl Journal {
    /// Opens the journal of a piece of work on a scenario, and gives the entries that are there already. `head` is all that
    /// they depend on.
    ///
    /// # Errors
    /// Where it can not be opened, or [`ResultsError::AtWork`] where somebody is writing it.
    pub fn open<T: DeserializeOwned, E: Default + Extend<T>>(
        root: &Path,
        scenario: &str,
        work: &str,
        head: &impl Serialize,
    ) -> Result<(Journal, E), ResultsError> {
        let folder = scenario_folder(root, scenario);
        fs::create_dir_all(&folder).map_err(ResultsError::io("create", &folder))?;
        let head = line(&json(head));
        let digits: String = sha256(&head).chars().take(DIGITS).collect();
        let path = folder.join(format!("{}{digits}{ENDING}", beginning(work)));
        let failed = |what| ResultsError::io(what, &path);
        // What stands there and is no file is not waited for.
        if path.metadata().is_ok_and(|data| !data.is_file()) {
            return Err(ResultsError::InTheWay { path });
        }
        let mut options = OpenOptions::new();
        options.read(true).write(true).create(true).truncate(false);
        // Nobody looks meanwhile whether it is locked: looking locks it, too.
        let guard = FolderLock::take(&folder).map_err(ResultsError::io("write into", &folder))?;
        let mut file = loop {
            let file = options.open(&path).map_err(failed("open"))?;
            match file.try_lock() {
                Err(TryLockError::WouldBlock) => return Err(ResultsError::AtWork { path }),
                // Its work was done, and it was removed, between the two.
                Ok(()) if is_removed(&file) => {}
                _ => break file,
            }
        };
        drop(guard);
        let mut reader = BufReader::new(&file);
        let mut first = Vec::new();
        reader.read_until(b'\n', &mut first).map_err(failed("read"))?;
        let mut number = 0;
        let (entries, whole) = match first == head.as_bytes() {
            true => {
                let (entries, whole, read) = read(reader).map_err(failed("read"))?;
                number = read;
                (entries, head.len() + whole)
            }
            // It is new, or was cut within its head.
            false => {
                file.set_len(0)
                    .and_then(|()| file.rewind())
                    .and_then(|()| file.write_all(head.as_bytes()))
                    .map_err(failed("write"))?;
                (E::default(), head.len())
            }
        };
        file.set_len(whole as u64).and_then(|()| file.seek(SeekFrom::End(0))).map_err(failed("write"))?;
        let journal = Journal { path, file, work: work.to_owned(), entries: number };
        let noted = making::keep(&journal.path, work, Some(number), || Ok(()));
        noted.map_err(ResultsError::io("open", &journal.path))?;
        Ok((journal, entries))
    }

    /// The journals that other work of this kind on the scenario has left, by name; one that can not be read is passed
    /// over.
    pub fn others<H, T, E>(&self, work: &str) -> Vec<OtherJournal<H, E>>
    where
        H: DeserializeOwned,
        T: DeserializeOwned,
        E: Default + Extend<T>,
    {
        let folder = self.path.parent().unwrap_or(Path::new("."));
        let is_other = |path: &PathBuf| {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            name.starts_with(&beginning(work)) && name.ends_with(ENDING) && *path != self.path
        };
        let entries = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
        let mut paths: Vec<PathBuf> = entries.filter(is_other).collect();
        paths.sort();
        let guard = FolderLock::take(folder).ok();
        let open = |path: PathBuf| {
            let file = regular::open(&path, LONGEST).ok()?;
            let is_at_work =
                guard.is_some() && matches!(file.get_ref().try_lock_shared(), Err(TryLockError::WouldBlock));
            let _ = file.get_ref().unlock();
            let mut reader = BufReader::new(file);
            let mut first = Vec::new();
            reader.read_until(b'\n', &mut first).ok()?;
            let head = entry(&first)?;
            Some(OtherJournal { path, head, entries: read(reader).ok()?.0, is_at_work })
        };
        paths.into_iter().filter_map(open).collect()
    }

    /// Adds an entry, in one write.
    ///
    /// # Errors
    /// Where it can not be written.
    pub fn add<T: Serialize>(&mut self, entry: &T) -> Result<(), ResultsError> {
        let (line, file) = (line(&json(entry)), &mut self.file);
        let write = || file.write_all(line.as_bytes());
        let written = making::keep(&self.path, &self.work, Some(self.entries + 1), write);
        written.map_err(ResultsError::io("write", &self.path))?;
        self.entries += 1;
        Ok(())
    }

    /// Removes the journal: the results are in their place.
    pub fn close(self) {
        // Should it stay, the next work of this kind finds all of it done.
        let _ = making::keep(&self.path, &self.work, None, || fs::remove_file(&self.path));
    }
}

/// How the name of a journal begins; what is between it and the ending is a key of the head.
fn beginning(work: &str) -> String {
    format!(".{work}-")
}

fn json(entry: &impl Serialize) -> String {
    serde_json::to_string(entry).expect("results have text keys only")
}

fn line(json: &str) -> String {
    format!("{} {json}\n", &sha256(json)[..DIGITS])
}

/// The entries of the whole lines from here on, how many bytes these have, and how many there are.
fn read<T: DeserializeOwned, E: Default + Extend<T>>(
    mut from: impl BufRead,
) -> io::Result<(E, usize, usize)> {
    let (mut entries, mut whole, mut number, mut piece) = (E::default(), 0, 0, Vec::new());
    while from.read_until(b'\n', &mut piece)? > 0 {
        let Some(entry) = entry(&piece) else { break };
        entries.extend([entry]);
        whole += piece.len();
        number += 1;
        piece.clear();
    }
    Ok((entries, whole, number))
}

/// The entry of a line that is whole.
fn entry<T: DeserializeOwned>(bytes: &[u8]) -> Option<T> {
    let text = std::str::from_utf8(bytes).ok()?;
    let json = text.strip_suffix('\n')?.get(DIGITS + 1..)?;
    (line(json) == text).then(|| serde_json::from_str(json).ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open(root: &Path, key: &str) -> (Journal, Vec<(u32, f64)>) {
        Journal::open::<(u32, f64), _>(root, "a/b", "sweep", &key).unwrap()
    }

    #[test]
    fn what_was_written_is_there_after_a_kill() {
        let root = tempfile::tempdir().unwrap();
        let (mut journal, found) = open(root.path(), "k");
        assert!(found.is_empty());
        let entries = [(1, 0.1), (2, 1.0 / 3.0), (3, f64::MIN_POSITIVE)];
        entries.iter().for_each(|entry| journal.add(entry).unwrap());
        let path = journal.path.clone();
        drop(journal);
        assert_eq!(open(root.path(), "k").1, entries);
        assert!(open(root.path(), "another").1.is_empty());

        // Cut anywhere, it holds the lines before the cut, and goes on from there.
        let bytes = fs::read(&path).unwrap();
        for cut in 0..bytes.len() {
            fs::write(&path, &bytes[..cut]).unwrap();
            let (mut journal, found) = open(root.path(), "k");
            // The first line is the head.
            let lines = bytes[..cut].iter().filter(|&&byte| byte == b'\n').count().saturating_sub(1);
            assert_eq!(found, entries[..lines]);
            entries[lines..].iter().for_each(|entry| journal.add(entry).unwrap());
            assert_eq!(fs::read(&path).unwrap(), bytes);
        }
        let mut changed = bytes.clone();
        let second = bytes.iter().position(|&byte| byte == b'\n').unwrap() + 1;
        changed[second + DIGITS + 2] ^= 1;
        fs::write(&path, &changed).unwrap();
        let (journal, found) = open(root.path(), "k");
        assert!(found.is_empty());
        journal.close();
        assert!(!path.exists());
    }

    #[test]
    fn what_other_work_left_is_found_with_its_head() {
        let root = tempfile::tempdir().unwrap();
        let (mut first, _) = open(root.path(), "seed 7");
        first.add(&(1, 0.5)).unwrap();
        let (second, _) = open(root.path(), "seed 8");
        let others = second.others::<String, (u32, f64), Vec<_>>("sweep");
        assert_eq!(others.len(), 1);
        assert_eq!((others[0].head.as_str(), &others[0].entries[..]), ("seed 7", &[(1, 0.5)][..]));
        assert_eq!(others[0].path, first.path);
        assert!(others[0].is_at_work);
        let path = first.path.clone();
        drop(first);
        assert!(!second.others::<String, (u32, f64), Vec<_>>("sweep")[0].is_at_work);
        fs::write(&path, "no head").unwrap();
        assert!(second.others::<String, (u32, f64), Vec<_>>("sweep").is_empty());
    }

    #[test]
    fn two_do_not_write_one_journal() {
        let root = tempfile::tempdir().unwrap();
        let _first = open(root.path(), "k");
        let second = Journal::open::<u32, Vec<u32>>(root.path(), "a/b", "sweep", &"k");
        assert!(matches!(second, Err(ResultsError::AtWork { .. })));
    }
}
