//! Sizes, letters and colours that all charts share. Another size or another light is another value of [`Style`].
//!
//! Every chart is laid out once, in the letters of a page, for whatever width there is; a [`Size`] says how wide that is and
//! how much larger or smaller it is drawn. So letters, lines and gaps keep their proportions.

use std::fmt;
use std::str::FromStr;

use super::scene::{Colour, Font};

/// What a chart is drawn for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum Size {
    /// A page of a report: 7.5 inches wide, still readable when shrunk to a 16 cm column of text.
    #[default]
    Page,
    /// A slide of 10 inches by 5⅝ (16:9), higher only where that does not hold the chart: larger letters, panels side by side.
    Slide,
    /// A column of a two-column journal: 3.5 inches (89 mm) wide, no letter below 7 points. Tables and planes that it has no
    /// room for go across both columns: 7 inches.
    Column,
}

impl Size {
    /// Every size.
    pub const ALL: [Size; 3] = [Size::Page, Size::Slide, Size::Column];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Size::Page => "page",
            Size::Slide => "slide",
            Size::Column => "column",
        }
    }
}

impl fmt::Display for Size {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// No size has this name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no size is named `{0}`; the sizes are {list}", list = Size::ALL.map(Size::name).join(", "))]
pub struct UnknownSize(pub String);

impl FromStr for Size {
    type Err = UnknownSize;

    fn from_str(name: &str) -> Result<Size, UnknownSize> {
        Size::ALL.into_iter().find(|size| size.name() == name).ok_or_else(|| UnknownSize(name.to_owned()))
    }
}

/// What is asked of a chart's looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Look {
    /// What it is drawn for.
    pub size: Size,
    /// Whether it is for print in black and white.
    pub greyscale: bool,
}

impl Look {
    /// The style that gives it.
    pub fn style(self) -> Style {
        let style = Style::of(self.size);
        if self.greyscale { style.in_greyscale() } else { style }
    }

    /// What the names of files say of it: nothing of a page in colours, else `-slide`, `-column-grey`.
    pub fn suffix(self) -> String {
        let size = if self.size == Size::Page { String::new() } else { format!("-{}", self.size) };
        format!("{size}{}", if self.greyscale { "-grey" } else { "" })
    }
}

/// How charts look.
#[derive(Debug, Clone, PartialEq)]
pub struct Style {
    /// Width of the whole chart as it is laid out.
    pub width: f64,
    /// Height of the whole chart at least, as it is laid out.
    pub height: f64,
    /// How many times larger it is drawn than it is laid out.
    pub scale: f64,
    /// Panels side by side, at most.
    pub columns: usize,
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
    /// Whether data are told apart by lightness and dashes alone, for print in black and white.
    pub greyscale: bool,
}

impl Style {
    /// For this size.
    pub fn of(size: Size) -> Style {
        let page = Style::page();
        match size {
            Size::Page => page,
            Size::Slide => Style { height: 405.0, scale: 4.0 / 3.0, columns: 2, margin: 20.0, ..page },
            Size::Column => {
                let caption = page.small;
                let title = Font { size: 15.0, bold: true };
                Style { width: 336.0 / 0.85, scale: 0.85, margin: 8.0, title, caption, ..page }
            }
        }
    }

    /// The same for what a column has no room for: across both columns of a journal, 7 inches wide.
    #[must_use]
    pub(super) fn across(&self) -> Style {
        if self.width >= Style::page().width {
            return self.clone();
        }
        let ink = self.ink;
        Style { scale: 0.9334, ink, ..Style::page() }
    }

    /// The same for print in black and white.
    #[must_use]
    pub fn in_greyscale(mut self) -> Style {
        self.ink.greyscale = true;
        self
    }

    /// For a page of a report.
    pub fn page() -> Style {
        let regular = |size| Font { size, bold: false };
        let bold = |size| Font { size, bold: true };
        Style {
            width: 720.0,
            height: 0.0,
            scale: 1.0,
            columns: 1,
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
                greyscale: false,
            },
        }
    }
}
