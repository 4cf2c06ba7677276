//! A scene as an `svg` element within a page.
//!
//! Unlike the file, it leaves its colours to the page, so that they can follow the reader's light or dark, and it has
//! the places to point at.

use std::fmt::Write as _;

use super::dashes;
use crate::chart::scene::{Anchor, Colour, Scene, Shape};
use crate::prose::escaped;

/// The whole element; `label` is for those who cannot see it.
pub(in crate::chart) fn element(scene: &Scene, label: &str) -> String {
    let (width, height) = (number(scene.width), number(scene.height));
    let label = escaped(label);
    let mut out = format!("<svg viewBox=\"0 0 {width} {height}\" role=\"img\" aria-label=\"{label}\">\n");
    let whole = Shape::Rect { x: 0.0, y: 0.0, w: scene.width, h: scene.height, fill: scene.paper };
    shape(&mut out, &whole);
    scene.marks.iter().for_each(|mark| shape(&mut out, &mark.shape));
    out.push_str("</svg>\n");
    out
}

fn shape(out: &mut String, shape: &Shape) {
    // Writing to a text does not fail.
    let _ = match shape {
        Shape::Rect { x, y, w, h, fill } => {
            writeln!(out, "<rect class=\"{}\" {}/>", class(*fill), frame(*x, *y, *w, *h))
        }
        Shape::Area { points, fill } => {
            writeln!(out, "<path class=\"{}\" d=\"{}Z\"/>", class(*fill), path(points))
        }
        Shape::Line { points, width, dash, stroke } => {
            let whole = || vec![points.clone()];
            let pieces = dash.map_or_else(whole, |dash| dashes(points, dash));
            let d: String = pieces.iter().map(|piece| path(piece)).collect();
            let (class, width) = (class(*stroke), number(*width));
            writeln!(out, "<path class=\"line {class}\" stroke-width=\"{width}\" d=\"{d}\"/>")
        }
        Shape::Dot { x, y, r, fill } => {
            let (x, y, r) = (number(*x), number(*y), number(*r));
            writeln!(out, "<circle class=\"{}\" cx=\"{x}\" cy=\"{y}\" r=\"{r}\"/>", class(*fill))
        }
        Shape::Text { x, y, text, font, anchor, fill } => {
            let anchor = match anchor {
                Anchor::Start => "",
                Anchor::Middle => " text-anchor=\"middle\"",
                Anchor::End => " text-anchor=\"end\"",
            };
            let weight = if font.bold { " font-weight=\"bold\"" } else { "" };
            let (x, y, size) = (number(*x), number(*y), number(font.size));
            let (class, words) = (class(*fill), escaped(text));
            writeln!(
                out,
                "<text class=\"{class}\" x=\"{x}\" y=\"{y}\" font-size=\"{size}\"{weight}{anchor}>{words}</text>"
            )
        }
        Shape::Zone { x, y, w, h, says } => {
            let (frame, says) = (frame(*x, *y, *w, *h), escaped(says));
            writeln!(out, "<rect class=\"zone\" {frame}><title>{says}</title></rect>")
        }
    };
}

fn class(Colour(red, green, blue): Colour) -> String {
    format!("c{red:02x}{green:02x}{blue:02x}")
}

fn frame(x: f64, y: f64, w: f64, h: f64) -> String {
    format!("x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"", number(x), number(y), number(w), number(h))
}

fn path(points: &[(f64, f64)]) -> String {
    let mut out = String::new();
    for (n, &(x, y)) in points.iter().enumerate() {
        let _ = write!(out, "{}{} {}", if n == 0 { 'M' } else { 'L' }, number(x), number(y));
    }
    out
}

/// A length to a hundredth.
fn number(value: f64) -> String {
    let text = format!("{value:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}
