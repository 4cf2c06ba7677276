//! The natural logarithm and the hyperbolic sine with its inverse, the same to the last bit on every machine.
//!
//! As [`exp`](super::exp) they are plain arithmetic: `ln x = k ln 2 + 2 artanh((m − 1)/(m + 1))` with `x = 2ᵏ m` and `m`
//! between √½ and √2.

use super::exp::{LN2_HIGH, LN2_LOW, exp};

/// 1/(2k + 1) for k = 11, 10, …, 0: with `f² ≤ 0.0295` the first neglected term is below 10⁻¹⁹.
const ARTANH: [f64; 12] = [
    1.0 / 23.0,
    1.0 / 21.0,
    1.0 / 19.0,
    1.0 / 17.0,
    1.0 / 15.0,
    1.0 / 13.0,
    1.0 / 11.0,
    1.0 / 9.0,
    1.0 / 7.0,
    1.0 / 5.0,
    1.0 / 3.0,
    1.0,
];

/// ln x of a normal x > 0; of anything else it is no number.
pub(super) fn ln(x: f64) -> f64 {
    if !(x.is_normal() && x > 0.0) {
        return f64::NAN;
    }
    let bits = x.to_bits();
    let mut power = (bits >> 52) as i64 - 1023;
    let mut mantissa = f64::from_bits((bits & ((1 << 52) - 1)) | (1023 << 52));
    if mantissa > std::f64::consts::SQRT_2 {
        (mantissa, power) = (0.5 * mantissa, power + 1);
    }
    let f = (mantissa - 1.0) / (mantissa + 1.0);
    let square = f * f;
    let series = ARTANH.iter().fold(0.0, |sum: f64, &term| sum.mul_add(square, term));
    let power = power as f64;
    power.mul_add(LN2_HIGH, power.mul_add(LN2_LOW, 2.0 * f * series))
}

/// The inverse of [`sinh`].
pub(super) fn asinh(x: f64) -> f64 {
    let size = x.abs();
    let square = size * size;
    // Below a hundredth three terms of the series are better than a logarithm of about one.
    let found = if size < 1e-2 {
        size * (1.0 - square / 6.0 * (1.0 - square * 0.45))
    } else {
        ln(size + square.mul_add(1.0, 1.0).sqrt())
    };
    found.copysign(x)
}

/// (eˣ − e⁻ˣ)/2.
pub(super) fn sinh(x: f64) -> f64 {
    let size = x.abs();
    let square = size * size;
    let found = if size < 0.1 {
        size * (1.0 + square / 6.0 * (1.0 + square / 20.0 * (1.0 + square / 42.0)))
    } else {
        let falling = exp(-size);
        0.5 * (1.0 / falling - falling)
    };
    found.copysign(x)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn they_are_the_functions_of_the_standard_library() {
        for k in -4000..4000 {
            let x = 1.013f64.powi(k);
            assert!((ln(x) - x.ln()).abs() <= 4e-16 * x.ln().abs().max(1e-3), "ln({x})");
            for x in [x, -x] {
                assert!((asinh(x) - x.asinh()).abs() <= 1e-13 * x.asinh().abs(), "asinh({x})");
            }
        }
        for k in -600..=600 {
            let x = f64::from(k) * 0.05;
            assert!((sinh(x) - x.sinh()).abs() <= 1e-14 * x.sinh().abs(), "sinh({x})");
            assert!((asinh(sinh(x)) - x).abs() <= 1e-13 * x.abs().max(1e-2), "{x}");
        }
        for none in [0.0, -1.0, f64::NAN, f64::INFINITY] {
            assert!(ln(none).is_nan());
        }
    }
}
