//! The names in an expectation: what its measures are of, here or in another scenario.

use std::collections::HashMap;

use super::names::{Names, entries};
use crate::scenario::document::{Node, Value};
use crate::scenario::extends::{self, Origin};
use crate::scenario::model::{ActorIndex, MoveIndex};
use crate::scenario::statement::{CLASS_NAMES, Call, Figure, INSPECTION, MEASURE_NAMES, Measure};
use crate::scenario::{LoadError, limits, suggest};

/// The scenario that a measure is read in.
pub(super) struct Scope<'a> {
    names: &'a Names,
    root: &'a Node,
    rounds: u32,
}

impl<'a> Scope<'a> {
    /// Of a scenario by its tree and the names gathered from it.
    pub(super) fn new(names: &'a Names, root: &'a Node) -> Scope<'a> {
        let rounds = match root.get("rounds").map(|node| &node.value) {
            Some(Value::Integer(rounds)) if (1..=limits::ROUNDS).contains(rounds) => *rounds,
            // Told already, or told when that scenario is read.
            _ => limits::ROUNDS,
        };
        Scope { names, root, rounds: rounds as u32 }
    }

    /// The same, with rounds that lie beyond the last.
    pub(super) fn unbounded(names: &'a Names, root: &'a Node) -> Scope<'a> {
        Scope { names, root, rounds: limits::ROUNDS as u32 }
    }
}

/// Other scenarios that statements read figures in. Only their names are looked at: they may read figures here in turn.
pub(super) struct Others<'a> {
    origin: &'a Origin,
    open: HashMap<String, (Names, Node)>,
}

impl<'a> Others<'a> {
    /// Those that a file of this origin can name.
    pub(super) fn new(origin: &'a Origin) -> Others<'a> {
        Others { origin, open: HashMap::new() }
    }

    /// Opens a scenario, if it is not open yet; gives the name to ask for it by.
    fn open(&mut self, name: &str) -> Result<String, String> {
        let asked = self.origin.beside(name)?.name();
        if !self.open.contains_key(&asked) {
            let (_, _, root, _) = extends::open(&asked).map_err(|error| match error {
                LoadError::Problems(problems) if !problems.0.is_empty() => {
                    format!("The scenario {} has mistakes: {}", suggest::quote(name), problems.0[0])
                }
                other => other.to_string(),
            })?;
            let mut names = Names::default();
            for (id, _) in entries(root.get("track")) {
                names.add_track(id, None);
            }
            names.gather(&root);
            self.open.insert(asked.clone(), (names, root));
        }
        Ok(asked)
    }
}

/// The figure that a call means.
///
/// # Errors
/// A sentence that says what is wrong.
pub(super) fn figure(own: &Scope<'_>, others: &mut Others<'_>, call: &Call<'_>) -> Result<Figure, String> {
    let Some(name) = call.of else { return Ok(Figure { measure: measure(own, call)?, of: None }) };
    let asked = others.open(name)?;
    let (names, root) = &others.open[&asked];
    Ok(Figure { measure: measure(&Scope::new(names, root), call)?, of: Some(asked) })
}

/// What a call measures in a scenario.
///
/// # Errors
/// A sentence that says what is wrong.
pub(super) fn measure(scope: &Scope<'_>, call: &Call<'_>) -> Result<Measure, String> {
    Ok(match (call.name, &call.arguments[..]) {
        // `most` stands alone and is read as the share of its outcome.
        ("share" | "most", [outcome]) => Measure::Share { outcome: scope.outcome(outcome)?, by: None },
        ("share", [outcome, round]) => {
            Measure::Share { outcome: scope.outcome(outcome)?, by: Some(scope.round(round, 1)?) }
        }
        ("mean", [track, round]) => {
            Measure::Mean { track: scope.track(track)?, round: scope.round(round, 0)? }
        }
        ("count", [made, rest @ ..]) if matches!(rest, [] | ["per round"]) => {
            let (actor, made) = scope.made(made)?;
            Measure::Count { actor, made, per_round: !rest.is_empty() }
        }
        ("first", [made, round]) => {
            let (actor, made) = scope.made(made)?;
            Measure::First { actor, made, by: scope.round(round, 1)? }
        }
        ("value", [whose]) => match whose.split_once(':') {
            Some((actor, kind)) => {
                let actor = scope.actor(actor.trim())?;
                Measure::Value { actor, kind: Some(scope.kind(actor, kind.trim())?) }
            }
            None => Measure::Value { actor: scope.actor(whose)?, kind: None },
        },
        ("class", [name, rest @ ..]) if rest.len() < 2 => {
            scope.two_actors("class")?;
            let types = rest.first().map(|pair| scope.pair(pair)).transpose()?;
            Measure::Class { name: class(name)?, types }
        }
        ("nash", [made]) => {
            scope.two_actors("nash")?;
            let (actor, made) = scope.made(made)?;
            Measure::Nash { actor, made }
        }
        ("equilibria", []) => scope.two_actors("equilibria").map(|()| Measure::Equilibria)?,
        ("security", [actor]) => Measure::Security { actor: scope.actor(actor)? },
        ("patience", []) => scope.two_actors("patience").map(|()| Measure::Patience)?,
        (name, _) => return Err(misspelt(name)),
    })
}

/// No such measure, or not with these arguments.
fn misspelt(name: &str) -> String {
    let form = match name {
        "share" => "`share(OUTCOME)` or `share(OUTCOME, ROUND)`",
        "mean" => "`mean(TRACK, ROUND)`",
        "count" => "`count(ACTOR MOVE)` or `count(ACTOR MOVE, per round)`",
        "first" => "`first(ACTOR MOVE, ROUND)`",
        "value" => "`value(ACTOR)` or `value(ACTOR:TYPE)`",
        "class" => "`class(NAME)` or `class(NAME, TYPE/TYPE)`",
        "nash" => "`nash(ACTOR MOVE)`",
        "equilibria" => "`equilibria()`",
        "security" => "`security(ACTOR)`",
        "patience" => "`patience()`",
        "most" => "`most(OUTCOME)`",
        _ => {
            let hint = match suggest::nearest(name, MEASURE_NAMES.into_iter()) {
                Some(nearest) => format!("Did you mean `{nearest}`?"),
                None => format!("There are {}.", suggest::enumerate(&MEASURE_NAMES, "and")),
            };
            return format!("There is no measure {}. {hint}", suggest::quote(name));
        }
    };
    format!("This measure has another form: {form}.")
}

fn unknown<'a>(what: &str, name: &str, known: impl Iterator<Item = &'a str> + Clone) -> String {
    format!("{what} {}.{}", suggest::quote(name), suggest::hint(name, known))
}

