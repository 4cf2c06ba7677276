//! Everything that must stand before a play can begin: the scenario, its game, and who plays what.

use super::error::RunError;
use crate::game::doubts::settle;
use crate::game::{Game, Kernel};
use crate::scenario::{LoadError, Loaded, Problem, Request, Scenario, load};
use crate::solve::{Casting, Exact, FirstTimes, cast, cast_on, exact_with_time};
use std::sync::Arc;

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
    let (mut loaded, game) = compile_only(request)?;
    loaded.warnings.extend(settle(&game, &loaded.scenario, &loaded.doubts));
    loaded.warnings.sort_by(|left, right| left.place.cmp(&right.place));
    Ok((loaded, game))
}

/// The same without what only a walk through the game can warn of.
fn compile_only(request: &Request) -> Result<(Loaded, Game), LoadError> {
    let loaded = load(request)?;
    let game = Game::compile(&loaded.scenario)?;
    Ok((loaded, game))
}

/// Loads, checks and compiles a scenario without doing more than a moment allows: what was not looked at is among the
/// warnings. It is for looking at a scenario; whoever plays it [compiles](compile) it.
///
/// # Errors
/// Every mistake in it, as far as was looked.
pub fn glance(request: &Request) -> Result<(Loaded, Game), LoadError> {
    let mut loaded = load(request)?;
    let (game, unseen) = Game::glance(&loaded.scenario)?;
    loaded.warnings.extend(unseen);
    Ok((loaded, game))
}

impl Stage {
    /// Prepares a scenario: loads, compiles and casts it, which solves the game where a strategy reasons.
    ///
    /// # Errors
    /// [`RunError::Scenario`] or [`RunError::Unsolved`].
    pub fn set(request: &Request) -> Result<Stage, RunError> {
        let (loaded, game) = compile(request)?;
        Stage::of(loaded, game, None)
    }

    /// Prepares a scenario as [`set`](Stage::set) does, on the kernel of an earlier game where that still holds. Gives
    /// the same stage, sooner, but for what only a walk through the game can warn of.
    ///
    /// # Errors
    /// As [`set`](Stage::set).
    pub fn set_on(request: &Request, known: Option<&(Game, Arc<Kernel>)>) -> Result<Stage, RunError> {
        let (loaded, game) = compile_only(request)?;
        Stage::of(loaded, game, known)
    }

    fn of(loaded: Loaded, game: Game, known: Option<&(Game, Arc<Kernel>)>) -> Result<Stage, RunError> {
        let Loaded { scenario, warnings, .. } = loaded;
        let casting = match known {
            Some((other, kernel)) if game.has_the_rounds_of(other) => {
                cast_on(&scenario, &game, Arc::clone(kernel))
            }
            _ => cast(&scenario, &game),
        };
        let casting = casting.map_err(|error| RunError::unsolved(&scenario, error))?;
        Ok(Stage { scenario, warnings, game, casting })
    }

    /// The game's kernel: the one on which the cast was worked out, or a new one where nobody needed it.
    ///
    /// # Errors
    /// [`RunError::Unsolved`] where the game is too large.
    pub fn kernel(&self) -> Result<Arc<Kernel>, RunError> {
        match &self.casting.kernel {
            Some(kernel) => Ok(Arc::clone(kernel)),
            None => match Kernel::build(&self.game) {
                Ok(kernel) => Ok(Arc::new(kernel)),
                Err(error) => Err(RunError::unsolved(&self.scenario, error.into())),
            },
        }
    }

    /// The exact distribution of what a play brings.
    ///
    /// # Errors
    /// [`RunError::Learns`] or [`RunError::Unsolved`].
    pub fn exact(&self, first_times: &FirstTimes) -> Result<Exact, RunError> {
        self.exact_with_time(first_times, &[]).map(|(exact, _)| exact)
    }

    /// The same, and how many rounds are expected to begin at some places, as [`exact_with_time`] says.
    ///
    /// # Errors
    /// As [`exact`](Stage::exact).
    pub fn exact_with_time(
        &self,
        first_times: &FirstTimes,
        places: &[(u32, usize)],
    ) -> Result<(Exact, f64), RunError> {
        let kernel = self.kernel()?;
        exact_with_time(&self.game, &kernel, &self.casting.cast, first_times, places)
            .map_err(|error| RunError::unsolved(&self.scenario, error))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn game(setting: &str) -> Game {
        let mut request = Request::new("textbook/gamblers-ruin");
        request.settings.push(setting.to_owned());
        compile(&request).unwrap().1
    }

    #[test]
    fn a_kernel_serves_games_that_differ_in_what_is_wanted_and_no_others() {
        let known = game("rounds=2000");
        for setting in [
            "actor.gambler.payoff.outcome.fortune=7",
            "actor.gambler.discount=0.9",
            "actor.house.rationality=2",
        ] {
            assert!(game(setting).has_the_rounds_of(&known), "{setting}");
        }
        for setting in
            ["rounds=1999", "rule.bet.chance=0.46", "track.purse.start=4", "track.purse.range=[0, 11]"]
        {
            assert!(!game(setting).has_the_rounds_of(&known), "{setting}");
        }
    }
}
