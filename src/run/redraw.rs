//! Drawing the charts of a results folder again.

use std::path::{Path, PathBuf};

use super::leave::chart_files;
use crate::chart::style::Look;
use crate::chart::{self, Chart, Format, Kind, Subject};
use crate::prose::listed;
use crate::results::{DIAGNOSIS, Figures, Results, ResultsError, add_files, read_diagnosis};

/// How charts are drawn again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawing {
    /// Which charts; all there are where none is named.
    pub kinds: Vec<Kind>,
    /// How they look.
    pub look: Look,
    /// The forms of each.
    pub formats: Vec<Format>,
}

impl Default for Drawing {
    fn default() -> Drawing {
        Drawing { kinds: Vec::new(), look: Look::default(), formats: Format::USUAL.to_vec() }
    }
}

/// Charts could not be drawn again.
#[derive(Debug, thiserror::Error)]
pub enum RedrawError {
    /// The folder is not what a run or a sweep left, or cannot be written to.
    #[error(transparent)]
    Results(#[from] ResultsError),
    /// These results have nothing to show in a chart that was asked for.
    #[error("{folder} has nothing to show in {wanted}; it has {has}", folder = folder.display())]
    Nothing {
        /// The folder.
        folder: PathBuf,
        /// The chart that was asked for.
        wanted: Kind,
        /// Those there are.
        has: String,
    },
}

/// Draws charts of what a run, a sweep or samples of payoffs have left, into its folder. Gives the files.
///
/// # Errors
/// Where the folder is not what a run or a sweep left or cannot be written to, and where it has nothing to show in a kind that
/// was asked for: nothing is written then.
pub fn redraw(folder: &Path, drawing: &Drawing) -> Result<Vec<PathBuf>, RedrawError> {
    let Results { manifest, figures } = Results::open(folder)?;
    let charts = match &figures {
        Figures::Study(study) => drawn(&[(&**study).into()], folder, drawing)?,
        Figures::Robustness(found) => drawn(&[(&**found).into()], folder, drawing)?,
        Figures::Run(summary) => {
            // A report has worked it out, where there was one.
            let has = manifest.files.contains_key(DIAGNOSIS) && folder.join(DIAGNOSIS).is_file();
            let diagnosis = has.then(|| read_diagnosis(folder)).transpose()?;
            let game = diagnosis.iter().filter(|game| game.scenario_hash == summary.scenario_hash);
            let subjects: Vec<Subject<'_>> =
                [(&**summary).into()].into_iter().chain(game.map(Subject::from)).collect();
            drawn(&subjects, folder, drawing)?
        }
    };
    let files: Vec<(String, Vec<u8>)> = chart_files(&charts, &drawing.formats).collect();
    Ok(add_files(folder, &manifest, &files)?)
}

/// The charts of these, or those of them that were asked for.
fn drawn(of: &[Subject<'_>], folder: &Path, drawing: &Drawing) -> Result<Vec<(String, Chart)>, RedrawError> {
    let style = drawing.look.style();
    let draw = |kind: Kind| of.iter().find_map(|&one| chart::draw_in(one, kind, &style));
    let all = || Kind::ALL.into_iter().filter_map(|kind| Some((kind, draw(kind)?)));
    let is_wanted = |kind: &Kind| drawing.kinds.is_empty() || drawing.kinds.contains(kind);
    let charts: Vec<(Kind, Chart)> = all().filter(|(kind, _)| is_wanted(kind)).collect();
    let is_drawn = |wanted: &Kind| charts.iter().any(|(kind, _)| kind == wanted);
    if let Some(&wanted) = drawing.kinds.iter().find(|kind| !is_drawn(kind)) {
        let names: Vec<String> = all().map(|(kind, _)| kind.to_string()).collect();
        return Err(RedrawError::Nothing { folder: folder.to_owned(), wanted, has: listed(&names) });
    }
    let suffix = drawing.look.suffix();
    Ok(charts.into_iter().map(|(kind, chart)| (format!("{kind}{suffix}"), chart)).collect())
}
