//! A sweep as a study file says it.

use super::{Sweep, SweepError, told_at};
use crate::run::RunError;
use crate::scenario::{LoadError, Place, Problem, Problems, Request, StudyFile, Written, load};
use crate::study::factor::Factor;
use std::path::Path;

/// Where the parts of a sweep are written, if that is a file: [`Sweep::read`] fills it in.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Places {
    vary: Vec<Place>,
    choose: Option<Place>,
    enough: Option<Place>,
    design: Option<Place>,
    interest: Option<Place>,
}

impl Sweep {
    /// What does not go together, with its place where the sweep is written in a file.
    pub(super) fn placed(&self, error: SweepError) -> SweepError {
        let Places { vary, choose, enough, design, interest } = &self.places;
        let place = match &error {
            SweepError::Twice(path) => {
                let of_path =
                    |written: &&String| written.split('=').next().is_some_and(|one| one.trim() == path);
                let last = self.vary.iter().rposition(|written| of_path(&written));
                last.and_then(|at| vary.get(at)).or(choose.as_ref())
            }
            SweepError::Interest(_) | SweepError::TwoQuestions => interest.as_ref(),
            SweepError::NobodysChoice(_) | SweepError::Choice(_) => choose.as_ref(),
            SweepError::Enough => enough.as_ref(),
            SweepError::Points(_)
            | SweepError::BasePoints(_)
            | SweepError::SecondOrder(_)
            | SweepError::SavedAlready(_)
            | SweepError::NoFile
            | SweepError::Design(_) => design.as_ref(),
            SweepError::Run(RunError::Scenario(LoadError::Problems(Problems(problems)))) => {
                match (&problems[..], interest) {
                    // What is said to be of interest has a column of its own, and the file has the line.
                    ([only], Some(place)) if only.place.file.starts_with("--where ") => {
                        let message = only.message.clone();
                        return LoadError::from(Problem { place: place.clone(), message }).into();
                    }
                    _ => None,
                }
            }
            // The table of points.
            SweepError::Run(RunError::Scenario(LoadError::Io { path, .. }))
                if self.saved.as_ref() == Some(path) =>
            {
                design.as_ref()
            }
            _ => None,
        };
        match place {
            None => error,
            Some(place) => {
                LoadError::from(Problem { place: place.clone(), message: error.to_string() }).into()
            }
        }
    }

    /// The sweep that a study file asks for. Its factors are checked against the scenario, so that mistakes in them have
    /// their place in the file.
    ///
    /// # Errors
    /// A file that can not be read, mistakes in it, a factor or a design that does not exist.
    pub fn read(path: &Path) -> Result<Sweep, SweepError> {
        let file = StudyFile::read(path)?;
        let texts = |written: &[Written]| written.iter().map(|one| one.text.clone()).collect();
        let request = Request {
            settings: texts(&file.settings),
            strategies: texts(&file.strategies),
            ..Request::new(&file.scenario.text)
        };
        match load(&request) {
            // A scenario that is not there is a mistake of this file.
            Err(error @ (LoadError::UnknownName { .. } | LoadError::Io { .. })) => {
                let (place, message) = (file.scenario.place, error.to_string());
                return Err(LoadError::from(Problem { place, message }).into());
            }
            // So is what this file lays over it. What is wrong with the scenario itself is told when it is solved.
            Err(LoadError::Problems(Problems(problems))) => {
                let option = |name: &'static str| {
                    move |one: &Written| (format!("{name} {}", one.text), one.place.clone())
                };
                let settings = file.settings.iter().map(option("--set"));
                let laid: Vec<_> = settings.chain(file.strategies.iter().map(option("--strategy"))).collect();
                let here = |problem: Problem| {
                    let (_, place) = laid.iter().find(|(argument, _)| *argument == problem.place.file)?;
                    Some(Problem { place: place.clone(), ..problem })
                };
                let here: Vec<Problem> = problems.into_iter().filter_map(here).collect();
                if !here.is_empty() {
                    return Err(LoadError::from(Problems(here)).into());
                }
            }
            Ok(_) => {}
        }
        let mut sweep = Sweep::new(request);
        for factor in file.vary.iter().chain(&file.choose) {
            let read = Factor::parse(&factor.text).map_err(LoadError::from);
            read.and_then(|read| read.checked(&sweep.request))
                .map_err(|error| told_at(error, &factor.place))?;
        }
        let place = |written: &Option<Written>| written.as_ref().map(|written| written.place.clone());
        sweep.places = Places {
            vary: file.vary.iter().map(|factor| factor.place.clone()).collect(),
            choose: place(&file.choose),
            enough: file.enough.as_ref().map(|(_, place)| place.clone()),
            design: place(&file.design),
            interest: place(&file.interest),
        };
        let text = |written: Option<Written>| written.map(|written| written.text);
        if let Some(design) = file.design {
            match design.text.ends_with(".csv") {
                true => sweep.saved = Some(path.with_file_name(&design.text)),
                false => {
                    let wrong = |message: String| Problem { place: design.place.clone(), message };
                    let kind =
                        design.text.parse().map_err(|message: String| LoadError::from(wrong(message)))?;
                    sweep.design = Some(kind);
                }
            }
        }
        sweep.vary = file.vary.into_iter().map(|factor| factor.text).collect();
        sweep.choice = text(file.choose);
        sweep.enough = file.enough.map(|(enough, _)| enough);
        sweep.points = file.points;
        sweep.second_order = file.second_order;
        sweep.interest = text(file.interest);
        sweep.plays = file.plays;
        sweep.seed = file.seed.unwrap_or(sweep.seed);
        Ok(sweep)
    }
}
