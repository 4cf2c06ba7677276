//! Whether what is played is what the branch from random play leads to: every stage game followed anew.

use crate::game::Kernel;
use crate::results::summary::FORMAT;
use crate::results::verification::VerificationFigures;
use crate::run::RunError;
use crate::run::stage::compile;
use crate::scenario::{Request, moments};
use crate::solve::verified_equilibrium;

/// Solves a scenario, follows the branch of every stage game anew by arc length from uniform play, and compares; `heard`
/// is told how many rounds of how many are done.
///
/// # Errors
/// [`RunError::Scenario`] or [`RunError::Unsolved`].
pub fn verify(request: &Request, heard: &(dyn Fn(u32, u32) + Sync)) -> Result<VerificationFigures, RunError> {
    let (loaded, game) = compile(request)?;
    let scenario = loaded.scenario;
    let kernel = Kernel::build(&game).map_err(|error| RunError::unsolved(&scenario, error.into()))?;
    let rounds = game.rounds + game.foresight;
    let solved = verified_equilibrium(&game, &kernel, &|done| heard(done, rounds))
        .map_err(|error| RunError::unsolved(&scenario, error))?;
    let found = solved.verification.expect("it was asked for");
    let (round, position) = found.place;
    let moments = moments(scenario.calendar.as_ref(), scenario.rounds);
    let space = &game.space;
    let levels = kernel.states().get(position).map(|&state| space.levels(state)).unwrap_or_default();
    let level =
        |(track, level): (usize, &u16)| (scenario.tracks[track].id.clone(), space.written(track, *level));
    Ok(VerificationFigures {
        format: FORMAT,
        scenario: scenario.name.clone(),
        title: scenario.title.clone(),
        scenario_hash: scenario.hash.clone(),
        version: env!("CARGO_PKG_VERSION").into(),
        stage_games: found.stage_games,
        contradicted: found.contradicted,
        largest_difference: found.largest_difference,
        round,
        moment: moments.get(round as usize).cloned().unwrap_or_else(|| round.to_string()),
        state: levels.iter().enumerate().map(level).collect(),
        certificate: solved.certificate.into(),
    })
}
