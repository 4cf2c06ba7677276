//! What hangs on which logit equilibrium is played, where the principal branch folds or crosses others.

use super::error::RunError;
use super::stage::Stage;
use crate::results::summary::{BranchFigures, SelectionFigures};
use crate::scenario::Branch;
use crate::solve::{Exact, FirstTimes, SolveError, cast_on, exact, occupancy};
use std::sync::Arc;

/// In less of the playing time than this nothing hangs on the choice, and no other is worked out.
const HARDLY_ANY: f64 = 1e-3;

/// The share of the expected playing time in stage games whose branch folds or crosses others, and how plays would end if,
/// wherever a search finds several stable equilibria, the one that is best for one actor or another were played. Nothing
/// where no branch does so, or another than the principal one is played anyway.
///
/// # Errors
/// As [`Stage::exact`].
pub(super) fn selection(stage: &Stage) -> Result<Option<SelectionFigures>, RunError> {
    let Stage { scenario, game, casting, .. } = stage;
    if casting.bent.is_empty() || game.branch != Branch::Principal {
        return Ok(None);
    }
    let kernel = stage.kernel()?;
    let unsolved = |error: SolveError| RunError::unsolved(scenario, error);
    let seen = occupancy(game, &kernel, &casting.cast).map_err(unsolved)?;
    let chances: Vec<f64> = seen.profiles.iter().map(|(_, chance)| *chance).collect();
    let weighed =
        |masses: &[f64]| masses.iter().zip(&chances).map(|(mass, chance)| mass * chance).sum::<f64>();
    let in_bent = |&(round, position): &(u32, usize)| {
        let of_round = &seen.rounds[round as usize - 1];
        let found = of_round.binary_search_by_key(&position, |(position, _)| *position);
        found.map_or(0.0, |at| weighed(&of_round[at].1))
    };
    let played = casting.bent.iter().filter(|(round, _)| *round <= game.rounds);
    let time = played.map(in_bent).sum::<f64>() / weighed(&seen.expected_rounds);
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
