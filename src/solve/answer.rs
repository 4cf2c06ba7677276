//! Answers to given behaviours: what an actor should do if all others behave in a certain way.
//!
//! With the others' behaviours fixed, an actor faces a finite decision problem whose state is the state of the game and
//! the memories of the others. Backward induction solves it, each type for itself and with the horizon of the
//! [equilibrium](super::equilibrium): exactly for `best-response`, with logit choice for `level-k`.
//!
//! References: Puterman, *Markov Decision Processes*, 1994, §4.5; Nagel, "Unraveling in guessing games", American
//! Economic Review 85, 1995; Stahl & Wilson, "On players' models of other players", Games and Economic Behavior 10, 1995.

use super::exp::exp;
use super::valuation::{Lanes, Valuation, add};
use super::{SolveError, needs, with_lanes};
use crate::game::{ActionIndex, Game, Kernel, Level, StateIndex, TypeIndex};
use crate::strategy::{Automaton, Behaviour, Memory, PolicyTable, Rule, Seen, View};
use rayon::prelude::*;
use std::sync::Arc;

/// Positions that one task answers.
const CHUNK: usize = 128;
/// More than this many pairs of a state and of the others' memories are refused.
const MEMORY_LIMIT: usize = 50_000_000;

/// How an actor chooses among actions of different worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Choice {
    /// The best; of equals the first in the file.
    Best,
    /// Logit with the type's rationality.
    Logit,
}

/// How the others behave: a behaviour for each of their types.
pub(super) type Others = Arc<Vec<Option<Behaviour>>>;

/// The logit response of an actor's types to others without memory, as a table up to the last round wanted. Who is to
/// be answered in turn needs all rounds that are planned.
///
/// # Errors
/// [`SolveError::TooManyTypes`], [`SolveError::TooMuch`].
pub(super) fn logit_answer(
    game: &Game,
    kernel: &Kernel,
    actor: usize,
    others: &Others,
    last: u32,
) -> Result<PolicyTable, SolveError> {
    needs::for_answer(game, kernel, actor, others, last)?;
    let mut table = PolicyTable::up_to(last, game, kernel, game.actors[actor].types.clone());
    with_lanes!(game.types.len(), L => {
        let mut answer = Answer::<L>::new(game, kernel, actor, others, Choice::Logit)?;
        answer.run(last, |round, rows| {
            table.fill(kernel, round, |position, row| row.extend_from_slice(&rows[position]));
        });
    });
    Ok(table)
}

/// The best response of an actor's types to others with finite memories, up to the last round wanted.
///
/// # Errors
/// [`SolveError::TooManyTypes`], [`SolveError::TooManyMemories`], [`SolveError::TooMuch`].
pub(super) fn best_answer(
    game: &Game,
    kernel: &Kernel,
    actor: usize,
    others: &Others,
    last: u32,
) -> Result<BestResponse, SolveError> {
    needs::for_answer(game, kernel, actor, others, last)?;
    let mut choices = vec![Vec::new(); last as usize];
    with_lanes!(game.types.len(), L => {
        let mut answer = Answer::<L>::new(game, kernel, actor, others, Choice::Best)?;
        answer.run(last, |round, rows| {
            // A pure choice is one number for each type, the action's place among those available.
            choices[round as usize - 1] = rows.concat().into_iter().map(|place| place as u16).collect();
        });
    });
    Ok(BestResponse {
        actor,
        others: Arc::clone(others),
        radix: radix(game, actor, others),
        first_types: game.actors.iter().map(|actor| actor.types.start).collect(),
        types: game.actors[actor].types.clone(),
        positions: (0..game.space.states() as StateIndex)
            .map(|s| kernel.position(s).map_or(0, |p| p as u32))
            .collect(),
        choices: Arc::new(choices),
    })
}

/// Number of memories of each actor; 1 for the one who answers.
fn radix(game: &Game, actor: usize, others: &Others) -> Vec<u32> {
    let of = |other: usize| {
        let kinds = game.actors[other].types.clone();
        others[kinds].iter().flatten().filter_map(Behaviour::memories).max().unwrap_or(1)
    };
    (0..game.actors.len()).map(|other| if other == actor { 1 } else { of(other) }).collect()
}

