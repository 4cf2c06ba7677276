//! The principal branch by arc length, for the stage games that resist.

use super::super::stage::StageError;
use super::super::stage::logit::{Block, LogitSystem, TraceOptions, principal_branch};
use super::{Stage, Way, Workspace};

impl<const L: usize> Stage<'_, L> {
    /// Traces the branch from uniform play to `s = 1`; all types' mixes there, and their averages into `work.z`.
    pub(super) fn trace(&self, mixes: &mut [f64], work: &mut Workspace<L>) -> Result<Way, StageError> {
        let system = TypedStage {
            stage: self,
            blocks: self
                .layout
                .seats
                .iter()
                .map(|seat| Block { moves: seat.available.len(), rationality: seat.rationality })
                .collect(),
        };
        let answer = principal_branch(&system, &TraceOptions::default())?;
        mixes.copy_from_slice(&answer.mixes);
        self.average(mixes, &mut work.z);
        Ok(Way::Traced { folds: answer.folds })
    }
}

/// A stage game as the tracer sees it: a block for each type.
struct TypedStage<'a, const L: usize> {
    stage: &'a Stage<'a, L>,
    blocks: Vec<Block>,
}

impl<const L: usize> LogitSystem for TypedStage<'_, L> {
    fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    fn payoffs(&self, mixes: &[f64], payoffs: &mut [f64]) {
        let layout = self.stage.layout;
        let mut z = vec![0.0; layout.width];
        self.stage.average(mixes, &mut z);
        let mut utility = vec![[0.0; L]; layout.width];
        for actor in 0..layout.actors.len() {
            self.stage.utilities(actor, &z, &mut utility);
            for (lane, seat) in layout.seats.iter().enumerate().filter(|(_, seat)| seat.actor == actor) {
                for (pay, &a) in payoffs[seat.offset..].iter_mut().zip(&seat.available) {
                    *pay = utility[usize::from(a)][lane];
                }
            }
        }
    }
}
