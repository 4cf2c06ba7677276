//! Who plays what: strategies by name become behaviours, and those that reason are worked out.

use super::answer::{Others, best_answer, logit_answer};
use super::induction::{self, Asked, Induction};
use super::needs;
use super::{Certificate, SolveError};
use crate::game::{Game, Kernel, Type, TypeIndex};
use crate::play::Cast;
use crate::scenario::{Scenario, StrategyChoice, StrategyRule};
use crate::strategy::{self, Behaviour, Rule};
use std::sync::Arc;

/// A cast, and what was found out on the way to it.
pub struct Casting {
    /// A behaviour for each type.
    pub cast: Cast,
    /// The game's kernel, where something had to be solved.
    pub kernel: Option<Arc<Kernel>>,
    /// Of the equilibrium, where an actor plays it.
    pub certificate: Option<Certificate>,
    /// For each type, what the equilibrium is worth to it at the start, where an actor plays it.
    pub values: Option<Vec<f64>>,
    /// Rounds and positions of the equilibrium in which the branch was traced and folds or crosses others.
    pub bent: Vec<(u32, usize)>,
}

/// Casts a scenario: makes a behaviour of every type's strategy, solving the game where one reasons.
///
/// # Errors
/// Where the game can not be solved, or its equilibrium is not certified.
pub fn cast(scenario: &Scenario, game: &Game) -> Result<Casting, SolveError> {
    Solver::new(scenario, game).cast(scenario)
}

/// Casts a scenario whose kernel is known already: that of a game which this one
/// [has the rounds of](Game::has_the_rounds_of).
///
/// # Errors
/// As [`cast`].
pub fn cast_on(scenario: &Scenario, game: &Game, kernel: Arc<Kernel>) -> Result<Casting, SolveError> {
    let mut solver = Solver::new(scenario, game);
    solver.kernel = Some(kernel);
    solver.cast(scenario)
}

/// Casts a scenario whose equilibrium is known already.
///
/// # Errors
/// As [`cast`].
pub fn cast_with(
    scenario: &Scenario,
    game: &Game,
    kernel: Kernel,
    policy: Arc<strategy::PolicyTable>,
    certificate: Certificate,
    values: Vec<f64>,
) -> Result<Casting, SolveError> {
    let mut solver = Solver::new(scenario, game);
    solver.kernel = Some(Arc::new(kernel));
    if solver.last == game.rounds {
        solver.equilibrium = Some(Known { policy, certificate, values, bent: Vec::new() });
    }
    solver.cast(scenario)
}

/// Solves a game where there is memory for it.
fn solve(game: &Game, kernel: &Kernel, asked: &Asked<'_>) -> Result<Induction, SolveError> {
    needs::for_induction(game, kernel, asked.last, asked.values)?;
    induction::solve(game, kernel, asked)
}

/// An equilibrium, as those need it who play it.
struct Known {
    policy: Arc<strategy::PolicyTable>,
    certificate: Certificate,
    values: Vec<f64>,
    bent: Vec<(u32, usize)>,
}

/// Solves each thing once.
struct Solver<'a> {
    game: &'a Game,
    /// The last round for which policies are needed: whoever is answered best must be known in all rounds planned.
    last: u32,
    kernel: Option<Arc<Kernel>>,
    equilibrium: Option<Known>,
    myopic: Option<Arc<strategy::PolicyTable>>,
}

