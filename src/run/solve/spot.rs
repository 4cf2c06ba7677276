//! A state in a round, and the types that meet there, as people ask for them.

use super::{RunError, Solution};
use crate::game::{Game, TypeIndex};
use crate::scenario::Scenario;

/// A state in a round that a play can be in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spot {
    /// The round.
    pub(super) round: u32,
    /// The state's position in the kernel.
    pub(super) position: usize,
}

/// Looks whether rounds, states and types that are asked for are there at all, before anything is solved.
///
/// # Errors
/// [`RunError::Spot`] where there is no such round, track, level, actor or type.
pub fn look_up(
    scenario: &Scenario,
    game: &Game,
    round: Option<u32>,
    at: &[String],
    types: &[String],
) -> Result<(), RunError> {
    is_round(game, round)?;
    at.iter().try_for_each(|text| level(scenario, text).map(drop))?;
    pair(scenario, game, types).map(drop)
}

fn is_round(game: &Game, round: Option<u32>) -> Result<(), RunError> {
    match round.filter(|round| !(1..=game.rounds).contains(round)) {
        None => Ok(()),
        Some(round) => {
            Err(RunError::Spot(format!("there is no round {round}: rounds count from 1 to {}", game.rounds)))
        }
    }
}

impl Solution {
    /// The state with these levels (`TRACK=LEVEL`, by number or by name; the other tracks at their start) in a round;
    /// without one, in the first round that a play can be there.
    ///
    /// # Errors
    /// [`RunError::Spot`] where there is no such track or level, or no play can be there then.
    pub fn spot(&self, round: Option<u32>, at: &[String]) -> Result<Spot, RunError> {
        let rounds = self.game.rounds;
        is_round(&self.game, round)?;
        let mut levels = self.game.start.clone();
        for text in at {
            let (track, level) = level(&self.scenario, text)?;
            levels[track] = level;
        }
        let position = self.kernel.position(self.game.space.encode(&levels));
        let can_be = |round: u32| {
            let explored = |&at: &usize| {
                self.kernel.explored(self.game.epochs.at(round), at) && self.kernel.in_reach(at, round)
            };
            position.filter(explored)
        };
        let first = (1..=rounds).find(|&round| can_be(round).is_some());
        let round = round.or(first).unwrap_or(rounds);
        if let Some(position) = can_be(round) {
            return Ok(Spot { round, position });
        }
        Err(RunError::Spot(match first {
            Some(first) if first > round => {
                format!("no play can be in that state before round {first}")
            }
            Some(_) => format!("no play can be in that state in round {round}"),
            None => format!(
                "no play can go on in that state within {rounds} rounds; --set track.NAME.start=LEVEL begins there"
            ),
        }))
    }

    /// One type of each actor, from `ACTOR=TYPE` for some; the others' likeliest.
    ///
    /// # Errors
    /// [`RunError::Spot`] where there is no such actor or type.
    pub fn pair(&self, given: &[String]) -> Result<Vec<TypeIndex>, RunError> {
        pair(&self.scenario, &self.game, given)
    }
}

/// `TRACK=LEVEL`
fn level(scenario: &Scenario, text: &str) -> Result<(usize, u16), RunError> {
    let wrong = |what: String| RunError::Spot(what);
    let (id, written) = text
        .split_once('=')
        .ok_or_else(|| wrong(format!("`{text}` does not say where a track stands: TRACK=LEVEL does")))?;
    let (id, written) = (id.trim(), written.trim());
    let tracks = &scenario.tracks;
    let track = tracks.iter().position(|track| track.id == id).ok_or_else(|| {
        let known: Vec<&str> = tracks.iter().map(|track| track.id.as_str()).collect();
        wrong(match known.is_empty() {
            true => format!("there is no track `{id}`: the scenario has none"),
            false => format!("there is no track `{id}`; the tracks are {}", known.join(", ")),
        })
    })?;
    let named = &tracks[track];
    let by_name = || (named.low..=named.high).find(|&level| named.level_name(level) == written);
    let level = written.parse().ok().filter(|level| (named.low..=named.high).contains(level));
    let level = level.or_else(by_name).ok_or_else(|| {
        wrong(format!("track {id} has no level `{written}`: it goes from {} to {}", named.low, named.high))
    })?;
    Ok((track, (level - named.low) as u16))
}

/// One type of each actor, from `ACTOR=TYPE` for some; the others' likeliest.
fn pair(scenario: &Scenario, game: &Game, given: &[String]) -> Result<Vec<TypeIndex>, RunError> {
    let type_id = |kind: usize| {
        let place = &game.types[kind];
        &scenario.actors[place.actor].types[place.index].id
    };
    let likeliest = |actor: &crate::game::Actor| {
        let prior = |kind: usize| game.types[kind].prior;
        // The first of several.
        actor.types.clone().rev().max_by(|&a, &b| prior(a).total_cmp(&prior(b))).expect("a type")
    };
    let mut pair: Vec<TypeIndex> = game.actors.iter().map(likeliest).collect();
    for text in given {
        let found = text.split_once('=').and_then(|(id, wanted)| {
            let actor = scenario.actors.iter().position(|actor| actor.id == id.trim())?;
            let mut types = game.actors[actor].types.clone();
            Some((actor, types.find(|&kind| type_id(kind) == wanted.trim())?))
        });
        let Some((actor, kind)) = found else {
            let known: Vec<String> = (0..game.types.len())
                .filter(|&kind| !type_id(kind).is_empty())
                .map(|kind| {
                    let actor = &scenario.actors[game.types[kind].actor];
                    format!("{}={}", actor.id, type_id(kind))
                })
                .collect();
            let known = if known.is_empty() { "there are no types".to_owned() } else { known.join(", ") };
            return Err(RunError::Spot(format!("`{text}` names no type of an actor: {known}")));
        };
        pair[actor] = kind;
    }
    Ok(pair)
}
