//! A scene as a PDF document of one page.
//!
//! Words stay words, set in the letters of the embedded DejaVu, of which the document brings along those that it uses; a map
//! back to Unicode lets them be searched and copied. The page is tagged as one figure with its text for those who cannot
//! see it. There is no date and no random identifier in it: the same scene gives the same bytes.

use std::collections::BTreeMap;

use ab_glyph::{Font as _, GlyphId};
use miniz_oxide::deflate::compress_to_vec_zlib;
use pdf_writer::types::{CidFontType, FontFlags, LineJoinStyle, StructRole, SystemInfo, UnicodeCmap};
use pdf_writer::writers::StructTreeRoot;
use pdf_writer::{Content, Filter, Finish as _, Name, Pdf, Rect, Ref, Str, TextStr};
use sha2::{Digest as _, Sha256};
use subsetter::GlyphRemapper;

use super::{Paper, paint};
use crate::chart::scene::{Anchor, Colour, Font, Scene};
use crate::chart::text;

/// Points of a PDF per unit of a scene.
const POINT: f64 = 0.75;

/// How far the handles of a quarter of a circle reach, in radii.
const QUARTER: f64 = 0.552_284_75;

/// Letters are addressed by their place in the subset.
const SYSTEM: SystemInfo<'static> =
    SystemInfo { registry: Str(b"Adobe"), ordering: Str(b"Identity"), supplement: 0 };

/// One face and the letters of it that the page uses.
struct Face {
    font: Font,
    resource: Name<'static>,
    name: &'static str,
    bytes: &'static [u8],
    mapper: GlyphRemapper,
    letters: BTreeMap<u16, char>,
}

impl Face {
    fn new(bold: bool) -> Face {
        let (resource, name, bytes) = match bold {
            false => (Name(b"Regular"), "DejaVuSans", dejavu::sans::regular()),
            true => (Name(b"Bold"), "DejaVuSans-Bold", dejavu::sans::bold()),
        };
        let font = Font { size: 1.0, bold };
        Face { font, resource, name, bytes, mapper: GlyphRemapper::new(), letters: BTreeMap::new() }
    }
}

struct PdfPaper {
    content: Content,
    faces: [Face; 2],
}

fn channels(Colour(red, green, blue): Colour) -> [f32; 3] {
    [red, green, blue].map(|channel| f32::from(channel) / 255.0)
}

/// A length to a thousandth of a unit: enough for any press, and no noise of rounding in the file.
fn length(value: f64) -> f32 {
    ((value * 1000.0).round() / 1000.0) as f32
}

impl PdfPaper {
    fn fill(&mut self, fill: Colour) {
        let [red, green, blue] = channels(fill);
        self.content.set_fill_rgb(red, green, blue);
    }

    fn path(&mut self, points: &[(f64, f64)]) {
        for (n, &(x, y)) in points.iter().enumerate() {
            let (x, y) = (length(x), length(y));
            if n == 0 {
                self.content.move_to(x, y)
            } else {
                self.content.line_to(x, y)
            };
        }
    }
}

fn are_finite(points: &[(f64, f64)]) -> bool {
    points.iter().all(|(x, y)| x.is_finite() && y.is_finite())
}

impl Paper for PdfPaper {
    fn rect(&mut self, x: f64, y: f64, w: f64, h: f64, fill: Colour) {
        if !are_finite(&[(x, y), (w, h)]) {
            return;
        }
        self.fill(fill);
        self.content.rect(length(x), length(y), length(w), length(h)).fill_nonzero();
    }

    fn area(&mut self, points: &[(f64, f64)], fill: Colour) {
        if points.len() < 3 || !are_finite(points) {
            return;
        }
        self.fill(fill);
        self.path(points);
        self.content.close_path().fill_even_odd();
    }

    fn line(&mut self, points: &[(f64, f64)], width: f64, stroke: Colour) {
        if points.len() < 2 || !are_finite(points) {
            return;
        }
        let [red, green, blue] = channels(stroke);
        self.content.set_stroke_rgb(red, green, blue).set_line_width(length(width));
        self.path(points);
        self.content.stroke();
    }

