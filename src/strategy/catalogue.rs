//! The catalogue: what every strategy is called, does and takes. Help texts and documents are made of it.

use super::{
    alternator, always, brinkmanship, bully, fictitious_play, generous_tit_for_tat, graduated_reciprocation,
    grim, memory_one, mixed, pavlov, random, reasoning, regret_matching, roth_erev, run_the_clock, salami,
    script, suspicious_tit_for_tat, tit_for_tat, tit_for_two_tats, wait_for_other,
};
use crate::scenario::StrategyRule;

/// What strategies have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Family {
    /// The same whatever happens.
    Fixed,
    /// Answers what the others did; finite memory.
    Reciprocal,
    /// Named in the literature on crises and bargaining.
    Field,
    /// Written out in the scenario.
    Scripted,
    /// Worked out by the solver.
    Reasoning,
    /// Learns within a play: can be sampled, not solved.
    Learning,
}

impl Family {
    /// For people.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Family::Fixed => "fixed",
            Family::Reciprocal => "reciprocal",
            Family::Field => "of this field",
            Family::Scripted => "scripted",
            Family::Reasoning => "reasoning",
            Family::Learning => "learning",
        }
    }
}

/// One strategy.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Entry {
    /// As files write it.
    pub name: &'static str,
    /// What it has in common with others.
    pub family: Family,
    /// What it does, in one line.
    pub summary: &'static str,
    /// Where it comes from.
    pub source: &'static str,
    /// What it takes, beside `noise`.
    pub parameters: &'static [Parameter],
}

/// A parameter of a strategy.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Parameter {
    /// As files write it.
    pub name: &'static str,
    /// What it means, in one line.
    pub meaning: &'static str,
    /// What it is where it is not given, for people (`1/3`); `None` where it must be given.
    pub default: Option<&'static str>,
    /// What it may be.
    pub range: &'static str,
}

/// Noise, which every strategy takes.
pub const NOISE: Parameter = Parameter {
    name: "noise",
    meaning: "probability, each round on its own, of doing something else than intended",
    default: Some("0"),
    range: "0 to 1",
};

/// Every strategy, family by family.
pub const ALL: &[&Entry] = &[
    &always::CONCEDE,
    &always::HOLD,
    &always::ESCALATE,
    &random::ENTRY,
    &mixed::ENTRY,
    &tit_for_tat::ENTRY,
    &suspicious_tit_for_tat::ENTRY,
    &generous_tit_for_tat::ENTRY,
    &tit_for_two_tats::ENTRY,
    &grim::ENTRY,
    &pavlov::ENTRY,
    &bully::ENTRY,
    &alternator::ENTRY,
    &memory_one::ENTRY,
    &run_the_clock::ENTRY,
    &wait_for_other::ENTRY,
    &brinkmanship::ENTRY,
    &salami::ENTRY,
    &graduated_reciprocation::ENTRY,
    &script::ENTRY,
    &reasoning::EQUILIBRIUM,
    &reasoning::LEVEL_K,
    &reasoning::MYOPIC,
    &reasoning::BEST_RESPONSE,
    &fictitious_play::ENTRY,
    &regret_matching::ENTRY,
    &roth_erev::ENTRY,
];

/// What a strategy is.
#[must_use]
pub fn entry(rule: &StrategyRule) -> &'static Entry {
    match rule {
        StrategyRule::AlwaysConcede => &always::CONCEDE,
        StrategyRule::AlwaysHold => &always::HOLD,
        StrategyRule::AlwaysEscalate => &always::ESCALATE,
        StrategyRule::Random => &random::ENTRY,
        StrategyRule::Mixed { .. } => &mixed::ENTRY,
        StrategyRule::TitForTat => &tit_for_tat::ENTRY,
        StrategyRule::SuspiciousTitForTat => &suspicious_tit_for_tat::ENTRY,
        StrategyRule::GenerousTitForTat { .. } => &generous_tit_for_tat::ENTRY,
        StrategyRule::TitForTwoTats => &tit_for_two_tats::ENTRY,
        StrategyRule::Grim => &grim::ENTRY,
        StrategyRule::Pavlov => &pavlov::ENTRY,
        StrategyRule::Bully => &bully::ENTRY,
        StrategyRule::Alternator => &alternator::ENTRY,
        StrategyRule::MemoryOne { .. } => &memory_one::ENTRY,
        StrategyRule::RunTheClock { .. } => &run_the_clock::ENTRY,
        StrategyRule::WaitForOther => &wait_for_other::ENTRY,
        StrategyRule::Brinkmanship { .. } => &brinkmanship::ENTRY,
        StrategyRule::Salami { .. } => &salami::ENTRY,
        StrategyRule::GraduatedReciprocation => &graduated_reciprocation::ENTRY,
        StrategyRule::Script { .. } => &script::ENTRY,
        StrategyRule::Equilibrium => &reasoning::EQUILIBRIUM,
        StrategyRule::LevelK { .. } => &reasoning::LEVEL_K,
        StrategyRule::Myopic => &reasoning::MYOPIC,
        StrategyRule::BestResponse { .. } => &reasoning::BEST_RESPONSE,
        StrategyRule::FictitiousPlay => &fictitious_play::ENTRY,
        StrategyRule::RegretMatching => &regret_matching::ENTRY,
        StrategyRule::RothErev { .. } => &roth_erev::ENTRY,
    }
}
