//! The figures of a run, as `summary.json` and `run --json` give them.
//!
//! Numbers are in full precision; rounding is for people. A field that is absent was not computed.

use super::record::RecordFigures;
use serde::{Deserialize, Serialize};

/// Version of this format.
pub const FORMAT: u32 = 1;

/// Everything a run found out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Summary {
    /// Version of the format: [`FORMAT`].
    pub format: u32,
    /// Name of the scenario.
    pub scenario: String,
    /// Its title.
    pub title: String,
    /// SHA-256 of the effective scenario, in hexadecimal.
    pub scenario_hash: String,
    /// Version of `standoff`.
    pub version: String,
    /// Seed of all plays.
    pub seed: u64,
    /// Number of plays sampled; 0 where only the exact solution was asked for.
    pub plays: u64,
    /// A label for each moment, from the start (entry 0) to the end of the last round: `start`, `Nov 2018`, … or `1`, `2`, ….
    pub moments: Vec<String>,
    /// What one round is: `month`, `round`, ….
    pub round_unit: String,
    /// How plays ended, in file order.
    pub outcomes: Vec<OutcomeFigures>,
    /// What the actors got.
    pub actors: Vec<ActorFigures>,
    /// How long plays were.
    pub rounds: RoundFigures,
    /// Where the tracks went.
    pub tracks: Vec<TrackFigures>,
    /// What the actors did.
    pub moves: Vec<MoveFigures>,
    /// How often each named effect fired.
    pub effects: Vec<EffectFigures>,
    /// How the equilibrium that was played is certified, where one was.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub certificate: Option<CertificateFigures>,
    /// What hangs on which logit equilibrium is played, where the branch that is played folds or crosses others and exact
    /// figures were asked for.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub selection: Option<SelectionFigures>,
    /// What really happened, where the scenario tells it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub record: Option<RecordFigures>,
}

/// How often plays ended in one way.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OutcomeFigures {
    /// The outcome's name.
    pub id: String,
    /// For people.
    pub label: String,
    /// Number of plays that ended so.
    pub count: u64,
    /// Share of plays that ended so; the exact probability where nothing was sampled.
    pub share: f64,
    /// Lower end of the share's 95 % Wilson interval.
    pub low: f64,
    /// Upper end of the share's 95 % Wilson interval.
    pub high: f64,
    /// Entry t: share of plays that had ended so by the end of round t (entry 0 is the start). The last is `share`.
    pub by_round: Vec<f64>,
    /// Exact probability.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub exact: Option<f64>,
    /// (share − exact) in standard errors.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub z: Option<f64>,
}

/// What one actor got.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ActorFigures {
    /// The actor's name.
    pub id: String,
    /// For people.
    pub label: String,
    /// Mean discounted payoff.
    pub payoff_mean: f64,
    /// Its standard error.
    pub payoff_se: f64,
    /// Discounted payoff over plays that ended in each outcome, in the order of [`Summary::outcomes`].
    pub by_outcome: Vec<PayoffFigures>,
    /// Mean discounted payoff by type; one entry with an empty id where the actor has no types.
    pub types: Vec<TypeFigures>,
    /// Exact mean discounted payoff.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub exact: Option<f64>,
    /// (mean − exact) in standard errors.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub z: Option<f64>,
}

/// The distribution of an actor's discounted payoff over some plays. Numbers are absent where there was no play.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PayoffFigures {
    /// Number of plays.
    pub plays: u64,
    /// Mean.
    pub mean: Option<f64>,
    /// 5 %, 25 %, 50 %, 75 % and 95 % quantiles, each within 1 % of its own size.
    pub quantiles: Option<[f64; 5]>,
}

/// What one type of an actor got.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TypeFigures {
    /// The type's name.
    pub id: String,
    /// For people.
    pub label: String,
    /// Number of plays with this type.
    pub plays: u64,
    /// Mean discounted payoff; absent where there was no play.
    pub payoff_mean: Option<f64>,
    /// Exact mean discounted payoff.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub exact: Option<f64>,
}