    fn dot(&mut self, x: f64, y: f64, r: f64, fill: Colour) {
        if !are_finite(&[(x, y), (r, r)]) {
            return;
        }
        self.fill(fill);
        let at = |dx: f64, dy: f64| (length(x + r * dx), length(y + r * dy));
        let start = at(1.0, 0.0);
        self.content.move_to(start.0, start.1);
        for (from, to) in [
            ((1.0, 0.0), (0.0, 1.0)),
            ((0.0, 1.0), (-1.0, 0.0)),
            ((-1.0, 0.0), (0.0, -1.0)),
            ((0.0, -1.0), (1.0, 0.0)),
        ] {
            let one = at(from.0 + QUARTER * to.0, from.1 + QUARTER * to.1);
            let two = at(to.0 + QUARTER * from.0, to.1 + QUARTER * from.1);
            let end = at(to.0, to.1);
            self.content.cubic_to(one.0, one.1, two.0, two.1, end.0, end.1);
        }
        self.content.close_path().fill_nonzero();
    }

    fn text(&mut self, (x, y): (f64, f64), words: &str, font: Font, anchor: Anchor, fill: Colour) {
        let (glyphs, width) = text::glyphs(words, font);
        if glyphs.is_empty() || !are_finite(&[(x, y)]) {
            return;
        }
        let left = match anchor {
            Anchor::Start => x,
            Anchor::Middle => x - width / 2.0,
            Anchor::End => x - width,
        };
        self.fill(fill);
        let face = &mut self.faces[usize::from(font.bold)];
        self.content.begin_text();
        self.content.set_font(face.resource, length(font.size));
        // The page is turned over, so that y goes downwards; letters are not.
        self.content.set_text_matrix([1.0, 0.0, 0.0, -1.0, length(left), length(y)]);
        let mut shown = self.content.show_positioned();
        let mut items = shown.items();
        let mut run: Vec<u8> = Vec::new();
        let ends = glyphs.iter().skip(1).map(|(_, at)| *at).chain([width]);
        for ((letter, (glyph, at)), end) in words.chars().zip(&glyphs).zip(ends) {
            let place = face.mapper.remap(glyph.0);
            face.letters.entry(place).or_insert(letter);
            run.extend(place.to_be_bytes());
            // Kerning, in thousandths of an em.
            let kern = (advance(font, *glyph) - (end - at)) / font.size * 1000.0;
            if kern.abs() >= 0.5 {
                items.show(Str(&run)).adjust(kern.round() as f32);
                run.clear();
            }
        }
        if !run.is_empty() {
            items.show(Str(&run));
        }
        items.finish();
        shown.finish();
        self.content.end_text();
    }
}

/// Width of a letter.
fn advance(font: Font, glyph: GlyphId) -> f64 {
    let face = text::face(font);
    f64::from(face.h_advance_unscaled(glyph)) * font.size / f64::from(face.units_per_em().unwrap_or(2048.0))
}

/// Numbers of the objects of a document: from 1, in the order in which they are asked for.
struct Numbers(i32);

impl Numbers {
    fn next(&mut self) -> Ref {
        self.0 += 1;
        Ref::new(self.0)
    }
}

/// The whole document; `title` and `alt` are for those who cannot see it.
pub(in crate::chart) fn document(scene: &Scene, title: &str, alt: &str) -> Vec<u8> {
    let (width, height) = (length(scene.width * POINT), length(scene.height * POINT));
    let mut paper = PdfPaper { content: Content::new(), faces: [Face::new(false), Face::new(true)] };
    paper.content.begin_marked_content_with_properties(Name(b"Figure")).properties().identify(0);
    paper.content.transform([POINT as f32, 0.0, 0.0, -(POINT as f32), 0.0, height]);
    paper.content.set_line_join(LineJoinStyle::RoundJoin);
    paint(scene, &mut paper);
    paper.content.end_marked_content();
    let PdfPaper { content, faces } = paper;

    let mut pdf = Pdf::new();
    let mut numbers = Numbers(0);
    let [catalog, pages, page, painted, info] = [(); 5].map(|()| numbers.next());
    let [structure, tree, whole, figure] = [(); 4].map(|()| numbers.next());
    let mut root = pdf.catalog(catalog);
    root.pages(pages).lang(TextStr("en"));
    root.viewer_preferences().display_doc_title(true);
    root.mark_info().marked(true);
    // What is below the tree's root names it as its parent, so it is an object of its own.
    root.pair(Name(b"StructTreeRoot"), structure);
    root.finish();
    let mut top = pdf.indirect(structure).start::<StructTreeRoot>();
    top.child(whole);
    top.parent_tree().nums().insert(0, tree);
    top.finish();
    pdf.indirect(tree).array().item(figure);
    pdf.struct_element(whole).kind(StructRole::Document).parent(structure).child(figure);
    let mut element = pdf.struct_element(figure);
    element.kind(StructRole::Figure).parent(whole).page(page).alt(TextStr(alt));
    element.marked_content_child().marked_content_id(0);
    element.finish();
    pdf.document_info(info).title(TextStr(title)).creator(TextStr("standoff"));
    pdf.pages(pages).kids([page]).count(1);

    let used: Vec<(Face, Ref)> = faces
        .into_iter()
        .filter(|face| !face.letters.is_empty())
        .map(|face| (face, numbers.next()))
        .collect();
    let mut sheet = pdf.page(page);
    sheet.media_box(Rect::new(0.0, 0.0, width, height)).parent(pages).contents(painted).struct_parents(0);
    let mut resources = sheet.resources();
    let mut fonts = resources.fonts();
    for (face, id) in &used {
        fonts.pair(face.resource, *id);
    }
    fonts.finish();
    resources.finish();
    sheet.finish();
    pdf.stream(painted, &compress_to_vec_zlib(&content.finish(), 6)).filter(Filter::FlateDecode);
    for (face, id) in &used {
        embed(&mut pdf, &mut numbers, face, *id);
    }
    pdf.finish()
}

