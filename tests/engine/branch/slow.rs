//! The slow reference: the logit equilibrium on the branch from uniform play, by following the curve of logit equilibria
//! step by small step.
//!
//! Unknowns are ℓ, the logarithm of a probability for each class of alike moves, and s, by which all λ are scaled. The
//! curve is F(ℓ, s) = ℓ − log softmax(s·Λu(exp ℓ)) = 0 from uniform play at s = 0 until it first reaches s = 1, through
//! folds. Steps are measured in y = (asinh ℓ, asinh(s·range)): a likely move by its probability, an unlikely one by how
//! many times more unlikely it gets. The determinant of the bordered Jacobian keeps its sign along a curve, and so tells
//! a point on another piece from the next of this one.
//!
//! Reference: Allgower & Georg, "Introduction to Numerical Continuation Methods", SIAM 2003, chapters 2 and 6; Turocy,
//! "A dynamic homotopy interpretation of the logistic quantal response equilibrium correspondence", Games and Economic
//! Behavior 51, 2005.

use super::alike::classes;
use super::game::Game;
use super::matrix::Matrix;

/// A point where the curve first reaches the rationalities given.
#[derive(Debug)]
pub(crate) struct Found {
    /// A probability for each coordinate.
    pub(crate) p: Vec<f64>,
    /// Largest difference between a probability and its logit response.
    pub(crate) residual: f64,
    /// By how much an error of the response is multiplied in the point, at most.
    pub(crate) amplification: f64,
    /// Where the curve turns back, or forth again.
    pub(crate) folds: usize,
}

/// Why there is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Undecided {
    /// No step is short enough.
    Stuck,
    /// The curve goes on for too long.
    Endless,
    /// The curve touches the rationalities given without crossing them, or nearly so.
    Touches,
    /// Half the step leads elsewhere.
    StepsDisagree,
}

/// Follows the curve twice, the second time in half the steps: both must agree.
pub(crate) fn follow_twice(game: &Game) -> Result<Found, Undecided> {
    let (coarse, fine) = (follow(game, LONGEST)?, follow(game, LONGEST / 2.0)?);
    let agree = coarse.p.iter().zip(&fine.p).all(|(a, b)| (a - b).abs() <= 1e-9 + 1e-13 * fine.amplification);
    if agree { Ok(fine) } else { Err(Undecided::StepsDisagree) }
}

/// The longest step, and the largest turn of the tangent in one.
pub(crate) const LONGEST: f64 = 0.05;
const SHORTEST: f64 = 1e-11;
const MOST_STEPS: usize = 200_000;

/// Follows the curve in steps of at most `longest`.
pub(crate) fn follow(game: &Game, longest: f64) -> Result<Found, Undecided> {
    let curve = Curve::new(game);
    let mut here = curve.start();
    let mut step = longest / 10.0;
    let mut folds = 0;
    for _ in 0..MOST_STEPS {
        if step < SHORTEST {
            return Err(Undecided::Stuck);
        }
        let Some(next) = curve.step(&here, step, longest) else {
            step /= 2.0;
            continue;
        };
        let (rises, rose) = (next.slope() > 0.0, here.slope() > 0.0);
        // Before a turn back, the curve may have been at the end and left it again.
        let peak = rose && !rises && curve.end - here.s().max(next.s()) < step;
        if next.s() >= curve.end || peak && step > 1e-6 {
            if step > 1e-3 || peak && next.s() < curve.end {
                step /= 2.0;
                continue;
            }
            return curve.finish(&here, &next, folds);
        }
        if peak && curve.end - here.s().max(next.s()) < 1e-9 {
            return Err(Undecided::Touches);
        }
        folds += usize::from(rises != rose);
        let easy = 1.0 - next.turn(&here) < longest * longest / 16.0;
        here = next;
        if easy {
            step = (step * 1.3).min(longest);
        }
    }
    Err(Undecided::Endless)
}

/// A point of the curve and the unit tangent there; s comes last.
#[derive(Debug, Clone)]
struct Point {
    y: Vec<f64>,
    tangent: Vec<f64>,
}

