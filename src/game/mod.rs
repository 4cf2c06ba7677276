//! The compiled game: numbers only.
//!
//! A [`Game`] is a [`Scenario`] without its words. Tracks become a mixed-radix [`Space`] of states; conditions become
//! [`Gate`]s (tables of booleans); amounts become tables; the moves of all types become one list of actions for each
//! actor; effects stand in one arena. The sampler ([`crate::play`]) and the solver ([`crate::solve`]) share it: the
//! first draws from [`Game::unfold`], the second multiplies the [`Kernel`], and both are the same definition of a round.
//!
//! Words: an *action* is a move as one or several types make it (types whose overlay changes a move's stance or effects
//! have an action of their own); a *profile* is one action for each actor; an *epoch* is a stretch of rounds in which
//! every condition on the round has the same truth.

mod amount;
mod compile;
pub mod doubts;
mod effect;
mod epoch;
mod gate;
mod kernel;
mod lesson;
mod mass;
pub mod memory;
mod payoff;
mod reach;
mod slot;
mod space;

pub use amount::Amount;
pub use effect::{Effect, EffectIndex, Witness};
pub use epoch::Epochs;
pub use gate::Gate;
pub use kernel::{Choices, Kernel, KernelError, KernelSize, Pattern, Place, Row};
pub use payoff::Payoff;
pub use slot::SLOTS_PER_ROUND;
pub use space::{Level, Space, StateIndex};

use crate::scenario::{ActorIndex, Branch, MoveIndex, OutcomeIndex, Problem, Scenario, Stance};

/// Index of an action in [`Actor::actions`].
pub type ActionIndex = usize;
/// Index of a type among all types of all actors, in file order: [`Game::types`].
pub type TypeIndex = usize;
/// Index of a profile: mixed radix over the actors' actions, the first actor's varying slowest.
pub type ProfileIndex = usize;

/// A finite stochastic game, compiled.
#[derive(Debug, Clone)]
pub struct Game {
    /// The states.
    pub space: Space,
    /// Levels at the start of a play.
    pub start: Vec<Level>,
    /// Rounds played.
    pub rounds: u32,
    /// Further rounds that actors plan for.
    pub foresight: u32,
    /// Which logit equilibrium of a stage game is played.
    pub branch: Branch,
    /// The players.
    pub actors: Vec<Actor>,
    /// The types of all actors, actor by actor.
    pub types: Vec<Type>,
    /// All effects: those of moves, rules, and what follows when a chance does not come up.
    pub effects: Vec<Effect>,
    /// The rules, in order.
    pub rules: Vec<EffectIndex>,
    /// Where an outcome ends a play at a round's end; `None` where only effects bring it about.
    pub outcomes: Vec<Option<Gate>>,
    /// What a play is when its rounds run out.
    pub otherwise: OutcomeIndex,
    /// Which rounds are alike.
    pub epochs: Epochs,
    /// For each epoch and profile, the effects that can apply: `roots[epoch * profiles + profile]`.
    roots: Vec<Vec<EffectIndex>>,
}

/// A player of the compiled game.
#[derive(Debug, Clone, PartialEq)]
pub struct Actor {
    /// How many moves it has in the scenario.
    pub moves: usize,
    /// Its actions.
    pub actions: Vec<Action>,
    /// Its types: a range of [`Game::types`].
    pub types: std::ops::Range<TypeIndex>,
}

/// A move as some types of an actor make it.
#[derive(Debug, Clone, PartialEq)]
pub struct Action {
    /// The move in the scenario.
    pub move_index: MoveIndex,
    /// Its meaning in the game of Chicken.
    pub stance: Stance,
    /// What it sets in motion, in order.
    pub effects: Vec<EffectIndex>,
}

/// A private variant of an actor.
#[derive(Debug, Clone)]
pub struct Type {
    /// Whose type it is.
    pub actor: ActorIndex,
    /// Its index in the scenario's [`types`](crate::scenario::Actor::types).
    pub index: usize,
    /// Probability of being drawn.
    pub prior: f64,
    /// δ per round.
    pub discount: f64,
    /// λ of the logit response.
    pub rationality: f64,
    /// For each action of the actor, where it is available; `None` where this type never has it.
    pub available: Vec<Option<Gate>>,
    /// For each action of the actor, its weight within its stance.
    pub weight: Vec<f64>,
    /// What it gets.
    pub payoff: Payoff,
}

impl Game {
    /// Compiles a scenario.
    ///
    /// # Errors
    /// A problem where the game would be too large, or where an actor is left without a move in a state that a play
    /// can reach; it names the state. Where there is no memory to look at all states, that is a problem too.
    pub fn compile(scenario: &Scenario) -> Result<Game, Problem> {
        let game = compile::compile(scenario)?;
        reach::every_actor_can_move(&game, scenario)?;
        Ok(game)
    }