impl<'a> Solver<'a> {
    fn new(scenario: &Scenario, game: &'a Game) -> Solver<'a> {
        let mut types = scenario.actors.iter().flat_map(|actor| &actor.types);
        let answered = types.any(|kind| matches!(kind.strategy.rule, StrategyRule::BestResponse { .. }));
        let last = if answered { game.rounds + game.foresight } else { game.rounds };
        Solver { game, last, kernel: None, equilibrium: None, myopic: None }
    }

    fn cast(mut self, scenario: &Scenario) -> Result<Casting, SolveError> {
        let game = self.game;
        let behaviour = |(kind, place): (TypeIndex, &Type)| {
            self.behaviour(&scenario.actors[place.actor].types[place.index].strategy, kind)
        };
        let behaviours: Result<Vec<Behaviour>, SolveError> =
            game.types.iter().enumerate().map(behaviour).collect();
        let (certificate, values, bent) = match self.equilibrium {
            Some(Known { certificate, values, bent, .. }) => (Some(certificate), Some(values), bent),
            None => (None, None, Vec::new()),
        };
        Ok(Casting { cast: Cast::new(behaviours?), kernel: self.kernel, certificate, values, bent })
    }

    fn behaviour(&mut self, choice: &StrategyChoice, kind: TypeIndex) -> Result<Behaviour, SolveError> {
        let actor = self.game.types[kind].actor;
        let Err(needs) = strategy::behaviour(choice, self.game, kind) else {
            return Ok(strategy::behaviour(choice, self.game, kind).expect("it needs no solver"));
        };
        let table = match &choice.rule {
            StrategyRule::Equilibrium => {
                if self.equilibrium.is_none() {
                    let (game, asked) = (self.game, Asked { last: self.last, ..Asked::default() });
                    let Induction { policy, certificate, values, bent, .. } =
                        solve(game, self.kernel()?, &asked)?;
                    self.equilibrium = Some(Known { policy: Arc::new(policy), certificate, values, bent });
                }
                self.equilibrium.as_ref().map(|known| Arc::clone(&known.policy))
            }
            StrategyRule::Myopic => {
                if self.myopic.is_none() {
                    let (game, asked) =
                        (self.game, Asked { future: false, last: self.last, ..Asked::default() });
                    self.myopic = Some(Arc::new(solve(game, self.kernel()?, &asked)?.policy));
                }
                self.myopic.clone()
            }
            StrategyRule::LevelK { level } => self.level_k(actor, *level)?,
            StrategyRule::BestResponse { to } => {
                let (game, last) = (self.game, self.last);
                let others = self.others(actor, to)?;
                let answer = best_answer(game, self.kernel()?, actor, &others, last)?;
                return Ok(Behaviour {
                    name: needs.name,
                    rule: Rule::Automaton(Box::new(answer)),
                    noise: choice.noise,
                });
            }
            _ => None,
        };
        match table {
            Some(table) => Ok(Behaviour::planned(choice, table)),
            // Level 0 plays at random.
            None => {
                let random = StrategyChoice { rule: StrategyRule::Random, noise: choice.noise };
                self.behaviour(&random, kind)
            }
        }
    }

    fn kernel(&mut self) -> Result<&Kernel, SolveError> {
        if self.kernel.is_none() {
            self.kernel = Some(Arc::new(Kernel::build(self.game)?));
        }
        Ok(self.kernel.as_ref().expect("it was just built"))
    }

    /// Every type of all others playing one strategy.
    fn others(&mut self, actor: usize, choice: &StrategyChoice) -> Result<Others, SolveError> {
        let mut others = Vec::new();
        for kind in 0..self.game.types.len() {
            if self.game.types[kind].actor == actor {
                others.push(None);
                continue;
            }
            let behaviour = self.behaviour(choice, kind)?;
            if behaviour.learns() {
                return Err(SolveError::Learns {
                    actor: self.game.types[kind].actor,
                    strategy: behaviour.name,
                });
            }
            others.push(Some(behaviour));
        }
        Ok(Arc::new(others))
    }

    /// The policy of an actor that reasons `level` steps; `None` at level 0.
    fn level_k(
        &mut self,
        actor: usize,
        level: u32,
    ) -> Result<Option<Arc<strategy::PolicyTable>>, SolveError> {
        let mut tables: Vec<Option<Arc<strategy::PolicyTable>>> = vec![None; self.game.actors.len()];
        for step in 1..=level {
            // Those that are answered in turn must be known in all rounds that are planned.
            let planned = self.game.rounds + self.game.foresight;
            let last = if step == level { self.last } else { planned };
            let mut next = Vec::new();
            for answering in 0..self.game.actors.len() {
                // At the last step only the one who asks has to answer.
                if step == level && answering != actor {
                    next.push(None);
                    continue;
                }
                let choice = StrategyChoice { rule: StrategyRule::Random, noise: 0.0 };
                let mut others = Vec::new();
                for kind in 0..self.game.types.len() {
                    let other = self.game.types[kind].actor;
                    others.push(match &tables[other] {
                        _ if other == answering => None,
                        Some(table) => Some(Behaviour::planned(&choice, Arc::clone(table))),
                        None => Some(self.behaviour(&choice, kind)?),
                    });
                }
                let game = self.game;
                let others = Arc::new(others);
                next.push(Some(Arc::new(logit_answer(game, self.kernel()?, answering, &others, last)?)));
            }
            tables = next;
        }
        Ok(tables.swap_remove(actor))
    }
}
