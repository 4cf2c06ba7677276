//! Colours of data, told apart with any common form of colour vision and in their order also in print.
//!
//! Outcomes get theirs by file order, so one outcome has one colour in all charts of a scenario. The first five
//! and the last are Okabe and Ito's (2008), without their yellow, which is too pale on white; the rest was searched
//! for so that any two of the twelve differ clearly in the three common forms of colour blindness too (see the test). Moves are coloured by what they mean: conceding blue, holding grey, escalating orange, the
//! last of a file in the strongest shade. In greyscale, lightness does the same work.

use super::scene::Colour;
use super::style::Ink;

const OUTCOMES: [Colour; 12] = [
    Colour(0x00, 0x72, 0xB2), // blue
    Colour(0xE6, 0x9F, 0x00), // orange
    Colour(0x00, 0x9E, 0x73), // bluish green
    Colour(0xD5, 0x5E, 0x00), // vermillion
    Colour(0x56, 0xB4, 0xE9), // sky blue
    Colour(0x5A, 0x1E, 0x02), // brown
    Colour(0x8F, 0x3F, 0xE0), // violet
    Colour(0x22, 0x22, 0x22), // nearly black
    Colour(0xB4, 0xB4, 0x6C), // olive
    Colour(0x9A, 0x86, 0xF0), // lavender
    Colour(0x0B, 0x0B, 0x7A), // navy
    Colour(0xCC, 0x79, 0xA7), // reddish purple
];

/// The colours of data.
impl Ink {
    /// Colour of the outcome with this index.
    pub(super) fn outcome(self, index: usize) -> Colour {
        let place = index % OUTCOMES.len();
        let base = if self.greyscale { grey_outcome(place) } else { OUTCOMES[place] };
        // Beyond twelve, lighter rounds of the same: direct labels tell them apart.
        let again = index / OUTCOMES.len();
        if again == 0 { base } else { mix(base, self.paper, 0.45) }
    }

    /// Colour of the n-th of the games that a chart tells apart: those that few scenarios have outcomes of come first.
    pub(super) fn game(self, n: usize) -> Colour {
        const ORDER: [usize; 12] = [8, 9, 11, 6, 10, 5, 2, 4, 3, 1, 7, 0];
        match self.greyscale {
            true => grey_outcome(n % OUTCOMES.len()),
            false => OUTCOMES[ORDER[n % ORDER.len()]],
        }
    }

    /// Colour of the n-th of `of` moves of a stance.
    pub(super) fn of_stance(self, stance: &str, n: usize, of: usize) -> Colour {
        let (first, last) = match (stance, self.greyscale) {
            ("concede", false) => (Colour(0x8C, 0xC0, 0xEA), Colour(0x08, 0x45, 0x8A)),
            ("escalate", false) => (Colour(0xFD, 0xB8, 0x74), Colour(0xA6, 0x36, 0x03)),
            (_, false) => (Colour(0x5E, 0x5E, 0x5E), Colour(0xD0, 0xD0, 0xD0)),
            ("concede", true) => (grey(0.86), grey(0.74)),
            ("escalate", true) => (grey(0.36), grey(0.12)),
            (_, true) => (grey(0.52), grey(0.62)),
        };
        let step = if of <= 1 { 0.5 } else { n as f64 / (of - 1) as f64 };
        mix(first, last, step)
    }

    /// What the colours of stances mean.
    pub(super) fn stances(self) -> [&'static str; 3] {
        match self.greyscale {
            false => ["blue concedes", "grey holds", "orange escalates"],
            true => ["pale concedes", "grey holds", "dark escalates"],
        }
    }

    /// The one colour of everything that shows a track.
    pub(super) fn track(self) -> Colour {
        if self.greyscale { grey(0.3) } else { Colour(0x08, 0x45, 0x8A) }
    }

    /// How the n-th of several lines in one panel is dashed, where colour does not tell them apart.
    pub(super) fn dash(self, n: usize) -> Option<(f64, f64)> {
        const DASHES: [Option<(f64, f64)>; 4] = [None, Some((7.0, 3.0)), Some((2.0, 2.0)), Some((12.0, 4.0))];
        if self.greyscale { DASHES[n % DASHES.len()] } else { None }
    }

