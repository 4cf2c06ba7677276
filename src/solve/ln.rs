//! The natural logarithm, and the hyperbolic sine with its inverse, the same to the last bit on every machine; see
//! [`exp`](super::exp) for why.
//!
//! `ln x = n · ln 2 + ln m` with `x = 2ⁿ m` and m between √½ and √2, and `ln m = 2 artanh s`, `s = (m − 1)/(m + 1)`, by the
//! series of artanh, whose first neglected term is below 10⁻¹⁹. Its error is below 3 units in the last place.

use super::exp::{LN2_HIGH, LN2_LOW, exp};

/// Terms of the series of artanh.
const TERMS: i32 = 12;
/// The exponent of a number of its own size.
const BIAS: i32 = 1023;

/// ln x; minus infinity at 0, and no number below it.
#[inline(always)]
pub(crate) fn ln(x: f64) -> f64 {
    if !(x > 0.0 && x.is_finite()) {
        return if x == 0.0 {
            f64::NEG_INFINITY
        } else if x > 0.0 {
            x
        } else {
            f64::NAN
        };
    }
    // The smallest numbers have no exponent of their own.
    let (x, least) = if x < f64::MIN_POSITIVE { (x * 2f64.powi(54), 54) } else { (x, 0) };
    let mut n = (x.to_bits() >> 52) as i32 - BIAS;
    let mut m = f64::from_bits(x.to_bits() & ((1 << 52) - 1) | (BIAS as u64) << 52);
    if m > std::f64::consts::SQRT_2 {
        m *= 0.5;
        n += 1;
    }
    let s = (m - 1.0) / (m + 1.0);
    let square = s * s;
    let term = |sum: f64, k: i32| sum.mul_add(square, 1.0 / f64::from(2 * k + 1));
    let series = (0..TERMS).rev().fold(0.0, term);
    let n = f64::from(n - least);
    n.mul_add(LN2_HIGH, n.mul_add(LN2_LOW, 2.0 * s * series))
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
    fn it_is_the_natural_logarithm() {
        for k in 1..200_000 {
            for x in
                [f64::from(k) * 1e-5, f64::from(k) * 7.7e3, 1.0 / f64::from(k), 1.0 + f64::from(k) * 1e-12]
            {
                let (ours, theirs) = (ln(x), x.ln());
                assert!(
                    (ours - theirs).abs() <= 1e-15 * theirs.abs(),
                    "ln({x:e}) = {theirs:e}, not {ours:e}"
                );
            }
        }
        for x in [f64::MIN_POSITIVE, f64::MIN_POSITIVE / 3.0, 5e-324, f64::MAX] {
            assert!((ln(x) / x.ln() - 1.0).abs() < 1e-15, "{x:e}");
        }
        assert_eq!((ln(1.0), ln(0.0), ln(f64::INFINITY)), (0.0, f64::NEG_INFINITY, f64::INFINITY));
        assert!(ln(-1.0).is_nan() && ln(f64::NAN).is_nan());
    }

    #[test]
    fn they_are_the_hyperbolic_sine_and_its_inverse() {
        for k in -4000..4000 {
            let x = 1.013f64.powi(k);
            for x in [x, -x] {
                assert!((asinh(x) - x.asinh()).abs() <= 1e-13 * x.asinh().abs(), "asinh({x})");
            }
        }
        for k in -600..=600 {
            let x = f64::from(k) * 0.05;
            assert!((sinh(x) - x.sinh()).abs() <= 1e-14 * x.sinh().abs(), "sinh({x})");
            assert!((asinh(sinh(x)) - x).abs() <= 1e-13 * x.abs().max(1e-2), "{x}");
        }
    }
}
