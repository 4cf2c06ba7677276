//! Where the results of a run belong: `output/<scenario>/run-<seed>/`, or beside it for other settings.

use std::path::{Path, PathBuf};

use super::error::ResultsError;
use super::json::parse_manifest;

/// The folder of a scenario's results below `root`. Parts of its name (`korea-2018/inspectors-in`) are folders; whatever
/// the name is, the folder is below `root`.
pub fn scenario_folder(root: &Path, scenario: &str) -> PathBuf {
    let mut folder = root.to_owned();
    let parts: Vec<String> = scenario.split(['/', '\\']).map(safe).filter(|part| !part.is_empty()).collect();
    if parts.is_empty() {
        folder.push("scenario");
    }
    folder.extend(parts);
    folder
}

/// A part of a name as a folder's name: no way up, nothing hidden, no signs that a system forbids.
fn safe(part: &str) -> String {
    const LONGEST: usize = 80;
    let keep = |letter: char| if letter.is_alphanumeric() || "-_.".contains(letter) { letter } else { '-' };
    let name: String = part.chars().take(LONGEST).map(keep).collect();
    let name = name.trim_start_matches('.').trim_end_matches('.').to_owned();
    // A variant must not be taken for a run of its base.
    if ["run-", "sweep-", "robustness-"].iter().any(|kind| name.starts_with(kind)) {
        format!("scenario-{name}")
    } else {
        name
    }
}

/// The folder for a run (or a sweep, by its kind): `run-<seed>` where that is free or holds a run with the same settings,
/// else `run-<seed>-<first 8 digits of the settings' hash>`. What else may lie there is never touched.
pub(super) fn results_folder(
    scenario: &Path,
    kind: &str,
    seed: u64,
    settings_hash: &str,
) -> Result<PathBuf, ResultsError> {
    let plain = scenario.join(format!("{kind}-{seed}"));
    let digits: String = settings_hash.chars().filter(char::is_ascii_hexdigit).take(8).collect();
    let own = scenario.join(format!("{kind}-{seed}-{digits}"));
    let same =
        |folder: &Path| parse_manifest(folder).is_ok_and(|manifest| manifest.settings_hash == settings_hash);
    if let Some(found) = [&plain, &own].into_iter().find(|folder| same(folder)) {
        return Ok(found.clone());
    }
    let is_free = |folder: &Path| folder.symlink_metadata().is_err();
    if is_free(&plain) {
        Ok(plain)
    } else if is_free(&own) {
        Ok(own)
    } else {
        Err(ResultsError::InTheWay { path: own })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_leads_out_of_the_root_or_into_a_run() {
        let folder = |name: &str| scenario_folder(Path::new("out"), name).to_string_lossy().into_owned();
        assert_eq!(folder("korea-2018/inspectors-in"), "out/korea-2018/inspectors-in");
        assert_eq!(folder("../../etc/passwd"), "out/etc/passwd");
        assert_eq!(folder("/"), "out/scenario");
        assert_eq!(folder("a/../run-2018/.hidden"), "out/a/scenario-run-2018/hidden");
        assert_eq!(folder("C:\\x y\u{0}"), "out/C-/x-y-");
        assert!(folder(&"x".repeat(1000)).len() < 100);
    }
}
