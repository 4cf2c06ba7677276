//! `standoff completions`: for the shell, from the same definitions as the command line.

use super::Cli;
use super::error::CliError;
use clap::{Args, CommandFactory as _};
use clap_complete::Shell;
use std::io::Write as _;

/// Print completions for a shell
#[derive(Args)]
#[command(after_help = "Example:
  standoff completions bash > ~/.local/share/bash-completion/completions/standoff")]
pub(super) struct Completions {
    /// The shell
    shell: Shell,
}

impl Completions {
    pub(super) fn run(&self) -> Result<(), CliError> {
        // Into memory first: the generator takes a failed write for a fault of its own.
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut Cli::command(), "standoff", &mut script);
        let mut out = std::io::stdout().lock();
        out.write_all(&script)?;
        Ok(out.flush()?)
    }
}
