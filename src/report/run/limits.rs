//! What the figures can not say.

use super::super::document::{Block, Section};
use super::super::endings::endings;
use super::super::figures::is_sampled;
use super::super::marks::Marks;
use super::super::record::ONE_PATH;
use super::Findings;
use crate::prose::listed;
use crate::prose::numbers::{many, share};

/// Outcomes of fewer plays than this are said to be rare.
const FEW: u64 = 30;

pub(super) fn section(found: &Findings<'_>, marks: &Marks) -> Section {
    let summary = found.summary;
    let mut points = vec![
        "Every share is a share in this model: it follows from the assumptions of the scenario and says nothing of how \
         likely they are. It is no forecast."
            .to_owned(),
    ];
    if is_sampled(summary) {
        points.push(
            "The intervals are for the error of sampling alone. They say nothing of the doubt about the scenario’s numbers, \
             which is commonly much larger; `standoff sweep` varies them."
                .to_owned(),
        );
    }
    if summary.certificate.is_some() {
        points.push(
            "Fixed beliefs: what the actors think of each other’s types stays at the priors. Nobody reads resolve from a \
             concession or a bluff; reputation and signalling are not in the model."
                .to_owned(),
        );
        points.push(
            "A game may have many equilibria. This is one of them: the branch that is connected to playing at random."
                .to_owned(),
        );
    }
    for ending in endings(found.scenario, marks).iter().filter(|ending| ending.is_hazard) {
        points.push(format!(
            "“{}” comes about by chances that were written down: {}. Its share follows from these inputs and from how \
             often their conditions are met.",
            ending.outcome,
            ending.told()
        ));
    }
    let few: Vec<String> = summary
        .outcomes
        .iter()
        .filter(|outcome| is_sampled(summary) && outcome.count < FEW)
        .map(|outcome| {
            format!(
                "“{}” ({}, below {})",
                outcome.label,
                many(outcome.count as usize, "play"),
                share(outcome.high)
            )
        })
        .collect();
    if !few.is_empty() {
        points.push(format!("Seen too rarely for more than a bound: {}.", listed(&few)));
    }
    if summary.record.is_some() {
        points.push(ONE_PATH.to_owned());
    }
    Section::new("limits", "What it does not say", vec![Block::List(points)])
}
