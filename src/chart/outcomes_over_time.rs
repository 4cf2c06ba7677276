//! Share of plays that had ended in each outcome by each round: stacked cumulative incidence.
//!
//! An outcome's layer at moment t is `by_round[t]` high and stays so until the next round's end, so what only the last
//! round brings about shows in the bar beside the panel, which is the state at the end.

use super::axis::Scale;
use super::frame::{Entry, Sheet};
use super::outcome_shares::value;
use super::scene::Anchor;
use super::spread::spread;
use super::style::Style;
use super::text::{LEADING, width, wrap};
use super::time_axis::TimeAxis;
use super::{Chart, alt};
use crate::prose::numbers::share;
use crate::results::Summary;

const BAR: f64 = 18.0;
const LABELS: f64 = 196.0;

/// Draws the chart; `None` where there are no outcomes or no rounds.
pub(super) fn draw(summary: &Summary, style: &Style) -> Option<Chart> {
    let last = summary.outcomes.iter().map(|outcome| outcome.by_round.len()).max()?.checked_sub(1)?;
    if last == 0 {
        return None;
    }
    let what = match summary.plays {
        0 => "Probability of having ended in each way (grey: still going); no sampling error",
        _ => {
            "Share of plays that had ended in each way (grey: still going), with 95 % intervals for sampling"
        }
    };
    let mut sheet = Sheet::new(style, summary, "How plays end over time", what);
    let (ink, body, small) = (style.ink, style.body, style.small);

    // Words first: their heights say how high the panel must be. From the top down, that is last outcome first.
    let order: Vec<usize> = (0..summary.outcomes.len()).rev().collect();
    let words: Vec<(Vec<String>, String)> = order
        .iter()
        .map(|&index| {
            let outcome = &summary.outcomes[index];
            let says = value(outcome, summary.plays > 0);
            (wrap(alt::name(&outcome.label, &outcome.id), body, LABELS, 3), says)
        })
        .collect();
    // A share goes on its label's last line where there is room.
    let joined = |lines: &[String], says: &str| {
        lines.last().is_some_and(|line| width(&format!("{line}: {says}"), body) <= LABELS)
    };
    let heights: Vec<f64> = words
        .iter()
        .map(|(lines, says)| {
            let count = lines.len() + usize::from(!joined(lines, says));
            count as f64 * LEADING * body.size + 5.0
        })
        .collect();

    let left = sheet.left() + width("100 %", small) + 8.0;
    let narrow = sheet.is_narrow();
    let right = sheet.right() - if narrow { BAR + 16.0 } else { LABELS + BAR + 52.0 };
    let top = sheet.y + 20.0;
    let height = if narrow { 230.0 } else { heights.iter().sum::<f64>().max(280.0) };
    let bottom = top + height;
    let axis = TimeAxis::moments(summary, last, left, right);
    let y = Scale::new((0.0, bottom), (1.0, top));
    let title = if summary.plays > 0 { "Share of plays" } else { "Probability" };
    sheet.text("axis-title", (sheet.left(), top - 14.0), Anchor::Start, title, small, ink.soft);
    sheet.rect("idle", (left, top), (right, bottom), ink.idle);

    let moments = thinned(last);
    let bar = (right + 12.0, right + 12.0 + BAR);
    let mut edge = vec![0.0; moments.len()];
    let mut ended = 0.0;
    let mut middles = vec![0.0; summary.outcomes.len()];
    for (index, outcome) in summary.outcomes.iter().enumerate() {
        let colour = ink.outcome(index);
        let above: Vec<f64> =
            moments.iter().zip(&edge).map(|(&t, low)| low + at(&outcome.by_round, t)).collect();
        let mut points = stairs(&axis, &y, &moments, &above);
        let rim = points.clone();
        points.extend(stairs(&axis, &y, &moments, &edge).into_iter().rev());
        if above != edge {
            sheet.add(format!("layer/{}", outcome.id), super::scene::Shape::Area { points, fill: colour });
            // A rim would cover a layer that is hardly thicker than itself.
            if above.iter().zip(&edge).any(|(above, edge)| y.at(*edge) - y.at(*above) > 3.0) {
                sheet.line("rim", rim, 0.8, ink.paper);
            }
        }
        let (from, to) = (y.at(ended), y.at(ended + outcome.share));
        sheet.rect(format!("bar/{}", outcome.id), (bar.0, from), (bar.1, to), colour);
        if from - to > 2.0 {
            sheet.line("rim", vec![(bar.0, to), (bar.1, to)], 0.8, ink.paper);
        }
        middles[index] = (from + to) / 2.0;
        edge = above;
        ended += if outcome.share.is_finite() { outcome.share } else { 0.0 };
    }
    for percent in [0, 25, 50, 75, 100] {
        let at = y.at(f64::from(percent) / 100.0);
        sheet.line("tick", vec![(left - 4.0, at), (left, at)], 1.0, ink.axis);
        sheet.text("tick", (left - 7.0, at), Anchor::End, &format!("{percent}\u{a0}%"), small, ink.soft);
    }
    for ((from, to), t) in axis.columns(last) {
        sheet.zone(format!("zone/{t}"), (from, top), (to, bottom), &said(summary, &axis, t));
    }
    idle_label(&mut sheet, summary, &axis, &y, (left, top));

    if !narrow {
        let wanted: Vec<f64> = order.iter().map(|&index| middles[index]).collect();
        let places = spread(&wanted, &heights, top, bottom);
        for (n, &index) in order.iter().enumerate() {
            let (lines, says) = &words[n];
            let id = &summary.outcomes[index].id;
            let x = bar.1 + 36.0;
            let leader = vec![(bar.1 + 2.0, middles[index]), (x - 10.0, places[n])];
            sheet.line("leader", leader, 0.8, ink.axis);
            let half = heights[n] / 2.0 - 4.0;
            let swatch = format!("swatch/{id}");
            sheet.rect(swatch, (x - 7.0, places[n] - half), (x - 3.0, places[n] + half), ink.outcome(index));
            let mut lines = lines.clone();
            match lines.last_mut() {
                Some(line) if joined(std::slice::from_ref(line), says) => *line += &format!(": {says}"),
                _ => lines.push(says.clone()),
            }
            sheet.lines(
                &format!("label/{id}"),
                (x + 2.0, places[n]),
                Anchor::Start,
                &lines,
                body,
                ink.strong,
            );
        }
    }
    let drop = axis.draw(&mut sheet, bottom, true);
    let end = ((bar.0 + bar.1) / 2.0, top - 14.0);
    sheet.text("tick", end, Anchor::Middle, "end", small, ink.soft);
    sheet.y = bottom + drop;
    if narrow {
        sheet.y += 6.0;
        let entry = |&index: &usize| {
            let outcome = &summary.outcomes[index];
            Entry {
                name: outcome.id.clone(),
                colour: ink.outcome(index),
                dash: None,
                words: alt::name(&outcome.label, &outcome.id).to_owned(),
                number: value(outcome, summary.plays > 0),
            }
        };
        sheet.legend(&order.iter().map(entry).collect::<Vec<_>>());
    }
    Some(sheet.finish(summary, alt::outcomes(summary)))
}

