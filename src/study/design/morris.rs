//! Trajectories of Morris, which [elementary effects](crate::study::morris) are taken from.
//!
//! Each factor has *p* levels 0, 1/(*p* − 1), …, 1. A trajectory begins at a random one and moves every factor once, in
//! random order and direction, by δ = *p* / (2(*p* − 1)): *D* + 1 points. With *p* even, all levels are equally likely at
//! either end of a step.
//!
//! Morris, "Factorial sampling plans for preliminary computational experiments", Technometrics 33, 1991.

use super::{Design, DesignError, some_factors, some_points};
use crate::study::random::{Purpose, Random};

/// Trajectories on a grid of levels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trajectories {
    factors: usize,
    trajectories: usize,
    levels: usize,
    seed: u64,
}

/// How a trajectory comes to a point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// Which factor moved, from 0.
    pub factor: usize,
    /// Whether it moved up.
    pub up: bool,
}

impl Trajectories {
    /// So many trajectories, on so many levels; 10 to 50 trajectories on 4 levels are usual. A trajectory does not depend
    /// on how many there are.
    ///
    /// # Errors
    /// If there is no factor, no trajectory, more points than can be counted, or a number of levels that is not even.
    pub fn new(
        factors: usize,
        trajectories: usize,
        levels: usize,
        seed: u64,
    ) -> Result<Trajectories, DesignError> {
        some_factors(factors)?;
        some_points(trajectories, (u32::MAX as usize).checked_div(factors.saturating_add(1)).unwrap_or(0))?;
        if levels < 2 || levels % 2 == 1 {
            return Err(DesignError::OddLevels { levels });
        }
        Ok(Trajectories { factors, trajectories, levels, seed })
    }

    /// δ: how far a step goes, in the unit cube.
    #[must_use]
    pub fn delta(&self) -> f64 {
        delta(self.levels)
    }

    /// The levels at the begin of a trajectory, and its steps.
    fn trajectory(&self, number: usize) -> (Vec<usize>, Vec<Step>) {
        let mut random = Random::new(self.seed, Purpose::Trajectory, number as u64);
        let half = self.levels / 2;
        let mut steps = Vec::with_capacity(self.factors);
        let mut begin = Vec::with_capacity(self.factors);
        for factor in 0..self.factors {
            let low = random.below(half as u32) as usize;
            let up = random.below(2) == 1;
            steps.push(Step { factor, up });
            begin.push(if up { low } else { low + half });
        }
        random.shuffle(&mut steps);
        (begin, steps)
    }

    /// How a point is come to from the one before it; nothing for the first of a trajectory.
    ///
    /// # Panics
    /// If there is no point of that number.
    #[must_use]
    pub fn step(&self, number: usize) -> Option<Step> {
        assert!(number < self.points(), "there are {} points", self.points());
        let (trajectory, at) = (number / (self.factors + 1), number % (self.factors + 1));
        let (_, steps) = self.trajectory(trajectory);
        at.checked_sub(1).map(|step| steps[step])
    }
}

/// δ of so many levels, in the unit cube.
#[must_use]
pub(crate) fn delta(levels: usize) -> f64 {
    levels as f64 / (2.0 * (levels as f64 - 1.0))
}

impl Design for Trajectories {
    fn factors(&self) -> usize {
        self.factors
    }

    fn points(&self) -> usize {
        self.trajectories * (self.factors + 1)
    }

    fn point(&self, number: usize) -> Vec<f64> {
        assert!(number < self.points(), "there are {} points", self.points());
        let (trajectory, at) = (number / (self.factors + 1), number % (self.factors + 1));
        let (mut levels, steps) = self.trajectory(trajectory);
        for step in &steps[..at] {
            let level = &mut levels[step.factor];
            *level = if step.up { *level + self.levels / 2 } else { *level - self.levels / 2 };
        }
        levels.into_iter().map(|level| level as f64 / (self.levels - 1) as f64).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_factor_moves_once_by_delta() {
        for levels in [2, 4, 6] {
            let design = Trajectories::new(5, 30, levels, 2018).unwrap();
            let points = design.all();
            for (number, pair) in points.windows(2).enumerate() {
                if (number + 1) % 6 == 0 {
                    assert_eq!(design.step(number + 1), None);
                    continue;
                }
                let step = design.step(number + 1).unwrap();
                for (factor, (from, to)) in pair[0].iter().zip(&pair[1]).enumerate() {
                    let moved = to - from;
                    let expected = match factor == step.factor {
                        false => 0.0,
                        true if step.up => design.delta(),
                        true => -design.delta(),
                    };
                    assert!((moved - expected).abs() < 1e-15);
                }
            }
            for trajectory in points.chunks(6) {
                let moved = |factor: usize| trajectory[0][factor] != trajectory[5][factor];
                assert!((0..5).all(moved));
                assert!(trajectory.iter().flatten().all(|u| (0.0..=1.0).contains(u)));
            }
        }
    }

    #[test]
    fn levels_directions_and_orders_are_alike_often() {
        let design = Trajectories::new(3, 4000, 4, 1).unwrap();
        let mut begins = [0; 4];
        let mut first = [0; 3];
        for trajectory in 0..4000 {
            begins[(design.point(4 * trajectory)[0] * 3.0).round() as usize] += 1;
            first[design.step(4 * trajectory + 1).unwrap().factor] += 1;
        }
        assert!(begins.iter().all(|&count: &i32| (count - 1000).abs() < 110), "{begins:?}");
        assert!(first.iter().all(|&count: &i32| (count - 1333).abs() < 120), "{first:?}");
    }

    #[test]
    fn levels_that_are_not_even_are_refused() {
        assert_eq!(Trajectories::new(2, 2, 5, 0), Err(DesignError::OddLevels { levels: 5 }));
    }
}
