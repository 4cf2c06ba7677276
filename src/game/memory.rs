//! How much memory work may take, and what work is refused because it would take more.
//!
//! The memory is the machine's, and so the limit is one for the whole process, as the pool of threads is. It changes no
//! figure: work is done as it always is, or refused before it is begun.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU64, Ordering};

/// Where nothing says how much memory there is.
const UNKNOWN: u64 = 8 << 30;

/// What was asked for; 0 where nobody asked.
static ASKED: AtomicU64 = AtomicU64::new(0);

/// Work that would need more memory than it may take.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "{what} needs about {} of memory, and {} are allowed: ask for less, or allow more with --max-memory",
    told(*.needs), told(*.allowed)
)]
pub struct TooMuch {
    /// The work, with its numbers.
    pub what: String,
    /// Bytes that it would need, or has come to need so far.
    pub needs: u64,
    /// Bytes that it may take.
    pub allowed: u64,
}

/// How many bytes work may take: what was asked for, or three quarters of what this machine has or this process is
/// allowed.
#[must_use]
pub fn allowed() -> u64 {
    static OF_MACHINE: LazyLock<u64> = LazyLock::new(|| of_machine() / 4 * 3);
    match ASKED.load(Ordering::Relaxed) {
        0 => *OF_MACHINE,
        asked => asked,
    }
}

/// Allows so many bytes, for the whole process.
pub fn allow(bytes: u64) {
    ASKED.store(bytes.max(1), Ordering::Relaxed);
}

/// Refuses work that needs more than it may take. `what` names it where it is refused.
///
/// # Errors
/// [`TooMuch`].
pub fn ask(needs: u64, what: impl FnOnce() -> String) -> Result<(), TooMuch> {
    match allowed() {
        allowed if needs > allowed => Err(TooMuch { what: what(), needs, allowed }),
        _ => Ok(()),
    }
}

/// So many things of so many bytes each; as many as can be said where they are more.
#[must_use]
pub fn bytes(factors: &[usize]) -> u64 {
    factors.iter().fold(1, |product, &factor| product.saturating_mul(factor as u64))
}

/// A number of bytes for people: `1.5 GB`.
#[must_use]
pub fn told(bytes: u64) -> String {
    match bytes as f64 {
        bytes if bytes < 1e6 => format!("{:.0} kB", (bytes / 1e3).ceil()),
        bytes if bytes < 1e9 => format!("{:.0} MB", bytes / 1e6),
        bytes if bytes < 1e13 => format!("{:.1} GB", bytes / 1e9),
        bytes if bytes < 1e17 => format!("{:.0} TB", bytes / 1e12),
        _ => "far more than any machine has".to_owned(),
    }
}

/// A number of bytes as people write it: `800MB`, `16GB`, `1.5 GiB`; a number alone is of bytes.
///
/// # Errors
/// What can be written.
pub fn read(text: &str) -> Result<u64, String> {
    let wrong = || format!("`{text}` is no size of memory; 800MB and 16GB are");
    let text = text.trim();
    let digits = text.find(|letter: char| !letter.is_ascii_digit() && letter != '.').unwrap_or(text.len());
    let (number, unit) = text.split_at(digits);
    let unit: f64 = match unit.trim().to_ascii_lowercase().as_str() {
        "" | "b" => 1.0,
        "k" | "kb" => 1e3,
        "m" | "mb" => 1e6,
        "g" | "gb" => 1e9,
        "t" | "tb" => 1e12,
        "kib" => 1024.0,
        "mib" => 1024.0 * 1024.0,
        "gib" => 1024.0 * 1024.0 * 1024.0,
        "tib" => 1024.0 * 1024.0 * 1024.0 * 1024.0,
        _ => return Err(wrong()),
    };
    let bytes = number.parse::<f64>().map_err(|_| wrong())? * unit;
    match bytes {
        bytes if bytes < 1e6 => Err(format!("`{text}` is too little: nothing can be done in less than 1MB")),
        bytes if bytes > 1e18 => Err(wrong()),
        bytes => Ok(bytes as u64),
    }
}

/// What the machine has, or what this process may take of it, if that is less.
fn of_machine() -> u64 {
    let meminfo = fs::read_to_string("/proc/meminfo").ok();
    let total = meminfo.and_then(|text| {
        let line = text.lines().find(|line| line.starts_with("MemTotal:"))?;
        let kibibytes: u64 = line.split_whitespace().nth(1)?.parse().ok()?;
        kibibytes.checked_mul(1024)
    });
    let limits = [of_group(), addresses()];
    limits.into_iter().flatten().fold(total.unwrap_or(UNKNOWN), u64::min)
}

/// The limit of the group of processes that this one is in, or of a group around it; of either version of groups.
fn of_group() -> Option<u64> {
    let groups = fs::read_to_string("/proc/self/cgroup").ok()?;
    let of_line = |line: &str| {
        let mut parts = line.splitn(3, ':').skip(1);
        let (controllers, group) = (parts.next()?, parts.next()?.trim_start_matches('/'));
        let (root, file) = match controllers {
            "" => ("/sys/fs/cgroup", "memory.max"),
            _ if controllers.split(',').any(|one| one == "memory") => {
                ("/sys/fs/cgroup/memory", "memory.limit_in_bytes")
            }
            _ => return None,
        };
        // Inside of a container the path may be that of the outside: then the root itself has the limit.
        let (root, group) = (Path::new(root), PathBuf::from(group));
        let around = group.ancestors().map(|group| root.join(group).join(file));
        around.filter_map(|path| fs::read_to_string(path).ok()?.trim().parse().ok()).min()
    };
    groups.lines().filter_map(of_line).min()
}

/// The limit of addresses that this process may use.
#[must_use]
pub fn addresses() -> Option<u64> {
    #[cfg(unix)]
    return rustix::process::getrlimit(rustix::process::Resource::As).current;
    #[cfg(not(unix))]
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read_as_people_write_them() {
        assert_eq!(read("800MB"), Ok(800_000_000));
        assert_eq!(read(" 1.5 GiB"), Ok(3 << 29));
        assert_eq!(read("20000000"), Ok(20_000_000));
        for wrong in ["", "GB", "-1GB", "1e9", "12 parsecs", "3", "999999999TB", "nan"] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn sizes_are_told_in_two_or_three_digits() {
        assert_eq!(
            [800, 45_000_000, 1_540_000_000, u64::MAX].map(told),
            ["1 kB", "45 MB", "1.5 GB", "far more than any machine has"]
        );
    }

    #[test]
    fn a_machine_has_some_memory_and_work_beyond_it_is_refused_with_its_numbers() {
        assert!(allowed() > 100_000_000, "{}", allowed());
        assert_eq!(ask(1000, String::new), Ok(()));
        let refused = ask(bytes(&[usize::MAX, 16, 16]), || "a table".to_owned()).unwrap_err().to_string();
        assert!(refused.starts_with("a table needs about far more than any machine has of memory, and"));
    }
}
