//! What every chart has around its data: the scenario's title, its own title, what is measured, and where it is from.

use super::scene::{Anchor, Colour, Font, Mark, Scene, Shape};
use super::style::Style;
use super::text::{self, LEADING, MIDDLE};
use super::{Chart, palette};
use crate::prose::clean;
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

/// A line of a legend.
pub(super) struct Entry {
    /// What its marks stand for.
    pub(super) name: String,
    pub(super) colour: Colour,
    /// Of a line, how it is dashed; nothing of an area.
    pub(super) dash: Option<Option<(f64, f64)>>,
    pub(super) words: String,
    /// What stands at the right edge.
    pub(super) number: String,
}

/// A chart in the making. `y` is how far down it has been filled.
pub(super) struct Sheet<'a> {
    pub(super) style: &'a Style,
    pub(super) y: f64,
    left: f64,
    right: f64,
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
        let mut sheet = Sheet {
            style,
            y: style.margin,
            left: style.margin,
            right: style.width - style.margin,
            marks: Vec::new(),
            title: full,
            heading: title.to_owned(),
        };
        let (left, room) = (sheet.left(), sheet.room());
        if !scenario.is_empty() {
            sheet.y +=
                sheet.paragraph("scenario", (left, sheet.y), room, &scenario, style.small, style.ink.soft, 2)
                    + 2.0;
        }
        let most = if sheet.is_narrow() { 8 } else { 4 };
        sheet.y +=
            sheet.paragraph("title", (left, sheet.y), room, title, style.title, style.ink.strong, 2) + 3.0;
        sheet.y +=
            sheet.paragraph("subtitle", (left, sheet.y), room, subtitle, style.body, style.ink.soft, most)
                + 10.0;
        sheet
    }

    /// Left edge of what is drawn.
    pub(super) fn left(&self) -> f64 {
        self.left
    }

    /// Right edge of what is drawn.
    pub(super) fn right(&self) -> f64 {
        self.right
    }

    /// Width between them.
    pub(super) fn room(&self) -> f64 {
        self.right() - self.left()
    }

    /// Whether there is no room for words beside data: they go above or below.
    pub(super) fn is_narrow(&self) -> bool {
        self.room() < 480.0
    }

    /// Panels from `y` downwards, as many side by side as the style has columns. Each is drawn between the edges that the
    /// sheet then has, and moves `y`.
    pub(super) fn panels<T>(&mut self, panels: &[T], mut draw: impl FnMut(&mut Sheet<'a>, &T)) {
        const BETWEEN: f64 = 28.0;
        let columns = self.style.columns.min(panels.len()).max(1);
        let (left, right) = (self.left, self.right);
        let width = (right - left - BETWEEN * (columns - 1) as f64) / columns as f64;
        for row in panels.chunks(columns) {
            let top = self.y;
            let mut deepest = top;
            for (column, panel) in row.iter().enumerate() {
                self.left = left + column as f64 * (width + BETWEEN);
                self.right = self.left + width;
                self.y = top;
                draw(self, panel);
                deepest = deepest.max(self.y);
            }
            self.y = deepest;
        }
        (self.left, self.right) = (left, right);
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
        self.curve(name, points, width, Some((4.0, 3.0)), stroke);
    }

    /// A line that shows data, dashed or not.
    pub(super) fn curve(
        &mut self,
        name: impl Into<String>,
        points: Vec<(f64, f64)>,
        width: f64,
        dash: Option<(f64, f64)>,
        stroke: Colour,
    ) {
        self.add(name, Shape::Line { points, width, dash, stroke });
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

    /// The place of the next entry of a key, which is so wide: beside the last one, which ended at `x`, or below it.
    pub(super) fn key_place(&mut self, x: &mut f64, width: f64) -> (f64, f64) {
        const APART: f64 = 20.0;
        if *x > self.left && *x + width > self.right {
            *x = self.left;
            self.y += 18.0;
        }
        let at = *x;
        *x = at + width + APART;
        (at, self.y + 6.0)
    }

    /// What data are called, each beside its colour and with a number at the right edge, downwards from `y`: for charts that
    /// have no room beside the data.
    pub(super) fn legend(&mut self, entries: &[Entry]) {
        let (body, ink) = (self.style.body, self.style.ink);
        for Entry { name, colour, dash, words, number } in entries {
            let (left, beside) = (self.left + 30.0, text::width(number, body) + 10.0);
            let lines = text::wrap(words, body, self.right - left - beside, 3);
            let height = LEADING * body.size * lines.len() as f64;
            let middle = self.y + height / 2.0;
            let first = self.y + LEADING * body.size / 2.0;
            match dash {
                None => {
                    let swatch = format!("swatch/{name}");
                    self.rect(swatch, (self.left, first - 5.0), (self.left + 22.0, first + 5.0), *colour);
                }
                Some(dash) => {
                    let points = vec![(self.left, first), (self.left + 24.0, first)];
                    self.curve(format!("swatch/{name}"), points, 2.2, *dash, *colour);
                }
            }
            self.lines(&format!("label/{name}"), (left, middle), Anchor::Start, &lines, body, ink.strong);
            self.text("number", (self.right, first), Anchor::End, number, body, ink.soft);
            self.y += height + 3.0;
        }
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
        let lines = text::wrap(caption, style.caption, room, 5);
        let height = LEADING * style.caption.size * lines.len() as f64;
        let foot = style.margin * 0.75;
        // Where the sheet is higher than what is on it, the caption stays at its foot.
        self.y = self.y.max(style.height - foot - height);
        self.lines(
            "caption",
            (left, self.y + height / 2.0),
            Anchor::Start,
            &lines,
            style.caption,
            style.ink.soft,
        );
        // Whatever a chart has put down, in words that are drawn, told or read aloud: here all of it goes by.
        for mark in &mut self.marks {
            match &mut mark.shape {
                Shape::Text { text, .. } => *text = clean(text),
                Shape::Zone { says, .. } => *says = says.lines().map(clean).collect::<Vec<_>>().join("\n"),
                _ => {}
            }
        }
        let [title, heading, alt] = [self.title, self.heading, alt].map(|words| clean(&words));
        let scene = Scene {
            width: style.width,
            height: (self.y + height + foot).ceil(),
            paper: style.ink.paper,
            marks: self.marks,
        };
        // What has a colour of its own keeps its lightness.
        let scene = if style.ink.greyscale { scene.recoloured(palette::greyed) } else { scene };
        let scene = if style.scale == 1.0 { scene } else { scene.scaled(style.scale) };
        Chart { scene, title, heading, alt }
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
    provenance(source.scenario, source.hash, &plays, source.version)
}

/// From which scenario it is, how it was worked out, and by what.
pub(super) fn provenance(scenario: &str, hash: &str, how: &str, version: &str) -> String {
    let hash: String = text::clean(hash).chars().take(8).collect();
    let hash = if hash.is_empty() { hash } else { format!(" ({hash})") };
    format!(
        "Scenario {}{hash} · {how} · standoff {}. Model results under the scenario's assumptions.",
        text::clean(scenario),
        text::clean(version)
    )
}
