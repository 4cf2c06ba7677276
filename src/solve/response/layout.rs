//! Who plays what in a set of choices, laid out for the arithmetic.

use crate::game::{Choices, Game};

/// Who plays what in a set of choices: the layout that all stage games with these choices share.
#[derive(Debug, Clone)]
pub(in crate::solve) struct Layout {
    /// For each actor, number of actions, and where its averaged mix begins in `z`.
    pub(super) actors: Vec<(usize, usize)>,
    /// For each profile, the place of each actor's action in its mix.
    pub(super) digits: Vec<u16>,
    /// For each type.
    pub(super) seats: Vec<Seat>,
    /// The actors, those with the most actions first.
    order: Vec<usize>,
    /// Length of `z`.
    pub(super) width: usize,
    /// Length of all types' mixes.
    pub(super) mixes: usize,
}

#[derive(Debug, Clone)]
pub(super) struct Seat {
    pub(super) actor: usize,
    pub(super) prior: f64,
    pub(super) rationality: f64,
    /// Places of its available actions in its actor's mix.
    pub(super) available: Vec<u16>,
    /// Where its mix begins among all types' mixes.
    pub(super) offset: usize,
}

impl Layout {
    pub(in crate::solve) fn new(game: &Game, choices: &Choices) -> Layout {
        let mut actors = Vec::new();
        let mut width = 0;
        for actions in &choices.of_actor {
            actors.push((actions.len(), width));
            width += actions.len();
        }
        let mut order: Vec<usize> = (0..actors.len()).collect();
        order.sort_by_key(|&actor| std::cmp::Reverse(choices.of_actor[actor].len()));
        let place = |actor: usize, action: usize| {
            choices.of_actor[actor].binary_search(&action).expect("an actor has the actions of its types")
                as u16
        };
        let digits = choices
            .profiles
            .iter()
            .flat_map(|&profile| {
                (0..game.actors.len()).map(move |actor| (actor, game.action_in(profile, actor)))
            })
            .map(|(actor, action)| place(actor, action))
            .collect();
        let mut mixes = 0;
        let seats = game
            .types
            .iter()
            .zip(&choices.of_type)
            .map(|(kind, actions)| {
                let available: Vec<u16> = actions.iter().map(|&action| place(kind.actor, action)).collect();
                let offset = mixes;
                mixes += available.len();
                Seat {
                    actor: kind.actor,
                    prior: kind.prior,
                    rationality: kind.rationality,
                    available,
                    offset,
                }
            })
            .collect();
        Layout { actors, digits, seats, order, width, mixes }
    }

    /// In which order actors answer one another. Newton's method leaves the last one's averaged mix exact and the rest to
    /// be answered to it, so whoever reads its result goes by this order too.
    pub(super) fn order(&self) -> &[usize] {
        &self.order
    }

    /// Length of all types' mixes, one after the other, each over the type's available actions.
    pub(in crate::solve) fn mixes(&self) -> usize {
        self.mixes
    }
}
