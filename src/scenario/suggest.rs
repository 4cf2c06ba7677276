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
        1 => format!(" There is only `{}`.", listed[0]),
        2..=LISTED => format!(" There are {}.", enumerate(&listed, "and")),
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
        .map(|candidate| (likeness(name, candidate), candidate))
        .filter(|(alike, _)| *alike > ALIKE)
        .max_by(|left, right| left.0.total_cmp(&right.0))
        .map(|(_, candidate)| candidate)
}

/// From 0 to 1. One slip of the finger is enough likeness, which short names would not have otherwise: `wra`, `war`.
fn likeness(name: &str, candidate: &str) -> f64 {
    const ONE_SLIP: f64 = 0.9;
    let likeness = strsim::jaro_winkler(name, candidate);
    let is_one_slip = name.len() > 1 && strsim::osa_distance(name, candidate) == 1;
    if is_one_slip { likeness.max(ONE_SLIP) } else { likeness }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_name_is_suggested_or_the_few_there_are() {
        let hint = |name| hint(name, ["war", "deal"].into_iter());
        assert_eq!(hint("wra"), " Did you mean `war`?");
        assert_eq!(hint("peace"), " There are `war` and `deal`.");
        assert_eq!(super::hint("x", ["war"].into_iter()), " There is only `war`.");
        assert_eq!(super::hint("x", std::iter::empty()), "");
    }

    #[test]
    fn a_very_long_name_is_shortened() {
        assert_eq!(quote(&"é".repeat(100)).chars().count(), 63);
    }
}
