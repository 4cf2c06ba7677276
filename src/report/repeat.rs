//! The section that tells how to get the same figures again.

use super::document::{Block, Section, Table, names};
use crate::results::Manifest;

/// `what` is how much was played or solved, as it is cited: `10,000 plays, seed 2018`.
pub(super) fn repeat(manifest: &Manifest, what: &str) -> Section {
    let row = |name: &str, value: &str| vec![name.to_owned(), value.to_owned()];
    let rows = vec![
        row("Scenario", &manifest.scenario),
        row("Its hash (SHA-256)", &manifest.scenario_hash),
        row("Hash of the settings", &manifest.settings_hash),
        row("Plays and seed", what),
        row("Version of standoff", &manifest.version),
    ];
    let short: String = manifest.scenario_hash.chars().take(8).collect();
    let cite = format!(
        "To cite: standoff {}; scenario {}, hash {short}; {what}.",
        manifest.version, manifest.scenario
    );
    let blocks = vec![
        Block::Text("The same version gives the same figures to the last digit, on any machine:".to_owned()),
        Block::Command(manifest.repeat.clone()),
        Block::Table(Table::new("What the figures depend on", names(&["What", "Which"]), rows, 2)),
        Block::Text(cite),
        Block::Text("The whole effective scenario is in manifest.json beside this report.".to_owned()),
    ];
    Section::new("repeat", "How to repeat it", blocks)
}
