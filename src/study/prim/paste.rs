//! Pasting: giving slices back to a box.

use super::Prim;
use super::candidate::{Bare, Candidate, best};
use super::data::Kind;
use super::found::Limit;
use super::quantile::quantile;

/// The best box with a slice more; none if none is denser.
pub(super) fn step(prim: &Prim<'_>, current: &Bare) -> Option<Bare> {
    let neighbours = Neighbours::of(prim, current);
    let mut candidates = Vec::new();
    for factor in prim.data.in_order() {
        if current.limits[factor] == prim.around[factor] {
            continue;
        }
        match (&current.limits[factor], &prim.around[factor]) {
            (&Limit::Range { low, high }, &Limit::Range { low: least, high: most }) => {
                let whole = prim.data.factors[factor].kind == Kind::Whole;
                let sides = [
                    neighbours.lower(factor, low, least, whole),
                    neighbours.upper(factor, high, most, whole),
                ];
                let [lower, upper] = sides;
                candidates.push(neighbours.with(factor, Limit::Range { low: lower, high }));
                candidates.push(neighbours.with(factor, Limit::Range { low, high: upper }));
            }
            (Limit::Among(now), Limit::Among(all)) => {
                for category in all.iter().filter(|category| !now.contains(category)) {
                    let mut more = now.clone();
                    more.push(*category);
                    more.sort_unstable();
                    candidates.push(neighbours.with(factor, Limit::Among(more)));
                }
            }
            _ => {}
        }
    }
    let (worth, chosen) = best(candidates, current, &prim.around, prim.settings.objective)?;
    let mass = chosen.points as f64 / prim.data.points() as f64;
    let next = chosen.applied_to(current, true);
    let grows = next.points > current.points && mass >= prim.settings.least_mass;
    (grows && worth > 0.0 && next.density() > current.density()).then_some(next)
}

/// The points in a box, and for each factor those that this factor alone keeps out.
struct Neighbours<'a> {
    prim: &'a Prim<'a>,
    current: &'a Bare,
    inside: Vec<u32>,
    kept_out: Vec<Vec<u32>>,
}

impl<'a> Neighbours<'a> {
    fn of(prim: &'a Prim<'a>, current: &'a Bare) -> Neighbours<'a> {
        let mut inside = Vec::with_capacity(current.points);
        let mut kept_out = vec![Vec::new(); current.limits.len()];
        for point in 0..prim.data.points() {
            if !prim.remaining[point] {
                continue;
            }
            match the_one_outside(prim, current, point) {
                Outside::Nowhere => inside.push(point as u32),
                Outside::Of(factor) => kept_out[factor].push(point as u32),
                Outside::OfSeveral => {}
            }
        }
        Neighbours { prim, current, inside, kept_out }
    }

    fn value(&self, factor: usize, point: u32) -> f64 {
        self.prim.data.factors[factor].values[point as usize]
    }

    /// Values of a factor of the points that would be in the box if it reached on to the end of a side; sorted.
    fn beyond(&self, factor: usize, is_beyond: impl Fn(f64) -> bool) -> Vec<f64> {
        let points = self.kept_out[factor].iter().chain(&self.inside);
        let mut values: Vec<f64> =
            points.map(|&point| self.value(factor, point)).filter(|&value| is_beyond(value)).collect();
        values.sort_unstable_by(f64::total_cmp);
        values
    }

    /// Where the lower limit goes.
    fn lower(&self, factor: usize, low: f64, least: f64, whole: bool) -> f64 {
        let beyond = self.beyond(factor, |value| value <= low);
        if beyond.is_empty() {
            return least;
        }
        let limit = quantile(&beyond, 1.0 - self.prim.settings.paste);
        if whole { limit.ceil() } else { limit }
    }

    /// Where the upper limit goes.
    fn upper(&self, factor: usize, high: f64, most: f64, whole: bool) -> f64 {
        let beyond = self.beyond(factor, |value| value >= high);
        if beyond.is_empty() {
            return most;
        }
        let limit = quantile(&beyond, self.prim.settings.paste);
        if whole { limit.floor() } else { limit }
    }

    /// The box with a wider limit of a factor.
    fn with(&self, factor: usize, limit: Limit) -> Candidate {
        let (mut points, mut of_interest) = (self.current.points, self.current.of_interest);
        for &point in &self.kept_out[factor] {
            if limit.holds(self.value(factor, point)) {
                points += 1;
                of_interest += usize::from(self.prim.of_interest[point as usize]);
            }
        }
        Candidate { factor, limit, points, of_interest }
    }
}

/// Which factors keep a point out of a box.
pub(super) enum Outside {
    /// None: it is inside.
    Nowhere,
    /// This one alone.
    Of(usize),
    /// More than one.
    OfSeveral,
}

pub(super) fn the_one_outside(prim: &Prim<'_>, current: &Bare, point: usize) -> Outside {
    let mut outside = Outside::Nowhere;
    for (factor, (limit, of)) in current.limits.iter().zip(&prim.data.factors).enumerate() {
        if !limit.holds(of.values[point]) {
            match outside {
                Outside::Nowhere => outside = Outside::Of(factor),
                _ => return Outside::OfSeveral,
            }
        }
    }
    outside
}
