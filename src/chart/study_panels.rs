//! What charts of a study with a panel for each of some outcomes have in common.

use super::Chart;
use super::frame::Sheet;
use super::style::Style;
use crate::prose::numbers::count;
use crate::results::study::StudyFigures;

/// Title of the charts that tell what factors do to outcomes.
pub(super) const MOVES: &str = "What moves how plays end";

/// What is measured at each point.
pub(super) fn measure(study: &StudyFigures) -> String {
    match study.plays {
        0 => "Exact probability".to_owned(),
        plays => format!("Share of {} plays", count(plays)),
    }
}

/// A chart with these panels, one below the other; `None` where there is none.
pub(super) fn draw<T>(
    study: &StudyFigures,
    style: &Style,
    (title, subtitle): (&str, &str),
    panels: &[T],
    panel: impl Fn(&mut Sheet<'_>, &T),
) -> Option<Chart> {
    if panels.is_empty() {
        return None;
    }
    let mut sheet = Sheet::new(style, study, title, subtitle);
    panels.iter().for_each(|one| panel(&mut sheet, one));
    sheet.y -= 8.0;
    Some(sheet.finish(study, format!("{subtitle}. {}", study.findings.join(" "))))
}
