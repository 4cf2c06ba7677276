//! The stage game of one state in one round, in the words of its scenario.

use super::theory::{Asked, correlated, nash, security};
use super::{RunError, Solution, Spot};
use crate::game::TypeIndex;
use crate::results::stage_game::{
    PairGame, PairPlayer, StageFigures, StageLogit, StageMove, StageType, TrackLevel,
};
use crate::results::summary::FORMAT;
use crate::results::two_by_two::ReductionFigures;
use crate::scenario::moments;
use crate::solve::stage::correlated::correlated_extremes;
use crate::solve::stage::correlated_payoffs::correlated_payoffs;
use crate::solve::stage::extreme_equilibria::extreme_equilibria;
use crate::solve::stage::pure::pure_equilibria;
use crate::solve::stage::security::security as secure;
use crate::solve::{
    StageEquilibrium, StageGame, TOLERANCE, mixes, pair_game, reduce, rounded, scale, stage_equilibria,
    stage_games,
};

impl Solution {
    /// The stage game of a state in a round; all moves of a pair of types, and every pair reduced to conceding or not.
    ///
    /// # Errors
    /// Where an algorithm declines a reduced game.
    pub fn stage(&self, spot: Spot, pair: &[TypeIndex]) -> Result<StageFigures, RunError> {
        let (stage, now) = self.stage_games(spot)?;
        let scenario = &self.scenario;
        let mixes = mixes(&self.game, &self.policy, &stage);
        let reductions = self.game.type_profiles().map(|(types, probability)| {
            let future = self.futures(&stage, &now, &types);
            let stage = if future.is_some() { &now } else { &stage };
            let (game, why_not) = match (reduce(&self.game, stage, &types, &mixes), &types[..]) {
                (Ok(reduction), &[row, column]) => {
                    (Some(self.two_by_two(&reduction, [row, column], future.is_some())?), None)
                }
                (Ok(_), _) => (None, None),
                (Err(why), _) => (None, Some(self.irreducible(why))),
            };
            Ok(ReductionFigures {
                types: self.type_ids(&types),
                labels: self.type_labels(&types),
                probability,
                game,
                why_not,
            })
        });
        let levels = self.game.space.levels(stage.state);
        let state = scenario.tracks.iter().zip(levels).map(|(track, level)| {
            let level = track.low + i32::from(level);
            let (id, label, name) = (track.id.clone(), track.label.clone(), track.level_name(level));
            TrackLevel { id, label, level, name }
        });
        Ok(StageFigures {
            format: FORMAT,
            scenario: scenario.name.clone(),
            title: scenario.title.clone(),
            scenario_hash: scenario.hash.clone(),
            version: env!("CARGO_PKG_VERSION").into(),
            round: spot.round,
            moment: moments(scenario.calendar.as_ref(), scenario.rounds)[spot.round as usize].clone(),
            state: state.collect(),
            types: (0..self.game.types.len())
                .map(|kind| self.stage_type(&stage, &now, &mixes, kind))
                .collect(),
            logit: self.logit(&stage, &mixes),
            pair: self.pair_figures(&stage, &now, pair)?,
            reductions: reductions.collect::<Result<_, RunError>>()?,
            certificate: self.certificate(),
        })
    }

    /// The logit equilibria that are found of a stage game, the one played among them.
    fn logit(&self, stage: &StageGame<'_>, mixes: &[Vec<f64>]) -> Vec<StageLogit> {
        /// The policy is kept with so many digits, and the equilibrium is found with more.
        const SAME: f64 = 1e-5;
        let of_type = |(mix, actions): (&Vec<f64>, &Vec<usize>)| -> Vec<f64> {
            actions.iter().map(|&action| mix[action]).collect()
        };
        let played: Vec<Vec<f64>> = mixes.iter().zip(&stage.choices.of_type).map(of_type).collect();
        let is_played = |found: &StageEquilibrium| {
            let both = found.mixes.iter().flatten().zip(played.iter().flatten());
            both.map(|(found, played)| (found - played).abs()).all(|gap| gap <= SAME)
        };
        let told = |found: StageEquilibrium| StageLogit {
            played: is_played(&found),
            stable: found.stable,
            mixes: found.mixes,
            residual: found.residual,
        };
        stage_equilibria(&self.game, stage, &played).into_iter().map(told).collect()
    }

    /// The stage game with what follows it, and without.
    pub(super) fn stage_games(&self, spot: Spot) -> Result<(StageGame<'_>, StageGame<'_>), RunError> {
        let wanted = [(spot.round, vec![spot.position])];
        let rebuilt = |future| {
            let copy = |stage: &StageGame<'_>| stage.payoffs();
            let pay = stage_games(&self.game, &self.kernel, future, &wanted, copy)
                .map_err(|error| RunError::unsolved(&self.scenario, error))?
                .remove(0)
                .remove(0);
            Ok::<_, RunError>(StageGame::of(&self.game, &self.kernel, spot.round, spot.position, pay))
        };
        Ok((rebuilt(Some(&self.values))?, rebuilt(None)?))
    }

