//! How figures of analyses are told.

use crate::prose::numbers::fixed;
use crate::results::study::IntervalFigures;

/// The interval of 95 %, in hundredths and with so many decimals: `55 to 69`; open ends are told.
pub(super) fn ends(interval: &IntervalFigures, places: usize) -> String {
    let end = |end: f64| fixed(100.0 * end, places);
    match (interval.low, interval.high) {
        (Some(low), Some(high)) => format!("{}\u{a0}to\u{a0}{}", end(low), end(high)),
        (Some(low), None) => format!("{}\u{a0}or\u{a0}more", end(low)),
        (None, Some(high)) => format!("{}\u{a0}or\u{a0}less", end(high)),
        (None, None) => "bounded by nothing".to_owned(),
    }
}

/// A share of variance with its interval: `62 % (95 % interval 55 to 69 %)`.
pub(super) fn part(interval: &IntervalFigures) -> String {
    part_to(interval, 0)
}

/// The same with so many decimals.
pub(super) fn part_to(interval: &IntervalFigures, places: usize) -> String {
    let value = fixed(100.0 * interval.value, places);
    format!("{value}\u{a0}% (95\u{a0}% interval {}\u{a0}%)", ends(interval, places))
}
