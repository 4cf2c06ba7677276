//! Sweeps: a scenario at many points of its factors.
//!
//! Every point is solved exactly, or played so many times under the luck of all others, so that differences are paired.
//! What is found is written down as it comes; a sweep that was killed and is started again takes over what is there, and
//! ends in the same bytes. So do others of the same scenario, seed, plays and version: who asks for more points, or for
//! other factors, keeps the points that are done. Nothing is taken over from a sweep of anything else, and what differs is
//! told.
//!
//! ```
//! use standoff::scenario::Request;
//! use standoff::study::sweep::{Sweep, sweep};
//!
//! let mut job = Sweep::new(Request::new("textbook/gamblers-ruin"));
//! job.vary = vec!["track.purse.start=1..9".to_owned()];
//! let swept = sweep(&job, None, |_| {})?;
//! assert_eq!(swept.study.points.len(), 9);
//! # Ok::<(), standoff::study::sweep::SweepError>(())
//! ```

mod analyse;
mod evaluate;
mod file;
mod leave;
mod narrow;
mod plan;
mod saved;
mod store;
mod told;

pub use analyse::analyse;
pub use file::Places;
pub use plan::{DesignKind, MOST_POINTS, REPLICATES};

use super::design::DesignError;
use super::factor::Factor;
use crate::results::study::{
    Level, NamedFigures, PointFigures, Points, SCENARIO, SaltelliFigures, StudyFigures,
};
use crate::results::{Draft, FORMAT, ResultsError, Settings, StudySettings, push_option, shell_line};
use crate::run::{Leave, MOST_PLAYS, RunError, compile};
use crate::scenario::{Expect, LoadError, Place, Problem, Problems, Request, Scenario, ScenarioFile};
use analyse::choice::{actor_of, are_strategies};
use evaluate::{BATCHES, Base, Means};
use indexmap::IndexMap;
use plan::Plan;
use rayon::prelude::*;
use saved::Saved;
use std::path::PathBuf;
use store::{Head, Store};

/// What to sweep. With an equal one everything that is found is equal to the last digit.
#[derive(Debug, Clone, PartialEq)]
pub struct Sweep {
    /// The scenario and what is laid over it.
    pub request: Request,
    /// The factors, as after `--vary`; where there are none, what the scenario declares uncertain.
    pub vary: Vec<String>,
    /// What an actor chooses, as after `--choose`: each of its values is looked at in every future, which is a point of
    /// the other factors.
    pub choice: Option<String>,
    /// The payoff that is good enough for the actor that chooses.
    pub enough: Option<f64>,
    /// How points are chosen; a grid, or one at a time where nothing is said of what varies, or a Sobol' sequence where
    /// something is chosen.
    pub design: Option<DesignKind>,
    /// A file of points in place of a design: a table with a column for each factor.
    pub saved: Option<PathBuf>,
    /// How many points, where the design has to be told; of Saltelli's design base points.
    pub points: Option<usize>,
    /// Whether Saltelli's design is to tell what pairs of factors do together.
    pub second_order: bool,
    /// Which points are of interest: a statement such as `share(war) > 0.05` (see
    /// [`Expect::of_point`](crate::scenario::Expect::of_point)).
    pub interest: Option<String>,
    /// Plays at each point; exact figures where there are none.
    pub plays: Option<u64>,
    /// The seed of the design and of all plays.
    pub seed: u64,
    /// Where its parts are written, where that is a file.
    pub places: Places,
}

/// How far a sweep has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Points done.
    pub done: usize,
    /// Points in all.
    pub of: usize,
}

/// What came of a sweep.
pub struct Swept {
    /// The figures.
    pub study: StudyFigures,
    /// Where the files are, if any were wanted.
    pub folder: Option<PathBuf>,
    /// The command that runs it again.
    pub repeat: String,
    /// How many points were known from an earlier sweep: this one, which was killed, or another of the same scenario.
    pub taken_over: usize,
    /// What other sweeps have left that was not taken over, and why: a sentence each.
    pub left_alone: Vec<String>,
}

