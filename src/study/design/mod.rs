//! Designs: which points of its factors a study looks at.
//!
//! A design is a finite list of points in the unit cube, one coordinate for each factor; [`scale`] brings a coordinate to
//! the range of a factor and [`pick`] to one of several choices. Any point can be had by itself, so a study that was
//! interrupted goes on where it stopped, and points can be worked on in any order.
//!
//! | design | order of its points | more points later |
//! |---|---|---|
//! | [`Grid`] | last factor fastest; [`Grid::coarse_first`] for a study that may be stopped | no |
//! | [`LatinHypercube`] | random, so any part is a random sample | no: strata of another number are others |
//! | [`Sobol`] | each power of two is a whole net | yes |
//! | [`Saltelli`] | by base row | yes |
//! | [`Trajectories`] | by trajectory | yes |
//! | [`OneAtATime`] | the base, the ends, then between | yes, as a finer one |
//!
//! *More points later* means that a point does not depend on how many there are: asking for more keeps what is done.

mod grid;
mod latin_hypercube;
mod morris;
mod one_at_a_time;
mod refine;
mod saltelli;
mod scramble;
mod sobol;

pub use grid::Grid;
pub use latin_hypercube::LatinHypercube;
pub(crate) use morris::delta;
pub use morris::{Step, Trajectories};
pub use one_at_a_time::{OneAtATime, Place};
pub use saltelli::{Block, Saltelli};
pub use scramble::Scramble;
pub use sobol::{MOST_DIMENSIONS, Sobol};

use thiserror::Error;

/// Most coordinates that a design may have which keeps them all in memory.
pub const MOST_COORDINATES: usize = 1 << 28;

/// A list of points in the unit cube.
pub trait Design {
    /// How many factors there are: coordinates of a point.
    fn factors(&self) -> usize;

    /// How many points there are.
    fn points(&self) -> usize;

    /// A point by its number, from 0; each coordinate in [0, 1].
    ///
    /// # Panics
    /// If there is no point of that number.
    fn point(&self, number: usize) -> Vec<f64>;

    /// All points, one after the other.
    fn all(&self) -> Vec<Vec<f64>> {
        (0..self.points()).map(|number| self.point(number)).collect()
    }
}

/// Brings a coordinate to the range of a factor: 0 to `low`, 1 to `high`.
#[must_use]
pub fn scale(coordinate: f64, low: f64, high: f64) -> f64 {
    low + coordinate * (high - low)
}

/// Brings a coordinate to one of `choices` things, numbered from 0, each with an equal part of [0, 1].
#[must_use]
pub fn pick(coordinate: f64, choices: usize) -> usize {
    ((coordinate * choices as f64) as usize).min(choices.saturating_sub(1))
}

/// Why a design is not possible.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum DesignError {
    /// Nothing is varied.
    #[error("a design needs a factor at least")]
    NoFactors,
    /// A design of no points.
    #[error("a design needs a point at least")]
    NoPoints,
    /// More dimensions than there are direction numbers for.
    #[error("{asked} dimensions are asked for, and a Sobol' sequence has {most} here at most")]
    TooManyDimensions {
        /// How many are asked for.
        asked: usize,
        /// How many are possible.
        most: usize,
    },
    /// More points than a design can have.
    #[error("the design has more points than the {most} that are possible")]
    TooManyPoints {
        /// How many are possible.
        most: usize,
    },
    /// A factor without a level.
    #[error("factor {factor} (counted from 1) has no level")]
    NoLevels {
        /// Which one, from 1.
        factor: usize,
    },
    /// Levels that trajectories can not step on.
    #[error("trajectories step on an even number of levels, at least 2, and not on {levels}")]
    OddLevels {
        /// How many are asked for.
        levels: usize,
    },
    /// A base that is not in the unit cube.
    #[error("coordinate {factor} (counted from 1) of the base is {value}; expected a number from 0 to 1")]
    BaseOutside {
        /// Which one, from 1.
        factor: usize,
        /// What it is.
        value: String,
    },
}

/// Refuses a design without factors.
fn some_factors(factors: usize) -> Result<(), DesignError> {
    if factors == 0 { Err(DesignError::NoFactors) } else { Ok(()) }
}

/// Refuses a design without points, or with more than `most`.
fn some_points(points: usize, most: usize) -> Result<(), DesignError> {
    match points {
        0 => Err(DesignError::NoPoints),
        points if points > most => Err(DesignError::TooManyPoints { most }),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_coordinate_becomes_a_value_or_a_choice() {
        assert_eq!(scale(0.25, -2.0, 2.0), -1.0);
        assert_eq!([0.0, 0.33, 0.34, 0.99, 1.0].map(|coordinate| pick(coordinate, 3)), [0, 0, 1, 2, 2]);
    }
}
