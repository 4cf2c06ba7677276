//! The Sobol' sequence: points whose every beginning of 2<sup>*k*</sup> is spread as evenly as base 2 allows.
//!
//! Direction numbers of Joe & Kuo (their set "new-joe-kuo-6"), Gray-code order of Antonov & Saleev. Unscrambled, point
//! *i* is the *i*-th of `scipy.stats.qmc.Sobol(scramble=False)`, bit for bit. Powers of two are best numbers of points.
//!
//! Sobol', "On the distribution of points in a cube and the approximate evaluation of integrals", USSR Computational
//! Mathematics and Mathematical Physics 7, 1967. Joe & Kuo, "Constructing Sobol sequences with better two-dimensional
//! projections", SIAM Journal on Scientific Computing 30, 2008.

use super::scramble::{Scramble, keys, scrambled};
use super::{Design, DesignError, some_factors, some_points};
use std::sync::LazyLock;

/// How many dimensions there are direction numbers for.
pub const MOST_DIMENSIONS: usize = 512;

/// Binary digits of a coordinate, and so of the number of a point.
const DIGITS: usize = 32;

/// The direction numbers v₁ … v₃₂ of each dimension.
static DIRECTIONS: LazyLock<Vec<[u32; DIGITS]>> = LazyLock::new(|| {
    let first = std::array::from_fn(|place| 1 << (31 - place));
    let lines = include_str!("joe_kuo.txt").lines().filter(|line| !line.starts_with('#'));
    std::iter::once(first).chain(lines.map(directions)).collect()
});

/// The direction numbers that a line `s a m₁ … m_s` begins.
fn directions(line: &str) -> [u32; DIGITS] {
    let numbers: Vec<u32> =
        line.split(' ').map(|word| word.parse().expect("the table has whole numbers")).collect();
    let (degree, inner) = (numbers[0] as usize, numbers[1]);
    let mut v = [0; DIGITS];
    for place in 0..DIGITS {
        v[place] = if place < degree {
            numbers[2 + place] << (31 - place)
        } else {
            let mut next = v[place - degree] ^ (v[place - degree] >> degree);
            for back in 1..degree {
                if inner >> (degree - 1 - back) & 1 == 1 {
                    next ^= v[place - back];
                }
            }
            next
        };
    }
    v
}

/// Points of a Sobol' sequence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sobol {
    factors: usize,
    points: usize,
    /// The coins of each dimension, if it is scrambled.
    keys: Option<Vec<u64>>,
}

impl Sobol {
    /// The first points of a sequence. Neither more points nor more factors change the coordinates that were there.
    ///
    /// # Errors
    /// If there is no factor or more than [`MOST_DIMENSIONS`]; no point or more than 2³² − 1.
    pub fn new(factors: usize, points: usize, scramble: Scramble) -> Result<Sobol, DesignError> {
        some_factors(factors)?;
        some_points(points, u32::MAX as usize)?;
        if factors > MOST_DIMENSIONS {
            return Err(DesignError::TooManyDimensions { asked: factors, most: MOST_DIMENSIONS });
        }
        let keys = match scramble {
            Scramble::None => None,
            Scramble::Owen { seed } => Some(keys(seed, factors)),
        };
        Ok(Sobol { factors, points, keys })
    }
}

impl Design for Sobol {
    fn factors(&self) -> usize {
        self.factors
    }

    fn points(&self) -> usize {
        self.points
    }

    fn point(&self, number: usize) -> Vec<f64> {
        assert!(number < self.points, "there are {} points", self.points);
        let gray = number ^ (number >> 1);
        let digits = |directions: &[u32; DIGITS]| {
            let set = directions.iter().enumerate().filter(|(place, _)| gray >> place & 1 == 1);
            set.fold(0, |digits, (_, direction)| digits ^ direction)
        };
        let digits = DIRECTIONS[..self.factors].iter().map(digits);
        match &self.keys {
            None => digits.map(|digits| f64::from(digits) / (1u64 << 32) as f64).collect(),
            Some(keys) => digits.zip(keys).map(|(digits, &key)| scrambled(digits, key)).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_direction_numbers_for_all_dimensions_and_every_one_is_a_permutation() {
        assert_eq!(DIRECTIONS.len(), MOST_DIMENSIONS);
        for directions in DIRECTIONS.iter() {
            // m_i is odd and below 2^i: the matrix is triangular with ones, so 2^k points fill 2^k intervals.
            for (place, direction) in directions.iter().enumerate() {
                assert_eq!(direction.trailing_zeros() as usize, 31 - place);
            }
        }
    }

    #[test]
    fn scrambled_points_stay_a_net_in_each_dimension() {
        let points = Sobol::new(40, 256, Scramble::Owen { seed: 5 }).unwrap().all();
        for factor in 0..40 {
            let mut parts: Vec<usize> = points.iter().map(|point| (point[factor] * 256.0) as usize).collect();
            parts.sort_unstable();
            assert_eq!(parts, (0..256).collect::<Vec<_>>(), "dimension {factor}");
        }
    }

    #[test]
    fn the_first_two_dimensions_stay_a_net_of_quality_nought() {
        let points = Sobol::new(2, 256, Scramble::Owen { seed: 9 }).unwrap().all();
        for wide in 0..=8 {
            let (a, b) = (f64::from(1 << wide), f64::from(256 >> wide));
            let mut boxes: Vec<(u32, u32)> =
                points.iter().map(|point| ((point[0] * a) as u32, (point[1] * b) as u32)).collect();
            boxes.sort_unstable();
            boxes.dedup();
            assert_eq!(boxes.len(), 256, "2^{wide} parts of the first");
        }
    }

    #[test]
    fn a_scrambled_net_beats_random_points_by_far() {
        // The mean of a product over six dimensions: exactly 1; the standard deviation of the product is 0.18.
        let error = |seed| {
            let design = Sobol::new(6, 1024, Scramble::Owen { seed }).unwrap();
            let value = |point: &[f64]| point.iter().map(|u| 1.0 + (u - 0.5) / 4.0).product::<f64>();
            design.all().iter().map(|point| value(point)).sum::<f64>() / 1024.0 - 1.0
        };
        let errors: Vec<f64> = (0..32).map(error).collect();
        let root_mean_square = (errors.iter().map(|error| error * error).sum::<f64>() / 32.0).sqrt();
        assert!(root_mean_square < 0.18 / 32.0 / 50.0, "{root_mean_square}");
        let mean = errors.iter().sum::<f64>() / 32.0;
        assert!(mean.abs() < 4.0 * root_mean_square / 32f64.sqrt(), "{mean}");
    }

    #[test]
    fn more_points_and_more_factors_keep_what_is_done() {
        let scramble = Scramble::Owen { seed: 1 };
        let small = Sobol::new(3, 10, scramble).unwrap().all();
        let large = Sobol::new(5, 100, scramble).unwrap().all();
        assert!(small.iter().zip(&large).all(|(small, large)| small[..] == large[..3]));
    }

    #[test]
    fn what_is_not_possible_is_refused() {
        let of = |factors, points| Sobol::new(factors, points, Scramble::None).map(|_| ());
        assert_eq!(of(0, 1), Err(DesignError::NoFactors));
        assert_eq!(of(1, 0), Err(DesignError::NoPoints));
        assert_eq!(of(513, 1), Err(DesignError::TooManyDimensions { asked: 513, most: 512 }));
    }
}
