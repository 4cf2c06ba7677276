//! The vertices of a best-response polytope, exactly.
//!
//! For a matrix `M > 0` of integers with `r` rows and `d` columns, `P = {z ∈ ℝ^d : z ≥ 0, M z ≤ 1}`. Each
//! inequality has a label: `0 … d−1` for `z_i ≥ 0`, `d … d+r−1` for the rows of `M`. A vertex has the labels of the
//! inequalities that it makes equalities.
//!
//! All bases of the polytope are visited along its edges, from `z = 0`. Ties are broken as if the right-hand sides
//! were `1 + ε, 1 + ε², …`; the polytope so shifted is simple and its graph connected, so every vertex is found, in
//! degenerate games too, where several bases are one vertex. Tableaux are kept in integers: after a pivot every
//! entry is a minor of `[M I 1]`, so the division by the last pivot leaves no remainder.
//!
//! References: 1. D. Avis, G. Rosenberg, R. Savani, B. von Stengel, "Enumeration of Nash equilibria for two-player
//! games", *Economic Theory* 42, 2010. 2. J. Edmonds, J.-F. Maurras, "Note sur les Q-matrices d'Edmonds", 1997
//! (integer pivoting). 3. V. Chvátal, *Linear Programming*, 1983, ch. 3 (lexicographic rule).

use std::cmp::Ordering;
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use num_bigint::BigInt;
use num_traits::{CheckedAdd, CheckedMul, CheckedSub, Signed};

use super::StageError;

/// So many bases are visited and no more. A polytope of 12 columns and 12 rows has 24 752 at most, of 13 and 13
/// 54 264 (McMullen's upper bound).
const MOST_BASES: usize = 60_000;

/// One vertex; `z_i = numerators[i] / denominator`.
#[derive(Debug, Clone)]
pub(super) struct Vertex {
    pub(super) labels: u128,
    pub(super) numerators: Vec<BigInt>,
}

/// The vertices, and how they were found.
#[derive(Debug, Clone)]
pub(super) struct Vertices {
    pub(super) vertices: Vec<Vertex>,
    pub(super) bases: usize,
    /// Whether integers of 128 bits sufficed.
    pub(super) small: bool,
}

/// Enumerates the vertices of the polytope of a positive matrix, given row by row.
pub(super) fn vertices(matrix: &[Vec<BigInt>]) -> Result<Vertices, StageError> {
    let small: Option<Vec<Vec<i128>>> =
        matrix.iter().map(|row| row.iter().map(|entry| i128::try_from(entry).ok()).collect()).collect();
    if let Some(found) = small.and_then(|small| enumerate(Tableau::new(&small), true)) {
        return found;
    }
    // BigInt does not overflow.
    enumerate(Tableau::new(matrix), false).unwrap_or(Err(StageError::NotFinite))
}

/// What the tableaux need of an integer.
pub(super) trait Exact:
    Clone + Ord + Signed + CheckedAdd + CheckedMul + CheckedSub + Into<BigInt>
{
}
impl<T: Clone + Ord + Signed + CheckedAdd + CheckedMul + CheckedSub + Into<BigInt>> Exact for T {}

/// `B⁻¹ [M I 1]`, times the determinant of `B`.
#[derive(Clone)]
struct Tableau<T> {
    /// Columns of `M`.
    d: usize,
    rows: Vec<Vec<T>>,
    /// The column that is basic in each row.
    basis: Vec<usize>,
    determinant: T,
}

/// A basis still to be visited: where it is reached from, by which row and column.
struct Edge<T> {
    from: Rc<Tableau<T>>,
    row: usize,
    column: usize,
}

/// `None` where the integers overflow.
fn enumerate<T: Exact>(start: Tableau<T>, small: bool) -> Option<Result<Vertices, StageError>> {
    let mut seen = HashSet::from([start.basis_set()]);
    let mut vertices = HashMap::new();
    let mut open: Vec<Edge<T>> = Vec::new();
    let mut next = Some(start);
    while let Some(tableau) = next {
        let vertex = tableau.vertex();
        vertices.entry(vertex.labels).or_insert(vertex);
        let (basis, tableau) = (tableau.basis_set(), Rc::new(tableau));
        for column in (0..tableau.width()).filter(|&column| basis & (1 << column) == 0) {
            let row = tableau.leaving(column)?;
            let neighbour = basis & !(1 << tableau.basis[row]) | 1 << column;
            if seen.insert(neighbour) {
                open.push(Edge { from: Rc::clone(&tableau), row, column });
            }
        }
        if seen.len() > MOST_BASES {
            return Some(Err(StageError::TooLarge {
                method: "the enumeration of all equilibria",
                size: format!("more than {MOST_BASES} bases"),
                limit: MOST_BASES,
            }));
        }
        next = match open.pop() {
            Some(Edge { from, row, column }) => Some(from.pivoted(row, column)?),
            None => None,
        };
    }
    let mut vertices: Vec<Vertex> = vertices.into_values().collect();
    vertices.sort_by_key(|vertex| vertex.labels);
    Some(Ok(Vertices { vertices, bases: seen.len(), small }))
}

