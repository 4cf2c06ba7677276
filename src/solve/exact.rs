//! The exact distribution of what a run samples, by forward propagation.
//!
//! For each profile of types, the probability of every pair of a state and of the strategies' memories is carried from
//! round to round through the same [`Kernel`] that the equilibrium is solved on. Every figure that a run estimates comes
//! out without sampling error; what is left is rounding, about 10⁻¹³ of the largest term.

use super::{SolveError, with_lanes};
use super::valuation::{Lanes, Valuation, add};
use crate::game::{ActionIndex, Choices, Game, Kernel, Level, StateIndex, TypeIndex};
use crate::play::Cast;
use crate::strategy::{Behaviour, Memory, Seen, View};
use rayon::prelude::*;

/// More than this many pairs of a state and of memories are refused.
const MEMORY_LIMIT: usize = 50_000_000;

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
        self.ended[outcome].iter().sum()
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
    if let Some(kind) = cast.behaviours().iter().position(Behaviour::learns) {
        let Behaviour { name, .. } = cast.behaviour(kind);
        return Err(SolveError::Learns { actor: game.types[kind].actor, strategy: name });
    }
    with_lanes!(game.types.len(), L => Forward::<L>::new(game, kernel, cast).run(first_times))
}

struct Forward<'a, const L: usize> {
    game: &'a Game,
    kernel: &'a Kernel,
    cast: &'a Cast,
    valuation: Valuation<'a, L>,
}

/// What one propagation is for.
#[derive(Clone, Copy)]
enum Purpose {
    /// Everything but first times.
    Figures,
    /// The first time that an actor makes a move: plays in which it has been made are dropped.
    First { actor: usize, index: usize },
}

impl<'a, const L: usize> Forward<'a, L> {
    fn new(game: &'a Game, kernel: &'a Kernel, cast: &'a Cast) -> Self {
        Forward { game, kernel, cast, valuation: Valuation::new(game, kernel) }
    }

    fn run(&self, first_times: &FirstTimes) -> Result<Exact, SolveError> {
        let game = self.game;
        let profiles = game.type_profiles();
        for (types, _) in &profiles {
            let together: usize = types
                .iter()
                .map(|&kind| memories(self.cast.behaviour(kind)) as usize)
                .fold(1, usize::saturating_mul);
            if together.saturating_mul(game.space.states()) > MEMORY_LIMIT {
                return Err(SolveError::TooManyMemories);
            }
        }
        let wanted: Vec<(usize, usize)> = match first_times {
            FirstTimes::None => Vec::new(),
            FirstTimes::Of(moves) => moves.clone(),
            FirstTimes::All => {
                let of_actor =
                    |(actor, a): (usize, &crate::game::Actor)| (0..a.moves).map(move |index| (actor, index));
                game.actors.iter().enumerate().flat_map(of_actor).collect()
            }
        };
        let purposes: Vec<Purpose> = std::iter::once(Purpose::Figures)
            .chain(wanted.iter().map(|&(actor, index)| Purpose::First { actor, index }))
            .collect();
        let tasks: Vec<(Purpose, &[TypeIndex])> = purposes
            .iter()
            .flat_map(|&purpose| profiles.iter().map(move |(types, _)| (purpose, types.as_slice())))
            .collect();
        let flows: Vec<Flow<L>> =
            tasks.par_iter().map(|&(purpose, types)| self.propagate(purpose, types)).collect();

        let mut exact = self.empty();
        let mut flows = flows.into_iter();
        let mut by_type: Vec<(f64, f64)> = vec![(0.0, 0.0); game.types.len()];
        for ((types, probability), flow) in profiles.iter().zip(&mut flows) {
            for (sum, more) in exact.ended.iter_mut().flatten().zip(flow.ended.iter().flatten()) {
                *sum += probability * more;
            }
            for (sum, more) in
                exact.levels.iter_mut().flatten().flatten().zip(flow.levels.iter().flatten().flatten())
            {
                *sum += probability * more;
            }
            for (sum, more) in
                exact.made.iter_mut().flatten().flatten().zip(flow.made.iter().flatten().flatten())
            {
                *sum += probability * more;
            }
            for (sum, more) in exact.fired.iter_mut().zip(&flow.fired) {
                *sum += probability * more;
            }
            for (actor, &kind) in types.iter().enumerate() {
                exact.payoff[actor] += probability * flow.payoff[kind];
                by_type[kind].0 += probability * flow.payoff[kind];
                by_type[kind].1 += probability;
            }
        }
        exact.by_type = by_type.iter().map(|&(sum, weight)| (weight > 0.0).then(|| sum / weight)).collect();
        for &(actor, index) in &wanted {
            let mut first = vec![0.0; game.rounds as usize];
            for ((_, probability), flow) in profiles.iter().zip(&mut flows) {
                for (sum, more) in first.iter_mut().zip(&flow.made[actor][index]) {
                    *sum += probability * more;
                }
            }
            exact.first[actor][index] = Some(first);
        }
        Ok(exact)
    }

