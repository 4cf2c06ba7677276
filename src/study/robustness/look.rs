//! One sample: its numbers laid over the scenario, and over those that its statements read figures in, each solved.

use super::numbers::Numbers;
use super::{Robustness, RobustnessError};
use crate::game::{Game, Kernel};
use crate::results::robustness::SampleFigures;
use crate::results::statements::Verdict;
use crate::run::{RunError, compile};
use crate::scenario::statement::{Expect, Figure, Statement};
use crate::scenario::{Loaded, Measure, Request, ScenarioFile};
use crate::study::statements::solved::Solved;
use crate::study::statements::verdict;
use crate::study::statements::wanted::Wanted;
use std::collections::HashMap;
use std::sync::Arc;

/// The scenario, and the others that are solved for each sample.
pub(super) struct Looking {
    /// The scenario first.
    games: Vec<Laid>,
    /// Places in `games`, by the names that statements ask by.
    named: HashMap<String, usize>,
    /// The statements that are asked.
    asked: Vec<Statement<Expect>>,
    /// Of each statement of the file, why it is not asked, if it is not.
    pub(super) not_asked: Vec<Option<String>>,
}

/// A scenario that samples are laid over.
struct Laid {
    request: Request,
    hash: String,
    wanted: Wanted,
    /// Where the scenario has each of the numbers, and how many times what the one at hand has.
    numbers: Vec<Option<(String, f64)>>,
    /// A game and its kernel, which serve all samples whose rounds are the same.
    known: Option<(Game, Arc<Kernel>)>,
}

impl Looking {
    /// Opens what has to be solved for the statements of a scenario.
    pub(super) fn open(
        job: &Robustness,
        loaded: &Loaded,
        numbers: &Numbers,
    ) -> Result<Looking, RobustnessError> {
        let scenario = &loaded.scenario;
        let own = numbers.figures.iter().map(|one| Some((one.path.clone(), 1.0))).collect();
        let first = Laid {
            request: job.request.clone(),
            hash: scenario.hash.clone(),
            wanted: Wanted::default(),
            numbers: own,
            known: None,
        };
        let mut looking =
            Looking { games: vec![first], named: HashMap::new(), asked: Vec::new(), not_asked: Vec::new() };
        // How plays end is always told.
        looking.games[0].wanted.add(&Measure::Share { outcome: 0, by: None });
        for statement in &scenario.expects {
            let why = looking.add(job, statement, numbers).err();
            looking.not_asked.push(why);
        }
        if numbers.leave_rounds_alone() {
            for game in
                looking.games.iter_mut().filter(|game| !game.wanted.classes && !game.wanted.stage_game)
            {
                let (_, compiled) = compile(&game.request)?;
                // A game that is too large is told where it is solved.
                game.known = Kernel::build(&compiled).ok().map(|kernel| (compiled, Arc::new(kernel)));
            }
        }
        Ok(looking)
    }

    /// Hashes of the other scenarios, in the order in which statements name them.
    pub(super) fn others(&self) -> Vec<String> {
        self.games[1..].iter().map(|game| game.hash.clone()).collect()
    }

    /// Asks a statement, or says why not.
    fn add(
        &mut self,
        job: &Robustness,
        statement: &Statement<Expect>,
        numbers: &Numbers,
    ) -> Result<(), String> {
        let figures = statement.means.figures();
        let mut places = Vec::new();
        for figure in &figures {
            places.push(match &figure.of {
                None => 0,
                Some(name) if !job.others => {
                    return Err(format!("it reads figures in {name}: ask with --others"));
                }
                Some(name) => self.other(job, name, numbers)?,
            });
        }
        for (figure, place) in figures.into_iter().zip(places) {
            self.games[place].wanted.add(&figure.measure);
        }
        self.asked.push(statement.clone());
        Ok(())
    }

    /// The place of another scenario, with all laid over it that is laid over the one at hand.
    fn other(&mut self, job: &Robustness, name: &str, numbers: &Numbers) -> Result<usize, String> {
        if let Some(&place) = self.named.get(name) {
            return Ok(place);
        }
        let request = Request { name: name.to_owned(), ..job.request.clone() };
        let opened = ScenarioFile::open(name).and_then(|mut file| {
            let scenario = file.lay_over(&request)?.scenario;
            Ok((file, scenario))
        });
        let (file, scenario) = opened.map_err(|error| format!("{name} can not be solved so: {error}"))?;
        let numbers = numbers.figures.iter().map(|one| {
            let value = file.number(&one.path).ok()?;
            let is_written = file.written(&one.path).is_ok_and(|path| path == one.path);
            let times = value / one.value;
            // A number of another sign is no multiple, and stays what it is there.
            (is_written && times.is_finite() && times > 0.0).then(|| (one.path.clone(), times))
        });
        self.games.push(Laid {
            request,
            hash: scenario.hash,
            wanted: Wanted::default(),
            numbers: numbers.collect(),
            known: None,
        });
        self.named.insert(name.to_owned(), self.games.len() - 1);
        Ok(self.games.len() - 1)
    }

    /// The scenario as it stands.
    pub(super) fn standing(&self) -> Result<SampleFigures, RunError> {
        self.solve(0, None)
    }

    /// A sample; one that fails says why.
    pub(super) fn at(&self, sample: usize, numbers: Vec<f64>) -> SampleFigures {
        match self.solve(sample, Some(&numbers)) {
            Ok(found) => SampleFigures { numbers, ..found },
            Err(error) => SampleFigures {
                sample,
                numbers,
                shares: Vec::new(),
                holds: Vec::new(),
                failed: Some(error.to_string()),
            },
        }
    }

    fn solve(&self, sample: usize, numbers: Option<&[f64]>) -> Result<SampleFigures, RunError> {
        let find = |game: &Laid| Solved::find(&game.with(numbers), &game.wanted, game.known.as_ref());
        let solved: Vec<Solved> = self.games.iter().map(find).collect::<Result<_, _>>()?;
        let read = |figure: &Figure| Ok(&solved[figure.of.as_ref().map_or(0, |name| self.named[name])]);
        let holds = |statement: &Statement<Expect>| {
            let verdict = verdict::expectation(statement, &read).verdict;
            matches!(verdict, Verdict::Holds | Verdict::OpenHolds)
        };
        Ok(SampleFigures {
            sample,
            numbers: Vec::new(),
            shares: solved[0].shares(),
            holds: self.asked.iter().map(holds).collect(),
            failed: None,
        })
    }
}

impl Laid {
    /// The scenario with the numbers of a sample laid over it, as `--set` does.
    fn with(&self, numbers: Option<&[f64]>) -> Request {
        let mut request = self.request.clone();
        let laid = self.numbers.iter().zip(numbers.unwrap_or_default());
        request.settings.extend(laid.filter_map(|(place, number)| {
            let (path, times) = place.as_ref()?;
            Some(format!("{path}={}", times * number))
        }));
        request
    }
}
