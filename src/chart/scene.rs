//! What a chart consists of before anything is painted: a list of named marks.
//!
//! Lengths are in units of 1/96 inch, x to the right and y downwards from the upper left corner. Names (`bar/war`,
//! `band90/tension`) are not painted; they say which number a mark stands for.

use std::collections::BTreeSet;

/// A colour: red, green, blue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Colour(pub u8, pub u8, pub u8);

/// Which point of a text its position gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    /// Its left end.
    Start,
    /// Its middle.
    Middle,
    /// Its right end.
    End,
}

/// The letters of a text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Font {
    /// Size of the em.
    pub size: f64,
    /// Bold or regular.
    pub bold: bool,
}

/// One thing that is painted.
#[derive(Debug, Clone, PartialEq)]
pub enum Shape {
    /// A filled rectangle; `w` and `h` are not negative.
    Rect {
        /// Left edge.
        x: f64,
        /// Upper edge.
        y: f64,
        /// Width.
        w: f64,
        /// Height.
        h: f64,
        /// Colour.
        fill: Colour,
    },
    /// A filled polygon.
    Area {
        /// Its corners in order.
        points: Vec<(f64, f64)>,
        /// Colour.
        fill: Colour,
    },
    /// A line through points.
    Line {
        /// Where it runs.
        points: Vec<(f64, f64)>,
        /// Its thickness.
        width: f64,
        /// Lengths of dash and gap, where it is dashed.
        dash: Option<(f64, f64)>,
        /// Colour.
        stroke: Colour,
    },
    /// A filled disc.
    Dot {
        /// Centre.
        x: f64,
        /// Centre.
        y: f64,
        /// Radius.
        r: f64,
        /// Colour.
        fill: Colour,
    },
    /// One line of text.
    Text {
        /// Position of the anchor.
        x: f64,
        /// Position of the baseline.
        y: f64,
        /// The words, free of control characters.
        text: String,
        /// The letters.
        font: Font,
        /// What `x` is the position of.
        anchor: Anchor,
        /// Colour.
        fill: Colour,
    },
    /// A place to point at: it says what is shown there, and nothing is painted.
    Zone {
        /// Left edge.
        x: f64,
        /// Upper edge.
        y: f64,
        /// Width.
        w: f64,
        /// Height.
        h: f64,
        /// What is shown there: values for people, free of control characters other than line breaks.
        says: String,
    },
}

/// A shape and what it stands for.
#[derive(Debug, Clone, PartialEq)]
pub struct Mark {
    /// What the shape stands for; several shapes may share a name.
    pub name: String,
    /// The shape.
    pub shape: Shape,
}

/// A whole drawing, painted in order.
#[derive(Debug, Clone, PartialEq)]
pub struct Scene {
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
    /// Colour of the paper.
    pub paper: Colour,
    /// What is painted.
    pub marks: Vec<Mark>,
}

impl Scene {
    /// The same, so many times larger.
    #[must_use]
    pub fn scaled(mut self, by: f64) -> Scene {
        let by_all =
            |points: &mut Vec<(f64, f64)>| points.iter_mut().for_each(|(x, y)| (*x, *y) = (*x * by, *y * by));
        for mark in &mut self.marks {
            match &mut mark.shape {
                Shape::Rect { x, y, w, h, .. } | Shape::Zone { x, y, w, h, .. } => {
                    [x, y, w, h].into_iter().for_each(|length| *length *= by);
                }
                Shape::Area { points, .. } => by_all(points),
                Shape::Line { points, width, dash, .. } => {
                    by_all(points);
                    *width *= by;
                    *dash = dash.map(|(dash, gap)| (dash * by, gap * by));
                }
                Shape::Dot { x, y, r, .. } => [x, y, r].into_iter().for_each(|length| *length *= by),
                Shape::Text { x, y, font, .. } => {
                    [x, y, &mut font.size].into_iter().for_each(|length| *length *= by);
                }
            }
        }
        Scene { width: self.width * by, height: (self.height * by).ceil(), ..self }
    }

    /// The same in other colours, the paper's too.
    #[must_use]
    pub fn recoloured(mut self, colour: impl Fn(Colour) -> Colour) -> Scene {
        for mark in &mut self.marks {
            match &mut mark.shape {
                Shape::Rect { fill, .. }
                | Shape::Area { fill, .. }
                | Shape::Dot { fill, .. }
                | Shape::Text { fill, .. } => *fill = colour(*fill),
                Shape::Line { stroke, .. } => *stroke = colour(*stroke),
                Shape::Zone { .. } => {}
            }
        }
        Scene { paper: colour(self.paper), ..self }
    }

    /// The shapes of this name, in order.
    pub fn named<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Shape> {
        self.marks.iter().filter(move |mark| mark.name == name).map(|mark| &mark.shape)
    }

    /// Every colour, the paper's too.
    pub fn colours(&self) -> BTreeSet<Colour> {
        let of = |mark: &Mark| match &mark.shape {
            Shape::Rect { fill, .. }
            | Shape::Area { fill, .. }
            | Shape::Dot { fill, .. }
            | Shape::Text { fill, .. } => Some(*fill),
            Shape::Line { stroke, .. } => Some(*stroke),
            Shape::Zone { .. } => None,
        };
        self.marks.iter().filter_map(of).chain([self.paper]).collect()
    }

    /// Every text, in order.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        self.marks.iter().filter_map(|mark| match &mark.shape {
            Shape::Text { text, .. } => Some(text.as_str()),
            _ => None,
        })
    }
}
