//! A scene as a PNG file, drawn larger than it is and filtered down.
//!
//! Rectangles and runs of pixels go through the bitmap backend of `plotters`. Polygons and letters are set here, the
//! former because the backend's sweep leaves holes in stepped outlines, the latter because its text drops the space
//! before each glyph.

use ab_glyph::{Font as _, PxScale, point};
use plotters::backend::{BitMapBackend, DrawingBackend};
use plotters::style::{Color, RGBColor, ShapeStyle};

use super::{Paper, drawn, paint, rgb};
use crate::chart::scene::{Anchor, Colour, Font, Scene};
use crate::chart::text;

struct BitmapPaper<'a> {
    canvas: BitMapBackend<'a>,
    /// Pixels per unit of the scene.
    scale: f64,
}

impl BitmapPaper<'_> {
    /// Fills what is inside, each pixel by its centre: even–odd, row by row.
    fn fill(&mut self, points: &[(f64, f64)], fill: RGBColor) {
        let at: Vec<(f64, f64)> = points.iter().map(|&(x, y)| (x * self.scale, y * self.scale)).collect();
        let (low, high) =
            at.iter().fold((f64::MAX, f64::MIN), |(low, high), p| (low.min(p.1), high.max(p.1)));
        if at.len() < 3 || !(low.is_finite() && high.is_finite()) {
            return;
        }
        let rows = f64::from(self.canvas.get_size().1);
        let first = (low - 0.5).ceil().clamp(0.0, rows) as usize;
        let last = (high - 0.5).floor().clamp(-1.0, rows - 1.0) as isize;
        let Ok(last) = usize::try_from(last) else { return };
        let mut crossings: Vec<Vec<f64>> = vec![Vec::new(); (last + 1).saturating_sub(first)];
        for (n, &from) in at.iter().enumerate() {
            let to = at[(n + 1) % at.len()];
            let (up, down) = if from.1 <= to.1 { (from, to) } else { (to, from) };
            let start = ((up.1 - 0.5).ceil().max(first as f64)) as usize;
            for row in start..=last {
                let y = row as f64 + 0.5;
                if y >= down.1 {
                    break;
                }
                crossings[row - first].push(up.0 + (down.0 - up.0) * (y - up.1) / (down.1 - up.1));
            }
        }
        for (row, xs) in crossings.iter_mut().enumerate() {
            xs.sort_by(f64::total_cmp);
            for pair in xs.chunks_exact(2) {
                self.run((row + first) as i32, pair[0], pair[1], fill);
            }
        }
    }

    /// The pixels of a row whose centres are between two places.
    fn run(&mut self, row: i32, from: f64, to: f64, fill: RGBColor) {
        let widest = f64::from(self.canvas.get_size().0) - 1.0;
        let (from, to) = ((from - 0.5).ceil().max(0.0), ((to - 0.5).ceil() - 1.0).min(widest));
        if from <= to {
            let style = ShapeStyle::from(fill).filled();
            // The backend leaves out the last column and row of a filled rectangle.
            drawn(self.canvas.draw_rect((from as i32, row), (to as i32 + 1, row + 1), &style, true));
        }
    }
}

