//! Where the numbers of a scenario come from, in words.

use super::marks::Marks;
use crate::prose::numbers::many;
use crate::prose::plain;
use crate::scenario::{Claim, Number, Scenario, Source, Support};

/// A source on one line: `bbc-2018-11: Title, 2018-11`.
#[must_use]
pub fn source(source: &Source) -> String {
    let date = if source.date.is_empty() { String::new() } else { format!(", {}", source.date) };
    format!("{}: {}{date}", source.id, source.title)
}

/// What a claim supports: `value: track.talks.start`, `order: payoff.a > payoff.b`.
#[must_use]
pub fn supported(scenario: &Scenario, claim: &Claim) -> Vec<String> {
    let mut told = Vec::new();
    for support in Support::ALL.into_iter().rev() {
        let of_kind = claim.supports.iter().filter(|part| part.support == support);
        let mut parts: Vec<&str> = of_kind.map(|part| part.path.as_str()).collect();
        if support == Support::Order {
            let orders = scenario.orders.iter();
            let own = orders.filter(|order| order.claim.as_ref() == Some(&claim.id));
            parts.extend(own.map(|order| order.says.as_str()));
        }
        if !parts.is_empty() {
            told.push(format!("{}: {}", support.id(), parts.join(", ")));
        }
    }
    if let Some(why) = &claim.out_of_scope {
        told.push(format!("out of scope: {why}"));
    }
    if told.is_empty() {
        told.push("supports nothing here".to_owned());
    }
    told
}

/// Numbers that no claim supports and that are assumed together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assumption {
    /// `rule.talks-fade.chance = 0.3; …`
    pub numbers: String,
    /// Why they are as they are; empty where the file does not say.
    pub why: String,
}

/// The numbers that no claim supports, each with its reason.
#[must_use]
pub fn assumptions(scenario: &Scenario, marks: &Marks) -> Vec<Assumption> {
    let mut left: Vec<&Number> = marks.assumptions().collect();
    let mut found = Vec::new();
    while let Some(first) = left.first().copied() {
        let together: Vec<&Number> = match first.assumed {
            Some(entry) => left.extract_if(.., |number| number.assumed == Some(entry)).collect(),
            None => {
                let list = list_of(first);
                let is_alike = |number: &Number| number == first || list.is_some() && list_of(number) == list;
                left.extract_if(.., |number| is_alike(number)).collect()
            }
        };
        let why = first.assumed.map_or_else(String::new, |entry| scenario.assumed[entry].why.clone());
        let mut told = Vec::new();
        for alike in
            together.chunk_by(|left, right| list_of(left).is_some() && list_of(left) == list_of(right))
        {
            let values: Vec<String> = alike.iter().map(|number| plain(number.value)).collect();
            let path = list_of(alike[0]).unwrap_or(&alike[0].path);
            told.push(format!("{path} = {}", values.join(", ")));
        }
        found.push(Assumption { numbers: told.join("; "), why });
    }
    found
}

/// The list that a number is in, if it is one of a value for each level.
fn list_of(number: &Number) -> Option<&str> {
    let (list, position) = number.path.rsplit_once('.')?;
    position.bytes().all(|digit| digit.is_ascii_digit()).then_some(list)
}

/// How many claims there are, of how many sources; `None` where there are none.
#[must_use]
pub fn claims(scenario: &Scenario) -> Option<String> {
    let out = scenario.claims.iter().filter(|claim| claim.out_of_scope.is_some()).count();
    let out = if out == 0 { String::new() } else { format!(", {out} of them out of scope") };
    let claims = many(scenario.claims.len(), "claim");
    (!scenario.claims.is_empty())
        .then(|| format!("{claims} of {}{out}.", many(scenario.sources.len(), "source")))
}

/// How much claims say of the numbers: a sentence or two.
#[must_use]
pub fn tally(marks: &Marks) -> String {
    let note = "A sign or an order says nothing of how much: that is an assumption too.";
    let weak = |number: &Number| matches!(number.support(), Some(Support::Sign | Support::Order));
    let note = if marks.all().iter().any(weak) { format!(" {note}") } else { String::new() };
    format!("{}{note}", marks.tally())
}