impl Point {
    fn s(&self) -> f64 {
        *self.y.last().expect("s is there")
    }

    fn slope(&self) -> f64 {
        *self.tangent.last().expect("s is there")
    }

    /// Cosine of the angle between two tangents.
    fn turn(&self, other: &Point) -> f64 {
        dot(&self.tangent, &other.tangent)
    }
}

struct Curve<'a> {
    game: &'a Game,
    class_of: Vec<usize>,
    /// How many coordinates each class has.
    members: Vec<f64>,
    range: f64,
    /// The last coordinate where s = 1.
    end: f64,
}

impl<'a> Curve<'a> {
    fn new(game: &'a Game) -> Curve<'a> {
        let class_of = classes(game);
        let mut members = vec![0.0; 1 + class_of.iter().max().expect("there are moves")];
        class_of.iter().for_each(|&class| members[class] += 1.0);
        let range = game.range().max(1e-3);
        Curve { game, class_of, members, range, end: range.asinh() }
    }

    fn start(&self) -> Point {
        let size = self.members.len();
        let mut y = vec![0.0; size + 1];
        for moves in self.game.blocks() {
            let log = -(moves.len() as f64).ln();
            moves.for_each(|c| y[self.class_of[c]] = log.asinh());
        }
        let mut up = vec![0.0; size + 1];
        up[size] = 1.0;
        let (tangent, _) = self.bordered(&y, &up).1.solve(&up).expect("the start is regular");
        Point { y, tangent: unit(tangent) }
    }

    /// Residuals at a point, and their derivatives with a row of one's own below.
    fn bordered(&self, y: &[f64], border: &[f64]) -> (Vec<f64>, Matrix) {
        let size = self.members.len();
        let s = y[size].sinh() / self.range;
        let p: Vec<f64> = self.class_of.iter().map(|&class| y[class].sinh().exp()).collect();
        let gains = self.game.gains(&p);
        let response = self.game.response(&p, s);
        let slopes = self.game.slopes(&p);
        let mut residual: Vec<f64> = y[..size].iter().map(|y| y.sinh()).collect();
        let mut matrix = Matrix::zero(size + 1, size + 1);
        for moves in self.game.blocks() {
            let mean =
                |of: &dyn Fn(usize) -> f64| moves.clone().map(|m| response[m].exp() * of(m)).sum::<f64>();
            let mean_gain = mean(&|m| gains[m]);
            let mean_slope: Vec<f64> = (0..p.len()).map(|c| mean(&|m| slopes[(m, c)])).collect();
            for m in moves.clone() {
                let class = self.class_of[m];
                let share = 1.0 / self.members[class];
                residual[class] -= share * response[m];
                for (c, &p) in p.iter().enumerate() {
                    let by = s * (slopes[(m, c)] - mean_slope[c]) * p;
                    matrix[(class, self.class_of[c])] -= share * by * y[self.class_of[c]].cosh();
                }
                matrix[(class, size)] -= share * (gains[m] - mean_gain) * y[size].cosh() / self.range;
            }
        }
        for (class, y) in y[..size].iter().enumerate() {
            matrix[(class, class)] += y.cosh();
        }
        for (c, entry) in border.iter().enumerate() {
            matrix[(size, c)] = *entry;
        }
        (residual, matrix)
    }

    /// The next point, or nothing where the step was too long to be sure of it.
    fn step(&self, here: &Point, step: f64, longest: f64) -> Option<Point> {
        let y: Vec<f64> = here.y.iter().zip(&here.tangent).map(|(y, t)| y + step * t).collect();
        let y = self.correct(y, &here.tangent, step / 4.0)?;
        let mut above = vec![0.0; y.len()];
        *above.last_mut().expect("s is there") = 1.0;
        let (tangent, sign) = self.bordered(&y, &here.tangent).1.solve(&above)?;
        let next = Point { y, tangent: unit(tangent) };
        (sign > 0.0 && next.turn(here) > 1.0 - longest * longest / 2.0).then_some(next)
    }

    /// Newton's method across a border, the first correction no longer than `reach` and each far shorter than the last.
    fn correct(&self, mut y: Vec<f64>, border: &[f64], reach: f64) -> Option<Vec<f64>> {
        let mut last = 4.0 * reach;
        for _ in 0..12 {
            let (mut residual, matrix) = self.bordered(&y, border);
            residual.push(0.0);
            let (change, _) = matrix.solve(&residual)?;
            let length = norm(&change);
            if length > last / 4.0 {
                // Rounding keeps it from getting nearer.
                return (last < 1e-4 * reach && length < 1e-4 * reach || length < 1e-11).then_some(y);
            }
            y.iter_mut().zip(&change).for_each(|(y, change)| *y -= change);
            if length < 1e-13 {
                return Some(y);
            }
            last = length;
        }
        None
    }

    /// Where the curve crosses s = 1 between two points near each other.
    fn finish(&self, here: &Point, next: &Point, folds: usize) -> Result<Found, Undecided> {
        let part = (self.end - here.s()) / (next.s() - here.s());
        let mut y: Vec<f64> = here.y.iter().zip(&next.y).map(|(a, b)| a + part * (b - a)).collect();
        let size = self.members.len();
        y[size] = self.end;
        let mut border = vec![0.0; size + 1];
        border[size] = 1.0;
        let between = norm(&here.y.iter().zip(&next.y).map(|(a, b)| a - b).collect::<Vec<_>>());
        let y = self.correct(y, &border, between).ok_or(Undecided::Touches)?;
        let p: Vec<f64> = self.class_of.iter().map(|&class| y[class].sinh().exp()).collect();
        let p = self.polished(p);
        Ok(Found { residual: self.game.residual(&p), amplification: amplification(self.game, &p), p, folds })
    }

    /// Newton's method on the probabilities themselves, all on their own, as long as it helps.
    fn polished(&self, mut p: Vec<f64>) -> Vec<f64> {
        for _ in 0..4 {
            let response = self.game.response(&p, 1.0);
            let right: Vec<f64> = p.iter().zip(&response).map(|(p, log)| p - log.exp()).collect();
            let Some((change, _)) = without_response(self.game, &p).solve(&right) else { break };
            let better: Vec<f64> = p.iter().zip(&change).map(|(p, change)| p - change).collect();
            let near = change.iter().all(|change| change.abs() < 1e-7);
            if !near
                || better.iter().any(|p| *p < 0.0)
                || self.game.residual(&better) >= self.game.residual(&p)
            {
                break;
            }
            p = better;
        }
        p
    }
}

/// The derivative of p − response(p).
fn without_response(game: &Game, p: &[f64]) -> Matrix {
    let response = game.response(p, 1.0);
    let slopes = game.slopes(p);
    let mut matrix = Matrix::zero(p.len(), p.len());
    for moves in game.blocks() {
        for c in 0..p.len() {
            let mean: f64 = moves.clone().map(|m| response[m].exp() * slopes[(m, c)]).sum();
            for m in moves.clone() {
                matrix[(m, c)] = f64::from(u8::from(m == c)) - response[m].exp() * (slopes[(m, c)] - mean);
            }
        }
    }
    matrix
}

/// The largest sum of a row of the inverse of [`without_response`].
fn amplification(game: &Game, p: &[f64]) -> f64 {
    let matrix = without_response(game, p);
    let mut sums = vec![0.0; p.len()];
    for c in 0..p.len() {
        let unit: Vec<f64> = (0..p.len()).map(|row| f64::from(u8::from(row == c))).collect();
        let Some((column, _)) = matrix.clone().solve(&unit) else { return f64::INFINITY };
        sums.iter_mut().zip(column).for_each(|(sum, entry)| *sum += entry.abs());
    }
    sums.into_iter().fold(1.0, f64::max)
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

fn norm(a: &[f64]) -> f64 {
    dot(a, a).sqrt()
}

fn unit(a: Vec<f64>) -> Vec<f64> {
    let length = norm(&a);
    a.into_iter().map(|a| a / length).collect()
}
