//! Whether figures that were read fit together.
//!
//! Everything that draws or tells figures goes by what is stated here, one file for each kind: lists that belong together
//! are of one length, names are in one order, shares lie in [0, 1] and sum to 1, intervals hold their estimates.

mod diagnosis;
mod robustness;
mod study;
mod summary;

use super::manifest::Manifest;
use std::path::Path;

/// How far sums and ends of intervals may be off by rounding.
const ROUNDING: f64 = 1e-6;

/// Figures that are read from a file.
pub(super) trait Checked {
    /// The name of the file.
    const FILE: &'static str;

    /// Whether they fit together; else a clause that says what does not, and where.
    fn check(&self) -> Result<(), String>;

    /// What to do where the file is damaged: a clause.
    fn again(_folder: &Path, manifest: &Manifest) -> String {
        format!("run it again: {}", manifest.repeat)
    }
}

/// A list that has one entry for each of something else.
fn of_length<T>(what: &str, list: &[T], expected: usize) -> Result<(), String> {
    match list.len() {
        found if found == expected => Ok(()),
        found => Err(format!("{what} has {found} entries instead of {expected}")),
    }
}

/// Something that has to be so.
fn so(is_so: bool, otherwise: impl FnOnce() -> String) -> Result<(), String> {
    if is_so { Ok(()) } else { Err(otherwise()) }
}

fn finite(what: &str, value: f64) -> Result<(), String> {
    so(value.is_finite(), || format!("{what} is {value}"))
}

/// A share or a probability.
fn share(what: &str, value: f64) -> Result<(), String> {
    let is_share = (-ROUNDING..=1.0 + ROUNDING).contains(&value);
    so(is_share, || format!("{what} is {value}, and not between 0 and 1"))
}

fn shares(what: &str, values: &[f64]) -> Result<(), String> {
    values.iter().try_for_each(|&value| share(what, value))
}

/// Something that is not below zero.
fn size(what: &str, value: f64) -> Result<(), String> {
    so(value.is_finite() && value >= -ROUNDING, || format!("{what} is {value}"))
}

/// An estimate in its interval.
fn ordered(what: &str, values: &[f64]) -> Result<(), String> {
    let off = |pair: &[f64]| pair[0] > pair[1] + ROUNDING * pair[1].abs().max(1.0);
    so(!values.windows(2).any(off), || format!("{what} is not in ascending order"))
}

fn sums_to_one(what: &str, values: impl Iterator<Item = f64>) -> Result<(), String> {
    let sum: f64 = values.sum();
    so((sum - 1.0).abs() <= ROUNDING, || format!("{what} sum to {sum} instead of 1"))
}

/// Names that have to be those of another list, in the same order.
fn same_names<'a>(
    what: &str,
    names: impl Iterator<Item = &'a str>,
    expected: impl Iterator<Item = &'a str>,
) -> Result<(), String> {
    so(names.eq(expected), || format!("{what} are others than those of the whole"))
}

/// A name that has to be one of a list.
fn known<'a>(what: &str, name: &str, mut names: impl Iterator<Item = &'a str>) -> Result<(), String> {
    so(names.any(|known| known == name), || format!("{what} is {name:?}, which is nowhere else"))
}
