//! Reasoning, naively: what moves are worth, by the definition of the equilibrium (fixed beliefs, foresight), and the
//! checks that hold of any table of mixes.

use super::oracle::{Branch, Oracle, State, Table};
use std::collections::BTreeMap;

/// What each move is worth, by actor, type and move; NaN where it is not available.
type Worth = Vec<Vec<Vec<f64>>>;
/// A mix by actor and type.
pub(crate) type Mixes = Vec<Vec<Vec<f64>>>;
/// What the next round's beginning is worth, by actor, type and state.
type Values = BTreeMap<(usize, usize, State), f64>;

/// What actors look at.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Sight {
    /// All that follows.
    Future,
    /// What this round pays.
    ThisRound,
}

/// What was found of a table of mixes.
#[derive(Debug, Default)]
pub(crate) struct Findings {
    /// Largest difference between a mix and the logit response to all others' mixes.
    pub(crate) residual: f64,
    /// Largest gain of a type from deviating once.
    pub(crate) gain: f64,
    /// What the start is worth, by actor and type.
    pub(crate) values: Vec<Vec<f64>>,
}

/// Every profile of types and moves, and what it pays each actor, the future included.
pub(crate) struct Stage(pub(crate) Vec<(Vec<usize>, Vec<usize>, Vec<f64>)>);

