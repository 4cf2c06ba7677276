//! `extends = "NAME"`: a text laid over another, from the library or from disk.

use std::ffi::OsStr;
use std::path::{Path as FilePath, PathBuf};

use super::document::{self, Node, Value};
use super::error::LoadError;
use super::place::{Place, Problem, Problems};
use super::statement::EXPECT;
use super::{library, limits, overlay, regular, suggest};

/// The tree of a library scenario or a file, with everything it extends; the name that it goes by, its origin, and what
/// it extends.
pub(super) fn open(name: &str) -> Result<(String, Origin, Node, Option<Base>), LoadError> {
    if let Some(file) = library::find(name) {
        let origin = Origin::Library(name.to_owned());
        let (tree, base) = merge(&mut vec![origin.clone()], file.text)?;
        return Ok((name.to_owned(), origin, tree, base));
    }
    let path = FilePath::new(name);
    if !is_toml(name) && !path.is_file() {
        let hint = suggest::hint(name, library::names());
        return Err(LoadError::UnknownName { name: suggest::quote(name), hint });
    }
    let text = read_file(path)?;
    let origin = Origin::Disk(path.to_owned());
    let (tree, base) = merge(&mut vec![origin.clone()], &text)?;
    Ok((name_of(path), origin, tree, base))
}

/// What a file's scenario goes by: its stem, and a `baseline` with its folder before it, since many are called so. Never
/// a name of the library: results of the two would lie in one folder.
fn name_of(path: &FilePath) -> String {
    let part = |part: Option<&OsStr>| part.map(|part| part.to_string_lossy().into_owned());
    let stem = part(path.file_stem()).unwrap_or_default();
    let mut name = stem.clone();
    if stem == "baseline"
        && let Ok(whole) = std::path::absolute(path)
        && let Some(folder) = part(whole.parent().and_then(FilePath::file_name))
    {
        name = format!("{folder}-{stem}");
    }
    let is_taken = library::names().any(|taken| taken.split('/').next() == Some(name.as_str()));
    if is_taken { format!("{name}-file") } else { name }
}

/// The tree of a text in memory, with everything it extends, and what it extends.
pub(super) fn from_text(name: &str, text: &str) -> Result<(Origin, Node, Option<Base>), LoadError> {
    if text.len() > limits::FILE_BYTES {
        return Err(too_large(name).into());
    }
    let origin = Origin::Memory(name.to_owned());
    let (tree, base) = merge(&mut vec![origin.clone()], text)?;
    Ok((origin, tree, base))
}

/// What a scenario extends, before that is laid over it.
#[derive(Debug, Clone)]
pub(super) struct Base {
    /// A name of the library, or a file.
    pub(super) name: String,
    /// What is written there.
    pub(super) tree: Node,
}

/// Where a text comes from, and with it what it can name beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Origin {
    /// A scenario of the library, by its name.
    Library(String),
    /// A file on disk.
    Disk(PathBuf),
    /// A text in memory, by a name for messages.
    Memory(String),
}

/// The tree of a text, laid over what it extends. `chain` holds the origins from the first file to this one.
fn merge(chain: &mut Vec<Origin>, text: &str) -> Result<(Node, Option<Base>), LoadError> {
    let file = chain.last().map_or_else(String::new, Origin::file);
    let mut tree = document::parse(&file, text).map_err(Problems)?;
    let Value::Table(table) = &mut tree.value else { return Ok((tree, None)) };
    let Some(extends) = table.shift_remove("extends") else {
        return match table.get("remove") {
            Some(entry) => {
                let message = "`remove` takes something away from a scenario that this one `extends`, and it extends none.";
                Err(one(&entry.key_place, message))
            }
            None => Ok((tree, None)),
        };
    };
    let Some(name) = extends.node.as_text() else {
        return Err(one(&extends.node.place, "`extends` must be the name of a scenario, in quotes."));
    };
    let place = &extends.node.place;
    let (origin, base_text) = extended(chain, name).map_err(|message| one(place, message))?;
    if chain.iter().any(|earlier| earlier.is_same(&origin)) {
        let files: Vec<String> =
            chain.iter().chain([&origin]).map(|origin| suggest::quote(&origin.file())).collect();
        return Err(one(place, format!("This extends itself: {}.", files.join(" extends "))));
    }
    if chain.len() > limits::EXTENDS_DEPTH {
        let message = format!("`extends` goes more than {} files deep.", limits::EXTENDS_DEPTH);
        return Err(one(place, message));
    }
    let name = origin.name();
    chain.push(origin);
    let (mut base, _) = merge(chain, &base_text)?;
    if let Value::Table(table) = &mut base.value {
        // What is expected of the base is not expected of what varies it.
        table.shift_remove(EXPECT);
    }
    let below = Base { name, tree: base.clone() };
    let mut problems = Vec::new();
    // What is missing at the top is missing from the file that was asked for.
    base.place = tree.place.clone();
    overlay::overlay(&mut base, tree, &mut problems);
    problems.sort_by(|left, right| left.place.cmp(&right.place));
    if problems.is_empty() { Ok((base, Some(below))) } else { Err(Problems(problems).into()) }
}

