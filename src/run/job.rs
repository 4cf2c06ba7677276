//! What to run, and the command that runs it again.

use super::error::RunError;
use crate::play::Stop;
use crate::results::{Settings, push_option};
use crate::scenario::{Request, Scenario};

/// Plays that a run takes at most: 10⁹, a day's work.
pub const MOST_PLAYS: u64 = 1_000_000_000;
/// The finest precision: 10⁸ plays at most.
const FINEST: f64 = 1e-4;

/// What to run. With an equal job everything that a run finds is equal to the last digit.
#[derive(Debug, Clone, PartialEq)]
pub struct Job {
    /// The scenario and what is laid over it.
    pub request: Request,
    /// The seed of all plays.
    pub seed: u64,
    /// How much to play; `None` for exact figures alone.
    pub stop: Option<Stop>,
    /// Whether exact figures are wanted.
    pub exact: bool,
}

impl Job {
    /// 10,000 plays from seed 2018.
    #[must_use]
    pub fn new(request: Request) -> Job {
        Job { request, seed: 2018, stop: Some(Stop::Plays(10_000)), exact: false }
    }

    pub(super) fn check(&self) -> Result<(), RunError> {
        match self.stop {
            None | Some(Stop::Plays(0)) if !self.exact => Err(RunError::Nothing),
            Some(Stop::Plays(plays)) if plays > MOST_PLAYS => Err(RunError::TooManyPlays(plays)),
            Some(Stop::Precision(precision)) if !(FINEST..=0.5).contains(&precision) => {
                Err(RunError::Precision(precision))
            }
            _ => Ok(()),
        }
    }

    /// All that the results of the run depend on, beside the version and what of the scenario is played.
    #[must_use]
    pub fn settings(&self, scenario: &Scenario) -> Settings {
        let (plays, precision) = match self.stop {
            None => (0, None),
            Some(Stop::Plays(plays)) => (plays, None),
            Some(Stop::Precision(precision)) => (0, Some(precision)),
        };
        Settings {
            seed: self.seed,
            plays,
            precision,
            exact: self.exact,
            set: self.request.settings.clone(),
            strategy: self.request.strategies.clone(),
            record: scenario.record.as_ref().map(|record| record.hash.clone()),
            study: None,
            robustness: None,
        }
    }

    /// The command line that runs this again, defaults written out: they may change.
    #[must_use]
    pub fn command(&self) -> Vec<String> {
        let mut words = vec!["standoff".to_owned(), "run".to_owned(), self.request.argument()];
        let mut option = |name: &str, value: &dyn ToString| push_option(&mut words, name, value);
        match self.stop {
            None => option("--plays", &0),
            Some(Stop::Plays(plays)) => option("--plays", &plays),
            Some(Stop::Precision(precision)) => option("--precision", &precision),
        }
        option("--seed", &self.seed);
        self.request.settings.iter().for_each(|setting| option("--set", setting));
        self.request.strategies.iter().for_each(|strategy| option("--strategy", strategy));
        if self.exact {
            words.push("--exact".to_owned());
        }
        words
    }
}
