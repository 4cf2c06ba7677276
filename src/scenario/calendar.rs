//! Labels for the moments of a play.

use super::model::Calendar;

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// A label for each moment: `start`, then the end of each round, by its date or its number.
#[must_use]
pub fn moments(calendar: Option<&Calendar>, rounds: u32) -> Vec<String> {
    let label = |round: u32| match calendar {
        Some(calendar) => date(calendar, round).unwrap_or_else(|| round.to_string()),
        None => round.to_string(),
    };
    std::iter::once("start".to_owned()).chain((1..=rounds).map(label)).collect()
}

/// The round (from 1) that a date falls in; 0 and less for what came before the first. `None` for what is no date.
pub(super) fn round(calendar: &Calendar, date: &str) -> Option<i64> {
    let (start_year, start_month, start_day) = parts(&calendar.start)?;
    let (year, month, day) = parts(date)?;
    let days = || days_from_civil(year, month, day) - days_from_civil(start_year, start_month, start_day);
    let later = match calendar.unit.as_str() {
        "year" => year - start_year,
        "month" => 12 * (year - start_year) + month - start_month,
        "week" => days().div_euclid(7),
        "day" => days(),
        _ => return None,
    };
    Some(later + 1)
}

/// Year, month and day of a date; the first where it has none.
fn parts(date: &str) -> Option<(i64, i64, i64)> {
    let mut parts = date.split('-').map(|part| part.parse::<i64>().ok());
    let year = parts.next()??;
    Some((year, parts.next().unwrap_or(Some(1))?, parts.next().unwrap_or(Some(1))?))
}

/// The date of a round (from 1), if the calendar's start can be read.
fn date(calendar: &Calendar, round: u32) -> Option<String> {
    let (year, month, day) = parts(&calendar.start)?;
    let later = i64::from(round) - 1;
    let month_label = |months: i64| {
        let name = MONTHS[months.rem_euclid(12) as usize];
        format!("{name} {}", months.div_euclid(12))
    };
    Some(match calendar.unit.as_str() {
        "year" => (year + later).to_string(),
        "month" => month_label(year * 12 + month - 1 + later),
        unit @ ("week" | "day") => {
            let days = days_from_civil(year, month, day) + later * if unit == "week" { 7 } else { 1 };
            let (year, month, day) = civil_from_days(days);
            format!("{day} {} {year}", MONTHS[(month - 1) as usize])
        }
        _ => return None,
    })
}

/// Days since 1 March of year 0 in the Gregorian calendar.
fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    // Years begin in March, so that the leap day comes last.
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    year * 365 + year.div_euclid(4) - year.div_euclid(100)
        + year.div_euclid(400)
        + (153 * month + 2) / 5
        + day
        - 1
}

fn civil_from_days(days: i64) -> (i64, i64, i64) {
    let mut year = (days * 400).div_euclid(146_097);
    while days_from_civil(year + 1, 3, 1) <= days {
        year += 1;
    }
    while days_from_civil(year, 3, 1) > days {
        year -= 1;
    }
    let rest = days - days_from_civil(year, 3, 1);
    let month = (5 * rest + 2) / 153;
    let day = rest - (153 * month + 2) / 5 + 1;
    if month < 10 { (year, month + 3, day) } else { (year + 1, month - 9, day) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn label(start: &str, unit: &str, round: usize) -> String {
        let calendar = Calendar { start: start.into(), unit: unit.into() };
        moments(Some(&calendar), round as u32)[round].clone()
    }

    #[test]
    fn rounds_are_labelled_by_their_dates() {
        assert_eq!(label("2018-11", "month", 1), "Nov 2018");
        assert_eq!(label("2018-11", "month", 24), "Oct 2020");
        assert_eq!(label("1962-10-16", "day", 13), "28 Oct 1962");
        assert_eq!(label("2019-12-30", "day", 3), "1 Jan 2020");
        assert_eq!(label("2020-02-24", "week", 2), "2 Mar 2020");
        assert_eq!(label("1914", "year", 5), "1918");
    }

    #[test]
    fn dates_fall_into_rounds() {
        let of = |start: &str, unit: &str, date: &str| {
            round(&Calendar { start: start.into(), unit: unit.into() }, date).unwrap()
        };
        assert_eq!(of("2018-11", "month", "2018-11-08"), 1);
        assert_eq!(of("2018-11", "month", "2019-05"), 7);
        assert_eq!(of("2018-11", "month", "2018-10-31"), 0);
        assert_eq!(of("1962-10-16", "day", "1962-10-28"), 13);
        assert_eq!(of("2020-02-24", "week", "2020-03-01"), 1);
        assert_eq!(of("2020-02-24", "week", "2020-03-02"), 2);
        assert_eq!(of("2020-02-24", "week", "2020-02-23"), 0);
        assert_eq!(of("1914", "year", "1918-11-11"), 5);
        assert_eq!(round(&Calendar { start: "1914".into(), unit: "year".into() }, "then"), None);
    }

    #[test]
    fn without_a_calendar_rounds_are_numbered() {
        assert_eq!(moments(None, 2), ["start", "1", "2"]);
    }
}