impl<T: Exact> Tableau<T> {
    fn new(matrix: &[Vec<T>]) -> Self {
        let (r, d) = (matrix.len(), matrix[0].len());
        let unit = |i: usize, j: usize| if i == j { T::one() } else { T::zero() };
        let rows = (0..r)
            .map(|i| {
                let slack = (0..r).map(|j| unit(i, j));
                matrix[i].iter().cloned().chain(slack).chain([T::one()]).collect()
            })
            .collect();
        Self { d, rows, basis: (d..d + r).collect(), determinant: T::one() }
    }

    /// Columns without the right-hand side.
    fn width(&self) -> usize {
        self.d + self.rows.len()
    }

    fn basis_set(&self) -> u128 {
        self.basis.iter().fold(0, |set, column| set | 1 << column)
    }

    /// The row whose variable falls to zero first as this column's rises.
    fn leaving(&self, column: usize) -> Option<usize> {
        let mut best: Option<usize> = None;
        for row in (0..self.rows.len()).filter(|&row| self.rows[row][column].is_positive()) {
            best = match best {
                Some(least) if self.compare(least, row, column)? != Ordering::Greater => Some(least),
                _ => Some(row),
            };
        }
        // The polytope is bounded, so there always is one.
        best
    }

    /// Which row's ratio is less: of the right-hand side, and at a tie of the columns of slack in turn.
    fn compare(&self, one: usize, other: usize, column: usize) -> Option<Ordering> {
        let (a, b) = (&self.rows[one], &self.rows[other]);
        for k in std::iter::once(self.width()).chain(self.d..self.width()) {
            let order = if a[k].is_zero() && b[k].is_zero() {
                Ordering::Equal
            } else {
                let difference = a[k].checked_mul(&b[column])?.checked_sub(&b[k].checked_mul(&a[column])?)?;
                if difference.is_zero() {
                    Ordering::Equal
                } else if difference.is_positive() {
                    Ordering::Greater
                } else {
                    Ordering::Less
                }
            };
            if order != Ordering::Equal {
                return Some(order);
            }
        }
        Some(Ordering::Equal)
    }

    /// The tableau after this column has taken this row's place in the basis.
    fn pivoted(&self, row: usize, column: usize) -> Option<Self> {
        let pivot = &self.rows[row][column];
        let mut rows = Vec::with_capacity(self.rows.len());
        for (i, entries) in self.rows.iter().enumerate() {
            if i == row {
                rows.push(entries.clone());
                continue;
            }
            let factor = &entries[column];
            let mut changed = Vec::with_capacity(entries.len());
            for (entry, across) in entries.iter().zip(&self.rows[row]) {
                let mut product = if entry.is_zero() { T::zero() } else { entry.checked_mul(pivot)? };
                if !factor.is_zero() && !across.is_zero() {
                    product = product.checked_sub(&factor.checked_mul(across)?)?;
                }
                changed.push(if product.is_zero() { product } else { product / self.determinant.clone() });
            }
            rows.push(changed);
        }
        let mut basis = self.basis.clone();
        basis[row] = column;
        Some(Self { d: self.d, rows, basis, determinant: pivot.clone() })
    }

    fn vertex(&self) -> Vertex {
        let mut numerators = vec![BigInt::ZERO; self.d];
        let mut positive = 0u128;
        for (row, &column) in self.rows.iter().zip(&self.basis) {
            let value = &row[self.width()];
            if value.is_positive() {
                positive |= 1 << column;
                if column < self.d {
                    numerators[column] = value.clone().into();
                }
            }
        }
        let all = u128::MAX >> (128 - self.width());
        Vertex { labels: all & !positive, numerators }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn integers(rows: &[&[i64]]) -> Vec<Vec<BigInt>> {
        rows.iter().map(|row| row.iter().map(|&entry| entry.into()).collect()).collect()
    }

    #[test]
    fn a_cut_square_has_five_vertices() {
        // x ≤ 1/2 and y ≤ 1/2 would not be positive rows; these are close to it and still cut a corner.
        let found = vertices(&integers(&[&[20, 1], &[1, 20], &[13, 13]])).unwrap();
        assert_eq!(found.vertices.len(), 5);
        assert!(found.small);
    }

    #[test]
    fn a_vertex_of_many_bases_is_listed_once() {
        let found = vertices(&integers(&[&[1, 2], &[2, 1], &[1, 2], &[3, 3], &[2, 2]])).unwrap();
        // (0,0), (1/3,0)…: row 3x + 3y ≤ 1 binds alone.
        assert_eq!(found.vertices.len(), 3);
        let tied = vertices(&integers(&[&[2, 1], &[1, 2], &[1, 1], &[3, 3]])).unwrap();
        assert_eq!(tied.vertices.len(), 3);
    }

    #[test]
    fn large_entries_fall_back_to_large_integers() {
        let huge = 1_000_000_000_000_000_000;
        let matrix = integers(&[&[huge, 1, 2], &[1, huge - 1, 3], &[5, 7, huge - 3]]);
        let found = vertices(&matrix).unwrap();
        assert!(!found.small);
        assert_eq!(found.vertices.len(), 8);
    }
}
