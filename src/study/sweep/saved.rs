//! Points from a file: a table of what was varied, such as the `points.csv` of another sweep.

use crate::results::study::{Level, POINT, is_of_figures};
use crate::scenario::{LoadError, Place, Problem, regular, sha256};
use crate::study::factor::{Factor, level};
use crate::study::sweep::plan::Varied;
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
        points.push(point);
    }
    if points.is_empty() {
        return Err(wrong(1, 1, "There is no point below the names of the columns.".to_owned()));
    }
    let factor = |(factor, (_, path)): (usize, &(usize, &str))| {
        let of = |point: &Varied| point.iter().find(|one| one.0 == factor).cloned();
        let values: Vec<Level> = points.iter().filter_map(of).map(|(_, level)| level).collect();
        (!values.is_empty())
            .then(|| Factor::saved(path, &values))
            .ok_or_else(|| wrong(1, 1, format!("No point has a value of `{path}`: its column is empty.")))
    };
    let factors = columns.iter().enumerate().map(factor).collect::<Result<_, _>>()?;
    Ok(Saved { factors, points, hash: sha256(&bytes) })
}
