//! Where states lead, each way kept once.

use super::Pattern;
use crate::game::StateIndex;
use crate::game::mass::Mass;
use crate::game::memory::bytes;
use rustc_hash::{FxHashMap, FxHasher};
use std::hash::{Hash, Hasher};
use std::ops::Range;

/// Bytes of a pattern beside its entries: where they begin, and what it is found by.
const BESIDES: usize = 44;

/// All patterns, each once.
#[derive(Debug, Clone)]
pub(super) struct Patterns {
    pub(super) going: Vec<(i32, f64)>,
    ended: Vec<(u32, i32, f64)>,
    fired: Vec<(u32, i32, f64)>,
    /// Where each pattern's entries begin in each of the three; one more than there are patterns. Apart, because what goes
    /// on is looked up most of all.
    from: [Vec<u32>; 3],
    /// For each hash, the last pattern that has it; and for each pattern, the one before that has the same.
    known: FxHashMap<u64, u32>,
    alike: Vec<Option<u32>>,
}

impl Patterns {
    pub(super) fn none() -> Patterns {
        Patterns {
            going: Vec::new(),
            ended: Vec::new(),
            fired: Vec::new(),
            from: std::array::from_fn(|_| vec![0]),
            known: FxHashMap::default(),
            alike: Vec::new(),
        }
    }

    pub(super) fn len(&self) -> usize {
        self.from[0].len() - 1
    }

    #[inline]
    pub(super) fn span(&self, list: usize, index: u32) -> Range<usize> {
        let from = &self.from[list][index as usize..][..2];
        from[0] as usize..from[1] as usize
    }

    pub(super) fn get(&self, index: u32) -> Pattern<'_> {
        Pattern {
            going: &self.going[self.span(0, index)],
            ended: &self.ended[self.span(1, index)],
            fired: &self.fired[self.span(2, index)],
        }
    }

    /// Entries of all patterns.
    pub(super) fn entries(&self) -> usize {
        self.going.len() + self.ended.len() + self.fired.len()
    }

    /// Bytes that it takes while it grows: lists have room to grow into.
    pub(super) fn bytes(&self) -> u64 {
        2 * (bytes(&[self.entries(), size_of::<(u32, i32, f64)>()]) + bytes(&[self.len(), BESIDES]))
    }

    /// Gives back the room that only more patterns would need.
    pub(super) fn close(&mut self) {
        self.known = FxHashMap::default();
        self.alike = Vec::new();
        self.going.shrink_to_fit();
        self.ended.shrink_to_fit();
        self.fired.shrink_to_fit();
        self.from.iter_mut().for_each(Vec::shrink_to_fit);
    }

    /// The index of what becomes of mass that starts in `from`; plays that go on are `ahead` of the states they are in.
    pub(super) fn intern(&mut self, from: StateIndex, mass: &Mass, ahead: i64) -> u32 {
        let offset = |state: StateIndex| (i64::from(state) - i64::from(from)) as i32;
        let named = |list: &[(usize, StateIndex, f64)]| -> Vec<(u32, i32, f64)> {
            list.iter().map(|&(name, state, p)| (name as u32, offset(state), p)).collect()
        };
        let going: Vec<(i32, f64)> =
            mass.going.iter().map(|&(state, p)| ((i64::from(offset(state)) + ahead) as i32, p)).collect();
        let (ended, fired) = (named(&mass.ended), named(&mass.fired));
        let mut hasher = FxHasher::default();
        going.iter().for_each(|&(offset, p)| (offset, p.to_bits()).hash(&mut hasher));
        for &(name, offset, p) in ended.iter().chain(&fired) {
            (name, offset, p.to_bits()).hash(&mut hasher);
        }
        let hash = hasher.finish();
        let mut candidate = self.known.get(&hash).copied();
        while let Some(index) = candidate {
            let known = self.get(index);
            if known.going == going && known.ended == ended && known.fired == fired {
                return index;
            }
            candidate = self.alike[index as usize];
        }
        let index = self.len() as u32;
        self.alike.push(self.known.insert(hash, index));
        self.going.extend(going);
        self.ended.extend(ended);
        self.fired.extend(fired);
        let ends = [self.going.len(), self.ended.len(), self.fired.len()];
        self.from.iter_mut().zip(ends).for_each(|(from, end)| from.push(end as u32));
        index
    }
}
