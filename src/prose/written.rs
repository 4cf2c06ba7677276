//! Numbers and names as their authors wrote them.

use super::numbers::{fixed, number, power_of_ten};

/// What an effect is called: its label, else its id; empty where it has neither.
#[must_use]
pub fn effect_name(key: &str, has_id: bool, label: &str) -> String {
    match (label == key, has_id) {
        (false, _) => label.to_owned(),
        (true, true) => key.replace('-', " "),
        (true, false) => String::new(),
    }
}

/// As written, with a true minus: scenario files hold the digits that their authors meant. A number without end, such as a
/// third, has five digits: `0.33333`.
#[must_use]
pub fn plain(value: f64) -> String {
    const WRITTEN: usize = 8;
    const ENDLESS: i32 = 5;
    if value.abs() >= 1e9 {
        return number(value);
    }
    let text = value.to_string().replace('-', "−");
    let digits =
        |text: &str| text.chars().filter(char::is_ascii_digit).skip_while(|&digit| digit == '0').count();
    if !text.contains('.') || digits(&text) <= WRITTEN {
        return text;
    }
    let decimals = (ENDLESS - 1 - power_of_ten(value)).clamp(0, 12) as usize;
    let cut = fixed(value, decimals);
    if cut.contains('.') { cut.trim_end_matches('0').trim_end_matches('.').to_owned() } else { cut }
}

/// A change by so many levels, with its sign: `+1`, `−2`.
#[must_use]
pub fn change_by(levels: i32) -> String {
    let sign = if levels < 0 { "−" } else { "+" };
    format!("{sign}{}", levels.unsigned_abs())
}

/// `a`, `a and b`, `a, b and c`.
#[must_use]
pub fn listed(parts: &[String]) -> String {
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

/// Without the sign, and without trailing zeros. A fraction that has no end, such as a third, has four digits: `33.33`.
pub(super) fn percentage(probability: f64) -> String {
    const WRITTEN: usize = 4;
    let percent = 100.0 * probability;
    let trimmed = |decimals: usize| {
        let text = fixed(percent, decimals);
        if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
    };
    let text = trimmed(6);
    let decimals = text.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    if decimals > WRITTEN && percent.abs() >= 1.0 {
        trimmed(if percent.abs() < 10.0 { 3 } else { 2 })
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_as_written_and_endless_ones_are_cut() {
        let cases = [
            (-12.0, "−12"),
            (0.957, "0.957"),
            (1234.5678, "1234.5678"),
            (8.0 / 15.0, "0.53333"),
            (-200.0 / 3.0, "−66.667"),
            (0.1 + 0.2, "0.3"),
            (1.0 / 700.0, "0.0014286"),
            (123_456_789.0, "123456789"),
        ];
        for (value, text) in cases {
            assert_eq!(plain(value), text);
        }
    }

    #[test]
    fn percentages_are_as_written_and_endless_ones_are_cut() {
        let cases = [
            (0.3, "30"),
            (0.0004, "0.04"),
            (0.125, "12.5"),
            (1.0 / 3.0, "33.33"),
            (0.333_333_333, "33.33"),
            (1.0 / 30.0, "3.333"),
            (0.000_001_5, "0.00015"),
            (1.0, "100"),
        ];
        for (value, text) in cases {
            assert_eq!(percentage(value), text);
        }
        assert_eq!((change_by(1), change_by(-2)), ("+1".to_owned(), "−2".to_owned()));
    }
}
