//! A TOML text as a tree of values that know where they are written.

use indexmap::IndexMap;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::place::{Place, Problem};

/// A value and its place.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Node {
    /// What is written.
    pub(super) value: Value,
    /// Where.
    pub(super) place: Place,
}

/// What TOML can say. Dates are texts here.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    Text(String),
    Integer(i64),
    Float(f64),
    Flag(bool),
    List(Vec<Node>),
    Table(Table),
}

/// Keys and their values in order of appearance.
pub(super) type Table = IndexMap<String, Entry>;

/// A value under its key.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Entry {
    /// Where the key is written.
    pub(super) key_place: Place,
    /// Its value.
    pub(super) node: Node,
}

impl Node {
    /// The table, if it is one.
    pub(super) fn as_table(&self) -> Option<&Table> {
        match &self.value {
            Value::Table(table) => Some(table),
            _ => None,
        }
    }

    /// The list, if it is one.
    pub(super) fn as_list(&self) -> Option<&[Node]> {
        match &self.value {
            Value::List(list) => Some(list),
            _ => None,
        }
    }

    /// The text, if it is one.
    pub(super) fn as_text(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The number, if it is one, whole or not.
    pub(super) fn as_number(&self) -> Option<f64> {
        match self.value {
            Value::Integer(number) => Some(number as f64),
            Value::Float(number) => Some(number),
            _ => None,
        }
    }

    /// The value under a key, if this is a table that has it.
    pub(super) fn get(&self, key: &str) -> Option<&Node> {
        self.as_table()?.get(key).map(|entry| &entry.node)
    }

    /// The text under `id`, if this is a table that has one.
    pub(super) fn id(&self) -> Option<&str> {
        self.get("id")?.as_text()
    }
}

/// Reads a whole file. Of a cascade of syntax errors only the first is reported.
pub(super) fn parse(file: &str, text: &str) -> Result<Node, Vec<Problem>> {
    let mut converter = Converter::new(file, text, 0);
    match DeTable::parse(text) {
        Ok(table) => {
            let root = Value::Table(converter.table(table.into_inner()));
            let place = Place { file: file.to_owned(), line: 1, column: 1 };
            converter.finish(Node { value: root, place })
        }
        Err(error) => Err(vec![converter.syntax_error(&error)]),
    }
}

/// Reads one value, written from `column` (0-based, in characters) of an argument on.
pub(super) fn parse_value(file: &str, column: usize, text: &str) -> Result<Node, Vec<Problem>> {
    let mut converter = Converter::new(file, text, column);
    match DeValue::parse(text) {
        Ok(value) => {
            let node = converter.node(value);
            converter.finish(node)
        }
        Err(error) => Err(vec![converter.syntax_error(&error)]),
    }
}

/// Turns spans into places, and the parser's values into ours.
struct Converter<'a> {
    file: &'a str,
    text: &'a str,
    /// Byte offsets at which lines start.
    lines: Vec<usize>,
    /// Characters before every [`STRIDE`]th byte, so that a column is found at once in however long a line.
    characters: Vec<usize>,
    /// Characters that stand before the text on its first line.
    column: usize,
    problems: Vec<Problem>,
}

const STRIDE: usize = 256;

impl<'a> Converter<'a> {
    fn new(file: &'a str, text: &'a str, column: usize) -> Self {
        let newlines = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        let lines = std::iter::once(0).chain(newlines.map(|(at, _)| at + 1)).collect();
        let mut characters = vec![0];
        for chunk in text.as_bytes().chunks(STRIDE) {
            characters.push(characters[characters.len() - 1] + count_characters(chunk));
        }
        Converter { file, text, lines, characters, column, problems: Vec::new() }
    }

    fn finish(self, node: Node) -> Result<Node, Vec<Problem>> {
        if self.problems.is_empty() { Ok(node) } else { Err(self.problems) }
    }

