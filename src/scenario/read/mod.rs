//! Reading a merged tree into a checked scenario.
//!
//! One pass gathers the names that are defined, a second reads everything that refers to them. Every mistake is
//! collected, with the place of the value as written.

mod actor;
mod amount;
mod calendar;
mod cells;
mod chance;
mod condition;
mod effect;
mod idle;
mod labels;
mod measure;
mod moves;
mod names;
mod outcome;
mod parameters;
mod payoff;
mod provenance;
mod reader;
mod record;
mod record_gaps;
mod script;
mod statement;
mod strategy;
mod study;
mod track;
mod twins;

use effect::EffectReader;
use reader::Reader;

pub use study::{StudyFile, Written};

use super::document::{Node, Table};
use super::extends::Origin;
use super::model::{Branch, Scenario};
use super::place::Problems;
use super::record::RECORD;
use super::statement::EXPECT;
use super::{Loaded, effective, limits};

const KEYS: [&str; 17] = [
    "title",
    "summary",
    "rounds",
    "foresight",
    "branch",
    "calendar",
    "source",
    "claim",
    "assumed",
    "track",
    "actor",
    "rule",
    "outcome",
    "uncertain",
    "order",
    EXPECT,
    RECORD,
];

/// Reads a merged tree; `origin` tells what it can name beside itself.
pub(super) fn scenario(name: &str, origin: &Origin, root: &Node) -> Result<Loaded, Problems> {
    let mut reader = Reader::default();
    let scenario = read(&mut reader, name, origin, root);
    let doubts = std::mem::take(&mut reader.doubts);
    let warnings = reader.report.finish()?;
    // A scenario that could not be put together has left a problem.
    scenario.map(|scenario| Loaded { scenario, warnings, doubts }).ok_or_else(Problems::default)
}

fn read(reader: &mut Reader, name: &str, origin: &Origin, root: &Node) -> Option<Scenario> {
    let table = reader.table(root, "A scenario", &KEYS)?;
    let get = |key| table.get(key).map(|entry| &entry.node);
    let title = needed(reader, root, "title", "one line that says what this is about")
        .and_then(|node| reader.text(node, "`title`", limits::LABEL));
    let summary = get("summary").and_then(|node| reader.text(node, "`summary`", limits::PROSE));
    let (rounds, foresight) = rounds(reader, root);
    let tracks = get("track").map_or_else(Vec::new, |node| track::tracks(reader, node));
    reader.names.gather(root);

    let mut effects = EffectReader::default();
    let actors = needed(reader, root, "actor", "two actors or more, as `[actor.NAME]`, with a move each")
        .map(|node| actor::actors(reader, &mut effects, node, foresight > 0));
    let branch = get("branch").map_or_else(Branch::default, |node| branch(reader, node));
    let rules = get("rule").map_or_else(Vec::new, |node| effects.list(reader, node, "rule"));
    let outcome_node =
        needed(reader, root, "outcome", "one outcome at least, as `[[outcome]]`, with `otherwise = true`");
    let (outcomes, otherwise) = outcome_node.map(|node| outcome::outcomes(reader, node)).unzip();

    let sources = get("source").map_or_else(Vec::new, |node| provenance::sources(reader, node));
    let claims = get("claim").map_or_else(Vec::new, |node| provenance::claims(reader, node, root, &sources));
    let assumed = get("assumed").map_or_else(Vec::new, |node| provenance::assumed(reader, node, root));
    let uncertain = get("uncertain").map_or_else(Vec::new, |node| statement::uncertain(reader, node, root));
    let orders = get("order").map_or_else(Vec::new, |node| statement::orders(reader, node, root, &claims));
    let expects =
        get(EXPECT).map_or_else(Vec::new, |node| statement::expects(reader, node, root, origin, &claims));
    let calendar = get("calendar").and_then(|node| calendar::calendar(reader, node));
    let record = get(RECORD).and_then(|node| record::record(reader, node, root, calendar.as_ref(), &sources));

    if reader.report.has_problems() {
        return None;
    }
    warn_unused_tracks(reader, get("track").and_then(Node::as_table));
    let (outcomes, otherwise) = (outcomes?, otherwise??);
    outcome::warn_unreachable(reader, outcome_node?, &outcomes, Some(otherwise));
    let effective = effective::text(root);
    let scenario = Scenario {
        name: name.to_owned(),
        title: title?.to_owned(),
        summary: summary.unwrap_or_default().to_owned(),
        rounds,
        foresight,
        branch,
        calendar,
        sources,
        claims,
        assumed,
        tracks,
        actors: actors?,
        rules,
        outcomes,
        otherwise,
        uncertain,
        orders,
        expects,
        record,
        hash: effective::sha256(&effective),
        effective,
        place: root.place.clone(),
    };
    for warn in [idle::warn, labels::warn, cells::warn, twins::warn, record_gaps::warn] {
        warn(reader, root, &scenario);
    }
    Some(scenario)
}

/// Which logit equilibrium is played: `principal`, or the name of an actor.
fn branch(reader: &mut Reader, node: &Node) -> Branch {
    let best_for = match reader.text(node, "`branch`", limits::LABEL) {
        None | Some("principal") => None,
        Some(id) => reader.actor(id, &node.place),
    };
    best_for.map_or(Branch::Principal, Branch::BestFor)
}

/// A value at the top that a scenario cannot do without.
fn needed<'a>(reader: &mut Reader, root: &'a Node, key: &str, meaning: &str) -> Option<&'a Node> {
    let found = root.get(key);
    if found.is_none() {
        reader.problem(&root.place, format!("The scenario needs `{key}`: {meaning}."));
    }
    found
}

/// Rounds played and planned for.
fn rounds(reader: &mut Reader, root: &Node) -> (u32, u32) {
    let node = needed(reader, root, "rounds", "the number of rounds played");
    let rounds = node.and_then(|node| reader.integer(node, "`rounds`", 1, limits::ROUNDS));
    let foresight =
        root.get("foresight").and_then(|node| reader.integer(node, "`foresight`", 0, limits::ROUNDS));
    let (rounds, foresight) = (rounds.unwrap_or(1), foresight.unwrap_or(0));
    if let Some(node) = root.get("foresight").filter(|_| rounds + foresight > limits::ROUNDS) {
        let message = format!(
            "`rounds` and `foresight` together are at most {}, not {}.",
            limits::ROUNDS,
            rounds + foresight
        );
        reader.problem(&node.place, message);
    }
    (u32::try_from(rounds).unwrap_or(1), u32::try_from(foresight).unwrap_or(0))
}

fn warn_unused_tracks(reader: &mut Reader, tracks: Option<&Table>) {
    let unused: Vec<String> = reader.names.unused_tracks().map(str::to_owned).collect();
    for id in unused {
        if let Some(entry) = tracks.and_then(|tracks| tracks.get(&id)) {
            let message = format!("Nothing mentions the track `{id}`: no condition, no effect, no payoff.");
            reader.report.warning(&entry.key_place, message);
        }
    }
}
