//! Declared orders of outcomes against what the outcomes pay.
//!
//! Only the simple form is looked at: `actor.NAME.payoff.outcome: a > b > c`, the part of a type included. An order of
//! an actor binds each of its types, but for outcomes that the type pays in its own way.

use super::Solution;
use crate::game::TypeIndex;
use crate::prose::numbers::number;

/// An order of an actor's outcomes.
struct Order<'a> {
    actor: usize,
    /// Index of the type in the scenario, where the order is of one.
    only: Option<usize>,
    /// Indices of the outcomes, the best first.
    outcomes: Vec<usize>,
    says: &'a str,
}

impl Solution {
    /// What contradicts the declared orders, for people.
    pub(super) fn contradictions(&self) -> Vec<String> {
        let mut told = Vec::new();
        for order in self.scenario.orders.iter().filter_map(|statement| self.order(&statement.says)) {
            for kind in self.game.actors[order.actor].types.clone() {
                if order.only.is_none_or(|only| only == self.game.types[kind].index) {
                    order.outcomes.windows(2).for_each(|two| {
                        told.extend(self.contradiction(&order, kind, two[0], two[1]));
                    });
                }
            }
        }
        told
    }

    fn order<'a>(&self, says: &'a str) -> Option<Order<'a>> {
        let (subject, chain) = says.split_once(':')?;
        let subject: Vec<&str> = subject.trim().split('.').collect();
        let (id, kind) = match subject[..] {
            ["actor", id, "payoff", "outcome"] => (id, None),
            ["actor", id, "type", kind, "payoff", "outcome"] => (id, Some(kind)),
            _ => return None,
        };
        let actor = self.scenario.actors.iter().position(|actor| actor.id == id)?;
        let types = &self.scenario.actors[actor].types;
        let only = match kind {
            Some(kind) => Some(types.iter().position(|own| own.id == kind)?),
            None => None,
        };
        let outcome = |id: &str| self.scenario.outcomes.iter().position(|outcome| outcome.id == id.trim());
        Some(Order { actor, only, outcomes: chain.split('>').map(outcome).collect::<Option<_>>()?, says })
    }

    /// What contradicts `better > worse` for a type, if anything does.
    fn contradiction(
        &self,
        order: &Order<'_>,
        kind: TypeIndex,
        better: usize,
        worse: usize,
    ) -> Option<String> {
        let differs = |outcome| order.only.is_none() && self.pays_in_its_own_way(kind, outcome);
        if differs(better) || differs(worse) {
            return None;
        }
        let pay = |outcome| self.outcome_payoff(kind, outcome);
        let name = |outcome: usize| &self.scenario.outcomes[outcome].label;
        let who = self.type_label(kind);
        if pay(better) <= pay(worse) {
            return Some(format!(
                "{who}: “{}” pays {} and “{}” {}, against the order `{}`",
                name(better),
                number(pay(better)),
                name(worse),
                number(pay(worse)),
                order.says
            ));
        }
        // With foresight nobody plans for the end of the rounds: things going on as they are stand in its place.
        let otherwise = self.game.otherwise;
        if self.game.foresight == 0 || ![better, worse].contains(&otherwise) {
            return None;
        }
        let quo = self.status_quo(kind)?;
        let planned = |outcome| if outcome == otherwise { quo } else { pay(outcome) };
        (planned(better) <= planned(worse)).then(|| {
            let other = if better == otherwise { worse } else { better };
            format!(
                "{who}: the status quo for ever, which actors plan with instead of “{}”, is worth {} and “{}” pays {}: \
                 against the order `{}`",
                name(otherwise),
                number(quo),
                name(other),
                number(pay(other)),
                order.says
            )
        })
    }

    /// What an outcome pays a type, with the tracks as they start.
    pub(super) fn outcome_payoff(&self, kind: TypeIndex, outcome: usize) -> f64 {
        self.game.types[kind].payoff.outcome(outcome).at(&self.game.start)
    }

    /// Present value of the tracks staying for ever as they start, where it has a bound.
    pub(super) fn status_quo(&self, kind: TypeIndex) -> Option<f64> {
        let kind = &self.game.types[kind];
        let standing = kind.payoff.of_standing(&self.game.start);
        match standing == 0.0 {
            true => Some(0.0),
            false => (kind.discount < 1.0).then(|| standing / (1.0 - kind.discount)),
        }
    }

    /// Whether a type's own part of the scenario says what an outcome pays.
    fn pays_in_its_own_way(&self, kind: TypeIndex, outcome: usize) -> bool {
        let place = &self.game.types[kind];
        let actor = &self.scenario.actors[place.actor];
        let path = ["actor", &actor.id, "type", &actor.types[place.index].id, "payoff", "outcome"];
        let Ok(tree) = self.scenario.effective.parse::<toml::Table>() else { return false };
        let mut table = &tree;
        for key in path {
            match table.get(key).and_then(toml::Value::as_table) {
                Some(inner) => table = inner,
                None => return false,
            }
        }
        table.contains_key(&self.scenario.outcomes[outcome].id)
    }
}
