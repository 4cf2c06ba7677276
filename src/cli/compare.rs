//! `standoff compare`: scenarios side by side.

use super::error::CliError;
use super::sweep::{Means, sweep_and_print};
use clap::Args;
use standoff::results::study::SCENARIO;
use standoff::study::sweep::Sweep as Job;

/// See scenarios side by side: how plays end in each, and the differences from the first
#[derive(Args)]
#[command(
    after_help = "Figures are exact; with --plays N the scenarios are played under the same luck, so that differences are paired.
It is a sweep whose factor is the scenario, and can be crossed with others by `standoff sweep NAME --vary scenario=NAME,NAME`.

Examples:
  standoff compare korea-2018 korea-2018/leaky-sanctions korea-2018/maximum-pressure
  standoff compare textbook/brinkmanship textbook/brinkmanship-hard-line --plays 10000
  standoff compare cuba-1962 my-cuba.toml --json"
)]
pub(super) struct Compare {
    /// Scenarios of the library, or files, with the same actors and outcomes; the first is what the others are compared with
    #[arg(value_name = "NAME|FILE", num_args = 2.., required = true)]
    names: Vec<String>,
    #[command(flatten)]
    pub(super) means: Means,
}

impl Compare {
    pub(super) fn run(self) -> Result<(), CliError> {
        let (first, others) = self.names.split_first().expect("two or more are asked for");
        let mut job = Job::new(self.means.lay.over(first));
        job.vary = vec![format!("{SCENARIO}={}", others.join(","))];
        sweep_and_print(job, &self.means)
    }
}
