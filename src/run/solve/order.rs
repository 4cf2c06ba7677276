//! Declared orders of outcomes against what the outcomes pay.
//!
//! Looked at are neighbours in a chain that are both outcomes of one actor, or of one type of it. An order of an actor
//! binds each of its types, but for outcomes that the type pays in its own way.

use super::Solution;
use crate::game::TypeIndex;
use crate::prose::numbers::number;
use crate::scenario::{Order as Chain, Statement};

/// An order of two of an actor's outcomes.
struct Order<'a> {
    actor: usize,
    /// Index of the type in the scenario, where the order is of one.
    only: Option<usize>,
    better: usize,
    worse: usize,
    says: &'a str,
}

impl Solution {
    /// What contradicts the declared orders, for people.
    pub(super) fn contradictions(&self) -> Vec<String> {
        let mut told = Vec::new();
        for order in self.scenario.orders.iter().flat_map(|statement| self.outcome_orders(statement)) {
            for kind in self.game.actors[order.actor].types.clone() {
                if order.only.is_none_or(|only| only == self.game.types[kind].index) {
                    told.extend(self.contradiction(&order, kind));
                }
            }
        }
        told
    }

    /// The parts of a chain that order outcomes.
    fn outcome_orders<'a>(&'a self, statement: &'a Statement<Chain>) -> impl Iterator<Item = Order<'a>> {
        statement.means.terms.windows(2).filter_map(|two| {
            let (actor, only, better) = self.outcome_of(two[0].path.as_deref()?)?;
            let (other, other_only, worse) = self.outcome_of(two[1].path.as_deref()?)?;
            let says = &statement.says;
            ((actor, only) == (other, other_only)).then_some(Order { actor, only, better, worse, says })
        })
    }

    /// The actor, the type and the outcome of a path such as `actor.us.payoff.outcome.war`.
    fn outcome_of(&self, path: &str) -> Option<(usize, Option<usize>, usize)> {
        let path: Vec<&str> = path.split('.').map(str::trim).collect();
        let (id, kind, outcome) = match path[..] {
            ["actor", id, "payoff", "outcome", outcome] => (id, None, outcome),
            ["actor", id, "type", kind, "payoff", "outcome", outcome] => (id, Some(kind), outcome),
            _ => return None,
        };
        let actor = self.scenario.actors.iter().position(|actor| actor.id == id)?;
        let types = &self.scenario.actors[actor].types;
        let only = match kind {
            Some(kind) => Some(types.iter().position(|own| own.id == kind)?),
            None => None,
        };
        Some((actor, only, self.scenario.outcomes.iter().position(|own| own.id == outcome)?))
    }

    /// What contradicts `better > worse` for a type, if anything does.
    fn contradiction(&self, order: &Order<'_>, kind: TypeIndex) -> Option<String> {
        let (better, worse) = (order.better, order.worse);
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
