//! Linear programs in exact integers, by the simplex method.
//!
//! ```text
//! maximise c·x   subject to   A x ≤ b,  x ≥ 0,      A, b, c of integers, b ≥ 0
//! ```
//!
//! Since `b ≥ 0`, `x = 0` is a start. What is kept is the *dictionary*: a row for each basic variable, a column for each
//! that is not, times the determinant of the basis. After a pivot every entry is a minor of `[A I b]`, so the division by
//! the last determinant leaves no remainder. Numbers have 128 bits as long as they fit, and as many as they need from
//! there on. Ties between rows are broken as if the right-hand sides were `b_1 + ε, b_2 + ε², …`, so no basis comes
//! again, however degenerate the program is.
//!
//! Another objective starts where the last one ended: what is feasible does not depend on it.
//!
//! References: 1. V. Chvátal, *Linear Programming*, 1983, ch. 2–3 and 5. 2. J. Edmonds, J.-F. Maurras, "Note sur les
//! Q-matrices d'Edmonds", 1997 (integer pivoting). 3. G. B. Dantzig, A. Orden, P. Wolfe, "The generalized simplex method
//! for minimizing a linear form under linear inequality restraints", *Pacific Journal of Mathematics* 5, 1955
//! (lexicographic rule).

use num_bigint::BigInt;
use num_integer::Integer;
use num_rational::BigRational;
use num_traits::{One, Zero};

use super::polytope::Exact;
use std::cmp::Ordering;

/// The work after which a program is given up, in about nanoseconds: numbers can grow with every pivot.
const MOST_WORK: u64 = 500_000_000;
/// So many entries of a dictionary and no more; beyond, the first pivots alone would use up the work.
pub(super) const MOST_ENTRIES: usize = 250_000;

/// A program whose objective is still open.
pub(super) struct ExactProgram {
    numbers: Numbers,
    work_left: u64,
}

/// The best, exactly: all numbers count in parts of `over`.
pub(super) struct ExactOptimum {
    /// The variables.
    pub(super) x: Vec<BigInt>,
    /// The prices of the constraints: `y ≥ 0`, `yA ≥ c`, and `y·b = c·x`.
    pub(super) prices: Vec<BigInt>,
    /// Above 0.
    pub(super) over: BigInt,
}

enum Numbers {
    Small(Dictionary<i128>),
    Large(Dictionary<BigInt>),
}

#[derive(Clone)]
struct Dictionary<T> {
    /// A row for each constraint: a number for each column, and the right-hand side. While there is an objective, its row
    /// comes last.
    rows: Vec<Vec<T>>,
    /// The variable of each row; slacks count on from the variables of the program.
    basic: Vec<usize>,
    /// The variable of each column.
    free: Vec<usize>,
    determinant: T,
}

impl ExactProgram {
    /// From the rows of `A`, each with its `b` as the last entry. `None` where there are too many entries.
    pub(super) fn new(constraints: Vec<Vec<BigInt>>) -> Option<Self> {
        let columns = constraints.first()?.len() - 1;
        if constraints.len() * columns > MOST_ENTRIES {
            return None;
        }
        let large = Dictionary {
            basic: (columns..columns + constraints.len()).collect(),
            free: (0..columns).collect(),
            rows: constraints,
            determinant: BigInt::from(1),
        };
        let numbers = large.small().map_or(Numbers::Large(large), Numbers::Small);
        Some(Self { numbers, work_left: MOST_WORK })
    }

    /// The best for an objective. `None` where that is too much work, or where there is no best.
    pub(super) fn maximise(&mut self, objective: &[BigInt]) -> Option<ExactOptimum> {
        if let Numbers::Small(dictionary) = &mut self.numbers {
            let small =
                objective.iter().map(|weight| i128::try_from(weight).ok()).collect::<Option<Vec<_>>>();
            match small.and_then(|small| dictionary.maximise(&small, &mut self.work_left)) {
                Some(stop) => return stop.best(),
                // The numbers outgrew 128 bits: the dictionary is whole, and goes on with larger ones.
                None => self.numbers = Numbers::Large(dictionary.large()),
            }
        }
        let Numbers::Large(dictionary) = &mut self.numbers else { return None };
        dictionary.maximise(objective, &mut self.work_left)?.best()
    }
}

/// Why no more is pivoted.
enum Stop {
    Best(ExactOptimum),
    Declined,
}

impl Stop {
    fn best(self) -> Option<ExactOptimum> {
        match self {
            Stop::Best(found) => Some(found),
            Stop::Declined => None,
        }
    }
}

impl Dictionary<BigInt> {
    /// The same in 128 bits, where they suffice.
    fn small(&self) -> Option<Dictionary<i128>> {
        let small = |row: &Vec<BigInt>| row.iter().map(|entry| i128::try_from(entry).ok()).collect();
        Some(Dictionary {
            rows: self.rows.iter().map(small).collect::<Option<_>>()?,
            basic: self.basic.clone(),
            free: self.free.clone(),
            determinant: i128::try_from(&self.determinant).ok()?,
        })
    }
}

