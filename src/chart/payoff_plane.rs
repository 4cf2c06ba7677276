//! The payoffs of a stage game of two as a plane: what one gets to the right, what the other gets upwards.
//!
//! Within the convex hull of all profiles of moves, which is what any mixture of them can give, lies the polygon of what
//! correlated equilibria can give, and in that every Nash equilibrium. Left of or below a security level nobody need go.

use super::axis::{Scale, ticks};
use super::frame::Sheet;
use super::hull::hull;
use super::outcome_shares::diamond;
use super::palette::{self, CORRELATED, PLAYED};
use super::room::Room;
use super::scene::{Anchor, Shape};
use super::style::Style;
use super::text::{LEADING, fit, width};
use super::two_sides::TwoSides;
use super::{Chart, text};
use crate::prose::numbers::{fewest_places, fixed, places, share};
use crate::results::stage_game::{NashPoint, StageFigures};

/// Width and height of the panel.
const SIDE: (f64, f64) = (400.0, 370.0);
/// In games with more profiles than this only equilibria are named.
const NAMED: usize = 9;
/// Most width of a name in the panel.
const NAME: f64 = 190.0;
/// So many equilibria are listed beside the panel.
const LISTED: usize = 4;

/// Where payoffs are on the sheet.
struct Plane {
    x: Scale,
    y: Scale,
    /// Left, right, upper and lower edge of the panel.
    panel: [f64; 4],
}

impl Plane {
    fn at(&self, [first, second]: [f64; 2]) -> (f64, f64) {
        (self.x.at(first), self.y.at(second))
    }
}

/// Profiles with the same payoffs: one point of the plane.
struct Point {
    payoffs: [f64; 2],
    profiles: Vec<[usize; 2]>,
}

/// Draws the chart; `None` where there are more players than two, who have no plane.
pub(super) fn draw(figures: &StageFigures, style: &Style) -> Option<Chart> {
    let game = TwoSides::of(figures)?;
    let subtitle = format!("What both get in the stage game of {}", game.told());
    let mut sheet = Sheet::new(style, figures, "The game as a plane of payoffs", &subtitle);
    game.draw_state(&mut sheet);
    let points = points(&game);
    let plane = plane(&mut sheet, &game);
    sets(&mut sheet, &game, &plane, &points);
    axes(&mut sheet, &game, &plane);
    let mut room =
        Room::new([plane.panel[0] + 1.0, plane.panel[1] - 1.0, plane.panel[2] + 1.0, plane.panel[3] - 1.0]);
    security(&mut sheet, &game, &plane, &mut room);
    draw_points(&mut sheet, &game, &plane, &points, &mut room);
    let bottom = key(&mut sheet, &game, plane.panel[1] + 28.0, plane.panel[2]);
    sheet.y = (plane.panel[3] + 34.0).max(bottom);
    let alt = format!("{subtitle}. {}", told(&game));
    Some(sheet.finish(figures, alt))
}

/// The profiles, those with the same payoffs together.
fn points(game: &TwoSides) -> Vec<Point> {
    let mut points: Vec<Point> = Vec::new();
    for profile in game.profiles() {
        let payoffs = game.payoffs(profile);
        match points.iter_mut().find(|point| point.payoffs == payoffs) {
            Some(point) => point.profiles.push(profile),
            None => points.push(Point { payoffs, profiles: vec![profile] }),
        }
    }
    points
}

/// The panel, a little wider than the payoffs reach.
fn plane(sheet: &mut Sheet, game: &TwoSides) -> Plane {
    let ends = [0, 1].map(|player| {
        let payoffs = game.profiles().map(|profile| game.payoff(profile, player));
        let (low, high) = payoffs
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), one| (low.min(one), high.max(one)));
        let margin = if high > low { 0.07 * (high - low) } else { 1.0 };
        (low - margin, high + margin)
    });
    let small = sheet.style.small;
    let (values, decimals) = ticks(ends[1].0, ends[1].1, 6);
    let widest = values.iter().map(|&value| width(&fixed(value, decimals), small)).fold(0.0, f64::max);
    let left = sheet.left() + widest + 12.0;
    let top = sheet.y + 20.0;
    let panel = [left, left + SIDE.0, top, top + SIDE.1];
    Plane {
        x: Scale::new((ends[0].0, panel[0]), (ends[0].1, panel[1])),
        y: Scale::new((ends[1].0, panel[3]), (ends[1].1, panel[2])),
        panel,
    }
}

