//! `regret-matching`: each action in proportion to how much better it would have been.
//!
//! The regret of action a after t rounds is Σₛ [u(a, others' moves in round s) − u(what was done in round s)], over the
//! rounds in which a was available; the learner plays a in proportion to its positive part, and any available action
//! alike where no regret is positive. This is the *unconditional* procedure of the first paper, not the one of
//! its title: average regrets vanish whatever the others do, so when all play so the frequencies of joint moves
//! approach the coarse correlated equilibria (Hannan's set). For actors with two moves these are the correlated
//! equilibria.
//!
//! Source: Hart & Mas-Colell, "A simple adaptive procedure leading to correlated equilibrium", *Econometrica* 68 (2000);
//! "A general class of adaptive strategies", *Journal of Economic Theory* 98 (2001).
//! Memory: the regret of each action. Parameters: none.

use super::catalogue::{Entry, Family};
use super::{Learner, Seen, View};
use crate::game::{Game, TypeIndex};

pub(super) const ENTRY: Entry = Entry {
    name: "regret-matching",
    family: Family::Learning,
    summary: "each move in proportion to how much better it would have been so far",
    source: "Hart & Mas-Colell 2000, 2001",
    parameters: &[],
};

/// Plays what it regrets not having played.
pub(super) struct RegretMatching;

impl Learner for RegretMatching {
    fn numbers(&self, game: &Game, kind: TypeIndex) -> usize {
        game.types[kind].available.len()
    }

    fn mix(&self, view: &View<'_>, memory: &[f64], mix: &mut [f64]) {
        let regret = |action: usize| memory[action].max(0.0);
        let total: f64 = view.available.iter().map(|&action| regret(action)).sum();
        let alike = 1.0 / view.available.len() as f64;
        for &action in view.available {
            mix[action] = if total > 0.0 { regret(action) / total } else { alike };
        }
    }

    fn learn(&self, memory: &mut [f64], seen: &Seen<'_>, payoffs: &[f64]) {
        let had = payoffs[seen.actions[seen.actor]];
        for (regret, payoff) in memory.iter_mut().zip(payoffs).filter(|(_, payoff)| !payoff.is_nan()) {
            *regret += payoff - had;
        }
    }
}
