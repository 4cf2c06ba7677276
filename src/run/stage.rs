//! Everything that must stand before a play can begin: the scenario, its game, and who plays what.

use super::error::RunError;
use crate::game::{Game, Kernel};
use crate::scenario::{LoadError, Loaded, Problem, Request, Scenario, load};
use crate::solve::{Casting, Exact, FirstTimes, cast, exact};

/// A scenario ready to be played.
pub struct Stage {
    /// What the file means.
    pub scenario: Scenario,
    /// What is likely to be a mistake in it.
    pub warnings: Vec<Problem>,
    /// The compiled game.
    pub game: Game,
    /// A behaviour for each type, and how the solver came by it.
    pub casting: Casting,
}

/// Loads, checks and compiles a scenario.
///
/// # Errors
/// Every mistake in it, or what makes it impossible to play.
pub fn compile(request: &Request) -> Result<(Loaded, Game), LoadError> {
    let loaded = load(request)?;
    let game = Game::compile(&loaded.scenario)?;
    Ok((loaded, game))
}

impl Stage {
    /// Prepares a scenario: loads, compiles and casts it, which solves the game where a strategy reasons.
    ///
    /// # Errors
    /// [`RunError::Scenario`] or [`RunError::Unsolved`].
    pub fn set(request: &Request) -> Result<Stage, RunError> {
        let (Loaded { scenario, warnings }, game) = compile(request)?;
        let casting = cast(&scenario, &game).map_err(|error| RunError::unsolved(&scenario, error))?;
        Ok(Stage { scenario, warnings, game, casting })
    }

    /// The exact distribution of what a play brings.
    ///
    /// # Errors
    /// [`RunError::Learns`] or [`RunError::Unsolved`].
    pub fn exact(&self, first_times: &FirstTimes) -> Result<Exact, RunError> {
        let unsolved = |error| RunError::unsolved(&self.scenario, error);
        let built;
        let kernel = match &self.casting.kernel {
            Some(kernel) => kernel,
            None => {
                built = Kernel::build(&self.game).map_err(|error| unsolved(error.into()))?;
                &built
            }
        };
        exact(&self.game, kernel, &self.casting.cast, first_times).map_err(unsolved)
    }
}
