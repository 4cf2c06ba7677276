//! What one actor got against what another got, by outcome: the mean of both, with the middle half of plays either way.

use super::axis::ticks;
use super::cut_axis::CutAxis;
use super::frame::Sheet;
use super::outcome_shares::diamond;
use super::palette::PLAYERS;
use super::room::Room;
use super::scene::{Anchor, Shape};
use super::style::Style;
use super::text::{clean, fit, width};
use super::{Chart, alt};
use crate::prose::numbers::{count, fixed, number, share};
use crate::results::{OutcomeFigures, PayoffFigures, Summary};

/// Width and height of the panel.
const SIDE: (f64, f64) = (400.0, 360.0);
/// Most width of a name in the panel.
const NAME: f64 = 170.0;

/// An outcome in the plane.
struct Point<'a> {
    index: usize,
    outcome: &'a OutcomeFigures,
    /// What both got.
    payoffs: [&'a PayoffFigures; 2],
    means: [f64; 2],
}

/// The two scales, cut where nothing is.
struct Plane {
    across: CutAxis,
    /// Heights above the lower edge.
    up: CutAxis,
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
}

impl Plane {
    fn at(&self, [first, second]: [f64; 2]) -> (f64, f64) {
        (self.across.at(first), self.bottom - self.up.at(second))
    }
}

/// Draws the chart; `None` for one actor, and where no play has payoffs.
pub(super) fn draw(summary: &Summary, style: &Style) -> Option<Chart> {
    let [first, second, others @ ..] = &summary.actors[..] else { return None };
    let points = points(summary);
    if points.is_empty() {
        return None;
    }
    let of = match others.len() {
        0 => String::new(),
        _ => format!(" of the first two of {} actors", summary.actors.len()),
    };
    let subtitle = format!(
        "Mean discounted payoffs{of} by how the play ended, over {} plays; bars span the middle half of plays",
        count(summary.plays)
    );
    let mut sheet = Sheet::new(style, summary, "What one gets against what the other gets", &subtitle);
    let all = [first.payoff_mean, second.payoff_mean];
    let plane = plane(&mut sheet, &points, all)?;
    let names = [first, second].map(|actor| clean(alt::name(&actor.label, &actor.id)));
    axes(&mut sheet, &plane, &names);
    let mut room = Room::new([plane.left, plane.right, plane.top, plane.bottom]);
    marks(&mut sheet, &plane, &points, all, &mut room, &names);
    let bottom = key(&mut sheet, &plane, &points, all);
    sheet.y = (plane.bottom + 34.0).max(bottom);
    let told: Vec<String> = points
        .iter()
        .map(|point| {
            let [first, second] = point.means.map(number);
            format!("{} {first} and {second}", clean(alt::name(&point.outcome.label, &point.outcome.id)))
        })
        .collect();
    let alt = format!("{subtitle}. {} and {}: {}.", names[0], names[1], told.join("; "));
    Some(sheet.finish(summary, alt))
}

/// The outcomes in which some play ended.
fn points(summary: &Summary) -> Vec<Point<'_>> {
    let point = |index: usize| {
        let own = |actor: usize| summary.actors.get(actor)?.by_outcome.get(index);
        let payoffs = [own(0)?, own(1)?];
        let means = [payoffs[0].mean?, payoffs[1].mean?];
        let outcome = &summary.outcomes[index];
        means.iter().all(|mean| mean.is_finite()).then_some(Point { index, outcome, payoffs, means })
    };
    (0..summary.outcomes.len()).filter_map(point).collect()
}

/// Ends of the middle half of plays, with the mean where it lies outside.
fn half(point: &Point, player: usize) -> (f64, f64) {
    let (low, high) = match point.payoffs[player].quantiles {
        Some([_, low, _, high, _]) if low.is_finite() && high.is_finite() => (low.min(high), low.max(high)),
        _ => (point.means[player], point.means[player]),
    };
    (low.min(point.means[player]), high.max(point.means[player]))
}

fn plane(sheet: &mut Sheet, points: &[Point], all: [f64; 2]) -> Option<Plane> {
    let intervals = |player: usize| -> Vec<(f64, f64)> {
        let all = all[player].is_finite().then_some((all[player], all[player]));
        points.iter().map(|point| half(point, player)).chain(all).collect()
    };
    let up = CutAxis::new(&intervals(1), 0.0, SIDE.1)?;
    let small = sheet.style.small;
    let marks = up.stretches.iter().flat_map(|&(ends, places)| stretch_ticks(&up, ends, places));
    let widest = marks.map(|(_, words)| width(&words, small)).fold(0.0, f64::max);
    let left = sheet.left() + widest + 12.0;
    let top = sheet.y + 20.0;
    let across = CutAxis::new(&intervals(0), left, left + SIDE.0)?;
    Some(Plane { across, up, left, right: left + SIDE.0, top, bottom: top + SIDE.1 })
}

