//! Reading the files of `tests/oracles`.

use serde_json::Value;
use std::path::PathBuf;

fn path(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/oracles").join(name)
}

/// The rows of a CSV file of numbers.
pub(crate) fn rows(name: &str) -> Vec<Vec<f64>> {
    let mut reader = csv::Reader::from_path(path(name)).unwrap();
    let row = |row: csv::StringRecord| row.iter().map(|word| word.parse().unwrap()).collect();
    reader.records().map(|record| row(record.unwrap())).collect()
}

/// The points and the results of a CSV file whose last column is the result.
pub(crate) fn points_and_results(name: &str) -> (Vec<Vec<f64>>, Vec<f64>) {
    rows(name)
        .into_iter()
        .map(|mut row| {
            let result = row.pop().unwrap();
            (row, result)
        })
        .unzip()
}

pub(crate) fn json(name: &str) -> Value {
    serde_json::from_slice(&std::fs::read(path(name)).unwrap()).unwrap()
}

/// A list of numbers.
pub(crate) fn numbers(value: &Value) -> Vec<f64> {
    value.as_array().unwrap().iter().map(|number| number.as_f64().unwrap()).collect()
}

/// Holds two lists of numbers to be equal up to `tolerance`.
#[track_caller]
pub(crate) fn assert_near(found: &[f64], expected: &[f64], tolerance: f64) {
    assert_eq!(found.len(), expected.len());
    for (found, expected) in found.iter().zip(expected) {
        assert!(
            (found - expected).abs() <= tolerance * expected.abs().max(1.0),
            "{found} and not {expected}"
        );
    }
}
