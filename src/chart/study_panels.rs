//! What charts of a study with a panel for each of some outcomes have in common.

use super::Chart;
use super::frame::Sheet;
use super::scene::Anchor;
use super::style::Style;
use super::text::{fit, width};
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

/// Where the paths of a panel's rows stand, and where its data are.
#[derive(Clone, Copy)]
pub(super) struct Rows {
    /// Whether each row has its path above it, for want of room beside.
    above: bool,
    /// From one row to the next.
    pub(super) step: f64,
    /// Left edge of the data.
    pub(super) left: f64,
}

impl Rows {
    /// Rows of data so high, beside or below these paths.
    pub(super) fn of<'a>(sheet: &Sheet, height: f64, paths: impl Iterator<Item = &'a String>) -> Rows {
        const LABELS: f64 = 290.0;
        let small = sheet.style.small;
        let widest = paths.map(|path| width(path, small)).fold(0.0, f64::max);
        match sheet.is_narrow() {
            true => Rows { above: true, step: height + 15.0, left: sheet.left() + 4.0 },
            false => Rows { above: false, step: height, left: sheet.left() + widest.min(LABELS) + 12.0 },
        }
    }

    /// The middle of the data of the n-th row below `top`.
    pub(super) fn middle(self, top: f64, n: usize) -> f64 {
        top + self.step * (n as f64 + 0.5) + if self.above { 7.5 } else { 0.0 }
    }

    /// Names the n-th row below `top`, once lines that go through all rows are drawn.
    pub(super) fn name(self, sheet: &mut Sheet, top: f64, n: usize, path: &str) {
        let (ink, small) = (sheet.style.ink, sheet.style.small);
        let from = sheet.left();
        if self.above {
            let words = fit(path, small, sheet.room());
            let above = top + self.step * n as f64 + 8.0;
            sheet.rect(
                "ground",
                (from, above - 7.0),
                (from + width(&words, small) + 3.0, above + 7.0),
                ink.paper,
            );
            sheet.text("label", (from, above), Anchor::Start, &words, small, ink.strong);
            return;
        }
        let (words, y) = (fit(path, small, self.left - 12.0 - from), self.middle(top, n));
        sheet.text("label", (self.left - 8.0, y), Anchor::End, &words, small, ink.strong);
    }
}

/// A chart with these panels, below or beside each other; `None` where there is none.
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
    sheet.panels(panels, |sheet, one| panel(sheet, one));
    sheet.y -= 8.0;
    Some(sheet.finish(study, format!("{subtitle}. {}", study.findings.join(" "))))
}
