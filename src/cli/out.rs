//! Where the results of a study go: the options that `sweep` and `robustness` share.

use super::error::CliError;
use super::writable::can_write_folder;
use clap::Args;
use standoff::run::Leave;
use std::path::PathBuf;

/// How much of the machine is used, and where what is found goes.
#[derive(Args)]
pub(super) struct Out {
    /// How many threads to use; all cores by default
    #[arg(long, value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(super) threads: Option<u16>,
    /// The folder for results
    #[arg(long, default_value = "output", value_name = "DIR")]
    output: PathBuf,
    /// Print the figures as one JSON document, and nothing else
    #[arg(long)]
    pub(super) json: bool,
    /// Draw no chart
    #[arg(long)]
    no_charts: bool,
}

impl Out {
    /// What is left, and where; nobody should hear after the work that it cannot be left there.
    pub(super) fn leave(&self) -> Result<Leave, CliError> {
        can_write_folder(&self.output)?;
        Ok(Leave { root: self.output.clone(), charts: !self.no_charts, plays: false })
    }
}
