//! What came out of a sweep, in plain sentences.

use super::analyse;
use super::plan::DesignKind;
use crate::prose::numbers::exact_share;
use crate::prose::plain;
use crate::results::study::{
    Analysis, FactorFigures, Level, NamedFigures, PointFigures, ROUNDING, Reach, ShareFigures, StudyFigures,
};

/// Path of a factor; of the parts with the lowest and the highest mean share, how they are told and that mean.
type Strongest<'a> = (&'a str, (String, f64), (String, f64));

/// Outcomes that sentences are made of, those that move most.
const HEADLINES: usize = 3;

/// The sentences.
pub(super) fn findings(study: &StudyFigures) -> Vec<String> {
    let told = Told { study };
    let mut findings = Vec::new();
    findings.extend(told.failures());
    let is_alone = study.design == DesignKind::OneAtATime.name() || study.factors.len() == 1;
    match &study.analysis {
        // Indices and effects say more of the same.
        Some(Analysis::SobolIndices { .. } | Analysis::ElementaryEffects { .. }) => {}
        // How plays end over all choices together is nothing that anybody asked.
        Some(Analysis::Choice(_) | Analysis::Tournament(_)) => {}
        _ if study.compares_scenarios() => findings.extend(told.scenarios()),
        _ if is_alone => {
            let turns = (0..study.factors.len()).flat_map(|factor| told.turns(factor)).collect();
            let moves = told.moves_alone();
            // Of many factors there are many turns: what sums them up comes last, where it is seen.
            let parts = if study.factors.len() > 1 { [turns, moves] } else { [moves, turns] };
            findings.extend(parts.concat());
        }
        _ => findings.extend(told.moves_together()),
    }
    findings.extend(analyse::told(study));
    if !matches!(study.analysis, Some(Analysis::Choice(_) | Analysis::Tournament(_))) {
        findings.extend(told.constants());
    }
    findings
}

struct Told<'a> {
    study: &'a StudyFigures,
}

impl<'a> Told<'a> {
    fn failures(&self) -> Option<String> {
        let mut failed = self.study.points.iter().filter_map(|point| Some((point.point, point.failed?)));
        let (first, why) = failed.next()?;
        let count = 1 + failed.count();
        let what = if count == 1 { "1 point has".to_owned() } else { format!("{count} points have") };
        Some(format!("{what} no figures; point {first}: {why}"))
    }

    fn share(&self, outcome: &ShareFigures) -> String {
        outcome.told(self.study.plays)
    }

    fn value(&self, point: &PointFigures, factor: usize) -> String {
        let value = point.factors.get(&self.study.factors[factor].path);
        value.map_or_else(|| "the scenario's own value".to_owned(), Level::told)
    }

    fn nothing(&self) -> String {
        let beyond = if self.study.plays == 0 { "" } else { " beyond the error of sampling" };
        format!("Nothing that is varied moves the share of an outcome{beyond}.")
    }

    /// Outcomes that come about, and at all points alike.
    fn constants(&self) -> Vec<String> {
        let study = self.study;
        let is_constant = |outcome: usize| {
            let stands = study.base.outcomes[outcome].share;
            stands > ROUNDING
                && study.points.known().all(|point| (point.outcomes[outcome].share - stands).abs() < ROUNDING)
        };
        let told = |(outcome, named): (usize, &NamedFigures)| {
            let share = self.share(&study.base.outcomes[outcome]);
            is_constant(outcome)
                .then(|| format!("`{}` has the same share at all points: {share}.", named.label))
        };
        study.outcomes.iter().enumerate().filter_map(told).collect()
    }

    /// Which factor alone moves which outcome most.
    fn moves_alone(&self) -> Vec<String> {
        let study = self.study;
        let sure = |point: &PointFigures, outcome: usize| {
            let change = point.outcomes[outcome].change;
            change.low > 0.0 || change.high < 0.0
        };
        let is_told = |(outcome, reaches): &(usize, Vec<Reach>)| {
            let first = &reaches[0];
            study.plays == 0 || sure(&first.least, *outcome) || sure(&first.most, *outcome)
        };
        let found: Vec<_> = study.most_moved().into_iter().filter(is_told).take(HEADLINES).collect();
        if found.is_empty() {
            return vec![self.nothing()];
        }
        found.iter().map(|(outcome, reaches)| self.moved(*outcome, reaches)).collect()
    }

