//! `standoff man`: the manual page, from the same definitions as the command line.

use super::Cli;
use super::error::CliError;
use clap::{Args, CommandFactory as _};
use clap_mangen::Man as Page;
use std::io::Write as _;

/// Print the manual page, all subcommands in one
#[derive(Args)]
#[command(after_help = "Example:
  standoff man | man -l -")]
pub(super) struct Man {}

impl Man {
    pub(super) fn run(&self) -> Result<(), CliError> {
        let mut command = Cli::command();
        command.build();
        let mut page = Vec::new();
        Page::new(command.clone()).render(&mut page)?;
        for sub in command.get_subcommands().filter(|sub| sub.get_name() != "help") {
            let sub = Page::new(sub.clone());
            // One page for all: each subcommand is a section, and needs no title of its own.
            sub.render_description_section(&mut page)?;
            sub.render_synopsis_section(&mut page)?;
            sub.render_options_section(&mut page)?;
        }
        let mut out = std::io::stdout().lock();
        out.write_all(&page)?;
        Ok(out.flush()?)
    }
}
