//! An independent reading of the rules: what a scenario means, worked out naively.
//!
//! Nothing here uses the compiled game. A round is unfolded by recursion over the effects as the scenario lists them,
//! every branch by itself; a play is a distribution over states and whole histories; a strategy is a function of its
//! history. It is slow, short, and follows the definition of a round (1 to 5) word by word.

use standoff::scenario::{
    ActorType, Amount, Atom, Condition, Effect, Scenario, Stance, StrategyChoice, StrategyRule,
};
use std::collections::{BTreeMap, BTreeSet};

/// A level for each track, as files write it.
pub(crate) type State = Vec<i32>;
/// For each round so far: whether the actor conceded, and whether all others did.
type History = Vec<(bool, bool)>;
/// Mixes over an actor's moves, by actor, type, round and state.
pub(crate) type Table = BTreeMap<(usize, usize, u32, State), Vec<f64>>;

/// One way in which a round can go.
#[derive(Debug, Clone)]
pub(crate) struct Branch {
    pub(crate) probability: f64,
    pub(crate) state: State,
    pub(crate) outcome: Option<usize>,
    /// What each actor is credited in this round, the payoff of an outcome not yet among it.
    pub(crate) credits: Vec<f64>,
    /// Keys of the effects that fired.
    pub(crate) fired: Vec<String>,
}

/// The figures of a scenario, exactly.
#[derive(Debug, Default)]
pub(crate) struct Figures {
    /// By outcome and round.
    pub(crate) ended: BTreeMap<(usize, u32), f64>,
    /// By actor.
    pub(crate) payoff: Vec<f64>,
    /// By actor and type, given the type.
    pub(crate) by_type: Vec<Vec<f64>>,
    /// By track, round (0: the start) and level.
    pub(crate) levels: BTreeMap<(usize, u32, i32), f64>,
    /// By actor, move and round.
    pub(crate) made: BTreeMap<(usize, usize, u32), f64>,
    /// By actor, move and round.
    pub(crate) first: BTreeMap<(usize, usize, u32), f64>,
    /// By key.
    pub(crate) fired: BTreeMap<String, f64>,
}

/// How an actor's type picks its moves.
pub(crate) enum Plan<'a> {
    /// A strategy with a definition of its own here.
    Named(&'a StrategyChoice),
    /// Mixes worked out by someone else, noise included.
    Table,
}

/// Reads one scenario.
pub(crate) struct Oracle<'a>(pub &'a Scenario);

impl<'a> Oracle<'a> {
    pub(crate) fn start(&self) -> State {
        self.0.tracks.iter().map(|track| track.start).collect()
    }

