//! The stage games of a solved game: what each profile of actions pays each type in a state of a round, with what
//! follows it.
//!
//! ```text
//! Q_θ(x, a) = g_θ(x, a) + Σ_x' P(x' | x, a) · [ s_θ(x') + (δ_θ · V_θ(x', t+1), or the outcome's payoff) ]
//! ```
//!
//! as in [`induction`](super::induction), which leaves V. The future is that of fixed beliefs: from the next round on
//! the others' types are drawn from the priors again.

use super::valuation::{Lanes, NextValue, Valuation, add, lanes};
use super::values::Values;
use super::{SolveError, with_lanes};
use crate::game::{ActionIndex, Choices, Game, Kernel, StateIndex, TypeIndex};
use rayon::prelude::*;

/// The normal form that the actors face in one state of one round.
#[derive(Debug, Clone)]
pub struct StageGame<'a> {
    /// The round.
    pub round: u32,
    /// The position of the state in the kernel.
    pub position: usize,
    /// The state.
    pub state: StateIndex,
    /// What the actors can do.
    pub choices: &'a Choices,
    types: usize,
    /// For each profile of the choices, an entry for each type.
    pay: Vec<f64>,
}

impl<'a> StageGame<'a> {
    /// From what each profile pays each type, as [`payoffs`](StageGame::payoffs) gives it.
    pub(crate) fn of(game: &Game, kernel: &'a Kernel, round: u32, position: usize, pay: Vec<f64>) -> Self {
        let choices = kernel.choices(game.epochs.at(round), position);
        let state = kernel.states()[position];
        StageGame { round, position, state, choices, types: game.types.len(), pay }
    }

    /// For each profile of the choices, what it pays each type.
    pub(crate) fn payoffs(&self) -> Vec<f64> {
        self.pay.clone()
    }

    /// What a profile pays a type; profiles count as in [`Choices::profiles`].
    #[must_use]
    pub fn payoff(&self, profile: usize, kind: TypeIndex) -> f64 {
        self.pay[profile * self.types + kind]
    }

    /// The place of some actions, one for each actor, in [`Choices::profiles`].
    ///
    /// # Panics
    /// Where an action is not among the choices.
    #[must_use]
    pub fn profile(&self, actions: &[ActionIndex]) -> usize {
        self.choices.of_actor.iter().zip(actions).fold(0, |place, (own, action)| {
            place * own.len() + own.binary_search(action).expect("an action that is among the choices")
        })
    }

    /// The actions of a profile, one for each actor.
    #[must_use]
    pub fn actions(&self, mut profile: usize) -> Vec<ActionIndex> {
        let mut actions = vec![0; self.choices.of_actor.len()];
        for (action, own) in actions.iter_mut().zip(&self.choices.of_actor).rev() {
            *action = own[profile % own.len()];
            profile /= own.len();
        }
        actions
    }
}

/// Which rounds are wanted, and the positions in each.
pub type Wanted = [(u32, Vec<usize>)];

/// Visits the stage games of some positions in some rounds, in parallel; answers come in the order asked for. Without
/// `future`, actors look at what the round itself brings and no further.
///
/// Positions have to be in reach when their round begins, and `future` has to be of this game.
///
/// # Errors
/// Where there are more types than the solver takes.
pub fn stage_games<R: Send>(
    game: &Game,
    kernel: &Kernel,
    future: Option<&Values>,
    wanted: &Wanted,
    visit: impl Fn(&StageGame<'_>) -> R + Sync,
) -> Result<Vec<Vec<R>>, SolveError> {
    let rebuilder: Box<dyn Rounds + '_> = with_lanes!(game.types.len(), L => {
        Box::new(Rebuilder::<L> { game, kernel, valuation: Valuation::new(game, kernel), future })
    });
    let round = |(round, positions): &(u32, Vec<usize>)| {
        let stages = rebuilder.round(*round);
        positions.par_iter().map(|&position| visit(&stages.stage(position))).collect()
    };
    Ok(wanted.iter().map(round).collect())
}

/// A game whose rounds can be looked at; hides the number of lanes.
trait Rounds {
    fn round(&self, round: u32) -> Box<dyn Stages + '_>;
}

/// The stage games of one round.
trait Stages: Sync {
    fn stage(&self, position: usize) -> StageGame<'_>;
}

struct Rebuilder<'a, const L: usize> {
    game: &'a Game,
    kernel: &'a Kernel,
    valuation: Valuation<'a, L>,
    future: Option<&'a Values>,
}

struct Round<'a, const L: usize> {
    game: &'a Rebuilder<'a, L>,
    round: u32,
    worth: Vec<Lanes<L>>,
}

impl<const L: usize> Rounds for Rebuilder<'_, L> {
    fn round(&self, round: u32) -> Box<dyn Stages + '_> {
        Box::new(Round { game: self, round, worth: self.worth(round) })
    }
}

impl<const L: usize> Rebuilder<'_, L> {
    /// What it is worth to stand at each place of a round.
    fn worth(&self, round: u32) -> Vec<Lanes<L>> {
        let Rebuilder { game, kernel, valuation, future, .. } = self;
        let epoch = game.epochs.at(round);
        let next = |position: usize| {
            let values = future.and_then(|values| values.at(round + 1, position));
            values.map_or([0.0; L], |values| lanes(game, |kind| values[kind]))
        };
        let planned = round < game.rounds + game.foresight;
        let beyond = future.map(|_| planned.then_some(&next as &NextValue<'_, L>));
        let mut worth = vec![[0.0; L]; kernel.places(epoch)];
        valuation.of_places(kernel, epoch, &valuation.of_legs(kernel, epoch), beyond, &mut worth);
        worth
    }
}

impl<const L: usize> Stages for Round<'_, L> {
    fn stage(&self, position: usize) -> StageGame<'_> {
        let Round { game: Rebuilder { game, kernel, valuation, .. }, round, worth } = self;
        let epoch = game.epochs.at(*round);
        let state = kernel.states()[position];
        let row = kernel.row(epoch, position);
        let mut levels = game.space.levels(state);
        let mut lanes = Vec::new();
        valuation.at_once(kernel, epoch, position, &mut levels, &mut lanes);
        for (pay, &head) in lanes.iter_mut().zip(&row.heads) {
            for &(offset, p) in kernel.going(head) {
                add(pay, p, &worth[state.wrapping_add_signed(offset) as usize]);
            }
        }
        let types = game.types.len();
        let pay = lanes.iter().flat_map(|pay| &pay[..types]).copied().collect();
        StageGame::of(game, kernel, *round, position, pay)
    }
}

#[cfg(test)]
#[path = "stage_games_tests.rs"]
mod tests;
