//! Painting a scene, with one routine for every kind of paper.
//!
//! Two papers are `plotters` backends. That crate's coordinates are whole pixels, so a paper is many times finer than
//! what comes of it: an SVG is drawn on a grid of eighths and its root tag says the true size; a bitmap is drawn large
//! and filtered down. The third is a page of a PDF.

pub(super) mod bitmap;
pub(super) mod inline;
pub(super) mod pdf;
pub(super) mod svg;

use plotters::style::RGBColor;

use super::scene::{Anchor, Colour, Font, Scene, Shape};

/// What a scene is painted on. Lengths are those of the scene.
trait Paper {
    fn rect(&mut self, x: f64, y: f64, w: f64, h: f64, fill: Colour);
    fn area(&mut self, points: &[(f64, f64)], fill: Colour);
    fn line(&mut self, points: &[(f64, f64)], width: f64, stroke: Colour);
    fn dot(&mut self, x: f64, y: f64, r: f64, fill: Colour);
    fn text(&mut self, at: (f64, f64), text: &str, font: Font, anchor: Anchor, fill: Colour);
}

/// Paints everything in order.
fn paint(scene: &Scene, paper: &mut impl Paper) {
    paper.rect(0.0, 0.0, scene.width, scene.height, scene.paper);
    for mark in &scene.marks {
        match &mark.shape {
            Shape::Rect { x, y, w, h, fill } => paper.rect(*x, *y, *w, *h, *fill),
            Shape::Area { points, fill } => paper.area(points, *fill),
            Shape::Line { points, width, dash: None, stroke } => paper.line(points, *width, *stroke),
            Shape::Line { points, width, dash: Some(dash), stroke } => {
                for piece in dashes(points, *dash) {
                    paper.line(&piece, *width, *stroke);
                }
            }
            Shape::Dot { x, y, r, fill } => paper.dot(*x, *y, *r, *fill),
            Shape::Text { x, y, text, font, anchor, fill } => {
                paper.text((*x, *y), text, *font, *anchor, *fill);
            }
            Shape::Zone { .. } => {}
        }
    }
}

/// The pieces of a dashed line: no paper knows dashes.
fn dashes(points: &[(f64, f64)], (dash, gap): (f64, f64)) -> Vec<Vec<(f64, f64)>> {
    let mut pieces = Vec::new();
    let mut piece: Vec<(f64, f64)> = points.first().copied().into_iter().collect();
    let (mut drawing, mut left) = (true, dash);
    for pair in points.windows(2) {
        let ((mut x, mut y), end) = (pair[0], pair[1]);
        loop {
            let length = (end.0 - x).hypot(end.1 - y);
            if length <= left || !length.is_finite() {
                left -= length;
                if drawing {
                    piece.push(end);
                }
                break;
            }
            let step = left / length;
            (x, y) = (x + (end.0 - x) * step, y + (end.1 - y) * step);
            if drawing {
                piece.push((x, y));
                pieces.push(std::mem::take(&mut piece));
            } else {
                piece = vec![(x, y)];
            }
            drawing = !drawing;
            left = if drawing { dash } else { gap };
        }
    }
    pieces.push(piece);
    pieces.retain(|piece| piece.len() > 1);
    pieces
}

/// The backends of `plotters` write to memory that is there: they do not fail, and leave out what is outside.
fn drawn<T, E>(result: Result<T, E>) {
    result.map(drop).unwrap_or_else(|_| debug_assert!(false, "drawing into memory failed"));
}

fn rgb(colour: Colour) -> RGBColor {
    RGBColor(colour.0, colour.1, colour.2)
}

#[cfg(test)]
mod tests {
    use super::dashes;

    #[test]
    fn dashes_go_round_corners_and_end_with_the_line() {
        let pieces = dashes(&[(0.0, 0.0), (5.0, 0.0), (5.0, 6.0)], (4.0, 3.0));
        assert_eq!(pieces, [vec![(0.0, 0.0), (4.0, 0.0)], vec![(5.0, 2.0), (5.0, 6.0)]]);
        assert!(dashes(&[], (4.0, 3.0)).is_empty());
    }
}
