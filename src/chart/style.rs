//! Sizes, letters and colours that all charts share. Another size or another light is another value of [`Style`].

use super::scene::{Colour, Font};

/// How charts look.
#[derive(Debug, Clone, PartialEq)]
pub struct Style {
    /// Width of the whole chart.
    pub width: f64,
    /// Empty space on every side.
    pub margin: f64,
    /// Letters of the title.
    pub title: Font,
    /// Letters of headings above panels.
    pub heading: Font,
    /// Letters of labels.
    pub body: Font,
    /// Letters of axes, keys and names of levels.
    pub small: Font,
    /// Letters of the caption.
    pub caption: Font,
    /// Colours of everything that is not data.
    pub ink: Ink,
}

/// Colours of everything that is not data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ink {
    /// What is written and drawn on.
    pub paper: Colour,
    /// Words and exact values.
    pub strong: Colour,
    /// Words of second rank; at least 7:1 against the paper.
    pub soft: Colour,
    /// Axes and ticks.
    pub axis: Colour,
    /// Grid lines.
    pub grid: Colour,
    /// Plays that are still going, and other things without a colour of their own.
    pub idle: Colour,
}

impl Style {
    /// For a page of a report: 7.5 inches wide, still readable when shrunk to a 16 cm column of text.
    pub fn page() -> Style {
        let regular = |size| Font { size, bold: false };
        let bold = |size| Font { size, bold: true };
        Style {
            width: 720.0,
            margin: 16.0,
            title: bold(17.0),
            heading: bold(12.5),
            body: regular(12.5),
            small: regular(11.0),
            caption: regular(10.0),
            ink: Ink {
                paper: Colour(255, 255, 255),
                strong: Colour(26, 26, 26),
                soft: Colour(82, 82, 82),
                axis: Colour(130, 130, 130),
                grid: Colour(224, 224, 224),
                idle: Colour(236, 236, 236),
            },
        }
    }
}
