//! A grid of two factors: for each of the outcomes that move most a panel of cells, the darker the larger the share.

use super::frame::Sheet;
use super::scene::Anchor;
use super::study_panels::{self, MOVES, measure};
use super::style::Style;
use super::text::{fit, width};
use super::{Chart, alt, palette};
use crate::prose::numbers::share;
use crate::prose::plain;
use crate::results::study::{FactorFigures, Level, PointFigures, ROUNDING, StudyFigures};

/// Panels at most.
const PANELS: usize = 2;
/// Height of a cell.
const CELL: f64 = 26.0;
/// Room for the values of the factor that goes down.
const LABELS: f64 = 120.0;

/// Draws the chart; `None` where the study is no grid of two factors, a point has no figures, or nothing moves.
pub(super) fn draw(study: &StudyFigures, style: &Style) -> Option<Chart> {
    let [across, down] = &study.factors[..] else { return None };
    if study.design != "grid" || study.points.iter().any(|point| point.failed.is_some()) {
        return None;
    }
    let span = |outcome: usize| {
        let shares = || study.points.iter().map(|point| point.outcomes[outcome].share);
        shares().fold(f64::NEG_INFINITY, f64::max) - shares().fold(f64::INFINITY, f64::min)
    };
    let mut panels: Vec<(usize, f64)> =
        (0..study.outcomes.len()).map(|outcome| (outcome, span(outcome))).collect();
    panels.retain(|(_, span)| *span > ROUNDING);
    panels.sort_by(|a, b| b.1.total_cmp(&a.1));
    panels.truncate(PANELS);
    let what = measure(study);
    let subtitle =
        format!("{what} of the outcomes that move most; to the right {}, upwards {}", across.path, down.path);
    study_panels::draw(study, style, (MOVES, &subtitle), &panels, |sheet, (outcome, _)| {
        panel(sheet, study, [across, down], *outcome);
    })
}

/// The values that a factor takes at the points: numbers ascending, a list in its order.
fn values(study: &StudyFigures, factor: &FactorFigures) -> Vec<Level> {
    let mut values: Vec<Level> = Vec::new();
    for level in study.points.iter().filter_map(|point| point.factors.get(&factor.path)) {
        if !values.contains(level) {
            values.push(level.clone());
        }
    }
    if factor.scale != "list" {
        values.sort_by(|a, b| a.number().unwrap_or(0.0).total_cmp(&b.number().unwrap_or(0.0)));
    }
    values
}

fn told(level: &Level) -> String {
    level.number().map_or_else(|| level.to_string(), plain)
}

fn panel(sheet: &mut Sheet, study: &StudyFigures, [across, down]: [&FactorFigures; 2], outcome: usize) {
    let (ink, small, heading) = (sheet.style.ink, sheet.style.small, sheet.style.heading);
    let named = &study.outcomes[outcome];
    let head = sheet.y + 8.0;
    let words = fit(alt::name(&named.label, &named.id), heading, sheet.room());
    sheet.text("heading", (sheet.left(), head), Anchor::Start, &words, heading, ink.strong);
    let (columns, rows) = (values(study, across), values(study, down));
    let labels = rows.iter().map(|level| width(&told(level), small)).fold(0.0, f64::max);
    let left = sheet.left() + labels.min(LABELS).min(0.3 * sheet.room()) + 10.0;
    let step = (sheet.right() - left) / columns.len() as f64;
    let top = head + 14.0;
    let bottom = top + CELL * rows.len() as f64;
    let place = |point: &PointFigures| {
        let at = |factor: &FactorFigures, levels: &[Level]| {
            let level = point.factors.get(&factor.path)?;
            levels.iter().position(|one| one == level)
        };
        Some((at(across, &columns)?, at(down, &rows)?))
    };
    let colour = ink.outcome(outcome);
    let most = study.points.iter().map(|point| point.outcomes[outcome].share).fold(ROUNDING, f64::max);
    for point in &study.points {
        let Some((column, row)) = place(point) else { continue };
        let value = point.outcomes[outcome].share;
        let (x, y) = (left + step * column as f64, bottom - CELL * (row + 1) as f64);
        let part = value / most;
        let fill = palette::mix(ink.paper, colour, part);
        sheet.rect(format!("cell/{}/{}", named.id, point.point), (x, y), (x + step, y + CELL), fill);
        let words = share(value);
        if width(&words, small) + 4.0 <= step {
            let written = ink.on(fill);
            sheet.text("share", (x + step / 2.0, y + CELL / 2.0), Anchor::Middle, &words, small, written);
        }
    }
    for (row, level) in rows.iter().enumerate() {
        let y = bottom - CELL * (row as f64 + 0.5);
        let words = fit(&told(level), small, left - 10.0 - sheet.left());
        sheet.text("tick", (left - 6.0, y), Anchor::End, &words, small, ink.soft);
    }
    // Where columns are narrow, every second or third is named.
    let widest = columns.iter().map(|level| width(&told(level), small)).fold(0.0, f64::max);
    let every = (((widest + 8.0) / step).ceil() as usize).max(1);
    for (column, level) in columns.iter().enumerate().step_by(every) {
        let x = left + step * (column as f64 + 0.5);
        let words = fit(&told(level), small, step * every as f64);
        sheet.text("tick", (x, bottom + 11.0), Anchor::Middle, &words, small, ink.soft);
    }
    sheet.y = bottom + 32.0;
}
