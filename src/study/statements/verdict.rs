//! Whether a statement holds.

use super::solved::Solved;
use crate::results::statements::{Reading, StatementFigures, StatementKind, Verdict};
use crate::scenario::statement::{Expect, Figure, Measure, Measured, Order, OrderTerm, Side, Statement};
use crate::scenario::{Comparison, Scenario};

/// What came out: the figures, what stands between them, and whether they are so.
struct Found {
    figures: Vec<Reading>,
    signs: Vec<String>,
    within: Option<f64>,
    error: f64,
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
        error: 0.0,
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
        let found = side.formula.value(&read)?;
        match found.value.is_finite() {
            true => Ok((Reading { of: side.text.clone(), value: found.value }, found)),
            false => Err(format!("`{}` is not a number", side.text)),
        }
    };
    Ok(match expect {
        Expect::Compare { left, comparison, right } => {
            let ((left, one), (right, other)) = (side(left)?, side(right)?);
            Found {
                figures: vec![left, right],
                signs: vec![comparison.sign().to_owned()],
                within: None,
                error: one.error + other.error,
                holds: one.compares(*comparison, other),
            }
        }
        Expect::Within { left, right, tolerance } => {
            let ((left, one), (right, other)) = (side(left)?, side(right)?);
            Found {
                figures: vec![left, right],
                signs: vec!["=".to_owned()],
                within: Some(*tolerance),
                error: one.error + other.error,
                holds: one.is_within(*tolerance, other),
            }
        }
        Expect::Most(figure) => {
            let (solved, share) = (solved(figure)?, read(figure)?);
            let Measure::Share { outcome, .. } = figure.measure else {
                unreachable!("`most` is read as a share")
            };
            let reading = |(outcome, share): (usize, Measured)| Reading {
                of: solved.share_of(outcome),
                value: share.value,
            };
            let next = solved.runner_up(outcome).map(|(other, share)| (other, Measured::summed(share, 1.0)));
            Found {
                figures: [Some((outcome, share)), next].into_iter().flatten().map(reading).collect(),
                signs: next.iter().map(|_| Comparison::Above.sign().to_owned()).collect(),
                within: None,
                error: share.error + next.map_or(0.0, |(_, next)| next.error),
                holds: next.is_none_or(|(_, next)| share.is_above(next)),
            }
        }
    })
}

fn told<M>(statement: &Statement<M>, kind: StatementKind, found: Result<Found, String>) -> StatementFigures {
    let holds = found.as_ref().is_ok_and(|found| found.holds);
    let (figures, signs, within, error, unknown) = match found {
        Ok(Found { figures, signs, within, error, .. }) => (figures, signs, within, error, None),
        Err(why) => (Vec::new(), Vec::new(), None, 0.0, Some(why)),
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
        error,
        unknown,
    }
}
