//! The diagnosis of a whole scenario, for people.

use super::super::screen::{CAUTION, HEADING, Screen};
use standoff::report::{diagnosis, figures::certified};
use standoff::results::diagnosis::DiagnosisFigures;
use std::io;

pub(super) fn print(screen: &mut Screen, figures: &DiagnosisFigures) -> io::Result<()> {
    screen.styled(HEADING, &figures.title)?;
    screen.paragraph("", "", "What the actors stand to get in this model, and which games they are in.")?;
    screen.gap()?;
    let worths = diagnosis::worths(figures);
    screen.styled(HEADING, &worths.caption)?;
    screen.rows(worths)?;
    for warning in &figures.warnings {
        screen.styled_paragraph(CAUTION, "  Warning: ", "    ", warning)?;
    }
    screen.gap()?;
    screen.styled(HEADING, diagnosis::TIME)?;
    for pair in &figures.pairs {
        screen.gap()?;
        let (who, what) = diagnosis::pair(figures, pair);
        screen.headed(&format!("{who}: "), &what)?;
        screen.rows(diagnosis::time(figures, pair))?;
    }
    if figures.pairs.iter().any(|pair| !pair.classes.is_empty()) {
        screen.gap()?;
        screen.paragraph("", "  ", diagnosis::LETTERS)?;
    }
    screen.gap()?;
    screen.paragraph("", "  ", &certified(&figures.certificate))
}