    /// Characters before a byte offset.
    fn characters_before(&self, offset: usize) -> usize {
        let offset = offset.min(self.text.len());
        let block = offset / STRIDE;
        self.characters[block] + count_characters(&self.text.as_bytes()[block * STRIDE..offset])
    }

    fn place(&self, offset: usize) -> Place {
        let line = self.lines.partition_point(|start| *start <= offset).max(1);
        let column = self.characters_before(offset) - self.characters_before(self.lines[line - 1]);
        let before = if line == 1 { self.column } else { 0 };
        Place { file: self.file.to_owned(), line: line as u32, column: (before + column + 1) as u32 }
    }

    fn syntax_error(&self, error: &toml::de::Error) -> Problem {
        let place = self.place(error.span().map_or(0, |span| span.start));
        let reason = error.message().lines().collect::<Vec<_>>().join("; ");
        Problem { place, message: format!("This is not valid TOML: {reason}.") }
    }

    fn table(&mut self, table: DeTable<'_>) -> Table {
        let entry = |(key, value): (Spanned<_>, Spanned<DeValue<'_>>)| {
            let key_place = self.place(key.span().start);
            let key: std::borrow::Cow<'_, str> = key.into_inner();
            (key.into_owned(), Entry { key_place, node: self.node(value) })
        };
        table.into_iter().map(entry).collect()
    }

    fn node(&mut self, value: Spanned<DeValue<'_>>) -> Node {
        let place = self.place(value.span().start);
        let value = match value.into_inner() {
            DeValue::String(text) => Value::Text(text.into_owned()),
            DeValue::Integer(digits) => self.integer(digits.as_str(), digits.radix(), &place),
            // A float that overflows becomes infinite here and is refused like one written as `inf`.
            DeValue::Float(digits) => Value::Float(digits.as_str().parse().unwrap_or(f64::NAN)),
            DeValue::Boolean(flag) => Value::Flag(flag),
            DeValue::Datetime(date) => Value::Text(date.to_string()),
            DeValue::Array(array) => Value::List(array.into_iter().map(|item| self.node(item)).collect()),
            DeValue::Table(table) => Value::Table(self.table(table)),
        };
        Node { value, place }
    }

    fn integer(&mut self, digits: &str, radix: u32, place: &Place) -> Value {
        let number = i64::from_str_radix(digits, radix).unwrap_or_else(|_| {
            let message = "This whole number is too large: it must fit into 64 bits.".to_owned();
            self.problems.push(Problem { place: place.clone(), message });
            0
        });
        Value::Integer(number)
    }
}

/// Characters that start in a piece of UTF-8.
fn count_characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| (**byte & 0xC0) != 0x80).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_and_every_key_knows_its_line_and_column() {
        let root = parse("f.toml", "title = \"ü\"\n[a.b]\nc = [1,\n  2]\n").unwrap();
        let c = root.get("a").unwrap().get("b").unwrap().get("c").unwrap();
        let second = &c.as_list().unwrap()[1];
        assert_eq!(second.place, Place { file: "f.toml".into(), line: 4, column: 3 });
        let key = &root.get("a").unwrap().get("b").unwrap().as_table().unwrap()["c"].key_place;
        assert_eq!((key.line, key.column), (3, 1));
    }

    #[test]
    fn columns_count_characters() {
        let root = parse("f.toml", "a = { \"üü\" = 1, b = 2 }").unwrap();
        assert_eq!(root.get("a").unwrap().get("b").unwrap().place.column, 21);
    }

    #[test]
    fn only_the_first_syntax_error_is_reported() {
        let problems = parse("f.toml", "a = 1\nb = [\nc = ]\n= =\n").unwrap_err();
        assert_eq!(problems.len(), 1);
        assert_eq!(problems[0].place.line, 3);
    }

    #[test]
    fn an_integer_too_large_is_a_mistake_with_its_place() {
        let problems = parse("f.toml", "a = 99999999999999999999").unwrap_err();
        assert_eq!(problems[0].place.column, 5);
    }
}
