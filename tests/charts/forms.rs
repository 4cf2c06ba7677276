//! Sizes, greyscale and formats: nothing leaves the sheet or runs into a neighbour in any of them, and files are what they
//! say they are.

use standoff::chart::scene::{Colour, Shape};
use standoff::chart::style::{Size, Style};
use standoff::chart::{Chart, Format, Kind, draw, draw_in};

use super::page::{crowded_words, marks_off_the_page};
use super::{sample, samples};

/// Draws in every size, in colours and in greys: words and marks are where they should be, and no letter is too small.
/// With `CHARTS_TO=/some/folder`, every picture, to look at.
pub(crate) fn in_every_form(name: &str, draw: impl Fn(&Style) -> Chart) {
    let problems = problems(name, draw);
    assert!(problems.is_empty(), "{problems:#?}");
}

fn problems(name: &str, draw: impl Fn(&Style) -> Chart) -> Vec<String> {
    let mut problems = Vec::new();
    for size in Size::ALL {
        for style in [Style::of(size), Style::of(size).in_greyscale()] {
            let grey = if style.ink.greyscale { "-grey" } else { "" };
            let name = format!("{name}-{size}{grey}");
            let chart = draw(&style);
            if let Some(folder) = std::env::var_os("CHARTS_TO").map(std::path::PathBuf::from) {
                std::fs::create_dir_all(&folder).unwrap();
                std::fs::write(folder.join(format!("{name}.png")), chart.png(110)).unwrap();
                std::fs::write(folder.join(format!("{name}.pdf")), chart.pdf()).unwrap();
            }
            let scene = chart.scene();
            // What a column has no room for goes across both.
            let widths = match size {
                Size::Page => [720.0; 2],
                Size::Slide => [960.0; 2],
                Size::Column => [336.0, 672.0],
            };
            let is_one = widths.iter().any(|width| (scene.width - width).abs() < 0.1);
            assert!(is_one, "{name}: {} wide", scene.width);
            assert!(size != Size::Slide || scene.height >= 540.0, "{name}: 16:9 at most");
            problems.extend(crowded_words(&name, scene));
            problems.extend(marks_off_the_page(&name, scene));
            for mark in &scene.marks {
                if let Shape::Text { font, text, .. } = &mark.shape {
                    assert!(font.size * 0.75 >= 7.0, "{name}: {text:?} is of {} points", font.size * 0.75);
                }
            }
            let is_grey = |Colour(red, green, blue): &Colour| red == green && green == blue;
            assert!(!style.ink.greyscale || scene.colours().iter().all(is_grey), "{name} has colours");
        }
    }
    problems
}

#[test]
fn every_chart_of_a_run_fits_a_page_a_slide_and_a_column() {
    let mut found = Vec::new();
    for (name, summary) in samples() {
        for kind in Kind::ALL {
            if draw(&summary, kind).is_some() {
                found.extend(problems(&format!("{name}-{kind}"), |style| {
                    draw_in(&summary, kind, style).unwrap()
                }));
            }
        }
    }
    assert!(found.is_empty(), "{found:#?}");
    let (one, other) = (sample::crowded(), sample::wordy());
    let runs = [&one, &other, &one];
    in_every_form("runs", |style| draw_in(runs.as_slice(), Kind::RunsCompared, style).unwrap());
}

#[test]
fn a_larger_size_shows_the_same() {
    let summary = sample::korea();
    let bars = |size: Size| -> Vec<f64> {
        let chart = draw_in(&summary, Kind::OutcomeShares, &Style::of(size)).unwrap();
        let of = |name: String| match chart.scene().named(&name).next() {
            Some(Shape::Rect { w, .. }) => *w,
            other => panic!("{other:?}"),
        };
        summary.outcomes.iter().map(|outcome| of(format!("bar/{}", outcome.id))).collect()
    };
    let page = bars(Size::Page);
    for size in [Size::Slide, Size::Column] {
        let other = bars(size);
        let longest = page.iter().zip(&other).max_by(|a, b| a.0.total_cmp(b.0)).unwrap();
        for (one, other) in page.iter().zip(&other) {
            assert!((one / longest.0 - other / longest.1).abs() < 1e-6, "{size}");
        }
    }
}

/// What stands between two words, from the first place where the former does.
fn between<'a>(text: &'a str, before: &str, after: &str) -> &'a str {
    let rest = &text[text.find(before).unwrap_or_else(|| panic!("no {before}")) + before.len()..];
    &rest[..rest.find(after).unwrap()]
}