/// Number of memories of all others together.
pub(super) fn memories(game: &Game, actor: usize, others: &Others) -> usize {
    radix(game, actor, others).iter().map(|&radix| radix as usize).fold(1, usize::saturating_mul)
}

struct Answer<'a, const L: usize> {
    game: &'a Game,
    kernel: &'a Kernel,
    valuation: Valuation<'a, L>,
    actor: usize,
    others: &'a Others,
    choice: Choice,
    radix: Vec<u32>,
    memories: usize,
    /// Value of each (position, memory) at the beginning of the round above.
    next: Vec<Lanes<L>>,
    /// What it is worth to stand at each (place of the round, memory).
    worth: Vec<Lanes<L>>,
}

impl<'a, const L: usize> Answer<'a, L> {
    fn new(
        game: &'a Game,
        kernel: &'a Kernel,
        actor: usize,
        others: &'a Others,
        choice: Choice,
    ) -> Result<Self, SolveError> {
        let radix = radix(game, actor, others);
        let memories = memories(game, actor, others);
        if memories.saturating_mul(kernel.most_places()) > MEMORY_LIMIT {
            return Err(SolveError::TooManyMemories);
        }
        Ok(Answer {
            game,
            kernel,
            valuation: Valuation::new(game, kernel),
            actor,
            others,
            choice,
            radix,
            memories,
            next: Vec::new(),
            worth: vec![[0.0; L]; kernel.most_places() * memories],
        })
    }

    /// Answers all rounds, the last first. `keep` gets the rows of each round up to the last one wanted: at each position, for [`Choice::Logit`]
    /// the mixes of all types, for [`Choice::Best`] the place of each type's choice for each memory.
    fn run(&mut self, wanted: u32, mut keep: impl FnMut(u32, Vec<Vec<f64>>)) {
        let last = self.game.rounds + self.game.foresight;
        for round in (1..=last).rev() {
            self.value_places(round, round == last);
            let (values, rows) = self.round(round);
            self.next = values;
            if round <= wanted {
                keep(round, rows);
            }
        }
    }

    fn value_places(&mut self, round: u32, last: bool) {
        let Answer { game, kernel, valuation, next, worth, memories, .. } = self;
        let epoch = game.epochs.at(round);
        let (memories, next, grid) = (*memories, &*next, game.space.states());
        let levels = || vec![0; game.space.tracks()];
        let end = &mut worth[..grid * memories];
        end.par_chunks_mut(memories).enumerate().for_each_init(levels, |levels, (state, values)| {
            for (memory, value) in values.iter_mut().enumerate() {
                let future = |position| next[position * memories + memory];
                *value = valuation.after(kernel, state as StateIndex, (!last).then_some(&future), levels);
            }
        });
        for row in kernel.leg_rows(epoch) {
            let (known, of_row) = worth.split_at_mut(row.start * grid * memories);
            for (of_leg, leg) in of_row.chunks_mut(grid * memories).zip(row) {
                let values = of_leg.par_chunks_mut(memories).zip(kernel.leg(epoch, leg)).enumerate();
                values.for_each_init(levels, |levels, (state, (values, &index))| {
                    if index == Kernel::NOWHERE {
                        return;
                    }
                    let pattern = kernel.pattern(index);
                    values.fill(valuation.pattern(index, pattern, state as StateIndex, levels));
                    for &(offset, p) in pattern.going {
                        let next = (leg * grid + state).wrapping_add_signed(offset as isize) * memories;
                        values.iter_mut().zip(&known[next..]).for_each(|(value, next)| add(value, p, next));
                    }
                });
            }
        }
    }

    fn round(&self, round: u32) -> (Vec<Lanes<L>>, Vec<Vec<f64>>) {
        let positions = self.kernel.states().len();
        let parts: Vec<(Vec<Lanes<L>>, Vec<Vec<f64>>)> = (0..positions.div_ceil(CHUNK))
            .into_par_iter()
            .map(|chunk| self.chunk(round, chunk * CHUNK..((chunk + 1) * CHUNK).min(positions)))
            .collect();
        let (values, rows): (Vec<_>, Vec<_>) = parts.into_iter().unzip();
        (values.concat(), rows.concat())
    }