    /// The colour in which words are read on this one.
    pub(super) fn on(self, ground: Colour) -> Colour {
        if oklab(ground)[0] < 0.62 { self.paper } else { self.strong }
    }
}

/// Twelve greys; neighbours in file order, which lie on each other in a stack, are far apart in lightness.
fn grey_outcome(place: usize) -> Colour {
    grey(0.2 + 0.055 * (place * 5 % OUTCOMES.len()) as f64)
}

/// The grey that is as light as this colour.
pub(super) fn greyed(colour: Colour) -> Colour {
    let Colour(red, green, blue) = colour;
    if red == green && green == blue { colour } else { grey(oklab(colour)[0]) }
}

/// The grey of this lightness (of Oklab): 0 is black, 1 white.
fn grey(lightness: f64) -> Colour {
    from_oklab([lightness, 0.0, 0.0])
}

/// The colours of what is the first and what the second player's, as words: both at least 6:1 on white.
pub(super) const PLAYERS: [Colour; 2] = [Colour(0x00, 0x65, 0x4B), Colour(0x73, 0x2C, 0xB8)];

/// The colour of what the actors play: the principal branch of logit equilibria.
pub(super) const PLAYED: Colour = Colour(0xD5, 0x5E, 0x00);

/// The ground of what is played most.
pub(super) const OFTEN: Colour = Colour(0xFC, 0xE0, 0xC8);

/// The ground of what correlated equilibria can give.
pub(super) const CORRELATED: Colour = Colour(0xA9, 0xCF, 0xEC);

/// Between two colours: 0 gives the first, 1 the second.
pub(super) fn mix(from: Colour, to: Colour, step: f64) -> Colour {
    let step = step.clamp(0.0, 1.0);
    let channel = |a: u8, b: u8| (f64::from(a) + (f64::from(b) - f64::from(a)) * step).round() as u8;
    Colour(channel(from.0, to.0), channel(from.1, to.1), channel(from.2, to.2))
}

/// The outcomes' colours that are too dark for dark paper, and what stands for them there.
const TOO_DARK: [(Colour, Colour); 3] = [
    (OUTCOMES[5], Colour(0xA0, 0x4F, 0x29)),
    (OUTCOMES[7], Colour(0xEE, 0xEE, 0xEE)),
    (OUTCOMES[10], Colour(0xB8, 0xD8, 0xFF)),
];

/// The colour that stands for this one on dark paper. Outcomes keep theirs where it can be seen; the rest keeps its hue
/// and is about as far from the paper in lightness as before (in Oklab, Ottosson 2020): white becomes the dark paper,
/// black nearly white.
pub fn in_dark(colour: Colour) -> Colour {
    if let Some((_, other)) = TOO_DARK.iter().find(|(dark, _)| *dark == colour) {
        return *other;
    }
    if OUTCOMES.contains(&colour) {
        return colour;
    }
    let [lightness, a, b] = oklab(colour);
    // What has a strong colour shows data, and is not let sink into the paper.
    let paper = if a.hypot(b) > 0.08 { 0.39 } else { 0.21 };
    let ink = 0.94;
    from_oklab([ink + (paper - ink) * lightness, a, b])
}

fn oklab(colour: Colour) -> [f64; 3] {
    let [r, g, b] = [colour.0, colour.1, colour.2].map(|channel| {
        let value = f64::from(channel) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    });
    let l = (0.412_221_470_8 * r + 0.536_332_536_3 * g + 0.051_445_992_9 * b).cbrt();
    let m = (0.211_903_498_2 * r + 0.680_699_545_1 * g + 0.107_396_956_6 * b).cbrt();
    let s = (0.088_302_461_9 * r + 0.281_718_837_6 * g + 0.629_978_700_5 * b).cbrt();
    [
        0.210_454_255_3 * l + 0.793_617_785_0 * m - 0.004_072_046_8 * s,
        1.977_998_495_1 * l - 2.428_592_205_0 * m + 0.450_593_709_9 * s,
        0.025_904_037_1 * l + 0.782_771_766_2 * m - 0.808_675_766_0 * s,
    ]
}

