//! Every track after each round, a panel each: median, mean, and the bands of half and of nine in ten plays.
//!
//! Levels are whole numbers, so medians and bands run in steps, each centred on its moment.

use super::axis::{Scale, ticks};
use super::frame::Sheet;
use super::outcomes_over_time::thinned;
use super::palette::mix;
use super::scene::{Anchor, Shape};
use super::style::Style;
use super::text::{LEADING, width, wrap};
use super::time_axis::TimeAxis;
use super::{Chart, alt};
use crate::prose::numbers::{count, fixed, number};
use crate::results::{LevelQuantiles, Summary, TrackFigures};

const BETWEEN: f64 = 26.0;

/// One panel's words and size.
struct Panel<'a> {
    track: &'a TrackFigures,
    heading: Vec<String>,
    /// Levels with a label, from the lowest.
    levels: Vec<(f64, Vec<String>)>,
    /// Height that the labels need.
    height: f64,
}

/// Draws the chart; `None` where there are no tracks or no rounds.
pub(super) fn draw(summary: &Summary, style: &Style) -> Option<Chart> {
    let tracks: Vec<&TrackFigures> =
        summary.tracks.iter().filter(|track| track.quantiles_by_round.len() > 1).collect();
    let last = tracks.iter().map(|track| track.quantiles_by_round.len()).max()? - 1;
    let subtitle = match summary.plays {
        0 => "Level after each round, by exact probability; ended plays stay where they ended".to_owned(),
        plays => {
            format!("Level after each round in {} plays; ended plays stay where they ended", count(plays))
        }
    };
    let mut sheet = Sheet::new(style, summary, "Where the tracks go", &subtitle);
    key(&mut sheet);

    let columns = match tracks.len() {
        _ if sheet.is_narrow() => 1,
        1 => 1,
        2..=4 => 2,
        5..=8 if style.columns == 1 => 2,
        _ => 3,
    };
    let column = (sheet.room() - BETWEEN * (columns - 1) as f64) / columns as f64;
    let panels: Vec<Panel> = tracks.iter().map(|track| panel(track, style, column)).collect();
    // One width of labels for each column, so that its panels stand above one another.
    let rooms: Vec<f64> = (0..columns)
        .map(|n| {
            let lines = panels.iter().skip(n).step_by(columns).flat_map(|panel| &panel.levels);
            lines.flat_map(|(_, lines)| lines).map(|line| width(line, style.caption)).fold(0.0, f64::max)
                + 9.0
        })
        .collect();
    for (row, group) in panels.chunks(columns).enumerate() {
        let heading = group.iter().map(|panel| panel.heading.len()).max().unwrap_or(1) as f64;
        let heading = heading * LEADING * style.heading.size + 6.0;
        let height = group.iter().map(|panel| panel.height).fold(0.0, f64::max);
        let (top, bottom) = (sheet.y + heading, sheet.y + heading + height);
        let mut deepest: f64 = bottom + 6.0;
        for (n, panel) in group.iter().enumerate() {
            let left = sheet.left() + n as f64 * (column + BETWEEN);
            let axis = TimeAxis::moments(summary, last, left + rooms[n], left + column);
            draw_panel(&mut sheet, panel, &axis, (left, left + rooms[n], left + column), (top, bottom));
            let below = (row + 1) * columns + n < panels.len();
            if below {
                sheet.line(
                    "axis",
                    vec![(left + rooms[n], bottom), (left + column, bottom)],
                    1.0,
                    style.ink.axis,
                );
            } else {
                deepest = deepest.max(bottom + axis.draw(&mut sheet, bottom, true));
            }
        }
        sheet.y = if (row + 1) * columns >= panels.len() { deepest } else { deepest.max(bottom + 12.0) };
    }
    Some(sheet.finish(summary, alt::tracks(summary)))
}

/// The words of a panel `room` wide.
fn panel<'a>(track: &'a TrackFigures, style: &Style, room: f64) -> Panel<'a> {
    let (low, high) = (i64::from(track.range[0]), i64::from(track.range[1]).max(i64::from(track.range[0])));
    let name = |level: i64| {
        let name = usize::try_from(level - low).ok().and_then(|index| track.levels.get(index));
        name.map(String::as_str).filter(|name| !name.trim().is_empty())
    };
    let most = (room * 0.36).min(150.0);
    let lines = |level: i64| match name(level) {
        Some(name) => wrap(name, style.caption, most, 2),
        None => vec![fixed(level as f64, 0)],
    };
    let levels: Vec<(f64, Vec<String>)> = if high - low <= 12 {
        (low..=high).map(|level| (level as f64, lines(level))).collect()
    } else {
        let (ticks, _) = ticks(low as f64, high as f64, 5);
        ticks.into_iter().filter(|tick| tick.fract() == 0.0).map(|tick| (tick, lines(tick as i64))).collect()
    };
    // Levels are evenly spaced, so the two tallest neighbours say how far apart.
    let neighbours =
        levels.windows(2).map(|pair| pair[0].1.len() + pair[1].1.len()).max().unwrap_or(2) as f64;
    let step = neighbours / 2.0 * LEADING * style.caption.size + 3.0;
    Panel {
        track,
        heading: wrap(alt::name(&track.label, &track.id), style.heading, room, 2),
        height: (levels.len().saturating_sub(1) as f64 * step + 16.0).max(104.0),
        levels,
    }
}

