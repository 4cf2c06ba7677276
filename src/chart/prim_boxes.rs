//! The boxes of a search: how many of the cases of interest each holds (coverage, to the right) and how dense they are in it
//! (density, upwards), with the box that is told and its limits.

use super::Chart;
use super::axis::Scale;
use super::frame::Sheet;
use super::palette;
use super::scene::{Anchor, Shape};
use super::style::Style;
use super::text::{LEADING, fit, wrap};
use crate::prose::numbers::{count, number};
use crate::results::study::{Analysis, Level, LimitFigures, StudyFigures};

/// Height of the panel.
const HEIGHT: f64 = 250.0;
/// Room for the limits.
const LABELS: f64 = 270.0;

/// Draws the chart; `None` where no box was looked for, or none was found.
pub(super) fn draw(study: &StudyFigures, style: &Style) -> Option<Chart> {
    let Some(Analysis::Discovery(found)) = &study.analysis else { return None };
    let prim = found.prim.as_ref().filter(|prim| !prim.limits.is_empty())?;
    let subtitle = format!(
        "Boxes of factors in which {}: to the right the share of all such points that a box holds (coverage), upwards the \
         share of its points that are such (density); {} points",
        prim.interest,
        count(prim.found_in.points as u64),
    );
    let mut sheet = Sheet::new(style, study, "Where it comes about", &subtitle);
    let (ink, small, body) = (style.ink, style.small, style.body);
    let narrow = sheet.is_narrow();
    let beside = if narrow { 12.0 } else { LABELS };
    let (left, right) = (sheet.left() + 46.0, sheet.right() - beside);
    let (top, bottom) = (sheet.y + 6.0, sheet.y + 6.0 + HEIGHT);
    let x = Scale::new((0.0, left), (1.0, right - 6.0));
    let y = Scale::new((0.0, bottom), (1.0, top + 6.0));
    for percent in [0, 25, 50, 75, 100] {
        let part = f64::from(percent) / 100.0;
        let words = format!("{percent}\u{a0}%");
        sheet.line("grid", vec![(x.at(part), top), (x.at(part), bottom)], 1.0, ink.grid);
        sheet.line("grid", vec![(left, y.at(part)), (right, y.at(part))], 1.0, ink.grid);
        sheet.text("tick", (x.at(part), bottom + 11.0), Anchor::Middle, &words, small, ink.soft);
        sheet.text("tick", (left - 6.0, y.at(part)), Anchor::End, &words, small, ink.soft);
    }
    sheet.text(
        "axis-title",
        ((left + right) / 2.0, bottom + 27.0),
        Anchor::Middle,
        "Coverage",
        small,
        ink.soft,
    );
    sheet.text("axis-title", (left + 4.0, top - 3.0), Anchor::Start, "Density", small, ink.soft);
    let colour = ink.outcome(0);
    let way = prim.boxes.iter().map(|one| (x.at(one.coverage), y.at(one.density))).collect();
    sheet.line("way", way, 1.0, palette::mix(colour, ink.paper, 0.5));
    for (at, one) in prim.boxes.iter().enumerate() {
        let (r, fill) =
            if at == prim.chosen { (5.0, ink.strong) } else { (2.6, palette::mix(colour, ink.paper, 0.3)) };
        let dot = Shape::Dot { x: x.at(one.coverage), y: y.at(one.density), r, fill };
        sheet.add(format!("box/{at}"), dot);
    }
    // The limits of the box that is told, beside or below.
    let (beside, head) = if narrow { (sheet.left(), bottom + 50.0) } else { (right + 18.0, top + 8.0) };
    let room = sheet.right() - beside;
    sheet.text("limits", (beside, head), Anchor::Start, "The box that is told", style.heading, ink.strong);
    let mut at = head + 20.0;
    for limit in &prim.limits {
        sheet.text("path", (beside, at), Anchor::Start, &fit(&limit.path, small, room), small, ink.soft);
        for line in wrap(&told(limit), body, room, 2) {
            at += LEADING * body.size;
            sheet.text("limit", (beside, at), Anchor::Start, &line, body, ink.strong);
        }
        at += LEADING * body.size + 5.0;
    }
    sheet.y = (bottom + 38.0).max(at);
    Some(sheet.finish(study, format!("{subtitle}. {}", study.findings.join(" "))))
}

fn told(limit: &LimitFigures) -> String {
    match (&limit.among, limit.low, limit.high) {
        (Some(among), ..) => among.iter().map(Level::told).collect::<Vec<_>>().join(" or "),
        (None, Some(low), Some(high)) => format!("from {} to {}", number(low), number(high)),
        (None, Some(low), None) => format!("at least {}", number(low)),
        (None, None, Some(high)) => format!("at most {}", number(high)),
        (None, None, None) => String::new(),
    }
}
