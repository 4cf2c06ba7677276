//! How the shares of the outcomes change with one factor: a line for each outcome, with its band where plays were sampled.

use super::axis::{Scale, ticks};
use super::frame::{Entry, Sheet};
use super::scene::{Anchor, Shape};
use super::spread::spread;
use super::style::Style;
use super::text::{LEADING, fit, width, wrap};
use super::{Chart, alt, palette};
use crate::prose::numbers::{count, fixed, number as number_told, share};
use crate::prose::plain;
use crate::results::study::{Analysis, Level, PointFigures, ROUNDING, ShareFigures, StudyFigures};

/// Height of the panel.
const HEIGHT: f64 = 280.0;
/// Room for labels.
const LABELS: f64 = 170.0;

/// Draws the chart; `None` where the factor is no number, or fewer than two points have figures.
pub(super) fn draw(study: &StudyFigures, style: &Style) -> Option<Chart> {
    let [factor] = &study.factors[..] else { return None };
    let number = |point: &PointFigures| point.factors.get(&factor.path).and_then(Level::number);
    let known = study.points.known();
    let mut line: Vec<(f64, PointFigures)> =
        known.map(|point| Some((number(&point)?, point))).collect::<Option<_>>()?;
    line.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (first, last) = (line.first()?.0, line.last()?.0);
    if first == last {
        return None;
    }
    let subtitle = match study.plays {
        0 => format!("Exact probability of each outcome, by {}", factor.path),
        plays => {
            format!("Share of {} plays at each point, with 95 % intervals, by {}", count(plays), factor.path)
        }
    };
    let mut sheet = Sheet::new(style, study, "How plays end", &subtitle);
    let (ink, small) = (style.ink, style.small);
    let left = sheet.left() + width("100\u{a0}%", small) + 10.0;
    let beside = if sheet.is_narrow() { 4.0 } else { LABELS };
    let right = sheet.right() - beside;
    let (top, bottom) = (sheet.y + 6.0, sheet.y + 6.0 + HEIGHT);
    let log = factor.scale == "log";
    let place = |value: f64| if log { value.ln() } else { value };
    let x = Scale::new((place(first), left + 6.0), (place(last), right - 6.0));
    let y = Scale::new((0.0, bottom), (1.0, top));
    for percent in [0, 25, 50, 75, 100] {
        let at = y.at(f64::from(percent) / 100.0);
        let colour = if percent == 0 { ink.axis } else { ink.grid };
        sheet.line("grid", vec![(left, at), (right, at)], 1.0, colour);
        sheet.text("tick", (left - 7.0, at), Anchor::End, &format!("{percent}\u{a0}%"), small, ink.soft);
    }
    // Where there are few points the ticks are theirs.
    let mut values: Vec<f64> = line.iter().map(|(value, _)| *value).collect();
    values.dedup();
    let most = if sheet.is_narrow() { 5 } else { 7 };
    let ticked: Vec<(f64, String)> = if log || values.len() <= most {
        values.iter().step_by(values.len().div_ceil(most)).map(|&value| (value, plain(value))).collect()
    } else {
        let (values, places) = ticks(first, last, most);
        values.into_iter().map(|value| (value, fixed(value, places))).collect()
    };
    for (value, words) in ticked {
        let at = x.at(place(value));
        sheet.line("tick", vec![(at, bottom), (at, bottom + 4.0)], 1.0, ink.axis);
        sheet.text("tick", (at, bottom + 13.0), Anchor::Middle, &words, small, ink.soft);
    }
    let path = fit(&factor.path, small, sheet.room());
    let half = width(&path, small) / 2.0;
    let middle = ((left + right) / 2.0).max(sheet.left() + half).min(sheet.right() - half);
    sheet.text("axis-title", (middle, bottom + 30.0), Anchor::Middle, &path, small, ink.soft);
    tipping_points(&mut sheet, study, &|value| x.at(place(value)), (right, top, bottom));
    if let Some(value) = number(&study.base).filter(|value| (first..=last).contains(value)) {
        let at = x.at(place(value));
        sheet.dashed("base", vec![(at, top), (at, bottom)], 1.0, ink.axis);
        let (anchor, by) = if at > (left + right) / 2.0 { (Anchor::End, -4.0) } else { (Anchor::Start, 4.0) };
        let words = format!("as it stands: {}", plain(value));
        let room = width(&words, small);
        let from = if by < 0.0 { at + by - room } else { at + by };
        sheet.rect("ground", (from - 2.0, top - 1.0), (from + room + 2.0, top + 13.0), ink.paper);
        sheet.text("base", (at + by, top + 6.0), anchor, &words, small, ink.soft);
    }
    for (outcome, named) in study.outcomes.iter().enumerate() {
        let colour = ink.outcome(outcome);
        let at = |end: fn(&ShareFigures) -> f64| -> Vec<(f64, f64)> {
            line.iter()
                .map(|(value, point)| (x.at(place(*value)), y.at(end(&point.outcomes[outcome]))))
                .collect()
        };
        if study.plays > 0 {
            let mut points = at(|share| share.high);
            points.extend(at(|share| share.low).into_iter().rev());
            let fill = palette::mix(colour, ink.paper, 0.75);
            sheet.add(format!("band/{}", named.id), Shape::Area { points, fill });
        }
    }
    for (outcome, named) in study.outcomes.iter().enumerate() {
        let colour = ink.outcome(outcome);
        let points: Vec<(f64, f64)> = line
            .iter()
            .map(|(value, point)| (x.at(place(*value)), y.at(point.outcomes[outcome].share)))
            .collect();
        if points.len() <= 40 {
            for &(x, y) in &points {
                sheet.add(format!("point/{}", named.id), Shape::Dot { x, y, r: 2.6, fill: colour });
            }
        }
        sheet.curve(format!("line/{}", named.id), points, 2.0, ink.dash(outcome), colour);
    }
    sheet.y = bottom + 38.0;
    labels(&mut sheet, study, &line[line.len() - 1].1, &y, (right, top, bottom));
    let words = format!("{subtitle}. {}", study.findings.join(" "));
    Some(sheet.finish(study, words))
}

