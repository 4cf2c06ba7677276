//! Games as files for Gambit.

use super::{RunError, Solution, Spot};
use crate::game::TypeIndex;
use crate::solve::gambit_tree::efg;
use crate::solve::stage::gambit::{labelled_nfg, plain_nfg};
use crate::solve::{extensive_form, pair_game};

/// A form of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// The stage game in normal form, with labels and fractions.
    Labelled,
    /// The stage game in the plain form that OpenSpiel reads too.
    Plain,
}

impl Solution {
    /// The stage game between one type of each actor as an `.nfg` file, with what follows the round.
    ///
    /// # Errors
    /// Where a payoff is not finite.
    pub fn nfg(&self, spot: Spot, pair: &[TypeIndex], form: Form) -> Result<String, RunError> {
        let (stage, now) = self.stage_games(spot)?;
        let stage = if self.futures(&stage, &now, pair).is_some() { now } else { stage };
        let game = pair_game(&self.scenario, &self.game, &stage, pair)?;
        Ok(match form {
            Form::Labelled => labelled_nfg(&game),
            Form::Plain => plain_nfg(&game),
        })
    }
}

/// A whole scenario as an `.efg` file; nothing is solved for it.
///
/// # Errors
/// Where the tree would be too large.
pub fn tree(scenario: &crate::scenario::Scenario, game: &crate::game::Game) -> Result<String, RunError> {
    Ok(efg(&extensive_form(scenario, game)?))
}
