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
use indexmap::IndexSet;
use rayon::prelude::*;
use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet, FxHasher};
use std::hash::{Hash, Hasher};
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
#[derive(Debug, Clone)]
struct Patterns {
    going: Vec<(i32, f64)>,
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
    fn none() -> Patterns {
        Patterns {
            going: Vec::new(),
            ended: Vec::new(),
            fired: Vec::new(),
            from: std::array::from_fn(|_| vec![0]),
            known: FxHashMap::default(),
            alike: Vec::new(),
        }
    }

    fn len(&self) -> usize {
        self.from[0].len() - 1
    }

    #[inline]
    fn span(&self, list: usize, index: u32) -> Range<usize> {
        let from = &self.from[list][index as usize..][..2];
        from[0] as usize..from[1] as usize
    }

    fn get(&self, index: u32) -> Pattern<'_> {
        Pattern {
            going: &self.going[self.span(0, index)],
            ended: &self.ended[self.span(1, index)],
            fired: &self.fired[self.span(2, index)],
        }
    }

    /// Gives back the room that only more patterns would need.
    fn close(&mut self) {
        self.known = FxHashMap::default();
        self.alike = Vec::new();
        self.going.shrink_to_fit();
        self.ended.shrink_to_fit();
        self.fired.shrink_to_fit();
        self.from.iter_mut().for_each(Vec::shrink_to_fit);
    }

    /// The index of what becomes of mass that starts in `from`.
    fn intern(&mut self, from: StateIndex, mass: &Mass) -> u32 {
        let offset = |state: StateIndex| i64::from(state) as i32 - i64::from(from) as i32;
        let named = |list: &[(usize, StateIndex, f64)]| -> Vec<(u32, i32, f64)> {
            list.iter().map(|&(name, state, p)| (name as u32, offset(state), p)).collect()
        };
        let going: Vec<(i32, f64)> = mass.going.iter().map(|&(state, p)| (offset(state), p)).collect();
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

/// One half of a round under one profile.
struct Half {
    effects: Vec<EffectIndex>,
    actions: Vec<ActionIndex>,
    /// Whether the check for outcomes belongs to it.
    ends: bool,
    senses: Senses,
}

impl Half {
    fn new(
        game: &Game,
        epoch: usize,
        effects: Vec<EffectIndex>,
        actions: Vec<ActionIndex>,
        ends: bool,
    ) -> Half {
        let mut senses = Senses::new(game);
        if ends {
            let gates = game.outcomes.iter().flatten();
            gates.filter(|gate| gate.open_to(epoch, &actions)).for_each(|gate| senses.gate(gate));
        }
        senses.before(game, epoch, &effects, &actions);
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

/// What can be told apart: for each track, its levels in classes.
///
/// Two states that are alike on every track fare alike: the same gates are open in them, the same chances come up, and
/// every change moves them equally far, to states that are alike for what follows.
#[derive(Clone)]
struct Senses(Vec<Classes>);

/// The class of each level of a track.
#[derive(Clone)]
struct Classes {
    of_level: Vec<u32>,
    count: u32,
}

impl Classes {
    /// Takes levels apart of which different things are told.
    fn split(&mut self, told: impl Fn(usize) -> u64) {
        let mut known: FxHashMap<(u32, u64), u32> = FxHashMap::default();
        for (level, class) in self.of_level.iter_mut().enumerate() {
            let next = known.len() as u32;
            *class = *known.entry((*class, told(level))).or_insert(next);
        }
        self.count = known.len() as u32;
    }
}

impl Senses {
    /// Nothing is told apart.
    fn new(game: &Game) -> Senses {
        let tracks = 0..game.space.tracks();
        Senses(tracks.map(|track| Classes { of_level: vec![0; game.space.size(track)], count: 1 }).collect())
    }

    /// From what matters after some effects to what matters before them, last effect first.
    fn before(&mut self, game: &Game, epoch: usize, effects: &[EffectIndex], actions: &[ActionIndex]) {
        for &index in effects.iter().rev() {
            let effect = &game.effects[index];
            if !effect.gate.open_to(epoch, actions) {
                continue;
            }
            let after = self.clone();
            self.before(game, epoch, &effect.otherwise, actions);
            self.gate(&effect.gate);
            // Of levels that close the gate nothing more is asked.
            let open = |track, level: usize| {
                effect.gate.tables().all(|(gated, allowed)| gated != track || allowed[level])
            };
            let mut see = |track: usize, told: &dyn Fn(usize) -> u64| {
                self.0[track].split(|level| if open(track, level) { told(level) } else { 0 });
            };
            for (track, values) in effect.chance.tables() {
                see(track, &|level| values[level].to_bits());
            }
            for track in effect.chance.factors() {
                see(track, &|level| level as u64);
            }
            for track in effect.changed() {
                see(track, &|level| {
                    let to = usize::from(effect.level_from(&game.space, track, level as Level));
                    let by = to as i32 - level as i32;
                    u64::from(by as u32) << 32 | u64::from(after.0[track].of_level[to])
                });
            }
        }
    }

    fn gate(&mut self, gate: &super::Gate) {
        for (track, allowed) in gate.tables() {
            self.0[track].split(|level| u64::from(allowed[level]));
        }
    }

    /// Tells apart what others do, too.
    fn join(&mut self, others: &Senses) {
        for (mine, others) in self.0.iter_mut().zip(&others.0) {
            if others.count > 1 {
                mine.split(|level| u64::from(others.of_level[level]));
            }
        }
    }

    /// A number below [`Senses::keys`], equal for states that are alike.
    fn key(&self, levels: &[Level]) -> u32 {
        self.0
            .iter()
            .zip(levels)
            .fold(0, |key, (classes, &level)| key * classes.count + classes.of_level[usize::from(level)])
    }

    fn keys(&self) -> usize {
        self.0.iter().map(|classes| classes.count as usize).product()
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

/// What is needed to explore one epoch.
struct Epoch {
    index: usize,
    heads: Vec<Half>,
    tail: Half,
    /// What makes states differ in what the actors can do or where the heads lead.
    senses: Senses,
    /// For each key of `senses`, the kind of its states: index in `kinds`.
    kind_at: Vec<u32>,
    kinds: Vec<Kind>,
    /// For each profile and key of its head, index in `head_patterns`.
    head_known: FxHashMap<(u32, u32), u32>,
    head_patterns: Vec<u32>,
    tail_known: FxHashMap<u32, u32>,
    /// For each row, the different offsets to which its heads lead, in the order in which they occur.
    offsets: Vec<Box<[i32]>>,
    found: Found,
}

/// States that are alike at the beginning of a round.
struct Kind {
    /// The first of them that was seen.
    state: StateIndex,
    choices: u32,
    row: u32,
}

/// What is known of one epoch, by states of the grid.
struct Found {
    tails: Vec<u32>,
    /// States and their rows.
    explored: Vec<(StateIndex, u32)>,
    rows: IndexSet<Row, FxBuildHasher>,
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
            patterns: Patterns::none(),
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
            epochs.push(epoch.found);
        }
        Ok(self.finish(epochs))
    }

    fn epoch(&self, index: usize) -> Epoch {
        let game = self.game;
        let tail: FxHashSet<EffectIndex> = game.rules[self.tail_from..].iter().copied().collect();
        let heads: Vec<Half> = (0..game.profiles())
            .into_par_iter()
            .map(|profile| {
                let effects =
                    game.roots(index, profile).iter().copied().filter(|e| !tail.contains(e)).collect();
                Half::new(game, index, effects, game.actions_of(profile), !self.tail_ends)
            })
            .collect();
        let tail = game.rules[self.tail_from..].to_vec();
        let mut senses = Senses::new(game);
        let available = game.types.iter().flat_map(|kind| kind.available.iter().flatten());
        available.filter(|gate| gate.open_to(index, &[])).for_each(|gate| senses.gate(gate));
        heads.iter().for_each(|head| senses.join(&head.senses));
        Epoch {
            index,
            heads,
            tail: Half::new(game, index, tail, Vec::new(), self.tail_ends),
            kind_at: vec![NONE; senses.keys()],
            senses,
            kinds: Vec::new(),
            head_known: FxHashMap::default(),
            head_patterns: Vec::new(),
            tail_known: FxHashMap::default(),
            offsets: Vec::new(),
            found: Found {
                tails: vec![NONE; game.space.states()],
                explored: Vec::new(),
                rows: IndexSet::default(),
            },
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
        let mut levels = vec![0; self.game.space.tracks()];
        let mut kinds = Vec::with_capacity(frontier.len());
        let known = epoch.kinds.len();
        for &state in frontier {
            self.game.space.decode(state, &mut levels);
            let key = epoch.senses.key(&levels) as usize;
            if epoch.kind_at[key] == NONE {
                let choices = self.choices_at(epoch.index, &levels).map_err(|kind| KernelError::Stuck {
                    kind,
                    state,
                    round,
                })?;
                epoch.kind_at[key] = epoch.kinds.len() as u32;
                epoch.kinds.push(Kind { state, choices, row: NONE });
            }
            let kind = epoch.kind_at[key];
            *pairs += self.choices[epoch.kinds[kind as usize].choices as usize].profiles.len();
            if *pairs > PAIR_LIMIT {
                return Err(KernelError::TooLarge);
            }
            kinds.push(kind);
        }
        self.rows(epoch, known);

        let mut seen = Vec::new();
        for (&state, kind) in frontier.iter().zip(kinds) {
            let row = epoch.kinds[kind as usize].row;
            for at in 0..epoch.offsets[row as usize].len() {
                let middle = state.wrapping_add_signed(epoch.offsets[row as usize][at]);
                if epoch.found.tails[middle as usize] == NONE {
                    self.game.space.decode(middle, &mut levels);
                    self.tail(epoch, middle, &levels, round, &mut seen);
                }
            }
            epoch.found.explored.push((state, row));
        }
        Ok(seen)
    }

    /// Finds the rows of all kinds from the `known`-th on.
    fn rows(&mut self, epoch: &mut Epoch, known: usize) {
        let game = self.game;
        let mut levels = vec![0; game.space.tracks()];
        let mut missing: Vec<(usize, StateIndex)> = Vec::new();
        let mut heads: Vec<u32> = Vec::new();
        for kind in &epoch.kinds[known..] {
            game.space.decode(kind.state, &mut levels);
            for &profile in &self.choices[kind.choices as usize].profiles {
                let key = epoch.heads[profile].senses.key(&levels);
                let next = epoch.head_known.len() as u32;
                heads.push(*epoch.head_known.entry((profile as u32, key)).or_insert_with(|| {
                    missing.push((profile, kind.state));
                    next
                }));
            }
        }
        // In batches, so that what is not interned yet never takes much room.
        for batch in missing.chunks(BATCH) {
            let fresh: Vec<Mass> = batch
                .par_iter()
                .map(|&(profile, state)| epoch.heads[profile].run(game, epoch.index, state))
                .collect();
            let patterns =
                batch.iter().zip(&fresh).map(|(&(_, state), mass)| self.patterns.intern(state, mass));
            epoch.head_patterns.extend(patterns);
        }

        let mut heads = heads.into_iter().map(|head| epoch.head_patterns[head as usize]);
        let mut met: FxHashSet<i32> = FxHashSet::default();
        for kind in &mut epoch.kinds[known..] {
            let profiles = self.choices[kind.choices as usize].profiles.len();
            let row = Row { choices: kind.choices, heads: heads.by_ref().take(profiles).collect() };
            let (index, new) = epoch.found.rows.insert_full(row);
            kind.row = index as u32;
            if new {
                let patterns = epoch.found.rows[index].heads.iter();
                let going = patterns.flat_map(|&head| self.patterns.get(head).going);
                met.clear();
                epoch
                    .offsets
                    .push(going.map(|&(offset, _)| offset).filter(|&offset| met.insert(offset)).collect());
            }
        }
    }

    /// Follows the tail from a state that a head leads to.
    fn tail(
        &mut self,
        epoch: &mut Epoch,
        middle: StateIndex,
        levels: &[Level],
        round: u32,
        seen: &mut Vec<StateIndex>,
    ) {
        let key = epoch.tail.senses.key(levels);
        let pattern = match epoch.tail_known.get(&key) {
            Some(&pattern) => pattern,
            None => {
                let pattern = self.patterns.intern(middle, &epoch.tail.run(self.game, epoch.index, middle));
                epoch.tail_known.insert(key, pattern);
                pattern
            }
        };
        epoch.found.tails[middle as usize] = pattern;
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

    fn finish(mut self, mut epochs: Vec<Found>) -> Kernel {
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
                EpochKernel { row_at, rows: epoch.rows.into_iter().collect(), tails: epoch.tails }
            })
            .collect();
        let first_round = states.iter().map(|&state| self.first_round[state as usize]).collect();
        self.patterns.close();
        Kernel { states, position, first_round, patterns: self.patterns, choices: self.choices, epochs }
    }
}
