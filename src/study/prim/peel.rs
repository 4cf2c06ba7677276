//! Peeling: taking slices off a box.
//!
//! The points in the box are kept sorted by each factor, so a candidate costs what it drops and a step one pass.

use super::Prim;
use super::candidate::{Bare, Candidate, best};
use super::data::Kind;
use super::found::Limit;
use super::quantile::cut;

/// A value of a factor, and the point that has it.
type Entry = (f64, u32);

/// A box that is being peeled.
pub(super) struct Peeling<'a> {
    prim: &'a Prim<'a>,
    order: Vec<usize>,
    pub(super) current: Bare,
    /// For each factor the points in the box, by value.
    sorted: Vec<Vec<Entry>>,
}

impl<'a> Peeling<'a> {
    /// The box around all points that remain; none if none do.
    pub(super) fn begin(prim: &'a Prim<'a>) -> Option<Peeling<'a>> {
        let points: Vec<u32> =
            (0..prim.data.points() as u32).filter(|&point| prim.remaining[point as usize]).collect();
        if points.is_empty() {
            return None;
        }
        let sorted = prim.data.factors.iter().map(|factor| {
            let mut entries: Vec<Entry> =
                points.iter().map(|&point| (factor.values[point as usize], point)).collect();
            entries.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
            entries
        });
        let sorted = sorted.collect();
        let of_interest = points.iter().filter(|&&point| prim.of_interest[point as usize]).count();
        let current = Bare { limits: prim.around.clone(), points: points.len(), of_interest, pasted: false };
        Some(Peeling { prim, order: prim.data.in_order(), current, sorted })
    }

    /// Peels the best slice off; false, and nothing is done, if none is worth it.
    pub(super) fn step(&mut self) -> bool {
        let Prim { settings, data, around, .. } = self.prim;
        let mut candidates = Vec::new();
        for &factor in &self.order {
            match data.factors[factor].kind {
                Kind::Category => self.categories(factor, &mut candidates),
                _ => candidates.extend([self.upper(factor), self.lower(factor)]),
            }
        }
        let Some((worth, chosen)) = best(candidates, &self.current, around, settings.objective) else {
            return false;
        };
        let mass = chosen.points as f64 / data.points() as f64;
        if !(mass >= settings.least_mass && chosen.points < self.current.points && worth > 0.0) {
            return false;
        }
        self.drop_outside(chosen.factor, &chosen.limit);
        self.current = chosen.applied_to(&self.current, false);
        true
    }

    /// The box's limits of a factor with numbers.
    fn range(&self, factor: usize) -> (f64, f64) {
        match self.current.limits[factor] {
            Limit::Range { low, high } => (low, high),
            Limit::Among(_) => unreachable!("a factor with numbers has a range"),
        }
    }

    /// The box without its uppermost slice.
    fn upper(&self, factor: usize) -> Candidate {
        let sorted = &self.sorted[factor];
        let (low, high) = self.range(factor);
        let at = cut(sorted.len(), |place| sorted[place].0, 1.0 - self.prim.settings.peel);
        let whole = self.prim.data.factors[factor].kind == Kind::Whole;
        let keeps = |value: f64| match whole {
            true if at.trunc() == high => value < high,
            true => value <= at.trunc(),
            false => value <= at,
        };
        let dropped = sorted.iter().rev().take_while(|entry| !keeps(entry.0));
        let (points, of_interest) = self.without(dropped);
        let limit = match whole {
            true if points == 0 => high,
            true => sorted[points - 1].0,
            false => at,
        };
        Candidate { factor, limit: Limit::Range { low, high: limit }, points, of_interest }
    }

    /// The box without its lowermost slice.
    fn lower(&self, factor: usize) -> Candidate {
        let sorted = &self.sorted[factor];
        let (low, high) = self.range(factor);
        let at = cut(sorted.len(), |place| sorted[place].0, self.prim.settings.peel);
        let whole = self.prim.data.factors[factor].kind == Kind::Whole;
        let keeps = |value: f64| match whole {
            true if at.trunc() == low => value > low,
            true => value >= at.trunc(),
            false => value >= at,
        };
        let dropped = sorted.iter().take_while(|entry| !keeps(entry.0));
        let (points, of_interest) = self.without(dropped);
        let limit = match whole {
            true if points == 0 => low,
            true => sorted[sorted.len() - points].0,
            false => at,
        };
        Candidate { factor, limit: Limit::Range { low: limit, high }, points, of_interest }
    }

    /// The box without each of a factor's categories.
    fn categories(&self, factor: usize, candidates: &mut Vec<Candidate>) {
        let Limit::Among(categories) = &self.current.limits[factor] else {
            return;
        };
        if categories.len() < 2 {
            return;
        }
        for &category in categories {
            let dropped = self.sorted[factor].iter().filter(|entry| entry.0 == f64::from(category));
            let (points, of_interest) = self.without(dropped);
            let left = categories.iter().copied().filter(|&other| other != category).collect();
            candidates.push(Candidate { factor, limit: Limit::Among(left), points, of_interest });
        }
    }

    /// How many points, and how many of interest, are left without some.
    fn without<'b>(&self, dropped: impl Iterator<Item = &'b Entry>) -> (usize, usize) {
        let (mut points, mut of_interest) = (self.current.points, self.current.of_interest);
        for &(_, point) in dropped {
            points -= 1;
            of_interest -= usize::from(self.prim.of_interest[point as usize]);
        }
        (points, of_interest)
    }

    /// Takes the points that a limit leaves out off all lists.
    fn drop_outside(&mut self, factor: usize, limit: &Limit) {
        let values = &self.prim.data.factors[factor].values;
        for entries in &mut self.sorted {
            entries.retain(|&(_, point)| limit.holds(values[point as usize]));
        }
    }
}
