//! One play, from the drawing of types to its outcome.

use super::cast::Cast;
use super::luck::Luck;
use crate::game::{ActionIndex, EffectIndex, Game, Level, TypeIndex, Witness};
use crate::scenario::OutcomeIndex;
use crate::strategy::{Memory, Seen, View};

/// A play, as far as it has come.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Play {
    /// Its number, from 1.
    pub number: u64,
    /// The type of each actor.
    pub types: Vec<TypeIndex>,
    /// The tracks.
    pub levels: Vec<Level>,
    /// Rounds played.
    pub rounds: u32,
    /// Discounted payoff of each actor.
    pub payoffs: Vec<f64>,
    /// For each actor and move of the scenario, how often it was made.
    pub counts: Vec<Vec<u32>>,
    /// How it ended.
    pub outcome: OutcomeIndex,
}

/// A round of a play, when it is over.
#[derive(Debug, Clone, Copy)]
pub struct RoundSeen<'a> {
    /// The round, from 1.
    pub round: u32,
    /// The tracks at its beginning.
    pub before: &'a [Level],
    /// What each actor did.
    pub actions: &'a [ActionIndex],
    /// The tracks at its end.
    pub after: &'a [Level],
}

/// Who follows plays: a tally, a record for replaying.
pub trait Observer {
    /// A play begins; its types are drawn.
    fn begins(&mut self, _play: &Play) {}
    /// An actor has picked an action; `mix` holds the probability of each of its actions.
    fn picks(&mut self, _actor: usize, _action: ActionIndex, _mix: &[f64]) {}
    /// A chance was drawn.
    fn chance(&mut self, _effect: EffectIndex, _probability: f64, _fired: bool) {}
    /// An effect fires.
    fn fires(&mut self, _effect: EffectIndex) {}
    /// A round is over.
    fn round(&mut self, _game: &Game, _play: &Play, _seen: &RoundSeen<'_>) {}
    /// The play is over.
    fn ends(&mut self, _play: &Play) {}
}

/// Plays plays of one game by one cast from one seed.
pub struct Player<'a> {
    game: &'a Game,
    cast: &'a Cast,
    luck: Luck,
    play: Play,
    memories: Vec<Memory>,
    before: Vec<Level>,
    actions: Vec<ActionIndex>,
    available: Vec<ActionIndex>,
    mix: Vec<f64>,
    lesson: Vec<f64>,
}

