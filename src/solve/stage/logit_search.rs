//! Logit equilibria besides the one on the principal branch, as far as a search finds them.
//!
//! Stable ones attract: from every pure profile (of many, so many of them) mixes move towards the logit responses to them,
//! `ż = σ(λu(z)) − z`, until they rest, and Newton's method makes an equilibrium of where they rest. An unstable one lies
//! between two others: Newton's method starts on the straight way from each found to each other, too, and at uniform play.
//! What is found is an equilibrium, to the last digits; that there is no other is not proved, but for two moves each by
//! [`logit_branches_2x2`](super::logit_2x2::logit_branches_2x2).
//!
//! Reference: J. Hofbauer, W. H. Sandholm, "Evolution in games with randomly disturbed payoffs", Journal of Economic
//! Theory 132, 2007 (the logit dynamics).

use super::curve::{Curve, largest_difference};
use super::linear::Lu;
use super::logit::{LogitEquilibrium, LogitSystem};

/// So many pure profiles are started from at most; where stable ones alone are wanted, so many.
const STARTS: usize = 512;
const FEWER_STARTS: usize = 64;
/// A start gives each block's own move this probability.
const NEARLY_ALL: f64 = 0.98;
/// Moves towards the responses, by this share of the way each.
const MOVES: usize = 400;
const SHARE: f64 = 0.4;
/// Mixes rest where responses are no further than this.
const REST: f64 = 1e-7;
/// Newton's steps at most, and the longest.
const STEPS: usize = 60;
const LONGEST: f64 = 1.0;
/// The largest residual of an equilibrium.
const RESIDUAL: f64 = 1e-10;
/// Two that differ by less than this are one.
const SAME: f64 = 1e-6;
/// Between more than so many no others are sought.
const MOST_PAIRED: usize = 12;

/// A logit equilibrium, and whether it is stable.
#[derive(Debug, Clone, PartialEq)]
pub struct FoundEquilibrium {
    /// All blocks' mixes, one after the other.
    pub mixes: Vec<f64>,
    /// What each move earns there.
    pub payoffs: Vec<f64>,
    /// The largest difference between a probability and its logit response.
    pub residual: f64,
    /// Whether mixes nearby come back to it when they move towards the responses.
    pub stable: bool,
}

/// Some logit equilibria of a system: the one given first, and what a search finds besides.
#[must_use]
pub fn search_logit_equilibria<S: LogitSystem + ?Sized>(system: &S, first: &[f64]) -> Vec<FoundEquilibrium> {
    let search = Search::new(system);
    let mut found = Vec::new();
    add(&mut found, search.settle(first));
    for start in search.starts(STARTS) {
        let new = search.attracted(start, &found);
        add(&mut found, new);
    }
    add(&mut found, search.settle(&search.uniform()));
    let known: Vec<Vec<f64>> = found.iter().take(MOST_PAIRED).map(|known| known.mixes.clone()).collect();
    for (at, one) in known.iter().enumerate() {
        for other in &known[..at] {
            for share in [0.25, 0.5, 0.75] {
                let between: Vec<f64> = one.iter().zip(other).map(|(a, b)| a + share * (b - a)).collect();
                add(&mut found, search.settle(&between));
            }
        }
    }
    found
}

/// The stable logit equilibria of a system that mixes come to from near pure profiles.
#[must_use]
pub fn stable_logit_equilibria<S: LogitSystem + ?Sized>(system: &S) -> Vec<FoundEquilibrium> {
    let search = Search::new(system);
    let mut found = Vec::new();
    for start in search.starts(FEWER_STARTS) {
        let new = search.attracted(start, &found);
        add(&mut found, new.filter(|new| new.stable));
    }
    found
}

/// Adds what was not found before.
fn add(found: &mut Vec<FoundEquilibrium>, new: Option<FoundEquilibrium>) {
    let is_new =
        |new: &FoundEquilibrium| found.iter().all(|old| largest_difference(&old.mixes, &new.mixes) >= SAME);
    found.extend(new.filter(is_new));
}

