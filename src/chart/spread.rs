//! Labels beside what they name, moved apart only as far as they must be.

/// Centres of labels of these heights, in the order given (downwards), each as near to where it is wanted as the others
/// and the ends `from` and `to` allow. Where there is not enough room they run over the end `to`.
///
/// Labels that would overlap form a block around the mean of their wishes; blocks that meet are joined (pool adjacent
/// violators), so the sum of squared moves is least.
pub(super) fn spread(wanted: &[f64], heights: &[f64], from: f64, to: f64) -> Vec<f64> {
    struct Block {
        first: usize,
        count: usize,
        height: f64,
        /// Sum of the wishes for the block's upper edge.
        wish: f64,
    }
    let top = |block: &Block| {
        let free = block.wish / block.count as f64;
        free.min(to - block.height).max(from)
    };
    let mut blocks: Vec<Block> = Vec::new();
    for (index, (&centre, &height)) in wanted.iter().zip(heights).enumerate() {
        let centre = if centre.is_finite() { centre } else { from };
        blocks.push(Block { first: index, count: 1, height, wish: centre - height / 2.0 });
        while let [.., above, below] = blocks.as_slice() {
            if top(above) + above.height <= top(below) {
                break;
            }
            let joined = Block {
                first: above.first,
                count: above.count + below.count,
                height: above.height + below.height,
                wish: above.wish + below.wish - below.count as f64 * above.height,
            };
            blocks.truncate(blocks.len() - 2);
            blocks.push(joined);
        }
    }
    let mut centres = Vec::with_capacity(wanted.len());
    for block in &blocks {
        let mut at = top(block);
        for height in &heights[block.first..block.first + block.count] {
            centres.push(at + height / 2.0);
            at += height;
        }
    }
    centres
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_with_room_stay_where_they_are_wanted() {
        assert_eq!(spread(&[10.0, 50.0, 90.0], &[10.0; 3], 0.0, 100.0), [10.0, 50.0, 90.0]);
    }

    #[test]
    fn crowded_labels_neither_overlap_nor_leave_the_panel() {
        let centres = spread(&[98.0, 99.0, 99.5, 100.0], &[12.0, 20.0, 12.0, 12.0], 0.0, 100.0);
        assert_eq!(centres, [50.0, 66.0, 82.0, 94.0]);
    }
}
