//! Strategies against strategies: what both sides get in every pairing, and which strategies are best responses.

use super::frame::Sheet;
use super::scene::{Anchor, Font};
use super::style::Style;
use super::text::{LEADING, fit, width, wrap};
use super::{Chart, alt, palette};
use crate::prose::numbers::number_within;
use crate::results::study::{Analysis, DecisionFigures, Response, StudyFigures, TournamentFigures};

/// Height of a cell.
const CELL: f64 = 40.0;
/// Rows and columns at most: more would be too small to read.
const MOST: usize = 12;
/// Room for the names of the rows.
const LABELS: f64 = 150.0;

/// Draws the chart; `None` where there was no tournament, or one of too many strategies.
pub(super) fn draw(study: &StudyFigures, style: &Style) -> Option<Chart> {
    let Some(Analysis::Tournament(found)) = &study.analysis else { return None };
    if found.sides.iter().any(|side| side.choices.len() > MOST) {
        return None;
    }
    let [rows, columns] = &found.sides;
    let actor = |side: &DecisionFigures| study.actors.iter().position(|actor| actor.id == side.actor);
    let sides = [actor(rows)?, actor(columns)?];
    let name = |side: usize| alt::name(&study.actors[sides[side]].label, &study.actors[sides[side]].id);
    let open = if study.plays > 0 { "; of those with ? the plays do not tell" } else { "" };
    let subtitle = format!(
        "Mean payoffs: below {} (rows), above {} (columns). Bold is a best response to the other, shaded are pairs that are \
         best responses to each other{open}",
        name(0),
        name(1)
    );
    let mut sheet = Sheet::new(style, study, "Strategies against strategies", &subtitle);
    matrix(&mut sheet, study, found, sides);
    Some(sheet.finish(study, format!("{subtitle}. {}", study.findings.join(" "))))
}

fn matrix(sheet: &mut Sheet<'_>, study: &StudyFigures, found: &TournamentFigures, sides: [usize; 2]) {
    let (ink, small) = (sheet.style.ink, sheet.style.small);
    let bold = Font { bold: true, ..small };
    let [rows, columns] = &found.sides;
    let names = |side: &DecisionFigures| -> Vec<String> {
        side.choices.iter().map(|choice| choice.choice.to_string()).collect()
    };
    let (row_names, column_names) = (names(rows), names(columns));
    let labels = row_names.iter().map(|name| width(name, small)).fold(0.0, f64::max);
    let left = sheet.left() + labels.min(LABELS).min(sheet.room() / 3.0) + 10.0;
    let step = (sheet.right() - left) / column_names.len() as f64;
    let heads: Vec<Vec<String>> = column_names.iter().map(|name| wrap(name, small, step - 6.0, 3)).collect();
    let lines = heads.iter().map(Vec::len).max().unwrap_or(1) as f64;
    let top = sheet.y + LEADING * small.size * lines + 6.0;
    for (column, head) in heads.iter().enumerate() {
        let x = left + step * (column as f64 + 0.5);
        let middle = top - 4.0 - LEADING * small.size * head.len() as f64 / 2.0;
        sheet.lines("column", (x, middle), Anchor::Middle, head, small, ink.strong);
    }
    let shade = palette::mix(ink.paper, ink.strong, 0.14);
    for (row, row_name) in row_names.iter().enumerate() {
        let y = top + CELL * row as f64;
        let words = fit(row_name, small, left - sheet.left() - 10.0);
        sheet.text("row", (left - 8.0, y + CELL / 2.0), Anchor::End, &words, small, ink.strong);
        for (column, column_name) in column_names.iter().enumerate() {
            let pairing = found.pairing(row, column);
            let Some(point) = study.points.iter().find(|point| point.point == pairing.point) else {
                continue;
            };
            let x = left + step * column as f64;
            let pair = format!("{row_name}/{column_name}");
            if pairing.is_mutual() == Response::Best {
                sheet.rect(format!("mutual/{pair}"), (x, y), (x + step, y + CELL), shade);
            }
            let told = [0, 1].map(|side| {
                let payoff = &point.actors[sides[side]];
                number_within(payoff.payoff_mean, payoff.payoff_se)
            });
            // As the field draws games: the column player's payoff above, to the right.
            let places =
                [(x + 6.0, y + CELL * 0.7, Anchor::Start), (x + step - 6.0, y + CELL * 0.3, Anchor::End)];
            for (side, (at, height, anchor)) in places.into_iter().enumerate() {
                let response = pairing.responses[side];
                let font = if response == Response::Best { bold } else { small };
                let fill = if response == Response::Beaten { ink.soft } else { ink.strong };
                let mark = if response == Response::Perhaps { "?" } else { "" };
                let words = fit(&format!("{}{mark}", told[side]), font, step - 10.0);
                sheet.text(format!("payoff-{side}/{pair}"), (at, height), anchor, &words, font, fill);
            }
            let who =
                |side: usize| alt::name(&study.actors[sides[side]].label, &study.actors[sides[side]].id);
            let says = [
                format!("{row_name} against {column_name}"),
                format!("{}: {}", who(0), told[0]),
                format!("{}: {}", who(1), told[1]),
            ];
            sheet.zone(format!("zone/{pair}"), (x, y), (x + step, y + CELL), &says);
        }
    }
    let bottom = top + CELL * row_names.len() as f64;
    for row in 0..=row_names.len() {
        let y = top + CELL * row as f64;
        sheet.line("rule", vec![(left, y), (sheet.right(), y)], 1.0, ink.grid);
    }
    for column in 0..=column_names.len() {
        let x = left + step * column as f64;
        sheet.line("rule", vec![(x, top), (x, bottom)], 1.0, ink.grid);
    }
    sheet.y = bottom + 4.0;
}
