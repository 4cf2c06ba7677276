//! Factors: what a study varies, as it is written after `--vary`.
//!
//! | written | means |
//! |---|---|
//! | `PATH=LO..HI` | the numbers from LO to HI; whole ones where the scenario takes no others |
//! | `PATH=LO..HI:N` | N of them, evenly spaced, both ends among them |
//! | `PATH=log:LO..HI`, `PATH=log:LO..HI:N` | the same, evenly spaced by ratio |
//! | `PATH=a,b,c` | these: numbers, strategies, or any values in TOML |
//! | `scenario=NAME,NAME` | these scenarios in place of the one at hand |
//!
//! A value is laid over the scenario as `--set` does it, so paths and values mean the same in both.

use crate::results::study::{FactorFigures, Level, SCENARIO};
use crate::run::compile;
use crate::scenario::{LoadError, Place, Problem, Problems, Request, Scenario, Uncertain};
use crate::solve::{exp_of_any, ln};

use super::design::{pick, scale};

/// Levels of a range where nothing says how many.
const LEVELS: usize = 5;
/// As many whole numbers are all looked at; of more, [`LEVELS`].
const WHOLE: usize = 11;
/// Most levels of a factor.
const MOST_LEVELS: usize = 10_000;

/// What a study varies.
#[derive(Debug, Clone, PartialEq)]
pub struct Factor {
    /// Path of the value in the scenario.
    pub path: String,
    /// The values it takes.
    pub values: Values,
    /// As it is written after `--vary`.
    written: String,
    /// Where it puts other scenarios in place, their hashes.
    hashes: Vec<String>,
    /// Where it is written, if that is a file.
    column: Option<Column>,
}

/// A column of a file with the values of a factor.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Column {
    /// Where the path stands.
    pub(super) head: Place,
    /// Its values, each once, and a place where each stands.
    pub(super) cells: Vec<(Level, Place)>,
}

/// The values that a factor takes.
#[derive(Debug, Clone, PartialEq)]
pub enum Values {
    /// A range of numbers.
    Range {
        /// Its lower end.
        low: f64,
        /// Its upper end, which is greater.
        high: f64,
        /// How numbers lie in it.
        scale: Scale,
        /// How many of them are looked at, where that was said.
        levels: Option<usize>,
    },
    /// A list, in its order.
    List(Vec<Level>),
}

/// How numbers lie in a range.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scale {
    /// Evenly.
    Linear,
    /// Evenly by ratio; both ends are above 0.
    Log,
    /// Whole numbers only.
    Whole,
}

impl Factor {
    /// Reads what stands after `--vary`. Nothing is looked up in a scenario; [`checked`](Factor::checked) does that.
    ///
    /// # Errors
    /// An argument of another form, or a range without numbers in it, with the column in the argument.
    pub fn parse(argument: &str) -> Result<Factor, Problem> {
        let problem = |column: usize, message: String| problem(argument, column, message);
        let Some((path, written)) = argument
            .split_once('=')
            .filter(|(path, values)| !path.trim().is_empty() && !values.trim().is_empty())
        else {
            let message = "What is varied has the form PATH=LO..HI, PATH=LO..HI:N or PATH=a,b,c, such as \
                           `track.tension.start=0..3` or `actor.us.strategy=grim,pavlov`.";
            return Err(problem(1, message.to_owned()));
        };
        let column = path.chars().count() + 2;
        let values = if written.contains("..") {
            range(written).map_err(|message| problem(column, message))?
        } else {
            let list: Vec<Level> = pieces(written).into_iter().map(|(_, text)| level(text)).collect();
            if let Some(at) = list.iter().position(|level| level.to_string().is_empty()) {
                let message = "A value is missing here: values stand with a comma between them.".to_owned();
                return Err(problem(column + pieces(written)[at].0, message));
            }
            if let Some(at) = (1..list.len()).find(|&at| list[..at].contains(&list[at])) {
                let message = format!("`{}` is there twice.", list[at]);
                return Err(problem(column + pieces(written)[at].0, message));
            }
            Values::List(list)
        };
        Ok(Factor {
            path: path.trim().to_owned(),
            values,
            written: argument.to_owned(),
            hashes: Vec::new(),
            column: None,
        })
    }

    /// The factor of a range that a scenario declares uncertain.
    #[must_use]
    pub fn uncertain(range: &Uncertain) -> Factor {
        let Uncertain { path, low, high } = range;
        let values = Values::Range { low: *low, high: *high, scale: Scale::Linear, levels: None };
        let written = format!("{path}={low}..{high}");
        Factor { path: path.clone(), values, written, hashes: Vec::new(), column: None }
    }