/// How long plays were.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RoundFigures {
    /// Mean number of rounds played.
    pub mean: f64,
    /// Its standard error.
    pub se: f64,
    /// Entry t: share of plays still going after round t (entry 0 is 1).
    pub surviving: Vec<f64>,
    /// Exact mean.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub exact: Option<f64>,
}

/// Where one track went. Ended plays are held at their last level; entry 0 is the start.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TrackFigures {
    /// The track's name.
    pub id: String,
    /// For people.
    pub label: String,
    /// Lowest and highest level.
    pub range: [i32; 2],
    /// Name of each level, empty where it has none.
    pub levels: Vec<String>,
    /// Mean level after each round.
    pub mean_by_round: Vec<f64>,
    /// Quantiles after each round.
    pub quantiles_by_round: Vec<LevelQuantiles>,
    /// Share of plays at each level after each round: `[round][level − low]`.
    pub distribution_by_round: Vec<Vec<f64>>,
    /// Exact mean after each round.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub exact_mean_by_round: Option<Vec<f64>>,
}

/// Quantiles of a track: the lowest level that at least that share of plays does not exceed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct LevelQuantiles {
    /// 5 %
    pub q05: i32,
    /// 25 %
    pub q25: i32,
    /// 50 %
    pub q50: i32,
    /// 75 %
    pub q75: i32,
    /// 95 %
    pub q95: i32,
}

/// How often one move was made.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MoveFigures {
    /// Who made it.
    pub actor: String,
    /// The move's name.
    pub id: String,
    /// For people.
    pub label: String,
    /// `concede`, `hold` or `escalate`.
    pub stance: String,
    /// Mean number of times a play.
    pub mean_count: f64,
    /// Its standard error.
    pub count_se: f64,
    /// Entry t−1: share of plays in which it was made by round t.
    pub first_by_round: Vec<f64>,
    /// Entry t−1: share of plays still going at round t in which it was made in round t.
    pub share_by_round: Vec<f64>,
    /// Exact mean number of times a play.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub exact: Option<f64>,
    /// (mean_count − exact) in standard errors.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub z: Option<f64>,
    /// Exact share in which it was made by round t.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub exact_first_by_round: Option<Vec<f64>>,
}

/// How often one named effect fired.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EffectFigures {
    /// The effect's id.
    pub id: String,
    /// For people.
    pub label: String,
    /// Mean number of times a play.
    pub mean_count: f64,
    /// Exact mean number of times a play.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub exact: Option<f64>,
}

/// What hangs on which logit equilibrium is played.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SelectionFigures {
    /// Share of the expected playing time in stage games whose principal branch folds or crosses others on the way from
    /// random play.
    pub time: f64,
    /// How plays would end on other branches; empty where that is less than a thousandth of the time.
    pub branches: Vec<BranchFigures>,
}

/// How plays would end if, of several stable logit equilibria, the one that is best for an actor were played.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BranchFigures {
    /// The actor's name, as `branch` takes it.
    pub actor: String,
    /// For people.
    pub label: String,
    /// Stage games in which that is another equilibrium than the principal one.
    pub chosen: u64,
    /// The probability of each outcome, in file order.
    pub shares: Vec<f64>,
}

/// What certifies an equilibrium.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CertificateFigures {
    /// How beliefs are treated: `fixed beliefs`.
    pub beliefs: String,
    /// Number of stage games solved.
    pub stage_games: u64,
    /// Stage games in which a bound proves that there is one fixed point only.
    pub proved_unique: u64,
    /// Stage games whose branch was followed all the way from uniform play and stayed regular.
    pub followed: u64,
    /// Stage games whose branch was traced all the way from uniform play by arc length.
    pub traced: u64,
    /// Stage games in which the traced branch folded back.
    pub folded: u64,
    /// Stage games in which the traced branch crossed others, as that of a symmetric game does.
    #[serde(default)]
    pub crossed: u64,
    /// Stage games in which another stable equilibrium is played, because it is better for the actor of `branch`.
    #[serde(default)]
    pub chosen: u64,
    /// Largest distance between a mix and the logit response to it.
    pub largest_residual: f64,
    /// Largest gain from deviating once, in units of payoff.
    pub largest_gain: f64,
}
