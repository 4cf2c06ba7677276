//! The `standoff` command: parse, run, print the error, set the exit code.
//!
//! Exit codes: 0 done; 1 the work failed; 2 the call or the scenario is wrong. A reader that closes the pipe early
//! (`standoff list | head -1`) has what it wants: that is no error.

mod cli;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::main()
}
