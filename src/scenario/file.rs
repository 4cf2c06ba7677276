//! A scenario as written: one tree, merged through `extends`, that settings can be laid over before it is checked.

use std::collections::BTreeSet;
use std::io::Read as _;
use std::path::{Path as FilePath, PathBuf};

use super::document::{self, Node, Value};
use super::error::LoadError;
use super::overlay;
use super::path::{Missing, Path};
use super::place::{Place, Problem, Problems};
use super::{Loaded, library, limits, read, setting, suggest};

/// A scenario as written, with the places of all its values; not checked yet.
///
/// A study opens it once and lays each of its points over a clone.
#[derive(Debug, Clone)]
pub struct ScenarioFile {
    name: String,
    tree: Node,
    /// Priors given by settings, which later ones leave alone: actor and type.
    priors_set: BTreeSet<(String, String)>,
}

/// Where a text comes from, and with it what its `extends` can name.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Origin {
    /// A scenario of the library, by its name.
    Library(String),
    /// A file on disk.
    Disk(PathBuf),
    /// A text in memory, by a name for messages.
    Memory(String),
}

impl ScenarioFile {
    /// Opens a library scenario by its name, or a file by its path, with everything it extends.
    ///
    /// # Errors
    /// No such scenario, a file that cannot be read, or mistakes in the TOML or in an `extends`.
    pub fn open(name: &str) -> Result<Self, LoadError> {
        if let Some(file) = library::find(name) {
            let origin = Origin::Library(name.to_owned());
            return Self::merged(name.to_owned(), origin, file.text);
        }
        let path = FilePath::new(name);
        if !is_toml(name) && !path.is_file() {
            let hint = suggest::hint(name, library::names());
            return Err(LoadError::UnknownName { name: suggest::quote(name), hint });
        }
        let text = read_file(path)?;
        let stem =
            path.file_stem().map_or_else(|| name.to_owned(), |stem| stem.to_string_lossy().into_owned());
        Self::merged(stem, Origin::Disk(path.to_owned()), &text)
    }

    /// Takes a scenario from a text in memory. It may extend library scenarios.
    ///
    /// # Errors
    /// Mistakes in the TOML or in an `extends`.
    pub fn from_text(name: &str, text: &str) -> Result<Self, LoadError> {
        if text.len() > limits::FILE_BYTES {
            return Err(Problems(vec![too_large(name)]).into());
        }
        Self::merged(name.to_owned(), Origin::Memory(name.to_owned()), text)
    }

    fn merged(name: String, origin: Origin, text: &str) -> Result<Self, LoadError> {
        let tree = merge(&mut vec![origin], text)?;
        Ok(ScenarioFile { name, tree, priors_set: BTreeSet::new() })
    }

    /// Lays one value over the scenario, written `PATH=VALUE` as after `--set`. Setting the prior of a type rescales the
    /// actor's other priors, those excepted that were set before.
    ///
    /// # Errors
    /// An argument of another form, or a path that leads nowhere. Values are checked by [`check`](Self::check).
    pub fn set(&mut self, argument: &str) -> Result<(), Problem> {
        let setting = setting::parse_setting(argument)?;
        self.lay(&setting.path, setting.value, &setting.place)
    }

    /// Lays one number over the scenario; a whole one as an integer.
    ///
    /// # Errors
    /// A path that leads nowhere.
    pub fn set_number(&mut self, path: &str, number: f64) -> Result<(), Problem> {
        let place = Place { file: format!("{path}={number}"), line: 1, column: 1 };
        let value = if number.fract() == 0.0 && number.abs() < 1e15 {
            Value::Integer(number as i64)
        } else {
            Value::Float(number)
        };
        let column = path.chars().count() as u32 + 2;
        let value = Node { value, place: Place { column, ..place.clone() } };
        let path = Path::parse(path).map_err(|missing| missing.at(&place))?;
        self.lay(&path, value, &place)
    }

