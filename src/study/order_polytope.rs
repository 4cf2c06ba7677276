//! Numbers of which only the order is known, drawn uniformly: perfect sampling from a polytope of orders and ranges.
//!
//! The points are those *x* with low*ᵢ* ≤ *xᵢ* ≤ high*ᵢ* for each coordinate and *xᵢ* ≥ *xⱼ* for each pair of an order. A
//! sweep of the Gibbs sampler draws each coordinate in turn, uniformly between what its neighbours leave it:
//! *xᵢ* = (1 − *u*) · *aᵢ* + *u* · *bᵢ*, *aᵢ* the largest of its lower bounds, *bᵢ* the least of its upper ones. Both grow
//! with *x*, so under the same *u* two chains keep their order, and every chain stays between those from the lowest and
//! from the highest point. Sweeps are begun further and further in the past, with the same *u* at the same time, until
//! these two have met by now (Propp & Wilson's coupling from the past): where they meet is a draw from the uniform
//! distribution itself, not one after so many sweeps that it may be near. Points of a continuum meet up to a
//! tolerance, [`TOLERANCE`] of each coordinate's range.
//!
//! Draws are independent of one another. Of a chain of *n* equal ranges the coordinates are the order statistics of *n*
//! uniform numbers, and the sweeps needed grow as *n*².
//!
//! # References
//!
//! 1. Propp & Wilson, "Exact sampling with coupled Markov chains and applications to statistical mechanics", Random
//!    Structures and Algorithms 9, 1996.
//! 2. Randall & Winkler, "Mixing points on an interval", ANALCO 2005.
//! 3. Stanley, "Two poset polytopes", Discrete & Computational Geometry 1, 1986.

use super::random::Random;

/// How near the lowest and the highest chain have to come, as a part of each coordinate's range.
pub(crate) const TOLERANCE: f64 = 1e-9;

/// Sweeps at most. A chain of several hundred numbers needs fewer.
const MOST_SWEEPS: usize = 1 << 20;

/// Points between bounds and in an order.
#[derive(Debug, Clone)]
pub(crate) struct OrderPolytope {
    /// The lowest point, and the highest: no coordinate can be lower, or higher.
    low: Vec<f64>,
    high: Vec<f64>,
    /// For each coordinate those that are not above it, and those that are not below.
    below: Vec<Vec<usize>>,
    above: Vec<Vec<usize>>,
    /// Which coordinate each variable is: those that the orders make equal are one.
    coordinate: Vec<usize>,
}

impl OrderPolytope {
    /// Of variables between bounds, and pairs of them of which the first is not below the second. Variables that are
    /// neither above nor below each other, by a ring of pairs, are equal. `None` where no point is left.
    pub(crate) fn new(bounds: &[(f64, f64)], pairs: &[(usize, usize)]) -> Option<OrderPolytope> {
        let coordinate = equal(bounds.len(), pairs);
        let count = coordinate.iter().max().map_or(0, |last| last + 1);
        let mut low = vec![f64::NEG_INFINITY; count];
        let mut high = vec![f64::INFINITY; count];
        for (&at, &(least, most)) in coordinate.iter().zip(bounds) {
            low[at] = low[at].max(least);
            high[at] = high[at].min(most);
        }
        let (mut below, mut above) = (vec![Vec::new(); count], vec![Vec::new(); count]);
        for (larger, smaller) in
            pairs.iter().map(|&(larger, smaller)| (coordinate[larger], coordinate[smaller]))
        {
            if larger != smaller && !below[larger].contains(&smaller) {
                below[larger].push(smaller);
                above[smaller].push(larger);
            }
        }
        // Bounds hand on along the order, as often as it is long.
        loop {
            let mut changed = false;
            for larger in 0..count {
                for &smaller in &below[larger] {
                    changed |= low[smaller] > low[larger] || high[larger] < high[smaller];
                    low[larger] = low[larger].max(low[smaller]);
                    high[smaller] = high[smaller].min(high[larger]);
                }
            }
            if !changed {
                break;
            }
        }
        let is_possible = low.iter().zip(&high).all(|(low, high)| low <= high);
        is_possible.then_some(OrderPolytope { low, high, below, above, coordinate })
    }

