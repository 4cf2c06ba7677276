//! Lines of equal value through a grid of numbers.

use std::collections::HashMap;

/// Values on the crossings of a grid; between them the surface is bilinear in the columns and rows.
pub(super) struct Field {
    columns: usize,
    rows: usize,
    /// Row by row.
    values: Vec<f64>,
}

/// A side of a square of the grid, where a line can enter or leave it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Side {
    /// From a crossing to the next in its row.
    Along(usize, usize),
    /// From a crossing to the one in the next row.
    Up(usize, usize),
}

impl Field {
    /// A field of these values, row by row; `None` where there are fewer than two columns or rows, or a value is no number.
    pub(super) fn new(columns: usize, rows: usize, values: Vec<f64>) -> Option<Field> {
        let is_whole = columns > 1 && rows > 1 && values.len() == columns * rows;
        (is_whole && values.iter().all(|value| value.is_finite())).then_some(Field { columns, rows, values })
    }

    /// Least and greatest value.
    pub(super) fn ends(&self) -> (f64, f64) {
        let of = |better: fn(f64, f64) -> f64| self.values.iter().copied().reduce(better).unwrap_or(0.0);
        (of(f64::min), of(f64::max))
    }

    fn value(&self, (column, row): (usize, usize)) -> f64 {
        self.values[row * self.columns + column]
    }

    /// Where the field passes through a level: lines in columns and rows, from edge to edge of the grid or closed. A place
    /// at the level counts as above it.
    ///
    /// Marching squares; a square with two opposite corners above the level is divided as the bilinear surface in it is
    /// (the asymptotic decider: Nielson and Hamann, *Proceedings of IEEE Visualization* 1991).
    pub(super) fn lines(&self, level: f64) -> Vec<Vec<(f64, f64)>> {
        let squares =
            (0..self.rows - 1).flat_map(|row| (0..self.columns - 1).map(move |column| (column, row)));
        let mut pieces = Pieces::default();
        squares.flat_map(|square| self.pieces(square, level)).for_each(|piece| pieces.add(piece));
        let mut lines = Vec::new();
        while let Some([from, to]) = pieces.take_any() {
            let mut line = vec![from, to];
            pieces.extend(&mut line);
            line.reverse();
            pieces.extend(&mut line);
            lines.push(line.into_iter().map(|side| self.crossing(side, level)).collect());
        }
        lines
    }

    /// The pieces of lines in the square above and to the right of a crossing.
    fn pieces(&self, (column, row): (usize, usize), level: f64) -> Vec<[Side; 2]> {
        // Around the square from its first corner, and the sides between one corner and the next.
        let corners = [(column, row), (column + 1, row), (column + 1, row + 1), (column, row + 1)];
        let sides = [
            Side::Along(column, row),
            Side::Up(column + 1, row),
            Side::Along(column, row + 1),
            Side::Up(column, row),
        ];
        let [a, b, c, d] = corners.map(|corner| self.value(corner));
        let is_above = [a, b, c, d].map(|value| value >= level);
        let crossed: Vec<Side> =
            (0..4).filter(|&n| is_above[n] != is_above[(n + 1) % 4]).map(|n| sides[n]).collect();
        match crossed[..] {
            [from, to] => vec![[from, to]],
            // Opposite corners are alike: what the surface is at its saddle says which pair is joined.
            [first, second, third, fourth] => {
                let saddle = (a * c - b * d) / (a + c - b - d);
                match (saddle >= level) == is_above[0] {
                    true => vec![[first, second], [third, fourth]],
                    false => vec![[fourth, first], [second, third]],
                }
            }
            _ => Vec::new(),
        }
    }

    /// Where a line passes through a side.
    fn crossing(&self, side: Side, level: f64) -> (f64, f64) {
        let part = |from, to| {
            let (from, to) = (self.value(from), self.value(to));
            (level - from) / (to - from)
        };
        match side {
            Side::Along(column, row) => (column as f64 + part((column, row), (column + 1, row)), row as f64),
            Side::Up(column, row) => (column as f64, row as f64 + part((column, row), (column, row + 1))),
        }
    }
}

