//! `standoff chart` on what runs and sweeps left.

use std::fs;

use super::{call, print};

#[test]
fn charts_are_drawn_again_in_the_size_and_format_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    print(folder.path(), "run textbook/gamblers-ruin --plays 200 --no-charts");
    let run = "output/textbook/gamblers-ruin/run-2018";
    let told = print(
        folder.path(),
        &format!("chart {run} --kind outcome-shares --size column --format pdf --greyscale"),
    );
    let name = format!("{run}/charts/outcome-shares-column-grey.pdf");
    assert_eq!(told.trim(), name);
    let bytes = fs::read(folder.path().join(&name)).unwrap();
    assert!(bytes.starts_with(b"%PDF"));
    let told = print(folder.path(), &format!("chart {run} --size slide --format png --dpi 96"));
    assert_eq!(told.lines().count(), 6, "every chart there is: {told}");
    let png = fs::read(folder.path().join(run).join("charts/outcome-shares-slide.png")).unwrap();
    assert_eq!(png[16..20], 960u32.to_be_bytes(), "ten inches at 96 dots");
    let told = print(folder.path(), &format!("chart {run} --kind outcome-shares"));
    let usual = ["svg", "png"].map(|ending| format!("{run}/charts/outcome-shares.{ending}"));
    assert_eq!(told.lines().collect::<Vec<_>>(), usual);
}

#[test]
fn a_kind_without_anything_to_show_hears_which_there_are() {
    let folder = tempfile::tempdir().unwrap();
    print(folder.path(), "sweep textbook/gamblers-ruin --vary rule.bet.chance=0.4..0.6:3 --no-charts");
    let sweep = "output/textbook/gamblers-ruin/sweep-2018";
    let output = call(folder.path(), &format!("chart {sweep} --kind tornado"));
    assert_eq!(output.status.code(), Some(2));
    let complaint = String::from_utf8(output.stderr).unwrap();
    let wanted = format!("error: {sweep} has nothing to show in tornado; it has outcomes-by-factor");
    assert!(complaint.starts_with(&wanted), "{complaint}");
    assert!(!folder.path().join(sweep).join("charts").exists(), "nothing is written then");
    for (wrong, says) in [
        ("--kind outcome", "outcome-shares"),
        ("--size poster", "[possible values: page, slide, column]"),
        ("--format gif", "[possible values: svg, png, pdf]"),
        ("--dpi 20", "20 is not in 48..=600"),
    ] {
        let output = call(folder.path(), &format!("chart {sweep} {wrong}"));
        let complaint = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.code() == Some(2) && complaint.contains(says), "{complaint}");
    }
}

#[test]
fn a_play_is_drawn_into_the_file_that_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let plain = print(folder.path(), "replay textbook/brinkmanship --play 3");
    for (file, begins) in [("play.svg", &b"<svg"[..]), ("plays/play.png", b"\x89PNG"), ("play.PDF", b"%PDF")]
    {
        let told = print(
            folder.path(),
            &format!("replay textbook/brinkmanship --play 3 --chart {file} --size slide"),
        );
        assert_eq!(told, plain, "what is told does not change");
        assert!(fs::read(folder.path().join(file)).unwrap().starts_with(begins), "{file}");
    }
    let told = print(folder.path(), "replay textbook/brinkmanship --play 3 --json");
    let told: serde_json::Value = serde_json::from_str(&told).unwrap();
    let belief = &told["beliefs"][0];
    let (rounds, types) = (told["rounds"].as_array().unwrap(), belief["types"].as_array().unwrap());
    assert_eq!(belief["by_round"].as_array().unwrap().len(), rounds.len() + 1);
    assert_eq!(belief["by_round"][0].as_array().unwrap().len(), types.len());
    let output = call(folder.path(), "replay textbook/brinkmanship --play 3 --chart play.gif");
    let complaint = String::from_utf8(output.stderr).unwrap();
    assert_eq!(complaint.trim(), "error: play.gif: a chart is a file whose name ends in .svg, .png or .pdf");
    assert_eq!(output.status.code(), Some(2));
}