struct Search<'a, S: ?Sized> {
    system: &'a S,
    curve: Curve<'a, S>,
    /// `τ` at the rationality asked for.
    end: f64,
}

impl<'a, S: LogitSystem + ?Sized> Search<'a, S> {
    fn new(system: &'a S) -> Self {
        let curve = Curve::new(system).parted();
        let end = curve.tau(1.0);
        Search { system, curve, end }
    }

    fn uniform(&self) -> Vec<f64> {
        let blocks = self.system.blocks().iter();
        blocks.flat_map(|block| vec![1.0 / block.moves as f64; block.moves]).collect()
    }

    /// Mixes near pure profiles: all of them, or some that are spread over them.
    fn starts(&self, most: usize) -> impl Iterator<Item = Vec<f64>> {
        let blocks = self.system.blocks();
        let all = blocks.iter().map(|block| block.moves).fold(1, usize::saturating_mul);
        (0..all.min(most)).map(move |number| {
            // Every so many, and each a little further, so that no block stands still.
            let mut profile = if all <= most { number } else { (all / most).saturating_mul(number) + number };
            let mut mixes = Vec::with_capacity(self.system.dimension());
            for block in blocks {
                let own = profile % block.moves;
                profile /= block.moves;
                let rest = (1.0 - NEARLY_ALL) / block.moves as f64;
                mixes.extend((0..block.moves).map(|k| if k == own { NEARLY_ALL + rest } else { rest }));
            }
            mixes
        })
    }

    /// The equilibrium where mixes come to rest that move towards the responses to them; nothing where they go on moving, or
    /// come to one that is known.
    fn attracted(&self, mut mixes: Vec<f64>, known: &[FoundEquilibrium]) -> Option<FoundEquilibrium> {
        for _ in 0..MOVES {
            let responses = self.curve.responses_to(&mixes).responses;
            if largest_difference(&mixes, &responses) <= REST {
                let is_here = |known: &FoundEquilibrium| largest_difference(&known.mixes, &mixes) < SAME;
                return if known.iter().any(is_here) { None } else { self.settle(&mixes) };
            }
            mixes.iter_mut().zip(&responses).for_each(|(mix, response)| *mix += SHARE * (response - *mix));
        }
        None
    }

    /// The equilibrium that Newton's method comes to.
    fn settle(&self, mixes: &[f64]) -> Option<FoundEquilibrium> {
        let size = self.curve.size();
        let mut fixed = vec![0.0; size + 1];
        fixed[size] = 1.0;
        // Where a probability is 0 its logarithm is that of the response.
        let mut at = self.curve.coordinates(&self.curve.responses_to(mixes).log_responses, self.end);
        for _ in 0..STEPS {
            let evaluation = self.curve.evaluate(&at);
            let (mut miss, is_rounding) = self.curve.miss(&at, &evaluation);
            if is_rounding {
                break;
            }
            miss.push(0.0);
            let correction = Lu::new(size + 1, self.curve.bordered(&at, &evaluation, &fixed)).solve(&miss);
            let length = correction.iter().map(|entry| entry * entry).sum::<f64>().sqrt();
            if !length.is_finite() {
                return None;
            }
            let share = f64::min(1.0, LONGEST / length);
            at.iter_mut()
                .zip(&correction)
                .for_each(|(entry, change)| *entry = (*entry - share * change).max(0.0));
            at[size] = self.end;
        }
        let LogitEquilibrium { mixes, payoffs, residual, .. } = self.curve.refine(at.clone(), self.end);
        (residual <= RESIDUAL).then(|| FoundEquilibrium {
            stable: self.is_stable(&at),
            mixes,
            payoffs,
            residual,
        })
    }

