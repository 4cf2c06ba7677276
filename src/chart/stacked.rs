//! Layers stacked over rounds: a column for each round, or areas where there are many.

use super::axis::Scale;
use super::frame::Sheet;
use super::scene::{Anchor, Colour, Shape};
use super::spread::spread;
use super::time_axis::TimeAxis;

/// More rounds than this are drawn without gaps between them.
const COLUMNS: usize = 60;

/// One layer, from the bottom of the stack.
pub(super) struct Layer {
    /// Name of its marks.
    pub(super) name: String,
    pub(super) colour: Colour,
    /// Its height in each round, from round 1.
    pub(super) shares: Vec<f64>,
}

impl Layer {
    /// Its mean height over these rounds.
    pub(super) fn mean(&self, (from, to): (usize, usize)) -> f64 {
        let shares = self.shares.get(from - 1..to.min(self.shares.len())).unwrap_or(&[]);
        let known: Vec<f64> = shares.iter().copied().filter(|share| share.is_finite()).collect();
        if known.is_empty() { 0.0 } else { known.iter().sum::<f64>() / known.len() as f64 }
    }
}

/// Rounds that share a column: one each, or several where a panel has not that many places.
pub(super) fn columns(last: usize) -> Vec<(usize, usize)> {
    let step = last.div_ceil(400).max(1);
    (1..=last).step_by(step).map(|from| (from, (from + step - 1).min(last))).collect()
}

/// Draws the layers of rounds 1 to `last`. Gives the middle of each where it ends: in the last round in which there is
/// anything.
pub(super) fn draw(sheet: &mut Sheet, layers: &[Layer], axis: &TimeAxis, last: usize, y: &Scale) -> Vec<f64> {
    let columns = columns(last);
    let width = axis.at(last as f64 + 0.5) - axis.at(0.5);
    let gap = if last <= COLUMNS { (width / last as f64 * 0.12).min(3.0) } else { 0.0 };
    let mut floor = vec![0.0; columns.len()];
    let mut middles = Vec::new();
    for layer in layers {
        let (mut upper, mut lower) = (Vec::new(), Vec::new());
        for (floor, &rounds) in floor.iter_mut().zip(&columns) {
            let ends = (axis.at(rounds.0 as f64 - 0.5), axis.at(rounds.1 as f64 + 0.5));
            let share = layer.mean(rounds);
            let (low, high) = (y.at(*floor), y.at(*floor + share));
            if gap > 0.0 {
                if low > high {
                    let (from, to) = (ends.0 + gap / 2.0, ends.1 - gap / 2.0);
                    sheet.rect(layer.name.as_str(), (from, low), (to, high), layer.colour);
                }
            } else {
                upper.extend([(ends.0, high), (ends.1, high)]);
                lower.extend([(ends.0, low), (ends.1, low)]);
            }
            *floor += share;
        }
        let end = floor.iter().rposition(|&total| total > 0.0).unwrap_or(0);
        let share = columns.get(end).map_or(0.0, |&rounds| layer.mean(rounds));
        let top = floor.get(end).copied().unwrap_or(0.0);
        middles.push((y.at(top) + y.at(top - share)) / 2.0);
        if gap == 0.0 {
            upper.extend(lower.into_iter().rev());
            sheet.add(layer.name.as_str(), Shape::Area { points: upper, fill: layer.colour });
        }
    }
    rims(sheet, layers, &columns, axis, y, gap);
    middles
}

/// Pale lines between layers that touch.
fn rims(
    sheet: &mut Sheet,
    layers: &[Layer],
    columns: &[(usize, usize)],
    axis: &TimeAxis,
    y: &Scale,
    gap: f64,
) {
    if columns.len() > COLUMNS {
        return;
    }
    let paper = sheet.style.ink.paper;
    for &rounds in columns {
        let mut floor = 0.0;
        for layer in layers {
            let share = layer.mean(rounds);
            let (low, high) = (y.at(floor), y.at(floor + share));
            floor += share;
            // A layer thinner than this would be all rim.
            if low - high > 2.5 && high > y.at(1.0) + 1.0 {
                let (from, to) = (axis.at(rounds.0 as f64 - 0.5), axis.at(rounds.1 as f64 + 0.5));
                sheet.line("rim", vec![(from + gap / 2.0, high), (to - gap / 2.0, high)], 0.7, paper);
            }
        }
    }
}

/// What stands beside the end of a layer.
pub(super) struct Label {
    /// Name of its swatch.
    pub(super) name: String,
    pub(super) colour: Colour,
    pub(super) lines: Vec<String>,
    /// A value at the right edge of the sheet; empty where there is none.
    pub(super) value: String,
}

/// Labels in the order of the stack, each beside its layer's middle as far as there is room.
pub(super) fn labels(
    sheet: &mut Sheet,
    labels: &[Label],
    middles: &[f64],
    heights: &[f64],
    (x, top, bottom): (f64, f64, f64),
) {
    let (ink, body) = (sheet.style.ink, sheet.style.body);
    // From the top down: the last of the stack first.
    let reversed = |values: &[f64]| values.iter().rev().copied().collect::<Vec<f64>>();
    let places = spread(&reversed(middles), &reversed(heights), top, bottom);
    for (label, place) in labels.iter().rev().zip(places) {
        sheet.rect(label.name.as_str(), (x, place - 5.0), (x + 10.0, place + 5.0), label.colour);
        sheet.lines("label", (x + 16.0, place), Anchor::Start, &label.lines, body, ink.strong);
        if !label.value.is_empty() {
            sheet.text("times", (sheet.right(), place), Anchor::End, &label.value, body, ink.soft);
        }
    }
}
