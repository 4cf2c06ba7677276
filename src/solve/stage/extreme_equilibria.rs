//! All extreme Nash equilibria of a bimatrix game, in exact fractions.
//!
//! With `A, B > 0` (payoffs shifted, which changes no equilibrium), let `P = {x ≥ 0 : Bᵀx ≤ 1}` and `Q = {y ≥ 0 :
//! A y ≤ 1}`. A move is a *label* of `x` (or `y`) if it is its player's and not played, or the other player's and a
//! best response to it. A pair of vertices, other than `(0, 0)`, that has all labels is, scaled to probabilities, an
//! *extreme equilibrium*; and every equilibrium is a mixture of extreme ones, within a maximal Nash subset.
//!
//! Degenerate games need no care of their own: they have fewer vertices with more labels, and continua of equilibria.
//!
//! References: 1. O. L. Mangasarian, "Equilibrium points of bimatrix games", *SIAM Journal* 12, 1964. 2. D. Avis, G.
//! Rosenberg, R. Savani, B. von Stengel, *Economic Theory* 42, 2010. 3. B. von Stengel, "New maximal numbers of
//! equilibria in bimatrix games", *Discrete and Computational Geometry* 21, 1999.

use num_bigint::BigInt;
use num_integer::Integer;
use num_rational::BigRational;
use num_traits::{One, Signed, ToPrimitive, Zero};

use super::nash_subsets::{self, NashSubset};
use super::normal_form::exact;
use super::polytope::{self, Vertex};
use super::{Bimatrix, StageError};

/// A mix in exact fractions.
pub type ExactMix = Vec<BigRational>;

/// One extreme equilibrium.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExtremeEquilibrium {
    /// Number of the row player's mix in [`ExtremeEquilibria::row_mixes`].
    pub row: usize,
    /// Number of the column player's mix in [`ExtremeEquilibria::column_mixes`].
    pub column: usize,
    /// What the row and the column player get.
    pub values: [BigRational; 2],
}

/// A connected set of equilibria: a point, or a continuum.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Component {
    /// Numbers of its extreme equilibria.
    pub equilibria: Vec<usize>,
    /// The products of mixtures that it is the union of.
    pub subsets: Vec<NashSubset>,
}

impl Component {
    /// Whether it has more than one point.
    pub fn is_continuum(&self) -> bool {
        self.equilibria.len() > 1
    }
}

/// All equilibria of a bimatrix game.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExtremeEquilibria {
    /// The row player's mixes that occur, the first move's probability falling.
    pub row_mixes: Vec<ExactMix>,
    /// The column player's mixes that occur.
    pub column_mixes: Vec<ExactMix>,
    /// The pairs of them that are extreme equilibria.
    pub equilibria: Vec<ExtremeEquilibrium>,
    /// How they hang together.
    pub components: Vec<Component>,
    /// How they were found.
    pub certificate: Enumeration,
}

/// The enumeration was complete, and each equilibrium was then checked against the payoffs in exact fractions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enumeration {
    /// Vertices of the row player's and the column player's polytope.
    pub vertices: [usize; 2],
    /// Bases visited; more than vertices where the game is degenerate.
    pub bases: [usize; 2],
    /// Whether 128-bit integers sufficed.
    pub small_integers: bool,
}

impl ExtremeEquilibria {
    /// Both mixes of the equilibrium of this number.
    pub fn mixes(&self, equilibrium: usize) -> [&ExactMix; 2] {
        let pair = &self.equilibria[equilibrium];
        [&self.row_mixes[pair.row], &self.column_mixes[pair.column]]
    }

    /// Both mixes as floating-point numbers.
    pub fn mixes_f64(&self, equilibrium: usize) -> [Vec<f64>; 2] {
        self.mixes(equilibrium).map(|mix| mix.iter().map(to_f64).collect())
    }
}

/// A fraction as the nearest floating-point number.
pub fn to_f64(fraction: &BigRational) -> f64 {
    fraction.to_f64().unwrap_or(f64::NAN)
}

