//! `calendar = { start = "2018-11", unit = "month" }`.

use super::reader::Reader;
use crate::scenario::document::Node;
use crate::scenario::model::Calendar;
use crate::scenario::{calendar, limits, suggest};

/// Units and the number of parts (year, month, day) that a start needs for them.
const UNITS: [(&str, usize); 4] = [("day", 3), ("week", 3), ("month", 2), ("year", 1)];

/// Reads the calendar.
pub(super) fn calendar(reader: &mut Reader, node: &Node) -> Option<Calendar> {
    let table = reader.table(node, "`calendar`", &["start", "unit"])?;
    let (Some(start_node), Some(unit_node)) = (table.get("start"), table.get("unit")) else {
        reader.problem(
            &node.place,
            "`calendar` needs a `start` and a `unit`, such as `{ start = \"2018-11\", unit = \"month\" }`.",
        );
        return None;
    };
    let (start_node, unit_node) = (&start_node.node, &unit_node.node);
    let unit = reader.text(unit_node, "`unit`", limits::ID)?;
    let Some((_, needed)) = UNITS.iter().find(|(name, _)| *name == unit) else {
        reader.report.unknown(
            &unit_node.place,
            "There is no unit",
            unit,
            UNITS.iter().map(|(name, _)| *name),
        );
        return None;
    };
    let start = reader.text(start_node, "`start`", limits::ID)?;
    match date_parts(start) {
        None => reader.wrong(start_node, "`start`", "a date such as `2018`, `2018-11` or `2018-11-30`"),
        Some(parts) if parts < *needed => {
            let example = ["2018", "2018-11", "2018-11-30"][needed - 1];
            reader.wrong(
                start_node,
                format_args!("The `start` of a calendar by {unit}"),
                &format!("a date such as `{example}`"),
            );
        }
        Some(_) => return Some(Calendar { start: start.to_owned(), unit: unit.to_owned() }),
    }
    None
}

/// The round of a date, which has to be as fine as the calendar. Rounds count from 1.
///
/// # Errors
/// A sentence that says what is wrong.
pub(super) fn round(calendar: Option<&Calendar>, date: &str) -> Result<i64, String> {
    let said = suggest::quote(date);
    let Some(calendar) = calendar else {
        return Err(format!("{said} falls in no round, since there is no `calendar`: give the `round`."));
    };
    let needed = UNITS.iter().find(|(unit, _)| *unit == calendar.unit).map_or(1, |(_, needed)| *needed);
    let found =
        date_parts(date).filter(|parts| *parts >= needed).and_then(|_| calendar::round(calendar, date));
    found.ok_or_else(|| {
        let example = ["2018", "2018-11", "2018-11-30"][needed - 1];
        format!("{said} is no date of a calendar by {}, such as `{example}`.", calendar.unit)
    })
}

/// How many of year, month and day a date has, if it is one.
fn date_parts(date: &str) -> Option<usize> {
    let parts: Vec<&str> = date.split('-').collect();
    let lengths_fit = parts.iter().zip([4, 2, 2]).all(|(part, length)| part.len() == length);
    if parts.len() > 3 || !lengths_fit {
        return None;
    }
    let number = |position: usize| -> Option<u32> {
        let part: &&str = parts.get(position)?;
        part.chars().all(|c| c.is_ascii_digit()).then(|| part.parse().ok())?
    };
    let year = number(0)?;
    if parts.len() > 1 && !(1..=12).contains(&number(1)?) {
        return None;
    }
    if parts.len() > 2 {
        let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        let days = match number(1)? {
            2 if is_leap => 29,
            2 => 28,
            4 | 6 | 9 | 11 => 30,
            _ => 31,
        };
        if !(1..=days).contains(&number(2)?) {
            return None;
        }
    }
    Some(parts.len())
}

#[cfg(test)]
mod tests {
    use super::date_parts;

    #[test]
    fn a_date_is_a_year_a_month_or_a_day() {
        assert_eq!(date_parts("1962"), Some(1));
        assert_eq!(date_parts("2018-11"), Some(2));
        assert_eq!(date_parts("2020-02-29"), Some(3));
        for wrong in ["", "62", "2018-13", "2019-02-29", "2018-1", "2018-11-30-1", "2018-+1", "November"] {
            assert_eq!(date_parts(wrong), None, "{wrong}");
        }
    }
}