impl Dictionary<i128> {
    fn large(&self) -> Dictionary<BigInt> {
        Dictionary {
            rows: self.rows.iter().map(|row| row.iter().map(|&entry| entry.into()).collect()).collect(),
            basic: self.basic.clone(),
            free: self.free.clone(),
            determinant: self.determinant.into(),
        }
    }
}

impl<T: Exact> Dictionary<T> {
    /// Pivots to the best. `None` where the numbers overflow; the dictionary is then that of the last basis.
    fn maximise(&mut self, objective: &[T], work_left: &mut u64) -> Option<Stop> {
        let priced = self.priced(objective)?;
        self.rows.push(priced);
        let stop = self.pivot_to_the_best(work_left);
        self.rows.pop();
        stop
    }

    fn pivot_to_the_best(&mut self, work_left: &mut u64) -> Option<Stop> {
        loop {
            let prices = &self.rows[self.basic.len()][..self.free.len()];
            let entering = (0..prices.len()).filter(|&column| prices[column].is_negative());
            let Some(column) = entering.min_by(|&a, &b| prices[a].cmp(&prices[b])) else {
                return Some(Stop::Best(self.optimum()));
            };
            let work = self.work();
            if *work_left < work {
                return Some(Stop::Declined);
            }
            *work_left -= work;
            match self.leaving(column)? {
                Some(row) => self.pivot(row, column)?,
                None => return Some(Stop::Declined),
            }
        }
    }

    /// The row of an objective: what is lost with each column, and the value.
    fn priced(&self, objective: &[T]) -> Option<Vec<T>> {
        let weight = |variable: usize| objective.get(variable).filter(|weight| !weight.is_zero());
        let mut row = vec![T::zero(); self.free.len() + 1];
        for (entries, &variable) in self.rows.iter().zip(&self.basic) {
            let Some(weight) = weight(variable) else { continue };
            for (sum, entry) in row.iter_mut().zip(entries) {
                *sum = sum.checked_add(&weight.checked_mul(entry)?)?;
            }
        }
        for (sum, &variable) in row.iter_mut().zip(&self.free) {
            if let Some(weight) = weight(variable) {
                *sum = sum.checked_sub(&weight.checked_mul(&self.determinant)?)?;
            }
        }
        Some(row)
    }

    /// The row whose variable falls to zero first as this column's rises; none where none does.
    #[allow(clippy::option_option, reason = "the outer is overflow, the inner an unbounded program")]
    fn leaving(&self, column: usize) -> Option<Option<usize>> {
        let mut best: Option<usize> = None;
        for row in (0..self.basic.len()).filter(|&row| self.rows[row][column].is_positive()) {
            best = match best {
                Some(least) if self.compare(least, row, column)? != Ordering::Greater => Some(least),
                _ => Some(row),
            };
        }
        Some(best)
    }

    /// Which row's ratio is less: of the right-hand side, and at a tie of the slacks in turn.
    fn compare(&self, one: usize, other: usize, column: usize) -> Option<Ordering> {
        let (a, b) = (&self.rows[one], &self.rows[other]);
        let order = |x: &T, y: &T| {
            if x.is_zero() && y.is_zero() {
                return Some(Ordering::Equal);
            }
            Some(x.checked_mul(&b[column])?.cmp(&y.checked_mul(&a[column])?))
        };
        let last = self.free.len();
        let mut found = order(&a[last], &b[last])?;
        // A slack that is basic has its determinant in its own row alone, and none in the others.
        let zero = T::zero();
        for slack in last..last + self.basic.len() {
            if found != Ordering::Equal {
                break;
            }
            found = match self.free.iter().position(|&variable| variable == slack) {
                Some(place) => order(&a[place], &b[place])?,
                None => {
                    let own = |row: usize| if self.basic[row] == slack { &self.determinant } else { &zero };
                    order(own(one), own(other))?
                }
            };
        }
        Some(found)
    }

    /// Exchanges the variables of a row and a column. `None` where a number overflows; then nothing has changed.
    fn pivot(&mut self, row: usize, column: usize) -> Option<()> {
        let pivot = self.rows[row][column].clone();
        let mut changed = Vec::with_capacity(self.rows.len());
        for (i, entries) in self.rows.iter().enumerate() {
            if i == row {
                let mut own = entries.clone();
                own[column] = self.determinant.clone();
                changed.push(own);
                continue;
            }
            let factor = &entries[column];
            let mut own = Vec::with_capacity(entries.len());
            for (j, (entry, across)) in entries.iter().zip(&self.rows[row]).enumerate() {
                if j == column {
                    own.push(T::zero().checked_sub(factor)?);
                    continue;
                }
                let mut product = if entry.is_zero() { T::zero() } else { entry.checked_mul(&pivot)? };
                if !factor.is_zero() && !across.is_zero() {
                    product = product.checked_sub(&factor.checked_mul(across)?)?;
                }
                own.push(if product.is_zero() { product } else { product / self.determinant.clone() });
            }
            changed.push(own);
        }
        self.rows = changed;
        self.determinant = pivot;
        std::mem::swap(&mut self.basic[row], &mut self.free[column]);
        Some(())
    }

