//! By when each move was made for the first time: cumulative shares of plays, a panel for each actor, with the date at
//! which it really happened where the scenario tells it.
//!
//! Moves that hold are left out: nearly every play has them in the first round.

use super::axis::Scale;
use super::frame::{Entry, Sheet};
use super::outcome_shares::diamond;
use super::outcomes_over_time::thinned;
use super::scene::{Anchor, Colour};
use super::spread::spread;
use super::style::{Ink, Style};
use super::text::{LEADING, fit, width, wrap};
use super::time_axis::TimeAxis;
use super::{Chart, alt};
use crate::prose::numbers::share;
use crate::results::{ActorFigures, MoveFigures, Summary};

const LABELS: f64 = 190.0;
/// Height of a panel at least.
const PANEL: f64 = 150.0;

/// A move with its colour and the round in which it really happened first.
struct Curve<'a> {
    one: &'a MoveFigures,
    colour: Colour,
    dash: Option<(f64, f64)>,
    happened: Option<usize>,
}

/// Draws the chart; `None` where no move other than holding has known first times.
pub(super) fn draw(summary: &Summary, style: &Style) -> Option<Chart> {
    let panels: Vec<(&ActorFigures, Vec<Curve>)> = summary
        .actors
        .iter()
        .map(|actor| (actor, curves(summary, actor, style.ink)))
        .filter(|(_, curves)| !curves.is_empty())
        .collect();
    let last =
        panels.iter().flat_map(|(_, curves)| curves).map(|curve| curve.one.first_by_round.len()).max()?;
    let what = if summary.plays > 0 { "Share of plays" } else { "Probability of a play" };
    let [concedes, _, escalates] = style.ink.stances();
    let subtitle = format!("{what} in which a move had been made by then; {concedes}, {escalates}");
    let mut sheet = Sheet::new(style, summary, "When moves are first made", &subtitle);
    if panels.iter().flat_map(|(_, curves)| curves).any(|curve| curve.happened.is_some()) {
        key(&mut sheet);
    }
    sheet.panels(&panels, |sheet, (actor, curves)| {
        let left = sheet.left() + width("100 %", style.small) + 8.0;
        let right = sheet.right() - if sheet.is_narrow() { 8.0 } else { LABELS + 22.0 };
        let axis = TimeAxis::moments(summary, last, left, right);
        panel(sheet, actor, curves, &axis, last, (left, right));
    });
    sheet.y -= 8.0;
    Some(sheet.finish(summary, alt::first_times(summary)))
}

/// The moves of an actor that are not holding, in file order.
fn curves<'a>(summary: &'a Summary, actor: &ActorFigures, ink: Ink) -> Vec<Curve<'a>> {
    let told =
        |one: &&MoveFigures| one.actor == actor.id && one.stance != "hold" && !one.first_by_round.is_empty();
    let moves: Vec<&MoveFigures> = summary.moves.iter().filter(told).collect();
    let of = |stance: &str| moves.iter().filter(|one| one.stance == stance).count();
    let mut seen: Vec<&str> = Vec::new();
    let mut curves = Vec::new();
    for one in &moves {
        let n = seen.iter().filter(|stance| **stance == one.stance).count();
        seen.push(&one.stance);
        let colour = ink.of_stance(&one.stance, n, of(&one.stance));
        let dash = ink.dash(curves.len());
        curves.push(Curve { one, colour, dash, happened: happened(summary, one) });
    }
    curves
}

/// The round in which a move was really made first; nothing where it was not, or nobody tells.
fn happened(summary: &Summary, one: &MoveFigures) -> Option<usize> {
    let says = format!("first({} {})", one.actor, one.id);
    let fact = summary.record.as_ref()?.facts.iter().find(|fact| fact.says == says)?;
    fact.value.and_then(|round| usize::try_from(round).ok()).filter(|round| *round >= 1)
}

/// The share by a round; 0 at the start and for what is no number.
fn by(one: &MoveFigures, round: usize) -> f64 {
    let known = one.first_by_round.get(round.wrapping_sub(1)).or(one.first_by_round.last());
    let share = if round == 0 { 0.0 } else { known.copied().unwrap_or(0.0) };
    if share.is_finite() { share.clamp(0.0, 1.0) } else { 0.0 }
}

