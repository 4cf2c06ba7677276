//! What every chart has around its data: the scenario's title, its own title, what is measured, and where it is from.

use super::Chart;
use super::scene::{Anchor, Colour, Font, Mark, Scene, Shape};
use super::style::Style;
use super::text::{self, LEADING, MIDDLE};
use crate::prose::numbers::{count, many};
use crate::results::Summary;
use crate::results::diagnosis::DiagnosisFigures;
use crate::results::robustness::RobustnessFigures;
use crate::results::stage_game::StageFigures;
use crate::results::study::StudyFigures;

/// What a chart is of, as its heads and its caption say.
#[derive(Clone, Copy)]
pub(super) struct Source<'a> {
    title: &'a str,
    scenario: &'a str,
    hash: &'a str,
    version: &'a str,
    /// Plays sampled, at each point where there are several; 0 for exact figures.
    plays: u64,
    seed: u64,
    /// How many of what was looked at, where it is a study.
    points: Option<(usize, &'static str)>,
}

impl<'a> From<&'a Summary> for Source<'a> {
    fn from(summary: &'a Summary) -> Source<'a> {
        Source {
            title: &summary.title,
            scenario: &summary.scenario,
            hash: &summary.scenario_hash,
            version: &summary.version,
            plays: summary.plays,
            seed: summary.seed,
            points: None,
        }
    }
}

impl<'a> From<&'a StageFigures> for Source<'a> {
    fn from(stage: &'a StageFigures) -> Source<'a> {
        Source::solved(&stage.title, &stage.scenario, &stage.scenario_hash, &stage.version)
    }
}

impl<'a> From<&'a DiagnosisFigures> for Source<'a> {
    fn from(figures: &'a DiagnosisFigures) -> Source<'a> {
        Source::solved(&figures.title, &figures.scenario, &figures.scenario_hash, &figures.version)
    }
}

impl<'a> Source<'a> {
    /// What was solved and not sampled.
    fn solved(title: &'a str, scenario: &'a str, hash: &'a str, version: &'a str) -> Source<'a> {
        Source { title, scenario, hash, version, plays: 0, seed: 0, points: None }
    }
}

impl<'a> From<&'a StudyFigures> for Source<'a> {
    fn from(study: &'a StudyFigures) -> Source<'a> {
        Source {
            title: &study.title,
            scenario: &study.scenario,
            hash: &study.scenario_hash,
            version: &study.version,
            plays: study.plays,
            seed: study.seed,
            points: Some((study.points.len(), "point")),
        }
    }
}

impl<'a> From<&'a RobustnessFigures> for Source<'a> {
    fn from(figures: &'a RobustnessFigures) -> Source<'a> {
        Source {
            title: &figures.title,
            scenario: &figures.scenario,
            hash: &figures.scenario_hash,
            version: &figures.version,
            plays: 0,
            seed: figures.seed,
            points: Some((figures.samples, "sample")),
        }
    }
}

/// A chart in the making. `y` is how far down it has been filled.
pub(super) struct Sheet<'a> {
    pub(super) style: &'a Style,
    pub(super) y: f64,
    marks: Vec<Mark>,
    title: String,
    heading: String,
}

