//! Where something is written, and what is wrong there.

use std::fmt;

/// A place in a text: a file, or a `--set` argument.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Place {
    /// The file as the user named it, a library scenario's path (`scenarios/textbook/chicken.toml`), or an option with
    /// its argument (`--set PATH=VALUE`), in which columns count from the start of the argument.
    pub file: String,
    /// From 1.
    pub line: u32,
    /// In characters, from 1.
    pub column: u32,
}

/// Characters of a file's name or an argument that are told of.
const LONGEST: usize = 200;

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.file.char_indices().nth(LONGEST) {
            // An argument may be as long as a book; where it goes wrong is told all the same.
            Some((cut, _)) => write!(f, "{}…:{}:{}", &self.file[..cut], self.line, self.column),
            None => write!(f, "{}:{}:{}", self.file, self.line, self.column),
        }
    }
}

/// One mistake, with its place.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Problem {
    /// Where.
    pub place: Place,
    /// What is wrong, what was expected, and the way out; a whole sentence.
    pub message: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.message)
    }
}

/// All mistakes of a scenario, in the order of their places. Never empty where it is an error.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Problems(pub Vec<Problem>);

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, problem) in self.0.iter().enumerate() {
            if i > 0 {
                writeln!(f)?;
            }
            write!(f, "{problem}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Problems {}
