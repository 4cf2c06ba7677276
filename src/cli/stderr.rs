//! Standard error: what is said there and the bar that is drawn there take turns.
//!
//! A bar draws from a thread of its own. Whoever kept standard error locked while there is a bar would wait for the bar,
//! and the bar for them, for ever. So nobody else gets hold of it: a bar is shown by [`draw`], text goes out by
//! [`Stderr`], and the lock of the stream lives no longer than one call.

use indicatif::ProgressBar;
use std::io::{self, Write};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The bar that is on the screen. Whoever holds this may wait for the bar; the bar never waits for this.
static DRAWN: Mutex<Option<ProgressBar>> = Mutex::new(None);

fn drawn() -> MutexGuard<'static, Option<ProgressBar>> {
    DRAWN.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Lets a bar draw, in the place of any other.
pub(super) fn draw(bar: &ProgressBar) {
    *drawn() = Some(bar.clone());
}

/// Takes the bar off the screen.
pub(super) fn clear() {
    if let Some(bar) = drawn().take() {
        bar.finish_and_clear();
    }
}

/// Where text for standard error goes. Each write comes whole, with the bar out of its way.
pub(super) struct Stderr;

impl Write for Stderr {
    fn write(&mut self, text: &[u8]) -> io::Result<usize> {
        let drawn = drawn();
        // Where it is closed or full there is nobody left to tell, and what was to be done is not changed by that.
        let say = || drop(anstream::stderr().write_all(text));
        drawn.as_ref().map_or_else(say, |bar| bar.suspend(say));
        Ok(text.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
