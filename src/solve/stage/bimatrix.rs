//! Games of two players, as a pair of matrices `(A, B)`.
//!
//! Row `i` and column `j` give the row player `A_ij` and the column player `B_ij`.

use super::{NormalForm, StageError};

/// A game of two players, as two matrices of the same shape, row by row.
#[derive(Debug, Clone, PartialEq)]
pub struct Bimatrix {
    rows: usize,
    columns: usize,
    row: Vec<f64>,
    column: Vec<f64>,
}

impl Bimatrix {
    /// From payoffs that are known to be finite and to fit.
    pub(super) fn from_parts(rows: usize, columns: usize, row: Vec<f64>, column: Vec<f64>) -> Self {
        Self { rows, columns, row, column }
    }

    /// From the row player's and the column player's matrix.
    pub fn new(row: &[&[f64]], column: &[&[f64]]) -> Result<Self, StageError> {
        let (rows, columns) = (row.len(), row.first().map_or(0, |line| line.len()));
        if rows == 0 || columns == 0 {
            return Err(StageError::Empty);
        }
        let (row, column): (Vec<f64>, Vec<f64>) = (row.concat(), column.concat());
        for found in [row.len(), column.len()] {
            if found != rows * columns {
                return Err(StageError::Shape { expected: rows * columns, found });
            }
        }
        if row.iter().chain(&column).any(|payoff| !payoff.is_finite()) {
            return Err(StageError::NotFinite);
        }
        Ok(Self { rows, columns, row, column })
    }

    /// The symmetric 2×2 game with these payoffs at (1,1), (1,2), (2,1), (2,2) to the player who makes the first
    /// of the two moves; in the notation of Chicken with 1 = concede, 2 = hold they are `R, S, T, P`.
    pub fn symmetric(reward: f64, sucker: f64, temptation: f64, punishment: f64) -> Result<Self, StageError> {
        Self::new(
            &[&[reward, sucker], &[temptation, punishment]],
            &[&[reward, temptation], &[sucker, punishment]],
        )
    }

    /// Moves of the row player.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// Moves of the column player.
    pub fn columns(&self) -> usize {
        self.columns
    }

    /// The row player's payoff.
    pub fn row_payoff(&self, row: usize, column: usize) -> f64 {
        self.row[row * self.columns + column]
    }

    /// The column player's payoff.
    pub fn column_payoff(&self, row: usize, column: usize) -> f64 {
        self.column[row * self.columns + column]
    }

    /// The payoff of player 0 (row) or 1 (column) when it makes the move `own` and the other the move `other`.
    pub fn payoff(&self, player: usize, own: usize, other: usize) -> f64 {
        if player == 0 { self.row_payoff(own, other) } else { self.column_payoff(other, own) }
    }

    /// Refuses a game that is not 2×2.
    pub fn check_two_by_two(&self) -> Result<(), StageError> {
        if (self.rows, self.columns) == (2, 2) {
            Ok(())
        } else {
            Err(StageError::NotTwoByTwo(self.rows, self.columns))
        }
    }

    /// Whether the players could change places: `B = Aᵀ`.
    pub fn is_symmetric(&self) -> bool {
        self.rows == self.columns
            && (0..self.rows)
                .all(|i| (0..self.columns).all(|j| self.row_payoff(i, j) == self.column_payoff(j, i)))
    }

    /// The same game as a normal form without names.
    pub fn normal_form(&self) -> NormalForm {
        let payoffs = self.row.iter().zip(&self.column).flat_map(|(&a, &b)| [a, b]).collect();
        NormalForm::from_parts(&[self.rows, self.columns], payoffs)
    }
}
