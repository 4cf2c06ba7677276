//! How large a scenario may be. Past these sizes a mistake is likelier than a meaning, and exact solution is hopeless.

/// Bytes of one file: 1 MiB.
pub const FILE_BYTES: usize = 1 << 20;
/// Files in a chain of `extends`, the first one not counted.
pub const EXTENDS_DEPTH: usize = 8;
/// Tracks of a scenario.
pub const TRACKS: usize = 32;
/// Levels of a track.
pub const LEVELS: i64 = 1000;
/// Largest level of a track, either side of zero.
pub const LEVEL: i64 = 1_000_000;
/// States: the product of the tracks' sizes.
pub const STATES: u64 = 1 << 24;
/// Actors of a scenario.
pub const ACTORS: usize = 8;
/// Types of an actor.
pub const TYPES: usize = 16;
/// Types of all actors together. Nothing about one type is kept for another, so the solver has a lane for each.
pub const ALL_TYPES: usize = 64;
/// Moves of an actor, over all of its types.
pub const MOVES: usize = 64;
/// Move profiles: the product of the actors' numbers of moves.
pub const MOVE_PROFILES: usize = 4096;
/// Conditions of one `when`.
pub const CONDITIONS: usize = 128;
/// Paths of one `remove`.
pub const REMOVALS: usize = 1000;
/// Effects of a scenario: rules, effects of moves, and what follows in their `else`.
pub const EFFECTS: usize = 2000;
/// How deep `else` lists nest.
pub const ELSE_DEPTH: usize = 3;
/// Outcomes of a scenario.
pub const OUTCOMES: usize = 64;
/// Rounds played and planned for, together.
pub const ROUNDS: i64 = 10_000;
/// Tracks that one amount depends on.
pub const AMOUNT_TRACKS: usize = 8;
/// Largest payoff number or coefficient, either side of zero: sums of them stay finite.
pub const NUMBER: f64 = 1e12;
/// Largest λ.
pub const RATIONALITY: f64 = 1e6;
/// Largest level of reasoning of `level-k`.
pub const REASONING: i64 = 100;
/// Steps of a path.
pub const PATH_STEPS: usize = 32;
/// Characters of an id.
pub const ID: usize = 64;
/// Characters of a title, a label, or the name of a level.
pub const LABEL: usize = 200;
/// Characters of a summary or a statement.
pub const PROSE: usize = 4000;
/// Mistakes reported at once.
pub const PROBLEMS: usize = 500;
