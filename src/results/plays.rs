//! The plays of a run, one a row: `plays.csv`.
//!
//! Columns: `play`, `type.ACTOR` for each actor with types, `outcome`, `rounds`, `payoff.ACTOR` (discounted),
//! `track.TRACK` (last level), `count.ACTOR.MOVE` (how often).

use std::fmt::{Display, Write as _};
use std::fs::File;
use std::path::PathBuf;

use super::error::ResultsError;

/// Names of what a row tells, each list in file order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PlayColumns {
    /// Actors that have types.
    pub typed_actors: Vec<String>,
    /// All actors.
    pub actors: Vec<String>,
    /// Tracks.
    pub tracks: Vec<String>,
    /// Actor and move, of all actors' moves.
    pub moves: Vec<(String, String)>,
}

/// One play.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PlayRow<'a> {
    /// Number of the play, from 1.
    pub play: u64,
    /// Type of each actor that has types.
    pub types: &'a [&'a str],
    /// How it ended.
    pub outcome: &'a str,
    /// Number of rounds played.
    pub rounds: u32,
    /// Discounted payoff of each actor.
    pub payoffs: &'a [f64],
    /// Last level of each track.
    pub levels: &'a [i32],
    /// How often each move was made.
    pub counts: &'a [u32],
}

/// `plays.csv` in the making.
#[derive(Debug)]
pub struct PlayWriter {
    path: PathBuf,
    writer: csv::Writer<File>,
    columns: usize,
    field: String,
}

impl PlayWriter {
    /// Begins the table in a new file that is to be at `path`.
    pub(super) fn begin(
        file: File,
        path: PathBuf,
        columns: &PlayColumns,
    ) -> Result<PlayWriter, ResultsError> {
        let writer = csv::WriterBuilder::new().buffer_capacity(1 << 16).from_writer(file);
        let mut names = vec!["play".to_owned()];
        names.extend(columns.typed_actors.iter().map(|actor| format!("type.{actor}")));
        names.extend(["outcome".to_owned(), "rounds".to_owned()]);
        names.extend(columns.actors.iter().map(|actor| format!("payoff.{actor}")));
        names.extend(columns.tracks.iter().map(|track| format!("track.{track}")));
        names.extend(columns.moves.iter().map(|(actor, name)| format!("count.{actor}.{name}")));
        let mut plays = PlayWriter { path, writer, columns: names.len(), field: String::new() };
        let written = plays.writer.write_record(&names);
        plays.checked(written)?;
        Ok(plays)
    }

    /// Writes one row, numbers in full precision.
    pub fn write(&mut self, row: &PlayRow) -> Result<(), ResultsError> {
        let found = 3 + row.types.len() + row.payoffs.len() + row.levels.len() + row.counts.len();
        if found != self.columns {
            return Err(ResultsError::Row { path: self.path.clone(), found, expected: self.columns });
        }
        let written = self.fields(row);
        self.checked(written)
    }

    fn fields(&mut self, row: &PlayRow) -> csv::Result<()> {
        self.number(row.play)?;
        for name in row.types {
            self.writer.write_field(name)?;
        }
        self.writer.write_field(row.outcome)?;
        self.number(row.rounds)?;
        row.payoffs.iter().try_for_each(|payoff| self.number(payoff))?;
        row.levels.iter().try_for_each(|level| self.number(level))?;
        row.counts.iter().try_for_each(|count| self.number(count))?;
        self.writer.write_record(None::<&[u8]>)
    }

    fn number(&mut self, value: impl Display) -> csv::Result<()> {
        self.field.clear();
        // A number into a string: that cannot fail.
        let _ = write!(self.field, "{value}");
        self.writer.write_field(&self.field)
    }

    /// Writes what is still held back. Without it the last rows may be missing, and nobody would know.
    pub fn finish(mut self) -> Result<(), ResultsError> {
        let written = self.writer.flush().and_then(|()| self.writer.get_ref().sync_all());
        written.map_err(ResultsError::io("write", &self.path))
    }

    fn checked(&self, written: csv::Result<()>) -> Result<(), ResultsError> {
        written.map_err(|error| ResultsError::io("write", &self.path)(error.into()))
    }
}
