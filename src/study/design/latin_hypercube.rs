//! Latin hypercube sampling: of *n* points, each of *n* equal parts of every factor holds one.
//!
//! McKay, Beckman & Conover, "A comparison of three methods for selecting values of input variables in the analysis of
//! output from a computer code", Technometrics 21, 1979. A hypercube can not be extended, for another number of points
//! means other parts; take [`Sobol`](super::Sobol) where more points may be asked for later.

use super::{Design, DesignError, MOST_COORDINATES, some_factors, some_points};
use crate::study::random::{Purpose, Random};

/// A Latin hypercube.
#[derive(Debug, Clone, PartialEq)]
pub struct LatinHypercube {
    /// The coordinates of each factor.
    columns: Vec<Vec<f64>>,
    points: usize,
}

impl LatinHypercube {
    /// A random hypercube: which parts meet is random, and so is the place within each part. A factor's coordinates do
    /// not depend on how many factors follow it.
    ///
    /// # Errors
    /// If there is no factor, no point, or more than [`MOST_COORDINATES`] coordinates.
    pub fn new(factors: usize, points: usize, seed: u64) -> Result<LatinHypercube, DesignError> {
        some_factors(factors)?;
        some_points(points, MOST_COORDINATES / factors)?;
        let columns = (0..factors).map(|factor| {
            let mut random = Random::new(seed, Purpose::LatinHypercube, factor as u64);
            let mut parts: Vec<usize> = (0..points).collect();
            random.shuffle(&mut parts);
            // The sum can round up to the next part's begin, which is not this part's.
            let within = |part: usize, place: f64| {
                ((part as f64 + place) / points as f64).min(((part + 1) as f64 / points as f64).next_down())
            };
            parts.into_iter().map(|part| within(part, random.unit())).collect()
        });
        Ok(LatinHypercube { columns: columns.collect(), points })
    }
}

impl Design for LatinHypercube {
    fn factors(&self) -> usize {
        self.columns.len()
    }

    fn points(&self) -> usize {
        self.points
    }

    fn point(&self, number: usize) -> Vec<f64> {
        self.columns.iter().map(|column| column[number]).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_part_of_each_factor_holds_one_point() {
        for points in [1, 7, 1000] {
            let design = LatinHypercube::new(5, points, 2018).unwrap().all();
            for factor in 0..5 {
                let mut parts: Vec<usize> =
                    design.iter().map(|point| (point[factor] * points as f64) as usize).collect();
                parts.sort_unstable();
                assert_eq!(parts, (0..points).collect::<Vec<_>>());
            }
        }
    }

    #[test]
    fn seeds_and_factors_differ_and_repeat() {
        let design = |seed| LatinHypercube::new(2, 20, seed).unwrap();
        assert_eq!(design(1), design(1));
        assert_ne!(design(1), design(2));
        assert_ne!(design(1).columns[0], design(1).columns[1]);
        assert_eq!(design(1).columns[1], LatinHypercube::new(3, 20, 1).unwrap().columns[1]);
    }
}
