//! What each actor did in each round: shares of its moves among the plays still going, a panel for each actor.
//!
//! Moves are stacked by stance, conceding at the bottom, escalating on top, and the last of a
//! file outermost.

use super::axis::Scale;
use super::frame::{Entry, Sheet};
use super::scene::{Anchor, Colour, Shape};
use super::stacked::{self, Label, Layer};
use super::style::{Ink, Style};
use super::text::{LEADING, fit, width, wrap};
use super::time_axis::TimeAxis;
use super::{Chart, alt, palette};
use crate::prose::numbers::{number, share};
use crate::results::{ActorFigures, MoveFigures, Summary};

const LABELS: f64 = 178.0;
const TIMES: f64 = 42.0;

/// Draws the chart; `None` where no actor has a move in any round.
pub(super) fn draw(summary: &Summary, style: &Style) -> Option<Chart> {
    let panels: Vec<(&ActorFigures, Vec<(&MoveFigures, Colour)>)> = summary
        .actors
        .iter()
        .map(|actor| (actor, stacked(summary, actor, style.ink)))
        .filter(|(_, moves)| moves.iter().any(|(one, _)| !one.share_by_round.is_empty()))
        .collect();
    let last = panels.iter().flat_map(|(_, moves)| moves).map(|(one, _)| one.share_by_round.len()).max()?;
    let what = if summary.plays > 0 { "Share of each move" } else { "Probability of each move" };
    let [concedes, holds, escalates] = style.ink.stances();
    let subtitle = format!("{what} among plays still going; {concedes}, {holds}, {escalates}");
    let mut sheet = Sheet::new(style, summary, "What the actors do", &subtitle);
    let ends = |sheet: &Sheet| {
        let beside = if sheet.is_narrow() { 2.0 } else { LABELS + TIMES + 22.0 };
        (sheet.left() + width("100 %", style.small) + 8.0, sheet.right() - beside)
    };
    let (left, right) = ends(&sheet);
    let axis = TimeAxis::rounds(summary, last, left, right);
    going(&mut sheet, summary, &axis, last, (left, right));
    sheet.panels(&panels, |sheet, (actor, moves)| {
        let (left, right) = ends(sheet);
        let axis = TimeAxis::rounds(summary, last, left, right);
        panel(sheet, actor, moves, &axis, last, (left, right));
    });
    sheet.y -= 8.0;
    Some(sheet.finish(summary, alt::moves(summary)))
}

/// An actor's moves from the bottom of the stack, with their colours.
fn stacked<'a>(summary: &'a Summary, actor: &ActorFigures, ink: Ink) -> Vec<(&'a MoveFigures, Colour)> {
    let moves: Vec<&MoveFigures> = summary.moves.iter().filter(|one| one.actor == actor.id).collect();
    let rank = |one: &MoveFigures| match one.stance.as_str() {
        "concede" => 0,
        "escalate" => 2,
        _ => 1,
    };
    let mut out = Vec::new();
    for stance in 0..3 {
        let same: Vec<&MoveFigures> = moves.iter().copied().filter(|one| rank(one) == stance).collect();
        let of = same.len();
        let coloured = same.into_iter().enumerate().map(|(n, one)| (one, ink.of_stance(&one.stance, n, of)));
        // Read from the top, holding and conceding moves come in file order, escalating ones in reverse: the last of
        // the file, commonly the strongest, are outermost.
        let mut coloured: Vec<_> = coloured.collect();
        if stance < 2 {
            coloured.reverse();
        }
        out.extend(coloured);
    }
    out
}

/// How many plays the shares are of: a strip above the panels.
fn going(sheet: &mut Sheet, summary: &Summary, axis: &TimeAxis, last: usize, (left, right): (f64, f64)) {
    let (small, ink) = (sheet.style.small, sheet.style.ink);
    let top = sheet.y + 24.0;
    let y = Scale::new((0.0, top + 26.0), (1.0, top));
    sheet.text(
        "heading",
        (sheet.left(), top - 16.0),
        Anchor::Start,
        "Plays still going",
        sheet.style.heading,
        ink.strong,
    );
    sheet.text("tick", (left - 7.0, top), Anchor::End, "100\u{a0}%", small, ink.soft);
    sheet.text("tick", (left - 7.0, top + 26.0), Anchor::End, "0", small, ink.soft);
    // Round t is played by the plays that survived round t − 1.
    let at = |round: usize| {
        let share = summary.rounds.surviving.get(round - 1).copied().unwrap_or(f64::NAN);
        if share.is_finite() { share } else { 0.0 }
    };
    let mut points = vec![(left, y.at(0.0))];
    for (from, to) in stacked::columns(last) {
        let height = y.at(at(from));
        points.extend([(axis.at(from as f64 - 0.5), height), (axis.at(to as f64 + 0.5), height)]);
    }
    points.push((right, y.at(0.0)));
    sheet.add("going", Shape::Area { points, fill: palette::mix(ink.axis, ink.paper, 0.35) });
    sheet.line("axis", vec![(left, top + 26.0), (right, top + 26.0)], 1.0, ink.axis);
    let words = format!("{} in the last {}", share(at(last)), axis.unit());
    let (place, anchor) = match sheet.is_narrow() {
        true => ((right, top - 16.0), Anchor::End),
        false => ((right + 10.0, y.at(at(last)).min(top + 20.0)), Anchor::Start),
    };
    sheet.text("going", place, anchor, &words, small, ink.soft);
    sheet.y = top + 48.0;
}

