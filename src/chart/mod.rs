//! The charts of a run: one style, one chart a file, each as SVG and as PNG.
//!
//! [`draw`] turns a [`Summary`] into a [`Chart`]: a [`scene::Scene`] of rectangles, lines, areas and words in units of
//! 1/96 inch. One routine paints a scene, onto the SVG or the bitmap backend of `plotters`, so both forms show the same
//! thing. Nothing depends on the machine: the letters are those of the embedded DejaVu, and the same summary gives the
//! same bytes.

mod alt;
mod axis;
mod by_value;
mod cut_axis;
mod elementary_effects;
mod first_times;
mod frame;
mod games_over_time;
mod heatmap;
mod hull;
mod logit_branches;
mod moves_over_time;
mod outcome_bands;
mod outcome_shares;
mod outcomes_over_time;
mod paint;
mod palette;
mod payoff_matrix;
mod payoff_plane;
mod payoffs_as_plane;
mod payoffs_by_outcome;
mod prim_boxes;
mod regrets;
mod room;
mod runs_compared;
pub mod scene;
mod share_rows;
mod sobol_indices;
mod spread;
mod stacked;
mod stage_game;
mod statements_held;
mod study_line;
mod study_panels;
pub mod style;
mod text;
mod time_axis;
mod tornado;
mod tracks_over_time;
mod two_sides;

use std::fmt;
use std::str::FromStr;

use crate::results::Summary;
use crate::results::diagnosis::DiagnosisFigures;
use crate::results::robustness::RobustnessFigures;
use crate::results::stage_game::StageFigures;
use crate::results::study::StudyFigures;
use scene::Scene;
use style::Style;

/// What a chart shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// How often plays end in each outcome, with intervals.
    OutcomeShares,
    /// Share of plays that had ended in each outcome by each round (cumulative incidence).
    OutcomesOverTime,
    /// Median, mean and bands of every track after each round.
    TracksOverTime,
    /// What each actor got, by outcome.
    PayoffsByOutcome,
    /// What one actor got against what the other got, by outcome.
    PayoffsAsPlane,
    /// What each actor did in each round.
    MovesOverTime,
    /// By when each move was made for the first time.
    FirstTimes,
}

impl Kind {
    /// Every kind, in reading order.
    pub const ALL: [Kind; 7] = [
        Kind::OutcomeShares,
        Kind::OutcomesOverTime,
        Kind::TracksOverTime,
        Kind::PayoffsByOutcome,
        Kind::PayoffsAsPlane,
        Kind::MovesOverTime,
        Kind::FirstTimes,
    ];

