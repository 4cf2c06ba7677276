//! A sweep as a study file says it.

use super::{Sweep, SweepError, told_at};
use crate::scenario::{LoadError, Problem, Request, StudyFile, Written};
use crate::study::factor::Factor;
use std::path::Path;

impl Sweep {
    /// The sweep that a study file asks for. Its factors are checked against the scenario, so that mistakes in them have
    /// their place in the file.
    ///
    /// # Errors
    /// A file that can not be read, mistakes in it, a factor or a design that does not exist.
    pub fn read(path: &Path) -> Result<Sweep, SweepError> {
        let file = StudyFile::read(path)?;
        let request =
            Request { settings: file.settings, strategies: file.strategies, ..Request::new(&file.scenario) };
        let mut sweep = Sweep::new(request);
        for factor in file.vary.iter().chain(&file.choose) {
            let read = Factor::parse(&factor.text).map_err(LoadError::from);
            read.and_then(|read| read.checked(&sweep.request))
                .map_err(|error| told_at(error, &factor.place))?;
        }
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
        sweep.enough = file.enough;
        sweep.points = file.points;
        sweep.second_order = file.second_order;
        sweep.interest = text(file.interest);
        sweep.plays = file.plays;
        sweep.seed = file.seed.unwrap_or(sweep.seed);
        Ok(sweep)
    }
}
