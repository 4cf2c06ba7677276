//! The exact distribution of what a run samples, by forward propagation.
//!
//! For each profile of types, the probability of every pair of a state and of the strategies' memories is carried from
//! round to round through the same [`Kernel`] that the equilibrium is solved on. Every figure that a run estimates comes
//! out without sampling error; what is left is rounding, about 10⁻¹³ of the largest term.

use super::flow::{Flow, Purpose};
use super::propagation::Forward;
use super::{SolveError, needs, with_lanes};
use crate::game::{Game, Kernel, TypeIndex};
use crate::play::Cast;
use crate::strategy::Behaviour;
use rayon::prelude::*;

/// More than this many pairs of a state and of memories are refused.
const MEMORY_LIMIT: usize = 50_000_000;
/// So many profiles of types share one propagation at most.
pub(super) const WIDEST: usize = 8;
/// So many propagations are begun before their figures are added up.
pub(super) const HELD: usize = 256;

/// Exact figures of a game as a cast plays it.
#[derive(Debug, Clone, PartialEq)]
pub struct Exact {
    /// For each outcome, entry t−1: probability that it ends the play in round t.
    pub ended: Vec<Vec<f64>>,
    /// For each actor, the expected discounted payoff.
    pub payoff: Vec<f64>,
    /// For each type, its actor's expected discounted payoff given that it was drawn; `None` with prior 0.
    pub by_type: Vec<Option<f64>>,
    /// For each track, entry t: probability of each level after round t (entry 0: at the start), ended plays held at
    /// their last.
    pub levels: Vec<Vec<Vec<f64>>>,
    /// For each actor and move, entry t−1: probability that it is made in round t.
    pub made: Vec<Vec<Vec<f64>>>,
    /// For each actor and move, entry t−1: probability that it is made in round t for the first time; `None` where it
    /// was not asked for.
    pub first: Vec<Vec<Option<Vec<f64>>>>,
    /// For each effect, how often it is expected to fire.
    pub fired: Vec<f64>,
}

impl Exact {
    /// Probability of an outcome.
    #[must_use]
    pub fn share(&self, outcome: usize) -> f64 {
        self.ended[outcome].iter().sum::<f64>().min(1.0)
    }

    /// Expected number of rounds.
    #[must_use]
    pub fn mean_rounds(&self) -> f64 {
        self.ended
            .iter()
            .flat_map(|by_round| by_round.iter().enumerate())
            .map(|(t, p)| (t + 1) as f64 * p)
            .sum()
    }

    /// Expected number of times that a move is made.
    #[must_use]
    pub fn count(&self, actor: usize, index: usize) -> f64 {
        self.made[actor][index].iter().sum()
    }
}

/// For which moves the distribution of the first time is wanted: each costs about as much as all the rest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FirstTimes {
    /// For none.
    None,
    /// For these pairs of an actor and a move.
    Of(Vec<(usize, usize)>),
    /// For all.
    All,
}

/// Propagates a game as a cast plays it.
///
/// # Errors
/// [`SolveError::Learns`] where a type's strategy learns; [`SolveError::TooManyMemories`] where the strategies'
/// memories multiply beyond what fits.
pub fn exact(
    game: &Game,
    kernel: &Kernel,
    cast: &Cast,
    first_times: &FirstTimes,
) -> Result<Exact, SolveError> {
    exact_with_time(game, kernel, cast, first_times, &[]).map(|(exact, _)| exact)
}

/// The same, and how many rounds are expected to begin at some places: pairs of a round, from 1, and a position in the
/// kernel, rising.
///
/// # Errors
/// As [`exact`].
pub fn exact_with_time(
    game: &Game,
    kernel: &Kernel,
    cast: &Cast,
    first_times: &FirstTimes,
    places: &[(u32, usize)],
) -> Result<(Exact, f64), SolveError> {
    refuse_learners(game, cast)?;
    needs::for_propagation(game, kernel, cast)?;
    with_lanes!(game.types.len(), L => run(&Forward::<L>::new(game, kernel, cast), first_times, places))
}

pub(super) fn refuse_learners(game: &Game, cast: &Cast) -> Result<(), SolveError> {
    match cast.behaviours().iter().position(Behaviour::learns) {
        None => Ok(()),
        Some(kind) => {
            let Behaviour { name, .. } = cast.behaviour(kind);
            Err(SolveError::Learns { actor: game.types[kind].actor, strategy: name })
        }
    }
}

/// How many profiles of types share a propagation, one in each lane: one, if what they remember can differ.
///
/// # Errors
/// [`SolveError::TooManyMemories`].
pub(super) fn width(game: &Game, kernel: &Kernel, cast: &Cast) -> Result<usize, SolveError> {
    match memories(game, cast) {
        1 => Ok(game.type_profile_count().min(WIDEST)),
        most if most.saturating_mul(kernel.most_places()) > MEMORY_LIMIT => Err(SolveError::TooManyMemories),
        _ => Ok(1),
    }
}

/// The most memories that all actors together can have.
pub(super) fn memories(game: &Game, cast: &Cast) -> usize {
    let of = |kind: TypeIndex| cast.behaviour(kind).memories().unwrap_or(1) as usize;
    let most = |actor: &crate::game::Actor| actor.types.clone().map(of).max().unwrap_or(1);
    game.actors.iter().map(most).fold(1, usize::saturating_mul)
}

