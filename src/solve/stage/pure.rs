//! Nash equilibria in pure moves.
//!
//! A profile `a` is one iff `u_i(a) ≥ u_i(b_i, a_−i)` for every player `i` and each of its moves `b_i`; it is
//! *strict* iff the inequality is, for every `b_i ≠ a_i`.
//!
//! References: 1. J. F. Nash, "Equilibrium points in n-person games", *PNAS* 36, 1950.

use super::NormalForm;

/// A pure equilibrium.
#[derive(Debug, Clone, PartialEq)]
pub struct PureEquilibrium {
    /// Each player's move.
    pub moves: Vec<usize>,
    /// Each player's payoff.
    pub payoffs: Vec<f64>,
    /// Whether every deviation loses something. This is the least that any loses: 0 where not strict.
    pub margin: f64,
}

impl PureEquilibrium {
    /// Whether every deviation is worse, not just no better.
    pub fn is_strict(&self) -> bool {
        self.margin > 0.0
    }
}

/// All pure equilibria, in the order of profiles. Comparisons are exact.
pub fn pure_equilibria(game: &NormalForm) -> Vec<PureEquilibrium> {
    (0..game.profile_count())
        .filter_map(|profile| {
            let payoffs = game.payoffs_at(profile);
            let moves = game.moves_of(profile);
            let mut margin = f64::INFINITY;
            for (player, &own) in moves.iter().enumerate() {
                let stride = game.stride(player);
                for other in (0..game.players()[player].moves.len()).filter(|&other| other != own) {
                    let deviation = game.payoffs_at(profile - own * stride + other * stride)[player];
                    margin = margin.min(payoffs[player] - deviation);
                }
            }
            (margin >= 0.0).then(|| PureEquilibrium { moves, payoffs: payoffs.to_vec(), margin })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::examples::{axelrod, ochs, prisoners};
    use super::*;

    fn moves(game: &NormalForm) -> Vec<Vec<usize>> {
        pure_equilibria(game).into_iter().map(|found| found.moves).collect()
    }

    #[test]
    fn one_yields_in_chicken_both_hold_in_the_dilemma_and_pennies_have_none() {
        assert_eq!(moves(&axelrod().normal_form()), [[0, 1], [1, 0]]);
        assert_eq!(moves(&prisoners().normal_form()), [[1, 1]]);
        assert!(moves(&ochs().normal_form()).is_empty());
    }

    #[test]
    fn an_indifferent_player_makes_an_equilibrium_that_is_not_strict() {
        let game = NormalForm::unnamed(&[2, 1], vec![1.0, 0.0, 1.0, 0.0]).unwrap();
        let found = pure_equilibria(&game);
        assert_eq!(found.len(), 2);
        assert!(found.iter().all(|equilibrium| !equilibrium.is_strict()));
    }

    #[test]
    fn of_three_volunteers_exactly_one_yields() {
        let payoffs = (0..8usize)
            .flat_map(|profile| {
                let yields = move |i: usize| profile >> (2 - i) & 1 == 0;
                (0..3).map(move |i| {
                    f64::from(u8::from((0..3).any(yields))) * 5.0 - f64::from(u8::from(yields(i)))
                })
            })
            .collect();
        let game = NormalForm::unnamed(&[2, 2, 2], payoffs).unwrap();
        assert_eq!(moves(&game), [[0, 1, 1], [1, 0, 1], [1, 1, 0]]);
    }
}
