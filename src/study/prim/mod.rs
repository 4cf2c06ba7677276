//! PRIM: boxes of factors in which the cases of interest are dense (scenario discovery).
//!
//! The *patient rule induction method* begins with a box around all points and **peels** a thin slice off one side at a
//! time, always the one whose loss raises the share of cases of interest most; then it **pastes** slices back where that
//! raises the share further. Every box on the way is kept, for the analyst chooses between
//!
//! * *coverage*: which share of all cases of interest the box holds,
//! * *density*: which share of its points are of interest, and
//! * how few factors it restricts.
//!
//! Two warnings come with a box: the *quasi-p-value* of each limit (how likely as many cases of interest would be in the
//! box by chance if that one limit did nothing) and how often the limit comes back in random halves of the data
//! ([`Prim::reproduced`]). A third is the box's score on points that it was not found in ([`PrimBox::score`]): density in
//! the points that a box was chosen by is too good.
//!
//! Steps, quantiles and defaults are those of the EMA workbench 2.5, so boxes are the same, but for three things. A box is
//! always returned, however dense. Limits of whole-number factors are whole. And pasting looks at factors of all kinds
//! also where no real one is restricted. *Ties* go to the box that restricts fewer factors and then to the first
//! candidate: real factors before whole ones before categories, each in their order; of a factor the upper side first when
//! peeling, the lower when pasting; categories by number.
//!
//! # References
//!
//! 1. Friedman & Fisher, "Bump hunting in high-dimensional data", Statistics and Computing 9, 1999.
//! 2. Bryant & Lempert, "Thinking inside the box", Technological Forecasting and Social Change 77, 2010 (quasi-p-values,
//!    resampling).
//! 3. Kwakkel & Jaxa-Rozen, "Improving scenario discovery for handling heterogeneous uncertainties and multinomial
//!    classified outcomes", Environmental Modelling & Software 79, 2016 (lenient objectives).
//! 4. Guivarch, Rozenberg & Schweizer, "The diversity of socio-economic pathways and CO₂ emissions scenarios",
//!    Environmental Modelling & Software 80, 2016 (keeping the points of boxes found).

mod candidate;
mod data;
mod found;
mod paste;
mod peel;
mod quantile;
mod quasi_p;
mod reproduce;

pub use data::{Data, Factor, Kind};
pub use found::{Limit, PrimBox, QuasiP, Score, Side, Trajectory};
pub use quantile::quantile;
pub use reproduce::Reproduced;

use crate::study::estimate::AnalysisError;
use candidate::Bare;
use peel::Peeling;

/// What makes one candidate better than another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Objective {
    /// Gain in density for each point given up: forgiving towards sides of which thin slices can not be cut.
    #[default]
    Lenient1,
    /// The same, times the points that are left.
    Lenient2,
    /// The density itself.
    Original,
}

/// How to peel and paste.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Settings {
    /// Which share of the points in the box a peel takes, above 0 and below ½.
    pub peel: f64,
    /// Which share of the points outside a side a paste brings back, above 0 and below ½.
    pub paste: f64,
    /// Which share of all points a box must hold at least.
    pub least_mass: f64,
    /// What makes one candidate better than another.
    pub objective: Objective,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings { peel: 0.05, paste: 0.05, least_mass: 0.05, objective: Objective::default() }
    }
}

/// A search for boxes, one after the other.
#[derive(Debug, Clone)]
pub struct Prim<'a> {
    data: &'a Data,
    settings: Settings,
    /// Points that boxes are looked for among.
    remaining: Vec<bool>,
    /// Points that still count as of interest.
    of_interest: Vec<bool>,
    /// The box around all points.
    around: Vec<Limit>,
}

/// What becomes of the points of a box before the next is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SetAside {
    /// They are left out.
    Points,
    /// They stay, and are of interest no more (Guivarch et al.): later boxes do not have to grow around a hole.
    Interest,
}

impl<'a> Prim<'a> {
    /// A search among all points.
    ///
    /// # Errors
    /// If no point is of interest, or a setting makes no sense.
    pub fn new(data: &'a Data, settings: Settings) -> Result<Prim<'a>, AnalysisError> {
        let share = |what, value: f64, most: f64, expected| {
            if value > 0.0 && value < most {
                Ok(())
            } else {
                Err(AnalysisError::Setting { what, expected, value })
            }
        };
        share("the share that is peeled", settings.peel, 0.5, "more than 0 and less than 0.5")?;
        share("the share that is pasted", settings.paste, 0.5, "more than 0 and less than 0.5")?;
        share("the least mass", settings.least_mass, 1.0, "more than 0 and less than 1")?;
        if !data.of_interest.contains(&true) {
            return Err(AnalysisError::TooFew { what: "cases of interest", least: 1, found: 0 });
        }
        Ok(Prim {
            data,
            settings,
            remaining: vec![true; data.points()],
            of_interest: data.of_interest.clone(),
            around: data.factors.iter().map(Limit::around).collect(),
        })
    }

    /// The boxes of one search, from the one around all that remains to the last that was pasted. None if nothing remains.
    #[must_use]
    pub fn find(&self) -> Option<Trajectory> {
        let boxes = self.search();
        let peeled =
            boxes.iter().position(|bare| bare.pasted).unwrap_or(boxes.len()) - usize::from(!boxes.is_empty());
        let boxes: Vec<PrimBox> = boxes.into_iter().map(|bare| self.complete(bare)).collect();
        (!boxes.is_empty()).then_some(Trajectory { boxes, peeled })
    }

    /// Takes the points of a box away, or their interest, before the next search.
    pub fn set_aside(&mut self, found: &PrimBox, what: SetAside) {
        for point in 0..self.data.points() {
            if self.remaining[point] && found.holds(&self.data.point(point)) {
                match what {
                    SetAside::Points => self.remaining[point] = false,
                    SetAside::Interest => self.of_interest[point] = false,
                }
            }
        }
    }

    /// Limits and counts of all boxes of one search.
    fn search(&self) -> Vec<Bare> {
        let Some(mut peeling) = Peeling::begin(self) else {
            return Vec::new();
        };
        let mut boxes = vec![peeling.current.clone()];
        while peeling.step() {
            boxes.push(peeling.current.clone());
        }
        let mut current = peeling.current;
        while let Some(next) = paste::step(self, &current) {
            boxes.push(next.clone());
            current = next;
        }
        boxes
    }

    /// Shares of all cases and all points, also where some were set aside.
    fn complete(&self, bare: Bare) -> PrimBox {
        let interest = self.data.of_interest.iter().filter(|&&is| is).count();
        PrimBox {
            points: bare.points,
            of_interest: bare.of_interest,
            coverage: bare.of_interest as f64 / interest as f64,
            density: bare.density(),
            mass: bare.points as f64 / self.data.points() as f64,
            restricted: bare.restricted(&self.around),
            quasi_p: quasi_p::of_limits(self, &bare),
            limits: bare.limits,
        }
    }
}
