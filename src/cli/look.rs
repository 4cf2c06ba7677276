//! How a chart looks: the options that all commands which draw share.

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser as _};
use standoff::chart::style::{self, Size};

/// What a chart is drawn for.
#[derive(Args)]
pub(super) struct Look {
    /// What for: a page (7.5 inches wide), a slide (16:9, larger letters), a column of a journal (3.5 inches wide)
    #[arg(long, default_value_t, value_parser = PossibleValuesParser::new(Size::ALL.map(Size::name)).try_map(|name| name.parse::<Size>()))]
    size: Size,
    /// For print in black and white: data are told apart by lightness and dashes
    #[arg(long)]
    greyscale: bool,
    /// Dots per inch of a PNG
    #[arg(long, default_value_t = 192, value_parser = clap::value_parser!(u32).range(48..=600))]
    pub(super) dpi: u32,
}

impl Look {
    /// The same, without clap.
    pub(super) fn asked(&self) -> style::Look {
        style::Look { size: self.size, greyscale: self.greyscale }
    }
}