    /// Gives an actor, or one of its types, a strategy, written `ACTOR[:TYPE]=NAME` as after `--strategy`. An actor's
    /// strategy takes the place of those of its types.
    ///
    /// # Errors
    /// An argument of another form, or an actor or type that does not exist.
    pub fn set_strategy(&mut self, argument: &str) -> Result<(), Problem> {
        for setting in setting::parse_strategy(argument, &self.tree)? {
            setting
                .path
                .set(&mut self.tree, setting.value, &setting.place)
                .map_err(|missing| missing.at(&setting.place))?;
        }
        Ok(())
    }

    /// The number at a path. What a type does not change it has from its actor.
    ///
    /// # Errors
    /// A sentence that says why there is no number.
    pub fn number(&self, path: &str) -> Result<f64, String> {
        number(&self.tree, path)
    }

    /// Reads and checks the whole scenario.
    ///
    /// # Errors
    /// Every mistake there is, in the order of their places.
    pub fn check(&self) -> Result<Loaded, LoadError> {
        Ok(read::scenario(&self.name, &self.tree)?)
    }

    /// A text at the top of the tree, for listings.
    pub(super) fn text(&self, key: &str) -> &str {
        self.tree.get(key).and_then(Node::as_text).unwrap_or_default()
    }

    fn lay(&mut self, path: &Path, value: Node, place: &Place) -> Result<(), Problem> {
        path.set(&mut self.tree, value, place).map_err(|missing| missing.at(place))?;
        if let ["actor", actor, "type", kind, "prior"] = path.names()[..] {
            self.priors_set.insert((actor.to_owned(), kind.to_owned()));
            setting::rescale_priors(&mut self.tree, actor, &self.priors_set);
        }
        Ok(())
    }
}

/// The number at a path of a tree. What a type does not change it has from its actor.
pub(super) fn number(tree: &Node, path: &str) -> Result<f64, String> {
    let parsed = Path::parse(path).map_err(|missing| missing.message)?;
    let found = parsed.get(tree).or_else(|missing| match parsed.names()[..] {
        ["actor", actor, "type", kind, ref rest @ ..] if tree_has(tree, &["actor", actor, "type", kind]) => {
            let inherited = [&["actor", actor], rest].concat().join(".");
            Path::parse(&inherited).and_then(|path| path.get(tree)).map_err(|_| missing)
        }
        _ => Err(missing),
    });
    let node = found.map_err(|missing| missing.message)?;
    node.as_number().ok_or_else(|| match node.as_table() {
        Some(table) => {
            let hint =
                table.keys().next().map(|key| format!(" Name one of its values, such as `{path}.{key}`."));
            format!("`{path}` is a table, not a number.{}", hint.unwrap_or_default())
        }
        None => format!("`{path}` is not a number."),
    })
}

fn tree_has(tree: &Node, names: &[&str]) -> bool {
    names.iter().try_fold(tree, |node, name| node.get(name)).is_some()
}

impl Missing {
    /// As a problem of the argument that the path stands in, from `place` on.
    pub(super) fn at(self, place: &Place) -> Problem {
        Problem {
            place: Place { column: place.column + self.column, ..place.clone() },
            message: self.message,
        }
    }
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
    let mut problems = Vec::new();
    // What is missing at the top is missing from the file that was asked for.
    base.place = tree.place.clone();
    overlay::overlay(&mut base, tree, &mut problems);
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
    match read_file(&path) {
        Ok(text) => Ok((Origin::Disk(path), text)),
        Err(LoadError::Problems(Problems(mut problems))) if !problems.is_empty() => {
            Err(problems.remove(0).message)
        }
        Err(error) => Err(format!("{error}.")),
    }
}

impl Origin {
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
        return Err(Problems(vec![too_large(&name)]).into());
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
    Problems(vec![Problem { place: place.clone(), message: message.into() }]).into()
}
