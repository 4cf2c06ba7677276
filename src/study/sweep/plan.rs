//! Which points a sweep looks at, and in which order.

use super::SweepError;
use crate::results::study::Level;
use crate::study::design::{
    Design, Grid, LatinHypercube, OneAtATime, Saltelli, Scramble, Sobol, Trajectories,
};
use crate::study::factor::Factor;
use crate::study::random::{Purpose, Random};
use std::str::FromStr;

/// Most points of a sweep.
pub const MOST_POINTS: usize = 100_000;
/// Points of a random design, and base points of Saltelli's, where nothing says how many.
const POINTS: usize = 64;
/// Independent scrambles of Saltelli's design, which the intervals of its indices come from.
pub const REPLICATES: usize = 8;
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
    /// Morris's trajectories, for elementary effects.
    Morris,
    /// Saltelli's design, for Sobol' indices.
    Saltelli,
    /// Points from a file.
    Saved,
}

impl DesignKind {
    /// Every kind that makes points of its own.
    pub const ALL: [DesignKind; 6] = [
        DesignKind::Grid,
        DesignKind::LatinHypercube,
        DesignKind::Sobol,
        DesignKind::OneAtATime,
        DesignKind::Morris,
        DesignKind::Saltelli,
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
            DesignKind::Saltelli => "saltelli",
            DesignKind::Saved => "saved",
        }
    }

    /// Whether it has to be told how many points it has.
    #[must_use]
    pub fn is_sized(self) -> bool {
        !matches!(self, DesignKind::Grid | DesignKind::OneAtATime | DesignKind::Saved)
    }

    /// Whether its points spread over all factors at once, so that one can ask where cases of interest come about.
    #[must_use]
    pub fn is_spread(self) -> bool {
        use DesignKind::{Grid, LatinHypercube, Saved, Sobol};
        matches!(self, Grid | LatinHypercube | Sobol | Saved)
    }

    /// Whether its analysis has to know how much of the results is noise.
    pub(super) fn has_to_know_noise(self) -> bool {
        matches!(self, DesignKind::Morris | DesignKind::Saltelli)
    }
}

impl FromStr for DesignKind {
    type Err = String;

    fn from_str(name: &str) -> Result<DesignKind, String> {
        let mut kinds = DesignKind::ALL.into_iter().chain([DesignKind::Saved]);
        let known = kinds.find(|kind| kind.name() == name);
        let names = DesignKind::ALL.map(DesignKind::name).join(", ");
        known.ok_or_else(|| format!("no design is named `{name}`; the designs are {names}"))
    }
}

/// The factors that a point varies, ascending, and their values.
pub(super) type Varied = Vec<(usize, Level)>;

/// The points of a sweep.
pub(super) struct Plan {
    /// What a point varies, by its number from 0. Points are made when they are asked for: a hundred thousand of many factors
    /// would fill the memory.
    point: Box<dyn Fn(usize) -> Varied + Send + Sync>,
    /// How many points there are.
    pub(super) points: usize,
    /// The points in the order in which they are looked at: any beginning is a coarse whole.
    pub(super) order: Vec<usize>,
    /// The seeds of the plays: as many parts of the points, one after the other, have luck of their own.
    pub(super) seeds: Vec<u64>,
}

impl Plan {
    /// What a point varies, by its number from 0.
    pub(super) fn point(&self, number: usize) -> Varied {
        (self.point)(number)
    }

    /// So many points in their order, all under one luck.
    fn in_order(points: usize, seed: u64, point: impl Fn(usize) -> Varied + Send + Sync + 'static) -> Plan {
        Plan { point: Box::new(point), points, order: (0..points).collect(), seeds: vec![seed] }
    }

    /// Points that are given.
    pub(super) fn of_points(points: Vec<Varied>, seed: u64) -> Result<Plan, SweepError> {
        match points.len() {
            many if many > MOST_POINTS => Err(SweepError::TooManyPoints(many)),
            many => Ok(Plan::in_order(many, seed, move |number| points[number].clone())),
        }
    }

    /// Every point with every level of one more factor, point by point.
    pub(super) fn crossed(self, factor: usize, levels: &[Level]) -> Result<Plan, SweepError> {
        let count = levels.len();
        let all = self.points.saturating_mul(count);
        if all > MOST_POINTS {
            return Err(SweepError::TooManyPoints(all));
        }
        let Plan { point, order, seeds, .. } = self;
        let order =
            order.iter().flat_map(|number| (0..count).map(move |level| number * count + level)).collect();
        let levels = levels.to_vec();
        let crossed = move |number: usize| {
            let mut varied = point(number / count);
            varied.push((factor, levels[number % count].clone()));
            varied
        };
        Ok(Plan { point: Box::new(crossed), points: all, order, seeds })
    }

