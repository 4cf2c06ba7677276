//! Small dense linear systems: LU factorisation with partial pivoting.
//!
//! The systems here have at most a few dozen unknowns and stand in the innermost loop.
//!
//! References: 1. G. H. Golub, C. F. Van Loan, *Matrix Computations*, 4th ed., 2013, §3.4.

/// `P A = L U`, with `L` and `U` in one row-major square.
#[derive(Debug, Clone)]
pub(crate) struct Lu {
    size: usize,
    factors: Vec<f64>,
    rows: Vec<usize>,
    odd: bool,
}

impl Lu {
    /// Factors the row-major square matrix of this size. A pivot that vanishes is replaced by a tiny one, so that
    /// a solution always exists; whoever calls judges it by its residual.
    pub(crate) fn new(size: usize, mut factors: Vec<f64>) -> Self {
        debug_assert_eq!(factors.len(), size * size);
        let scale = factors.iter().fold(0.0, |most: f64, entry| most.max(entry.abs())).max(f64::MIN_POSITIVE);
        let mut rows: Vec<usize> = (0..size).collect();
        let mut odd = false;
        for k in 0..size {
            let pivot = (k..size)
                .max_by(|&a, &b| factors[a * size + k].abs().total_cmp(&factors[b * size + k].abs()))
                .unwrap_or(k);
            if pivot != k {
                for j in 0..size {
                    factors.swap(k * size + j, pivot * size + j);
                }
                rows.swap(k, pivot);
                odd = !odd;
            }
            // 1e-9: small enough to be harmless, large enough not to blow rounding errors up to steps.
            if factors[k * size + k].abs() < 1e-18 * scale {
                factors[k * size + k] = 1e-9 * scale;
            }
            let (upper, lower) = factors.split_at_mut((k + 1) * size);
            let pivot_row = &upper[k * size..];
            for row in lower.chunks_exact_mut(size) {
                let factor = row[k] / pivot_row[k];
                row[k] = factor;
                if factor != 0.0 {
                    for j in k + 1..size {
                        row[j] -= factor * pivot_row[j];
                    }
                }
            }
        }
        Self { size, factors, rows, odd }
    }

    /// The `x` of `A x = b`.
    pub(crate) fn solve(&self, b: &[f64]) -> Vec<f64> {
        let n = self.size;
        let mut x: Vec<f64> = self.rows.iter().map(|&row| b[row]).collect();
        for i in 0..n {
            let row = &self.factors[i * n..i * n + i];
            x[i] -= dot(row, &x[..i]);
        }
        for i in (0..n).rev() {
            let row = &self.factors[i * n + i + 1..(i + 1) * n];
            x[i] = (x[i] - dot(row, &x[i + 1..])) / self.factors[i * n + i];
        }
        x
    }

    /// The largest absolute row sum of the inverse, whose own inverse bounds how far the matrix is from a singular one.
    pub(crate) fn inverse_norm(&self) -> f64 {
        let mut sums = vec![0.0; self.size];
        let mut unit = vec![0.0; self.size];
        for column in 0..self.size {
            unit[column] = 1.0;
            for (sum, entry) in sums.iter_mut().zip(self.solve(&unit)) {
                *sum += entry.abs();
            }
            unit[column] = 0.0;
        }
        sums.into_iter().fold(0.0, f64::max)
    }

    /// Whether the determinant is positive.
    pub(crate) fn determinant_is_positive(&self) -> bool {
        (0..self.size).fold(!self.odd, |positive, i| positive == (self.factors[i * self.size + i] > 0.0))
    }
}

/// The scalar product.
pub(crate) fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(x, y)| x * y).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_system_that_needs_row_exchanges_is_solved() {
        let lu = Lu::new(3, vec![0.0, 2.0, 1.0, 1.0, 0.0, 0.0, 3.0, 0.0, 1.0]);
        let x = lu.solve(&[7.0, 1.0, 6.0]);
        for (found, expected) in x.iter().zip([1.0, 2.0, 3.0]) {
            assert!((found - expected).abs() < 1e-14);
        }
        // det = -2 · 1 = … by the first column: -1·(2·1 − 0·1) + 3·(2·0 − 1·0) = -2.
        assert!(!lu.determinant_is_positive());
    }
}