/// A line where a statement begins or ceases to hold, with its interval and its value.
fn tipping_points(
    sheet: &mut Sheet,
    study: &StudyFigures,
    x: &dyn Fn(f64) -> f64,
    (right, top, bottom): (f64, f64, f64),
) {
    let Some(Analysis::TippingPoints(found)) = &study.analysis else { return };
    let (ink, small) = (sheet.style.ink, sheet.style.small);
    let ends = (f64::NEG_INFINITY, f64::INFINITY);
    for (number, point) in found.points.iter().enumerate() {
        let (low, high) = (point.at.low.unwrap_or(ends.0), point.at.high.unwrap_or(ends.1));
        // An end beyond the range is drawn at its end.
        let of = |value: f64| if value == ends.1 { x(f64::MAX) } else { x(value.max(f64::MIN)) };
        sheet.rect(format!("tipping-interval/{number}"), (of(low), top), (of(high), bottom), ink.idle);
        let at = x(point.at.value);
        sheet.line(format!("tipping/{number}"), vec![(at, top), (at, bottom)], 1.4, ink.strong);
        let words = number_told(point.at.value);
        // One below the other: places can be close together.
        let y = top + 22.0 + 14.0 * number as f64;
        let room = width(&words, small);
        let is_right = at + 6.0 + room > right;
        let (anchor, by) = if is_right { (Anchor::End, -5.0) } else { (Anchor::Start, 5.0) };
        let from = if is_right { at + by - room } else { at + by };
        sheet.rect("ground", (from - 2.0, y - 7.0), (from + room + 2.0, y + 7.0), ink.paper);
        sheet.text("tipping", (at + by, y), anchor, &words, small, ink.strong);
    }
}

/// The outcomes beside the ends of their lines, or below where there is no room.
fn labels(
    sheet: &mut Sheet,
    study: &StudyFigures,
    last: &PointFigures,
    y: &Scale,
    (right, top, bottom): (f64, f64, f64),
) {
    let (ink, body) = (sheet.style.ink, sheet.style.body);
    let mut order: Vec<usize> = (0..study.outcomes.len()).collect();
    order.sort_by(|&a, &b| last.outcomes[b].share.total_cmp(&last.outcomes[a].share));
    if sheet.is_narrow() {
        sheet.y += 6.0;
        let entry = |&outcome: &usize| Entry {
            name: study.outcomes[outcome].id.clone(),
            colour: ink.outcome(outcome),
            dash: Some(ink.dash(outcome)),
            words: alt::name(&study.outcomes[outcome].label, &study.outcomes[outcome].id).to_owned(),
            number: share_at(last, outcome),
        };
        return sheet.legend(&order.iter().map(entry).collect::<Vec<_>>());
    }
    let words: Vec<Vec<String>> = order
        .iter()
        .map(|&outcome| {
            let named = &study.outcomes[outcome];
            let label = alt::name(&named.label, &named.id);
            wrap(&format!("{label} {}", share_at(last, outcome)), body, LABELS - 28.0, 3)
        })
        .collect();
    let heights: Vec<f64> =
        words.iter().map(|lines| lines.len() as f64 * LEADING * body.size + 2.0).collect();
    let wanted: Vec<f64> = order.iter().map(|&outcome| y.at(last.outcomes[outcome].share)).collect();
    let room = heights.iter().sum::<f64>().max(bottom - top + 16.0);
    let places = spread(&wanted, &heights, top - 8.0, top - 8.0 + room);
    for ((&outcome, lines), at) in order.iter().zip(&words).zip(places) {
        let id = &study.outcomes[outcome].id;
        let x = right + 8.0;
        sheet.rect(format!("swatch/{id}"), (x, at - 5.0), (x + 10.0, at + 5.0), ink.outcome(outcome));
        sheet.lines("label", (x + 16.0, at), Anchor::Start, lines, body, ink.strong);
    }
}

/// The share of an outcome at a point; what is there by rounding alone is none.
fn share_at(point: &PointFigures, outcome: usize) -> String {
    let value = point.outcomes[outcome].share;
    share(if value < ROUNDING { 0.0 } else { value })
}
