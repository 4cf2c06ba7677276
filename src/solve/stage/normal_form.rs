//! Finite games in normal form.
//!
//! A game is a tuple `(N, (A_i), (u_i))`: players `N = {1, …, n}`, finite sets of moves `A_i`, and payoffs
//! `u_i : A_1 × … × A_n → ℝ`. A *mix* of a player is a point of the simplex over its moves; mixes of all players
//! stand one after the other in one slice. With two players the game is a *bimatrix* `(A, B)`.
//!
//! Where an answer is exact, a payoff stands for the shortest decimal that reads back as the same `f64`: 0.1 is
//! 1/10, not 3602879701896397/36028797018963968. What a file says is what is solved.
//!
//! References: 1. M. J. Osborne, A. Rubinstein, *A Course in Game Theory*, 1994, §2.1 and §3.1.

use num_bigint::BigInt;
use num_rational::BigRational;

use super::{Bimatrix, StageError};

/// One player: a name and its moves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Player {
    /// For people.
    pub label: String,
    /// The labels of its moves, in order.
    pub moves: Vec<String>,
}

/// A finite game of any number of players.
#[derive(Debug, Clone, PartialEq)]
pub struct NormalForm {
    title: String,
    players: Vec<Player>,
    payoffs: Vec<f64>,
}

impl NormalForm {
    /// A game from a table of payoffs: profiles in order, the last player's move changing fastest, and for each
    /// profile one payoff for each player.
    pub fn new(
        title: impl Into<String>,
        players: Vec<Player>,
        payoffs: Vec<f64>,
    ) -> Result<Self, StageError> {
        if players.is_empty() || players.iter().any(|player| player.moves.is_empty()) {
            return Err(StageError::Empty);
        }
        let profiles: usize = players.iter().map(|player| player.moves.len()).product();
        let expected = profiles * players.len();
        if payoffs.len() != expected {
            return Err(StageError::Shape { expected, found: payoffs.len() });
        }
        if payoffs.iter().any(|payoff| !payoff.is_finite()) {
            return Err(StageError::NotFinite);
        }
        Ok(Self { title: title.into(), players, payoffs })
    }

    /// A game with unnamed players and moves ("1", "2", …).
    pub fn unnamed(moves: &[usize], payoffs: Vec<f64>) -> Result<Self, StageError> {
        Self::new("", numbered(moves), payoffs)
    }

    /// The same from payoffs that are known to be finite and to fit.
    pub(super) fn from_parts(moves: &[usize], payoffs: Vec<f64>) -> Self {
        Self { title: String::new(), players: numbered(moves), payoffs }
    }

    /// For people; may be empty.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// The players, in order.
    pub fn players(&self) -> &[Player] {
        &self.players
    }

    /// How many moves each player has.
    pub fn shape(&self) -> Vec<usize> {
        self.players.iter().map(|player| player.moves.len()).collect()
    }

    /// How many profiles of moves there are.
    pub fn profile_count(&self) -> usize {
        self.payoffs.len() / self.players.len()
    }

    /// The payoffs of all players at the profile of this number.
    pub fn payoffs_at(&self, profile: usize) -> &[f64] {
        let n = self.players.len();
        &self.payoffs[profile * n..(profile + 1) * n]
    }

    /// The number of a profile of moves.
    pub fn profile(&self, moves: &[usize]) -> usize {
        self.players.iter().zip(moves).fold(0, |index, (player, own)| index * player.moves.len() + own)
    }

    /// The moves of the profile of this number.
    pub fn moves_of(&self, mut profile: usize) -> Vec<usize> {
        let mut moves = vec![0; self.players.len()];
        for (own, player) in moves.iter_mut().zip(&self.players).rev() {
            *own = profile % player.moves.len();
            profile /= player.moves.len();
        }
        moves
    }

    /// How far apart the numbers of two profiles are that differ by one in this player's move.
    pub fn stride(&self, player: usize) -> usize {
        self.players[player + 1..].iter().map(|other| other.moves.len()).product()
    }

    /// Refuses a player's number that the game does not have.
    pub fn check_player(&self, player: usize) -> Result<(), StageError> {
        let players = self.players.len();
        if player < players { Ok(()) } else { Err(StageError::NoSuchPlayer { player, players }) }
    }

    /// What each move of each player earns on average against the others' mixes; mixes and answers stand one
    /// player after the other. Multilinear in the mixes, which need not sum to one.
    pub fn expected_payoffs(&self, mixes: &[f64], expected: &mut [f64]) {
        expected.fill(0.0);
        let n = self.players.len();
        self.for_each_profile(|places, payoffs| {
            for i in 0..n {
                let others = (0..n).filter(|&j| j != i);
                let weight: f64 = others.map(|j| mixes[places[j]]).product();
                expected[places[i]] += weight * payoffs[i];
            }
        });
    }

