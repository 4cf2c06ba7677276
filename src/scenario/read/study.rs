//! Reading a study file: what to sweep, where a command line would be too long for it.

use super::reader::Reader;
use crate::scenario::document::{Node, Value, parse};
use crate::scenario::extends::read_file;
use crate::scenario::place::{Place, Problems};
use crate::scenario::{LoadError, suggest};
use std::path::Path;

const KEYS: [&str; 12] = [
    "scenario",
    "vary",
    "choose",
    "enough",
    "design",
    "points",
    "second-order",
    "where",
    "plays",
    "seed",
    "set",
    "strategy",
];
/// Longest text of a study file.
const LONGEST: usize = 4096;

/// A text and where it stands.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Written {
    /// The text.
    pub text: String,
    /// Its place.
    pub place: Place,
}

/// What a study file says: the options of `standoff sweep` by their names. Nothing in it has been looked up.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct StudyFile {
    /// The scenario: a name of the library, or a file beside this one.
    pub scenario: Written,
    /// The factors, as after `--vary`.
    pub vary: Vec<Written>,
    /// What an actor chooses, as after `--choose`.
    pub choose: Option<Written>,
    /// The payoff that is good enough, and its place.
    pub enough: Option<(f64, Place)>,
    /// The design.
    pub design: Option<Written>,
    /// How many points.
    pub points: Option<usize>,
    /// Whether pairs of factors are told.
    pub second_order: bool,
    /// Which points are of interest.
    pub interest: Option<Written>,
    /// Plays at each point.
    pub plays: Option<u64>,
    /// The seed.
    pub seed: Option<u64>,
    /// Values laid over the scenario.
    pub settings: Vec<Written>,
    /// Strategies laid over it.
    pub strategies: Vec<Written>,
}

impl StudyFile {
    /// Reads a study file.
    ///
    /// # Errors
    /// A file that can not be read, or mistakes in it, each with its place.
    pub fn read(path: &Path) -> Result<StudyFile, LoadError> {
        let text = read_file(path)?;
        let root = parse(&path.display().to_string(), &text).map_err(Problems)?;
        let mut reader = Reader::default();
        let mut read = study(&mut reader, &root);
        reader.report.finish()?;
        if let Some(folder) = path.parent()
            && read.scenario.text.ends_with(".toml")
        {
            // As `extends` does it: beside the file that names it.
            read.scenario.text = folder.join(&read.scenario.text).display().to_string();
        }
        Ok(read)
    }
}

fn study(reader: &mut Reader, root: &Node) -> StudyFile {
    let mut read = StudyFile::default();
    if reader.table(root, "a study file", &KEYS).is_none() {
        return read;
    }
    match root.get("scenario") {
        Some(node) => {
            read.scenario = text(reader, node, "`scenario`").unwrap_or_default();
        }
        None => reader.problem(&root.place, "A study file names its `scenario`."),
    }
    for (path, entry) in root.get("vary").and_then(|node| reader.map(node, "`vary`")).into_iter().flatten() {
        let values = values(reader, &entry.node, path);
        let factor = |values| Written { text: format!("{path}={values}"), place: entry.node.place.clone() };
        read.vary.extend(values.map(factor));
    }
    let mut optional = |key: &str| root.get(key).and_then(|node| text(reader, node, &format!("`{key}`")));
    read.choose = optional("choose");
    read.design = optional("design");
    read.interest = optional("where");
    let mut whole = |key: &str, low: i64| {
        let node = root.get(key)?;
        reader.integer(node, format!("`{key}`"), low, i64::MAX).map(|number| number as u64)
    };
    read.points = whole("points", 1).map(|points| points as usize);
    read.plays = whole("plays", 1);
    read.seed = whole("seed", 0);
    read.enough = root
        .get("enough")
        .and_then(|node| Some((reader.number(node, "`enough`", "", |_| true)?, node.place.clone())));
    read.second_order =
        root.get("second-order").and_then(|node| reader.flag(node, "`second-order`")).unwrap_or(false);
    let mut list = |key: &str| -> Vec<Written> {
        let what = format!("`{key}`");
        let nodes = root.get(key).and_then(|node| reader.list(node, &what)).unwrap_or_default();
        nodes.iter().filter_map(|node| text(reader, node, &format!("each of {what}"))).collect()
    };
    read.settings = list("set");
    read.strategies = list("strategy");
    read
}

fn text(reader: &mut Reader, node: &Node, what: &str) -> Option<Written> {
    let text = reader.text(node, what, LONGEST)?.to_owned();
    Some(Written { text, place: node.place.clone() })
}

/// What a factor takes, as after `--vary PATH=`: a text that says it, or a list of texts and numbers.
fn values(reader: &mut Reader, node: &Node, path: &str) -> Option<String> {
    let path = suggest::quote(path);
    let Some(list) = node.as_list() else {
        if node.as_text().is_none() {
            reader.wrong(node, path, "a text such as \"0.1..0.4\", or a list of values");
            return None;
        }
        return text(reader, node, &path).map(|one| one.text);
    };
    let mut told = Vec::new();
    for one in list {
        match &one.value {
            Value::Text(text) => told.push(text.clone()),
            Value::Integer(number) => told.push(number.to_string()),
            Value::Float(number) => told.push(format!("{number:?}")),
            Value::Flag(flag) => told.push(flag.to_string()),
            Value::List(_) | Value::Table(_) => {
                reader.wrong(one, format!("each value of {path}"), "a number or a text in quotes");
            }
        }
    }
    (!told.is_empty()).then(|| told.join(","))
}
