//! Points that are known already: those that this sweep had found before it was killed, and those of other sweeps whose
//! points depend on the same.

use crate::results::study::{Level, PointFigures, Points};
use crate::results::{Journal, ResultsError, Settings, read_manifest, read_study, scenario_folder};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::prose::numbers::{count, many};

/// Kind of work, in the name of a journal.
const WORK: &str = "sweep";

/// All that the points of a sweep depend on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Head {
    pub(super) version: String,
    pub(super) scenario_hash: String,
    pub(super) settings: Settings,
}

/// The points that are known.
pub(super) struct Store {
    journal: Option<Journal>,
    known: Points,
    /// Their places, by what they vary.
    places: HashMap<Key, usize>,
    /// What was found and left alone, and why.
    pub(super) left_alone: Vec<String>,
}

impl Store {
    /// One that knows nothing and keeps nothing.
    pub(super) fn empty() -> Store {
        Store { journal: None, known: Points::default(), places: HashMap::new(), left_alone: Vec::new() }
    }

    /// Opens that of a sweep.
    pub(super) fn open(root: &Path, scenario: &str, head: &Head) -> Result<Store, ResultsError> {
        let (journal, entries) = Journal::open::<PointFigures, Points>(root, scenario, WORK, head)?;
        let mut store = Store::empty();
        for other in journal.others::<Head, PointFigures, Points>(WORK) {
            let differences = head.differences(&other.head);
            if differences.is_empty() {
                store.learn(&other.head.paths(), &other.entries);
            } else if !other.is_at_work {
                store.left_alone.push(format!(
                    "{} holds {} of another sweep, and is left as it is: {}",
                    other.path.display(),
                    many(other.entries.len(), "point"),
                    differences.join("; ")
                ));
            }
        }
        for folder in finished(&scenario_folder(root, scenario)) {
            let manifest = match read_manifest(&folder) {
                Ok(manifest) => manifest,
                Err(error) => {
                    store.leave_alone(&error);
                    continue;
                }
            };
            let there = Head {
                version: manifest.version,
                scenario_hash: manifest.scenario_hash,
                settings: manifest.settings.of_points(),
            };
            // To do the same again is to check it.
            if there == *head || !head.differences(&there).is_empty() {
                continue;
            }
            match read_study(&folder) {
                Ok(study) => {
                    let paths: Vec<&str> = study.factors.iter().map(|factor| factor.path.as_str()).collect();
                    store.learn(&paths, &study.points);
                }
                Err(error) => store.leave_alone(&error),
            }
        }
        store.learn(&head.paths(), &entries);
        store.journal = Some(journal);
        Ok(store)
    }

    /// Says of what is damaged that no point is taken over from there. What another version or somebody else has left is
    /// none of ours.
    fn leave_alone(&mut self, error: &ResultsError) {
        if let ResultsError::Damaged { .. } | ResultsError::Json { .. } = error {
            self.left_alone.push(format!("no points are taken over: {error}"));
        }
    }

    fn learn(&mut self, paths: &[&str], points: &Points) {
        for point in points.iter() {
            if let Some(key) = key(paths, &point) {
                self.places.insert(key, self.known.len());
                self.known.push(point);
            }
        }
    }

    /// A point that is known, as this sweep numbers and names it.
    pub(super) fn find(&self, paths: &[&str], blank: &PointFigures) -> Option<PointFigures> {
        let known = self.known.get(*self.places.get(&key(paths, blank)?)?)?;
        let PointFigures { point, factors, varied, .. } = blank.clone();
        Some(PointFigures { point, factors, varied, ..known })
    }

    /// Keeps a point that was found.
    pub(super) fn add(&mut self, point: &PointFigures) -> Result<(), ResultsError> {
        self.journal.as_mut().map_or(Ok(()), |journal| journal.add(point))
    }

    /// Removes the journal: the results are in their place.
    pub(super) fn close(self) {
        if let Some(journal) = self.journal {
            journal.close();
        }
    }
}

impl Head {
    /// The paths of what is varied, in order.
    fn paths(&self) -> Vec<&str> {
        let study = self.settings.study.as_ref();
        let vary = study.map_or(&[][..], |study| &study.vary);
        vary.iter().filter_map(|factor| Some(factor.split_once('=')?.0.trim())).collect()
    }

    /// In what another sweep differs that its points depend on; what is varied and by which design does not count.
    fn differences(&self, other: &Head) -> Vec<String> {
        let (mine, theirs) = (&self.settings, &other.settings);
        let mut found = Vec::new();
        let mut told = |differs: bool, what: String| {
            if differs {
                found.push(what);
            }
        };
        told(self.version != other.version, format!("it is of version {}", other.version));
        told(self.scenario_hash != other.scenario_hash, self.what_changed(other));
        told(mine.seed != theirs.seed, format!("its seed is {}", theirs.seed));
        let figures = match theirs.plays {
            0 => "its figures are exact".to_owned(),
            plays => format!("it plays {} times at each point", count(plays)),
        };
        told(mine.plays != theirs.plays, figures);
        let scenarios = |settings: &Settings| settings.study.as_ref().map(|study| study.scenarios.clone());
        told(
            scenarios(mine) != scenarios(theirs),
            "it compares other scenarios, or one of them has changed since".to_owned(),
        );
        let batches = |settings: &Settings| settings.study.as_ref().is_some_and(|study| study.batches);
        let is_of_another_kind = batches(mine) != batches(theirs);
        told(is_of_another_kind, "its design keeps other figures of each point".to_owned());
        found
    }

    /// Why the scenario is not the same.
    fn what_changed(&self, other: &Head) -> String {
        let laid = |settings: &Settings| {
            let set = settings.set.iter().map(|setting| format!("--set {setting}"));
            let strategies = settings.strategy.iter().map(|strategy| format!("--strategy {strategy}"));
            set.chain(strategies).collect::<Vec<_>>()
        };
        let (mine, theirs) = (laid(&self.settings), laid(&other.settings));
        match theirs.is_empty() {
            _ if mine == theirs => "the scenario has changed since".to_owned(),
            true => "nothing is laid over its scenario".to_owned(),
            false => format!("laid over its scenario is {}", theirs.join(" ")),
        }
    }
}

/// What a point depends on, beside what all points of a sweep depend on: a SHA-256.
type Key = [u8; 32];

/// The key of a point; nothing for a point of other factors.
fn key(paths: &[&str], point: &PointFigures) -> Option<Key> {
    let varied = |&factor: &usize| {
        let path = *paths.get(factor)?;
        Some((path, point.factors.get(path)?))
    };
    let mut varied: Vec<(&str, &Level)> = point.varied.iter().map(varied).collect::<Option<_>>()?;
    varied.sort_by_key(|(path, _)| *path);
    let varied = serde_json::to_vec(&(varied, point.seed)).expect("results have text keys only");
    Some(Sha256::digest(varied).into())
}

/// The folders that sweeps have left, by name.
fn finished(scenario: &Path) -> Vec<PathBuf> {
    let is_of_a_sweep = |path: &PathBuf| {
        path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(&format!("{WORK}-")))
    };
    let entries = fs::read_dir(scenario).into_iter().flatten().flatten().map(|entry| entry.path());
    let mut folders: Vec<PathBuf> = entries.filter(is_of_a_sweep).collect();
    folders.sort();
    folders
}
