//! Forward propagation of several profiles of types at once, one in each lane.
//!
//! A round goes as in the [`Kernel`]. In the *heads*, the mass of each pair of a state and of the strategies' memories is
//! spread over what the actors do and the places where it leads; in the *legs*, over what follows, place by place. What is
//! paid and counted is gathered by pattern and by set of choices, and looked up once a round.

mod arrivals;
mod gathered;
mod spread;

use super::flow::{Flow, Purpose};
use super::valuation::{Valuation, add};
use crate::game::{ActionIndex, Game, Kernel, TypeIndex};
use crate::play::Cast;
use crate::strategy::Memory;
use arrivals::{AllArrivals, none_yet};
use gathered::Gathered;
use rayon::prelude::*;
use spread::{Part, Spread};

/// A round is worked out in so many parts, which are added up in order: the same for any number of threads.
pub(super) const PARTS: usize = 4;
/// States that one task gathers or looks at.
const CHUNK: usize = 4096;
/// Fewer entries than this are not worth parting.
const SMALL: usize = 512;

/// A game, a cast, and what the game pays.
pub(super) struct Forward<'a, const L: usize> {
    pub(super) game: &'a Game,
    pub(super) kernel: &'a Kernel,
    pub(super) cast: &'a Cast,
    valuation: Valuation<'a, L>,
    choices: Vec<Laid>,
    arrivals: AllArrivals,
    /// Number of profiles of all sets of choices, and the most of one.
    profiles: usize,
    most_profiles: usize,
    /// Where each actor's actions begin among those of all.
    action_places: Vec<usize>,
    actions: usize,
}

/// A set of choices, laid out for the arithmetic.
struct Laid {
    /// Where its profiles begin among those of all sets.
    place: usize,
    /// For each profile, the action of each actor.
    actions: Vec<ActionIndex>,
}

/// Who plays in each lane.
struct Seating<'a> {
    types: &'a [Vec<TypeIndex>],
    /// Number of memories of each actor, the same in all lanes.
    radix: Vec<u32>,
    memories: usize,
}

impl<'a, const L: usize> Forward<'a, L> {
    pub(super) fn new(game: &'a Game, kernel: &'a Kernel, cast: &'a Cast) -> Self {
        let (mut profiles, mut most_profiles) = (0, 0);
        let choices = kernel.all_choices().iter().map(|choices| {
            let place = profiles;
            profiles += choices.profiles.len();
            most_profiles = choices.profiles.len().max(most_profiles);
            let actions = choices.profiles.iter().flat_map(|&profile| game.actions_of(profile)).collect();
            Laid { place, actions }
        });
        let choices = choices.collect();
        let mut actions = 0;
        let action_places = game.actors.iter().map(|actor| {
            actions += actor.actions.len();
            actions - actor.actions.len()
        });
        let action_places = action_places.collect();
        let valuation = Valuation::new(game, kernel);
        let arrivals = none_yet(kernel);
        Forward {
            game,
            kernel,
            cast,
            valuation,
            choices,
            arrivals,
            profiles,
            most_profiles,
            action_places,
            actions,
        }
    }

    /// Number of memories of a type's strategy.
    pub(super) fn memories(&self, kind: TypeIndex) -> u32 {
        self.cast.behaviour(kind).memories().expect("strategies that learn were refused")
    }

