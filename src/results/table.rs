//! Tables as files: a row for each thing that was found, a column for each of its properties. The same rows make CSV, which
//! everything reads, and Parquet, which keeps the types of the columns and is read in a fraction of the time.

use std::borrow::Cow;
use std::io::{self, Write};
use std::sync::Arc;

use parquet::basic::{LogicalType, Repetition, Type as Physical};
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DataType, DoubleType, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::types::Type;

/// What a column holds, where it is not empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Holds {
    /// Whole numbers from 0 to 2⁶³ − 1.
    Whole,
    /// Seeds: whole numbers from 0 to 2⁶⁴ − 1.
    Seed,
    /// Numbers.
    Number,
    /// Yes or no.
    Truth,
    /// Words.
    Text,
}

/// A value in a row.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Cell<'a> {
    Nothing,
    /// Of a column that holds [`Holds::Whole`] or [`Holds::Seed`].
    Whole(u64),
    Number(f64),
    Truth(bool),
    Text(Cow<'a, str>),
}

impl<'a> Cell<'a> {
    /// A text that is there already.
    pub(super) fn text(text: &'a str) -> Cell<'a> {
        Cell::Text(Cow::Borrowed(text))
    }

    /// A number, if there is one.
    pub(super) fn number(number: Option<f64>) -> Cell<'a> {
        number.map_or(Cell::Nothing, Cell::Number)
    }

    /// As CSV writes it: numbers in full precision.
    fn told(&self) -> Cow<'_, str> {
        match self {
            Cell::Nothing => Cow::Borrowed(""),
            Cell::Whole(number) => Cow::Owned(number.to_string()),
            Cell::Number(number) => Cow::Owned(number.to_string()),
            Cell::Truth(truth) => Cow::Borrowed(if *truth { "true" } else { "false" }),
            Cell::Text(text) => Cow::Borrowed(text),
        }
    }
}

/// A table on its way to a file. Rows are made as they are written.
pub struct Table<'a> {
    pub(super) columns: Vec<(Cow<'a, str>, Holds)>,
    /// As many cells in each as there are columns.
    pub(super) rows: Box<dyn Iterator<Item = Vec<Cell<'a>>> + 'a>,
}

/// Rows that are held back until they make a group of a Parquet file.
const GROUP: usize = 1 << 13;

impl Table<'_> {
    /// The text of its CSV, as [`csv`](Table::csv) writes it.
    ///
    /// # Panics
    /// Never: what is written goes to memory.
    #[must_use]
    pub fn to_csv(self) -> Vec<u8> {
        let mut bytes = Vec::new();
        self.csv(&mut bytes).expect("memory takes every row");
        bytes
    }

    /// Writes it as CSV (RFC 4180), with a header.
    ///
    /// # Errors
    /// Those of `out`.
    pub fn csv(self, out: impl Write) -> io::Result<()> {
        let Table { columns, mut rows } = self;
        let mut writer = csv::Writer::from_writer(out);
        let header = writer.write_record(columns.iter().map(|(name, _)| name.as_ref()));
        let written = header.and_then(|()| {
            rows.try_for_each(|row| writer.write_record(row.iter().map(|cell| cell.told().into_owned())))
        });
        // What the system said is told as it is.
        written.map_err(|error| match error.into_kind() {
            csv::ErrorKind::Io(source) => source,
            other => io::Error::other(format!("{other:?}")),
        })?;
        writer.flush()
    }

    /// Writes it as Parquet: 64-bit integers, doubles, booleans and UTF-8, each of which may be null.
    ///
    /// # Errors
    /// Those of `out`.
    pub fn parquet(self, out: impl Write + Send) -> io::Result<()> {
        let Table { columns, mut rows } = self;
        let fields = columns.iter().map(|(name, holds)| holds.field(name).map(Arc::new));
        let fields = fields.collect::<Result<Vec<_>, _>>().map_err(failed)?;
        let schema = Type::group_type_builder("table").with_fields(fields).build().map_err(failed)?;
        let written_by = format!("standoff {}", env!("CARGO_PKG_VERSION"));
        let properties = WriterProperties::builder().set_created_by(written_by).build();
        let mut file =
            SerializedFileWriter::new(out, Arc::new(schema), Arc::new(properties)).map_err(failed)?;
        loop {
            let group: Vec<Vec<Cell<'_>>> = rows.by_ref().take(GROUP).collect();
            if group.is_empty() {
                break;
            }
            let mut writer = file.next_row_group().map_err(failed)?;
            for (column, (_, holds)) in columns.iter().enumerate() {
                holds.write(group.iter().map(|row| &row[column]), &mut writer).map_err(failed)?;
            }
            writer.close().map_err(failed)?;
        }
        file.close().map_err(failed)?;
        Ok(())
    }
}

fn failed(error: ParquetError) -> io::Error {
    match error {
        // What the system said is told as it is.
        ParquetError::External(source) => match source.downcast::<io::Error>() {
            Ok(source) => *source,
            Err(source) => io::Error::other(source),
        },
        error => io::Error::other(error),
    }
}

impl Holds {
    /// A column of it in the schema of a Parquet file.
    fn field(self, name: &str) -> Result<Type, ParquetError> {
        let (physical, logical) = match self {
            Holds::Whole => (Physical::INT64, None),
            Holds::Seed => (Physical::INT64, Some(LogicalType::integer(64, false))),
            Holds::Number => (Physical::DOUBLE, None),
            Holds::Truth => (Physical::BOOLEAN, None),
            Holds::Text => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
        };
        let field = Type::primitive_type_builder(name, physical).with_logical_type(logical);
        field.with_repetition(Repetition::OPTIONAL).build()
    }