    /// What follows, for each of some types, where it is worth the same whatever is done now.
    pub(super) fn futures(
        &self,
        stage: &StageGame<'_>,
        now: &StageGame<'_>,
        types: &[TypeIndex],
    ) -> Option<Vec<f64>> {
        let future = |&kind: &TypeIndex| {
            let profiles = 0..stage.choices.profiles.len();
            let worth = |profile| stage.payoff(profile, kind) - now.payoff(profile, kind);
            let (low, high) =
                profiles.map(worth).fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), worth| {
                    (low.min(worth), high.max(worth))
                });
            let scale = scale(&self.game, kind);
            (high - low <= TOLERANCE * high.abs().max(scale)).then_some(rounded(low, scale))
        };
        types.iter().map(future).collect()
    }

    fn stage_type(
        &self,
        stage: &StageGame<'_>,
        now: &StageGame<'_>,
        mixes: &[Vec<f64>],
        kind: TypeIndex,
    ) -> StageType {
        let game = &self.game;
        let actor = game.types[kind].actor;
        let profiles = 0..stage.choices.profiles.len();
        let own = &stage.choices.of_type[kind];
        // Profiles that differ in this actor's action alone follow each other in the same order for each of its actions.
        let with = |action| profiles.clone().filter(move |&profile| stage.actions(profile)[actor] == action);
        let others =
            |profile: usize| stage.actions(profile).into_iter().enumerate().filter(|(i, _)| *i != actor);
        let chance = |profile: usize| -> f64 {
            let mixed = |(other, action): (usize, usize)| -> f64 {
                let prior = |kind: usize| game.types[kind].prior * mixes[kind][action];
                game.actors[other].types.clone().map(prior).sum()
            };
            others(profile).map(mixed).product()
        };
        let move_of = |&action: &usize| {
            let definition = &game.actors[actor].actions[action];
            StageMove {
                id: self.scenario.actors[actor].moves[definition.move_index].id.clone(),
                label: self.move_label(actor, action),
                stance: definition.stance.id().into(),
                probability: mixes[kind][action],
                expected: with(action).map(|profile| chance(profile) * stage.payoff(profile, kind)).sum(),
            }
        };
        let column = |profile| others(profile).map(|(other, action)| self.move_seen(other, action)).collect();
        let value = self.values.of(stage.round, stage.position, kind);
        StageType {
            actor: self.scenario.actors[actor].id.clone(),
            label: self.type_label(kind),
            id: self.type_id(kind),
            prior: game.types[kind].prior,
            rationality: game.types[kind].rationality,
            value: value.expect("values are kept for every round played"),
            moves: own.iter().map(move_of).collect(),
            columns: own.first().map_or_else(Vec::new, |&action| with(action).map(column).collect()),
            payoffs: own
                .iter()
                .map(|&action| with(action).map(|profile| stage.payoff(profile, kind)).collect())
                .collect(),
            future: self.futures(stage, now, &[kind]).map(|future| future[0]),
        }
    }

    fn pair_figures(
        &self,
        stage: &StageGame<'_>,
        now: &StageGame<'_>,
        pair: &[TypeIndex],
    ) -> Result<PairGame, RunError> {
        let written = self.futures(stage, now, pair).is_some();
        let game = pair_game(&self.scenario, &self.game, if written { now } else { stage }, pair)?;
        let mut asked = Asked::default();
        let label = |moves: &Vec<usize>| {
            let moves = moves.iter().zip(game.players());
            moves.map(|(&own, player)| player.moves[own].clone()).collect()
        };
        let extreme =
            asked.keep("Nash equilibria", game.bimatrix().and_then(|game| extreme_equilibria(&game)));
        let mediated = asked.keep("correlated equilibria", correlated_extremes(&game));
        let corners = match mediated {
            Some(_) if pair.len() == 2 => {
                asked.keep("the set of correlated payoffs", correlated_payoffs(&game))
            }
            _ => None,
        };
        let secured = game.players().iter().enumerate().map(|(number, player)| {
            let what = format!("security level of {}", player.label);
            asked.keep(&what, secure(&game, number)).map(|found| security(&found, written))
        });
        let secured = secured.collect();
        Ok(PairGame {
            types: self.type_ids(pair),
            players: game
                .players()
                .iter()
                .map(|player| PairPlayer { label: player.label.clone(), moves: player.moves.clone() })
                .collect(),
            payoffs: (0..game.profile_count()).map(|profile| game.payoffs_at(profile).to_vec()).collect(),
            with_future: !written,
            pure: pure_equilibria(&game).iter().map(|found| label(&found.moves)).collect(),
            nash: extreme.map(|found| nash(&found, written)),
            correlated: mediated.as_ref().map(correlated),
            correlated_payoffs: corners,
            security: secured,
            declined: asked.declined,
        })
    }
}
