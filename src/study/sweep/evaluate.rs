//! One point of a sweep: the scenario with some values laid over it, solved or played.

use super::SweepError;
use crate::game::memory::{ask, bytes};
use crate::game::{Game, Kernel};
use crate::play::{Sampling, Stop, play_many};
use crate::results::study::{ChangeFigures, PointFigures, PointPayoff, ShareFigures};
use crate::results::{Findings, Summary};
use crate::run::{RunError, Stage};
use crate::scenario::Request;
use crate::scenario::limits::OUTCOMES;
use crate::solve::FirstTimes;
use crate::study::estimate::Estimate;
use crate::study::paired::difference_of_shares;
use std::sync::Arc;

/// What all points are compared with: the scenario as it stands.
pub(super) struct Base {
    /// Its game and its kernel, which serve all points whose rounds are the same.
    known: Option<(Game, Arc<Kernel>)>,
    summary: Summary,
    /// How each play ended under each luck, where plays are sampled.
    endings: Vec<Vec<Ending>>,
}

/// How points are looked at.
#[derive(Clone)]
pub(super) struct Means {
    /// Seeds of the plays: of each luck that points have.
    pub(super) seeds: Vec<u64>,
    /// Plays at each point; exact where there are none.
    pub(super) plays: Option<u64>,
    /// Whether figures are kept for each of [`BATCHES`] batches of plays.
    pub(super) batches: bool,
}

/// Batches of plays that noise is told by.
pub(super) const BATCHES: u64 = 10;

/// The number of an outcome, in the one byte that is kept of each play: there are [no more](OUTCOMES) than that.
type Ending = u8;
const _: () = assert!(OUTCOMES <= 1 << Ending::BITS);

/// What was found at a point.
struct Found {
    summary: Summary,
    /// How each play ended.
    endings: Vec<Ending>,
    /// Of each batch of plays, the mean payoff of each actor.
    payoffs: Vec<Vec<f64>>,
}

impl Means {
    /// Looks at the scenario as it stands.
    pub(super) fn base(&self, request: &Request) -> Result<Base, RunError> {
        if let Some(plays) = self.plays {
            // Those of the scenario as it stands, and of the points that threads look at.
            let held = self.seeds.len() + rayon::current_num_threads();
            ask(bytes(&[usize::try_from(plays).unwrap_or(usize::MAX), held]), || {
                format!("comparing {plays} plays at each point with those of the scenario as it stands")
            })?;
        }
        let stage = Stage::set(request)?;
        let first = self.found(&stage, 0)?;
        let mut endings = vec![first.endings];
        if self.plays.is_some() {
            for luck in 1..self.seeds.len() {
                endings.push(self.found(&stage, luck)?.endings);
            }
        }
        let kernel = match (&stage.casting.kernel, self.plays) {
            // Nobody reasons and nothing is solved: there is nothing to keep.
            (None, Some(_)) => None,
            _ => Some(stage.kernel()?),
        };
        let known = kernel.map(|kernel| (stage.game, kernel));
        Ok(Base { known, summary: first.summary, endings })
    }

    fn found(&self, stage: &Stage, luck: usize) -> Result<Found, RunError> {
        let seed = self.seeds[luck];
        let findings = Findings {
            scenario: &stage.scenario,
            game: &stage.game,
            seed,
            tally: None,
            exact: None,
            certificate: None,
            selection: None,
        };
        let Some(plays) = self.plays else {
            let exact = stage.exact(&FirstTimes::None)?;
            let summary = Findings { exact: Some(&exact), ..findings }.summary();
            return Ok(Found { summary, endings: Vec::new(), payoffs: Vec::new() });
        };
        let mut endings = Vec::with_capacity(plays as usize);
        let size = plays / BATCHES;
        let batches = if self.batches { BATCHES as usize } else { 0 };
        let mut payoffs = vec![vec![0.0; stage.scenario.actors.len()]; batches];
        let sampling = Sampling { seed, stop: Stop::Plays(plays) };
        let mut keep = |play: &crate::play::Play| -> Result<(), RunError> {
            if let Some(sums) = payoffs.get_mut(endings.len() / size.max(1) as usize) {
                for (sum, payoff) in sums.iter_mut().zip(&play.payoffs) {
                    *sum += payoff / size as f64;
                }
            }
            endings.push(play.outcome as Ending);
            Ok(())
        };
        let tally = play_many(&stage.game, &stage.casting.cast, sampling, |_| (), Some(&mut keep))?;
        let summary = Findings { tally: Some(&tally), ..findings }.summary();
        Ok(Found { summary, endings, payoffs })
    }

    /// Looks at a point under one of the lucks; one that fails says why.
    pub(super) fn point(
        &self,
        request: &Request,
        base: &Base,
        point: PointFigures,
        luck: usize,
    ) -> PointFigures {
        let found = Stage::set_on(request, base.known.as_ref()).and_then(|stage| self.found(&stage, luck));
        match found {
            Ok(found) => base.compared(&found, point, luck),
            Err(error) => PointFigures { failed: Some(SweepError::from(error).to_string()), ..point },
        }
    }
}

impl Base {
    /// The figures of the base itself.
    pub(super) fn point(&self, point: PointFigures) -> PointFigures {
        let found =
            Found { summary: self.summary.clone(), endings: self.endings[0].clone(), payoffs: Vec::new() };
        let mut point = self.compared(&found, point, 0);
        // It is no different from itself, and surely so.
        for outcome in &mut point.outcomes {
            outcome.change = change(Estimate::exact(0.0));
        }
        point
    }

    fn compared(&self, found: &Found, point: PointFigures, luck: usize) -> PointFigures {
        let Found { summary, endings, payoffs } = found;
        let base = &self.endings[if endings.is_empty() { 0 } else { luck }];
        let batches = payoffs.len();
        let outcome = |(index, outcome): (usize, &crate::results::OutcomeFigures)| {
            let ending = index as Ending;
            let difference = match endings.len() {
                0 => Estimate::exact(outcome.share - self.summary.outcomes[index].share),
                plays => {
                    let only = |here: &[Ending], there: &[Ending]| {
                        here.iter().zip(there).filter(|&(&a, &b)| a == ending && b != ending).count()
                    };
                    difference_of_shares(only(endings, base), only(base, endings), plays)
                }
            };
            let share = |plays: &[Ending]| {
                plays.iter().filter(|&&play| play == ending).count() as f64 / plays.len() as f64
            };
            ShareFigures {
                id: outcome.id.clone(),
                share: outcome.share,
                low: outcome.low,
                high: outcome.high,
                exact: outcome.exact,
                change: change(difference),
                batches: match batches {
                    0 => Vec::new(),
                    batches => endings.chunks(endings.len() / batches).map(share).collect(),
                },
            }
        };
        let payoff = |(index, actor): (usize, &crate::results::ActorFigures)| PointPayoff {
            id: actor.id.clone(),
            payoff_mean: actor.payoff_mean,
            payoff_se: actor.payoff_se,
            exact: actor.exact,
            batches: payoffs.iter().map(|means| means[index]).collect(),
        };
        PointFigures {
            outcomes: summary.outcomes.iter().enumerate().map(outcome).collect(),
            actors: summary.actors.iter().enumerate().map(payoff).collect(),
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