    /// Chooses points. `points` is how many, for those designs that have to be told.
    pub(super) fn new(
        kind: DesignKind,
        factors: &[Factor],
        points: Option<usize>,
        second_order: bool,
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
            DesignKind::Saved => Err(SweepError::NoFile),
            DesignKind::Grid => {
                let levels: Vec<usize> = factors.iter().map(Factor::levels).collect();
                let grid = Grid::new(&levels)?;
                within(grid.points())?;
                let (points, order, factors) = (grid.points(), grid.coarse_first(), factors.to_vec());
                let point = move |number| {
                    let levels = grid.levels(number).into_iter().zip(&levels);
                    let of = |(factor, (at, &of)): (usize, (usize, &usize))| {
                        (factor, factors[factor].level(at, of))
                    };
                    levels.enumerate().map(of).collect()
                };
                Ok(Plan { order, ..Plan::in_order(points, seed, point) })
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
                Plan::of_points(places.map(of).collect(), seed)
            }
            DesignKind::LatinHypercube => {
                Ok(scattered(LatinHypercube::new(count, sized, seed)?, factors, seed))
            }
            DesignKind::Sobol => {
                Ok(scattered(Sobol::new(count, sized, Scramble::Owen { seed })?, factors, seed))
            }
            DesignKind::Morris => {
                let trajectories = points.map_or(TRAJECTORIES, |points| points / (count + 1)).max(2);
                within(trajectories * (count + 1))?;
                Ok(scattered(Trajectories::new(count, trajectories, MORRIS_LEVELS, seed)?, factors, seed))
            }
            DesignKind::Saltelli => {
                if sized % REPLICATES != 0 || sized < 2 * REPLICATES {
                    return Err(SweepError::BasePoints(sized));
                }
                let rows = sized / REPLICATES;
                let seeds: Vec<u64> =
                    (0..REPLICATES).map(|replicate| replicate_seed(seed, replicate)).collect();
                let mut replicates = Vec::new();
                for &seed in &seeds {
                    let design = Saltelli::new(count, rows, second_order, Scramble::Owen { seed })?;
                    within(design.points().saturating_mul(REPLICATES))?;
                    replicates.push(scattered(design, factors, seed));
                }
                let each = replicates[0].points;
                let point = move |number: usize| replicates[number / each].point(number % each);
                Ok(Plan { seeds, ..Plan::in_order(each * REPLICATES, seed, point) })
            }
        }
    }
}

/// The seed of a replicate's scramble and of its plays: that of the study for the first, one of its own for each other.
fn replicate_seed(seed: u64, replicate: usize) -> u64 {
    match replicate {
        0 => seed,
        _ => Random::new(seed, Purpose::Replicate, replicate as u64).word(),
    }
}

fn scattered(design: impl Design + Send + Sync + 'static, factors: &[Factor], seed: u64) -> Plan {
    let factors = factors.to_vec();
    Plan::in_order(design.points(), seed, move |number| {
        let coordinates = design.point(number).into_iter().enumerate();
        coordinates.map(|(factor, coordinate)| (factor, factors[factor].at(coordinate))).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan(kind: DesignKind, vary: &[&str], points: Option<usize>) -> Result<Plan, SweepError> {
        let factors: Vec<Factor> = vary.iter().map(|argument| Factor::parse(argument).unwrap()).collect();
        Plan::new(kind, &factors, points, false, 1)
    }

    #[test]
    fn a_grid_is_looked_at_corners_first() {
        let plan = plan(DesignKind::Grid, &["a=0..1:5", "b=x,y"], None).unwrap();
        assert_eq!(plan.points, 10);
        let mut first = plan.order[..4].to_vec();
        first.sort_unstable();
        assert_eq!(first, [0, 1, 8, 9]);
        assert_eq!(plan.point(3), [(0, Level::Number(0.25)), (1, Level::Text("y".into()))]);
    }

    #[test]
    fn one_at_a_time_varies_one_factor_at_each_point() {
        let plan = plan(DesignKind::OneAtATime, &["a=0..1:3", "b=x,y"], None).unwrap();
        let points: Vec<Varied> = (0..plan.points).map(|number| plan.point(number)).collect();
        assert!(points.iter().all(|point| point.len() == 1));
        let of = |factor| points.iter().filter(|point| point[0].0 == factor).count();
        assert_eq!((of(0), of(1)), (3, 2));
    }

    #[test]
    fn sizes_are_as_asked_for_or_refused() {
        assert_eq!(plan(DesignKind::Sobol, &["a=0..1"], Some(8)).unwrap().points, 8);
        assert_eq!(plan(DesignKind::LatinHypercube, &["a=0..1"], Some(5)).unwrap().points, 5);
        assert_eq!(plan(DesignKind::Morris, &["a=0..1", "b=0..1"], Some(12)).unwrap().points, 12);
        let saltelli = plan(DesignKind::Saltelli, &["a=0..1", "b=0..1"], Some(16)).unwrap();
        assert_eq!((saltelli.points, saltelli.seeds.len()), (16 * (2 + 2), REPLICATES));
        assert!(matches!(plan(DesignKind::Saltelli, &["a=0..1"], Some(20)), Err(SweepError::BasePoints(20))));
        assert!(matches!(plan(DesignKind::Grid, &["a=0..1"], Some(8)), Err(SweepError::Points("grid"))));
        assert!(matches!(
            plan(DesignKind::Sobol, &["a=0..1"], Some(MOST_POINTS + 1)),
            Err(SweepError::TooManyPoints(_))
        ));
    }
}
