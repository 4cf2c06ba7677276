//! Rounds as operators: where each state can lead under each profile, for every state that a play can reach.
//!
//! The effects of a round are split in two. The *head* is what depends on the moves; the *tail* is the longest run of
//! rules at the end of the file that does not, and the check for outcomes. So hazards and drift are applied once for a
//! state and not once for each profile. Both are stored as [`Pattern`]s, relative to the state they start from: a few
//! thousand patterns serve millions of (state, profile) pairs, since a pattern depends only on the tracks that the
//! effects in question look at or change.
//!
//! A kernel holds no payoffs: a change of payoffs, discounts, rationality or priors leaves it valid.

use super::effect::EffectIndex;
use super::mass::Mass;
use super::space::{Level, StateIndex};
use super::{ActionIndex, Game, ProfileIndex, TypeIndex};
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use std::ops::Range;

/// More (state, profile) pairs than this are refused.
const PAIR_LIMIT: usize = 100_000_000;
/// No pattern, no position.
const NONE: u32 = u32::MAX;

/// Every state that a play can reach, and where it can lead.
#[derive(Debug, Clone)]
pub struct Kernel {
    /// Reachable states at which a play can go on, ascending.
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
    /// For each position, which of [`Kernel::choices`] there is; `NONE` where no play can be in this epoch.
    choices: Vec<u32>,
    /// For each position, where its head patterns begin.
    rows: Vec<u32>,
    /// Head pattern of each (position, profile).
    heads: Vec<u32>,
    /// Tail pattern of each state of the grid that a head can lead to.
    tails: Vec<u32>,
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

/// Where a state leads: entries relative to its own number.
#[derive(Debug, Clone, Copy)]
pub struct Pattern<'a> {
    /// Plays that go on: offset and probability.
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
}

impl Kernel {
    /// Explores a game from its start, for all rounds played and planned.
    ///
    /// # Errors
    /// [`KernelError`], where a type is left without a move or the game is too large.
    pub fn build(game: &Game) -> Result<Kernel, KernelError> {
        Explorer::new(game).explore()
    }

    /// Reachable states at which a play can go on, ascending. A *position* is an index into this list.
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

    /// What the actors can do at a position.
    #[must_use]
    pub fn choices(&self, epoch: usize, position: usize) -> &Choices {
        &self.choices[self.choices_index(epoch, position)]
    }

    /// Index of [`choices`](Kernel::choices) in [`all_choices`](Kernel::all_choices).
    #[must_use]
    pub fn choices_index(&self, epoch: usize, position: usize) -> usize {
        self.epochs[epoch].choices[position] as usize
    }

    /// Every set of choices that occurs.
    #[must_use]
    pub fn all_choices(&self) -> &[Choices] {
        &self.choices
    }

    /// For each profile of [`choices`](Kernel::choices), the pattern of the head.
    #[must_use]
    pub fn heads(&self, epoch: usize, position: usize) -> &[u32] {
        let kernel = &self.epochs[epoch];
        let start = kernel.rows[position] as usize;
        &kernel.heads[start..start + self.choices(epoch, position).profiles.len()]
    }

    /// The pattern of the tail from a state, if a head leads to it.
    #[must_use]
    pub fn tail_at(&self, epoch: usize, state: StateIndex) -> Option<u32> {
        let tail = self.epochs[epoch].tails[state as usize];
        (tail != NONE).then_some(tail)
    }

    /// Whether a play can be at a position in some round of an epoch.
    #[must_use]
    pub fn explored(&self, epoch: usize, position: usize) -> bool {
        self.epochs[epoch].choices[position] != NONE
    }

    /// A pattern.
    #[must_use]
    pub fn pattern(&self, index: u32) -> Pattern<'_> {
        self.patterns.get(index)
    }

    /// Number of patterns.
    #[must_use]
    pub fn patterns(&self) -> usize {
        self.patterns.spans.len()
    }

    /// How large it is.
    #[must_use]
    pub fn size(&self) -> KernelSize {
        let heads = || self.epochs.iter().flat_map(|epoch| &epoch.heads);
        KernelSize {
            grid: self.position.len(),
            reachable: self.states.len(),
            pairs: heads().count(),
            patterns: self.patterns(),
            transitions: heads().map(|&head| self.pattern(head).going.len()).sum(),
        }
    }
}

/// All patterns, each once.
#[derive(Debug, Clone, Default)]
struct Patterns {
    going: Vec<(i32, f64)>,
    ended: Vec<(u32, i32, f64)>,
    fired: Vec<(u32, i32, f64)>,
    spans: Vec<[Range<u32>; 3]>,
    known: FxHashMap<Vec<u64>, u32>,
}