fn draw_panel(
    sheet: &mut Sheet,
    panel: &Panel,
    axis: &TimeAxis,
    (edge, left, right): (f64, f64, f64),
    (top, bottom): (f64, f64),
) {
    let (style, ink, track) = (sheet.style, sheet.style.ink, panel.track);
    let heading_at = (edge, top - 6.0 - panel.heading.len() as f64 * LEADING * style.heading.size / 2.0);
    sheet.lines("heading", heading_at, Anchor::Start, &panel.heading, style.heading, ink.strong);
    let (low, high) = (f64::from(track.range[0]), f64::from(track.range[1]));
    let y = Scale::new((low, bottom - 8.0), (high, top + 8.0));
    for (level, lines) in &panel.levels {
        let at = y.at(*level);
        sheet.line(format!("level/{}", track.id), vec![(left, at), (right, at)], 1.0, ink.grid);
        sheet.lines("level", (left - 6.0, at), Anchor::End, lines, style.caption, ink.soft);
    }
    let moments = thinned(track.quantiles_by_round.len() - 1);
    let steps = |pick: fn(&LevelQuantiles) -> i32| -> Vec<(f64, f64)> {
        stairs(axis, &moments, |t| y.at(f64::from(pick(&track.quantiles_by_round[t]))))
    };
    let band = |lower: fn(&LevelQuantiles) -> i32, upper: fn(&LevelQuantiles) -> i32, fill| {
        let mut points = steps(upper);
        points.extend(steps(lower).into_iter().rev());
        Shape::Area { points, fill }
    };
    sheet.add(format!("band90/{}", track.id), band(|q| q.q05, |q| q.q95, outer(sheet)));
    sheet.add(format!("band50/{}", track.id), band(|q| q.q25, |q| q.q75, inner(sheet)));
    sheet.line(format!("median/{}", track.id), steps(|q| q.q50), 2.2, sheet.style.ink.track());
    let mean = moments.iter().filter_map(|&t| {
        let mean = track.mean_by_round.get(t).copied().filter(|mean| mean.is_finite())?;
        Some((axis.at(t as f64), y.at(mean)))
    });
    let mean = mean.collect();
    sheet.dashed(format!("mean/{}", track.id), mean, 1.3, ink.strong);
    for ((from, to), t) in axis.columns(track.quantiles_by_round.len() - 1) {
        let says = said(track, axis, t);
        sheet.zone(format!("zone/{}/{t}", track.id), (from, top), (to, bottom), &says);
    }
}

/// What a moment says when it is pointed at.
fn said(track: &TrackFigures, axis: &TimeAxis, t: usize) -> Vec<String> {
    let q = &track.quantiles_by_round[t];
    let level = |level: i32| {
        let name = usize::try_from(i64::from(level) - i64::from(track.range[0]))
            .ok()
            .and_then(|index| track.levels.get(index));
        let name = name.filter(|name| !name.trim().is_empty()).map(|name| format!(" ({name})"));
        format!("{}{}", fixed(f64::from(level), 0), name.unwrap_or_default())
    };
    let range = |low: i32, high: i32| match low == high {
        true => fixed(f64::from(low), 0),
        false => format!("{} to {}", fixed(f64::from(low), 0), fixed(f64::from(high), 0)),
    };
    let mut says = vec![format!("{}, {}", alt::name(&track.label, &track.id), axis.label(t))];
    says.push(format!("median {}", level(q.q50)));
    says.push(format!("half of plays {}", range(q.q25, q.q75)));
    says.push(format!("nine in ten {}", range(q.q05, q.q95)));
    says.extend(track.mean_by_round.get(t).map(|mean| format!("mean {}", number(*mean))));
    says
}

/// A line in steps, each centred on its moment.
fn stairs(axis: &TimeAxis, moments: &[usize], height: impl Fn(usize) -> f64) -> Vec<(f64, f64)> {
    let mut points: Vec<(f64, f64)> = Vec::new();
    for (n, &t) in moments.iter().enumerate() {
        let y = height(t);
        match (n, points.last().copied()) {
            (0, _) | (_, None) => points.push((axis.at(t as f64), y)),
            (_, Some((_, before))) if before != y => {
                let x = axis.at((moments[n - 1] + t) as f64 / 2.0);
                points.extend([(x, before), (x, y)]);
            }
            _ => {}
        }
        if n + 1 == moments.len() {
            points.push((axis.at(t as f64), y));
        }
    }
    points
}

fn outer(sheet: &Sheet) -> super::scene::Colour {
    mix(sheet.style.ink.track(), sheet.style.ink.paper, 0.8)
}

fn inner(sheet: &Sheet) -> super::scene::Colour {
    mix(sheet.style.ink.track(), sheet.style.ink.paper, 0.55)
}

fn key(sheet: &mut Sheet) {
    let (ink, small) = (sheet.style.ink, sheet.style.small);
    let mut end = sheet.left();
    for (n, words) in
        ["median", "mean", "half of plays (25–75 %)", "nine in ten plays (5–95 %)"].into_iter().enumerate()
    {
        let (x, y) = sheet.key_place(&mut end, 28.0 + width(words, small));
        match n {
            0 => sheet.line("key", vec![(x, y), (x + 22.0, y)], 2.2, ink.track()),
            1 => sheet.dashed("key", vec![(x, y), (x + 22.0, y)], 1.3, ink.strong),
            2 => sheet.rect("key", (x, y - 5.0), (x + 22.0, y + 5.0), inner(sheet)),
            _ => sheet.rect("key", (x, y - 5.0), (x + 22.0, y + 5.0), outer(sheet)),
        }
        sheet.text("key", (x + 28.0, y), Anchor::Start, words, small, ink.soft);
    }
    sheet.y += 26.0;
}
