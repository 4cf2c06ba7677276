//! From tallies and exact figures to a [`Summary`].

use super::hindcast::hindcast;
use super::summary::{
    ActorFigures, CertificateFigures, EffectFigures, FORMAT, LevelQuantiles, MoveFigures, OutcomeFigures,
    PayoffFigures, RoundFigures, SelectionFigures, Summary, TrackFigures, TypeFigures,
};
use crate::game::Game;
use crate::play::interval::wilson;
use crate::play::{Moments, Tally};
use crate::scenario::{Scenario, moments};
use crate::solve::{Certificate, Exact};

/// What a summary is made of: what was sampled, what was solved, or both.
#[derive(Clone, Copy)]
pub struct Findings<'a> {
    /// The scenario.
    pub scenario: &'a Scenario,
    /// The game it became.
    pub game: &'a Game,
    /// The seed of the plays.
    pub seed: u64,
    /// The plays.
    pub tally: Option<&'a Tally>,
    /// The exact figures.
    pub exact: Option<&'a Exact>,
    /// Of the equilibrium that is played, if one is.
    pub certificate: Option<Certificate>,
    /// What hangs on the choice of the equilibrium, where that was worked out.
    pub selection: Option<&'a SelectionFigures>,
}

impl Findings<'_> {
    /// The figures, as they are written.
    ///
    /// # Panics
    /// Where there is neither a tally nor exact figures.
    #[must_use]
    pub fn summary(&self) -> Summary {
        assert!(self.tally.is_some() || self.exact.is_some(), "something was sampled or solved");
        let scenario = self.scenario;
        let mut summary = Summary {
            format: FORMAT,
            scenario: scenario.name.clone(),
            title: scenario.title.clone(),
            scenario_hash: scenario.hash.clone(),
            version: env!("CARGO_PKG_VERSION").into(),
            seed: self.seed,
            plays: self.tally.map_or(0, |tally| tally.plays),
            moments: moments(scenario.calendar.as_ref(), scenario.rounds),
            round_unit: scenario
                .calendar
                .as_ref()
                .map_or_else(|| "round".into(), |calendar| calendar.unit.clone()),
            outcomes: (0..scenario.outcomes.len()).map(|outcome| self.outcome(outcome)).collect(),
            actors: (0..scenario.actors.len()).map(|actor| self.actor(actor)).collect(),
            rounds: self.rounds(),
            tracks: (0..scenario.tracks.len()).map(|track| self.track(track)).collect(),
            moves: (0..scenario.actors.len()).flat_map(|actor| self.moves(actor)).collect(),
            effects: self.effects(),
            certificate: self.certificate.map(CertificateFigures::from),
            selection: self.selection.cloned(),
            record: None,
        };
        summary.record = scenario.record.as_ref().map(|record| hindcast(record, self, &summary));
        summary
    }

    fn outcome(&self, outcome: usize) -> OutcomeFigures {
        let named = &self.scenario.outcomes[outcome];
        let exact = self.exact.map(|exact| exact.share(outcome));
        let plays = self.tally.map_or(0, |tally| tally.plays);
        let count = self.tally.map_or(0, |tally| tally.ended[outcome].iter().sum());
        let ended: Vec<f64> = match self.tally {
            Some(tally) => tally.ended[outcome].iter().map(|&count| count as f64 / plays as f64).collect(),
            None => self.exact.map(|exact| exact.ended[outcome].clone()).unwrap_or_default(),
        };
        let (share, (low, high)) = match (self.tally, exact) {
            (Some(_), _) => (count as f64 / plays as f64, wilson(count, plays)),
            (None, share) => {
                (share.unwrap_or(f64::NAN), (share.unwrap_or(f64::NAN), share.unwrap_or(f64::NAN)))
            }
        };
        OutcomeFigures {
            id: named.id.clone(),
            label: named.label.clone(),
            count,
            share,
            low,
            high,
            by_round: std::iter::once(0.0).chain(cumulative(ended.into_iter())).collect(),
            exact,
            // The standard error that the exact share implies: defined also where no play ended so.
            z: self.tally.and(exact).and_then(|p| z(share - p, (p * (1.0 - p) / plays as f64).sqrt())),
        }
    }

    fn actor(&self, actor: usize) -> ActorFigures {
        let named = &self.scenario.actors[actor];
        let exact = self.exact.map(|exact| exact.payoff[actor]);
        let moments = self.tally.map(|tally| tally.payoff[actor]);
        let by_outcome = match self.tally {
            Some(tally) => tally.by_outcome[actor]
                .iter()
                .map(|spread| PayoffFigures {
                    plays: spread.moments.count,
                    mean: (spread.moments.count > 0).then_some(spread.moments.mean),
                    quantiles: quantiles([0.05, 0.25, 0.5, 0.75, 0.95].map(|share| spread.quantile(share))),
                })
                .collect(),
            None => Vec::new(),
        };
        let types = self.game.actors[actor].types.clone().map(|kind| {
            let sampled = self.tally.map(|tally| tally.by_type[kind]);
            let named = &named.types[self.game.types[kind].index];
            TypeFigures {
                id: named.id.clone(),
                label: named.label.clone(),
                plays: sampled.map_or(0, |moments| moments.count),
                payoff_mean: sampled.filter(|moments| moments.count > 0).map(|moments| moments.mean),
                exact: self.exact.and_then(|exact| exact.by_type[kind]),
            }
        });
        let se = moments.map_or(0.0, |moments| moments.standard_error());
        ActorFigures {
            id: named.id.clone(),
            label: named.label.clone(),
            payoff_mean: moments.map_or_else(|| exact.unwrap_or(f64::NAN), |moments| moments.mean),
            payoff_se: se,
            by_outcome,
            types: types.collect(),
            exact,
            z: moments.zip(exact).and_then(|(moments, exact)| z(moments.mean - exact, se)),
        }
    }

    fn rounds(&self) -> RoundFigures {
        let exact = self.exact.map(Exact::mean_rounds);
        let moments = self.tally.map(|tally| tally.rounds);
        let rounds = self.scenario.rounds as usize;
        let ended = (0..rounds).map(|t| match (self.tally, self.exact) {
            (Some(tally), _) => tally.ended.iter().map(|o| o[t]).sum::<u64>() as f64 / tally.plays as f64,
            (None, Some(exact)) => exact.ended.iter().map(|o| o[t]).sum(),
            (None, None) => f64::NAN,
        });
        RoundFigures {
            mean: moments.map_or_else(|| exact.unwrap_or(f64::NAN), |moments| moments.mean),
            se: moments.map_or(0.0, |moments| moments.standard_error()),
            surviving: std::iter::once(1.0)
                .chain(cumulative(ended).map(|ended| (1.0 - ended).max(0.0)))
                .collect(),
            exact,
        }
    }

    fn track(&self, track: usize) -> TrackFigures {
        let named = &self.scenario.tracks[track];
        let shares: Vec<Vec<f64>> = match (self.tally, self.exact) {
            (Some(tally), _) => {
                let plays = tally.plays as f64;
                let shares = |levels: &Vec<u64>| levels.iter().map(|&count| count as f64 / plays).collect();
                tally.levels(track).iter().map(shares).collect()
            }
            (None, Some(exact)) => exact.levels[track].clone(),
            (None, None) => Vec::new(),
        };
        let mean = |shares: &Vec<f64>| -> f64 {
            shares.iter().enumerate().map(|(level, share)| f64::from(named.low + level as i32) * share).sum()
        };
        TrackFigures {
            id: named.id.clone(),
            label: named.label.clone(),
            range: [named.low, named.high],
            levels: named.levels.clone(),
            mean_by_round: shares.iter().map(mean).collect(),
            quantiles_by_round: shares.iter().map(|shares| level_quantiles(named.low, shares)).collect(),
            distribution_by_round: shares,
            exact_mean_by_round: self.exact.map(|exact| exact.levels[track].iter().map(mean).collect()),
        }
    }

    fn moves(&self, actor: usize) -> impl Iterator<Item = MoveFigures> {
        let named = &self.scenario.actors[actor];
        let surviving = self.rounds().surviving;
        named.moves.iter().enumerate().map(move |(index, definition)| {
            let stance = self.game.actors[actor].actions.iter().find(|action| action.move_index == index);
            let exact = self.exact.map(|exact| exact.count(actor, index));
            let tally = self.tally.map(|tally| &tally.moves[actor][index]);
            let plays = self.tally.map_or(0, |tally| tally.plays) as f64;
            let shares =
                |counts: &[u64]| -> Vec<f64> { counts.iter().map(|&count| count as f64 / plays).collect() };
            let (made, first) = match tally {
                Some(tally) => (shares(&tally.made), Some(shares(&tally.first))),
                None => {
                    let exact = self.exact.expect("something was sampled or solved");
                    (exact.made[actor][index].clone(), exact.first[actor][index].clone())
                }
            };
            let exact_first = self.exact.and_then(|exact| exact.first[actor][index].as_ref());
            let moments = tally.map(|tally| tally.count);
            let se = moments.map_or(0.0, |moments: Moments| moments.standard_error());
            let mean_count = moments.map_or_else(|| exact.unwrap_or(f64::NAN), |moments| moments.mean);
            MoveFigures {
                actor: named.id.clone(),
                id: definition.id.clone(),
                label: definition.label.clone(),
                stance: stance.map_or("", |action| action.stance.id()).into(),
                mean_count,
                count_se: se,
                first_by_round: first
                    .map(|first| cumulative(first.into_iter()).collect())
                    .unwrap_or_default(),
                share_by_round: made
                    .iter()
                    .zip(&surviving)
                    .map(|(made, going)| if *going > 0.0 { (made / going).min(1.0) } else { 0.0 })
                    .collect(),
                exact,
                z: moments.and(exact).and_then(|exact| z(mean_count - exact, se)),
                exact_first_by_round: exact_first.map(|first| cumulative(first.iter().copied()).collect()),
            }
        })
    }

    /// One line for each id: the variants of a move's effect under several types are counted together.
    fn effects(&self) -> Vec<EffectFigures> {
        let mut figures: Vec<EffectFigures> = Vec::new();
        for (index, effect) in self.game.effects.iter().enumerate().filter(|(_, effect)| effect.named) {
            let mean = self.tally.map(|tally| tally.fired[index] as f64 / tally.plays as f64);
            let exact = self.exact.map(|exact| exact.fired[index]);
            let mean_count = mean.or(exact).unwrap_or(f64::NAN);
            match figures.iter_mut().find(|figures| figures.id == effect.key) {
                Some(known) => {
                    known.mean_count += mean_count;
                    known.exact = known.exact.zip(exact).map(|(a, b)| a + b);
                }
                None => figures.push(EffectFigures {
                    id: effect.key.clone(),
                    label: effect.label.clone(),
                    mean_count,
                    exact,
                }),
            }
        }
        figures
    }
}

