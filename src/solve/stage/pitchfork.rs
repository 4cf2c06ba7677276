//! The pitchfork of a symmetric 2×2 game: where its symmetric logit branch loses its stability.
//!
//! With `p` the probability of the first move and `d(p) = a + b p` its gain over the second, the symmetric logit
//! equilibria are `logit p = λ d(p)`. Where `b < 0`, as in Chicken, two asymmetric ones leave the branch where
//!
//! ```text
//! −λ b p(1−p) = 1,   that is   f(p) = −b p(1−p) logit p − d(p) = 0.
//! ```
//!
//! With the moves numbered so that `d(½) ≥ 0` the branch runs where `p ≥ ½`, and there `f` is concave: it has two
//! zeros at most, on either side of its top. Where `b > 0` there is a crossing only if `d(½) = 0`, when uniform play
//! is an equilibrium for every λ.
//!
//! References: 1. R. D. McKelvey, T. R. Palfrey, *Games and Economic Behavior* 10, 1995. 2. M. Golubitsky, D. G.
//! Schaeffer, *Singularities and Groups in Bifurcation Theory* I, 1985, ch. I.

use super::logit_2x2::{bisect, sigma, slope};
use super::{Bimatrix, StageError};

/// A point where the symmetric branch of a symmetric 2×2 game crosses an asymmetric one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pitchfork {
    /// λ*, of both players.
    pub rationality: f64,
    /// Both players' mix there.
    pub mix: [f64; 2],
}

/// Where the principal, symmetric branch of a symmetric 2×2 game with equal rationalities loses and regains its
/// stability: none, one or two points, by rising λ. None also where the game is not symmetric.
pub fn pitchforks(game: &Bimatrix) -> Result<Vec<Pitchfork>, StageError> {
    game.check_two_by_two()?;
    if !game.is_symmetric() {
        return Ok(Vec::new());
    }
    let mut a = game.row_payoff(0, 1) - game.row_payoff(1, 1);
    let mut b = game.row_payoff(0, 0) - game.row_payoff(1, 0) - a;
    let swapped = a + 0.5 * b < 0.0;
    if swapped {
        (a, b) = (-a - b, b);
    }
    let at = |logit: f64| {
        let mix = [sigma(logit), sigma(-logit)];
        let rationality = 1.0 / (b.abs() * mix[0] * mix[1]);
        Pitchfork { rationality, mix: if swapped { [mix[1], mix[0]] } else { mix } }
    };
    if b == 0.0 || (b > 0.0 && a + 0.5 * b > 0.0) {
        return Ok(Vec::new());
    }
    if a + 0.5 * b == 0.0 {
        return Ok(vec![at(0.0)]);
    }
    let f = |logit: f64| -b * slope(logit) * logit - (a + b * sigma(logit));
    // f'(p) = −b (2 − (2p − 1) logit p).
    let top = bisect(0.0, 10.0, |logit| (sigma(logit) - sigma(-logit)) * logit < 2.0);
    let mut found = Vec::new();
    if f(top) > 0.0 {
        found.push(at(bisect(0.0, top, |logit| f(logit) < 0.0)));
        if a + b > 0.0 {
            found.push(at(bisect(top, 700.0, |logit| f(logit) > 0.0)));
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::super::examples::{aumann, axelrod, close, ordinal_chicken};
    use super::*;

    /// O6: mpmath; Gambit's path crosses Aumann's at 1.3721834.
    #[test]
    fn the_pitchfork_of_chicken_is_located_to_twelve_digits() {
        for (game, rationality, dare) in
            [(axelrod(), 0.48918179106027, 0.28651225103531), (aumann(), 1.37218354941814, 0.41586811501119)]
        {
            let found = pitchforks(&game).unwrap();
            assert_eq!(found.len(), 1);
            close(found[0].rationality, rationality, 1e-12);
            close(found[0].mix[1], dare, 1e-12);
        }
    }

    #[test]
    fn ordinal_chicken_splits_at_two() {
        let game = ordinal_chicken();
        assert_eq!(pitchforks(&game).unwrap(), [Pitchfork { rationality: 2.0, mix: [0.5, 0.5] }]);
    }

    #[test]
    fn a_branch_that_ends_in_dominance_splits_and_heals_or_never_splits() {
        // Move 1 dominates by 0.05 against move 1 and by 3.05 against move 2.
        let found = pitchforks(&Bimatrix::symmetric(0.05, 3.05, 0.0, 0.0).unwrap()).unwrap();
        assert_eq!(found.len(), 2);
        for point in found {
            let p = point.mix[0];
            assert!(((p / (1.0 - p)).ln() - point.rationality * (3.05 - 3.0 * p)).abs() < 1e-10);
        }
        assert_eq!(pitchforks(&Bimatrix::symmetric(2.0, 3.0, 0.0, 0.0).unwrap()).unwrap(), []);
    }

    #[test]
    fn a_game_without_a_motive_has_no_crossing() {
        assert_eq!(pitchforks(&Bimatrix::symmetric(1.0, 1.0, 1.0, 1.0).unwrap()).unwrap(), []);
        let wide = Bimatrix::new(&[&[1.0, 2.0, 3.0]], &[&[1.0, 2.0, 3.0]]).unwrap();
        assert_eq!(pitchforks(&wide), Err(StageError::NotTwoByTwo(1, 3)));
    }
}
