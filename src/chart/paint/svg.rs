//! A scene as an SVG document.
//!
//! Words stay words (`<text>`), not outlines: they can be read aloud, searched, copied, translated and edited, and the
//! file stays small. They name DejaVu Sans first, then Verdana, which has nearly its widths and is on every Windows and
//! Mac. All were measured in DejaVu, one of the widest faces there are, and are anchored where they belong, so a
//! narrower face leaves more room and nothing moves. Whoever needs the very same pixels everywhere takes the PNG.

use plotters::backend::{DrawingBackend, SVGBackend};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color, FontDesc, FontFamily, FontStyle, ShapeStyle, TextStyle};

use super::{Paper, drawn, paint, rgb};
use crate::chart::scene::{Anchor, Colour, Font, Scene};
use crate::prose::escaped;

/// Grid points per unit of the scene.
const GRID: f64 = 8.0;

/// What the letters are looked for in.
const FAMILY: &str = "DejaVu Sans, Verdana, sans-serif";

struct SvgPaper<'a>(SVGBackend<'a>);

fn grid(value: f64) -> i32 {
    (value * GRID).round() as i32
}

fn grid_points(points: &[(f64, f64)]) -> Vec<(i32, i32)> {
    let mut out: Vec<(i32, i32)> = points.iter().map(|&(x, y)| (grid(x), grid(y))).collect();
    out.dedup();
    out
}

impl Paper for SvgPaper<'_> {
    fn rect(&mut self, x: f64, y: f64, w: f64, h: f64, fill: Colour) {
        let style = ShapeStyle::from(rgb(fill)).filled();
        drawn(self.0.draw_rect((grid(x), grid(y)), (grid(x + w), grid(y + h)), &style, true));
    }

    fn area(&mut self, points: &[(f64, f64)], fill: Colour) {
        drawn(self.0.fill_polygon(grid_points(points), &ShapeStyle::from(rgb(fill)).filled()));
    }

    fn line(&mut self, points: &[(f64, f64)], width: f64, stroke: Colour) {
        let style = rgb(stroke).stroke_width((width * GRID).round().max(1.0) as u32);
        match grid_points(points).as_slice() {
            &[from, to] => drawn(self.0.draw_line(from, to, &style)),
            points => drawn(self.0.draw_path(points.iter().copied(), &style)),
        }
    }

    fn dot(&mut self, x: f64, y: f64, r: f64, fill: Colour) {
        let style = ShapeStyle::from(rgb(fill)).filled();
        drawn(self.0.draw_circle((grid(x), grid(y)), (r * GRID).round() as u32, &style, true));
    }

    fn text(&mut self, (x, y): (f64, f64), text: &str, font: Font, anchor: Anchor, fill: Colour) {
        let h_pos = match anchor {
            Anchor::Start => HPos::Left,
            Anchor::Middle => HPos::Center,
            Anchor::End => HPos::Right,
        };
        let weight = if font.bold { FontStyle::Bold } else { FontStyle::Normal };
        // plotters counts font sizes by the line (1.24 em); a text "from the top" has its baseline 0.76 em down.
        let style = TextStyle {
            font: FontDesc::new(FontFamily::Name(FAMILY), font.size * GRID * 1.24, weight),
            color: rgb(fill).to_backend_color(),
            pos: Pos::new(h_pos, VPos::Top),
        };
        drawn(self.0.draw_text(text, &style, (grid(x), grid(y - 0.76 * font.size))));
    }
}

/// The whole document; `title` and `alt` are for those who cannot see it.
pub(in crate::chart) fn document(scene: &Scene, title: &str, alt: &str) -> String {
    let mut body = String::new();
    let size = (grid(scene.width) as u32, grid(scene.height) as u32);
    {
        let mut paper = SvgPaper(SVGBackend::with_string(&mut body, size));
        paint(scene, &mut paper);
        drawn(paper.0.present());
    }
    // Only the root tag is ours: the true size, round joins (plotters sets none), and the words for screen readers.
    let rest = body.split_once(">\n").map_or("", |(_, rest)| rest);
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{}\" height=\"{}\" viewBox=\"0 0 {} {}\" role=\"img\" \
         stroke-linejoin=\"round\">\n<title>{}</title>\n<desc>{}</desc>\n{}",
        scene.width,
        scene.height,
        size.0,
        size.1,
        escaped(title),
        escaped(alt),
        // plotters writes a full opacity on everything.
        rest.replace(" opacity=\"1\"", "")
    )
}
