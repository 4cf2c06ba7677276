//! A linear program, handed to `microlp`.

use microlp::{ComparisonOp, OptimizationDirection, Problem};

use super::StageError;

/// Maximise a linear function of bounded variables.
pub(super) struct LinearProgram {
    method: &'static str,
    problem: Problem,
    variables: Vec<microlp::Variable>,
}

impl LinearProgram {
    /// For each variable its weight in the objective and its bounds.
    pub(super) fn maximise(method: &'static str, variables: impl Iterator<Item = (f64, (f64, f64))>) -> Self {
        let mut problem = Problem::new(OptimizationDirection::Maximize);
        let variables = variables.map(|(weight, bounds)| problem.add_var(weight, bounds)).collect();
        Self { method, problem, variables }
    }

    /// `Σ a_k x_k ≥ least`; zeros are left out.
    pub(super) fn at_least(&mut self, row: &[f64], least: f64) {
        self.add(row, ComparisonOp::Ge, least);
    }

    /// `Σ a_k x_k = value`.
    pub(super) fn equal(&mut self, row: &[f64], value: f64) {
        self.add(row, ComparisonOp::Eq, value);
    }

    fn add(&mut self, row: &[f64], relation: ComparisonOp, value: f64) {
        let terms: Vec<_> = self
            .variables
            .iter()
            .zip(row)
            .filter(|(_, weight)| **weight != 0.0)
            .map(|(&variable, &weight)| (variable, weight))
            .collect();
        self.problem.add_constraint(&terms[..], relation, value);
    }

    /// The optimal values of the variables, as the solver has them: whoever asked checks them.
    pub(super) fn solve(self) -> Result<Vec<f64>, StageError> {
        let failed = |reason: String| StageError::LinearProgram { method: self.method, reason };
        let outcome = self.problem.solve().map_err(|error| failed(error.to_string()))?;
        let solution =
            outcome.into_solution().map_err(|_| failed("the solver was interrupted".to_owned()))?;
        Ok(self.variables.iter().map(|&variable| solution.var_value(variable)).collect())
    }
}

/// Rounds what should be probabilities to non-negative numbers that sum to one.
pub(super) fn to_simplex(values: &mut [f64]) {
    values.iter_mut().for_each(|value| *value = value.max(0.0));
    let sum: f64 = values.iter().sum();
    values.iter_mut().for_each(|value| *value /= sum);
}
