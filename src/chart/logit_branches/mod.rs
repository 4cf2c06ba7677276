//! All logit equilibria of a game of two moves each, from random play to perfect rationality, with the places where
//! branches split, appear and vanish.
//!
//! The rationality λ goes to the right as `λ / (λ + λ_½)`, so that all of it has a place: at the left everybody plays at
//! random, and at the right edge, λ → ∞, branches end in Nash equilibria (McKelvey and Palfrey 1995, theorem 2).

mod game;

use super::Chart;
use super::axis::Scale;
use super::frame::Sheet;
use super::outcome_shares::diamond;
use super::palette::{self, PLAYED};
use super::scene::{Anchor, Colour, Shape};
use super::spread::spread;
use super::style::Style;
use super::text::{LEADING, fit, width, wrap};
use super::two_sides::TwoSides;
use crate::prose::numbers::{number, power_of_ten, share};
use crate::prose::plain;
use crate::results::stage_game::StageFigures;
use crate::solve::stage::logit_curves_2x2::{LogitCurve2x2, LogitCurves2x2};
use game::TwoMoves;

/// Height of a panel.
const HEIGHT: f64 = 200.0;
/// Room for the names of Nash equilibria.
const LABELS: f64 = 176.0;
/// Columns that can be pointed at.
const COLUMNS: usize = 40;
/// Places where branches split, appear or vanish that are marked.
const MARKED: usize = 4;

/// Where rationalities are on the sheet.
struct Axis {
    half: f64,
    scale: Scale,
    left: f64,
    right: f64,
}

impl Axis {
    /// Place of a multiple of the rationalities.
    fn at(&self, multiple: f64) -> f64 {
        self.scale.at(multiple / (multiple + self.half))
    }

    /// The multiple at a part of the way.
    fn multiple(&self, part: f64) -> f64 {
        self.half * part / (1.0 - part)
    }
}

/// A rationality that is marked in both panels.
struct Marker {
    multiple: f64,
    words: String,
    /// Both probabilities there, where it is a point of the branches.
    point: Option<[f64; 2]>,
}

/// Draws the chart; `None` where there are more players than two, or more moves than two and no game of conceding or not.
pub(super) fn draw(figures: &StageFigures, style: &Style) -> Option<Chart> {
    let game = TwoMoves::of(figures)?;
    let (curves, half) = game.curves()?;
    let subtitle = format!("Every logit equilibrium of {}, by {}", game.told, game.growing());
    let mut sheet = Sheet::new(style, figures, "Logit equilibria by rationality", &subtitle);
    TwoSides::of(figures)?.draw_state(&mut sheet);
    let principal = if style.ink.greyscale { "thick" } else { "orange" };
    let words = format!(
        "{principal}: the principal branch, connected to random play at λ = 0; solid: stable, dashed: unstable; diamonds: \
         Nash equilibria, where branches end"
    );
    let (small, room) = (style.small, sheet.room());
    sheet.y += sheet.paragraph("key", (sheet.left(), sheet.y), room, &words, small, style.ink.soft, 3) + 8.0;
    let left = sheet.left() + width("100\u{a0}%", style.small) + 8.0;
    let right = sheet.right() - LABELS;
    let axis = Axis { half, scale: Scale::new((0.0, left), (1.0, right)), left, right };
    let markers = markers(&game, &curves);
    for player in 0..2 {
        panel(&mut sheet, &game, &axis, &curves, &markers, player);
    }
    let alt = format!("{subtitle}. {}", told(&game, &markers));
    Some(sheet.finish(figures, alt))
}

/// What is marked: the rationality of the scenario, and where the number of equilibria changes.
fn markers(game: &TwoMoves, curves: &LogitCurves2x2) -> Vec<Marker> {
    let own = game.own.then(|| Marker {
        multiple: 1.0,
        words: format!("{} in the scenario", game.rationality(1.0)),
        point: None,
    });
    let forks = game.pitchforks();
    let folds = curves.folds.iter().take(MARKED).map(|fold| {
        let fork = forks.iter().find(|fork| (fork.0 / fold.scale - 1.0).abs() < 1e-6);
        let (what, multiple, point) = match fork {
            Some(&(multiple, concede)) => ("pitchfork", multiple, [concede; 2]),
            None => (
                if fold.appear { "two appear" } else { "two vanish" },
                fold.scale,
                fold.mixes.map(|mix| mix[0]),
            ),
        };
        Marker { multiple, words: format!("{what} at {}", game.rationality(multiple)), point: Some(point) }
    });
    own.into_iter().chain(folds).collect()
}