/// What mixtures and what correlated equilibria can give.
fn sets(sheet: &mut Sheet, game: &TwoSides, plane: &Plane, points: &[Point]) {
    let ink = sheet.style.ink;
    let payoffs: Vec<(f64, f64)> = points.iter().map(|point| (point.payoffs[0], point.payoffs[1])).collect();
    let corners: Vec<(f64, f64)> = hull(&payoffs).into_iter().map(|(x, y)| plane.at([x, y])).collect();
    polygon(sheet, "hull", corners, (ink.idle, ink.grid));
    if let Some(corners) = &game.figures.pair.correlated_payoffs {
        let corners = corners.iter().map(|&payoffs| plane.at(payoffs)).collect();
        polygon(sheet, "correlated", corners, (CORRELATED, palette::mix(CORRELATED, ink.strong, 0.35)));
    }
}

/// A polygon with its rim; a line where it has two corners, a ring where it is a point.
fn polygon(
    sheet: &mut Sheet,
    name: &str,
    corners: Vec<(f64, f64)>,
    (fill, rim): (super::scene::Colour, super::scene::Colour),
) {
    match corners[..] {
        [] => {}
        [(x, y)] => sheet.add(name, Shape::Dot { x, y, r: 10.0, fill }),
        [_, _] => sheet.line(name, corners, 5.0, fill),
        _ => {
            let mut around = corners.clone();
            around.push(corners[0]);
            sheet.add(name, Shape::Area { points: corners, fill });
            sheet.line(format!("{name}-rim"), around, 1.0, rim);
        }
    }
}

fn axes(sheet: &mut Sheet, game: &TwoSides, plane: &Plane) {
    let (ink, small) = (sheet.style.ink, sheet.style.small);
    let [left, right, top, bottom] = plane.panel;
    let (values, decimals) = ticks(plane.x.value(left), plane.x.value(right), 6);
    for value in values {
        let x = plane.x.at(value);
        sheet.line("tick", vec![(x, bottom), (x, bottom + 4.0)], 1.0, ink.axis);
        sheet.text("tick", (x, bottom + 12.0), Anchor::Middle, &fixed(value, decimals), small, ink.soft);
    }
    let (values, decimals) = ticks(plane.y.value(bottom), plane.y.value(top), 6);
    for value in values {
        let y = plane.y.at(value);
        sheet.line("tick", vec![(left - 4.0, y), (left, y)], 1.0, ink.axis);
        sheet.text("tick", (left - 7.0, y), Anchor::End, &fixed(value, decimals), small, ink.soft);
    }
    sheet.line("axis", vec![(left, top), (left, bottom), (right, bottom)], 1.0, ink.axis);
    let across = fit(&format!("{} →", game.label(0)), small, right - left);
    sheet.text("axis-title", (right, bottom + 28.0), Anchor::End, &across, small, palette::PLAYERS[0]);
    let up = fit(&format!("{} ↑", game.label(1)), small, right - sheet.left());
    sheet.text("axis-title", (sheet.left(), top - 14.0), Anchor::Start, &up, small, palette::PLAYERS[1]);
}

/// What each can be sure of, as lines.
fn security(sheet: &mut Sheet, game: &TwoSides, plane: &Plane, room: &mut Room) {
    let [left, right, top, bottom] = plane.panel;
    let Some(levels) = game.secured() else { return };
    let (x, y) = plane.at(levels);
    room.take([x - 1.0, x + 1.0, top, bottom]);
    room.take([left, right, y - 1.0, y + 1.0]);
    sheet.dashed("security/0", vec![(x, top), (x, bottom)], 1.3, palette::PLAYERS[0]);
    sheet.dashed("security/1", vec![(left, y), (right, y)], 1.3, palette::PLAYERS[1]);
}

