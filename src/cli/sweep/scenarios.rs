//! Scenarios side by side, a column each.

use super::super::screen::{HEADING, Screen};
use standoff::prose::numbers::with_error;
use standoff::results::study::{PointFigures, SCENARIO, StudyFigures};
use std::io;

/// How plays end in each scenario, with the difference from the first; and what the actors get.
pub(super) fn scenarios(screen: &mut Screen, study: &StudyFigures) -> io::Result<()> {
    let all: Vec<PointFigures> = std::iter::once(study.base.clone()).chain(study.points.known()).collect();
    let names: Vec<String> = all.iter().map(|point| point.value_told(SCENARIO)).collect();
    let head = |first: &'static str, second: bool| {
        let mut head = vec![first];
        for (number, name) in names.iter().enumerate() {
            head.push(name.as_str());
            if second && number > 0 {
                head.push("Change");
            }
        }
        head
    };
    let what = match study.plays {
        0 => "exactly; changes in percentage points",
        _ => "with 95 % intervals; changes in percentage points, under the same luck",
    };
    screen.styled(HEADING, &format!("How plays end, {what}"))?;
    let rows = study.outcomes.iter().enumerate().map(|(outcome, named)| {
        let mut row = vec![named.label.clone()];
        for (number, point) in all.iter().enumerate() {
            let share = &point.outcomes[outcome];
            row.push(share.told(study.plays));
            if number > 0 {
                row.push(share.change.told(study.plays));
            }
        }
        row
    });
    screen.table(&head("Outcome", true), rows.collect(), 1)?;
    screen.gap()?;
    screen.styled(HEADING, "Mean discounted payoffs, each by the scenario's own numbers")?;
    let rows = study.actors.iter().enumerate().map(|(actor, named)| {
        let pay = |point: &PointFigures| {
            let actor = &point.actors[actor];
            with_error(actor.payoff_mean, actor.payoff_se)
        };
        std::iter::once(named.label.clone()).chain(all.iter().map(pay)).collect()
    });
    screen.table(&head("Actor", false), rows.collect(), 1)
}
