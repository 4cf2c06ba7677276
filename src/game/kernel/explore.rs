//! The walk over the states that a play can reach, round by round.
//!
//! How much memory it comes to is not known before it is done: how many states a play reaches, and to how many each
//! leads, no multiplication tells. So the walk counts what it keeps, and looks ahead before each step: a few of the
//! states that come next say how much they would add. What would not fit is refused then, not when
//! there is no memory left.

use super::legs::{Part, Parts};
use super::patterns::Patterns;
use super::senses::Senses;
use super::{Allowance, Choices, EpochKernel, Kernel, KernelError, NONE, Place, Row};
use crate::game::mass::{Effort, Mass, Spent};
use crate::game::memory::{TooMuch, bytes};
use crate::game::space::{Level, StateIndex};
use crate::game::{ActionIndex, Game, TypeIndex};
use indexmap::IndexSet;
use rayon::prelude::*;
use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};

/// More (state, profile) pairs than this are refused.
pub(super) const PAIR_LIMIT: usize = 100_000_000;
/// Heads that are run before their patterns are interned, at most.
const BATCH: usize = 4096;
/// So many entries of heads are kept before their patterns are interned, more or less.
const BATCH_ENTRIES: usize = 1 << 21;
/// So many states say what all of a round's would add.
const LOOK: usize = 64;
/// Fewer states than this are not looked ahead at: there are about as few to look at as to do.
const WORTH_A_LOOK: usize = 16 * LOOK;
/// Bytes of an entry of a pattern while patterns grow.
const ENTRY: usize = 32;
/// Bytes that are kept of each state reached: in the lists of this walk and of the kernel.
const STATE: usize = 72;