/// Pieces of lines that are still to be put together.
#[derive(Default)]
struct Pieces {
    all: Vec<Option<[Side; 2]>>,
    /// By each side the pieces that end there, two at most.
    at: HashMap<Side, Vec<usize>>,
    /// All before this one are taken.
    next: usize,
}

impl Pieces {
    fn add(&mut self, piece: [Side; 2]) {
        piece.into_iter().for_each(|side| self.at.entry(side).or_default().push(self.all.len()));
        self.all.push(Some(piece));
    }

    fn take_any(&mut self) -> Option<[Side; 2]> {
        self.next += self.all[self.next..].iter().position(Option::is_some)?;
        self.all[self.next].take()
    }

    /// Goes on from the end of a line as long as pieces join it.
    fn extend(&mut self, line: &mut Vec<Side>) {
        while let Some(&end) = line.last() {
            let Some([from, to]) = self.at[&end].iter().find_map(|&piece| self.all[piece].take()) else {
                return;
            };
            line.push(if from == end { to } else { from });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plane_is_cut_along_straight_lines() {
        let values = (0..4).flat_map(|row| (0..5).map(move |column| f64::from(column + 2 * row))).collect();
        let field = Field::new(5, 4, values).unwrap();
        assert_eq!(field.ends(), (0.0, 10.0));
        let lines = field.lines(4.5);
        assert_eq!(lines.len(), 1);
        assert!(lines[0].iter().all(|(x, y)| (x + 2.0 * y - 4.5).abs() < 1e-12), "{lines:?}");
        // From one edge of the grid to another.
        let ends = [lines[0][0], lines[0][lines[0].len() - 1]];
        assert!(ends.iter().all(|&(x, y)| x == 0.0 || y == 0.0 || x == 4.0 || y == 3.0), "{ends:?}");
        assert!(field.lines(11.0).is_empty() && field.lines(-1.0).is_empty());
    }

    #[test]
    fn a_hill_has_closed_lines() {
        let height = |at: i32| 3.0 - f64::from((at - 3).abs());
        let values =
            (0..7).flat_map(|row| (0..7).map(move |column| height(column).min(height(row)))).collect();
        let lines = Field::new(7, 7, values).unwrap().lines(1.5);
        assert_eq!(lines.len(), 1);
        assert_eq!(lines[0][0], lines[0][lines[0].len() - 1]);
        assert!(lines[0].len() > 8);
    }

    #[test]
    fn a_saddle_is_divided_as_its_surface_is() {
        // At the saddle the surface is (1·1 − 0·0) / 2 = 0.5.
        let field = Field::new(2, 2, vec![1.0, 0.0, 0.0, 1.0]).unwrap();
        let around = |level: f64, corner: (f64, f64)| {
            let lines = field.lines(level);
            assert_eq!(lines.len(), 2);
            lines.iter().any(|line| {
                line.iter().all(|(x, y)| (x - corner.0).abs() + (y - corner.1).abs() <= 1.0 - 1e-9)
            })
        };
        // Below it, what is above the level is joined, and the corners that are low are cut off.
        assert!(around(0.4, (1.0, 0.0)) && around(0.4, (0.0, 1.0)));
        assert!(around(0.6, (0.0, 0.0)) && around(0.6, (1.0, 1.0)));
    }

    #[test]
    fn what_is_no_grid_has_no_field() {
        assert!(Field::new(1, 3, vec![0.0; 3]).is_none());
        assert!(Field::new(2, 2, vec![0.0; 3]).is_none());
        assert!(Field::new(2, 2, vec![0.0, f64::NAN, 1.0, 2.0]).is_none());
        // A level that is met all over is no line.
        assert!(Field::new(2, 2, vec![1.0; 4]).unwrap().lines(1.0).is_empty());
    }
}