    /// Compiles a scenario without looking further than a moment allows: what was not looked at comes as a warning.
    ///
    /// # Errors
    /// As [`compile`](Game::compile), as far as was looked.
    pub fn glance(scenario: &Scenario) -> Result<(Game, Option<Problem>), Problem> {
        let game = compile::compile(scenario)?;
        let warning = reach::as_far_as_a_moment_allows(&game, scenario)?;
        Ok((game, warning))
    }

    /// Whether rounds lead to the same places as in another game: all that a [`Kernel`] is built from is equal. What the
    /// actors want, how they weigh it, how likely their types are and which equilibrium they play may differ.
    #[must_use]
    pub fn has_the_rounds_of(&self, other: &Game) -> bool {
        // Taken apart by name, so that no field to come is forgotten.
        let Game {
            space,
            start,
            rounds,
            foresight,
            branch: _,
            actors,
            types,
            effects,
            rules,
            outcomes,
            otherwise,
            epochs,
            roots,
        } = self;
        let alike = |(one, other): (&Type, &Type)| {
            let Type { actor, index, available, prior: _, discount: _, rationality: _, weight: _, payoff: _ } =
                one;
            (actor, index, available) == (&other.actor, &other.index, &other.available)
        };
        (space, start, rounds, foresight) == (&other.space, &other.start, &other.rounds, &other.foresight)
            && (actors, effects, rules) == (&other.actors, &other.effects, &other.rules)
            && (outcomes, otherwise) == (&other.outcomes, &other.otherwise)
            && (epochs, roots) == (&other.epochs, &other.roots)
            && types.len() == other.types.len()
            && types.iter().zip(&other.types).all(alike)
    }

    /// Number of profiles.
    #[must_use]
    pub fn profiles(&self) -> usize {
        self.actors.iter().map(|actor| actor.actions.len()).product()
    }

    /// The profile of some actions, one for each actor.
    #[must_use]
    pub fn profile(&self, actions: &[ActionIndex]) -> ProfileIndex {
        self.actors.iter().zip(actions).fold(0, |index, (actor, action)| index * actor.actions.len() + action)
    }

    /// The actions of a profile, one for each actor.
    #[must_use]
    pub fn actions_of(&self, mut profile: ProfileIndex) -> Vec<ActionIndex> {
        let mut actions = vec![0; self.actors.len()];
        for (i, actor) in self.actors.iter().enumerate().rev() {
            actions[i] = profile % actor.actions.len();
            profile /= actor.actions.len();
        }
        actions
    }

    /// An actor's action in a profile.
    #[must_use]
    pub fn action_in(&self, profile: ProfileIndex, actor: ActorIndex) -> ActionIndex {
        let faster: usize = self.actors[actor + 1..].iter().map(|actor| actor.actions.len()).product();
        profile / faster % self.actors[actor].actions.len()
    }

    /// The effects that can apply under a profile in an epoch, in the order in which they are looked at.
    #[must_use]
    pub fn roots(&self, epoch: usize, profile: ProfileIndex) -> &[EffectIndex] {
        &self.roots[epoch * self.profiles() + profile]
    }

    /// The actions that a type can take, in order.
    pub fn available(
        &self,
        kind: TypeIndex,
        epoch: usize,
        levels: &[Level],
    ) -> impl Iterator<Item = ActionIndex> {
        self.types[kind]
            .available
            .iter()
            .enumerate()
            .filter(move |(_, gate)| gate.as_ref().is_some_and(|gate| gate.open(epoch, levels, &[])))
            .map(|(action, _)| action)
    }

    /// The outcome that ends a play at a round's end, if one does.
    #[must_use]
    pub fn outcome_at(
        &self,
        epoch: usize,
        levels: &[Level],
        actions: &[ActionIndex],
    ) -> Option<OutcomeIndex> {
        self.outcomes
            .iter()
            .position(|gate| gate.as_ref().is_some_and(|gate| gate.open(epoch, levels, actions)))
    }

    /// Number of ways in which the actors' types can be drawn.
    #[must_use]
    pub fn type_profile_count(&self) -> usize {
        self.actors.iter().map(|actor| actor.types.len()).product()
    }

    /// One way in which the actors' types can be drawn, with its probability: one type for each actor. The first actor's
    /// varies slowest.
    #[must_use]
    pub fn type_profile(&self, mut index: usize) -> (Vec<TypeIndex>, f64) {
        let mut kinds = vec![0; self.actors.len()];
        for (kind, actor) in kinds.iter_mut().zip(&self.actors).rev() {
            *kind = actor.types.start + index % actor.types.len();
            index /= actor.types.len();
        }
        let probability = kinds.iter().map(|&kind| self.types[kind].prior).product();
        (kinds, probability)
    }

    /// Every way in which the actors' types can be drawn. There may be millions.
    pub fn type_profiles(&self) -> impl Iterator<Item = (Vec<TypeIndex>, f64)> {
        (0..self.type_profile_count()).map(|index| self.type_profile(index))
    }
}