    /// The factor of values that a file has in the column of a path: numbers make a range.
    pub(super) fn saved(path: &str, column: Column) -> Factor {
        let distinct: Vec<Level> = column.cells.iter().map(|(level, _)| level.clone()).collect();
        let numbers: Vec<f64> = distinct.iter().filter_map(Level::number).collect();
        let low = numbers.iter().copied().fold(f64::INFINITY, f64::min);
        let high = numbers.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let (values, written) = match numbers.len() == distinct.len() && low < high {
            true => (
                Values::Range { low, high, scale: Scale::Linear, levels: None },
                format!("{path}={low}..{high}"),
            ),
            false => {
                let list: Vec<String> = distinct.iter().map(ToString::to_string).collect();
                (Values::List(distinct), format!("{path}={}", list.join(",")))
            }
        };
        Factor { path: path.to_owned(), values, written, hashes: Vec::new(), column: Some(column) }
    }

    /// The factor as a scenario takes it: the ends of the range, or all that is listed, are laid over it and checked. A
    /// range whose ends are whole becomes one of whole numbers where the scenario takes no others.
    ///
    /// # Errors
    /// A path that leads nowhere, a value that the scenario refuses, or one that changes nothing because something else
    /// laid over the scenario decides; with the place in the argument.
    pub fn checked(mut self, request: &Request) -> Result<Factor, LoadError> {
        let tried: Vec<(Level, usize)> = match &self.values {
            Values::Range { low, high, .. } => {
                let column = self.written.chars().count() - self.values_written().chars().count() + 1;
                let (log, rest) = strip_log(self.values_written());
                let second = rest.find("..").map_or(0, |at| at + 2);
                let begin = column + log;
                vec![(Level::Number(*low), begin), (Level::Number(*high), begin + second)]
            }
            Values::List(list) => {
                let column = self.written.chars().count() - self.values_written().chars().count() + 1;
                let places = pieces(self.values_written()).into_iter().map(|(at, _)| column + at);
                list.iter().cloned().zip(places).collect()
            }
        };
        let at_hand = (self.path == SCENARIO).then(|| compile(request)).transpose()?;
        let first = &tried[0].0;
        let mut hashes = Vec::new();
        for (level, column) in &tried {
            let scenario = self.try_level(request, level, *column)?;
            if at_hand.as_ref().is_some_and(|(here, _)| !are_comparable(&scenario, &here.scenario)) {
                let message = format!(
                    "`{level}` has other outcomes or actors than {}: there is nothing to compare.",
                    request.name
                );
                return Err(self.problem(level, *column, message).into());
            }
            hashes.push(scenario.hash);
        }
        if hashes.len() > 1 && hashes.iter().all(|hash| *hash == hashes[0]) {
            let message = format!(
                "Every value of `{}` gives the same scenario: something else that is laid over it decides.",
                self.path
            );
            return Err(self.problem(first, 1, message).into());
        }
        if self.path == SCENARIO {
            self.hashes = hashes;
            return Ok(self);
        }
        if let Values::Range { low, high, scale, levels } = &mut self.values {
            let whole = low.fract() == 0.0 && high.fract() == 0.0;
            let between = setting(&self.path, &Level::Number(*low + 0.5));
            if whole && compile(&with(request, between)).is_err() {
                if *scale == Scale::Log {
                    let message =
                        format!("`{}` takes whole numbers, which have no log scale here.", self.path);
                    return Err(problem(&self.written, 1, message).into());
                }
                *scale = Scale::Whole;
                let most = (*high - *low) as usize + 1;
                if let Some(asked) = levels.filter(|&levels| levels > most) {
                    let message =
                        format!("There are {most} whole numbers from {low} to {high}, not {asked}.");
                    return Err(problem(&self.written, 1, message).into());
                }
            }
        }
        Ok(self)
    }

    /// A mistake in a value: in the file that has it, or at a column of the argument.
    fn problem(&self, level: &Level, column: usize, message: String) -> Problem {
        let cell =
            |file: &Column| file.cells.iter().find(|(one, _)| one == level).map(|(_, place)| place.clone());
        match self.column.as_ref().and_then(cell) {
            Some(place) => Problem { place, message },
            None => problem(&self.written, column, message),
        }
    }

    /// What stands after the path.
    fn values_written(&self) -> &str {
        self.written.split_once('=').map_or("", |(_, values)| values)
    }

