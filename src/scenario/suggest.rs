//! The nearest name to one that does not exist.

/// Longest list of names worth printing.
const LISTED: usize = 8;

/// A sentence that helps on from a wrong name: the nearest of the known ones, or all of them if they are few.
/// Starts with a space; empty where there is nothing to say.
pub(super) fn hint<'a>(name: &str, known: impl Iterator<Item = &'a str> + Clone) -> String {
    if let Some(nearest) = nearest(name, known.clone()) {
        return format!(" Did you mean `{nearest}`?");
    }
    let listed: Vec<&str> = known.take(LISTED + 1).collect();
    match listed.len() {
        0 => String::new(),
        1..=LISTED => format!(" There is {}.", enumerate(&listed, "and")),
        _ => String::new(),
    }
}

/// The name that is most like this one, if any is like it at all.
pub(super) fn nearest<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    const ALIKE: f64 = 0.8;
    const COMPARED: usize = 1000;
    // Nobody mistypes a name that long, and comparing costs the product of the lengths.
    if name.len() > super::limits::ID {
        return None;
    }
    known
        .take(COMPARED)
        .map(|candidate| (strsim::jaro_winkler(name, candidate), candidate))
        .filter(|(alike, _)| *alike > ALIKE)
        .max_by(|left, right| left.0.total_cmp(&right.0))
        .map(|(_, candidate)| candidate)
}

/// `a`, `b` and `c`.
pub(super) fn enumerate(names: &[&str], last: &str) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    match quoted.split_last() {
        None => String::new(),
        Some((only, [])) => only.clone(),
        Some((end, front)) => format!("{} {last} {end}", front.join(", ")),
    }
}

/// A name as it stands in a message: in backticks, shortened where it is very long.
pub(super) fn quote(name: &str) -> String {
    const SHOWN: usize = 60;
    match name.char_indices().nth(SHOWN) {
        None => format!("`{name}`"),
        Some((end, _)) => format!("`{}…`", &name[..end]),
    }
}