impl Patterns {
    fn get(&self, index: u32) -> Pattern<'_> {
        let [going, ended, fired] = &self.spans[index as usize];
        let span = |range: &Range<u32>| range.start as usize..range.end as usize;
        Pattern {
            going: &self.going[span(going)],
            ended: &self.ended[span(ended)],
            fired: &self.fired[span(fired)],
        }
    }

    /// The index of what becomes of mass that starts in `from`.
    fn intern(&mut self, from: StateIndex, mass: &Mass) -> u32 {
        let offset = |state: StateIndex| i64::from(state) as i32 - i64::from(from) as i32;
        let mut key = Vec::with_capacity(2 * (mass.going.len() + mass.ended.len() + mass.fired.len()) + 2);
        let word = |kind: usize, state: StateIndex| (kind as u64) << 32 | u64::from(offset(state) as u32);
        key.push(mass.going.len() as u64);
        key.extend(mass.going.iter().flat_map(|&(state, p)| [word(0, state), p.to_bits()]));
        key.push(mass.ended.len() as u64);
        key.extend(mass.ended.iter().flat_map(|&(kind, state, p)| [word(kind, state), p.to_bits()]));
        key.extend(mass.fired.iter().flat_map(|&(kind, state, p)| [word(kind, state), p.to_bits()]));
        if let Some(&index) = self.known.get(&key) {
            return index;
        }
        let index = self.spans.len() as u32;
        let starts = [self.going.len(), self.ended.len(), self.fired.len()];
        self.going.extend(mass.going.iter().map(|&(state, p)| (offset(state), p)));
        self.ended.extend(mass.ended.iter().map(|&(outcome, state, p)| (outcome as u32, offset(state), p)));
        self.fired.extend(mass.fired.iter().map(|&(effect, state, p)| (effect as u32, offset(state), p)));
        let ends = [self.going.len(), self.ended.len(), self.fired.len()];
        self.spans.push([0, 1, 2].map(|i| starts[i] as u32..ends[i] as u32));
        self.known.insert(key, index);
        index
    }
}

/// One half of a round under one profile: its effects, and the tracks on which what they do depends.
struct Half {
    effects: Vec<EffectIndex>,
    actions: Vec<ActionIndex>,
    /// Whether the check for outcomes belongs to it.
    ends: bool,
    reads: Vec<usize>,
}

impl Half {
    fn new(game: &Game, effects: Vec<EffectIndex>, actions: Vec<ActionIndex>, ends: bool) -> Half {
        let mut reads = vec![false; game.space.tracks()];
        for &effect in &effects {
            mark_tracks(game, effect, &mut reads);
        }
        if ends {
            game.outcomes.iter().flatten().flat_map(super::Gate::reads).for_each(|track| reads[track] = true);
        }
        let reads = (0..reads.len()).filter(|&track| reads[track]).collect();
        Half { effects, actions, ends, reads }
    }

    /// States with the same key have the same pattern.
    fn key(&self, game: &Game, levels: &[Level]) -> u32 {
        self.reads
            .iter()
            .fold(0, |key, &track| key * game.space.size(track) as u32 + u32::from(levels[track]))
    }

    fn run(&self, game: &Game, epoch: usize, state: StateIndex) -> Mass {
        let mut mass = Mass::at(state);
        mass.apply(game, &self.effects, epoch, &self.actions);
        if self.ends {
            mass.end(game, epoch, &self.actions);
        }
        mass.tidy();
        mass
    }
}

/// Marks the tracks that an effect looks at or changes (a change clamps, so it looks too).
fn mark_tracks(game: &Game, effect: EffectIndex, marks: &mut [bool]) {
    let effect = &game.effects[effect];
    let changes = effect.set.iter().map(|&(t, _)| t).chain(effect.shift.iter().map(|&(t, _)| t));
    for track in effect.gate.reads().chain(effect.chance.reads()).chain(changes) {
        marks[track] = true;
    }
    for &child in &effect.otherwise {
        mark_tracks(game, child, marks);
    }
}

fn depends_on_moves(game: &Game, effect: EffectIndex) -> bool {
    let effect = &game.effects[effect];
    effect.gate.depends_on_moves() || effect.otherwise.iter().any(|&child| depends_on_moves(game, child))
}

/// A walk over the states that a play can reach, round by round.
struct Explorer<'a> {
    game: &'a Game,
    /// First rule of the tail.
    tail_from: usize,
    tail_ends: bool,
    /// First round at which each state of the grid can be stood in; `NONE` where it can not.
    first_round: Vec<u32>,
    patterns: Patterns,
    choices: Vec<Choices>,
    known_choices: FxHashMap<Choices, u32>,
}

