//! Rounds as operators: where each state can lead under each profile, for every state that a play can reach.
//!
//! The effects of a round are cut in parts. The *head* is what each profile of moves has for itself. What follows sees
//! less and less of the moves, and is done in *legs*, each for all profiles that it can not tell apart: hazards and drift
//! are applied once for a state, and not once for each profile. The last leg ends with the check for outcomes. Where a
//! play stands between two parts is a [`Place`]: a state, and the leg that comes next.
//!
//! Parts are stored as [`Pattern`]s, relative to the place they start from: a few thousand patterns serve millions of
//! (state, profile) pairs, since a pattern depends only on the tracks that the effects in question look at or change.
//!
//! A kernel holds no payoffs: a change of payoffs, discounts, rationality or priors leaves it valid.

mod explore;
mod legs;
mod patterns;
mod senses;

use super::memory::{self, TooMuch};
use super::space::StateIndex;
use super::{ActionIndex, Game, ProfileIndex, TypeIndex};
use explore::{Explorer, PAIR_LIMIT};
use patterns::Patterns;
use std::ops::Range;

/// Where a play stands in the middle of a round: `leg · states of the grid + state`, where legs are counted from 1 and 0 is
/// the round's end. A leg leads to one of a smaller number.
pub type Place = u32;

/// No pattern, no position.
const NONE: u32 = u32::MAX;

/// Every state that a play can reach, and where it can lead.
#[derive(Debug, Clone)]
pub struct Kernel {
    /// Reachable states at which a play can go on, those that lead to the same place next to each other.
    states: Vec<StateIndex>,
    /// Position of each state of the grid in `states`.
    position: Vec<u32>,
    /// For each of `states`, the first round at whose beginning a play can be there.
    first_round: Vec<u32>,
    patterns: Patterns,
    choices: Vec<Choices>,
    epochs: Vec<EpochKernel>,
}

#[derive(Debug, Clone)]
struct EpochKernel {
    /// For each position, its row; `NONE` where no play can be in this epoch.
    row_at: Vec<u32>,
    rows: Vec<Row>,
    /// The numbers of the last leg of each row.
    leg_rows: Vec<usize>,
    /// For each place before the round's end that a play can be at, its pattern.
    legs: Vec<u32>,
}

/// What positions that lead to the same place have in common.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Row {
    /// What the actors can do: index in [`Kernel::all_choices`].
    pub choices: u32,
    /// For each profile of the choices, the pattern of the head. Plays go on at places, seen from the state.
    pub heads: Vec<u32>,
}

/// What the actors can do in a state.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Choices {
    /// For each type of each actor, its available actions, ascending.
    pub of_type: Vec<Vec<ActionIndex>>,
    /// For each actor, the actions that any of its types can take, ascending.
    pub of_actor: Vec<Vec<ActionIndex>>,
    /// All profiles of `of_actor`, the first actor's action varying slowest.
    pub profiles: Vec<ProfileIndex>,
}

/// Where a state or a place leads: entries relative to its own number.
#[derive(Debug, Clone, Copy)]
pub struct Pattern<'a> {
    /// Plays that go on: offset of their place and probability.
    pub going: &'a [(i32, f64)],
    /// Plays that end: outcome, offset of the state they end in, probability.
    pub ended: &'a [(u32, i32, f64)],
    /// Named effects that fire: effect, offset of the state they fire in, probability (expected number).
    pub fired: &'a [(u32, i32, f64)],
}

/// How large a kernel is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KernelSize {
    /// States of the grid.
    pub grid: usize,
    /// States at which a play can go on.
    pub reachable: usize,
    /// (state, profile) pairs, over all epochs.
    pub pairs: usize,
    /// Distinct patterns.
    pub patterns: usize,
    /// Entries of all pairs' patterns: how many multiplications one round takes.
    pub transitions: usize,
}

/// Why there is no kernel.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KernelError {
    /// A type has no move in a state that a play can reach.
    #[error("a type has no move available in a reachable state")]
    Stuck {
        /// The type.
        kind: TypeIndex,
        /// The state.
        state: StateIndex,
        /// The round.
        round: u32,
    },
    /// The game is too large to solve.
    #[error(
        "the game has more than {PAIR_LIMIT} pairs of a reachable state and a move profile: too many to solve exactly"
    )]
    TooLarge,
    /// There is not enough memory for it.
    #[error(transparent)]
    TooMuch(#[from] TooMuch),
    /// More work than was allowed.
    #[error("where plays can lead takes longer to find out than was allowed: {states} states were looked at")]
    TooLong {
        /// States that were found.
        states: usize,
    },
}

/// How much may be done to build a kernel.
#[derive(Debug, Clone, Copy)]
pub(super) struct Allowance {
    /// Bytes of memory.
    pub(super) bytes: u64,
    /// Entries of distributions that effects are applied to, and pairs of a state and a profile.
    pub(super) work: u64,
}

