//! The scenarios that come with the program, embedded so that they work from any folder.
//!
//! `textbook/chicken` is `scenarios/textbook/chicken.toml`; `korea-2018` is `scenarios/korea-2018/baseline.toml`. Names
//! are looked up among what is embedded, so none can reach outside.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use include_dir::{Dir, include_dir};

static FILES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/scenarios");

static SCENARIOS: LazyLock<BTreeMap<String, LibraryFile>> = LazyLock::new(|| {
    let mut scenarios = BTreeMap::new();
    gather(&FILES, &mut scenarios);
    scenarios
});

/// An embedded scenario.
pub(super) struct LibraryFile {
    /// Its place in the repository: `scenarios/textbook/chicken.toml`.
    pub(super) file: String,
    /// What is written in it.
    pub(super) text: &'static str,
}

/// The scenario of this name.
pub(super) fn find(name: &str) -> Option<&'static LibraryFile> {
    SCENARIOS.get(name)
}

/// All names, in alphabetical order.
pub(super) fn names() -> impl Iterator<Item = &'static str> + Clone {
    SCENARIOS.keys().map(String::as_str)
}

/// The scenario that stands under this name in the same folder as another.
pub(super) fn beside(own: &str, name: &str) -> Option<String> {
    let file = format!("{}{name}.toml", folder(own)?);
    SCENARIOS.iter().find(|(_, other)| other.file == file).map(|(name, _)| name.clone())
}

/// The names under which the scenarios of a scenario's folder stand there.
pub(super) fn siblings(own: &str) -> Vec<&'static str> {
    let Some(folder) = folder(own) else { return Vec::new() };
    let inside = |file: &'static LibraryFile| file.file.strip_prefix(folder)?.strip_suffix(".toml");
    SCENARIOS.values().filter_map(inside).filter(|name| !name.contains('/')).collect()
}

/// The folder that a scenario's file is in, with a slash at its end.
fn folder(own: &str) -> Option<&'static str> {
    let file = &find(own)?.file;
    Some(&file[..=file.rfind('/')?])
}

fn gather(folder: &'static Dir<'_>, scenarios: &mut BTreeMap<String, LibraryFile>) {
    for file in folder.files() {
        let path = file.path().to_string_lossy().replace('\\', "/");
        let (Some(name), Some(text)) = (path.strip_suffix(".toml"), file.contents_utf8()) else { continue };
        let name = name.strip_suffix("/baseline").unwrap_or(name).to_owned();
        scenarios.insert(name, LibraryFile { file: format!("scenarios/{path}"), text });
    }
    for inner in folder.dirs() {
        gather(inner, scenarios);
    }
}