    pub(crate) fn kind(&self, actor: usize, kind: usize) -> &'a ActorType {
        &self.0.actors[actor].types[kind]
    }

    /// The moves that a type can make.
    pub(crate) fn available(&self, actor: usize, kind: usize, round: u32, state: &State) -> Vec<usize> {
        let moves = &self.kind(actor, kind).moves;
        let open =
            |index: &usize| moves[*index].as_ref().is_some_and(|m| self.holds(&m.when, round, state, None));
        (0..moves.len()).filter(open).collect()
    }

    /// Every way of choosing one type for each actor, with its probability.
    pub(crate) fn type_profiles(&self) -> Vec<(Vec<usize>, f64)> {
        let mut profiles = vec![(Vec::new(), 1.0)];
        for actor in &self.0.actors {
            let mut longer = Vec::new();
            for (kinds, probability) in &profiles {
                for (kind, of) in actor.types.iter().enumerate() {
                    let mut kinds: Vec<usize> = kinds.clone();
                    kinds.push(kind);
                    longer.push((kinds, probability * of.prior));
                }
            }
            profiles = longer;
        }
        profiles
    }

    /// Every way of choosing one move for each actor, with its probability.
    pub(crate) fn move_profiles(mixes: &[Vec<f64>]) -> Vec<(Vec<usize>, f64)> {
        let mut profiles = vec![(Vec::new(), 1.0)];
        for mix in mixes {
            let mut longer = Vec::new();
            for (moves, probability) in &profiles {
                for (index, p) in mix.iter().enumerate().filter(|(_, p)| **p > 0.0) {
                    let mut moves: Vec<usize> = moves.clone();
                    moves.push(index);
                    longer.push((moves, probability * p));
                }
            }
            profiles = longer;
        }
        profiles
    }

    // A round.

    /// Steps 1 to 4 of a round, every branch of it.
    pub(crate) fn round(&self, round: u32, kinds: &[usize], moves: &[usize], state: &State) -> Vec<Branch> {
        let scene = Scene { oracle: self, round, kinds, moves };
        // 1.
        let credits = (0..kinds.len()).map(|actor| self.move_credit(actor, kinds, moves, state)).collect();
        let begin =
            Branch { probability: 1.0, state: state.clone(), outcome: None, credits, fired: Vec::new() };
        // 2.
        let of_moves = (0..kinds.len()).flat_map(|actor| scene.made(actor).effects.iter());
        let effects: Vec<&Effect> = of_moves.chain(&self.0.rules).collect();
        let mut branches = Vec::new();
        scene.unfold(&effects, begin, &mut branches);
        for branch in &mut branches {
            // 3.
            let ends = |outcome: &standoff::scenario::Outcome| {
                outcome.when.as_ref().is_some_and(|when| self.holds(when, round, &branch.state, Some(&scene)))
            };
            branch.outcome = branch.outcome.or_else(|| self.0.outcomes.iter().position(ends));
            // 4.
            for (actor, credit) in branch.credits.iter_mut().enumerate() {
                *credit += self.standing(actor, kinds[actor], &branch.state);
            }
        }
        branches
    }

    fn move_credit(&self, actor: usize, kinds: &[usize], moves: &[usize], state: &State) -> f64 {
        let payoff = &self.kind(actor, kinds[actor]).payoff;
        let mut credit = self.amount(&payoff.moves[moves[actor]], state);
        for cell in &payoff.against {
            if cell.own_move == moves[actor] && cell.other_move == moves[cell.other] {
                credit += self.amount(&cell.amount, state);
            }
        }
        credit
    }

    /// What a state pays a type at a round's end.
    pub(crate) fn standing(&self, actor: usize, kind: usize, state: &State) -> f64 {
        let payoff = &self.kind(actor, kind).payoff;
        let by_track: f64 = (0..state.len())
            .map(|track| payoff.track[track][(state[track] - self.0.tracks[track].low) as usize])
            .sum();
        by_track + self.amount(&payoff.round, state)
    }

    /// What it pays a type to end in an outcome.
    pub(crate) fn ending(&self, actor: usize, kind: usize, outcome: usize, state: &State) -> f64 {
        self.amount(&self.kind(actor, kind).payoff.outcome[outcome], state)
    }

    fn amount(&self, amount: &Amount, state: &State) -> f64 {
        match amount {
            Amount::Constant(value) => *value,
            Amount::Linear { base, per } => per.iter().fold(*base, |sum, (slope, first, second)| {
                let product = f64::from(state[*first]) * second.map_or(1.0, |track| f64::from(state[track]));
                sum + slope * product
            }),
            Amount::ByLevel { track, values } => values[(state[*track] - self.0.tracks[*track].low) as usize],
        }
    }

    fn holds(&self, when: &Condition, round: u32, state: &State, scene: Option<&Scene<'_, 'a>>) -> bool {
        when.0.iter().all(|atom| match atom {
            Atom::Track { track, comparison, level } => comparison.holds(state[*track], *level),
            Atom::Round { comparison, round: bound } => comparison.holds(i64::from(round), *bound),
            Atom::Plays { actor, moves, avoids } => {
                let scene = scene.expect("moves are chosen");
                moves.contains(&scene.moves[*actor]) != *avoids
            }
            Atom::Takes { actor, stance } => scene.expect("moves are chosen").made(*actor).stance == *stance,
        })
    }

    // Strategies.

    /// What a type does.
    pub(crate) fn mix(
        &self,
        plan: &Plan<'_>,
        table: &Table,
        (actor, kind): (usize, usize),
        round: u32,
        state: &State,
        history: &History,
    ) -> Vec<f64> {
        match plan {
            Plan::Table => table[&(actor, kind, round, state.clone())].clone(),
            Plan::Named(choice) => {
                let hand = Hand { oracle: self, actor, kind, round, state };
                let mix = hand.intend(&choice.rule, history);
                hand.tremble(&mix, choice.noise)
            }
        }
    }

    /// Any available move, by weight.
    pub(crate) fn random(&self, (actor, kind): (usize, usize), round: u32, state: &State) -> Vec<f64> {
        Hand { oracle: self, actor, kind, round, state }.intend(&StrategyRule::Random, &Vec::new())
    }

    // The whole play.

    /// The states that a play can be in when each round begins, whatever the actors do; entry 0 is round 1.
    pub(crate) fn reachable(&self, last: u32) -> Vec<BTreeSet<State>> {
        let mut rounds = vec![BTreeSet::from([self.start()])];
        for round in 1..last {
            let mut next = BTreeSet::new();
            for state in &rounds[round as usize - 1] {
                for (kinds, _) in self.type_profiles() {
                    let mixes: Vec<Vec<f64>> = (0..kinds.len())
                        .map(|actor| {
                            let mut mix = vec![0.0; self.0.actors[actor].moves.len()];
                            self.available(actor, kinds[actor], round, state)
                                .iter()
                                .for_each(|&m| mix[m] = 1.0);
                            mix
                        })
                        .collect();
                    for (moves, _) in Self::move_profiles(&mixes) {
                        let branches = self.round(round, &kinds, &moves, state);
                        next.extend(branches.into_iter().filter(|b| b.outcome.is_none()).map(|b| b.state));
                    }
                }
            }
            rounds.push(next);
        }
        rounds
    }

    /// The exact figures, each type playing by its plan.
    pub(crate) fn figures(&self, plans: &[Vec<Plan<'_>>], table: &Table) -> Figures {
        let actors = self.0.actors.len();
        let mut figures = Figures {
            payoff: vec![0.0; actors],
            by_type: self.0.actors.iter().map(|actor| vec![0.0; actor.types.len()]).collect(),
            ..Figures::default()
        };
        for (kinds, probability) in self.type_profiles() {
            let payoff = self.play(&kinds, probability, plans, table, &mut figures);
            for (actor, payoff) in payoff.into_iter().enumerate() {
                figures.payoff[actor] += payoff;
                figures.by_type[actor][kinds[actor]] += payoff / self.kind(actor, kinds[actor]).prior;
            }
        }
        figures
    }

    /// Adds the plays of one profile of types; returns what they pay, weighted by their probability.
    fn play(
        &self,
        kinds: &[usize],
        probability: f64,
        plans: &[Vec<Plan<'_>>],
        table: &Table,
        figures: &mut Figures,
    ) -> Vec<f64> {
        let actors = 0..kinds.len();
        let mut payoff = vec![0.0; kinds.len()];
        // State, histories, and the moves that each actor has made so far.
        let no_move: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); kinds.len()];
        let start = (self.start(), vec![History::new(); kinds.len()], no_move);
        let mut now = BTreeMap::from([(start, probability)]);
        let mut over: BTreeMap<State, f64> = BTreeMap::new();
        let stand = |figures: &mut Figures, round: u32, state: &State, p: f64| {
            for (track, level) in state.iter().enumerate() {
                *figures.levels.entry((track, round, *level)).or_default() += p;
            }
        };
        stand(figures, 0, &self.start(), probability);
        for round in 1..=self.0.rounds {
            let mut next = BTreeMap::new();
            for ((state, histories, made), p) in now {
                let mixes: Vec<Vec<f64>> = actors
                    .clone()
                    .map(|actor| {
                        let who = (actor, kinds[actor]);
                        let plan = &plans[actor][kinds[actor]];
                        self.mix(plan, table, who, round, &state, &histories[actor])
                    })
                    .collect();
                for (moves, share) in Self::move_profiles(&mixes) {
                    let mut made = made.clone();
                    for actor in actors.clone() {
                        let key = (actor, moves[actor], round);
                        *figures.made.entry(key).or_default() += p * share;
                        if made[actor].insert(moves[actor]) {
                            *figures.first.entry(key).or_default() += p * share;
                        }
                    }
                    let histories = self.remember(&histories, kinds, &moves, plans);
                    for branch in self.round(round, kinds, &moves, &state) {
                        let p = p * share * branch.probability;
                        for key in &branch.fired {
                            *figures.fired.entry(key.clone()).or_default() += p;
                        }
                        // 5.
                        let ran_out = (round == self.0.rounds).then_some(self.0.otherwise);
                        let outcome = branch.outcome.or(ran_out);
                        for actor in actors.clone() {
                            let kind = self.kind(actor, kinds[actor]);
                            let end =
                                outcome.map_or(0.0, |o| self.ending(actor, kinds[actor], o, &branch.state));
                            let weight = kind.discount.powi(round as i32 - 1);
                            payoff[actor] += p * weight * (branch.credits[actor] + end);
                        }
                        match outcome {
                            Some(outcome) => {
                                *figures.ended.entry((outcome, round)).or_default() += p;
                                *over.entry(branch.state).or_default() += p;
                            }
                            None => {
                                *next
                                    .entry((branch.state, histories.clone(), made.clone()))
                                    .or_insert(0.0) += p;
                            }
                        }
                    }
                }
            }
            now = next;
            for (state, p) in &over {
                stand(figures, round, state, *p);
            }
            for ((state, ..), p) in &now {
                stand(figures, round, state, *p);
            }
        }
        payoff
    }

    fn remember(
        &self,
        histories: &[History],
        kinds: &[usize],
        moves: &[usize],
        plans: &[Vec<Plan<'_>>],
    ) -> Vec<History> {
        let conceded: Vec<bool> = (0..kinds.len())
            .map(|actor| {
                let made = self.kind(actor, kinds[actor]).moves[moves[actor]].as_ref();
                made.expect("it was made").stance == Stance::Concede
            })
            .collect();
        let mut histories = histories.to_vec();
        for (actor, history) in histories.iter_mut().enumerate() {
            // Who goes by a table needs no history.
            if matches!(plans[actor][kinds[actor]], Plan::Named(_)) {
                let others = (0..kinds.len()).all(|other| other == actor || conceded[other]);
                history.push((conceded[actor], others));
            }
        }
        histories
    }
}