    /// Whether all eigenvalues of `I − ∂σ/∂z` have positive real parts, which is whether those of
    /// `(I − M)(I + M)⁻¹` lie within the unit circle: then its powers vanish.
    fn is_stable(&self, at: &[f64]) -> bool {
        const SQUARINGS: usize = 40;
        let size = self.curve.size();
        let mut last = vec![0.0; size + 1];
        last[size] = 1.0;
        let evaluation = self.curve.evaluate(at);
        let bordered = self.curve.bordered(at, &evaluation, &last);
        let entry = |row: usize, column: usize| bordered[row * (size + 1) + column];
        let unit = |row: usize, column: usize| f64::from(u8::from(row == column));
        // Transposed: (I + M)ᵀ X = (I − M)ᵀ has the rows of what is sought for its columns.
        let sum = (0..size * size).map(|at| unit(at / size, at % size) + entry(at % size, at / size));
        let lu = Lu::new(size, sum.collect());
        let mut power: Vec<f64> = Vec::with_capacity(size * size);
        for row in 0..size {
            let right: Vec<f64> = (0..size).map(|column| unit(row, column) - entry(row, column)).collect();
            power.extend(lu.solve(&right));
        }
        for _ in 0..SQUARINGS {
            let largest = power.iter().fold(0.0, |most: f64, entry| most.max(entry.abs()));
            if !(largest <= 1e12) {
                return false;
            }
            if largest * (size as f64) < 0.5 {
                return true;
            }
            power = square(&power, size);
        }
        false
    }
}

fn square(matrix: &[f64], size: usize) -> Vec<f64> {
    let mut squared = vec![0.0; size * size];
    for (row, into) in matrix.chunks_exact(size).zip(squared.chunks_exact_mut(size)) {
        for (&factor, other) in row.iter().zip(matrix.chunks_exact(size)) {
            into.iter_mut().zip(other).for_each(|(into, entry)| *into += factor * entry);
        }
    }
    squared
}

#[cfg(test)]
mod tests {
    use super::super::logit::{LogitGame, logit_equilibrium};
    use super::super::logit_2x2::logit_branches_2x2;
    use super::super::{Bimatrix, NormalForm};
    use super::*;

    fn searched(game: &NormalForm, rationality: f64) -> Vec<FoundEquilibrium> {
        let all = vec![rationality; game.players().len()];
        let principal = logit_equilibrium(game, &all).unwrap();
        search_logit_equilibria(&LogitGame::new(game, &all).unwrap(), &principal.mixes)
    }

    #[test]
    fn of_two_moves_each_all_are_found_with_their_stability() {
        for (r, s, t, p) in
            [(0.0, -1.0, 1.0, -10.0), (3.0, 0.0, 5.0, 1.0), (4.0, 0.0, 3.0, 2.0), (1.0, 2.0, 3.0, 0.0)]
        {
            for rationality in [0.2, 0.6, 1.1, 3.0] {
                let game = Bimatrix::symmetric(r, s, t, p).unwrap();
                let all = logit_branches_2x2(&game, [rationality; 2]).unwrap();
                let found = searched(&game.normal_form(), rationality);
                assert_eq!(found.len(), all.len(), "{r} {s} {t} {p} at {rationality}");
                for one in &all {
                    let [a, b] = one.mixes;
                    let mixes = [a[0], a[1], b[0], b[1]];
                    let same = found.iter().find(|other| largest_difference(&other.mixes, &mixes) < 1e-8);
                    let same =
                        same.unwrap_or_else(|| panic!("{mixes:?} of {r} {s} {t} {p} at {rationality}"));
                    assert_eq!(same.stable, one.stable, "{mixes:?} of {r} {s} {t} {p} at {rationality}");
                }
            }
        }
    }

    #[test]
    fn what_is_given_comes_first_and_a_game_of_three_has_its_corners() {
        // All want to do the same as the others: two stable equilibria, and one between them.
        let same = |profile: usize| if profile == 0 || profile == 7 { 1.0 } else { 0.0 };
        let game =
            NormalForm::unnamed(&[2, 2, 2], (0..8).flat_map(|profile| vec![same(profile); 3]).collect())
                .unwrap();
        let found = searched(&game, 8.0);
        assert!(!found[0].stable && largest_difference(&found[0].mixes, &[0.5; 6]) < 1e-9);
        assert_eq!(found.iter().filter(|one| one.stable).count(), 2);
    }
}