    /// Between which shares an outcome lies, each factor by itself, and what moves it most.
    fn moved(&self, outcome: usize, reaches: &[Reach]) -> String {
        let study = self.study;
        let label = &study.outcomes[outcome].label;
        let share = |point: &PointFigures| self.share(&point.outcomes[outcome]);
        let factor = reaches[0].factor;
        let path = &study.factors[factor].path;
        let [first, second] = reaches[0].in_order();
        let at = |point: &PointFigures| format!("{} at {}", share(point), self.value(point, factor));
        let stands = format!("{} in the scenario as it stands", share(&study.base));
        if study.factors.len() == 1 {
            return format!("`{label}` moves with {path}: {} and {}, with {stands}.", at(first), at(second));
        }
        let number = |point: &&PointFigures| point.outcomes[outcome].share;
        let all = || reaches.iter().flat_map(|reach| [&reach.least, &reach.most]).chain([&study.base]);
        let least = all().min_by(|a, b| number(a).total_cmp(&number(b))).unwrap_or(&study.base);
        let most = all().max_by(|a, b| number(a).total_cmp(&number(b))).unwrap_or(&study.base);
        format!(
            "`{label}`, {stands}, lies between {} and {} over the ranges of {} factors, each varied by itself; {path} moves \
             it most: {}, and {}.",
            share(least),
            share(most),
            study.factors.len(),
            at(first),
            at(second),
        )
    }

    /// Where a factor alone brings an outcome across one half, or makes another one the likeliest.
    fn turns(&self, factor: usize) -> Vec<String> {
        let path = &self.study.factors[factor].path;
        let number = |point: &PointFigures| point.factors.get(path).and_then(Level::number);
        let alone = self.study.points.alone(factor);
        let mut line: Vec<(f64, PointFigures)> =
            alone.filter_map(|point| Some((number(&point)?, point))).collect();
        if let (true, Some(value)) = (line.len() > 1, number(&self.study.base)) {
            line.push((value, self.study.base.clone()));
        }
        line.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut told = Vec::new();
        for (outcome, named) in self.study.outcomes.iter().enumerate() {
            // Points whose interval holds one half are on neither side.
            let side = |point: &PointFigures| {
                let share = &point.outcomes[outcome];
                if share.low > 0.5 + ROUNDING {
                    Some(true)
                } else {
                    (share.high < 0.5 - ROUNDING).then_some(false)
                }
            };
            let decided: Vec<_> =
                line.iter().filter_map(|(value, point)| Some((value, point, side(point)?))).collect();
            for pair in decided.windows(2).filter(|pair| pair[0].2 != pair[1].2) {
                told.push(format!(
                    "`{}` crosses 50\u{a0}% between {path} = {}, with {}, and {}, with {}.",
                    named.label,
                    plain(*pair[0].0),
                    self.share(&pair[0].1.outcomes[outcome]),
                    plain(*pair[1].0),
                    self.share(&pair[1].1.outcomes[outcome]),
                ));
            }
        }
        let likeliest = line
            .iter()
            .filter_map(|(value, point)| Some((value, point, likeliest(point)?)))
            .collect::<Vec<_>>();
        for pair in likeliest.windows(2).filter(|pair| pair[0].2 != pair[1].2) {
            let end = |(value, point, outcome): &(&f64, &PointFigures, usize)| {
                let label = &self.study.outcomes[*outcome].label;
                let share = self.share(&point.outcomes[*outcome]);
                format!("`{label}` with {share} at {path} = {}", plain(**value))
            };
            told.push(format!("The likeliest outcome changes from {} to {}.", end(&pair[0]), end(&pair[1])));
        }
        told
    }

    /// What is likelier and what is less likely in each of the scenarios than in the one they are compared with.
    fn scenarios(&self) -> Vec<String> {
        let study = self.study;
        let told = |point: PointFigures| {
            let sure = |outcome: &&ShareFigures| {
                outcome.change.value.abs() > ROUNDING
                    && (outcome.change.low > 0.0 || outcome.change.high < 0.0)
            };
            let mut changed: Vec<&ShareFigures> = point.outcomes.iter().filter(sure).collect();
            changed.sort_by(|a, b| b.change.value.abs().total_cmp(&a.change.value.abs()));
            let label =
                |id: &str| study.outcomes.iter().find(|one| one.id == id).map_or("", |one| &one.label);
            let each = changed.iter().take(HEADLINES).map(|outcome| {
                let change = outcome.change.told(study.plays);
                format!("`{}` {change} points, at {}", label(&outcome.id), self.share(outcome))
            });
            let name = self.value(&point, 0);
            match changed.len() {
                0 if study.plays == 0 => format!("{name} ends as {} does.", study.scenario),
                0 => format!("{name} ends as {} does, as far as these plays tell.", study.scenario),
                _ => format!("{name} against {}: {}.", study.scenario, each.collect::<Vec<_>>().join("; ")),
            }
        };
        study.points.known().map(told).collect()
    }