/// Round numbers in one stretch of an axis.
fn stretch_ticks(axis: &CutAxis, (low, high): (f64, f64), (from, to): (f64, f64)) -> Vec<(f64, String)> {
    let wanted = ((to - from) / 60.0).round().max(1.0) as usize;
    let (mut values, mut decimals) = ticks(low, high, wanted);
    for more in 1..5 {
        if values.is_empty() {
            (values, decimals) = ticks(low, high, wanted + more);
        }
    }
    values.into_iter().map(|value| (axis.at(value), fixed(value, decimals))).collect()
}

fn axes(sheet: &mut Sheet, plane: &Plane, names: &[String; 2]) {
    let (ink, small) = (sheet.style.ink, sheet.style.small);
    let &Plane { left, right, top, bottom, .. } = plane;
    let mut last = f64::NEG_INFINITY;
    for &(ends, (from, to)) in &plane.across.stretches {
        sheet.line("axis", vec![(from, bottom), (to, bottom)], 1.0, ink.axis);
        for (x, words) in stretch_ticks(&plane.across, ends, (from, to)) {
            sheet.line("grid", vec![(x, top), (x, bottom)], 1.0, ink.grid);
            sheet.line("tick", vec![(x, bottom), (x, bottom + 4.0)], 1.0, ink.axis);
            let half = width(&words, small) / 2.0;
            if x - half > last + 4.0 {
                sheet.text("tick", (x, bottom + 12.0), Anchor::Middle, &words, small, ink.soft);
                last = x + half;
            }
        }
    }
    let mut last = f64::NEG_INFINITY;
    for &(ends, (from, to)) in &plane.up.stretches {
        sheet.line("axis", vec![(left, bottom - from), (left, bottom - to)], 1.0, ink.axis);
        for (height, words) in stretch_ticks(&plane.up, ends, (from, to)) {
            let y = bottom - height;
            sheet.line("grid", vec![(left, y), (right, y)], 1.0, ink.grid);
            sheet.line("tick", vec![(left - 4.0, y), (left, y)], 1.0, ink.axis);
            if height > last + 13.0 {
                sheet.text("tick", (left - 7.0, y), Anchor::End, &words, small, ink.soft);
                last = height;
            }
        }
    }
    for x in plane.across.cuts() {
        cut(sheet, (x, bottom), (1.0, -2.0));
    }
    for height in plane.up.cuts() {
        cut(sheet, (left, bottom - height), (2.0, -1.0));
    }
    let across = fit(&format!("{} →", names[0]), small, right - left);
    sheet.text("axis-title", (right, bottom + 28.0), Anchor::End, &across, small, PLAYERS[0]);
    let up = fit(&format!("{} ↑", names[1]), small, right - sheet.left());
    sheet.text("axis-title", (sheet.left(), top - 14.0), Anchor::Start, &up, small, PLAYERS[1]);
}

/// Two slanted strokes across an axis.
fn cut(sheet: &mut Sheet, (x, y): (f64, f64), (dx, dy): (f64, f64)) {
    let soft = sheet.style.ink.soft;
    for side in [-3.0, 3.0] {
        // Beside each other along the axis, which is the shorter side of the stroke.
        let (x, y) = if dx.abs() < dy.abs() { (x + side, y) } else { (x, y + side) };
        let ends = vec![(x - 3.0 * dx, y - 3.0 * dy), (x + 3.0 * dx, y + 3.0 * dy)];
        sheet.line("cut", ends, 1.3, soft);
    }
}

/// Radius of an outcome's dot: its area goes with the share.
fn radius(share: f64) -> f64 {
    4.0 + 9.0 * if share.is_finite() { share.clamp(0.0, 1.0).sqrt() } else { 0.0 }
}

