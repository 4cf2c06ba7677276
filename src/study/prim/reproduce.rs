//! How often limits come back in random halves of the data.

use super::data::Kind;
use super::found::{PrimBox, Side};
use super::quasi_p::sides;
use super::{Prim, candidate::Bare};
use crate::study::random::{Purpose, Random};
use rayon::prelude::*;

/// How often boxes found in halves of the data restrict a factor on a side.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reproduced {
    /// The factor, from 0.
    pub factor: usize,
    /// The side.
    pub side: Side,
    /// Whether the chosen box restricts it there.
    pub chosen: bool,
    /// In which share of the halves the box of nearest coverage does.
    pub by_coverage: f64,
    /// In which share of the halves the box of nearest density does.
    pub by_density: f64,
}

/// Limits that a box sets, by factor and side.
type Limits = Vec<(usize, Side)>;

impl Prim<'_> {
    /// For every side of every factor, how often the boxes of `halves` random halves of the data restrict it: of each half,
    /// that box of its trajectory whose coverage, and that whose density, is nearest to the chosen one's. A limit that
    /// seldom comes back is an accident of these points. Halves without a case of interest count as restricting nothing.
    #[must_use]
    pub fn reproduced(&self, chosen: &PrimBox, halves: usize, seed: u64) -> Vec<Reproduced> {
        let of_half = |half: usize| self.of_half(chosen, seed, half as u64);
        let found: Vec<Option<[Limits; 2]>> = (0..halves).into_par_iter().map(of_half).collect();
        let share = |which: usize, limit: &(usize, Side)| {
            let times = found.iter().flatten().filter(|found| found[which].contains(limit)).count();
            times as f64 / halves.max(1) as f64
        };
        let all = self.data.factors.iter().enumerate().flat_map(|(factor, of)| {
            let sides: &[Side] = match of.kind {
                Kind::Category => &[Side::Categories],
                _ => &[Side::Lower, Side::Upper],
            };
            sides.iter().map(move |&side| (factor, side))
        });
        let restricts =
            |factor: usize, side| sides(&chosen.limits[factor], &self.around[factor]).contains(&side);
        all.map(|limit @ (factor, side)| Reproduced {
            factor,
            side,
            chosen: restricts(factor, side),
            by_coverage: share(0, &limit),
            by_density: share(1, &limit),
        })
        .collect()
    }

    /// What the boxes of nearest coverage and nearest density of a half restrict.
    fn of_half(&self, chosen: &PrimBox, seed: u64, half: u64) -> Option<[Limits; 2]> {
        let mut points: Vec<usize> = (0..self.data.points()).filter(|&point| self.remaining[point]).collect();
        Random::new(seed, Purpose::Half, half).shuffle(&mut points);
        points.truncate(points.len() / 2);
        points.sort_unstable();
        let mut data = self.data.some(&points);
        data.of_interest = points.iter().map(|&point| self.of_interest[point]).collect();
        let interest = data.of_interest.iter().filter(|&&is| is).count() as f64;
        let search = Prim::new(&data, self.settings).ok()?;
        let boxes = search.search();
        let nearest = |of: &dyn Fn(&Bare) -> f64, to: f64| {
            let distance = |bare: &Bare| (of(bare) - to).abs();
            let nearest = boxes.iter().min_by(|a, b| distance(a).total_cmp(&distance(b)))?;
            let limits = nearest.limits.iter().zip(&search.around).enumerate();
            Some(
                limits
                    .flat_map(|(factor, (limit, around))| {
                        sides(limit, around).into_iter().map(move |side| (factor, side))
                    })
                    .collect(),
            )
        };
        let coverage = |bare: &Bare| bare.of_interest as f64 / interest;
        Some([nearest(&coverage, chosen.coverage)?, nearest(&Bare::density, chosen.density)?])
    }
}
