//! Statements about a point of a study, which has fewer figures than a solved scenario.

use super::parse::{Call, expect};
use super::{Comparison, Expect, Formula, Measured, Side};
use crate::scenario::suggest;

/// A measure that every point of a study has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PointMeasure {
    /// `share(OUTCOME)`, by the outcome's index.
    Share(usize),
    /// `value(ACTOR)`, by the actor's index.
    Value(usize),
}

impl Expect<PointMeasure> {
    /// Reads a statement in the grammar of expectations over `share(OUTCOME)` and `value(ACTOR)`, given the names that
    /// there are.
    ///
    /// # Errors
    /// A sentence that says what is wrong, with the nearest name.
    pub fn of_point(text: &str, outcomes: &[&str], actors: &[&str]) -> Result<Expect<PointMeasure>, String> {
        expect(text)?.try_map(&mut |call| measure(&call, outcomes, actors))
    }

    /// Whether it holds, given the figures of a point. A side that is no number holds nothing.
    #[must_use]
    pub fn holds(&self, outcomes: usize, read: impl Fn(PointMeasure) -> f64) -> bool {
        match self {
            Expect::Compare { left, comparison, right } => {
                value(&left.formula, &read).compares(*comparison, value(&right.formula, &read))
            }
            Expect::Within { .. } => self.margin(outcomes, read) >= 0.0,
            Expect::Most(_) => self.margin(outcomes, read) > 0.0,
        }
    }

    /// By how much it holds, given the figures of a point, in units of its sides: above 0 where it holds, below where it does
    /// not, so that it begins or ceases to hold where this passes through 0. No number where a side is none.
    #[must_use]
    pub fn margin(&self, outcomes: usize, read: impl Fn(PointMeasure) -> f64) -> f64 {
        let difference = |left: &Side<PointMeasure>, right: &Side<PointMeasure>| {
            value(&left.formula, &read).more_than(value(&right.formula, &read))
        };
        match self {
            Expect::Compare { left, comparison, right } => match comparison {
                Comparison::Above | Comparison::AtLeast => difference(left, right),
                Comparison::Below | Comparison::AtMost => difference(right, left),
                Comparison::Equal => -difference(left, right).abs(),
                Comparison::Unequal => difference(left, right).abs(),
            },
            Expect::Within { left, right, tolerance } => tolerance - difference(left, right).abs(),
            Expect::Most(measure) => {
                let others = (0..outcomes).map(PointMeasure::Share).filter(|other| other != measure);
                let next = others.map(&read).fold(f64::NEG_INFINITY, f64::max);
                measured(*measure, read(*measure)).more_than(measured(*measure, next))
            }
        }
    }
}

/// A figure of a point with the error of rounding. What is sampled is counted, and has less.
fn measured(measure: PointMeasure, value: f64) -> Measured {
    match measure {
        PointMeasure::Share(_) => Measured::summed(value, 1.0),
        PointMeasure::Value(_) => Measured::summed(value, value),
    }
}

fn value(formula: &Formula<PointMeasure>, read: impl Fn(PointMeasure) -> f64) -> Measured {
    let read = |measure: &PointMeasure| Ok::<_, std::convert::Infallible>(measured(*measure, read(*measure)));
    match formula.value(&read) {
        Ok(value) => value,
        Err(never) => match never {},
    }
}

fn measure(call: &Call<'_>, outcomes: &[&str], actors: &[&str]) -> Result<PointMeasure, String> {
    let index = |what: &str, name: &str, known: &[&str]| {
        let missing = || {
            let hint = suggest::hint(name, known.iter().copied());
            format!("There is no {what} {}.{hint}", suggest::quote(name))
        };
        known.iter().position(|id| *id == name).ok_or_else(missing)
    };
    if call.of.is_some() {
        return Err("A point of a study is not read `in` another scenario.".to_owned());
    }
    match (call.name, &call.arguments[..]) {
        ("share" | "most", [outcome]) => Ok(PointMeasure::Share(index("outcome", outcome, outcomes)?)),
        ("value", [actor]) => Ok(PointMeasure::Value(index("actor", actor, actors)?)),
        (name, _) => Err(format!(
            "{} is no measure of a point: those are `share(OUTCOME)` and `value(ACTOR)`.",
            suggest::quote(name)
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Expect<PointMeasure>, String> {
        Expect::of_point(text, &["war", "deal"], &["us", "dprk"])
    }

    #[test]
    fn a_statement_is_read_at_a_point() {
        let at = |measure| match measure {
            PointMeasure::Share(outcome) => [0.2, 0.8][outcome],
            PointMeasure::Value(actor) => [-3.0, 4.0][actor],
        };
        let holds = |text: &str| read(text).unwrap().holds(2, at);
        assert!(holds("share(war) > 0.1") && !holds("share(war) > 0.2"));
        assert!(holds("share(war) + share(deal) = 1 within 1e-9"));
        assert!(holds("most(deal)") && !holds("most(war)"));
        assert!(holds("value(us) < value(dprk) / 2"));
        assert!(!holds("share(war) / 0 < 0") && !holds("0 / 0 > 0"));
    }

    #[test]
    fn a_certain_outcome_is_not_below_one_by_rounding() {
        let at = |_| 0.999_999_999_999_999_7;
        let holds = |text: &str| read(text).unwrap().holds(2, at);
        assert!(holds("share(war) >= 1") && !holds("share(war) < 1") && holds("1 - share(war) <= 0"));
        assert_eq!(read("share(war) >= 1").unwrap().margin(2, at), 0.0);
    }

    #[test]
    fn a_margin_changes_sign_where_a_statement_begins_to_hold() {
        let at = |war: f64| {
            move |measure| match measure {
                PointMeasure::Share(outcome) => [war, 1.0 - war][outcome],
                PointMeasure::Value(_) => f64::NAN,
            }
        };
        let near = |text: &str, war: f64, margin: f64| {
            let found = read(text).unwrap().margin(2, at(war));
            assert!((found - margin).abs() < 1e-12, "{text} at {war}: {found}");
        };
        near("share(war) > 0.1", 0.3, 0.2);
        near("share(war) <= 0.1", 0.3, -0.2);
        near("share(war) = 0.5 within 0.1", 0.3, -0.1);
        near("most(war)", 0.3, -0.4);
        assert!(read("value(us) > 0").unwrap().margin(2, at(0.3)).is_nan());
    }

    #[test]
    fn what_a_point_does_not_have_is_refused() {
        assert_eq!(read("share(wra) > 0").unwrap_err(), "There is no outcome `wra`. Did you mean `war`?");
        assert!(read("value(ussr) > 0").unwrap_err().contains("`us`"));
        assert!(read("mean(tension, 3) > 0").unwrap_err().starts_with("`mean` is no measure of a point"));
        assert!(read("share(war) in baseline > 0").unwrap_err().contains("`in`"));
        assert!(read("share(war)").unwrap_err().contains("a comparison"));
    }
}