/// Writes the letters that are used, with their widths and what they stand for.
fn embed(pdf: &mut Pdf, numbers: &mut Numbers, face: &Face, id: Ref) {
    let [letters, descriptor, unicode, file] = [(); 4].map(|()| numbers.next());
    let glyphs: Vec<GlyphId> = face.mapper.remapped_gids().map(GlyphId).collect();
    let program = subsetter::subset(face.bytes, 0, &face.mapper);
    debug_assert!(program.is_ok(), "the embedded font is sound");
    let program = program.unwrap_or_default();
    let name = format!("{}+{}", tag(&program), face.name);
    let name = Name(name.as_bytes());
    let source = text::face(face.font);
    let em = f64::from(source.units_per_em().unwrap_or(2048.0));
    let thousandths = |units: f32| (f64::from(units) * 1000.0 / em).round() as f32;

    pdf.type0_font(id)
        .base_font(name)
        .encoding_predefined(Name(b"Identity-H"))
        .descendant_font(letters)
        .to_unicode(unicode);
    let mut cid = pdf.cid_font(letters);
    cid.subtype(CidFontType::Type2).base_font(name).system_info(SYSTEM).font_descriptor(descriptor);
    cid.cid_to_gid_map_predefined(Name(b"Identity"));
    let widths = glyphs.iter().map(|&glyph| thousandths(source.h_advance_unscaled(glyph)));
    cid.widths().consecutive(0, widths);
    cid.finish();

    let outlines = || glyphs.iter().filter_map(|&glyph| source.outline(glyph)).map(|outline| outline.bounds);
    let low = |end: fn(&ab_glyph::Rect) -> f32| outlines().map(|bounds| end(&bounds)).fold(0.0, f32::min);
    let high = |end: fn(&ab_glyph::Rect) -> f32| outlines().map(|bounds| end(&bounds)).fold(0.0, f32::max);
    let bounds = Rect::new(
        thousandths(low(|bounds| bounds.min.x)),
        thousandths(low(|bounds| bounds.min.y.min(bounds.max.y))),
        thousandths(high(|bounds| bounds.max.x)),
        thousandths(high(|bounds| bounds.max.y.max(bounds.min.y))),
    );
    pdf.font_descriptor(descriptor)
        .name(name)
        .flags(FontFlags::SYMBOLIC)
        .bbox(bounds)
        .italic_angle(0.0)
        .ascent(thousandths(source.ascent_unscaled()))
        .descent(thousandths(source.descent_unscaled()))
        .cap_height((2.0 * text::MIDDLE * 1000.0) as f32)
        .stem_v(if face.font.bold { 160.0 } else { 90.0 })
        .font_file2(file);
    let mut map = UnicodeCmap::new(Name(b"Unicode"), SYSTEM);
    face.letters.iter().for_each(|(&place, &letter)| map.pair(place, letter));
    pdf.stream(unicode, &compress_to_vec_zlib(&map.finish(), 6)).filter(Filter::FlateDecode);
    let packed = compress_to_vec_zlib(&program, 6);
    let mut stream = pdf.stream(file, &packed);
    stream.filter(Filter::FlateDecode);
    stream.pair(Name(b"Length1"), i32::try_from(program.len()).unwrap_or(i32::MAX));
}

/// Six capitals that tell subsets of one face apart: the same for the same letters.
fn tag(program: &[u8]) -> String {
    Sha256::digest(program).iter().take(6).map(|byte| char::from(b'A' + byte % 26)).collect()
}
