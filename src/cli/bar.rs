//! Progress on stderr: a bar with the time left while playing. Only a terminal gets to see it.

use super::stderr;
use indicatif::{ProgressBar, ProgressStyle};
use standoff::run::Doing;
use std::time::Duration;

/// Shows what a run is at, until it is dropped.
pub(super) struct Bar {
    bar: ProgressBar,
    playing: bool,
}

impl Bar {
    /// A bar for one scenario.
    pub(super) fn new() -> Bar {
        let bar = ProgressBar::new_spinner();
        stderr::draw(&bar);
        bar.enable_steady_tick(Duration::from_millis(100));
        Bar { bar, playing: false }
    }

    /// Shows what the run is at now.
    pub(super) fn show(&mut self, doing: Doing) {
        match doing {
            Doing::Solving => self.bar.set_message("reading and solving the scenario"),
            Doing::Playing(progress) => {
                if !self.playing {
                    self.playing = true;
                    self.bar.set_style(style("{bar:40} {human_pos} of {human_len} plays, {eta} left"));
                }
                self.bar.set_length(progress.total);
                self.bar.set_position(progress.done);
            }
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

    fn count(&mut self, done: u64, of: u64, what: &str) {
        if !self.playing {
            self.playing = true;
            self.bar
                .set_style(style(&format!("{{bar:40}} {{human_pos}} of {{human_len}} {what}, {{eta}} left")));
        }
        self.bar.set_length(of);
        self.bar.set_position(done);
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
        stderr::clear();
    }
}

fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template).expect("the template is one of those above")
}
