//! A stage game of two as a table: what both get, best responses, equilibria, and how often each cell is played.
//!
//! Each cell has the payoff of who chooses among the rows in its lower left, that of who chooses among the columns in its
//! upper right, as in Schelling's *Strategy of Conflict* (1960).

use super::Chart;
use super::frame::Sheet;
use super::palette::{self, PLAYERS};
use super::scene::Anchor;
use super::style::Style;
use super::text::{LEADING, width, wrap};
use super::two_sides::TwoSides;
use crate::prose::numbers::{fewest_places, fixed, likelihood, number, share};
use crate::results::stage_game::StageFigures;

/// Least height of a row, and most width of a column.
const ROW: f64 = 46.0;
const COLUMN: f64 = 150.0;
/// Room for the names of the rows.
const NAMES: f64 = 150.0;
/// More columns than this are rows, where the other side has fewer moves.
const MANY: usize = 6;
/// Tables with more rows have no page.
const MOST_ROWS: usize = 40;
/// So many equilibria in mixes are told below the table.
const MIXED: usize = 4;

/// The table as it lies on the sheet.
struct Table<'a> {
    game: &'a TwoSides<'a>,
    /// Who chooses among the rows, and who among the columns.
    down: usize,
    across: usize,
    decimals: usize,
    /// The probability of the profile that is played most.
    most: f64,
    left: f64,
    column: f64,
}

impl Table<'_> {
    fn profile(&self, row: usize, column: usize) -> [usize; 2] {
        if self.down == 0 { [row, column] } else { [column, row] }
    }

    fn says(&self, payoff: f64) -> String {
        fixed(payoff, self.decimals)
    }
}

/// Draws the chart; `None` for more players than two, or more moves than a page has room for.
pub(super) fn draw(figures: &StageFigures, style: &Style) -> Option<Chart> {
    let game = TwoSides::of(figures)?;
    let [first, second] = game.moves();
    let (down, across) = if second > MANY && second > first { (1, 0) } else { (0, 1) };
    let subtitle = format!("The stage game of {}", game.told());
    let mut sheet = Sheet::new(style, figures, "The game as a table", &subtitle);
    game.draw_state(&mut sheet);
    let decimals = fewest_places(&figures.pair.payoffs.concat());
    let names = (0..game.moves()[down]).map(|own| width(&game.move_label(down, own), style.body));
    let names = names.chain([width(&game.label(down), style.small) + 16.0]).fold(70.0, f64::max).min(NAMES);
    let (left, columns) = (sheet.left() + names + 10.0, game.moves()[across]);
    let column = ((sheet.right() - left) / columns as f64).min(COLUMN);
    let widest = game.profiles().flat_map(|profile| game.payoffs(profile));
    let widest = widest.map(|payoff| width(&fixed(payoff, decimals), style.heading)).fold(0.0, f64::max);
    if column < widest + 14.0 || game.moves()[down] > MOST_ROWS {
        return None;
    }
    let most = game.profiles().map(|profile| game.chance(profile)).fold(0.0, f64::max);
    let table = Table { game: &game, down, across, decimals, most, left, column };
    key(&mut sheet, &table);
    head(&mut sheet, &table);
    let top = sheet.y;
    let cells: Vec<_> = (0..game.moves()[down]).flat_map(|row| self::row(&mut sheet, &table, row)).collect();
    frames(&mut sheet, &table, &cells, top);
    mixed(&mut sheet, &table);
    let alt = format!("{subtitle}. {}", told(&table));
    Some(sheet.finish(figures, alt))
}

/// What stands where in a cell.
fn key(sheet: &mut Sheet, table: &Table) {
    let (ink, small) = (sheet.style.ink, sheet.style.small);
    for (player, what) in [(table.down, "lower left in a cell: "), (table.across, "upper right: ")] {
        let words = format!("{what}what {} gets", table.game.label(player));
        let room = sheet.room();
        sheet.y += sheet.paragraph("key", (sheet.left(), sheet.y), room, &words, small, PLAYERS[player], 2);
    }
    let words = "bold: the best response to the other's move; framed: Nash equilibrium in pure moves; percentages: how often a move is \
                 played in the logit equilibrium, in which a darker cell is reached more often";
    let room = sheet.room();
    sheet.y += sheet.paragraph("key", (sheet.left(), sheet.y), room, words, small, ink.soft, 2) + 12.0;
}

/// The names of the columns, and who chooses among what.
fn head(sheet: &mut Sheet, table: &Table) {
    let (ink, body, small) = (sheet.style.ink, sheet.style.body, sheet.style.small);
    let game = table.game;
    let names: Vec<Vec<String>> = (0..game.moves()[table.across])
        .map(|own| wrap(&game.move_label(table.across, own), body, table.column - 8.0, 4))
        .collect();
    let lines = names.iter().map(Vec::len).max().unwrap_or(1) as f64;
    let height = lines * LEADING * body.size;
    let across = format!("{} →", game.label(table.across));
    let end = table.left + table.column * names.len() as f64;
    let room = (sheet.right() - table.left).max(end - table.left);
    sheet.y += sheet.paragraph(
        "across",
        (table.left + 4.0, sheet.y),
        room,
        &across,
        small,
        PLAYERS[table.across],
        1,
    ) + 2.0;
    for (own, lines) in names.iter().enumerate() {
        let x = table.left + table.column * (own as f64 + 0.5);
        sheet.lines("column", (x, sheet.y + height / 2.0), Anchor::Middle, lines, body, ink.strong);
        let played = likelihood(game.played(table.across, own));
        sheet.text("played", (x, sheet.y + height + 8.0), Anchor::Middle, &played, small, ink.soft);
    }
    let down = wrap(&format!("{} ↓", game.label(table.down)), small, table.left - sheet.left() - 8.0, 2);
    let middle = sheet.y + height + 8.0 - LEADING * small.size * (down.len() as f64 - 1.0) / 2.0;
    sheet.lines("down", (sheet.left(), middle), Anchor::Start, &down, small, PLAYERS[table.down]);
    sheet.y += height + 20.0;
}

