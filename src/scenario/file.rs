//! A scenario as written: one tree, merged through `extends`, that settings can be laid over before it is checked.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::about::following;
use super::defaults::default_number;
use super::document::{Node, Value};
use super::error::LoadError;
use super::extends::{Base, Origin};
use super::overlay;
use super::path::{Missing, Path};
use super::place::{Place, Problem, Problems};
use super::statement::EXPECT;
use super::variation::{Variation, changes};
use super::{Loaded, Request, extends, read, setting};

/// A scenario as written, with the places of all its values; not checked yet.
///
/// A study opens it once and lays each of its points over a clone.
#[derive(Debug, Clone)]
pub struct ScenarioFile {
    name: String,
    origin: Origin,
    tree: Node,
    /// What it extends, if anything. Shared: it never changes.
    base: Option<Arc<Base>>,
    /// Priors given by settings, which later ones leave alone: actor and type.
    priors_set: BTreeSet<(String, String)>,
    /// Whether what is laid over it leaves its expectations.
    keeps_expectations: bool,
}

impl ScenarioFile {
    /// Opens a library scenario by its name, or a file by its path, with everything it extends.
    ///
    /// # Errors
    /// No such scenario, a file that cannot be read, or mistakes in the TOML or in an `extends`.
    pub fn open(name: &str) -> Result<Self, LoadError> {
        let (name, origin, tree, base) = extends::open(name)?;
        let base = base.map(Arc::new);
        Ok(ScenarioFile { name, origin, tree, base, priors_set: BTreeSet::new(), keeps_expectations: false })
    }

    /// Takes a scenario from a text in memory. It may extend library scenarios.
    ///
    /// # Errors
    /// Mistakes in the TOML or in an `extends`.
    pub fn from_text(name: &str, text: &str) -> Result<Self, LoadError> {
        let (origin, tree, base) = extends::from_text(name, text)?;
        let (name, base) = (name.to_owned(), base.map(Arc::new));
        Ok(ScenarioFile { name, origin, tree, base, priors_set: BTreeSet::new(), keeps_expectations: false })
    }

    /// Asks the expectations of the file of whatever is laid over it from now on, too.
    pub fn keep_expectations(&mut self) {
        self.keeps_expectations = true;
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
            self.lay(&setting.path, setting.value, &setting.place)?;
        }
        Ok(())
    }

    /// Lays over it what a request lays over its scenario, and checks the whole.
    ///
    /// # Errors
    /// Every mistake in it and in what is laid over it.
    pub fn lay_over(&mut self, request: &Request) -> Result<Loaded, LoadError> {
        let settings: Vec<_> = request.settings.iter().map(|setting| self.set(setting)).collect();
        let strategies = request.strategies.iter().map(|strategy| self.set_strategy(strategy));
        let all = settings.into_iter().chain(strategies);
        let mut problems: Vec<Problem> = all.filter_map(Result::err).collect();
        match self.check() {
            Ok(loaded) if problems.is_empty() => return Ok(loaded),
            Err(LoadError::Problems(Problems(more))) => problems.extend(more),
            Err(error) if problems.is_empty() => return Err(error),
            _ => {}
        }
        Err(Problems(problems).into())
    }

    /// The number at a path. What a type does not change it has from its actor.
    ///
    /// # Errors
    /// A sentence that says why there is no number.
    pub fn number(&self, path: &str) -> Result<f64, String> {
        number(&self.tree, path)
    }

    /// The number at a path, or the one that counts where none is written.
    #[must_use]
    pub fn standing_number(&self, path: &str) -> Option<f64> {
        self.number(path).ok().or_else(|| default_number(&self.tree, path))
    }

    /// The path under which the number at a path is written: of one that a type has from its actor, the actor's.
    ///
    /// # Errors
    /// A sentence that says why there is no number.
    pub fn written(&self, path: &str) -> Result<String, String> {
        let parsed = Path::parse(path).map_err(|missing| missing.message)?;
        number(&self.tree, path)?;
        let names = parsed.names();
        let ["actor", actor, "type", _, ref rest @ ..] = names[..] else {
            return Ok(parsed.by_ids(&self.tree));
        };
        let is_number = |path: &str| {
            let found = Path::parse(path).ok().and_then(|path| path.get(&self.tree).ok()?.as_number());
            found.is_some()
        };
        let of_actor = format!("actor.{actor}.{}", rest.join("."));
        // Where a type makes a number linear, what was the number is its base.
        let plain = of_actor.strip_suffix(".base").map(str::to_owned);
        let candidates = [Some(names.join(".")), Some(of_actor), plain];
        let found = candidates.into_iter().flatten().find(|path| is_number(path));
        found.ok_or_else(|| format!("`{path}` is written nowhere."))
    }

    /// What it changes of the scenario that it extends, settings included; `None` if it extends none.
    #[must_use]
    pub fn variation(&self) -> Option<Variation> {
        let base = self.base.as_ref()?;
        Some(Variation { base: base.name.clone(), changes: changes(&base.tree, &self.tree) })
    }

    /// The scenario that it extends: a name of the library, or a file.
    pub(super) fn extends(&self) -> Option<&str> {
        Some(&self.base.as_ref()?.name)
    }

    /// Reads and checks the whole scenario.
    ///
    /// # Errors
    /// Every mistake there is, in the order of their places.
    pub fn check(&self) -> Result<Loaded, LoadError> {
        Ok(read::scenario(&self.name, &self.origin, &self.tree)?)
    }

    /// A text at the top of the tree, for listings.
    pub(super) fn text(&self, key: &str) -> &str {
        self.tree.get(key).and_then(Node::as_text).unwrap_or_default()
    }

    fn lay(&mut self, path: &Path, value: Node, place: &Place) -> Result<(), Problem> {
        if let (Value::Table(table), false) = (&mut self.tree.value, self.keeps_expectations) {
            // What is expected of the file as it is written is not expected of what varies it.
            table.shift_remove(EXPECT);
        }
        let mut done = Ok(());
        following(&mut self.tree, |tree| done = path.set(tree, value, place));
        done.map_err(|missing| missing.at(place))?;
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
    match parsed.get(tree) {
        Ok(node) => as_number(node, path),
        Err(missing) => {
            let inherited =
                of_type(tree, &parsed).and_then(|(variant, rest)| Some(rest.get(&variant).ok()?.clone()));
            as_number(&inherited.ok_or(missing.message)?, path)
        }
    }
}

fn as_number(node: &Node, path: &str) -> Result<f64, String> {
    let such_as = |key: &str| format!(" Name one of its values, such as `{path}.{key}`.");
    node.as_number().ok_or_else(|| match &node.value {
        Value::Table(table) => {
            let hint = table.keys().next().map(String::as_str).map(such_as);
            format!("`{path}` is a table, not a number.{}", hint.unwrap_or_default())
        }
        Value::List(list) if list.iter().any(|member| member.as_number().is_some()) => {
            format!("`{path}` is a list, not a number.{}", such_as("0"))
        }
        _ => format!("`{path}` is not a number."),
    })
}

/// For a path into a type: the actor with the type laid over it, and the rest of the path.
fn of_type(tree: &Node, path: &Path) -> Option<(Node, Path)> {
    let ["actor", actor, "type", kind, ref rest @ ..] = path.names()[..] else { return None };
    let actor = tree.get("actor")?.get(actor)?;
    let mut variant = actor.clone();
    overlay::overlay(&mut variant, actor.get("type")?.get(kind)?.clone(), &mut Vec::new());
    Some((variant, Path::parse(&rest.join(".")).ok()?))
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