/// What `extends = "NAME"` in the last file of the chain means, and what is written there.
fn extended(chain: &[Origin], name: &str) -> Result<(Origin, String), String> {
    let origin = match chain.last() {
        Some(own) => own.beside(name)?,
        None => Origin::Library(name.to_owned()),
    };
    let text = match &origin {
        Origin::Disk(path) => read_file(path),
        _ => Ok(library::find(&origin.name()).map_or_else(String::new, |file| file.text.to_owned())),
    };
    match text {
        Ok(text) => Ok((origin, text)),
        Err(LoadError::Problems(Problems(mut problems))) if !problems.is_empty() => {
            Err(problems.remove(0).message)
        }
        Err(error) => Err(format!("{error}.")),
    }
}

impl Origin {
    /// The scenario that `extends = "NAME"` and `in NAME` mean: another file, with or without its `.toml`, by a path from the
    /// folder of this one, or a scenario of the library. `korea-2018.toml` can so extend the library's `korea-2018`. A path
    /// may lead out of the folder (`../border`), as variants in folders of their own need it: what is there is read as a
    /// scenario, and nothing else comes of it. Names of the library lead nowhere but into the library.
    pub(super) fn beside(&self, name: &str) -> Result<Origin, String> {
        let near = match self {
            Origin::Library(own) => library::beside(own, name).map(Origin::Library),
            Origin::Disk(own) => {
                let file = if is_toml(name) { name.to_owned() } else { format!("{name}.toml") };
                let path = own.parent().unwrap_or(FilePath::new("")).join(file);
                path.exists().then_some(Origin::Disk(path))
            }
            Origin::Memory(_) => None,
        };
        let library = library::find(name).map(|_| Origin::Library(name.to_owned()));
        let near = near.filter(|near| library.is_none() || !near.is_same(self));
        near.or(library).ok_or_else(|| {
            let near = match self {
                Origin::Library(own) => library::siblings(own),
                _ => Vec::new(),
            };
            let known: Vec<&str> = near.into_iter().chain(library::names()).collect();
            let place =
                if matches!(self, Origin::Disk(_)) { " beside this file or in the library" } else { "" };
            let hint = suggest::hint(name, known.into_iter());
            format!("There is no scenario {}{place}.{hint}", suggest::quote(name))
        })
    }

    /// By which it is asked for.
    pub(super) fn name(&self) -> String {
        match self {
            Origin::Library(name) | Origin::Memory(name) => name.clone(),
            Origin::Disk(path) => path.display().to_string(),
        }
    }

    /// As it stands in places.
    fn file(&self) -> String {
        match self {
            Origin::Library(name) => {
                library::find(name).map_or_else(|| name.clone(), |file| file.file.clone())
            }
            Origin::Disk(path) => path.display().to_string(),
            Origin::Memory(name) => name.clone(),
        }
    }

    fn is_same(&self, other: &Origin) -> bool {
        match (self, other) {
            (Origin::Disk(left), Origin::Disk(right)) => match (left.canonicalize(), right.canonicalize()) {
                (Ok(left), Ok(right)) => left == right,
                _ => left == right,
            },
            _ => self == other,
        }
    }
}

fn is_toml(name: &str) -> bool {
    FilePath::new(name).extension().is_some_and(|extension| extension == "toml")
}

/// The text of a file, which must be a regular one, small enough, and UTF-8.
pub(super) fn read_file(path: &FilePath) -> Result<String, LoadError> {
    let name = path.display().to_string();
    let failed = |source| LoadError::Io { path: path.to_owned(), source };
    let bytes = match regular::read(path, limits::FILE_BYTES as u64) {
        Err(error) if error.kind() == std::io::ErrorKind::FileTooLarge => return Err(too_large(&name).into()),
        read => read.map_err(failed)?,
    };
    String::from_utf8(bytes).map_err(|error| {
        let good = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = good.iter().filter(|byte| **byte == b'\n').count() as u32 + 1;
        let place = Place { file: name, line, column: 1 };
        one(&place, "This line is not UTF-8 text.")
    })
}

fn too_large(name: &str) -> Problem {
    let place = Place { file: name.to_owned(), line: 1, column: 1 };
    Problem {
        place,
        message: format!("The file is larger than {} bytes, the most a file may have.", limits::FILE_BYTES),
    }
}

fn one(place: &Place, message: impl Into<String>) -> LoadError {
    Problem { place: place.clone(), message: message.into() }.into()
}