impl<'a> Sheet<'a> {
    /// A sheet with its heads: scenario, title, subtitle.
    pub(super) fn new<'s>(
        style: &'a Style,
        source: impl Into<Source<'s>>,
        title: &str,
        subtitle: &str,
    ) -> Sheet<'a> {
        Sheet::titled(style, source.into().title, title, subtitle)
    }

    /// The same, with a title of a scenario or without: it may be empty.
    pub(super) fn titled(style: &'a Style, scenario: &str, title: &str, subtitle: &str) -> Sheet<'a> {
        let scenario = text::clean(scenario);
        let full = if scenario.is_empty() { title.to_owned() } else { format!("{scenario}: {title}") };
        let mut sheet =
            Sheet { style, y: style.margin, marks: Vec::new(), title: full, heading: title.to_owned() };
        let (left, room) = (sheet.left(), sheet.room());
        if !scenario.is_empty() {
            sheet.y +=
                sheet.paragraph("scenario", (left, sheet.y), room, &scenario, style.small, style.ink.soft, 2)
                    + 2.0;
        }
        sheet.y +=
            sheet.paragraph("title", (left, sheet.y), room, title, style.title, style.ink.strong, 2) + 3.0;
        sheet.y +=
            sheet.paragraph("subtitle", (left, sheet.y), room, subtitle, style.body, style.ink.soft, 4)
                + 10.0;
        sheet
    }

    /// Left edge of what is drawn.
    pub(super) fn left(&self) -> f64 {
        self.style.margin
    }

    /// Right edge of what is drawn.
    pub(super) fn right(&self) -> f64 {
        self.style.width - self.style.margin
    }

    /// Width between them.
    pub(super) fn room(&self) -> f64 {
        self.right() - self.left()
    }

    pub(super) fn add(&mut self, name: impl Into<String>, shape: Shape) {
        self.marks.push(Mark { name: name.into(), shape });
    }

    /// A rectangle between two corners, whichever way round they are.
    pub(super) fn rect(&mut self, name: impl Into<String>, a: (f64, f64), b: (f64, f64), fill: Colour) {
        let (x, y) = (a.0.min(b.0), a.1.min(b.1));
        self.add(name, Shape::Rect { x, y, w: (a.0 - b.0).abs(), h: (a.1 - b.1).abs(), fill });
    }

    pub(super) fn line(
        &mut self,
        name: impl Into<String>,
        points: Vec<(f64, f64)>,
        width: f64,
        stroke: Colour,
    ) {
        self.add(name, Shape::Line { points, width, dash: None, stroke });
    }

    pub(super) fn dashed(
        &mut self,
        name: impl Into<String>,
        points: Vec<(f64, f64)>,
        width: f64,
        stroke: Colour,
    ) {
        self.add(name, Shape::Line { points, width, dash: Some((4.0, 3.0)), stroke });
    }

    /// One line of text; `at` is the anchor and the middle of the line's height.
    pub(super) fn text(
        &mut self,
        name: impl Into<String>,
        at: (f64, f64),
        anchor: Anchor,
        words: &str,
        font: Font,
        fill: Colour,
    ) {
        let y = at.1 + MIDDLE * font.size;
        self.add(name, Shape::Text { x: at.0, y, text: text::clean(words), font, anchor, fill });
    }

    /// Lines of text around the middle `at.1`, as `wrap` made them.
    pub(super) fn lines(
        &mut self,
        name: &str,
        at: (f64, f64),
        anchor: Anchor,
        lines: &[String],
        font: Font,
        fill: Colour,
    ) {
        let step = LEADING * font.size;
        let first = at.1 - step * (lines.len() as f64 - 1.0) / 2.0;
        for (n, line) in lines.iter().enumerate() {
            self.text(name, (at.0, first + n as f64 * step), anchor, line, font, fill);
        }
    }

    /// Wrapped text below `at`, from the left. Gives its height.
    #[expect(
        clippy::too_many_arguments,
        reason = "a text has that many properties, and each call shows them all"
    )]
    pub(super) fn paragraph(
        &mut self,
        name: &str,
        at: (f64, f64),
        room: f64,
        words: &str,
        font: Font,
        fill: Colour,
        most: usize,
    ) -> f64 {
        let lines = text::wrap(words, font, room, most);
        let height = LEADING * font.size * lines.len() as f64;
        self.lines(name, (at.0, at.1 + height / 2.0), Anchor::Start, &lines, font, fill);
        height
    }

    /// A place between two corners that says what is shown there, a line for each part.
    pub(super) fn zone(&mut self, name: impl Into<String>, a: (f64, f64), b: (f64, f64), says: &[String]) {
        let (x, y) = (a.0.min(b.0), a.1.min(b.1));
        let says: Vec<String> = says.iter().map(|part| text::clean(part)).collect();
        let (w, h) = ((a.0 - b.0).abs(), (a.1 - b.1).abs());
        self.add(name, Shape::Zone { x, y, w, h, says: says.join("\n") });
    }

    /// The finished chart, with its caption below what has been drawn.
    pub(super) fn finish<'s>(self, source: impl Into<Source<'s>>, alt: String) -> Chart {
        let caption = caption(source.into());
        self.finish_with(&caption, alt)
    }

    /// The finished chart with a caption of its own.
    pub(super) fn finish_with(mut self, caption: &str, alt: String) -> Chart {
        let style = self.style;
        self.y += 10.0;
        let (left, room) = (self.left(), self.room());
        self.y += self.paragraph("caption", (left, self.y), room, caption, style.caption, style.ink.soft, 3);
        let scene = Scene {
            width: style.width,
            height: (self.y + style.margin * 0.75).ceil(),
            paper: style.ink.paper,
            marks: self.marks,
        };
        Chart { scene, title: self.title, heading: self.heading, alt }
    }
}

/// Where the numbers are from.
fn caption(source: Source<'_>) -> String {
    let points = source.points.map(|(points, what)| many(points, what));
    let plays = match (source.plays, points) {
        (0, None) => "exact solution, nothing sampled".to_owned(),
        (0, Some(points)) => format!("{points}, each solved exactly"),
        (plays, None) => format!("{} plays, seed {}", count(plays), source.seed),
        (plays, Some(points)) => format!("{points} of {} plays each, seed {}", count(plays), source.seed),
    };
    let hash: String = text::clean(source.hash).chars().take(8).collect();
    let hash = if hash.is_empty() { hash } else { format!(" ({hash})") };
    format!(
        "Scenario {}{hash} · {plays} · standoff {}. Model results under the scenario's assumptions.",
        text::clean(source.scenario),
        text::clean(source.version)
    )
}
