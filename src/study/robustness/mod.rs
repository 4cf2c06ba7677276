//! Ordinal robustness: what of a scenario's results stands when of its payoffs only the order is taken at its word.
//!
//! A source says that an actor wants one ending more than another, and not how much. So all payoffs are drawn anew, from
//! everything that keeps the scenario's orders: uniformly from the numbers within their plausible range (`[uncertain]`)
//! or, where there is none, within a spread about what they are, their sign kept, that satisfy every `[[order]]`
//! (an order polytope, sampled perfectly by coupling from the past). Each sample is laid over the scenario as `--set`
//! does it, solved exactly, and every expectation of the file is asked of it.
//!
//! What is sampled are the payoffs of all actors and types, and of other numbers those that an order names: chances,
//! discount factors, rationality. A payoff of 0 stays 0, unless its plausible range says otherwise; whole numbers, priors
//! and parameters of strategies stay. A type has from its actor what it does not write itself, and so does every sample.
//! An order that is marked `open` and does not hold binds nothing.
//!
//! A statement that reads figures in another scenario is asked only where that is wanted, since each of these has to be
//! solved for each sample. There each number is as many times that of the sample as it was times the scenario's own, so
//! that what tells the two scenarios apart stays, and all else is the same in both; numbers that one of them does not
//! write, or has with another sign, stay as they are there.
//!
//! Samples are independent, and each depends on its number and the seed alone: more of them keep those that there are.
//! A piece of work that was killed goes on where it was, and ends in the same bytes.
//!
//! # References
//!
//! 1. Butler, Jia & Dyer, "Simulation techniques for the sensitivity analysis of multi-criteria decision models", European
//!    Journal of Operational Research 103, 1997 (random weights that keep their rank order).
//! 2. Lahdelma & Salminen, "SMAA-2: Stochastic multicriteria acceptability analysis for group decision making", Operations
//!    Research 49, 2001 (the share of ordinal preferences under which a result holds).
//!
//! ```
//! use standoff::scenario::Request;
//! use standoff::study::robustness::{Robustness, robustness};
//!
//! let job = Robustness { samples: 20, ..Robustness::new(Request::new("textbook/chicken-logit")) };
//! let found = robustness(&job, None, |_| {})?;
//! assert_eq!(found.samples.len(), 20);
//! # Ok::<(), standoff::study::robustness::RobustnessError>(())
//! ```

mod leave;
mod look;
mod numbers;
mod sums;
mod told;

use super::sweep::Progress;
use crate::results::robustness::{RobustnessFigures, SampleFigures};
use crate::results::{Draft, Journal, ResultsError, RobustnessSettings, Settings, push_option, shell_line};
use crate::run::{Leave, RunError};
use crate::scenario::{LoadError, Loaded, Problem, Request, Scenario, ScenarioFile, sha256};
use look::Looking;
use numbers::Numbers;
use rayon::prelude::*;
use serde::Serialize;
use std::path::PathBuf;

/// More samples than this are not taken.
pub const MOST_SAMPLES: usize = 1_000_000;
/// Numbers lie no further from what they are than so many times: payoffs of any size are written in the scenario.
pub const MOST_SPREAD: f64 = 1000.0;

/// What to sample. With an equal one everything that is found is equal to the last digit.
#[derive(Debug, Clone, PartialEq)]
pub struct Robustness {
    /// The scenario and what is laid over it.
    pub request: Request,
    /// How many samples.
    pub samples: usize,
    /// How far a number without a plausible range lies from the scenario's at most, as a part of that; above 0.
    pub spread: f64,
    /// Whether statements are asked that read figures in other scenarios.
    pub others: bool,
    /// The seed of the samples.
    pub seed: u64,
}

/// What came of it.
pub struct Found {
    /// The figures.
    pub figures: RobustnessFigures,
    /// Every sample, in order.
    pub samples: Vec<SampleFigures>,
    /// What is likely to be a mistake in the scenario.
    pub warnings: Vec<Problem>,
    /// Where the files are, if any were wanted.
    pub folder: Option<PathBuf>,
    /// What else was in that folder, and what became of it: sentences.
    pub notes: Vec<String>,
    /// The command that does it again.
    pub repeat: String,
    /// How many samples an earlier piece of the same work, which was killed, had done.
    pub taken_over: usize,
}

