//! What is laid over a scenario: the options that `run` and `replay` share.

use clap::Args;
use standoff::scenario::Request;

/// What is laid over a scenario.
#[derive(Args)]
pub(super) struct Lay {
    /// Lay one value over the scenario: a path such as track.tension.start or actor.us.payoff.outcome.war
    #[arg(long = "set", value_name = "PATH=VALUE")]
    settings: Vec<String>,
    /// Give an actor, or one of its types, another strategy; `standoff list --strategies` names them
    #[arg(long = "strategy", value_name = "ACTOR[:TYPE]=NAME")]
    strategies: Vec<String>,
}

impl Lay {
    /// Lays it over a scenario, and over what is laid there already.
    pub(super) fn over_all(&self, request: &mut Request) {
        request.settings.extend(self.settings.iter().cloned());
        request.strategies.extend(self.strategies.iter().cloned());
    }

    /// The scenario of this name with all that laid over it.
    pub(super) fn over(&self, name: &str) -> Request {
        Request { settings: self.settings.clone(), strategies: self.strategies.clone(), ..Request::new(name) }
    }
}
