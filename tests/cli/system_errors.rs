//! Every system call that writes, failing or killed at: what is there is old or new, and whole; the same call then goes on.
//!
//! It takes `strace`, which puts the error in place of the call. Where there is none, that is said.

#![allow(clippy::print_stderr)] // the figures are told

use crate::common::calls::{TINY, files, for_a_while, print, tiny};
use standoff::results::Results;
use std::collections::BTreeMap;
use std::fs;
use std::os::unix::process::ExitStatusExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// What changes something on a disk, or says that it may.
const WRITING: &str =
    "write,fsync,mkdir,rename,renameat2,unlink,unlinkat,rmdir,ftruncate,flock,copy_file_range,sendfile";

/// What is done; each finds the results of those before it.
const CALLS: [&str; 8] = [
    "run tiny.toml --plays 20 --exact --threads 1",
    "run tiny.toml --plays 50 --seed 1 --save-plays --no-charts --threads 1",
    "sweep tiny.toml --vary rule.slip.chance=0.1..0.9:5 --threads 1",
    "robustness tiny.toml --samples 4 --threads 1",
    "report output/tiny/run-2018",
    "chart output/tiny/run-2018 --size column --format pdf",
    "replay tiny.toml --play 3 --chart pictures/play.svg",
    "solve tiny.toml --round 1 --export nfg --output games/first.nfg",
];

type Files = BTreeMap<String, Vec<u8>>;

/// What is put in the place of a call.
#[derive(Debug, Clone, Copy)]
enum Fault {
    Error(&'static str),
    Kill,
}

/// A call under `strace`, with a fault at the so-manieth call of a kind if there is one.
fn traced(folder: &Path, arguments: &str, at: Option<(&str, usize, Fault)>) -> (Output, String) {
    let log = tempfile::NamedTempFile::new().unwrap();
    let mut strace = Command::new("strace");
    strace.args(["-f", "-o"]).arg(log.path()).arg(format!("--trace={WRITING}"));
    if let Some((call, number, fault)) = at {
        let fault = match fault {
            Fault::Error(error) => format!("error={error}"),
            Fault::Kill => "signal=KILL".to_owned(),
        };
        strace.arg(format!("--inject={call}:{fault}:when={number}"));
    }
    strace.arg(env!("CARGO_BIN_EXE_standoff")).args(arguments.split_whitespace());
    let output = strace.current_dir(folder).env("NO_COLOR", "1").output().unwrap();
    (output, fs::read_to_string(log.path()).unwrap())
}

/// How often the busiest thread makes each call.
fn counted(log: &str) -> BTreeMap<String, usize> {
    let mut by_thread: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for line in log.lines() {
        let Some((thread, rest)) = line.split_once(' ') else { continue };
        if let Some((call, _)) = rest.trim_start().split_once('(')
            && WRITING.split(',').any(|one| one == call)
        {
            *by_thread.entry((thread, call)).or_default() += 1;
        }
    }
    let mut most = BTreeMap::new();
    for ((_, call), number) in by_thread {
        let most: &mut usize = most.entry(call.to_owned()).or_default();
        *most = number.max(*most);
    }
    most
}

fn laid_out(files: &Files) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    folder
}

/// Folders of results, each of which can be read.
fn are_whole(folder: &Path, told: &str) {
    let root = folder.join("output/tiny");
    for entry in fs::read_dir(root).into_iter().flatten().flatten() {
        if !entry.file_name().to_string_lossy().starts_with('.') {
            Results::open(&entry.path()).unwrap_or_else(|error| panic!("{told}: {error}"));
        }
    }
}

