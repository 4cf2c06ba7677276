//! The exponential function, the same to the last bit on every machine.
//!
//! The standard library hands `exp` to the system, whose versions differ in their last bits and so would results. This
//! one is plain arithmetic, with multiplications and additions fused where that is said: `eˣ = 2ⁿ · eʳ` with
//! `|r| ≤ ln 2 / 2` and the Taylor series of `eʳ`, whose first neglected term is below 10⁻¹⁷. Its error is below 3 units
//! in the last place, and loops over it are done several at a time.

/// ln 2 in two parts, the first with so few digits that `n` times it is exact (Cody & Waite 1980).
pub(super) const LN2_HIGH: f64 = 6.931_471_803_691_238e-1;
pub(super) const LN2_LOW: f64 = 1.908_214_929_270_587_7e-10;
/// Adding and subtracting it rounds to a whole number, which then stands in the lowest bits.
const ROUND: f64 = 6_755_399_441_055_744.0;
/// Below this eˣ stays what it is here, 3·10⁻³⁰⁸.
const LOWEST: f64 = -708.0;

/// 1/k! for k = 13, 12, …, 0.
const TAYLOR: [f64; 14] = [
    1.0 / 6_227_020_800.0,
    1.0 / 479_001_600.0,
    1.0 / 39_916_800.0,
    1.0 / 3_628_800.0,
    1.0 / 362_880.0,
    1.0 / 40_320.0,
    1.0 / 5_040.0,
    1.0 / 720.0,
    1.0 / 120.0,
    1.0 / 24.0,
    1.0 / 6.0,
    0.5,
    1.0,
    1.0,
];

/// eˣ for x up to 700.
#[inline(always)]
pub(crate) fn exp(x: f64) -> f64 {
    exp_each([x])[0]
}

/// eˣ for any x.
pub(crate) fn exp_of_any(x: f64) -> f64 {
    if x > 0.0 { 1.0 / exp(-x) } else { exp(x) }
}

/// eˣ of each x up to 700. Step by step and without a branch, so that the processor takes all of them at once.
#[inline(always)]
pub(super) fn exp_each<const W: usize>(x: [f64; W]) -> [f64; W] {
    // NaN stays NaN.
    let x = x.map(|x| if x < LOWEST { LOWEST } else { x });
    let shifted = x.map(|x| x.mul_add(std::f64::consts::LOG2_E, ROUND));
    let n = shifted.map(|shifted| shifted - ROUND);
    let r: [f64; W] = std::array::from_fn(|k| (-n[k]).mul_add(LN2_LOW, (-n[k]).mul_add(LN2_HIGH, x[k])));
    let mut series = [TAYLOR[0]; W];
    for &term in &TAYLOR[1..] {
        for k in 0..W {
            series[k] = series[k].mul_add(r[k], term);
        }
    }
    // 2ⁿ by its exponent's bits; n ≥ −1022 here.
    let scale = shifted.map(|shifted| f64::from_bits((shifted.to_bits() << 52).wrapping_add(1023 << 52)));
    std::array::from_fn(|k| series[k] * scale[k])
}

/// ln 2 in two parts for single precision (Cody & Waite 1980).
const SINGLE_LN2_HIGH: f32 = 0.693_359_4;
const SINGLE_LN2_LOW: f32 = -2.121_944_4e-4;
/// Adding and subtracting it rounds a number of single precision to a whole one.
const SINGLE_ROUND: f32 = 12_582_912.0;

/// eˣ of each x between −87 and 88, in single precision: to within 4·10⁻⁷ of it.
#[inline(always)]
pub(super) fn exp_each_single<const W: usize>(x: [f32; W]) -> [f32; W] {
    let shifted = x.map(|x| x.mul_add(std::f32::consts::LOG2_E, SINGLE_ROUND));
    let n = shifted.map(|shifted| shifted - SINGLE_ROUND);
    let r: [f32; W] =
        std::array::from_fn(|k| (-n[k]).mul_add(SINGLE_LN2_LOW, (-n[k]).mul_add(SINGLE_LN2_HIGH, x[k])));
    let mut series = [TAYLOR[6] as f32; W];
    for &term in &TAYLOR[7..] {
        for k in 0..W {
            series[k] = series[k].mul_add(r[k], term as f32);
        }
    }
    let scale = shifted.map(|shifted| f32::from_bits((shifted.to_bits() << 23).wrapping_add(127 << 23)));
    std::array::from_fn(|k| series[k] * scale[k])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_the_exponential_function_in_single_precision_too() {
        for k in -8_700_i16..8_800 {
            let x = f32::from(k) * 0.01;
            let [ours] = exp_each_single([x]);
            let theirs = f64::from(x).exp();
            let off = (f64::from(ours) / theirs - 1.0).abs();
            assert!(off <= 4e-7, "exp({x}) = {theirs:e}, not {ours:e}");
        }
        assert!(exp_each_single([f32::NAN])[0].is_nan());
    }

    #[test]
    fn it_is_the_exponential_function() {
        for k in 0..200_000 {
            let x = -f64::from(k) * 0.003_5;
            let (ours, theirs) = (exp(x), x.exp());
            assert!((ours - theirs).abs() <= 1e-15 * theirs, "exp({x}) = {theirs:e}, not {ours:e}");
        }
        assert_eq!(exp(0.0), 1.0);
        assert!(exp(-1e6) < 1e-307 && exp(f64::NEG_INFINITY) < 1e-307);
        assert!(exp(f64::NAN).is_nan());
    }
}
