//! The branches of logit equilibria of a 2×2 game as curves, from random play to perfect rationality.
//!
//! Both rationalities are multiplied by a scale `s`. Between two folds the number of equilibria does not change and those
//! found, by rising probability of the first player's first move, never meet: the n-th of them is one curve. With three,
//! the middle one is unstable and the others are stable. At a fold the middle curve meets one of the others, at a
//! pitchfork both.
//!
//! So that all scales have a place, they are counted by `s / (s + s_½)`, which goes from 0 to 1 and is ½ at `s_½`.
//!
//! References: as in [`logit_2x2`](super::logit_2x2).

use super::logit_2x2::{Fold2x2, LogitBranch2x2, Response, logit_branches_2x2, logit_folds_2x2};
use super::{Bimatrix, StageError};

/// Curves are followed up to this part of the way to perfect rationality.
const END: f64 = 0.9995;
/// Points of a curve.
const POINTS: usize = 120;
/// Just inside of a fold, where all its equilibria exist, as a part of the way to the next.
const INSIDE: f64 = 1e-6;

/// A piece of a branch, between folds.
#[derive(Debug, Clone, PartialEq)]
pub struct LogitCurve2x2 {
    /// On the principal branch: connected to uniform play as both λ grow together.
    pub principal: bool,
    /// Whether logit dynamics return to it.
    pub stable: bool,
    /// By rising scale.
    pub points: Vec<CurvePoint2x2>,
}

/// A logit equilibrium on a curve.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CurvePoint2x2 {
    /// By what the rationalities given are multiplied.
    pub scale: f64,
    /// Each player's probability of its first move.
    pub first: [f64; 2],
}

/// All branches of a 2×2 game.
#[derive(Debug, Clone, PartialEq)]
pub struct LogitCurves2x2 {
    /// Pieces of the branches, by rising scale and then by rising probability of the first player's first move.
    pub curves: Vec<LogitCurve2x2>,
    /// Where their number changes; pitchforks are among them.
    pub folds: Vec<Fold2x2>,
}

/// The branches as the rationalities of row and column grow together. `half` is the scale in the middle of what is
/// looked at; the curves are dense around it and go up to 2000 times it.
///
/// # Errors
/// Where the game is not 2×2, or a rationality or `half` is no positive number.
pub fn logit_curves_2x2(
    game: &Bimatrix,
    rationalities: [f64; 2],
    half: f64,
) -> Result<LogitCurves2x2, StageError> {
    if !(half.is_finite() && half > 0.0) {
        return Err(StageError::Rationality(2));
    }
    let branches = Branches { game, rationalities, half };
    let folds = logit_folds_2x2(game, rationalities, branches.scale(END))?;
    let mut ends: Vec<End<'_>> = vec![(0.0, None)];
    ends.extend(folds.iter().map(|fold| (fold.scale / (fold.scale + half), Some(fold))));
    ends.push((END, None));
    let pieces = ends.windows(2).map(|ends| branches.pieces(ends[0], ends[1]));
    let curves = pieces.collect::<Result<Vec<_>, _>>()?.concat();
    Ok(LogitCurves2x2 { curves, folds })
}

/// A part of the way to perfect rationality, and the fold that is there.
type End<'a> = (f64, Option<&'a Fold2x2>);

/// The equilibria of one game at all scales.
struct Branches<'a> {
    game: &'a Bimatrix,
    rationalities: [f64; 2],
    half: f64,
}

impl Branches<'_> {
    fn scale(&self, part: f64) -> f64 {
        self.half * part / (1.0 - part)
    }

    fn rationalities(&self, part: f64) -> [f64; 2] {
        self.rationalities.map(|lambda| self.scale(part) * lambda)
    }

    fn response(&self, part: f64) -> Response {
        Response::new(self.game, self.rationalities(part))
    }

    /// The curves between two folds.
    fn pieces(&self, from: End<'_>, to: End<'_>) -> Result<Vec<LogitCurve2x2>, StageError> {
        let found = logit_branches_2x2(self.game, self.rationalities(0.5 * (from.0 + to.0)))?;
        let curve = |branch: &LogitBranch2x2| LogitCurve2x2 {
            principal: branch.principal,
            stable: branch.stable,
            points: Vec::with_capacity(POINTS + 1),
        };
        let mut curves: Vec<LogitCurve2x2> = found.iter().map(curve).collect();
        let mut add = |part: f64, firsts: Vec<[f64; 2]>| {
            for (curve, first) in curves.iter_mut().zip(firsts) {
                curve.points.push(CurvePoint2x2 { scale: self.scale(part), first });
            }
        };
        add(from.0, self.firsts_at(from, to.0));
        for cosine in &cosines()[1..POINTS] {
            // Dense at both ends: beside a fold a branch is as steep as a root.
            let share = 0.5 - 0.5 * cosine;
            let part = from.0 + (to.0 - from.0) * share;
            let response = self.response(part);
            let zeros = response.zeros();
            if zeros.len() == found.len() {
                add(part, zeros.into_iter().map(|zero| first(&response, zero)).collect());
            }
        }
        add(to.0, self.firsts_at(to, from.0));
        Ok(curves)
    }

    /// Where the curves of a piece end, on the side of its other end: in the fold, or on their way past it.
    fn firsts_at(&self, (part, fold): End<'_>, other: f64) -> Vec<[f64; 2]> {
        let response = self.response(part);
        let inside = self.response(part + INSIDE * (other - part)).zeros();
        let end = |(number, near): (usize, &f64)| match fold {
            Some(fold) if meets(&inside, number) => fold.mixes.map(|mix| mix[0]),
            _ => {
                let distance = |zero: &f64| (zero - near).abs();
                let zeros = response.zeros().into_iter();
                let zero = zeros.min_by(|a, b| distance(a).total_cmp(&distance(b)));
                first(&response, zero.unwrap_or(*near))
            }
        };
        inside.iter().enumerate().map(end).collect()
    }
}

