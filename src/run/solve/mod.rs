//! A scenario solved and looked into: which game it is, in all and in one state of one round.
//!
//! ```
//! use standoff::run::Solution;
//! use standoff::scenario::Request;
//!
//! let solution = Solution::find(&Request::new("textbook/chicken"))?;
//! let figures = solution.diagnosis()?;
//! assert_eq!(figures.pairs[0].classes[0].name, "Chicken");
//! # Ok::<(), standoff::run::RunError>(())
//! ```

mod charts;
mod diagnosis;
mod export;
mod order;
mod spot;
mod stage;
mod theory;
mod verify;

pub use charts::leave_charts;
pub use export::{Form, tree};
pub use spot::{Spot, look_up};
pub use verify::verify;

use super::error::RunError;
use super::stage::compile;
use crate::game::{ActionIndex, Game, Kernel, TypeIndex};
use crate::play::Cast;
use crate::prose::types_told;
use crate::results::CertificateFigures;
use crate::scenario::{ActorType, LoadError, Loaded, Problem, Request, Scenario};
use crate::solve::{
    Certificate, Exact, FirstTimes, Values, cast_with, equilibrium_by_round, exact, for_induction,
};
use crate::strategy::PolicyTable;
use std::sync::Arc;

/// A scenario with its equilibrium, whoever plays it or not, and what every state is worth in it.
pub struct Solution {
    /// What the file means.
    pub scenario: Scenario,
    /// What is likely to be a mistake in it.
    pub warnings: Vec<Problem>,
    /// The compiled game.
    pub game: Game,
    kernel: Kernel,
    policy: Arc<PolicyTable>,
    values: Values,
    /// Of each type, at the start.
    worth: Vec<f64>,
    certificate: Certificate,
}

impl Solution {
    /// Loads a scenario and finds its equilibrium.
    ///
    /// # Errors
    /// [`RunError::Scenario`] or [`RunError::Unsolved`].
    pub fn find(request: &Request) -> Result<Solution, RunError> {
        let (loaded, game) = compile(request)?;
        Solution::solved(loaded, game)
    }

    /// Finds the equilibrium of a scenario that is loaded already.
    ///
    /// # Errors
    /// [`RunError::Scenario`] or [`RunError::Unsolved`].
    pub fn of(loaded: Loaded) -> Result<Solution, RunError> {
        let game = Game::compile(&loaded.scenario).map_err(LoadError::from)?;
        Solution::solved(loaded, game)
    }

    fn solved(loaded: Loaded, game: Game) -> Result<Solution, RunError> {
        let Loaded { scenario, warnings, .. } = loaded;
        let unsolved = |error| RunError::unsolved(&scenario, error);
        let kernel = Kernel::build(&game).map_err(|error| unsolved(error.into()))?;
        for_induction(&game, &kernel, game.rounds, true).map_err(|error| unsolved(error.into()))?;
        for_induction(&game, &kernel, game.rounds, true).map_err(|error| unsolved(error.into()))?;
        let solved = equilibrium_by_round(&game, &kernel).map_err(unsolved)?;
        let values = solved.by_round.expect("values by round were asked for");
        Ok(Solution {
            scenario,
            warnings,
            game,
            kernel,
            policy: Arc::new(solved.policy),
            values,
            worth: solved.values,
            certificate: solved.certificate,
        })
    }

    /// Who plays what, with the strategies that the scenario gives its actors.
    fn cast(&self) -> Result<Cast, RunError> {
        let (kernel, policy) = (self.kernel.clone(), Arc::clone(&self.policy));
        cast_with(&self.scenario, &self.game, kernel, policy, self.certificate, self.worth.clone())
            .map(|casting| casting.cast)
            .map_err(|error| RunError::unsolved(&self.scenario, error))
    }

    /// The exact distribution of what a play brings, with the strategies that the scenario gives its actors.
    ///
    /// # Errors
    /// [`RunError::Learns`] or [`RunError::Unsolved`].
    pub fn exact(&self, first_times: &FirstTimes) -> Result<Exact, RunError> {
        exact(&self.game, &self.kernel, &self.cast()?, first_times)
            .map_err(|error| RunError::unsolved(&self.scenario, error))
    }

    fn certificate(&self) -> CertificateFigures {
        self.certificate.into()
    }

    /// A type's actor and itself, for people: `United States (Dealmaker)`.
    fn type_label(&self, kind: TypeIndex) -> String {
        let actor = &self.scenario.actors[self.game.types[kind].actor];
        let named = &actor.types[self.game.types[kind].index];
        match named.id.is_empty() {
            true => actor.label.clone(),
            false => format!("{} ({})", actor.label, named.label),
        }
    }

    fn type_id(&self, kind: TypeIndex) -> String {
        let place = &self.game.types[kind];
        self.scenario.actors[place.actor].types[place.index].id.clone()
    }

    fn type_ids(&self, types: &[TypeIndex]) -> Vec<String> {
        types.iter().map(|&kind| self.type_id(kind)).collect()
    }

    fn type_labels(&self, types: &[TypeIndex]) -> Vec<String> {
        types.iter().map(|&kind| self.type_label(kind)).collect()
    }

    fn move_label(&self, actor: usize, action: ActionIndex) -> String {
        let index = self.game.actors[actor].actions[action].move_index;
        self.scenario.actors[actor].moves[index].label.clone()
    }

    /// The same as others see it who do not know the type: with the types that make the move so, where others make it
    /// otherwise.
    fn move_seen(&self, actor: usize, action: ActionIndex) -> String {
        let label = self.move_label(actor, action);
        let own = &self.game.actors[actor];
        let index = own.actions[action].move_index;
        if own.actions.iter().filter(|other| other.move_index == index).count() == 1 {
            return label;
        }
        let makes = |kind: &TypeIndex| self.game.types[*kind].available[action].is_some();
        let types: Vec<&ActorType> = own
            .types
            .clone()
            .filter(makes)
            .map(|kind| &self.scenario.actors[actor].types[self.game.types[kind].index])
            .collect();
        format!("{label} ({})", types_told(&types))
    }
}
