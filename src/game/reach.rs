//! Whether every actor has a move wherever a play can lead.

use super::kernel::{Kernel, KernelError};
use super::{Game, Gate};
use crate::scenario::{Problem, Scenario};

/// Looks for a reachable state in which a type has no move. Games in which every type has a move that is always
/// available (nearly all) need no search.
pub(super) fn every_actor_can_move(game: &Game, scenario: &Scenario) -> Result<(), Problem> {
    let always = |gate: &Option<Gate>| gate.as_ref() == Some(&Gate::default());
    if game.types.iter().all(|kind| kind.available.iter().any(always)) {
        return Ok(());
    }
    match Kernel::build(game) {
        Ok(_) => Ok(()),
        Err(KernelError::TooLarge) => Err(Problem {
            place: scenario.place.clone(),
            message:
                "the game is too large to check that every actor always has a move; give each actor one move \
                      without `when`"
                    .into(),
        }),
        Err(KernelError::Stuck { kind, state, round }) => {
            let levels = game.space.levels(state);
            let state: Vec<String> = scenario
                .tracks
                .iter()
                .enumerate()
                .map(|(t, track)| format!("{} = {}", track.id, game.space.written(t, levels[t])))
                .collect();
            let actor = &scenario.actors[game.types[kind].actor];
            let kind = &actor.types[game.types[kind].index];
            let who = if kind.id.is_empty() {
                actor.id.clone()
            } else {
                format!("{} of type {}", actor.id, kind.id)
            };
            Err(Problem {
                place: actor.place.clone(),
                message: format!(
                    "{who} has no move in round {round} in the state {}; a play can reach it. Give it a move without \
                     `when`, or one that is available there",
                    state.join(", ")
                ),
            })
        }
    }
}
