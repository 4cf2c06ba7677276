//! The principal branch by arc length, for the stage games that resist; and the choice of another branch.

use super::super::stage::StageError;
use super::super::stage::logit::{LogitEquilibrium, TraceOptions, principal_branch};
use super::super::stage::logit_search::stable_logit_equilibria;
use super::alone::Alone;
use super::wide::any;
use super::{Lanes, Room, Solved, Stage, Way};

/// Another equilibrium has to give an actor more by this, as a share of what it gives or of 1.
const BETTER: f64 = 1e-9;

impl<const W: usize> Stage<'_, W> {
    /// Traces the branch of one lane from uniform play to `s = 1`; the mixes there into `room.mix`, their averages into
    /// `room.z`.
    pub(super) fn trace(&self, lane: usize, room: &mut Room<W>) -> Result<Way, StageError> {
        let alone = Alone::of_lane(self, lane);
        let answer = principal_branch(&alone, &TraceOptions::default())?;
        put(&alone, &answer.mixes, lane, room);
        let LogitEquilibrium { folds, crossings, .. } = answer;
        Ok(Way::Traced { folds, crossings: crossings.len() })
    }

    /// How far the mixes solved in a lane are from those that the branch leads to when it is followed by arc length.
    pub(in crate::solve) fn verify(&self, lane: usize, solved: &Solved<W>) -> Result<f64, StageError> {
        let answer = principal_branch(&Alone::of_lane(self, lane), &TraceOptions::default())?;
        let gaps = solved.mixes.iter().zip(&answer.mixes).map(|(mine, traced)| (mine[lane] - traced).abs());
        Ok(gaps.fold(0.0, |most, gap| if gap <= most { most } else { gap }))
    }

    /// Puts the stable equilibrium that is best for an actor in the place of the one solved, in the lanes where one of those
    /// that a search finds is better. Where there is a proof that there is one only, none is sought.
    pub(in crate::solve) fn prefer(
        &self,
        actor: usize,
        lanes: &Lanes<W>,
        solved: &mut Solved<W>,
        room: &mut Room<W>,
    ) {
        let mut chosen = [false; W];
        room.mix.clone_from(&solved.mixes);
        room.z.clone_from(&solved.z);
        for lane in (0..W).filter(|&lane| lanes[lane] && solved.way[lane] != Way::Proved) {
            let alone = Alone::of_lane(self, lane);
            let seats = self.layout.seats_of(actor);
            let here: f64 = seats.map(|(kind, seat)| seat.prior * solved.value[kind][lane]).sum();
            let found = stable_logit_equilibria(&alone);
            let best = found.iter().max_by(|a, b| alone.worth(actor, a).total_cmp(&alone.worth(actor, b)));
            if let Some(best) =
                best.filter(|best| alone.worth(actor, best) > here + BETTER * here.abs().max(1.0))
            {
                put(&alone, &best.mixes, lane, room);
                chosen[lane] = true;
            }
        }
        if any(&chosen) {
            self.measure(None, room);
            solved.take(&chosen, room);
            for lane in (0..W).filter(|&lane| chosen[lane]) {
                (solved.way[lane], solved.moved[lane]) = (Way::Chosen, f64::INFINITY);
            }
        }
    }
}

/// Puts the mixes of a lane in their place, with their averages.
fn put<const W: usize>(alone: &Alone<'_>, mixes: &[f64], lane: usize, room: &mut Room<W>) {
    for (mix, probability) in room.mix.iter_mut().zip(mixes) {
        mix[lane] = *probability;
    }
    for (z, averaged) in room.z.iter_mut().zip(alone.averages(mixes)) {
        z[lane] = averaged[0];
    }
}
