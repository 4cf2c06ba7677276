//! Saltelli's design, which [Sobol' indices](crate::study::sobol_indices) are estimated from.
//!
//! From 2*D* dimensions of a Sobol' sequence each base row takes a point *A* (the first *D*) and a point *B* (the others),
//! and makes of them *AB*ₖ (*A* with coordinate *k* of *B*) and, for second order, *BA*ₖ (*B* with coordinate *k* of
//! *A*). Rows stand by base row, `A, AB₁ … AB_D, BA₁ … BA_D, B`, as in SALib; so base rows can be added later.
//!
//! Unscrambled, all points of the first base row are the origin, and some others share coordinates: scramble in earnest.
//!
//! Saltelli, "Making best use of model evaluations to compute sensitivity indices", Computer Physics Communications 145,
//! 2002; Saltelli et al., "Variance based sensitivity analysis of model output", same journal 181, 2010.

use super::{Design, DesignError, Scramble, Sobol, some_points};

/// Saltelli's design.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Saltelli {
    base: Sobol,
    second_order: bool,
}

/// What a point of a base row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Block {
    /// *A*.
    A,
    /// *A* with this coordinate, from 0, of *B*.
    AB(usize),
    /// *B* with this coordinate, from 0, of *A*.
    BA(usize),
    /// *B*.
    B,
}

impl Saltelli {
    /// A design of so many base rows; best a power of two. With second order a base row has 2*D* + 2 points, else *D* + 2.
    ///
    /// # Errors
    /// If there is no factor, or more than half of [`MOST_DIMENSIONS`](super::MOST_DIMENSIONS); no base row, or more
    /// points than can be counted.
    pub fn new(
        factors: usize,
        base_rows: usize,
        second_order: bool,
        scramble: Scramble,
    ) -> Result<Saltelli, DesignError> {
        let base = Sobol::new(factors.saturating_mul(2), base_rows, scramble)?;
        let design = Saltelli { base, second_order };
        some_points(base_rows, u32::MAX as usize / design.block())?;
        Ok(design)
    }

    /// How many points a base row has.
    #[must_use]
    pub fn block(&self) -> usize {
        (if self.second_order { 2 } else { 1 }) * self.factors() + 2
    }

    /// How many base rows there are.
    #[must_use]
    pub fn base_rows(&self) -> usize {
        self.base.points()
    }

    /// Whether second-order indices can be estimated.
    #[must_use]
    pub fn second_order(&self) -> bool {
        self.second_order
    }

    /// Which base row a point belongs to, and what it is there.
    #[must_use]
    pub fn place(&self, number: usize) -> (usize, Block) {
        let (row, at) = (number / self.block(), number % self.block());
        let block = match at {
            0 => Block::A,
            at if at == self.block() - 1 => Block::B,
            at if at <= self.factors() => Block::AB(at - 1),
            at => Block::BA(at - 1 - self.factors()),
        };
        (row, block)
    }
}

impl Design for Saltelli {
    fn factors(&self) -> usize {
        self.base.factors() / 2
    }

    fn points(&self) -> usize {
        self.base.points() * self.block()
    }

    fn point(&self, number: usize) -> Vec<f64> {
        let (row, block) = self.place(number);
        let mut a = self.base.point(row);
        let mut b = a.split_off(self.factors());
        match block {
            Block::A => a,
            Block::B => b,
            Block::AB(factor) => {
                a[factor] = b[factor];
                a
            }
            Block::BA(factor) => {
                b[factor] = a[factor];
                b
            }
        }
    }
}