/// A round in which everybody has chosen.
struct Scene<'s, 'a> {
    oracle: &'s Oracle<'a>,
    round: u32,
    kinds: &'s [usize],
    moves: &'s [usize],
}

impl<'a> Scene<'_, 'a> {
    fn made(&self, actor: usize) -> &'a standoff::scenario::Move {
        self.oracle.kind(actor, self.kinds[actor]).moves[self.moves[actor]].as_ref().expect("it was made")
    }

    fn unfold(&self, effects: &[&Effect], branch: Branch, done: &mut Vec<Branch>) {
        let Some((effect, rest)) = effects.split_first() else {
            done.push(branch);
            return;
        };
        if !self.oracle.holds(&effect.when, self.round, &branch.state, Some(self)) {
            return self.unfold(rest, branch, done);
        }
        let chance = self.oracle.amount(&effect.chance, &branch.state).clamp(0.0, 1.0);
        if chance > 0.0 {
            let mut branch = branch.clone();
            branch.probability *= chance;
            self.fire(effect, &mut branch);
            if branch.outcome.is_some() {
                done.push(branch);
            } else {
                self.unfold(rest, branch, done);
            }
        }
        if chance < 1.0 {
            let instead: Vec<&Effect> = effect.otherwise.iter().chain(rest.iter().copied()).collect();
            self.unfold(
                &instead,
                Branch { probability: branch.probability * (1.0 - chance), ..branch },
                done,
            );
        }
    }

    fn fire(&self, effect: &Effect, branch: &mut Branch) {
        for (actor, credit) in branch.credits.iter_mut().enumerate() {
            for (id, amount) in &self.oracle.kind(actor, self.kinds[actor]).payoff.rule {
                if effect.id.as_ref() == Some(id) {
                    *credit += self.oracle.amount(amount, &branch.state);
                }
            }
        }
        for (track, level) in &effect.set {
            branch.state[*track] = *level;
        }
        for (track, by) in &effect.shift {
            let range = &self.oracle.0.tracks[*track];
            branch.state[*track] = (branch.state[*track] + by).clamp(range.low, range.high);
        }
        branch.fired.push(effect.key.clone());
        branch.outcome = effect.outcome;
    }
}

