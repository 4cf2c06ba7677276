//! Numbers and names as their authors wrote them.

use super::numbers::{fixed, number};

/// What an effect is called: its label, else its id; empty where it has neither.
#[must_use]
pub fn effect_name(key: &str, has_id: bool, label: &str) -> String {
    match (label == key, has_id) {
        (false, _) => label.to_owned(),
        (true, true) => key.replace('-', " "),
        (true, false) => String::new(),
    }
}

/// As written, with a true minus: scenario files hold the digits that their authors meant.
#[must_use]
pub fn plain(value: f64) -> String {
    if value.abs() >= 1e9 { number(value) } else { value.to_string().replace('-', "−") }
}

/// `a`, `a and b`, `a, b and c`.
pub(super) fn listed(parts: &[String]) -> String {
    match parts {
        [front @ .., last] if !front.is_empty() => format!("{} and {last}", front.join(", ")),
        parts => parts.concat(),
    }
}

/// A probability as written, as a percentage: `30 %`, `0.04 %`.
#[must_use]
pub fn percent(probability: f64) -> String {
    format!("{}\u{a0}%", percentage(probability))
}

/// Without the sign, and without trailing zeros.
pub(super) fn percentage(probability: f64) -> String {
    let text = fixed(100.0 * probability, 6);
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}
