//! How one type of an actor behaves: a strategy, its noise, and what it remembers.

use super::always::Always;
use super::brinkmanship::Brinkmanship;
use super::generous_tit_for_tat::GenerousTitForTat;
use super::memory_one::MemoryOne;
use super::mixed::Mixed;
use super::roth_erev::RothErev;
use super::run_the_clock::RunTheClock;
use super::salami::Salami;
use super::script::Script;
use super::{Automaton, Learner, PolicyTable, Seen, View, catalogue, noise};
use super::{
    alternator, bully, fictitious_play, graduated_reciprocation, grim, pavlov, random, regret_matching,
};
use super::{suspicious_tit_for_tat, tit_for_tat, tit_for_two_tats, wait_for_other};
use crate::game::{Game, TypeIndex};
use crate::scenario::{Stance, StrategyChoice, StrategyRule};
use std::sync::Arc;

/// A strategy of either kind.
pub enum Rule {
    /// Finite memory.
    Automaton(Box<dyn Automaton>),
    /// Learns: Monte Carlo only.
    Learner(Box<dyn Learner>),
}

/// How one type of an actor behaves: a strategy and its noise.
pub struct Behaviour {
    /// Name of the strategy, as files write it.
    pub name: &'static str,
    /// What it intends.
    pub rule: Rule,
    /// ε: probability of doing something else.
    pub noise: f64,
}

/// What a strategy remembers within a play.
#[derive(Debug, Clone, PartialEq)]
pub enum Memory {
    /// Of an [`Automaton`].
    State(u32),
    /// Of a [`Learner`].
    Numbers(Vec<f64>),
}

/// A strategy that only the solver can work out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the strategy `{name}` has to be worked out by the solver")]
pub struct NeedsSolver {
    /// Its name, as files write it.
    pub name: &'static str,
}

/// What a type does by a strategy as chosen in a scenario.
///
/// # Errors
/// [`NeedsSolver`], for the reasoning strategies: solve the game, then [`Behaviour::planned`].
pub fn behaviour(choice: &StrategyChoice, game: &Game, kind: TypeIndex) -> Result<Behaviour, NeedsSolver> {
    let name = catalogue::entry(&choice.rule).name;
    let rule = match &choice.rule {
        StrategyRule::AlwaysConcede => automaton(Always(Stance::Concede)),
        StrategyRule::AlwaysHold => automaton(Always(Stance::Hold)),
        StrategyRule::AlwaysEscalate => automaton(Always(Stance::Escalate)),
        StrategyRule::Random => automaton(random::Random),
        StrategyRule::Mixed { probabilities } => automaton(Mixed::new(probabilities, game, kind)),
        StrategyRule::TitForTat => automaton(tit_for_tat::TitForTat),
        StrategyRule::SuspiciousTitForTat => automaton(suspicious_tit_for_tat::SuspiciousTitForTat),
        StrategyRule::GenerousTitForTat { generosity } => {
            automaton(GenerousTitForTat { generosity: *generosity })
        }
        StrategyRule::TitForTwoTats => automaton(tit_for_two_tats::TitForTwoTats),
        StrategyRule::Grim => automaton(grim::Grim),
        StrategyRule::Pavlov => automaton(pavlov::Pavlov),
        StrategyRule::Bully => automaton(bully::Bully),
        StrategyRule::Alternator => automaton(alternator::Alternator),
        StrategyRule::MemoryOne { after, first } => automaton(MemoryOne { after: *after, first: *first }),
        StrategyRule::RunTheClock { last } => automaton(RunTheClock { last: *last }),
        StrategyRule::WaitForOther => automaton(wait_for_other::WaitForOther),
        StrategyRule::Brinkmanship { track, level } => {
            automaton(Brinkmanship { track: *track, level: *level })
        }
        StrategyRule::Salami { track, level } => automaton(Salami { track: *track, level: *level }),
        StrategyRule::GraduatedReciprocation => automaton(graduated_reciprocation::GraduatedReciprocation),
        StrategyRule::Script { lines } => automaton(Script::new(lines, game, kind)),
        StrategyRule::FictitiousPlay => Rule::Learner(Box::new(fictitious_play::FictitiousPlay)),
        StrategyRule::RegretMatching => Rule::Learner(Box::new(regret_matching::RegretMatching)),
        &StrategyRule::RothErev { strength, forgetting, experimentation } => {
            Rule::Learner(Box::new(RothErev { strength, forgetting, experimentation }))
        }
        StrategyRule::Equilibrium
        | StrategyRule::LevelK { .. }
        | StrategyRule::Myopic
        | StrategyRule::BestResponse { .. } => return Err(NeedsSolver { name }),
    };
    Ok(Behaviour { name, rule, noise: choice.noise })
}