/// A cell's profile, and its left, right, upper and lower edge.
type Cell = ([usize; 2], [f64; 4]);

fn row(sheet: &mut Sheet, table: &Table, row: usize) -> Vec<Cell> {
    let (style, ink) = (sheet.style, sheet.style.ink);
    let (body, small) = (style.body, style.small);
    let game = table.game;
    let lines = wrap(&game.move_label(table.down, row), body, table.left - sheet.left() - 8.0, 3);
    let words = lines.len() as f64 * LEADING * body.size;
    let height = (words + LEADING * small.size + 8.0).max(ROW);
    let (top, bottom) = (sheet.y, sheet.y + height);
    let middle = (top + bottom - LEADING * small.size) / 2.0;
    sheet.lines("row", (sheet.left(), middle), Anchor::Start, &lines, body, ink.strong);
    let played = likelihood(game.played(table.down, row));
    sheet.text("played", (sheet.left(), middle + words / 2.0 + 7.0), Anchor::Start, &played, small, ink.soft);
    let mut cells = Vec::new();
    for column in 0..game.moves()[table.across] {
        let profile = table.profile(row, column);
        let x = table.left + table.column * column as f64;
        let name = format!("{}/{}", profile[0], profile[1]);
        let fill = palette::mix(ink.paper, palette::OFTEN, game.chance(profile) / table.most);
        sheet.rect(format!("cell/{name}"), (x, top), (x + table.column, bottom), fill);
        sheet.line("rim", vec![(x, top), (x + table.column, top)], 1.0, ink.axis);
        sheet.line("rim", vec![(x, top), (x, bottom)], 1.0, ink.axis);
        let places = [
            (table.down, (x + 7.0, bottom - 13.0), Anchor::Start),
            (table.across, (x + table.column - 7.0, top + 13.0), Anchor::End),
        ];
        for (player, at, anchor) in places {
            let font = if game.is_best(profile, player) { style.heading } else { body };
            let words = table.says(game.payoff(profile, player));
            sheet.text(format!("payoff/{name}/{player}"), at, anchor, &words, font, PLAYERS[player]);
        }
        sheet.zone(format!("zone/{name}"), (x, top), (x + table.column, bottom), &said(table, profile));
        cells.push((profile, [x, x + table.column, top, bottom]));
    }
    sheet.y = bottom;
    cells
}

/// What a cell says when it is pointed at.
fn said(table: &Table, profile: [usize; 2]) -> Vec<String> {
    let game = table.game;
    let mut says = vec![game.name(profile)];
    says.extend([0, 1].map(|player| {
        let best = if game.is_best(profile, player) { " (best response)" } else { "" };
        format!("{}: {}{best}", game.label(player), table.says(game.payoff(profile, player)))
    }));
    says.extend(game.is_nash(profile).then(|| "Nash equilibrium".to_owned()));
    says.push(format!("played with {}", share(game.chance(profile))));
    says
}

/// The outer lines, and those around equilibria.
fn frames(sheet: &mut Sheet, table: &Table, cells: &[Cell], top: f64) {
    let ink = sheet.style.ink;
    let end = table.left + table.column * table.game.moves()[table.across] as f64;
    let bottom = sheet.y;
    sheet.line("rim", vec![(table.left, bottom), (end, bottom), (end, top)], 1.0, ink.axis);
    for &(profile, [left, right, top, bottom]) in cells {
        if table.game.is_nash(profile) {
            let (left, right, top, bottom) = (left + 2.5, right - 2.5, top + 2.5, bottom - 2.5);
            // The end overlaps the beginning, so that the corner is whole.
            let frame = vec![(left, top), (right, top), (right, bottom), (left, bottom), (left, top - 1.2)];
            sheet.line(format!("nash/{}/{}", profile[0], profile[1]), frame, 2.4, ink.strong);
        }
    }
}

/// Equilibria in mixes, below the table.
fn mixed(sheet: &mut Sheet, table: &Table) {
    let (ink, small) = (sheet.style.ink, sheet.style.small);
    sheet.y += 10.0;
    for words in mixes(table) {
        let room = sheet.room();
        sheet.y +=
            sheet.paragraph("mixed", (sheet.left(), sheet.y), room, &words, small, ink.strong, 3) + 2.0;
    }
}

/// Equilibria in mixes, told.
fn mixes(table: &Table) -> Vec<String> {
    let points = table.game.mixed();
    let told = points.iter().take(MIXED).map(|point| {
        let worth: Vec<String> = point.payoffs.iter().map(|&payoff| number(payoff)).collect();
        format!("Equilibrium in mixes: {}, worth {}", table.game.mixes(point), worth.join(" and "))
    });
    let more = points.len().saturating_sub(MIXED);
    told.chain((more > 0).then(|| format!("… and {more} more equilibria in mixes"))).collect()
}

/// The table in words.
fn told(table: &Table) -> String {
    let game = table.game;
    let cell = |profile: [usize; 2]| {
        let [first, second] = game.payoffs(profile).map(|payoff| table.says(payoff));
        let nash = if game.is_nash(profile) { ", an equilibrium" } else { "" };
        format!("{}: {first} and {second}{nash}", game.name(profile))
    };
    let cells: Vec<String> = game.profiles().map(cell).collect();
    let mut told = format!("Payoffs of {} and {}: {}.", game.label(0), game.label(1), cells.join("; "));
    for words in mixes(table) {
        told.push_str(&format!(" {words}."));
    }
    told
}
