//! A grid of two factors: for each of the outcomes that move most a panel of cells, the darker the larger the share. Through
//! the cells of two numbers go lines of equal share, and one where what is asked for begins to hold.

use super::axis::ticks;
use super::contour::Field;
use super::frame::Sheet;
use super::scene::Anchor;
use super::study_panels::{self, MOVES, measure};
use super::style::Style;
use super::text::{fit, width};
use super::{Chart, alt, palette};
use crate::prose::numbers::{fixed, share};
use crate::results::study::{FactorFigures, Level, PointFigures, ROUNDING, StudyFigures};

/// Panels at most.
const PANELS: usize = 2;
/// Height of a cell.
const CELL: f64 = 26.0;
/// Lines of equal share in a panel, about.
const LINES: usize = 5;
/// Room for the values of the factor that goes down.
const LABELS: f64 = 120.0;

/// Draws the chart; `None` where the study is no grid of two factors, a point has no figures, or nothing moves.
pub(super) fn draw(study: &StudyFigures, style: &Style) -> Option<Chart> {
    let [across, down] = &study.factors[..] else { return None };
    if study.design != "grid" || study.points.failures() > 0 {
        return None;
    }
    let span = |outcome: usize| {
        let shares = || study.points.iter().map(|point| point.outcomes[outcome].share);
        shares().fold(f64::NEG_INFINITY, f64::max) - shares().fold(f64::INFINITY, f64::min)
    };
    let mut panels: Vec<(usize, f64)> =
        (0..study.outcomes.len()).map(|outcome| (outcome, span(outcome))).collect();
    panels.retain(|(_, span)| *span > ROUNDING);
    panels.sort_by(|a, b| b.1.total_cmp(&a.1));
    panels.truncate(PANELS);
    let grid = Grid::of(study, [across, down]);
    let edge = grid.edge(study);
    let what = measure(study);
    let mut subtitle =
        format!("{what} of the outcomes that move most; to the right {}, upwards {}", across.path, down.path);
    if let (false, Some(interest)) = (edge.is_empty(), &study.interest) {
        subtitle += &format!("; `{interest}` begins or ceases to hold at the thick line");
    }
    study_panels::draw(study, style, (MOVES, &subtitle), &panels, |sheet, (outcome, _)| {
        panel(sheet, study, (&grid, &edge), *outcome);
    })
}

/// The points in their places.
struct Grid {
    /// The values of both factors.
    levels: [Vec<Level>; 2],
    /// The place of each point, as far as it has one: its column and row.
    places: Vec<Option<(usize, usize)>>,
    /// Whether lines can be drawn between places: both factors are numbers.
    is_plane: bool,
}

impl Grid {
    fn of(study: &StudyFigures, factors: [&FactorFigures; 2]) -> Grid {
        let levels = factors.map(|factor| values(study, factor));
        let place = |point: PointFigures| {
            let at = |axis: usize| {
                let level = point.factors.get(&factors[axis].path)?;
                levels[axis].iter().position(|one| one == level)
            };
            Some((at(0)?, at(1)?))
        };
        let places = study.points.iter().map(place).collect();
        let is_plane = factors.iter().all(|factor| factor.scale != "list");
        Grid { levels, places, is_plane }
    }

    /// What varies between the places; `None` where something is no number.
    fn field(&self, study: &StudyFigures, value: impl Fn(&PointFigures) -> f64) -> Option<Field> {
        let [columns, rows] = [self.levels[0].len(), self.levels[1].len()];
        let mut values = vec![f64::NAN; columns * rows];
        for (point, place) in study.points.iter().zip(&self.places) {
            let (column, row) = (*place)?;
            values[row * columns + column] = value(&point);
        }
        Field::new(columns, rows, values).filter(|_| self.is_plane)
    }

    /// Where what is asked for begins or ceases to hold: lines in columns and rows.
    fn edge(&self, study: &StudyFigures) -> Vec<Vec<(f64, f64)>> {
        let Some(Ok(statement)) = study.statement() else { return Vec::new() };
        let margin =
            |point: &PointFigures| statement.margin(study.outcomes.len(), |measure| point.measure(measure));
        self.field(study, margin).map_or_else(Vec::new, |field| field.lines(0.0))
    }
}

/// The values that a factor takes at the points: numbers ascending, a list in its order.
fn values(study: &StudyFigures, factor: &FactorFigures) -> Vec<Level> {
    let mut values = study.levels(&factor.path);
    if factor.scale != "list" {
        values.sort_by(|a, b| a.number().unwrap_or(0.0).total_cmp(&b.number().unwrap_or(0.0)));
    }
    values
}

