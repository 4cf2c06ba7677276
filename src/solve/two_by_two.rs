//! Everything that the theory of 2×2 games says about one: one call for all the algorithms of [`stage`](super::stage).

use super::stage::correlated::{CorrelatedExtremes, correlated_extremes};
use super::stage::critical_risk::{CriticalRisk, critical_risks};
use super::stage::extreme_equilibria::{ExtremeEquilibria, extreme_equilibria};
use super::stage::logit_2x2::{Fold2x2, LogitBranch2x2, logit_branches_2x2, logit_folds_2x2};
use super::stage::ordinal::{OrdinalClass, ordinal_class};
use super::stage::pitchfork::{Pitchfork, pitchforks};
use super::stage::pure::{PureEquilibrium, pure_equilibria};
use super::stage::security::{Security, security};
use super::stage::{Bimatrix, StageError};

/// Folds of the logit branches are looked for up to so many times the rationalities given.
pub const FOLDS_UP_TO: f64 = 100.0;

/// What there is to say about a 2×2 game with move 1 = concede and move 2 = hold. What one algorithm declines leaves the
/// others as they are.
#[derive(Debug, Clone, PartialEq)]
pub struct TwoByTwo {
    /// What game it is.
    pub class: OrdinalClass,
    /// Equilibria in pure moves.
    pub pure: Vec<PureEquilibrium>,
    /// All extreme equilibria.
    pub nash: Result<ExtremeEquilibria, StageError>,
    /// All logit equilibria at the rationalities given.
    pub branches: Result<Vec<LogitBranch2x2>, StageError>,
    /// Where their number changes, as both rationalities grow together.
    pub folds: Result<Vec<Fold2x2>, StageError>,
    /// Where the symmetric branch splits, for a symmetric game and equal rationalities.
    pub pitchforks: Result<Vec<Pitchfork>, StageError>,
    /// The best and the worst correlated equilibria.
    pub correlated: Result<CorrelatedExtremes, StageError>,
    /// What each side can be sure of.
    pub security: [Result<Security, StageError>; 2],
    /// How likely the other's firmness may be before holding does not pay.
    pub risks: [CriticalRisk; 2],
}

/// Analyses a 2×2 game; payoffs of a player no further apart than its tolerance count as equal for its name.
///
/// # Errors
/// Where the game is not 2×2.
pub fn two_by_two(
    game: &Bimatrix,
    rationalities: [f64; 2],
    tolerances: [f64; 2],
) -> Result<TwoByTwo, StageError> {
    let normal = game.normal_form();
    let equal = rationalities[0] == rationalities[1];
    Ok(TwoByTwo {
        class: ordinal_class(game, tolerances)?,
        pure: pure_equilibria(&normal),
        nash: extreme_equilibria(game),
        branches: logit_branches_2x2(game, rationalities),
        folds: logit_folds_2x2(game, rationalities, FOLDS_UP_TO),
        pitchforks: if equal { pitchforks(game) } else { Ok(Vec::new()) },
        correlated: correlated_extremes(&normal),
        security: [0, 1].map(|player| security(&normal, player)),
        risks: critical_risks(game)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chicken_is_chicken_in_every_respect() {
        let game = Bimatrix::symmetric(0.0, -1.0, 1.0, -10.0).unwrap();
        let found = two_by_two(&game, [1.0; 2], [0.0; 2]).unwrap();
        assert_eq!(found.class.name, "Chicken");
        assert_eq!(found.pure.len(), 2);
        assert_eq!(found.nash.unwrap().equilibria.len(), 3);
        assert_eq!(found.branches.unwrap().len(), 3);
        let (folds, forks) = (found.folds.unwrap(), found.pitchforks.unwrap());
        assert!((forks[0].rationality - 0.489_181_791).abs() < 1e-9);
        assert!((folds[0].scale - forks[0].rationality).abs() < 1e-6);
        assert_eq!(found.risks.map(CriticalRisk::probability), [Some(0.1); 2]);
        assert_eq!(found.security[0].as_ref().unwrap().pure_level, -1.0);
    }
}
