//! The axis of time: rounds from left to right, labelled with their dates or numbers.

use super::axis::Scale;
use super::frame::Sheet;
use super::scene::Anchor;
use super::text::{clean, width};
use crate::results::Summary;
use crate::results::diagnosis::DiagnosisFigures;

/// The names of moments, and what a round is.
#[derive(Clone, Copy)]
pub(super) struct Calendar<'a> {
    /// The start, then the end of each round.
    pub(super) moments: &'a [String],
    /// Empty where a round is a round.
    pub(super) unit: &'a str,
}

impl<'a> From<&'a Summary> for Calendar<'a> {
    fn from(summary: &'a Summary) -> Calendar<'a> {
        Calendar { moments: &summary.moments, unit: &summary.round_unit }
    }
}

impl<'a> From<&'a DiagnosisFigures> for Calendar<'a> {
    fn from(figures: &'a DiagnosisFigures) -> Calendar<'a> {
        Calendar { moments: &figures.moments, unit: &figures.round_unit }
    }
}

/// Moments of a run from left to right. Entry 0 is the start, entry t the end of round t.
#[derive(Debug, Clone)]
pub(super) struct TimeAxis {
    scale: Scale,
    from: f64,
    to: f64,
    first: usize,
    last: usize,
    labels: Vec<String>,
    title: String,
    unit: String,
}

impl TimeAxis {
    /// From the start to the end of the last round.
    pub(super) fn moments<'a>(
        calendar: impl Into<Calendar<'a>>,
        last: usize,
        from: f64,
        to: f64,
    ) -> TimeAxis {
        let calendar = calendar.into();
        let scale = Scale::new((0.0, from), (last.max(1) as f64, to));
        TimeAxis::new(calendar, scale, (from, to), (0, last), format!("End of {}", unit(calendar)))
    }

    /// Whole rounds 1 to `last`, each as wide as the others.
    pub(super) fn rounds<'a>(calendar: impl Into<Calendar<'a>>, last: usize, from: f64, to: f64) -> TimeAxis {
        let calendar = calendar.into();
        let scale = Scale::new((0.5, from), (last.max(1) as f64 + 0.5, to));
        let mut title = unit(calendar);
        if let Some(first) = title.get(..1).map(str::to_uppercase) {
            title.replace_range(..1, &first);
        }
        TimeAxis::new(calendar, scale, (from, to), (1, last), title)
    }

    fn new(
        calendar: Calendar<'_>,
        scale: Scale,
        ends: (f64, f64),
        shown: (usize, usize),
        title: String,
    ) -> TimeAxis {
        let label = |t: usize| calendar.moments.get(t).map_or_else(|| t.to_string(), |label| clean(label));
        let labels = (0..=shown.1).map(label).collect();
        TimeAxis {
            scale,
            from: ends.0,
            to: ends.1,
            first: shown.0,
            last: shown.1,
            labels,
            title,
            unit: unit(calendar),
        }
    }

    /// What one round is.
    pub(super) fn unit(&self) -> &str {
        &self.unit
    }

    /// Place of a moment; halves are between rounds.
    pub(super) fn at(&self, moment: f64) -> f64 {
        self.scale.at(moment)
    }

    /// The name of a moment.
    pub(super) fn label(&self, moment: usize) -> &str {
        self.labels.get(moment).map_or("", String::as_str)
    }

    /// Columns around the moments up to `last`, with the moment of each; no more than can be pointed at.
    pub(super) fn columns(&self, last: usize) -> Vec<((f64, f64), usize)> {
        const MOST: usize = 120;
        let step = (last + 1 - self.first.min(last)).div_ceil(MOST).max(1);
        let half = step as f64 / 2.0;
        let column = |t: usize| ((self.at(t as f64 - half), self.at(t as f64 + half)), t);
        (self.first..=last).step_by(step).map(column).collect()
    }

    /// Where the label of a moment stands: below it, but on the page.
    fn place(&self, sheet: &Sheet, moment: usize) -> f64 {
        let half = width(&self.labels[moment], sheet.style.small) / 2.0;
        self.at(moment as f64).min(sheet.right() - half)
    }

    /// The moments that get a label: as many as have room, at even distances.
    pub(super) fn ticks(&self, sheet: &Sheet) -> Vec<usize> {
        let font = sheet.style.small;
        let widest = self.labels.iter().map(|label| width(label, font)).fold(12.0, f64::max) + 14.0;
        let numbers = self.labels.get(1).is_some_and(|label| label.parse::<u64>().is_ok());
        let between = self.at((self.first + 1) as f64) - self.at(self.first as f64);
        let steps: &[usize] = if numbers {
            &[1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000, 2000, 2500, 5000]
        } else {
            &[1, 2, 3, 6, 12, 24, 36, 60, 120, 240, 360, 600, 1200, 2400]
        };
        let step = steps.iter().copied().find(|&step| step as f64 * between >= widest);
        let step = step.unwrap_or_else(|| self.last.max(1));
        // Rounds with dates count from their first, so that the same month comes up every year.
        let on =
            |t: usize| if numbers { t.is_multiple_of(step) } else { (t - self.first).is_multiple_of(step) };
        let mut ticks: Vec<usize> = (self.first..=self.last).filter(|&t| on(t)).collect();
        // The first round names its number too, where nothing is near.
        if self.first == 1 && ticks.first() != Some(&1) {
            ticks.insert(0, 1);
        }
        let half = |t: usize| width(&self.labels[t], font) / 2.0;
        let place = |t: usize| self.place(sheet, t);
        let apart = |a: usize, b: usize| place(b) - half(b) - place(a) - half(a);
        // The end, where it is not near the one before.
        if ticks.last().is_some_and(|&tick| apart(tick, self.last) >= 10.0) {
            ticks.push(self.last);
        }
        if ticks.len() > 1 && apart(ticks[0], ticks[1]) < 6.0 {
            ticks.remove(usize::from(self.first == 0));
        }
        ticks
    }

    /// Draws ticks and labels below `y`, with the title where `titled`. Gives their height.
    pub(super) fn draw(&self, sheet: &mut Sheet, y: f64, titled: bool) -> f64 {
        let (small, ink) = (sheet.style.small, sheet.style.ink);
        sheet.line("axis", vec![(self.from, y), (self.to, y)], 1.0, ink.axis);
        for tick in self.ticks(sheet) {
            let x = self.at(tick as f64);
            sheet.line("tick", vec![(x, y), (x, y + 4.0)], 1.0, ink.axis);
            let x = self.place(sheet, tick);
            sheet.text("time", (x, y + 12.0), Anchor::Middle, &self.labels[tick], small, ink.soft);
        }
        if !titled {
            return 20.0;
        }
        sheet.text(
            "axis-title",
            ((self.from + self.to) / 2.0, y + 28.0),
            Anchor::Middle,
            &self.title,
            small,
            ink.soft,
        );
        36.0
    }
}

fn unit(calendar: Calendar<'_>) -> String {
    let unit = clean(calendar.unit);
    if unit.is_empty() { "round".to_owned() } else { unit }
}