    /// A point of it, all equally likely: a value for each variable.
    pub(crate) fn draw(&self, random: &mut Random) -> Vec<f64> {
        let count = self.low.len();
        // Of each sweep, the latest first.
        let mut luck: Vec<Vec<f64>> = Vec::new();
        let mut sweeps = 1;
        loop {
            while luck.len() < sweeps {
                luck.push((0..count).map(|_| random.unit()).collect());
            }
            let (mut lowest, mut highest) = (self.low.clone(), self.high.clone());
            for units in luck.iter().rev() {
                self.sweep(&mut lowest, units);
                self.sweep(&mut highest, units);
            }
            if self.have_met(&lowest, &highest) || sweeps >= MOST_SWEEPS {
                return self.coordinate.iter().map(|&at| lowest[at]).collect();
            }
            sweeps *= 2;
        }
    }

    /// Draws each coordinate anew, one after the other.
    fn sweep(&self, point: &mut [f64], units: &[f64]) {
        for (at, unit) in units.iter().enumerate() {
            let least = self.below[at].iter().map(|&other| point[other]).fold(self.low[at], f64::max);
            let most = self.above[at].iter().map(|&other| point[other]).fold(self.high[at], f64::min);
            // Rounding leads out of no bound.
            point[at] = (least + unit * (most - least)).clamp(least, most.max(least));
        }
    }

    fn have_met(&self, lowest: &[f64], highest: &[f64]) -> bool {
        (0..lowest.len()).all(|at| {
            let range = self.high[at] - self.low[at];
            let rounding = 4.0 * f64::EPSILON * lowest[at].abs();
            highest[at] - lowest[at] <= TOLERANCE * range + rounding
        })
    }
}

/// Which coordinate each variable is, numbered in the order of the first: those on one ring of pairs are the same.
fn equal(count: usize, pairs: &[(usize, usize)]) -> Vec<usize> {
    let leads = |from: usize, to: usize| {
        let (mut seen, mut open) = (vec![false; count], vec![from]);
        while let Some(at) = open.pop() {
            for &(_, smaller) in pairs.iter().filter(|(larger, _)| *larger == at) {
                if !std::mem::replace(&mut seen[smaller], true) {
                    open.push(smaller);
                }
            }
        }
        seen[to]
    };
    let mut same: Vec<usize> = (0..count).collect();
    for &(larger, smaller) in pairs {
        if same[larger] != same[smaller] && leads(smaller, larger) {
            let (one, other) = (same[larger].min(same[smaller]), same[larger].max(same[smaller]));
            same.iter_mut().filter(|at| **at == other).for_each(|at| *at = one);
        }
    }
    let mut firsts: Vec<usize> = same.clone();
    firsts.sort_unstable();
    firsts.dedup();
    same.iter().map(|first| firsts.binary_search(first).expect("each is among them")).collect()
}

#[cfg(test)]
mod tests {
    use super::super::random::Purpose;
    use super::*;
    use proptest::prelude::*;
    use statrs::distribution::{Beta, ContinuousCDF as _};

    const DRAWS: u64 = 4000;

    fn draws(bounds: &[(f64, f64)], pairs: &[(usize, usize)], many: u64) -> Vec<Vec<f64>> {
        let polytope = OrderPolytope::new(bounds, pairs).unwrap();
        (0..many).map(|draw| polytope.draw(&mut Random::new(2018, Purpose::Payoffs, draw))).collect()
    }

    /// The Kolmogorov–Smirnov distance of some numbers from a distribution, times √n.
    fn distance(mut numbers: Vec<f64>, distribution: impl Fn(f64) -> f64) -> f64 {
        numbers.sort_by(f64::total_cmp);
        let n = numbers.len() as f64;
        let apart = |(at, &number): (usize, &f64)| {
            let expected = distribution(number);
            (expected - at as f64 / n).max((at + 1) as f64 / n - expected)
        };
        numbers.iter().enumerate().map(apart).fold(0.0, f64::max) * n.sqrt()
    }