/// The words of the markers above the panels, in as many rows as they need.
fn marker_words(sheet: &mut Sheet, axis: &Axis, markers: &[Marker]) {
    let (small, ink) = (sheet.style.small, sheet.style.ink);
    let top = sheet.y;
    let mut rows: Vec<Vec<(f64, f64)>> = Vec::new();
    for marker in markers {
        let half = width(&marker.words, small) / 2.0;
        let x =
            axis.at(marker.multiple).clamp(axis.left + half, (sheet.right() - half).max(axis.left + half));
        let ends = (x - half - 8.0, x + half + 8.0);
        let is_free = |row: &Vec<(f64, f64)>| row.iter().all(|other| ends.1 <= other.0 || other.1 <= ends.0);
        let row = rows.iter().position(is_free).unwrap_or(rows.len());
        if row == rows.len() {
            rows.push(Vec::new());
        }
        rows[row].push(ends);
        let y = top + 7.0 + row as f64 * LEADING * small.size;
        sheet.text("marker", (x, y), Anchor::Middle, &marker.words, small, ink.strong);
    }
    sheet.y += rows.len() as f64 * LEADING * small.size;
}

fn panel(
    sheet: &mut Sheet,
    game: &TwoMoves,
    axis: &Axis,
    curves: &LogitCurves2x2,
    markers: &[Marker],
    player: usize,
) {
    let (ink, small, heading) = (sheet.style.ink, sheet.style.small, sheet.style.heading);
    let head = sheet.y + 8.0;
    let words = fit(&game.heading(player), heading, sheet.room());
    sheet.text("heading", (sheet.left(), head), Anchor::Start, &words, heading, ink.strong);
    sheet.y = head + 12.0;
    if player == 0 {
        marker_words(sheet, axis, markers);
    }
    let (top, bottom) = (sheet.y + 6.0, sheet.y + 6.0 + HEIGHT);
    let y = Scale::new((0.0, bottom), (1.0, top));
    for percent in [0, 25, 50, 75, 100] {
        let at = y.at(f64::from(percent) / 100.0);
        let colour = if percent == 0 { ink.axis } else { ink.grid };
        sheet.line(format!("percent/{player}"), vec![(axis.left, at), (axis.right, at)], 1.0, colour);
        sheet.text("tick", (axis.left - 7.0, at), Anchor::End, &format!("{percent}\u{a0}%"), small, ink.soft);
    }
    for marker in markers {
        let (name, x) = (format!("marker/{player}"), axis.at(marker.multiple));
        match marker.point {
            None => sheet.line(name, vec![(x, top - 3.0), (x, bottom)], 1.0, ink.axis),
            Some(_) => sheet.dashed(name, vec![(x, top - 3.0), (x, bottom)], 1.0, ink.axis),
        }
    }
    ticks(sheet, game, axis, bottom);
    // The principal branch comes last: where branches are one, it is seen.
    let place = |curve: &LogitCurve2x2| -> Vec<(f64, f64)> {
        curve.points.iter().map(|point| (axis.at(point.scale), y.at(point.first[player]))).collect()
    };
    for principal in [false, true] {
        for (number, curve) in
            curves.curves.iter().enumerate().filter(|(_, curve)| curve.principal == principal)
        {
            let (name, points) = (format!("branch/{player}/{number}"), place(curve));
            let (stroke, thick) = colour(sheet, curve.principal);
            match curve.stable {
                true => sheet.line(name, points, thick, stroke),
                false => sheet.dashed(name, points, thick, stroke),
            }
        }
    }
    for marker in markers {
        let x = axis.at(marker.multiple);
        if let Some(point) = marker.point {
            sheet.add("rim", Shape::Dot { x, y: y.at(point[player]), r: 5.0, fill: ink.strong });
            sheet.add(
                format!("split/{player}"),
                Shape::Dot { x, y: y.at(point[player]), r: 3.2, fill: ink.paper },
            );
        }
    }
    if game.own {
        for equilibrium in game.equilibria(1.0) {
            let (fill, _) = colour(sheet, equilibrium.principal);
            let (x, at) = (axis.at(1.0), y.at(equilibrium.mixes[player][0]));
            sheet.add("rim", Shape::Dot { x, y: at, r: 5.2, fill: ink.paper });
            sheet.add(format!("own/{player}"), Shape::Dot { x, y: at, r: 4.0, fill });
        }
    }
    nash(sheet, game, axis, &y, player);
    for column in 0..COLUMNS {
        let ends = [column, column + 1].map(|end| axis.scale.at(end as f64 / COLUMNS as f64));
        let says = said(game, axis.multiple((column as f64 + 0.5) / COLUMNS as f64), player);
        sheet.zone(format!("zone/{player}/{column}"), (ends[0], top), (ends[1], bottom), &says);
    }
    sheet.y = bottom + if player == 0 { 26.0 } else { 40.0 };
    if player == 1 {
        let words = fit(&game.axis_title(), small, axis.right - axis.left);
        sheet.text("axis-title", (axis.right, bottom + 30.0), Anchor::End, &words, small, ink.soft);
    }
}

