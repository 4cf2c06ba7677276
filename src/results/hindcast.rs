//! From the record of what really happened to its figures.

use super::figures::Findings;
use super::record::{FactFigures, RecordFigures, ScoredFigures};
use super::score::{finite, score};
use super::summary::{MoveFigures, Summary};
use crate::play::Times;
use crate::play::interval::wilson;
use crate::scenario::record::{Compared, Course, Fact, Record, RecordStatement};
use crate::scenario::statement::Measure;
use crate::scenario::{ActorIndex, MoveIndex};
use crate::solve::ln;

/// Puts what happened beside the figures of a run.
pub(super) fn hindcast(record: &Record, findings: &Findings<'_>, summary: &Summary) -> RecordFigures {
    let course = record.course(findings.scenario);
    let hindcast = Hindcast { findings, summary, course };
    let facts = record.compare.iter().map(|compared| hindcast.fact(compared)).chain([hindcast.end()]);
    let statements: Vec<ScoredFigures> =
        record.statements.iter().map(|statement| hindcast.statement(statement)).collect();
    RecordFigures {
        note: record.note.clone(),
        known: course.known(),
        facts: facts.collect(),
        score: score(&statements),
        statements,
    }
}

struct Hindcast<'a> {
    findings: &'a Findings<'a>,
    summary: &'a Summary,
    course: Course<'a>,
}

/// Shares of plays with less, the same and more.
type Shares = Result<[f64; 3], String>;

