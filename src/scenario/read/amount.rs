//! Amounts: numbers that may depend on the state.
//!
//! `0.3`, or linear in tracks and products of two `{ base = 0.1, per = { tension = 0.02, "ties*talks" = 0.01 } }`, or a
//! value for each level of one track `{ by = "talks", levels = [0.1, 0.5] }`.

use std::collections::BTreeSet;
use std::fmt::Display;

use super::reader::Reader;
use crate::scenario::document::Node;
use crate::scenario::limits;
use crate::scenario::model::{Amount, TrackIndex};

/// Reads an amount; zero where it is wrong.
pub(super) fn amount(reader: &mut Reader, node: &Node, what: impl Display) -> Amount {
    let Some(table) = node.as_table() else {
        if node.as_number().is_none() {
            reader.wrong(
                node,
                &what,
                "a number, or a table with `base` and `per`, or with `by` and `levels`",
            );
        }
        return Amount::Constant(number(reader, node, what).unwrap_or_default());
    };
    if table.contains_key("by") || table.contains_key("levels") {
        by_level(reader, node, what)
    } else {
        linear(reader, node, what)
    }
}

/// A number that sums can be made of.
pub(super) fn number(reader: &mut Reader, node: &Node, what: impl Display) -> Option<f64> {
    node.as_number()?;
    reader.number(node, what, "between -1e12 and 1e12", |number| number.abs() <= limits::NUMBER)
}

fn linear(reader: &mut Reader, node: &Node, what: impl Display) -> Amount {
    let zero = Amount::Constant(0.0);
    let Some(table) = reader.table(node, &what, &["base", "per"]) else { return zero };
    if table.is_empty() {
        reader.problem(
            &node.place,
            format!("{what} is empty: give it a `base`, or `per` track coefficients, or a plain number."),
        );
    }
    let base = table.get("base").map_or(0.0, |entry| coefficient(reader, &entry.node, "`base`"));
    let Some(per_node) = table.get("per").map(|entry| &entry.node) else { return Amount::Constant(base) };
    let Some(coefficients) = reader.map(per_node, "`per`") else { return zero };
    if coefficients.is_empty() {
        reader.problem(
            &per_node.place,
            "`per` is empty: name the tracks that the amount depends on, or leave it out.",
        );
    }
    let (mut per, mut seen, mut tracks) = (Vec::new(), BTreeSet::new(), BTreeSet::new());
    for (key, entry) in coefficients {
        let value = coefficient(reader, &entry.node, format_args!("The coefficient of `{key}`"));
        let (first, second) = match key.split_once('*') {
            Some((first, second)) => (first.trim(), Some(second.trim())),
            None => (key.as_str(), None),
        };
        let first = reader.track(first, &entry.key_place);
        let second = second.map(|second| reader.track(second, &entry.key_place));
        let (Some(first), None | Some(Some(_))) = (first, second) else { continue };
        let second = second.flatten();
        if !seen.insert((
            second.map_or(first, |second| second.min(first)),
            second.map(|second| second.max(first)),
        )) {
            reader.problem(&entry.key_place, format!("`{key}` stands twice under `per`."));
        }
        tracks.insert(first);
        tracks.extend(second);
        per.push((value, first, second));
    }
    if tracks.len() > limits::AMOUNT_TRACKS {
        reader.problem(
            &per_node.place,
            format!("{what} depends on {} tracks; the most is {}.", tracks.len(), limits::AMOUNT_TRACKS),
        );
    }
    Amount::Linear { base, per }
}

fn coefficient(reader: &mut Reader, node: &Node, what: impl Display) -> f64 {
    if node.as_number().is_none() {
        reader.wrong(node, &what, "a number");
    }
    number(reader, node, what).unwrap_or_default()
}

fn by_level(reader: &mut Reader, node: &Node, what: impl Display) -> Amount {
    let zero = Amount::Constant(0.0);
    let Some(table) = reader.table(node, &what, &["by", "levels"]) else { return zero };
    let (Some(by), Some(levels)) = (table.get("by"), table.get("levels")) else {
        reader.problem(
            &node.place,
            format!(
                "{what} needs both `by`, the name of a track, and `levels`, a value for each of its levels."
            ),
        );
        return zero;
    };
    let track = reader.text(&by.node, "`by`", limits::ID).and_then(|name| reader.track(name, &by.node.place));
    let Some(track) = track else { return zero };
    Amount::ByLevel { track, values: level_values(reader, &levels.node, track, "`levels`") }
}

/// A list of one value for each level of a track.
pub(super) fn level_values(
    reader: &mut Reader,
    node: &Node,
    track: TrackIndex,
    what: impl Display,
) -> Vec<f64> {
    let Some(list) = reader.list(node, &what) else { return Vec::new() };
    let values = list.iter().map(|value| coefficient(reader, value, "The value of a level")).collect();
    if let Some(track) = reader.names.track(track).filter(|track| track.size() != list.len()) {
        let message = format!(
            "{what} must have a value for each of the {} levels of `{}`, but has {}.",
            track.size(),
            track.id,
            list.len()
        );
        reader.problem(&node.place, message);
    }
    values
}

#[cfg(test)]
mod tests {
    use super::super::track::tracks;
    use super::*;
    use crate::scenario::document::parse;

    fn read(text: &str) -> Result<Amount, String> {
        let names = "[track]\nties = { range = [0, 1], start = 0 }\ntalks = { range = [1, 3], start = 1 }";
        let root = parse("names", names).unwrap();
        let mut reader = Reader::default();
        tracks(&mut reader, root.get("track").unwrap());
        let root = parse("test", &format!("x = {text}")).unwrap();
        let amount = amount(&mut reader, root.get("x").unwrap(), "`x`");
        reader.report.finish().map_err(|problems| problems.0[0].message.clone())?;
        Ok(amount)
    }

    #[test]
    fn an_amount_is_a_number_or_linear_or_by_level() {
        assert_eq!(read("3"), Ok(Amount::Constant(3.0)));
        assert_eq!(read("{ base = 0.5 }"), Ok(Amount::Constant(0.5)));
        assert_eq!(
            read("{ base = 0.5, per = { ties = 1, \"talks * ties\" = -2 } }"),
            Ok(Amount::Linear { base: 0.5, per: vec![(1.0, 0, None), (-2.0, 1, Some(0))] })
        );
        assert_eq!(
            read("{ by = \"talks\", levels = [1, 2, 4] }"),
            Ok(Amount::ByLevel { track: 1, values: vec![1.0, 2.0, 4.0] })
        );
    }

    #[test]
    fn an_amount_of_mixed_or_missing_parts_is_refused() {
        for text in [
            "{}",
            "\"1\"",
            "[1]",
            "inf",
            "{ per = {} }",
            "{ by = \"talks\" }",
            "{ by = \"talks\", levels = [1, 2] }",
            "{ by = \"talks\", levels = [1, 2, 3], base = 1 }",
            "{ per = { \"ties*talks*ties\" = 1 } }",
            "{ per = { \"ties*talks\" = 1, \"talks*ties\" = 1 } }",
        ] {
            assert!(read(text).is_err(), "{text}");
        }
    }
}
