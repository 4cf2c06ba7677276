//! Where the numbers stand: which a claim supports, and which are assumptions.

use crate::prose::numbers::{count, many, share};
use crate::scenario::{Number, Scenario, Support, is_within, numbers};

/// Knows which numbers are assumptions.
#[derive(Debug, Clone)]
pub struct Marks {
    numbers: Vec<Number>,
    /// Whether assumptions are marked: without any claim there is nothing to tell apart.
    shown: bool,
}

impl Marks {
    /// Of this scenario.
    #[must_use]
    pub fn of(scenario: &Scenario) -> Marks {
        Marks { numbers: numbers(scenario), shown: !scenario.claims.is_empty() }
    }

    /// `*` where a number at or below the path is an assumption.
    #[must_use]
    pub fn at(&self, path: &str) -> &'static str {
        let is_marked = self.shown && self.below(path).any(|number| number.support().is_none());
        if is_marked { "*" } else { "" }
    }

    fn below(&self, path: &str) -> impl Iterator<Item = &Number> {
        self.numbers.iter().filter(move |number| is_within(path, &number.path))
    }

    /// All numbers.
    #[must_use]
    pub fn all(&self) -> &[Number] {
        &self.numbers
    }

    /// The numbers that no claim supports.
    pub fn assumptions(&self) -> impl Iterator<Item = &Number> {
        self.numbers.iter().filter(|number| number.support().is_none())
    }

    /// Whether there is an assumption with a mark.
    #[must_use]
    pub fn any(&self) -> bool {
        self.shown && self.assumptions().next().is_some()
    }

    /// How many numbers there are, and how much claims say of them: a sentence.
    #[must_use]
    pub fn tally(&self) -> String {
        let all = self.numbers.len();
        if !self.shown {
            return format!("{}, all of them assumptions: there are no claims.", many(all, "number"));
        }
        let with = |support| self.numbers.iter().filter(|number| number.support() == support).count();
        let part = |support: Support, what: &str| {
            let with = with(Some(support));
            (with > 0).then(|| format!("the {what} of {}", count(with as u64)))
        };
        let parts = [(Support::Value, "value"), (Support::Order, "order"), (Support::Sign, "sign")];
        let mut told: Vec<String> =
            parts.into_iter().filter_map(|(support, what)| part(support, what)).collect();
        let claims = match told.pop() {
            None => "claims support none".to_owned(),
            Some(last) if told.is_empty() => format!("claims support {last}"),
            Some(last) => format!("claims support {} and {last}", told.join(", ")),
        };
        let assumed = with(None);
        let of_all = if all == 0 { 0.0 } else { assumed as f64 / all as f64 };
        let numbers = many(all, "number");
        format!("{numbers}: {claims}; {} ({}) are assumptions.", count(assumed as u64), share(of_all))
    }
}