impl<'a> Player<'a> {
    /// A player for a seed.
    #[must_use]
    pub fn new(game: &'a Game, cast: &'a Cast, seed: u64) -> Player<'a> {
        Player {
            game,
            cast,
            luck: Luck::new(seed),
            play: Play::default(),
            memories: Vec::new(),
            before: Vec::new(),
            actions: vec![0; game.actors.len()],
            available: Vec::new(),
            mix: Vec::new(),
            lesson: Vec::new(),
        }
    }

    /// Plays play `number` (from 1).
    pub fn play(&mut self, number: u64, observer: &mut impl Observer) -> &Play {
        self.begin(number, observer);
        let game = self.game;
        let mut weights: Vec<f64> = vec![1.0; game.actors.len()];
        for round in 1..=game.rounds {
            let ended = self.round(round, &weights, observer);
            self.play.rounds = round;
            let outcome = match ended {
                Some(outcome) => outcome,
                None if round == game.rounds => game.otherwise,
                None => {
                    for (weight, &kind) in weights.iter_mut().zip(&self.play.types) {
                        *weight *= game.types[kind].discount;
                    }
                    continue;
                }
            };
            self.play.outcome = outcome;
            for (actor, &kind) in self.play.types.iter().enumerate() {
                let payoff = game.types[kind].payoff.outcome(outcome).at(&self.play.levels);
                self.play.payoffs[actor] += weights[actor] * payoff;
            }
            break;
        }
        observer.ends(&self.play);
        &self.play
    }

    fn begin(&mut self, number: u64, observer: &mut impl Observer) {
        let game = self.game;
        self.luck.turn_to(number);
        self.play.number = number;
        self.play.levels.clone_from(&game.start);
        self.play.payoffs.clear();
        self.play.payoffs.resize(game.actors.len(), 0.0);
        self.play.counts.resize(game.actors.len(), Vec::new());
        for (counts, actor) in self.play.counts.iter_mut().zip(&game.actors) {
            counts.clear();
            counts.resize(actor.moves, 0);
        }
        self.play.types.clear();
        self.memories.resize(game.actors.len(), Memory::State(0));
        for (index, actor) in game.actors.iter().enumerate() {
            let draw = self.luck.decision(0, index);
            let kind = pick(draw, actor.types.clone().map(|kind| (kind, game.types[kind].prior)));
            self.play.types.push(kind);
            self.cast.behaviour(kind).restart(game, kind, &mut self.memories[index]);
        }
        observer.begins(&self.play);
    }

    fn round(&mut self, round: u32, weights: &[f64], observer: &mut impl Observer) -> Option<OutcomeIndex> {
        let game = self.game;
        let epoch = game.epochs.at(round);
        self.before.clone_from(&self.play.levels);

        // 1. Everybody picks at once; the moves are credited.
        for (actor, &kind) in self.play.types.iter().enumerate() {
            self.available.clear();
            self.available.extend(game.available(kind, epoch, &self.before));
            self.mix.resize(game.actors[actor].actions.len(), 0.0);
            let view = View { game, kind, round, levels: &self.before, available: &self.available };
            self.cast.behaviour(kind).mix(&view, &self.memories[actor], &mut self.mix);
            let draw = self.luck.decision(round, actor);
            let action = pick(draw, self.available.iter().map(|&action| (action, self.mix[action])));
            self.actions[actor] = action;
            observer.picks(actor, action, &self.mix);
        }
        for (actor, &kind) in self.play.types.iter().enumerate() {
            let payoff = game.types[kind].payoff.of_actions(actor, &self.before, &self.actions);
            self.play.payoffs[actor] += weights[actor] * payoff;
        }

        // 2. Effects, in order; 3. outcomes.
        let luck = &mut self.luck;
        let mut witness = Crediting {
            game,
            types: &self.play.types,
            weights,
            payoffs: &mut self.play.payoffs,
            observer: &mut *observer,
        };
        let ended = game.unfold(
            epoch,
            game.profile(&self.actions),
            &self.actions,
            &mut self.play.levels,
            &mut |slot| luck.chance(round, slot),
            &mut witness,
        );
        let ended = ended.or_else(|| game.outcome_at(epoch, &self.play.levels, &self.actions));

        // 4. The tracks are credited as they now stand.
        for (actor, &kind) in self.play.types.iter().enumerate() {
            self.play.payoffs[actor] +=
                weights[actor] * game.types[kind].payoff.of_standing(&self.play.levels);
        }

        for (actor, &kind) in self.play.types.iter().enumerate() {
            self.play.counts[actor][game.actors[actor].actions[self.actions[actor]].move_index] += 1;
            let behaviour = self.cast.behaviour(kind);
            let seen = Seen { game, actor, round, levels: &self.before, actions: &self.actions };
            if behaviour.learns() {
                game.lesson(kind, epoch, &self.before, &self.actions, &mut self.lesson);
            }
            behaviour.see(&mut self.memories[actor], &seen, &self.lesson);
        }
        let seen =
            RoundSeen { round, before: &self.before, actions: &self.actions, after: &self.play.levels };
        observer.round(game, &self.play, &seen);
        ended
    }
}

/// Picks by cumulated probability: the first whose sum exceeds the draw. Rounding can leave the sum a little short of
/// 1; what is left belongs to the last with any probability.
fn pick(draw: f64, choices: impl Iterator<Item = (usize, f64)>) -> usize {
    let mut sum = 0.0;
    let mut last = None;
    for (choice, probability) in choices {
        if probability > 0.0 || last.is_none() {
            last = Some(choice);
        }
        sum += probability;
        if draw < sum {
            return choice;
        }
    }
    last.expect("there is something to pick from")
}

/// Credits `payoff.rule` as effects fire.
struct Crediting<'a, O> {
    game: &'a Game,
    types: &'a [TypeIndex],
    weights: &'a [f64],
    payoffs: &'a mut [f64],
    observer: &'a mut O,
}

impl<O: Observer> Witness for Crediting<'_, O> {
    fn chance(&mut self, effect: EffectIndex, probability: f64, fired: bool) {
        self.observer.chance(effect, probability, fired);
    }

    fn fires(&mut self, effect: EffectIndex, levels: &[Level]) {
        for (actor, &kind) in self.types.iter().enumerate() {
            if let Some(amount) = self.game.types[kind].payoff.of_effect(effect) {
                self.payoffs[actor] += self.weights[actor] * amount.at(levels);
            }
        }
        self.observer.fires(effect);
    }
}