impl Scope<'_> {
    /// The outcome of this name.
    pub(super) fn outcome(&self, name: &str) -> Result<usize, String> {
        let known = self.names.outcomes();
        let missing = || unknown("There is no outcome", name, known.iter().map(String::as_str));
        known.get_index_of(name).ok_or_else(missing)
    }

    /// The track of this name.
    pub(super) fn track(&self, name: &str) -> Result<usize, String> {
        let found = self.names.tracks().position(|id| id == name);
        found.ok_or_else(|| unknown("There is no track", name, self.names.tracks()))
    }

    /// The effect that has this id.
    pub(super) fn effect(&self, id: &str) -> Result<String, String> {
        match self.names.effect(id) {
            Some(_) => Ok(id.to_owned()),
            None => Err(unknown("There is no rule or other effect", id, self.names.effects())),
        }
    }

    fn actor(&self, name: &str) -> Result<ActorIndex, String> {
        let found = self.names.actors().position(|id| id == name);
        found.ok_or_else(|| unknown("There is no actor", name, self.names.actors()))
    }

    /// `ACTOR MOVE`
    pub(super) fn made(&self, text: &str) -> Result<(ActorIndex, MoveIndex), String> {
        let words: Vec<&str> = text.split_whitespace().collect();
        let [actor, made] = words[..] else {
            let message = "does not name a move: an actor and one of its moves do, such as `us hold`";
            return Err(format!("{} {message}.", suggest::quote(text)));
        };
        let index = self.actor(actor)?;
        let moves = self.names.moves(index);
        let missing = || {
            let what = format!("{} has no move", suggest::quote(actor));
            unknown(&what, made, moves.iter().map(String::as_str))
        };
        Ok((index, moves.get_index_of(made).ok_or_else(missing)?))
    }

    fn kind(&self, actor: ActorIndex, name: &str) -> Result<usize, String> {
        let id = self.names.actors().nth(actor).unwrap_or_default();
        let types = self.root.get("actor").and_then(|actors| actors.get(id)?.get("type"));
        let known = || types.and_then(Node::as_table).into_iter().flat_map(|t| t.keys()).map(String::as_str);
        let missing = || {
            let what = format!("{} has no type", suggest::quote(id));
            unknown(&what, name, known().collect::<Vec<_>>().into_iter())
        };
        known().position(|kind| kind == name).ok_or_else(missing)
    }

    /// `TYPE/TYPE`: one of the first actor, one of the second.
    fn pair(&self, text: &str) -> Result<[usize; 2], String> {
        let Some((row, column)) = text.split_once('/') else {
            let message = "does not name a pair of types: one of the first and one of the second actor do, as `TYPE/TYPE`";
            return Err(format!("{} {message}.", suggest::quote(text)));
        };
        Ok([self.kind(0, row.trim())?, self.kind(1, column.trim())?])
    }

    /// A round from `first` to the last.
    pub(super) fn round(&self, text: &str, first: u32) -> Result<u32, String> {
        let rounds = self.rounds;
        let round = text.parse().ok().filter(|round| (first..=rounds).contains(round));
        round.ok_or_else(|| {
            format!("{} is no round to look at: they go from {first} to {rounds}.", suggest::quote(text))
        })
    }

    fn two_actors(&self, measure: &str) -> Result<(), String> {
        match self.names.actors().count() {
            2 => Ok(()),
            actors => Err(format!("`{measure}` is for two actors, and there are {actors}.")),
        }
    }
}

/// The name of a class as the diagnosis writes it: `Chicken`, `Deadlock / Chicken`, `Inspection (Deadlock / Chicken)`.
fn class(text: &str) -> Result<String, String> {
    const EXCHANGED: &str = " (moves exchanged)";
    let known = || CLASS_NAMES.into_iter().chain([INSPECTION]);
    let named = |text: &str| {
        let plain = text.strip_suffix(EXCHANGED);
        let name = known().find(|name| name.eq_ignore_ascii_case(plain.unwrap_or(text)));
        let name = name.ok_or_else(|| unknown("There is no class of games", text, known()))?;
        Ok::<_, String>(if plain.is_some() { format!("{name}{EXCHANGED}") } else { name.to_owned() })
    };
    let both = |text: &str| match text.split_once(" / ") {
        Some((row, column)) => Ok(format!("{} / {}", named(row.trim())?, named(column.trim())?)),
        None => named(text),
    };
    let inner = text.get(..INSPECTION.len()).filter(|head| head.eq_ignore_ascii_case(INSPECTION));
    let inner = inner.and_then(|_| text[INSPECTION.len()..].trim().strip_prefix('(')?.strip_suffix(')'));
    match inner {
        Some(inner) => Ok(format!("{INSPECTION} ({})", both(inner.trim())?)),
        None => both(text),
    }
}
