//! `standoff chart`: the charts of a results folder, drawn again.

use super::error::CliError;
use super::look::Look;
use super::screen::Screen;
use clap::builder::{PossibleValuesParser, TypedValueParser as _};
use clap::{Args, ValueEnum};
use standoff::chart::{Format, Kind};
use standoff::run::{Drawing, redraw};
use std::path::PathBuf;

/// Draw the charts of a results folder again, for a page, a slide or a column, in any format
///
/// Files go into charts/ in that folder, under the name of the chart; in another size than a page's and in greyscale the name
/// says so: outcome-shares-column-grey.pdf.
#[derive(Args)]
#[command(after_help = "Examples:
  standoff chart output/korea-2018/run-2018
  standoff chart output/korea-2018/run-2018 --kind outcomes-over-time --size column --format pdf
  standoff chart output/korea-2018/run-2018 --size slide --format png --dpi 144")]
pub(super) struct Chart {
    /// A folder that a run, a sweep or `robustness` has left, such as output/korea-2018/run-2018
    dir: PathBuf,
    /// Draw this chart only; may be repeated
    #[arg(long = "kind", value_name = "KIND", value_parser = PossibleValuesParser::new(Kind::ALL.map(Kind::name)).try_map(|name| name.parse::<Kind>()))]
    kinds: Vec<Kind>,
    /// In which format; may be repeated [default: svg and png]
    #[arg(long = "format", value_enum)]
    formats: Vec<Form>,
    #[command(flatten)]
    look: Look,
}

/// A format of files.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    /// For the web, and to be edited
    Svg,
    /// Pixels
    Png,
    /// For papers: with its letters
    Pdf,
}

impl Chart {
    pub(super) fn run(self) -> Result<(), CliError> {
        let forms = if self.formats.is_empty() { vec![Form::Svg, Form::Png] } else { self.formats };
        let formats = forms.into_iter().map(|form| match form {
            Form::Svg => Format::Svg,
            Form::Png => Format::Png { dpi: self.look.dpi },
            Form::Pdf => Format::Pdf,
        });
        let drawing = Drawing { kinds: self.kinds, look: self.look.asked(), formats: formats.collect() };
        let mut screen = Screen::stdout();
        for path in redraw(&self.dir, &drawing)? {
            screen.line(&path.display().to_string())?;
        }
        Ok(screen.flush()?)
    }
}