    fn empty(&self) -> Exact {
        let game = self.game;
        let flow = Flow::<L>::new(game);
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

    /// Carries the distribution from the start to the last round, the actors' types being given.
    fn propagate(&self, purpose: Purpose, types: &[TypeIndex]) -> Flow<L> {
        let Forward { game, kernel, .. } = self;
        let seats: Vec<&Behaviour> = types.iter().map(|&kind| self.cast.behaviour(kind)).collect();
        let radix: Vec<u32> = seats.iter().map(|seat| memories(seat)).collect();
        let together = radix.iter().product::<u32>() as usize;
        let mut flow = Flow::new(game);
        let mut now = Mass::new(kernel.states().len() * together);
        let mut next = Mass::new(kernel.states().len() * together);
        let mut middle = Mass::new(game.space.states() * together);
        let start = kernel.position(game.space.encode(&game.start)).expect("a play begins at its start");
        let memory = types
            .iter()
            .zip(&seats)
            .zip(&radix)
            .fold(0, |index, ((&kind, seat), radix)| index * radix + state_of(&seat.start(game, kind)));
        now.add(start * together + memory as usize, 1.0);
        let mut room = Room::new(game);
        for round in 1..=game.rounds {
            let mut paid = [0.0; L];
            self.heads(
                purpose,
                types,
                &seats,
                &radix,
                round,
                &mut now,
                &mut middle,
                &mut flow,
                &mut paid,
                &mut room,
            );
            self.tails(purpose, round, together, &mut middle, &mut next, &mut flow, &mut paid, &mut room);
            std::mem::swap(&mut now, &mut next);
            if matches!(purpose, Purpose::Figures) {
                flow.close_round(game, kernel, round, together, &now, &paid, &self.valuation.discount);
            }
        }
        flow
    }

    #[allow(clippy::too_many_arguments, reason = "the state of one propagation")]
    fn heads(
        &self,
        purpose: Purpose,
        types: &[TypeIndex],
        seats: &[&Behaviour],
        radix: &[u32],
        round: u32,
        now: &mut Mass,
        middle: &mut Mass,
        flow: &mut Flow<L>,
        paid: &mut Lanes<L>,
        room: &mut Room<L>,
    ) {
        let Forward { game, kernel, valuation, .. } = self;
        let epoch = game.epochs.at(round);
        let memories = radix.iter().product::<u32>() as usize;
        let figures = matches!(purpose, Purpose::Figures);
        now.drain(|index, mass| {
            let (position, memory) = (index / memories, index % memories);
            let state = kernel.states()[position];
            let choices = kernel.choices(epoch, position);
            game.space.decode(state, &mut room.levels);
            split(memory as u32, radix, &mut room.memory);
            for (actor, (seat, &kind)) in seats.iter().zip(types).enumerate() {
                let view =
                    View { game, kind, round, levels: &room.levels, available: &choices.of_type[kind] };
                seat.mix(&view, &Memory::State(room.memory[actor]), &mut room.mixes[actor]);
            }
            if figures {
                let set = kernel.choices_index(epoch, position);
                valuation.moves(set, &choices.profiles, &room.levels, &mut room.pay);
            }
            let heads = kernel.heads(epoch, position);
            for (k, (&profile, &head)) in choices.profiles.iter().zip(heads).enumerate() {
                let probability = mass * joint(game, choices, k, &room.mixes, &mut room.actions);
                if probability == 0.0 {
                    continue;
                }
                debug_assert_eq!(game.profile(&room.actions), profile);
                let mut dropped = false;
                for (actor, &action) in room.actions.iter().enumerate() {
                    let index = game.actors[actor].actions[action].move_index;
                    let is_first =
                        matches!(purpose, Purpose::First { actor: a, index: i } if a == actor && i == index);
                    if figures || is_first {
                        flow.made[actor][index][round as usize - 1] += probability;
                    }
                    dropped |= is_first;
                }
                if dropped {
                    continue;
                }
                let pattern = kernel.pattern(head);
                if figures {
                    add(paid, probability, &room.pay[k]);
                    flow.credit(
                        valuation,
                        head,
                        state,
                        probability,
                        round,
                        game,
                        kernel,
                        paid,
                        &mut room.scratch,
                    );
                }
                let mut after = 0;
                if memories > 1 {
                    for (actor, seat) in seats.iter().enumerate() {
                        let seen = Seen { game, actor, round, levels: &room.levels, actions: &room.actions };
                        let mut memory = Memory::State(room.memory[actor]);
                        seat.see(&mut memory, &seen, &[]);
                        after = after * radix[actor] as usize + state_of(&memory) as usize;
                    }
                }
                for &(offset, p) in pattern.going {
                    middle
                        .add(state.wrapping_add_signed(offset) as usize * memories + after, probability * p);
                }
            }
        });
    }

    #[allow(clippy::too_many_arguments, reason = "the state of one propagation")]
    fn tails(
        &self,
        purpose: Purpose,
        round: u32,
        memories: usize,
        middle: &mut Mass,
        next: &mut Mass,
        flow: &mut Flow<L>,
        paid: &mut Lanes<L>,
        room: &mut Room<L>,
    ) {
        let Forward { game, kernel, valuation, .. } = self;
        let epoch = game.epochs.at(round);
        let figures = matches!(purpose, Purpose::Figures);
        middle.drain(|index, mass| {
            let (state, memory) = ((index / memories) as StateIndex, index % memories);
            let tail = kernel.tail_at(epoch, state).expect("a head leads here");
            if figures {
                flow.credit(valuation, tail, state, mass, round, game, kernel, paid, &mut room.scratch);
            }
            for &(offset, p) in kernel.pattern(tail).going {
                let after = state.wrapping_add_signed(offset);
                if round < game.rounds {
                    let position = kernel.position(after).expect("a play can go on here");
                    next.add(position * memories + memory, mass * p);
                    if figures {
                        add(paid, mass * p, valuation.standing(after));
                    }
                } else if figures {
                    flow.end(game, game.otherwise, after, mass * p, round, &mut room.scratch);
                    add(paid, mass * p, &valuation.ending(game.otherwise, after, &mut room.scratch));
                }
            }
        });
    }
}

/// Number of memories of a strategy that does not learn.
fn memories(behaviour: &Behaviour) -> u32 {
    behaviour.memories().expect("strategies that learn were refused")
}

/// The number of a memory of a strategy that does not learn.
fn state_of(memory: &Memory) -> u32 {
    match memory {
        Memory::State(state) => *state,
        Memory::Numbers(_) => unreachable!("strategies that learn were refused"),
    }
}

/// The probability of a profile, and its actions.
fn joint(
    game: &Game,
    choices: &Choices,
    mut k: usize,
    mixes: &[Vec<f64>],
    actions: &mut [ActionIndex],
) -> f64 {
    let mut probability = 1.0;
    for actor in (0..game.actors.len()).rev() {
        let own = &choices.of_actor[actor];
        actions[actor] = own[k % own.len()];
        k /= own.len();
        probability *= mixes[actor][actions[actor]];
    }
    probability
}

/// The memory of each actor.
fn split(mut memory: u32, radix: &[u32], memories: &mut [u32]) {
    for (own, radix) in memories.iter_mut().zip(radix).rev() {
        *own = memory % radix;
        memory /= radix;
    }
}

/// A sparse distribution in a dense array.
struct Mass {
    amounts: Vec<f64>,
    touched: Vec<u32>,
}

impl Mass {
    fn new(length: usize) -> Mass {
        Mass { amounts: vec![0.0; length], touched: Vec::new() }
    }

