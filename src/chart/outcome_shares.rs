//! How often plays end in each outcome: bars with 95 % intervals, and the exact value where it is known.

use super::axis::Scale;
use super::frame::Sheet;
use super::scene::{Anchor, Colour, Shape};
use super::style::Style;
use super::text::{LEADING, width, wrap};
use super::{Chart, alt};
use crate::prose::numbers::{count, estimate, exact_share, share};
use crate::results::{OutcomeFigures, Summary};

/// Thickness of a bar.
const BAR: f64 = 17.0;

/// Draws the chart; `None` where there are no outcomes.
pub(super) fn draw(summary: &Summary, style: &Style) -> Option<Chart> {
    if summary.outcomes.is_empty() {
        return None;
    }
    let sampled = summary.plays > 0;
    let exact = sampled && summary.outcomes.iter().any(|outcome| outcome.exact.is_some());
    let subtitle = match summary.plays {
        0 => "Exact probability of each outcome; no sampling error".to_owned(),
        plays => format!("Share of {} plays, with 95 % intervals for the error of sampling", count(plays)),
    };
    let mut sheet = Sheet::new(style, summary, "How plays end", &subtitle);
    let (ink, body, small) = (style.ink, style.body, style.small);

    let narrow = sheet.is_narrow();
    let says: Vec<String> = summary.outcomes.iter().map(|outcome| value(outcome, sampled)).collect();
    let says_room = says.iter().map(|words| width(words, body)).fold(0.0, f64::max) + 8.0;
    let labels: Vec<Vec<String>> = summary
        .outcomes
        .iter()
        .map(|outcome| {
            let room = if narrow { sheet.room() - says_room } else { 170.0 };
            wrap(alt::name(&outcome.label, &outcome.id), body, room, 3)
        })
        .collect();
    let label_room = labels.iter().flatten().map(|line| width(line, body)).fold(0.0, f64::max);

    if exact {
        key(&mut sheet);
    }
    let (left, right) = match narrow {
        true => (sheet.left() + 6.0, sheet.right() - width("100 %", small) / 2.0),
        false => (sheet.left() + label_room + 18.0, sheet.right() - says_room - 4.0),
    };
    let scale = Scale::new((0.0, left), (1.0, right));
    let top = sheet.y;
    let words = |lines: &[String]| lines.len() as f64 * LEADING * body.size;
    let row = |lines: &Vec<String>| match narrow {
        true => words(lines) + BAR + 15.0,
        false => (words(lines) + 8.0).max(32.0),
    };
    let heights: Vec<f64> = labels.iter().map(row).collect();
    let bottom = top + heights.iter().sum::<f64>() + 2.0;
    for percent in [0, 25, 50, 75, 100] {
        let x = scale.at(f64::from(percent) / 100.0);
        let colour = if percent == 0 { ink.axis } else { ink.grid };
        sheet.line("grid", vec![(x, top), (x, bottom)], 1.0, colour);
        sheet.text("tick", (x, bottom + 11.0), Anchor::Middle, &format!("{percent}\u{a0}%"), small, ink.soft);
    }
    let title = if sampled { "Share of plays" } else { "Probability" };
    let middle = (scale.at(0.0) + scale.at(1.0)) / 2.0;
    sheet.text("axis-title", (middle, bottom + 27.0), Anchor::Middle, title, small, ink.soft);

    let mut y = top;
    for (index, outcome) in summary.outcomes.iter().enumerate() {
        let middle = match narrow {
            true => y + heights[index] - BAR / 2.0 - 4.0,
            false => y + heights[index] / 2.0,
        };
        let colour = ink.outcome(index);
        if narrow {
            let above = y + words(&labels[index]) / 2.0 + 3.0;
            let ends = sheet.left() + label_room + 6.0;
            let half = words(&labels[index]) / 2.0 + 1.0;
            sheet.rect("ground", (sheet.left(), above - half), (ends, above + half), ink.paper);
            sheet.lines("label", (sheet.left(), above), Anchor::Start, &labels[index], body, ink.strong);
        } else {
            sheet.lines("label", (left - 12.0, middle), Anchor::End, &labels[index], body, ink.strong);
        }
        // A stub of colour before the axis: a bar too short to be seen still has its colour.
        sheet.rect(
            format!("swatch/{}", outcome.id),
            (left - 6.0, middle - BAR / 2.0),
            (left - 2.0, middle + BAR / 2.0),
            colour,
        );
        let end = scale.at(outcome.share);
        sheet.rect(
            format!("bar/{}", outcome.id),
            (left, middle - BAR / 2.0),
            (end, middle + BAR / 2.0),
            colour,
        );
        let mut after = end;
        if sampled {
            let (low, high) = (scale.at(outcome.low), scale.at(outcome.high));
            whisker(&mut sheet, &outcome.id, low, high, middle);
            after = after.max(high);
        }
        if let (true, Some(exact)) = (sampled, outcome.exact) {
            let x = scale.at(exact);
            sheet.add(format!("exact/{}", outcome.id), pointer(x, middle - BAR / 2.0 - 0.5, ink.strong));
            after = after.max(x);
        }
        // Grid lines stop short of the words.
        let long = width(&says[index], body);
        let (at, from) = match narrow {
            true => (y + 3.0 + LEADING * body.size / 2.0, sheet.right() - long),
            false => (middle, after + 7.0),
        };
        sheet.rect("ground", (from - 2.0, at - 8.0), (from + long + 2.0, at + 8.0), ink.paper);
        let name = format!("share/{}", outcome.id);
        sheet.text(name, (from, at), Anchor::Start, &says[index], body, ink.strong);
        let row = ((sheet.left(), y), (sheet.right(), y + heights[index]));
        sheet.zone(format!("zone/{}", outcome.id), row.0, row.1, &said(outcome, summary.plays));
        y += heights[index];
    }
    sheet.y = bottom + 34.0;
    Some(sheet.finish(summary, alt::outcomes(summary)))
}

