//! Shares of variance: for each of the outcomes that vary most a panel, with a pale bar for what a factor does by itself
//! and a dark one for what it does with others, and the interval of each.

use super::axis::{Scale, ticks};
use super::frame::Sheet;
use super::scene::Anchor;
use super::study_panels::{self, Rows};
use super::style::Style;
use super::text::fit;
use super::{Chart, alt, palette};
use crate::prose::numbers::{exact_share, fixed};
use crate::results::study::{FactorIndices, IntervalFigures, StudyFigures, VarianceFigures};

/// Panels at most.
const PANELS: usize = 3;
/// Factors of a panel at most.
const FACTORS: usize = 10;
/// Thickness of a bar.
const BAR: f64 = 8.0;
/// From one factor to the next.
const STEP: f64 = 25.0;

/// Draws the chart; `None` where no share varies.
pub(super) fn draw(study: &StudyFigures, style: &Style) -> Option<Chart> {
    let mut panels = study.most_varied();
    panels.truncate(PANELS);
    let subtitle = "Which part of the variance of each outcome's share is a factor's, with 95 % intervals: pale by itself \
                    (first-order Sobol' index), dark with what it does together with others (total)";
    study_panels::draw(
        study,
        style,
        ("Whose uncertainty it is", subtitle),
        &panels,
        |sheet, (outcome, found)| {
            panel(sheet, study, *outcome, found);
        },
    )
}

fn panel(sheet: &mut Sheet, study: &StudyFigures, outcome: usize, found: &VarianceFigures) {
    let (ink, small, heading) = (sheet.style.ink, sheet.style.small, sheet.style.heading);
    let named = &study.outcomes[outcome];
    let head = sheet.y + 8.0;
    let label = alt::name(&named.label, &named.id);
    let words = fit(&format!("{label}: {} in the mean", exact_share(found.mean)), heading, sheet.room());
    sheet.text("heading", (sheet.left(), head), Anchor::Start, &words, heading, ink.strong);
    let mut factors = found.strongest();
    factors.truncate(FACTORS);
    let ends = |factor: &FactorIndices| [factor.first, factor.total].map(|index| drawn(&index));
    let all = || factors.iter().flat_map(|factor| ends(factor)).flatten();
    let low = all().fold(0.0, f64::min);
    let high = all().fold(1.0, f64::max);
    let rows = Rows::of(sheet, STEP, factors.iter().map(|factor| &factor.path));
    let x = Scale::new((low, rows.left), (high, sheet.right() - 16.0));
    let top = head + 14.0;
    let bottom = top + rows.step * factors.len() as f64 + 2.0;
    let (places, decimals) = ticks(100.0 * low, 100.0 * high, if sheet.is_narrow() { 4 } else { 6 });
    for percent in places {
        let at = x.at(percent / 100.0);
        sheet.line("grid", vec![(at, top), (at, bottom)], 1.0, ink.grid);
        let words = format!("{}\u{a0}%", fixed(percent, decimals));
        sheet.text("tick", (at, bottom + 10.0), Anchor::Middle, &words, small, ink.soft);
    }
    let colour = ink.outcome(outcome);
    for (row, factor) in factors.iter().enumerate() {
        let path = &factor.path;
        let y = rows.middle(top, row);
        let bars = [
            ("first", &factor.first, y - BAR / 2.0, palette::mix(colour, ink.paper, 0.55)),
            ("total", &factor.total, y + BAR / 2.0, colour),
        ];
        for (name, index, middle, fill) in bars {
            let (from, to) = ((x.at(0.0), middle - BAR / 2.0), (x.at(index.value), middle + BAR / 2.0));
            sheet.rect(format!("{name}/{}/{path}", named.id), from, to, fill);
            let [_, low, high] = drawn(index);
            let points = vec![(x.at(low), middle), (x.at(high), middle)];
            sheet.line(format!("interval-{name}/{}/{path}", named.id), points, 1.2, ink.strong);
        }
    }
    sheet.line("axis", vec![(x.at(0.0), top - 2.0), (x.at(0.0), bottom)], 1.2, ink.strong);
    for (row, factor) in factors.iter().enumerate() {
        rows.name(sheet, top, row, &factor.path);
    }
    sheet.y = bottom + 28.0;
}

/// The value and both ends of an interval, held where a share of variance makes sense; the value where an end is open.
fn drawn(index: &IntervalFigures) -> [f64; 3] {
    let end = |end: Option<f64>| end.unwrap_or(index.value);
    [index.value, end(index.low), end(index.high)].map(|value| value.clamp(-0.5, 1.5))
}
