//! The walk over the states that a play can reach, round by round.

use super::legs::{Part, Parts};
use super::patterns::Patterns;
use super::senses::Senses;
use super::{Choices, EpochKernel, Kernel, KernelError, NONE, Place, Row};
use crate::game::mass::Mass;
use crate::game::space::{Level, StateIndex};
use crate::game::{ActionIndex, Game, TypeIndex};
use indexmap::IndexSet;
use rayon::prelude::*;
use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};

/// More (state, profile) pairs than this are refused.
pub(super) const PAIR_LIMIT: usize = 100_000_000;
/// Heads that are run before their patterns are interned.
const BATCH: usize = 4096;

/// A walk over the states that a play can reach, round by round.
pub(super) struct Explorer<'a> {
    game: &'a Game,
    /// First round at which each state of the grid can be stood in; `NONE` where it can not.
    first_round: Vec<u32>,
    patterns: Patterns,
    choices: Vec<Choices>,
    known_choices: FxHashMap<Choices, u32>,
}

/// What is needed to explore one epoch.
struct Epoch {
    index: usize,
    heads: Vec<Part>,
    legs: Vec<Leg>,
    /// What makes states differ in what the actors can do or where the heads lead.
    senses: Senses,
    /// For each key of `senses`, the kind of its states: index in `kinds`.
    kind_at: Vec<u32>,
    kinds: Vec<Kind>,
    /// For each profile and key of its head, index in `head_patterns`.
    head_known: FxHashMap<(u32, u32), u32>,
    head_patterns: Vec<u32>,
    /// For each row, the different offsets to which its heads lead, in the order in which they occur.
    offsets: Vec<Box<[i32]>>,
    found: Found,
}

struct Leg {
    part: Part,
    /// For each key of its senses, its pattern.
    known: FxHashMap<u32, u32>,
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
    /// The numbers of the last leg of each row.
    leg_rows: Vec<usize>,
    /// For each place before the round's end, its pattern.
    legs: Vec<u32>,
    /// States and their rows.
    explored: Vec<(StateIndex, u32)>,
    rows: IndexSet<Row, FxBuildHasher>,
}

impl<'a> Explorer<'a> {
    pub(super) fn new(game: &'a Game) -> Explorer<'a> {
        Explorer {
            game,
            first_round: vec![NONE; game.space.states()],
            patterns: Patterns::none(),
            choices: Vec::new(),
            known_choices: FxHashMap::default(),
        }
    }

    pub(super) fn explore(mut self) -> Result<Kernel, KernelError> {
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
        let Parts { heads, legs, rows } = Parts::of(game, index);
        let mut senses = Senses::new(game);
        let available = game.types.iter().flat_map(|kind| kind.available.iter().flatten());
        available.filter(|gate| gate.open_to(index, &[])).for_each(|gate| senses.gate(gate));
        heads.iter().for_each(|head| senses.join(&head.senses));
        Epoch {
            index,
            heads,
            legs: legs.into_iter().map(|part| Leg { part, known: FxHashMap::default() }).collect(),
            kind_at: vec![NONE; senses.keys()],
            senses,
            kinds: Vec::new(),
            head_known: FxHashMap::default(),
            head_patterns: Vec::new(),
            offsets: Vec::new(),
            found: Found {
                legs: vec![NONE; rows.last().map_or(0, |legs| legs * game.space.states())],
                leg_rows: rows,
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
                let place = state.wrapping_add_signed(epoch.offsets[row as usize][at]);
                self.arrive(epoch, place, &mut levels, round, &mut seen);
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
            for (&(profile, state), mass) in batch.iter().zip(&fresh) {
                let ahead = (epoch.heads[profile].next * game.space.states()) as i64;
                epoch.head_patterns.push(self.patterns.intern(state, mass, ahead));
            }
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

    /// Follows the legs from a place to where the next round begins, as far as they are not known.
    fn arrive(
        &mut self,
        epoch: &mut Epoch,
        place: Place,
        levels: &mut [Level],
        round: u32,
        seen: &mut Vec<StateIndex>,
    ) {
        let game = self.game;
        let grid = game.space.states();
        let Some(at) = (place as usize).checked_sub(grid) else {
            if self.first_round[place as usize] == NONE {
                self.first_round[place as usize] = round + 1;
                seen.push(place);
            }
            return;
        };
        if epoch.found.legs[at] != NONE {
            return;
        }
        let state = (at % grid) as StateIndex;
        let Leg { part, known } = &mut epoch.legs[at / grid];
        game.space.decode(state, levels);
        let key = part.senses.key(levels);
        let pattern = *known.entry(key).or_insert_with(|| {
            let ahead = (part.next as i64 - (at / grid + 1) as i64) * grid as i64;
            self.patterns.intern(state, &part.run(game, epoch.index, state), ahead)
        });
        epoch.found.legs[at] = pattern;
        for at in self.patterns.span(0, pattern) {
            let (offset, _) = self.patterns.going[at];
            self.arrive(epoch, place.wrapping_add_signed(offset), levels, round, seen);
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
                let rows = epoch.rows.into_iter().collect();
                EpochKernel { row_at, rows, leg_rows: epoch.leg_rows, legs: epoch.legs }
            })
            .collect();
        let first_round = states.iter().map(|&state| self.first_round[state as usize]).collect();
        self.patterns.close();
        Kernel { states, position, first_round, patterns: self.patterns, choices: self.choices, epochs }
    }
}
