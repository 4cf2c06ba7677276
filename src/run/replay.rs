//! One play of a run, told round by round.

use super::error::RunError;
use super::job::MOST_PLAYS;
use super::stage::Stage;
use crate::game::{ActionIndex, EffectIndex, Game, Level};
use crate::play::{Observer, Play, Player, RoundSeen};
use crate::scenario::moments;
use serde::Serialize;

/// A play from the drawing of types to its outcome. Actors, tracks and moves go by their index in the scenario.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Replay {
    /// Name of the scenario.
    pub scenario: String,
    /// The seed of the run.
    pub seed: u64,
    /// Number of the play, from 1.
    pub play: u64,
    /// For each actor, the type that was drawn; an empty name for an actor without types.
    pub types: Vec<String>,
    /// Level of each track at the start.
    pub start: Vec<i32>,
    /// The rounds played.
    pub rounds: Vec<RoundTold>,
    /// Name of the outcome.
    pub outcome: String,
    /// Discounted payoff of each actor.
    pub payoffs: Vec<f64>,
}

/// A round of a play.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RoundTold {
    /// The round, from 1.
    pub round: u32,
    /// Its date, or its number.
    pub moment: String,
    /// What each actor did.
    pub picks: Vec<Pick>,
    /// What happened then, in order.
    pub happenings: Vec<Happening>,
    /// Level of each track at the end.
    pub levels: Vec<i32>,
}

/// What an actor did.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Pick {
    /// Its move, as an index.
    pub index: usize,
    /// The move's name.
    pub id: String,
    /// With which probability its type makes this move there.
    pub probability: f64,
}

/// An effect that fired, or that could have.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Happening {
    /// The effect, as an index into [`Game::effects`].
    #[serde(skip)]
    pub effect: EffectIndex,
    /// The effect's id, or its path.
    pub key: String,
    /// The draw, where it was left to chance.
    pub chance: Option<Chance>,
    /// What it changed; empty where it did not come up or had nothing to change.
    pub changes: Vec<Change>,
}

/// A draw.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Chance {
    /// The probability of coming up.
    pub probability: f64,
    /// Whether it came up.
    pub came_up: bool,
}

/// A change of a track.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Change {
    /// The track, as an index.
    pub track: usize,
    /// Its level before.
    pub from: i32,
    /// Its level after.
    pub to: i32,
}

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
    };
    let mut player = Player::new(&stage.game, &stage.casting.cast, seed);
    let end = player.play(play, &mut teller);
    let scenario = &stage.scenario;
    let types = scenario.actors.iter().zip(&end.types);
    Ok(Replay {
        scenario: scenario.name.clone(),
        seed,
        play,
        types: types.map(|(actor, &kind)| actor.types[stage.game.types[kind].index].id.clone()).collect(),
        start: written(&stage.game, &stage.game.start),
        rounds: teller.rounds,
        outcome: scenario.outcomes[end.outcome].id.clone(),
        payoffs: end.payoffs.clone(),
    })
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
}

impl Teller<'_> {
    fn happened(&mut self, effect: EffectIndex, chance: Option<Chance>, changes: Vec<Change>) {
        let key = self.stage.game.effects[effect].key.clone();
        self.happenings.push(Happening { effect, key, chance, changes });
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
        self.rounds.push(RoundTold {
            round: seen.round,
            moment: self.moments[seen.round as usize].clone(),
            picks: std::mem::take(&mut self.picks),
            happenings: std::mem::take(&mut self.happenings),
            levels: written(game, seen.after),
        });
    }
}
