//! How far the assumptions leave each outcome open: the range of its probability over samples of the payoffs.

use super::frame::Sheet;
use super::outcome_shares::diamond;
use super::scene::Anchor;
use super::share_rows::ShareRows;
use super::style::Style;
use super::text::width;
use super::{Chart, alt};
use crate::prose::numbers::{count, exact_share};
use crate::results::robustness::{BandFigures, RobustnessFigures, told as share};

/// Room for the labels of outcomes.
const LABELS: f64 = 170.0;
/// Thickness of a band.
const BAND: f64 = 13.0;

/// Draws the chart; `None` where every sample failed.
pub(super) fn draw(figures: &RobustnessFigures, style: &Style) -> Option<Chart> {
    if figures.failed.len() == figures.samples || figures.outcomes.is_empty() {
        return None;
    }
    let subtitle = format!(
        "Exact probability of each outcome over {} samples of {}: the range of the assumptions, no \
         error of sampling",
        count(figures.samples as u64),
        figures.drawn()
    );
    let mut sheet = Sheet::new(style, figures, "How far the assumptions leave the answer open", &subtitle);
    key(&mut sheet);
    let told = |one: &BandFigures| format!("{} to {}", share(one.low), share(one.high));
    let rows: Vec<(String, String)> =
        figures.outcomes.iter().map(|one| (alt::name(&one.label, &one.id).to_owned(), told(one))).collect();
    let laid = ShareRows::lay(&mut sheet, &rows, LABELS, "Probability");
    let ink = style.ink;
    for (row, one) in figures.outcomes.iter().enumerate() {
        let y = laid.middles[row];
        let x = |share| laid.scale.at(share);
        let colour = ink.outcome(row);
        sheet.line(format!("range/{}", one.id), vec![(x(one.least), y), (x(one.most), y)], 1.6, colour);
        // A band too narrow to be seen still has its colour.
        let right = x(one.high).max(x(one.low) + 1.5);
        sheet.rect(format!("band/{}", one.id), (x(one.low), y - BAND / 2.0), (right, y + BAND / 2.0), colour);
        sheet.line(
            "rim",
            vec![(x(one.median), y - BAND / 2.0), (x(one.median), y + BAND / 2.0)],
            3.4,
            ink.paper,
        );
        sheet.line(
            format!("median/{}", one.id),
            vec![(x(one.median), y - BAND / 2.0), (x(one.median), y + BAND / 2.0)],
            1.4,
            ink.strong,
        );
        stands(&mut sheet, &one.id, (x(one.stands), y));
        let says = [
            alt::name(&one.label, &one.id).to_owned(),
            format!("In nine of ten samples {}", told(one)),
            format!("Median {}, all from {} to {}", share(one.median), share(one.least), share(one.most)),
            format!("{} in the scenario as it stands", exact_share(one.stands)),
        ];
        laid.zone(&mut sheet, row, &one.id, &says);
    }
    let alt: Vec<String> = rows.iter().map(|(label, told)| format!("{label} {told}")).collect();
    Some(sheet.finish(figures, format!("{subtitle}. In nine of ten samples: {}.", alt.join("; "))))
}

fn stands(sheet: &mut Sheet<'_>, name: &str, (x, y): (f64, f64)) {
    let ink = sheet.style.ink;
    sheet.add("rim", diamond(x, y, 6.4, ink.paper));
    sheet.add(format!("stands/{name}"), diamond(x, y, 4.6, ink.strong));
}

fn key(sheet: &mut Sheet<'_>) {
    let (ink, small) = (sheet.style.ink, sheet.style.small);
    let (x, y) = (sheet.left(), sheet.y + 5.0);
    sheet.rect("key", (x, y - 5.0), (x + 22.0, y + 5.0), ink.axis);
    sheet.line("key", vec![(x + 11.0, y - 5.0), (x + 11.0, y + 5.0)], 1.4, ink.strong);
    let words = "nine of ten samples, and the median";
    sheet.text("key", (x + 29.0, y), Anchor::Start, words, small, ink.soft);
    let x = x + 29.0 + width(words, small) + 20.0;
    sheet.line("key", vec![(x, y), (x + 22.0, y)], 1.6, ink.axis);
    sheet.text("key", (x + 29.0, y), Anchor::Start, "all samples", small, ink.soft);
    let x = x + 29.0 + width("all samples", small) + 24.0;
    stands(sheet, "key", (x, y));
    sheet.text("key", (x + 10.0, y), Anchor::Start, "the scenario as it stands", small, ink.soft);
    sheet.y += 20.0;
}