/// The nearest colour that a screen has: channels out of range are cut.
fn from_oklab([lightness, a, b]: [f64; 3]) -> Colour {
    let l = (lightness + 0.396_337_777_4 * a + 0.215_803_757_3 * b).powi(3);
    let m = (lightness - 0.105_561_345_8 * a - 0.063_854_172_8 * b).powi(3);
    let s = (lightness - 0.089_484_177_5 * a - 1.291_485_548_0 * b).powi(3);
    let [red, green, blue] = [
        4.076_741_662_1 * l - 3.307_711_591_3 * m + 0.230_969_929_2 * s,
        -1.268_438_004_6 * l + 2.609_757_401_1 * m - 0.341_319_396_5 * s,
        -0.004_196_086_3 * l - 0.703_418_614_7 * m + 1.707_614_701_0 * s,
    ]
    .map(|light| {
        let light = light.clamp(0.0, 1.0);
        let value = if light <= 0.003_130_8 { 12.92 * light } else { 1.055 * light.powf(1.0 / 2.4) - 0.055 };
        (value * 255.0).round() as u8
    });
    Colour(red, green, blue)
}

#[cfg(test)]
mod tests {
    use super::super::style::Style;
    use super::*;

    #[test]
    fn colours_differ_in_the_dark_too() {
        for (n, &one) in OUTCOMES.iter().enumerate() {
            for &other in &OUTCOMES[n + 1..] {
                assert!(difference(in_dark(one), in_dark(other)) > 14.0, "{one:?} {other:?}");
            }
        }
        for (one, other) in [("concede", "hold"), ("hold", "escalate"), ("concede", "escalate")] {
            for (n, m) in [(0, 0), (0, 1), (1, 0), (1, 1)] {
                let (one, other) =
                    (Style::page().ink.of_stance(one, n, 2), Style::page().ink.of_stance(other, m, 2));
                let apart = difference(in_dark(one), in_dark(other));
                assert!(apart > 14.0, "{one:?} {other:?}: {apart}");
            }
        }
        let dark = in_dark(Colour(255, 255, 255));
        assert!(difference(dark, in_dark(Colour(0, 0, 0))) > 60.0);
    }

    /// How a colour looks: Machado, Oliveira and Fernandes (2009), full severity, on linear light.
    const VISIONS: [[[f64; 3]; 3]; 4] = [
        [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]],
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
    ];

    fn linear(colour: Colour) -> [f64; 3] {
        [colour.0, colour.1, colour.2].map(|channel| {
            let value = f64::from(channel) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        })
    }

    /// CIE L*a*b*, white D65.
    fn lab(light: [f64; 3]) -> [f64; 3] {
        let [r, g, b] = light.map(|value| value.clamp(0.0, 1.0));
        let curve = |t: f64| if t > 0.008856 { t.cbrt() } else { 7.787 * t + 16.0 / 116.0 };
        let x = curve((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047);
        let y = curve(0.2126 * r + 0.7152 * g + 0.0722 * b);
        let z = curve((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883);
        [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
    }

    /// How different two colours look to those who see least difference.
    fn difference(a: Colour, b: Colour) -> f64 {
        let seen = |colour: Colour, vision: [[f64; 3]; 3]| {
            let light = linear(colour);
            lab(vision.map(|row| row.iter().zip(light).map(|(factor, value)| factor * value).sum()))
        };
        let apart = VISIONS.map(|vision| {
            let (a, b) = (seen(a, vision), seen(b, vision));
            a.iter().zip(b).map(|(a, b)| (a - b).powi(2)).sum::<f64>().sqrt()
        });
        apart.into_iter().fold(f64::MAX, f64::min)
    }

    #[test]
    fn any_two_outcomes_differ_for_every_common_form_of_colour_vision() {
        for (n, &one) in OUTCOMES.iter().enumerate() {
            for &other in &OUTCOMES[n + 1..] {
                assert!(difference(one, other) > 14.0, "{one:?} {other:?}");
            }
        }
    }

    #[test]
    fn stances_differ_for_every_common_form_of_colour_vision() {
        for n in 0..3 {
            for m in 0..3 {
                let [one, two, three] = ["concede", "hold", "escalate"].map(|stance| (stance, [n, m]));
                for (a, b) in [(one, two), (two, three), (one, three)] {
                    let apart = difference(
                        Style::page().ink.of_stance(a.0, a.1[0], 3),
                        Style::page().ink.of_stance(b.0, b.1[1], 3),
                    );
                    assert!(apart > 14.0, "{} {n}, {} {m}: {apart}", a.0, b.0);
                }
            }
        }
    }
}
