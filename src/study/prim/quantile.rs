//! The quantile that PRIM cuts at.

/// Where to cut sorted numbers so that about a share `part` of them lies below: halfway between two *different* numbers,
/// so that a cut always separates. Where the numbers at the place are equal, the cut moves outwards to the next that
/// differ, down for an upper cut (`part` above ½) and up for a lower one; at the end it stays at the number there. The rule
/// of sdtoolkit and the EMA workbench.
///
/// # Panics
/// If there is no number.
#[must_use]
pub fn quantile(sorted: &[f64], part: f64) -> f64 {
    cut(sorted.len(), |place| sorted[place], part)
}

/// The same of numbers that are had by their place.
pub(super) fn cut(count: usize, number: impl Fn(usize) -> f64, part: f64) -> f64 {
    let place = (count - 1) as f64 * part;
    let (mut below, mut above) = (place.floor() as usize, place.ceil() as usize);
    if part > 0.5 {
        while number(below) == number(above) && below > 0 {
            below -= 1;
        }
    } else {
        while number(below) == number(above) && above < count - 1 {
            above += 1;
        }
    }
    (number(below) + number(above)) / 2.0
}