    /// Carries the distribution from the start to the last round; a flow for each profile of types. With more than one
    /// profile, no strategy may have a memory. `watch` sees where plays stand when each round begins: round, position, mass in
    /// each lane; positions rise, and come again for each memory.
    pub(super) fn propagate<const P: usize>(
        &self,
        purpose: Purpose,
        types: &[Vec<TypeIndex>],
        watch: &mut dyn FnMut(u32, usize, &[f64; P]),
    ) -> Vec<Flow> {
        let Forward { game, kernel, .. } = self;
        let radix: Vec<u32> = types[0].iter().map(|&kind| self.memories(kind)).collect();
        let memories = radix.iter().product::<u32>() as usize;
        let seating = Seating { types, radix, memories };
        let mut flows = vec![Flow::new(game); types.len()];
        let entries = kernel.states().len() * memories;
        let mut now = vec![[0.0; P]; entries];
        let parts = if entries < SMALL { 1 } else { PARTS };
        let mut parts: Vec<Part<L, P>> = (0..parts).map(|_| Part::new(self, memories)).collect();
        let count = parts.len();
        let mut gathered = Gathered::new(self);
        let mut weight = [[1.0; L]; P];
        // Where ended plays stand, by states of the grid.
        let mut rest = vec![[0.0; P]; game.space.states()];
        now[self.start(&seating)] = std::array::from_fn(|lane| f64::from(u8::from(lane < types.len())));
        self.stand(0, memories, &now, &rest, &mut flows);
        for round in 1..=game.rounds {
            for (index, mass) in present(&now) {
                watch(round, index / memories, mass);
            }
            let turn = Turn { forward: self, purpose, seating: &seating, round };
            // As much for each part to do.
            let stood_at: Vec<usize> = present(&now).map(|(index, _)| index / memories).collect();
            let bound = |index: usize| match index * stood_at.len() / count {
                0 => 0,
                at => stood_at.get(at).copied().unwrap_or(kernel.states().len()),
            };
            parts.par_iter_mut().enumerate().for_each(|(index, part)| {
                let positions = bound(index)..bound(index + 1);
                pulp::Arch::new().dispatch(Spread { turn, positions, now: &now, part });
            });
            parts.iter_mut().for_each(|part| gathered.take(part));
            if purpose == Purpose::Figures {
                let paid = self.settle_patterns(&parts, &mut gathered.of_pattern);
                gathered.pay(&paid);
            }
            if round < game.rounds {
                gathered.pay(&self.gather(memories, &parts, &mut now));
            } else {
                now.fill([0.0; P]);
                if purpose == Purpose::Figures {
                    self.run_out(memories, &parts, &mut gathered);
                }
            }
            for (outcome, state, mass) in gathered.ended.drain(..) {
                add(&mut rest[state as usize], 1.0, &mass);
                add(&mut gathered.by_outcome[outcome as usize], 1.0, &mass);
            }
            self.settle(turn, &mut gathered, &mut weight, &mut flows);
            if purpose == Purpose::Figures {
                self.stand(round, memories, &now, &rest, &mut flows);
            }
        }
        for (index, mass) in gathered.of_pattern.iter().enumerate() {
            for &(effect, _, p) in kernel.pattern(index as u32).fired {
                for (flow, mass) in flows.iter_mut().zip(mass) {
                    flow.fired[effect as usize] += mass * p;
                }
            }
        }
        flows
    }

    /// Where a play begins: the start and the first memories.
    fn start(&self, seating: &Seating<'_>) -> usize {
        let position =
            self.kernel.position(self.game.space.encode(&self.game.start)).expect("a play begins here");
        let first = |&kind: &TypeIndex| state_of(&self.cast.behaviour(kind).start(self.game, kind));
        let memory = seating.types[0]
            .iter()
            .zip(&seating.radix)
            .fold(0, |index, (kind, radix)| index * radix + first(kind));
        position * seating.memories + memory as usize
    }
}

/// A round of a propagation.
#[derive(Clone, Copy)]
struct Turn<'a, 'g, const L: usize> {
    forward: &'a Forward<'g, L>,
    purpose: Purpose,
    seating: &'a Seating<'a>,
    round: u32,
}

/// The entries of a dense distribution that have mass in some lane.
#[inline(always)]
fn present<const P: usize>(masses: &[[f64; P]]) -> impl Iterator<Item = (usize, &[f64; P])> {
    masses.iter().enumerate().filter(|(_, mass)| !nothing(std::slice::from_ref(*mass)))
}

/// Whether there is no mass at all.
#[inline(always)]
fn nothing<const P: usize>(masses: &[[f64; P]]) -> bool {
    let mut sum = [0.0; P];
    masses.iter().for_each(|mass| add(&mut sum, 1.0, mass));
    sum.iter().sum::<f64>() == 0.0
}

/// The memory of each actor.
fn split(mut memory: u32, radix: &[u32], memories: &mut [u32]) {
    for (own, radix) in memories.iter_mut().zip(radix).rev() {
        *own = memory % radix;
        memory /= radix;
    }
}

/// The number of a memory of a strategy that does not learn.
fn state_of(memory: &Memory) -> u32 {
    match memory {
        Memory::State(state) => *state,
        Memory::Numbers(_) => unreachable!("strategies that learn were refused"),
    }
}