/// Why nothing came of it.
#[derive(Debug, thiserror::Error)]
pub enum RobustnessError {
    /// The scenario can not be had or not be solved as it stands, or does not keep its own orders.
    #[error(transparent)]
    Run(RunError),
    /// A strategy that learns has no exact figures.
    #[error(
        "samples are solved exactly, and there are no exact figures with an actor that learns: `{actor}` plays `{strategy}`; give it another strategy"
    )]
    Learns {
        /// The actor's name in the file.
        actor: String,
        /// Its strategy.
        strategy: &'static str,
    },
    /// There is nothing to sample.
    #[error("there is nothing to sample: {0} has no payoff other than 0")]
    Nothing(String),
    /// Too few samples or too many.
    #[error("{0} samples can not be taken: from 1 to {MOST_SAMPLES} can")]
    Samples(usize),
    /// A spread that leaves nothing to vary.
    #[error(
        "a spread of {0} can not be had: it is a number above 0 and at most {MOST_SPREAD}, such as 0.5 for half as much and half as much again"
    )]
    Spread(f64),
    /// Results could not be written.
    #[error(transparent)]
    Results(#[from] ResultsError),
}

impl From<RunError> for RobustnessError {
    fn from(error: RunError) -> RobustnessError {
        match error {
            // The same in the words of samples, which are always exact.
            RunError::Learns { actor, strategy } => RobustnessError::Learns { actor, strategy },
            error => RobustnessError::Run(error),
        }
    }
}

impl From<LoadError> for RobustnessError {
    fn from(error: LoadError) -> RobustnessError {
        RobustnessError::Run(RunError::from(error))
    }
}

impl RobustnessError {
    /// Whether the call or the scenario is wrong, and not the work.
    #[must_use]
    pub fn is_of_the_caller(&self) -> bool {
        match self {
            RobustnessError::Run(error) => error.is_of_the_caller(),
            RobustnessError::Results(_) => false,
            _ => true,
        }
    }
}

/// Samples at work at once: where one is at work in a single thread the other goes on. More would fill the memory.
const AT_ONCE: usize = 2;

/// All that a sample depends on, beside its number.
#[derive(Serialize)]
struct Head {
    version: &'static str,
    scenario_hash: String,
    /// Their number aside.
    settings: Settings,
    /// Those that are asked: they are no part of the scenario's hash.
    statements: Vec<String>,
}

impl Robustness {
    /// 200 samples, half as much and half as much again, without statements about other scenarios.
    #[must_use]
    pub fn new(request: Request) -> Robustness {
        Robustness { request, samples: 200, spread: 0.5, others: false, seed: 2018 }
    }

    /// The command line that does this again, defaults written out: they may change.
    #[must_use]
    pub fn command(&self) -> Vec<String> {
        let mut words = vec!["standoff".to_owned(), "robustness".to_owned(), self.request.argument()];
        let mut option = |name: &str, value: &dyn ToString| push_option(&mut words, name, value);
        option("--samples", &self.samples);
        option("--spread", &self.spread);
        option("--seed", &self.seed);
        self.request.settings.iter().for_each(|setting| option("--set", setting));
        self.request.strategies.iter().for_each(|strategy| option("--strategy", strategy));
        if self.others {
            words.push("--others".to_owned());
        }
        words
    }

    /// All that the results depend on, beside the version and what of the scenario is played.
    fn settings(&self, scenario: &Scenario, others: Vec<String>) -> Settings {
        let asked: Vec<_> = scenario.expects.iter().map(|one| (&one.says, &one.claim, &one.open)).collect();
        let statements = serde_json::to_string(&asked).expect("texts have a form in JSON");
        Settings {
            seed: self.seed,
            plays: 0,
            precision: None,
            exact: true,
            set: self.request.settings.clone(),
            strategy: self.request.strategies.clone(),
            record: None,
            study: None,
            robustness: Some(RobustnessSettings {
                samples: self.samples,
                spread: self.spread,
                statements: (!asked.is_empty()).then(|| sha256(statements)),
                others,
            }),
        }
    }

    fn check(&self) -> Result<(), RobustnessError> {
        if !(1..=MOST_SAMPLES).contains(&self.samples) {
            return Err(RobustnessError::Samples(self.samples));
        }
        if !(self.spread > 0.0 && self.spread <= MOST_SPREAD) {
            return Err(RobustnessError::Spread(self.spread));
        }
        Ok(())
    }
}

