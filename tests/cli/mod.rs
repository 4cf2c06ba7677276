//! The command line as a person or a script meets it.

mod broken_pipe;
mod checks;
mod company;
mod damage;
mod gallery;
mod gambit;
#[cfg(unix)]
mod interruptions;
mod limits;
mod playthroughs;
mod readme;
mod redraws;
mod replays;
mod results;
#[cfg(target_os = "linux")]
mod system_errors;
#[cfg(unix)]
mod terminal;
mod wrong_calls;

use crate::common::calls::{call, print, standoff};

/// Data tests: each file of `tests/cmd` holds calls and what they print. `TRYCMD=overwrite cargo test --test all cli`
/// writes them anew; read them before committing.
#[test]
fn commands_print_what_is_written_down() {
    trycmd::TestCases::new().env("NO_COLOR", "1").case("tests/cmd/*.md").run();
}
