//! What is told to end, or killed, or has no room: nothing is half done, and what is kept is said.

#![allow(clippy::print_stderr)] // the whole comparison tells its figures

use crate::common::calls::{files, for_a_while, journal_lines, names, print, standoff, tiny};
use crate::common::terminal::OnTerminal;
use rustix::process::{Pid, Signal, kill_process};
use std::os::unix::process::ExitStatusExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

/// Work that takes long: many points, and each of them plays.
const LONG: &str = "sweep tiny.toml --vary rule.slip.chance=0.1..0.9:400 --plays 5000 --threads 1";

fn start(folder: &Path, arguments: &str) -> Child {
    let mut command = standoff(folder);
    command.args(arguments.split_whitespace()).stdout(Stdio::null()).stderr(Stdio::piped());
    command.spawn().unwrap()
}

/// Waits until something is so.
fn until(mut is_so: impl FnMut() -> bool) {
    let begin = Instant::now();
    while !is_so() {
        assert!(begin.elapsed() < Duration::from_secs(60), "it never comes");
        std::thread::sleep(Duration::from_millis(2));
    }
}

fn tell(child: &Child, signal: Signal) {
    kill_process(Pid::from_child(child), signal).unwrap();
}

/// A call as a shell makes it.
fn shell(folder: &Path, line: &str) -> Output {
    let line = line.replace("standoff", env!("CARGO_BIN_EXE_standoff"));
    Command::new("sh").arg("-c").arg(line).current_dir(folder).env("NO_COLOR", "1").output().unwrap()
}

#[test]
fn who_interrupts_hears_what_is_kept_and_the_same_command_goes_on() {
    for signal in [Signal::INT, Signal::TERM] {
        let folder = tiny();
        let child = start(folder.path(), LONG);
        until(|| journal_lines(folder.path()) > 3);
        tell(&child, signal);
        let begin = Instant::now();
        let output = child.wait_with_output().unwrap();
        assert!(begin.elapsed() < Duration::from_secs(10));
        assert_eq!(output.status.signal(), Some(signal.as_raw()), "who waits sees of what it ended");
        let told = String::from_utf8(output.stderr).unwrap();
        let kept = journal_lines(folder.path()) - 1;
        let says = format!("interrupted: {kept} points kept in output/tiny/.sweep-");
        assert!(told.starts_with(&says), "{told}");
        assert!(told.ends_with("; the same command goes on from there\n"), "{told}");
        assert_eq!(for_a_while(folder.path()), Vec::<PathBuf>::new());
        let again = LONG.replace("0.9:400", "0.9:400 --no-charts");
        let printed = print(folder.path(), &again).split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(printed.contains(&format!("{kept} points taken over from before")), "{printed}");
        assert_eq!(names(&folder.path().join("output/tiny")), ["sweep-2018"]);
    }
}

#[test]
fn a_run_that_is_interrupted_leaves_nothing_and_what_was_there() {
    let folder = tiny();
    print(folder.path(), "run tiny.toml --plays 20");
    let before = files(folder.path());
    let child = start(folder.path(), "run tiny.toml --plays 500000000 --save-plays");
    let is_making = || for_a_while(folder.path()).iter().any(|path| path.join("plays.csv").exists());
    until(is_making);
    tell(&child, Signal::INT);
    let output = child.wait_with_output().unwrap();
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!(told, "interrupted: nothing is left half done, and what was there before is as it was\n");
    assert!(files(folder.path()) == before);
    assert_eq!(for_a_while(folder.path()), Vec::<PathBuf>::new());
}

#[test]
fn on_a_terminal_the_bar_goes_before_it_is_said() {
    let folder = tiny();
    let words: Vec<String> = LONG.split(' ').map(str::to_owned).collect();
    let call = OnTerminal::begin(folder.path(), &words, (80, 24));
    until(|| journal_lines(folder.path()) > 3);
    tell(&call.child, Signal::INT);
    let (status, printed) = call.end(Duration::from_secs(20));
    assert_eq!(status.unwrap().signal(), Some(Signal::INT.as_raw()), "{printed}");
    let after = printed.rsplit_once("interrupted: ").unwrap().1;
    assert!(!after.contains(" of 400 points"), "{after}");
    assert!(!printed.contains(", 0s left"), "nothing is foretold before something is done: {printed}");
}

#[test]
fn what_was_started_to_ignore_an_interruption_ignores_it() {
    let folder = tiny();
    let line = format!("trap '' INT; exec {} {LONG}", env!("CARGO_BIN_EXE_standoff"));
    let mut command = Command::new("sh");
    command.arg("-c").arg(line).current_dir(folder.path()).stdout(Stdio::null()).stderr(Stdio::null());
    let mut child = command.spawn().unwrap();
    until(|| journal_lines(folder.path()) > 1);
    tell(&child, Signal::INT);
    let before = journal_lines(folder.path());
    until(|| journal_lines(folder.path()) > before + 2 || child.try_wait().unwrap().is_some());
    assert_eq!(child.try_wait().unwrap(), None, "it goes on");
    tell(&child, Signal::TERM);
    assert_eq!(child.wait().unwrap().signal(), Some(Signal::TERM.as_raw()));
}

