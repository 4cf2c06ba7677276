//! What correlated equilibria can give two players.
//!
//! Correlated equilibria are a polytope and payoffs are linear in them, so what they give is a convex polygon. Each of its
//! corners is the best for some weighting of the players. From the best and the worst for either, the outward normal of
//! every edge found so far is tried as a weighting: what it finds lies beyond the edge, and is a corner more, or there is
//! nothing beyond, and the edge is one of the polygon's.
//!
//! References: 1. R. J. Aumann, "Subjectivity and correlation in randomized strategies", *Journal of Mathematical
//! Economics* 1, 1974. 2. R. Nau, S. Gomez Canovas, P. Hansen, "On the geometry of Nash equilibria and correlated
//! equilibria", *International Journal of Game Theory* 32, 2004.

use super::correlated::{Mediator, range};
use super::{NormalForm, StageError};

/// What lies beyond an edge by less than this share of the range of payoffs lies on it.
const FLAT: f64 = 1e-7;
/// So many linear programs and no more.
const MOST: usize = 200;

/// The corners of the polygon, counter-clockwise from one that is best for the first player, in payoffs of the first and
/// the second. There are two where it is a segment, and one where all correlated equilibria give the same.
///
/// ```
/// use standoff::solve::stage::{Bimatrix, correlated_payoffs::correlated_payoffs};
/// let dilemma = Bimatrix::symmetric(3.0, 0.0, 5.0, 1.0).unwrap().normal_form();
/// assert_eq!(correlated_payoffs(&dilemma).unwrap(), [[1.0, 1.0]]);
/// ```
///
/// # Errors
/// [`StageError::NotTwoPlayers`], and those of [`correlated_equilibrium`](super::correlated::correlated_equilibrium).
pub fn correlated_payoffs(game: &NormalForm) -> Result<Vec<[f64; 2]>, StageError> {
    if game.players().len() != 2 {
        return Err(StageError::NotTwoPlayers(game.players().len()));
    }
    // A unit of either player's axis is the range of its payoffs.
    let unit = [0, 1].map(|player| range(game, player));
    let mut mediator = Mediator::of(game)?;
    let mut programs = 0;
    let mut best = |weights: [f64; 2]| {
        programs += 1;
        if programs > MOST {
            let size = format!("more than {MOST} edges");
            return Err(StageError::TooLarge { method: "the set of correlated payoffs", size, limit: MOST });
        }
        let found = mediator.best(&[weights[0] / unit[0], weights[1] / unit[1]])?;
        Ok([found.payoffs[0] / unit[0], found.payoffs[1] / unit[1]])
    };
    let mut around = Vec::new();
    for weights in [[1.0, 0.0], [0.0, 1.0], [-1.0, 0.0], [0.0, -1.0]] {
        around.push(best(weights)?);
    }
    let mut at = 0;
    while at < around.len() {
        let (from, to) = (around[at], around[(at + 1) % around.len()]);
        let length = (to[0] - from[0]).hypot(to[1] - from[1]);
        if length > FLAT {
            let outward = [(to[1] - from[1]) / length, (from[0] - to[0]) / length];
            let beyond = best(outward)?;
            if dot(outward, beyond) > dot(outward, from) + FLAT {
                around.insert(at + 1, beyond);
                continue;
            }
        }
        at += 1;
    }
    let corners = corners(&around);
    Ok(corners.into_iter().map(|[first, second]| [first * unit[0], second * unit[1]]).collect())
}

/// The points that are corners: neither the same as the one before, nor on the way to the next.
fn corners(around: &[[f64; 2]]) -> Vec<[f64; 2]> {
    let same = |a: [f64; 2], b: [f64; 2]| (a[0] - b[0]).hypot(a[1] - b[1]) <= FLAT;
    let mut points: Vec<[f64; 2]> = Vec::new();
    for &point in around {
        if points.last().is_none_or(|&last| !same(last, point)) {
            points.push(point);
        }
    }
    while points.len() > 1 && same(points[0], points[points.len() - 1]) {
        points.pop();
    }
    let mut at = 0;
    while points.len() > 2 && at < points.len() {
        let count = points.len();
        let (before, here, next) = (points[(at + count - 1) % count], points[at], points[(at + 1) % count]);
        let (to, on) = ([here[0] - before[0], here[1] - before[1]], [next[0] - here[0], next[1] - here[1]]);
        let turns = to[0] * on[1] - to[1] * on[0] > FLAT * to[0].hypot(to[1]);
        // A segment is walked to its end and back: its ends turn by half a circle.
        let is_end = dot(to, on) < 0.0;
        if turns || is_end {
            at += 1;
        } else {
            points.remove(at);
        }
    }
    points
}

fn dot(a: [f64; 2], b: [f64; 2]) -> f64 {
    a[0] * b[0] + a[1] * b[1]
}

#[cfg(test)]
mod tests {
    use super::super::Bimatrix;
    use super::super::examples::{aumann, axelrod, close, ochs};
    use super::*;

    fn all_close(found: &[[f64; 2]], known: &[[f64; 2]]) {
        assert_eq!(found.len(), known.len(), "{found:?}");
        for (found, known) in found.iter().flatten().zip(known.iter().flatten()) {
            close(*found, *known, 1e-8);
        }
    }

    /// O4: scipy, for the best and the worst in sum; Aumann (1974) for the rest.
    #[test]
    fn aumanns_chicken_has_a_kite() {
        let found = correlated_payoffs(&aumann().normal_form()).unwrap();
        all_close(&found, &[[7.0, 2.0], [5.25, 5.25], [2.0, 7.0], [3.6, 3.6]]);
    }

    #[test]
    fn where_no_mediator_can_help_both_the_set_has_three_corners() {
        // Above the line between the pure equilibria nothing can be had: mutual concession pays 0 + 0 as they do.
        let found = correlated_payoffs(&axelrod().normal_form()).unwrap();
        all_close(&found, &[[1.0, -1.0], [-1.0, 1.0], [-10.0 / 19.0, -10.0 / 19.0]]);
    }

    #[test]
    fn a_game_with_one_equilibrium_has_a_point_and_one_of_no_conflict_a_segment() {
        let found = correlated_payoffs(&ochs().normal_form()).unwrap();
        assert_eq!(found.len(), 1, "{found:?}");
        let both = Bimatrix::new(&[&[2.0, 0.0], &[0.0, 1.0]], &[&[2.0, 0.0], &[0.0, 1.0]]).unwrap();
        all_close(&correlated_payoffs(&both.normal_form()).unwrap(), &[[2.0, 2.0], [2.0 / 3.0, 2.0 / 3.0]]);
        let none = NormalForm::unnamed(&[2, 2], vec![1.0; 8]).unwrap();
        all_close(&correlated_payoffs(&none).unwrap(), &[[1.0, 1.0]]);
    }

    #[test]
    fn three_players_have_no_plane() {
        let game = NormalForm::unnamed(&[2, 2, 2], vec![0.0; 24]).unwrap();
        assert_eq!(correlated_payoffs(&game), Err(StageError::NotTwoPlayers(3)));
    }
}
