//! What came of samples of payoffs, in plain sentences.

use crate::prose::numbers::{count, estimate, exact_share, many, number, share_to};
use crate::results::robustness::{
    BandFigures, HeldFigures, RobustnessFigures, SampleShare, told as share_told,
};
use crate::results::study::ROUNDING;

/// From here on a statement is called robust.
const ROBUST: f64 = 0.95;
/// Fragile statements that have a sentence of their own, the most fragile first.
const MOST_FRAGILE: usize = 3;

/// The sentences.
pub(super) fn findings(figures: &RobustnessFigures) -> Vec<String> {
    let mut told: Vec<String> = failures(figures).into_iter().collect();
    if figures.failed.len() == figures.samples {
        return told;
    }
    told.extend(likeliest(figures));
    told.extend(widest(figures));
    told.extend(statements(figures));
    let mut fragile: Vec<&HeldFigures> =
        figures.statements.iter().filter(|one| !one.apart.is_empty()).collect();
    fragile.sort_by(|a, b| held(a).total_cmp(&held(b)));
    told.extend(fragile.into_iter().take(MOST_FRAGILE).map(|one| apart(one, figures.samples)));
    told
}

/// `93 % (89–96 %)`
fn of(share: SampleShare) -> String {
    estimate(share.share, share.low, share.high)
}

fn held(one: &HeldFigures) -> f64 {
    one.holds.map_or(1.0, |holds| holds.share)
}

fn failures(figures: &RobustnessFigures) -> Option<String> {
    let first = figures.failed.first()?;
    let has = if figures.failed.len() == 1 { "has" } else { "have" };
    Some(format!(
        "{} {has} no figures, and are counted as holding nothing; sample {}: {}",
        many(figures.failed.len(), "sample"),
        first.sample,
        first.why
    ))
}

fn likeliest(figures: &RobustnessFigures) -> Option<String> {
    let first = figures.likeliest()?;
    let stands =
        figures.outcomes.iter().reduce(|best, next| if next.stands > best.stands { next } else { best })?;
    let mut told = format!(
        "The likeliest ending is `{}` in {} of {} of {}",
        first.label,
        of(first.likeliest),
        many(figures.samples, "sample"),
        figures.drawn(),
    );
    let mut others: Vec<&BandFigures> =
        figures.outcomes.iter().filter(|one| one.id != first.id && one.likeliest.count > 0).collect();
    others.sort_by_key(|one| std::cmp::Reverse(one.likeliest.count));
    if let Some(second) = others.first() {
        told += &format!(", and `{}` in {}", second.label, of(second.likeliest));
    }
    if stands.id != first.id {
        told += &format!("; in the scenario as it stands it is `{}`", stands.label);
    }
    Some(told + ".")
}

/// The outcome that the assumptions leave most open.
fn widest(figures: &RobustnessFigures) -> Option<String> {
    let width = |one: &BandFigures| one.high - one.low;
    let widest =
        figures.outcomes.iter().reduce(|best, next| if width(next) > width(best) { next } else { best })?;
    if width(widest) < ROUNDING {
        return None;
    }
    Some(format!(
        "The assumptions leave `{}` between {} and {} in nine of ten samples, where the scenario as it stands has {}: a range \
         of what may be put in, and no error of sampling.",
        widest.label,
        share_told(widest.low),
        share_told(widest.high),
        exact_share(widest.stands),
    ))
}

/// How many statements are robust, and which is the least so of those that hold as the scenario stands.
fn statements(figures: &RobustnessFigures) -> Option<String> {
    let asked: Vec<(&HeldFigures, SampleShare)> =
        figures.asked().filter(|(one, _)| one.stands == Some(true)).collect();
    let (least, holds) = asked
        .iter()
        .copied()
        .reduce(|least, next| if next.1.share < least.1.share { next } else { least })?;
    let robust = asked.iter().filter(|(_, holds)| holds.share >= ROBUST).count();
    let what = match asked.len() {
        1 => "The one statement that holds in the scenario as it stands".to_owned(),
        all => format!("Of the {} statements that hold in the scenario as it stands,", count(all as u64)),
    };
    if asked.len() == 1 {
        return Some(format!("{what}, `{}`, holds in {} of the samples.", least.says, of(holds)));
    }
    if holds.count == figures.samples {
        return Some(format!("{what} all hold in every one of {}.", many(figures.samples, "sample")));
    }
    let hold = match robust {
        0 => "none holds".to_owned(),
        1 => "1 holds".to_owned(),
        several => format!("{} hold", count(several as u64)),
    };
    Some(format!(
        "{what} {hold} in 95\u{a0}% of the samples or more; the least robust is `{}`, which holds in {}.",
        least.says,
        of(holds)
    ))
}

/// Where a fragile statement fails.
fn apart(one: &HeldFigures, samples: usize) -> String {
    let first = &one.apart[0];
    let at = number(first.at);
    let told = |held: f64| share_to(held, 0);
    let where_it_fails = match first.held_above < first.held_below {
        true => {
            format!("above {at}: there in {}, else in {}", told(first.held_above), told(first.held_below))
        }
        false => {
            format!("up to {at}: there in {}, else in {}", told(first.held_below), told(first.held_above))
        }
    };
    let more: Vec<String> = one.apart[1..].iter().map(|one| one.path.clone()).collect();
    let more = match more.len() {
        0 => String::new(),
        _ => format!("; next in weight: {}", more.join(" and ")),
    };
    let holds = one.holds.map(of).unwrap_or_default();
    format!(
        "`{}` holds in {holds} of {}, least often with {} {where_it_fails}{more}.",
        one.says,
        many(samples, "sample"),
        first.path
    )
}