    #[inline]
    fn add(&mut self, index: usize, amount: f64) {
        let slot = &mut self.amounts[index];
        if *slot == 0.0 {
            self.touched.push(index as u32);
        }
        *slot += amount;
    }

    fn entries(&self) -> impl Iterator<Item = (usize, f64)> {
        self.touched.iter().map(|&index| (index as usize, self.amounts[index as usize]))
    }

    /// Visits all entries in ascending order and empties it.
    fn drain(&mut self, mut visit: impl FnMut(usize, f64)) {
        self.touched.sort_unstable();
        // An amount that underflowed to zero can be listed twice.
        self.touched.dedup();
        for index in self.touched.drain(..) {
            let amount = std::mem::take(&mut self.amounts[index as usize]);
            if amount > 0.0 {
                visit(index as usize, amount);
            }
        }
    }
}

/// Room to work in.
struct Room<const L: usize> {
    levels: Vec<Level>,
    scratch: Vec<Level>,
    memory: Vec<u32>,
    mixes: Vec<Vec<f64>>,
    actions: Vec<ActionIndex>,
    pay: Vec<Lanes<L>>,
}

impl<const L: usize> Room<L> {
    fn new(game: &Game) -> Self {
        Room {
            levels: vec![0; game.space.tracks()],
            scratch: vec![0; game.space.tracks()],
            memory: vec![0; game.actors.len()],
            mixes: game.actors.iter().map(|actor| vec![0.0; actor.actions.len()]).collect(),
            actions: vec![0; game.actors.len()],
            pay: Vec::new(),
        }
    }
}

/// What has come of one propagation.
struct Flow<const L: usize> {
    ended: Vec<Vec<f64>>,
    payoff: Lanes<L>,
    weight: Lanes<L>,
    levels: Vec<Vec<Vec<f64>>>,
    /// For each track, where ended plays stand.
    resting: Vec<Vec<f64>>,
    made: Vec<Vec<Vec<f64>>>,
    fired: Vec<f64>,
}

impl<const L: usize> Flow<L> {
    fn new(game: &Game) -> Self {
        let rounds = game.rounds as usize;
        let tracks = 0..game.space.tracks();
        let mut levels: Vec<Vec<Vec<f64>>> =
            tracks.clone().map(|t| vec![vec![0.0; game.space.size(t)]; rounds + 1]).collect();
        for (track, &level) in game.start.iter().enumerate() {
            levels[track][0][usize::from(level)] = 1.0;
        }
        Flow {
            ended: vec![vec![0.0; rounds]; game.outcomes.len()],
            payoff: [0.0; L],
            weight: [1.0; L],
            levels,
            resting: tracks.map(|t| vec![0.0; game.space.size(t)]).collect(),
            made: game.actors.iter().map(|actor| vec![vec![0.0; rounds]; actor.moves]).collect(),
            fired: vec![0.0; game.effects.len()],
        }
    }

