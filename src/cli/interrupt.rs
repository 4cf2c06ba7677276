//! Ctrl-C, and being told to end: what is half done goes, what is kept is said, and the process ends as it was told.

use super::screen::{CAUTION, Screen};
use super::stderr;
use standoff::prose::numbers::many;
use standoff::results::{Kept, give_up};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

/// Whether the end has been told to come.
static IS_OVER: AtomicBool = AtomicBool::new(false);
/// How long saying so may take: who is asked may have stopped listening.
const PATIENCE: Duration = Duration::from_secs(1);

/// Has signals listened to from now on. Where there is no thread to listen with, they do what they always do.
pub(super) fn listen() {
    #[cfg(unix)]
    unix::listen();
}

/// Where the end has been told to come, what is done or goes wrong from then on is not told any more.
pub(super) fn wait_if_over() {
    while IS_OVER.load(Ordering::SeqCst) {
        thread::park();
    }
}

/// Gives up the work that is going on, and says what is kept of it.
#[cfg_attr(not(unix), expect(dead_code, reason = "nobody listens there"))]
fn give_up_and_say() {
    IS_OVER.store(true, Ordering::SeqCst);
    let kept = give_up();
    let (said, heard) = mpsc::channel();
    let say = move || {
        stderr::clear();
        // Where stderr is closed there is nobody left to tell.
        let _ = Screen::stderr().labelled(CAUTION, "interrupted: ", &told(&kept));
        let _ = said.send(());
    };
    if thread::Builder::new().spawn(say).is_ok() {
        let _ = heard.recv_timeout(PATIENCE);
    }
}

/// What is kept.
fn told(kept: &[Kept]) -> String {
    let of = |kept: &Kept| {
        let noun = if kept.work == "sweep" { "point" } else { "sample" };
        format!("{} kept in {}", many(kept.entries, noun), kept.journal.display())
    };
    let kept: Vec<String> = kept.iter().filter(|kept| kept.entries > 0).map(of).collect();
    match kept.is_empty() {
        true => "nothing is left half done, and what was there before is as it was".to_owned(),
        false => format!("{}; the same command goes on from there", kept.join(", ")),
    }
}

#[cfg(unix)]
mod unix {
    use super::give_up_and_say;
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM, SIGXFSZ};
    use signal_hook::flag;
    use signal_hook::iterator::Signals;
    use signal_hook::low_level::emulate_default_handler;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::thread;

    pub(super) fn listen() {
        // A file that grows past what is allowed fails to be written, which is told; nobody has to die of it.
        let _ = flag::register(SIGXFSZ, Arc::default());
        // Without a thread there is nothing to be done about it.
        let _ = thread::Builder::new().name("signals".to_owned()).spawn(wait);
    }

    fn wait() {
        let wanted = wanted();
        let is_told = Arc::new(AtomicBool::new(false));
        for &signal in &wanted {
            // Who asks a second time does not wait for anything.
            let _ = flag::register_conditional_default(signal, Arc::clone(&is_told));
        }
        let Ok(mut signals) = Signals::new(wanted) else { return };
        if let Some(signal) = signals.forever().next() {
            is_told.store(true, Ordering::SeqCst);
            give_up_and_say();
            // So whoever waits for the process sees of what it has ended.
            let _ = emulate_default_handler(signal);
        }
    }

    /// The signals that end a process, without those that it was started to ignore (`nohup`, `&` in a script).
    fn wanted() -> Vec<i32> {
        let ignored = ignored();
        let is_ignored = |signal: i32| match ignored {
            Some(ignored) => ignored & (1 << (signal - 1)) != 0,
            // It is not known; this one is ignored the most often.
            None => signal == SIGHUP,
        };
        [SIGINT, SIGTERM, SIGHUP].into_iter().filter(|&signal| !is_ignored(signal)).collect()
    }

    /// A bit for each signal that is ignored, where the system tells.
    fn ignored() -> Option<u64> {
        let status = std::fs::read_to_string("/proc/self/status").ok()?;
        let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"))?;
        u64::from_str_radix(mask.trim(), 16).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_is_said() {
        let kept = |entries| Kept { journal: ".sweep-1.journal".into(), work: "sweep".to_owned(), entries };
        assert_eq!(
            told(&[kept(12)]),
            "12 points kept in .sweep-1.journal; the same command goes on from there"
        );
        assert!(told(&[kept(0)]).starts_with("nothing is left half done"));
    }
}