/// One fault, and what comes after it.
fn is_survived(before: &Files, after: &Files, arguments: &str, at: (&str, usize, Fault)) {
    let (call, number, fault) = at;
    let told = format!("standoff {arguments}: {call} {number}: {fault:?}");
    let folder = laid_out(before);
    let (output, log) = traced(folder.path(), arguments, Some(at));
    let complaint = String::from_utf8_lossy(&output.stderr).into_owned();
    match fault {
        Fault::Kill => assert_eq!(output.status.signal(), Some(9), "{told}: {complaint}"),
        Fault::Error(_) => {
            assert!(log.contains("(INJECTED)"), "{told}: it is not come to");
            let code = output.status.code();
            assert!(matches!(code, Some(0 | 1)), "{told}: {}: {complaint}", output.status);
            assert!(code == Some(0) || complaint.contains("error: cannot "), "{told}: {complaint}");
            assert_eq!(complaint.contains("error: "), code == Some(1), "{told}: {complaint}");
            assert!(!complaint.contains(".making-"), "{told}: {complaint}");
        }
    }
    for (name, bytes) in files(folder.path()) {
        let is_hidden = name.split('/').any(|part| part.starts_with('.'));
        let is_old_or_new = [before, after].iter().any(|files| files.get(&name) == Some(&bytes));
        // What it lists may be between the two.
        assert!(is_hidden || is_old_or_new || name.ends_with("manifest.json"), "{told}: {name} is another");
    }
    for name in before.keys() {
        assert!(folder.path().join(name).exists(), "{told}: {name} is lost");
    }
    are_whole(folder.path(), &told);
    if output.status.success() {
        let left: Files = files(folder.path()).into_iter().filter(|(name, _)| !name.contains("/.")).collect();
        assert!(left.keys().eq(after.keys()), "{told}: it says that all went well");
    }
    print(folder.path(), arguments);
    assert_eq!(for_a_while(folder.path()), Vec::<PathBuf>::new(), "{told}");
    let ended = files(folder.path());
    assert!(ended.keys().eq(after.keys()), "{told}: {:?}", ended.keys());
    let differs = ended.iter().find(|(name, bytes)| after[*name] != **bytes).map(|(name, _)| name);
    assert_eq!(differs, None, "{told}: another than if nothing had happened");
}

/// Of all faults every `step`-th is tried.
fn every_writing_call_may_fail(step: usize) {
    if Command::new("strace").arg("--version").output().is_err() {
        eprintln!("skipped: there is no strace");
        return;
    }
    let whole = tiny();
    let mut states = vec![files(whole.path())];
    for call in CALLS {
        print(whole.path(), call);
        states.push(files(whole.path()));
    }
    assert_eq!(states[0]["tiny.toml"], TINY.as_bytes());
    let (mut errors, mut kills, mut nth) = (0, 0, 0);
    for (arguments, states) in CALLS.into_iter().zip(states.windows(2)) {
        let (before, after) = (&states[0], &states[1]);
        // Where nothing of it is there yet, and where all of it is.
        for before in [before, after] {
            let folder = laid_out(before);
            let (output, log) = traced(folder.path(), arguments, None);
            if !output.status.success() && log.is_empty() {
                eprintln!("skipped: strace may not trace here");
                return;
            }
            assert!(files(folder.path()) == *after, "{arguments}");
            for (call, times) in counted(&log) {
                for number in 1..=times {
                    let error = ["ENOSPC", "EIO"][number % 2];
                    for fault in [Fault::Error(error), Fault::Kill] {
                        nth += 1;
                        if nth % step == 0 {
                            is_survived(before, after, arguments, (&call, number, fault));
                            match fault {
                                Fault::Error(_) => errors += 1,
                                Fault::Kill => kills += 1,
                            }
                        }
                    }
                }
            }
        }
    }
    eprintln!("{errors} errors and {kills} kills at system calls that write, of {nth}");
}

#[test]
fn some_writing_calls_may_fail() {
    every_writing_call_may_fail(97);
}

#[test]
#[ignore = "takes minutes; STANDOFF_STEP says that only one in so many is tried"]
fn any_writing_call_may_fail() {
    every_writing_call_may_fail(std::env::var("STANDOFF_STEP").map_or(1, |step| step.parse().unwrap()));
}
