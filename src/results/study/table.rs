//! The table of a sweep, `points.csv`.

use super::{ChangeFigures, Level, StudyFigures};

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
        let mut header = vec!["point"];
        header.extend(&paths);
        header.extend(["outcome", "share", "low", "high", "exact", "change", "change_low", "change_high"]);
        header.extend(["plays", "seed", "failed"]);
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
                write(&[begin.as_slice(), &vec![String::new(); 8], &end(failed)].concat());
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
