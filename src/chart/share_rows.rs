//! Rows on one scale from 0 to 100 %: a label before each, and what it comes to at the end of the line.

use super::axis::Scale;
use super::frame::Sheet;
use super::scene::Anchor;
use super::text::{LEADING, width, wrap};

/// Rows that are laid out, with their labels and figures drawn.
pub(super) struct ShareRows {
    /// Where a share lies.
    pub(super) scale: Scale,
    /// The middle of each row.
    pub(super) middles: Vec<f64>,
    heights: Vec<f64>,
}

impl ShareRows {
    /// Rows of a label and what is said at the end of the line, below what is drawn. Labels take `room` at most.
    pub(super) fn lay(sheet: &mut Sheet<'_>, rows: &[(String, String)], room: f64, title: &str) -> ShareRows {
        let (ink, body, small) = (sheet.style.ink, sheet.style.body, sheet.style.small);
        let labels: Vec<Vec<String>> = rows.iter().map(|(label, _)| wrap(label, small, room, 3)).collect();
        let label_room = labels.iter().flatten().map(|line| width(line, small)).fold(0.0, f64::max);
        let says_room = rows.iter().map(|(_, says)| width(says, body)).fold(0.0, f64::max);
        let left = sheet.left() + label_room + 18.0;
        let scale = Scale::new((0.0, left), (1.0, sheet.right() - says_room - 16.0));
        let height = |lines: &Vec<String>| (lines.len() as f64 * LEADING * small.size + 8.0).max(26.0);
        let heights: Vec<f64> = labels.iter().map(height).collect();
        let top = sheet.y;
        let bottom = top + heights.iter().sum::<f64>() + 2.0;
        for percent in [0, 25, 50, 75, 100] {
            let x = scale.at(f64::from(percent) / 100.0);
            let colour = if percent == 0 { ink.axis } else { ink.grid };
            sheet.line("grid", vec![(x, top), (x, bottom)], 1.0, colour);
            let tick = format!("{percent}\u{a0}%");
            sheet.text("tick", (x, bottom + 11.0), Anchor::Middle, &tick, small, ink.soft);
        }
        let middle = (scale.at(0.0) + scale.at(1.0)) / 2.0;
        sheet.text("axis-title", (middle, bottom + 27.0), Anchor::Middle, title, small, ink.soft);
        let (mut y, mut middles) = (top, Vec::new());
        for ((lines, (_, says)), height) in labels.iter().zip(rows).zip(&heights) {
            let middle = y + height / 2.0;
            sheet.lines("label", (left - 10.0, middle), Anchor::End, lines, small, ink.strong);
            sheet.text("says", (sheet.right(), middle), Anchor::End, says, body, ink.strong);
            middles.push(middle);
            y += height;
        }
        sheet.y = bottom + 34.0;
        ShareRows { scale, middles, heights }
    }

    /// Lets a row say more when it is pointed at.
    pub(super) fn zone(&self, sheet: &mut Sheet<'_>, row: usize, name: &str, says: &[String]) {
        let half = self.heights[row] / 2.0;
        let (top, bottom) = (self.middles[row] - half, self.middles[row] + half);
        let (left, right) = (sheet.left(), sheet.right());
        sheet.zone(format!("zone/{name}"), (left, top), (right, bottom), says);
    }
}
