//! Who plays what in a set of choices, laid out for the arithmetic.

use crate::game::{Choices, Game};
use std::ops::Range;

/// Who plays what in a set of choices: the layout that all stage games with these choices share.
#[derive(Debug, Clone)]
pub(in crate::solve) struct Layout {
    /// For each actor, number of actions, and where its averaged mix begins in `z`.
    pub(super) actors: Vec<(usize, usize)>,
    /// The actors, those with the most actions first.
    order: Vec<usize>,
    /// Number of profiles, the first actor's action varying slowest.
    pub(super) profiles: usize,
    /// For each profile, the place of each actor's action in its mix.
    pub(super) digits: Vec<u16>,
    /// For each type.
    pub(super) seats: Vec<Seat>,
    /// Length of `z`.
    pub(super) width: usize,
    /// Length of all types' mixes.
    mixes: usize,
}

#[derive(Debug, Clone)]
pub(super) struct Seat {
    pub(super) actor: usize,
    pub(super) prior: f64,
    pub(super) rationality: f64,
    /// Places of its available actions in its actor's mix.
    pub(super) available: Vec<usize>,
    /// Where its mix begins among all types' mixes.
    pub(super) offset: usize,
}

impl Seat {
    /// Where its mix stands among all types' mixes.
    pub(super) fn mix(&self) -> Range<usize> {
        self.offset..self.offset + self.available.len()
    }
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
        order.sort_by_key(|&actor| std::cmp::Reverse(actors[actor].0));
        let place = |actor: usize, action: usize| {
            choices.of_actor[actor].binary_search(&action).expect("an actor has the actions of its types")
        };
        let digits = choices
            .profiles
            .iter()
            .flat_map(|&profile| {
                (0..game.actors.len()).map(move |actor| (actor, game.action_in(profile, actor)))
            })
            .map(|(actor, action)| place(actor, action) as u16)
            .collect();
        let mut mixes = 0;
        let seats = game
            .types
            .iter()
            .zip(&choices.of_type)
            .map(|(kind, actions)| {
                let available: Vec<usize> = actions.iter().map(|&action| place(kind.actor, action)).collect();
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
        Layout { actors, order, profiles: choices.profiles.len(), digits, seats, width, mixes }
    }

    /// Length of all types' mixes, one after the other, each over the type's available actions.
    pub(in crate::solve) fn mixes(&self) -> usize {
        self.mixes
    }

    /// Number of profiles, the first actor's action varying slowest.
    pub(in crate::solve) fn profiles(&self) -> usize {
        self.profiles
    }

    /// Where an actor's averaged mix stands in `z`.
    pub(super) fn average(&self, actor: usize) -> Range<usize> {
        let (actions, start) = self.actors[actor];
        start..start + actions
    }

    /// The types of an actor.
    pub(super) fn seats_of(&self, actor: usize) -> impl Iterator<Item = (usize, &Seat)> {
        self.seats.iter().enumerate().filter(move |(_, seat)| seat.actor == actor)
    }

    /// The two actors, the one with more actions first; `None` if there are more.
    pub(super) fn two(&self) -> Option<(usize, usize)> {
        match *self.order {
            [other, own] => Some((other, own)),
            _ => None,
        }
    }

    /// The actors, those with the most actions first.
    pub(super) fn order(&self) -> &[usize] {
        &self.order
    }

    /// The entries of `z` that have to be found. With two actors those of the one with fewer actions: the other's follow.
    pub(super) fn unknown(&self) -> Range<usize> {
        self.two().map_or(0..self.width, |(_, own)| self.average(own))
    }
}