/// Profiles, Nash equilibria, and what is played.
fn draw_points(sheet: &mut Sheet, game: &TwoSides, plane: &Plane, points: &[Point], room: &mut Room) {
    let ink = sheet.style.ink;
    let around = |(x, y): (f64, f64), r: f64| [x - r, x + r, y - r, y + r];
    let mixed = game.mixed();
    let played = game.expected();
    for point in points {
        let (x, y) = plane.at(point.payoffs);
        room.take(around((x, y), 3.5));
        let name = point.profiles.iter().map(|[own, other]| format!("{own}/{other}"));
        let name = format!("profile/{}", name.collect::<Vec<_>>().join("+"));
        sheet.add("rim", Shape::Dot { x, y, r: 4.6, fill: ink.paper });
        sheet.add(name, Shape::Dot { x, y, r: 3.4, fill: ink.axis });
    }
    let is_nash = |point: &&Point| point.profiles.iter().any(|&profile| game.is_nash(profile));
    for (x, y) in points.iter().filter(is_nash).map(|point| plane.at(point.payoffs)) {
        room.take(around((x, y), 6.0));
        sheet.add("nash", diamond(x, y, 7.0, ink.strong));
    }
    for point in &mixed {
        let (x, y) = plane.at([point.payoffs[0], point.payoffs[1]]);
        room.take(around((x, y), 6.0));
        sheet.add("rim", diamond(x, y, 7.0, ink.strong));
        sheet.add("mixed", diamond(x, y, 4.2, ink.paper));
    }
    let (x, y) = plane.at(played);
    room.take(around((x, y), 6.0));
    sheet.add("rim", Shape::Dot { x, y, r: 6.4, fill: ink.paper });
    sheet.add("played", Shape::Dot { x, y, r: 5.0, fill: PLAYED });

    // Equilibria are named first: they need the room most.
    label(sheet, room, plane.at(played), "logit equilibrium");
    for point in points.iter().filter(is_nash) {
        label(sheet, room, plane.at(point.payoffs), &names(game, point));
    }
    if mixed.len() <= LISTED {
        for point in &mixed {
            label(sheet, room, plane.at([point.payoffs[0], point.payoffs[1]]), "in mixes");
        }
    }
    if points.len() <= NAMED {
        for point in points.iter().filter(|point| !is_nash(point)) {
            label(sheet, room, plane.at(point.payoffs), &names(game, point));
        }
    }
    zones(sheet, game, plane, points, &mixed);
}

/// The name of a point beside it, where there is room.
fn label(sheet: &mut Sheet, room: &mut Room, at: (f64, f64), words: &str) {
    let (small, ink) = (sheet.style.small, sheet.style.ink);
    let words = fit(words, small, NAME);
    let size = (width(&words, small), LEADING * small.size);
    if let Some(place) = room.beside(at, 6.0, size) {
        let near = (at.0.clamp(place.0 - 2.0, place.0 + size.0 + 2.0), place.1);
        if (near.0 - at.0).hypot(near.1 - at.1) > 18.0 {
            sheet.line("leader", vec![at, near], 0.8, ink.soft);
        }
        sheet.text("name", place, Anchor::Start, &words, small, ink.strong);
    }
}

fn names(game: &TwoSides, point: &Point) -> String {
    point.profiles.iter().map(|&profile| game.name(profile)).collect::<Vec<_>>().join(", ")
}

/// What points say when they are pointed at.
fn zones(sheet: &mut Sheet, game: &TwoSides, plane: &Plane, points: &[Point], mixed: &[&NashPoint]) {
    let worth = |payoffs: [f64; 2]| {
        [0, 1].map(|player| format!("{}: {}", game.label(player), told_payoff(game, payoffs[player])))
    };
    let mut zone = |name: String, payoffs: [f64; 2], what: Vec<String>| {
        let (x, y) = plane.at(payoffs);
        let says: Vec<String> = what.into_iter().chain(worth(payoffs)).collect();
        sheet.zone(name, (x - 7.0, y - 7.0), (x + 7.0, y + 7.0), &says);
    };
    for (number, point) in points.iter().enumerate() {
        let mut what: Vec<String> = point.profiles.iter().map(|&profile| game.name(profile)).collect();
        if point.profiles.iter().any(|&profile| game.is_nash(profile)) {
            what.push("Nash equilibrium".to_owned());
        }
        let chance = point.profiles.iter().map(|&profile| game.chance(profile)).sum();
        what.push(format!("played with {}", share(chance)));
        zone(format!("zone/profile/{number}"), point.payoffs, what);
    }
    for (number, point) in mixed.iter().enumerate() {
        let what = vec!["Nash equilibrium in mixes".to_owned(), game.mixes(point)];
        zone(format!("zone/mixed/{number}"), [point.payoffs[0], point.payoffs[1]], what);
    }
    let what = vec!["Logit equilibrium: as the two play it in the mean".to_owned()];
    zone("zone/played".to_owned(), game.expected(), what);
}

/// A payoff with as many decimals as tell those of the game apart; whole where all of the game are and it is.
fn told_payoff(game: &TwoSides, payoff: f64) -> String {
    let payoffs = game.figures.pair.payoffs.concat();
    let is_one = payoffs.contains(&payoff);
    fixed(payoff, if is_one { fewest_places(&payoffs) } else { places(payoffs.iter()) })
}

fn pair(game: &TwoSides, payoffs: &[f64]) -> String {
    let [first, second] = [0, 1].map(|player| payoffs.get(player).copied().unwrap_or(f64::NAN));
    format!("{} and {}", told_payoff(game, first), told_payoff(game, second))
}

