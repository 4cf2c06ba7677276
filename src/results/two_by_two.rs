//! What `solve --json` says about a stage game between two types when moves count by their stance alone.
//!
//! Move 0 is to concede, move 1 not to (to hold or to escalate). A merged move is the mix over its moves that the
//! type's equilibrium mix leaves when it is known which of the two is meant; even weights where it leaves nothing.

use super::stage_game::{CorrelatedFigures, NashFigures};
use serde::{Deserialize, Serialize};

/// One pair of types.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ReductionFigures {
    /// The name of each actor's type; empty where it has none.
    pub types: Vec<String>,
    /// The same for people, with the actors' labels.
    pub labels: Vec<String>,
    /// Probability that these are drawn.
    pub probability: f64,
    /// The game; absent where a side has no choice between conceding and not, or there are more actors than two.
    pub game: Option<TwoByTwoFigures>,
    /// Why there is none.
    pub why_not: Option<String>,
}

/// A 2×2 game of conceding or not.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TwoByTwoFigures {
    /// `payoffs[i][j]`: what both get when the first actor makes move `i` and the second move `j`.
    pub payoffs: [[[f64; 2]; 2]; 2],
    /// For each actor and move, the moves merged into it with their weights.
    pub merged: [[Vec<(String, f64)>; 2]; 2],
    /// The name of the game: `Chicken`, `Called Bluff`, ….
    pub name: String,
    /// Each actor's order of `T`, `R`, `P`, `S`.
    pub preferences: [String; 2],
    /// Equilibria in pure moves.
    pub pure: Vec<[usize; 2]>,
    /// All extreme Nash equilibria.
    pub nash: Option<NashFigures>,
    /// The rationality of each side.
    pub rationality: [f64; 2],
    /// All logit equilibria of this game.
    pub logit: Vec<LogitPoint>,
    /// Where their number changes, as both rationalities grow together.
    pub folds: Vec<FoldFigures>,
    /// Where the symmetric branch splits, in a symmetric game with equal rationalities.
    pub pitchforks: Vec<PitchforkFigures>,
    /// The best and the worst correlated equilibria.
    pub correlated: Option<CorrelatedFigures>,
    /// What each side can be sure of.
    pub security: [Option<SecurityFigures>; 2],
    /// For each side, when holding pays.
    pub critical_risk: [RiskFigures; 2],
    /// What keeps both to mutual concession, in a game that is the same in every round.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub repeated: Option<RepeatedFigures>,
    /// What could not be worked out, and why.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub declined: Vec<String>,
}

/// A logit equilibrium of a 2×2 game.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LogitPoint {
    /// Each side's probability of conceding.
    pub concede: [f64; 2],
    /// Whether it is on the branch from uniform play.
    pub principal: bool,
    /// Whether logit dynamics return to it.
    pub stable: bool,
    /// The largest difference between a probability and its logit response.
    pub residual: f64,
}

/// A rationality at which the number of logit equilibria changes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FoldFigures {
    /// As a multiple of the rationalities given.
    pub scale: f64,
    /// Whether two equilibria appear there as it grows, or vanish.
    pub appear: bool,
    /// Each side's probability of conceding where the two are one.
    pub concede: [f64; 2],
}

/// Where a symmetric branch splits.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PitchforkFigures {
    /// λ*, of both sides.
    pub rationality: f64,
    /// Both sides' probability of conceding there.
    pub concede: f64,
}

/// What a player can be sure of.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SecurityFigures {
    /// By a pure move.
    pub pure_level: f64,
    /// By a mix.
    pub level: f64,
    /// That mix.
    pub mix: Vec<f64>,
    /// Whether the level was worked out in exact fractions, or in floating point and then checked.
    pub arithmetic: Arithmetic,
    /// The level as a fraction, where payoffs are as written and not continuation values.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub exact: Option<String>,
}

/// How a figure was worked out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Arithmetic {
    /// In fractions, without any rounding but that of the last step.
    Exact,
    /// In floating point, and checked to miss its own constraints by next to nothing.
    Float,
}

impl Arithmetic {
    /// By whether it was exact.
    #[must_use]
    pub fn of(is_exact: bool) -> Arithmetic {
        if is_exact { Arithmetic::Exact } else { Arithmetic::Float }
    }
}

/// When holding pays.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RiskFigures {
    /// `hold-below`, `hold-above`, `always-hold`, `always-concede` or `indifferent`.
    pub kind: String,
    /// The critical probability that the other holds, where there is one.
    pub probability: Option<f64>,
}

/// What keeps both sides to mutual concession in a game that is the same in every round, for ever.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RepeatedFigures {
    /// The least discount factor, by reverting for ever to the stage equilibrium worst for the deviator; absent where
    /// none below 1 will do.
    pub discount: Option<f64>,
    /// The same as a fraction.
    pub exact: Option<String>,
    /// For each side.
    pub players: [DeterrenceFigures; 2],
    /// Whether grim play, mutual holding for ever, is a punishment that would be carried out.
    pub grim_is_subgame_perfect: bool,
    /// What each side would gain by leaving mutual holding.
    pub grim_gains: [f64; 2],
    /// What each side's discount would have to be, if the grim threat were believed.
    pub grim_if_believed: [Option<f64>; 2],
}

/// What keeps one side to mutual concession.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DeterrenceFigures {
    /// The least discount factor that deters it; 0 where it has no reason to deviate.
    pub discount: Option<f64>,
    /// The same with one round of punishment.
    pub one_round: Option<f64>,
    /// What mutual concession pays it in a round.
    pub reward: f64,
    /// What deviating once pays it.
    pub temptation: f64,
    /// What its worst stage equilibrium pays it.
    pub punishment: f64,
    /// Number of that equilibrium among [`TwoByTwoFigures::nash`].
    pub equilibrium: usize,
    /// The discount factor it has in the scenario.
    pub own_discount: f64,
}
