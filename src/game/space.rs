//! States as numbers: one digit for each track. Which track's digit varies fastest is the compiler's choice.

/// A track's level counted from its lowest: 0, 1, ….
pub type Level = u16;
/// A state as a mixed-radix number.
pub type StateIndex = u32;

/// The grid of all states.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Space {
    sizes: Vec<u32>,
    strides: Vec<u32>,
    lows: Vec<i32>,
    /// Tracks from the one that varies fastest to the slowest.
    order: Vec<usize>,
    states: usize,
}

impl Space {
    /// A grid of tracks, each with its lowest level and its number of levels; `order` names all tracks, the one that
    /// varies fastest first. The checked scenario's limits keep the product of the sizes within [`StateIndex`].
    #[must_use]
    pub fn new(tracks: &[(i32, usize)], order: Vec<usize>) -> Space {
        let sizes: Vec<u32> = tracks.iter().map(|&(_, size)| size as u32).collect();
        let mut strides = vec![1; sizes.len()];
        let mut states = 1;
        for &track in &order {
            strides[track] = states;
            states *= sizes[track];
        }
        let lows = tracks.iter().map(|&(low, _)| low).collect();
        Space { sizes, strides, lows, order, states: states as usize }
    }

    /// Number of states.
    #[must_use]
    pub fn states(&self) -> usize {
        self.states
    }

    /// Number of tracks.
    #[must_use]
    pub fn tracks(&self) -> usize {
        self.sizes.len()
    }

    /// Number of levels of a track.
    #[must_use]
    pub fn size(&self, track: usize) -> usize {
        self.sizes[track] as usize
    }

    /// By how much a state's number grows when a track rises by one level.
    #[must_use]
    pub fn stride(&self, track: usize) -> u32 {
        self.strides[track]
    }

    /// The level as files write it.
    #[must_use]
    pub fn written(&self, track: usize, level: Level) -> i32 {
        self.lows[track] + i32::from(level)
    }

    /// The state's number.
    #[must_use]
    pub fn encode(&self, levels: &[Level]) -> StateIndex {
        levels.iter().zip(&self.strides).map(|(&level, stride)| u32::from(level) * stride).sum()
    }

    /// Writes the levels of a state.
    pub fn decode(&self, mut state: StateIndex, levels: &mut [Level]) {
        for &track in &self.order {
            levels[track] = (state % self.sizes[track]) as Level;
            state /= self.sizes[track];
        }
    }

    /// The level of one track in a state.
    #[must_use]
    #[inline]
    pub fn level(&self, state: StateIndex, track: usize) -> Level {
        (state / self.strides[track] % self.sizes[track]) as Level
    }

    /// The levels of a state.
    #[must_use]
    pub fn levels(&self, state: StateIndex) -> Vec<Level> {
        let mut levels = vec![0; self.sizes.len()];
        self.decode(state, &mut levels);
        levels
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_state_has_one_number() {
        let space = Space::new(&[(0, 3), (-2, 4), (1, 2)], vec![1, 2, 0]);
        assert_eq!(space.states(), 24);
        for state in 0..24 {
            assert_eq!(space.encode(&space.levels(state)), state);
        }
        assert_eq!(space.written(1, 0), -2);
    }

    #[test]
    fn a_game_without_tracks_has_one_state() {
        let space = Space::new(&[], Vec::new());
        assert_eq!(space.states(), 1);
        assert_eq!(space.encode(&[]), 0);
    }
}