/// Why there is no sweep.
#[derive(Debug, thiserror::Error)]
pub enum SweepError {
    /// The scenario, a factor, or the scenario as it stands can not be had.
    #[error(transparent)]
    Run(RunError),
    /// There is no such design.
    #[error(transparent)]
    Design(#[from] DesignError),
    /// A strategy that learns has no exact figures.
    #[error(
        "there are no exact figures with an actor that learns: `{actor}` plays `{strategy}`; sample with --plays, or give it another strategy"
    )]
    Learns {
        /// The actor's name in the file.
        actor: String,
        /// Its strategy.
        strategy: &'static str,
    },
    /// Points of a file, without the file.
    #[error("saved points are in a file: write --design FILE.csv")]
    NoFile,
    /// Points of a file, and something else that says which they are.
    #[error("the points are those of {}: leave out --vary, and another --design", .0.display())]
    SavedAlready(PathBuf),
    /// A choice of nobody.
    #[error("`{0}` is nothing that an actor chooses: --choose takes a path such as actor.us.strategy")]
    NobodysChoice(String),
    /// A choice in a design whose points are not futures.
    #[error(
        "what to choose can be asked over the futures of the designs grid, lhs, sobol and saved, and not of `{0}`"
    )]
    Choice(&'static str),
    /// A payoff that is enough, of nobody.
    #[error("--enough is the payoff that is good enough for the actor that chooses: it needs --choose")]
    Enough,
    /// Two questions at once.
    #[error("--choose and --where are two questions: ask them one after the other, the points are kept")]
    TwoQuestions,
    /// Nothing is varied.
    #[error(
        "there is nothing to vary: {0} declares nothing `uncertain`; say what varies with --vary PATH=LO..HI"
    )]
    Nothing(String),
    /// One path twice.
    #[error("`{0}` is varied twice")]
    Twice(String),
    /// A number of points for a design that has its own.
    #[error(
        "a design `{0}` has as many points as its factors have levels: leave out --points, or write PATH=LO..HI:N"
    )]
    Points(&'static str),
    /// Base points that make no replicates.
    #[error(
        "{0} base points cannot be parted into {REPLICATES} replicates of two or more, which intervals come from: give {least} or more, a multiple of {REPLICATES} and best a power of two", least = 2 * REPLICATES
    )]
    BasePoints(usize),
    /// Pairs of factors in a design that does not tell them.
    #[error("a design `{0}` does not tell pairs of factors: --second-order is for `saltelli`")]
    SecondOrder(&'static str),
    /// Points of interest in a design whose points are not spread over all factors.
    #[error(
        "where cases of interest come about can be asked of the designs grid, lhs and sobol, and not of `{0}`"
    )]
    Interest(&'static str),
    /// Plays that make no batches of one size.
    #[error(
        "{0} plays do not fall into {BATCHES} batches of one size, which noise is told by: give a multiple of {BATCHES}"
    )]
    Batches(u64),
    /// More points than a sweep takes.
    #[error("{0} points are too many: a sweep takes {MOST_POINTS} at most")]
    TooManyPoints(usize),
    /// Results could not be written.
    #[error(transparent)]
    Results(#[from] ResultsError),
}

impl From<RunError> for SweepError {
    fn from(error: RunError) -> SweepError {
        match error {
            // The same in the words of a sweep, whose figures are exact unless it is told to play.
            RunError::Learns { actor, strategy } => SweepError::Learns { actor, strategy },
            error => SweepError::Run(error),
        }
    }
}

impl From<LoadError> for SweepError {
    fn from(error: LoadError) -> SweepError {
        SweepError::Run(RunError::from(error))
    }
}

impl SweepError {
    /// Whether the call or the scenario is wrong, and not the work.
    #[must_use]
    pub fn is_of_the_caller(&self) -> bool {
        match self {
            SweepError::Run(error) => error.is_of_the_caller(),
            SweepError::Results(_) => false,
            _ => true,
        }
    }
}

/// Points at work at once: where one is at work in a single thread the other goes on. More would fill the memory.
const AT_ONCE: usize = 2;

