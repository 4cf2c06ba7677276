//! What the analyst wrote and what it means.
//!
//! A text becomes a tree of values that know their places (`document`); trees are laid over one another (`overlay`:
//! `extends`, types, `--set` and a study's factors are all the same thing); one reader (`read`) turns the tree into a
//! checked [`Scenario`] and collects every mistake on the way.
//!
//! ```
//! use standoff::scenario::{Request, load};
//!
//! let mut request = Request::new("textbook/chicken");
//! request.settings.push("rounds=10".to_owned());
//! let loaded = load(&request)?;
//! assert_eq!(loaded.scenario.rounds, 10);
//! # Ok::<(), standoff::scenario::LoadError>(())
//! ```

mod about;
mod calendar;
mod defaults;
mod document;
mod effective;
mod error;
mod extends;
mod file;
mod library;
pub mod limits;
pub mod model;
mod overlay;
mod path;
pub mod place;
mod provenance;
mod read;
pub mod record;
pub(crate) mod regular;
mod setting;
pub mod statement;
pub mod strategy;
mod suggest;
mod variation;

pub use calendar::moments;
pub(crate) use effective::{hexadecimal, sha256};
pub use error::LoadError;
pub use file::ScenarioFile;
pub use model::*;
pub use path::is_within;
pub use place::{Place, Problem, Problems};
pub use provenance::{Number, numbers};
pub use read::{StudyFile, Written};
pub use record::Record;
pub use statement::{Expect, Measure, Order, OrderTerm, Statement};
pub use strategy::{STRATEGY_NAMES, ScriptLine, StrategyChoice, StrategyRule};
pub use variation::{Change, Variation};

/// Which scenario, and what to lay over it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Request {
    /// A library scenario (`korea-2018`) or a path to a file.
    pub name: String,
    /// `PATH=VALUE`, in order.
    pub settings: Vec<String>,
    /// `ACTOR[:TYPE]=STRATEGY`, in order, after the settings.
    pub strategies: Vec<String>,
}

impl Request {
    /// The scenario as it stands in its file.
    #[must_use]
    pub fn new(name: &str) -> Self {
        Request { name: name.to_owned(), ..Request::default() }
    }

    /// The name as an argument of a command: one that begins like an option says that it is a file of this folder.
    #[must_use]
    pub fn argument(&self) -> String {
        if self.name.starts_with('-') { format!("./{}", self.name) } else { self.name.clone() }
    }
}

/// A scenario that passed every check.
#[derive(Debug, Clone, PartialEq)]
pub struct Loaded {
    /// What the file means.
    pub scenario: Scenario,
    /// What is allowed there and yet likely to be a mistake, in the order of the places.
    pub warnings: Vec<Problem>,
    /// What is likely to be a mistake if plays come to states in which it shows: the compiled game settles it.
    pub doubts: Vec<Doubt>,
}

/// Something that is a mistake or none, as the states that plays come to tell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doubt {
    /// Where it is written.
    pub place: Place,
    /// The key of the effect that it is about.
    pub effect: String,
    /// What is doubted.
    pub about: About,
}

/// What is doubted of an effect.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About {
    /// That its chance lies within [0, 1].
    Chance,
    /// That it ever applies, as a rule.
    Rule,
}

/// A scenario of the library.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LibraryEntry {
    /// By which it is asked for.
    pub name: String,
    /// One line.
    pub title: String,
    /// One paragraph.
    pub summary: String,
    /// The scenario of the library that it varies, if it varies one.
    pub extends: Option<String>,
}

/// Loads and checks a scenario.
///
/// # Errors
/// No such scenario, a file that cannot be read, or every mistake in it and in what is laid over it.
pub fn load(request: &Request) -> Result<Loaded, LoadError> {
    ScenarioFile::open(&request.name)?.lay_over(request)
}

/// Checks a scenario from a text in memory. `name` stands in its places; it may extend library scenarios.
///
/// # Errors
/// Every mistake in it.
pub fn load_text(name: &str, text: &str) -> Result<Loaded, LoadError> {
    ScenarioFile::from_text(name, text)?.check()
}

/// The scenarios of the library, in alphabetical order.
#[must_use]
pub fn list() -> Vec<LibraryEntry> {
    let entry = |name: &str| {
        let file = ScenarioFile::open(name).ok()?;
        let text = |key| file.text(key).to_owned();
        let (title, summary) = (text("title"), text("summary"));
        let extends = file.extends().map(str::to_owned);
        Some(LibraryEntry { name: name.to_owned(), title, summary, extends })
    };
    library::names().filter_map(entry).collect()
}
