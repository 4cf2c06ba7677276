//! In what share of samples of the payoffs each statement holds: a mark with its 95 % interval.

use super::Chart;
use super::frame::Sheet;
use super::outcome_shares::{diamond, whisker};
use super::scene::Anchor;
use super::share_rows::ShareRows;
use super::style::Style;
use super::text::width;
use crate::prose::numbers::{count, estimate};
use crate::results::robustness::{HeldFigures, RobustnessFigures, SampleShare};

/// Room for the statements.
const LABELS: f64 = 330.0;

/// Draws the chart; `None` where no statement was asked.
pub(super) fn draw(figures: &RobustnessFigures, style: &Style) -> Option<Chart> {
    let asked: Vec<(&HeldFigures, SampleShare)> = figures.asked().collect();
    if asked.is_empty() {
        return None;
    }
    let subtitle = format!(
        "Share of {} samples of {} in which each statement holds, with 95 % intervals",
        count(figures.samples as u64),
        figures.drawn()
    );
    let mut sheet =
        Sheet::new(style, figures, "What stands when only the order of payoffs is known", &subtitle);
    key(&mut sheet);
    let told = |holds: &SampleShare| estimate(holds.share, holds.low, holds.high);
    let rows: Vec<(String, String)> =
        asked.iter().map(|(one, holds)| (one.says.clone(), told(holds))).collect();
    let laid = ShareRows::lay(&mut sheet, &rows, LABELS, "Share of samples");
    for (row, (one, holds)) in asked.iter().enumerate() {
        let (y, name) = (laid.middles[row], format!("statement-{}", row + 1));
        whisker(&mut sheet, &name, laid.scale.at(holds.low), laid.scale.at(holds.high), y);
        mark(&mut sheet, &name, (laid.scale.at(holds.share), y), one.stands == Some(true));
        let stands = if one.stands == Some(true) { "Holds" } else { "Fails" };
        let mut says = vec![
            one.says.clone(),
            format!("Holds in {}", told(holds)),
            format!("{stands} in the scenario as it stands"),
        ];
        says.extend(one.claim.as_ref().map(|claim| format!("Claim {claim}")));
        laid.zone(&mut sheet, row, &name, &says);
    }
    let alt: Vec<String> = rows.iter().map(|(says, told)| format!("{says}: {told}")).collect();
    Some(sheet.finish(figures, format!("{subtitle}: {}.", alt.join("; "))))
}

/// Full where the statement holds in the scenario as it stands, empty where it fails.
fn mark(sheet: &mut Sheet<'_>, name: &str, (x, y): (f64, f64), holds: bool) {
    let paper = sheet.style.ink.paper;
    sheet.add(format!("share/{name}"), diamond(x, y, 6.0, sheet.style.ink.track()));
    if !holds {
        sheet.add("hollow", diamond(x, y, 3.6, paper));
    }
}

fn key(sheet: &mut Sheet<'_>) {
    let (ink, small) = (sheet.style.ink, sheet.style.small);
    let (mut x, y) = (sheet.left() + 6.0, sheet.y + 5.0);
    for (holds, words) in
        [(true, "holds in the scenario as it stands"), (false, "fails in the scenario as it stands")]
    {
        mark(sheet, "key", (x, y), holds);
        sheet.text("key", (x + 11.0, y), Anchor::Start, words, small, ink.soft);
        x += 11.0 + width(words, small) + 22.0;
    }
    sheet.y += 20.0;
}
