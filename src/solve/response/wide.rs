//! Stage games of one layout side by side, one in each lane, so that the processor works on several at once.
//!
//! What is written here and in the files that use it is compiled for the processor at hand where it is inlined, and only
//! there; so the loops of the innermost parts are plain loops and no closures handed on.

/// The same number of each of the stage games.
pub(in crate::solve) type Wide<const W: usize> = [f64; W];

/// Some of the stage games.
pub(in crate::solve) type Lanes<const W: usize> = [bool; W];

/// `sum += a · b`, rounded once: the same on every machine, and one instruction where the processor has it.
#[inline(always)]
pub(super) fn add_product<const W: usize>(sum: &mut Wide<W>, a: &Wide<W>, b: &Wide<W>) {
    for lane in 0..W {
        sum[lane] = a[lane].mul_add(b[lane], sum[lane]);
    }
}

/// The scalar product of two lists.
#[inline(always)]
pub(super) fn product<const W: usize>(a: &[Wide<W>], b: &[Wide<W>]) -> Wide<W> {
    let mut sum = [0.0; W];
    for (a, b) in a.iter().zip(b) {
        add_product(&mut sum, a, b);
    }
    sum
}

/// The largest number of a list.
#[inline(always)]
pub(super) fn most<const W: usize>(list: &[Wide<W>]) -> Wide<W> {
    let mut most = [f64::NEG_INFINITY; W];
    for number in list {
        most = max(&most, number);
    }
    most
}

#[inline(always)]
pub(super) fn max<const W: usize>(a: &Wide<W>, b: &Wide<W>) -> Wide<W> {
    std::array::from_fn(|lane| a[lane].max(b[lane]))
}

#[inline(always)]
pub(super) fn map<const W: usize>(a: &Wide<W>, b: &Wide<W>, mut f: impl FnMut(f64, f64) -> f64) -> Wide<W> {
    std::array::from_fn(|lane| f(a[lane], b[lane]))
}

/// In each lane, the largest difference between two lists.
#[inline(always)]
pub(super) fn distance<const W: usize>(a: &[Wide<W>], b: &[Wide<W>]) -> Wide<W> {
    let mut most = [0.0; W];
    for (a, b) in a.iter().zip(b) {
        most = std::array::from_fn(|lane| largest(most[lane], (a[lane] - b[lane]).abs()));
    }
    most
}

/// The larger of a number and another that may be none: that is the largest of all.
#[inline(always)]
fn largest(most: f64, other: f64) -> f64 {
    if other <= most { most } else { other }
}

/// Copies some lanes of a list.
#[inline(always)]
pub(super) fn blend<const W: usize>(to: &mut [Wide<W>], from: &[Wide<W>], lanes: &Lanes<W>) {
    for (to, from) in to.iter_mut().zip(from) {
        for lane in 0..W {
            to[lane] = if lanes[lane] { from[lane] } else { to[lane] };
        }
    }
}

/// Whether there is a lane.
pub(super) fn any<const W: usize>(lanes: &Lanes<W>) -> bool {
    lanes.contains(&true)
}

/// Inverts a square matrix in each lane by Gauss and Jordan's method with partial pivoting; `matrix` is used up. The
/// determinants; where one is 0 the inverse is meaningless.
#[inline(always)]
pub(super) fn invert<const W: usize>(
    size: usize,
    matrix: &mut [Wide<W>],
    inverse: &mut Vec<Wide<W>>,
) -> Wide<W> {
    inverse.clear();
    inverse.resize(size * size, [0.0; W]);
    for k in 0..size {
        inverse[k * size + k] = [1.0; W];
    }
    let mut determinant = [1.0; W];
    for k in 0..size {
        for lane in 0..W {
            let larger = |p: usize, row: usize| {
                if matrix[row * size + k][lane].abs() > matrix[p * size + k][lane].abs() { row } else { p }
            };
            let pivot = (k + 1..size).fold(k, larger);
            if pivot != k {
                for j in 0..size {
                    for rows in [&mut *matrix, &mut *inverse] {
                        let above = rows[k * size + j][lane];
                        rows[k * size + j][lane] = rows[pivot * size + j][lane];
                        rows[pivot * size + j][lane] = above;
                    }
                }
                determinant[lane] = -determinant[lane];
            }
        }
        let pivot = matrix[k * size + k];
        determinant = map(&determinant, &pivot, |determinant, pivot| determinant * pivot);
        let scale = pivot.map(|pivot| 1.0 / pivot);
        for rows in [&mut *matrix, &mut *inverse] {
            for entry in &mut rows[k * size..(k + 1) * size] {
                *entry = map(entry, &scale, |entry, scale| entry * scale);
            }
        }
        for row in (0..size).filter(|&row| row != k) {
            let factor = matrix[row * size + k].map(|entry| -entry);
            for rows in [&mut *matrix, &mut *inverse] {
                let (low, high) = (row.min(k) * size, row.max(k) * size);
                let (before, after) = rows.split_at_mut(high);
                let (before, after) = (&mut before[low..low + size], &mut after[..size]);
                let (target, source) = if row < k { (before, after) } else { (after, before) };
                for (entry, above) in target.iter_mut().zip(source.iter()) {
                    add_product(entry, &factor, above);
                }
            }
        }
    }
    determinant
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_lane_is_inverted_with_row_exchanges_of_its_own() {
        // The first lane needs none, the second one, the third is singular.
        let a = [[2.0, 0.0, 1.0], [1.0, 1.0, 2.0], [1.0, 1.0, 2.0], [3.0, 0.0, 4.0]];
        let mut inverse = Vec::new();
        let determinant = invert(2, &mut a.clone(), &mut inverse);
        assert_eq!(determinant, [5.0, -1.0, 0.0]);
        for lane in 0..2 {
            for (row, column) in [(0, 0), (0, 1), (1, 0), (1, 1)] {
                let product: f64 = (0..2).map(|k| a[row * 2 + k][lane] * inverse[k * 2 + column][lane]).sum();
                assert!((product - f64::from(u8::from(row == column))).abs() < 1e-15);
            }
        }
    }
}