impl Sweep {
    /// What the scenario declares uncertain, one at a time, exactly.
    #[must_use]
    pub fn new(request: Request) -> Sweep {
        Sweep {
            request,
            vary: Vec::new(),
            choice: None,
            enough: None,
            design: None,
            saved: None,
            points: None,
            second_order: false,
            interest: None,
            plays: None,
            seed: 2018,
            places: Places::default(),
        }
    }

    /// The design that is taken.
    #[must_use]
    pub fn kind(&self) -> DesignKind {
        let usual = match (self.vary.is_empty(), &self.choice) {
            (false, _) => DesignKind::Grid,
            (true, None) => DesignKind::OneAtATime,
            (true, Some(_)) => DesignKind::Sobol,
        };
        if self.saved.is_some() { DesignKind::Saved } else { self.design.unwrap_or(usual) }
    }

    /// All that the numbers depend on, beside the scenario and the version.
    fn settings(&self, asked: &Asked) -> Settings {
        let factors = &asked.factors;
        Settings {
            seed: self.seed,
            plays: self.plays.unwrap_or(0),
            precision: None,
            exact: self.plays.is_none(),
            set: self.request.settings.clone(),
            strategy: self.request.strategies.clone(),
            record: None,
            study: Some(StudySettings {
                vary: factors.iter().map(|factor| factor.written().to_owned()).collect(),
                design: self.kind().name().to_owned(),
                saved: asked.saved.as_ref().map(|saved| saved.hash.clone()),
                choice: self.choice.is_some(),
                enough: self.enough,
                batches: self.keeps_batches(factors),
                scenarios: factors.iter().flat_map(Factor::hashes).cloned().collect(),
                points: self.points,
                second_order: self.second_order,
                interest: self.interest.clone(),
            }),
            robustness: None,
        }
    }

    /// The command line that sweeps this again, defaults written out: they may change.
    #[must_use]
    pub fn command(&self) -> Vec<String> {
        let mut words = vec!["standoff".to_owned(), "sweep".to_owned(), self.request.argument()];
        let mut option = |name: &str, value: &dyn ToString| push_option(&mut words, name, value);
        self.vary.iter().for_each(|factor| option("--vary", factor));
        if let Some(choice) = &self.choice {
            option("--choose", choice);
        }
        if let Some(enough) = &self.enough {
            option("--enough", enough);
        }
        match &self.saved {
            Some(saved) => option("--design", &saved.display()),
            None => option("--design", &self.kind().name()),
        }
        if let Some(points) = self.points {
            option("--points", &points);
        }
        if let Some(interest) = &self.interest {
            option("--where", interest);
        }
        if let Some(plays) = self.plays {
            option("--plays", &plays);
        }
        option("--seed", &self.seed);
        self.request.settings.iter().for_each(|setting| option("--set", setting));
        self.request.strategies.iter().for_each(|strategy| option("--strategy", strategy));
        if self.second_order {
            words.push("--second-order".to_owned());
        }
        words
    }

    /// What is asked for, each factor checked against the scenario.
    fn asked(&self) -> Result<Asked, SweepError> {
        // What is wrong with the scenario as it stands is not a factor's fault.
        let (loaded, _) = compile(&self.request)?;
        let saved = self.saved.as_ref().map(|path| saved::read(path)).transpose()?;
        let parsed = |argument: &String| Factor::parse(argument).map_err(LoadError::from);
        let mut factors: Vec<Factor> = match &saved {
            Some(saved) => saved.factors.clone(),
            None if self.vary.is_empty() => loaded.scenario.uncertain.iter().map(Factor::uncertain).collect(),
            None => self.vary.iter().map(parsed).collect::<Result<_, _>>()?,
        };
        if factors.is_empty() {
            return Err(SweepError::Nothing(loaded.scenario.name));
        }
        if let Some(choice) = &self.choice {
            factors.push(parsed(choice).map_err(|error| told_after(error, "--choose", choice))?);
        }
        let paths: Vec<&String> = factors.iter().map(|factor| &factor.path).collect();
        if let Some(at) = (1..paths.len()).find(|&at| paths[..at].contains(&paths[at])) {
            return Err(SweepError::Twice(paths[at].clone()));
        }
        let last = factors.len() - 1;
        let check = |(number, factor): (usize, Factor)| {
            factor.checked(&self.request).map_err(|error| match &self.choice {
                Some(choice) if number == last => told_after(error, "--choose", choice),
                _ => error,
            })
        };
        let factors = factors.into_iter().enumerate().map(check).collect::<Result<_, _>>()?;
        Ok(Asked { scenario: loaded.scenario, factors, saved })
    }
}