    /// Lays one value over the scenario; gives what it becomes.
    fn try_level(&self, request: &Request, level: &Level, column: usize) -> Result<Scenario, LoadError> {
        let own = format!("--set {}", setting(&self.path, level));
        let mut laid = request.clone();
        self.lay(&mut laid, level);
        let problems = match compile(&laid) {
            Ok((loaded, _)) => return Ok(loaded.scenario),
            Err(LoadError::Problems(Problems(problems))) => problems,
            Err(error) => return Err(error),
        };
        let value_begins = self.path.chars().count() as u32 + 2;
        let moved = |found: Problem| {
            if found.place.file != own {
                let message = format!("The scenario refuses {} = {level}: {found}", self.path);
                return self.problem(level, column, message);
            }
            // Columns of the path are the same in both; those of the value begin elsewhere.
            match (found.place.column, &self.column) {
                (at, Some(file)) if at < value_begins => {
                    let place = Place { column: file.head.column + at - 1, ..file.head.clone() };
                    Problem { place, message: found.message }
                }
                (at, None) if at < value_begins => problem(&self.written, at as usize, found.message),
                (at, _) => self.problem(level, column + (at - value_begins) as usize, found.message),
            }
        };
        Err(Problems(problems.into_iter().map(moved).collect()).into())
    }

    /// Gives the factor a value.
    pub fn lay(&self, request: &mut Request, level: &Level) {
        if self.path == SCENARIO {
            request.name = level.to_string();
        } else {
            request.settings.push(setting(&self.path, level));
        }
    }

    /// Hashes of the scenarios that it puts in place, in order.
    #[must_use]
    pub fn hashes(&self) -> &[String] {
        &self.hashes
    }

    /// How many levels a grid has of it.
    #[must_use]
    pub fn levels(&self) -> usize {
        match &self.values {
            Values::List(list) => list.len(),
            Values::Range { levels: Some(levels), .. } => *levels,
            Values::Range { low, high, scale: Scale::Whole, .. } => match (high - low) as usize + 1 {
                few if few <= WHOLE => few,
                _ => LEVELS,
            },
            Values::Range { .. } => LEVELS,
        }
    }

    /// How many levels it has where it varies alone: the ends of a range, unless more were asked for.
    #[must_use]
    pub fn levels_alone(&self) -> usize {
        match &self.values {
            Values::List(_) | Values::Range { levels: Some(_), .. } => self.levels(),
            Values::Range { .. } => 2,
        }
    }

    /// All levels that a grid has of it.
    #[must_use]
    pub fn all_levels(&self) -> Vec<Level> {
        let of = self.levels();
        (0..of).map(|number| self.level(number, of)).collect()
    }

    /// The level of a number, from 0, of so many.
    ///
    /// # Panics
    /// If a list has no such level.
    #[must_use]
    pub fn level(&self, number: usize, levels: usize) -> Level {
        match &self.values {
            Values::List(list) => list[number].clone(),
            Values::Range { .. } if levels > 1 => self.between(number as f64 / (levels - 1) as f64),
            Values::Range { .. } => self.between(0.5),
        }
    }

    /// The value at a coordinate of the unit interval: of a range what lies there, of a list or of levels that were
    /// asked for the one whose part of the interval it is.
    #[must_use]
    pub fn at(&self, coordinate: f64) -> Level {
        match &self.values {
            Values::List(list) => list[pick(coordinate, list.len())].clone(),
            Values::Range { levels: Some(levels), .. } => self.level(pick(coordinate, *levels), *levels),
            Values::Range { low, high, scale: Scale::Whole, .. } => {
                let numbers = (high - low) as usize + 1;
                Level::Number(low + pick(coordinate, numbers) as f64)
            }
            Values::Range { .. } => self.between(coordinate),
        }
    }

    /// A range of numbers by its figures; nothing for a list.
    pub(super) fn of(figures: &FactorFigures) -> Option<Factor> {
        let scale = match figures.scale.as_str() {
            "linear" => Scale::Linear,
            "whole" => Scale::Whole,
            "log" => Scale::Log,
            _ => return None,
        };
        let [low, high] = &figures.values[..] else { return None };
        let (low, high) = (low.number()?, high.number()?);
        let values = Values::Range { low, high, scale, levels: None };
        Some(Factor {
            path: figures.path.clone(),
            values,
            written: format!("{}={low}..{high}", figures.path),
            hashes: Vec::new(),
            column: None,
        })
    }