/// What is known of one epoch, by states of the grid.
struct Epoch {
    index: usize,
    heads: Vec<Half>,
    tail: Half,
    head_known: FxHashMap<(u32, u32), u32>,
    tail_known: FxHashMap<u32, u32>,
    tails: Vec<u32>,
    /// State, its choices, and the pattern of each profile.
    explored: Vec<(StateIndex, u32, Vec<u32>)>,
}

impl<'a> Explorer<'a> {
    fn new(game: &'a Game) -> Explorer<'a> {
        let tail_ends = !game.outcomes.iter().flatten().any(super::Gate::depends_on_moves);
        let tail_from = if tail_ends {
            game.rules.iter().rposition(|&rule| depends_on_moves(game, rule)).map_or(0, |last| last + 1)
        } else {
            game.rules.len()
        };
        Explorer {
            game,
            tail_from,
            tail_ends,
            first_round: vec![NONE; game.space.states()],
            patterns: Patterns::default(),
            choices: Vec::new(),
            known_choices: FxHashMap::default(),
        }
    }

    fn explore(mut self) -> Result<Kernel, KernelError> {
        let game = self.game;
        let start = game.space.encode(&game.start);
        self.first_round[start as usize] = 1;
        let mut reached = vec![start];
        let mut epochs = Vec::new();
        let mut pairs = 0;
        for index in 0..game.epochs.count() {
            let last = if index + 1 < game.epochs.count() {
                game.epochs.first_round(index + 1) - 1
            } else {
                game.rounds + game.foresight
            };
            let mut epoch = self.epoch(index);
            // A state reached before can be stood in again when the epoch begins.
            let mut frontier = reached.clone();
            for round in game.epochs.first_round(index)..=last {
                if frontier.is_empty() {
                    break;
                }
                frontier = self.layer(&mut epoch, &frontier, round, &mut pairs)?;
                reached.extend(&frontier);
            }
            epochs.push((epoch.explored, epoch.tails));
        }
        Ok(self.finish(epochs))
    }

    fn epoch(&self, index: usize) -> Epoch {
        let game = self.game;
        let tail: FxHashSet<EffectIndex> = game.rules[self.tail_from..].iter().copied().collect();
        let heads = (0..game.profiles())
            .map(|profile| {
                let effects =
                    game.roots(index, profile).iter().copied().filter(|e| !tail.contains(e)).collect();
                Half::new(game, effects, game.actions_of(profile), !self.tail_ends)
            })
            .collect();
        Epoch {
            index,
            heads,
            tail: Half::new(game, game.rules[self.tail_from..].to_vec(), Vec::new(), self.tail_ends),
            head_known: FxHashMap::default(),
            tail_known: FxHashMap::default(),
            tails: vec![NONE; game.space.states()],
            explored: Vec::new(),
        }
    }

    /// Explores the states that a play can be in when a round begins; returns those seen for the first time after it.
    fn layer(
        &mut self,
        epoch: &mut Epoch,
        frontier: &[StateIndex],
        round: u32,
        pairs: &mut usize,
    ) -> Result<Vec<StateIndex>, KernelError> {
        let game = self.game;
        let mut levels = vec![0; game.space.tracks()];
        let mut missing: Vec<(u32, u32, StateIndex)> = Vec::new();
        let mut asked: FxHashSet<(u32, u32)> = FxHashSet::default();
        let mut keys: Vec<Vec<u32>> = Vec::with_capacity(frontier.len());
        let mut sets = Vec::with_capacity(frontier.len());
        for &state in frontier {
            game.space.decode(state, &mut levels);
            let set = self.choices_at(epoch.index, &levels).map_err(|kind| KernelError::Stuck {
                kind,
                state,
                round,
            })?;
            let profiles = &self.choices[set as usize].profiles;
            *pairs += profiles.len();
            if *pairs > PAIR_LIMIT {
                return Err(KernelError::TooLarge);
            }
            let mut row = Vec::with_capacity(profiles.len());
            for &profile in profiles {
                let key = epoch.heads[profile].key(game, &levels);
                row.push(key);
                let pair = (profile as u32, key);
                if !epoch.head_known.contains_key(&pair) && asked.insert(pair) {
                    missing.push((pair.0, key, state));
                }
            }
            sets.push(set);
            keys.push(row);
        }
        let fresh: Vec<Mass> = missing
            .par_iter()
            .map(|&(profile, _, state)| epoch.heads[profile as usize].run(game, epoch.index, state))
            .collect();
        for (&(profile, key, state), mass) in missing.iter().zip(&fresh) {
            let pattern = self.patterns.intern(state, mass);
            epoch.head_known.insert((profile, key), pattern);
        }

        let mut seen = Vec::new();
        for ((&state, &set), row) in frontier.iter().zip(&sets).zip(keys) {
            let profiles = &self.choices[set as usize].profiles;
            let heads: Vec<u32> = profiles
                .iter()
                .zip(row)
                .map(|(&profile, key)| epoch.head_known[&(profile as u32, key)])
                .collect();
            for &head in &heads {
                for at in 0..self.patterns.get(head).going.len() {
                    let middle = state.wrapping_add_signed(self.patterns.get(head).going[at].0);
                    if epoch.tails[middle as usize] == NONE {
                        self.tail(epoch, middle, round, &mut seen);
                    }
                }
            }
            epoch.explored.push((state, set, heads));
        }
        Ok(seen)
    }

    /// Follows the tail from a state that a head leads to.
    fn tail(&mut self, epoch: &mut Epoch, middle: StateIndex, round: u32, seen: &mut Vec<StateIndex>) {
        let levels = self.game.space.levels(middle);
        let key = epoch.tail.key(self.game, &levels);
        let pattern = match epoch.tail_known.get(&key) {
            Some(&pattern) => pattern,
            None => {
                let pattern = self.patterns.intern(middle, &epoch.tail.run(self.game, epoch.index, middle));
                epoch.tail_known.insert(key, pattern);
                pattern
            }
        };
        epoch.tails[middle as usize] = pattern;
        for &(offset, _) in self.patterns.get(pattern).going {
            let next = middle.wrapping_add_signed(offset);
            if self.first_round[next as usize] == NONE {
                self.first_round[next as usize] = round + 1;
                seen.push(next);
            }
        }
    }

    fn choices_at(&mut self, epoch: usize, levels: &[Level]) -> Result<u32, TypeIndex> {
        let game = self.game;
        let of_type: Vec<Vec<ActionIndex>> =
            (0..game.types.len()).map(|kind| game.available(kind, epoch, levels).collect()).collect();
        if let Some(kind) = of_type.iter().position(Vec::is_empty) {
            return Err(kind);
        }
        let of_actor: Vec<Vec<ActionIndex>> = game
            .actors
            .iter()
            .map(|actor| {
                let mut actions: Vec<ActionIndex> = of_type[actor.types.clone()].concat();
                actions.sort_unstable();
                actions.dedup();
                actions
            })
            .collect();
        let profiles =
            of_actor.iter().zip(&game.actors).fold(vec![0], |profiles: Vec<usize>, (actions, actor)| {
                profiles
                    .iter()
                    .flat_map(|&p| actions.iter().map(move |a| p * actor.actions.len() + a))
                    .collect()
            });
        let choices = Choices { of_type, of_actor, profiles };
        if let Some(&index) = self.known_choices.get(&choices) {
            return Ok(index);
        }
        let index = self.choices.len() as u32;
        self.known_choices.insert(choices.clone(), index);
        self.choices.push(choices);
        Ok(index)
    }

    fn finish(mut self, explored: Vec<(Vec<(StateIndex, u32, Vec<u32>)>, Vec<u32>)>) -> Kernel {
        let mut states: Vec<StateIndex> =
            explored.iter().flat_map(|(rows, _)| rows.iter().map(|row| row.0)).collect();
        states.sort_unstable();
        states.dedup();
        let mut position = vec![NONE; self.game.space.states()];
        for (at, &state) in states.iter().enumerate() {
            position[state as usize] = at as u32;
        }
        let epochs = explored
            .into_iter()
            .map(|(mut rows, tails)| {
                rows.sort_unstable_by_key(|row| row.0);
                let mut epoch = EpochKernel {
                    choices: vec![NONE; states.len()],
                    rows: vec![0; states.len()],
                    heads: Vec::with_capacity(rows.iter().map(|row| row.2.len()).sum()),
                    tails,
                };
                for (state, choices, heads) in rows {
                    let at = position[state as usize] as usize;
                    epoch.choices[at] = choices;
                    epoch.rows[at] = epoch.heads.len() as u32;
                    epoch.heads.extend(heads);
                }
                epoch
            })
            .collect();
        let first_round = states.iter().map(|&state| self.first_round[state as usize]).collect();
        self.patterns.known = FxHashMap::default();
        Kernel { states, position, first_round, patterns: self.patterns, choices: self.choices, epochs }
    }
}
