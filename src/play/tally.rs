//! Statistics of many plays, kept as they come: nothing grows with the number of plays.
//!
//! Tallies of chunks of plays are joined in the order of the chunks, so the figures do not depend on how many threads
//! played them.

use super::times::{Firings, Times};
use super::{Observer, Play, RoundSeen};
use crate::game::{EffectIndex, Game};
use sketches_ddsketch::{Config, DDSketch};

/// Relative error of quantiles of payoffs.
pub const QUANTILE_ERROR: f64 = 0.01;

/// Count, mean and spread of numbers (Welford 1962; joined by Chan, Golub & LeVeque 1983).
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Moments {
    /// How many numbers.
    pub count: u64,
    /// Their mean.
    pub mean: f64,
    squares: f64,
}

impl Moments {
    /// Adds a number.
    pub fn push(&mut self, number: f64) {
        self.count += 1;
        let from_mean = number - self.mean;
        self.mean += from_mean / self.count as f64;
        self.squares += from_mean * (number - self.mean);
    }

    /// Adds all numbers of another.
    pub fn join(&mut self, other: &Moments) {
        if other.count == 0 {
            return;
        }
        let (a, b) = (self.count as f64, other.count as f64);
        let apart = other.mean - self.mean;
        self.count += other.count;
        self.mean += apart * b / (a + b);
        self.squares += other.squares + apart * apart * a * b / (a + b);
    }

    /// Standard error of the mean; 0 with fewer than two numbers.
    #[must_use]
    pub fn standard_error(&self) -> f64 {
        if self.count < 2 { 0.0 } else { (self.squares / (self.count - 1) as f64 / self.count as f64).sqrt() }
    }
}

/// The distribution of a payoff over some plays.
#[derive(Clone)]
pub struct Spread {
    /// Count and mean.
    pub moments: Moments,
    sketch: DDSketch,
}

impl Spread {
    fn new() -> Spread {
        Spread { moments: Moments::default(), sketch: DDSketch::new(Config::new(QUANTILE_ERROR, 4096, 1e-9)) }
    }

    fn push(&mut self, number: f64) {
        self.moments.push(number);
        self.sketch.add(number);
    }

    fn join(&mut self, other: &Spread) {
        self.moments.join(&other.moments);
        self.sketch.merge(&other.sketch).expect("all sketches have one configuration");
    }

    /// A quantile, within [`QUANTILE_ERROR`] of its own size; `None` where there is no number.
    #[must_use]
    pub fn quantile(&self, share: f64) -> Option<f64> {
        self.sketch.quantile(share).ok().flatten()
    }
}

/// How often a move was made.
#[derive(Debug, Clone, PartialEq)]
pub struct MoveTally {
    /// Times a play.
    pub count: Moments,
    /// The distribution of the times a play.
    pub times: Times,
    /// Entry t−1: plays in which it was made in round t for the first time.
    pub first: Vec<u64>,
    /// Entry t−1: plays in which it was made in round t.
    pub made: Vec<u64>,
}

/// What happened in some plays of a game.
#[derive(Clone)]
pub struct Tally {
    /// How many plays.
    pub plays: u64,
    /// For each outcome, entry t−1: plays that it ended in round t.
    pub ended: Vec<Vec<u64>>,
    /// Rounds played.
    pub rounds: Moments,
    /// For each actor, its discounted payoff.
    pub payoff: Vec<Moments>,
    /// For each type of each actor.
    pub by_type: Vec<Moments>,
    /// For each actor and outcome.
    pub by_outcome: Vec<Vec<Spread>>,
    /// For each actor and move of the scenario.
    pub moves: Vec<Vec<MoveTally>>,
    /// For each effect, how often it fired.
    pub fired: Vec<u64>,
    firings: Firings,
    /// For each track, by how much the number of plays at each level grew in each round (entry 0: at the start).
    changes: Vec<Vec<Vec<i64>>>,
}

impl Tally {
    /// Of no play yet.
    #[must_use]
    pub fn new(game: &Game) -> Tally {
        let rounds = game.rounds as usize;
        let outcomes = game.outcomes.len();
        let actors = game.actors.len();
        let of_move = || MoveTally {
            count: Moments::default(),
            times: Times::default(),
            first: vec![0; rounds],
            made: vec![0; rounds],
        };
        Tally {
            plays: 0,
            ended: vec![vec![0; rounds]; outcomes],
            rounds: Moments::default(),
            payoff: vec![Moments::default(); actors],
            by_type: vec![Moments::default(); game.types.len()],
            by_outcome: vec![vec![Spread::new(); outcomes]; actors],
            moves: game.actors.iter().map(|actor| (0..actor.moves).map(|_| of_move()).collect()).collect(),
            fired: vec![0; game.effects.len()],
            firings: Firings::new(game),
            changes: (0..game.space.tracks())
                .map(|t| vec![vec![0; game.space.size(t)]; rounds + 1])
                .collect(),
        }
    }

