//! What each actor got, by outcome: quantiles and mean of its discounted payoff, a panel for each actor.

use super::axis::ticks;
use super::cut_axis::CutAxis;
use super::frame::Sheet;
use super::outcome_shares::diamond;
use super::palette::mix;
use super::scene::{Anchor, Colour};
use super::style::Style;
use super::text::{LEADING, fit, width, wrap};
use super::{Chart, alt};
use crate::prose::numbers::{count, fixed, many, number};
use crate::results::{ActorFigures, PayoffFigures, Summary};

const ROW: f64 = 27.0;
const MEANS: f64 = 62.0;
const PLAYS: f64 = 66.0;

/// One outcome's line in a panel: its index, its words, its height, and what is drawn.
struct Row<'a> {
    index: usize,
    label: Vec<String>,
    height: f64,
    payoff: &'a PayoffFigures,
}

/// Draws the chart; `None` where no play has a payoff.
pub(super) fn draw(summary: &Summary, style: &Style) -> Option<Chart> {
    let actors: Vec<(&ActorFigures, Vec<(f64, f64)>)> = summary
        .actors
        .iter()
        .map(|actor| (actor, actor.by_outcome.iter().filter_map(ends).collect::<Vec<_>>()))
        .filter(|(_, intervals)| !intervals.is_empty())
        .collect();
    if actors.is_empty() || summary.outcomes.is_empty() {
        return None;
    }
    let subtitle = match summary.plays {
        0 => "Discounted payoff of each actor, by how the play ended; exact".to_owned(),
        plays => format!(
            "Discounted payoff of each actor over {} plays, by outcome; the spread is between plays",
            count(plays)
        ),
    };
    let mut sheet = Sheet::new(style, summary, "What the actors get", &subtitle);
    let panels: Vec<Panel> = actors
        .into_iter()
        .map(|(actor, mut intervals)| {
            intervals.extend(actor.payoff_mean.is_finite().then_some((actor.payoff_mean, actor.payoff_mean)));
            Panel { actor, intervals }
        })
        .collect();
    // Where an axis is cut depends on its numbers alone, not on how long it is.
    let is_cut = |panel: &Panel| {
        CutAxis::new(&panel.intervals, 0.0, 300.0).is_some_and(|axis| !axis.cuts().is_empty())
    };
    key(&mut sheet, panels.iter().any(is_cut));
    sheet.panels(&panels, |sheet, one| {
        let most = if sheet.is_narrow() { sheet.room() * 0.32 } else { 172.0 };
        let rows: Vec<Row> = summary
            .outcomes
            .iter()
            .zip(&one.actor.by_outcome)
            .enumerate()
            .map(|(index, (outcome, payoff))| {
                let label = wrap(alt::name(&outcome.label, &outcome.id), style.body, most, 3);
                let height = (label.len() as f64 * LEADING * style.body.size + 5.0).max(ROW);
                Row { index, label, height, payoff }
            })
            .collect();
        let lines = rows.iter().flat_map(|row| &row.label);
        let room = lines.map(|line| width(line, style.body)).fold(0.0, f64::max);
        // The number of plays is told where there is room for it.
        let plays = if sheet.is_narrow() { 0.0 } else { PLAYS };
        let means = if sheet.is_narrow() { MEANS - 8.0 } else { MEANS + 10.0 };
        let ends = (sheet.left() + room + 16.0, sheet.right() - means - plays);
        if let Some(axis) = CutAxis::new(&one.intervals, ends.0, ends.1) {
            panel(sheet, summary, one.actor, &axis, &rows, (ends, plays));
        }
    });
    sheet.y -= 8.0;
    Some(sheet.finish(summary, alt::payoffs(summary)))
}

/// An actor with the numbers that its axis must hold.
struct Panel<'a> {
    actor: &'a ActorFigures,
    intervals: Vec<(f64, f64)>,
}

/// The numbers that a row must have room for.
fn ends(payoff: &PayoffFigures) -> Option<(f64, f64)> {
    let values =
        payoff.quantiles.iter().flatten().chain(&payoff.mean).copied().filter(|value| value.is_finite());
    values.fold(None, |ends, value| {
        let (low, high) = ends.unwrap_or((value, value));
        Some((value.min(low), value.max(high)))
    })
}