impl Kernel {
    /// Explores a game from its start, for all rounds played and planned.
    ///
    /// # Errors
    /// [`KernelError`], where a type is left without a move, or the game is too large for the memory that it
    /// [may take](memory::allowed).
    pub fn build(game: &Game) -> Result<Kernel, KernelError> {
        Kernel::build_within(game, Allowance { bytes: memory::allowed(), work: u64::MAX })
    }

    /// The same, with no more than so much done.
    pub(super) fn build_within(game: &Game, allowed: Allowance) -> Result<Kernel, KernelError> {
        Explorer::new(game, allowed)?.explore()
    }

    /// Reachable states at which a play can go on, each once; those with one row stand next to each other. A *position*
    /// is an index into this list.
    #[must_use]
    pub fn states(&self) -> &[StateIndex] {
        &self.states
    }

    /// The position of a state, if a play can go on there.
    #[must_use]
    pub fn position(&self, state: StateIndex) -> Option<usize> {
        let position = self.position[state as usize];
        (position != NONE).then_some(position as usize)
    }

    /// Whether a play can be at a position when a round begins. What lies beyond is never asked for.
    #[must_use]
    pub fn in_reach(&self, position: usize, round: u32) -> bool {
        self.first_round[position] <= round
    }

    /// In how many rounds, up to one, a play can be at each of the positions, all added up.
    #[must_use]
    pub fn stays(&self, last: u32) -> usize {
        self.first_round.iter().map(|&first| (last + 1).saturating_sub(first) as usize).sum()
    }

    /// What the actors can do at a position.
    #[must_use]
    pub fn choices(&self, epoch: usize, position: usize) -> &Choices {
        &self.choices[self.row(epoch, position).choices as usize]
    }

    /// The row of a position that is [explored](Kernel::explored) in an epoch.
    #[must_use]
    pub fn row(&self, epoch: usize, position: usize) -> &Row {
        &self.epochs[epoch].rows[self.row_index(epoch, position)]
    }

    /// How many epochs it tells apart.
    pub(crate) fn epochs(&self) -> usize {
        self.epochs.len()
    }

    /// How many rows an epoch has.
    pub(crate) fn rows(&self, epoch: usize) -> usize {
        self.epochs[epoch].rows.len()
    }

    /// A number for the row of a position; equal for equal rows.
    #[must_use]
    pub fn row_index(&self, epoch: usize, position: usize) -> usize {
        self.epochs[epoch].row_at[position] as usize
    }

    /// Whether the state of a position that is [explored](Kernel::explored) in an epoch comes right before that of another
    /// one, and leads to the same place.
    #[must_use]
    pub fn follow_one_another(&self, epoch: usize, position: usize, next: usize) -> bool {
        self.states[position] + 1 == self.states[next]
            && self.explored(epoch, position)
            && self.row_index(epoch, position) == self.row_index(epoch, next)
    }

    /// Every set of choices that occurs.
    #[must_use]
    pub fn all_choices(&self) -> &[Choices] {
        &self.choices
    }

    /// How many places the rounds of an epoch have.
    #[must_use]
    pub fn places(&self, epoch: usize) -> usize {
        self.position.len() + self.epochs[epoch].legs.len()
    }

    /// How many places the rounds of any epoch have at most.
    #[must_use]
    pub fn most_places(&self) -> usize {
        (0..self.epochs.len()).map(|epoch| self.places(epoch)).max().unwrap_or(0)
    }

    /// The legs of an epoch in rows, the last row of a round first: no leg leads to another of its row.
    pub fn leg_rows(&self, epoch: usize) -> impl Iterator<Item = Range<usize>> {
        let ends = &self.epochs[epoch].leg_rows;
        let begins = std::iter::once(1).chain(ends.iter().map(|end| end + 1));
        begins.zip(ends).map(|(begin, &end)| begin..end + 1)
    }

    /// The patterns of a leg, for each state of the grid; [`NOWHERE`](Self::NOWHERE) where no play can be.
    #[must_use]
    pub fn leg(&self, epoch: usize, leg: usize) -> &[u32] {
        let grid = self.position.len();
        &self.epochs[epoch].legs[(leg - 1) * grid..leg * grid]
    }

    /// Instead of a pattern, where no play can be.
    pub const NOWHERE: u32 = NONE;

    /// Whether a play can be at a position in some round of an epoch.
    #[must_use]
    pub fn explored(&self, epoch: usize, position: usize) -> bool {
        self.epochs[epoch].row_at[position] != NONE
    }

