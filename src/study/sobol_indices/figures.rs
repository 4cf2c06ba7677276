//! From means of terms to figures.

use super::results::Layout;
use super::terms::{Places, Scale};
use super::{Finding, Indices, Pair};
use crate::study::estimate::Estimate;

/// Variances, of results as they were scaled.
struct Variances {
    seen: f64,
    noise: f64,
}

fn variances(places: Places, moments: &[f64]) -> Variances {
    let noise = if places.noisy { moments[places.noise(places.square())] } else { 0.0 };
    Variances { seen: moments[places.square()], noise }
}

/// Makes of the mean square, and of its noise, the variance and the noise of that. Of these moments means can be taken
/// over replicates, each of which then is centred on its own mean: what luck adds to all rows of one alike cancels.
pub(super) fn moments(places: Places, mut means: Vec<f64>) -> Vec<f64> {
    let square = means[0] * means[0];
    means[places.square()] -= square;
    if places.batches > 0 {
        // The square of the mean is quadratic too, and has noise by the same rule as every numerator.
        let count = places.batches as f64;
        let squares: f64 = (0..places.batches).map(|batch| means[places.batch(batch)].powi(2)).sum();
        means[places.noise(places.square())] -= (squares / count - square) / (count - 1.0);
    }
    means
}

/// All figures in a row: first, total, second, interactions, and the share of noise where there is any. Not a number where
/// no variance is left.
pub(super) fn figures(places: Places, moments: &[f64]) -> Vec<f64> {
    let Layout { factors, .. } = places.layout;
    let variances = variances(places, moments);
    let signal = variances.seen - variances.noise;
    // Relative to all rows' variance, which is 1 here.
    let signal = if signal > f64::EPSILON { signal } else { f64::NAN };
    let clean = |numerator: usize| {
        moments[numerator] - if places.noisy { moments[places.noise(numerator)] } else { 0.0 }
    };
    let first = |factor: usize| clean(places.first(factor)) / signal;
    let mut figures: Vec<f64> = (0..factors).map(first).collect();
    figures.extend((0..factors).map(|factor| clean(places.total(factor)) / signal));
    for (number, (j, k)) in places.layout.pairs().enumerate() {
        let both = (clean(places.pair(number)) - clean(places.product())) / signal;
        figures.push(both - figures[j] - figures[k]);
    }
    figures.push(1.0 - figures[..factors].iter().sum::<f64>());
    if places.noisy {
        figures.push(variances.noise / variances.seen);
    }
    figures
}

/// What was found, given what the interval of each figure is.
pub(super) fn finding(
    places: Places,
    scale: Scale,
    moments: &[f64],
    interval: impl FnOnce(&[f64]) -> Vec<Estimate>,
) -> Finding {
    let Layout { factors, .. } = places.layout;
    let variances = variances(places, moments);
    let unscaled = |variance: f64| variance * scale.deviation * scale.deviation;
    let mean = scale.mean + scale.deviation * moments[0];
    let figures = figures(places, moments);
    if figures[0].is_nan() {
        return match places.noisy {
            true => Finding::OnlyNoise { mean, variance: unscaled(variances.seen) },
            // Only rows of AB and BA differ: A and B, which the variance is taken of, do not.
            false => Finding::NoVariance { value: mean },
        };
    }
    let mut estimates = interval(&figures).into_iter();
    let mut take = |count: usize| -> Vec<Estimate> { estimates.by_ref().take(count).collect() };
    let (first, total) = (take(factors), take(factors));
    let second = places.layout.pairs().map(|factors| Pair { factors, index: take(1)[0] }).collect();
    Finding::Indices(Indices {
        mean,
        variance: unscaled(variances.seen - variances.noise),
        first,
        total,
        second,
        interactions: take(1)[0],
        noise: places.noisy.then(|| take(1)[0]),
    })
}
