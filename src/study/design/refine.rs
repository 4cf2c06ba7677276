//! Coarse before fine: the rank at which each of some levels in a row is looked at.
//!
//! Rank 0 has both ends, rank *r* + 1 the level halfway between each two neighbours of ranks up to *r*. So after every
//! rank the levels looked at are spread over the whole range.

/// The rank of each of `levels` levels.
pub(super) fn ranks(levels: usize) -> Vec<usize> {
    let mut ranks = vec![0; levels];
    let mut known = if levels > 1 { vec![0, levels - 1] } else { vec![0] };
    for rank in 1.. {
        let mut finer = Vec::with_capacity(2 * known.len());
        for pair in known.windows(2) {
            finer.push(pair[0]);
            if pair[1] - pair[0] > 1 {
                let between = usize::midpoint(pair[0], pair[1]);
                ranks[between] = rank;
                finer.push(between);
            }
        }
        finer.extend(known.last());
        if finer.len() == known.len() {
            break;
        }
        known = finer;
    }
    ranks
}

/// Where a level stands in the unit interval; a single one in its middle.
pub(super) fn coordinate(level: usize, levels: usize) -> f64 {
    if levels > 1 { level as f64 / (levels - 1) as f64 } else { 0.5 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_come_first_and_then_what_is_halfway() {
        assert_eq!(ranks(1), [0]);
        assert_eq!(ranks(2), [0, 0]);
        assert_eq!(ranks(5), [0, 2, 1, 2, 0]);
        assert_eq!(ranks(6), [0, 2, 1, 2, 3, 0]);
    }
}