/// What a row says when it is pointed at.
fn said(outcome: &OutcomeFigures, plays: u64) -> Vec<String> {
    let mut says = vec![alt::name(&outcome.label, &outcome.id).to_owned()];
    match plays {
        0 => says.push(format!("Exact: {}", exact_share(outcome.share))),
        plays => {
            says.push(format!("Share: {}", estimate(outcome.share, outcome.low, outcome.high)));
            says.push(format!("{} of {} plays", count(outcome.count), count(plays)));
            says.extend(outcome.exact.map(|exact| format!("Exact: {}", exact_share(exact))));
        }
    }
    says
}

/// What stands after a bar.
pub(super) fn value(outcome: &OutcomeFigures, sampled: bool) -> String {
    if !sampled {
        return share(outcome.share);
    }
    if outcome.share == 0.0 {
        return format!("none (below {})", share(outcome.high));
    }
    estimate(outcome.share, outcome.low, outcome.high)
}

/// The interval: dark with a pale rim, so that it shows on the bar and beside it.
pub(super) fn whisker(sheet: &mut Sheet, id: &str, low: f64, high: f64, y: f64) {
    let ink = sheet.style.ink;
    for (width, reach, colour) in [(3.4, 5.0, ink.paper), (1.4, 4.0, ink.strong)] {
        let name = if colour == ink.strong { format!("interval/{id}") } else { "rim".to_owned() };
        sheet.line(name, vec![(low, y), (high, y)], width, colour);
        for end in [low, high] {
            sheet.line("cap", vec![(end, y - reach), (end, y + reach)], width, colour);
        }
    }
}

/// A triangle above a bar that points at a place on it and leaves the interval free.
fn pointer(x: f64, tip: f64, fill: Colour) -> Shape {
    Shape::Area { points: vec![(x, tip), (x - 4.0, tip - 5.5), (x + 4.0, tip - 5.5)], fill }
}

/// A diamond around a place.
pub(super) fn diamond(x: f64, y: f64, r: f64, fill: Colour) -> Shape {
    Shape::Area { points: vec![(x - r, y), (x, y - r), (x + r, y), (x, y + r)], fill }
}

fn key(sheet: &mut Sheet) {
    let (ink, small) = (sheet.style.ink, sheet.style.small);
    let mut end = sheet.left();
    let words = ["95 % interval", "exact probability in the model"];
    let (x, y) = sheet.key_place(&mut end, 27.0 + width(words[0], small));
    whisker(sheet, "key", x + 0.7, x + 20.0, y);
    sheet.text("key", (x + 27.0, y), Anchor::Start, words[0], small, ink.soft);
    let (x, y) = sheet.key_place(&mut end, 15.0 + width(words[1], small));
    sheet.add("key", pointer(x + 5.0, y + 3.0, ink.strong));
    sheet.text("key", (x + 14.0, y), Anchor::Start, words[1], small, ink.soft);
    sheet.y += 20.0;
}
