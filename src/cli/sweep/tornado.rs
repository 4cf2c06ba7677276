//! What each factor alone does to the outcomes that move most.

use super::super::screen::{HEADING, Screen};
use standoff::prose::numbers::share;
use standoff::results::study::{PointFigures, Reach, StudyFigures};
use std::io;

/// Outcomes that have a table of their own, those that move most.
const HEADLINES: usize = 3;

/// For each of the outcomes that move most, what each factor alone does to it.
pub(super) fn tornado(screen: &mut Screen, study: &StudyFigures) -> io::Result<()> {
    for (index, (outcome, reaches)) in study.most_moved().iter().take(HEADLINES).enumerate() {
        if index > 0 {
            screen.gap()?;
        }
        let base = study.base.outcomes[*outcome].told(study.plays);
        screen.styled(
            HEADING,
            &format!("{}: {base} in the scenario as it stands", study.outcomes[*outcome].label),
        )?;
        let row = |reach: &Reach| {
            let path = &study.factors[reach.factor].path;
            let end = |point: &PointFigures| {
                let outcome = &point.outcomes[*outcome];
                // Of a sampled share the interval of the change is the one that counts, and the narrower.
                let told = if study.plays == 0 { outcome.told(0) } else { share(outcome.share) };
                [point.value_told(path), told, outcome.change.told(study.plays)]
            };
            let mut row = vec![path.clone()];
            row.extend(reach.in_order().into_iter().flat_map(end));
            row
        };
        screen.table(
            &["Factor", "From", "Share", "Change", "To", "Share", "Change"],
            reaches.iter().map(row).collect(),
            1,
        )?;
    }
    Ok(())
}
