//! `[record]`: what really happened, for comparison with what plays bring.
//!
//! The record is no part of the game: neither the compiled game nor the scenario's hash depends on it, and nothing is
//! fitted to it. It holds dated events, each mapped to moves, rules, levels or an outcome of the scenario where there
//! are any that fit, and says what is to be compared. Whatever is compared is worked out from the events:
//!
//! | in `compare` | what it is in the record | beside which it is put |
//! |---|---|---|
//! | `first(ACTOR MOVE)` | the first round with an event of that move | the distribution of the first time, right-censored |
//! | `count(ACTOR MOVE)`, `count(RULE)` | number of rounds with such an event | the distribution of how often in a play |
//! | `level(TRACK, ROUND)` | the level that an event of that round tells | the distribution after that round |
//!
//! A **statement**, laid down before the figures are looked at, is true or false of a play: `first(ACTOR MOVE, ROUND)`,
//! or a sum of `share(OUTCOME)` or `share(OUTCOME, ROUND)` over different outcomes. Under the model it has a probability;
//! of the record it is true or false; the two make its score.
//!
//! Events that lie outside the rounds, after the end of the play, or after the day up to which the record is complete
//! are there to be read and count for nothing. An actor has one move a round: several events of a move in one round
//! count once.
//!
//! Since what happened does not depend on what is assumed, variants inherit the record and `--set` leaves it in place;
//! a variant that tells another story takes it away with `remove = ["record"]`.

use super::model::{ActorIndex, MoveIndex, OutcomeIndex, Scenario, Source, TrackIndex};
use super::statement::Measure;

/// The key of the record.
pub(super) const RECORD: &str = "record";

/// Why nothing can be compared that counts to the end of the play.
const STOPS: &str = "the record stops before the rounds do";
/// Why nothing can be compared of a round that is not played.
const TOO_LATE: &str = "no play goes on so long";

/// What really happened.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    /// What is to be known of it, for people.
    pub note: String,
    /// Where events are taken from, beside the sources of the scenario.
    pub sources: Vec<Source>,
    /// The round up to which it is complete; `None` where an event ends the play.
    pub until: Option<i64>,
    /// In file order.
    pub events: Vec<RecordEvent>,
    /// What is compared.
    pub compare: Vec<Compared>,
    /// What is scored.
    pub statements: Vec<RecordStatement>,
    /// SHA-256 of it as it is written, in hexadecimal.
    pub hash: String,
}

/// Something that happened.
#[derive(Debug, Clone, PartialEq)]
pub struct RecordEvent {
    /// Its date as written; empty where the file gives a round.
    pub date: String,
    /// The round that it falls in: from 1, less for what came before the first, more than the last for what came after.
    pub round: i64,
    /// What happened.
    pub says: String,
    /// The id of a source.
    pub source: Option<String>,
    /// The moves that it was.
    pub moves: Vec<(ActorIndex, MoveIndex)>,
    /// The effects, by their ids, that it was.
    pub rules: Vec<String>,
    /// Where it left tracks at the round's end.
    pub levels: Vec<(TrackIndex, i32)>,
    /// The outcome that it was.
    pub outcome: Option<OutcomeIndex>,
}

/// A fact to be compared.
#[derive(Debug, Clone, PartialEq)]
pub struct Compared {
    /// As written.
    pub says: String,
    /// What it means.
    pub fact: Fact,
}

/// What can be compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fact {
    /// `first(ACTOR MOVE)`
    First {
        /// Whose move.
        actor: ActorIndex,
        /// Which.
        made: MoveIndex,
    },
    /// `count(ACTOR MOVE)`
    Moves {
        /// Whose move.
        actor: ActorIndex,
        /// Which.
        made: MoveIndex,
    },
    /// `count(RULE)`: of any effect that has an id.
    Rules {
        /// The effect's id.
        id: String,
    },
    /// `level(TRACK, ROUND)`
    Level {
        /// Of which track.
        track: TrackIndex,
        /// After which round.
        round: u32,
    },
}

/// A statement that is true or false of a play.
#[derive(Debug, Clone, PartialEq)]
pub struct RecordStatement {
    /// As written.
    pub says: String,
    /// For people, where the file has it.
    pub label: Option<String>,
    /// What cannot be true at once and of which one is: a [`Measure::First`], or one [`Measure::Share`] or several.
    pub any_of: Vec<Measure>,
}

/// The record as a play of the scenario, as far as that is known.
#[derive(Debug, Clone, Copy)]
pub struct Course<'a> {
    record: &'a Record,
    /// The last round whose events count.
    last: u32,
    /// The round up to which it is known what happened and what did not; after the end that is all.
    known: u32,
    end: Option<(u32, OutcomeIndex)>,
    rounds: u32,
}