    /// Writes the cells of one column.
    fn write<'a, W: Write + Send>(
        self,
        cells: impl Iterator<Item = &'a Cell<'a>> + Clone,
        group: &mut SerializedRowGroupWriter<'_, W>,
    ) -> Result<(), ParquetError> {
        let column = group.next_column()?.expect("the schema has a field for each column");
        let wrong = |cell: &Cell<'_>| ParquetError::General(format!("{cell:?} in a column of {self:?}"));
        match self {
            Holds::Whole | Holds::Seed => write::<Int64Type>(column, cells, |cell| match cell {
                // The bits of a seed: what is above 2⁶³ is told apart by the logical type.
                Cell::Whole(number) => Ok(number.cast_signed()),
                other => Err(wrong(other)),
            }),
            Holds::Number => write::<DoubleType>(column, cells, |cell| match cell {
                Cell::Number(number) => Ok(*number),
                other => Err(wrong(other)),
            }),
            Holds::Truth => write::<BoolType>(column, cells, |cell| match cell {
                Cell::Truth(truth) => Ok(*truth),
                other => Err(wrong(other)),
            }),
            Holds::Text => write::<ByteArrayType>(column, cells, |cell| match cell {
                Cell::Text(text) => Ok(ByteArray::from(text.as_bytes().to_vec())),
                other => Err(wrong(other)),
            }),
        }
    }
}

/// Writes what is there of a column, and where it is.
fn write<'a, T: DataType>(
    mut column: SerializedColumnWriter<'_>,
    cells: impl Iterator<Item = &'a Cell<'a>> + Clone,
    value: impl Fn(&Cell<'a>) -> Result<T::T, ParquetError>,
) -> Result<(), ParquetError> {
    let levels: Vec<i16> = cells.clone().map(|cell| i16::from(*cell != Cell::Nothing)).collect();
    let values: Vec<T::T> =
        cells.filter(|cell| **cell != Cell::Nothing).map(value).collect::<Result<_, _>>()?;
    column.typed::<T>().write_batch(&values, Some(&levels), None)?;
    column.close()
}

#[cfg(test)]
mod tests {
    use super::*;
    use parquet::file::reader::{FileReader as _, SerializedFileReader};
    use parquet::record::Field;
    use std::fs::File;

    fn table<'a>() -> Table<'a> {
        let columns = [
            ("point", Holds::Whole),
            ("a.b", Holds::Number),
            ("says \"so\", or not", Holds::Text),
            ("holds", Holds::Truth),
            ("seed", Holds::Seed),
        ];
        // More than one group of a file.
        let rows = (0..GROUP as u64 + 3).map(|n| match n {
            1 => vec![Cell::Whole(n), Cell::Nothing, Cell::Nothing, Cell::Nothing, Cell::Whole(u64::MAX)],
            n => vec![
                Cell::Whole(n),
                Cell::Number(n as f64 / 3.0),
                Cell::Text(Cow::Owned(format!("é, {n}"))),
                Cell::Truth(n % 2 == 0),
                Cell::Whole(7),
            ],
        });
        Table {
            columns: columns.map(|(name, holds)| (Cow::Borrowed(name), holds)).into(),
            rows: Box::new(rows),
        }
    }

    fn file(bytes: &[u8]) -> File {
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(bytes).unwrap();
        file
    }

    #[test]
    fn both_forms_hold_every_value() {
        let mut bytes = Vec::new();
        table().parquet(&mut bytes).unwrap();
        let reader = SerializedFileReader::new(file(&bytes)).unwrap();
        assert_eq!(reader.num_row_groups(), 2);
        let mut read = Vec::new();
        for row in reader.get_row_iter(None).unwrap() {
            let row = row.unwrap();
            read.push(
                row.get_column_iter().map(|(name, field)| (name.clone(), field.clone())).collect::<Vec<_>>(),
            );
        }
        let csv = table().to_csv();
        let mut lines = csv::Reader::from_reader(&csv[..]);
        let header: Vec<String> = lines.headers().unwrap().iter().map(str::to_owned).collect();
        let records: Vec<csv::StringRecord> = lines.records().map(Result::unwrap).collect();
        assert_eq!((records.len(), read.len()), (GROUP + 3, GROUP + 3));
        for (record, row) in records.iter().zip(&read) {
            for ((text, name), (column, field)) in record.iter().zip(&header).zip(row) {
                assert_eq!(name, column);
                let same = match field {
                    Field::Null => text.is_empty(),
                    Field::Long(number) => text == number.to_string(),
                    Field::ULong(number) => text == number.to_string(),
                    Field::Double(number) => text.parse() == Ok(*number),
                    Field::Bool(truth) => text == truth.to_string(),
                    Field::Str(words) => text == words,
                    other => panic!("{other:?}"),
                };
                assert!(same, "{text} {field:?}");
            }
        }
        assert_eq!(read[1][4].1, Field::ULong(u64::MAX));
        // The same table is the same file.
        let mut again = Vec::new();
        table().parquet(&mut again).unwrap();
        assert!(again == bytes);
    }

    #[test]
    fn what_the_system_says_is_told() {
        struct Full;
        impl Write for Full {
            fn write(&mut self, _: &[u8]) -> io::Result<usize> {
                Err(io::Error::from(io::ErrorKind::StorageFull))
            }
            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }
        assert_eq!(table().csv(Full).unwrap_err().kind(), io::ErrorKind::StorageFull);
        let said = table().parquet(Full).unwrap_err();
        assert!(said.to_string().contains("storage"), "{said}");
        // A table without rows is a file all the same.
        let mut bytes = Vec::new();
        Table { rows: Box::new(std::iter::empty()), ..table() }.parquet(&mut bytes).unwrap();
        assert_eq!(SerializedFileReader::new(file(&bytes)).unwrap().num_row_groups(), 0);
    }
}
