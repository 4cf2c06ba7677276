//! What solving needs of memory, by multiplication, before any of it is taken.
//!
//! The figures are of the large tables: those that go by states of the grid, by places of a round, by rounds and
//! positions. What is small beside them is left to a margin.

use super::answer;
use super::exact::{self, WIDEST};
use super::propagation::PARTS;
use super::valuation::RUN;
use super::{SolveError, lanes};
use crate::game::memory::{TooMuch, ask, bytes};
use crate::game::{Game, Kernel, Type};
use crate::play::Cast;

/// Bytes of a number.
const NUMBER: usize = size_of::<f64>();
/// Bytes that a probability of a policy takes.
const PACKED: usize = 5;

/// Refuses work that needs more than it may, with a quarter more than was reckoned for what was not.
fn refuse(needs: u64, game: &Game, kernel: &Kernel, work: &str) -> Result<(), TooMuch> {
    let needs = needs.saturating_add(needs / 4);
    ask(needs, || {
        format!(
            "{work} (states: {}, of which a play can reach {}; types: {}, in {} combinations; rounds: {})",
            game.space.states(),
            kernel.states().len(),
            game.types.len(),
            game.type_profile_count(),
            game.rounds + game.foresight
        )
    })
}

/// Tables of what a game pays.
fn of_valuation(game: &Game, kernel: &Kernel) -> u64 {
    let varies = |effect: usize| {
        let of_type = |kind: &Type| kind.payoff.of_effect(effect).is_some_and(|pay| pay.constant().is_none());
        game.types.iter().any(of_type)
    };
    let by_state = 1 + (0..game.effects.len()).filter(|&effect| varies(effect)).count();
    let profiles: usize = kernel.all_choices().iter().map(|choices| choices.profiles.len()).sum();
    let rows = game.space.states().saturating_mul(by_state) + kernel.patterns() + profiles;
    bytes(&[rows, lanes(game.types.len()), NUMBER])
}

/// Mixes of some types, by round and position.
fn of_policy(game: &Game, kernel: &Kernel, types: std::ops::Range<usize>, last: u32) -> u64 {
    let free = |kind: usize| game.types[kind].available.iter().flatten().count().saturating_sub(1);
    let row = size_of::<u32>() + types.map(free).sum::<usize>() * PACKED;
    bytes(&[kernel.stays(last), row])
}

/// What every place of a round and every position is worth, for each of so many memories.
fn of_worth(game: &Game, kernel: &Kernel, memories: usize) -> u64 {
    let entries = kernel.most_places() + 2 * kernel.states().len();
    bytes(&[entries, memories, lanes(game.types.len()), NUMBER])
}

/// Looks whether there is memory for backward induction; with `values`, for what every state is worth in every round.
///
/// # Errors
/// [`TooMuch`].
pub(crate) fn for_induction(game: &Game, kernel: &Kernel, last: u32, values: bool) -> Result<(), TooMuch> {
    let kept = match values {
        true => bytes(&[game.rounds as usize + 1, kernel.states().len(), game.types.len(), NUMBER]),
        false => 0,
    };
    let needs = of_valuation(game, kernel)
        .saturating_add(of_worth(game, kernel, 1))
        .saturating_add(of_policy(game, kernel, 0..game.types.len(), last))
        .saturating_add(kept);
    refuse(needs, game, kernel, "finding the equilibrium")
}

/// Looks whether there is memory for answers to others.
pub(super) fn for_answer(
    game: &Game,
    kernel: &Kernel,
    actor: usize,
    others: &answer::Others,
    last: u32,
) -> Result<(), SolveError> {
    let memories = answer::memories(game, actor, others);
    let types = game.actors[actor].types.clone();
    let needs = of_valuation(game, kernel)
        .saturating_add(of_worth(game, kernel, memories))
        .saturating_add(of_policy(game, kernel, types, last).saturating_mul(memories as u64));
    Ok(refuse(needs, game, kernel, "finding the best answers to the others' strategies")?)
}

/// One propagation, with the figures that come of it.
fn of_propagation(game: &Game, kernel: &Kernel, width: usize, memories: usize) -> u64 {
    let profiles: usize = kernel.all_choices().iter().map(|choices| choices.profiles.len()).sum();
    let part = kernel.most_places().saturating_mul(memories) + kernel.patterns() + profiles;
    let masses = PARTS.saturating_mul(part).saturating_add(kernel.states().len().saturating_mul(memories));
    let tables = masses.saturating_add(game.space.states() + kernel.patterns());
    bytes(&[tables, width, NUMBER]).saturating_add(of_flow(game).saturating_mul(width as u64))
}

/// The figures of one profile of types.
fn of_flow(game: &Game) -> u64 {
    let levels: usize = (0..game.space.tracks()).map(|track| game.space.size(track)).sum();
    let moves: usize = game.actors.iter().map(|actor| actor.moves).sum();
    bytes(&[game.rounds as usize + 1, game.outcomes.len() + levels + moves + 3 * game.space.tracks(), NUMBER])
}

fn of_propagations(game: &Game, kernel: &Kernel, cast: &Cast) -> Result<u64, SolveError> {
    let width = exact::width(game, kernel, cast)?;
    let at_once = rayon::current_num_threads().min(game.type_profile_count().div_ceil(width));
    let each = of_propagation(game, kernel, width, exact::memories(game, cast));
    // Flows wait to be added up.
    let held = of_flow(game).saturating_mul(game.type_profile_count().min(exact::HELD * WIDEST) as u64);
    // What leads where, by place, of rows that several states share.
    let arrivals = bytes(&[kernel.size().transitions / RUN, size_of::<(u32, f64)>()]);
    let shared = of_valuation(game, kernel).saturating_add(arrivals);
    Ok(shared.saturating_add(each.saturating_mul(at_once as u64)).saturating_add(held))
}

/// Looks whether there is memory for exact figures.
pub(super) fn for_propagation(game: &Game, kernel: &Kernel, cast: &Cast) -> Result<(), SolveError> {
    Ok(refuse(of_propagations(game, kernel, cast)?, game, kernel, "working out exact figures")?)
}

/// Looks whether there is memory for where plays are in each round, for all profiles of types at once.
pub(super) fn for_occupancy(game: &Game, kernel: &Kernel, cast: &Cast) -> Result<(), SolveError> {
    let stays = kernel.stays(game.rounds);
    let seen = bytes(&[stays, game.type_profile_count(), 2 * NUMBER]);
    let needs = of_propagations(game, kernel, cast)?.saturating_add(seen);
    Ok(refuse(needs, game, kernel, "finding out which states plays are in")?)
}
