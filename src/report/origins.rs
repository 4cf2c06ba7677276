//! The section that tells where the numbers of a scenario come from.

use super::document::{Block, Section, Table, names};
use super::marks::Marks;
use super::sources;
use crate::scenario::{Claim, Scenario, Source};

/// Where the numbers of the scenario come from.
pub(super) fn origins(scenario: &Scenario, marks: &Marks) -> Section {
    let mut blocks = vec![Block::Text(sources::tally(marks))];
    if !scenario.sources.is_empty() {
        let row = |source: &Source| vec![source.id.clone(), source.title.clone(), source.date.clone()];
        let rows = scenario.sources.iter().map(row).collect();
        blocks.push(Block::Table(Table::new("Sources", names(&["Source", "Title", "Date"]), rows, 3)));
    }
    if !scenario.claims.is_empty() {
        // A single source needs no column.
        let several = scenario.sources.len() > 1;
        let row = |claim: &Claim| {
            let mut row = vec![claim.id.clone(), claim.says.clone()];
            row.extend(several.then(|| claim.source.clone().unwrap_or_default()));
            row.push(sources::supported(scenario, claim).join("; "));
            row
        };
        let rows = scenario.claims.iter().map(row).collect();
        let mut header = names(&["Claim", "It says"]);
        header.extend(several.then(|| "Source".to_owned()));
        header.push("It supports".to_owned());
        let columns = header.len();
        blocks.push(Block::Table(Table::new("Claims, and what they support here", header, rows, columns)));
    }
    let assumptions = sources::assumptions(scenario, marks);
    if !assumptions.is_empty() {
        let caption = "Assumptions: numbers that no claim supports";
        // Files that say of no number why it is as it is need no column for it.
        let header = match assumptions.iter().any(|assumed| !assumed.why.is_empty()) {
            true => names(&["Numbers", "Why"]),
            false => names(&["Numbers"]),
        };
        let columns = header.len();
        let rows = assumptions.into_iter().map(|assumed| vec![assumed.numbers, assumed.why]);
        let rows = rows.map(|row| row.into_iter().take(columns).collect()).collect();
        blocks.push(Block::Table(Table::new(caption, header, rows, columns)));
    }
    Section::new("origins", "Where the numbers come from", blocks)
}
