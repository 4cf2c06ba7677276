//! A reader that has seen enough closes the pipe: that is no error, and no panic.

use super::standoff;
use std::process::Stdio;

#[test]
fn a_closed_pipe_is_no_error() {
    let folder = tempfile::tempdir().unwrap();
    for arguments in [
        "list",
        "list --strategies",
        "show textbook/chicken",
        "check",
        "run textbook/chicken --plays 10",
        "run textbook/chicken --plays 10 --json",
        "replay textbook/chicken --play 1",
        "completions bash",
        "man",
        "--help",
    ] {
        // The reading end is gone before anything is written.
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let mut command = standoff(folder.path());
        let command = command.args(arguments.split_whitespace()).stdout(writer).stderr(Stdio::piped());
        let output = command.output().unwrap();
        let complaint = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(0), "standoff {arguments}: {complaint}");
        assert_eq!(complaint, "", "standoff {arguments}");
    }
}
