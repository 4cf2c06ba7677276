//! How far each factor alone moves an outcome: bars around the scenario as it stands, the longest on top, a panel for each
//! of the outcomes that move most.

use super::axis::{Scale, ticks};
use super::frame::Sheet;
use super::scene::{Anchor, Colour};
use super::study_panels::{self, MOVES, Rows, measure};
use super::style::Style;
use super::text::{fit, width};
use super::{Chart, alt, palette};
use crate::prose::numbers::fixed;
use crate::results::study::{Level, PointFigures, Reach, StudyFigures};

/// Panels at most.
const PANELS: usize = 3;
/// Bars of a panel at most.
const BARS: usize = 10;
/// Thickness of a bar.
const BAR: f64 = 13.0;
/// From one bar to the next.
const STEP: f64 = 20.0;

/// Draws the chart; `None` where factors do not vary one at a time, and where nothing moves.
pub(super) fn draw(study: &StudyFigures, style: &Style) -> Option<Chart> {
    if study.design != "one-at-a-time" || study.factors.len() < 2 {
        return None;
    }
    let mut panels = study.most_moved();
    panels.truncate(PANELS);
    let what = measure(study);
    let subtitle = format!(
        "{what} of the outcomes that move most, each factor by itself; pale where the factor is below its value in the \
         scenario, dark above"
    );
    study_panels::draw(study, style, (MOVES, &subtitle), &panels, |sheet, (outcome, reaches)| {
        panel(sheet, study, *outcome, &reaches[..reaches.len().min(BARS)]);
    })
}

fn panel(sheet: &mut Sheet, study: &StudyFigures, outcome: usize, reaches: &[Reach]) {
    let (ink, small, heading) = (sheet.style.ink, sheet.style.small, sheet.style.heading);
    let named = &study.outcomes[outcome];
    let base = study.base.outcomes[outcome].share;
    let stands = study.base.outcomes[outcome].told(study.plays);
    let head = sheet.y + 8.0;
    let words = format!("{}: {} in the scenario as it stands", alt::name(&named.label, &named.id), stands);
    let words = fit(&words, heading, sheet.room());
    sheet.text("heading", (sheet.left(), head), Anchor::Start, &words, heading, ink.strong);
    let ends = |reach: &Reach| [&reach.least, &reach.most].map(|point| point.outcomes[outcome].share);
    let low = reaches.iter().map(|reach| ends(reach)[0]).fold(base, f64::min);
    let high = reaches.iter().map(|reach| ends(reach)[1]).fold(base, f64::max);
    let words_room = |point: &PointFigures, factor: usize| width(&value(study, point, factor), small) + 10.0;
    let before = reaches.iter().map(|reach| words_room(&reach.least, reach.factor)).fold(0.0, f64::max);
    let after = reaches.iter().map(|reach| words_room(&reach.most, reach.factor)).fold(0.0, f64::max);
    let rows = Rows::of(sheet, STEP, reaches.iter().map(|reach| &study.factors[reach.factor].path));
    let x = Scale::new((low, rows.left + before), (high, sheet.right() - after));
    let top = head + 14.0;
    let bottom = top + rows.step * reaches.len() as f64 + 2.0;
    let (places, decimals) = ticks(100.0 * low, 100.0 * high, if sheet.is_narrow() { 3 } else { 5 });
    for percent in places {
        let at = x.at(percent / 100.0);
        sheet.line("grid", vec![(at, top), (at, bottom)], 1.0, ink.grid);
        let words = format!("{}\u{a0}%", fixed(percent, decimals));
        sheet.text("tick", (at, bottom + 10.0), Anchor::Middle, &words, small, ink.soft);
    }
    let colour = ink.outcome(outcome);
    for (row, reach) in reaches.iter().enumerate() {
        let path = &study.factors[reach.factor].path;
        let y = rows.middle(top, row);
        for (point, share, side) in [(&reach.least, ends(reach)[0], -1.0), (&reach.most, ends(reach)[1], 1.0)]
        {
            let fill = shade(study, point, reach.factor, colour, ink.paper);
            let name = format!("bar/{}/{path}", named.id);
            sheet.rect(name, (x.at(base), y - BAR / 2.0), (x.at(share), y + BAR / 2.0), fill);
            // Words stand outside of the whole bar, also where both ends are on one side of the base.
            let outer = if side < 0.0 { share.min(base) } else { share.max(base) };
            let is_at_base = (side < 0.0 && share > base) || (side > 0.0 && share < base);
            if !is_at_base {
                let anchor = if side < 0.0 { Anchor::End } else { Anchor::Start };
                let words = value(study, point, reach.factor);
                sheet.text("end", (x.at(outer) + side * 4.0, y), anchor, &words, small, ink.soft);
            }
        }
    }
    sheet.line("base", vec![(x.at(base), top - 2.0), (x.at(base), bottom)], 1.2, ink.strong);
    for (row, reach) in reaches.iter().enumerate() {
        rows.name(sheet, top, row, &study.factors[reach.factor].path);
    }
    sheet.y = bottom + 28.0;
}

fn value(study: &StudyFigures, point: &PointFigures, factor: usize) -> String {
    point.factors.get(&study.factors[factor].path).map_or_else(String::new, Level::told)
}

/// Pale below the scenario's own value, dark from there on.
fn shade(study: &StudyFigures, point: &PointFigures, factor: usize, colour: Colour, paper: Colour) -> Colour {
    let path = &study.factors[factor].path;
    let number = |point: &PointFigures| point.factors.get(path).and_then(Level::number);
    match (number(point), number(&study.base)) {
        (Some(here), Some(base)) if here < base => palette::mix(colour, paper, 0.55),
        _ => colour,
    }
}
