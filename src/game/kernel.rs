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
/// Heads that are run before their patterns are interned.
const BATCH: usize = 4096;
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
    /// Tail pattern of each state of the grid that a head can lead to.
    tails: Vec<u32>,
}

/// What positions that lead to the same place have in common.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Row {
    /// What the actors can do: index in [`Kernel::all_choices`].
    pub choices: u32,
    /// For each profile of the choices, the pattern of the head.
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

    /// A number for the row of a position; equal for equal rows.
    #[must_use]
    pub fn row_index(&self, epoch: usize, position: usize) -> usize {
        self.epochs[epoch].row_at[position] as usize
    }

    /// Every set of choices that occurs.
    #[must_use]
    pub fn all_choices(&self) -> &[Choices] {
        &self.choices
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
        let [going, ..] = &self.patterns.spans[index as usize];
        &self.patterns.going[going.start as usize..going.end as usize]
    }

    /// Number of patterns.
    #[must_use]
    pub fn patterns(&self) -> usize {
        self.patterns.spans.len()
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
        KernelSize {
            grid: self.position.len(),
            reachable: self.states.len(),
            pairs: rows().map(|row| row.heads.len()).sum(),
            patterns: self.patterns(),
            transitions: rows().map(steps).sum(),
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

/// One half of a round under one profile.
struct Half {
    effects: Vec<EffectIndex>,
    actions: Vec<ActionIndex>,
    /// Whether the check for outcomes belongs to it.
    ends: bool,
    senses: Senses,
}

impl Half {
    fn new(game: &Game, effects: Vec<EffectIndex>, actions: Vec<ActionIndex>, ends: bool) -> Half {
        let mut senses = Senses::new(game);
        for &effect in &effects {
            senses.see(game, effect);
        }
        if ends {
            game.outcomes.iter().flatten().for_each(|gate| senses.gate(gate));
        }
        senses.finish();
        Half { effects, actions, ends, senses }
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

/// What some effects can tell apart: levels of a track that they treat alike are one.
struct Senses {
    /// For each track, what is sensed of each of its levels; levels with the same column are one.
    columns: Vec<Vec<Vec<u64>>>,
    /// Track, the class of each of its levels, number of classes; only tracks with more than one.
    classes: Vec<(usize, Box<[u32]>, u32)>,
}

impl Senses {
    fn new(game: &Game) -> Senses {
        let columns =
            (0..game.space.tracks()).map(|track| vec![Vec::new(); game.space.size(track)]).collect();
        Senses { columns, classes: Vec::new() }
    }

    fn see(&mut self, game: &Game, effect: EffectIndex) {
        let effect = &game.effects[effect];
        self.gate(&effect.gate);
        for (track, table) in effect.chance.tables() {
            self.columns[track]
                .iter_mut()
                .zip(table)
                .for_each(|(column, value)| column.push(value.to_bits()));
        }
        // A change moves every level to a place of its own, and so does a product.
        let changes = effect.set.iter().map(|&(t, _)| t).chain(effect.shift.iter().map(|&(t, _)| t));
        for track in changes.chain(effect.chance.factors()) {
            self.columns[track].iter_mut().enumerate().for_each(|(level, column)| column.push(level as u64));
        }
        for &child in &effect.otherwise {
            self.see(game, child);
        }
    }

    fn gate(&mut self, gate: &super::Gate) {
        for (track, allowed) in gate.tables() {
            self.columns[track]
                .iter_mut()
                .zip(allowed)
                .for_each(|(column, &open)| column.push(u64::from(open)));
        }
    }

    fn finish(&mut self) {
        for (track, columns) in std::mem::take(&mut self.columns).into_iter().enumerate() {
            let mut known: FxHashMap<Vec<u64>, u32> = FxHashMap::default();
            let classes = columns
                .into_iter()
                .map(|column| {
                    let next = known.len() as u32;
                    *known.entry(column).or_insert(next)
                })
                .collect();
            if known.len() > 1 {
                self.classes.push((track, classes, known.len() as u32));
            }
        }
    }

    /// States with the same key have the same pattern.
    fn key(&self, levels: &[Level]) -> u32 {
        self.classes
            .iter()
            .fold(0, |key, (track, classes, count)| key * count + classes[usize::from(levels[*track])])
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
    /// States and their rows.
    explored: Vec<(StateIndex, u32)>,
    rows: Vec<Row>,
    known_rows: FxHashMap<Row, u32>,
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
            epochs.push(epoch);
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
            rows: Vec::new(),
            known_rows: FxHashMap::default(),
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
                let key = epoch.heads[profile].senses.key(&levels);
                row.push(key);
                let pair = (profile as u32, key);
                if !epoch.head_known.contains_key(&pair) && asked.insert(pair) {
                    missing.push((pair.0, key, state));
                }
            }
            sets.push(set);
            keys.push(row);
        }
        // In batches, so that what is not interned yet never takes much room.
        for batch in missing.chunks(BATCH) {
            let fresh: Vec<Mass> = batch
                .par_iter()
                .map(|&(profile, _, state)| epoch.heads[profile as usize].run(game, epoch.index, state))
                .collect();
            for (&(profile, key, state), mass) in batch.iter().zip(&fresh) {
                let pattern = self.patterns.intern(state, mass);
                epoch.head_known.insert((profile, key), pattern);
            }
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
            let row = Row { choices: set, heads };
            let index = match epoch.known_rows.get(&row) {
                Some(&index) => index,
                None => {
                    epoch.rows.push(row.clone());
                    epoch.known_rows.insert(row, epoch.rows.len() as u32 - 1);
                    epoch.rows.len() as u32 - 1
                }
            };
            epoch.explored.push((state, index));
        }
        Ok(seen)
    }

    /// Follows the tail from a state that a head leads to.
    fn tail(&mut self, epoch: &mut Epoch, middle: StateIndex, round: u32, seen: &mut Vec<StateIndex>) {
        let levels = self.game.space.levels(middle);
        let key = epoch.tail.senses.key(&levels);
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

    fn finish(mut self, mut epochs: Vec<Epoch>) -> Kernel {
        // Rows in the order of their content, so that positions next to each other share as much as can be.
        for epoch in &mut epochs {
            let mut order: Vec<u32> = (0..epoch.rows.len() as u32).collect();
            order.sort_unstable_by(|&a, &b| epoch.rows[a as usize].cmp(&epoch.rows[b as usize]));
            let mut rank = vec![0; order.len()];
            for (at, &row) in order.iter().enumerate() {
                rank[row as usize] = at as u32;
            }
            epoch.explored.iter_mut().for_each(|(_, row)| *row = rank[*row as usize]);
            epoch.rows.sort_unstable();
        }
        let mut places: Vec<(usize, u32, StateIndex)> = Vec::new();
        for (index, epoch) in epochs.iter().enumerate() {
            places.extend(epoch.explored.iter().map(|&(state, row)| (index, row, state)));
        }
        places.sort_unstable();
        let mut position = vec![NONE; self.game.space.states()];
        let mut states: Vec<StateIndex> = Vec::new();
        for (_, _, state) in places {
            if position[state as usize] == NONE {
                position[state as usize] = states.len() as u32;
                states.push(state);
            }
        }
        let epochs = epochs
            .into_iter()
            .map(|epoch| {
                let mut row_at = vec![NONE; states.len()];
                for (state, row) in epoch.explored {
                    row_at[position[state as usize] as usize] = row;
                }
                EpochKernel { row_at, rows: epoch.rows, tails: epoch.tails }
            })
            .collect();
        let first_round = states.iter().map(|&state| self.first_round[state as usize]).collect();
        self.patterns.known = FxHashMap::default();
        Kernel { states, position, first_round, patterns: self.patterns, choices: self.choices, epochs }
    }
}