fn panel(
    sheet: &mut Sheet,
    actor: &ActorFigures,
    moves: &[(&MoveFigures, Colour)],
    axis: &TimeAxis,
    last: usize,
    (left, right): (f64, f64),
) {
    let (style, ink) = (sheet.style, sheet.style.ink);
    let (body, small) = (style.body, style.small);
    let labels: Vec<Vec<String>> =
        moves.iter().map(|(one, _)| wrap(alt::name(&one.label, &one.id), body, LABELS, 3)).collect();
    let heights: Vec<f64> =
        labels.iter().map(|lines| lines.len() as f64 * LEADING * body.size + 4.0).collect();
    let head = sheet.y + 8.0;
    let name = fit(alt::name(&actor.label, &actor.id), style.heading, right - sheet.left());
    sheet.text("heading", (sheet.left(), head), Anchor::Start, &name, style.heading, ink.strong);
    let narrow = sheet.is_narrow();
    if !narrow {
        sheet.text("column", (sheet.right(), head), Anchor::End, "times in a play", small, ink.soft);
    }
    let top = head + 16.0;
    let bottom = top + if narrow { 150.0 } else { heights.iter().sum::<f64>().max(150.0) };
    let y = Scale::new((0.0, bottom), (1.0, top));
    for percent in [0, 25, 50, 75, 100] {
        let at = y.at(f64::from(percent) / 100.0);
        sheet.line(format!("percent/{}", actor.id), vec![(left, at), (right, at)], 1.0, ink.grid);
        sheet.text("tick", (left - 7.0, at), Anchor::End, &format!("{percent}\u{a0}%"), small, ink.soft);
    }

    let layers: Vec<Layer> = moves
        .iter()
        .map(|&(one, colour)| Layer {
            name: format!("move/{}/{}", one.actor, one.id),
            colour,
            shares: one.share_by_round.clone(),
        })
        .collect();
    let middles = stacked::draw(sheet, &layers, axis, last, &y);

    for ((from, to), t) in axis.columns(last) {
        let says = said(actor, moves, &layers, axis, t);
        sheet.zone(format!("zone/{}/{t}", actor.id), (from, top), (to, bottom), &says);
    }

    if narrow {
        let drop = axis.draw(sheet, bottom, true);
        sheet.y = bottom + drop + 12.0;
        sheet.text("column", (sheet.right(), sheet.y), Anchor::End, "times in a play", small, ink.soft);
        sheet.y += 9.0;
        let entry = |&(one, colour): &(&MoveFigures, Colour)| Entry {
            name: format!("{}/{}", one.actor, one.id),
            colour,
            dash: None,
            words: alt::name(&one.label, &one.id).to_owned(),
            number: number(one.mean_count),
        };
        sheet.legend(&moves.iter().rev().map(entry).collect::<Vec<_>>());
        sheet.y += 14.0;
        return;
    }
    let labels: Vec<Label> = moves
        .iter()
        .zip(labels)
        .map(|(&(one, colour), lines)| {
            let name = format!("swatch/{}/{}", one.actor, one.id);
            Label { name, colour, lines, value: number(one.mean_count) }
        })
        .collect();
    stacked::labels(sheet, &labels, &middles, &heights, (right + 10.0, top, bottom));
    let drop = axis.draw(sheet, bottom, true);
    sheet.y = bottom + drop + 14.0;
}

/// What a round says when it is pointed at, in the order of the layers from the top.
fn said(
    actor: &ActorFigures,
    moves: &[(&MoveFigures, Colour)],
    layers: &[Layer],
    axis: &TimeAxis,
    t: usize,
) -> Vec<String> {
    let mut says = vec![format!("{}, {}", alt::name(&actor.label, &actor.id), axis.label(t))];
    says.extend(moves.iter().zip(layers).rev().map(|((one, _), layer)| {
        format!("{}: {}", alt::name(&one.label, &one.id), share(layer.mean((t, t))))
    }));
    says
}