    fn chunk(&self, round: u32, positions: std::ops::Range<usize>) -> (Vec<Lanes<L>>, Vec<Vec<f64>>) {
        let Answer { game, kernel, valuation, actor, .. } = self;
        let epoch = game.epochs.at(round);
        let mut values = vec![[0.0; L]; positions.len() * self.memories];
        let mut rows = Vec::new();
        let mut levels: Vec<Level> = vec![0; game.space.tracks()];
        let mut scratch = levels.clone();
        let mut pay = Vec::new();
        let mut worth = vec![[0.0; L]; game.actors[*actor].actions.len()];
        let mut memory_of = vec![0; game.actors.len()];
        let mut actions: Vec<ActionIndex> = vec![0; game.actors.len()];
        for (at, position) in positions.enumerate() {
            if !kernel.explored(epoch, position) || !kernel.in_reach(position, round) {
                // Never asked for; keeps the rows in step with the positions.
                let best = self.choice == Choice::Best;
                let length = if best { self.memories * game.actors[*actor].types.len() } else { 0 };
                rows.push(vec![0.0; length]);
                continue;
            }
            let state = kernel.states()[position];
            game.space.decode(state, &mut levels);
            let choices = kernel.choices(epoch, position);
            let row = kernel.row(epoch, position);
            valuation.at_once(kernel, epoch, position, &mut scratch, &mut pay);
            let mut answers = Vec::new();
            for memory in 0..self.memories {
                split(memory, &self.radix, &mut memory_of);
                let beliefs = self.beliefs(round, &levels, &choices.of_type, &memory_of);
                worth.fill([0.0; L]);
                for (k, &profile) in choices.profiles.iter().enumerate() {
                    let mut weight = 1.0;
                    for (other, belief) in beliefs.iter().enumerate() {
                        actions[other] = game.action_in(profile, other);
                        if other != *actor {
                            weight *= belief[actions[other]];
                        }
                    }
                    if weight == 0.0 {
                        continue;
                    }
                    let after = self.remember(&memory_of, round, &levels, &actions);
                    let mut total = pay[k];
                    for &(offset, p) in kernel.going(row.heads[k]) {
                        let place = state.wrapping_add_signed(offset) as usize;
                        add(&mut total, p, &self.worth[place * self.memories + after]);
                    }
                    add(&mut worth[actions[*actor]], weight, &total);
                }
                for kind in game.actors[*actor].types.clone() {
                    let available = &choices.of_type[kind];
                    let worth = |action: &ActionIndex| worth[*action][kind];
                    let value = &mut values[at * self.memories + memory][kind];
                    *value = match self.choice {
                        Choice::Best => best(available.iter().map(worth), &mut answers),
                        Choice::Logit => {
                            logit(game.types[kind].rationality, available.iter().map(worth), &mut answers)
                        }
                    };
                }
            }
            rows.push(answers);
        }
        (values, rows)
    }

    /// What is expected of each other actor: its types' mixes, averaged by their priors.
    fn beliefs(
        &self,
        round: u32,
        levels: &[Level],
        of_type: &[Vec<ActionIndex>],
        memory: &[u32],
    ) -> Vec<Vec<f64>> {
        let game = self.game;
        let mut beliefs: Vec<Vec<f64>> =
            game.actors.iter().map(|actor| vec![0.0; actor.actions.len()]).collect();
        for (kind, behaviour) in self.others.iter().enumerate() {
            let Some(behaviour) = behaviour else { continue };
            let other = game.types[kind].actor;
            let mut mix = vec![0.0; beliefs[other].len()];
            let view = View { game, kind, round, levels, available: &of_type[kind] };
            behaviour.mix(&view, &Memory::State(memory[other]), &mut mix);
            for (belief, probability) in beliefs[other].iter_mut().zip(mix) {
                *belief += game.types[kind].prior * probability;
            }
        }
        beliefs
    }

