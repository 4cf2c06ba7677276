//! What a scenario file can say of how an actor picks its moves: a name and its parameters.
//!
//! This is the language only. What each strategy does is told, one a file, in [`crate::strategy`].

use super::model::{Condition, MoveIndex, TrackIndex};

/// A strategy as chosen in a file or by `--strategy`.
#[derive(Debug, Clone, PartialEq)]
pub struct StrategyChoice {
    /// Which one.
    pub rule: StrategyRule,
    /// ε in [0, 1]: probability, each round on its own, of doing something else than intended.
    pub noise: f64,
}

/// The strategies by name. Parameters are checked: probabilities lie in [0, 1].
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs, reason = "each is defined in crate::strategy under its own name")]
pub enum StrategyRule {
    AlwaysConcede,
    AlwaysHold,
    AlwaysEscalate,
    Random,
    /// Probability of each of the actor's moves; sums to 1.
    Mixed {
        probabilities: Vec<f64>,
    },
    TitForTat,
    SuspiciousTitForTat,
    /// Probability of conceding after the other did not.
    GenerousTitForTat {
        generosity: f64,
    },
    TitForTwoTats,
    Grim,
    Pavlov,
    Bully,
    Alternator,
    /// Probability of conceding after (own, other) = CC, CD, DC, DD in the last round, and in the first round.
    MemoryOne {
        after: [f64; 4],
        first: f64,
    },
    /// Concede only in the last so many rounds.
    RunTheClock {
        last: u32,
    },
    WaitForOther,
    /// Escalate while the track is below the level, then concede.
    Brinkmanship {
        track: TrackIndex,
        level: i32,
    },
    /// The smallest provocation while the track is below the level, hold from there on.
    Salami {
        track: TrackIndex,
        level: i32,
    },
    GraduatedReciprocation,
    /// The first line whose condition holds gives the mix.
    Script {
        lines: Vec<ScriptLine>,
    },
    Equilibrium,
    LevelK {
        level: u32,
    },
    Myopic,
    /// Best response to all others playing this.
    BestResponse {
        to: Box<StrategyChoice>,
    },
    FictitiousPlay,
    RegretMatching,
    /// Initial strength (in rounds' worth of average payoff), forgetting φ, experimentation ε.
    RothErev {
        strength: f64,
        forgetting: f64,
        experimentation: f64,
    },
}

/// One line of a script.
#[derive(Debug, Clone, PartialEq)]
pub struct ScriptLine {
    /// Where it applies. Mentions tracks and rounds only.
    pub when: Condition,
    /// Relative weight of each of the actor's moves; those not available give their share to the rest.
    pub mix: Vec<(MoveIndex, f64)>,
}