/// A walk over the states that a play can reach, round by round.
pub(super) struct Explorer<'a> {
    game: &'a Game,
    /// First round at which each state of the grid can be stood in; `NONE` where it can not.
    first_round: Vec<u32>,
    patterns: Patterns,
    choices: Vec<Choices>,
    known_choices: FxHashMap<Choices, u32>,
    allowed: Allowance,
    effort: Effort,
    /// Bytes of tables that go by states of the grid, and of rows.
    tables: u64,
    /// States reached so far, each as often as an epoch begins there.
    reached: usize,
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
    pub(super) fn new(game: &'a Game, allowed: Allowance) -> Result<Explorer<'a>, KernelError> {
        // As many masses as there are threads stand side by side, each with a copy of itself. Where the work has a bound,
        // so have they.
        let threads = rayon::current_num_threads() as u64;
        let most = match allowed.work {
            u64::MAX => allowed.bytes / (4 * size_of::<(usize, StateIndex, f64)>() as u64 * threads),
            _ => u64::MAX,
        };
        let mut explorer = Explorer {
            game,
            first_round: Vec::new(),
            patterns: Patterns::none(),
            choices: Vec::new(),
            known_choices: FxHashMap::default(),
            effort: Effort::new(usize::try_from(most).unwrap_or(usize::MAX), allowed.work),
            allowed,
            tables: 0,
            reached: 0,
        };
        // The first rounds here, and the positions of the kernel.
        explorer.lay(bytes(&[2 * size_of::<u32>(), game.space.states()]))?;
        explorer.first_round = vec![NONE; game.space.states()];
        Ok(explorer)
    }

    /// Makes room for a table of so many bytes.
    fn lay(&mut self, bytes: u64) -> Result<(), KernelError> {
        self.tables = self.tables.saturating_add(bytes);
        self.fits(0)
    }

    /// Whether what is kept, with so many bytes more, is no more than may be.
    fn fits(&self, more: u64) -> Result<(), KernelError> {
        let kept =
            self.tables.saturating_add(bytes(&[self.reached, STATE])).saturating_add(self.patterns.bytes());
        let needs = kept.saturating_add(more);
        if needs <= self.allowed.bytes {
            return Ok(());
        }
        Err(KernelError::TooMuch(self.too_much(needs)))
    }

    fn too_much(&self, needs: u64) -> TooMuch {
        TooMuch {
            what: format!(
                "finding out where each of {} states leads ({} of them reached so far, with {} ways on)",
                self.game.space.states(),
                self.reached,
                self.patterns.entries()
            ),
            needs,
            allowed: self.allowed.bytes,
        }
    }

    fn spent(&self, spent: &Spent) -> KernelError {
        match spent {
            Spent::Work => KernelError::TooLong { states: self.reached },
            // One state alone leads to more states than there is room for.
            Spent::Room => KernelError::TooMuch(self.too_much(self.allowed.bytes.saturating_add(1))),
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
            let mut epoch = self.epoch(index)?;
            // A state reached before can be stood in again when the epoch begins.
            let mut frontier = reached.clone();
            self.reached += frontier.len();
            for round in game.epochs.first_round(index)..=last {
                if frontier.is_empty() {
                    break;
                }
                frontier = self.layer(&mut epoch, &frontier, round, &mut pairs)?;
                self.reached += frontier.len();
                reached.extend(&frontier);
            }
            epochs.push(epoch.found);
        }
        Ok(self.finish(epochs))
    }

    fn epoch(&mut self, index: usize) -> Result<Epoch, KernelError> {
        let game = self.game;
        let Parts { heads, legs, rows } = Parts::of(game, index);
        let of_legs = rows.last().map_or(0, |legs| legs * game.space.states());
        self.lay(bytes(&[of_legs, size_of::<u32>()]))?;
        let mut senses = Senses::new(game);
        let available = game.types.iter().flat_map(|kind| kind.available.iter().flatten());
        available.filter(|gate| gate.open_to(index, &[])).for_each(|gate| senses.gate(gate));
        heads.iter().for_each(|head| senses.join(&head.senses));
        self.fits(bytes(&[senses.keys(), size_of::<u32>()]))?;
        Ok(Epoch {
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
                legs: vec![NONE; of_legs],
                leg_rows: rows,
                explored: Vec::new(),
                rows: IndexSet::default(),
            },
        })
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
            let profiles = self.choices[epoch.kinds[kind as usize].choices as usize].profiles.len();
            *pairs += profiles;
            if *pairs > PAIR_LIMIT {
                return Err(KernelError::TooLarge);
            }
            self.effort.spend(profiles).map_err(|spent| self.spent(&spent))?;
            kinds.push(kind);
        }
        self.rows(epoch, known)?;
        self.look_along_legs(epoch, frontier, &kinds)?;

        let mut seen = Vec::new();
        for (&state, kind) in frontier.iter().zip(kinds) {
            let row = epoch.kinds[kind as usize].row;
            for at in 0..epoch.offsets[row as usize].len() {
                let place = state.wrapping_add_signed(epoch.offsets[row as usize][at]);
                self.arrive(epoch, place, &mut levels, round, &mut seen)?;
            }
            epoch.found.explored.push((state, row));
        }
        Ok(seen)
    }

    /// Finds the rows of all kinds from the `known`-th on.
    fn rows(&mut self, epoch: &mut Epoch, known: usize) -> Result<(), KernelError> {
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
        self.fits(bytes(&[heads.len() + missing.len(), 2 * size_of::<(usize, StateIndex)>()]))?;
        self.look_at_heads(epoch, &missing)?;
        // In batches, so that what is not interned yet never takes much room.
        let mut size = rayon::current_num_threads();
        let mut left = &missing[..];
        while !left.is_empty() {
            let batch;
            (batch, left) = left.split_at(size.min(left.len()));
            let fresh = self.run_heads(epoch, batch)?;
            for (&(profile, state), mass) in batch.iter().zip(&fresh) {
                let ahead = (epoch.heads[profile].next * game.space.states()) as i64;
                epoch.head_patterns.push(self.patterns.intern(state, mass, ahead));
            }
            self.fits(0)?;
            let entries: usize = fresh.iter().map(Mass::len).sum();
            size = (2 * size).min(batch.len() * BATCH_ENTRIES / entries.max(1)).clamp(1, BATCH);
        }

        let mut heads = heads.into_iter().map(|head| epoch.head_patterns[head as usize]);
        let mut met: FxHashSet<i32> = FxHashSet::default();
        for kind in &mut epoch.kinds[known..] {
            let profiles = self.choices[kind.choices as usize].profiles.len();
            let row = Row { choices: kind.choices, heads: heads.by_ref().take(profiles).collect() };
            let (index, new) = epoch.found.rows.insert_full(row);
            kind.row = index as u32;
            if new {
                let size = size_of::<Row>() + size_of::<u32>() * profiles;
                self.tables += bytes(&[size + size_of::<usize>()]);
                let patterns = epoch.found.rows[index].heads.iter();
                let going = patterns.flat_map(|&head| self.patterns.get(head).going);
                met.clear();
                epoch
                    .offsets
                    .push(going.map(|&(offset, _)| offset).filter(|&offset| met.insert(offset)).collect());
            }
        }
        self.fits(0)
    }

    /// What becomes of all mass in some states under some profiles.
    fn run_heads(&self, epoch: &Epoch, wanted: &[(usize, StateIndex)]) -> Result<Vec<Mass>, KernelError> {
        let run = |&(profile, state): &(usize, StateIndex)| {
            epoch.heads[profile].run(self.game, epoch.index, state, &self.effort)
        };
        wanted.par_iter().map(run).collect::<Result<_, Spent>>().map_err(|spent| self.spent(&spent))
    }

    /// Looks at a few of many heads that are to be run, for what all of them would add.
    fn look_at_heads(&self, epoch: &Epoch, missing: &[(usize, StateIndex)]) -> Result<(), KernelError> {
        if missing.len() < WORTH_A_LOOK {
            return Ok(());
        }
        let few = spread_over(missing.len()).map(|at| missing[at]);
        // One after the other: they may be large.
        let mut look = Look::new();
        for head in few {
            look.see(head.1, &self.run_heads(epoch, &[head])?[0]);
        }
        self.fits(look.of(missing.len()))
    }

    /// Looks from a few of many states along the legs that follow, for what those from all would add.
    fn look_along_legs(
        &self,
        epoch: &Epoch,
        frontier: &[StateIndex],
        kinds: &[u32],
    ) -> Result<(), KernelError> {
        if frontier.len() < WORTH_A_LOOK || epoch.legs.is_empty() {
            return Ok(());
        }
        let (game, grid) = (self.game, self.game.space.states());
        let mut levels = vec![0; game.space.tracks()];
        let mut look = Look::new();
        for (nth, at) in spread_over(frontier.len()).enumerate() {
            let (state, kind) = (frontier[at], kinds[at]);
            let offsets = &epoch.offsets[epoch.kinds[kind as usize].row as usize];
            let Some(&offset) = offsets.get(nth % offsets.len().max(1)) else { continue };
            let Some(at) = (state.wrapping_add_signed(offset) as usize).checked_sub(grid) else { continue };
            let (leg, state) = (&epoch.legs[at / grid], (at % grid) as StateIndex);
            game.space.decode(state, &mut levels);
            match leg.known.contains_key(&leg.part.senses.key(&levels)) {
                true => look.see_nothing(),
                false => {
                    let mass = leg.part.run(game, epoch.index, state, &self.effort);
                    look.see(state, &mass.map_err(|spent| self.spent(&spent))?);
                }
            }
        }
        // States that legs can not tell apart lead to the same places: there are no more patterns than keys.
        let unknown = epoch.legs.iter().map(|leg| leg.part.senses.keys() - leg.known.len()).sum();
        let arrivals =
            kinds.iter().map(|&kind| epoch.offsets[epoch.kinds[kind as usize].row as usize].len()).sum();
        self.fits(look.of(Ord::min(unknown, arrivals)))
    }

    /// Follows the legs from a place to where the next round begins, as far as they are not known.
    fn arrive(
        &mut self,
        epoch: &mut Epoch,
        place: Place,
        levels: &mut [Level],
        round: u32,
        seen: &mut Vec<StateIndex>,
    ) -> Result<(), KernelError> {
        let game = self.game;
        let grid = game.space.states();
        let Some(at) = (place as usize).checked_sub(grid) else {
            if self.first_round[place as usize] == NONE {
                self.first_round[place as usize] = round + 1;
                seen.push(place);
            }
            return Ok(());
        };
        if epoch.found.legs[at] != NONE {
            return Ok(());
        }
        let state = (at % grid) as StateIndex;
        let Leg { part, known } = &mut epoch.legs[at / grid];
        game.space.decode(state, levels);
        let key = part.senses.key(levels);
        let pattern = match known.get(&key) {
            Some(&pattern) => pattern,
            None => {
                let ahead = (part.next as i64 - (at / grid + 1) as i64) * grid as i64;
                let mass = part.run(game, epoch.index, state, &self.effort);
                let pattern = mass.map(|mass| self.patterns.intern(state, &mass, ahead));
                let pattern = pattern.map_err(|spent| self.spent(&spent))?;
                known.insert(key, pattern);
                self.fits(0)?;
                pattern
            }
        };
        epoch.found.legs[at] = pattern;
        for at in self.patterns.span(0, pattern) {
            let (offset, _) = self.patterns.going[at];
            self.arrive(epoch, place.wrapping_add_signed(offset), levels, round, seen)?;
        }
        Ok(())
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

/// A few of many places in a list, spread over it; not in equal steps, as those of states would be levels of one track.
fn spread_over(many: usize) -> impl Iterator<Item = usize> {
    let golden = 0.618_033_988_749_894_9;
    (1..=LOOK).map(move |nth| ((nth as f64 * golden).fract() * many as f64) as usize)
}

/// What a few states say of many.
struct Look {
    seen: usize,
    /// Patterns that differ, with their entries.
    patterns: Patterns,
}

impl Look {
    fn new() -> Look {
        Look { seen: 0, patterns: Patterns::none() }
    }

    fn see(&mut self, state: StateIndex, mass: &Mass) {
        self.seen += 1;
        self.patterns.intern(state, mass, 0);
    }

    /// A state that adds nothing.
    fn see_nothing(&mut self) {
        self.seen += 1;
    }

    /// Bytes that so many states would add, as far as can be told. A few are no proof, so half of it is believed: what
    /// is refused for it is at least twice too large, and what slips through is counted as it grows.
    fn of(&self, states: usize) -> u64 {
        let each = self.patterns.entries() as f64 / self.seen.max(1) as f64;
        (each * states as f64 * ENTRY as f64 / 2.0) as u64
    }
}
