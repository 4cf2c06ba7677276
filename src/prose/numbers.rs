//! Numbers for people: rounded to what they are worth.

/// The largest whole power of ten that is no larger than a number without its sign, as its digits tell it: logarithms of
/// some systems are just below whole numbers.
#[must_use]
pub fn power_of_ten(number: f64) -> i32 {
    let written = format!("{:e}", number.abs());
    written.split_once('e').and_then(|(_, power)| power.parse().ok()).unwrap_or(0)
}

/// Decimals that leave two significant figures of a percentage, or of what it lacks to 100 %.
fn decimals(share: f64) -> usize {
    let percent = 100.0 * share;
    if share <= 0.0 || share >= 1.0 || (10.0..=99.0).contains(&percent) {
        return 0;
    }
    // 0.99…: one figure of the rest is enough to tell it from certainty.
    if percent > 99.0 {
        return (-power_of_ten(100.0 - percent)).clamp(1, 6) as usize;
    }
    (1 - power_of_ten(percent)).clamp(1, 6) as usize
}

/// A share as a percentage with two significant figures: `73 %`, `9.4 %`, `0.010 %`, `99.98 %`.
pub fn share(share: f64) -> String {
    if !share.is_finite() {
        return "–".to_owned();
    }
    format!("{}\u{a0}%", percent(share, decimals(share)))
}

/// A probability in a story, where a tenth of a percent is fine enough: `57 %`, `over 99.9 %`, `under 0.1 %`.
#[must_use]
pub fn likelihood(probability: f64) -> String {
    const FINEST: f64 = 0.001;
    match probability {
        p if p > 0.0 && p < FINEST => format!("under {}", share_to(FINEST, 1)),
        p if p < 1.0 && p > 1.0 - FINEST => format!("over {}", share_to(1.0 - FINEST, 1)),
        p => share(p),
    }
}

fn percent(share: f64, decimals: usize) -> String {
    format!("{:.*}", decimals, (100.0 * share).clamp(0.0, 100.0))
}

/// A share and its interval, all with the same decimals.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Estimate {
    /// The share without its sign: `72`.
    pub share: String,
    /// Its interval without its sign: `71–73`.
    pub interval: String,
    /// How many decimals both have.
    pub decimals: usize,
}

impl Estimate {
    /// Two significant figures, or as many more as tell the three numbers apart and from 0 and 100 %.
    #[must_use]
    pub fn of(share: f64, low: f64, high: f64) -> Estimate {
        let least = decimals(share);
        let told_apart = |places: usize| {
            let text = |value: f64| percent(value, places);
            (low == high || text(low) != text(high))
                && (high >= 1.0 || text(high) != text(1.0))
                && (low <= 0.0 || text(low) != text(0.0))
        };
        let decimals = (least..least + 3).find(|&places| told_apart(places)).unwrap_or(least).min(8);
        let end = |value: f64| if value <= 0.0 { "0".to_owned() } else { percent(value, decimals) };
        Estimate {
            share: percent(share, decimals),
            interval: format!("{}–{}", end(low), end(high)),
            decimals,
        }
    }
}

/// A share with its interval: `72 % (71–73 %)`.
pub fn estimate(share: f64, low: f64, high: f64) -> String {
    if !(share.is_finite() && low.is_finite() && high.is_finite()) {
        return self::share(share);
    }
    let Estimate { share, interval, .. } = Estimate::of(share, low, high);
    format!("{share}\u{a0}% ({interval}\u{a0}%)")
}

/// A share with so many decimals of a percentage: `73.1 %`.
#[must_use]
pub fn share_to(share: f64, decimals: usize) -> String {
    format!("{}\u{a0}%", percent(share, decimals))
}

/// An exact share, to three significant figures: `73.1 %`.
#[must_use]
pub fn exact_share(share: f64) -> String {
    const LEAST: f64 = 1e-8;
    if share > 0.0 && share < LEAST {
        return format!("under {}", share_to(LEAST, 6));
    }
    let more = usize::from(share > 0.0 && share < 1.0);
    share_to(share, decimals(share) + more)
}

/// A share with no more figures than its half-width is worth, two at most: `56 %`, `0.3 %`.
#[must_use]
pub fn share_within(share: f64, half_width: f64) -> String {
    // A half-width of zero (an exact figure) bounds nothing.
    let worth = if half_width > 0.0 { (-power_of_ten(100.0 * half_width)).clamp(0, 6) as usize } else { 6 };
    share_to(share, decimals(share).min(worth))
}

/// A mean with its standard error, to the error's first digit, or its second where the first is 1: `−41.2 ± 0.3`.
#[must_use]
pub fn with_error(mean: f64, error: f64) -> String {
    if !(error > 0.0 && error.is_finite()) {
        return number(mean);
    }
    let places = places_of(error);
    format!(
        "{} ± {}",
        fixed(rounded(mean, places), places.max(0) as usize),
        fixed(rounded(error, places), places.max(0) as usize)
    )
}