fn panel(
    sheet: &mut Sheet,
    summary: &Summary,
    actor: &ActorFigures,
    axis: &CutAxis,
    rows: &[Row],
    ((left, right), plays): ((f64, f64), f64),
) {
    let (style, ink) = (sheet.style, sheet.style.ink);
    let (body, small) = (style.body, style.small);
    let head = sheet.y + 8.0;
    let name = fit(alt::name(&actor.label, &actor.id), style.heading, right - sheet.left());
    sheet.text("heading", (sheet.left(), head), Anchor::Start, &name, style.heading, ink.strong);
    let edge = sheet.right();
    sheet.text("column", (edge - plays, head), Anchor::End, "mean", small, ink.soft);
    if plays > 0.0 {
        sheet.text("column", (edge, head), Anchor::End, "plays", small, ink.soft);
    }

    let top = head + 28.0;
    let bottom = top + rows.iter().map(|row| row.height).sum::<f64>();
    grid(sheet, axis, top, bottom);
    if actor.payoff_mean.is_finite() {
        let x = axis.at(actor.payoff_mean);
        sheet.dashed(format!("all/{}", actor.id), vec![(x, top - 4.0), (x, bottom)], 1.2, ink.strong);
        let words = format!("mean of all plays {}", number(actor.payoff_mean));
        let half = width(&words, small) / 2.0;
        let at = x.clamp(left + half, (right - half).max(left + half));
        sheet.text("all", (at, top - 11.0), Anchor::Middle, &words, small, ink.strong);
    }
    let mut y = top;
    for row in rows {
        let middle = y + row.height / 2.0;
        let empty = row.payoff.plays == 0 && row.payoff.mean.is_none();
        let words = if empty { ink.soft } else { ink.strong };
        sheet.lines("label", (left - 12.0, middle), Anchor::End, &row.label, body, words);
        let colour = ink.outcome(row.index);
        sheet.rect("swatch", (left - 6.0, middle - 8.0), (left - 2.0, middle + 8.0), colour);
        let id = format!("{}/{}", actor.id, summary.outcomes[row.index].id);
        glyph(sheet, &id, row.payoff, axis, middle, colour);
        let mean = row.payoff.mean.map_or("–".to_owned(), number);
        sheet.text(format!("mean-text/{id}"), (edge - plays, middle), Anchor::End, &mean, body, words);
        if summary.plays > 0 && plays > 0.0 {
            sheet.text("plays", (edge, middle), Anchor::End, &count(row.payoff.plays), body, ink.soft);
        }
        let zone = ((sheet.left(), y), (edge, y + row.height));
        let outcome = &summary.outcomes[row.index];
        let what =
            format!("{}: {}", alt::name(&actor.label, &actor.id), alt::name(&outcome.label, &outcome.id));
        sheet.zone(format!("zone/{id}"), zone.0, zone.1, &said(what, row.payoff));
        y += row.height;
    }
    let title = ((left + right) / 2.0, bottom + 27.0);
    sheet.text(
        "axis-title",
        title,
        Anchor::Middle,
        "Discounted payoff (units of the scenario)",
        small,
        ink.soft,
    );
    sheet.y = bottom + 50.0;
}

/// What a row says when it is pointed at.
fn said(what: String, payoff: &PayoffFigures) -> Vec<String> {
    let mut says = vec![what];
    says.extend(payoff.mean.map(|mean| format!("mean {}", number(mean))));
    if let Some([q05, q25, q50, q75, q95]) = payoff.quantiles {
        says.push(format!("median {}", number(q50)));
        says.push(format!("half of plays {} to {}", number(q25), number(q75)));
        says.push(format!("nine in ten {} to {}", number(q05), number(q95)));
    }
    says.extend((payoff.plays > 0).then(|| many(payoff.plays as usize, "play")));
    if says.len() == 1 {
        says.push("no play".to_owned());
    }
    says
}

