//! The table of a sweep: `points.csv` and `points.parquet`.

use super::{ChangeFigures, Level, PointFigures, ShareFigures, StudyFigures};
use crate::results::table::{Cell, Holds, Table};
use std::borrow::Cow;
use std::iter::once;

/// The number of a point.
pub(crate) const POINT: &str = "point";
/// What came out there.
const FIGURES: [(&str, Holds); 8] = [
    ("outcome", Holds::Text),
    ("share", Holds::Number),
    ("low", Holds::Number),
    ("high", Holds::Number),
    ("exact", Holds::Number),
    ("change", Holds::Number),
    ("change_low", Holds::Number),
    ("change_high", Holds::Number),
];
/// How it was found out.
const MEANS: [(&str, Holds); 3] = [("plays", Holds::Whole), ("seed", Holds::Seed), ("failed", Holds::Text)];

/// Whether a column is not that of a factor.
#[must_use]
pub(crate) fn is_of_figures(name: &str) -> bool {
    name == POINT || FIGURES.iter().chain(&MEANS).any(|(column, _)| *column == name)
}

impl StudyFigures {
    /// A row for each point and outcome, with the factors in columns of their paths; the scenario as it stands is point 0.
    /// A point that failed has one row, with the reason and without figures.
    #[must_use]
    pub fn table(&self) -> Table<'_> {
        let factors: Vec<(&str, Holds)> =
            self.factors.iter().map(|factor| (factor.path.as_str(), self.holds(&factor.path))).collect();
        let columns = once((POINT, Holds::Whole)).chain(factors.iter().copied()).chain(FIGURES).chain(MEANS);
        let columns = columns.map(|(name, holds)| (Cow::Borrowed(name), holds)).collect();
        let rows = self.with_base().flat_map(move |point| match point.failed {
            Some(_) => vec![self.row(&point, &factors, None)],
            None => {
                let outcomes = 0..point.outcomes.len();
                outcomes.map(|outcome| self.row(&point, &factors, Some(outcome))).collect()
            }
        });
        Table { columns, rows: Box::new(rows) }
    }

    /// What the values of a factor are: numbers, or words where one of them is no number.
    fn holds(&self, path: &str) -> Holds {
        let is_number = |point: PointFigures| !matches!(point.factors.get(path), Some(Level::Text(_)));
        if self.with_base().all(is_number) { Holds::Number } else { Holds::Text }
    }

    /// The scenario as it stands, and all points.
    fn with_base(&self) -> impl Iterator<Item = PointFigures> + '_ {
        once(self.base.clone()).chain(self.points.iter())
    }

    fn row(&self, point: &PointFigures, factors: &[(&str, Holds)], outcome: Option<usize>) -> Vec<Cell<'_>> {
        let factor = |&(path, holds): &(&str, Holds)| match (point.factors.get(path), holds) {
            (None, _) => Cell::Nothing,
            (Some(Level::Number(number)), Holds::Number) => Cell::Number(*number),
            (Some(level), _) => Cell::Text(Cow::Owned(level.to_string())),
        };
        let mut row = vec![Cell::Whole(point.point as u64)];
        row.extend(factors.iter().map(factor));
        match outcome {
            Some(outcome) => {
                let ShareFigures { share, low, high, exact, change, .. } = point.outcomes[outcome];
                let ChangeFigures { value, low: least, high: most } = change;
                row.push(Cell::text(&self.outcomes[outcome].id));
                row.extend([share, low, high].map(Cell::Number));
                row.push(Cell::number(exact));
                row.extend([value, least, most].map(Cell::Number));
            }
            None => row.extend(FIGURES.map(|_| Cell::Nothing)),
        }
        row.push(Cell::Whole(self.plays));
        row.push(Cell::Whole(point.seed.unwrap_or(self.seed)));
        row.push(point.failed.clone().map_or(Cell::Nothing, |why| Cell::Text(Cow::Owned(why))));
        row
    }
}
