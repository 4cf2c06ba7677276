//! Points from a file: a table of what was varied, such as the `points.csv` of another sweep.

use crate::results::study::{Level, POINT, is_of_figures};
use crate::scenario::{LoadError, Place, Problem, regular, sha256};
use crate::study::factor::{Factor, level};
use crate::study::sweep::plan::Varied;
use std::collections::HashSet;
use std::path::Path;

/// Bytes of a file at most: a long way beyond the points that a sweep takes.
const LONGEST: u64 = 1 << 28;

/// The points of a file.
pub(super) struct Saved {
    pub(super) factors: Vec<Factor>,
    pub(super) points: Vec<Varied>,
    /// SHA-256 of the file, in hexadecimal.
    pub(super) hash: String,
}

/// Reads points: a column for each factor, named by its path, and a row for each point; where a cell is empty the value
/// stands as in the scenario. Columns of figures, as `points.csv` has them, are passed over, and of the rows of one point
/// the first is read; point 0 is the scenario as it stands.
pub(super) fn read(path: &Path) -> Result<Saved, LoadError> {
    let bytes =
        regular::read(path, LONGEST).map_err(|source| LoadError::Io { path: path.to_owned(), source })?;
    let wrong = |line: u64, column: usize, message: String| -> LoadError {
        let place = Place { file: path.display().to_string(), line: line as u32, column: column as u32 };
        Problem { place, message }.into()
    };
    let mut reader = csv::ReaderBuilder::new().from_reader(&bytes[..]);
    let unreadable = |error: csv::Error| {
        let line = error.position().map_or(1, csv::Position::line);
        wrong(line, 1, format!("This is no table of points: {error}."))
    };
    let header = reader.headers().map_err(unreadable)?.clone();
    let number = header.iter().position(|name| name == POINT);
    let columns: Vec<(usize, &str)> =
        header.iter().enumerate().filter(|(_, name)| !is_of_figures(name)).collect();
    if columns.is_empty() {
        let message =
            "There is no column of a factor: each is named by its path, such as `track.tension.start`.";
        return Err(wrong(1, 1, message.to_owned()));
    }
    let text = String::from_utf8_lossy(&bytes);
    let lines: Vec<&str> = text.lines().collect();
    // Where a cell begins. A line within a quoted cell has no cells of its own: then it is the line's beginning.
    let place = |position: Option<&csv::Position>, column: usize| {
        let line = position.map_or(1, csv::Position::line);
        let written = lines.get(line as usize - 1).copied().unwrap_or_default();
        Place { file: path.display().to_string(), line: line as u32, column: column_of(written, column) }
    };
    for (nth, &(column, name)) in columns.iter().enumerate() {
        if columns[..nth].iter().any(|(_, earlier)| *earlier == name) {
            let place = place(None, column);
            return Err(Problem { place, message: format!("There are two columns of `{name}`.") }.into());
        }
    }
    // For each column, its values and the place of the first cell that has each.
    let mut places: Vec<Vec<(Level, Place)>> = vec![Vec::new(); columns.len()];
    let mut known: Vec<HashSet<String>> = vec![HashSet::new(); columns.len()];
    let (mut points, mut last) = (Vec::new(), None);
    for record in reader.records() {
        let record = record.map_err(unreadable)?;
        if let Some(number) = number {
            let number = record[number].trim().to_owned();
            // The scenario as it stands is looked at anyway, and the rows of a point differ in figures alone.
            if number == "0" || last.as_ref() == Some(&number) {
                continue;
            }
            last = Some(number);
        }
        let cell = |(factor, &(column, _)): (usize, &(usize, &str))| {
            let text = record[column].trim();
            (!text.is_empty()).then(|| (factor, level(text)))
        };
        let point: Varied = columns.iter().enumerate().filter_map(cell).collect();
        if point.is_empty() {
            let line = record.position().map_or(1, csv::Position::line);
            return Err(wrong(line, 1, "This point varies nothing: all of its cells are empty.".to_owned()));
        }
        for (factor, level) in &point {
            if known[*factor].insert(level.to_string()) {
                places[*factor].push((level.clone(), place(record.position(), columns[*factor].0)));
            }
        }
        points.push(point);
    }
    if points.is_empty() {
        return Err(wrong(1, 1, "There is no point below the names of the columns.".to_owned()));
    }
    let factor = |((column, path), places): (&(usize, &str), Vec<(Level, Place)>)| match places.is_empty() {
        true => Err(wrong(1, 1, format!("No point has a value of `{path}`: its column is empty."))),
        false => Ok(Factor::saved(path, place(None, *column), places)),
    };
    let factors = columns.iter().zip(places).map(factor).collect::<Result<_, _>>()?;
    Ok(Saved { factors, points, hash: sha256(&bytes) })
}

/// The column, in characters from 1, at which a cell of a line begins.
fn column_of(line: &str, cell: usize) -> u32 {
    let (mut quoted, mut left) = (false, cell);
    for (at, letter) in line.chars().enumerate() {
        match letter {
            _ if left == 0 => return at as u32 + 1,
            '"' => quoted = !quoted,
            ',' if !quoted => left -= 1,
            _ => {}
        }
    }
    if left == 0 { line.chars().count() as u32 + 1 } else { 1 }
}
