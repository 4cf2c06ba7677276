//! One factor at a time: a base, and from it each factor moved over its range while the others stay.
//!
//! What [tornado](crate::results::study::Reach) diagrams are drawn from. It sees no interaction; [`Saltelli`](super::Saltelli)
//! does.

use super::refine::{coordinate, ranks};
use super::{Design, DesignError, some_factors};

/// A design that moves one factor at a time.
#[derive(Debug, Clone, PartialEq)]
pub struct OneAtATime {
    base: Vec<f64>,
    /// What is moved at each point but the first.
    places: Vec<Place>,
}

/// What a point moves.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Place {
    /// Which factor, from 0.
    pub factor: usize,
    /// Which of its levels, from 0.
    pub level: usize,
    /// Where that level is, from 0 to 1.
    pub coordinate: f64,
}

impl OneAtATime {
    /// The base, and so many levels of each factor, evenly spaced from 0 to 1. The base comes first, then the ends of all
    /// factors, then what is halfway between, and so on; so a study that is stopped has looked at all factors.
    ///
    /// # Errors
    /// If there is no factor, no level, or a base outside of the unit cube.
    pub fn new(base: &[f64], levels: usize) -> Result<OneAtATime, DesignError> {
        some_factors(base.len())?;
        if levels == 0 {
            return Err(DesignError::NoLevels { factor: 1 });
        }
        if let Some(factor) = base.iter().position(|value| !(0.0..=1.0).contains(value)) {
            return Err(DesignError::BaseOutside { factor: factor + 1, value: base[factor].to_string() });
        }
        let ranks = ranks(levels);
        let finest = ranks.iter().copied().max().unwrap_or(0);
        let mut places = Vec::with_capacity(base.len() * levels);
        for rank in 0..=finest {
            for factor in 0..base.len() {
                let of_rank = (0..levels).filter(|&level| ranks[level] == rank);
                places.extend(of_rank.map(|level| Place {
                    factor,
                    level,
                    coordinate: coordinate(level, levels),
                }));
            }
        }
        Ok(OneAtATime { base: base.to_vec(), places })
    }

    /// What a point moves; nothing at the base.
    ///
    /// # Panics
    /// If there is no point of that number.
    #[must_use]
    pub fn place(&self, number: usize) -> Option<Place> {
        number.checked_sub(1).map(|at| self.places[at])
    }
}

impl Design for OneAtATime {
    fn factors(&self) -> usize {
        self.base.len()
    }

    fn points(&self) -> usize {
        self.places.len() + 1
    }

    fn point(&self, number: usize) -> Vec<f64> {
        let mut point = self.base.clone();
        if let Some(place) = self.place(number) {
            point[place.factor] = place.coordinate;
        }
        point
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_of_all_factors_come_before_what_is_between() {
        let design = OneAtATime::new(&[0.25, 0.75], 3).unwrap();
        let points =
            [[0.25, 0.75], [0.0, 0.75], [1.0, 0.75], [0.25, 0.0], [0.25, 1.0], [0.5, 0.75], [0.25, 0.5]];
        assert_eq!(design.all(), points);
        assert_eq!(design.place(0), None);
        assert_eq!(design.place(4), Some(Place { factor: 1, level: 2, coordinate: 1.0 }));
    }

    #[test]
    fn a_base_outside_of_the_cube_is_refused() {
        let error = OneAtATime::new(&[0.5, f64::NAN], 3).unwrap_err();
        assert_eq!(
            error.to_string(),
            "coordinate 2 (counted from 1) of the base is NaN; expected a number from 0 to 1"
        );
    }
}
