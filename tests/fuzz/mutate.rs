//! Changes to texts, drawn at random: of bytes, of lines, of words and numbers, of two texts together.

use rand::{Rng, RngExt};

/// What stands for trouble: ends of ranges, signs of every grammar here, letters that are not what they seem.
const WORDS: [&str; 48] = [
    "0",
    "-1",
    "1e308",
    "-1e12",
    "1e-320",
    "nan",
    "inf",
    "-0.0",
    "9223372036854775807",
    "4294967296",
    "1e400",
    "\"",
    "'''",
    "\"\"\"",
    "[",
    "]",
    "[[",
    "{",
    "}",
    "=",
    "==",
    ">=",
    "..",
    ":",
    "log:",
    ",",
    ".",
    "#",
    "\\",
    "\\u0000",
    "\u{0}",
    "\u{1b}[2J",
    "\u{202e}",
    "\u{e0041}",
    "\u{fdd0}",
    "\u{3164}",
    "𝔘𝔫𝔦",
    "̈",
    "\r\n",
    "\n\n",
    "share(",
    ")",
    " within ",
    " in ",
    "true",
    "or",
    "round",
    "otherwise = true",
];

/// Most bytes of what comes out: scenario files have a limit of their own, which another test goes to.
const LONGEST: usize = 60_000;

/// One to four changes, one after the other. `other` is a text to take parts of.
pub(super) fn mutate(random: &mut impl Rng, text: &[u8], other: &[u8]) -> Vec<u8> {
    let mut out = text.to_vec();
    for _ in 0..random.random_range(1..=4) {
        change(random, &mut out, other);
        out.truncate(LONGEST);
    }
    out
}

fn change(random: &mut impl Rng, out: &mut Vec<u8>, other: &[u8]) {
    let at = place(random, out.len());
    match random.random_range(0..12) {
        0 => {
            if let Some(byte) = out.get_mut(at) {
                *byte ^= 1 << random.random_range(0..8);
            }
        }
        1 => drop(out.drain(part(random, out.len(), 40))),
        2 => {
            let part = out[part(random, out.len(), 200)].to_vec();
            out.splice(at..at, part);
        }
        3 | 4 => {
            let word = WORDS[random.random_range(0..WORDS.len())].bytes();
            out.splice(at..at, word);
        }
        5 => {
            let part = other[part(random, other.len(), 300)].to_vec();
            out.splice(at..at, part);
        }
        6 => lines(random, out, |lines, a, b| lines.swap(a, b)),
        7 => lines(random, out, |lines, a, _| drop(lines.remove(a))),
        8 => lines(random, out, |lines, a, b| lines.insert(b, lines[a].clone())),
        9 => number(random, out),
        10 => {
            // The beginning of one and the end of the other.
            let cut = place(random, other.len());
            out.truncate(at);
            out.extend_from_slice(&other[cut..]);
        }
        _ => out.truncate(at),
    }
}

fn place(random: &mut impl Rng, length: usize) -> usize {
    random.random_range(0..=length)
}

fn part(random: &mut impl Rng, length: usize, longest: usize) -> std::ops::Range<usize> {
    let from = place(random, length);
    from..(from + random.random_range(0..=longest)).min(length)
}

fn lines(random: &mut impl Rng, out: &mut Vec<u8>, change: impl Fn(&mut Vec<Vec<u8>>, usize, usize)) {
    let mut all: Vec<Vec<u8>> = out.split(|&byte| byte == b'\n').map(<[u8]>::to_vec).collect();
    let (a, b) = (random.random_range(0..all.len()), random.random_range(0..all.len()));
    change(&mut all, a, b);
    *out = all.join(&b'\n');
}

/// Another number in place of one.
fn number(random: &mut impl Rng, out: &mut Vec<u8>) {
    let is_digit = |at: &usize| out[*at].is_ascii_digit();
    let digits: Vec<usize> = (0..out.len()).filter(is_digit).collect();
    if digits.is_empty() {
        return;
    }
    let at = digits[random.random_range(0..digits.len())];
    let length = out[at..].iter().take_while(|byte| byte.is_ascii_digit() || **byte == b'.').count();
    out.splice(at..at + length, WORDS[random.random_range(0..11)].bytes());
}
