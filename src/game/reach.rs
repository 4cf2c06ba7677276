//! Whether every actor has a move wherever a play can lead.

use super::kernel::{Allowance, Kernel, KernelError};
use super::{Game, Type};
use crate::scenario::{Problem, Scenario};

/// Combinations of levels that are gone through, for each type, to see that a move is available at all of them.
const COMBINATIONS: usize = 1 << 16;
/// How far a glance goes: a moment, and the same on every machine.
const GLANCE: Allowance = Allowance { bytes: 256 << 20, work: 1 << 22 };

/// What is to be done where not all states could be looked at.
const WAY_OUT: &str =
    "give each actor a move without `when`, or moves that between them are available at every level";

/// Looks for a reachable state in which a type has no move, as long as it takes.
pub(super) fn every_actor_can_move(game: &Game, scenario: &Scenario) -> Result<(), Problem> {
    if has_moves_everywhere(game) {
        return Ok(());
    }
    match Kernel::build(game) {
        Ok(_) => Ok(()),
        Err(KernelError::Stuck { kind, state, round }) => Err(stuck(game, scenario, kind, state, round)),
        Err(why) => Err(Problem {
            place: scenario.place.clone(),
            message: format!(
                "the game is too large to check that every actor always has a move: {why}. Instead, {WAY_OUT}"
            ),
        }),
    }
}

/// The same as far as a moment allows; a warning where that is not far enough.
pub(super) fn as_far_as_a_moment_allows(
    game: &Game,
    scenario: &Scenario,
) -> Result<Option<Problem>, Problem> {
    if has_moves_everywhere(game) {
        return Ok(None);
    }
    match Kernel::build_within(game, GLANCE) {
        Ok(_) => Ok(None),
        Err(KernelError::Stuck { kind, state, round }) => Err(stuck(game, scenario, kind, state, round)),
        Err(_) => Ok(Some(Problem {
            place: scenario.place.clone(),
            message: format!(
                "not looked at, since it takes more than a moment: whether every actor has a move in each of {} \
                 states that a play can reach. A run looks at it before it plays. To have it certain, {WAY_OUT}",
                game.space.states()
            ),
        })),
    }
}

/// Whether every type has a move in every state, reachable or not, as nearly all games have it: then nothing need be
/// searched. Only levels of tracks that its moves look at make a difference, and of those all combinations are tried.
fn has_moves_everywhere(game: &Game) -> bool {
    game.types.iter().all(|kind| has_a_move_everywhere(game, kind))
}

fn has_a_move_everywhere(game: &Game, kind: &Type) -> bool {
    let gates = || kind.available.iter().flatten();
    let always = |gate: &super::Gate| *gate == super::Gate::default();
    if gates().any(always) {
        return true;
    }
    let mut tracks: Vec<usize> = gates().flat_map(|gate| gate.tables().map(|(track, _)| track)).collect();
    tracks.sort_unstable();
    tracks.dedup();
    let sizes = tracks.iter().map(|&track| game.space.size(track));
    let combinations = sizes.fold(game.epochs.count(), usize::saturating_mul);
    if combinations > COMBINATIONS {
        return false;
    }
    let mut levels = vec![0; game.space.tracks()];
    (0..combinations).all(|mut combination| {
        for &track in &tracks {
            levels[track] = (combination % game.space.size(track)) as u16;
            combination /= game.space.size(track);
        }
        gates().any(|gate| gate.open(combination, &levels, &[]))
    })
}

fn stuck(game: &Game, scenario: &Scenario, kind: usize, state: u32, round: u32) -> Problem {
    let levels = game.space.levels(state);
    let state: Vec<String> = scenario
        .tracks
        .iter()
        .enumerate()
        .map(|(t, track)| format!("{} = {}", track.id, game.space.written(t, levels[t])))
        .collect();
    let actor = &scenario.actors[game.types[kind].actor];
    let kind = &actor.types[game.types[kind].index];
    let who = match kind.id.is_empty() {
        true => actor.id.clone(),
        false => format!("{} of type {}", actor.id, kind.id),
    };
    Problem {
        place: actor.place.clone(),
        message: format!(
            "{who} has no move in round {round} in the state {}; a play can reach it. Give it a move without \
             `when`, or one that is available there",
            state.join(", ")
        ),
    }
}