    /// Credits what a pattern pays, counts what it fires and ends what it ends.
    #[allow(clippy::too_many_arguments, reason = "the state of one propagation")]
    fn credit(
        &mut self,
        valuation: &Valuation<'_, L>,
        index: u32,
        state: StateIndex,
        mass: f64,
        round: u32,
        game: &Game,
        kernel: &Kernel,
        paid: &mut Lanes<L>,
        scratch: &mut [Level],
    ) {
        let pattern = kernel.pattern(index);
        add(paid, mass, &valuation.pattern(index, pattern, state, scratch));
        for &(effect, _, p) in pattern.fired {
            self.fired[effect as usize] += mass * p;
        }
        for &(outcome, offset, p) in pattern.ended {
            self.end(game, outcome as usize, state.wrapping_add_signed(offset), mass * p, round, scratch);
        }
    }

    fn end(
        &mut self,
        game: &Game,
        outcome: usize,
        state: StateIndex,
        mass: f64,
        round: u32,
        scratch: &mut [Level],
    ) {
        self.ended[outcome][round as usize - 1] += mass;
        game.space.decode(state, scratch);
        for (resting, &level) in self.resting.iter_mut().zip(&*scratch) {
            resting[usize::from(level)] += mass;
        }
    }

    #[allow(clippy::too_many_arguments, reason = "the state of one propagation")]
    fn close_round(
        &mut self,
        game: &Game,
        kernel: &Kernel,
        round: u32,
        memories: usize,
        now: &Mass,
        paid: &Lanes<L>,
        discount: &Lanes<L>,
    ) {
        for lane in 0..L {
            self.payoff[lane] += self.weight[lane] * paid[lane];
            self.weight[lane] *= discount[lane];
        }
        for (levels, resting) in self.levels.iter_mut().zip(&self.resting) {
            levels[round as usize].clone_from(resting);
        }
        let mut levels = vec![0; game.space.tracks()];
        for (index, mass) in now.entries() {
            game.space.decode(kernel.states()[index / memories], &mut levels);
            for (by_round, &level) in self.levels.iter_mut().zip(&levels) {
                by_round[round as usize][usize::from(level)] += mass;
            }
        }
    }
}
