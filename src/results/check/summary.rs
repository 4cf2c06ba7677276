//! The figures of a run.

use super::{Checked, finite, of_length, ordered, share, shares, size, so, sums_to_one};
use crate::results::json::SUMMARY;
use crate::results::record::{FactFigures, RecordFigures, ScoredFigures};
use crate::results::summary::{ActorFigures, MoveFigures, OutcomeFigures, Summary, TrackFigures};

impl Checked for Summary {
    const FILE: &'static str = SUMMARY;

    fn check(&self) -> Result<(), String> {
        so(!self.moments.is_empty(), || "there are no moments".to_owned())?;
        so(!self.outcomes.is_empty(), || "there are no outcomes".to_owned())?;
        so(!self.actors.is_empty(), || "there are no actors".to_owned())?;
        let moments = self.moments.len();
        self.outcomes.iter().try_for_each(|outcome| of_outcome(outcome, moments))?;
        sums_to_one("the shares of the outcomes", self.outcomes.iter().map(|outcome| outcome.share))?;
        let ended = self.outcomes.iter().try_fold(0u64, |sum, outcome| sum.checked_add(outcome.count));
        so(ended == Some(self.plays), || "the outcomes do not count all plays".to_owned())?;
        self.actors.iter().try_for_each(|actor| self.of_actor(actor))?;
        size("the mean of the rounds", self.rounds.mean)?;
        of_length("`rounds.surviving`", &self.rounds.surviving, moments)?;
        shares("`rounds.surviving`", &self.rounds.surviving)?;
        self.tracks.iter().try_for_each(|track| of_track(track, moments))?;
        self.moves.iter().try_for_each(|one| self.of_move(one))?;
        for effect in &self.effects {
            size(&format!("the mean count of {}", effect.id), effect.mean_count)?;
        }
        if let Some(certificate) = &self.certificate {
            size("the largest residual", certificate.largest_residual)?;
            finite("the largest gain", certificate.largest_gain)?;
        }
        if let Some(selection) = &self.selection {
            share("the time in which branches fold or cross", selection.time)?;
            for branch in &selection.branches {
                let what = format!("the shares with the best equilibrium for {}", branch.actor);
                of_length(&what, &branch.shares, self.outcomes.len())?;
                shares(&what, &branch.shares)?;
                sums_to_one(&what, branch.shares.iter().copied())?;
            }
        }
        self.record.as_ref().map_or(Ok(()), of_record)
    }
}

fn of_outcome(outcome: &OutcomeFigures, moments: usize) -> Result<(), String> {
    let what = |field: &str| format!("`{field}` of the outcome {}", outcome.id);
    let OutcomeFigures { share: estimate, low, high, by_round, exact, .. } = outcome;
    for (field, value) in [("share", estimate), ("low", low), ("high", high)] {
        share(&what(field), *value)?;
    }
    ordered(&what("share"), &[*low, *estimate, *high])?;
    exact.map_or(Ok(()), |exact| share(&what("exact"), exact))?;
    of_length(&what("by_round"), by_round, moments)?;
    shares(&what("by_round"), by_round)?;
    ordered(&what("by_round"), by_round)
}

impl Summary {
    fn of_actor(&self, actor: &ActorFigures) -> Result<(), String> {
        let what = |field: &str| format!("`{field}` of the actor {}", actor.id);
        finite(&what("payoff_mean"), actor.payoff_mean)?;
        size(&what("payoff_se"), actor.payoff_se)?;
        // Nothing was sampled where figures are exact alone.
        let expected = if self.plays > 0 { self.outcomes.len() } else { 0 };
        of_length(&what("by_outcome"), &actor.by_outcome, expected)?;
        for payoff in &actor.by_outcome {
            ordered(&what("by_outcome.quantiles"), payoff.quantiles.as_ref().map_or(&[], |all| &all[..]))?;
        }
        so(!actor.types.is_empty(), || format!("{} is empty", what("types")))
    }

    fn of_move(&self, one: &MoveFigures) -> Result<(), String> {
        let what = |field: &str| format!("`{field}` of the move {} of {}", one.id, one.actor);
        super::known(&what("actor"), &one.actor, self.actors.iter().map(|actor| actor.id.as_str()))?;
        size(&what("mean_count"), one.mean_count)?;
        let rounds = self.moments.len() - 1;
        of_length(&what("share_by_round"), &one.share_by_round, rounds)?;
        shares(&what("share_by_round"), &one.share_by_round)?;
        // Alone, exact figures may be without first times.
        if self.plays > 0 || !one.first_by_round.is_empty() {
            of_length(&what("first_by_round"), &one.first_by_round, rounds)?;
        }
        shares(&what("first_by_round"), &one.first_by_round)?;
        let exact = one.exact_first_by_round.as_ref();
        exact.map_or(Ok(()), |exact| of_length(&what("exact_first_by_round"), exact, rounds))
    }
}

fn of_track(track: &TrackFigures, moments: usize) -> Result<(), String> {
    let what = |field: &str| format!("`{field}` of the track {}", track.id);
    let [low, high] = track.range.map(i64::from);
    so(low <= high, || format!("{} is empty", what("range")))?;
    let levels = (high - low + 1) as usize;
    // Without names of levels there is none at all.
    let named = if track.levels.is_empty() { 0 } else { levels };
    of_length(&what("levels"), &track.levels, named)?;
    of_length(&what("mean_by_round"), &track.mean_by_round, moments)?;
    of_length(&what("quantiles_by_round"), &track.quantiles_by_round, moments)?;
    of_length(&what("distribution_by_round"), &track.distribution_by_round, moments)?;
    let is_inside = |level: f64| (low as f64 - 1e-6..=high as f64 + 1e-6).contains(&level);
    let exact = track.exact_mean_by_round.as_deref();
    exact.map_or(Ok(()), |exact| of_length(&what("exact_mean_by_round"), exact, moments))?;
    for &mean in track.mean_by_round.iter().chain(exact.unwrap_or_default()) {
        so(is_inside(mean), || format!("{} is {mean}", what("mean_by_round")))?;
    }
    for found in &track.quantiles_by_round {
        let found = [found.q05, found.q25, found.q50, found.q75, found.q95].map(f64::from);
        so(found.iter().all(|&level| is_inside(level)), || format!("{} leave it", what("quantiles")))?;
        ordered(&what("quantiles_by_round"), &found)?;
    }
    for distribution in &track.distribution_by_round {
        of_length(&what("distribution_by_round"), distribution, levels)?;
        shares(&what("distribution_by_round"), distribution)?;
        sums_to_one(&what("distribution_by_round"), distribution.iter().copied())?;
    }
    Ok(())
}

fn of_record(record: &RecordFigures) -> Result<(), String> {
    for FactFigures { says, below, equal, above, .. } in &record.facts {
        let parts = [below, equal, above].map(|part| part.unwrap_or_default());
        shares(&format!("of the fact {says}, a share"), &parts)?;
        if below.is_some() && equal.is_some() && above.is_some() {
            sums_to_one(&format!("the shares of the fact {says}"), parts.into_iter())?;
        }
    }
    for ScoredFigures { says, probability, low, high, brier, .. } in &record.statements {
        for value in [probability, low, high, brier].into_iter().flatten() {
            share(&format!("of the statement {says}, a figure"), *value)?;
        }
    }
    Ok(())
}
