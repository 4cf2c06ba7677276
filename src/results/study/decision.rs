//! What an actor's choices are worth over futures that nobody has probabilities for, and strategies against strategies.

use super::{IntervalFigures, Level};
use serde::{Deserialize, Serialize};

/// What each choice of an actor is worth to it over all futures.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DecisionFigures {
    /// The actor that chooses, by name.
    pub actor: String,
    /// Path of what it chooses.
    pub path: String,
    /// How many futures there are.
    pub futures: usize,
    /// The payoff that is good enough, where that was said.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub needed: Option<f64>,
    /// The half-width of the widest 95 % interval that a difference between two choices in one future has from sampling:
    /// what is told of single futures, regrets among it, can be off by as much; absent where payoffs are exact.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub noise: Option<f64>,
    /// The choices, in the order given.
    pub choices: Vec<ChoiceFigures>,
}

/// How one choice does over all futures. Payoffs are mean discounted payoffs of plays; a regret is how much more the best
/// choice gets in the same future.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ChoiceFigures {
    /// What is chosen.
    pub choice: Level,
    /// The mean payoff, all futures weighing the same; the interval is for sampling alone.
    pub mean: IntervalFigures,
    /// The payoff in the worst future.
    pub worst: f64,
    /// In the best.
    pub best: f64,
    /// The largest regret (Savage).
    pub largest_regret: f64,
    /// The regret that one of ten futures exceeds.
    pub regret_90: f64,
    /// The mean regret.
    pub mean_regret: f64,
    /// The share of futures in which it is best. Where futures are drawn at random the interval is Wilson's; else there is
    /// none.
    pub best_in: IntervalFigures,
    /// The share of all weightings of the futures for which it has the best mean payoff (Starr's domain), with Wilson's
    /// interval.
    pub starr: IntervalFigures,
    /// The share of futures in which it gets what is needed.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub satisficing: Option<IntervalFigures>,
}

/// The strategies of one actor against those of another.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TournamentFigures {
    /// What the strategies of each side are worth to it over all of the other's; the first varies over rows.
    pub sides: [DecisionFigures; 2],
    /// Every pairing, row by row.
    pub pairings: Vec<PairingFigures>,
}

/// Two strategies against each other.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct PairingFigures {
    /// The point that holds its shares and payoffs.
    pub point: usize,
    /// What the strategy of each side is against the other.
    pub responses: [Response; 2],
}

/// Whether a strategy is a best response to another, among those that take part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Response {
    /// No other gets more.
    Best,
    /// The plays do not tell: of no other the 95 % interval of the paired difference lies above 0.
    Perhaps,
    /// Another gets more.
    Beaten,
}

impl PairingFigures {
    /// Whether each is a best response to the other: a Nash equilibrium in pure strategies among those that take part.
    #[must_use]
    pub fn is_mutual(&self) -> Response {
        match self.responses {
            [Response::Best, Response::Best] => Response::Best,
            [Response::Beaten, _] | [_, Response::Beaten] => Response::Beaten,
            _ => Response::Perhaps,
        }
    }
}

impl TournamentFigures {
    /// The pairing of two strategies, by their numbers.
    #[must_use]
    pub fn pairing(&self, row: usize, column: usize) -> &PairingFigures {
        &self.pairings[row * self.sides[1].choices.len() + column]
    }
}

impl DecisionFigures {
    /// The choices, the one with the best mean first; of equals the first given.
    #[must_use]
    pub fn ranked(&self) -> Vec<&ChoiceFigures> {
        let mut ranked: Vec<&ChoiceFigures> = self.choices.iter().collect();
        ranked.sort_by(|a, b| b.mean.value.total_cmp(&a.mean.value));
        ranked
    }
}