/// A scenario, its file with all laid over it that a request lays over it, and its expectations still asked.
fn open(request: &Request) -> Result<(ScenarioFile, Loaded), LoadError> {
    let mut file = ScenarioFile::open(&request.name)?;
    file.keep_expectations();
    let loaded = file.lay_over(request)?;
    Ok((file, loaded))
}

/// The numbers of the first samples of a scenario, each with its path, without solving any.
///
/// # Errors
/// Everything that is wrong with the scenario, or with the order of its numbers.
pub fn draws(
    request: &Request,
    spread: f64,
    seed: u64,
    samples: usize,
) -> Result<Vec<Vec<(String, f64)>>, RobustnessError> {
    let job = Robustness { samples, spread, seed, ..Robustness::new(request.clone()) };
    job.check()?;
    let (file, loaded) = open(request)?;
    let numbers = Numbers::of(&file, &loaded.scenario, spread, seed)?;
    let paths = || numbers.figures.iter().map(|one| one.path.clone());
    Ok((1..=samples).map(|sample| paths().zip(numbers.draw(sample)).collect()).collect())
}

/// Samples and solves. Files are left where `leave` says (`plays` is not looked at); `report` hears how many samples are
/// done.
///
/// # Errors
/// Everything that [`RobustnessError`] lists; before any sample is looked at, if the call is wrong.
pub fn robustness(
    job: &Robustness,
    leave: Option<&Leave>,
    mut report: impl FnMut(Progress),
) -> Result<Found, RobustnessError> {
    job.check()?;
    let of = job.samples;
    report(Progress { done: 0, of });
    let (file, loaded) = open(&job.request)?;
    let scenario = &loaded.scenario;
    let numbers = Numbers::of(&file, scenario, job.spread, job.seed)?;
    let looking = Looking::open(job, &loaded, &numbers)?;
    let settings = job.settings(scenario, looking.others());
    let hash = settings.hash(&scenario.hash);
    // Begun before the work: where nothing can be written, nobody should wait to hear it.
    let begin = |leave: &Leave| Draft::begin_robustness(&leave.root, &scenario.name, job.seed, &hash);
    let draft = leave.map(begin).transpose()?;
    let standing = looking.standing()?;
    let mut found: Vec<Option<SampleFigures>> = vec![None; of];
    let mut journal = None;
    if let Some(leave) = leave {
        let head = Head {
            version: env!("CARGO_PKG_VERSION"),
            scenario_hash: scenario.hash.clone(),
            settings: settings.of_samples(),
            statements: scenario.expects.iter().map(|one| one.says.clone()).collect(),
        };
        let (opened, entries) =
            Journal::open::<SampleFigures, Vec<_>>(&leave.root, &scenario.name, "robustness", &head)?;
        journal = Some(opened);
        for entry in entries {
            if let Some(place) = entry.sample.checked_sub(1).and_then(|at| found.get_mut(at)) {
                *place = Some(entry);
            }
        }
    }
    let taken_over = found.iter().flatten().count();
    let pending: Vec<usize> = (0..of).filter(|&at| found[at].is_none()).collect();
    let look = |&at: &usize| looking.at(at + 1, numbers.draw(at + 1));
    for (chunk, places) in pending.chunks(AT_ONCE).enumerate() {
        report(Progress { done: taken_over + chunk * AT_ONCE, of });
        for sample in places.par_iter().map(look).collect::<Vec<_>>() {
            if let Some(journal) = &mut journal {
                journal.add(&sample)?;
            }
            let at = sample.sample - 1;
            found[at] = Some(sample);
        }
    }
    report(Progress { done: of, of });
    let samples: Vec<SampleFigures> =
        found.into_iter().map(|sample| sample.expect("every sample was looked at")).collect();
    let figures = sums::figures(job, scenario, numbers, &looking.not_asked, &standing, &samples);
    let write = |(draft, to)| leave::all(draft, to, job, scenario, settings, &figures, &samples);
    let left = draft.zip(leave).map(write).transpose()?;
    // Only now: the results are in their place.
    if let Some(journal) = journal {
        journal.close();
    }
    let repeat = shell_line(&job.command());
    let (folder, notes) = left.map(|left| (left.folder, left.notes)).unzip();
    let notes = notes.unwrap_or_default();
    Ok(Found { figures, samples, warnings: loaded.warnings, folder, notes, repeat, taken_over })
}
