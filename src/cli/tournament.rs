//! `standoff tournament`: strategies against strategies.

use super::error::CliError;
use super::sweep::{Means, sweep_and_print};
use clap::Args;
use standoff::run::compile;
use standoff::study::sweep::Sweep as Job;

/// Strategies that take part where nothing is said: plain ones, none of which needs an option.
const USUAL: [&str; 6] =
    ["always-concede", "always-hold", "tit-for-tat", "generous-tit-for-tat", "grim", "pavlov"];

/// Play strategies of one actor against those of another: who gets most, and which answer each other best
#[derive(Args)]
#[command(
    after_help = "It is a grid over two strategies, as `standoff sweep` makes one: figures are exact, or sampled under the same luck with
--plays N (a multiple of 10). Pairs that are best responses to each other are the Nash equilibria of the tournament in pure
strategies. `standoff list --strategies` names the strategies; all other actors play as in the scenario.

Examples:
  standoff tournament textbook/prisoners-dilemma
  standoff tournament textbook/chicken --side left=grim,pavlov,always-hold --side right=tit-for-tat,bully
  standoff tournament korea-2018 --side us=always-hold,grim,graduated-reciprocation --plays 10000"
)]
pub(super) struct Tournament {
    /// A scenario of the library, or a file
    #[arg(value_name = "NAME|FILE")]
    name: String,
    /// An actor and its strategies; of an actor that is not named six plain ones take part. Without it the first two
    /// actors of the scenario are the sides
    #[arg(long = "side", value_name = "ACTOR=STRATEGY,…")]
    sides: Vec<String>,
    #[command(flatten)]
    pub(super) means: Means,
}

impl Tournament {
    pub(super) fn run(self) -> Result<(), CliError> {
        let mut job = Job::new(self.means.lay.over(&self.name));
        let scenario = compile(&job.request)?.0.scenario;
        let mut sides: Vec<(String, String)> = Vec::new();
        for side in &self.sides {
            let Some((actor, strategies)) = side.split_once('=') else {
                let why = format!("--side has the form ACTOR=STRATEGY,STRATEGY, and `{side}` has not");
                return Err(CliError::Usage(why));
            };
            sides.push((actor.trim().to_owned(), strategies.to_owned()));
        }
        for actor in &scenario.actors {
            if sides.len() < 2 && !sides.iter().any(|(id, _)| *id == actor.id) {
                sides.push((actor.id.clone(), USUAL.join(",")));
            }
        }
        if sides.len() != 2 {
            let why = format!("a tournament has two sides, and not {}", sides.len());
            return Err(CliError::Usage(why));
        }
        let vary = |(actor, strategies): &(String, String)| format!("actor.{actor}.strategy={strategies}");
        job.vary = sides.iter().map(vary).collect();
        sweep_and_print(job, &self.means)
    }
}
