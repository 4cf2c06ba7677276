//! Solving: exact distributions, equilibria, and stage games.

mod answer;
mod cast;
mod diagnosis;
mod exact;
mod exp;
mod extensive;
mod flow;
pub mod gambit_tree;
mod induction;
mod ln;
mod needs;
mod occupancy;
mod propagation;
mod reduction;
mod response;
#[cfg(test)]
mod small_games;
pub mod stage;
mod stage_games;
mod two_by_two;
mod valuation;
mod values;

pub use cast::{Casting, cast, cast_on, cast_with};
pub use diagnosis::{ClassTime, PairDiagnosis, Time, diagnose, mixes};
pub use exact::{Exact, FirstTimes, exact, exact_with_time};
pub use extensive::{ExtensiveError, ExtensiveForm, InfoSet, MOST_NODES, Node, extensive_form};
pub use induction::{
    Induction, Verification, equilibrium, equilibrium_by_round, myopic, verified_equilibrium,
};
pub use occupancy::{Occupancy, RARE, occupancy};
pub use reduction::{Irreducible, Reduction, TOLERANCE, pair_game, reduce, rounded, scale};
pub use response::{StageEquilibrium, stage_equilibria};
pub use stage_games::{StageGame, Wanted, stage_games};
pub use two_by_two::{FOLDS_UP_TO, TwoByTwo, two_by_two};
pub use values::Values;

pub(crate) use exp::{exp, exp_of_any};
pub(crate) use ln::ln;
pub(crate) use needs::for_induction;

use crate::game::StateIndex;
use response::Way;

/// Runs an expression with `L` the width that holds a lane for each type; the processor adds four at once.
macro_rules! with_lanes {
    ($types:expr, $lanes:ident => $body:expr) => {{
        macro_rules! wide {
            ($width:literal) => {{
                const $lanes: usize = $width;
                $body
            }};
        }
        match $types {
            0..=2 => wide!(2),
            3..=4 => wide!(4),
            5..=8 => wide!(8),
            9..=16 => wide!(16),
            17..=64 => wide!(64),
            types => return Err($crate::solve::SolveError::TooManyTypes(types)),
        }
    }};
}
use with_lanes;

/// The width that [`with_lanes`] takes for so many types.
fn lanes(types: usize) -> usize {
    [2, 4, 8, 16].into_iter().find(|&width| types <= width).unwrap_or(64)
}

/// An equilibrium whose largest residual exceeds this is an error, never a result.
pub const RESIDUAL_LIMIT: f64 = 1e-10;

/// Why there is no solution.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum SolveError {
    /// A stage game has no certified fixed point.
    #[error(
        "the stage game of round {round} in state {state:?} has a residual of {residual:e}, above {RESIDUAL_LIMIT:e}"
    )]
    Uncertified {
        /// Its residual.
        residual: f64,
        /// Level of each track.
        state: Vec<i32>,
        /// The round.
        round: u32,
    },
    /// A stage game resisted.
    #[error("the stage game of round {round} in state {state:?} could not be solved: {source}")]
    Stage {
        /// Level of each track.
        state: Vec<i32>,
        /// The round.
        round: u32,
        /// Why.
        source: stage::StageError,
    },
    /// More types than the solver takes.
    #[error("{0} types of actors are too many for the exact solver: it takes 64")]
    TooManyTypes(usize),
    /// A strategy that learns has too many memories to carry along.
    #[error(
        "the strategy `{strategy}` of actor {actor} learns from round to round: it can be sampled, but not solved exactly"
    )]
    Learns {
        /// Index of the actor.
        actor: usize,
        /// Its strategy.
        strategy: &'static str,
    },
    /// The strategies' memories multiply beyond what fits.
    #[error("the states of the game times the memories of the strategies are too many to solve exactly")]
    TooManyMemories,
    /// There is not enough memory for it.
    #[error(transparent)]
    TooMuch(#[from] crate::game::memory::TooMuch),
    /// The game is too large or leaves an actor without a move.
    #[error(transparent)]
    Kernel(#[from] crate::game::KernelError),
}

impl SolveError {
    /// Whether the game is too large for what was asked, so that another must be asked for, or more memory given.
    #[must_use]
    pub fn is_too_large(&self) -> bool {
        matches!(
            self,
            SolveError::TooManyTypes(_)
                | SolveError::TooManyMemories
                | SolveError::TooMuch(_)
                | SolveError::Kernel(_)
        )
    }
}

/// How good an equilibrium is, and how its stage games were solved.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Certificate {
    /// Stage games solved.
    pub stage_games: u64,
    /// Those with a proof that they have one fixed point only.
    pub proved_unique: u64,
    /// Those whose branch was followed from uniform play and stayed regular.
    pub followed: u64,
    /// Those whose branch was traced by arc length.
    pub traced: u64,
    /// Those whose traced branch folded.
    pub folded: u64,
    /// Those whose traced branch crossed others, as that of a symmetric game does.
    pub crossed: u64,
    /// Those in which another stable equilibrium is played, because it is better for [an actor](crate::scenario::Branch).
    pub chosen: u64,
    /// Largest difference between a probability and the logit response to the others' averaged mixes.
    pub largest_residual: f64,
    /// Largest gain of a type from deviating once, in units of payoff. A logit response gives away up to ln(n)/λ.
    pub largest_gain: f64,
}

impl Certificate {
    fn count(&mut self, residual: f64, gain: f64, way: Way) {
        self.stage_games += 1;
        match way {
            Way::Proved => self.proved_unique += 1,
            Way::Followed => self.followed += 1,
            Way::Traced { folds, crossings } => {
                self.traced += 1;
                self.folded += u64::from(folds > 0);
                self.crossed += u64::from(crossings > 0);
            }
            Way::Chosen => self.chosen += 1,
        }
        self.largest_residual = self.largest_residual.max(residual);
        self.largest_gain = self.largest_gain.max(gain);
    }
}

/// Where the largest residual is.
#[derive(Debug, Clone, Copy, Default)]
struct Worst {
    residual: f64,
    state: StateIndex,
    round: u32,
}

impl Worst {
    fn see(&mut self, residual: f64, state: StateIndex, round: u32) {
        // A residual that is not a number is the worst of all.
        if !(residual <= self.residual) {
            *self = Worst { residual, state, round };
        }
    }
}
