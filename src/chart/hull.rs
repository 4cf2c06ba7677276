//! The convex hull of points in the plane.

/// The corners of the least convex polygon around some points, counter-clockwise where the second coordinate goes up, from
/// the leftmost on. Points on an edge are left out; two or fewer points that differ are given as they are.
///
/// Andrew's monotone chain: A. M. Andrew, *Information Processing Letters* 9, 1979.
pub(super) fn hull(points: &[(f64, f64)]) -> Vec<(f64, f64)> {
    let mut sorted: Vec<(f64, f64)> =
        points.iter().copied().filter(|(x, y)| x.is_finite() && y.is_finite()).collect();
    sorted.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
    sorted.dedup();
    if sorted.len() < 3 {
        return sorted;
    }
    let mut corners = chain(sorted.iter());
    corners.pop();
    corners.extend(chain(sorted.iter().rev()));
    corners.pop();
    corners
}

/// The corners on one side of points in order.
fn chain<'a>(points: impl Iterator<Item = &'a (f64, f64)>) -> Vec<(f64, f64)> {
    let mut corners: Vec<(f64, f64)> = Vec::new();
    for &next in points {
        while let [.., before, last] = corners[..] {
            let turn = (last.0 - before.0) * (next.1 - before.1) - (last.1 - before.1) * (next.0 - before.0);
            if turn > 0.0 {
                break;
            }
            corners.pop();
        }
        corners.push(next);
    }
    corners
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_inside_or_on_an_edge_is_no_corner() {
        let points = [(0.0, 0.0), (2.0, 0.0), (1.0, 0.0), (1.0, 0.5), (2.0, 2.0), (0.0, 2.0), (0.0, 0.0)];
        assert_eq!(hull(&points), [(0.0, 0.0), (2.0, 0.0), (2.0, 2.0), (0.0, 2.0)]);
        assert_eq!(hull(&[(1.0, 1.0), (0.0, 0.0), (2.0, 2.0)]), [(0.0, 0.0), (2.0, 2.0)]);
        assert_eq!(hull(&[(1.0, 1.0); 3]), [(1.0, 1.0)]);
        assert!(hull(&[(f64::NAN, 0.0)]).is_empty());
    }
}
