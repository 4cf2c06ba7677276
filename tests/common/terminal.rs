//! A terminal to call the binary on: what is printed there, and whether it ends.

use super::calls::standoff;
use rustix::fs::OFlags;
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{Winsize, tcsetwinsize};
use std::fs::{File, OpenOptions};
use std::io::Read as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;
use std::process::{Child, ExitStatus};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// Columns and rows.
pub(crate) type Size = (u16, u16);

/// A call whose input, output and errors are all one terminal.
pub(crate) struct OnTerminal {
    pub(crate) child: Child,
    reader: JoinHandle<Vec<u8>>,
}

impl OnTerminal {
    /// Begins a call on a terminal of this size.
    pub(crate) fn begin(folder: &Path, words: &[String], size: Size) -> OnTerminal {
        let (ws_col, ws_row) = size;
        let master = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).unwrap();
        grantpt(&master).unwrap();
        unlockpt(&master).unwrap();
        tcsetwinsize(&master, Winsize { ws_row, ws_col, ws_xpixel: 0, ws_ypixel: 0 }).unwrap();
        let name = ptsname(&master, Vec::new()).unwrap().into_string().unwrap();
        let mut options = OpenOptions::new();
        let flags = OFlags::NOCTTY.bits().try_into().unwrap();
        let slave = options.read(true).write(true).custom_flags(flags).open(name).unwrap();
        let mut command = standoff(folder);
        command.args(words).env_remove("NO_COLOR").env("TERM", "xterm-256color");
        let end = || slave.try_clone().unwrap();
        let child = command.stdin(end()).stdout(end()).stderr(end()).spawn().unwrap();
        let mut master = File::from(master);
        let reader = std::thread::spawn(move || {
            let mut printed = Vec::new();
            // Where nobody has the other end any more, reading fails.
            let _ = master.read_to_end(&mut printed);
            printed
        });
        OnTerminal { child, reader }
    }

    /// Waits for the end, and gives what was printed; nothing for how it ended where it had to be killed.
    pub(crate) fn end(mut self, limit: Duration) -> (Option<ExitStatus>, String) {
        let begin = Instant::now();
        let mut status = None;
        while status.is_none() && begin.elapsed() < limit {
            std::thread::sleep(Duration::from_millis(5));
            status = self.child.try_wait().unwrap();
        }
        if status.is_none() {
            self.child.kill().unwrap();
            self.child.wait().unwrap();
        }
        (status, String::from_utf8_lossy(&self.reader.join().unwrap()).into_owned())
    }
}
