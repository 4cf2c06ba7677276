//! A scenario solved as far as its figures are read.

use super::wanted::Wanted;
use crate::game::{Game, Kernel};
use crate::results::diagnosis::DiagnosisFigures;
use crate::results::stage_game::StageFigures;
use crate::run::{RunError, Solution, Stage};
use crate::scenario::statement::{INSPECTION, Measure, Measured};
use crate::scenario::{Request, Scenario};
use crate::solve::{Exact, FirstTimes};
use std::sync::Arc;

/// What is left of a solution: some figures. The solution itself may fill the memory.
pub(in crate::study) struct Solved {
    scenario: Scenario,
    distribution: Option<Exact>,
    classes: Option<DiagnosisFigures>,
    stage_game: Option<StageFigures>,
}

impl Solved {
    /// Solves a scenario, on the kernel of an earlier game where that still holds and nothing else is wanted than the
    /// distribution.
    pub(in crate::study) fn find(
        request: &Request,
        wanted: &Wanted,
        known: Option<&(Game, Arc<Kernel>)>,
    ) -> Result<Solved, RunError> {
        let first = FirstTimes::Of(wanted.first.clone());
        if !wanted.classes && !wanted.stage_game {
            let stage = Stage::set_on(request, known)?;
            let distribution = Some(stage.exact(&first)?);
            return Ok(Solved { scenario: stage.scenario, distribution, classes: None, stage_game: None });
        }
        let solution = Solution::find(request)?;
        let at_the_start = || solution.stage(solution.spot(Some(1), &[])?, &solution.pair(&[])?);
        Ok(Solved {
            distribution: wanted.distribution.then(|| solution.exact(&first)).transpose()?,
            classes: wanted.classes.then(|| solution.diagnosis()).transpose()?,
            stage_game: wanted.stage_game.then(at_the_start).transpose()?,
            scenario: solution.scenario,
        })
    }

    /// A figure, or why there is none.
    pub(in crate::study) fn read(&self, measure: &Measure) -> Result<Measured, String> {
        let probability = |sum: f64| Measured::summed(sum.clamp(0.0, 1.0), 1.0);
        Ok(match measure {
            Measure::Share { outcome, by } => {
                let ended = &self.distribution().ended[*outcome];
                probability(ended[..by.map_or(ended.len(), |by| by as usize)].iter().sum())
            }
            Measure::Mean { track, round } => {
                let track_figures = &self.distribution().levels[*track][*round as usize];
                let track = &self.scenario.tracks[*track];
                let levels = (track.low..).zip(track_figures);
                let mean = levels.map(|(level, share)| f64::from(level) * share).sum();
                Measured::summed(mean, f64::from(track.low.abs().max(track.high.abs())))
            }
            Measure::Count { actor, made, per_round } => {
                let exact = self.distribution();
                let rounds = if *per_round { exact.mean_rounds() } else { 1.0 };
                Measured::summed(exact.count(*actor, *made) / rounds, 1.0)
            }
            Measure::First { actor, made, by } => {
                let first = self.distribution().first[*actor][*made].as_ref();
                probability(first.expect("it was asked for")[..*by as usize].iter().sum())
            }
            Measure::Value { actor, kind } => {
                Measured::summed(self.value(*actor, *kind)?, self.largest(*actor))
            }
            Measure::Class { name, types } => probability(self.class(name, *types)),
            Measure::Nash { actor, made } => probability(self.nash(*actor, *made)?),
            Measure::Equilibria => Measured::exact(self.equilibria()?.len() as f64),
            Measure::Security { actor } => {
                let pair = &self.stage_game().pair;
                let own = pair.security[*actor].as_ref().ok_or_else(|| pair.why_declined())?;
                Measured::summed(own.level, own.level)
            }
            Measure::Patience => probability(self.patience()?),
        })
    }

    /// The probability of each outcome.
    pub(in crate::study) fn shares(&self) -> Vec<f64> {
        (0..self.scenario.outcomes.len()).map(|outcome| self.distribution().share(outcome)).collect()
    }

    /// The likeliest of the outcomes other than this one, and its share; `None` where there is no other.
    pub(in crate::study) fn runner_up(&self, outcome: usize) -> Option<(usize, f64)> {
        let others = (0..self.scenario.outcomes.len()).filter(|other| *other != outcome);
        others.map(|other| (other, self.distribution().share(other))).max_by(|a, b| a.1.total_cmp(&b.1))
    }