fn panel(sheet: &mut Sheet, study: &StudyFigures, (grid, edge): (&Grid, &[Vec<(f64, f64)>]), outcome: usize) {
    let (ink, small, heading) = (sheet.style.ink, sheet.style.small, sheet.style.heading);
    let named = &study.outcomes[outcome];
    let head = sheet.y + 8.0;
    let words = fit(alt::name(&named.label, &named.id), heading, sheet.room());
    sheet.text("heading", (sheet.left(), head), Anchor::Start, &words, heading, ink.strong);
    let [columns, rows] = &grid.levels;
    let labels = rows.iter().map(|level| width(&level.told(), small)).fold(0.0, f64::max);
    let left = sheet.left() + labels.min(LABELS).min(0.3 * sheet.room()) + 10.0;
    let step = (sheet.right() - left) / columns.len() as f64;
    let top = head + 14.0;
    let bottom = top + CELL * rows.len() as f64;
    let share_of = |point: &PointFigures| point.outcomes[outcome].share;
    let colour = ink.outcome(outcome);
    let most = study.points.iter().map(|point| share_of(&point)).fold(ROUNDING, f64::max);
    let cells = || {
        let placed = study.points.iter().zip(&grid.places);
        placed.filter_map(|(point, place)| {
            let (column, row) = (*place)?;
            let corner = (left + step * column as f64, bottom - CELL * (row + 1) as f64);
            let fill = palette::mix(ink.paper, colour, share_of(&point) / most);
            Some((point, corner, fill))
        })
    };
    for (point, (x, y), fill) in cells() {
        sheet.rect(format!("cell/{}/{}", named.id, point.point), (x, y), (x + step, y + CELL), fill);
    }
    // The values are those of the middles of cells.
    let at = |(column, row): (f64, f64)| (left + step * (column + 0.5), bottom - CELL * (row + 0.5));
    let mut said = Vec::new();
    if let Some(field) = grid.field(study, share_of) {
        let (low, high) = field.ends();
        let (levels, places) = ticks(100.0 * low, 100.0 * high, LINES);
        for level in levels {
            let words = format!("{}\u{a0}%", fixed(level, places));
            for line in field.lines(level / 100.0) {
                said.push((at(free_place(&line)), words.clone()));
                let line = line.into_iter().map(at).collect();
                sheet.line(format!("contour/{}/{}", named.id, fixed(level, places)), line, 1.0, ink.strong);
            }
        }
    }
    for line in edge {
        let line: Vec<(f64, f64)> = line.iter().copied().map(at).collect();
        sheet.line("ground", line.clone(), 5.0, ink.paper);
        sheet.line(format!("edge/{}", named.id), line, 2.6, ink.strong);
    }
    for (point, (x, y), fill) in cells() {
        let words = share(share_of(&point));
        let room = width(&words, small);
        if room + 4.0 <= step {
            // Lines stop short of the words.
            let (middle, half) = ((x + step / 2.0, y + CELL / 2.0), (room / 2.0 + 1.0, 6.0));
            let corners = [-1.0, 1.0].map(|by| (middle.0 + by * half.0, middle.1 + by * half.1));
            sheet.rect("ground", corners[0], corners[1], fill);
            sheet.text("share", middle, Anchor::Middle, &words, small, ink.on(fill));
        }
    }
    for (row, level) in rows.iter().enumerate() {
        let y = bottom - CELL * (row as f64 + 0.5);
        let words = fit(&level.told(), small, left - 10.0 - sheet.left());
        sheet.text("tick", (left - 6.0, y), Anchor::End, &words, small, ink.soft);
    }
    // Where columns are narrow, every second or third is named.
    let widest = columns.iter().map(|level| width(&level.told(), small)).fold(0.0, f64::max);
    let every = (((widest + 8.0) / step).ceil() as usize).max(1);
    for (column, level) in columns.iter().enumerate().step_by(every) {
        let x = left + step * (column as f64 + 0.5);
        let words = fit(&level.told(), small, step * every as f64);
        sheet.text("tick", (x, bottom + 11.0), Anchor::Middle, &words, small, ink.soft);
    }
    for (at, words) in said {
        let half = width(&words, small) / 2.0 + 2.0;
        let x = at.0.clamp(left + half, sheet.right() - half);
        sheet.rect("ground", (x - half, at.1 - 6.0), (x + half, at.1 + 6.0), ink.paper);
        sheet.text("contour", (x, at.1), Anchor::Middle, &words, small, ink.strong);
    }
    sheet.y = bottom + 32.0;
}

/// A place on a line where its value can stand: between two rows, for the words of cells are in their middles.
fn free_place(line: &[(f64, f64)]) -> (f64, f64) {
    let middle = line.len() / 2;
    let between = |two: &[(f64, f64)]| {
        let [from, to] = [two[0], two[1]];
        let border = from.1.min(to.1).floor() + 0.5;
        let part = (border - from.1) / (to.1 - from.1);
        (0.0..=1.0).contains(&part).then_some((from.0 + part * (to.0 - from.0), border))
    };
    let places = line.windows(2).enumerate().filter_map(|(n, two)| Some((n, between(two)?)));
    let nearest = places.min_by_key(|(n, _)| n.abs_diff(middle));
    nearest.map_or(line[middle], |(_, place)| place)
}
