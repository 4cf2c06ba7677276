//! Why there is no run.

use super::job::MOST_PLAYS;
use crate::game::memory::TooMuch;
use crate::results::ResultsError;
use crate::scenario::{LoadError, Scenario};
use crate::solve::stage::StageError;
use crate::solve::{ExtensiveError, SolveError};

/// Why there is no run.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// The scenario, or what is laid over it, is wrong.
    #[error(transparent)]
    Scenario(#[from] LoadError),
    /// Neither plays nor exact figures were asked for.
    #[error("there is nothing to do: ask for one play or more, or for exact figures")]
    Nothing,
    /// More plays than a run takes.
    #[error("{0} plays are too many: a run takes {MOST_PLAYS} at most")]
    TooManyPlays(u64),
    /// A precision that no run reaches.
    #[error("a precision of {0} can not be had: it lies between 0.0001 and 0.5")]
    Precision(f64),
    /// Plays are numbered from 1.
    #[error("there is no play {0}: plays are numbered from 1 to {MOST_PLAYS}")]
    NoSuchPlay(u64),
    /// A strategy that learns has no exact figures.
    #[error(
        "there are no exact figures with an actor that learns: `{actor}` plays `{strategy}`; leave out --exact, or give it another strategy"
    )]
    Learns {
        /// The actor's name in the file.
        actor: String,
        /// Its strategy.
        strategy: &'static str,
    },
    /// The solver found no solution, or none that it can certify.
    #[error("{told}")]
    Unsolved {
        /// What went wrong, in the words of the scenario.
        told: String,
        /// What went wrong.
        source: SolveError,
    },
    /// The state, the round or the types asked for are not there.
    #[error("{0}")]
    Spot(String),
    /// A stage game can not be analysed.
    #[error(transparent)]
    StageGame(#[from] StageError),
    /// There is no tree of the game.
    #[error(transparent)]
    Extensive(#[from] ExtensiveError),
    /// There is not enough memory for what was asked.
    #[error(transparent)]
    TooMuch(#[from] TooMuch),
    /// Results could not be written.
    #[error(transparent)]
    Results(#[from] ResultsError),
}

impl RunError {
    /// Whether the call or the scenario is wrong, and not the work.
    #[must_use]
    pub fn is_of_the_caller(&self) -> bool {
        match self {
            RunError::Unsolved { source, .. } => source.is_too_large(),
            RunError::StageGame(_) | RunError::Results(_) => false,
            _ => true,
        }
    }

    /// A solver's error in the words of the scenario.
    pub(super) fn unsolved(scenario: &Scenario, source: SolveError) -> RunError {
        let at = |state: &[i32], round: u32| {
            let levels: Vec<String> = scenario
                .tracks
                .iter()
                .zip(state)
                .map(|(track, level)| format!("{} = {level}", track.id))
                .collect();
            match levels.is_empty() {
                true => format!("round {round}"),
                false => format!("round {round} at {}", levels.join(", ")),
            }
        };
        let told = match &source {
            SolveError::Learns { actor, strategy } => {
                return RunError::Learns { actor: scenario.actors[*actor].id.clone(), strategy };
            }
            SolveError::Uncertified { residual, state, round } => format!(
                "no equilibrium is certified: the stage game of {} is left with a residual of {residual:.1e}",
                at(state, *round)
            ),
            SolveError::Stage { state, round, source } => {
                format!(
                    "no equilibrium: the stage game of {} could not be solved: {source}",
                    at(state, *round)
                )
            }
            other => other.to_string(),
        };
        RunError::Unsolved { told, source }
    }
}