    /// What a pivot is likely to cost, in about nanoseconds.
    fn work(&self) -> u64 {
        let determinant: BigInt = self.determinant.clone().into();
        let limbs = determinant.bits() / 64 + 1;
        let each = if limbs <= 2 { 50 } else { 200 + 4 * limbs * limbs };
        (self.rows.len() * self.free.len()) as u64 * each
    }

    /// What a dictionary says whose last row is that of the objective.
    fn optimum(&self) -> ExactOptimum {
        let columns = self.free.len();
        let mut x = vec![BigInt::ZERO; columns];
        for (entries, &variable) in self.rows.iter().zip(&self.basic) {
            if variable < columns {
                x[variable] = entries[columns].clone().into();
            }
        }
        let mut prices = vec![BigInt::ZERO; self.basic.len()];
        for (price, &variable) in self.rows[self.basic.len()].iter().zip(&self.free) {
            if variable >= columns {
                prices[variable - columns] = price.clone().into();
            }
        }
        ExactOptimum { x, prices, over: self.determinant.clone().into() }
    }
}

/// Fractions as the smallest whole numbers in the same proportions.
pub(super) fn whole(fractions: &[BigRational]) -> Vec<BigInt> {
    let common = fractions.iter().fold(BigInt::one(), |lcm, one| lcm.lcm(one.denom()));
    let whole: Vec<BigInt> = fractions.iter().map(|one| one.numer() * (&common / one.denom())).collect();
    let divisor = whole.iter().fold(BigInt::ZERO, |gcd, one| gcd.gcd(one));
    if divisor.is_zero() { whole } else { whole.iter().map(|one| one / &divisor).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn program(constraints: &[&[i64]]) -> ExactProgram {
        let row = |row: &&[i64]| row.iter().map(|&entry| entry.into()).collect();
        ExactProgram::new(constraints.iter().map(row).collect()).unwrap()
    }

    fn best(program: &mut ExactProgram, objective: &[i64]) -> Option<(Vec<String>, Vec<String>)> {
        let objective: Vec<BigInt> = objective.iter().map(|&entry| entry.into()).collect();
        program.maximise(&objective).map(|ExactOptimum { x, prices, over }| {
            let told = |parts: Vec<BigInt>| {
                parts.into_iter().map(|part| BigRational::new(part, over.clone()).to_string()).collect()
            };
            (told(x), told(prices))
        })
    }

    /// Chvátal, ch. 1–2: maximise 5x + 4y + 3z.
    #[test]
    fn the_textbooks_program_has_the_textbooks_answer() {
        let mut program = program(&[&[2, 3, 1, 5], &[4, 1, 2, 11], &[3, 4, 2, 8]]);
        let told = |own: &[&str]| own.iter().map(ToString::to_string).collect::<Vec<_>>();
        assert_eq!(best(&mut program, &[5, 4, 3]), Some((told(&["2", "0", "1"]), told(&["1", "0", "1"]))));
        // The next objective starts there, and finds the same as a program of its own.
        assert_eq!(best(&mut program, &[0, 1, 0]).unwrap().0, ["0", "5/3", "0"]);
    }

    /// E. M. L. Beale, "Cycling in the dual simplex algorithm", 1955, on which the rule of the largest coefficient alone
    /// goes round for ever.
    #[test]
    fn a_program_that_cycles_without_care_ends() {
        let mut program = program(&[&[25, -6000, -4, 900, 0], &[50, -9000, -2, 300, 0], &[0, 0, 1, 0, 1]]);
        assert_eq!(best(&mut program, &[75, -15000, 2, -600]).unwrap().0, ["1/25", "0", "1", "0"]);
    }

    #[test]
    fn a_program_without_a_best_is_declined() {
        assert_eq!(best(&mut program(&[&[1, -1, 1]]), &[0, 1]), None);
    }

    #[test]
    fn numbers_that_outgrow_128_bits_go_on_as_large_ones() {
        // x_i ≤ what leaves i of a sum of squares: each pivot multiplies the determinant by about 10^9.
        let size = 8_usize;
        let entry = |i: usize, j: usize| {
            BigInt::from(1_000_000_007_u64 + ((i * 31 + j * j * 17) % 97) as u64 * 999_983)
        };
        let constraints: Vec<Vec<BigInt>> =
            (0..size).map(|i| (0..size).map(|j| entry(i, j)).chain([BigInt::one()]).collect()).collect();
        let mut program = ExactProgram::new(constraints.clone()).unwrap();
        let found = program.maximise(&vec![BigInt::one(); size]).unwrap();
        assert!(matches!(program.numbers, Numbers::Large(_)));
        assert_eq!(found.x.iter().sum::<BigInt>(), found.prices.iter().sum::<BigInt>());
        for row in &constraints {
            let used: BigInt = row.iter().zip(&found.x).map(|(entry, x)| x * entry).sum();
            assert!(used <= found.over);
        }
    }
}
