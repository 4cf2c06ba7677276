//! `[source.ID]`, `[claim.ID]` and `[assumed]`: where the numbers come from.

use super::reader::Reader;
use crate::scenario::document::Node;
use crate::scenario::limits;
use crate::scenario::model::{Assumed, Claim, Source, Support, Supported};
use crate::scenario::path::Path;

/// Reads all sources.
pub(super) fn sources(reader: &mut Reader, node: &Node) -> Vec<Source> {
    let mut sources = Vec::new();
    for (id, entry) in reader.map(node, "`source`").into_iter().flatten() {
        reader.id(id, "a source", &entry.key_place);
        let what = format!("The source `{id}`");
        let Some(table) = reader.table(&entry.node, &what, &["title", "date"]) else { continue };
        let mut text = |key| {
            let node = table.get(key).map(|entry| &entry.node);
            node.and_then(|node| reader.text(node, format_args!("`{key}`"), limits::LABEL))
                .unwrap_or_default()
                .to_owned()
        };
        let (title, date) = (text("title"), text("date"));
        if !table.contains_key("title") {
            reader.problem(&entry.node.place, format!("{what} needs a `title`."));
        }
        sources.push(Source { id: id.clone(), title, date });
    }
    sources
}

/// Reads all claims: their sources and the paths that they support must exist.
pub(super) fn claims(reader: &mut Reader, node: &Node, root: &Node, sources: &[Source]) -> Vec<Claim> {
    let mut claims = Vec::new();
    for (id, entry) in reader.map(node, "`claim`").into_iter().flatten() {
        if id.is_empty()
            || !id.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
            || id.len() > limits::ID
        {
            reader.problem(
                &entry.key_place,
                "The name of a claim is made of letters, digits and hyphens, such as `A12`.",
            );
        }
        let what = format!("The claim `{id}`");
        let keys = ["source", "says", "supports", "out-of-scope"];
        let Some(table) = reader.table(&entry.node, &what, &keys) else { continue };
        let get = |key| table.get(key).map(|entry| &entry.node);
        let says = match get("says") {
            Some(node) => reader.text(node, "`says`", limits::PROSE).unwrap_or_default().to_owned(),
            None => {
                reader.problem(
                    &entry.node.place,
                    format!("{what} needs `says`: the statement in words of your own."),
                );
                String::new()
            }
        };
        let source = get("source").and_then(|node| {
            let name = reader.text(node, "`source`", limits::ID)?;
            if !sources.iter().any(|source| source.id == name) {
                let known = sources.iter().map(|source| source.id.as_str());
                reader.report.unknown(&node.place, "There is no source", name, known);
            }
            Some(name.to_owned())
        });
        let supports = get("supports").map_or_else(Vec::new, |node| supports(reader, node, root));
        let out_of_scope = get("out-of-scope")
            .and_then(|node| reader.text(node, "`out-of-scope`", limits::PROSE))
            .map(str::to_owned);
        claims.push(Claim { id: id.clone(), source, says, supports, out_of_scope });
    }
    claims
}

/// What a claim supports: a list of paths is one of signs.
fn supports(reader: &mut Reader, node: &Node, root: &Node) -> Vec<Supported> {
    let mut supported = Vec::new();
    let mut of = |reader: &mut Reader, node: &Node, support: Support| {
        for path in paths(reader, node, root) {
            supported.push(Supported { path, support });
        }
    };
    if node.as_table().is_none() {
        of(reader, node, Support::Sign);
        return supported;
    }
    let kinds = Support::ALL.map(Support::id);
    for (key, entry) in reader.table(node, "`supports`", &kinds).into_iter().flatten() {
        if let Some(support) = Support::ALL.into_iter().find(|support| support.id() == key) {
            of(reader, &entry.node, support);
        }
    }
    supported
}

fn paths(reader: &mut Reader, node: &Node, root: &Node) -> Vec<String> {
    let mut paths = Vec::new();
    for node in reader.list(node, "What a claim supports").unwrap_or_default() {
        let Some(path) = reader.text(node, "A path", limits::PROSE) else { continue };
        if reader.report.is_full() {
            break;
        }
        match Path::parse(path).and_then(|path| path.get(root).map(drop)) {
            Ok(()) => paths.push(path.to_owned()),
            Err(missing) => {
                let message = format!("The claim supports nothing here: {}", missing.message);
                reader.problem(&node.place, message);
            }
        }
    }
    paths
}

/// Reads what is assumed: paths that exist, each with a reason.
pub(super) fn assumed(reader: &mut Reader, node: &Node, root: &Node) -> Vec<Assumed> {
    let mut assumed = Vec::new();
    for (path, entry) in reader.map(node, "`assumed`").into_iter().flatten() {
        if reader.report.is_full() {
            break;
        }
        if entry.node.as_table().is_some() {
            let message = "Write the whole path in quotes: `\"actor.us.discount\" = \"why it is as it is\"`.";
            reader.problem(&entry.key_place, message);
            continue;
        }
        if let Err(missing) = Path::parse(path).and_then(|path| path.get(root).map(drop)) {
            let message = format!("Nothing here can be assumed: {}", missing.message);
            reader.problem(&entry.key_place, message);
        }
        if let Some(why) = reader.text(&entry.node, "The reason for an assumption", limits::PROSE) {
            assumed.push(Assumed { path: path.clone(), why: why.to_owned() });
        }
    }
    assumed
}