    /// The value so far along a range, with twelve significant figures: 0.15, and not 0.15000000000000002.
    pub(super) fn between(&self, coordinate: f64) -> Level {
        let Values::Range { low, high, scale: how, .. } = self.values else {
            unreachable!("a list has nothing in between")
        };
        let number = match how {
            Scale::Linear => scale(coordinate, low, high),
            Scale::Whole => scale(coordinate, low, high).round(),
            Scale::Log => exp_of_any(scale(coordinate, ln(low), ln(high))),
        };
        let rounded = format!("{number:.11e}").parse().unwrap_or(number);
        Level::Number(if coordinate == 0.0 {
            low
        } else if coordinate == 1.0 {
            high
        } else {
            rounded
        })
    }

    /// Whether it is a range of numbers.
    #[must_use]
    pub fn is_number(&self) -> bool {
        matches!(self.values, Values::Range { .. })
    }

    /// Where a value lies in a range, from 0 to 1; nothing in a list.
    #[must_use]
    pub fn coordinate(&self, level: &Level) -> Option<f64> {
        let Values::Range { low, high, scale, .. } = self.values else { return None };
        let number = level.number()?;
        Some(match scale {
            Scale::Log => ln(number / low) / ln(high / low),
            Scale::Linear | Scale::Whole => (number - low) / (high - low),
        })
    }

    /// As it is written after `--vary`.
    #[must_use]
    pub fn written(&self) -> &str {
        &self.written
    }

    /// Its figures.
    #[must_use]
    pub fn figures(&self) -> FactorFigures {
        let (scale, values) = match &self.values {
            Values::List(list) => ("list", list.clone()),
            Values::Range { low, high, scale, .. } => {
                let name = match scale {
                    Scale::Linear => "linear",
                    Scale::Log => "log",
                    Scale::Whole => "whole",
                };
                (name, vec![Level::Number(*low), Level::Number(*high)])
            }
        };
        FactorFigures { path: self.path.clone(), scale: scale.to_owned(), values }
    }
}

/// Whether plays end in the same ways, and the same actors play.
fn are_comparable(one: &Scenario, other: &Scenario) -> bool {
    let outcomes =
        |scenario: &Scenario| scenario.outcomes.iter().map(|one| one.id.clone()).collect::<Vec<_>>();
    let actors = |scenario: &Scenario| scenario.actors.iter().map(|one| one.id.clone()).collect::<Vec<_>>();
    outcomes(one) == outcomes(other) && actors(one) == actors(other)
}

fn setting(path: &str, level: &Level) -> String {
    format!("{path}={level}")
}

/// A request with one more setting.
fn with(request: &Request, setting: String) -> Request {
    let mut request = request.clone();
    request.settings.push(setting);
    request
}

fn problem(argument: &str, column: usize, message: String) -> Problem {
    Problem { place: Place { file: format!("--vary {argument}"), line: 1, column: column as u32 }, message }
}

/// Whether a range is on a log scale, as the length of the sign for that, and what follows.
fn strip_log(written: &str) -> (usize, &str) {
    const LOG: &str = "log:";
    written.strip_prefix(LOG).map_or((0, written), |rest| (LOG.len(), rest))
}

/// Reads `LO..HI`, `LO..HI:N`, and the same after `log:`.
fn range(written: &str) -> Result<Values, String> {
    let (log, rest) = strip_log(written.trim());
    let (ends, levels) = match rest.split_once(':') {
        Some((ends, levels)) => (ends, Some(levels.trim())),
        None => (rest, None),
    };
    let (low, high) = ends.split_once("..").unwrap_or((ends, ""));
    let number = |text: &str| {
        let number = text.trim().parse().ok().filter(|number: &f64| number.is_finite());
        number.ok_or_else(|| {
            format!("A range has the form LO..HI with two numbers; `{}` is none.", text.trim())
        })
    };
    let (low, high) = (number(low)?, number(high)?);
    if low >= high {
        return Err(format!("The range from {low} to {high} is empty: its upper end must be the greater."));
    }
    if log > 0 && low <= 0.0 {
        return Err(format!("A log scale has numbers above 0 only, and this one begins at {low}."));
    }
    let levels = levels.map(|text| {
        let levels = text.parse().ok().filter(|levels| (2..=MOST_LEVELS).contains(levels));
        levels.ok_or_else(|| {
            format!("After `:` stands how many values, from 2 to {MOST_LEVELS}, and not `{text}`.")
        })
    });
    let scale = if log > 0 { Scale::Log } else { Scale::Linear };
    Ok(Values::Range { low, high, scale, levels: levels.transpose()? })
}

