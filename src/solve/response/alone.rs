//! One stage game by itself, as those see it who trace its branch or look for all of its logit equilibria.

use super::super::stage::logit::{Block, LogitSystem};
use super::super::stage::logit_search::{FoundEquilibrium, search_logit_equilibria};
use super::super::stage_games::StageGame;
use super::wide::Wide;
use super::{Layout, Stage};
use crate::game::Game;

/// A stage game with a block for each type.
pub(in crate::solve) struct Alone<'a> {
    layout: &'a Layout,
    /// The profiles of the first type, then those of the second, and so on.
    pay: Vec<Wide<1>>,
    blocks: Vec<Block>,
}

impl<'a> Alone<'a> {
    fn new(layout: &'a Layout, pay: Vec<Wide<1>>) -> Self {
        let block =
            |seat: &super::layout::Seat| Block { moves: seat.available.len(), rationality: seat.rationality };
        Alone { layout, pay, blocks: layout.seats.iter().map(block).collect() }
    }

    /// That in one lane.
    pub(super) fn of_lane<const W: usize>(stage: &Stage<'a, W>, lane: usize) -> Self {
        Alone::new(stage.layout, stage.pay.iter().map(|pay| [pay[lane]]).collect())
    }

    /// One in the words of the game.
    pub(in crate::solve) fn of(layout: &'a Layout, stage: &StageGame<'_>) -> Self {
        let kinds = 0..layout.seats.len();
        let of_kind = |kind| (0..layout.profiles).map(move |profile| [stage.payoff(profile, kind)]);
        Alone::new(layout, kinds.flat_map(of_kind).collect())
    }

    /// Averaged mixes of all types' mixes.
    pub(super) fn averages(&self, mixes: &[f64]) -> Vec<Wide<1>> {
        let mut z = vec![[0.0]; self.layout.width];
        for seat in &self.layout.seats {
            let start = self.layout.average(seat.actor).start;
            for (&a, &probability) in seat.available.iter().zip(&mixes[seat.mix()]) {
                z[start + a][0] += seat.prior * probability;
            }
        }
        z
    }

    /// What an actor can expect where each type gets what it earns: the types weighed by their priors.
    pub(super) fn worth(&self, actor: usize, found: &FoundEquilibrium) -> f64 {
        let of_type = |seat: &super::layout::Seat| {
            let pays = found.mixes[seat.mix()].iter().zip(&found.payoffs[seat.mix()]);
            seat.prior * pays.map(|(mix, payoff)| mix * payoff).sum::<f64>()
        };
        self.layout.seats_of(actor).map(|(_, seat)| of_type(seat)).sum()
    }
}

impl LogitSystem for Alone<'_> {
    fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    fn payoffs(&self, mixes: &[f64], payoffs: &mut [f64]) {
        pulp::Arch::new().dispatch(Payoffs { alone: self, mixes, payoffs });
    }
}

/// What actions pay against mixes, compiled once for each kind of processor.
struct Payoffs<'a> {
    alone: &'a Alone<'a>,
    mixes: &'a [f64],
    payoffs: &'a mut [f64],
}

impl pulp::WithSimd for Payoffs<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: pulp::Simd>(self, _: S) {
        let Alone { layout, pay, .. } = self.alone;
        let stage = Stage { layout, pay };
        let z = self.alone.averages(self.mixes);
        let mut utility = vec![[0.0]; self.mixes.len()];
        for (kind, seat) in layout.seats.iter().enumerate() {
            stage.utilities(kind, seat, &z, &mut utility[seat.mix()]);
        }
        self.payoffs.iter_mut().zip(utility).for_each(|(pay, [utility])| *pay = utility);
    }
}

/// A logit equilibrium of a stage game with all of its types, as a search found it.
#[derive(Debug, Clone, PartialEq)]
pub struct StageEquilibrium {
    /// For each type, the probability of each of its available actions, as in [`Choices::of_type`](crate::game::Choices).
    pub mixes: Vec<Vec<f64>>,
    /// Whether mixes nearby come back to it when they move towards the responses.
    pub stable: bool,
    /// The largest difference between a probability and its logit response.
    pub residual: f64,
}

/// Some logit equilibria of a stage game with all of its types: the one given, which comes first, and what a search finds
/// besides.
#[must_use]
pub fn stage_equilibria(game: &Game, stage: &StageGame<'_>, played: &[Vec<f64>]) -> Vec<StageEquilibrium> {
    let layout = Layout::new(game, stage.choices);
    let alone = Alone::of(&layout, stage);
    let found = search_logit_equilibria(&alone, &played.concat());
    let told = |found: FoundEquilibrium| StageEquilibrium {
        mixes: layout.seats.iter().map(|seat| found.mixes[seat.mix()].to_vec()).collect(),
        stable: found.stable,
        residual: found.residual,
    };
    found.into_iter().map(told).collect()
}