/// The colour and the thickness of a branch.
fn colour(sheet: &Sheet, principal: bool) -> (Colour, f64) {
    match principal {
        true => (PLAYED, 2.4),
        false => (palette::mix(sheet.style.ink.strong, sheet.style.ink.paper, 0.25), 1.6),
    }
}

/// Nash equilibria at the right edge, with their names beside them.
fn nash(sheet: &mut Sheet, game: &TwoMoves, axis: &Axis, y: &Scale, player: usize) {
    let (ink, small) = (sheet.style.ink, sheet.style.small);
    let mut points = game.nash();
    points.sort_by(|a, b| b.first[player].total_cmp(&a.first[player]));
    let words: Vec<Vec<String>> =
        points.iter().map(|point| wrap(&point.words, small, LABELS - 22.0, 2)).collect();
    let heights: Vec<f64> =
        words.iter().map(|lines| lines.len() as f64 * LEADING * small.size + 2.0).collect();
    let wanted: Vec<f64> = points.iter().map(|point| y.at(point.first[player])).collect();
    let (top, bottom) = (y.at(1.0), y.at(0.0));
    let places = spread(&wanted, &heights, top - 6.0, bottom + 12.0);
    for (((point, lines), at), place) in points.iter().zip(&words).zip(&wanted).zip(places) {
        sheet.add(format!("nash/{player}"), diamond(axis.right, *at, 5.0, ink.strong));
        let x = axis.right + 18.0;
        if (place - at).abs() > 3.0 {
            sheet.line("leader", vec![(axis.right + 6.0, *at), (x - 3.0, place)], 0.8, ink.axis);
        }
        let fill = if point.is_pure { ink.strong } else { ink.soft };
        sheet.lines("nash-name", (x, place), Anchor::Start, lines, small, fill);
    }
}

/// Round rationalities, as many as have room, the roundest first; 0 and ∞ at the ends.
fn ticks(sheet: &mut Sheet, game: &TwoMoves, axis: &Axis, bottom: f64) {
    let (ink, small) = (sheet.style.ink, sheet.style.small);
    let unit = game.unit();
    sheet.line("axis", vec![(axis.left, bottom), (axis.right, bottom)], 1.0, ink.axis);
    let mut placed: Vec<(f64, String)> = vec![(axis.left, "0".to_owned()), (axis.right, "∞".to_owned())];
    let around = power_of_ten(axis.half * unit);
    for leading in [1.0, 5.0, 2.0, 3.0] {
        for power in around - 4..=around + 4 {
            let value = leading * 10f64.powi(power);
            let words = plain(value);
            let x = axis.at(value / unit);
            let half = width(&words, small) / 2.0 + 7.0;
            let is_free =
                |(other, label): &(f64, String)| (other - x).abs() >= half + width(label, small) / 2.0;
            if placed.iter().all(is_free) {
                placed.push((x, words));
            }
        }
    }
    for (x, words) in placed {
        sheet.line("tick", vec![(x, bottom), (x, bottom + 4.0)], 1.0, ink.axis);
        sheet.text("tick", (x, bottom + 12.0), Anchor::Middle, &words, small, ink.soft);
    }
}

/// What a column says when it is pointed at.
fn said(game: &TwoMoves, multiple: f64, player: usize) -> Vec<String> {
    let mut says = vec![game.heading(player), game.rationality(multiple)];
    says.extend(game.equilibria(multiple).iter().rev().map(|found| {
        let kind = match (found.principal, found.stable) {
            (true, true) => "principal",
            (true, false) => "principal, unstable",
            (false, true) => "stable",
            (false, false) => "unstable",
        };
        format!("{} ({kind})", share(found.mixes[player][0]))
    }));
    says
}

/// The branches in words.
fn told(game: &TwoMoves, markers: &[Marker]) -> String {
    let mut told = Vec::new();
    if game.own {
        let each = game.equilibria(1.0);
        let each = each.iter().map(|found| {
            let principal = if found.principal { ", principal" } else { "" };
            format!("{} and {}{principal}", share(found.mixes[0][0]), share(found.mixes[1][0]))
        });
        told.push(format!("In the scenario: {}", each.collect::<Vec<_>>().join("; ")));
    }
    for marker in markers {
        if let Some([first, second]) = marker.point {
            told.push(format!("{}, where they are {} and {}", marker.words, number(first), number(second)));
        }
    }
    let nash: Vec<String> = game.nash().into_iter().map(|point| point.words).collect();
    told.push(format!("Nash equilibria: {}", nash.join(", ")));
    format!("{}.", told.join(". "))
}
