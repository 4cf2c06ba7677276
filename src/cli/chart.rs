//! `standoff chart`: the charts of a results folder, drawn again.

use super::error::CliError;
use super::screen::Screen;
use clap::builder::{PossibleValuesParser, TypedValueParser as _};
use clap::{Args, ValueEnum};
use standoff::chart::style::Size;
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
    #[arg(long = "kind", value_name = "KIND", value_parser = one_of(Kind::ALL.map(Kind::name)).try_map(|name| name.parse::<Kind>()))]
    kinds: Vec<Kind>,
    /// What for: a page (7.5 inches wide), a slide (16:9, larger letters), a column of a journal (3.5 inches wide)
    #[arg(long, default_value_t, value_parser = one_of(Size::ALL.map(Size::name)).try_map(|name| name.parse::<Size>()))]
    size: Size,
    /// In which format; may be repeated [default: svg and png]
    #[arg(long = "format", value_enum)]
    formats: Vec<Form>,
    /// Dots per inch of a PNG
    #[arg(long, default_value_t = 192, value_parser = clap::value_parser!(u32).range(48..=600))]
    dpi: u32,
    /// For print in black and white: data are told apart by lightness and dashes
    #[arg(long)]
    greyscale: bool,
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

fn one_of<const N: usize>(names: [&'static str; N]) -> PossibleValuesParser {
    PossibleValuesParser::new(names)
}

impl Chart {
    pub(super) fn run(self) -> Result<(), CliError> {
        let forms = if self.formats.is_empty() { vec![Form::Svg, Form::Png] } else { self.formats };
        let formats = forms.into_iter().map(|form| match form {
            Form::Svg => Format::Svg,
            Form::Png => Format::Png { dpi: self.dpi },
            Form::Pdf => Format::Pdf,
        });
        let drawing = Drawing {
            kinds: self.kinds,
            size: self.size,
            greyscale: self.greyscale,
            formats: formats.collect(),
        };
        let mut screen = Screen::stdout();
        for path in redraw(&self.dir, &drawing)? {
            screen.line(&path.display().to_string())?;
        }
        Ok(screen.flush()?)
    }
}
