//! Which rounds are alike: conditions on the round change their truth only at a few of them.

use crate::scenario::{Atom, Comparison, Condition};

/// Stretches of rounds, each with one truth for every condition on the round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Epochs {
    /// First round of each epoch, ascending; the first is 1.
    firsts: Vec<u32>,
}

impl Epochs {
    /// The epochs that a scenario's conditions make of rounds 1 to `last`.
    pub(super) fn of<'a>(conditions: impl Iterator<Item = &'a Condition>, last: u32) -> Epochs {
        let mut firsts = vec![1];
        for condition in conditions {
            for atom in &condition.0 {
                if let Atom::Round { comparison, round } = atom {
                    let changes: &[i64] = match comparison {
                        Comparison::AtLeast | Comparison::Below => &[*round],
                        Comparison::AtMost | Comparison::Above => &[round.saturating_add(1)],
                        Comparison::Equal | Comparison::Unequal => &[*round, round.saturating_add(1)],
                    };
                    let within = changes.iter().filter(|&&first| first > 1 && first <= i64::from(last));
                    firsts.extend(within.map(|&first| first as u32));
                }
            }
        }
        firsts.sort_unstable();
        firsts.dedup();
        Epochs { firsts }
    }

    /// How many there are, at least 1.
    #[must_use]
    pub fn count(&self) -> usize {
        self.firsts.len()
    }

    /// The epoch of a round (rounds count from 1).
    #[must_use]
    pub fn at(&self, round: u32) -> usize {
        self.firsts.partition_point(|&first| first <= round) - 1
    }

    /// The first round of an epoch.
    #[must_use]
    pub fn first_round(&self, epoch: usize) -> u32 {
        self.firsts[epoch]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounds_fall_into_the_stretches_that_conditions_cut() {
        let atom = |comparison, round| Atom::Round { comparison, round };
        let conditions = [
            Condition(vec![atom(Comparison::AtLeast, 3)]),
            Condition(vec![atom(Comparison::Equal, 5), atom(Comparison::AtMost, 900)]),
        ];
        let epochs = Epochs::of(conditions.iter(), 10);
        assert_eq!(epochs, Epochs { firsts: vec![1, 3, 5, 6] });
        assert_eq!([1, 2, 3, 4, 5, 6, 10].map(|round| epochs.at(round)), [0, 0, 1, 1, 2, 3, 3]);
    }
}