/// Decimals that an error leaves: negative where even whole numbers are too fine.
fn places_of(error: f64) -> i32 {
    let power = power_of_ten(error);
    let leading = error / 10f64.powi(power);
    (if leading < 1.95 { 1 - power } else { -power }).clamp(-300, 8)
}

fn rounded(value: f64, places: i32) -> f64 {
    if places >= 0 { value } else { (value / 10f64.powi(-places)).round() * 10f64.powi(-places) }
}

/// A number as precise as its standard error leaves it, without the error; with three figures where it has none.
#[must_use]
pub fn number_within(value: f64, error: f64) -> String {
    if !(error > 0.0 && error.is_finite()) {
        return number(value);
    }
    let places = places_of(error);
    fixed(rounded(value, places), places.max(0) as usize)
}

/// A p-value: `0.021`, `< 0.001`.
#[must_use]
pub fn p_value(p: f64) -> String {
    if p < 0.001 { "<\u{a0}0.001".to_owned() } else { fixed(p, 3) }
}

/// A whole number with its thousands set apart: `10,000`.
pub fn count(value: u64) -> String {
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

/// So many of something: `1 state`, `50,400 states`.
#[must_use]
pub fn many(number: usize, what: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{} {what}{plural}", count(number as u64))
}

/// A number with about three significant figures and a true minus: `−41.2`, `−300`, `0.52`.
pub fn number(value: f64) -> String {
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
pub fn fixed(value: f64, places: usize) -> String {
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

/// Decimals that tell numbers of one table apart, and no more.
#[must_use]
pub fn places<'a>(values: impl Iterator<Item = &'a f64>) -> usize {
    let (low, high) = values
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), &value| (low.min(value), high.max(value)));
    match high - low {
        range if range > 0.0 => (3.0 - range.log10()).floor().clamp(0.0, 4.0) as usize,
        _ => 1,
    }
}

/// The same, and fewer where none of the numbers has more.
#[must_use]
pub fn fewest_places(values: &[f64]) -> usize {
    let most = places(values.iter());
    let has_no_more = |places: &usize| {
        let unit = 10f64.powi(*places as i32);
        values.iter().all(|value| (value * unit - (value * unit).round()).abs() < 1e-6)
    };
    (0..most).find(has_no_more).unwrap_or(most)
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
    fn numbers_of_a_table_are_told_apart_with_no_more_decimals_than_they_have() {
        assert_eq!(places([0.0, 7.0].iter()), 2);
        assert_eq!(fewest_places(&[0.0, 7.0, -10.0]), 0);
        assert_eq!(fewest_places(&[0.5, 7.0]), 1);
        assert_eq!(fewest_places(&[1.0 / 3.0, 7.0]), 2);
        assert_eq!(fewest_places(&[-412.25, -300.0]), 0);
    }

    #[test]
    fn exact_shares_have_three_figures_and_tiny_ones_a_bound() {
        for (value, text) in [
            (0.731_24, "73.1 %"),
            (1.5e-8, "0.0000015 %"),
            (1e-11, "under 0.000001 %"),
            (0.0, "0 %"),
            (1.0, "100 %"),
        ] {
            assert_eq!(exact_share(value).replace('\u{a0}', " "), text);
        }
    }

    #[test]
    fn likelihoods_stop_short_of_certainty() {
        let cases = [
            (0.57, "57 %"),
            (0.0012, "0.12 %"),
            (0.0002, "under 0.1 %"),
            (0.999_999_8, "over 99.9 %"),
            (0.998, "99.8 %"),
            (1.0, "100 %"),
            (0.0, "0 %"),
        ];
        for (value, text) in cases {
            assert_eq!(likelihood(value).replace('\u{a0}', " "), text);
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
    fn a_number_has_no_more_digits_than_its_error_allows() {
        let cases = [
            (-41.234, 0.31, "−41.2 ± 0.3"),
            (20.123, 0.014, "20.123 ± 0.014"),
            (-1234.0, 52.0, "−1230 ± 50"),
            (0.5, 0.0, "0.50"),
        ];
        for (mean, error, text) in cases {
            assert_eq!(with_error(mean, error).replace(',', ""), text);
        }
        assert_eq!(share_within(0.563, 0.01).replace('\u{a0}', " "), "56 %");
        assert_eq!(share_within(0.0321, 0.003).replace('\u{a0}', " "), "3.2 %");
        assert_eq!(share_within(0.0321, 0.02).replace('\u{a0}', " "), "3 %");
        assert_eq!(share_within(0.0321, 0.0).replace('\u{a0}', " "), "3.2 %");
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
