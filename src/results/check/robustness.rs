//! The figures of samples of payoffs.

use super::{Checked, finite, known, ordered, share, shares, so};
use crate::results::json::ROBUSTNESS;
use crate::results::robustness::{RobustnessFigures, SampleShare};

impl Checked for RobustnessFigures {
    const FILE: &'static str = ROBUSTNESS;

    fn check(&self) -> Result<(), String> {
        so(self.samples > 0, || "there are no samples".to_owned())?;
        so(!self.outcomes.is_empty(), || "there are no outcomes".to_owned())?;
        let is_there = |sample: usize| (1..=self.samples).contains(&sample);
        so(self.failed.iter().all(|failed| is_there(failed.sample)), || {
            "a sample that failed is not there".to_owned()
        })?;
        so(self.failed.len() <= self.samples, || "more samples failed than there are".to_owned())?;
        so(self.spread.is_finite() && self.spread > 0.0, || format!("`spread` is {}", self.spread))?;
        for number in &self.numbers {
            finite(&number.path, number.value)?;
            ordered(&format!("the range of {}", number.path), &[number.low, number.high])?;
        }
        for outcome in &self.outcomes {
            let what = format!("the band of the outcome {}", outcome.id);
            let band = [outcome.least, outcome.low, outcome.median, outcome.high, outcome.most];
            shares(&what, &band)?;
            ordered(&what, &band)?;
            share(&what, outcome.stands)?;
            self.of_samples(&what, &outcome.likeliest)?;
        }
        for statement in &self.statements {
            let what = format!("the statement {:?}", statement.says);
            statement.holds.iter().try_for_each(|holds| self.of_samples(&what, holds))?;
            for apart in &statement.apart {
                known(&what, &apart.path, self.numbers.iter().map(|number| number.path.as_str()))?;
                shares(&what, &[apart.distance, apart.p, apart.held_below, apart.held_above])?;
            }
        }
        Ok(())
    }
}

impl RobustnessFigures {
    fn of_samples(&self, what: &str, found: &SampleShare) -> Result<(), String> {
        so(found.count <= self.samples, || format!("{what} counts more samples than there are"))?;
        shares(what, &[found.low, found.share, found.high])?;
        ordered(what, &[found.low, found.share, found.high])
    }
}