    /// Its name, also the stem of its files.
    pub fn name(self) -> &'static str {
        match self {
            Kind::OutcomeShares => "outcome-shares",
            Kind::OutcomesOverTime => "outcomes-over-time",
            Kind::TracksOverTime => "tracks-over-time",
            Kind::PayoffsByOutcome => "payoffs-by-outcome",
            Kind::PayoffsAsPlane => "payoffs-as-plane",
            Kind::MovesOverTime => "moves-over-time",
            Kind::FirstTimes => "first-times",
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

/// A finished drawing.
#[derive(Debug, Clone, PartialEq)]
pub struct Chart {
    scene: Scene,
    title: String,
    heading: String,
    alt: String,
}

impl Chart {
    /// What is drawn, for whoever wants to check it or to add to it.
    pub fn scene(&self) -> &Scene {
        &self.scene
    }

    /// The chart's title, with that of its scenario.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// The chart's title alone.
    pub fn heading(&self) -> &str {
        &self.heading
    }

    /// What the chart says, in words and numbers: the text for those who cannot see it.
    pub fn alt(&self) -> &str {
        &self.alt
    }

    /// The chart as an SVG document.
    pub fn svg(&self) -> String {
        paint::svg::document(&self.scene, &self.title, &self.alt)
    }

    /// The chart as an `svg` element for a page that gives its colours: a class such as `c0072b2` for each of
    /// [`Scene::colours`], which sets `--c`, the colour of what it is on. Places to point at are of the class `zone` and
    /// have their words in a `title`.
    pub fn inline(&self) -> String {
        paint::inline::element(&self.scene, &format!("{}. {}", self.title, self.alt))
    }

    /// The chart as a PNG file of so many dots per inch (between 48 and 600; 192 is sharp on screens and in print).
    pub fn png(&self, dpi: u32) -> Vec<u8> {
        paint::bitmap::png(&self.scene, dpi.clamp(48, 600))
    }
}

pub use palette::in_dark;
pub use runs_compared::letter;

/// Draws one chart in the style of a page; `None` where the run has nothing to show in it.
pub fn draw(summary: &Summary, kind: Kind) -> Option<Chart> {
    draw_in(summary, kind, &Style::page())
}

/// Draws one chart in a style of choice; `None` where the run has nothing to show in it.
pub fn draw_in(summary: &Summary, kind: Kind, style: &Style) -> Option<Chart> {
    match kind {
        Kind::OutcomeShares => outcome_shares::draw(summary, style),
        Kind::OutcomesOverTime => outcomes_over_time::draw(summary, style),
        Kind::TracksOverTime => tracks_over_time::draw(summary, style),
        Kind::PayoffsByOutcome => payoffs_by_outcome::draw(summary, style),
        Kind::PayoffsAsPlane => payoffs_as_plane::draw(summary, style),
        Kind::MovesOverTime => moves_over_time::draw(summary, style),
        Kind::FirstTimes => first_times::draw(summary, style),
    }
}

/// Every chart there is something to show in, with the stem of its files.
pub fn draw_all(summary: &Summary) -> Vec<(&'static str, Chart)> {
    Kind::ALL.into_iter().filter_map(|kind| Some((kind.name(), draw(summary, kind)?))).collect()
}

/// How plays end in several runs, side by side; `None` for fewer than two runs and for more than twelve.
pub fn draw_runs(runs: &[&Summary]) -> Option<Chart> {
    runs_compared::draw(runs, &Style::page())
}

/// Every chart of a stage game that there is something to show in, with the stem of its files: its table, its payoffs as a
/// plane, and where there are two moves each the branches of its logit equilibria. All are of two actors: there is none
/// where there are more.
pub fn draw_stage(figures: &StageFigures) -> Vec<(&'static str, Chart)> {
    let style = Style::page();
    [
        ("stage-game", stage_game::draw(figures, &style)),
        ("payoff-plane", payoff_plane::draw(figures, &style)),
        ("logit-branches", logit_branches::draw(figures, &style)),
    ]
    .into_iter()
    .filter_map(|(stem, chart)| Some((stem, chart?)))
    .collect()
}

/// Name of the chart of the games that actors are in, also the stem of its files.
pub const GAMES_OVER_TIME: &str = "games-over-time";

/// In which games the actors are, round by round; `None` where they are in none, as with more actors than two.
pub fn draw_diagnosis(figures: &DiagnosisFigures) -> Option<Chart> {
    games_over_time::draw(figures, &Style::page())
}

/// Every chart of a sweep that there is something to show in, with the stem of its files: lines where one number varies, places
/// where one list does, a tornado where factors vary one at a time, cells for a grid of two, and what its analysis found.
pub fn draw_study(study: &StudyFigures) -> Vec<(&'static str, Chart)> {
    let style = Style::page();
    let is_alone = study.design == "one-at-a-time" && study.factors.len() > 1;
    [
        ("regrets", regrets::draw(study, &style)),
        ("payoff-matrix", payoff_matrix::draw(study, &style)),
        ("outcomes-by-factor", study_line::draw(study, &style)),
        ("outcomes-by-value", by_value::draw(study, &style)),
        ("tornado", if is_alone { tornado::draw(study, &style) } else { None }),
        ("heatmap", heatmap::draw(study, &style)),
        ("box", prim_boxes::draw(study, &style)),
        ("sobol-indices", sobol_indices::draw(study, &style)),
        ("elementary-effects", elementary_effects::draw(study, &style)),
    ]
    .into_iter()
    .filter_map(|(stem, chart)| Some((stem, chart?)))
    .collect()
}

/// The charts of samples of a scenario's payoffs, with the stem of their files.
pub fn draw_robustness(figures: &RobustnessFigures) -> Vec<(&'static str, Chart)> {
    let style = Style::page();
    [
        ("statements-held", statements_held::draw(figures, &style)),
        ("outcome-bands", outcome_bands::draw(figures, &style)),
    ]
    .into_iter()
    .filter_map(|(stem, chart)| Some((stem, chart?)))
    .collect()
}
