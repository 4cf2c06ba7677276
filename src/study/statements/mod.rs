//! Every statement of some scenarios against their numbers and their exact solutions.
//!
//! Each scenario is solved once, however many statements read figures in it, here or from other files; and nothing is
//! worked out that no statement asks for.
//!
//! ```
//! use standoff::results::statements::Verdict;
//! use standoff::study::statements::Examination;
//!
//! let examination = Examination::open(&["textbook/gamblers-ruin".to_owned()]).unwrap();
//! let found = examination.examine(|_doing| {});
//! assert!(found.count(Verdict::Holds) >= 2);
//! assert_eq!(found.count(Verdict::Fails), 0);
//! ```
//!
//! What the statements can say is told in [`scenario::statement`](crate::scenario::statement).

pub(super) mod solved;
pub(super) mod verdict;
pub(super) mod wanted;

use crate::results::statements::{ScenarioStatements, StatementsFigures};
use crate::results::summary::FORMAT;
use crate::run::{RunError, compile};
use crate::scenario::statement::Figure;
use crate::scenario::{LoadError, Loaded, Problem, Request};
use rayon::prelude::*;
use solved::Solved;
use std::collections::{HashMap, HashSet};
use wanted::Wanted;

/// Some scenarios whose statements are about to be examined.
pub struct Examination {
    files: Vec<File>,
    /// Every scenario that a statement reads figures in, once.
    games: Vec<Game>,
    /// Places in `games`, by the names that they are asked for by.
    named: HashMap<String, usize>,
    /// Names of scenarios that can not be opened.
    wrong: HashSet<String>,
}

/// A scenario whose statements are examined.
struct File {
    name: String,
    loaded: Loaded,
}

/// A scenario that has to be solved.
struct Game {
    name: String,
    hash: String,
    wanted: Wanted,
}

/// What an examination is at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Doing<'a> {
    /// The scenario that is being solved.
    pub scenario: &'a str,
    /// Its number, from 1.
    pub number: usize,
    /// How many there are to solve.
    pub of: usize,
}

impl Examination {
    /// Opens scenarios, and all others that their statements read figures in.
    ///
    /// # Errors
    /// For each scenario that could not be opened, why.
    pub fn open(names: &[String]) -> Result<Examination, Vec<LoadError>> {
        let mut opened = Examination {
            files: Vec::new(),
            games: Vec::new(),
            named: HashMap::new(),
            wrong: HashSet::new(),
        };
        let mut errors = Vec::new();
        for name in names {
            match compile(&Request::new(name)) {
                Ok((loaded, _)) => opened.files.push(File { name: name.clone(), loaded }),
                Err(error) => {
                    opened.wrong.insert(name.clone());
                    errors.push(error);
                }
            }
        }
        for number in 0..opened.files.len() {
            let File { name, loaded } = &opened.files[number];
            let figures: Vec<Figure> =
                loaded.scenario.expects.iter().flat_map(|one| one.means.figures()).cloned().collect();
            let (name, hash) = (name.clone(), loaded.scenario.hash.clone());
            for figure in figures {
                let game = match &figure.of {
                    None => Ok(opened.game(&name, &hash)),
                    Some(other) => opened.other(other),
                };
                match game {
                    Ok(game) => opened.games[game].wanted.add(&figure.measure),
                    Err(error) => errors.extend(error),
                }
            }
        }
        if errors.is_empty() { Ok(opened) } else { Err(errors) }
    }

    /// The place of a game among those to be solved.
    fn game(&mut self, name: &str, hash: &str) -> usize {
        let known = self.games.iter().position(|game| game.hash == hash);
        let place = known.unwrap_or_else(|| {
            self.games.push(Game { name: name.to_owned(), hash: hash.to_owned(), wanted: Wanted::default() });
            self.games.len() - 1
        });
        self.named.insert(name.to_owned(), place);
        place
    }

    /// The place of a scenario that statements of others read; why it can not be opened is told once.
    fn other(&mut self, name: &str) -> Result<usize, Option<LoadError>> {
        if let Some(&place) = self.named.get(name) {
            return Ok(place);
        }
        if !self.wrong.insert(name.to_owned()) {
            return Err(None);
        }
        let (loaded, _) = compile(&Request::new(name)).map_err(Some)?;
        self.wrong.remove(name);
        Ok(self.game(name, &loaded.scenario.hash))
    }

    /// What is likely to be a mistake in the scenarios, orders that do not hold included.
    pub fn warnings(&self) -> impl Iterator<Item = &Problem> {
        self.files.iter().flat_map(|file| &file.loaded.warnings)
    }

    /// Solves what has to be solved and examines every statement. A scenario that can not be solved makes the statements
    /// fail that read figures in it.
    pub fn examine(&self, mut report: impl FnMut(Doing<'_>)) -> StatementsFigures {
        let mut solved: Vec<Result<Solved, String>> = Vec::new();
        // Two at a time: where one is at work in a single thread the other goes on. More of them would fill the memory.
        for (pair, games) in self.games.chunks(2).enumerate() {
            for (at, game) in games.iter().enumerate() {
                report(Doing { scenario: &game.name, number: 2 * pair + at + 1, of: self.games.len() });
            }
            let find = |game: &Game| Solved::find(&Request::new(&game.name), &game.wanted, None);
            let found = games.par_iter().map(|game| find(game).map_err(|error: RunError| error.to_string()));
            solved.extend(found.collect::<Vec<_>>());
        }
        let scenarios = self.files.iter().map(|file| {
            let scenario = &file.loaded.scenario;
            let solved = |figure: &Figure| {
                let name = figure.of.as_ref().unwrap_or(&file.name);
                solved[self.named[name]].as_ref().map_err(Clone::clone)
            };
            let orders = scenario.orders.iter().map(|order| verdict::order(scenario, order));
            let expects = scenario.expects.iter().map(|expect| verdict::expectation(expect, &solved));
            ScenarioStatements {
                scenario: scenario.name.clone(),
                title: scenario.title.clone(),
                scenario_hash: scenario.hash.clone(),
                statements: orders.chain(expects).collect(),
            }
        });
        StatementsFigures {
            format: FORMAT,
            version: env!("CARGO_PKG_VERSION").into(),
            scenarios: scenarios.collect(),
        }
    }
}
