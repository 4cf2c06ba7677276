//! One play of a run, told round by round.

use super::error::RunError;
use super::job::MOST_PLAYS;
use super::stage::Stage;
use crate::game::{ActionIndex, EffectIndex, Game, Level};
use crate::play::{Beliefs, Observer, Play, Player, RoundSeen};
use crate::prose::effect_name;
use crate::results::{BeliefTold, Chance, Change, Happening, Pick, Replay, RoundTold};
use crate::scenario::moments;

/// Plays one play of a run again.
///
/// # Errors
/// [`RunError::NoSuchPlay`].
pub fn replay(stage: &Stage, seed: u64, play: u64) -> Result<Replay, RunError> {
    if !(1..=MOST_PLAYS).contains(&play) {
        return Err(RunError::NoSuchPlay(play));
    }
    let mut teller = Teller {
        stage,
        moments: moments(stage.scenario.calendar.as_ref(), stage.scenario.rounds),
        levels: stage.game.start.clone(),
        drawn: None,
        picks: Vec::new(),
        happenings: Vec::new(),
        rounds: Vec::new(),
        beliefs: Beliefs::new(&stage.game, &stage.casting.cast),
    };
    let mut player = Player::new(&stage.game, &stage.casting.cast, seed);
    let end = player.play(play, &mut teller);
    let scenario = &stage.scenario;
    let types = scenario.actors.iter().zip(&end.types);
    Ok(Replay {
        scenario: scenario.name.clone(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        seed,
        play,
        types: types.map(|(actor, &kind)| actor.types[stage.game.types[kind].index].id.clone()).collect(),
        start: written(&stage.game, &stage.game.start),
        beliefs: believed(stage, &teller.beliefs),
        rounds: teller.rounds,
        outcome: scenario.outcomes[end.outcome].id.clone(),
        payoffs: end.payoffs.clone(),
    })
}

/// The beliefs about each actor that has types.
fn believed(stage: &Stage, beliefs: &Beliefs<'_>) -> Vec<BeliefTold> {
    let actors = stage.scenario.actors.iter().zip(&stage.game.actors).enumerate();
    let typed = actors.filter(|(_, (actor, _))| actor.has_types());
    typed
        .map(|(index, (actor, compiled))| BeliefTold {
            actor: index,
            types: compiled
                .types
                .clone()
                .map(|kind| actor.types[stage.game.types[kind].index].id.clone())
                .collect(),
            by_round: beliefs.by_round().iter().map(|all| all[compiled.types.clone()].to_vec()).collect(),
        })
        .collect()
}

fn written(game: &Game, levels: &[Level]) -> Vec<i32> {
    levels.iter().enumerate().map(|(track, &level)| game.space.written(track, level)).collect()
}

/// Takes down what it sees.
struct Teller<'a> {
    stage: &'a Stage,
    moments: Vec<String>,
    /// The tracks as they stand within a round.
    levels: Vec<Level>,
    /// The draw of the effect that is about to fire.
    drawn: Option<Chance>,
    picks: Vec<Pick>,
    happenings: Vec<Happening>,
    rounds: Vec<RoundTold>,
    beliefs: Beliefs<'a>,
}

impl Teller<'_> {
    fn happened(&mut self, effect: EffectIndex, chance: Option<Chance>, changes: Vec<Change>) {
        let about = &self.stage.game.effects[effect];
        let name = effect_name(&about.key, about.named, &about.label);
        self.happenings.push(Happening { effect, key: about.key.clone(), name, chance, changes });
    }
}

impl Observer for Teller<'_> {
    fn picks(&mut self, actor: usize, action: ActionIndex, mix: &[f64]) {
        let index = self.stage.game.actors[actor].actions[action].move_index;
        let id = self.stage.scenario.actors[actor].moves[index].id.clone();
        self.picks.push(Pick { index, id, probability: mix[action] });
    }

    fn chance(&mut self, effect: EffectIndex, probability: f64, fired: bool) {
        let chance = Some(Chance { probability, came_up: fired });
        if fired {
            self.drawn = chance;
        } else {
            self.happened(effect, chance, Vec::new());
        }
    }

    fn fires(&mut self, effect: EffectIndex) {
        let game = &self.stage.game;
        let before = written(game, &self.levels);
        game.effects[effect].apply(&game.space, &mut self.levels);
        let after = written(game, &self.levels);
        let changes = before.into_iter().zip(after).enumerate();
        let changes = changes.filter(|(_, (from, to))| from != to);
        let changes = changes.map(|(track, (from, to))| Change { track, from, to }).collect();
        let drawn = self.drawn.take();
        self.happened(effect, drawn, changes);
    }

    fn round(&mut self, game: &Game, _play: &Play, seen: &RoundSeen<'_>) {
        self.beliefs.see(seen);
        self.rounds.push(RoundTold {
            round: seen.round,
            moment: self.moments[seen.round as usize].clone(),
            picks: std::mem::take(&mut self.picks),
            happenings: std::mem::take(&mut self.happenings),
            levels: written(game, seen.after),
        });
    }
}
