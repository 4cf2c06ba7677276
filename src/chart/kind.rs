//! The one list of charts: what each is called, and what it is drawn from.
//!
//! A new chart is a variant of [`Kind`], its name, how it is read, a line in [`Subject::draw`], and a place in the gallery
//! (`tests/command/gallery.rs`).

use std::fmt;
use std::str::FromStr;

use super::style::Style;
use super::{
    Chart, by_value, elementary_effects, first_times, games_over_time, heatmap, logit_branches,
    moves_over_time, outcome_bands, outcome_shares, outcomes_over_time, payoff_matrix, payoff_plane,
    payoffs_as_plane, payoffs_by_outcome, prim_boxes, regrets, runs_compared, sobol_indices, stage_game,
    statements_held, study_line, timeline, tornado, tracks_over_time,
};
use crate::results::diagnosis::DiagnosisFigures;
use crate::results::robustness::RobustnessFigures;
use crate::results::stage_game::StageFigures;
use crate::results::study::StudyFigures;
use crate::results::{Replay, Summary};
use crate::scenario::Scenario;

/// What a chart shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// Of a run: how often plays end in each outcome, with intervals.
    OutcomeShares,
    /// Of a run: share of plays that had ended in each outcome by each round (cumulative incidence).
    OutcomesOverTime,
    /// Of a run: median, mean and bands of every track after each round.
    TracksOverTime,
    /// Of a run: what each actor got, by outcome.
    PayoffsByOutcome,
    /// Of a run: what one actor got against what the other got, by outcome.
    PayoffsAsPlane,
    /// Of a run: what each actor did in each round.
    MovesOverTime,
    /// Of a run: by when each move was made for the first time.
    FirstTimes,
    /// Of a run's game: in which games the actors are, round by round.
    GamesOverTime,
    /// Of one play: tracks, moves, what came of them, and beliefs about types.
    Timeline,
    /// Of several runs: how plays end in each.
    RunsCompared,
    /// Of a stage game: its payoffs as a table, with best answers and equilibria.
    StageGame,
    /// Of a stage game: its payoffs as a plane, with what equilibria give.
    PayoffPlane,
    /// Of a stage game of two moves each: its logit equilibria as rationality grows.
    LogitBranches,
    /// Of a sweep: what is lost by each decision, against the best there was.
    Regrets,
    /// Of a sweep: what strategies get against each other.
    PayoffMatrix,
    /// Of a sweep: how the outcomes' shares change with one number.
    OutcomesByFactor,
    /// Of a sweep: the outcomes' shares at each value of one list.
    OutcomesByValue,
    /// Of a sweep: how far each factor alone moves an outcome.
    Tornado,
    /// Of a sweep: an outcome's share over a grid of two factors.
    Heatmap,
    /// Of a sweep: where in its factors what was looked for comes about (PRIM).
    Box,
    /// Of a sweep: which part of the variance is whose (Sobol').
    SobolIndices,
    /// Of a sweep: sizes and spreads of elementary effects (Morris).
    ElementaryEffects,
    /// Of samples of payoffs: which statements held in how many.
    StatementsHeld,
    /// Of samples of payoffs: how far the outcomes' shares go.
    OutcomeBands,
}

impl Kind {
    /// Every kind, in reading order.
    pub const ALL: [Kind; 24] = [
        Kind::OutcomeShares,
        Kind::OutcomesOverTime,
        Kind::TracksOverTime,
        Kind::PayoffsByOutcome,
        Kind::PayoffsAsPlane,
        Kind::MovesOverTime,
        Kind::FirstTimes,
        Kind::GamesOverTime,
        Kind::Timeline,
        Kind::RunsCompared,
        Kind::StageGame,
        Kind::PayoffPlane,
        Kind::LogitBranches,
        Kind::Regrets,
        Kind::PayoffMatrix,
        Kind::OutcomesByFactor,
        Kind::OutcomesByValue,
        Kind::Tornado,
        Kind::Heatmap,
        Kind::Box,
        Kind::SobolIndices,
        Kind::ElementaryEffects,
        Kind::StatementsHeld,
        Kind::OutcomeBands,
    ];

