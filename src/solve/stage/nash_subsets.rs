//! Maximal Nash subsets: which extreme equilibria belong together.
//!
//! Extreme equilibria are edges of a bipartite graph between the row player's and the column player's mixes. If all
//! pairs of a set `U` of rows' and a set `V` of columns' mixes are equilibria, so is every pair from
//! `conv U × conv V`. The maximal such `U × V`, the maximal cliques of the graph, are the *maximal Nash subsets*;
//! those that hang together form a connected *component* of the set of all equilibria.
//!
//! References: 1. D. Avis, G. Rosenberg, R. Savani, B. von Stengel, *Economic Theory* 42, 2010, §5. 2. M. Jansen,
//! "Maximal Nash subsets for bimatrix games", *Naval Research Logistics Quarterly* 28, 1981.

use std::collections::{BTreeMap, BTreeSet};

use super::StageError;

/// So many subsets are listed for one component and no more.
const MOST_SUBSETS: usize = 10_000;

/// A set of equilibria that is a product: any mixture of these rows' mixes with any of these columns' mixes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NashSubset {
    /// Numbers of row mixes, ascending.
    pub rows: Vec<usize>,
    /// Numbers of column mixes, ascending.
    pub columns: Vec<usize>,
}

/// The maximal Nash subsets of each component, from the edges of the graph.
pub(super) fn components(edges: &[(usize, usize)]) -> Result<Vec<Vec<NashSubset>>, StageError> {
    let mut neighbours: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for &(row, column) in edges {
        neighbours.entry(row).or_default().insert(column);
    }
    let mut components = Vec::new();
    while let Some((first, reached)) = neighbours.pop_first() {
        let mut columns = reached.clone();
        let mut members = BTreeMap::from([(first, reached)]);
        loop {
            let next = neighbours.iter().find(|(_, own)| !own.is_disjoint(&columns)).map(|(&row, _)| row);
            let Some((row, own)) = next.and_then(|row| neighbours.remove_entry(&row)) else { break };
            columns.extend(&own);
            members.insert(row, own);
        }
        components.push(maximal_cliques(&members)?);
    }
    Ok(components)
}

/// Every set of columns that is an intersection of neighbourhoods, with all rows whose neighbourhoods contain it.
fn maximal_cliques(neighbours: &BTreeMap<usize, BTreeSet<usize>>) -> Result<Vec<NashSubset>, StageError> {
    let mut closed: BTreeSet<BTreeSet<usize>> = BTreeSet::new();
    for own in neighbours.values() {
        let mut met: Vec<BTreeSet<usize>> =
            closed.iter().map(|set| set & own).filter(|common| !common.is_empty()).collect();
        met.push(own.clone());
        closed.extend(met);
        if closed.len() > MOST_SUBSETS {
            return Err(StageError::TooLarge {
                method: "the listing of maximal Nash subsets",
                size: format!("more than {MOST_SUBSETS} in one component"),
                limit: MOST_SUBSETS,
            });
        }
    }
    let mut subsets: Vec<NashSubset> = closed
        .into_iter()
        .map(|columns| NashSubset {
            rows: neighbours
                .iter()
                .filter(|(_, own)| own.is_superset(&columns))
                .map(|(&row, _)| row)
                .collect(),
            columns: columns.into_iter().collect(),
        })
        .collect();
    subsets.sort_by(|a, b| (&a.rows, &a.columns).cmp(&(&b.rows, &b.columns)));
    Ok(subsets)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn subset(rows: &[usize], columns: &[usize]) -> NashSubset {
        NashSubset { rows: rows.to_vec(), columns: columns.to_vec() }
    }

    #[test]
    fn an_l_of_two_segments_is_one_component_with_two_subsets() {
        let found = components(&[(0, 0), (0, 1), (1, 1), (7, 9)]).unwrap();
        assert_eq!(found, [vec![subset(&[0], &[0, 1]), subset(&[0, 1], &[1])], vec![subset(&[7], &[9])]]);
    }

    #[test]
    fn a_rectangle_is_one_subset() {
        assert_eq!(components(&[(0, 0), (0, 1), (1, 0), (1, 1)]).unwrap(), [vec![subset(&[0, 1], &[0, 1])]]);
    }
}
