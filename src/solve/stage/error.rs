//! What can be wrong with a stage game, or with an answer to it.

use thiserror::Error;

/// Why a stage game has no answer here.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum StageError {
    /// A game without players, or a player without moves.
    #[error("a game needs at least one player, and every player at least one move")]
    Empty,
    /// The payoffs do not fill the table.
    #[error("a game with these players and moves has {expected} payoffs, but {found} were given")]
    Shape {
        /// Profiles times players.
        expected: usize,
        /// As many as were given.
        found: usize,
    },
    /// A payoff is infinite or not a number.
    #[error("every payoff must be a finite number")]
    NotFinite,
    /// The method is for two players only.
    #[error("this method is for two players, the game has {0}")]
    NotTwoPlayers(usize),
    /// The method is for two moves each only.
    #[error("this method is for two moves each, the game has {0} and {1}")]
    NotTwoByTwo(usize, usize),
    /// There is no player of that number.
    #[error("the game has {players} players, so there is no player number {player}")]
    NoSuchPlayer {
        /// As asked for, from 0.
        player: usize,
        /// As many as the game has.
        players: usize,
    },
    /// A player has no move of that number.
    #[error("player {player} has {moves} moves, so there is no move number {number}")]
    NoSuchMove {
        /// From 0.
        player: usize,
        /// As asked for, from 0.
        number: usize,
        /// As many as the player has.
        moves: usize,
    },
    /// The rationalities do not fit the players.
    #[error("rationality must be a finite number not below 0, one for each of the {0} players")]
    Rationality(usize),
    /// An enumeration would not end in any useful time.
    #[error("the game is too large for {method}: {size} exceeds the limit of {limit}")]
    TooLarge {
        /// The algorithm that declined.
        method: &'static str,
        /// What there is too much of, with its number.
        size: String,
        /// The most it accepts.
        limit: usize,
    },
    /// The trace of a logit branch could not go on.
    #[error(
        "the logit branch could be followed only to {scale} of the rationality asked for ({steps} steps): {reason}"
    )]
    BranchLost {
        /// The share of the rationality reached, from 0 to 1.
        scale: f64,
        /// Accepted steps until then.
        steps: usize,
        /// What stopped it.
        reason: &'static str,
    },
    /// A logit fixed point was found but not to the accuracy asked for.
    #[error("the logit fixed point has a residual of {residual:e}, above the {tolerance:e} asked for")]
    Residual {
        /// Largest difference between a probability and its logit response.
        residual: f64,
        /// The most that is accepted.
        tolerance: f64,
    },
    /// The linear program could not be solved.
    #[error("the linear program of {method} failed: {reason}")]
    LinearProgram {
        /// The algorithm that posed it.
        method: &'static str,
        /// In the words of the solver.
        reason: String,
    },
    /// The linear program was solved, but its answer did not stand the check against its own constraints.
    #[error("the answer of {method} misses its own constraints by {violation:e}")]
    Unverified {
        /// The algorithm.
        method: &'static str,
        /// The largest miss, in payoff or probability.
        violation: f64,
    },
}