/// A type about to move.
struct Hand<'s, 'a> {
    oracle: &'s Oracle<'a>,
    actor: usize,
    kind: usize,
    round: u32,
    state: &'s State,
}

impl Hand<'_, '_> {
    fn moves(&self) -> Vec<usize> {
        self.oracle.available(self.actor, self.kind, self.round, self.state)
    }

    fn made(&self, index: usize) -> &standoff::scenario::Move {
        self.oracle.kind(self.actor, self.kind).moves[index].as_ref().expect("it is available")
    }

    /// The available moves of the nearest stance that has any.
    fn nearest(&self, stance: Stance) -> Vec<usize> {
        use Stance::{Concede, Escalate, Hold};
        let order = match stance {
            Concede => [Concede, Hold, Escalate],
            Hold => [Hold, Escalate, Concede],
            Escalate => [Escalate, Hold, Concede],
        };
        let of = |stance| self.moves().into_iter().filter(|&m| self.made(m).stance == stance).collect();
        order.into_iter().map(of).find(|moves: &Vec<usize>| !moves.is_empty()).expect("there is a move")
    }

    fn shared(&self, moves: &[usize], share: f64, weight: impl Fn(usize) -> f64) -> Vec<f64> {
        let mut mix = vec![0.0; self.oracle.0.actors[self.actor].moves.len()];
        let total: f64 = moves.iter().map(|&m| weight(m)).sum();
        moves.iter().for_each(|&m| mix[m] = share * weight(m) / total);
        mix
    }

