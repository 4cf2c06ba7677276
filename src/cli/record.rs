//! What really happened, beside what was played.

use super::check::many;
use super::screen::{HEADING, Screen};
use super::summary::share;
use standoff::prose::numbers::fixed;
use standoff::results::Summary;
use standoff::results::record::{FactFigures, RecordFigures, ScoreFigures, ScoredFigures};
use std::io;

/// How little one path can say.
const ONE_PATH: &str = "One history is one play: it speaks against a model that leaves it next to no room, and hardly \
                        tells apart those that leave it some.";

/// Prints what happened, where a scenario tells it.
pub(super) fn print(screen: &mut Screen, summary: &Summary) -> io::Result<()> {
    let Some(record) = &summary.record else { return Ok(()) };
    screen.gap()?;
    screen.styled(HEADING, "What really happened, and how many plays have less, the same or more of it")?;
    let facts = record.facts.iter().filter(|fact| fact.why_not.is_none());
    let facts = facts.map(|fact| fact_row(summary, fact)).collect();
    screen.table(&["Fact", "Happened", "Less", "Same", "More"], facts, 2)?;
    for left_out in left_out(&record.facts) {
        screen.paragraph("  ", "    ", &left_out)?;
    }
    let scored = record.statements.iter().filter(|one| one.why_not.is_none());
    let scored: Vec<Vec<String>> = scored.map(|one| statement_row(summary, one)).collect();
    if !scored.is_empty() {
        screen.table(&["Statement", "Happened", "Share", "Log score"], scored, 2)?;
    }
    if let Some(score) = &record.score {
        screen.paragraph("", "  ", &total(score))?;
    }
    screen.paragraph("", "  ", &closing(record))
}

/// The facts that are not compared, by the reason.
fn left_out(facts: &[FactFigures]) -> Vec<String> {
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

fn fact_row(summary: &Summary, fact: &FactFigures) -> Vec<String> {
    let part = |part: Option<f64>| part.map_or_else(String::new, |part| share(summary.plays, part));
    vec![fact.label.clone(), fact.happened.clone(), part(fact.below), part(fact.equal), part(fact.above)]
}

fn statement_row(summary: &Summary, one: &ScoredFigures) -> Vec<String> {
    let happened = if one.happened == Some(true) { "yes" } else { "no" };
    let probability = one.probability.map_or_else(String::new, |p| share(summary.plays, p));
    vec![one.label.clone(), happened.to_owned(), probability, log(one.log_score)]
}

/// A logarithm of a probability.
fn log(score: Option<f64>) -> String {
    score.map_or_else(|| "−∞".to_owned(), |score| fixed(score, 2))
}

fn total(score: &ScoreFigures) -> String {
    let statements = many(score.statements as usize, "statement");
    // What was never played may still be possible.
    let within = match score.log_high {
        Some(high) if score.log.is_none() => format!(" ({} at best within the intervals)", fixed(high, 2)),
        _ => String::new(),
    };
    let half = score.statements as f64 * 0.5f64.ln();
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

fn closing(record: &RecordFigures) -> String {
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
