//! Marks on numbers that no claim supports.

use standoff::scenario::{Number, Scenario, numbers};

/// Knows which numbers are assumptions.
pub(super) struct Marks {
    numbers: Vec<Number>,
}

impl Marks {
    pub(super) fn of(scenario: &Scenario) -> Marks {
        Marks { numbers: numbers(scenario) }
    }

    /// `*` where a number at or below the path is an assumption.
    pub(super) fn at(&self, path: &str) -> &'static str {
        let below = |number: &&Number| {
            number.path.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        if self.numbers.iter().filter(below).any(|number| number.claims.is_empty()) { "*" } else { "" }
    }

    /// How many numbers there are.
    pub(super) fn numbers(&self) -> usize {
        self.numbers.len()
    }

    /// How many of them no claim supports.
    pub(super) fn assumptions(&self) -> usize {
        self.numbers.iter().filter(|number| number.claims.is_empty()).count()
    }
}
