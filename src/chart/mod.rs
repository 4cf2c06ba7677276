//! The charts: one style, one list of kinds, one chart a file, each as SVG, PNG or PDF.
//!
//! [`draw`] turns what a run or a study found into a [`Chart`]: a [`scene::Scene`] of rectangles, lines, areas and words in
//! units of 1/96 inch. One routine paints a scene onto a page of an SVG, of pixels or of a PDF, so all forms show the same
//! thing. Nothing depends on the machine: the letters are those of the embedded DejaVu, and the same results give the
//! same bytes.

mod alt;
mod axis;
mod by_value;
mod contour;
mod cut_axis;
mod elementary_effects;
mod first_times;
mod frame;
mod games_over_time;
mod heatmap;
mod hull;
mod kind;
mod logit_branches;
mod moves_over_time;
mod outcome_bands;
mod outcome_shares;
mod outcomes_over_time;
mod paint;
mod palette;
mod payoff_matrix;
mod payoff_plane;
mod payoffs_as_plane;
mod payoffs_by_outcome;
mod prim_boxes;
mod regrets;
mod room;
mod runs_compared;
pub mod scene;
mod share_rows;
mod sobol_indices;
mod spread;
mod stacked;
mod stage_game;
mod statements_held;
mod study_line;
mod study_panels;
pub mod style;
mod text;
mod time_axis;
mod timeline;
mod tornado;
mod tracks_over_time;
mod two_sides;

use scene::Scene;
use style::Style;

pub use kind::{Kind, Subject, UnknownKind};
pub use palette::in_dark;
pub use runs_compared::letter;

/// A format of files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Scalable, for the web and to be edited.
    Svg,
    /// Pixels.
    Png {
        /// Dots per inch, between 48 and 600.
        dpi: u32,
    },
    /// Scalable, for papers: it brings its letters along.
    Pdf,
}

impl Format {
    /// What files are written without being asked for another format: 192 dots per inch are sharp on screens and in print.
    pub const USUAL: [Format; 2] = [Format::Svg, Format::Png { dpi: 192 }];

    /// The ending of its files.
    pub fn ending(self) -> &'static str {
        match self {
            Format::Svg => "svg",
            Format::Png { .. } => "png",
            Format::Pdf => "pdf",
        }
    }
}

/// A finished drawing.
#[derive(Debug, Clone, PartialEq)]
pub struct Chart {
    scene: Scene,
    title: String,
    heading: String,
    alt: String,
}

impl Chart {
    /// What is drawn, for whoever wants to check it or to add to it.
    pub fn scene(&self) -> &Scene {
        &self.scene
    }

    /// The chart's title, with that of its scenario.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// The chart's title alone.
    pub fn heading(&self) -> &str {
        &self.heading
    }

    /// What the chart says, in words and numbers: the text for those who cannot see it.
    pub fn alt(&self) -> &str {
        &self.alt
    }

    /// The chart as an SVG document.
    pub fn svg(&self) -> String {
        paint::svg::document(&self.scene, &self.title, &self.alt)
    }

    /// The chart as an `svg` element for a page that gives its colours: a class such as `c0072b2` for each of
    /// [`Scene::colours`], which sets `--c`, the colour of what it is on. Places to point at are of the class `zone` and
    /// have their words in a `title`.
    pub fn inline(&self) -> String {
        paint::inline::element(&self.scene, &format!("{}. {}", self.title, self.alt))
    }

    /// The chart as a PDF document of one page: words stay words, set in the letters that it brings along.
    pub fn pdf(&self) -> Vec<u8> {
        paint::pdf::document(&self.scene, &self.title, &self.alt)
    }

    /// The chart as a file of this format.
    pub fn file(&self, format: Format) -> Vec<u8> {
        match format {
            Format::Svg => self.svg().into_bytes(),
            Format::Png { dpi } => self.png(dpi),
            Format::Pdf => self.pdf(),
        }
    }

    /// The chart as a PNG file of so many dots per inch (between 48 and 600; 192 is sharp on screens and in print).
    pub fn png(&self, dpi: u32) -> Vec<u8> {
        paint::bitmap::png(&self.scene, dpi.clamp(48, 600))
    }
}

/// Draws one chart in the style of a page; `None` where there is nothing to show in it.
pub fn draw<'a>(of: impl Into<Subject<'a>>, kind: Kind) -> Option<Chart> {
    draw_in(of, kind, &Style::page())
}

/// Draws one chart in a style of choice; `None` where there is nothing to show in it.
pub fn draw_in<'a>(of: impl Into<Subject<'a>>, kind: Kind, style: &Style) -> Option<Chart> {
    of.into().draw(kind, style)
}

/// Every chart there is something to show in, in the style of a page.
pub fn draw_all<'a>(of: impl Into<Subject<'a>>) -> Vec<(Kind, Chart)> {
    let of = of.into();
    Kind::ALL.into_iter().filter_map(|kind| Some((kind, draw(of, kind)?))).collect()
}