    fn take(&self, stance: Stance) -> Vec<f64> {
        self.shared(&self.nearest(stance), 1.0, |m| self.made(m).weight)
    }

    fn concede_with(&self, share: f64) -> Vec<f64> {
        let (yes, no) = (self.take(Stance::Concede), self.take(Stance::Hold));
        yes.iter().zip(no).map(|(yes, no)| share * yes + (1.0 - share) * no).collect()
    }

    fn concede_if(&self, yes: bool) -> Vec<f64> {
        self.take(if yes { Stance::Concede } else { Stance::Hold })
    }

    /// By given weights; holds where nothing is left of them.
    fn by(&self, weights: &[f64]) -> Vec<f64> {
        let moves = self.moves();
        if moves.iter().all(|&m| weights[m] == 0.0) {
            return self.take(Stance::Hold);
        }
        self.shared(&moves, 1.0, |m| weights[m])
    }

    /// The available move of a stance that costs least by itself, the first of them.
    fn smallest(&self, stance: Stance) -> Vec<f64> {
        let worth = &self.oracle.kind(self.actor, self.kind).payoff.moves;
        let own = |m: usize| self.oracle.amount(&worth[m], self.state);
        let of_stance = self.moves().into_iter().filter(|&m| self.made(m).stance == stance);
        let Some(best) = of_stance.reduce(|best, m| if own(m) > own(best) { m } else { best }) else {
            return self.take(stance);
        };
        self.shared(&[best], 1.0, |_| 1.0)
    }

