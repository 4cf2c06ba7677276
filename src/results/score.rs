//! The score of statements about what really happened.
//!
//! With p the probability of what happened, the log score is ln p and the Brier score (1 − p)². Both are proper: in the mean
//! nobody does better than by saying what he holds likely.
//!
//! References: Good, "Rational decisions", JRSS B 14, 1952; Brier, "Verification of forecasts expressed in terms of
//! probability", Monthly Weather Review 78, 1950; Gneiting & Raftery, "Strictly proper scoring rules", JASA 102, 2007.

use super::record::{ScoreFigures, ScoredFigures};
use crate::solve::ln;

/// Nothing for minus infinity.
pub(super) fn finite(log: f64) -> Option<f64> {
    log.is_finite().then_some(log)
}

/// A sum; nothing where one of its terms is minus infinity.
fn sum(terms: impl Iterator<Item = f64>) -> Option<f64> {
    finite(terms.sum())
}

/// All scores together; `None` where no statement has one.
pub(super) fn score(statements: &[ScoredFigures]) -> Option<ScoreFigures> {
    let scored: Vec<(bool, [f64; 3])> = statements
        .iter()
        .filter_map(|one| Some((one.happened?, [one.low?, one.probability?, one.high?])))
        .collect();
    if scored.is_empty() {
        return None;
    }
    let count = scored.len() as f64;
    // Of what happened, worse to better.
    let of_truth = |&(happened, [low, middle, high]): &(bool, [f64; 3])| {
        if happened { [low, middle, high] } else { [1.0 - high, 1.0 - middle, 1.0 - low] }
    };
    let logs = |end: usize| sum(scored.iter().map(|one| ln(of_truth(one)[end])));
    let entropy = |p: f64| if p > 0.0 { p * ln(p) } else { 0.0 };
    let middle = || scored.iter().map(|(_, [_, p, _])| *p);
    Some(ScoreFigures {
        statements: scored.len() as u64,
        log: logs(1),
        log_low: logs(0),
        log_high: logs(2),
        log_own: middle().map(|p| entropy(p) + entropy(1.0 - p)).sum(),
        brier: scored.iter().map(|one| (1.0 - of_truth(one)[1]).powi(2)).sum::<f64>() / count,
        brier_own: middle().map(|p| p * (1.0 - p)).sum::<f64>() / count,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scored(happened: bool, [low, probability, high]: [f64; 3]) -> ScoredFigures {
        ScoredFigures {
            says: String::new(),
            label: String::new(),
            happened: Some(happened),
            probability: Some(probability),
            low: Some(low),
            high: Some(high),
            log_score: None,
            brier: None,
            why_not: None,
        }
    }

    /// By hand: ln 0.8 + ln 0.7; (0.2² + 0.3²) / 2; and for the model itself ln 0.8 with 80 % and so on.
    #[test]
    fn scores_are_those_of_the_textbook() {
        let score = score(&[scored(true, [0.7, 0.8, 0.9]), scored(false, [0.2, 0.3, 0.4])]).unwrap();
        let close = |left: f64, right: f64| assert!((left - right).abs() < 1e-12, "{left} {right}");
        close(score.log.unwrap(), 0.56f64.ln());
        close(score.log_low.unwrap(), (0.7f64 * 0.6).ln());
        close(score.log_high.unwrap(), (0.9f64 * 0.8).ln());
        close(score.brier, 0.065);
        close(score.brier_own, (0.16 + 0.21) / 2.0);
        close(score.log_own, 0.8 * 0.8f64.ln() + 0.2 * 0.2f64.ln() + 0.3 * 0.3f64.ln() + 0.7 * 0.7f64.ln());
    }

    #[test]
    fn what_the_model_leaves_no_room_for_costs_everything() {
        let score = score(&[scored(true, [0.0, 0.0, 0.01]), scored(false, [0.0, 0.0, 0.0])]).unwrap();
        assert_eq!((score.log, score.log_low), (None, None));
        assert!((score.log_high.unwrap() - 0.01f64.ln()).abs() < 1e-12);
        assert_eq!((score.brier, score.log_own), (0.5, 0.0));
        assert!(super::score(&[]).is_none());
    }
}