/// What is asked for.
struct Asked {
    /// The scenario as it stands.
    scenario: Scenario,
    factors: Vec<Factor>,
    saved: Option<Saved>,
}

impl Sweep {
    /// Whether figures of batches of plays are kept, so that noise can be told.
    fn keeps_batches(&self, factors: &[Factor]) -> bool {
        let is_tournament = self.kind() == DesignKind::Grid
            && are_strategies(factors.iter().map(|factor| factor.path.as_str()));
        self.plays.is_some() && (self.kind().has_to_know_noise() || self.choice.is_some() || is_tournament)
    }

    /// The points of the design.
    fn plan(&self, asked: &Asked) -> Result<Plan, SweepError> {
        let (kind, factors) = (self.kind(), &asked.factors);
        let futures = factors.len() - usize::from(self.choice.is_some());
        let plan = match &asked.saved {
            Some(_) if self.points.is_some() => return Err(SweepError::Points(kind.name())),
            Some(saved) => Plan::of_points(saved.points.clone(), self.seed)?,
            None => Plan::new(kind, &factors[..futures], self.points, self.second_order, self.seed)?,
        };
        match factors.get(futures) {
            Some(choice) => plan.crossed(futures, &choice.all_levels()),
            None => Ok(plan),
        }
    }

    /// Refuses what does not go together.
    fn check(&self, asked: &Asked) -> Result<(), SweepError> {
        let (kind, scenario, factors) = (self.kind(), &asked.scenario, &asked.factors[..]);
        match self.plays {
            Some(0) => return Err(RunError::Nothing.into()),
            Some(plays) if plays > MOST_PLAYS => return Err(RunError::TooManyPlays(plays).into()),
            Some(plays) if self.keeps_batches(factors) && plays % BATCHES != 0 => {
                return Err(SweepError::Batches(plays));
            }
            _ => {}
        }
        if let Some(saved) = &self.saved
            && (!self.vary.is_empty() || self.design.is_some())
        {
            return Err(SweepError::SavedAlready(saved.clone()));
        }
        if self.second_order && kind != DesignKind::Saltelli {
            return Err(SweepError::SecondOrder(kind.name()));
        }
        match &self.choice {
            Some(_) if !kind.is_spread() => return Err(SweepError::Choice(kind.name())),
            Some(_) if self.interest.is_some() => return Err(SweepError::TwoQuestions),
            Some(_) => {}
            None if self.enough.is_some() => return Err(SweepError::Enough),
            None => {}
        }
        let actors: Vec<&str> = scenario.actors.iter().map(|actor| actor.id.as_str()).collect();
        if let (Some(_), Some(factor)) = (&self.choice, factors.last())
            && !actor_of(&factor.path).is_some_and(|actor| actors.contains(&actor))
        {
            return Err(SweepError::NobodysChoice(factor.path.clone()));
        }
        let Some(interest) = &self.interest else { return Ok(()) };
        if !kind.is_spread() {
            return Err(SweepError::Interest(kind.name()));
        }
        let outcomes: Vec<&str> = scenario.outcomes.iter().map(|outcome| outcome.id.as_str()).collect();
        let statement = Expect::of_point(interest, &outcomes, &actors);
        let statement = statement.map_err(|message| misread(interest, message))?;
        match factors {
            [factor] if kind == DesignKind::Grid && factor.is_number() => {
                let is_sampled = self.plays.is_some();
                analyse::tipping::check(&statement, is_sampled).map_err(|message| misread(interest, message))
            }
            _ => Ok(()),
        }
    }
}