    /// The derivatives of the expected payoffs by the mixes: a row for each move, a column for each probability.
    pub fn payoff_derivatives(&self, mixes: &[f64], derivatives: &mut [f64]) {
        derivatives.fill(0.0);
        let (n, width) = (self.players.len(), mixes.len());
        self.for_each_profile(|places, payoffs| {
            for i in 0..n {
                for j in (0..n).filter(|&j| j != i) {
                    let others = (0..n).filter(|&k| k != i && k != j);
                    let weight: f64 = others.map(|k| mixes[places[k]]).product();
                    derivatives[places[i] * width + places[j]] += weight * payoffs[i];
                }
            }
        });
    }

    /// Visits every profile with the places of its moves in a slice of all players' moves, and its payoffs.
    fn for_each_profile(&self, mut visit: impl FnMut(&[usize], &[f64])) {
        let n = self.players.len();
        let mut starts = Vec::with_capacity(n);
        let mut next = 0;
        for player in &self.players {
            starts.push(next);
            next += player.moves.len();
        }
        let mut places = starts.clone();
        for payoffs in self.payoffs.chunks_exact(n) {
            visit(&places, payoffs);
            for i in (0..n).rev() {
                places[i] += 1;
                if places[i] < starts[i] + self.players[i].moves.len() {
                    break;
                }
                places[i] = starts[i];
            }
        }
    }

    /// The game as a pair of matrices, where it has two players.
    pub fn bimatrix(&self) -> Result<Bimatrix, StageError> {
        if self.players.len() != 2 {
            return Err(StageError::NotTwoPlayers(self.players.len()));
        }
        let (rows, columns) = (self.players[0].moves.len(), self.players[1].moves.len());
        let own = |player: usize| self.payoffs.iter().skip(player).step_by(2).copied().collect();
        Ok(Bimatrix::from_parts(rows, columns, own(0), own(1)))
    }
}

/// Players and moves named by their numbers, from 1.
fn numbered(moves: &[usize]) -> Vec<Player> {
    let numbers = |count: usize| (1..=count).map(|number| number.to_string()).collect::<Vec<_>>();
    let labels = numbers(moves.len()).into_iter();
    labels.zip(moves).map(|(label, &count)| Player { label, moves: numbers(count) }).collect()
}

/// The exact fraction that a payoff stands for: the shortest decimal that reads back as the same `f64`.
///
/// ```
/// use standoff::solve::stage::normal_form::exact;
/// assert_eq!(exact(0.1).unwrap().to_string(), "1/10");
/// assert_eq!(exact(-2.5e-3).unwrap().to_string(), "-1/400");
/// ```
pub fn exact(payoff: f64) -> Result<BigRational, StageError> {
    if !payoff.is_finite() {
        return Err(StageError::NotFinite);
    }
    // `{:e}` prints the shortest decimal that reads back, as digits and an exponent of ten.
    let text = format!("{payoff:e}");
    let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits: BigInt = format!("{whole}{fraction}").parse().map_err(|_| StageError::NotFinite)?;
    let exponent: i64 = exponent.parse().map_err(|_| StageError::NotFinite)?;
    let shift = exponent - fraction.len() as i64;
    let power = BigInt::from(10).pow(shift.unsigned_abs() as u32);
    Ok(if shift >= 0 { BigRational::from_integer(digits * power) } else { BigRational::new(digits, power) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_payoff_stands_for_the_decimal_it_prints_as() {
        for (payoff, fraction) in
            [(0.1, "1/10"), (0.2785, "557/2000"), (-300.0, "-300"), (1e-7, "1/10000000")]
        {
            assert_eq!(exact(payoff).unwrap().to_string(), fraction);
        }
        assert_eq!(exact(1.5e22).unwrap().to_string(), "15000000000000000000000");
        assert_eq!(exact(-0.0).unwrap().to_string(), "0");
        assert_eq!(exact(f64::NAN), Err(StageError::NotFinite));
    }

    #[test]
    fn the_last_players_move_changes_fastest() {
        let game = NormalForm::unnamed(&[2, 3], (0..12).map(f64::from).collect()).unwrap();
        assert_eq!(game.profile(&[1, 2]), 5);
        assert_eq!(game.moves_of(5), [1, 2]);
        assert_eq!(game.payoffs_at(5), [10.0, 11.0]);
        assert_eq!((game.stride(0), game.stride(1)), (3, 1));
        assert_eq!(game.bimatrix().unwrap().column_payoff(1, 2), 11.0);
    }

    #[test]
    fn expected_payoffs_average_over_the_others() {
        let game = Bimatrix::symmetric(0.0, -1.0, 1.0, -10.0).unwrap().normal_form();
        let mut expected = [0.0; 4];
        game.expected_payoffs(&[0.5, 0.5, 0.9, 0.1], &mut expected);
        for (found, known) in expected.iter().zip([-0.1, -0.1, -0.5, -4.5]) {
            assert!((found - known).abs() < 1e-15);
        }
    }

    #[test]
    fn a_table_that_does_not_fit_is_refused() {
        assert_eq!(
            NormalForm::unnamed(&[2, 2], vec![0.0; 7]),
            Err(StageError::Shape { expected: 8, found: 7 })
        );
        assert_eq!(NormalForm::unnamed(&[2, 0], vec![]), Err(StageError::Empty));
        assert_eq!(Bimatrix::new(&[&[1.0]], &[&[f64::INFINITY]]), Err(StageError::NotFinite));
    }
}