    /// For each track and level, the number of plays there after each round (entry 0: at the start).
    #[must_use]
    pub fn levels(&self, track: usize) -> Vec<Vec<u64>> {
        let mut now = vec![0; self.changes[track].first().map_or(0, Vec::len)];
        self.changes[track]
            .iter()
            .map(|changes| {
                now.iter_mut().zip(changes).for_each(|(now, change)| *now += change);
                now.iter().map(|&plays: &i64| plays as u64).collect()
            })
            .collect()
    }

    /// How often in a play an effect fires, with all others that have its id; `None` where it has none.
    #[must_use]
    pub fn firings(&self, effect: EffectIndex) -> Option<Times> {
        self.firings.of(effect, self.plays)
    }

    /// Adds the plays of another, which come after these.
    pub fn join(&mut self, other: &Tally) {
        self.plays += other.plays;
        add_all(&mut self.ended, &other.ended);
        self.rounds.join(&other.rounds);
        join_all(&mut self.payoff, &other.payoff);
        join_all(&mut self.by_type, &other.by_type);
        for (mine, theirs) in self.by_outcome.iter_mut().flatten().zip(other.by_outcome.iter().flatten()) {
            mine.join(theirs);
        }
        for (mine, theirs) in self.moves.iter_mut().flatten().zip(other.moves.iter().flatten()) {
            mine.count.join(&theirs.count);
            mine.times.join(&theirs.times);
            add(&mut mine.first, &theirs.first);
            add(&mut mine.made, &theirs.made);
        }
        add(&mut self.fired, &other.fired);
        self.firings.join(&other.firings);
        for (mine, theirs) in self.changes.iter_mut().zip(&other.changes) {
            add_all(mine, theirs);
        }
    }
}

impl Observer for Tally {
    fn fires(&mut self, effect: EffectIndex) {
        self.fired[effect] += 1;
        self.firings.fires(effect);
    }

    fn begins(&mut self, play: &Play) {
        for (changes, &level) in self.changes.iter_mut().zip(&play.levels) {
            changes[0][usize::from(level)] += 1;
        }
    }

    fn round(&mut self, game: &Game, play: &Play, seen: &RoundSeen<'_>) {
        let at = seen.round as usize;
        for (track, (&before, &after)) in seen.before.iter().zip(seen.after).enumerate() {
            if before != after {
                self.changes[track][at][usize::from(before)] -= 1;
                self.changes[track][at][usize::from(after)] += 1;
            }
        }
        for (actor, &action) in seen.actions.iter().enumerate() {
            let index = game.actors[actor].actions[action].move_index;
            let tally = &mut self.moves[actor][index];
            tally.made[at - 1] += 1;
            if play.counts[actor][index] == 1 {
                tally.first[at - 1] += 1;
            }
        }
    }

    fn ends(&mut self, play: &Play) {
        self.plays += 1;
        self.ended[play.outcome][play.rounds as usize - 1] += 1;
        self.rounds.push(f64::from(play.rounds));
        for (actor, &payoff) in play.payoffs.iter().enumerate() {
            self.payoff[actor].push(payoff);
            self.by_type[play.types[actor]].push(payoff);
            self.by_outcome[actor][play.outcome].push(payoff);
        }
        for (tally, &count) in self.moves.iter_mut().flatten().zip(play.counts.iter().flatten()) {
            tally.count.push(f64::from(count));
            tally.times.push(count);
        }
        self.firings.ends();
    }
}

fn add<T: Copy + std::ops::AddAssign>(sum: &mut [T], more: &[T]) {
    sum.iter_mut().zip(more).for_each(|(sum, more)| *sum += *more);
}

fn add_all<T: Copy + std::ops::AddAssign>(sums: &mut [Vec<T>], more: &[Vec<T>]) {
    sums.iter_mut().zip(more).for_each(|(sum, more)| add(sum, more));
}

fn join_all(moments: &mut [Moments], more: &[Moments]) {
    moments.iter_mut().zip(more).for_each(|(mine, theirs)| mine.join(theirs));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn joined_moments_are_those_of_all_numbers() {
        let numbers: Vec<f64> = (0..100).map(|n| 1e6 + f64::from(n * n % 37)).collect();
        let mut all = Moments::default();
        numbers.iter().for_each(|&number| all.push(number));
        let (mut left, mut right) = (Moments::default(), Moments::default());
        numbers[..33].iter().for_each(|&number| left.push(number));
        numbers[33..].iter().for_each(|&number| right.push(number));
        left.join(&right);
        assert_eq!(left.count, 100);
        assert!((left.mean - all.mean).abs() < 1e-9);
        assert!((left.standard_error() - all.standard_error()).abs() < 1e-9);
    }
}
