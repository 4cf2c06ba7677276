//! The numbers that analyses work on: measures at points, and where the points are.

use crate::results::study::{FactorFigures, Level, PointFigures, ROUNDING, StudyFigures};
use crate::scenario::statement::PointMeasure;

/// The measures of a sweep.
pub(super) struct Measures<'a> {
    pub(super) study: &'a StudyFigures,
}

impl<'a> Measures<'a> {
    pub(super) fn of(study: &'a StudyFigures) -> Measures<'a> {
        Measures { study }
    }

    /// The share of each outcome, then what each actor gets.
    pub(super) fn all(&self) -> impl Iterator<Item = PointMeasure> + use<> {
        let shares = (0..self.study.outcomes.len()).map(PointMeasure::Share);
        shares.chain((0..self.study.actors.len()).map(PointMeasure::Value))
    }

    /// As a statement writes it.
    pub(super) fn name(&self, measure: PointMeasure) -> String {
        match measure {
            PointMeasure::Share(outcome) => format!("share({})", self.study.outcomes[outcome].id),
            PointMeasure::Value(actor) => format!("value({})", self.study.actors[actor].id),
        }
    }

    /// A measure at every point. What differs by no more than rounding is the same at all of them.
    pub(super) fn values(&self, measure: PointMeasure) -> Vec<f64> {
        let mut values: Vec<f64> = self.study.points.iter().map(|point| point.measure(measure)).collect();
        let size = match measure {
            PointMeasure::Share(_) => 1.0,
            PointMeasure::Value(_) => values.iter().fold(0.0, |most: f64, value| most.max(value.abs())),
        };
        if span(&values) < ROUNDING * size {
            let first = values[0];
            values.fill(first);
        }
        values
    }

    /// Of each batch of plays, a measure at some points; no batch where figures are exact.
    ///
    /// # Errors
    /// If points differ in the number of batches.
    pub(super) fn batches(
        points: impl Iterator<Item = PointFigures>,
        measure: PointMeasure,
    ) -> Result<Vec<Vec<f64>>, String> {
        let of = |mut point: PointFigures| match measure {
            PointMeasure::Share(outcome) => point.outcomes.swap_remove(outcome).batches,
            PointMeasure::Value(actor) => point.actors.swap_remove(actor).batches,
        };
        let points: Vec<Vec<f64>> = points.map(of).collect();
        let count = points.first().map_or(0, Vec::len);
        if points.iter().any(|batches| batches.len() != count) {
            return Err("points differ in the number of their batches".to_owned());
        }
        Ok((0..count).map(|batch| points.iter().map(|batches| batches[batch]).collect()).collect())
    }

    /// Where a point is: of each factor the number, or its place in the list; nothing where the point has no value of it.
    pub(super) fn coordinates(&self, point: &PointFigures) -> Option<Vec<f64>> {
        let of = |factor| coordinate(factor, point.factors.get(&factor.path)?);
        self.study.factors.iter().map(of).collect()
    }
}

/// From the least to the greatest; 0 of none.
pub(super) fn span(values: &[f64]) -> f64 {
    let least = values.iter().copied().fold(f64::INFINITY, f64::min);
    let most = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    (most - least).max(0.0)
}

fn coordinate(factor: &FactorFigures, level: &Level) -> Option<f64> {
    match factor.scale.as_str() {
        "list" => factor.values.iter().position(|one| one == level).map(|at| at as f64),
        _ => level.number(),
    }
}