impl From<Certificate> for CertificateFigures {
    fn from(certificate: Certificate) -> CertificateFigures {
        CertificateFigures {
            beliefs: "fixed beliefs".into(),
            stage_games: certificate.stage_games,
            proved_unique: certificate.proved_unique,
            followed: certificate.followed,
            traced: certificate.traced,
            folded: certificate.folded,
            crossed: certificate.crossed,
            chosen: certificate.chosen,
            largest_residual: certificate.largest_residual,
            largest_gain: certificate.largest_gain,
        }
    }
}

/// A difference in standard errors. Where the error is zero the figure is certain and says nothing, unless it is wrong.
fn z(difference: f64, se: f64) -> Option<f64> {
    (se > 0.0).then(|| difference / se)
}

fn cumulative(shares: impl Iterator<Item = f64>) -> impl Iterator<Item = f64> {
    shares.scan(0.0, |sum: &mut f64, share| {
        *sum += share;
        Some(sum.min(1.0))
    })
}

fn quantiles(found: [Option<f64>; 5]) -> Option<[f64; 5]> {
    let [a, b, c, d, e] = found;
    Some([a?, b?, c?, d?, e?])
}

fn level_quantiles(low: i32, shares: &[f64]) -> LevelQuantiles {
    let quantile = |share: f64| {
        let mut sum = 0.0;
        // A hair less than asked for: shares that sum to the quantile on paper count as reaching it.
        let reached = shares.iter().position(|level| {
            sum += level;
            sum >= share - 1e-12
        });
        low + reached.unwrap_or(shares.len() - 1) as i32
    };
    LevelQuantiles {
        q05: quantile(0.05),
        q25: quantile(0.25),
        q50: quantile(0.5),
        q75: quantile(0.75),
        q95: quantile(0.95),
    }
}