fn panel(
    sheet: &mut Sheet,
    actor: &ActorFigures,
    curves: &[Curve],
    axis: &TimeAxis,
    last: usize,
    (left, right): (f64, f64),
) {
    let (style, ink) = (sheet.style, sheet.style.ink);
    let (body, small) = (style.body, style.small);
    // From the top down, that is the most frequent first.
    let mut order: Vec<&Curve> = curves.iter().collect();
    order.sort_by(|a, b| by(b.one, last).total_cmp(&by(a.one, last)));
    let labels: Vec<Vec<String>> = order
        .iter()
        .map(|curve| {
            let name = alt::name(&curve.one.label, &curve.one.id);
            wrap(&format!("{name}: {}", share(by(curve.one, last))), body, LABELS - 16.0, 3)
        })
        .collect();
    let heights: Vec<f64> =
        labels.iter().map(|lines| lines.len() as f64 * LEADING * body.size + 4.0).collect();
    let head = sheet.y + 8.0;
    let name = fit(alt::name(&actor.label, &actor.id), style.heading, right - sheet.left());
    sheet.text("heading", (sheet.left(), head), Anchor::Start, &name, style.heading, ink.strong);
    let top = head + 18.0;
    let narrow = sheet.is_narrow();
    let bottom = top + if narrow { PANEL } else { heights.iter().sum::<f64>().max(PANEL) };
    let y = Scale::new((0.0, bottom), (1.0, top));
    for percent in [0, 25, 50, 75, 100] {
        let at = y.at(f64::from(percent) / 100.0);
        sheet.line(format!("percent/{}", actor.id), vec![(left, at), (right, at)], 1.0, ink.grid);
        sheet.text("tick", (left - 7.0, at), Anchor::End, &format!("{percent}\u{a0}%"), small, ink.soft);
    }
    let moments = thinned(last);
    for curve in curves {
        let points = moments.iter().map(|&t| (axis.at(t as f64), y.at(by(curve.one, t)))).collect();
        let name = format!("{}/{}", curve.one.actor, curve.one.id);
        sheet.curve(format!("first/{name}"), points, 2.2, curve.dash, curve.colour);
    }
    for curve in curves {
        let Some(round) = curve.happened.filter(|round| *round <= last) else { continue };
        let (x, at) = (axis.at(round as f64), y.at(by(curve.one, round)));
        let name = format!("{}/{}", curve.one.actor, curve.one.id);
        sheet.add("rim", diamond(x, at, 7.0, ink.paper));
        sheet.add(format!("happened/{name}"), diamond(x, at, 5.6, curve.colour));
        sheet.add("core", diamond(x, at, 2.2, ink.strong));
    }
    for ((from, to), t) in axis.columns(last) {
        let says = said(actor, &order, axis, t);
        sheet.zone(format!("zone/{}/{t}", actor.id), (from, top), (to, bottom), &says);
    }
    if narrow {
        sheet.y = bottom + axis.draw(sheet, bottom, true) + 6.0;
        let entry = |curve: &&Curve| Entry {
            name: format!("{}/{}", curve.one.actor, curve.one.id),
            colour: curve.colour,
            dash: Some(curve.dash),
            words: alt::name(&curve.one.label, &curve.one.id).to_owned(),
            number: share(by(curve.one, last)),
        };
        sheet.legend(&order.iter().map(entry).collect::<Vec<_>>());
        sheet.y += 14.0;
        return;
    }
    let wanted: Vec<f64> = order.iter().map(|curve| y.at(by(curve.one, last))).collect();
    let places = spread(&wanted, &heights, top, bottom);
    for (n, (curve, place)) in order.iter().zip(places).enumerate() {
        let leader = vec![(right + 3.0, wanted[n]), (right + 18.0, place)];
        sheet.line("leader", leader, 0.8, ink.axis);
        let swatch = format!("swatch/{}/{}", curve.one.actor, curve.one.id);
        sheet.rect(swatch, (right + 21.0, place - 5.0), (right + 31.0, place + 5.0), curve.colour);
        sheet.lines("label", (right + 36.0, place), Anchor::Start, &labels[n], body, ink.strong);
    }
    let drop = axis.draw(sheet, bottom, true);
    sheet.y = bottom + drop + 14.0;
}

/// What a moment says when it is pointed at.
fn said(actor: &ActorFigures, order: &[&Curve], axis: &TimeAxis, t: usize) -> Vec<String> {
    let mut says = vec![format!("{}, by {}", alt::name(&actor.label, &actor.id), axis.label(t))];
    says.extend(order.iter().map(|curve| {
        let happened = if curve.happened == Some(t) { " (really first made then)" } else { "" };
        let name = alt::name(&curve.one.label, &curve.one.id);
        format!("{name}: {}{happened}", share(by(curve.one, t)))
    }));
    says
}

fn key(sheet: &mut Sheet) {
    let (ink, small) = (sheet.style.ink, sheet.style.small);
    let (x, y) = (sheet.left() + 6.0, sheet.y + 6.0);
    sheet.add("key", diamond(x, y, 5.6, ink.axis));
    sheet.add("key", diamond(x, y, 2.2, ink.strong));
    sheet.text("key", (x + 13.0, y), Anchor::Start, "when it was really first made", small, ink.soft);
    sheet.y += 24.0;
}
