//! A bound that proves that a stage game has one logit equilibrium only.

use super::super::valuation::Lanes;
use super::Stage;

impl<const L: usize> Stage<'_, L> {
    /// An upper bound of κ's spectral radius.
    #[inline(always)]
    pub(super) fn contraction(&self) -> f64 {
        let layout = self.layout;
        let n = layout.actors.len();
        let mut kappa = vec![0.0; n * n];
        for i in 0..n {
            for j in (0..n).filter(|&j| j != i) {
                let interaction = self.interaction(i, j);
                kappa[i * n + j] = layout
                    .seats
                    .iter()
                    .enumerate()
                    .filter(|(_, seat)| seat.actor == i)
                    .map(|(lane, seat)| seat.prior * seat.rationality * interaction[lane] / 4.0)
                    .sum();
            }
        }
        if n == 2 {
            return (kappa[1] * kappa[2]).sqrt();
        }
        // The largest row sum of κ² bounds the square of its radius.
        let row = |i: usize| -> f64 {
            (0..n).map(|k| (0..n).map(|j| kappa[i * n + j] * kappa[j * n + k]).sum::<f64>()).sum()
        };
        (0..n).map(row).fold(0.0, f64::max).sqrt()
    }

    /// For each lane, the largest interaction between actor i's choice and actor j's.
    #[inline(always)]
    fn interaction(&self, i: usize, j: usize) -> Lanes<L> {
        let layout = self.layout;
        let mut most: Lanes<L> = [0.0; L];
        if let [(rows, _), (columns, _)] = *layout.actors {
            let (own, other, own_step, other_step) =
                if i == 0 { (rows, columns, columns, 1) } else { (columns, rows, 1, columns) };
            for a in 0..own {
                for b in a + 1..own {
                    let mut high = [f64::NEG_INFINITY; L];
                    let mut low = [f64::INFINITY; L];
                    for c in 0..other {
                        let (x, y) = (
                            &self.pay[a * own_step + c * other_step],
                            &self.pay[b * own_step + c * other_step],
                        );
                        for lane in 0..L {
                            let difference = x[lane] - y[lane];
                            high[lane] = high[lane].max(difference);
                            low[lane] = low[lane].min(difference);
                        }
                    }
                    for (most, (high, low)) in most.iter_mut().zip(high.iter().zip(&low)) {
                        *most = most.max(high - low);
                    }
                }
            }
            return most;
        }
        // With more than two actors, whatever the rest do: i's a against b, j's c against d.
        let n = layout.actors.len();
        let faster = |actor: usize| layout.actors[actor + 1..].iter().map(|a| a.0).product::<usize>();
        let (own_step, other_step) = (faster(i), faster(j));
        for (k, digits) in layout.digits.chunks_exact(n).enumerate() {
            for a in 0..usize::from(digits[i]) {
                for c in 0..usize::from(digits[j]) {
                    let down = (usize::from(digits[i]) - a) * own_step;
                    let across = (usize::from(digits[j]) - c) * other_step;
                    for (lane, most) in most.iter_mut().enumerate() {
                        let interaction =
                            self.pay[k][lane] - self.pay[k - down][lane] - self.pay[k - across][lane]
                                + self.pay[k - down - across][lane];
                        *most = most.max(interaction.abs());
                    }
                }
            }
        }
        most
    }
}