/// The parts of a list, each with its first character's place from 0: what stands between commas that are in no bracket
/// and in no quotes.
fn pieces(written: &str) -> Vec<(usize, &str)> {
    let (mut depth, mut quote, mut begin, mut parts) = (0i32, None, (0, 0), Vec::new());
    let part = |(place, byte): (usize, usize), end: usize| {
        let text = &written[byte..end];
        let blanks = text.chars().take_while(|letter| letter.is_whitespace()).count();
        (place + blanks, text.trim())
    };
    for (place, (byte, letter)) in written.char_indices().enumerate() {
        match letter {
            '"' | '\'' if quote == Some(letter) => quote = None,
            '"' | '\'' if quote.is_none() => quote = Some(letter),
            _ if quote.is_some() => {}
            '[' | '{' => depth += 1,
            ']' | '}' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(part(begin, byte));
                begin = (place + 1, byte + 1);
            }
            _ => {}
        }
    }
    parts.push(part(begin, written.len()));
    parts
}

/// One of a list.
pub(super) fn level(text: &str) -> Level {
    match text.parse::<f64>() {
        Ok(number) if number.is_finite() => Level::Number(number),
        _ => Level::Text(text.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chicken(argument: &str) -> Result<Factor, String> {
        let factor = Factor::parse(argument).map_err(|problem| problem.to_string())?;
        factor.checked(&Request::new("textbook/chicken-logit")).map_err(|error| error.to_string())
    }

    #[test]
    fn a_range_has_both_ends_and_what_lies_evenly_between() {
        let levels = |argument: &str| -> Vec<String> {
            let factor = chicken(argument).unwrap();
            (0..factor.levels()).map(|level| factor.level(level, factor.levels()).to_string()).collect()
        };
        assert_eq!(
            levels("actor.left.rationality=0..0.3:7"),
            ["0", "0.05", "0.1", "0.15", "0.2", "0.25", "0.3"]
        );
        assert_eq!(levels("actor.left.rationality=log:0.01..1:3"), ["0.01", "0.1", "1"]);
        assert_eq!(levels("rounds=2..4"), ["2", "3", "4"]);
        assert_eq!(levels("rounds=10..50"), ["10", "20", "30", "40", "50"]);
        assert_eq!(levels("actor.left.strategy=grim,pavlov"), ["grim", "pavlov"]);
    }

    #[test]
    fn what_is_wrong_is_told_before_anything_runs_with_its_place() {
        let cases = [
            ("actor.left.rationality", ":1:1: What is varied has the form"),
            ("actor.left.rationality=0.3..0.1", ":1:24: The range from 0.3 to 0.1 is empty"),
            ("actor.left.rationality=0..x", ":1:24: A range has the form LO..HI"),
            ("actor.left.rationality=log:0..1", ":1:24: A log scale"),
            ("actor.left.rationality=0..1:1", ":1:24: After `:`"),
            ("actor.lefd.rationality=0..1", ":1:7: `actor` has no `lefd`. Did you mean `left`?"),
            ("actor.left.rationality=-1..1", ":1:24: "),
            ("actor.left.discount=0.9..1.5", ":1:26: "),
            ("actor.left.strategy=grim,pavlof", ":1:26: "),
            ("actor.left.strategy=grim,,pavlov", ":1:26: A value is missing"),
            ("actor.left.strategy=grim,grim", ":1:26: `grim` is there twice."),
            ("rounds=2..4:9", ":1:1: There are 3 whole numbers"),
        ];
        for (argument, expected) in cases {
            let told = chicken(argument).unwrap_err();
            assert!(told.starts_with(&format!("--vary {argument}{expected}")), "{argument}: {told}");
        }
    }

    #[test]
    fn a_factor_that_something_else_decides_is_refused() {
        let mut request = Request::new("textbook/chicken");
        request.strategies.push("left=grim".to_owned());
        let factor = Factor::parse("actor.left.strategy=pavlov,grim").unwrap();
        assert!(factor.checked(&request).unwrap_err().to_string().contains("decides"));
    }

    #[test]
    fn commas_within_values_do_not_end_them() {
        let texts: Vec<(usize, &str)> = pieces("{ a = 1, b = [2, 3] }, 'x,y',z");
        assert_eq!(texts, [(0, "{ a = 1, b = [2, 3] }"), (23, "'x,y'"), (29, "z")]);
    }
}