    /// `share(OUTCOME)`
    pub(in crate::study) fn share_of(&self, outcome: usize) -> String {
        format!("share({})", self.scenario.outcomes[outcome].id)
    }

    fn distribution(&self) -> &Exact {
        self.distribution.as_ref().expect("it was asked for")
    }

    fn stage_game(&self) -> &StageFigures {
        self.stage_game.as_ref().expect("it was asked for")
    }

    /// The largest of an actor's payoffs, in which its values are summed up.
    fn largest(&self, actor: usize) -> f64 {
        let kinds = &self.scenario.actors[actor].types;
        kinds.iter().map(|kind| kind.payoff.largest()).fold(0.0, f64::max)
    }

    fn value(&self, actor: usize, kind: Option<usize>) -> Result<f64, String> {
        let exact = self.distribution();
        let Some(kind) = kind else { return Ok(exact.payoff[actor]) };
        // Types count through all actors.
        let before: usize = self.scenario.actors[..actor].iter().map(|actor| actor.types.len()).sum();
        exact.by_type[before + kind].ok_or_else(|| {
            let named = &self.scenario.actors[actor];
            format!("`{}` is never of the type `{}`: its prior is 0", named.id, named.types[kind].id)
        })
    }

    /// Rounds in games of the class, over all rounds, each pair of types weighed by how likely it is drawn.
    fn class(&self, name: &str, types: Option<[usize; 2]>) -> f64 {
        let diagnosis = self.classes.as_ref().expect("it was asked for");
        let wanted = types
            .map(|kinds| [0, 1].map(|actor| self.scenario.actors[actor].types[kinds[actor]].id.as_str()));
        let is_of = |class: &str| {
            class == name
                || name == INSPECTION && class.strip_prefix(INSPECTION).is_some_and(|c| c.starts_with(" ("))
        };
        let (mut inside, mut all) = (0.0, 0.0);
        for pair in diagnosis.pairs.iter().filter(|pair| wanted.is_none_or(|wanted| pair.types == wanted)) {
            // One pair alone may be one that is never drawn.
            let rounds = if wanted.is_some() { 1.0 } else { pair.probability * pair.expected_rounds };
            let share: f64 =
                pair.classes.iter().filter(|class| is_of(&class.name)).map(|class| class.share).sum();
            inside += rounds * share;
            all += rounds;
        }
        inside / all
    }

    /// The extreme equilibria of the game at the start: each player's mix.
    fn equilibria(&self) -> Result<Vec<&[Vec<f64>]>, String> {
        let pair = &self.stage_game().pair;
        let found = pair.nash.as_ref().ok_or_else(|| pair.why_declined())?;
        Ok(found.extreme.iter().map(|point| point.mixes.as_slice()).collect())
    }

    fn nash(&self, actor: usize, made: usize) -> Result<f64, String> {
        let all = self.equilibria()?;
        let is_mixed = |mixes: &&&[Vec<f64>]| mixes.iter().flatten().all(|&p| p > 0.0);
        let mixed: Vec<&[Vec<f64>]> = all.iter().filter(is_mixed).copied().collect();
        let mixes = match (&all[..], &mixed[..]) {
            ([only], _) | (_, [only]) => only,
            (_, []) => return Err(format!("none of the {} Nash equilibria is completely mixed", all.len())),
            (_, several) => {
                return Err(format!("{} extreme Nash equilibria are completely mixed", several.len()));
            }
        };
        let game = self.stage_game();
        let named = &self.scenario.actors[actor];
        let kind = game.types.iter().find(|kind| kind.actor == named.id && kind.id == game.pair.types[actor]);
        let moves = &kind.expect("the pair is one of its types").moves;
        // A move that can not be made at the start is never made there.
        Ok(moves.iter().position(|own| own.id == named.moves[made].id).map_or(0.0, |own| mixes[actor][own]))
    }

    fn patience(&self) -> Result<f64, String> {
        let game = self.stage_game();
        let reduced = game.reductions.iter().find(|pair| pair.types == game.pair.types);
        let reduced = reduced.expect("every pair is reduced");
        let Some(two_by_two) = &reduced.game else {
            return Err(reduced.why_not.clone().unwrap_or_default());
        };
        let Some(repeated) = &two_by_two.repeated else {
            return Err(match two_by_two.declined.is_empty() {
                true => "the rounds are not one game repeated".to_owned(),
                false => two_by_two.declined.join("; "),
            });
        };
        repeated.discount.ok_or_else(|| "no discount factor sustains mutual concession".to_owned())
    }
}