fn marks(
    sheet: &mut Sheet,
    plane: &Plane,
    points: &[Point],
    all: [f64; 2],
    room: &mut Room,
    names: &[String; 2],
) {
    let ink = sheet.style.ink;
    for point in points {
        let (colour, id) = (ink.outcome(point.index), &point.outcome.id);
        let (x, y) = plane.at(point.means);
        let (low, high) = half(point, 0);
        let ends = (plane.across.at(low), plane.across.at(high));
        sheet.line(format!("half/{id}/0"), vec![(ends.0, y), (ends.1, y)], 2.0, colour);
        room.take([ends.0, ends.1, y - 2.0, y + 2.0]);
        let (low, high) = half(point, 1);
        let ends = (plane.bottom - plane.up.at(low), plane.bottom - plane.up.at(high));
        sheet.line(format!("half/{id}/1"), vec![(x, ends.0), (x, ends.1)], 2.0, colour);
        room.take([x - 2.0, x + 2.0, ends.1, ends.0]);
    }
    // The rare ones last, so that no large dot hides them.
    let mut order: Vec<&Point> = points.iter().collect();
    order.sort_by(|a, b| b.outcome.share.total_cmp(&a.outcome.share));
    for point in &order {
        let ((x, y), r) = (plane.at(point.means), radius(point.outcome.share));
        room.take([x - r, x + r, y - r, y + r]);
        sheet.add("rim", Shape::Dot { x, y, r: r + 1.2, fill: ink.paper });
        let (name, fill) = (format!("mean/{}", point.outcome.id), ink.outcome(point.index));
        sheet.add(name, Shape::Dot { x, y, r, fill });
    }
    if all.iter().all(|mean| mean.is_finite()) {
        let (x, y) = plane.at(all);
        room.take([x - 6.0, x + 6.0, y - 6.0, y + 6.0]);
        sheet.add("rim", diamond(x, y, 7.0, ink.paper));
        sheet.add("all", diamond(x, y, 5.4, ink.strong));
    }
    let small = sheet.style.small;
    for point in &order {
        let words = fit(alt::name(&point.outcome.label, &point.outcome.id), small, NAME);
        let size = (width(&words, small), 13.0);
        if let Some(place) = room.beside(plane.at(point.means), radius(point.outcome.share), size) {
            sheet.text("name", place, Anchor::Start, &words, small, ink.strong);
        }
    }
    for point in &order {
        let ((x, y), r) = (plane.at(point.means), radius(point.outcome.share) + 2.0);
        let zone = format!("zone/{}", point.outcome.id);
        sheet.zone(zone, (x - r, y - r), (x + r, y + r), &said(point, names));
    }
}

/// What an outcome says when it is pointed at.
fn said(point: &Point, names: &[String; 2]) -> Vec<String> {
    let name = alt::name(&point.outcome.label, &point.outcome.id);
    let mut says = vec![format!("{name}: {} of plays", share(point.outcome.share))];
    says.extend([0, 1].map(|player| {
        let (low, high) = half(point, player);
        let mean = number(point.means[player]);
        format!("{}: mean {mean}, half of plays {} to {}", names[player], number(low), number(high))
    }));
    says
}

/// The outcomes with their means, beside the panel. Gives where it ends.
fn key(sheet: &mut Sheet, plane: &Plane, points: &[Point], all: [f64; 2]) -> f64 {
    let (small, ink) = (sheet.style.small, sheet.style.ink);
    let left = plane.right + 26.0;
    let room = sheet.right() - left - 20.0;
    let mut y = plane.top;
    let pair = |[first, second]: [f64; 2]| format!("{} and {}", number(first), number(second));
    for point in points {
        let colour = ink.outcome(point.index);
        sheet.add(
            format!("key/{}", point.outcome.id),
            Shape::Dot { x: left + 7.0, y: y + 7.0, r: 5.0, fill: colour },
        );
        let name = alt::name(&point.outcome.label, &point.outcome.id);
        let words = format!("{} ({})", clean(name), share(point.outcome.share));
        y += sheet.paragraph("key", (left + 20.0, y), room, &words, small, ink.strong, 3);
        y += sheet.paragraph("key", (left + 20.0, y), room, &pair(point.means), small, ink.soft, 1) + 6.0;
    }
    if all.iter().all(|mean| mean.is_finite()) {
        sheet.add("key", diamond(left + 7.0, y + 7.0, 5.4, ink.strong));
        y += sheet.paragraph("key", (left + 20.0, y), room, "all plays", small, ink.strong, 1);
        y += sheet.paragraph("key", (left + 20.0, y), room, &pair(all), small, ink.soft, 1) + 6.0;
    }
    if !plane.across.cuts().is_empty() || !plane.up.cuts().is_empty() {
        cut(sheet, (left + 7.0, y + 7.0), (1.0, -2.0));
        let words = "empty stretch cut out, same scale on both sides";
        y += sheet.paragraph("key", (left + 20.0, y), room, words, small, ink.soft, 3);
    }
    y
}