/// All extreme equilibria and the components that they span.
///
/// ```
/// use standoff::solve::stage::{Bimatrix, extreme_equilibria::extreme_equilibria};
/// let chicken = Bimatrix::symmetric(0.0, -1.0, 1.0, -10.0).unwrap();
/// let found = extreme_equilibria(&chicken).unwrap();
/// assert_eq!(found.equilibria.len(), 3);
/// assert_eq!(found.mixes(1)[0][0].to_string(), "9/10");
/// ```
pub fn extreme_equilibria(game: &Bimatrix) -> Result<ExtremeEquilibria, StageError> {
    let (m, n) = (game.rows(), game.columns());
    if m + n > 128 {
        return Err(StageError::TooLarge {
            method: "the enumeration of all equilibria",
            size: format!("{} moves of both players", m + n),
            limit: 128,
        });
    }
    let payoffs =
        [fractions(m, n, |i, j| game.row_payoff(i, j))?, fractions(n, m, |j, i| game.column_payoff(i, j))?];
    let of_row = polytope::vertices(&positive_integers(&payoffs[1]))?;
    let of_column = polytope::vertices(&positive_integers(&payoffs[0]))?;

    // The column player's labels in the row player's numbering: rows first, then columns.
    let (rows, columns) = (u128::MAX >> (128 - m), u128::MAX >> (128 - n));
    let turned: Vec<u128> =
        of_column.vertices.iter().map(|vertex| (vertex.labels & columns) << m | vertex.labels >> n).collect();
    let all = rows | columns << m;
    let mut pairs = Vec::new();
    for (i, x) in of_row.vertices.iter().enumerate() {
        let missing = all & !x.labels;
        pairs.extend((0..turned.len()).filter(|&j| turned[j] & missing == missing).map(|j| (i, j)));
    }
    pairs.retain(|&(i, _)| of_row.vertices[i].labels & rows != rows);

    let (row_mixes, row_numbers) = mixes(&of_row.vertices, pairs.iter().map(|pair| pair.0));
    let (column_mixes, column_numbers) = mixes(&of_column.vertices, pairs.iter().map(|pair| pair.1));
    let mut edges: Vec<(usize, usize)> =
        pairs.iter().map(|&(i, j)| (row_numbers[i], column_numbers[j])).collect();
    edges.sort_unstable();
    let equilibria = edges
        .iter()
        .map(|&(row, column)| {
            let values = [
                best_response_value(&payoffs[0], &row_mixes[row], &column_mixes[column])?,
                best_response_value(&payoffs[1], &column_mixes[column], &row_mixes[row])?,
            ];
            Ok(ExtremeEquilibrium { row, column, values })
        })
        .collect::<Result<_, _>>()?;
    let components = nash_subsets::components(&edges)?
        .into_iter()
        .map(|subsets| {
            let mut numbers: Vec<usize> = subsets
                .iter()
                .flat_map(|set| set.rows.iter().flat_map(|&row| set.columns.iter().map(move |&c| (row, c))))
                .filter_map(|edge| edges.binary_search(&edge).ok())
                .collect();
            numbers.sort_unstable();
            numbers.dedup();
            Component { equilibria: numbers, subsets }
        })
        .collect();
    let certificate = Enumeration {
        vertices: [of_row.vertices.len(), of_column.vertices.len()],
        bases: [of_row.bases, of_column.bases],
        small_integers: of_row.small && of_column.small,
    };
    Ok(ExtremeEquilibria { row_mixes, column_mixes, equilibria, components, certificate })
}

/// A player's payoffs, by its own move and the other's.
fn fractions(
    own: usize,
    others: usize,
    payoff: impl Fn(usize, usize) -> f64,
) -> Result<Vec<Vec<BigRational>>, StageError> {
    (0..own).map(|i| (0..others).map(|j| exact(payoff(i, j))).collect()).collect()
}

/// The same payoffs, shifted and stretched to small positive integers.
pub(super) fn positive_integers(payoffs: &[Vec<BigRational>]) -> Vec<Vec<BigInt>> {
    let common = payoffs.iter().flatten().fold(BigInt::one(), |lcm, payoff| lcm.lcm(payoff.denom()));
    let whole = |payoff: &BigRational| payoff.numer() * (&common / payoff.denom());
    let least = payoffs.iter().flatten().map(whole).min().unwrap_or_default();
    let divisor =
        payoffs.iter().flatten().fold(BigInt::ZERO, |gcd, payoff| gcd.gcd(&(whole(payoff) - &least)));
    let divisor = if divisor.is_zero() { BigInt::one() } else { divisor };
    payoffs
        .iter()
        .map(|row| row.iter().map(|payoff| (whole(payoff) - &least) / &divisor + 1).collect())
        .collect()
}

/// The distinct mixes of these vertices in order, and the place of each vertex among them.
fn mixes(vertices: &[Vertex], used: impl Iterator<Item = usize>) -> (Vec<ExactMix>, Vec<usize>) {
    let mut used: Vec<usize> = used.collect();
    used.sort_unstable();
    used.dedup();
    let mut listed: Vec<(ExactMix, usize)> = used
        .into_iter()
        .map(|index| {
            let numerators = &vertices[index].numerators;
            let sum: BigInt = numerators.iter().sum();
            (numerators.iter().map(|part| BigRational::new(part.clone(), sum.clone())).collect(), index)
        })
        .collect();
    listed.sort_by(|a, b| b.cmp(a));
    let mut numbers = vec![usize::MAX; vertices.len()];
    for (number, (_, index)) in listed.iter().enumerate() {
        numbers[*index] = number;
    }
    (listed.into_iter().map(|(mix, _)| mix).collect(), numbers)
}

/// What a player gets, having checked in exact fractions that it could get no more.
fn best_response_value(
    payoffs: &[Vec<BigRational>],
    own: &ExactMix,
    other: &ExactMix,
) -> Result<BigRational, StageError> {
    let of_move: Vec<BigRational> = payoffs
        .iter()
        .map(|row| row.iter().zip(other).filter(|(_, p)| !p.is_zero()).map(|(u, p)| u * p).sum())
        .collect();
    let value: BigRational = of_move.iter().zip(own).map(|(u, p)| u * p).sum();
    match of_move.iter().max() {
        Some(best) if *best > value => Err(StageError::Unverified {
            method: "the enumeration of all equilibria",
            violation: to_f64(&(best - &value).abs()),
        }),
        _ => Ok(value),
    }
}

#[cfg(test)]
#[path = "extreme_equilibria_tests.rs"]
mod tests;
