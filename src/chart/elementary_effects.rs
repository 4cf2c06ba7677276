//! The plane of Morris: how large the effects of each factor are (μ*, to the right) and how much they depend on where one
//! is (σ, upwards); a panel for each of the outcomes that move most.

use super::axis::{Scale, ticks};
use super::frame::Sheet;
use super::scene::{Anchor, Shape};
use super::spread::spread;
use super::study_panels::{self, MOVES};
use super::style::Style;
use super::text::{LEADING, fit};
use super::{Chart, alt};
use crate::prose::numbers::fixed;
use crate::results::study::{EffectsFigures, FactorEffects, StudyFigures};

/// Panels at most.
const PANELS: usize = 2;
/// Factors that are named in a panel, those with the largest effects.
const NAMED: usize = 10;
/// Height of a panel.
const HEIGHT: f64 = 190.0;
/// Room for the paths of the factors.
const LABELS: f64 = 250.0;

/// Draws the chart; `None` where nothing moves.
pub(super) fn draw(study: &StudyFigures, style: &Style) -> Option<Chart> {
    let mut panels = study.most_affected();
    panels.truncate(PANELS);
    let subtitle = "Changes of an outcome's share over the whole range of a factor, in percentage points: to the right their \
                    mean size with its 95 % interval (μ*), upwards their standard deviation (σ)";
    study_panels::draw(study, style, (MOVES, subtitle), &panels, |sheet, (outcome, found)| {
        panel(sheet, study, *outcome, found);
    })
}

fn panel(sheet: &mut Sheet, study: &StudyFigures, outcome: usize, found: &EffectsFigures) {
    let (ink, small, heading) = (sheet.style.ink, sheet.style.small, sheet.style.heading);
    let named = &study.outcomes[outcome];
    let head = sheet.y + 8.0;
    let words = fit(alt::name(&named.label, &named.id), heading, sheet.room());
    sheet.text("heading", (sheet.left(), head), Anchor::Start, &words, heading, ink.strong);
    let factors = found.strongest();
    let high = |factor: &&FactorEffects| factor.mu_star.high.unwrap_or(factor.mu_star.value);
    let most_right = factors.iter().map(high).fold(0.0, f64::max);
    let most_up = factors.iter().map(|factor| factor.sigma).fold(most_right / 4.0, f64::max);
    let narrow = sheet.is_narrow();
    let beside = if narrow { 30.0 } else { LABELS };
    let (left, right) = (sheet.left() + 44.0, sheet.right() - beside);
    let (top, bottom) = (head + 16.0, head + 16.0 + HEIGHT);
    let x = Scale::new((0.0, left), (most_right, right - 8.0));
    let y = Scale::new((0.0, bottom), (most_up, top + 6.0));
    let (places, decimals) = ticks(0.0, 100.0 * most_right, if narrow { 4 } else { 6 });
    for place in places {
        let at = x.at(place / 100.0);
        sheet.line("grid", vec![(at, top), (at, bottom)], 1.0, ink.grid);
        sheet.text("tick", (at, bottom + 10.0), Anchor::Middle, &fixed(place, decimals), small, ink.soft);
    }
    let (places, decimals) = ticks(0.0, 100.0 * most_up, 4);
    for place in places {
        let at = y.at(place / 100.0);
        sheet.line("grid", vec![(left, at), (right, at)], 1.0, ink.grid);
        sheet.text("tick", (left - 6.0, at), Anchor::End, &fixed(place, decimals), small, ink.soft);
    }
    sheet.text("axis-title", ((left + right) / 2.0, bottom + 25.0), Anchor::Middle, "μ*", small, ink.soft);
    sheet.text("axis-title", (left + 4.0, top - 2.0), Anchor::Start, "σ", small, ink.soft);
    let colour = ink.outcome(outcome);
    // From the uppermost on, so that their names stand in this order.
    let mut told: Vec<_> = factors.iter().take(NAMED).collect();
    told.sort_by(|a, b| b.sigma.total_cmp(&a.sigma));
    let wanted: Vec<f64> = told.iter().map(|factor| y.at(factor.sigma)).collect();
    let heights = vec![LEADING * small.size; told.len()];
    let places = spread(&wanted, &heights, top, bottom);
    for (n, ((factor, from), to)) in told.iter().zip(&wanted).zip(places).enumerate() {
        let dot = x.at(factor.mu_star.value);
        sheet.line("leader", vec![(dot, *from), (right + 6.0, to)], 0.6, ink.grid);
        let words = match narrow {
            true => (n + 1).to_string(),
            false => fit(&factor.path, small, LABELS - 12.0),
        };
        sheet.text("label", (right + 10.0, to), Anchor::Start, &words, small, ink.strong);
    }
    for factor in &factors {
        let at = y.at(factor.sigma);
        let end = |end: Option<f64>| x.at(end.unwrap_or(factor.mu_star.value));
        let points = vec![(end(factor.mu_star.low), at), (end(factor.mu_star.high), at)];
        sheet.line(format!("interval/{}/{}", named.id, factor.path), points, 1.2, colour);
        let dot = Shape::Dot { x: x.at(factor.mu_star.value), y: at, r: 3.4, fill: colour };
        sheet.add(format!("effect/{}/{}", named.id, factor.path), dot);
    }
    sheet.line("axis", vec![(left, top), (left, bottom), (right, bottom)], 1.0, ink.axis);
    sheet.y = bottom + 44.0;
    if narrow {
        // Numbers stand for the paths, which are told below.
        for (n, factor) in told.iter().enumerate() {
            let words = fit(&format!("{}  {}", n + 1, factor.path), small, sheet.room());
            sheet.text("path", (sheet.left(), sheet.y), Anchor::Start, &words, small, ink.strong);
            sheet.y += LEADING * small.size;
        }
        sheet.y += 12.0;
    }
}
