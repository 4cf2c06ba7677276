//! How plays end with each of several values that are no numbers, such as strategies or scenarios: a group for each
//! outcome, and in it a place for each value, with its interval where plays were sampled.

use super::axis::{Scale, ticks};
use super::frame::Sheet;
use super::scene::{Anchor, Shape};
use super::style::Style;
use super::text::{fit, width};
use super::{Chart, alt};
use crate::prose::numbers::{count, fixed};
use crate::results::study::{Level, PointFigures, ShareFigures, StudyFigures};

/// From one place to the next.
const STEP: f64 = 19.0;
/// Room for the values' names.
const LABELS: f64 = 250.0;
/// Most places of one group.
const MOST: usize = 16;

/// Draws the chart; `None` where not one list varies, or it is too long to be read.
pub(super) fn draw(study: &StudyFigures, style: &Style) -> Option<Chart> {
    let [factor] = &study.factors[..] else { return None };
    // What the scenario does not write by name has none to stand beside the others.
    let base = Some(study.base.clone()).filter(|base| base.factors.contains_key(&factor.path));
    let points: Vec<PointFigures> = base.into_iter().chain(study.points.known()).take(MOST + 1).collect();
    if factor.scale != "list" || points.len() < 2 || points.len() > MOST {
        return None;
    }
    let what = match study.plays {
        0 => "Exact probability of each outcome".to_owned(),
        plays => format!("Share of {} plays, with 95 % intervals", count(plays)),
    };
    let subtitle = format!("{what}, by {}", factor.path);
    let mut sheet = Sheet::new(style, study, "How plays end", &subtitle);
    let (ink, small, heading) = (style.ink, style.small, style.heading);
    let name = |point: &PointFigures| point.factors.get(&factor.path).map_or_else(String::new, Level::told);
    let labels = points.iter().map(|point| width(&name(point), small)).fold(0.0, f64::max).min(LABELS);
    let told = |share: &ShareFigures| share.told(study.plays);
    let shares = || points.iter().flat_map(|point| &point.outcomes);
    let room = shares().map(|share| width(&told(share), small)).fold(0.0, f64::max) + 14.0;
    // Where there is no room beside the data, each value is named above.
    let narrow = sheet.is_narrow() && labels > 0.3 * sheet.room();
    let step = if narrow { 2.0 * STEP - 4.0 } else { STEP };
    let left = sheet.left() + if narrow { 2.0 } else { labels + 14.0 };
    let high = shares().map(|share| share.high).fold(0.0, f64::max);
    let x = Scale::new((0.0, left + 4.0), (high, sheet.right() - room));
    let top = sheet.y + 4.0;
    let group = step * points.len() as f64 + 26.0;
    let bottom = top + group * study.outcomes.len() as f64;
    let (places, decimals) = ticks(0.0, 100.0 * high, if sheet.is_narrow() { 4 } else { 6 });
    for percent in places {
        let at = x.at(percent / 100.0);
        let colour = if percent == 0.0 { ink.axis } else { ink.grid };
        sheet.line("grid", vec![(at, top), (at, bottom)], 1.0, colour);
        let words = format!("{}\u{a0}%", fixed(percent, decimals));
        sheet.text("tick", (at, bottom + 11.0), Anchor::Middle, &words, small, ink.soft);
    }
    for (outcome, named) in study.outcomes.iter().enumerate() {
        let head = top + group * outcome as f64 + 9.0;
        let colour = ink.outcome(outcome);
        let words = fit(alt::name(&named.label, &named.id), heading, sheet.room());
        let swatch = sheet.left();
        sheet.rect(
            "ground",
            (swatch, head - 9.0),
            (swatch + 20.0 + width(&words, heading), head + 9.0),
            ink.paper,
        );
        sheet.rect(format!("swatch/{}", named.id), (swatch, head - 5.0), (swatch + 10.0, head + 5.0), colour);
        sheet.text("heading", (swatch + 16.0, head), Anchor::Start, &words, heading, ink.strong);
        for (row, point) in points.iter().enumerate() {
            let share = &point.outcomes[outcome];
            let mut y = head + 9.0 + step * (row as f64 + 0.5);
            if narrow {
                y += STEP / 2.0 - 3.0;
                let words = fit(&name(point), small, sheet.room());
                let from = sheet.left();
                sheet.rect(
                    "ground",
                    (from, y - 24.0),
                    (from + 2.0 + width(&words, small), y - 8.0),
                    ink.paper,
                );
                sheet.text("label", (from, y - 16.0), Anchor::Start, &words, small, ink.strong);
            } else {
                let words = fit(&name(point), small, LABELS);
                sheet.text("label", (left - 8.0, y), Anchor::End, &words, small, ink.strong);
            }
            let id = format!("{}/{}", named.id, point.point);
            if study.plays > 0 {
                sheet.line(
                    format!("interval/{id}"),
                    vec![(x.at(share.low), y), (x.at(share.high), y)],
                    2.0,
                    colour,
                );
            }
            sheet.add(format!("point/{id}"), Shape::Dot { x: x.at(share.share), y, r: 4.0, fill: colour });
            let (words, at) = (told(share), x.at(share.high) + 9.0);
            // Grid lines stop short of the words.
            sheet.rect("ground", (at - 2.0, y - 8.0), (at + 2.0 + width(&words, small), y + 8.0), ink.paper);
            sheet.text("share", (at, y), Anchor::Start, &words, small, ink.soft);
        }
    }
    sheet.y = bottom + 26.0;
    Some(sheet.finish(study, format!("{subtitle}. {}", study.findings.join(" "))))
}