impl Oracle<'_> {
    /// The last round that actors plan for.
    pub(crate) fn horizon(&self) -> u32 {
        self.0.rounds + self.0.foresight
    }

    fn stage(&self, sight: Sight, round: u32, state: &State, next: &Values) -> Stage {
        let mut profiles = Vec::new();
        for (kinds, _) in self.type_profiles() {
            let all: Vec<Vec<f64>> = (0..kinds.len())
                .map(|actor| {
                    let mut mix = vec![0.0; self.0.actors[actor].moves.len()];
                    self.available(actor, kinds[actor], round, state).iter().for_each(|&m| mix[m] = 1.0);
                    mix
                })
                .collect();
            for (moves, _) in Oracle::move_profiles(&all) {
                let mut pay = vec![0.0; kinds.len()];
                for branch in self.round(round, &kinds, &moves, state) {
                    for (actor, pay) in pay.iter_mut().enumerate() {
                        let then = self.then(sight, actor, kinds[actor], round, &branch, next);
                        *pay += branch.probability * (branch.credits[actor] + then);
                    }
                }
                profiles.push((kinds.clone(), moves, pay));
            }
        }
        Stage(profiles)
    }

    /// What follows the credits of a round.
    fn then(
        &self,
        sight: Sight,
        actor: usize,
        kind: usize,
        round: u32,
        branch: &Branch,
        next: &Values,
    ) -> f64 {
        let discount = self.kind(actor, kind).discount;
        if let Some(outcome) = branch.outcome {
            return self.ending(actor, kind, outcome, &branch.state);
        }
        if sight == Sight::ThisRound {
            return 0.0;
        }
        if round < self.horizon() {
            return discount * next[&(actor, kind, branch.state.clone())];
        }
        if self.0.foresight == 0 {
            return self.ending(actor, kind, self.0.otherwise, &branch.state);
        }
        discount / (1.0 - discount) * self.standing(actor, kind, &branch.state)
    }

    /// What each move is worth against the mixes of the others' types, averaged by their priors.
    fn worth(&self, stage: &Stage, mixes: &Mixes) -> Worth {
        let mut worth: Worth =
            mixes.iter().map(|of| of.iter().map(|mix| vec![f64::NAN; mix.len()]).collect()).collect();
        for (kinds, moves, pay) in &stage.0 {
            for actor in 0..kinds.len() {
                let others = (0..kinds.len()).filter(|&other| other != actor);
                let p: f64 = others
                    .map(|other| {
                        self.kind(other, kinds[other]).prior * mixes[other][kinds[other]][moves[other]]
                    })
                    .product();
                let entry = &mut worth[actor][kinds[actor]][moves[actor]];
                *entry = if entry.is_nan() { 0.0 } else { *entry } + p * pay[actor];
            }
        }
        worth
    }

    fn logit(&self, actor: usize, kind: usize, worth: &[f64]) -> Vec<f64> {
        let lambda = self.kind(actor, kind).rationality;
        let best = worth.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let share = |w: &f64| if w.is_nan() { 0.0 } else { (lambda * (w - best)).exp() };
        let total: f64 = worth.iter().map(share).sum();
        worth.iter().map(|w| share(w) / total).collect()
    }

    pub(crate) fn each_kind(&self) -> impl Iterator<Item = (usize, usize)> {
        self.0
            .actors
            .iter()
            .enumerate()
            .flat_map(|(actor, a)| (0..a.types.len()).map(move |kind| (actor, kind)))
    }

    pub(crate) fn mixes_of(&self, mut mix: impl FnMut(usize, usize) -> Vec<f64>) -> Mixes {
        let of = |(actor, a): (usize, &standoff::scenario::Actor)| {
            (0..a.types.len()).map(|kind| mix(actor, kind)).collect()
        };
        self.0.actors.iter().enumerate().map(of).collect()
    }

    /// Holds a table of mixes, in the rounds played, to the definition of the equilibrium. Without foresight.
    pub(crate) fn examine(&self, table: &Table, sight: Sight) -> Findings {
        assert!(self.0.foresight == 0 || sight == Sight::ThisRound);
        let reachable = self.reachable(self.0.rounds);
        let mut findings = Findings::default();
        let mut next = Values::new();
        for round in (1..=self.0.rounds).rev() {
            let mut values = Values::new();
            for state in &reachable[round as usize - 1] {
                let stage = self.stage(sight, round, state, &next);
                let mixes = self.mixes_of(|actor, kind| table[&(actor, kind, round, state.clone())].clone());
                let worth = self.worth(&stage, &mixes);
                for (actor, kind) in self.each_kind() {
                    let (mix, worth) = (&mixes[actor][kind], &worth[actor][kind]);
                    for (p, response) in mix.iter().zip(self.logit(actor, kind, worth)) {
                        findings.residual = findings.residual.max((p - response).abs());
                    }
                    let value = value_of(mix, worth);
                    let best = worth.iter().copied().fold(f64::NEG_INFINITY, f64::max);
                    findings.gain = findings.gain.max(best - value);
                    values.insert((actor, kind, state.clone()), value);
                }
            }
            next = values;
        }
        findings.values = self.at_start(&next);
        findings
    }

    /// The mixes of all planned rounds and what the start is worth to each type, by backward induction; `solve` finds
    /// the mixes of one stage game.
    pub(crate) fn induction<E>(
        &self,
        mut solve: impl FnMut(u32, &State, &Stage) -> Result<Mixes, E>,
    ) -> Result<(Table, Vec<Vec<f64>>), E> {
        let reachable = self.reachable(self.horizon());
        let mut table = Table::new();
        let mut next = Values::new();
        for round in (1..=self.horizon()).rev() {
            let mut values = Values::new();
            for state in &reachable[round as usize - 1] {
                let stage = self.stage(Sight::Future, round, state, &next);
                let mixes = solve(round, state, &stage)?;
                let worth = self.worth(&stage, &mixes);
                for (actor, kind) in self.each_kind() {
                    let (mix, worth) = (&mixes[actor][kind], &worth[actor][kind]);
                    values.insert((actor, kind, state.clone()), value_of(mix, worth));
                    table.insert((actor, kind, round, state.clone()), mix.clone());
                }
            }
            next = values;
        }
        Ok((table, self.at_start(&next)))
    }

    fn at_start(&self, values: &Values) -> Vec<Vec<f64>> {
        let mut start: Vec<Vec<f64>> = self.0.actors.iter().map(|_| Vec::new()).collect();
        self.each_kind().for_each(|(actor, kind)| start[actor].push(values[&(actor, kind, self.start())]));
        start
    }

    /// The equilibrium by plain iteration from uniform play: right where λ times payoffs is small.
    pub(crate) fn gentle_equilibrium(&self) -> Table {
        let iterate = |round, state: &State, stage: &Stage| {
            let mut mixes = self.mixes_of(|actor, kind| {
                let available = self.available(actor, kind, round, state);
                let mut mix = vec![0.0; self.0.actors[actor].moves.len()];
                available.iter().for_each(|&m| mix[m] = 1.0 / available.len() as f64);
                mix
            });
            let mut moved = f64::INFINITY;
            for _ in 0..1000 {
                let worth = self.worth(stage, &mixes);
                let response = self.mixes_of(|actor, kind| self.logit(actor, kind, &worth[actor][kind]));
                moved = mixes
                    .iter()
                    .flatten()
                    .flatten()
                    .zip(response.iter().flatten().flatten())
                    .map(|(old, new)| (old - new).abs())
                    .fold(0.0, f64::max);
                mixes = response;
                if moved < 1e-15 {
                    break;
                }
            }
            assert!(moved < 1e-14, "plain iteration does not settle: {moved}");
            Ok::<_, std::convert::Infallible>(mixes)
        };
        let Ok((table, _)) = self.induction(iterate);
        table
    }

    /// The mixes of those who reason so many steps: logit responses to others who reason one step less.
    pub(crate) fn level_k(&self, level: u32) -> Table {
        let reachable = self.reachable(self.horizon());
        let mut table = Table::new();
        for (round, states) in (1..).zip(&reachable) {
            for state in states {
                for who in self.each_kind() {
                    table.insert((who.0, who.1, round, state.clone()), self.random(who, round, state));
                }
            }
        }
        for _ in 0..level {
            let mut answers = Table::new();
            let mut next = Values::new();
            for round in (1..=self.horizon()).rev() {
                let mut values = Values::new();
                for state in &reachable[round as usize - 1] {
                    let stage = self.stage(Sight::Future, round, state, &next);
                    let mixes =
                        self.mixes_of(|actor, kind| table[&(actor, kind, round, state.clone())].clone());
                    let worth = self.worth(&stage, &mixes);
                    for (actor, kind) in self.each_kind() {
                        let answer = self.logit(actor, kind, &worth[actor][kind]);
                        values.insert((actor, kind, state.clone()), value_of(&answer, &worth[actor][kind]));
                        answers.insert((actor, kind, round, state.clone()), answer);
                    }
                }
                next = values;
            }
            table = answers;
        }
        table
    }
}

fn value_of(mix: &[f64], worth: &[f64]) -> f64 {
    mix.iter().zip(worth).filter(|(_, w)| !w.is_nan()).map(|(p, w)| p * w).sum()
}
