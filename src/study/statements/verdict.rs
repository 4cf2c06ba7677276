//! Whether a statement holds.

use super::solved::Solved;
use crate::results::statements::{Reading, StatementFigures, StatementKind, Verdict};
use crate::scenario::statement::{Expect, Figure, Measure, Order, OrderTerm, Side, Statement};
use crate::scenario::{Comparison, Scenario};

/// What came out: the figures, what stands between them, and whether they are so.
struct Found {
    figures: Vec<Reading>,
    signs: Vec<String>,
    within: Option<f64>,
    holds: bool,
}

/// An order against the numbers of a scenario.
pub(in crate::study) fn order(scenario: &Scenario, statement: &Statement<Order>) -> StatementFigures {
    let Order { terms, links } = &statement.means;
    let reading = |term: &OrderTerm| Reading {
        of: term.path.clone().unwrap_or_else(|| term.value.to_string()),
        value: term.value,
    };
    let found = Found {
        figures: terms.iter().map(reading).collect(),
        signs: links.iter().map(|link| link.sign().to_owned()).collect(),
        within: None,
        holds: statement.means.broken_at().is_none(),
    };
    let inherited = statement.place.file != scenario.place.file;
    StatementFigures { inherited, ..told(statement, StatementKind::Order, Ok(found)) }
}

/// An expectation against the scenarios it reads.
pub(in crate::study) fn expectation<'a>(
    statement: &Statement<Expect>,
    solved: &impl Fn(&Figure) -> Result<&'a Solved, String>,
) -> StatementFigures {
    told(statement, StatementKind::Expect, found(&statement.means, solved))
}

fn found<'a>(
    expect: &Expect,
    solved: &impl Fn(&Figure) -> Result<&'a Solved, String>,
) -> Result<Found, String> {
    let read = |figure: &Figure| solved(figure)?.read(&figure.measure);
    let side = |side: &Side| {
        let value = side.formula.value(&read)?;
        match value.is_finite() {
            true => Ok(Reading { of: side.text.clone(), value }),
            false => Err(format!("`{}` is not a number", side.text)),
        }
    };
    Ok(match expect {
        Expect::Compare { left, comparison, right } => {
            let (left, right) = (side(left)?, side(right)?);
            let holds = comparison.holds(left.value, right.value);
            Found {
                figures: vec![left, right],
                signs: vec![comparison.sign().to_owned()],
                within: None,
                holds,
            }
        }
        Expect::Within { left, right, tolerance } => {
            let (left, right) = (side(left)?, side(right)?);
            let holds = (left.value - right.value).abs() <= *tolerance;
            Found { figures: vec![left, right], signs: vec!["=".to_owned()], within: Some(*tolerance), holds }
        }
        Expect::Most(figure) => {
            let (solved, share) = (solved(figure)?, read(figure)?);
            let Measure::Share { outcome, .. } = figure.measure else {
                unreachable!("`most` is read as a share")
            };
            let reading = |(outcome, value)| Reading { of: solved.share_of(outcome), value };
            let next = solved.runner_up(outcome);
            Found {
                figures: [Some((outcome, share)), next].into_iter().flatten().map(reading).collect(),
                signs: next.iter().map(|_| Comparison::Above.sign().to_owned()).collect(),
                within: None,
                holds: next.is_none_or(|(_, next)| share > next),
            }
        }
    })
}

fn told<M>(statement: &Statement<M>, kind: StatementKind, found: Result<Found, String>) -> StatementFigures {
    let holds = found.as_ref().is_ok_and(|found| found.holds);
    let (figures, signs, within, unknown) = match found {
        Ok(Found { figures, signs, within, .. }) => (figures, signs, within, None),
        Err(why) => (Vec::new(), Vec::new(), None, Some(why)),
    };
    StatementFigures {
        kind,
        says: statement.says.clone(),
        claim: statement.claim.clone(),
        open: statement.open.clone(),
        place: statement.place.to_string(),
        inherited: false,
        verdict: match (&statement.open, holds) {
            (None, true) => Verdict::Holds,
            (None, false) => Verdict::Fails,
            (Some(_), false) => Verdict::Open,
            (Some(_), true) => Verdict::OpenHolds,
        },
        figures,
        signs,
        within,
        unknown,
    }
}