    fn intend(&self, rule: &StrategyRule, history: &History) -> Vec<f64> {
        use StrategyRule as Rule;
        let last = history.last().copied();
        let below = |track: usize, level: i32| self.state[track] < level;
        match rule {
            Rule::AlwaysConcede => self.take(Stance::Concede),
            Rule::AlwaysHold => self.take(Stance::Hold),
            Rule::AlwaysEscalate => self.take(Stance::Escalate),
            Rule::Random => self.shared(&self.moves(), 1.0, |m| self.made(m).weight),
            Rule::Mixed { probabilities } => self.by(probabilities),
            Rule::TitForTat => self.concede_if(last.is_none_or(|(_, others)| others)),
            Rule::SuspiciousTitForTat => self.concede_if(last.is_some_and(|(_, others)| others)),
            Rule::GenerousTitForTat { generosity } => {
                self.concede_with(if last.is_none_or(|(_, others)| others) { 1.0 } else { *generosity })
            }
            Rule::TitForTwoTats => {
                let twice =
                    history.len() >= 2 && history[history.len() - 2..].iter().all(|(_, others)| !others);
                self.concede_if(!twice)
            }
            Rule::Grim => self.concede_if(history.iter().all(|(_, others)| *others)),
            Rule::Pavlov => self.concede_if(last.is_none_or(|(own, others)| own == others)),
            Rule::Bully => self.concede_if(last.is_some_and(|(_, others)| !others)),
            Rule::Alternator => self.concede_if(last.is_none_or(|(own, _)| !own)),
            Rule::MemoryOne { after, first } => self.concede_with(match last {
                None => *first,
                Some((true, true)) => after[0],
                Some((true, false)) => after[1],
                Some((false, true)) => after[2],
                Some((false, false)) => after[3],
            }),
            Rule::RunTheClock { last } => self.concede_if(self.round + last > self.oracle.0.rounds),
            // Owed since the others' last concession, unless it was answered after it.
            Rule::WaitForOther => {
                let offered = history.iter().rposition(|(_, others)| *others);
                self.concede_if(offered.is_some_and(|at| history[at + 1..].iter().all(|(own, _)| !own)))
            }
            Rule::Brinkmanship { track, level } => {
                self.take(if below(*track, *level) { Stance::Escalate } else { Stance::Concede })
            }
            Rule::Salami { track, level } if below(*track, *level) => self.smallest(Stance::Escalate),
            Rule::Salami { .. } => self.take(Stance::Hold),
            Rule::GraduatedReciprocation => self.initiatives(history),
            Rule::Script { lines } => {
                let applies = |line: &&standoff::scenario::ScriptLine| {
                    self.oracle.holds(&line.when, self.round, self.state, None)
                };
                let Some(line) = lines.iter().find(applies) else { return self.take(Stance::Hold) };
                let mut weights = vec![0.0; self.oracle.0.actors[self.actor].moves.len()];
                line.mix.iter().for_each(|&(m, weight)| weights[m] = weight);
                self.by(&weights)
            }
            other => unreachable!("{other:?} is not defined by its history"),
        }
    }

    /// Osgood's initiatives, as the catalogue tells them.
    fn initiatives(&self, history: &History) -> Vec<f64> {
        let mut phase = "opening";
        for &(own, others) in history {
            phase = match phase {
                "stopped" if others => "opening",
                _ if others => "matching",
                "opening" if !own => "opening",
                "opening" | "matching" => "waiting",
                _ => "stopped",
            };
        }
        match phase {
            "opening" => self.smallest(Stance::Concede),
            "matching" => self.take(Stance::Concede),
            _ => self.take(Stance::Hold),
        }
    }

    /// With the noise's probability, a move by weight from outside the intended stance, where there is one.
    fn tremble(&self, mix: &[f64], noise: f64) -> Vec<f64> {
        let mut trembling = vec![0.0; mix.len()];
        for intended in self.moves() {
            let outside: Vec<usize> = self
                .moves()
                .into_iter()
                .filter(|&m| self.made(m).stance != self.made(intended).stance)
                .collect();
            if outside.is_empty() {
                trembling[intended] += mix[intended];
                continue;
            }
            trembling[intended] += (1.0 - noise) * mix[intended];
            let slips = self.shared(&outside, noise * mix[intended], |m| self.made(m).weight);
            slips.iter().enumerate().for_each(|(m, slip)| trembling[m] += slip);
        }
        trembling
    }
}