    fn remember(&self, memory: &[u32], round: u32, levels: &[Level], actions: &[ActionIndex]) -> usize {
        if self.memories == 1 {
            return 0;
        }
        next_memory(self.game, self.actor, self.others, &self.radix, memory, round, levels, actions)
    }
}

/// The others' memories after a round, as one number.
#[allow(clippy::too_many_arguments, reason = "what is seen of a round")]
fn next_memory(
    game: &Game,
    actor: usize,
    others: &Others,
    radix: &[u32],
    memory: &[u32],
    round: u32,
    levels: &[Level],
    actions: &[ActionIndex],
) -> usize {
    let mut index = 0;
    for other in 0..radix.len() {
        let mut after = Memory::State(0);
        if other != actor && radix[other] > 1 {
            after = Memory::State(memory[other]);
            if let Some(behaviour) = &others[game.actors[other].types.start] {
                behaviour.see(&mut after, &Seen { game, actor: other, round, levels, actions }, &[]);
            }
        }
        let Memory::State(state) = after else { unreachable!("the others have finite memories") };
        index = index * radix[other] as usize + state as usize;
    }
    index
}

fn split(mut memory: usize, radix: &[u32], memories: &mut [u32]) {
    for (own, &radix) in memories.iter_mut().zip(radix).rev() {
        *own = (memory % radix as usize) as u32;
        memory /= radix as usize;
    }
}

/// Appends the place of the best; returns its worth.
fn best(worth: impl Iterator<Item = f64>, row: &mut Vec<f64>) -> f64 {
    let mut found = (0, f64::NEG_INFINITY);
    for (place, worth) in worth.enumerate() {
        if worth > found.1 {
            found = (place, worth);
        }
    }
    row.push(found.0 as f64);
    found.1
}

/// Appends the logit response; returns what it is worth.
fn logit(rationality: f64, worth: impl Iterator<Item = f64> + Clone, row: &mut Vec<f64>) -> f64 {
    let most = worth.clone().fold(f64::NEG_INFINITY, f64::max);
    let start = row.len();
    row.extend(worth.clone().map(|worth| exp(rationality * (worth - most))));
    let sum: f64 = row[start..].iter().sum();
    row[start..].iter_mut().for_each(|probability| *probability /= sum);
    worth.zip(&row[start..]).map(|(worth, probability)| worth * probability).sum()
}

/// A best response to others with finite memories: it keeps track of what they remember.
#[derive(Clone)]
pub(super) struct BestResponse {
    actor: usize,
    others: Others,
    radix: Vec<u32>,
    /// The first type of each actor.
    first_types: Vec<TypeIndex>,
    types: std::ops::Range<TypeIndex>,
    /// Position of each state of the grid.
    positions: Vec<u32>,
    /// By round, for each position, memory and type, the place of the choice among the available actions.
    choices: Arc<Vec<Vec<u16>>>,
}

impl Automaton for BestResponse {
    fn memories(&self) -> u32 {
        self.radix.iter().product()
    }

    fn start(&self) -> u32 {
        let start = |behaviour: &Option<Behaviour>| match behaviour.as_ref().map(|behaviour| &behaviour.rule)
        {
            Some(Rule::Automaton(automaton)) => automaton.start(),
            _ => 0,
        };
        let game_types = &self.first_types;
        (0..self.radix.len()).fold(0, |index, other| {
            let own = if other == self.actor { 0 } else { start(&self.others[game_types[other]]) };
            index * self.radix[other] + own
        })
    }

    fn mix(&self, view: &View<'_>, memory: u32, mix: &mut [f64]) {
        let position = self.positions[view.game.space.encode(view.levels) as usize] as usize;
        let memories = self.memories() as usize;
        let row = (position * memories + memory as usize) * self.types.len() + (view.kind - self.types.start);
        let place = self.choices[view.round as usize - 1][row];
        mix[view.available[usize::from(place)]] = 1.0;
    }

    fn next(&self, memory: u32, seen: &Seen<'_>) -> u32 {
        let mut memories = vec![0; self.radix.len()];
        split(memory as usize, &self.radix, &mut memories);
        let Seen { game, round, levels, actions, .. } = *seen;
        next_memory(game, self.actor, &self.others, &self.radix, &memories, round, levels, actions) as u32
    }
}