/// Thin from 5 to 95 %, thick from 25 to 75 %, a pale stroke at the median, a diamond at the mean.
fn glyph(sheet: &mut Sheet, id: &str, payoff: &PayoffFigures, axis: &CutAxis, y: f64, colour: Colour) {
    let ink = sheet.style.ink;
    if let Some(quantiles) = payoff.quantiles.filter(|all| all.iter().all(|value| value.is_finite())) {
        let [q05, q25, q50, q75, q95] = quantiles.map(|value| axis.at(value));
        sheet.line(format!("whisker/{id}"), vec![(q05, y), (q95, y)], 1.6, colour);
        for end in [q05, q95] {
            sheet.line("cap", vec![(end, y - 4.0), (end, y + 4.0)], 1.6, colour);
        }
        sheet.rect(format!("box/{id}"), (q25, y - 7.0), (q75, y + 7.0), colour);
        // Wider than a box of no width, so that a certain payoff is seen too.
        sheet.line("rim", vec![(q50, y - 8.0), (q50, y + 8.0)], 4.0, ink.paper);
        sheet.line(
            format!("median/{id}"),
            vec![(q50, y - 8.0), (q50, y + 8.0)],
            2.0,
            mix(colour, ink.strong, 0.5),
        );
    }
    if let Some(mean) = payoff.mean.filter(|mean| mean.is_finite()) {
        let x = axis.at(mean);
        sheet.add("rim", diamond(x, y, 4.6, ink.paper));
        sheet.add(format!("mean/{id}"), diamond(x, y, 3.4, ink.strong));
    }
}

/// Ticks of every stretch, and the strokes that mark a cut.
fn grid(sheet: &mut Sheet, axis: &CutAxis, top: f64, bottom: f64) {
    let (ink, small) = (sheet.style.ink, sheet.style.small);
    let shown: f64 = axis.stretches.iter().map(|((low, high), _)| high - low).sum();
    let places: f64 = axis.stretches.iter().map(|(_, (left, right))| right - left).sum();
    let mut named = f64::NEG_INFINITY;
    for &((low, high), (left, right)) in &axis.stretches {
        // About one step for all stretches, but two ticks in each that has room: one alone gives no scale.
        let wanted = ((places / 70.0) * (high - low) / shown).round().max(1.0) as usize;
        let (mut marks, mut decimals) = ticks(low, high, wanted);
        for more in 1..6 {
            if marks.is_empty() || (marks.len() < 2 && right - left > 60.0) {
                (marks, decimals) = ticks(low, high, wanted + more);
            }
        }
        sheet.line("axis", vec![(left, bottom), (right, bottom)], 1.0, ink.axis);
        for mark in marks {
            let x = axis.at(mark);
            sheet.line(
                "grid",
                vec![(x, top), (x, bottom)],
                1.0,
                if mark == 0.0 { ink.axis } else { ink.grid },
            );
            sheet.line("tick", vec![(x, bottom), (x, bottom + 4.0)], 1.0, ink.axis);
            let words = fixed(mark, decimals);
            let half = width(&words, small) / 2.0;
            if x - half > named + 4.0 {
                sheet.text("tick", (x, bottom + 12.0), Anchor::Middle, &words, small, ink.soft);
                named = x + half;
            }
        }
    }
    for x in axis.cuts() {
        cut_mark(sheet, x, bottom);
    }
}

fn key(sheet: &mut Sheet, cut: bool) {
    let (ink, small) = (sheet.style.ink, sheet.style.small);
    let mut end = sheet.left();
    let words =
        ["5 – 25 – 50 – 75 – 95 % of plays", "mean", "empty stretch cut out, same scale on both sides"];
    let (x, y) = sheet.key_place(&mut end, 120.0 + width(words[0], small));
    let axis = CutAxis { stretches: vec![((0.0, 1.0), (x, x + 110.0))] };
    let sample = PayoffFigures { plays: 1, mean: Some(0.62), quantiles: Some([0.0, 0.3, 0.5, 0.78, 1.0]) };
    glyph(sheet, "key", &sample, &axis, y, ink.axis);
    sheet.text("key", (x + 120.0, y), Anchor::Start, words[0], small, ink.soft);
    let (x, y) = sheet.key_place(&mut end, 14.0 + width(words[1], small));
    sheet.add("key", diamond(x + 5.0, y, 3.9, ink.strong));
    sheet.text("key", (x + 14.0, y), Anchor::Start, words[1], small, ink.soft);
    if cut {
        let (x, y) = sheet.key_place(&mut end, 18.0 + width(words[2], small));
        cut_mark(sheet, x + 6.0, y);
        sheet.text("key", (x + 18.0, y), Anchor::Start, words[2], small, ink.soft);
    }
    sheet.y += 26.0;
}

/// Two slanted strokes.
fn cut_mark(sheet: &mut Sheet, x: f64, y: f64) {
    let colour = sheet.style.ink.soft;
    for side in [-3.0, 3.0] {
        sheet.line("cut", vec![(x + side - 3.0, y + 6.0), (x + side + 3.0, y - 6.0)], 1.3, colour);
    }
}
