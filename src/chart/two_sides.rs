//! A stage game between two, as the charts of it read it.

use super::frame::Sheet;
use super::text::clean;
use crate::prose::mixture;
use crate::results::stage_game::{NashPoint, PairPlayer, StageFigures, StageType};

/// A stage game between two types of two actors.
pub(super) struct TwoSides<'a> {
    pub(super) figures: &'a StageFigures,
    pub(super) players: [&'a PairPlayer; 2],
    kinds: [&'a StageType; 2],
}

impl<'a> TwoSides<'a> {
    /// The game between two; `None` where there are more, or where the figures do not fit together.
    pub(super) fn of(figures: &'a StageFigures) -> Option<TwoSides<'a>> {
        let [one, other] = &figures.pair.players[..] else { return None };
        let kinds: [&StageType; 2] = figures.paired().try_into().ok()?;
        let game = TwoSides { figures, players: [one, other], kinds };
        let moves = game.moves();
        let payoffs = &figures.pair.payoffs;
        let fits = payoffs.len() == moves[0] * moves[1]
            && payoffs.iter().all(|own| own.len() == 2)
            && [0, 1].iter().all(|&player| kinds[player].moves.len() == moves[player])
            && !payoffs.is_empty();
        fits.then_some(game)
    }

    /// How many moves each has.
    pub(super) fn moves(&self) -> [usize; 2] {
        self.players.map(|player| player.moves.len())
    }

    /// Every profile of moves.
    pub(super) fn profiles(&self) -> impl Iterator<Item = [usize; 2]> {
        let [first, second] = self.moves();
        (0..first).flat_map(move |own| (0..second).map(move |other| [own, other]))
    }

    /// What a player gets at a profile.
    pub(super) fn payoff(&self, [own, other]: [usize; 2], player: usize) -> f64 {
        self.figures.pair.payoffs[own * self.moves()[1] + other][player]
    }

    /// What both get at a profile.
    pub(super) fn payoffs(&self, profile: [usize; 2]) -> [f64; 2] {
        [0, 1].map(|player| self.payoff(profile, player))
    }

    /// Whether a player's move at a profile is a best answer to the other's.
    pub(super) fn is_best(&self, profile: [usize; 2], player: usize) -> bool {
        let instead = |own: usize| {
            let mut other = profile;
            other[player] = own;
            self.payoff(other, player)
        };
        let own = self.payoff(profile, player);
        (0..self.moves()[player]).all(|other| instead(other) <= own)
    }

    /// Whether nobody gains by leaving a profile.
    pub(super) fn is_nash(&self, profile: [usize; 2]) -> bool {
        self.is_best(profile, 0) && self.is_best(profile, 1)
    }

    /// A move's label, safe to draw.
    pub(super) fn move_label(&self, player: usize, own: usize) -> String {
        clean(&self.players[player].moves[own])
    }

    /// A player's label, safe to draw.
    pub(super) fn label(&self, player: usize) -> String {
        clean(&self.players[player].label)
    }

    /// A profile's name: both moves.
    pub(super) fn name(&self, [own, other]: [usize; 2]) -> String {
        format!("{} / {}", self.move_label(0, own), self.move_label(1, other))
    }

    /// Probability of a player's move in the equilibrium that is played.
    pub(super) fn played(&self, player: usize, own: usize) -> f64 {
        self.kinds[player].moves[own].probability
    }

    /// Probability that both play a profile in it.
    pub(super) fn chance(&self, [own, other]: [usize; 2]) -> f64 {
        self.played(0, own) * self.played(1, other)
    }

    /// What both get in it when they meet.
    pub(super) fn expected(&self) -> [f64; 2] {
        [0, 1].map(|player| {
            self.profiles().map(|profile| self.chance(profile) * self.payoff(profile, player)).sum()
        })
    }

    /// What each can be sure of, where that is known of both.
    pub(super) fn secured(&self) -> Option<[f64; 2]> {
        match &self.figures.pair.security[..] {
            [Some(first), Some(second)] => Some([first.level, second.level]),
            _ => None,
        }
    }

    /// Extreme Nash equilibria in mixes.
    pub(super) fn mixed(&self) -> Vec<&'a NashPoint> {
        let pure = |mix: &Vec<f64>| mix.iter().filter(|probability| **probability > 0.0).count() == 1;
        let nash = self.figures.pair.nash.iter().flat_map(|nash| &nash.extreme);
        nash.filter(|point| point.payoffs.len() == 2 && !point.mixes.iter().all(pure)).collect()
    }

    /// What both play in a Nash equilibrium.
    pub(super) fn mixes(&self, point: &NashPoint) -> String {
        let own = |player: usize| {
            let exact = point.exact.as_ref().map(|exact| &exact[player][..]);
            clean(&mixture(&point.mixes[player], exact, &self.players[player].moves))
        };
        format!("{} / {}", own(0), own(1))
    }

    /// Both sides' rationality.
    pub(super) fn rationality(&self) -> [f64; 2] {
        self.kinds.map(|kind| kind.rationality)
    }

    /// Which game it is and what its payoffs hold, as the end of a sentence.
    pub(super) fn told(&self) -> String {
        let payoffs = match self.figures.pair.with_future {
            true => "what follows the round included",
            false => "without what follows, which is worth the same whatever is done",
        };
        let round = clean(&self.figures.round_told());
        format!("{round} between {} and {}, {payoffs}", self.label(0), self.label(1))
    }

    /// Where the tracks stand, as a paragraph of its own: it can be long.
    pub(super) fn draw_state(&self, sheet: &mut Sheet) {
        let state = self.figures.state_told();
        if state.is_empty() {
            return;
        }
        let (small, ink, room) = (sheet.style.small, sheet.style.ink, sheet.room());
        let at = (sheet.left(), sheet.y - 4.0);
        sheet.y += sheet.paragraph("state", at, room, &state, small, ink.soft, 4) + 4.0;
    }
}
