//! Payoffs of one game, for people: their unit is the author's, and may be tiny.

use super::numbers::{fixed, number, places};

/// Where all payoffs are smaller than this, they are told with a power of ten.
const TINY: f64 = 1e-3;

/// How the payoffs of one game are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Payoffs {
    places: usize,
    is_tiny: bool,
}

impl Payoffs {
    /// By all payoffs that are told together.
    #[must_use]
    pub fn of<'a>(values: impl Iterator<Item = &'a f64> + Clone) -> Payoffs {
        let largest = values.clone().fold(0.0, |most: f64, value| most.max(value.abs()));
        Payoffs { places: places(values), is_tiny: largest > 0.0 && largest < TINY }
    }

    /// In a table, with the decimals that tell its payoffs apart.
    #[must_use]
    pub fn in_table(self, value: f64) -> String {
        if self.is_tiny { with_power(value) } else { fixed(value, self.places) }
    }

    /// By itself.
    #[must_use]
    pub fn alone(self, value: f64) -> String {
        if self.is_tiny { with_power(value) } else { number(value) }
    }
}

/// `−5.00e-12`
fn with_power(value: f64) -> String {
    match value {
        0.0 => "0".to_owned(),
        _ => format!("{}{:.2e}", if value < 0.0 { "−" } else { "" }, value.abs()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tiny_payoffs_are_told_apart_from_nothing() {
        let tiny = Payoffs::of([3e-12, -5e-12, 0.0].iter());
        assert_eq!([3e-12, -5e-12, 0.0].map(|value| tiny.in_table(value)), ["3.00e-12", "−5.00e-12", "0"]);
        let plain = Payoffs::of([3.0, -5.0, 0.0].iter());
        assert_eq!([3.0, -5.0, 0.0].map(|value| plain.in_table(value)), ["3.00", "−5.00", "0.00"]);
        assert_eq!(
            (plain.alone(1e-5), Payoffs::of([].iter()).alone(0.0)),
            ("0.000".to_owned(), "0.00".to_owned())
        );
    }
}