    /// The k-th least of n uniform numbers is distributed as Beta(k, n + 1 − k): mean k/(n + 1), variance
    /// k(n + 1 − k)/((n + 1)²(n + 2)).
    #[test]
    fn a_chain_has_the_order_statistics_of_uniform_numbers() {
        const N: usize = 8;
        let pairs: Vec<(usize, usize)> = (1..N).map(|k| (k, k - 1)).collect();
        let points = draws(&[(0.0, 1.0); N], &pairs, DRAWS);
        for k in 1..=N {
            let numbers: Vec<f64> = points.iter().map(|point| point[k - 1]).collect();
            let (a, b) = (k as f64, (N + 1 - k) as f64);
            let mean = numbers.iter().sum::<f64>() / DRAWS as f64;
            let variance = a * b / ((a + b).powi(2) * (a + b + 1.0));
            let spread = numbers.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / DRAWS as f64;
            assert!((mean - a / (a + b)).abs() < 4.0 * (variance / DRAWS as f64).sqrt(), "{k}: {mean}");
            assert!((spread / variance - 1.0).abs() < 0.12, "{k}: {spread} and {variance}");
            let beta = Beta::new(a, b).unwrap();
            // Beyond 1.95 in one of a thousand samples.
            let apart = distance(numbers, |x| beta.cdf(x));
            assert!(apart < 1.95, "{k}: {apart}");
        }
    }

    /// Of the square above its diagonal, cut at y ≤ 1/2: the volume of what lies below x = t is known.
    #[test]
    fn bounds_cut_a_chain() {
        let points = draws(&[(0.0, 1.0), (0.0, 0.5)], &[(0, 1)], DRAWS);
        assert!(points.iter().all(|point| point[0] >= point[1] && point[1] <= 0.5));
        // Density of x: x up to 1/2, then 1/2; over the volume 3/8.
        let cdf = |x: f64| if x < 0.5 { x * x / 2.0 } else { 0.125 + (x - 0.5) / 2.0 } / 0.375;
        let apart = distance(points.iter().map(|point| point[0]).collect(), cdf);
        assert!(apart < 1.95, "{apart}");
    }

    /// Draws that follow each other are independent: their correlation is that of noise.
    #[test]
    fn draws_do_not_depend_on_each_other() {
        let points = draws(&[(0.0, 1.0); 3], &[(2, 1), (1, 0)], DRAWS);
        let (mean, variance) = (0.5, 0.05);
        let product = |two: &[Vec<f64>]| (two[0][1] - mean) * (two[1][1] - mean);
        let correlation = points.windows(2).map(product).sum::<f64>() / variance / (DRAWS - 1) as f64;
        assert!(correlation.abs() < 4.0 / (DRAWS as f64).sqrt(), "{correlation}");
    }

    #[test]
    fn a_ring_of_pairs_makes_numbers_equal() {
        let points = draws(&[(0.0, 2.0), (1.0, 3.0), (0.0, 3.0)], &[(0, 1), (1, 0), (2, 1)], 50);
        assert!(points.iter().all(|x| x[0] == x[1] && (1.0..=2.0).contains(&x[0]) && x[2] >= x[0]));
    }

    #[test]
    fn where_nothing_is_left_there_is_no_polytope() {
        assert!(OrderPolytope::new(&[(0.0, 1.0), (2.0, 3.0)], &[(0, 1)]).is_none());
        assert!(OrderPolytope::new(&[(0.0, 1.0), (2.0, 3.0)], &[(1, 0)]).is_some());
    }

    proptest! {
        #[test]
        fn every_draw_keeps_its_bounds_and_its_order(
            bounds in prop::collection::vec((-10.0..10.0, 0.0..10.0), 2..12),
            pairs in prop::collection::vec((0..12usize, 0..12usize), 0..14),
            seed: u64,
        ) {
            let bounds: Vec<(f64, f64)> = bounds.iter().map(|&(low, more): &(f64, f64)| (low, low + more)).collect();
            let inside = |&(a, b): &(usize, usize)| a < bounds.len() && b < bounds.len() && a != b;
            let pairs: Vec<(usize, usize)> = pairs.into_iter().filter(inside).collect();
            if let Some(polytope) = OrderPolytope::new(&bounds, &pairs) {
                let point = polytope.draw(&mut Random::new(seed, Purpose::Payoffs, 0));
                for (x, (low, high)) in point.iter().zip(&bounds) {
                    prop_assert!(low <= x && x <= high);
                }
                for &(larger, smaller) in &pairs {
                    prop_assert!(point[larger] >= point[smaller]);
                }
            }
        }
    }
}
