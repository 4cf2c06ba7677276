//! The principal branch by arc length, for the stage games that resist.

use super::super::stage::StageError;
use super::super::stage::logit::{Block, LogitSystem, TraceOptions, principal_branch};
use super::wide::Wide;
use super::{Room, Stage, Way};

impl<const W: usize> Stage<'_, W> {
    /// Traces the branch of one lane from uniform play to `s = 1`; the mixes there into `room.mix`, their averages into
    /// `room.z`.
    pub(super) fn trace(&self, lane: usize, room: &mut Room<W>) -> Result<Way, StageError> {
        let layout = self.layout;
        let alone = Stage { layout, pay: &self.pay.iter().map(|pay| [pay[lane]]).collect::<Vec<Wide<1>>>() };
        let blocks = layout
            .seats
            .iter()
            .map(|seat| Block { moves: seat.available.len(), rationality: seat.rationality });
        let system = TypedStage { stage: &alone, blocks: blocks.collect() };
        let answer = principal_branch(&system, &TraceOptions::default())?;
        for (mix, probability) in room.mix.iter_mut().zip(&answer.mixes) {
            mix[lane] = *probability;
        }
        for (z, averaged) in room.z.iter_mut().zip(alone.averages(&answer.mixes)) {
            z[lane] = averaged[0];
        }
        Ok(Way::Traced { folds: answer.folds })
    }
}

/// A stage game as the tracer sees it: a block for each type.
struct TypedStage<'a> {
    stage: &'a Stage<'a, 1>,
    blocks: Vec<Block>,
}

impl LogitSystem for TypedStage<'_> {
    fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    fn payoffs(&self, mixes: &[f64], payoffs: &mut [f64]) {
        pulp::Arch::new().dispatch(Payoffs { stage: self.stage, mixes, payoffs });
    }
}

/// What actions pay against mixes, compiled once for each kind of processor.
struct Payoffs<'a> {
    stage: &'a Stage<'a, 1>,
    mixes: &'a [f64],
    payoffs: &'a mut [f64],
}

impl pulp::WithSimd for Payoffs<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: pulp::Simd>(self, _: S) {
        let z = self.stage.averages(self.mixes);
        let mut utility = vec![[0.0]; self.mixes.len()];
        for (kind, seat) in self.stage.layout.seats.iter().enumerate() {
            self.stage.utilities(kind, seat, &z, &mut utility[seat.mix()]);
        }
        self.payoffs.iter_mut().zip(utility).for_each(|(pay, [utility])| *pay = utility);
    }
}

impl Stage<'_, 1> {
    /// Averaged mixes of all types' mixes.
    fn averages(&self, mixes: &[f64]) -> Vec<Wide<1>> {
        let mut z = vec![[0.0]; self.layout.width];
        for seat in &self.layout.seats {
            let start = self.layout.average(seat.actor).start;
            for (&a, &probability) in seat.available.iter().zip(&mixes[seat.mix()]) {
                z[start + a][0] += seat.prior * probability;
            }
        }
        z
    }
}
