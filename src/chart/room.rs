//! Labels beside points of a plane, where there is room for them.

/// Left, right, upper and lower edge.
pub(super) type Box = [f64; 4];

/// What is taken of a panel.
pub(super) struct Room {
    bounds: Box,
    taken: Vec<Box>,
}

impl Room {
    pub(super) fn new(bounds: Box) -> Room {
        Room { bounds, taken: Vec::new() }
    }

    /// Keeps labels off a box.
    pub(super) fn take(&mut self, taken: Box) {
        self.taken.push(taken);
    }

    /// A free place for a label of this size beside a point that `r` keeps around itself, or not far off: its left end and the middle of
    /// its height. The place is taken then. `None` where there is none.
    pub(super) fn beside(&mut self, (x, y): (f64, f64), r: f64, (w, h): (f64, f64)) -> Option<(f64, f64)> {
        let tries = [3.0, 20.0, 40.0].into_iter().flat_map(|gap| {
            let (right, left) = (x + r + gap, x - r - gap - w);
            let (above, below) = (y - r - h / 2.0 - gap + 2.0, y + r + h / 2.0 + gap - 2.0);
            let middle = x - w / 2.0;
            let beside = [(right, y), (left, y), (middle, above), (middle, below)];
            beside.into_iter().chain([
                (right - r, above),
                (right - r, below),
                (left + r, above),
                (left + r, below),
            ])
        });
        let free = |&(at, middle): &(f64, f64)| {
            let wanted = [at - 2.0, at + w + 2.0, middle - h / 2.0, middle + h / 2.0];
            let [from, to, top, bottom] = self.bounds;
            let is_inside = wanted[0] >= from && wanted[1] <= to && wanted[2] >= top && wanted[3] <= bottom;
            is_inside && self.taken.iter().all(|taken| apart(taken, &wanted))
        };
        let place = tries.into_iter().find(free)?;
        self.take([place.0 - 2.0, place.0 + w + 2.0, place.1 - h / 2.0, place.1 + h / 2.0]);
        Some(place)
    }
}

fn apart(a: &Box, b: &Box) -> bool {
    a[1] <= b[0] || b[1] <= a[0] || a[3] <= b[2] || b[3] <= a[2]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_go_where_nothing_is_and_stay_away_where_all_is_full() {
        let mut room = Room::new([0.0, 100.0, 0.0, 100.0]);
        assert_eq!(room.beside((20.0, 50.0), 4.0, (40.0, 12.0)), Some((27.0, 50.0)));
        // The same again: the right is taken, and to the left the panel ends.
        let second = room.beside((20.0, 50.0), 4.0, (30.0, 12.0)).unwrap();
        assert!(second.1 < 46.0, "above: {second:?}");
        assert_eq!(room.beside((50.0, 50.0), 4.0, (101.0, 12.0)), None);
    }
}