    /// Between which shares outcomes lie where several factors vary at once, and which of them moves them most.
    fn moves_together(&self) -> Vec<String> {
        let study = self.study;
        let mut told: Vec<(f64, String)> = Vec::new();
        for (outcome, named) in study.outcomes.iter().enumerate() {
            let share = |point: &PointFigures| point.outcomes[outcome].share;
            let least = study.points.known().min_by(|a, b| share(a).total_cmp(&share(b)));
            let most = study.points.known().max_by(|a, b| share(a).total_cmp(&share(b)));
            let (Some(least), Some(most)) = (least, most) else { continue };
            let span = share(&most) - share(&least);
            if span < ROUNDING {
                continue;
            }
            let at = |point: &PointFigures| {
                format!("{} at point {}", self.share(&point.outcomes[outcome]), point.point)
            };
            let mut sentence = format!("`{}` lies between {} and {}", named.label, at(&least), at(&most));
            if let Some((path, (first, low), (second, high))) = self.strongest(outcome) {
                sentence += &format!(
                    "; {path} moves it most, from {} in the mean {first} to {} {second}",
                    exact_share(low),
                    exact_share(high),
                );
            }
            told.push((span, sentence + "."));
        }
        if told.is_empty() {
            return vec![self.nothing()];
        }
        told.sort_by(|a, b| b.0.total_cmp(&a.0));
        told.into_iter().take(HEADLINES).map(|(_, sentence)| sentence).collect()
    }

    /// The factor between whose parts the mean share of an outcome differs most: the halves of its range, or what is
    /// listed.
    fn strongest(&self, outcome: usize) -> Option<Strongest<'a>> {
        let parts = |factor: &'a FactorFigures| {
            let ends: Vec<f64> = factor.values.iter().filter_map(Level::number).collect();
            let middle = match (factor.scale.as_str(), &ends[..]) {
                ("list", _) => None,
                ("log", [low, high]) => Some((low * high).sqrt()),
                (_, [low, high]) => Some(f64::midpoint(*low, *high)),
                _ => None,
            };
            let part = |level: &Level| match (middle, level.number()) {
                (Some(middle), Some(number)) if number < middle => {
                    "in the lower half of its range".to_owned()
                }
                (Some(middle), Some(number)) if number > middle => "in the upper half".to_owned(),
                (Some(_), _) => String::new(),
                (None, _) => format!("with {}", level.told()),
            };
            let mut sums: Vec<(String, f64, usize)> = Vec::new();
            for point in self.study.points.known() {
                let Some(name) = point.factors.get(&factor.path).map(part).filter(|name| !name.is_empty())
                else {
                    continue;
                };
                let share = point.outcomes[outcome].share;
                match sums.iter_mut().find(|(known, ..)| *known == name) {
                    Some((_, sum, count)) => (*sum, *count) = (*sum + share, *count + 1),
                    None => sums.push((name, share, 1)),
                }
            }
            let means: Vec<(String, f64)> =
                sums.into_iter().map(|(name, sum, count)| (name, sum / count as f64)).collect();
            let least = means.iter().min_by(|a, b| a.1.total_cmp(&b.1))?.clone();
            let most = means.iter().max_by(|a, b| a.1.total_cmp(&b.1))?.clone();
            Some((factor.path.as_str(), least, most))
        };
        let gap = |found: &Strongest<'_>| found.2.1 - found.1.1;
        let all = self.study.factors.iter().filter_map(parts).filter(|found| gap(found) > ROUNDING);
        all.reduce(|best, next| if gap(&next) > gap(&best) { next } else { best })
    }
}

/// The likeliest outcome of a point, where its interval lies above those of all others.
fn likeliest(point: &PointFigures) -> Option<usize> {
    let shares = || point.outcomes.iter().enumerate();
    let (best, most) = shares().reduce(|best, next| if next.1.share > best.1.share { next } else { best })?;
    shares().all(|(outcome, share)| outcome == best || share.high < most.low - ROUNDING).then_some(best)
}