impl Record {
    /// What the record says of the rounds of a scenario, which is the one it belongs to.
    #[must_use]
    pub fn course(&self, scenario: &Scenario) -> Course<'_> {
        let rounds = scenario.rounds;
        let within = |round: i64| u32::try_from(round).ok().filter(|round| (1..=rounds).contains(round));
        let ends = self.events.iter().filter_map(|event| Some((within(event.round)?, event.outcome?)));
        let ended = ends.min_by_key(|(round, _)| *round);
        let until = match self.until {
            Some(until) => until.clamp(0, i64::from(rounds)) as u32,
            // An event ends it, and it is complete up to there.
            None => rounds,
        };
        let (last, known) = match ended {
            Some((round, _)) => (round, rounds),
            None => (until, until),
        };
        let end = ended.or((known == rounds).then_some((rounds, scenario.otherwise)));
        Course { record: self, last, known, end, rounds }
    }
}

impl Course<'_> {
    /// How the play ended, and in which round; `None` where the record does not reach so far.
    #[must_use]
    pub fn end(&self) -> Option<(u32, OutcomeIndex)> {
        self.end
    }

    /// The last round up to which everything is known.
    #[must_use]
    pub fn known(&self) -> u32 {
        self.known
    }

    /// The round in which a move was made for the first time; `None` where it was not up to [`known`](Self::known).
    #[must_use]
    pub fn first(&self, actor: ActorIndex, made: MoveIndex) -> Option<u32> {
        self.rounds_with(|event| event.moves.contains(&(actor, made))).into_iter().min()
    }

    /// Number of rounds in which a move was made; `None` where the record stops before the play ends.
    #[must_use]
    pub fn moves(&self, actor: ActorIndex, made: MoveIndex) -> Option<u32> {
        self.count(|event| event.moves.contains(&(actor, made)))
    }

    /// Number of rounds in which an effect fired; `None` where the record stops before the play ends.
    #[must_use]
    pub fn rules(&self, id: &str) -> Option<u32> {
        self.count(|event| event.rules.iter().any(|rule| rule == id))
    }

    /// Where a track stood after a round, if an event of that round tells it: the last one that does.
    #[must_use]
    pub fn level(&self, track: TrackIndex, round: u32) -> Option<i32> {
        let told = self.counted().filter(|(at, _)| *at == round).flat_map(|(_, event)| &event.levels);
        told.filter(|(of, _)| *of == track).map(|(_, level)| *level).last()
    }

    /// Whether a statement is true of what happened; `None` where it is about rounds that are not known or not played.
    #[must_use]
    pub fn happened(&self, statement: &RecordStatement) -> Option<bool> {
        let each: Vec<Option<bool>> = statement.any_of.iter().map(|one| self.is_so(one)).collect();
        if each.contains(&None) { None } else { Some(each.contains(&Some(true))) }
    }

    /// Why a fact cannot be compared, if it cannot.
    #[must_use]
    pub fn why_not_compared(&self, fact: &Fact) -> Option<&'static str> {
        match *fact {
            Fact::First { .. } => None,
            Fact::Moves { .. } | Fact::Rules { .. } => self.end.is_none().then_some(STOPS),
            Fact::Level { round, .. } if round > self.rounds => Some(TOO_LATE),
            Fact::Level { track, round } => {
                self.level(track, round).is_none().then_some("no event of that round tells the level")
            }
        }
    }

    /// Why a statement cannot be scored, if it cannot.
    #[must_use]
    pub fn why_not_scored(&self, statement: &RecordStatement) -> Option<&'static str> {
        let by = |one: &Measure| match one {
            Measure::First { by, .. } => Some(*by),
            Measure::Share { by, .. } => *by,
            _ => None,
        };
        let is_beyond = statement.any_of.iter().any(|one| by(one) > Some(self.rounds));
        match self.happened(statement) {
            Some(_) => None,
            None if is_beyond => Some(TOO_LATE),
            None => Some("the record stops before"),
        }
    }

    fn is_so(&self, measure: &Measure) -> Option<bool> {
        match *measure {
            Measure::First { actor, made, by } if by <= self.rounds => match self.first(actor, made) {
                Some(round) => Some(round <= by),
                None => (by <= self.known).then_some(false),
            },
            Measure::Share { outcome, by } => {
                let by = by.unwrap_or(self.rounds);
                match self.end {
                    Some((round, ended)) if by <= self.rounds => Some(round <= by && ended == outcome),
                    _ => (by <= self.known).then_some(false),
                }
            }
            _ => None,
        }
    }

    /// The events that count, each with its round.
    fn counted(&self) -> impl Iterator<Item = (u32, &RecordEvent)> {
        let round = |event: &RecordEvent| {
            u32::try_from(event.round).ok().filter(|round| (1..=self.last).contains(round))
        };
        self.record.events.iter().filter_map(move |event| Some((round(event)?, event)))
    }

    fn rounds_with(&self, fits: impl Fn(&RecordEvent) -> bool) -> Vec<u32> {
        let mut rounds: Vec<u32> =
            self.counted().filter(|(_, event)| fits(event)).map(|(round, _)| round).collect();
        rounds.sort_unstable();
        rounds.dedup();
        rounds
    }

    fn count(&self, fits: impl Fn(&RecordEvent) -> bool) -> Option<u32> {
        self.end.map(|_| self.rounds_with(fits).len() as u32)
    }
}
