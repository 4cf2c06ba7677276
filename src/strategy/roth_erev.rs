//! `roth-erev`: reinforcement. What paid is done more often.
//!
//! Each action j has a propensity qⱼ and is played in proportion to it. At first qⱼ = s·X/n, with n actions, initial
//! strength s and average payoff X. After a round that paid x for action k,
//!
//! ```text
//! qⱼ ← (1 − φ)·qⱼ + (x − x_min) · { 1 − ε for j = k;  ε/(m − 1) for the other m − 1 available actions }
//! ```
//!
//! with forgetting φ and experimentation ε; where k was the only action available, it gets all of it. The literature
//! takes x_min and X, which is measured from x_min, from the payoff matrix; here they are the smallest and the mean of
//! all payoffs that the learner has seen in the play so far, of actions taken or not, and earlier rounds are valued
//! again as these change. The mean stands in for the matrix only here: an action not taken is not reinforced by what it
//! would have paid.
//!
//! Source: Roth & Erev, *Games and Economic Behavior* 8 (1995); Erev & Roth, *American Economic Review* 88 (1998), whose
//! best fit over twelve experiments is the default. Memory: for each action, its reinforcement in two parts; the
//! smallest payoff, sum and number of payoffs, and what is left of the initial propensity.
//! Parameters: `strength`, `forgetting`, `experimentation`.

use super::catalogue::{Entry, Family, Parameter};
use super::{Learner, Seen, View};
use crate::game::{ActionIndex, Game, TypeIndex};

pub(super) const ENTRY: Entry = Entry {
    name: "roth-erev",
    family: Family::Learning,
    summary: "reinforcement: what paid is done more often",
    source: "Roth & Erev 1995; Erev & Roth 1998",
    parameters: &[
        Parameter {
            name: "strength",
            meaning: "initial strength s: how many rounds of average payoff the first propensities are worth",
            default: Some("9"),
            range: "above 0",
        },
        Parameter {
            name: "forgetting",
            meaning: "φ: what propensities lose each round",
            default: Some("0.1"),
            range: "0 to 1",
        },
        Parameter {
            name: "experimentation",
            meaning: "ε: how much of a reinforcement goes to the other moves",
            default: Some("0.2"),
            range: "0 to 1",
        },
    ],
};

/// Learns from its own experience.
pub(super) struct RothErev {
    pub(super) strength: f64,
    pub(super) forgetting: f64,
    pub(super) experimentation: f64,
}

// Memory: for each action the decayed sum of (share · x), then the decayed sum of shares, then these.
const LOWEST: usize = 0;
const SUM: usize = 1;
const COUNT: usize = 2;
const LEFT: usize = 3;
const OF_ALL: usize = 4;

impl RothErev {
    /// qⱼ as it stands.
    fn propensity(&self, game: &Game, kind: TypeIndex, memory: &[f64], action: ActionIndex) -> f64 {
        let available = &game.types[kind].available;
        let (payoffs, rest) = memory.split_at(available.len());
        let (shares, of_all) = rest.split_at(available.len());
        if of_all[COUNT] == 0.0 {
            return 1.0;
        }
        let own = available.iter().flatten().count() as f64;
        let average = of_all[SUM] / of_all[COUNT] - of_all[LOWEST];
        let initial = of_all[LEFT] * self.strength * average / own;
        // Rounding can leave a hair below zero.
        (initial + payoffs[action] - of_all[LOWEST] * shares[action]).max(0.0)
    }
}

impl Learner for RothErev {
    fn numbers(&self, game: &Game, kind: TypeIndex) -> usize {
        2 * game.types[kind].available.len() + OF_ALL
    }

    fn begin(&self, _game: &Game, _kind: TypeIndex, memory: &mut [f64]) {
        let of_all = memory.len() - OF_ALL;
        memory[of_all + LOWEST] = f64::INFINITY;
        memory[of_all + LEFT] = 1.0;
    }

    fn mix(&self, view: &View<'_>, memory: &[f64], mix: &mut [f64]) {
        let mut total = 0.0;
        for &action in view.available {
            mix[action] = self.propensity(view.game, view.kind, memory, action);
            total += mix[action];
        }
        let alike = 1.0 / view.available.len() as f64;
        for &action in view.available {
            mix[action] = if total > 0.0 { mix[action] / total } else { alike };
        }
    }

    fn learn(&self, memory: &mut [f64], seen: &Seen<'_>, payoffs: &[f64]) {
        let (sums, rest) = memory.split_at_mut(payoffs.len());
        let (shares, of_all) = rest.split_at_mut(payoffs.len());
        let had = seen.actions[seen.actor];
        let known = || payoffs.iter().filter(|payoff| !payoff.is_nan());
        let others = known().count() - 1;
        of_all[LOWEST] = known().copied().fold(of_all[LOWEST], f64::min);
        of_all[SUM] += known().sum::<f64>();
        of_all[COUNT] += known().count() as f64;
        of_all[LEFT] *= 1.0 - self.forgetting;
        for action in 0..payoffs.len() {
            let share = match (action == had, others) {
                (true, 0) => 1.0,
                (true, _) => 1.0 - self.experimentation,
                (false, _) if payoffs[action].is_nan() => 0.0,
                (false, _) => self.experimentation / others as f64,
            };
            sums[action] = (1.0 - self.forgetting) * sums[action] + share * payoffs[had];
            shares[action] = (1.0 - self.forgetting) * shares[action] + share;
        }
    }
}
