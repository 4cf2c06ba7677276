//! Small dense matrices, and systems of linear equations by elimination.

use std::ops::{Index, IndexMut};

#[derive(Debug, Clone)]
pub(crate) struct Matrix {
    columns: usize,
    entries: Vec<f64>,
}

impl Matrix {
    pub(crate) fn zero(rows: usize, columns: usize) -> Matrix {
        Matrix { columns, entries: vec![0.0; rows * columns] }
    }

    fn row(&self, row: usize) -> &[f64] {
        &self.entries[row * self.columns..][..self.columns]
    }

    /// Solves for one right-hand side, by Gauss with partial pivoting of rows scaled to a largest entry of 1; also the
    /// sign of the determinant. `None` where the matrix is singular.
    pub(crate) fn solve(mut self, right: &[f64]) -> Option<(Vec<f64>, f64)> {
        let n = self.columns;
        let mut x = right.to_vec();
        let mut sign = 1.0;
        for (row, x) in x.iter_mut().enumerate() {
            let entries = &mut self.entries[row * n..][..n];
            let largest = entries.iter().fold(0.0, |most: f64, e| most.max(e.abs()));
            entries.iter_mut().for_each(|e| *e /= largest);
            *x /= largest;
        }
        for k in 0..n {
            let pivot = (k..n).max_by(|&a, &b| self[(a, k)].abs().total_cmp(&self[(b, k)].abs()))?;
            // A number that is not one counts as singular too.
            if !(self[(pivot, k)].abs() > 0.0 && self[(pivot, k)].is_finite()) {
                return None;
            }
            if pivot != k {
                (0..n).for_each(|c| self.entries.swap(pivot * n + c, k * n + c));
                x.swap(pivot, k);
                sign = -sign;
            }
            sign *= self[(k, k)].signum();
            for row in k + 1..n {
                let factor = self[(row, k)] / self[(k, k)];
                if factor != 0.0 {
                    (k..n).for_each(|c| self.entries[row * n + c] -= factor * self.entries[k * n + c]);
                    x[row] -= factor * x[k];
                }
            }
        }
        for k in (0..n).rev() {
            let known: f64 = self.row(k)[k + 1..].iter().zip(&x[k + 1..]).map(|(a, x)| a * x).sum();
            x[k] = (x[k] - known) / self[(k, k)];
        }
        x.iter().all(|x| x.is_finite()).then_some((x, sign))
    }
}

impl Index<(usize, usize)> for Matrix {
    type Output = f64;

    fn index(&self, (row, column): (usize, usize)) -> &f64 {
        &self.entries[row * self.columns + column]
    }
}

impl IndexMut<(usize, usize)> for Matrix {
    fn index_mut(&mut self, (row, column): (usize, usize)) -> &mut f64 {
        &mut self.entries[row * self.columns + column]
    }
}

#[test]
fn a_system_is_solved_with_the_sign_of_its_determinant() {
    let mut matrix = Matrix::zero(2, 2);
    (matrix[(0, 1)], matrix[(1, 0)], matrix[(1, 1)]) = (2.0, 3.0, 1.0);
    let (x, sign) = matrix.solve(&[4.0, 5.0]).unwrap();
    assert_eq!((x, sign), (vec![1.0, 2.0], -1.0));
}
