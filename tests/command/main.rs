//! The command line as a person or a script meets it.

mod broken_pipe;
mod checks;
mod gallery;
mod readme;
mod redraws;
mod replays;
mod results;
mod wrong_calls;

use std::path::Path;
use std::process::{Command, Output};

/// The binary, in a folder of its own, as a script calls it.
fn standoff(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_standoff"));
    command.current_dir(folder).env("NO_COLOR", "1").env_remove("CLICOLOR_FORCE");
    command
}

/// What a call gives.
fn call(folder: &Path, arguments: &str) -> Output {
    standoff(folder).args(arguments.split_whitespace()).output().unwrap()
}

/// What a call prints, which must succeed.
fn print(folder: &Path, arguments: &str) -> String {
    let output = call(folder, arguments);
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "standoff {arguments}: {complaint}");
    String::from_utf8(output.stdout).unwrap()
}

/// Data tests: each file of `tests/cmd` holds calls and what they print. `TRYCMD=overwrite cargo test --test command`
/// writes them anew; read them before committing.
#[test]
fn commands_print_what_is_written_down() {
    trycmd::TestCases::new().env("NO_COLOR", "1").case("tests/cmd/*.md").run();
}
