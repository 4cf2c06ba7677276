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
            let title = format!(".SH \"standoff {}\"\n", sub.get_name());
            let sub = Page::new(sub.clone());
            let mut section = Vec::new();
            sub.render_description_section(&mut section)?;
            sub.render_synopsis_section(&mut section)?;
            sub.render_options_section(&mut section)?;
            sub.render_extra_section(&mut section)?;
            // One page for all: the sections of a subcommand are parts of its own.
            let section = format!("\n{}", String::from_utf8_lossy(&section)).replace("\n.SH ", "\n.SS ");
            page.extend(title.bytes().chain(section.bytes()));
        }
        let mut out = std::io::stdout().lock();
        out.write_all(&page)?;
        Ok(out.flush()?)
    }
}