    /// Its name, also the stem of its files.
    pub fn name(self) -> &'static str {
        match self {
            Kind::OutcomeShares => "outcome-shares",
            Kind::OutcomesOverTime => "outcomes-over-time",
            Kind::TracksOverTime => "tracks-over-time",
            Kind::PayoffsByOutcome => "payoffs-by-outcome",
            Kind::MovesOverTime => "moves-over-time",
            Kind::FirstTimes => "first-times",
            Kind::Timeline => "timeline",
            Kind::RunsCompared => "runs-compared",
            Kind::OutcomesByFactor => "outcomes-by-factor",
            Kind::OutcomesByValue => "outcomes-by-value",
            Kind::Tornado => "tornado",
            Kind::Heatmap => "heatmap",
            Kind::Box => "box",
            Kind::SobolIndices => "sobol-indices",
            Kind::ElementaryEffects => "elementary-effects",
            Kind::PayoffsAsPlane => "payoffs-as-plane",
            Kind::GamesOverTime => "games-over-time",
            Kind::StageGame => "stage-game",
            Kind::PayoffPlane => "payoff-plane",
            Kind::LogitBranches => "logit-branches",
            Kind::Regrets => "regrets",
            Kind::PayoffMatrix => "payoff-matrix",
            Kind::StatementsHeld => "statements-held",
            Kind::OutcomeBands => "outcome-bands",
        }
    }

    /// Whether a column of a journal has no room for it.
    fn is_wide(self) -> bool {
        matches!(
            self,
            Kind::PayoffsAsPlane
                | Kind::GamesOverTime
                | Kind::StageGame
                | Kind::PayoffPlane
                | Kind::LogitBranches
                | Kind::Regrets
                | Kind::PayoffMatrix
                | Kind::StatementsHeld
                | Kind::OutcomeBands
        )
    }

    /// How it is read, for somebody who sees one for the first time.
    pub fn how_to_read(self) -> &'static str {
        match self {
            Kind::OutcomeShares => {
                "A bar is the share of plays that end in this way; the whisker is its 95 % interval, for the error of sampling \
                 alone."
            }
            Kind::OutcomesOverTime => {
                "The height of a layer is the share of plays that had ended in this way by then, grey are those still going, and \
                 the bar beside is the end."
            }
            Kind::TracksOverTime => {
                "Half of the plays are within the dark band and nine in ten within the pale one; the line is the median, the \
                 dashed one the mean."
            }
            Kind::PayoffsByOutcome => {
                "A row is the plays that end in this way: the box holds the middle half of what the actor got in them, the line \
                 nine in ten, the diamond is the mean."
            }
            Kind::MovesOverTime => {
                "A column is a round, and its colours are the moves made in it among the plays still going: blue concedes, grey \
                 holds, orange escalates."
            }
            Kind::FirstTimes => {
                "A line is the share of plays in which this move had been made by then; a diamond is when it was really first \
                 made."
            }
            Kind::Timeline => {
                "A column is a round of one play: the level of each track as it began, the moves made in it, what came of them, \
                 and what an observer who sees all but the types believes about them by then."
            }
            Kind::RunsCompared => {
                "For each way to end, a bar for each run, all on one scale; where whiskers are far apart the runs differ by more \
                 than luck."
            }
            Kind::OutcomesByFactor => {
                "A line is the share of an outcome as one number of the scenario changes; dashed is the scenario as it stands, a \
                 full upright line where the statement that was asked about begins or ceases to hold."
            }
            Kind::OutcomesByValue => {
                "A dot is the share of an outcome with this value in the scenario's place, with its 95 % interval where plays were \
                 sampled."
            }
            Kind::Tornado => {
                "A bar goes from the share in the scenario as it stands to the share with this one number at either end of its \
                 range; the longest is on top."
            }
            Kind::Heatmap => {
                "A cell is the share of an outcome with this pair of values: the darker, the larger. Lines join equal shares \
                 between the middles of cells; the thick one is where what was asked for begins or ceases to hold."
            }
            Kind::Box => {
                "A dot is a box of factors: to the right how many of the cases of interest it holds, upwards how many of its cases \
                 are of interest; the black one is told."
            }
            Kind::SobolIndices => {
                "A pale bar is the part of an outcome's variance that is this factor's by itself, the dark one with all that it \
                 does together with others."
            }
            Kind::ElementaryEffects => {
                "A dot is a factor: the further to the right, the more it moves the outcome; the higher, the more this depends on \
                 the other factors."
            }
            Kind::PayoffsAsPlane => {
                "A point is what both actors got in the mean of the plays that end in this way, the first to the right, the second \
                 upwards; the cross holds the middle half of plays either way."
            }
            Kind::GamesOverTime => {
                "A column is a round, and its colours are the games of conceding or not that the actors are in: a layer is as high as \
                 such a round is likely, and what is missing to the top are plays that have ended."
            }
            Kind::StageGame => {
                "A cell is a pair of moves with what each actor gets, now and later; best answers and equilibria are marked, and \
                 the darker the ground the more often it is played."
            }
            Kind::PayoffPlane => {
                "A point is a pair of moves, the first actor's payoff to the right, the second's upwards; all that can be had lies \
                 within the outline, all that correlated equilibria can give within the blue."
            }
            Kind::LogitBranches => {
                "A line is a logit equilibrium as rationality grows from the left: the full one is the principal branch, and where \
                 lines meet or turn the number of equilibria changes."
            }
            Kind::Regrets => {
                "A row is a choice, and each of its dots a future: how much less the actor gets by it than by the best choice there."
            }
            Kind::PayoffMatrix => {
                "A cell is what both sides get when the strategy at the left meets the one above; best responses are marked."
            }
            Kind::StatementsHeld => {
                "A mark is the share of samples of the payoffs in which a statement of the scenario holds, with its 95 % interval."
            }
            Kind::OutcomeBands => {
                "A bar is the range of an outcome's probability over samples of the payoffs, all drawn anew within their order."
            }
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// No chart has this name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no chart is named `{0}`; the charts are {list}", list = Kind::ALL.map(Kind::name).join(", "))]
pub struct UnknownKind(pub String);

impl FromStr for Kind {
    type Err = UnknownKind;

    fn from_str(name: &str) -> Result<Kind, UnknownKind> {
        Kind::ALL.into_iter().find(|kind| kind.name() == name).ok_or_else(|| UnknownKind(name.to_owned()))
    }
}

/// What charts are drawn from.
#[derive(Debug, Clone, Copy)]
pub enum Subject<'a> {
    /// A run.
    Run(&'a Summary),
    /// One play of a scenario.
    Play(&'a Scenario, &'a Replay),
    /// Several runs, side by side: two to twelve.
    Runs(&'a [&'a Summary]),
    /// A sweep.
    Study(&'a StudyFigures),
    /// A stage game of two actors.
    Stage(&'a StageFigures),
    /// Which games a scenario is, of two actors.
    Diagnosis(&'a DiagnosisFigures),
    /// Samples of a scenario's payoffs.
    Robustness(&'a RobustnessFigures),
}

impl<'a> From<&'a Summary> for Subject<'a> {
    fn from(summary: &'a Summary) -> Subject<'a> {
        Subject::Run(summary)
    }
}

impl<'a> From<&'a [&'a Summary]> for Subject<'a> {
    fn from(runs: &'a [&'a Summary]) -> Subject<'a> {
        Subject::Runs(runs)
    }
}

impl<'a> From<&'a StudyFigures> for Subject<'a> {
    fn from(study: &'a StudyFigures) -> Subject<'a> {
        Subject::Study(study)
    }
}

impl<'a> From<&'a StageFigures> for Subject<'a> {
    fn from(figures: &'a StageFigures) -> Subject<'a> {
        Subject::Stage(figures)
    }
}

impl<'a> From<&'a DiagnosisFigures> for Subject<'a> {
    fn from(figures: &'a DiagnosisFigures) -> Subject<'a> {
        Subject::Diagnosis(figures)
    }
}

impl<'a> From<&'a RobustnessFigures> for Subject<'a> {
    fn from(figures: &'a RobustnessFigures) -> Subject<'a> {
        Subject::Robustness(figures)
    }
}

impl Subject<'_> {
    /// The chart of this kind; `None` where there is nothing to show in it.
    pub(super) fn draw(self, kind: Kind, style: &Style) -> Option<Chart> {
        let across = style.across();
        let style = if kind.is_wide() { &across } else { style };
        match (kind, self) {
            (Kind::OutcomeShares, Subject::Run(run)) => outcome_shares::draw(run, style),
            (Kind::OutcomesOverTime, Subject::Run(run)) => outcomes_over_time::draw(run, style),
            (Kind::TracksOverTime, Subject::Run(run)) => tracks_over_time::draw(run, style),
            (Kind::PayoffsByOutcome, Subject::Run(run)) => payoffs_by_outcome::draw(run, style),
            (Kind::MovesOverTime, Subject::Run(run)) => moves_over_time::draw(run, style),
            (Kind::FirstTimes, Subject::Run(run)) => first_times::draw(run, style),
            (Kind::Timeline, Subject::Play(scenario, play)) => timeline::draw(scenario, play, style),
            (Kind::RunsCompared, Subject::Runs(runs)) => runs_compared::draw(runs, style),
            (Kind::OutcomesByFactor, Subject::Study(study)) => study_line::draw(study, style),
            (Kind::OutcomesByValue, Subject::Study(study)) => by_value::draw(study, style),
            (Kind::Tornado, Subject::Study(study)) => tornado::draw(study, style),
            (Kind::Heatmap, Subject::Study(study)) => heatmap::draw(study, style),
            (Kind::Box, Subject::Study(study)) => prim_boxes::draw(study, style),
            (Kind::SobolIndices, Subject::Study(study)) => sobol_indices::draw(study, style),
            (Kind::ElementaryEffects, Subject::Study(study)) => elementary_effects::draw(study, style),
            (Kind::PayoffsAsPlane, Subject::Run(run)) => payoffs_as_plane::draw(run, style),
            (Kind::GamesOverTime, Subject::Diagnosis(figures)) => games_over_time::draw(figures, style),
            (Kind::StageGame, Subject::Stage(figures)) => stage_game::draw(figures, style),
            (Kind::PayoffPlane, Subject::Stage(figures)) => payoff_plane::draw(figures, style),
            (Kind::LogitBranches, Subject::Stage(figures)) => logit_branches::draw(figures, style),
            (Kind::Regrets, Subject::Study(study)) => regrets::draw(study, style),
            (Kind::PayoffMatrix, Subject::Study(study)) => payoff_matrix::draw(study, style),
            (Kind::StatementsHeld, Subject::Robustness(figures)) => statements_held::draw(figures, style),
            (Kind::OutcomeBands, Subject::Robustness(figures)) => outcome_bands::draw(figures, style),
            _ => None,
        }
    }
}
