//! What really happened, beside what was played, as tables and sentences for people.

use super::document::{Table, names};
use super::figures::share;
use crate::prose::numbers::{fixed, many};
use crate::results::Summary;
use crate::results::record::{FactFigures, RecordFigures, ScoreFigures, ScoredFigures};

/// How little one path can say.
pub(super) const ONE_PATH: &str = "One history is one play: it speaks against a model that leaves it next to no room, and hardly \
                        tells apart those that leave it some.";

/// What happened, and how many plays have less, the same or more of it.
#[must_use]
pub fn facts(summary: &Summary, record: &RecordFigures) -> Table {
    let part = |part: Option<f64>| part.map_or_else(String::new, |part| share(summary.plays, part));
    let row = |fact: &FactFigures| {
        let (label, happened) = (fact.label.clone(), fact.happened.clone());
        vec![label, happened, part(fact.below), part(fact.equal), part(fact.above)]
    };
    let rows = record.facts.iter().filter(|fact| fact.why_not.is_none()).map(row).collect();
    let caption = "What really happened, and how many plays have less, the same or more of it";
    Table::new(caption, names(&["Fact", "Happened", "Less", "Same", "More"]), rows, 2)
}

/// The facts that are not compared, by the reason, a sentence each.
#[must_use]
pub fn left_out(facts: &[FactFigures]) -> Vec<String> {
    let mut reasons: Vec<(&str, Vec<&str>)> = Vec::new();
    for fact in facts {
        let Some(why) = &fact.why_not else { continue };
        match reasons.iter_mut().find(|(known, _)| known == why) {
            Some((_, labels)) => labels.push(&fact.label),
            None => reasons.push((why, vec![&fact.label])),
        }
    }
    reasons.iter().map(|(why, labels)| format!("Not compared, since {why}: {}.", labels.join(", "))).collect()
}

/// The statements about what happened, with their scores; `None` where none is scored.
#[must_use]
pub fn statements(summary: &Summary, record: &RecordFigures) -> Option<Table> {
    let row = |one: &ScoredFigures| {
        let happened = if one.happened == Some(true) { "yes" } else { "no" };
        let probability = one.probability.map_or_else(String::new, |p| share(summary.plays, p));
        vec![one.label.clone(), happened.to_owned(), probability, log(one.log_score)]
    };
    let rows: Vec<Vec<String>> =
        record.statements.iter().filter(|one| one.why_not.is_none()).map(row).collect();
    let header = names(&["Statement", "Happened", "Share", "Log score"]);
    let caption = "Statements about it, and their share of plays";
    (!rows.is_empty()).then(|| Table::new(caption, header, rows, 2))
}

/// A logarithm of a probability.
fn log(score: Option<f64>) -> String {
    score.map_or_else(|| "−∞".to_owned(), |score| fixed(score, 2))
}

/// All scores together: a sentence or two.
#[must_use]
pub fn total(score: &ScoreFigures) -> String {
    let statements = many(score.statements as usize, "statement");
    // What was never played may still be possible.
    let within = match score.log_high {
        Some(high) if score.log.is_none() => format!(" ({} at best within the intervals)", fixed(high, 2)),
        _ => String::new(),
    };
    let half = -(score.statements as f64 * std::f64::consts::LN_2);
    format!(
        "Log score of {statements}: {}{within}; plays of this model itself have {} in the mean, and one half for each gives \
         {}. Brier score: {} ({}; 0.25).",
        log(score.log),
        fixed(score.log_own, 2),
        fixed(half, 2),
        fixed(score.brier, 3),
        fixed(score.brier_own, 3),
    )
}

/// How little it says, and what the file says of its record.
#[must_use]
pub fn closing(record: &RecordFigures) -> String {
    format!("{ONE_PATH} {}", record.note).trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_compared_is_told_by_its_reason() {
        let fact = |label: &str, why_not: Option<&str>| FactFigures {
            says: String::new(),
            label: label.to_owned(),
            happened: String::new(),
            value: None,
            below: None,
            equal: None,
            above: None,
            why_not: why_not.map(str::to_owned),
        };
        let facts =
            [fact("A", Some("x is y")), fact("B", None), fact("C", Some("z")), fact("D", Some("x is y"))];
        assert_eq!(left_out(&facts), ["Not compared, since x is y: A, D.", "Not compared, since z: C."]);
        assert_eq!(log(None), "−∞");
    }
}
