//! The full factorial design: every level of every factor with every level of all others.

use super::refine::{coordinate, ranks};
use super::{Design, DesignError, some_factors};

/// A full grid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grid {
    levels: Vec<usize>,
    points: usize,
}

impl Grid {
    /// A grid with so many levels of each factor, evenly spaced from 0 to 1; a single level stands at ½.
    ///
    /// # Errors
    /// If there is no factor, a factor without a level, or more points than can be counted.
    pub fn new(levels: &[usize]) -> Result<Grid, DesignError> {
        some_factors(levels.len())?;
        if let Some(factor) = levels.iter().position(|&levels| levels == 0) {
            return Err(DesignError::NoLevels { factor: factor + 1 });
        }
        let points = levels.iter().try_fold(1usize, |points, &levels| points.checked_mul(levels));
        let most = u32::MAX as usize;
        match points.filter(|&points| points <= most) {
            Some(points) => Ok(Grid { levels: levels.to_vec(), points }),
            None => Err(DesignError::TooManyPoints { most }),
        }
    }

    /// The level of each factor at a point, from 0; the last factor changes fastest.
    ///
    /// # Panics
    /// If there is no point of that number.
    #[must_use]
    pub fn levels(&self, number: usize) -> Vec<usize> {
        assert!(number < self.points, "there are {} points", self.points);
        let mut rest = number;
        let mut at = vec![0; self.levels.len()];
        for (at, &levels) in at.iter_mut().zip(&self.levels).rev() {
            *at = rest % levels;
            rest /= levels;
        }
        at
    }

    /// The numbers of all points in an order in which a study that is stopped is a coarse whole: first the corners, then
    /// the grid that halves every side, and so on. Points of one rank are spread as well (their places bit-reversed).
    #[must_use]
    pub fn coarse_first(&self) -> Vec<usize> {
        let ranks: Vec<Vec<usize>> = self.levels.iter().map(|&levels| ranks(levels)).collect();
        let finest = ranks.iter().flatten().copied().max().unwrap_or(0);
        let mut by_rank = vec![Vec::new(); finest + 1];
        for number in 0..self.points {
            let rank = self.levels(number).iter().zip(&ranks).map(|(&level, ranks)| ranks[level]).max();
            by_rank[rank.unwrap_or(0)].push(number);
        }
        by_rank.iter().flat_map(|numbers| spread(numbers)).collect()
    }
}

/// Things in the order of van der Corput: any beginning is spread over all.
fn spread(numbers: &[usize]) -> Vec<usize> {
    let bits = numbers.len().next_power_of_two().trailing_zeros();
    let places = (0..1usize << bits)
        .map(|place| if bits == 0 { 0 } else { place.reverse_bits() >> (usize::BITS - bits) });
    places.filter_map(|place| numbers.get(place).copied()).collect()
}

impl Design for Grid {
    fn factors(&self) -> usize {
        self.levels.len()
    }

    fn points(&self) -> usize {
        self.points
    }

    fn point(&self, number: usize) -> Vec<f64> {
        self.levels(number)
            .into_iter()
            .zip(&self.levels)
            .map(|(at, &levels)| coordinate(at, levels))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_level_meets_every_other() {
        let grid = Grid::new(&[2, 3]).unwrap();
        let points = [[0.0, 0.0], [0.0, 0.5], [0.0, 1.0], [1.0, 0.0], [1.0, 0.5], [1.0, 1.0]];
        assert_eq!(grid.all(), points);
    }

    #[test]
    fn a_stopped_study_is_a_coarse_grid() {
        let grid = Grid::new(&[5, 9]).unwrap();
        let order = grid.coarse_first();
        let mut sorted = order.clone();
        sorted.sort_unstable();
        assert_eq!(sorted, (0..45).collect::<Vec<_>>());
        let first = |count: usize| -> Vec<Vec<usize>> {
            let mut first: Vec<Vec<usize>> =
                order[..count].iter().map(|&number| grid.levels(number)).collect();
            first.sort();
            first
        };
        assert_eq!(first(4), [[0, 0], [0, 8], [4, 0], [4, 8]]);
        let halved: Vec<Vec<usize>> = [0, 2, 4].iter().flat_map(|&a| [0, 4, 8].map(|b| vec![a, b])).collect();
        assert_eq!(first(9), halved);
        let quartered: Vec<Vec<usize>> = (0..5).flat_map(|a| [0, 2, 4, 6, 8].map(|b| vec![a, b])).collect();
        assert_eq!(first(25), quartered);
    }

    #[test]
    fn a_grid_that_is_too_large_is_refused() {
        assert_eq!(
            Grid::new(&[1 << 20, 1 << 20]),
            Err(DesignError::TooManyPoints { most: u32::MAX as usize })
        );
        assert_eq!(Grid::new(&[2, 0]), Err(DesignError::NoLevels { factor: 2 }));
        assert_eq!(Grid::new(&[]), Err(DesignError::NoFactors));
    }
}