/// The same problems, each at another place.
fn moved(error: LoadError, place: impl Fn(Place) -> Place) -> LoadError {
    let LoadError::Problems(Problems(problems)) = error else { return error };
    let moved = |problem: Problem| Problem { place: place(problem.place), ..problem };
    Problems(problems.into_iter().map(moved).collect()).into()
}

/// The same problems, at the place of what they are in.
fn told_at(error: LoadError, place: &Place) -> LoadError {
    moved(error, |_| place.clone())
}

/// The same problems, in what stands after an option.
fn told_after(error: LoadError, option: &str, argument: &str) -> LoadError {
    moved(error, |place| Place { file: format!("{option} {argument}"), ..place })
}

/// A mistake in what is said to be of interest, with its place.
fn misread(interest: &str, message: String) -> SweepError {
    let place = Place { file: format!("--where {interest}"), line: 1, column: 1 };
    LoadError::from(Problems(vec![Problem { place, message }])).into()
}

/// Sweeps. Files are left where `leave` says (`plays` is not looked at); `report` hears how far it has come.
///
/// # Errors
/// Everything that [`SweepError`] lists; before any point is looked at, if the call is wrong.
pub fn sweep(
    job: &Sweep,
    leave: Option<&Leave>,
    mut report: impl FnMut(Progress),
) -> Result<Swept, SweepError> {
    let asked = job.asked().map_err(|error| job.placed(error))?;
    job.check(&asked).map_err(|error| job.placed(error))?;
    let plan = job.plan(&asked).map_err(|error| job.placed(error))?;
    let of = plan.points;
    report(Progress { done: 0, of });
    let settings = job.settings(&asked);
    let Asked { scenario, factors, .. } = asked;
    let means = Means { seeds: plan.seeds.clone(), plays: job.plays, batches: job.keeps_batches(&factors) };
    let base = means.base(&job.request)?;
    let hash = settings.hash(&base.summary().scenario_hash);
    // Begun before the work: where nothing can be written, nobody should wait to hear it.
    let begin = |leave: &Leave| Draft::begin_sweep(&leave.root, &scenario.name, job.seed, &hash);
    let draft = leave.map(begin).transpose()?;
    let mut store = match leave {
        None => Store::empty(),
        Some(leave) => {
            let head = Head {
                version: env!("CARGO_PKG_VERSION").to_owned(),
                scenario_hash: base.summary().scenario_hash.clone(),
                settings: settings.of_points(),
            };
            Store::open(&leave.root, &scenario.name, &head)?
        }
    };
    let mut left_alone = std::mem::take(&mut store.left_alone);
    let standing = standing(job, &factors);
    let looking = Looking { job, factors: &factors, standing: &standing, means: &means, base: &base };
    let blank =
        |number: usize| looking.blank(number + 1, &plan.point(number), number * plan.seeds.len() / of);
    let paths: Vec<&str> = factors.iter().map(|factor| factor.path.as_str()).collect();
    let (mut points, mut pending) = (Points::default(), Vec::new());
    for &number in &plan.order {
        match store.find(&paths, &blank(number)) {
            Some(point) => points.push(point),
            None => pending.push(number),
        }
    }
    let taken_over = points.len();
    for (chunk, numbers) in pending.chunks(AT_ONCE).enumerate() {
        report(Progress { done: taken_over + chunk * AT_ONCE, of });
        for point in numbers.par_iter().map(|&number| looking.fill(blank(number))).collect::<Vec<_>>() {
            store.add(&point)?;
            points.push(point);
        }
    }
    report(Progress { done: of, of });
    points.sort();
    let mut study = figures(job, &factors, &base, standing.clone(), points);
    narrow::narrow(&looking, &mut study, &mut store, report)?;
    study.variance_reduction = study.gained_by_common_luck();
    study.analysis = analyse(&study);
    study.findings = told::findings(&study);
    let write = |(draft, to)| leave::all(draft, to, job, &scenario, settings, &study);
    let left = draft.zip(leave).map(write).transpose()?;
    // Only now: the results are in their place.
    store.close();
    let (folder, notes) = left.map(|left| (left.folder, left.notes)).unzip();
    left_alone.extend(notes.into_iter().flatten());
    Ok(Swept { study, folder, repeat: shell_line(&job.command()), taken_over, left_alone })
}

