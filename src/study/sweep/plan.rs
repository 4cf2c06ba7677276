//! Which points a sweep looks at, and in which order.

use super::SweepError;
use crate::results::study::Level;
use crate::study::design::{Design, Grid, LatinHypercube, OneAtATime, Scramble, Sobol, Trajectories};
use crate::study::factor::Factor;
use std::str::FromStr;

/// Most points of a sweep.
pub const MOST_POINTS: usize = 100_000;
/// Points of a random design where nothing says how many.
const POINTS: usize = 64;
/// Trajectories where nothing says how many points.
const TRAJECTORIES: usize = 10;
/// Levels of a trajectory's steps: Morris's choice, and that of all after him.
pub(super) const MORRIS_LEVELS: usize = 4;

/// How points are chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DesignKind {
    /// Every level of every factor with every one of all others.
    Grid,
    /// A Latin hypercube.
    LatinHypercube,
    /// A scrambled Sobol' sequence.
    Sobol,
    /// Each factor by itself, all others as in the scenario.
    OneAtATime,
    /// Morris's trajectories.
    Morris,
}

impl DesignKind {
    /// Every kind.
    pub const ALL: [DesignKind; 5] = [
        DesignKind::Grid,
        DesignKind::LatinHypercube,
        DesignKind::Sobol,
        DesignKind::OneAtATime,
        DesignKind::Morris,
    ];

    /// Its name on the command line and in results.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            DesignKind::Grid => "grid",
            DesignKind::LatinHypercube => "lhs",
            DesignKind::Sobol => "sobol",
            DesignKind::OneAtATime => "one-at-a-time",
            DesignKind::Morris => "morris",
        }
    }

    /// Whether it has to be told how many points it has.
    #[must_use]
    pub fn is_sized(self) -> bool {
        matches!(self, DesignKind::LatinHypercube | DesignKind::Sobol | DesignKind::Morris)
    }
}

impl FromStr for DesignKind {
    type Err = String;

    fn from_str(name: &str) -> Result<DesignKind, String> {
        let known = DesignKind::ALL.into_iter().find(|kind| kind.name() == name);
        let names = DesignKind::ALL.map(DesignKind::name).join(", ");
        known.ok_or_else(|| format!("no design is named `{name}`; the designs are {names}"))
    }
}

/// The points of a sweep.
pub(super) struct Plan {
    /// For each point, the factors that it varies, ascending, and their values.
    pub(super) points: Vec<Vec<(usize, Level)>>,
    /// The points in the order in which they are looked at: any beginning is a coarse whole.
    pub(super) order: Vec<usize>,
}

impl Plan {
    /// Chooses points. `points` is how many, for those designs that have to be told.
    pub(super) fn new(
        kind: DesignKind,
        factors: &[Factor],
        points: Option<usize>,
        seed: u64,
    ) -> Result<Plan, SweepError> {
        if points.is_some() && !kind.is_sized() {
            return Err(SweepError::Points(kind.name()));
        }
        let count = factors.len();
        let within = |points: usize| match points {
            points if points > MOST_POINTS => Err(SweepError::TooManyPoints(points)),
            points => Ok(points),
        };
        let sized = within(points.unwrap_or(POINTS))?;
        match kind {
            DesignKind::Grid => {
                let levels: Vec<usize> = factors.iter().map(Factor::levels).collect();
                let grid = Grid::new(&levels)?;
                within(grid.points())?;
                let point = |number| {
                    let levels = grid.levels(number).into_iter().zip(&levels);
                    let of = |(factor, (at, &of)): (usize, (usize, &usize))| {
                        (factor, factors[factor].level(at, of))
                    };
                    levels.enumerate().map(of).collect()
                };
                Ok(Plan { points: (0..grid.points()).map(point).collect(), order: grid.coarse_first() })
            }
            DesignKind::OneAtATime => {
                let levels: Vec<usize> = factors.iter().map(Factor::levels_alone).collect();
                let most = levels.iter().copied().max().unwrap_or(0);
                // The design's own base is the scenario as it stands, which is looked at anyway.
                let design = OneAtATime::new(&vec![0.5; count], most)?;
                let places = (1..design.points()).filter_map(|number| design.place(number));
                let places = places.filter(|place| place.level < levels[place.factor]);
                let of = |place: crate::study::design::Place| {
                    let level = factors[place.factor].level(place.level, levels[place.factor]);
                    vec![(place.factor, level)]
                };
                let points: Vec<_> = places.map(of).collect();
                within(points.len())?;
                Ok(Plan { order: (0..points.len()).collect(), points })
            }
            DesignKind::LatinHypercube => Ok(scattered(&LatinHypercube::new(count, sized, seed)?, factors)),
            DesignKind::Sobol => Ok(scattered(&Sobol::new(count, sized, Scramble::Owen { seed })?, factors)),
            DesignKind::Morris => {
                let trajectories = points.map_or(TRAJECTORIES, |points| points / (count + 1)).max(2);
                within(trajectories * (count + 1))?;
                Ok(scattered(&Trajectories::new(count, trajectories, MORRIS_LEVELS, seed)?, factors))
            }
        }
    }
}

fn scattered(design: &dyn Design, factors: &[Factor]) -> Plan {
    let point = |number| {
        let coordinates = design.point(number).into_iter().enumerate();
        coordinates.map(|(factor, coordinate)| (factor, factors[factor].at(coordinate))).collect()
    };
    Plan { points: (0..design.points()).map(point).collect(), order: (0..design.points()).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan(kind: DesignKind, vary: &[&str], points: Option<usize>) -> Result<Plan, SweepError> {
        let factors: Vec<Factor> = vary.iter().map(|argument| Factor::parse(argument).unwrap()).collect();
        Plan::new(kind, &factors, points, 1)
    }

    #[test]
    fn a_grid_is_looked_at_corners_first() {
        let plan = plan(DesignKind::Grid, &["a=0..1:5", "b=x,y"], None).unwrap();
        assert_eq!(plan.points.len(), 10);
        let mut first = plan.order[..4].to_vec();
        first.sort_unstable();
        assert_eq!(first, [0, 1, 8, 9]);
        assert_eq!(plan.points[3], [(0, Level::Number(0.25)), (1, Level::Text("y".into()))]);
    }

    #[test]
    fn one_at_a_time_varies_one_factor_at_each_point() {
        let plan = plan(DesignKind::OneAtATime, &["a=0..1:3", "b=x,y"], None).unwrap();
        assert!(plan.points.iter().all(|point| point.len() == 1));
        let of = |factor| plan.points.iter().filter(|point| point[0].0 == factor).count();
        assert_eq!((of(0), of(1)), (3, 2));
    }

    #[test]
    fn sizes_are_as_asked_for_or_refused() {
        assert_eq!(plan(DesignKind::Sobol, &["a=0..1"], Some(8)).unwrap().points.len(), 8);
        assert_eq!(plan(DesignKind::LatinHypercube, &["a=0..1"], Some(5)).unwrap().points.len(), 5);
        assert_eq!(plan(DesignKind::Morris, &["a=0..1", "b=0..1"], Some(12)).unwrap().points.len(), 12);
        assert!(matches!(plan(DesignKind::Grid, &["a=0..1"], Some(8)), Err(SweepError::Points("grid"))));
        assert!(matches!(
            plan(DesignKind::Sobol, &["a=0..1"], Some(MOST_POINTS + 1)),
            Err(SweepError::TooManyPoints(_))
        ));
    }
}
