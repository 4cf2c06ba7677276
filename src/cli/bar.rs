//! Progress on stderr: a bar with the time left while playing. Only a terminal gets to see it.

use super::stderr;
use indicatif::{ProgressBar, ProgressStyle};
use standoff::run::Doing;
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::Duration;

/// How often it moves where nothing else does.
const TICK: Duration = Duration::from_millis(100);

/// Shows what a run is at, until it is dropped.
pub(super) struct Bar {
    bar: ProgressBar,
    playing: bool,
    /// Ends the ticking when it goes.
    ticking: Option<Sender<()>>,
}

impl Bar {
    /// A bar for one scenario.
    pub(super) fn new() -> Bar {
        let bar = ProgressBar::new_spinner();
        stderr::draw(&bar);
        let ticking = (!bar.is_hidden()).then(|| tick(bar.clone())).flatten();
        Bar { bar, playing: false, ticking }
    }

    /// Shows what the run is at now.
    pub(super) fn show(&mut self, doing: Doing) {
        match doing {
            Doing::Solving => self.bar.set_message("reading and solving the scenario"),
            Doing::Playing(progress) => self.count(progress.done, progress.total, "plays"),
            Doing::Propagating => self.spin("working out exact figures"),
            Doing::Writing => self.spin("drawing charts and writing files"),
        }
    }

    /// Shows how many points of a sweep are done.
    pub(super) fn points(&mut self, done: u64, of: u64) {
        self.count(done, of, "points");
    }

    /// Shows how many samples are done.
    pub(super) fn samples(&mut self, done: u64, of: u64) {
        self.count(done, of, "samples");
    }

    /// Shows how many rounds are done.
    pub(super) fn rounds(&mut self, done: u64, of: u64) {
        self.count(done, of, "rounds");
    }

    fn count(&mut self, done: u64, of: u64, what: &str) {
        // The numbers first: it may be drawn at any moment.
        self.bar.set_length(of);
        self.bar.set_position(done);
        if !self.playing && done > 0 {
            self.playing = true;
            self.bar
                .set_style(style(&format!("{{bar:40}} {{human_pos}} of {{human_len}} {what}, {{eta}} left")));
        } else if !self.playing {
            // How long it takes is not known before something is done.
            self.bar.set_style(style(&format!("{{bar:40}} {{human_pos}} of {{human_len}} {what}")));
        }
    }

    /// Shows a message, and that work goes on.
    pub(super) fn say(&self, message: String) {
        self.bar.set_message(message);
    }

    fn spin(&mut self, message: &'static str) {
        self.playing = false;
        self.bar.set_style(style("{spinner} {msg}"));
        self.bar.set_message(message);
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        drop(self.ticking.take());
        stderr::clear();
    }
}

/// Moves a bar on from a thread of its own; where there is none to be had, it moves when something is shown.
fn tick(bar: ProgressBar) -> Option<Sender<()>> {
    let (ticking, ended) = channel();
    let work = move || {
        while ended.recv_timeout(TICK) == Err(RecvTimeoutError::Timeout) {
            bar.tick();
        }
    };
    thread::Builder::new().spawn(work).ok().map(|_| ticking)
}

fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template).expect("the template is one of those above")
}
