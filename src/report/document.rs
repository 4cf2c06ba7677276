//! A document before it is written down: sections of blocks, all of them plain text, tables and charts.
//!
//! Nothing here is marked up: what comes from a file stays text until a writer, [`html`](super::html) or
//! [`markdown`](super::markdown), escapes it. So both say the same.

use crate::chart::Chart;

/// A whole document.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// What it is about.
    pub title: String,
    /// What was done, on one line.
    pub subtitle: String,
    /// Its sections, in reading order.
    pub sections: Vec<Section>,
}

/// A part with a heading.
#[derive(Debug, Clone, PartialEq)]
pub struct Section {
    /// By which links find it: letters and hyphens.
    pub id: &'static str,
    /// Its heading.
    pub heading: String,
    /// What stands in it.
    pub blocks: Vec<Block>,
}

/// One thing in a section.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// A heading of second rank.
    Heading(String),
    /// The paragraph that matters most.
    Lead(String),
    /// A paragraph.
    Text(String),
    /// Points of equal rank.
    List(Vec<String>),
    /// A table.
    Table(Table),
    /// A chart.
    Figure(Figure),
    /// A line for a shell.
    Command(String),
}

/// A table. The first cell of each row says what the row is of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// What it shows.
    pub caption: String,
    /// The name of each column.
    pub header: Vec<String>,
    /// The cells, as many in each row as there are columns.
    pub rows: Vec<Vec<String>>,
    /// The columns from this one on are numbers.
    pub numbers: usize,
}

/// A chart with its place in the document.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// Stem of its file: `outcome-shares`.
    pub name: &'static str,
    /// The chart.
    pub chart: Chart,
}

impl Section {
    /// A section with these blocks.
    #[must_use]
    pub fn new(id: &'static str, heading: &str, blocks: Vec<Block>) -> Section {
        Section { id, heading: heading.to_owned(), blocks }
    }
}

impl Document {
    /// The charts, in reading order.
    pub fn figures(&self) -> impl Iterator<Item = &Figure> {
        self.sections.iter().flat_map(|section| &section.blocks).filter_map(|block| match block {
            Block::Figure(figure) => Some(figure),
            _ => None,
        })
    }
}

impl Table {
    /// A table whose columns from `numbers` on are numbers.
    #[must_use]
    pub fn new(caption: &str, header: Vec<String>, rows: Vec<Vec<String>>, numbers: usize) -> Table {
        Table { caption: caption.to_owned(), header, rows, numbers }
    }
}

/// Names of columns.
pub(super) fn names(header: &[&str]) -> Vec<String> {
    header.iter().map(|&name| name.to_owned()).collect()
}