impl Hindcast<'_> {
    fn fact(&self, compared: &Compared) -> FactFigures {
        match &compared.fact {
            &Fact::First { actor, made } => {
                let first = self.course.first(actor, made);
                let label = format!("First: {}", self.made(actor, made));
                let happened = match first {
                    Some(round) => self.moment(round),
                    None => format!("not by {}", self.moment(self.course.known())),
                };
                let shares = self.first(actor, made, first);
                told(compared, label, happened, first.map(i64::from), shares)
            }
            &Fact::Moves { actor, made } => {
                let times = self.findings.tally.map(|tally| tally.moves[actor][made].times.clone());
                let label = format!("Times: {}", self.made(actor, made));
                self.times(compared, label, self.course.moves(actor, made), times)
            }
            Fact::Rules { id } => {
                let effects = &self.findings.game.effects;
                let index = effects.iter().position(|effect| effect.named && effect.key == *id);
                let times = self.findings.tally.zip(index).and_then(|(tally, index)| tally.firings(index));
                let label = index.map_or(id.as_str(), |index| effects[index].label.as_str());
                self.times(compared, format!("Times: {label}"), self.course.rules(id), times)
            }
            &Fact::Level { track, round } => {
                let (named, figures) = (&self.findings.scenario.tracks[track], &self.summary.tracks[track]);
                let level = self.course.level(track, round);
                let is_played = round <= self.findings.scenario.rounds;
                let when = if is_played { self.moment(round) } else { format!("round {round}") };
                let happened = level.map_or_else(String::new, |level| named.level_name(level));
                let shares = match level {
                    Some(level) => {
                        let shares = &figures.distribution_by_round[round as usize];
                        Ok(split(shares, (level - named.low) as usize))
                    }
                    None => Err(self.why_not(compared)),
                };
                told(compared, format!("{}, {when}", named.label), happened, level.map(i64::from), shares)
            }
        }
    }

    fn why_not(&self, compared: &Compared) -> String {
        self.course.why_not_compared(&compared.fact).unwrap_or_default().to_owned()
    }

    fn end(&self) -> FactFigures {
        let end = self.course.end();
        let outcome = end.map(|(_, outcome)| &self.summary.outcomes[outcome]);
        let why_not = outcome.is_none().then(|| "the record stops before the rounds do".to_owned());
        FactFigures {
            says: "end".to_owned(),
            label: "How it ended".to_owned(),
            happened: outcome.map_or_else(String::new, |outcome| outcome.label.clone()),
            value: None,
            below: None,
            equal: outcome.map(|outcome| outcome.share),
            above: None,
            why_not,
        }
    }

    /// A first time that did not come is the latest there is.
    fn first(&self, actor: ActorIndex, made: MoveIndex, first: Option<u32>) -> Shares {
        let by = self.by(actor, made)?;
        let by = |round: u32| if round == 0 { 0.0 } else { by[round as usize - 1] };
        Ok(match first {
            Some(round) => [by(round - 1), by(round) - by(round - 1), (1.0 - by(round)).max(0.0)],
            None => [by(self.course.known()), (1.0 - by(self.course.known())).max(0.0), 0.0],
        })
    }

    /// Entry t−1: share of plays in which a move was made by round t.
    fn by(&self, actor: ActorIndex, made: MoveIndex) -> Result<&[f64], String> {
        let by = &self.figures(actor, made).first_by_round;
        if by.is_empty() { Err("first times were not worked out".to_owned()) } else { Ok(by) }
    }

    fn times(
        &self,
        compared: &Compared,
        label: String,
        happened: Option<u32>,
        times: Option<Times>,
    ) -> FactFigures {
        let shares = match (happened, times) {
            (None, _) => Err(self.why_not(compared)),
            (_, None) => Err("how often a play brings it is sampled, and nothing was sampled".to_owned()),
            (Some(happened), Some(Times(times))) => {
                let plays = self.summary.plays as f64;
                let shares: Vec<f64> = times.iter().map(|&count| count as f64 / plays).collect();
                Ok(split(&shares, happened as usize))
            }
        };
        let told_times = happened.map_or_else(String::new, |times| times.to_string());
        told(compared, label, told_times, happened.map(i64::from), shares)
    }

    fn statement(&self, statement: &RecordStatement) -> ScoredFigures {
        let label = statement.label.clone().unwrap_or_else(|| self.label(statement));
        let mut scored = ScoredFigures {
            says: statement.says.clone(),
            label,
            happened: self.course.happened(statement),
            probability: None,
            low: None,
            high: None,
            log_score: None,
            brier: None,
            why_not: None,
        };
        let Some(happened) = scored.happened else {
            scored.why_not = self.course.why_not_scored(statement).map(str::to_owned);
            return scored;
        };
        match self.probability(statement) {
            Ok((probability, low, high)) => {
                let of_truth = if happened { probability } else { 1.0 - probability };
                scored.log_score = finite(ln(of_truth));
                scored.brier = Some((1.0 - of_truth).powi(2));
                (scored.probability, scored.low, scored.high) = (Some(probability), Some(low), Some(high));
            }
            Err(why) => scored.why_not = Some(why),
        }
        scored
    }

    /// The probability of a statement and its interval.
    fn probability(&self, statement: &RecordStatement) -> Result<(f64, f64, f64), String> {
        let rounds = self.findings.scenario.rounds;
        if let Some(tally) = self.findings.tally {
            let count = |one: &Measure| -> u64 {
                match *one {
                    Measure::First { actor, made, by } => {
                        tally.moves[actor][made].first[..by as usize].iter().sum()
                    }
                    Measure::Share { outcome, by } => {
                        tally.ended[outcome][..by.unwrap_or(rounds) as usize].iter().sum()
                    }
                    _ => unreachable!("statements are read so"),
                }
            };
            let plays: u64 = statement.any_of.iter().map(count).sum();
            let (low, high) = wilson(plays, tally.plays);
            return Ok((plays as f64 / tally.plays as f64, low, high));
        }
        let mut sum: f64 = 0.0;
        for one in &statement.any_of {
            sum += match *one {
                Measure::First { actor, made, by } => self.by(actor, made)?[by as usize - 1],
                Measure::Share { outcome, by } => {
                    self.summary.outcomes[outcome].by_round[by.unwrap_or(rounds) as usize]
                }
                _ => unreachable!("statements are read so"),
            };
        }
        // Rounding must not make more than certainty.
        let exact = sum.clamp(0.0, 1.0);
        Ok((exact, exact, exact))
    }

    /// `Missile test by Oct 2019`, `A limited agreement or The economies part ways`.
    fn label(&self, statement: &RecordStatement) -> String {
        let rounds = self.findings.scenario.rounds;
        let when = |by: u32| if by <= rounds { self.moment(by) } else { format!("round {by}") };
        let one = |measure: &Measure| match *measure {
            Measure::First { actor, made, by } => format!("{} by {}", self.made(actor, made), when(by)),
            Measure::Share { outcome, by } => {
                let by = by.map_or_else(String::new, |by| format!(" by {}", when(by)));
                format!("{}{by}", self.summary.outcomes[outcome].label)
            }
            _ => unreachable!("statements are read so"),
        };
        statement.any_of.iter().map(one).collect::<Vec<_>>().join(" or ")
    }

    fn figures(&self, actor: ActorIndex, made: MoveIndex) -> &MoveFigures {
        let actors = &self.findings.scenario.actors;
        let before: usize = actors[..actor].iter().map(|actor| actor.moves.len()).sum();
        &self.summary.moves[before + made]
    }

    /// The label of a move, with its actor where others have a move of the same label.
    fn made(&self, actor: ActorIndex, made: MoveIndex) -> String {
        let label = &self.figures(actor, made).label;
        let alike = self.summary.moves.iter().filter(|one| one.label == *label).count();
        match alike {
            1 => label.clone(),
            _ => format!("{}: {label}", self.summary.actors[actor].label),
        }
    }

    fn moment(&self, round: u32) -> String {
        let label = &self.summary.moments[round as usize];
        if *label == round.to_string() {
            format!("{} {label}", self.summary.round_unit)
        } else {
            label.clone()
        }
    }
}

/// Of a distribution over whole numbers from 0: below, at and above one of them.
fn split(shares: &[f64], at: usize) -> [f64; 3] {
    // A sum of nothing is −0.
    let sum = |shares: &[f64]| shares.iter().sum::<f64>() + 0.0;
    let (below, rest) = shares.split_at(at.min(shares.len()));
    [sum(below), rest.first().copied().unwrap_or(0.0), sum(rest.get(1..).unwrap_or_default())]
}

fn told(
    compared: &Compared,
    label: String,
    happened: String,
    value: Option<i64>,
    shares: Shares,
) -> FactFigures {
    let (shares, why_not) = match shares {
        Ok(shares) => (shares.map(Some), None),
        Err(why) => ([None; 3], Some(why)),
    };
    let [below, equal, above] = shares;
    FactFigures { says: compared.says.clone(), label, happened, value, below, equal, above, why_not }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_distribution_is_split_at_what_happened() {
        assert_eq!(split(&[0.25, 0.5, 0.25], 1), [0.25, 0.5, 0.25]);
        assert_eq!(split(&[0.25, 0.75], 0), [0.0, 0.25, 0.75]);
        assert_eq!(split(&[0.25, 0.75], 5), [1.0, 0.0, 0.0]);
    }
}