/// Runs all propagations that are needed, and weighs their figures by the probability of their types.
fn run<const L: usize>(
    forward: &Forward<'_, L>,
    first_times: &FirstTimes,
    places: &[(u32, usize)],
) -> Result<(Exact, f64), SolveError> {
    let game = forward.game;
    let width = width(game, forward.kernel, forward.cast)?;
    let wanted: Vec<(usize, usize)> = match first_times {
        FirstTimes::None => Vec::new(),
        FirstTimes::Of(moves) => moves.clone(),
        FirstTimes::All => {
            let of_actor =
                |(actor, a): (usize, &crate::game::Actor)| (0..a.moves).map(move |index| (actor, index));
            game.actors.iter().enumerate().flat_map(of_actor).collect()
        }
    };
    let purposes = || {
        let first = |&(actor, index): &(usize, usize)| Purpose::First { actor, index };
        std::iter::once(Purpose::Figures).chain(wanted.iter().map(first))
    };
    let mut exact = Exact::of_flow(game, Flow::new(game));
    let mut by_type: Vec<(f64, f64)> = vec![(0.0, 0.0); game.types.len()];
    let mut time = 0.0;
    for &(actor, index) in &wanted {
        exact.first[actor][index] = Some(vec![0.0; game.rounds as usize]);
    }
    // There may be millions of profiles: so many flows as keep all threads busy are held at once, and are added up in
    // the order of the profiles, whatever is held.
    let profiles = game.type_profile_count();
    let groups =
        purposes().flat_map(|purpose| (0..profiles).step_by(width).map(move |first| (purpose, first)));
    let mut groups = groups.peekable();
    while groups.peek().is_some() {
        let tasks: Vec<(Purpose, usize)> = groups.by_ref().take(HELD).collect();
        let of_tasks: Vec<_> = tasks
            .into_par_iter()
            .map(|(purpose, first)| {
                let drawn = (first..profiles.min(first + width)).map(|index| game.type_profile(index));
                let (types, chances): (Vec<_>, Vec<f64>) = drawn.unzip();
                let places = if purpose == Purpose::Figures { places } else { &[] };
                let (flows, spent) = match types.len() {
                    1 => timed::<L, 1>(forward, purpose, &types, places),
                    2 => timed::<L, 2>(forward, purpose, &types, places),
                    3..=4 => timed::<L, 4>(forward, purpose, &types, places),
                    _ => timed::<L, WIDEST>(forward, purpose, &types, places),
                };
                (purpose, types, chances, flows, spent)
            })
            .collect();
        for (purpose, types, chances, flows, spent) in of_tasks {
            time += spent.iter().zip(&chances).map(|(spent, chance)| spent * chance).sum::<f64>();
            for ((types, probability), flow) in types.iter().zip(chances).zip(flows) {
                if let Purpose::First { actor, index } = purpose {
                    let first = exact.first[actor][index].as_mut().expect("it was made room for");
                    add_all(probability, first, &flow.made[actor][index]);
                } else {
                    exact.take(probability, types, &flow, &mut by_type);
                }
            }
        }
    }
    exact.by_type = by_type.iter().map(|&(sum, weight)| (weight > 0.0).then(|| sum / weight)).collect();
    // Rounding must not make more than certainty.
    let by_round = exact.ended.iter_mut().chain(exact.levels.iter_mut().flatten());
    let first = exact.first.iter_mut().flatten().flatten();
    by_round.chain(exact.made.iter_mut().flatten()).chain(first).flatten().for_each(|p| *p = p.min(1.0));
    Ok((exact, time))
}

/// Propagates some profiles of types, and adds up for each the probability of each of some places.
fn timed<const L: usize, const P: usize>(
    forward: &Forward<'_, L>,
    purpose: Purpose,
    types: &[Vec<TypeIndex>],
    places: &[(u32, usize)],
) -> (Vec<Flow>, Vec<f64>) {
    let mut spent = [0.0; P];
    let flows = forward.propagate::<P>(purpose, types, &mut |round, position, mass| {
        if places.binary_search(&(round, position)).is_ok() {
            spent.iter_mut().zip(mass).for_each(|(sum, mass)| *sum += mass);
        }
    });
    (flows, spent.to_vec())
}

impl Exact {
    fn of_flow(game: &Game, flow: Flow) -> Exact {
        Exact {
            ended: flow.ended,
            payoff: vec![0.0; game.actors.len()],
            by_type: Vec::new(),
            levels: flow.levels,
            made: flow.made,
            first: game.actors.iter().map(|actor| vec![None; actor.moves]).collect(),
            fired: flow.fired,
        }
    }

    /// Takes over the figures of one profile of types; `by_type` adds up what each type gets, and how likely it is.
    fn take(&mut self, probability: f64, types: &[TypeIndex], flow: &Flow, by_type: &mut [(f64, f64)]) {
        self.add(probability, flow);
        for (actor, &kind) in types.iter().enumerate() {
            self.payoff[actor] += probability * flow.payoff[actor];
            by_type[kind].0 += probability * flow.payoff[actor];
            by_type[kind].1 += probability;
        }
    }

    fn add(&mut self, weight: f64, flow: &Flow) {
        for (sum, more) in self.ended.iter_mut().zip(&flow.ended) {
            add_all(weight, sum, more);
        }
        for (sum, more) in self.levels.iter_mut().flatten().zip(flow.levels.iter().flatten()) {
            add_all(weight, sum, more);
        }
        for (sum, more) in self.made.iter_mut().flatten().zip(flow.made.iter().flatten()) {
            add_all(weight, sum, more);
        }
        add_all(weight, &mut self.fired, &flow.fired);
    }
}

fn add_all(weight: f64, sums: &mut [f64], more: &[f64]) {
    sums.iter_mut().zip(more).for_each(|(sum, more)| *sum += weight * more);
}
