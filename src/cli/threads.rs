//! The threads that work is done with.

use super::error::CliError;
use super::screen::{CAUTION, Screen};
use rayon::{ThreadBuilder, ThreadPoolBuilder};
use standoff::game::memory;
use standoff::prose::numbers::many;
use std::sync::mpsc::channel;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

/// Threads at most: more only wait for each other.
const MOST: usize = 1024;
/// Addresses that a thread comes to use: its stack, and what an allocator sets aside for it, which is 64 MiB in glibc.
/// Where addresses are limited and threads take them all, there are none left to work with.
const ADDRESSES: u64 = 128 << 20;

/// Uses so many threads; where nothing says how many, as `RAYON_NUM_THREADS` says, or all cores. This thread is one of
/// them. Where the system gives less, work goes on with what there is.
pub(super) fn work_with(threads: Option<u16>) -> Result<(), CliError> {
    let said = std::env::var("RAYON_NUM_THREADS").ok().and_then(|said| said.parse().ok());
    let cores = || thread::available_parallelism().map_or(1, usize::from);
    let wanted = threads.map(usize::from).or(said).filter(|&said| said > 0).unwrap_or_else(cores).min(MOST);
    // A pool that lacks a thread can not be built again. So they are there before it is, and wait for their parts.
    let (hand_out, parts) = channel::<ThreadBuilder>();
    let parts = Arc::new(Mutex::new(parts));
    let work = || {
        let parts = Arc::clone(&parts);
        move || {
            let part = parts.lock().unwrap_or_else(PoisonError::into_inner).recv();
            part.into_iter().for_each(ThreadBuilder::run);
        }
    };
    let room = memory::addresses().map_or(wanted, |limit| usize::try_from(limit / ADDRESSES).unwrap_or(MOST));
    let started = (1..wanted.min(room)).map_while(|_| thread::Builder::new().spawn(work()).ok()).count();
    let hand_out = |part| hand_out.send(part).map_err(|_| std::io::ErrorKind::BrokenPipe.into());
    let pool = ThreadPoolBuilder::new().num_threads(started + 1).use_current_thread().spawn_handler(hand_out);
    // It is that of this thread from now on, until the end.
    std::mem::forget(pool.build().map_err(|error| CliError::Threads(error.to_string()))?);
    if started + 1 < wanted {
        let told = format!("the system gives {} instead of {wanted}", many(started + 1, "thread"));
        Screen::stderr().labelled(CAUTION, "warning: ", &told)?;
    }
    Ok(())
}