    /// A pattern.
    #[must_use]
    pub fn pattern(&self, index: u32) -> Pattern<'_> {
        self.patterns.get(index)
    }

    /// The plays of a pattern that go on: offset and probability.
    #[must_use]
    pub fn going(&self, index: u32) -> &[(i32, f64)] {
        &self.patterns.going[self.patterns.span(0, index)]
    }

    /// Number of patterns.
    #[must_use]
    pub fn patterns(&self) -> usize {
        self.patterns.len()
    }

    /// How large it is.
    #[must_use]
    pub fn size(&self) -> KernelSize {
        let rows = || {
            let explored = |epoch: &'_ EpochKernel| {
                epoch.row_at.iter().copied().filter(|&row| row != NONE).collect::<Vec<_>>()
            };
            self.epochs
                .iter()
                .flat_map(move |epoch| explored(epoch).into_iter().map(|row| &epoch.rows[row as usize]))
        };
        let steps = |row: &Row| row.heads.iter().map(|&head| self.pattern(head).going.len()).sum::<usize>();
        let legs = self.epochs.iter().flat_map(|epoch| &epoch.legs).filter(|&&leg| leg != NONE);
        KernelSize {
            grid: self.position.len(),
            reachable: self.states.len(),
            pairs: rows().map(|row| row.heads.len()).sum(),
            patterns: self.patterns(),
            transitions: rows().map(steps).sum::<usize>()
                + legs.map(|&leg| self.going(leg).len()).sum::<usize>(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::game::mass::Mass;
    use crate::scenario::{Request, load};
    use std::collections::BTreeMap;

    /// Plays that go on, that have ended in an outcome, and effects that have fired; each by state.
    type Reached = BTreeMap<(&'static str, usize, StateIndex), f64>;

    fn at_once(game: &Game, epoch: usize, state: StateIndex, profile: ProfileIndex) -> Reached {
        let actions = game.actions_of(profile);
        let mut mass = Mass::at(state);
        mass.apply(game, game.roots(epoch, profile), epoch, &actions);
        mass.end(game, epoch, &actions);
        let mut reached = Reached::new();
        let mut add = |what, name, state, p| *reached.entry((what, name, state)).or_default() += p;
        mass.going.iter().for_each(|&(state, p)| add("going", 0, state, p));
        mass.ended.iter().for_each(|&(outcome, state, p)| add("ended", outcome, state, p));
        mass.fired.iter().for_each(|&(effect, state, p)| add("fired", effect, state, p));
        reached
    }

    fn part_by_part(kernel: &Kernel, epoch: usize, state: StateIndex, head: u32) -> Reached {
        let grid = kernel.position.len() as u32;
        let mut reached = Reached::new();
        let mut open = vec![(state, state, head, 1.0)];
        while let Some((place, state, pattern, mass)) = open.pop() {
            let pattern = kernel.pattern(pattern);
            let mut add = |what, name: u32, offset, p: f64| {
                let state = state.wrapping_add_signed(offset);
                *reached.entry((what, name as usize, state)).or_default() += mass * p;
            };
            pattern.ended.iter().for_each(|&(outcome, offset, p)| add("ended", outcome, offset, p));
            pattern.fired.iter().for_each(|&(effect, offset, p)| add("fired", effect, offset, p));
            for &(offset, p) in pattern.going {
                let next = place.wrapping_add_signed(offset);
                match (next / grid) as usize {
                    0 => *reached.entry(("going", 0, next)).or_default() += mass * p,
                    leg => {
                        let state = next % grid;
                        open.push((next, state, kernel.leg(epoch, leg)[state as usize], mass * p));
                    }
                }
            }
        }
        reached
    }

    /// Whether heads and legs lead where the whole round leads, from every `step`-th state; the rows of legs.
    fn compare(name: &str, step: usize) -> Vec<usize> {
        let game = Game::compile(&load(&Request::new(name)).unwrap().scenario).unwrap();
        let kernel = Kernel::build(&game).unwrap();
        for epoch in 0..game.epochs.count() {
            let explored = |&position: &usize| kernel.explored(epoch, position);
            for position in (0..kernel.states().len()).filter(explored).step_by(step) {
                let (state, row) = (kernel.states()[position], kernel.row(epoch, position));
                for (&profile, &head) in kernel.choices(epoch, position).profiles.iter().zip(&row.heads) {
                    let (whole, parts) =
                        (at_once(&game, epoch, state, profile), part_by_part(&kernel, epoch, state, head));
                    assert!(whole.keys().eq(parts.keys()), "{name}: state {state}, profile {profile}");
                    for (place, mass) in &whole {
                        assert!((mass - parts[place]).abs() < 1e-12, "{name}: {place:?} from {state}");
                    }
                }
            }
        }
        kernel.leg_rows(0).map(|row| row.len()).collect()
    }

    #[test]
    fn the_parts_of_a_round_lead_where_the_whole_round_leads() {
        // Hazards for all profiles, and before them what some profiles have in common.
        assert_eq!(compare("korea-2018", 997), [1, 10]);
        assert_eq!(compare("textbook/gamblers-ruin", 1), [1]);
        // Its outcomes depend on the moves, all of which differ: there is nothing to share.
        assert_eq!(compare("textbook/war-of-attrition", 1), Vec::<usize>::new());
        compare("cuba-1962", 1);
        compare("trade-war-2018", 7);
    }
}
