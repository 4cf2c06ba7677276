//! Quasi-p-values: is a limit more than chance?

use super::Prim;
use super::candidate::Bare;
use super::found::{Limit, QuasiP, Side};
use super::paste::{Outside, the_one_outside};
use statrs::function::beta::beta_reg;

/// The quasi-p-value of each limit of a box.
pub(super) fn of_limits(prim: &Prim<'_>, found: &Bare) -> Vec<QuasiP> {
    // For each factor, the points and the cases of interest that its lower and its other limit alone keep out.
    let mut kept_out = vec![[(0, 0); 2]; found.limits.len()];
    for point in (0..prim.data.points()).filter(|&point| prim.remaining[point]) {
        if let Outside::Of(factor) = the_one_outside(prim, found, point) {
            let value = prim.data.factors[factor].values[point];
            let is_below = matches!(found.limits[factor], Limit::Range { low, .. } if value < low);
            let (points, of_interest) = &mut kept_out[factor][usize::from(!is_below)];
            *points += 1;
            *of_interest += usize::from(prim.of_interest[point]);
        }
    }
    let mut values = Vec::new();
    for (factor, kept_out) in kept_out.iter().enumerate() {
        for side in sides(&found.limits[factor], &prim.around[factor]) {
            let (points, of_interest) = kept_out[usize::from(side != Side::Lower)];
            let without = (found.of_interest + of_interest) as f64 / (found.points + points) as f64;
            let value = at_least(found.of_interest, found.points, without);
            values.push(QuasiP { factor, side, value });
        }
    }
    values
}

/// The sides on which a limit restricts a factor.
pub(super) fn sides(limit: &Limit, around: &Limit) -> Vec<Side> {
    match (limit, around) {
        (Limit::Range { low, high }, Limit::Range { low: least, high: most }) => {
            let sides = [(Side::Lower, low != least), (Side::Upper, high != most)];
            sides.into_iter().filter(|(_, restricts)| *restricts).map(|(side, _)| side).collect()
        }
        (limit, around) if limit != around => vec![Side::Categories],
        _ => Vec::new(),
    }
}

/// P[X ≥ `count`] for X binomial: the regularised incomplete beta function.
fn at_least(count: usize, trials: usize, probability: f64) -> f64 {
    if count == 0 || probability >= 1.0 {
        return 1.0;
    }
    if probability <= 0.0 {
        return 0.0;
    }
    beta_reg(count as f64, (trials - count) as f64 + 1.0, probability)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_binomial_tail_is_that_of_the_textbook() {
        // 4 or more heads of 5: 6 of 32.
        assert!((at_least(4, 5, 0.5) - 6.0 / 32.0).abs() < 1e-14);
        assert_eq!(at_least(0, 5, 0.3), 1.0);
        assert_eq!(at_least(5, 5, 1.0), 1.0);
    }
}
