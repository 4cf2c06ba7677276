//! What a design was made to tell, as tables.

use super::super::screen::{HEADING, Screen};
use standoff::prose::numbers::{count, fixed, number, p_value};
use standoff::results::study::{
    DiscoveryFigures, EffectsFigures, FactorEffects, FactorIndices, FactorRegion, IntervalFigures, Level,
    LimitFigures, Nothing, PairIndex, StudyFigures, VarianceFigures,
};
use std::io;

/// Outcomes that have a table of their own, those that vary most; all of them are in the files.
const HEADLINES: usize = 3;
/// Rows of a table at most.
const MOST_ROWS: usize = 25;

/// In hundredths: `62`, and `55–69`; ends that are below 0 stand apart.
fn part(interval: &IntervalFigures) -> [String; 2] {
    let end = |end: Option<f64>, open: &str| end.map_or_else(|| open.to_owned(), |end| fixed(100.0 * end, 0));
    [
        format!("{}\u{a0}%", fixed(100.0 * interval.value, 0)),
        format!("{}\u{a0}to\u{a0}{}", end(interval.low, "−∞"), end(interval.high, "∞")),
    ]
}

/// Shares of variance, a table for each of the outcomes that vary most.
pub(super) fn sobol_indices(
    screen: &mut Screen,
    study: &StudyFigures,
    replicates: usize,
    measures: &[VarianceFigures],
) -> io::Result<()> {
    for (outcome, found) in study.most_varied().into_iter().take(HEADLINES) {
        let heading = format!("Shares of the variance of `{}`", study.outcomes[outcome].label);
        screen.styled(HEADING, &heading)?;
        let row = |factor: &&FactorIndices| {
            let mut row = vec![factor.path.clone()];
            row.extend(part(&factor.first));
            row.extend(part(&factor.total));
            row
        };
        let rows = found.strongest().iter().take(MOST_ROWS).map(row).collect();
        screen.table(&["Factor", "By itself", "95\u{a0}%", "With others", "95\u{a0}%"], rows, 1)?;
        let mut pairs: Vec<&PairIndex> = found.pairs.iter().collect();
        pairs.sort_by(|a, b| b.index.value.total_cmp(&a.index.value));
        if !pairs.is_empty() {
            let row = |pair: &&PairIndex| {
                let mut row = pair.paths.to_vec();
                row.extend(part(&pair.index));
                row
            };
            let rows = pairs.iter().take(HEADLINES).map(row).collect();
            screen.table(&["Factor", "With", "Together", "95\u{a0}%"], rows, 2)?;
        }
        screen.gap()?;
    }
    for (why, told) in [
        (Nothing::Constant, "The same at all points"),
        (Nothing::OnlyNoise, "Varies no more than noise explains"),
    ] {
        let is = |found: &&VarianceFigures| found.nothing == Some(why);
        let of: Vec<&str> = measures.iter().filter(is).map(|found| found.measure.as_str()).collect();
        if !of.is_empty() {
            screen.paragraph("  ", "    ", &format!("{told}: {}.", of.join(", ")))?;
        }
    }
    let note = format!(
        "Sobol' indices, first-order and total. Intervals are from {replicates} independent scrambles of the design; where \
         they are wide, or estimates lie below 0 or above 100\u{a0}%, there are too few points to tell."
    );
    screen.paragraph("  ", "    ", &note)
}

/// Elementary effects, a table for each of the outcomes that move most.
pub(super) fn elementary_effects(
    screen: &mut Screen,
    study: &StudyFigures,
    trajectories: usize,
    measures: &[EffectsFigures],
) -> io::Result<()> {
    let points = |share: f64| fixed(100.0 * share, 1);
    for (outcome, found) in study.most_affected().into_iter().take(HEADLINES) {
        let heading = format!("Effects on `{}`, in percentage points", study.outcomes[outcome].label);
        screen.styled(HEADING, &heading)?;
        let row = |effects: &&FactorEffects| {
            let end = |end: Option<f64>| end.map_or_else(|| "–".to_owned(), points);
            let interval = format!("{}–{}", end(effects.mu_star.low), end(effects.mu_star.high));
            let mut row = vec![effects.path.clone(), points(effects.mu_star.value), interval];
            row.extend([points(effects.mu), points(effects.sigma)]);
            row.extend(effects.noise.map(points));
            row
        };
        let mut header = vec!["Factor", "μ*", "95\u{a0}%", "μ", "σ"];
        if study.plays > 0 {
            header.push("Noise");
        }
        screen.table(&header, found.strongest().iter().take(MOST_ROWS).map(row).collect(), 1)?;
        screen.gap()?;
    }
    let constant: Vec<&str> =
        measures.iter().filter(|found| found.most() == 0.0).map(|found| found.measure.as_str()).collect();
    if !constant.is_empty() {
        screen.paragraph("  ", "    ", &format!("The same at all points: {}.", constant.join(", ")))?;
    }
    let note = format!(
        "Changes over the whole range of a factor, in {} trajectories: μ* is the mean of their sizes, μ their mean, σ their \
         standard deviation.",
        count(trajectories as u64)
    );
    screen.paragraph("  ", "    ", &note)
}

/// Where points of interest lie.
pub(super) fn discovery(screen: &mut Screen, found: &DiscoveryFigures) -> io::Result<()> {
    for region in &found.regional {
        screen
            .styled(HEADING, &format!("Where {}: {} points", region.interest, count(region.points as u64)))?;
        let row = |factor: &FactorRegion| {
            vec![
                factor.path.clone(),
                format!("{} {}", if factor.above { ">" } else { "≤" }, number(factor.at)),
                fixed(factor.distance, 2),
                p_value(factor.p),
            ]
        };
        let rows = region.factors.iter().take(MOST_ROWS).map(row).collect();
        screen.table(&["Factor", "More often", "Distance", "p"], rows, 1)?;
    }
    let Some(prim) = found.prim.as_ref().filter(|prim| !prim.limits.is_empty()) else { return Ok(()) };
    screen.gap()?;
    screen.styled(HEADING, "The box in which they are dense")?;
    let row = |limit: &LimitFigures| {
        let end = |end: Option<f64>| end.map_or_else(String::new, number);
        let (low, high) = match &limit.among {
            Some(among) => (among.iter().map(Level::told).collect::<Vec<_>>().join(", "), String::new()),
            None => (end(limit.low), end(limit.high)),
        };
        let comes_back = format!("{}\u{a0}%", fixed(100.0 * limit.comes_back, 0));
        vec![limit.path.clone(), low, high, p_value(limit.quasi_p), comes_back]
    };
    let rows = prim.limits.iter().map(row).collect();
    screen.table(&["Factor", "From", "To", "Quasi-p", "Comes back"], rows, 1)?;
    let note = "Quasi-p: how likely the box were as dense by chance without the limit, which the same points chose. Comes \
                back: in which share of random halves of the points.";
    screen.paragraph("  ", "    ", note)
}