#[test]
fn what_a_kill_leaves_goes_with_the_next_and_never_grows() {
    let folder = tiny();
    print(folder.path(), "run tiny.toml --plays 20 --exact --no-charts");
    for _ in 0..5 {
        let mut child = start(folder.path(), "run tiny.toml --plays 500000000 --save-plays");
        until(|| for_a_while(folder.path()).iter().any(|path| path.join("plays.csv").exists()));
        child.kill().unwrap();
        child.wait().unwrap();
        let making = names(&folder.path().join("output/tiny"));
        assert_eq!(making.iter().filter(|name| name.starts_with(".making-")).count(), 1, "{making:?}");
    }
    print(folder.path(), "run tiny.toml --plays 20 --exact --no-charts");
    assert_eq!(for_a_while(folder.path()), Vec::<PathBuf>::new());
}

#[test]
fn a_file_that_may_not_grow_is_an_error_that_names_its_place() {
    let folder = tiny();
    let output = shell(folder.path(), "ulimit -f 8; standoff run tiny.toml --plays 20000 --save-plays");
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{told}");
    assert!(told.starts_with("error: cannot write output/tiny/run-2018/plays.csv: "), "{told}");
    assert_eq!(for_a_while(folder.path()), Vec::<PathBuf>::new());
    assert_eq!(names(&folder.path().join("output/tiny")), Vec::<String>::new());
}

#[cfg(target_os = "linux")]
#[test]
fn where_nothing_can_be_printed_the_exit_code_says_what_happened() {
    let folder = tiny();
    for (line, code) in [
        ("standoff --help > /dev/full", 1),
        ("standoff run --help > /dev/full", 1),
        ("standoff --version > /dev/full", 1),
        ("standoff list > /dev/full", 1),
        ("standoff --help", 0),
        ("standoff --help | head -1", 0),
        ("standoff check nope 2> /dev/full", 2),
        ("standoff run tiny.toml --set nope=1 2> /dev/full", 2),
        ("standoff nope 2> /dev/full", 2),
        ("standoff check tiny.toml 2> /dev/full", 0),
    ] {
        assert_eq!(shell(folder.path(), line).status.code(), Some(code), "{line}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn where_there_are_too_few_threads_work_goes_on_with_what_there_is() {
    let folder = tiny();
    let run = "exec standoff run tiny.toml --plays 20 --exact --no-charts --json";
    let usual = shell(folder.path(), run);
    // Each thread wants room for its stack.
    let output = shell(folder.path(), &format!("ulimit -v 700000; {run} --threads 1024"));
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success(), "{told}");
    assert!(told.starts_with("warning: the system gives ") && told.ends_with(" instead of 1024\n"), "{told}");
    assert_eq!(output.stdout, usual.stdout);
    let many = shell(folder.path(), &format!("RAYON_NUM_THREADS=20000 {run}"));
    assert_eq!((many.status.code(), many.stdout), (Some(0), usual.stdout), "no more than 1024 are asked for");
}

/// Numbers that look random, each from the last (Marsaglia's xorshift).
fn random(state: &mut u64) -> u64 {
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    *state
}

#[test]
#[ignore = "takes minutes; STANDOFF_KILLS says how many"]
fn killed_at_any_moment_nothing_is_torn_lost_or_left_for_ever() {
    let kills: usize = std::env::var("STANDOFF_KILLS").map_or(70, |kills| kills.parse().unwrap());
    let vary = "--vary rule.slip.chance=0.1..0.9:9 --plays 200 --threads 1";
    let calls = [
        "run tiny.toml --plays 2000 --exact --threads 1".to_owned(),
        "run tiny.toml --plays 20000 --save-plays --no-charts --threads 1".to_owned(),
        format!("sweep tiny.toml {vary}"),
        "robustness tiny.toml --samples 30 --threads 1".to_owned(),
        "report output/tiny/run-2018".to_owned(),
        "chart output/tiny/run-2018 --size column --format pdf".to_owned(),
        "replay tiny.toml --play 3 --chart pictures/play.svg".to_owned(),
    ];
    // Once to the end: what there has to be, and how long it takes.
    let whole = tiny();
    let took = calls.each_ref().map(|call| {
        let begin = Instant::now();
        print(whole.path(), call);
        begin.elapsed()
    });
    let expected = files(whole.path());
    let folder = tiny();
    // First here as there: of two runs of one seed the first has the shorter name.
    print(folder.path(), &calls[0]);
    let (mut state, mut hit) = (2018, 0);
    for number in 0..kills {
        let at = number % calls.len();
        let mut child = start(folder.path(), &calls[at]);
        let most = took[at].as_micros() as u64 * 5 / 4;
        std::thread::sleep(Duration::from_micros(random(&mut state) % most));
        hit += usize::from(child.try_wait().unwrap().is_none());
        let _ = child.kill();
        child.wait().unwrap();
        let left = for_a_while(folder.path());
        assert!(left.len() <= 1 + calls.len(), "kill {number}: {left:?}");
        for (name, bytes) in files(folder.path()) {
            let is_hidden = name.split('/').any(|part| part.starts_with('.'));
            let is_manifest = name.ends_with("manifest.json");
            if !is_hidden && !is_manifest {
                let is_whole = expected.get(&name) == Some(&bytes);
                assert!(is_whole, "kill {number} of {}: {name} is another", calls[at]);
            }
        }
    }
    calls.iter().for_each(|call| drop(print(folder.path(), call)));
    assert_eq!(for_a_while(folder.path()), Vec::<PathBuf>::new());
    let ended = files(folder.path());
    assert!(ended.keys().eq(expected.keys()), "{:?}", ended.keys());
    assert!(ended == expected, "all files are those of calls that nobody has killed");
    eprintln!("{kills} kills, {hit} of them while the call was at work");
}
