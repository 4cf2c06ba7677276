//! The charts: what is drawn equals the data, nothing leaves its place, the same data give the same bytes.

mod sample;

use standoff::chart::draw_all;
use standoff::results::Summary;

fn samples() -> Vec<(&'static str, Summary)> {
    vec![
        ("korea", sample::korea()),
        ("repeated", sample::repeated(200)),
        ("long", sample::repeated(2000)),
        ("crowded", sample::crowded()),
        ("one", sample::one_round()),
    ]
}

/// With `CHARTS_TO=/some/folder`, every picture, to look at.
#[test]
fn every_sample_is_drawn() {
    let folder = std::env::var_os("CHARTS_TO").map(std::path::PathBuf::from);
    for (name, summary) in samples() {
        for (stem, chart) in draw_all(&summary) {
            assert!(chart.svg().starts_with("<svg"));
            if let Some(folder) = &folder {
                std::fs::create_dir_all(folder).unwrap();
                std::fs::write(folder.join(format!("{name}-{stem}.svg")), chart.svg()).unwrap();
                std::fs::write(folder.join(format!("{name}-{stem}.png")), chart.png(144)).unwrap();
            }
        }
    }
}
