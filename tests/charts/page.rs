//! The page: words have their room, labels are data and nothing more, odd numbers do no harm, pixels are where they
//! should be.

use ab_glyph::{Font as _, FontRef};
use standoff::chart::scene::{Anchor, Colour, Scene, Shape};
use standoff::chart::{Kind, draw, draw_all};
use standoff::results::{LevelQuantiles, PayoffFigures, Summary};

use super::sample::{self, Luck};

/// Every text with its box: left, right, top of capitals, baseline.
fn boxes(scene: &Scene) -> Vec<(String, [f64; 4])> {
    let regular = FontRef::try_from_slice(dejavu::sans::regular()).unwrap();
    let bold = FontRef::try_from_slice(dejavu::sans::bold()).unwrap();
    let of = |shape: &Shape| {
        let Shape::Text { x, y, text, font, anchor, .. } = shape else { return None };
        let face = if font.bold { &bold } else { &regular };
        let units: f32 = text.chars().map(|letter| face.h_advance_unscaled(face.glyph_id(letter))).sum();
        let width = f64::from(units / face.units_per_em().unwrap()) * font.size;
        let left = match anchor {
            Anchor::Start => *x,
            Anchor::Middle => x - width / 2.0,
            Anchor::End => x - width,
        };
        Some((text.clone(), [left, left + width, y - 0.73 * font.size, *y]))
    };
    scene.marks.iter().filter_map(|mark| of(&mark.shape)).collect()
}

/// Words that leave the page or run into each other.
pub(crate) fn crowded_words(of: &str, scene: &Scene) -> Vec<String> {
    let boxes = boxes(scene);
    let mut problems = Vec::new();
    for (n, (text, [left, right, top, bottom])) in boxes.iter().enumerate() {
        if !(*left >= 0.0 && *right <= scene.width && *top >= 0.0 && *bottom <= scene.height) {
            problems.push(format!("{of}: {text:?} leaves the page"));
        }
        for (other, [l, r, t, b]) in &boxes[n + 1..] {
            let apart = right <= l || r <= left || bottom <= t || b <= top;
            if !apart {
                problems.push(format!("{of}: {text:?} and {other:?} collide"));
            }
        }
    }
    problems
}

/// Marks, other than words, that are not on the page.
pub(crate) fn marks_off_the_page(of: &str, scene: &Scene) -> Vec<String> {
    let mut problems = Vec::new();
    for mark in &scene.marks {
        let points = match &mark.shape {
            Shape::Rect { x, y, w, h, .. } | Shape::Zone { x, y, w, h, .. } => vec![(*x, *y), (x + w, y + h)],
            Shape::Area { points, .. } | Shape::Line { points, .. } => points.clone(),
            Shape::Dot { x, y, r, .. } => vec![(x - r, y - r), (x + r, y + r)],
            Shape::Text { .. } => vec![],
        };
        for (x, y) in points {
            if !((0.0..=scene.width).contains(&x) && (0.0..=scene.height).contains(&y)) {
                problems.push(format!("{of}: {} at {x}, {y}", mark.name));
            }
        }
    }
    problems
}

/// Every label of a summary.
fn labels(summary: &mut Summary) -> Vec<&mut String> {
    let mut all = vec![
        &mut summary.title,
        &mut summary.scenario,
        &mut summary.version,
        &mut summary.scenario_hash,
        &mut summary.round_unit,
    ];
    all.extend(&mut summary.moments);
    all.extend(summary.outcomes.iter_mut().map(|one| &mut one.label));
    all.extend(summary.actors.iter_mut().map(|one| &mut one.label));
    all.extend(summary.moves.iter_mut().map(|one| &mut one.label));
    for track in &mut summary.tracks {
        all.push(&mut track.label);
        all.extend(&mut track.levels);
    }
    all
}

#[test]
fn hostile_labels_come_out_as_text() {
    let attacks = [
        "<script>alert(1)</script>",
        "]]></text><image href='//evil' onload=\"x\"/>",
        "a & b &lt; \"c\" 'd'",
        "\u{1b}[31mred\u{7}\u{0}\r\n\u{202e}txet\u{fffe}",
        "",
        "   ",
        "核実験 العربية \u{202e} 🚀 e\u{301}",
    ];
    let long = "x".repeat(100_000);
    for attack in attacks.into_iter().chain([long.as_str()]) {
        let mut summary = sample::korea();
        for label in labels(&mut summary) {
            *label = attack.to_owned();
        }
        for (stem, chart) in draw_all(&summary) {
            let svg = chart.svg();
            for tag in svg.split('<').skip(1) {
                let name: String =
                    tag.trim_start_matches('/').chars().take_while(char::is_ascii_alphabetic).collect();
                let known = ["svg", "title", "desc", "rect", "line", "polyline", "polygon", "circle", "text"];
                assert!(known.contains(&name.as_str()), "{stem}: <{name}");
            }
            for entity in svg.split('&').skip(1) {
                let known = ["amp;", "lt;", "gt;", "quot;", "apos;"];
                assert!(known.iter().any(|name| entity.starts_with(name)), "{stem}: &{entity:.9}");
            }
            let forbidden = |letter: char| {
                letter.is_control() && letter != '\n'
                    || matches!(letter, '\u{202a}'..='\u{202e}' | '\u{fffe}')
            };
            assert!(!svg.contains(forbidden), "{stem}");
            assert!(svg.len() < 300_000, "{stem}: {} bytes", svg.len());
            chart.png(48);
        }
    }
}

