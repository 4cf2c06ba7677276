//! The table of a sweep, `points.csv`.

use super::{ChangeFigures, Level, StudyFigures};

/// The columns of `points.csv` beside those of the factors.
pub struct Table;

impl Table {
    /// The number of a point.
    pub const POINT: &'static str = "point";
    /// What came out there.
    const FIGURES: [&'static str; 8] =
        ["outcome", "share", "low", "high", "exact", "change", "change_low", "change_high"];
    /// How it was found out.
    const MEANS: [&'static str; 3] = ["plays", "seed", "failed"];

    /// Whether a column is not that of a factor.
    #[must_use]
    pub fn is_of_figures(name: &str) -> bool {
        name == Table::POINT || Table::FIGURES.contains(&name) || Table::MEANS.contains(&name)
    }
}

impl StudyFigures {
    /// `points.csv`: a row for each point and outcome, with the factors in columns of their paths; the scenario as it
    /// stands is point 0. A point that failed has one row, with the reason and without figures.
    ///
    /// # Panics
    /// Never: what is written goes to memory.
    #[must_use]
    pub fn csv(&self) -> Vec<u8> {
        let mut writer = csv::Writer::from_writer(Vec::new());
        let paths: Vec<&str> = self.factors.iter().map(|factor| factor.path.as_str()).collect();
        let mut header = vec![Table::POINT];
        header.extend(&paths);
        header.extend(Table::FIGURES);
        header.extend(Table::MEANS);
        let mut write = |row: &[String]| writer.write_record(row).expect("memory takes every row");
        write(&header.iter().map(|&name| name.to_owned()).collect::<Vec<_>>());
        for point in std::iter::once(&self.base).chain(&self.points) {
            let mut begin = vec![point.point.to_string()];
            begin.extend(
                paths.iter().map(|&path| point.factors.get(path).map_or_else(String::new, Level::to_string)),
            );
            let seed = point.seed.unwrap_or(self.seed);
            let end = |failed: &str| [self.plays.to_string(), seed.to_string(), failed.to_owned()];
            if let Some(failed) = &point.failed {
                write(&[begin.as_slice(), &vec![String::new(); Table::FIGURES.len()], &end(failed)].concat());
            }
            for outcome in &point.outcomes {
                let ChangeFigures { value, low, high } = outcome.change;
                let mut row = begin.clone();
                row.push(outcome.id.clone());
                row.extend([outcome.share, outcome.low, outcome.high].map(|number| number.to_string()));
                row.push(outcome.exact.map_or_else(String::new, |exact| exact.to_string()));
                row.extend([value, low, high].map(|number| number.to_string()));
                row.extend(end(""));
                write(&row);
            }
        }
        writer.into_inner().expect("memory takes every row")
    }
}
