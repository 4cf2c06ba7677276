//! The game of two moves each that branches are drawn of.

use super::super::text::clean;
use super::super::two_sides::TwoSides;
use crate::prose::numbers::{number, share};
use crate::prose::plain;
use crate::results::stage_game::{NashFigures, StageFigures};
use crate::solve::stage::Bimatrix;
use crate::solve::stage::logit_2x2::{LogitBranch2x2, logit_branches_2x2, logit_folds_2x2};
use crate::solve::stage::logit_curves_2x2::{LogitCurves2x2, logit_curves_2x2};
use crate::solve::stage::pitchfork::pitchforks;

/// Folds that decide what is in the middle are looked for up to so many times the rationality of the scenario.
const MOST: f64 = 100.0;

/// A stage game of two moves each: as it stands, or reduced to conceding or not.
pub(super) struct TwoMoves {
    game: Bimatrix,
    players: [String; 2],
    /// Both players' first and second move.
    moves: [[String; 2]; 2],
    /// Whether moves count by their stance alone.
    reduced: bool,
    given: [f64; 2],
    /// Whether the scenario has a rationality above 0 for either.
    pub(super) own: bool,
    nash: NashFigures,
    /// What it is, as a part of a sentence.
    pub(super) told: String,
}

/// A Nash equilibrium at the right edge.
pub(super) struct NashEnd {
    /// Both probabilities of the first move.
    pub(super) first: [f64; 2],
    pub(super) words: String,
    pub(super) is_pure: bool,
}

impl TwoMoves {
    /// The game of the pair that the figures are of.
    pub(super) fn of(figures: &StageFigures) -> Option<TwoMoves> {
        let sides = TwoSides::of(figures)?;
        let players = [sides.label(0), sides.label(1)];
        let between = format!("{} between {} and {}", clean(&figures.round_told()), players[0], players[1]);
        let given = sides.rationality();
        let own = given.iter().any(|lambda| *lambda > 0.0);
        let given = if own { given } else { [1.0; 2] };
        if sides.moves() == [2, 2] {
            let pay = |player: usize| [0, 1].map(|i| [0, 1].map(|j| sides.payoff([i, j], player)));
            let (row, column) = (pay(0), pay(1));
            let game = Bimatrix::new(&[&row[0], &row[1]], &[&column[0], &column[1]]).ok()?;
            let moves = [0, 1].map(|player| [0, 1].map(|own| sides.move_label(player, own)));
            let nash = figures.pair.nash.clone()?;
            let told = format!("the stage game of {between}");
            return Some(TwoMoves { game, players, moves, reduced: false, given, own, nash, told });
        }
        let reduced = figures.reductions.iter().find(|one| one.types == figures.pair.types)?.game.as_ref()?;
        let pay = |player: usize| [0, 1].map(|i| [0, 1].map(|j| reduced.payoffs[i][j][player]));
        let (row, column) = (pay(0), pay(1));
        let game = Bimatrix::new(&[&row[0], &row[1]], &[&column[0], &column[1]]).ok()?;
        let moves = [0, 1].map(|_| ["concede", "hold"].map(str::to_owned));
        let told = format!("conceding or holding in the stage game of {between}");
        let nash = reduced.nash.clone()?;
        Some(TwoMoves { game, players, moves, reduced: true, given, own, nash, told })
    }

    /// Every branch, and the multiple of the rationalities in the middle of what is drawn: between that of the scenario and
    /// the first fold, or where there is none, the rationality at which the payoffs begin to tell.
    pub(super) fn curves(&self) -> Option<(LogitCurves2x2, f64)> {
        let folds = logit_folds_2x2(&self.game, self.given, MOST).ok()?;
        let gain = |player: usize, other| {
            (self.game.payoff(player, 0, other) - self.game.payoff(player, 1, other)).abs()
        };
        let most = [0, 1].map(|player| self.given[player] * gain(player, 0).max(gain(player, 1)));
        let most = most[0].max(most[1]);
        let telling = if most > 0.0 { (4.0 / most).clamp(1e-6, 1e6) } else { 1.0 };
        let half = folds.first().map_or(telling, |fold| fold.scale).sqrt();
        Some((logit_curves_2x2(&self.game, self.given, half).ok()?, half))
    }

    pub(super) fn is_equal(&self) -> bool {
        self.given[0] == self.given[1]
    }

    /// What one multiple is worth on the axis: λ where both have the same.
    pub(super) fn unit(&self) -> f64 {
        if self.is_equal() { self.given[0] } else { 1.0 }
    }

    /// A multiple of the rationalities, for people.
    pub(super) fn rationality(&self, multiple: f64) -> String {
        // That of the scenario as it is written there.
        let say = |lambda: f64| if multiple == 1.0 { plain(lambda) } else { number(multiple * lambda) };
        let [first, second] = self.given.map(say);
        if self.is_equal() { format!("λ = {first}") } else { format!("λ = {first} and {second}") }
    }

    pub(super) fn axis_title(&self) -> String {
        match self.is_equal() {
            true => "rationality λ of both →".to_owned(),
            false => {
                let [first, second] = self.given.map(plain);
                format!("rationality of both, in multiples of λ = {first} and {second} →")
            }
        }
    }

    /// Whose rationality goes to the right.
    pub(super) fn growing(&self) -> &'static str {
        if self.is_equal() {
            "the rationality of both"
        } else {
            "the rationalities of the two as they grow together"
        }
    }

    /// Whose probability of what a panel shows.
    pub(super) fn heading(&self, player: usize) -> String {
        match self.reduced {
            true => format!("{}: probability of conceding", self.players[player]),
            false => format!("{}: probability of “{}”", self.players[player], self.moves[player][0]),
        }
    }

    /// All equilibria at a multiple of the rationalities.
    pub(super) fn equilibria(&self, multiple: f64) -> Vec<LogitBranch2x2> {
        logit_branches_2x2(&self.game, self.given.map(|lambda| multiple * lambda)).unwrap_or_default()
    }

    /// Where the symmetric branch splits: the multiple, and both sides' probability there.
    pub(super) fn pitchforks(&self) -> Vec<(f64, f64)> {
        let found = if self.is_equal() { pitchforks(&self.game).unwrap_or_default() } else { Vec::new() };
        found.iter().map(|fork| (fork.rationality / self.given[0], fork.mix[0])).collect()
    }

    /// Nash equilibria.
    pub(super) fn nash(&self) -> Vec<NashEnd> {
        let end = |point: &crate::results::stage_game::NashPoint| {
            let first = [0, 1].map(|player| point.mixes[player][0]);
            let is_pure = first.iter().all(|own| *own == 0.0 || *own == 1.0);
            // Of two moves the first says all.
            let mix = |player: usize| match first[player] {
                1.0 => self.moves[player][0].clone(),
                0.0 => self.moves[player][1].clone(),
                own => {
                    let fraction = point.exact.as_ref().map(|exact| exact[player][0].clone());
                    format!("{} {}", fraction.unwrap_or_else(|| share(own)), self.moves[player][0])
                }
            };
            NashEnd { first, words: format!("{} / {}", mix(0), mix(1)), is_pure }
        };
        self.nash
            .extreme
            .iter()
            .filter(|point| point.mixes.iter().all(|mix| mix.len() == 2))
            .map(end)
            .collect()
    }
}
