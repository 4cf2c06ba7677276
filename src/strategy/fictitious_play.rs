//! `fictitious-play`: the best reply to what the others have done so far.
//!
//! After t rounds the learner values each of its actions a at its mean payoff against the others' past moves,
//! 1/t · Σₛ u(a, others' moves in round s), and takes the best; ties share equally. In a repeated game this is the best
//! reply to the empirical frequencies of the others' joint moves. In a game with a state the mean is taken over the
//! rounds in which the action was available, at the states of those rounds; an action that never was counts as the best.
//!
//! Source: Brown, "Iterative solution of games by fictitious play" (1951); Robinson, *Annals of Mathematics* 54 (1951).
//! Memory: for each action, the sum of its payoffs and their number. Parameters: none.

use super::catalogue::{Entry, Family};
use super::{Learner, Seen, View};
use crate::game::{Game, TypeIndex};

pub(super) const ENTRY: Entry = Entry {
    name: "fictitious-play",
    family: Family::Learning,
    summary: "the best reply to what the others have done so far",
    source: "Brown 1951",
    parameters: &[],
};

/// Values closer than this, relative to their size, are a tie: sums of the same numbers in another order.
const TIE: f64 = 1e-12;

/// Expects the past to go on.
pub(super) struct FictitiousPlay;

impl Learner for FictitiousPlay {
    fn numbers(&self, game: &Game, kind: TypeIndex) -> usize {
        2 * game.types[kind].available.len()
    }

    fn mix(&self, view: &View<'_>, memory: &[f64], mix: &mut [f64]) {
        let (sums, counts) = memory.split_at(memory.len() / 2);
        let value =
            |action: usize| if counts[action] > 0.0 { Some(sums[action] / counts[action]) } else { None };
        let best =
            view.available.iter().filter_map(|&action| value(action)).fold(f64::NEG_INFINITY, f64::max);
        let is_best =
            |action: usize| value(action).is_none_or(|value| value >= best - TIE * (1.0 + best.abs()));
        let ties = view.available.iter().filter(|&&action| is_best(action)).count();
        for &action in view.available.iter().filter(|&&action| is_best(action)) {
            mix[action] = 1.0 / ties as f64;
        }
    }

    fn learn(&self, memory: &mut [f64], _seen: &Seen<'_>, payoffs: &[f64]) {
        let (sums, counts) = memory.split_at_mut(payoffs.len());
        for (action, payoff) in payoffs.iter().enumerate().filter(|(_, payoff)| !payoff.is_nan()) {
            sums[action] += payoff;
            counts[action] += 1.0;
        }
    }
}
