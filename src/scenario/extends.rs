//! `extends = "NAME"`: a text laid over another, from the library or from disk.

use std::io::Read as _;
use std::path::{Path as FilePath, PathBuf};

use super::document::{self, Node, Value};
use super::error::LoadError;
use super::place::{Place, Problem, Problems};
use super::statement::EXPECT;
use super::{library, limits, overlay, suggest};

/// The tree of a library scenario or a file, with everything it extends; the name that it goes by, and its origin.
pub(super) fn open(name: &str) -> Result<(String, Origin, Node), LoadError> {
    if let Some(file) = library::find(name) {
        let origin = Origin::Library(name.to_owned());
        let tree = merge(&mut vec![origin.clone()], file.text)?;
        return Ok((name.to_owned(), origin, tree));
    }
    let path = FilePath::new(name);
    if !is_toml(name) && !path.is_file() {
        let hint = suggest::hint(name, library::names());
        return Err(LoadError::UnknownName { name: suggest::quote(name), hint });
    }
    let stem = path.file_stem().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    let text = read_file(path)?;
    let origin = Origin::Disk(path.to_owned());
    let tree = merge(&mut vec![origin.clone()], &text)?;
    Ok((stem, origin, tree))
}

/// The tree of a text in memory, with everything it extends.
pub(super) fn from_text(name: &str, text: &str) -> Result<(Origin, Node), LoadError> {
    if text.len() > limits::FILE_BYTES {
        return Err(too_large(name).into());
    }
    let origin = Origin::Memory(name.to_owned());
    let tree = merge(&mut vec![origin.clone()], text)?;
    Ok((origin, tree))
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
fn merge(chain: &mut Vec<Origin>, text: &str) -> Result<Node, LoadError> {
    let file = chain.last().map_or_else(String::new, Origin::file);
    let mut tree = document::parse(&file, text).map_err(Problems)?;
    let Value::Table(table) = &mut tree.value else { return Ok(tree) };
    let Some(extends) = table.shift_remove("extends") else {
        return match table.get("remove") {
            Some(entry) => {
                let message = "`remove` takes something away from a scenario that this one `extends`, and it extends none.";
                Err(one(&entry.key_place, message))
            }
            None => Ok(tree),
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
    chain.push(origin);
    let mut base = merge(chain, &base_text)?;
    if let Value::Table(table) = &mut base.value {
        // What is expected of the base is not expected of what varies it.
        table.shift_remove(EXPECT);
    }
    let mut problems = Vec::new();
    // What is missing at the top is missing from the file that was asked for.
    base.place = tree.place.clone();
    overlay::overlay(&mut base, tree, &mut problems);
    problems.sort_by(|left, right| left.place.cmp(&right.place));
    if problems.is_empty() { Ok(base) } else { Err(Problems(problems).into()) }
}

/// What `extends = "NAME"` in the last file of the chain means: a library scenario, or a file relative to that file.
fn extended(chain: &[Origin], name: &str) -> Result<(Origin, String), String> {
    if let Some(file) = library::find(name) {
        return Ok((Origin::Library(name.to_owned()), file.text.to_owned()));
    }
    let Some(Origin::Disk(file)) = chain.last().filter(|_| is_toml(name)) else {
        let hint = suggest::hint(name, library::names());
        let files = match chain.last() {
            Some(Origin::Disk(_)) => "; a file's name ends in `.toml`",
            _ => "",
        };
        return Err(format!("There is no scenario {} in the library{files}.{hint}", suggest::quote(name)));
    };
    let path = file.parent().unwrap_or(FilePath::new("")).join(name);
    if !path.exists() {
        return Err(format!("There is no file {}.", suggest::quote(&path.display().to_string())));
    }
    match read_file(&path) {
        Ok(text) => Ok((Origin::Disk(path), text)),
        Err(LoadError::Problems(Problems(mut problems))) if !problems.is_empty() => {
            Err(problems.remove(0).message)
        }
        Err(error) => Err(format!("{error}.")),
    }
}

impl Origin {
    /// The scenario that a statement means by `in NAME`, as it is asked for: in the same folder, or in the library.
    pub(super) fn beside(&self, name: &str) -> Result<String, String> {
        let near = match self {
            Origin::Library(own) => library::beside(own, name),
            Origin::Disk(own) => {
                let file = if is_toml(name) { name.to_owned() } else { format!("{name}.toml") };
                let path = own.parent().unwrap_or(FilePath::new("")).join(file);
                path.is_file().then(|| path.display().to_string())
            }
            Origin::Memory(_) => None,
        };
        near.or_else(|| library::find(name).map(|_| name.to_owned())).ok_or_else(|| {
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
fn read_file(path: &FilePath) -> Result<String, LoadError> {
    let name = path.display().to_string();
    let failed = |source| LoadError::Io { path: path.to_owned(), source };
    // Checked before opening: opening a pipe would wait for ever.
    if !path.metadata().map_err(failed)?.is_file() {
        return Err(failed(std::io::Error::other("it is not a regular file")));
    }
    let file = std::fs::File::open(path).map_err(failed)?;
    let mut bytes = Vec::new();
    file.take(limits::FILE_BYTES as u64 + 1).read_to_end(&mut bytes).map_err(failed)?;
    if bytes.len() > limits::FILE_BYTES {
        return Err(too_large(&name).into());
    }
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
        message: format!(
            "The file is larger than {} bytes, the most a scenario may have.",
            limits::FILE_BYTES
        ),
    }
}

fn one(place: &Place, message: impl Into<String>) -> LoadError {
    Problem { place: place.clone(), message: message.into() }.into()
}
