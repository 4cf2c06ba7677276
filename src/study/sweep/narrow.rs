//! Points beyond a grid, where tipping points are narrowed down.

use super::analyse::tipping;
use super::store::Store;
use super::{Looking, Progress};
use crate::results::ResultsError;
use crate::results::study::{PointFigures, StudyFigures};

/// Adds the points that the search for tipping points looks at, where one is asked for.
pub(super) fn narrow(
    looking: &Looking<'_>,
    study: &mut StudyFigures,
    store: &mut Store,
    mut report: impl FnMut(Progress),
) -> Result<(), ResultsError> {
    if !tipping::is_asked_for(study) {
        return Ok(());
    }
    let (path, of) = (&study.factors[0].path, study.points.len());
    let mut more: Vec<PointFigures> = Vec::new();
    let mut written = Ok(());
    let search = tipping::find(study, |level| {
        let is_here = |point: &PointFigures| point.factors.get(path) == Some(level);
        if let Some(known) = study.points.iter().chain(more.iter().cloned()).find(is_here) {
            return Ok(known);
        }
        let number = of + more.len() + 1;
        let blank = looking.blank(number, &[(0, level.clone())], 0);
        let point = store.find(&[path], &blank).unwrap_or_else(|| {
            report(Progress { done: number - 1, of: number });
            let point = looking.fill(blank);
            if written.is_ok() {
                written = store.add(&point);
            }
            point
        });
        more.push(point.clone());
        Ok(point)
    });
    // Why it found nothing, the analysis finds again from the points.
    drop(search);
    written?;
    study.points.extend(more);
    report(Progress { done: study.points.len(), of: study.points.len() });
    Ok(())
}
