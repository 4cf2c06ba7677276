//! A bound that proves that a stage game has one logit equilibrium only.

use super::Stage;
use super::wide::{Wide, map, max};

impl<const W: usize> Stage<'_, W> {
    /// An upper bound of κ's spectral radius.
    #[inline(always)]
    pub(super) fn bound_of_all(&self) -> Wide<W> {
        let layout = self.layout;
        let n = layout.actors.len();
        let mut kappa = vec![[0.0; W]; n * n];
        for (kind, seat) in layout.seats.iter().enumerate() {
            for other in (0..n).filter(|&other| other != seat.actor) {
                let interaction = self.interaction(kind, seat.actor, other);
                let weight = seat.prior * seat.rationality / 4.0;
                let entry = &mut kappa[seat.actor * n + other];
                *entry = map(entry, &interaction, |entry, interaction| entry + weight * interaction);
            }
        }
        std::array::from_fn(|lane| {
            if n == 2 {
                return (kappa[1][lane] * kappa[2][lane]).sqrt();
            }
            // The largest row sum of κ² bounds the square of its radius.
            let row = |i: usize| -> f64 {
                (0..n)
                    .map(|k| (0..n).map(|j| kappa[i * n + j][lane] * kappa[j * n + k][lane]).sum::<f64>())
                    .sum()
            };
            (0..n).map(row).fold(0.0, f64::max).sqrt()
        })
    }

    /// The largest interaction, in what a type is paid, between its actor's choice and another actor's.
    #[inline(always)]
    fn interaction(&self, kind: usize, actor: usize, other: usize) -> Wide<W> {
        let layout = self.layout;
        let pay = &self.pay[kind * layout.profiles..(kind + 1) * layout.profiles];
        let mut most = [0.0; W];
        if let [(rows, _), (columns, _)] = *layout.actors {
            let (own, others, own_step, other_step) =
                if actor == 0 { (rows, columns, columns, 1) } else { (columns, rows, 1, columns) };
            for a in 0..own {
                for b in a + 1..own {
                    let mut high = [f64::NEG_INFINITY; W];
                    let mut low = [f64::INFINITY; W];
                    for c in (0..others).map(|c| c * other_step) {
                        let difference = map(&pay[a * own_step + c], &pay[b * own_step + c], |x, y| x - y);
                        high = max(&high, &difference);
                        low = map(&low, &difference, f64::min);
                    }
                    most = max(&most, &map(&high, &low, |high, low| high - low));
                }
            }
            return most;
        }
        // With more than two actors, whatever the rest do: the one's a against b, the other's c against d.
        let n = layout.actors.len();
        let faster = |actor: usize| layout.actors[actor + 1..].iter().map(|a| a.0).product::<usize>();
        let (own_step, other_step) = (faster(actor), faster(other));
        for (k, digits) in layout.digits.chunks_exact(n).enumerate() {
            for a in 0..usize::from(digits[actor]) {
                for c in 0..usize::from(digits[other]) {
                    let down = (usize::from(digits[actor]) - a) * own_step;
                    let across = (usize::from(digits[other]) - c) * other_step;
                    let interaction = std::array::from_fn(|lane| {
                        let pay = |k: usize| pay[k][lane];
                        (pay(k) - pay(k - down) - pay(k - across) + pay(k - down - across)).abs()
                    });
                    most = max(&most, &interaction);
                }
            }
        }
        most
    }
}