fn automaton(automaton: impl Automaton + 'static) -> Rule {
    Rule::Automaton(Box::new(automaton))
}

impl Behaviour {
    /// What a type does by a strategy that the solver has worked out.
    #[must_use]
    pub fn planned(choice: &StrategyChoice, table: Arc<PolicyTable>) -> Behaviour {
        Behaviour { name: catalogue::entry(&choice.rule).name, rule: automaton(table), noise: choice.noise }
    }

    /// Number of memories; `None` for one that learns, which can not be solved.
    #[must_use]
    pub fn memories(&self) -> Option<u32> {
        match &self.rule {
            Rule::Automaton(automaton) => Some(automaton.memories()),
            Rule::Learner(_) => None,
        }
    }

    /// Whether [`see`](Behaviour::see) looks at payoffs.
    #[must_use]
    pub fn learns(&self) -> bool {
        matches!(self.rule, Rule::Learner(_))
    }

    /// The memory before the first round of a play.
    #[must_use]
    pub fn start(&self, game: &Game, kind: TypeIndex) -> Memory {
        let mut memory = Memory::State(0);
        self.restart(game, kind, &mut memory);
        memory
    }

    /// Makes a memory that of the first round again, whatever it was of; keeps its room.
    pub fn restart(&self, game: &Game, kind: TypeIndex, memory: &mut Memory) {
        match &self.rule {
            Rule::Automaton(automaton) => *memory = Memory::State(automaton.start()),
            Rule::Learner(learner) => {
                let mut numbers = match std::mem::replace(memory, Memory::State(0)) {
                    Memory::Numbers(numbers) => numbers,
                    Memory::State(_) => Vec::new(),
                };
                numbers.clear();
                numbers.resize(learner.numbers(game, kind), 0.0);
                learner.begin(game, kind, &mut numbers);
                *memory = Memory::Numbers(numbers);
            }
        }
    }

    /// Writes the probability of each action of the actor, noise included: what will be done. `mix` has an entry for
    /// each action; what it held before is lost.
    ///
    /// # Panics
    /// Where the memory is of a strategy of the other kind.
    pub fn mix(&self, view: &View<'_>, memory: &Memory, mix: &mut [f64]) {
        mix.fill(0.0);
        match (&self.rule, memory) {
            (Rule::Automaton(automaton), Memory::State(state)) => automaton.mix(view, *state, mix),
            (Rule::Learner(learner), Memory::Numbers(numbers)) => learner.mix(view, numbers, mix),
            _ => panic!("{FOREIGN}"),
        }
        noise::tremble(view, self.noise, mix);
    }

    /// Takes a round to memory. `payoffs` as for [`Learner::learn`]; it may be empty for one that does not
    /// [learn](Behaviour::learns).
    ///
    /// # Panics
    /// Where the memory is of a strategy of the other kind.
    pub fn see(&self, memory: &mut Memory, seen: &Seen<'_>, payoffs: &[f64]) {
        match (&self.rule, memory) {
            (Rule::Automaton(automaton), Memory::State(state)) => *state = automaton.next(*state, seen),
            (Rule::Learner(learner), Memory::Numbers(numbers)) => learner.learn(numbers, seen, payoffs),
            _ => panic!("{FOREIGN}"),
        }
    }
}

const FOREIGN: &str = "a memory is used with the strategy that it was started by";
