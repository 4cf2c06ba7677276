//! Where the numbers of a scenario come from.

use super::{Page, many};
use crate::cli::screen::{DIM, HEADING, Screen};
use standoff::prose::plain;
use standoff::scenario::{Claim, Number, Support};
use std::io;

/// Lists sources, claims with what they support, and assumptions.
pub(super) fn list(screen: &mut Screen, page: &Page<'_>) -> io::Result<()> {
    let scenario = page.scenario;
    if !scenario.sources.is_empty() {
        screen.gap()?;
        screen.styled(HEADING, "Sources")?;
    }
    for source in &scenario.sources {
        let date = if source.date.is_empty() { String::new() } else { format!(", {}", source.date) };
        screen.paragraph("  ", "      ", &format!("{}: {}{date}", source.id, source.title))?;
    }
    if !scenario.claims.is_empty() {
        screen.gap()?;
        screen.styled(HEADING, "Claims, and what they support here")?;
    }
    for claim in &scenario.claims {
        screen.paragraph(&format!("  {:5} ", claim.id), "        ", &claim.says)?;
        for supported in supported(page, claim) {
            screen.styled_paragraph(DIM, "        → ", "          ", &supported)?;
        }
    }
    assumptions(screen, page)?;
    screen.gap()?;
    if !scenario.claims.is_empty() {
        let out = scenario.claims.iter().filter(|claim| claim.out_of_scope.is_some()).count();
        let out = if out == 0 { String::new() } else { format!(", {out} of them out of scope") };
        let claims = many(scenario.claims.len(), "claim");
        screen.paragraph("", "", &format!("{claims} of {}{out}.", many(scenario.sources.len(), "source")))?;
    }
    let note = "A sign or an order says nothing of how much: that is an assumption too.";
    let weak = |number: &Number| matches!(number.support(), Some(Support::Sign | Support::Order));
    let note = if page.marks.all().iter().any(weak) { format!(" {note}") } else { String::new() };
    screen.paragraph("", "", &format!("{}{note}", page.marks.tally()))
}

/// What a claim supports: `value: track.talks.start`, `order: payoff.a > payoff.b`.
fn supported(page: &Page<'_>, claim: &Claim) -> Vec<String> {
    let mut told = Vec::new();
    for support in Support::ALL.into_iter().rev() {
        let of_kind = claim.supports.iter().filter(|part| part.support == support);
        let mut parts: Vec<&str> = of_kind.map(|part| part.path.as_str()).collect();
        if support == Support::Order {
            let orders = page.scenario.orders.iter();
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

/// The numbers that no claim supports, each with its reason.
fn assumptions(screen: &mut Screen, page: &Page<'_>) -> io::Result<()> {
    let mut left: Vec<&Number> = page.marks.assumptions().collect();
    if left.is_empty() {
        return Ok(());
    }
    screen.gap()?;
    screen.styled(HEADING, "Assumptions: numbers that no claim supports")?;
    while let Some(first) = left.first().copied() {
        let together: Vec<&Number> = match first.assumed {
            Some(entry) => left.extract_if(.., |number| number.assumed == Some(entry)).collect(),
            None => {
                let list = list_of(first);
                let is_alike = |number: &Number| number == first || list.is_some() && list_of(number) == list;
                left.extract_if(.., |number| is_alike(number)).collect()
            }
        };
        let said = first.assumed.map(|entry| &page.scenario.assumed[entry]);
        let why = said.map_or_else(String::new, |said| format!(": {}", said.why));
        let mut told = Vec::new();
        for alike in
            together.chunk_by(|left, right| list_of(left).is_some() && list_of(left) == list_of(right))
        {
            let values: Vec<String> = alike.iter().map(|number| plain(number.value)).collect();
            let path = list_of(alike[0]).unwrap_or(&alike[0].path);
            told.push(format!("{path} = {}", values.join(", ")));
        }
        screen.paragraph("  ", "      ", &format!("{}{why}", told.join("; ")))?;
    }
    Ok(())
}

/// The list that a number is in, if it is one of a value for each level.
fn list_of(number: &Number) -> Option<&str> {
    let (list, position) = number.path.rsplit_once('.')?;
    position.bytes().all(|digit| digit.is_ascii_digit()).then_some(list)
}