/// What the marks mean, with their values, beside the panel. Gives where it ends.
fn key(sheet: &mut Sheet, game: &TwoSides, left: f64, top: f64) -> f64 {
    let (style, ink) = (sheet.style, sheet.style.ink);
    let pair_figures = &game.figures.pair;
    let mut y = top;
    let mut entry =
        |sheet: &mut Sheet, mark: &dyn Fn(&mut Sheet, (f64, f64)), head: &str, lines: Vec<String>| {
            mark(sheet, (left + 8.0, y + 7.0));
            let room = sheet.right() - left - 22.0;
            y += sheet.paragraph("key", (left + 22.0, y), room, head, style.small, ink.strong, 3);
            for line in lines {
                y += sheet.paragraph("key", (left + 22.0, y), room, &line, style.small, ink.soft, 3);
            }
            y += 8.0;
        };
    let dot =
        |fill, r| move |sheet: &mut Sheet, (x, y): (f64, f64)| sheet.add("key", Shape::Dot { x, y, r, fill });
    entry(sheet, &dot(PLAYED, 5.0), "as played: the logit equilibrium", vec![pair(game, &game.expected())]);
    let pure: Vec<String> = game
        .profiles()
        .filter(|&profile| game.is_nash(profile))
        .map(|profile| pair(game, &game.payoffs(profile)))
        .collect();
    let solid = |sheet: &mut Sheet, (x, y): (f64, f64)| sheet.add("key", diamond(x, y, 7.0, ink.strong));
    let told = if pure.is_empty() { vec!["none".to_owned()] } else { listed(pure) };
    entry(sheet, &solid, "Nash equilibria in pure moves", told);
    let mixed = game.mixed();
    if !mixed.is_empty() {
        let hollow = |sheet: &mut Sheet, (x, y): (f64, f64)| {
            sheet.add("key", diamond(x, y, 7.0, ink.strong));
            sheet.add("key", diamond(x, y, 4.2, ink.paper));
        };
        let told = mixed.iter().map(|point| pair(game, &point.payoffs)).collect();
        entry(sheet, &hollow, "Nash equilibria in mixes", listed(told));
    }
    let square = |fill| {
        move |sheet: &mut Sheet, (x, y): (f64, f64)| {
            sheet.rect("key", (x - 7.0, y - 5.0), (x + 7.0, y + 5.0), fill);
        }
    };
    if let (Some(found), true) = (&pair_figures.correlated, pair_figures.correlated_payoffs.is_some()) {
        let told = vec![
            format!("best in sum: {}", pair(game, &found.best_total.payoffs)),
            format!("worst in sum: {}", pair(game, &found.worst_total.payoffs)),
        ];
        entry(sheet, &square(CORRELATED), "correlated equilibria", told);
    }
    entry(sheet, &square(ink.idle), "any mixture of moves", Vec::new());
    entry(sheet, &dot(ink.axis, 3.4), "a move of each", Vec::new());
    let lines = |sheet: &mut Sheet, (x, y): (f64, f64)| {
        sheet.dashed("key", vec![(x - 8.0, y - 2.0), (x + 8.0, y - 2.0)], 1.3, palette::PLAYERS[1]);
        sheet.dashed("key", vec![(x - 8.0, y + 3.0), (x + 8.0, y + 3.0)], 1.3, palette::PLAYERS[0]);
    };
    if let Some(sure) = game.secured() {
        entry(sheet, &lines, "security levels: each can be sure of", vec![pair(game, &sure)]);
    }
    y
}

/// The first of a list, and how many more there are.
fn listed(mut lines: Vec<String>) -> Vec<String> {
    let more = lines.len().saturating_sub(LISTED);
    lines.truncate(LISTED);
    lines.extend((more > 0).then(|| format!("… and {more} more")));
    lines
}

/// The plane in words.
fn told(game: &TwoSides) -> String {
    let nash = game.figures.pair.nash.iter().flat_map(|nash| &nash.extreme);
    let nash: Vec<String> =
        nash.map(|point| format!("{} (worth {})", game.mixes(point), pair(game, &point.payoffs))).collect();
    let who = format!("{} and {}", game.label(0), game.label(1));
    let mut told = format!("Payoffs of {who}: {} in the logit equilibrium", pair(game, &game.expected()));
    if !nash.is_empty() {
        told.push_str(&format!("; Nash equilibria {}", nash.join(", ")));
    }
    if let Some(found) = &game.figures.pair.correlated {
        told.push_str(&format!(
            "; correlated equilibria {} at best in sum and {} at worst",
            pair(game, &found.best_total.payoffs),
            pair(game, &found.worst_total.payoffs)
        ));
    }
    if let Some(sure) = game.secured() {
        told.push_str(&format!("; sure of {}", pair(game, &sure)));
    }
    format!("{}.", text::clean(&told))
}