/// Both probabilities of the first move at an equilibrium.
fn first(response: &Response, zero: f64) -> [f64; 2] {
    response.mixes(zero).map(|mix| mix[0])
}

/// Whether the equilibrium of this number is one of those that meet in a fold, just inside of which these are all: the
/// middle one and its nearer neighbour; both neighbours where they are about as near.
fn meets(zeros: &[f64], number: usize) -> bool {
    let &[low, middle, high] = zeros else { return false };
    let (below, above) = (middle - low, high - middle);
    number == 1 || (if number == 0 { below < 2.0 * above } else { above < 2.0 * below })
}

/// The cosines of the angles that part a half turn into [`POINTS`], each from the two before it: the system's would differ
/// in their last bits from one machine to another.
fn cosines() -> [f64; POINTS + 1] {
    /// Of the first angle.
    const FIRST: f64 = 0.999_657_324_975_557_3;
    let mut cosines = [1.0; POINTS + 1];
    cosines[1] = FIRST;
    for step in 2..=POINTS {
        cosines[step] = (2.0 * FIRST).mul_add(cosines[step - 1], -cosines[step - 2]);
    }
    cosines
}

#[cfg(test)]
mod tests {
    use super::super::examples::{aumann, axelrod, close, lopsided, ochs, ordinal_chicken};
    use super::super::logit_2x2::sigma;
    use super::super::pitchfork::pitchforks;
    use super::*;

    /// Every point of every curve answers itself.
    fn check(game: &Bimatrix, found: &LogitCurves2x2) {
        for point in found.curves.iter().flat_map(|curve| &curve.points) {
            for player in 0..2 {
                let [own, other] = [point.first[player], point.first[1 - player]];
                let gain = |column| game.payoff(player, 0, column) - game.payoff(player, 1, column);
                let response = sigma(point.scale * (other * gain(0) + (1.0 - other) * gain(1)));
                // A fold is known to the root of rounding only.
                assert!((own - response).abs() < 1e-4, "{point:?}");
            }
        }
        for curve in &found.curves {
            assert!(curve.points.windows(2).all(|two| two[0].scale < two[1].scale));
        }
    }

    #[test]
    fn cosines_are_those_of_their_angles() {
        for (step, cosine) in cosines().into_iter().enumerate() {
            let angle = std::f64::consts::PI * step as f64 / POINTS as f64;
            assert!((cosine - angle.cos()).abs() < 1e-12, "{step}: {cosine}");
        }
    }

    #[test]
    fn the_curves_of_chicken_leave_from_the_pitchfork_for_the_nash_equilibria() {
        for game in [axelrod(), aumann(), ordinal_chicken()] {
            let found = logit_curves_2x2(&game, [1.0; 2], 1.0).unwrap();
            check(&game, &found);
            let fork = pitchforks(&game).unwrap()[0];
            assert_eq!(found.curves.len(), 4);
            let labels: Vec<_> = found.curves.iter().map(|curve| (curve.principal, curve.stable)).collect();
            assert_eq!(labels, [(true, true), (false, true), (true, false), (false, true)]);
            assert_eq!(found.curves[0].points[0], CurvePoint2x2 { scale: 0.0, first: [0.5; 2] });
            let trunk = found.curves[0].points.last().unwrap();
            close(trunk.scale, fork.rationality, 1e-6);
            close(trunk.first[0], fork.mix[0], 1e-3);
            for (curve, last) in found.curves[1..].iter().zip([[0.0, 1.0], [f64::NAN; 2], [1.0, 0.0]]) {
                close(curve.points[0].scale, fork.rationality, 1e-6);
                close(curve.points[0].first[0], fork.mix[0], 1e-3);
                if curve.stable {
                    let end = curve.points.last().unwrap().first;
                    close(end[0], last[0], 1e-9);
                    close(end[1], last[1], 1e-9);
                }
            }
        }
        // The symmetric branch goes to the mixed equilibrium: 9/10.
        let found = logit_curves_2x2(&axelrod(), [1.0; 2], 1.0).unwrap();
        close(found.curves[2].points.last().unwrap().first[0], 0.9, 1e-3);
    }

    #[test]
    fn where_the_sides_differ_two_curves_begin_apart_from_the_principal_branch() {
        let game = lopsided();
        let found = logit_curves_2x2(&game, [1.0; 2], 1.0).unwrap();
        check(&game, &found);
        assert_eq!(found.curves.len(), 4);
        let principal: Vec<_> = found.curves.iter().filter(|curve| curve.principal).collect();
        let others: Vec<_> = found.curves.iter().filter(|curve| !curve.principal).collect();
        assert_eq!((principal.len(), others.len()), (2, 2));
        assert_eq!(others[0].points[0], others[1].points[0], "both begin in the fold");
        // The principal branch goes on, without a jump.
        let (before, after) = (principal[0].points.last().unwrap(), principal[1].points[0]);
        close(before.first[0], after.first[0], 1e-4);
        assert!(principal.iter().all(|curve| curve.stable));
    }

    #[test]
    fn a_matching_game_has_one_curve() {
        let found = logit_curves_2x2(&ochs(), [1.0; 2], 4.0).unwrap();
        check(&ochs(), &found);
        assert_eq!(found.curves.len(), 1);
        assert!(found.folds.is_empty());
        assert!(logit_curves_2x2(&ochs(), [1.0; 2], 0.0).is_err());
    }
}
