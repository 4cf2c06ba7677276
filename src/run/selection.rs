//! What hangs on which logit equilibrium is played, where the principal branch folds or crosses others.

use super::error::RunError;
use super::stage::Stage;
use crate::results::summary::{BranchFigures, SelectionFigures};
use crate::scenario::Branch;
use crate::solve::{Exact, FirstTimes, SolveError, cast_on, exact};
use std::sync::Arc;

/// In less of the playing time than this nothing hangs on the choice, and no other is worked out.
const HARDLY_ANY: f64 = 1e-3;

/// The places, rising, where plays go through stage games whose branch folds or crosses others: pairs of a round and a
/// position. None where another branch than the principal one is played.
pub(super) fn bent(stage: &Stage) -> Vec<(u32, usize)> {
    let Stage { game, casting, .. } = stage;
    let is_played = |&&(round, _): &&(u32, usize)| round <= game.rounds && game.branch == Branch::Principal;
    let mut bent: Vec<(u32, usize)> = casting.bent.iter().filter(is_played).copied().collect();
    bent.sort_unstable();
    bent
}

/// What hangs on the choice of a branch where a share of the expected playing time is spent in [`bent`] places: how plays
/// would end if, wherever a search finds several stable equilibria, the one that is best for one actor or another were
/// played. Nothing where no branch folds or crosses others, or another than the principal one is played anyway.
///
/// # Errors
/// As [`Stage::exact`].
pub(super) fn selection(stage: &Stage, time: f64) -> Result<Option<SelectionFigures>, RunError> {
    let Stage { scenario, game, casting, .. } = stage;
    if casting.bent.is_empty() || game.branch != Branch::Principal {
        return Ok(None);
    }
    let kernel = stage.kernel()?;
    let unsolved = |error: SolveError| RunError::unsolved(scenario, error);
    let worth_it = if time < HARDLY_ANY { 0 } else { scenario.actors.len() };
    let branches = (0..worth_it).map(|actor| {
        let (mut scenario, mut game) = (scenario.clone(), game.clone());
        (scenario.branch, game.branch) = (Branch::BestFor(actor), Branch::BestFor(actor));
        let casting = cast_on(&scenario, &game, Arc::clone(&kernel)).map_err(unsolved)?;
        let ends: Exact = exact(&game, &kernel, &casting.cast, &FirstTimes::None).map_err(unsolved)?;
        let own = &scenario.actors[actor];
        Ok(BranchFigures {
            actor: own.id.clone(),
            label: own.label.clone(),
            chosen: casting.certificate.map_or(0, |certificate| certificate.chosen),
            shares: (0..scenario.outcomes.len()).map(|outcome| ends.share(outcome)).collect(),
        })
    });
    Ok(Some(SelectionFigures { time: time.min(1.0), branches: branches.collect::<Result<_, RunError>>()? }))
}
