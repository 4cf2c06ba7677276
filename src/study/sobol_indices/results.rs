//! How results follow each other in a Saltelli design.

use crate::study::estimate::{AnalysisError, enough};
use crate::study::sampled::Results;

/// How rows follow each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Layout {
    /// How many factors there are.
    pub factors: usize,
    /// Whether base rows have the *BA* blocks.
    pub second_order: bool,
}

impl Layout {
    /// How many rows a base row has.
    pub(super) fn block(self) -> usize {
        (if self.second_order { 2 } else { 1 }) * self.factors + 2
    }

    /// All pairs of factors.
    pub(super) fn pairs(self) -> impl Iterator<Item = (usize, usize)> {
        let factors = if self.second_order { self.factors } else { 0 };
        (0..factors).flat_map(move |j| (j + 1..factors).map(move |k| (j, k)))
    }
}

/// Results that fit a layout.
pub(super) struct Checked<'a> {
    pub(super) layout: Layout,
    pub(super) rows: usize,
    /// The result of each point.
    pub(super) values: Vec<f64>,
    pub(super) results: Results<'a>,
}

impl<'a> Checked<'a> {
    pub(super) fn new(layout: Layout, results: Results<'a>) -> Result<Checked<'a>, AnalysisError> {
        enough("factors", layout.factors, 1)?;
        let values = results.values()?;
        let block = layout.block();
        if values.len() % block != 0 {
            let expected = format!("a multiple of {block}, the rows of a base row");
            return Err(AnalysisError::WrongLength { what: "the results", expected, found: values.len() });
        }
        let rows = values.len() / block;
        enough("base rows", rows, 2)?;
        Ok(Checked { layout, rows, values, results })
    }
}