#[test]
fn a_pdf_is_one_tagged_page_of_the_true_size_and_brings_its_letters() {
    let summary = sample::korea();
    let chart = draw_in(&summary, Kind::OutcomeShares, &Style::of(Size::Column)).unwrap();
    let bytes = chart.file(Format::Pdf);
    assert_eq!(bytes, chart.file(Format::Pdf), "the same bytes each time");
    assert!(bytes.len() < 60_000, "only the letters that are used: {} bytes", bytes.len());
    let text: String = bytes.iter().map(|&byte| char::from(byte)).collect();
    assert!(text.starts_with("%PDF-1.") && text.trim_end().ends_with("%%EOF"));
    let media: Vec<f64> =
        between(&text, "/MediaBox [", "]").split(' ').map(|number| number.parse().unwrap()).collect();
    assert!((media[2] - 252.0).abs() < 0.01, "3.5 inches: {media:?}");
    assert!((media[3] - chart.scene().height * 0.75).abs() < 0.01, "{media:?}");
    for part in ["/FontFile2", "/ToUnicode", "/Identity-H", "/StructTreeRoot", "/Figure", "/Alt", "/Title"] {
        assert!(text.contains(part), "{part}");
    }
    assert_eq!(text.matches("/Subtype /Type0").count(), 2, "regular and bold");
    assert!(!text.contains("/CreationDate") && !text.contains("/ID "), "nothing of the day or the machine");
    // Every object is where the table says.
    let start: usize = between(&text, "startxref\n", "\n").parse().unwrap();
    let tail = String::from_utf8_lossy(&bytes[start..]);
    let table: Vec<&str> = tail.lines().collect();
    assert_eq!(table[0], "xref");
    let count: usize = table[1].split(' ').nth(1).unwrap().parse().unwrap();
    for number in 1..count {
        let at: usize = table[2 + number].split(' ').next().unwrap().parse().unwrap();
        assert!(bytes[at..].starts_with(format!("{number} 0 obj").as_bytes()), "object {number}");
    }
}

#[test]
fn every_letter_of_a_pdf_can_be_read_back() {
    let summary = sample::korea();
    let chart = draw(&summary, Kind::MovesOverTime).unwrap();
    let bytes = chart.pdf();
    let streams = streams(&bytes);
    let maps: Vec<&String> = streams.iter().filter(|stream| stream.contains("begincmap")).collect();
    let (regular, bold) = (maps[0], maps[1]);
    let page = streams.iter().find(|stream| stream.contains(" Tf\n")).unwrap();
    for mark in &chart.scene().marks {
        let Shape::Text { text, font, .. } = &mark.shape else { continue };
        let map = if font.bold { bold } else { regular };
        for letter in text.chars() {
            let code = format!("<{:04X}>\n", letter as u32);
            assert!(map.contains(&code), "{letter:?} of {text:?}");
        }
    }
    let words = chart.scene().texts().filter(|text| !text.is_empty()).count();
    assert_eq!(page.matches("BT\n").count(), words, "a text for each");
}

/// Every compressed stream, as letters.
fn streams(bytes: &[u8]) -> Vec<String> {
    let find = |from: usize, what: &[u8]| {
        bytes[from..].windows(what.len()).position(|window| window == what).map(|at| from + at)
    };
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(from) = find(at, b"stream\n") {
        let to = find(from, b"\nendstream").unwrap();
        let inflated = miniz_oxide::inflate::decompress_to_vec_zlib(&bytes[from + 7..to]).unwrap();
        out.push(inflated.into_iter().map(char::from).collect());
        at = to + 10;
    }
    out
}

#[test]
fn formats_name_their_endings() {
    let endings = [Format::Svg, Format::Png { dpi: 96 }, Format::Pdf].map(Format::ending);
    assert_eq!(endings, ["svg", "png", "pdf"]);
    let chart = draw(&sample::korea(), Kind::OutcomeShares).unwrap();
    assert_eq!(chart.file(Format::Svg), chart.svg().into_bytes());
    let size = |dpi: u32| {
        let reader = png::Decoder::new(std::io::Cursor::new(chart.file(Format::Png { dpi }))).read_info();
        reader.unwrap().info().width
    };
    assert_eq!((size(96), size(144)), (720, 1080));
}
