//! One point of a sweep: the scenario with some values laid over it, solved or played.

use super::SweepError;
use crate::game::{Game, Kernel};
use crate::play::{Sampling, Stop, play_many};
use crate::results::study::{ChangeFigures, PointFigures, PointPayoff, ShareFigures};
use crate::results::{Findings, Summary};
use crate::run::{RunError, Stage};
use crate::scenario::Request;
use crate::solve::FirstTimes;
use crate::study::estimate::Estimate;
use crate::study::paired::difference_of_shares;
use std::sync::Arc;

/// What all points are compared with: the scenario as it stands.
pub(super) struct Base {
    /// Its game and its kernel, which serve all points whose rounds are the same.
    known: Option<(Game, Arc<Kernel>)>,
    summary: Summary,
    /// How each play ended, where plays are sampled.
    endings: Vec<usize>,
}

/// How points are looked at.
#[derive(Clone, Copy)]
pub(super) struct Means {
    pub(super) seed: u64,
    /// Plays at each point; exact where there are none.
    pub(super) plays: Option<u64>,
}

/// What was found at a point: the figures, and how each play ended.
type Found = (Summary, Vec<usize>);

impl Means {
    /// Looks at the scenario as it stands.
    pub(super) fn base(self, request: &Request) -> Result<Base, RunError> {
        let stage = Stage::set(request)?;
        let (summary, endings) = self.found(&stage)?;
        let kernel = match (&stage.casting.kernel, self.plays) {
            // Nobody reasons and nothing is solved: there is nothing to keep.
            (None, Some(_)) => None,
            _ => Some(stage.kernel()?),
        };
        Ok(Base { known: kernel.map(|kernel| (stage.game, kernel)), summary, endings })
    }

    fn found(self, stage: &Stage) -> Result<Found, RunError> {
        let findings = Findings {
            scenario: &stage.scenario,
            game: &stage.game,
            seed: self.seed,
            tally: None,
            exact: None,
            certificate: None,
        };
        let Some(plays) = self.plays else {
            let exact = stage.exact(&FirstTimes::None)?;
            return Ok((Findings { exact: Some(&exact), ..findings }.summary(), Vec::new()));
        };
        let mut endings = Vec::with_capacity(plays as usize);
        let sampling = Sampling { seed: self.seed, stop: Stop::Plays(plays) };
        let mut keep = |play: &crate::play::Play| -> Result<(), RunError> {
            endings.push(play.outcome);
            Ok(())
        };
        let tally = play_many(&stage.game, &stage.casting.cast, sampling, |_| (), Some(&mut keep))?;
        Ok((Findings { tally: Some(&tally), ..findings }.summary(), endings))
    }

    /// Looks at a point; one that fails says why.
    pub(super) fn point(self, request: &Request, base: &Base, point: PointFigures) -> PointFigures {
        let found = Stage::set_on(request, base.known.as_ref()).and_then(|stage| self.found(&stage));
        match found {
            Ok(found) => base.compared(&found, point),
            Err(error) => PointFigures { failed: Some(SweepError::from(error).to_string()), ..point },
        }
    }
}

impl Base {
    /// The figures of the base itself.
    pub(super) fn point(&self, point: PointFigures) -> PointFigures {
        let mut point = self.compared(&(self.summary.clone(), self.endings.clone()), point);
        // It is no different from itself, and surely so.
        for outcome in &mut point.outcomes {
            outcome.change = change(Estimate::exact(0.0));
        }
        point
    }

    fn compared(&self, (summary, endings): &Found, point: PointFigures) -> PointFigures {
        let outcome = |(index, outcome): (usize, &crate::results::OutcomeFigures)| {
            let difference = match endings.len() {
                0 => Estimate::exact(outcome.share - self.summary.outcomes[index].share),
                plays => {
                    let only = |here: &[usize], there: &[usize]| {
                        here.iter().zip(there).filter(|&(&a, &b)| a == index && b != index).count()
                    };
                    difference_of_shares(only(endings, &self.endings), only(&self.endings, endings), plays)
                }
            };
            ShareFigures {
                id: outcome.id.clone(),
                share: outcome.share,
                low: outcome.low,
                high: outcome.high,
                exact: outcome.exact,
                change: change(difference),
            }
        };
        let payoff = |actor: &crate::results::ActorFigures| PointPayoff {
            id: actor.id.clone(),
            payoff_mean: actor.payoff_mean,
            payoff_se: actor.payoff_se,
            exact: actor.exact,
        };
        PointFigures {
            outcomes: summary.outcomes.iter().enumerate().map(outcome).collect(),
            actors: summary.actors.iter().map(payoff).collect(),
            ..point
        }
    }

    /// The figures as of a run.
    pub(super) fn summary(&self) -> &Summary {
        &self.summary
    }
}

fn change(difference: Estimate) -> ChangeFigures {
    ChangeFigures { value: difference.value, low: difference.low, high: difference.high }
}