/// The values of the factors in the scenario as it stands, as far as they are numbers; defaults where it writes none.
fn standing(job: &Sweep, factors: &[Factor]) -> IndexMap<String, Level> {
    let Ok(mut file) = ScenarioFile::open(&job.request.name) else { return IndexMap::new() };
    // They were laid over it before, without a mistake.
    job.request.settings.iter().for_each(|setting| drop(file.set(setting)));
    let value = |factor: &Factor| match factor.path == SCENARIO {
        true => Some((factor.path.clone(), Level::Text(job.request.name.clone()))),
        false => Some((factor.path.clone(), Level::Number(file.standing_number(&factor.path)?))),
    };
    factors.iter().filter_map(value).collect()
}

/// What looking at a point takes.
struct Looking<'a> {
    job: &'a Sweep,
    factors: &'a [Factor],
    /// The values of the factors in the scenario as it stands.
    standing: &'a IndexMap<String, Level>,
    means: &'a Means,
    base: &'a Base,
}

impl Looking<'_> {
    /// A point that nobody has looked at, under one of the lucks.
    fn blank(&self, number: usize, values: &[(usize, Level)], luck: usize) -> PointFigures {
        let mut point = blank(number);
        for (index, factor) in self.factors.iter().enumerate() {
            let varied = values.iter().find(|(varied, _)| *varied == index).map(|(_, level)| level);
            if varied.is_some() {
                point.varied.push(index);
            }
            if let Some(level) = varied.or_else(|| self.standing.get(&factor.path)) {
                point.factors.insert(factor.path.clone(), level.clone());
            }
        }
        let seed = self.means.seeds[luck];
        point.seed = self.job.plays.map(|_| seed).filter(|&seed| seed != self.job.seed);
        point
    }

    /// Looks at a point.
    fn fill(&self, point: PointFigures) -> PointFigures {
        let mut request = self.job.request.clone();
        for &index in &point.varied {
            let factor = &self.factors[index];
            factor.lay(&mut request, &point.factors[&factor.path]);
        }
        let seed = point.seed.unwrap_or(self.job.seed);
        let luck = self.means.seeds.iter().position(|&one| one == seed).unwrap_or(0);
        self.means.point(&request, self.base, point, luck)
    }
}

fn blank(point: usize) -> PointFigures {
    PointFigures {
        point,
        factors: IndexMap::new(),
        varied: Vec::new(),
        outcomes: Vec::new(),
        actors: Vec::new(),
        seed: None,
        failed: None,
    }
}

fn figures(
    job: &Sweep,
    factors: &[Factor],
    base: &Base,
    standing: IndexMap<String, Level>,
    points: Points,
) -> StudyFigures {
    let summary = base.summary();
    let named = |id: &String, label: &String| NamedFigures { id: id.clone(), label: label.clone() };
    StudyFigures {
        format: FORMAT,
        scenario: summary.scenario.clone(),
        title: summary.title.clone(),
        scenario_hash: summary.scenario_hash.clone(),
        version: summary.version.clone(),
        seed: job.seed,
        plays: job.plays.unwrap_or(0),
        design: job.kind().name().to_owned(),
        saltelli: (job.kind() == DesignKind::Saltelli)
            .then_some(SaltelliFigures { replicates: REPLICATES, second_order: job.second_order }),
        grid: (job.kind() == DesignKind::Grid && job.interest.is_some()).then_some(points.len()),
        interest: job.interest.clone(),
        choice: job.choice.as_ref().and_then(|_| Some(factors.last()?.path.clone())),
        enough: job.enough,
        factors: factors.iter().map(Factor::figures).collect(),
        outcomes: summary.outcomes.iter().map(|one| named(&one.id, &one.label)).collect(),
        actors: summary.actors.iter().map(|one| named(&one.id, &one.label)).collect(),
        base: base.point(PointFigures { factors: standing, ..blank(0) }),
        points,
        variance_reduction: None,
        analysis: None,
        findings: Vec::new(),
    }
}
