//! Numbers for people: rounded to what they are worth.

/// Decimals that leave two significant figures of a percentage, or of what it lacks to 100 %.
fn decimals(share: f64) -> usize {
    let percent = 100.0 * share;
    if share <= 0.0 || share >= 1.0 || (10.0..=99.0).contains(&percent) {
        return 0;
    }
    // 0.99…: one figure of the rest is enough to tell it from certainty.
    if percent > 99.0 {
        return (-(100.0 - percent).log10()).ceil().clamp(1.0, 6.0) as usize;
    }
    (1.0 - percent.log10().floor()).clamp(1.0, 6.0) as usize
}

/// A share as a percentage with two significant figures: `73 %`, `9.4 %`, `0.010 %`, `99.98 %`.
pub(super) fn share(share: f64) -> String {
    if !share.is_finite() {
        return "–".to_owned();
    }
    format!("{}\u{a0}%", percent(share, decimals(share)))
}

fn percent(share: f64, decimals: usize) -> String {
    format!("{:.*}", decimals, (100.0 * share).clamp(0.0, 100.0))
}

/// A share with its interval, all with the same decimals: `72 % (71–73 %)`. Two significant figures, or as many more
/// as tell the three numbers apart and from 0 and 100 %.
pub(super) fn estimate(share: f64, low: f64, high: f64) -> String {
    if !(share.is_finite() && low.is_finite() && high.is_finite()) {
        return self::share(share);
    }
    let least = decimals(share);
    let told_apart = |places: usize| {
        let text = |value: f64| percent(value, places);
        (low == high || text(low) != text(high))
            && (high >= 1.0 || text(high) != text(1.0))
            && (low <= 0.0 || text(low) != text(0.0))
    };
    let places = (least..least + 3).find(|&places| told_apart(places)).unwrap_or(least).min(8);
    let end = |value: f64| if value <= 0.0 { "0".to_owned() } else { percent(value, places) };
    format!("{}\u{a0}% ({}–{}\u{a0}%)", percent(share, places), end(low), end(high))
}

/// A whole number with its thousands set apart: `10,000`.
pub(super) fn count(value: u64) -> String {
    let digits = value.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// A number with about three significant figures and a true minus: `−41.2`, `−300`, `0.52`.
pub(super) fn number(value: f64) -> String {
    if !value.is_finite() {
        return "–".to_owned();
    }
    let size = value.abs();
    let places = match size {
        _ if size >= 100.0 => 0,
        _ if size >= 10.0 => 1,
        _ if size >= 0.1 || size == 0.0 => 2,
        _ => 3,
    };
    fixed(value, places)
}

/// A number with so many decimals, a true minus and no negative zero; very large and very small ones with a power of ten.
pub(super) fn fixed(value: f64, places: usize) -> String {
    if !value.is_finite() {
        return "–".to_owned();
    }
    let text = if value.abs() >= 1e9 { format!("{value:.2e}") } else { format!("{value:.places$}") };
    let unsigned = text.trim_start_matches('-');
    let zero = unsigned.bytes().all(|byte| matches!(byte, b'0' | b'.'));
    let unsigned = if value.abs() < 1e9 && !unsigned.contains('.') && unsigned.len() > 4 {
        count(unsigned.parse().unwrap_or(0))
    } else {
        unsigned.to_owned()
    };
    if value < 0.0 && !zero { format!("−{unsigned}") } else { unsigned }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_have_two_figures_and_never_round_to_certainty() {
        let cases = [
            (0.7312, "73 %"),
            (0.0944, "9.4 %"),
            (0.00324, "0.32 %"),
            (0.0001, "0.010 %"),
            (0.995, "99.5 %"),
            (0.9998, "99.98 %"),
            (0.99, "99 %"),
            (1.0, "100 %"),
            (0.0, "0 %"),
            (0.5, "50 %"),
        ];
        for (value, text) in cases {
            assert_eq!(share(value).replace('\u{a0}', " "), text);
        }
    }

    #[test]
    fn a_share_and_its_interval_have_the_decimals_that_tell_them_apart() {
        let cases = [
            ((0.7312, 0.7225, 0.7398), "73 % (72–74 %)"),
            ((0.71, 0.706, 0.714), "71.0 % (70.6–71.4 %)"),
            ((0.095, 0.0893, 0.1007), "9.5 % (8.9–10.1 %)"),
            ((0.0001, 0.000_018, 0.000_566), "0.010 % (0.002–0.057 %)"),
            ((0.9999, 0.99943, 0.99998), "99.990 % (99.943–99.998 %)"),
            ((1.0, 0.9996, 1.0), "100.00 % (99.96–100.00 %)"),
            ((0.5, f64::NAN, 0.6), "50 %"),
        ];
        for ((share, low, high), text) in cases {
            assert_eq!(estimate(share, low, high).replace('\u{a0}', " "), text);
        }
    }

    #[test]
    fn numbers_are_rounded_and_signed_for_people() {
        assert_eq!(number(-41.234), "−41.2");
        assert_eq!(number(-300.0), "−300");
        assert_eq!(number(-0.0001), "0.000");
        assert_eq!(number(f64::NAN), "–");
        assert_eq!(number(-12_345.6), "−12,346");
        assert_eq!(count(1_000_000), "1,000,000");
    }
}
