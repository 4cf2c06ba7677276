//! Colours of data, told apart with any common form of colour vision and in their order also in print.
//!
//! Outcomes get theirs by file order, so one outcome has one colour in all charts of a scenario. The first seven are
//! Okabe and Ito's (2008) without black and their yellow, which is too pale on white; the rest follows Paul Tol's
//! `muted` scheme. Moves are coloured by what they mean: conceding blue, holding grey, escalating orange, the
//! last of a file in the strongest shade.

use super::scene::Colour;

const OUTCOMES: [Colour; 12] = [
    Colour(0x00, 0x72, 0xB2), // blue
    Colour(0xE6, 0x9F, 0x00), // orange
    Colour(0x00, 0x9E, 0x73), // bluish green
    Colour(0xD5, 0x5E, 0x00), // vermillion
    Colour(0x56, 0xB4, 0xE9), // sky blue
    Colour(0xCC, 0x79, 0xA7), // reddish purple
    Colour(0x66, 0x66, 0x66), // grey
    Colour(0x88, 0x22, 0x55), // wine
    Colour(0x99, 0x99, 0x33), // olive
    Colour(0x33, 0x22, 0x88), // indigo
    Colour(0x7A, 0x4A, 0x1E), // brown
    Colour(0x44, 0xAA, 0x99), // teal
];

/// Colour of the outcome with this index.
pub(super) fn outcome(index: usize) -> Colour {
    let base = OUTCOMES[index % OUTCOMES.len()];
    // Beyond twelve, lighter rounds of the same: direct labels tell them apart.
    let again = index / OUTCOMES.len();
    if again == 0 { base } else { mix(base, Colour(255, 255, 255), 0.45) }
}

/// Colour of the n-th of `of` moves of a stance.
pub(super) fn of_stance(stance: &str, n: usize, of: usize) -> Colour {
    let (first, last) = match stance {
        "concede" => (Colour(0x8C, 0xC0, 0xEA), Colour(0x08, 0x45, 0x8A)),
        "escalate" => (Colour(0xFD, 0xB8, 0x74), Colour(0xA6, 0x36, 0x03)),
        _ => (Colour(0x5E, 0x5E, 0x5E), Colour(0xD0, 0xD0, 0xD0)),
    };
    let step = if of <= 1 { 0.5 } else { n as f64 / (of - 1) as f64 };
    mix(first, last, step)
}

/// The one colour of everything that shows a track.
pub(super) const TRACK: Colour = Colour(0x08, 0x45, 0x8A);

/// Between two colours: 0 gives the first, 1 the second.
pub(super) fn mix(from: Colour, to: Colour, step: f64) -> Colour {
    let step = step.clamp(0.0, 1.0);
    let channel = |a: u8, b: u8| (f64::from(a) + (f64::from(b) - f64::from(a)) * step).round() as u8;
    Colour(channel(from.0, to.0), channel(from.1, to.1), channel(from.2, to.2))
}