/// What a moment says when it is pointed at, in the order of the layers from the top.
fn said(summary: &Summary, axis: &TimeAxis, t: usize) -> Vec<String> {
    let ended: f64 = summary.outcomes.iter().map(|outcome| at(&outcome.by_round, t)).sum();
    let mut says = vec![axis.label(t).to_owned(), format!("still going: {}", share((1.0 - ended).max(0.0)))];
    says.extend(summary.outcomes.iter().rev().map(|outcome| {
        format!("{}: {}", alt::name(&outcome.label, &outcome.id), share(at(&outcome.by_round, t)))
    }));
    says
}

/// Says what the grey is, inside it, where it is large enough.
fn idle_label(sheet: &mut Sheet, summary: &Summary, axis: &TimeAxis, y: &Scale, (left, top): (f64, f64)) {
    let small = sheet.style.small;
    let end = left + 10.0 + width("still going", small);
    let reached = (0..summary.rounds.surviving.len()).take_while(|&t| axis.at(t as f64) <= end + 6.0).last();
    let ended: f64 = summary.outcomes.iter().map(|outcome| at(&outcome.by_round, reached.unwrap_or(0))).sum();
    if y.at(ended) > top + 22.0 {
        sheet.text(
            "idle-label",
            (left + 8.0, top + 12.0),
            Anchor::Start,
            "still going",
            small,
            sheet.style.ink.soft,
        );
    }
}

/// The share at a moment: the last one known, 0 where none or no number.
fn at(shares: &[f64], t: usize) -> f64 {
    let share = shares.get(t).or(shares.last()).copied().unwrap_or(0.0);
    if share.is_finite() { share.clamp(0.0, 1.0) } else { 0.0 }
}

/// Moments worth a point: all of them, or about 600 evenly spaced where there are more than a panel can show.
pub(super) fn thinned(last: usize) -> Vec<usize> {
    let step = last.div_ceil(600).max(1);
    let mut moments: Vec<usize> = (0..=last).step_by(step).collect();
    if moments.last() != Some(&last) {
        moments.push(last);
    }
    moments
}

/// The upper edge of a layer: flat from each moment to the next.
fn stairs(axis: &TimeAxis, y: &Scale, moments: &[usize], values: &[f64]) -> Vec<(f64, f64)> {
    let mut points: Vec<(f64, f64)> = Vec::with_capacity(2 * moments.len());
    for (&t, &value) in moments.iter().zip(values) {
        let place = (axis.at(t as f64), y.at(value));
        if let Some(&(_, before)) = points.last() {
            if before == place.1 && t != moments[moments.len() - 1] {
                continue;
            }
            points.push((place.0, before));
        }
        points.push(place);
    }
    points
}