impl Paper for BitmapPaper<'_> {
    fn rect(&mut self, x: f64, y: f64, w: f64, h: f64, fill: Colour) {
        self.fill(&[(x, y), (x + w, y), (x + w, y + h), (x, y + h)], rgb(fill));
    }

    fn area(&mut self, points: &[(f64, f64)], fill: Colour) {
        self.fill(points, rgb(fill));
    }

    fn line(&mut self, points: &[(f64, f64)], width: f64, stroke: Colour) {
        for (n, pair) in points.windows(2).enumerate() {
            let [(ax, ay), (bx, by)] = [pair[0], pair[1]];
            let length = (bx - ax).hypot(by - ay);
            if !(length > 0.0 && length.is_finite()) {
                continue;
            }
            let (dx, dy) = ((bx - ax) / length * width / 2.0, (by - ay) / length * width / 2.0);
            let corners = [(ax - dy, ay + dx), (bx - dy, by + dx), (bx + dy, by - dx), (ax + dy, ay - dx)];
            self.fill(&corners, rgb(stroke));
            // A round join, as in the SVG; the ends stay square.
            if n > 0 {
                self.dot(ax, ay, width / 2.0, stroke);
            }
        }
    }

    fn dot(&mut self, x: f64, y: f64, r: f64, fill: Colour) {
        let corners: Vec<(f64, f64)> =
            (0..32).map(|n| (f64::from(n) * std::f64::consts::TAU / 32.0).sin_cos()).collect();
        let corners: Vec<(f64, f64)> = corners.iter().map(|(sin, cos)| (x + r * cos, y + r * sin)).collect();
        self.fill(&corners, rgb(fill));
    }

    fn text(&mut self, (x, y): (f64, f64), words: &str, font: Font, anchor: Anchor, fill: Colour) {
        let face = text::face(font);
        let (glyphs, width) = text::glyphs(words, font);
        let left = match anchor {
            Anchor::Start => x,
            Anchor::Middle => x - width / 2.0,
            Anchor::End => x - width,
        };
        // ab_glyph counts sizes from ascender to descender, not by the em.
        let em = face.height_unscaled() / face.units_per_em().unwrap_or(2048.0);
        let size = PxScale::from((font.size * self.scale) as f32 * em);
        for (glyph, at) in glyphs {
            let origin = point(((left + at) * self.scale) as f32, (y * self.scale) as f32);
            let Some(outline) = face.outline_glyph(glyph.with_scale_and_position(size, origin)) else {
                continue;
            };
            let corner = outline.px_bounds().min;
            outline.draw(|column, row, cover| {
                let pixel = (corner.x as i32 + column as i32, corner.y as i32 + row as i32);
                if cover > 0.0 && pixel.0 >= 0 && pixel.1 >= 0 {
                    let colour = rgb(fill).mix(f64::from(cover.min(1.0))).to_backend_color();
                    drawn(self.canvas.draw_pixel(pixel, colour));
                }
            });
        }
    }
}

/// The whole file. Fine pixels are averaged in squares: 4×4 for a screen's resolution, fewer where there are many.
pub(in crate::chart) fn png(scene: &Scene, dpi: u32) -> Vec<u8> {
    let scale = f64::from(dpi) / 96.0;
    let fine: usize = match dpi {
        ..=144 => 4,
        145..=240 => 3,
        _ => 2,
    };
    let width = (scene.width * scale).ceil().max(1.0) as usize;
    let height = (scene.height * scale).ceil().max(1.0) as usize;
    let mut pixels = vec![255u8; width * fine * height * fine * 3];
    {
        let size = ((width * fine) as u32, (height * fine) as u32);
        let canvas = BitMapBackend::with_buffer(&mut pixels, size);
        let mut paper = BitmapPaper { canvas, scale: scale * fine as f64 };
        paint(scene, &mut paper);
        drawn(paper.canvas.present());
    }
    encode(&filtered(&pixels, width, height, fine), width as u32, height as u32, dpi)
}

/// The mean of each square of fine pixels: rows are added up first, which the compiler does many channels at a time.
fn filtered(pixels: &[u8], width: usize, height: usize, fine: usize) -> Vec<u8> {
    let mut out = Vec::with_capacity(width * height * 3);
    let area = (fine * fine) as u16;
    let row_length = width * fine * 3;
    let mut sums = vec![0u16; row_length];
    for rows in pixels.chunks_exact(row_length * fine) {
        sums.fill(0);
        for row in rows.chunks_exact(row_length) {
            for (sum, &channel) in sums.iter_mut().zip(row) {
                *sum += u16::from(channel);
            }
        }
        for square in sums.chunks_exact(fine * 3) {
            for channel in 0..3 {
                let sum: u16 = (0..fine).map(|n| square[3 * n + channel]).sum();
                out.push(((sum + area / 2) / area) as u8);
            }
        }
    }
    out
}

/// With the resolution in the file, so that it comes into a document at its true size.
fn encode(pixels: &[u8], width: u32, height: u32, dpi: u32) -> Vec<u8> {
    let mut out = Vec::new();
    let mut encoder = png::Encoder::new(&mut out, width, height);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::Balanced);
    let per_metre = (f64::from(dpi) / 0.0254).round() as u32;
    encoder.set_pixel_dims(Some(png::PixelDimensions {
        xppu: per_metre,
        yppu: per_metre,
        unit: png::Unit::Meter,
    }));
    let written = encoder.write_header().and_then(|mut writer| writer.write_image_data(pixels));
    debug_assert!(written.is_ok(), "writing a PNG to memory failed");
    out
}
