//! Where the heads of a row lead, by place: what comes to a place is added up before it is written there, once instead of
//! once for each profile that leads there.

use super::Forward;
use crate::game::{Kernel, Row};
use std::sync::OnceLock;

/// What leads where from the states of a row.
pub(super) struct Arrivals {
    /// The places, seen from the state, each with where the profiles that lead there end in `from`.
    pub(super) places: Vec<(i32, u32)>,
    /// Profiles, with the probability that each leads there.
    pub(super) from: Vec<(u32, f64)>,
}

impl Arrivals {
    fn new(kernel: &Kernel, row: &Row) -> Arrivals {
        let of_head = |(k, &head): (usize, &u32)| {
            kernel.going(head).iter().map(move |&(offset, p)| (offset, k as u32, p))
        };
        let mut all: Vec<(i32, u32, f64)> = row.heads.iter().enumerate().flat_map(of_head).collect();
        all.sort_by_key(|&(offset, k, _)| (offset, k));
        let mut places: Vec<(i32, u32)> = Vec::new();
        for (end, &(offset, ..)) in (1..).zip(&all) {
            match places.last_mut() {
                Some(last) if last.0 == offset => last.1 = end,
                _ => places.push((offset, end)),
            }
        }
        Arrivals { places, from: all.into_iter().map(|(_, k, p)| (k, p)).collect() }
    }
}

/// Those of all rows of all epochs, found when they are first asked for.
pub(super) type AllArrivals = Vec<Vec<OnceLock<Arrivals>>>;

/// Room for those of all rows.
pub(super) fn none_yet(kernel: &Kernel) -> AllArrivals {
    (0..kernel.epochs()).map(|epoch| (0..kernel.rows(epoch)).map(|_| OnceLock::new()).collect()).collect()
}

impl<const L: usize> Forward<'_, L> {
    /// What leads where from a position.
    pub(super) fn arrivals(&self, epoch: usize, position: usize) -> &Arrivals {
        let known = &self.arrivals[epoch][self.kernel.row_index(epoch, position)];
        known.get_or_init(|| Arrivals::new(self.kernel, self.kernel.row(epoch, position)))
    }
}