#[test]
fn odd_numbers_are_no_panic() {
    let odd = [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, -1.0, 2.0, 1e308, -1e308, 0.0, 5e-324];
    let mut luck = Luck::new(5);
    for round in 0..60 {
        let mut pick = |value: &mut f64| {
            if luck.next() < 0.3 {
                *value = odd[(luck.next() * odd.len() as f64) as usize];
            }
        };
        let mut summary = if round % 2 == 0 { sample::korea() } else { sample::one_round() };
        for outcome in &mut summary.outcomes {
            [&mut outcome.share, &mut outcome.low, &mut outcome.high].into_iter().for_each(&mut pick);
            outcome.by_round.iter_mut().for_each(&mut pick);
            outcome.exact.iter_mut().for_each(&mut pick);
        }
        for actor in &mut summary.actors {
            pick(&mut actor.payoff_mean);
            for payoff in &mut actor.by_outcome {
                payoff.mean.iter_mut().for_each(&mut pick);
                payoff.quantiles.iter_mut().flatten().for_each(&mut pick);
            }
        }
        summary.rounds.surviving.iter_mut().for_each(&mut pick);
        summary.tracks.iter_mut().flat_map(|track| &mut track.mean_by_round).for_each(&mut pick);
        for one in &mut summary.moves {
            pick(&mut one.mean_count);
            one.share_by_round.iter_mut().for_each(&mut pick);
        }
        for (_, chart) in draw_all(&summary) {
            chart.svg();
            chart.png(48);
        }
    }
}

#[test]
fn lists_of_odd_lengths_are_no_panic() {
    let mut summary = sample::korea();
    summary.moments.clear();
    summary.outcomes[0].by_round.clear();
    summary.outcomes[1].by_round.truncate(3);
    summary.actors[0].by_outcome.push(PayoffFigures { plays: 1, mean: None, quantiles: None });
    summary.actors[1].by_outcome.clear();
    summary.rounds.surviving.clear();
    summary.tracks[0].levels.truncate(1);
    summary.tracks[1].mean_by_round.clear();
    summary.tracks[2].quantiles_by_round.truncate(2);
    summary.tracks[3].quantiles_by_round.clear();
    summary.tracks[4].range = [i32::MIN, i32::MAX];
    summary.tracks[5].range = [3, 3];
    summary.tracks[6].range = [5, -5];
    summary.tracks[6].quantiles_by_round[2] =
        LevelQuantiles { q05: 9, q25: -9, q50: 0, q75: i32::MAX, q95: i32::MIN };
    summary.moves[0].share_by_round.clear();
    summary.moves[1].share_by_round.truncate(5);
    summary.moves[2].stance = "dance".into();
    for (_, chart) in draw_all(&summary) {
        chart.svg();
        chart.png(48);
    }
}

#[test]
fn pixels_have_the_colours_of_the_scene() {
    let chart = draw(&sample::korea(), Kind::OutcomeShares).unwrap();
    let bytes = chart.png(96);
    let mut reader = png::Decoder::new(std::io::Cursor::new(bytes)).read_info().unwrap();
    let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
    let info = reader.next_frame(&mut pixels).unwrap();
    let scene = chart.scene();
    assert_eq!((f64::from(info.width), f64::from(info.height)), (scene.width, scene.height));
    let dims = reader.info().pixel_dims.unwrap();
    assert_eq!((dims.xppu, dims.unit), (3780, png::Unit::Meter), "it comes into a document at its true size");
    let at = |x: f64, y: f64| {
        let first = (y as usize * info.width as usize + x as usize) * 3;
        Colour(pixels[first], pixels[first + 1], pixels[first + 2])
    };
    assert_eq!(at(1.0, 1.0), scene.paper);
    let mut seen = 0;
    for mark in scene.marks.iter().filter(|mark| mark.name.starts_with("bar/")) {
        if let Shape::Rect { x, y, w, h, fill } = mark.shape
            && w > 20.0
        {
            assert_eq!(at(x + w * 0.5, y + h * 0.5), fill, "{}", mark.name);
            seen += 1;
        }
    }
    assert_eq!(seen, 3);
    let dark = pixels.chunks_exact(3).filter(|pixel| pixel.iter().all(|&channel| channel < 60)).count();
    assert!(dark > 500, "there are words");
}
